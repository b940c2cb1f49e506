# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sheets of typed columns as an Excel workbook.

Written by XlsxWriter, which is imported only when this format is asked for. Every cell is written by its own type, so
that no text is ever taken for a formula, a number or a link.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, MissingLibraryError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import is_risky

# limits of Excel ("Excel specifications and limits")
MOST_ROWS = 1_048_575
MOST_CHARACTERS = 32_767
# the digits of a number that Excel keeps; the others become zeros
MOST_DIGITS = 15

# of the line at an edge of a printed page
_LONGEST_EDGE = 200

_WIDTHS = {"text": 26, "number": 13, "date": 18, "bool": 10, "any": 40}
_OPTIONS = {
    "in_memory": True,  # no files but the report's own, and no times of files in the archive
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Sheet(NamedTuple):
    """A sheet: columns as (heading, kind), kind being text, number, date or bool; rows of plain values."""

    name: str
    columns: Sequence[tuple[str, str]]
    rows: list[list[Any]]


def render_workbook(sheets: Iterable[Sheet], title: str, created_at: str, *, above: str = "", below: str = "") -> bytes:
    """Return the workbook, the same for the same sheets. `above` and `below` stand on every page of paper.

    `created_at` is a day or time (ISO 8601). Raises `MissingLibraryError` without XlsxWriter, `DataError` for too many rows.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an optional dependency
    except ImportError:
        raise MissingLibraryError(
            f"the format xlsx needs the Python library xlsxwriter, and {sys.executable}, which runs Ansible, does not have it",
            hint=f"install the package xlsxwriter, for example with '{sys.executable} -m pip install xlsxwriter', "
            "or leave xlsx out of the formats",
        ) from None
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    created = _time(created_at)
    book.set_properties({"title": title[:255], "created": created, "comments": "AudioCodes Live Platform"})
    formats = {
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "heading_number": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "align": "right"}
        ),
        "number": book.add_format({"num_format": "#,##0"}),
        "decimal": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"}),
        # stays text when somebody edits the cell
        "quoted": book.add_format({"quote_prefix": True}),
        "text": None,
    }
    for sheet in sheets:
        page = _write_sheet(book, sheet, formats)
        for place, text in ((page.set_header, above), (page.set_footer, below)):
            if text:
                # an ampersand begins a code there
                place("&C" + text[:_LONGEST_EDGE].replace("&", "&&"))
    book.close()
    return target.getvalue()


def _write_sheet(book: Any, sheet: Sheet, formats: dict[str, Any]) -> Any:
    if len(sheet.rows) > MOST_ROWS:
        raise DataError(f"{len(sheet.rows)} rows are too many for one sheet of a workbook, which holds {MOST_ROWS}")
    page = book.add_worksheet(sheet.name)
    for column, (title, kind) in enumerate(sheet.columns):
        page.set_column(column, column, _WIDTHS[kind])
        # above numbers, which stand on the right
        page.write_string(0, column, title, formats["heading_number" if kind == "number" else "heading"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    kinds = [kind for _title, kind in sheet.columns]
    for line, row in enumerate(sheet.rows, 1):
        for column, (kind, value) in enumerate(zip(kinds, row, strict=True)):
            _write_cell(page, line, column, kind, value, formats)
    return page


def _write_cell(page: Any, line: int, column: int, kind: str, value: Any, formats: dict[str, Any]) -> None:
    """Write one value by its type; nothing for null. What its type cannot hold becomes text.

    That is a date that is none, text in a column of numbers, and an id or number that is too long for Excel.
    """
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(line, column, value)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) < 10**MOST_DIGITS):
        page.write_number(line, column, value, formats["decimal" if isinstance(value, float) else "number"])
    elif kind == "date" and (instant := _time(value)):
        page.write_datetime(line, column, instant, formats["time" if len(value) > 10 else "date"])
    else:
        shown = shown_text(value)
        page.write_string(line, column, shown, formats["quoted" if is_risky(shown) else "text"])


def shown_text(value: Any) -> str:
    """Return the text that a cell has for a value: line breaks of one character, and no more than a cell holds."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "\u2026"


def _time(value: Any) -> dt.datetime | None:
    """Return an ISO 8601 date or time in UTC without its offset, which a workbook cannot hold; null for anything else."""
    try:
        instant = dt.datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", value))
        # in UTC the last hours of the calendar may be behind its end
        instant = instant.astimezone(dt.timezone.utc).replace(tzinfo=None) if instant.tzinfo else instant
    except (TypeError, ValueError, OverflowError):
        return None
    # the calendar of Excel starts with 1900
    return instant if instant.year >= 1900 else None
