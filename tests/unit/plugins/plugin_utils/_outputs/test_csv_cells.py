# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of CSV files: nothing in them is calculated."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import cell


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
