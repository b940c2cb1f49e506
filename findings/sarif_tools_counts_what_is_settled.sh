#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  sarif --check fails because of results that are suppressed, or that are marked as gone
# Versions: sarif-tools 3.0.5
# Seen:     2026-11-30, Python 3.11
# Expected: success: in SARIF 2.1.0 an accepted suppression settles a result, and baselineState absent marks one that
#           no longer exists
# Happens:  both count as errors, and the exit status is their number. Only the result of kind pass is left out
# Output:
#   | suppressed: exit status 1, error: 1
#   | absent: exit status 1, error: 1
#   | passed: exit status 0, error: 0
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet sarif-tools==3.0.5

make_log() {
  echo '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t", "rules": [{"id": "R1"}]}}, "results": [{'
  echo "\"ruleId\": \"R1\", \"message\": {\"text\": \"m\"}, $1}]}]}"
}
make_log '"level": "error", "suppressions": [{"kind": "external", "status": "accepted"}]' >suppressed.sarif
make_log '"level": "error", "baselineState": "absent"' >absent.sarif
make_log '"kind": "pass"' >passed.sarif
for name in suppressed absent passed; do
  status=0
  venv/bin/sarif --check error summary "$name.sarif" >log 2>&1 || status=$?
  echo "$name: exit status $status, $(grep '^error: ' log)"
done >now

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
