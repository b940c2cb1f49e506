# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bands of usage and states of trials: every boundary exactly, and what is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands


@pytest.mark.parametrize(("active", "licensed"), [(None, None), (None, 10), (10, None), (0, None), (None, 0), (0, 0)])
def test_what_is_not_known_has_no_band(active: int | None, licensed: int | None) -> None:
    assert bands.usage_band(active, licensed) is None


@pytest.mark.parametrize(
    ("active", "licensed", "band"),
    [
        (1, 0, "over"),
        (1, -5, "over"),
        (0, -5, None),
        (1, 1, "warning"),
        (0, 1, "unused"),
        (0, 100, "unused"),
        (-1, 100, "unused"),
        (1, 100, "ok"),
        (89, 100, "ok"),
        (90, 100, "warning"),
        (100, 100, "warning"),
        (101, 100, "grace"),
        (110, 100, "grace"),
        (111, 100, "over"),
        (8999, 10000, "ok"),
        (9000, 10000, "warning"),
        (11000, 10000, "grace"),
        (11001, 10000, "over"),
        # shares that no binary fraction can say: 90 % and 110 % of 10, 90 % and 110 % of 30
        (9, 10, "warning"),
        (11, 10, "grace"),
        (27, 30, "warning"),
        (33, 30, "grace"),
        (34, 30, "over"),
        (9 * 10**16 - 1, 10**17, "ok"),
        (9 * 10**16, 10**17, "warning"),
    ],
)
def test_the_band_of_seats_used(active: int, licensed: int, band: str | None) -> None:
    assert bands.usage_band(active, licensed) == band


@pytest.mark.parametrize(
    ("active", "warning", "grace", "band"),
    [
        (1, 0, 110, "warning"),
        (99, 100, 110, "ok"),
        (100, 100, 110, "warning"),
        (101, 90, 100, "over"),
        (100, 90, 100, "warning"),
        (75, 75.5, 110, "ok"),
        (76, 75.5, 110, "warning"),
        (200, 90, 200, "grace"),
        (201, 90, 200, "over"),
    ],
)
def test_the_limits_are_options(active: int, warning: float, grace: float, band: str) -> None:
    assert bands.usage_band(active, 100, warning, grace) == band


def test_every_band_is_in_the_vocabulary() -> None:
    seen = {bands.usage_band(active, 10) for active in range(13)}
    apart = bands.band_of({"active_users": 0, "licensed_users": 10, "seats_counted": False})
    assert seen | {apart} == set(bands.USAGE_BANDS)


TODAY = date(2026, 7, 19)


@pytest.mark.parametrize(
    ("status", "expires", "state"),
    [
        # no date: the word decides
        ("", None, "none"),
        ("none", None, "none"),
        ("Disabled", None, "none"),
        ("enabled", None, "active"),
        ("extended", None, "active"),
        # a date: the last day is a day of the trial, the day after is not
        ("enabled", "2026-07-18", "expired"),
        ("enabled", "2026-07-19", "expiring"),
        ("enabled", "2026-07-20", "expiring"),
        ("enabled", "2026-08-18", "expiring"),
        ("enabled", "2026-08-19", "active"),
        ("", "2026-08-19", "active"),
        ("", "2026-07-19", "expiring"),
        ("", "2026-07-18", "expired"),
        # a trial that is switched off is none, one that has run out stays expired
        ("disabled", "2026-08-19", "none"),
        ("NONE", "2026-07-19", "none"),
        ("disabled", "2026-07-18", "expired"),
        # a time of day does not matter
        ("enabled", "2026-07-19T00:00:00+00:00", "expiring"),
        ("enabled", "2026-07-18T23:59:59-11:00", "expired"),
    ],
)
def test_the_state_of_a_trial(status: str, expires: str | None, state: str) -> None:
    assert bands.trial_state(status, expires, TODAY) == state


@pytest.mark.parametrize(
    ("days", "expires", "state"),
    [
        (0, "2026-07-19", "expiring"),
        (0, "2026-07-20", "active"),
        (7, "2026-07-26", "expiring"),
        (7, "2026-07-27", "active"),
        (365, "2027-07-19", "expiring"),
    ],
)
def test_when_a_trial_is_expiring_is_an_option(days: int, expires: str, state: str) -> None:
    assert bands.trial_state("enabled", expires, TODAY, days) == state


def test_every_state_is_in_the_vocabulary() -> None:
    seen = {bands.trial_state("enabled", f"2026-{month:02}-19", TODAY) for month in range(1, 13)}
    assert seen | {bands.trial_state("", None, TODAY)} == set(bands.TRIAL_STATES)


@pytest.mark.parametrize(
    ("record", "band"),
    [
        ({"kind": "customer", "active_users": 3, "licensed_users": 5}, "ok"),
        ({"active_users": 5, "licensed_users": 5}, "warning"),
        ({"kind": "service", "customer_active_users": 6, "customer_licensed_users": 5}, "over"),
        ({"kind": "service", "active_users": 6, "licensed_users": 5}, None),
        ({"kind": "service", "customer_active_users": None, "customer_licensed_users": None}, None),
        ({"kind": "service"}, None),
        ({"kind": "customer", "active_users": 0, "licensed_users": 5, "seats_counted": False}, "not_counted"),
        ({"kind": "customer", "active_users": 0, "licensed_users": 5, "seats_counted": None}, "unused"),
        ({"kind": "service", "customer_active_users": 0, "customer_licensed_users": 5}, "unused"),
        # a source that chooses fields may leave out what the license type says as well
        (
            {"kind": "customer", "active_users": 0, "licensed_users": 5, "license_type": "hosted_essentials"},
            "not_counted",
        ),
        (
            {
                "kind": "service",
                "customer_active_users": 0,
                "customer_licensed_users": 5,
                "customer_license_type": "hosted_essentials",
            },
            "not_counted",
        ),
    ],
)
def test_the_band_of_a_record_is_that_of_its_customer(record: dict[str, Any], band: str | None) -> None:
    assert bands.band_of(record) == band
    if band == "ok":
        assert bands.band_of(record, warning=50) == "warning"


@pytest.mark.parametrize(
    ("counted", "active", "licensed", "band"),
    [
        (False, 0, 10, "not_counted"),
        (None, 0, 10, "unused"),
        (True, 0, 10, "unused"),
        # service numbers count where users do not
        (False, 1, 10, "ok"),
        (False, 9, 10, "warning"),
        (False, 12, 10, "over"),
        (False, 1, 0, "over"),
        # nothing acquired, or not known
        (False, 0, 0, None),
        (False, 0, None, None),
        (False, None, 10, None),
    ],
)
def test_none_in_use_is_not_counted_where_users_do_not_count(
    counted: bool | None, active: int | None, licensed: int | None, band: str | None
) -> None:
    record = {"kind": "customer", "active_users": active, "licensed_users": licensed, "seats_counted": counted}
    assert bands.band_of(record) == band


@pytest.mark.parametrize(
    ("customer", "said"),
    [
        ({"seats_counted": False, "active_users": 0, "unread": []}, True),
        ({"seats_counted": False, "active_users": None}, True),
        ({"seats_counted": False, "active_users": None, "unread": ["active_users"]}, False),
        ({"seats_counted": False, "active_users": 4, "unread": []}, False),
        ({"seats_counted": None, "active_users": 0, "unread": []}, False),
        ({"active_users": 0}, False),
    ],
)
def test_who_is_not_counted(customer: dict[str, Any], said: bool) -> None:
    assert bands.is_not_counted(customer) is said


@pytest.mark.parametrize(
    ("days", "day"),
    [(0, date(9999, 12, 29)), (1, date(9999, 12, 30)), (2, date.max), (3, date.max), (10**9, date.max)],
)
def test_the_last_day_of_the_calendar_is_the_latest(days: int, day: date) -> None:
    assert bands.day_after(date(9999, 12, 29), days) == day
