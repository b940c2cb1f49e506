# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of one customer, figure by figure, counted by hand."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.lists import usage_counts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.usage import (
    MOST_SEATS,
    Line,
    average,
    counts_of,
    line,
    nearest_rank,
)
from kits.statement import MONTH, TODAY, count_row, history


def made(rows: list[dict[str, Any]], zone: str = "UTC", today: dt.date = TODAY, license_type: str = "oc_pro") -> Line:
    """The line of a customer of whom the platform says these rows."""
    month = month_of(MONTH, zone, today)
    days = month.days_until(today)
    return line(counts_of(usage_counts(rows), days, month.zone, license_type), days)


def test_every_figure_of_a_month_with_a_gap_and_a_change() -> None:
    rows = [
        *history("2026-10-20", "2026-11-10", seats=10, used=8),
        *history("2026-11-11", "2026-11-28", seats=20, used=25, missing=["2026-11-12"]),
        count_row("2026-11-29T12:00:00Z", 20, 31),
        count_row("2026-11-30T12:00:00Z", 20, 7),
    ]
    found = made(rows)
    daily = {key: found.pop(key) for key in ("acquired_daily", "used_daily")}  # type: ignore[misc]
    assert found == {
        "seats_counted": True,
        "first_count": "2026-10-20",
        "days_expected": 30,
        "days_counted": 29,
        "days_missing": ["2026-11-12"],
        "days_unread": [],
        "days_not_yet_counted": 0,
        "acquired_first": 10,
        "acquired_last": 20,
        "acquired_peak": 20,
        # 10 * 10 + 19 * 20 = 480, and 480 / 29 = 16.5517...
        "acquired_average": "16.55",
        "acquired_seat_days": 480,
        "used_last": 7,
        "used_peak": 31,
        "used_peak_day": "2026-11-29",
        # 10 * 8 + 17 * 25 + 31 + 7 = 543, and 543 / 29 = 18.7241...
        "used_average": "18.72",
        # the 28th of 29 values, as 0.95 * 29 = 27.55
        "used_p95": 25,
        "used_seat_days": 543,
        # 17 days with 25 of 20, one with 31 of 20
        "days_over": 18,
        "seat_days_over": 17 * 5 + 11,
    }
    assert daily["acquired_daily"] == [*[10] * 10, 20, None, *[20] * 18]
    assert daily["used_daily"] == [*[8] * 10, 25, None, *[25] * 16, 31, 7]


def test_the_order_of_the_rows_changes_nothing() -> None:
    rows = [*history("2026-10-20", "2026-11-30"), count_row("2026-11-05T23:00:00Z", 11, 6)]
    rows += [count_row("2026-11-06T12:00:00.0000000+00:00", seats, used) for seats, used in ((9, 9), (8, 9), (10, 1))]
    wanted = made(rows)
    assert (wanted["used_daily"][4:6], wanted["acquired_daily"][4:6]) == ([6, 9], [11, 9])
    for seed in range(20):
        random.Random(seed).shuffle(rows)
        assert made(rows) == wanted


def test_of_several_counts_on_a_day_the_latest_stands_by_the_clocks_of_the_zone() -> None:
    """23:30 and 22:30 UTC are one day in UTC, and two in Berlin."""
    rows = [count_row("2026-11-05T22:30:00Z", 10, 1), count_row("2026-11-05T23:30:00Z", 10, 2)]
    assert made(rows)["used_daily"][4:6] == [2, None]
    assert made(rows, "Europe/Berlin")["used_daily"][4:6] == [1, 2]


@pytest.mark.parametrize("figure", ["many", None, -1, MOST_SEATS + 1, 2.5, "", True])
@pytest.mark.parametrize("key", ["acquiredLicenses", "currentlyLicensed"])
def test_a_day_of_which_a_figure_cannot_be_read_is_not_counted(key: str, figure: Any) -> None:
    rows = history("2026-11-01", "2026-11-30")
    rows[3][key] = figure
    found = made(rows)
    assert (found["days_unread"], found["days_missing"], found["days_counted"]) == (["2026-11-04"], [], 29)
    assert (found["used_daily"][3], found["acquired_daily"][3]) == (None, None)


def test_days_before_the_first_count_are_neither_counted_nor_missing() -> None:
    found = made(history("2026-11-04", "2026-11-30", missing=["2026-11-06"]))
    assert (found["first_count"], found["days_not_yet_counted"]) == ("2026-11-04", 3)
    assert found["days_missing"] == ["2026-11-06"]
    # a count before the month tells that these days are gaps
    found = made([*history("2026-10-30", "2026-10-30"), *history("2026-11-04", "2026-11-30")])
    assert (found["days_not_yet_counted"], len(found["days_missing"])) == (0, 3)


@pytest.mark.parametrize("rows", [[], history("2026-12-01", "2026-12-02"), history("2026-09-01", "2026-10-31")])
def test_without_a_count_in_the_month_nothing_is_known_and_nothing_is_zero(rows: list[dict[str, Any]]) -> None:
    found = made(rows)
    figures = {
        key: value
        for key, value in found.items()
        if key.startswith(("acquired", "used", "seat_days")) or key == "days_over"
    }
    daily = [figures.pop(key) for key in ("acquired_daily", "used_daily")]
    assert set(figures.values()) == {None}
    assert daily == [[None] * 30] * 2
    assert len(found["days_missing"]) == (30 if rows and rows[0]["lastUpdate"] < "2026-11" else 0)


def test_an_open_month_ends_with_yesterday() -> None:
    found = made(history("2026-10-01", "2026-11-16"), today=dt.date(2026, 11, 16))
    assert (found["days_expected"], found["days_counted"], found["days_missing"]) == (15, 15, [])


def test_whether_seats_are_counted_is_what_the_last_count_of_the_month_says() -> None:
    rows = history("2026-11-01", "2026-12-01")
    rows[29]["LicenseFactors"] = {"Managed Service Numbers": False}
    assert made(rows)["seats_counted"] is False
    rows[29]["LicenseFactors"] = {}
    assert made(rows)["seats_counted"] is None
    assert made(history("2026-11-01", "2026-11-30"), license_type="hosted_essentials")["seats_counted"] is False


def test_a_zero_is_a_count() -> None:
    found = made(history("2026-11-01", "2026-11-30", seats=0, used=0))
    assert (found["used_peak"], found["used_peak_day"], found["used_average"]) == (0, "2026-11-01", "0.00")
    assert (found["days_over"], found["days_counted"]) == (0, 30)


@pytest.mark.parametrize(
    ("total", "count", "text"),
    [
        (0, 3, "0.00"),
        (1, 8, "0.12"),
        (3, 8, "0.38"),
        (1, 200, "0.00"),
        (3, 200, "0.02"),
        (2, 3, "0.67"),
        (1234567, 31, "39824.74"),
    ],
)
def test_an_average_is_rounded_half_to_even(total: int, count: int, text: str) -> None:
    """0.125 is 0.12 and 0.375 is 0.38; floats have nothing to do with it."""
    assert average(total, count) == text


def test_an_average_is_as_close_as_two_digits_can_be() -> None:
    for total in range(700):
        for count in range(1, 32):
            made_ = Fraction(average(total, count) or "")
            assert made_ == Fraction(round(Fraction(total, count) * 100), 100)
    assert average(0, 0) is None


@pytest.mark.parametrize(
    ("values", "rank"),
    [([7], 7), ([10, 20], 20), ([*range(1, 21)], 19), ([*range(1, 31)], 29), ([*range(31, 0, -1)], 30), ([], None)],
)
def test_the_percentile_is_one_of_the_values(values: list[int], rank: int | None) -> None:
    assert nearest_rank(values) == rank
