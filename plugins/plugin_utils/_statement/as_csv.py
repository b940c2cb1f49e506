# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The statement as CSV (RFC 4180): a line for each customer, then sums, and what is said of the whole. Pure.

Also whether a CSV file still says what the statement says. It is compared value by value and not byte by byte, because a program
that only saves it again writes other quotes, line ends and forms of numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import cell, csv_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.instance import pool_lines

# `row` says what a line is about, so that nobody adds up customers and sums
COLUMNS = (
    *("row", "name", "guid", "full_name", "reseller", "license_type", "seats_counted", "first_count"),
    *("days_expected", "days_counted", "days_missing", "days_unread", "days_not_yet_counted"),
    *("acquired_first", "acquired_last", "acquired_peak", "acquired_average", "acquired_seat_days"),
    *(
        "used_last",
        "used_peak",
        "used_peak_day",
        "used_average",
        "used_p95",
        "used_seat_days",
        "days_over",
        "seat_days_over",
    ),
    *("customers", "not_read", "without_counts", "seats_not_counted", "used_peaks", "note"),
)
# what the last lines say of the whole, the checksum at the end
_OF_THE_WHOLE = ("platform", "month", "timezone", "generated_at", "reseller", "verdict", "certified_by", "checksum")

# dates, and averages, which are text with two digits behind the point
_TYPED = ("first_count", "used_peak_day", "acquired_average", "used_average")

# what programs separate cells by
_SEPARATORS = (",", ";", "\t")
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?")
# characters of one cell: more than the longest has
_LONGEST_CELL = 2**20

Row = dict[str, Any]


def render_csv(document: Document, *, bom: bool = False) -> str:
    """Return the CSV text: a heading line, then all rows, each line ended by CR LF."""
    lines = ([row.get(name) for name in COLUMNS] for row in rows(document))
    return "".join(csv_parts(COLUMNS, lines, typed=_TYPED, bom=bom))


def rows(document: Document) -> Iterator[Row]:
    """Yield every row: customers, customers that were not read, sums, reasons, and what is said of the whole."""
    for line in document["customers"]:
        yield _flat("customer", line)
    for item in document["not_read"]:
        yield {**_flat("not_read", item), "note": item["msg"]}
    for sums in document["by_reseller"]:
        yield _flat("reseller", sums)
    for sums in document["by_license_type"]:
        yield _flat("license_type", sums)
    yield _flat("total", document["total"])
    for label, sentence in pool_lines(document["pool"]):
        yield {"row": "pool", "name": label, "note": sentence}
    for reason in document["reasons"]:
        yield {"row": "reason", "note": reason}
    for name in _OF_THE_WHOLE:
        yield {"row": name, "note": document[name]}  # type: ignore[literal-required]


def _flat(kind: str, values: Mapping[str, Any]) -> Row:
    """Return a row of this kind; lists of days in one cell."""
    return {"row": kind, **{key: " ".join(value) if key in _LISTS else value for key, value in values.items()}}


_LISTS = frozenset({"days_missing", "days_unread"})


def differs(document: Document, content: bytes) -> str:
    """Return the first place where a CSV file does not say what the statement says; empty where there is none.

    The same values in the same order are the same file, whatever its encoding mark, separator, quotes and line ends. A number is
    its value (`5.00` is 5), `true` may be `TRUE`, and text with an apostrophe in front that keeps it text may be without it.
    """
    try:
        found = _read(content)
    except (UnicodeDecodeError, csv.Error):
        return "it could not be read as CSV"
    if found is None:
        return "its first line does not name the columns of a statement"
    for number, (row, cells) in enumerate(zip_longest(rows(document), found), 2):
        if row is None or cells is None:
            return f"row {number} is {'not in the statement' if row is None else 'missing'}"
        if len(cells) > len(COLUMNS):
            return f"row {number} has more cells than a statement"
        for name, text in zip_longest(COLUMNS, cells, fillvalue=""):
            if not _same(row.get(name), text, is_typed=name in _TYPED):
                return f"row {number}, column {name} is not what the statement says"
    return ""


def _read(content: bytes) -> list[list[str]] | None:
    """Return the rows below the headings, without empty ones at the end; None where the headings are not those of a statement."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    text = content.decode("utf-8-sig")
    first = re.split("\r?\n", text, maxsplit=1)[0]
    for separator in _SEPARATORS:
        if next(csv.reader([first], delimiter=separator), None) == list(COLUMNS):
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[1:]
            while lines and not any(lines[-1]):
                lines.pop()
            return lines
    return None


def _same(wanted: Any, found: str, *, is_typed: bool) -> bool:
    shown = str(cell(wanted, is_typed=is_typed))
    if found == shown:
        return True
    if isinstance(wanted, bool):
        return found.lower() == shown
    is_number = isinstance(wanted, int) or (is_typed and _NUMBER.fullmatch(shown))
    if is_number:
        return bool(_NUMBER.fullmatch(found)) and Decimal(found) == Decimal(str(wanted))
    # a program that takes the apostrophe for its own has the text; line ends in it are those of its machine
    return wanted is not None and _lines(found) in (_lines(wanted), _lines(shown))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
