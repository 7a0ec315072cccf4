#!/usr/bin/env bash
# Sees to it that the browser tests have Chromium: from Debian's packages, and only when there is none.
set -uo pipefail
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] && exit 0
refuse() { echo "Chromium is missing and cannot be installed: $1. Install it, or set CHROMIUM to its path." >&2; exit 1; }
[ -z "${CHROMIUM:-}" ] || refuse "there is none at $CHROMIUM, where CHROMIUM says"
command -v apt-get >/dev/null || refuse "this system has no apt-get"
root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || refuse "you are not root and there is no sudo"
  root=(sudo -n)
fi
echo "Installing Chromium for the browser tests."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"${root[@]}" apt-get update >"$log" 2>&1
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium >>"$log" 2>&1 ||
  { tail -n 5 "$log" >&2; refuse "apt-get failed, as above"; }
[ -x /usr/bin/chromium ] || refuse "the package holds no /usr/bin/chromium"
