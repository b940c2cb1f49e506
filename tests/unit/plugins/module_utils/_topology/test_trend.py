# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The trend of a customer's daily license counts."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import trend as usage

Count: TypeAlias = "tuple[int | None, int | None]"


def trend(*counts: Count) -> dict[str, Any]:
    """The trend of (active, licensed) on days from the 1st on."""
    days = [
        {"date": f"2026-02-{day:02}", "active_users": active, "licensed_users": licensed}
        for day, (active, licensed) in enumerate(counts, 1)
    ]
    return usage.trend(days)


@pytest.mark.parametrize("counts", [(), ((None, 5),), ((None, None), (None, 3))])
def test_no_count_at_all(counts: tuple[Count, ...]) -> None:
    """No number is invented, and every key is there."""
    found = trend(*counts)
    assert (found["days"], found["days_over"]) == (0, 0)
    assert set(found) == set(trend((1, 1)))
    assert {value for key, value in found.items() if not key.startswith("days")} == {None}


def test_one_day() -> None:
    """It is first, last and peak."""
    assert trend((4, 10)) == {
        "days": 1,
        "days_over": 0,
        "first": 4,
        "first_date": "2026-02-01",
        "last": 4,
        "last_date": "2026-02-01",
        "peak": 4,
        "peak_date": "2026-02-01",
        "average": 4.0,
        "change": 0,
    }


def test_days_without_a_count_are_left_out() -> None:
    """They are neither zero nor the first or the last."""
    found = trend((None, 10), (2, 10), (None, 10), (4, 10), (None, 10))
    assert (found["days"], found["first_date"], found["last_date"]) == (2, "2026-02-02", "2026-02-04")
    assert (found["average"], found["change"]) == (3.0, 2)


def test_days_over() -> None:
    """More seats in use than acquired; as many is not over, and nothing is over a number that is not known."""
    assert trend((10, 10), (11, 10), (12, None), (1, 0), (0, 0))["days_over"] == 2


def test_peak_is_the_first_of_equals() -> None:
    """The day on which it was reached."""
    found = trend((1, 9), (7, 9), (3, 9), (7, 9))
    assert (found["peak"], found["peak_date"]) == (7, "2026-02-02")


def test_shrinking() -> None:
    """The change has a sign, the average two decimals."""
    found = trend((10, 10), (5, 10), (5, 10))
    assert (found["change"], found["average"]) == (-5, 6.67)
