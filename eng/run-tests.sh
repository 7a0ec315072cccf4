#!/usr/bin/env bash
# Runs the built tests of the solution and ends with the plain line "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
eng/install-chromium.sh || echo "The browser tests will fail." >&2
eng/install-foreign-clients.sh || echo "The tests with foreign clients will fail." >&2
dotnet test --solution Apsis.slnx -c Release --no-build --no-ansi --no-progress "$@" 2>&1 | tee "$log"
rc=${PIPESTATUS[0]}
awk '/^Test run summary:/ {on=1} on && /^  failed:/ {f=$2} on && /^  succeeded:/ {p=$2} on && /^  skipped:/ {s=$2}
     END { if (p=="") exit 3; printf "%d passed, %d failed%s\n", p, f, (s>0 ? ", " s " skipped" : "") }' "$log" || { echo "no test summary"; rc=3; }
exit "$rc"
