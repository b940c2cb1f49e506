# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as CSV (RFC 4180): one line for each host, one column for each record name. Pure. Private."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import flat
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model

BOM = "\ufeff"

# What makes a spreadsheet take text for a formula (OWASP, "CSV Injection"), with the full-width forms that some
# spreadsheets fold into the ASCII ones. A line break needs no place here: what follows it is looked at instead.
_FORMULA_STARTS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
# where Excel's list separator is the semicolon, as in much of Europe, a cell begins inside of a text, quoted or not
_INNER_FORMULA = re.compile(r"(;\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def render_csv(model: Model, columns: Sequence[str], bom: bool = False) -> str:
    """Return the CSV text: a heading line, then the model's rows in their order, each line ended by CR LF.

    C(columns) are the record names to show, behind the host's name and groups; what a record lacks stays empty.
    A last column says that the data is stale; it is there only then, so that ordinary files never change their columns.
    """
    text = io.StringIO(newline="")
    text.write(BOM if bom else "")
    writer = csv.writer(text, lineterminator="\r\n")
    names = ("inventory_hostname", "groups", *columns)
    stale = [model["stale"]] if model["stale"] else []
    writer.writerow([*names, *(["stale"] if stale else [])])
    for row in model["rows"]:
        record = flat(row)
        writer.writerow([*(cell(record.get(name)) for name in names), *map(cell, stale)])
    return text.getvalue()


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
