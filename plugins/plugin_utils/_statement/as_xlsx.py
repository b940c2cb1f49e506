# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The statement as an Excel workbook, and whether a workbook still says what the statement says.

A workbook is compared cell by cell and not byte by byte: another version of the library writes other bytes, and so does a program
that only saves it again. It is read with the standard library alone.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.sheets import Column, Sheet
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.workbook import (
    render_workbook,
    shown_text,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.instance import pool_lines

# key of a customer or a sum -> (heading, kind); lists of days are text, averages numbers with two digits
_NAMES: tuple[tuple[str, str, str], ...] = (
    ("name", "Name", "text"),
    ("guid", "GUID", "text"),
    ("full_name", "Full name", "text"),
    ("reseller", "Reseller", "text"),
    ("license_type", "License type", "text"),
    ("seats_counted", "Seats counted", "bool"),
    ("customers", "Customers", "number"),
    ("not_read", "Not read", "number"),
    ("without_counts", "Without counts", "number"),
    ("seats_not_counted", "Seats not counted", "number"),
    ("first_count", "First count", "text"),
    ("days_expected", "Days expected", "number"),
    ("days_counted", "Days counted", "number"),
    ("days_missing", "Days missing", "text"),
    ("days_unread", "Days unread", "text"),
    ("days_not_yet_counted", "Days not yet counted", "number"),
    ("acquired_first", "Acquired, first", "number"),
    ("acquired_last", "Acquired, last", "number"),
    ("acquired_peak", "Acquired, peak", "number"),
    ("acquired_average", "Acquired, average", "average"),
    ("acquired_seat_days", "Acquired, seat-days", "number"),
    ("used_last", "In use, last", "number"),
    ("used_peak", "In use, peak", "number"),
    ("used_peaks", "In use, sum of peaks", "number"),
    ("used_peak_day", "Day of the peak", "text"),
    ("used_average", "In use, average", "average"),
    ("used_p95", "In use, 95th percentile", "number"),
    ("used_seat_days", "In use, seat-days", "number"),
    ("days_over", "Days over", "number"),
    ("seat_days_over", "Seat-days over", "number"),
    ("status", "HTTP status", "number"),
    ("msg", "Message", "text"),
)
_OF_CUSTOMER = frozenset(
    {"customers", "not_read", "without_counts", "seats_not_counted", "used_peaks", "status", "msg"}
)
_NOT_READ = frozenset({"name", "guid", "license_type", "reseller", "status", "msg"})
# what should be 0
_BAD = frozenset({"not_read", "days_over", "seat_days_over"})
_LINES = (
    "platform",
    "month",
    "timezone",
    "from",
    "until",
    "generated_at",
    "reseller",
    "verdict",
    "certified_by",
    "checksum",
)

# bytes of one part of a workbook, unpacked: more than the largest statement has, less than a bomb
_LARGEST_PART = 512 * 2**20
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
# formula -> its result in a file
_TRUTH = {"TRUE()": "1", "FALSE()": "0"}
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OF_FILE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def render_xlsx(document: Document) -> bytes:
    """Return the workbook. Raises `MissingLibraryError` without XlsxWriter."""
    return render_workbook(
        sheets(document),
        f"License statement {document['month']}",
        document["generated_at"],
        above="DRAFT" if document["verdict"] == "draft" else document["verdict"],
        below=f"{document['platform'][:80]}, {document['month']}, {document['checksum']}",
    )


def sheets(document: Document) -> list[Sheet]:
    """Return the sheets of a statement, in their order."""
    whole = [[name, document[name]] for name in _LINES]  # type: ignore[literal-required]
    whole += [[label, sentence] for label, sentence in pool_lines(document["pool"])]
    whole += [["reason", reason] for reason in document["reasons"]]
    sums = frozenset(document["total"])
    return [
        Sheet("Statement", (Column("Key"), Column("Value")), whole),
        _sheet("Customers", frozenset(key for key, _title, _kind in _NAMES) - _OF_CUSTOMER, document["customers"]),
        _sheet("Not read", _NOT_READ, document["not_read"]),
        _sheet("Resellers", sums | {"reseller"}, document["by_reseller"]),
        _sheet("License types", sums | {"license_type"}, document["by_license_type"]),
        _sheet("Total", sums, [document["total"]]),
    ]


def _sheet(name: str, keys: frozenset[str], items: Sequence[Mapping[str, Any]]) -> Sheet:
    columns = [column for column in _NAMES if column[0] in keys]
    rows = [[_value(item[key], kind) for key, _title, kind in columns] for item in items]
    shown = [
        Column(title, "number" if kind == "average" else kind, "none is good" if key in _BAD else "")
        for key, title, kind in columns
    ]
    return Sheet(name, shown, rows)


def _value(value: Any, kind: str) -> Any:
    if isinstance(value, list):
        return " ".join(value)
    return float(value) if kind == "average" and value is not None else value


def differs(document: Document, content: bytes) -> str:
    """Return the first place where a workbook does not say what the statement says; empty where there is none."""
    try:
        found = dict(_read(content))
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
        ValueError,
        IndexError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ):
        return "it could not be read as a workbook"
    wanted = sheets(document)
    if [sheet.name for sheet in wanted] != [*found]:
        return "it has other sheets"
    for sheet in wanted:
        expected = {(0, place): column.title for place, column in enumerate(sheet.columns)}
        for line, row in enumerate(sheet.rows, 1):
            expected |= {(line, place): value for place, value in enumerate(row) if value not in (None, "")}
        cells = found[sheet.name]
        for place in sorted({*expected, *cells}):
            if not _same(expected.get(place), cells.get(place)):
                return f"sheet {sheet.name}, row {place[0] + 1}, column {place[1] + 1} is not what the statement says"
    return ""


def _same(wanted: Any, found: Any) -> bool:
    if isinstance(found, str):
        # a number that is too long for a cell is text there
        return wanted is not None and not isinstance(wanted, bool) and shown_text(wanted) == shown_text(found)
    if isinstance(wanted, bool) or isinstance(found, bool):
        # pandas makes numbers of truth values where a cell of the column is empty
        return isinstance(wanted, bool) and bool(found == wanted)
    return bool(wanted == found)


Cells = dict[tuple[int, int], Any]


def _read(content: bytes) -> Iterator[tuple[str, Cells]]:
    """Yield (name, cells by row and column from 0) of each sheet; a cell with a formula has a value that nothing equals."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        targets = {
            item.attrib["Id"]: posixpath.normpath(posixpath.join("/xl", item.attrib["Target"])).lstrip("/")
            for item in _part(book, "xl/_rels/workbook.xml.rels")
        }
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = [_text(item) for item in _part(book, "xl/sharedStrings.xml").iterfind(f"{_MAIN}si")]
        for sheet in _part(book, "xl/workbook.xml").iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
            page = _part(book, targets[sheet.attrib[f"{_OF_FILE}id"]])
            yield sheet.attrib["name"], dict(_cells(page, shared))


def _part(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if book.getinfo(name).file_size > _LARGEST_PART:
        raise ValueError("a part is too large")
    content = book.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("a part declares entities")
    return ElementTree.fromstring(content)  # noqa: S314 - nothing that a document type could declare


def _cells(page: ElementTree.Element, shared: Sequence[str]) -> Iterator[tuple[tuple[int, int], Any]]:
    for cell in page.iterfind(f"{_MAIN}sheetData/{_MAIN}row/{_MAIN}c"):
        match = _REFERENCE.fullmatch(cell.attrib["r"])
        if not match:
            raise ValueError("a cell has no place")
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        value = _content(cell, shared)
        if value is not None and value != "":
            yield (int(match[2]) - 1, column - 1), value


def _content(cell: ElementTree.Element, shared: Sequence[str]) -> Any:
    kind, value = cell.attrib.get("t", "n"), cell.findtext(f"{_MAIN}v")
    formula = cell.findtext(f"{_MAIN}f")
    if formula is not None:
        # LibreOffice saves true and false as formulas, with their result or without
        result = _TRUTH.get(formula)
        return result == "1" if result and (value or result) == result else math.nan
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return "" if inline is None else _text(inline)
    if value is None:
        return None
    if kind == "s":
        return shared[int(value)]
    if kind == "n":
        return float(value)
    return value == "1" if kind == "b" else _unescaped(value)


def _text(item: ElementTree.Element) -> str:
    """Return a text, in one piece or in pieces of several formats; what is read to the reader of Asian scripts is not a part."""
    pieces = [
        item.findtext(f"{_MAIN}t") or "",
        *(run.findtext(f"{_MAIN}t") or "" for run in item.iterfind(f"{_MAIN}r")),
    ]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """Return text with what XML cannot carry, which a workbook writes as `_x000D_` (ECMA-376, ST_Xstring)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
