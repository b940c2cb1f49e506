# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks, read back by another library: types, formats, sums, colours, charts; libraries that are too old."""

from __future__ import annotations

import io
import re
import sys
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.sheets import (
    RULES,
    Chart,
    Column,
    Sheet,
    filled,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.workbook import (
    MOST_CHARACTERS,
    render_workbook,
    shown_text,
)

COLUMNS = [
    Column("Name"),
    Column("Status", rule="status"),
    Column("Used", "number", is_summed=True),
    Column("Share", "percent", "share"),
    Column("Id", "id"),
    Column("Day", "date"),
]
ROWS: list[list[Any]] = [
    ["=1+1", "error", 1200, 120, 42712, "2026-11-22"],
    ["0042", "ok", "not counted", None, "0042", "2026-11-22T23:30:00-05:00"],
    ["b", "warning", 34, 95, 1_234_567_890_123_456, "never"],
]


def opened(*sheets: Sheet, **more: str) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_workbook(sheets, "Title", "2026-11-22", **more)))


def test_cells_have_the_type_and_the_format_of_their_column() -> None:
    page = opened(Sheet("All", COLUMNS, ROWS))["All"]
    values = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=4)]
    assert [row[0] for row in values] == ["=1+1", "0042", "b"]
    assert [row[2] for row in values] == [1200, "not counted", 34]
    assert [row[3] for row in values] == [1.2, None, 0.95]
    assert [row[4] for row in values] == [42712, "0042", "1234567890123456"]
    assert [str(row[5]) for row in values] == ["2026-11-22 00:00:00", "2026-11-23 04:30:00", "never"]
    assert [cell.number_format for cell in page[2]] == ["General", "General", "#,##0", "0%", "0", "yyyy-mm-dd"]
    assert page["F3"].number_format == "yyyy-mm-dd hh:mm:ss"


def test_headings_and_words_stand_where_the_numbers_of_their_column_do() -> None:
    page = opened(Sheet("All", COLUMNS, ROWS))["All"]
    assert [cell.alignment.horizontal for cell in page[1]] == [None, None, "right", "right", "right", None]
    assert page["C3"].alignment.horizontal == "right"


def test_sums_are_values_below_the_table_and_not_a_part_of_its_filter() -> None:
    page = opened(Sheet("All", COLUMNS, ROWS))["All"]
    assert [cell.value for cell in page[5]] == ["Total", None, 1234, None, None, None]
    assert {cell.data_type for cell in page[5]} == {"s", "n"}
    assert (page["A5"].font.bold, page["C5"].font.bold, page["C5"].number_format) == (True, True, "#,##0")
    assert page.auto_filter.ref == "A1:F4"


def test_a_sheet_without_rows_or_without_columns_to_add_up_has_no_sums() -> None:
    book = opened(Sheet("Empty", COLUMNS, []), Sheet("Names", [Column("Name")], [["a"]]))
    assert [page.dimensions for page in book] == ["A1:F1", "A1:A2"]


def test_colours_are_rules_about_the_cells_of_one_column() -> None:
    page = opened(Sheet("All", COLUMNS, ROWS))["All"]
    found = {str(area.sqref): [rule.formula[0] for rule in area.rules] for area in page.conditional_formatting}
    assert found == {
        "B2:B4": ['$B2="error"', '$B2="warning"'],
        "D2:D4": ["AND(ISNUMBER($D2),$D2>1)", "AND(ISNUMBER($D2),$D2>=0.9,$D2<=1)"],
    }
    assert not [rule for area in page.conditional_formatting for rule in area.rules if rule.stopIfTrue]


def calculated(formula: str, value: Any) -> bool:
    """Calculate a formula about one cell; a cell with nothing in it is 0 for numbers and "" for texts, as in a spreadsheet."""
    text = re.sub(r"(?<![<>])=", "==", formula.format("cell()"))

    class Cell:
        def __eq__(self, other: object) -> bool:
            return (value or "") == other if isinstance(other, str) else (value or 0) == other

        __hash__ = None  # type: ignore[assignment]

        def __lt__(self, other: float) -> bool:
            # text is more than any number
            return not isinstance(value, str) and (value or 0) < other

        def __le__(self, other: float) -> bool:
            return self < other or self == other

        def __gt__(self, other: float) -> bool:
            return not self <= other

        def __ge__(self, other: float) -> bool:
            return not self < other

    names = {
        "cell": Cell,
        "OR": lambda *parts: any(parts),
        "AND": lambda *parts: all(parts),
        "ISNUMBER": lambda _cell: isinstance(value, (int, float)),
    }
    return bool(eval(text, {"__builtins__": {}}, names))  # noqa: S307 - formulas of our own


@pytest.mark.parametrize("name", RULES)
def test_no_two_colours_are_meant_for_one_cell(name: str) -> None:
    """LibreOffice drops the mark by which a first rule stops the others."""
    numbers = [None, -1, 0, 0.5, 0.899, 0.9, 1, 1.001, 5, 30, 31]
    words = [
        "",
        "ok",
        "error",
        "warning",
        "failed",
        "critical",
        "high",
        "medium",
        "low",
        "over",
        "grace",
        "expired",
        "expiring",
    ]
    tones = {
        value: [tone for tone, formula in RULES[name] if calculated(formula, value)] for value in [*numbers, *words]
    }
    assert max(map(len, tones.values())) == 1
    assert {tone for found in tones.values() for tone in found} == {tone for tone, _formula in RULES[name]}
    # nothing is never a warning
    assert tones[None] == tones[""] == []


def test_a_chart_shows_the_rows_by_reference() -> None:
    rows = [[f"type {number}", number, 2 * number] for number in range(1, 31)]
    columns = [Column("License type"), Column("Services", "number"), Column("Customers", "number")]
    chart = Chart("Licenses", {"Services": "service", "Customers": "customer", "absent": "none"})
    page = opened(Sheet("By type", columns, rows, chart))["By type"]
    # openpyxl has no public name for it
    (drawn,) = vars(page)["_charts"]
    assert [series.val.numRef.f for series in drawn.series] == ["'By type'!$B$2:$B$21", "'By type'!$C$2:$C$21"]
    assert {series.cat.strRef.f for series in drawn.series} == {"'By type'!$A$2:$A$21"}
    assert [series.tx.strRef.f for series in drawn.series] == ["'By type'!$B$1", "'By type'!$C$1"]


def test_columns_without_a_value_are_left_out_but_for_the_first() -> None:
    sheet = Sheet("x", [Column("a"), Column("b"), Column("c")], [["", 0, None], [None, None, ""]])
    assert ([column.title for column in filled(sheet).columns], filled(sheet).rows) == (
        ["a", "b"],
        [["", 0], [None, None]],
    )
    assert filled(sheet._replace(rows=[])).columns == sheet.columns


def test_columns_are_as_wide_as_their_texts_within_reason() -> None:
    rows = [["x" * 30, "x" * 500, 1]]
    page = opened(Sheet("x", [Column("Name"), Column("Text"), Column("Number", "number")], rows))["x"]
    widths = [round(page.column_dimensions[letter].width) for letter in "ABC"]
    assert 30 < widths[0] < 36
    assert widths[1] < 65
    assert 9 <= widths[2] < 15


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x" * MOST_CHARACTERS, "x" * MOST_CHARACTERS),
        ("x" * (MOST_CHARACTERS + 1), "x" * (MOST_CHARACTERS - 1) + "\u2026"),
        ("\U0001f4de" * 16_383, "\U0001f4de" * 16_383),
        ("\U0001f4de" * 20_000, "\U0001f4de" * 16_383 + "\u2026"),
        ("x" + "\U0001f4de" * 20_000, "x" + "\U0001f4de" * 16_382 + "\u2026"),
    ],
    ids=["full", "long", "full of pairs", "long pairs", "half a pair"],
)
def test_text_is_cut_as_excel_counts_it(text: str, shown: str) -> None:
    """Excel counts UTF-16 units, of which letters beyond the basic plane are two."""
    assert shown_text(text) == shown
    assert len(shown.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert opened(Sheet("x", [Column("a")], [[text]]))["x"]["A2"].value == shown


def test_a_heading_or_footer_of_people_is_no_code() -> None:
    page = opened(Sheet("x", [Column("a")], [["b"]]), below="A & B &P")["x"]
    assert page.oddFooter is not None
    assert (page.oddFooter.center.text, page.oddFooter.right.text) == ("A && B &&P", "Page &P of &N")


@pytest.mark.parametrize("version", ["1.4.5", "3.0.1", "2", ""])
def test_a_library_that_is_too_old_is_named_with_what_to_do(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", SimpleNamespace(__version__=version))
    with pytest.raises(MissingLibraryError, match=r"xlsxwriter 3\.0\.2 or newer") as caught:
        render_workbook([], "x", "2026-11-22")
    assert f"has {version or 'one without a version'}" in str(caught.value)
    assert "pip install --upgrade xlsxwriter" in str(caught.value)
