# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV files and workbooks of every job, read by readers of Python: text is text, numbers are numbers. Programs: tests/consumers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kits.spreadsheets import CSV, DATES, LOOKALIKES, NAMES, NUMBERS, XLSX, cells, lines, plain


@pytest.mark.parametrize("job", CSV)
def test_every_name_comes_back_from_a_csv_file(job: str) -> None:
    found = lines(CSV[job]())
    assert set(NAMES) - {plain(line["name"]) for line in found} == set()
    marked = {line["name"] for line in found if line["name"].startswith("'")}
    assert {f"'{name}" for name in LOOKALIKES} <= marked


@pytest.mark.parametrize("job", CSV)
def test_what_looks_like_a_number_in_a_csv_file_is_one(job: str) -> None:
    """A name of digits alone would be one; ids of services are."""
    text = CSV[job]().decode()
    for line in csv.DictReader(io.StringIO(text, newline="")):
        for title in NUMBERS[job]:
            float(line[title] or 0)
        for title in DATES[job]:
            assert line[title] == "" or line[title][:4].isdecimal()
        for title in {*line} & {"name", "full_name", "id", "guid", "owner", "message", "note"}:
            is_number = line[title].replace(".", "").isdecimal()
            assert not is_number or (title == "id" and job == "report")


@pytest.mark.parametrize("job", XLSX)
def test_every_name_comes_back_from_a_workbook(job: str, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(XLSX[job]())
    values = [value for value in cells(tmp_path / "book.xlsx").values() if isinstance(value, str)]
    assert {name.replace("\r\n", "\n") for name in NAMES} - set(values) == set()
