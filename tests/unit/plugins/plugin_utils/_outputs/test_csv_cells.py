# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of CSV files: nothing in them is calculated or guessed."""

from __future__ import annotations

import csv
import io
import time

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import cell, csv_parts


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d", " =", "\n=", " \t@"])
def test_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a; @x;-1", "a; '@x;'-1"),
        (["a;=1+1"], '["a;\'=1+1"]'),
        ("a; b", "a; b"),
    ],
)
def test_text_behind_a_semicolon_is_kept_from_calculating(value: object, shown: str) -> None:
    """A spreadsheet whose list separator it is begins a cell there."""
    assert cell(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-5, -5),
        (-1.5, -1.5),
        (True, "true"),
        (False, "false"),
        (None, ""),
        ([], "[]"),
        ([1, "a"], '[1,"a"]'),
        ("plain", "plain"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_other_cells_are_as_they_are(value: object, shown: object) -> None:
    assert cell(value) == shown


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0042",
            "00123",
            "42",
            "1E5",
            "343770875748e278",
            "0455314310359583",
            "1234567890123456789",
            "1.5",
            "1,5",
            "1.234,50",
        ),
        *(
            "1'000",
            "10%",
            "$5",
            "5 \u20ac",
            "EUR 5",
            "(5)",
            "1/2",
            "1 1/2",
            "1-2",
            "12.11.",
            "10.1.2.3",
            "\uff11\uff12",
        ),
        *(
            "12:30",
            "12:30 PM",
            "2026-11",
            "2026-11-22",
            "2026-11-22T23:30:00",
            "2026-11-22T23:30:00Z",
            "20261122T233000-05:00",
        ),
        *("MAR1", "SEPT2", "5 Jan 2026", "Jan 5, 2026", "Mai 5", "1. M\u00e4rz 2026", "12-Mar", "Mar-26", "Dez 24"),
        *("TRUE", "false", "Wahr", "#N/A", "#DIV/0!", "NA", "None", "null", "NaN", "inf", "Infinity"),
        *("(030) 1234", "0049 30 1234", " 0042 ", "\u00a042", "'", "'0042", "''", "'quoted'"),
    ],
)
def test_text_that_a_reader_would_guess_at_gets_an_apostrophe(text: str) -> None:
    """Whoever takes the first apostrophe off a cell has the text."""
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Contoso",
            "Contoso 2026",
            "4711 GmbH",
            "3M",
            "1&1",
            "7-Eleven",
            "Marcus 12",
            "Decathlon 12",
            "May",
            "March",
            "nano",
        ),
        *(
            "11111111-1111-1111-1111-111111111111",
            "0000000e-1234-1234-1234-123456789012",
            "a343770875748e27",
            "service:42712",
        ),
        *("none", "unknown", "1st floor", "sip:1234@example.com", "#1 Pizza", "sha256:12", "10.1.2.x", "true north"),
    ],
)
def test_other_text_has_no_mark(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("text", ["2026-11-22", "2026-11-22T23:30:00-05:00", "12.50", "-3", "0"])
def test_in_a_column_of_dates_or_numbers_only_these_are_bare(text: str) -> None:
    assert cell(text, is_typed=True) == text
    assert cell("0042", is_typed=True) == "'0042"
    assert cell("1/2", is_typed=True) == "'1/2"
    assert cell("=1+1", is_typed=True) == "'=1+1"


@pytest.mark.parametrize(("number", "shown"), [(10**15 - 1, 999_999_999_999_999), (10**15, "'1000000000000000")])
def test_a_number_of_more_digits_than_spreadsheets_keep_is_text(number: int, shown: object) -> None:
    assert cell(number) == shown
    (line,) = list(csv.reader(io.StringIO("".join(csv_parts(["id"], [[number]])), newline="")))[1:]
    assert line == [str(shown)]


@pytest.mark.parametrize("part", ["1", "1e", "1 ", "( ", "1t1", "jan ", "1/"])
def test_no_text_of_the_platform_takes_long(part: str) -> None:
    started = time.process_time()
    cell(part * 50_000 + "!")
    assert time.process_time() - started < 2


def test_a_file_has_its_mark_once_and_all_rows() -> None:
    rows = [[number, "x" * 100, None] for number in range(30_000)]
    parts = list(csv_parts(["a", "b", "c"], rows, bom=True))
    assert len(parts) > 2
    text = "".join(parts)
    assert (text[0], text.count("\ufeff")) == ("\ufeff", 1)
    lines = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert (lines[0], len(lines), lines[-1]) == (["a", "b", "c"], 30_001, ["29999", "x" * 100, ""])
