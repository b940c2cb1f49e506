# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers and licensed users: counted, and joined to their customers."""

from __future__ import annotations

from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import number_totals


def number(
    guid: str, status: str = "active", assignment: str = "unassigned", unread: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What of a number is counted."""
    return {
        "number": "+9991",
        "ump_customer_guid": guid,
        "status": status,
        "assignment_status": assignment,
        "unread": list(unread),
    }


CUSTOMER = {"license_type": "oc_pro", "license_family": "operator_connect", "license_tier": "pro", "name": "acme"}


def test_no_number() -> None:
    """Every status is there, so that a template need not ask."""
    assert number_totals.of_numbers([]) == {
        "numbers": 0,
        "statuses": dict.fromkeys(
            ["active", "release_requested", "marked_for_removal", "ready_for_removal", "unknown"], 0
        ),
        "assignment_statuses": {},
        "customers": {},
        "unread": {},
    }


def test_numbers() -> None:
    found = number_totals.of_numbers(
        [
            number("b"),
            number("a", "marked_for_removal", "voice_app"),
            number("b", "unknown", unread=("status",)),
            number(""),
        ]
    )
    assert found["numbers"] == 4
    assert found["statuses"] == {
        "active": 2,
        "release_requested": 0,
        "marked_for_removal": 1,
        "ready_for_removal": 0,
        "unknown": 1,
    }
    assert found["assignment_statuses"] == {"unassigned": 3, "voice_app": 1}
    assert found["customers"] == {"a": 1, "b": 2, "unknown": 1}
    assert found["unread"] == {"status": 1}


def test_users_of_each_customer_also_of_one_without() -> None:
    users = [
        {"ump_customer_guid": "a", "license_criteria": "Managed Users", "unread": []},
        {"ump_customer_guid": "a", "license_criteria": "", "unread": ["license_criteria"]},
    ]
    assert number_totals.of_users(users, [{"ump_customer_guid": guid} for guid in "ba"]) == {
        "licensed_users": 2,
        "license_criteria": {"Managed Users": 1, "unknown": 1},
        "customers": {"b": 0, "a": 2},
        "unread": {"license_criteria": 1},
    }


def test_numbers_and_their_customers() -> None:
    numbers = [number("G-1"), number("g-2"), number("")]
    number_totals.match(numbers, [{**CUSTOMER, "ump_customer_guid": "g-1"}])
    assert [item["matched"] for item in numbers] == [True, False, False]
    assert [item["customer_license_type"] for item in numbers] == ["oc_pro", None, None]
    assert numbers[0]["customer_license_family"] == "operator_connect"
    assert numbers[0]["customer_license_tier"] == "pro"
