#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  pandas.read_json turns JSON strings into numbers where a whole column looks like numbers
# Versions: pandas 3.1.1
# Seen:     2026-11-30, Python 3.11
# Expected: strings stay strings, since JSON itself says what is a string and what is a number
# Happens:  leading zeros, underscores and the plus sign of phone numbers are lost, and one null turns all ids into
#           floats. A single string that is not a number keeps the whole column as it was, so test data with an id
#           such as A1 hides the effect
# Output:
#   | [{"id":"00123"},{"id":"00124"}] -> [123, 124]
#   | [{"id":"+493012345"},{"id":"+493012346"}] -> [493012345, 493012346]
#   | [{"id":"30_12"},{"id":"30_13"}] -> [3012, 3013]
#   | [{"id":"00123"},{"id":null}] -> [123.0, nan]
#   | [{"id":"00123"},{"id":"A1"}] -> ['00123', 'A1']
#   | {"00123":{"seats":5}} -> keys [123]
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet pandas==3.1.1

cat >lines <<'END'
[{"id":"00123"},{"id":"00124"}]
[{"id":"+493012345"},{"id":"+493012346"}]
[{"id":"30_12"},{"id":"30_13"}]
[{"id":"00123"},{"id":null}]
[{"id":"00123"},{"id":"A1"}]
END
venv/bin/python - >now <<'END'
import io

import pandas

for line in open("lines").read().splitlines():
    print(line, "->", pandas.read_json(io.StringIO(line))["id"].tolist())
line = '{"00123":{"seats":5}}'
print(line, "-> keys", pandas.read_json(io.StringIO(line), orient="index").index.tolist())
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
