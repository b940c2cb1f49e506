# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A statement that is checked: by its checksum, by its daily counts, by the files beside it, and by the platform of today."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import verify
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_text import (
    render_checks,
    summarize_checks,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.canonical import checksum
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.formats import RENDERERS, encoded
from kits.report_data import HOSTILE
from kits.statement import history, statement

FULL = ("2026-10-01", "2026-11-30")
# full months, gaps, a customer that begins late, one without counts, one whose figures cannot be read on a day
HISTORIES = {
    "a": history(*FULL, seats=7, used=9),
    "b": history(*FULL, missing=["2026-11-03"]),
    "c": history("2026-11-20", "2026-11-30"),
    "d": [],
    "e": [*history(*FULL, missing=["2026-11-03"]), {**history(*FULL)[33], "currentlyLicensed": "many"}],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The JSON file of a statement that was written in all formats."""
    document = statement(HISTORIES)
    for name in ("json", "csv", "html", "xlsx"):
        (tmp_path / f"s.{name}").write_bytes(RENDERERS[name](document))
    return tmp_path / "s.json"


def test_a_csv_file_with_a_byte_order_mark_says_the_same(path: Path) -> None:
    path.with_suffix(".csv").write_bytes(encoded("csv", statement(HISTORIES), csv_bom=True))
    assert path.with_suffix(".csv").read_bytes().startswith(b"\xef\xbb\xbfrow,")
    assert states(path)["csv"] == "ok"


def states(path: Path) -> dict[str, str]:
    return {check["check"]: check["state"] for check in verify.of_files(path)[1]}


def test_what_was_written_is_verified(path: Path) -> None:
    document, checks = verify.of_files(path)
    assert document == statement(HISTORIES)
    assert states(path) == dict.fromkeys(("checksum", "figures", "csv", "xlsx"), "ok")
    assert not verify.is_changed(checks)
    assert summarize_checks(document, checks, None)["verdict"] == "verified"


def test_one_digit_that_is_edited_in_the_json_is_noticed(path: Path) -> None:
    path.write_text(
        path.read_text("utf-8").replace('"used_seat_days": 270', '"used_seat_days": 280', 1), encoding="utf-8"
    )
    document, checks = verify.of_files(path)
    assert (document, states(path)) == (None, {"checksum": "changed"})
    summary = summarize_checks(document, checks, None)
    assert (summary["verdict"], summary["fails"], summary["month"]) == ("changed", True, None)
    assert "was changed: its checksum is not that of its content" in summary["message"]


@pytest.mark.parametrize(
    ("customer", "key", "value"),
    [
        (0, "used_peak", 8),
        (0, "used_average", "9.01"),
        (0, "seat_days_over", 59),
        (1, "days_missing", []),
        (2, "days_not_yet_counted", 18),
        (3, "days_counted", 1),
        (4, "days_unread", []),
        (0, "used_peak_day", "2026-11-02"),
        (0, "first_count", "never"),
    ],
)
def test_a_new_checksum_does_not_make_figures_right(path: Path, customer: int, key: str, value: Any) -> None:
    document: dict[str, Any] = {**statement(HISTORIES)}
    document["customers"][customer][key] = value
    document["checksum"] = checksum(document)
    path.write_text(render_json(document), encoding="utf-8")
    assert states(path)["checksum"] == "ok"
    assert states(path)["figures"] == "changed"


@pytest.mark.parametrize("key", ["total", "by_reseller", "by_license_type"])
def test_sums_are_those_of_the_customers(path: Path, key: str) -> None:
    document: dict[str, Any] = {**statement(HISTORIES)}
    sums = document[key] if key == "total" else document[key][0]
    sums["used_last"] += 1
    document["checksum"] = checksum(document)
    path.write_text(render_json(document), encoding="utf-8")
    _document, checks = verify.of_files(path)
    assert checks[1]["message"] == f"sums are not those of the customers: {key}"


def test_one_digit_that_is_edited_in_the_csv_is_noticed(path: Path) -> None:
    other = path.with_suffix(".csv")
    content = other.read_bytes()
    places = [place for place in range(len(content)) if content[place : place + 1].isdigit()]
    for place in places[::11]:
        digit = b"%d" % ((int(content[place : place + 1]) + 1) % 10)
        other.write_bytes(content[:place] + digit + content[place + 1 :])
        assert states(path)["csv"] == "changed"
    other.write_bytes(content.replace(b"270", b"280", 1))
    message = next(check["message"] for check in verify.of_files(path)[1] if check["check"] == "csv")
    assert message == f"{other} was changed: row 2, column used_seat_days is not what the statement says"
    for edited in (content + b"x", content[:-40]):
        other.write_bytes(edited)
        assert states(path)["csv"] == "changed"
    other.unlink()
    assert states(path)["csv"] == "absent"


def saved_again(content: bytes, **how: Any) -> bytes:
    """A CSV file as another program writes its values."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, **how).writerows(lines)
    return text.getvalue().encode()


@pytest.mark.parametrize(
    "again",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\r\n", b"\n"),
        lambda content: content.rstrip(b"\r\n"),
        lambda content: content + b"," * 31 + b"\r\n",
        lambda content: saved_again(content, quoting=csv.QUOTE_ALL),
        lambda content: saved_again(content, delimiter=";"),
        lambda content: saved_again(content, delimiter="\t", lineterminator="\n"),
        # numbers in the forms of programs
        lambda content: content.replace(b"9.00", b"9").replace(b",270,", b",270.0,").replace(b",30,", b",3e1,"),
        lambda content: content.replace(b",true,", b",TRUE,").replace(b",true,", b",True,"),
        # the apostrophe that keeps text text
        lambda content: content.replace(b"'2026-11", b"2026-11"),
    ],
)
def test_a_csv_file_that_was_only_saved_again_is_verified(path: Path, again: Callable[[bytes], bytes]) -> None:
    other = path.with_suffix(".csv")
    before = other.read_bytes()
    other.write_bytes(again(before))
    assert other.read_bytes() != before
    assert states(path)["csv"] == "ok"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b",270,", b",271,", "row 2, column used_seat_days is not what the statement says"),
        (b",270,", b",270.01,", "row 2, column used_seat_days is not what the statement says"),
        (b",270,", b",,", "row 2, column used_seat_days is not what the statement says"),
        (b",270,", b",NaN,", "row 2, column used_seat_days is not what the statement says"),
        (b"9.00", b"9.001", "row 2, column used_average is not what the statement says"),
        (b",true,", b",false,", "row 2, column seats_counted is not what the statement says"),
        (b"customer,a,a", b"customer,A,a", "row 2, column name is not what the statement says"),
        (b"customer,a,a", b"customer,a ,a", "row 2, column name is not what the statement says"),
        (b"customer,b,", b"extra,b\r\ncustomer,b,", "row 3, column row is not what the statement says"),
        (b"row,name", b"row,nome", "its first line does not name the columns of a statement"),
        (b"customer,a", b"customer,\xff", "it could not be read as CSV"),
    ],
)
def test_one_value_that_is_another_is_named(path: Path, old: bytes, new: bytes, says: str) -> None:
    other = path.with_suffix(".csv")
    content = other.read_bytes()
    assert old in content
    other.write_bytes(content.replace(old, new, 1))
    message = next(check["message"] for check in verify.of_files(path)[1] if check["check"] == "csv")
    assert message == f"{other} was changed: {says}"


def test_hostile_text_in_a_csv_file_is_verified(tmp_path: Path) -> None:
    """Also what must have an apostrophe, and what begins with one."""
    names = [*HOSTILE, "=1+1", "'=1+1", "0042", "'0042", "2026-11-03", "a\r\nb", "x;=1", "true", "NA"]
    document = statement({name: history(*FULL) for name in names})
    (tmp_path / "s.json").write_text(render_json(document), encoding="utf-8")
    content = RENDERERS["csv"](document)
    for again in (content, saved_again(content, quoting=csv.QUOTE_ALL, delimiter=";")):
        (tmp_path / "s.csv").write_bytes(again)
        assert states(tmp_path / "s.json")["csv"] == "ok"


def cell(book: Workbook, sheet: str, title: str) -> Any:
    """The first cell of a column below its heading."""
    return next(cells[1] for cells in book[sheet].iter_cols() if cells[0].value == title)


@pytest.mark.parametrize(
    ("sheet", "title", "value"),
    [
        ("Customers", "In use, peak", 8),
        ("Customers", "In use, average", 9.01),
        ("Customers", "In use, average", "9"),
        ("Customers", "Seats counted", False),
        ("Customers", "Name", "A"),
        ("Customers", "In use, peak", "=4+5"),
        ("Customers", "In use, peak", None),
        ("Resellers", "Seat-days over", 59),
        ("Total", "Customers", 4),
        ("Statement", "Value", "other.example.com"),
        ("Statement", "Elsewhere", 1),
    ],
)
def test_a_cell_that_is_edited_in_the_workbook_is_noticed(path: Path, sheet: str, title: str, value: Any) -> None:
    """And one that another program only saved is not."""
    other = path.with_suffix(".xlsx")
    book = openpyxl.load_workbook(other)
    book.save(other)
    assert states(path)["xlsx"] == "ok"
    if title == "Elsewhere":
        book[sheet]["Z99"] = value
    else:
        cell(book, sheet, title).value = value
    book.save(other)
    (check,) = (check for check in verify.of_files(path)[1] if check["check"] == "xlsx")
    assert check["state"] == "changed"
    assert f"{other} was changed: sheet {sheet}, row " in check["message"]


@pytest.mark.parametrize(
    ("formula", "state"), [("=TRUE()", "ok"), ("=FALSE()", "changed"), ("=TRUE", "changed"), ("=1=1", "changed")]
)
def test_truth_may_be_the_formula_that_libreoffice_saves(path: Path, formula: str, state: str) -> None:
    other = path.with_suffix(".xlsx")
    book = openpyxl.load_workbook(other)
    assert cell(book, "Customers", "Seats counted").value is True
    cell(book, "Customers", "Seats counted").value = formula
    book.save(other)
    assert states(path)["xlsx"] == state


def test_a_file_that_is_no_workbook_is_a_change(path: Path) -> None:
    other = path.with_suffix(".xlsx")
    content = other.read_bytes()
    for edited in (b"", b"PK", content[:2000], path.read_bytes()):
        other.write_bytes(edited)
        assert states(path)["xlsx"] == "changed"
    book = openpyxl.load_workbook(io.BytesIO(content))
    del book["Not read"]
    book.save(other)
    assert verify.of_files(path)[1][3]["message"] == f"{other} was changed: it has other sheets"
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            bomb = b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" if name.endswith("sheet1.xml") else b""
            new.writestr(name, bomb + old.read(name))
    assert states(path)["xlsx"] == "changed"


def test_hostile_text_in_a_workbook_is_text_and_is_verified(tmp_path: Path) -> None:
    """Formulas, control characters, escapes of workbooks, text that no cell can hold."""
    names = [*HOSTILE, "=1+1", "_x0041_", "a\r\nb\rc", "\ufffd\t ", "x" * 40_000]
    document = statement({name: history(*FULL) for name in names})
    (tmp_path / "s.json").write_text(render_json(document), encoding="utf-8")
    (tmp_path / "s.xlsx").write_bytes(RENDERERS["xlsx"](document))
    assert states(tmp_path / "s.json")["xlsx"] == "ok"
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n", "b"}
    assert RENDERERS["xlsx"](document) == RENDERERS["xlsx"](document)
    assert document["checksum"] in str(book["Customers"].oddFooter.center.text)  # type: ignore[union-attr]


def today(**histories: Any) -> tuple[verify.Check, list[verify.Restated]]:
    """What is said where the platform says this of customers today."""
    document, now = statement(HISTORIES), statement({**HISTORIES, **histories})
    customers = [item for item in now["customers"] if histories.get(item["guid"], item) is not None]
    return verify.of_platform(document, customers, [], now["days"])


def test_days_of_which_the_platform_says_something_else_today() -> None:
    assert today() == (verify._check("platform", "ok", "the platform says the same today"), [])
    check, restated = today(
        a=[*history(*FULL, seats=7, used=9, missing=["2026-11-05"]), {**history(*FULL)[35], "currentlyLicensed": 3}],
        b=history(*FULL),
        new=history("2026-11-30", "2026-11-30"),
    )
    assert check["state"] == "changed"
    assert check["message"] == "the platform says something else of 3 days today: a, b, new"
    assert [(item["name"], item["day"], item["used_before"], item["used_now"]) for item in restated] == [
        ("a", "2026-11-05", 9, 3),
        ("b", "2026-11-03", None, 5),
        ("new", "2026-11-30", None, 5),
    ]
    assert not verify.is_changed([check])
    assert render_checks([check], restated)[-1].split() == ["new", "2026-11-30", "-", "10", "-", "5"]


def test_customers_that_are_gone_or_cannot_be_read_are_named() -> None:
    document = statement(HISTORIES)
    kept = [item for item in document["customers"] if item["guid"] not in ("a", "b")]
    check, restated = verify.of_platform(document, kept, [{"guid": "b", "name": "b"}], document["days"])
    assert restated == []
    assert check["message"] == (
        "the platform says the same today; customers that it does not list any more: a; customers that could not be read: b"
    )
