#!/usr/bin/env bash
# Sees to it that the tests with Autodesk's npm packages have them, in artifacts/foreign-clients, and node to run them: node and npm
# come from Debian's packages, and only when there are none; the packages are those of the lock file, and no script of theirs runs.
set -uo pipefail
cd "$(dirname "$0")/.."
refuse() { echo "The foreign clients are missing and cannot be installed: $1." >&2; exit 1; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  command -v apt-get >/dev/null || refuse "there is no node and npm, and this system has no apt-get. Install Node.js 18 or newer"
  root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || refuse "there is no node and npm, you are not root and there is no sudo"
    root=(sudo -n)
  fi
  echo "Installing Node.js for the tests with foreign clients."
  "${root[@]}" apt-get update >"$log" 2>&1
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends nodejs npm >>"$log" 2>&1 ||
    { tail -n 5 "$log" >&2; refuse "apt-get failed, as above"; }
fi
source=tests/Apsis.Foreign.Tests/Clients
target=artifacts/foreign-clients
cmp -s "$source/package-lock.json" "$target/installed.json" && exit 0
echo "Installing the foreign clients."
mkdir -p "$target"
rm -f "$target/installed.json"
cp "$source/package.json" "$source/package-lock.json" "$target/"
(cd "$target" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 || { tail -n 20 "$log" >&2; refuse "npm failed, as above"; }
cp "$source/package-lock.json" "$target/installed.json"
