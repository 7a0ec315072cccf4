#!/usr/bin/env bash
# Packs the libraries and the apsis tool into artifacts/package/release: for the tool a pointer package, a native one for
# the platform it is built on, and a framework-dependent one for all others.
set -euo pipefail
cd "$(dirname "$0")/.."
native=${1:-$(dotnet msbuild src/Apsis.Cli -getProperty:NETCoreSdkPortableRuntimeIdentifier)}
rm -rf artifacts/package/release
dotnet pack src/Apsis -c Release --nologo -v minimal
dotnet pack src/Apsis.AspNetCore -c Release --nologo -v minimal
dotnet pack src/Apsis.Emulator -c Release --nologo -v minimal
dotnet pack src/Apsis.Cli -c Release --nologo -v minimal "-p:ApsisNativePlatform=$native"
dotnet pack src/Apsis.Cli -c Release --nologo -v minimal "-p:ApsisNativePlatform=$native" -r any
dotnet pack src/Apsis.Cli -c Release --nologo -v minimal "-p:ApsisNativePlatform=$native" -r "$native"
ls -l artifacts/package/release
