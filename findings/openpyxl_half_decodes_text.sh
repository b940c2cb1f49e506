#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  openpyxl loses the letters x005F_ of any text, and shows a carriage return as _x000D_
# Versions: openpyxl 3.1.5 with XlsxWriter 3.2.9
# Seen:     2026-12-01, Python 3.13
# Expected: the text of a cell comes back as it was put in. A workbook writes what XML cannot carry as _xHHHH_ (ECMA-376,
#           ST_Xstring), and a reader turns it back
# Happens:  the reader removes x005F_ wherever it stands, also where nothing was escaped, and leaves every other escape as
#           it is. pandas.read_excel reads with it
# Output:
#   | 'unit x005F_7' -> 'unit 7'
#   | 'two\r\nlines' -> 'two_x000D_\nlines'
#   | 'two\nlines' -> 'two\nlines'
#   | '_x0041_' -> '_x0041_'
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet openpyxl==3.1.5 xlsxwriter==3.2.9

venv/bin/python - >now <<'END'
import openpyxl
import xlsxwriter


for text in ["unit x005F_7", "two\r\nlines", "two\nlines", "_x0041_"]:
    with xlsxwriter.Workbook("a.xlsx") as book:
        book.add_worksheet().write_string(0, 0, text)
    print(f"{text!r} -> {openpyxl.load_workbook('a.xlsx').active['A1'].value!r}")
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
