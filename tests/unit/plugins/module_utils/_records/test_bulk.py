# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows as columns, and what a function makes of values that repeat."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import (
    Remembered,
    kinds_of,
    rows_of,
)


def test_rows_have_the_fields_in_the_order_of_the_columns() -> None:
    assert rows_of({"b": [1, 2], "a": ("x", None)}) == [{"b": 1, "a": "x"}, {"b": 2, "a": None}]
    assert list(rows_of({"b": [1], "a": [2]})[0]) == ["b", "a"]
    assert rows_of({"b": [], "a": []}) == []


def test_a_column_that_is_too_short_loses_no_row_silently() -> None:
    with pytest.raises(ValueError, match="shorter"):
        rows_of({"a": [1, 2], "b": [1]})


def test_kinds_of_a_column() -> None:
    """True is no number, and null is of no kind."""
    assert kinds_of([1, True, None, "x"]) == {int, bool, str}
    assert kinds_of([None]) == kinds_of([]) == set()


def test_what_repeats_is_made_once_and_no_more_is_kept_than_was_said() -> None:
    made: list[str | None] = []

    def shout(text: str | None) -> str:
        made.append(text)
        return str(text).upper()

    upper = Remembered(shout, 3)
    assert [upper[text] for text in ("a", "b", "a", None, "b", None)] == ["A", "B", "A", "NONE", "B", "NONE"]
    assert made == ["a", "b", None]
    for number in range(10):
        assert upper[str(number)] == str(number)
        assert len(upper) <= 3
    assert upper["a"] == "A"
