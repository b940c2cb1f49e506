# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cells of CSV files that no spreadsheet reads as a formula. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Remembered

# Characters that start a formula (OWASP, "CSV Injection"), with the full-width forms that some spreadsheets convert to
# ASCII. A line break is not listed: the text after it is checked instead.
_FORMULA_STARTS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
# with the semicolon as Excel's list separator, as in much of Europe, a cell may start inside a text, quoted or not
_INNER_FORMULA = re.compile(r"(;\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


# made once: the functions of the library make one for each value
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# texts whose cells are remembered
_MOST_TEXTS = 10_000


def cell(value: Any) -> str | int | float:
    """Return one cell: a number as it is, None as nothing, lists and dictionaries as JSON, text without formulas.

    Text that a spreadsheet would read as a formula gets an apostrophe in front, also after leading blanks and after
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
    return _INNER_FORMULA.sub(r"\1'", _AS_JSON(value))


def remembering() -> Callable[[Any], str | int | float]:
    """Return `cell` with a memory, for tables of many rows: most texts of a column repeat."""
    known = Remembered(cell, _MOST_TEXTS)

    def quick(value: Any) -> str | int | float:
        if value is None:
            return ""
        kind = value.__class__
        if kind is str:
            return known[value]
        return value if kind is int else cell(value)

    return quick


def is_risky(text: str) -> bool:
    """Return whether a spreadsheet would read the text as a formula, also after leading blanks."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
