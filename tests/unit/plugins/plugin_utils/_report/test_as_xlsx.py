# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbook, read back by another library: types of cells, and text that is never a formula."""

from __future__ import annotations

import datetime as dt
import io
import sys
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import workbook
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_xlsx import render_xlsx
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.fields import ALL_CUSTOMERS, ALL_SERVICES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from kits.report_data import (
    HOSTILE,
    default_policy,
    hostile_hosts,
    hosts_of,
    model_of,
    raw_customer,
    raw_service,
    sample_hosts,
    trial,
)

LAST = ["Customers", "Services", ALL_CUSTOMERS, ALL_SERVICES]
SHEETS = [
    *("Attention", "Summary", "Lapses", "Licenses", "Statuses", "Use of seats", "Device plans", "Trial months"),
    *("Seats", "Devices", "Trials", *LAST),
]


def opened(model: Model) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(model)))


def column(book: Workbook, sheet: str, title: str) -> list[Any]:
    """Return the cells of a column below its heading."""
    cells = next(cells for cells in book[sheet].iter_cols() if cells[0].value == title)
    return list(cells[1:])


def test_without_the_library_the_error_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(
        MissingLibraryError, match=r"format xlsx needs .*xlsxwriter 3\.0\.2 or newer.*pip install --upgrade xlsxwriter"
    ):
        render_xlsx(model_of({}))


def test_more_rows_than_a_sheet_holds_are_an_error_and_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)
    with pytest.raises(Exception, match="rows are too many for one sheet"):
        render_xlsx(model_of(sample_hosts()))


@pytest.mark.parametrize(
    ("hosts", "names"), [({}, ["Attention", "Summary", *LAST]), (sample_hosts(), SHEETS)], ids=["empty", "samples"]
)
def test_every_sheet_has_a_frozen_heading_and_filters(hosts: dict[str, dict[str, Any]], names: list[str]) -> None:
    """What needs somebody comes first, all fields last, and what has nothing to say not at all."""
    book = opened(model_of(hosts, policy=default_policy()))
    assert book.sheetnames == names
    assert book.active is book["Attention"] if hosts else True
    for page in book:
        assert page.freeze_panes == "B2"
        last = page.max_row - (page.cell(page.max_row, 1).value == "Total")
        assert page.auto_filter.ref == f"A1:{get_column_letter(page.max_column)}{last}"
        assert all(cell.font.bold and isinstance(cell.value, str) for cell in page[1])


def test_without_a_judgement_no_sheet_says_that_nothing_needs_somebody() -> None:
    assert opened(model_of(sample_hosts())).sheetnames[0] == "Summary"


def test_text_is_never_a_formula_or_a_link() -> None:
    book = opened(model_of(hostile_hosts(), title="=1+1"))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n", "b", "d"}
    assert not any(cell.hyperlink for page in book for row in page.iter_rows() for cell in row)
    names = {cell.value for cell in column(book, ALL_CUSTOMERS, "Name")}
    assert names == {name.replace("\r\n", "\n") for name in HOSTILE}
    (formula,) = [cell for cell in column(book, "Customers", "Customer") if cell.value == "=1+1"]
    assert formula.data_type == "s"
    assert formula.quotePrefix


def test_cells_have_the_type_of_what_they_hold() -> None:
    service = raw_service(7, "007", totalDIDs=5, isEnabled=False, disabledTime="2026-01-02T03:04:05Z")
    book = opened(model_of(hosts_of([service, trial(8, "01-12-2026")])))
    assert [cell.value for cell in column(book, ALL_SERVICES, "Name")] == ["007", "trial 8"]
    assert [cell.value for cell in column(book, ALL_SERVICES, "Id")] == [7, 8]
    assert [cell.value for cell in column(book, ALL_SERVICES, "Enabled")] == [False, True]
    assert [cell.value for cell in column(book, ALL_SERVICES, "DIDs total")] == [5, None]
    assert column(book, ALL_SERVICES, "Disabled time (UTC)")[0].value == dt.datetime(2026, 1, 2, 3, 4, 5)
    ends = column(book, "Trials", "Ends")[0]
    assert (ends.value, ends.number_format) == (dt.datetime(2026, 12, 1), "yyyy-mm-dd")


def test_a_value_of_another_type_than_its_column_stays_what_it_is() -> None:
    hosts = {
        "h": {"lp_kind": "service", "lp_name": 5, "lp_id": "x1", "lp_trial_expires": "1800-01-01", "lp_enabled": "no"}
    }
    book = opened(model_of(hosts))
    assert column(book, ALL_SERVICES, "Name")[0].value == 5
    assert column(book, ALL_SERVICES, "Id")[0].value == "x1"
    assert column(book, ALL_SERVICES, "Trial expires")[0].value == "1800-01-01"
    assert column(book, ALL_SERVICES, "Enabled")[0].value == "no"


def test_a_number_of_more_digits_than_excel_keeps_is_text() -> None:
    ids = (999_999_999_999_999, 1_234_567_890_123_456)
    book = opened(model_of(hosts_of([raw_service(ident, f"s{ident}") for ident in ids])))
    assert {cell.value for cell in column(book, ALL_SERVICES, "Id")} == {999_999_999_999_999, "1234567890123456"}


@pytest.mark.parametrize(
    "text", ["9999-12-31T23:30:00-05:00", "0001-01-01T00:30:00+05:00", "1900-01-01T00:30:00+05:00"]
)
def test_a_date_outside_of_the_calendar_stays_text(text: str) -> None:
    """In UTC it is behind the last day, or before the first one, of Python or of Excel."""
    hosts = {"h": {"lp_kind": "service", "lp_name": "n", "lp_disabled_time": text}}
    (cell,) = column(opened(model_of(hosts)), ALL_SERVICES, "Disabled time (UTC)")
    assert (cell.value, cell.data_type) == (text, "s")


def test_text_that_is_too_long_for_a_cell_is_cut() -> None:
    book = opened(model_of(hosts_of(customers=[raw_customer("g", "x" * 40_000)])))
    name = column(book, ALL_CUSTOMERS, "Name")[0].value
    assert (len(name), name[-1]) == (32_767, "\u2026")


def test_the_same_report_is_the_same_file() -> None:
    """Made when the report was: the clock of the machine would be the same twice within a second."""
    model = model_of(sample_hosts())
    assert render_xlsx(model) == render_xlsx(model_of(sample_hosts()))
    made = opened(model).properties.created
    assert f"{made:%Y-%m-%dT%H:%M:%SZ}" == model["generated_at"]


def test_what_needs_somebody_and_what_lapses_have_sheets_of_their_own() -> None:
    hosts = hosts_of([trial(1, "25-11-2026"), trial(2, "20-06-2026"), raw_service(3, "bad", status="ERROR")])
    book = opened(model_of(hosts, policy=default_policy()))
    titles = [cell.value for cell in column(book, "Attention", "What")]
    assert "Service in error" in titles
    names = [cell.value for cell in column(book, "Attention", "For example")]
    assert names[titles.index("Service in error")] == "bad"
    assert [cell.value for cell in column(book, "Lapses", "Days left")] == [3, -155]
    assert [cell.value for cell in column(book, "Lapses", "What")] == ["AI Summary trial"] * 2


def test_headings_stand_above_their_numbers() -> None:
    book = opened(model_of(sample_hosts()))
    heads = {cell.value: cell.alignment.horizontal for cell in book[ALL_SERVICES][1]}
    assert (heads["DIDs total"], heads["Name"]) == ("right", None)
