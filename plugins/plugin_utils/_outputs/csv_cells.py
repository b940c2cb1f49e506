# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cells of CSV files, none of which a spreadsheet takes for a formula. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

# What makes a spreadsheet take text for a formula (OWASP, "CSV Injection"), with the full-width forms that some
# spreadsheets fold into the ASCII ones. A line break needs no place here: what follows it is looked at instead.
_FORMULA_STARTS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
# where Excel's list separator is the semicolon, as in much of Europe, a cell begins inside of a text, quoted or not
_INNER_FORMULA = re.compile(r"(;\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def cell(value: Any) -> str | int | float:
    """Return one cell: numbers as numbers, null as nothing, lists and dictionaries as JSON, text kept from calculating.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, also behind leading blanks, and behind
    each semicolon.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return _INNER_FORMULA.sub(r"\1'", f"'{value}" if is_risky(value) else value)
    return _INNER_FORMULA.sub(r"\1'", json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def is_risky(text: str) -> bool:
    """Tell whether a spreadsheet would take the text for a formula, also behind leading blanks."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
