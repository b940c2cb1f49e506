#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  looking at an empty cell moves the row that append() writes to
# Versions: openpyxl 3.1.5
# Seen:     2026-11-30, Python 3.11
# Expected: append() writes below the last row with content, and reading a value changes nothing
# Happens:  the cells are created by looking at them, and append() continues below them, even after iter_rows with
#           values_only. A check that some cells are still free leaves a gap of empty rows in the sheet
# Output:
#   | nothing: rows [1, 2]
#   | sheet['A6'].value: rows [1, 7]
#   | iter_rows(max_row=6, values_only=True): rows [1, 7]
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet openpyxl==3.1.5

venv/bin/python - >now <<'END'
import openpyxl


def rows(look):
    sheet = openpyxl.Workbook().active
    sheet.append(["name", "seats"])
    look(sheet)
    sheet.append(["a", 5])
    return [row[0].row for row in sheet.iter_rows() if row[0].value is not None]


looks = {
    "nothing": lambda sheet: None,
    "sheet['A6'].value": lambda sheet: sheet["A6"].value,
    "iter_rows(max_row=6, values_only=True)": lambda sheet: list(sheet.iter_rows(max_row=6, values_only=True)),
}
for name, look in looks.items():
    print(f"{name}: rows {rows(look)}")
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
