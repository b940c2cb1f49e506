# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer's daily license counts as the platform sends them: in any order, with gaps, and with days counted twice."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields, lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError

Row = dict[str, Any]

# the vendor's example of "Get License Info for Service", one day of it
EXAMPLE: Row = {
    "acquiredLicenses": 500,
    "totalMonitoredUsers": 380,
    "currentlyLicensed": 370,
    "managedUsersDirectRouting": 300,
    "managedUsersOperatorConnect": 0,
    "managedUsersByLifeCycleManagement": 40,
    "managedUsersUserInterface": 20,
    "managedServiceNumbers": 10,
    "lastUpdate": "2026-02-28T12:00:10.1234567+00:00",
    "licenseSettingsFlagsLevel": 2,
    "LicenseFactors": {"Managed Users - By User Interface": True, "Managed Service Numbers": False},
}


def day(when: str | None, active: int = 1, **more: Any) -> Row:
    """A row with that moment and that many seats in use."""
    return {"lastUpdate": when, "currentlyLicensed": active, "acquiredLicenses": 10, **more}


@pytest.mark.parametrize("body", [{}, {"items": []}, "text", 5, None, True])
def test_no_list(body: Any) -> None:
    """What is no list of days is not zero days."""
    with pytest.raises(DataError, match="not a list of daily license counts"):
        lists.usage_days(body)


@pytest.mark.parametrize(("rows", "number"), [([5], 1), ([day("2026-02-01"), None], 2), ([[day("2026-02-01")]], 1)])
def test_rows_that_are_no_objects(rows: Any, number: int) -> None:
    """The row is named by its place."""
    with pytest.raises(DataError, match=f"row {number} of the list of daily license counts is not an object"):
        lists.usage_days(rows)


@pytest.mark.parametrize("when", [None, "", "yesterday", "0001-01-01T00:00:00", 20260201])
def test_a_count_without_a_day(when: Any) -> None:
    """It cannot be placed, and a trend without it would be wrong."""
    with pytest.raises(DataError, match="row 2 of the list of daily license counts has no date"):
        lists.usage_days([day("2026-02-01"), day(when)])


def test_part_of_the_days() -> None:
    """No paging is documented; should it come, a part must not pass for the whole."""
    with pytest.raises(DataError, match="only a part of the list of daily license counts"):
        lists.usage_days({"data": [day("2026-02-01")], "totalRecords": 2})


def test_no_days() -> None:
    """A new customer has none."""
    assert lists.usage_days([]) == []


def test_the_vendors_example() -> None:
    """Every key of it, under our names."""
    assert lists.usage_days([EXAMPLE]) == [
        {
            "date": "2026-02-28",
            "last_update": "2026-02-28T12:00:10.123456+00:00",
            "licensed_users": 500,
            "active_users": 370,
            "total_monitored_users": 380,
            "managed_users_direct_routing": 300,
            "managed_users_operator_connect": 0,
            "managed_users_by_lifecycle": 40,
            "managed_users_user_interface": 20,
            "managed_service_numbers": 10,
            "license_settings_flags_level": "2",
            "license_factors": {"Managed Users - By User Interface": True, "Managed Service Numbers": False},
        }
    ]


def test_least_that_a_day_can_hold() -> None:
    """Every key is there, missing ones by type."""
    (found,) = lists.usage_days([{"lastUpdate": "2026-02-28"}])
    assert list(found) == [field.name for field in fields.USAGE_FIELDS]
    assert (found["active_users"], found["license_settings_flags_level"], found["license_factors"]) == (None, "", {})


def test_days_come_in_any_order() -> None:
    """They are returned oldest first."""
    days = [f"2026-{month:02}-{number:02}T12:00:00+00:00" for month in (1, 2) for number in range(1, 29)]
    mixed = random.Random(1).sample(days, len(days))
    assert [item["last_update"] for item in lists.usage_days([day(when) for when in mixed])] == days


@pytest.mark.parametrize("turn", [1, -1])
def test_of_several_counts_on_a_day_the_latest_stands(turn: int) -> None:
    """Whatever order they come in, and however precise their times are."""
    rows = [
        day("2026-02-01T08:00:00+00:00", 1),
        day("2026-02-01T12:00:00+00:00", 2),
        day("2026-02-01T12:00:00.5+00:00", 3),
        day("2026-02-02T00:00:00+00:00", 4),
    ]
    found = lists.usage_days(rows[::turn])
    assert [(item["date"], item["active_users"]) for item in found] == [("2026-02-01", 3), ("2026-02-02", 4)]


def test_secrets_among_the_factors() -> None:
    """The factors are the vendor's own words; a secret is none of them."""
    (found,) = lists.usage_days([day("2026-02-01", LicenseFactors={"clientSecret": "x", "A": {"password": "y"}})])
    assert found["license_factors"] == {"A": {}}
