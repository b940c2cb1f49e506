# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Months in a time zone: days, edges, the day of a count, and what must be read of the history."""

from __future__ import annotations

import datetime as dt

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import (
    day_of,
    month_of,
    months_to_read,
    zone_of,
)

TODAY = dt.date(2030, 1, 1)


@pytest.mark.parametrize(
    ("today", "month"),
    [("2026-12-01", "2026-11"), ("2026-12-31", "2026-11"), ("2027-01-01", "2026-12"), ("2028-03-31", "2028-02")],
)
def test_the_default_is_the_last_month_that_is_over(today: str, month: str) -> None:
    assert str(month_of("", "UTC", dt.date.fromisoformat(today))) == month


@pytest.mark.parametrize(
    ("month", "zone", "edges", "days"),
    [
        ("2026-11", "UTC", ("2026-11-01T00:00", "2026-12-01T00:00"), 30),
        ("2028-02", "UTC", ("2028-02-01T00:00", "2028-03-01T00:00"), 29),
        ("2027-02", "Asia/Kolkata", ("2027-01-31T18:30", "2027-02-28T18:30"), 28),
        # a day of 23 hours is in the first one, one of 25 in the second
        ("2026-03", "Europe/Berlin", ("2026-02-28T23:00", "2026-03-31T22:00"), 31),
        ("2026-10", "Europe/Berlin", ("2026-09-30T22:00", "2026-10-31T23:00"), 31),
        # midnight of the 1st of October was skipped there, and the 30th of December was no day here
        ("2017-10", "America/Asuncion", ("2017-10-01T04:00", "2017-11-01T03:00"), 31),
        ("2011-12", "Pacific/Apia", ("2011-12-01T10:00", "2011-12-31T10:00"), 30),
    ],
)
def test_edges_and_days(month: str, zone: str, edges: tuple[str, str], days: int) -> None:
    found = month_of(month, zone, TODAY)
    begins, ends = (edge.isoformat(timespec="minutes") for edge in found.edges)
    assert (begins, ends) == tuple(f"{edge}+00:00" for edge in edges)
    assert len(found.days) == days == len(set(found.days))
    assert found.days[0].day == 1
    assert dt.date(2011, 12, 30) not in found.days


def test_a_month_is_closed_on_the_first_day_after_it() -> None:
    month = month_of("2026-11", "UTC", dt.date(2026, 11, 30))
    assert not month.is_closed(dt.date(2026, 11, 30))
    assert len(month.days_until(dt.date(2026, 11, 30))) == 29
    assert month.is_closed(dt.date(2026, 12, 1))
    assert month.days_until(dt.date(2026, 12, 1)) == month.days
    assert month_of("2026-11", "UTC", dt.date(2026, 11, 1)).days_until(dt.date(2026, 11, 1)) == ()


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-11-01T12:00:00.123456+00:00", "UTC", "2026-11-01"),
        ("2026-10-31T23:30:00+00:00", "Europe/Berlin", "2026-11-01"),
        ("2026-11-01T00:30:00+02:00", "UTC", "2026-10-31"),
        # no offset: UTC, which is inferred
        ("2026-10-31T23:30:00", "Europe/Berlin", "2026-11-01"),
        # both hours from two to three of the day with 25 hours, and the last of it
        ("2026-10-25T00:30:00+00:00", "Europe/Berlin", "2026-10-25"),
        ("2026-10-25T01:30:00+00:00", "Europe/Berlin", "2026-10-25"),
        ("2026-10-25T22:59:59+00:00", "Europe/Berlin", "2026-10-25"),
        ("2026-10-25T23:00:00+00:00", "Europe/Berlin", "2026-10-26"),
        # of the day with 23 hours
        ("2026-03-29T21:59:59+00:00", "Europe/Berlin", "2026-03-29"),
        ("2026-03-29T22:00:00+00:00", "Europe/Berlin", "2026-03-30"),
        # a day without a time is that day everywhere
        ("2026-11-01", "Pacific/Kiritimati", "2026-11-01"),
        ("9999-12-31T23:30:00+00:00", "Europe/Berlin", "9999-12-31"),
    ],
)
def test_a_count_belongs_to_the_day_on_which_it_was_made(instant: str, zone: str, day: str) -> None:
    assert day_of(instant, zone_of(zone))[0].isoformat() == day


def test_instants_are_compared_as_instants() -> None:
    berlin = zone_of("Europe/Berlin")
    first = day_of("2026-10-25T02:30:00+02:00", berlin)[1]
    assert first < day_of("2026-10-25T02:10:00+01:00", berlin)[1] < day_of("2026-10-25T01:20:00", berlin)[1]


@pytest.mark.parametrize(
    "name",
    [
        "Europe",
        "Europe/Berlim",
        "/etc/localtime",
        "../UTC",
        "zone.tab",
        "localtime",
        "Factory",
        "right/UTC",
        "CET\0",
        "x" * 999,
    ],
)
def test_a_name_that_is_no_zone_is_one_clear_error(name: str) -> None:
    with pytest.raises(OptionError, match="is not a time zone that this machine knows"):
        zone_of(name)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-1", "202611", "November", "1999-12", "2026-11-01", "\u0662026-11", "2999-12"]
)
def test_a_text_that_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="month must be a month such as 2026-11"):
        month_of(text, "UTC", TODAY)


def test_a_month_that_has_not_begun_is_refused() -> None:
    with pytest.raises(OptionError, match="month 2026-12 has not begun: today is 2026-11-30 in UTC"):
        month_of("2026-12", "UTC", dt.date(2026, 11, 30))


@pytest.mark.parametrize("today", ["2026-12-01", "2026-12-31", "2027-03-01", "2031-08-15"])
def test_enough_of_the_history_is_read_whatever_a_month_of_it_is(today: str) -> None:
    """Months of the calendar, with the current one among them or not, or spans of 30 days: a day before the month is in it."""
    now = dt.date.fromisoformat(today)
    month = month_of("2026-11", "UTC", now)
    months = months_to_read(month, now)
    assert now - dt.timedelta(days=30 * months) < month.first
    months_ago = (now.year * 12 + now.month) - (month.year * 12 + month.number)
    assert months - 1 > months_ago
    assert months <= months_ago * 1.1 + 3
