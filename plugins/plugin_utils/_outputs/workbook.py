# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sheets of typed columns as an Excel workbook.

Written by XlsxWriter, which is imported only when this format is asked for. Every cell is written by its own type, so
that no text is ever taken for a formula, a number or a link. Sums are values, because programs that read a workbook do not calculate.
Colours follow rules, so that a changed cell changes its colour.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, MissingLibraryError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import is_risky
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.sheets import (
    AMBER,
    RED,
    RULES,
    Chart,
    Column,
    Sheet,
)

# the oldest XlsxWriter that the tests run with, which is Debian 12's
OLDEST = (3, 0, 2)

# limits of Excel ("Excel specifications and limits")
MOST_ROWS = 1_048_575
# UTF-16 units
MOST_CHARACTERS = 32_767
# the digits of a number that Excel keeps; the others become zeros
MOST_DIGITS = 15

# of the line at an edge of a printed page
_LONGEST_EDGE = 200
# columns that are readable on one sheet of paper
_MOST_PRINTED = 14

# kind of a column -> its narrowest width, in characters; no column is wider than _WIDEST
_NARROWEST = {"text": 10, "number": 10, "percent": 9, "id": 10, "date": 12, "bool": 9, "any": 12}
_WIDEST = 60
# kinds of numbers
_ON_THE_RIGHT = ("number", "percent", "id")
# rows whose texts decide how wide a column is, and space for the arrow of a filter
_MEASURED = 500
_ARROW = 3

_OPTIONS = {
    "in_memory": True,  # no files but the report's own, and no times of files in the archive
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}

# as Excel's own styles "Bad" and "Neutral": readable without colours, too
_TONES = {
    RED: {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    AMBER: {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
}
# tone of a series -> its colour, the same as on the page
_COLOURS = {
    "good": "#2E7D32",
    "warn": "#E6A100",
    "bad": "#C62828",
    "service": "#1565C0",
    "customer": "#6A8FBF",
    "none": "#8A8F98",
}
# rows of a chart: more bars are too thin to read
_MOST_BARS = 20


def render_workbook(sheets: Iterable[Sheet], title: str, created_at: str, *, above: str = "", below: str = "") -> bytes:
    """Return the workbook, the same for the same sheets. `above` and `below` stand on every page of paper.

    `created_at` is a day or time (ISO 8601). Raises `MissingLibraryError` without XlsxWriter or with one that is too old,
    `DataError` for too many rows.
    """
    library = _library()
    target = io.BytesIO()
    book = library.Workbook(target, _OPTIONS)
    created = _time(created_at)
    book.set_properties({"title": title[:255], "created": created, "comments": "AudioCodes Live Platform"})
    formats = _formats(book)
    for sheet in sheets:
        page = _write_sheet(book, sheet, formats)
        # an ampersand begins a code there
        for place, text, more in ((page.set_header, above, ""), (page.set_footer, below, "&RPage &P of &N")):
            if text:
                place(f"&C{text[:_LONGEST_EDGE].replace('&', '&&')}{more}")
    book.close()
    return target.getvalue()


def _library() -> Any:
    advice = f"install it, for example with '{sys.executable} -m pip install --upgrade xlsxwriter', or leave xlsx out of the formats"
    try:
        import xlsxwriter  # noqa: PLC0415 - an optional dependency
    except ImportError:
        raise MissingLibraryError(
            f"the format xlsx needs the Python library xlsxwriter {_shown(OLDEST)} or newer, and {sys.executable}, which runs "
            "Ansible, does not have it",
            hint=f"install the package xlsxwriter: {advice}",
        ) from None
    version = str(getattr(xlsxwriter, "__version__", ""))
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:3])
    if numbers < OLDEST:
        raise MissingLibraryError(
            f"the format xlsx needs the Python library xlsxwriter {_shown(OLDEST)} or newer, and {sys.executable}, which runs "
            f"Ansible, has {version or 'one without a version'}",
            hint=advice,
        )
    return xlsxwriter


def _shown(version: Sequence[int]) -> str:
    return ".".join(map(str, version))


def _formats(book: Any) -> dict[str, Any]:
    heading = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    kinds: dict[str, dict[str, Any]] = {
        "number": {"num_format": "#,##0"},
        "id": {"num_format": "0"},
        "decimal": {"num_format": "#,##0.00"},
        "percent": {"num_format": "0%"},
        "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        "time": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"},
        "text": {},
        # stands below numbers
        "word": {"align": "right"},
    }
    formats = {
        "heading": book.add_format(heading),
        "heading_number": book.add_format({**heading, "align": "right"}),
        **{name: book.add_format(properties) if properties else None for name, properties in kinds.items()},
        **{
            f"sum {name}": book.add_format({"bold": True, "top": 1, **properties}) for name, properties in kinds.items()
        },
        **{tone: book.add_format(properties) for tone, properties in _TONES.items()},
    }
    # what makes text stay text when somebody edits the cell; XlsxWriter before 3.0.7 does not know it
    quoted = book.add_format()
    if hasattr(quoted, "set_quote_prefix"):
        quoted.set_quote_prefix()
    return {**formats, "quoted": quoted}


def _write_sheet(book: Any, sheet: Sheet, formats: dict[str, Any]) -> Any:
    if len(sheet.rows) >= MOST_ROWS:
        raise DataError(f"{len(sheet.rows)} rows are too many for one sheet of a workbook, which holds {MOST_ROWS - 1}")
    page = book.add_worksheet(sheet.name)
    last = len(sheet.rows)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _width(column, [row[place] for row in sheet.rows[:_MEASURED]]))
        # above numbers, which stand on the right
        is_right = column.kind in _ON_THE_RIGHT
        page.write_string(0, place, column.title, formats["heading_number" if is_right else "heading"])
        for tone, formula in RULES.get(column.rule, ()) if sheet.rows else ():
            condition = {
                "type": "formula",
                "criteria": "=" + formula.format(f"${_letters(place)}2"),
                "format": formats[tone],
            }
            page.conditional_format(1, place, last, place, condition)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.set_landscape()
    page.repeat_rows(0)
    if len(sheet.columns) <= _MOST_PRINTED:
        page.fit_to_pages(1, 0)
    else:
        page.repeat_columns(0)
    for line, row in enumerate(sheet.rows, 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, line, place, column.kind, value, formats)
    for place, (kind, value) in enumerate(_sums(sheet)):
        _write_cell(page, last + 1, place, kind, value, formats, "sum ")
    if sheet.chart and sheet.rows:
        _insert_chart(book, page, sheet, sheet.chart)
    return page


def _sums(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """Yield (kind, value) of the last line: the sums of the columns that have one. What is not known is in none."""
    if not sheet.rows or not any(column.is_summed for column in sheet.columns):
        return
    for place, column in enumerate(sheet.columns):
        values = [row[place] for row in sheet.rows if is_number(row[place])]
        if not place:
            yield "text", "Total"
        else:
            yield column.kind, sum(values) if column.is_summed and values else None


def _width(column: Column, values: Iterable[Any]) -> int:
    """Return the width of a column in characters, by what is in it."""
    longest = max((max(map(len, _text(value).split("\n"))) for value in values), default=0)
    heading = max(map(len, column.title.split()), default=0) + _ARROW
    return min(max(_NARROWEST[column.kind], longest + 2, heading), _WIDEST)


def _text(value: Any) -> str:
    if is_number(value):
        return f"{value:,}"
    return "" if value is None else str(value)[: _WIDEST * 4]


def _letters(place: int) -> str:
    """Return the name of a column: `A` of 0, `AA` of 26."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _insert_chart(book: Any, page: Any, sheet: Sheet, wanted: Chart) -> None:
    places = {column.title: place for place, column in enumerate(sheet.columns)}
    last = min(len(sheet.rows), _MOST_BARS)
    chart = book.add_chart({"type": "bar", **({} if wanted.is_clustered else {"subtype": "stacked"})})
    shown = [title for title in wanted.series if title in places]
    for title in shown:
        place, fill = places[title], {"color": _COLOURS[wanted.series[title]]}
        chart.add_series(
            {
                "name": [sheet.name, 0, place],
                "categories": [sheet.name, 1, 0, last, 0],
                "values": [sheet.name, 1, place, last, place],
                "fill": fill,
                "border": {"none": True},
                "gap": 60,
            }
        )
    if not shown:
        return
    chart.set_title({"name": wanted.title, "name_font": {"size": 12}})
    # the first row is at the top, as in the table
    chart.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"none": True} if len(shown) == 1 else {"position": "bottom"})
    chart.set_size({"width": 640, "height": 120 + 26 * last * (len(shown) if wanted.is_clustered else 1)})
    page.insert_chart(1, len(sheet.columns) + 1, chart, {"description": wanted.title})


def _write_cell(
    page: Any, line: int, place: int, kind: str, value: Any, formats: dict[str, Any], prefix: str = ""
) -> None:
    """Write one value by its type; nothing for null. What its type cannot hold becomes text.

    That is a date that is none, text in a column of numbers, and an id or number that is too long for Excel.
    `prefix` is that of the names of the formats.
    """
    if value is None or value == "":
        if prefix:
            page.write_blank(line, place, None, formats[f"{prefix}text"])
        return
    if isinstance(value, bool):
        page.write_boolean(line, place, value)
    elif kind == "percent" and is_number(value) and abs(value) < 10**MOST_DIGITS:
        page.write_number(line, place, value / 100, formats[f"{prefix}percent"])
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) < 10**MOST_DIGITS):
        name = "id" if kind == "id" else "decimal" if isinstance(value, float) else "number"
        page.write_number(line, place, value, formats[prefix + name])
    elif kind == "date" and (instant := _time(value)):
        page.write_datetime(line, place, instant, formats["time" if len(value) > 10 else "date"])
    else:
        shown = shown_text(value)
        name = "quoted" if is_risky(shown) else "word" if kind in _ON_THE_RIGHT else "text"
        page.write_string(line, place, shown, formats[prefix + name if prefix else name])


def shown_text(value: Any) -> str:
    """Return the text that a cell has for a value: line breaks of one character, and no more than a cell holds."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    # at most two units a character
    if (
        len(text) * 2 <= MOST_CHARACTERS
        or len(units := text.encode("utf-16-le", "surrogatepass")) <= MOST_CHARACTERS * 2
    ):
        return text
    # half of the last character may be left
    return units[: (MOST_CHARACTERS - 1) * 2].decode("utf-16-le", errors="ignore") + "\u2026"


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
