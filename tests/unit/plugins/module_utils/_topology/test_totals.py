# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a platform holds in all: sums, states of trials, numbers by license type, status and source."""

from __future__ import annotations

from datetime import date
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import totals

TODAY = date(2026, 3, 1)


def trial(ident: int, status: str | None, expires: str | None) -> dict[str, Any]:
    """A service row with these words of a trial."""
    values = {"Trial Status": status, "Trial Expiry Date": expires}
    return {"id": ident, "parameters": [{"name": name, "value": value} for name, value in values.items()]}


def test_nothing() -> None:
    """An empty platform has all its zeros, and no states."""
    found = totals.of([], [], TODAY)
    assert found["services"] == found["customers"] == found["licensed_users"] == found["dids_total"] == 0
    assert found["trials"] == {"active": 0, "expiring": 0, "expired": 0, "none": 0}
    assert found["license_types"] == found["statuses"] == found["sources"] == {}


def test_what_is_not_known_does_not_count() -> None:
    """Nulls are no zeros to add and no reason to fail."""
    services = lists.services([{"id": 1, "totalDIDs": 5}, {"id": 2, "totalDIDs": None}, {"id": 3, "totalDIDs": "7"}])
    customers = lists.customers([{"UmpCustomerGuid": "a", "LicensedUsersCount": 3}, {"UmpCustomerGuid": "b"}])
    found = totals.of(services, customers, TODAY)
    assert (found["services"], found["dids_total"], found["dids_used"]) == (3, 12, 0)
    assert (found["customers"], found["licensed_users"], found["active_users"]) == (2, 3, 0)


def test_services_are_disabled_only_where_the_platform_says_so() -> None:
    """Null is not "no"."""
    rows = [{"id": 1, "isEnabled": False}, {"id": 2, "isEnabled": None}, {"id": 3, "isEnabled": True}]
    assert totals.of(lists.services(rows), [], TODAY)["services_disabled"] == 1


def test_trials_are_counted_by_state() -> None:
    """The last day still belongs to a trial; the number of days decides what is about to end."""
    services = lists.services(
        [
            trial(1, "enabled", "28-02-2026"),
            trial(2, "enabled", "01-03-2026"),
            trial(3, "enabled", "31-03-2026"),
            trial(4, "enabled", "01-04-2026"),
            trial(5, "disabled", None),
            {"id": 6},
        ]
    )
    assert totals.trials(services, TODAY) == {"active": 1, "expiring": 2, "expired": 1, "none": 2}
    assert totals.trials(services, TODAY, 0) == {"active": 2, "expiring": 1, "expired": 1, "none": 2}


def test_sums_of_the_vendors_examples(services_sample: Any, customers_sample: Any) -> None:
    """Every figure, added up by hand from the printed answers."""
    services, customers = lists.services(services_sample), lists.customers(customers_sample)
    found = totals.of(services, customers, TODAY)
    assert found == {
        "services": 6,
        "customers": 10,
        "services_disabled": 1,
        "licensed_users": 100,
        "active_users": 1,
        "devices_personal": 21,
        "devices_personal_max": 422,
        "devices_personal_disconnected": 15,
        "devices_meeting": 63,
        "devices_meeting_max": 532,
        "devices_meeting_disconnected": 40,
        "ai_summary_devices_active": 24,
        "ai_summary_devices_max": 305,
        "dids_total": 0,
        "dids_used": 0,
        "dids_free": 0,
        "trials": {"active": 2, "expiring": 0, "expired": 0, "none": 4},
        "license_types": {
            "essential": 3,
            "essential_imtr": 1,
            "hosted_essentials": 5,
            "hosted_essentials_plus": 1,
            "hosted_pro": 2,
            "oc_pro": 2,
            "pro": 1,
            "pro_imtr": 1,
        },
        "statuses": {"error": 3, "ok": 2, "unmonitored": 1},
        "sources": {"dm": 6},
    }
    assert list(found["license_types"]) == sorted(found["license_types"])


def test_each_object_counts_once() -> None:
    """The seats of a customer that two services share are those of one customer."""
    services = lists.services([{"id": 1, "umpId": "g"}, {"id": 2, "umpId": "g"}])
    customers = lists.customers([{"UmpCustomerGuid": "g", "LicensedUsersCount": 10, "ActiveUserCount": 4}])
    found = totals.of(services, customers, TODAY)
    assert (found["licensed_users"], found["active_users"]) == (10, 4)


def test_words_of_an_inventory_by_hand_may_be_numbers() -> None:
    records: list[dict[str, Any]] = [
        {"license_type": 42},
        {"license_type": "pro"},
        {"license_type": None},
        {"license_type": "pro"},
    ]
    found = totals.by(records, "license_type")
    assert [(str(word), count) for word, count in found.items()] == [("42", 1), ("pro", 2), ("unknown", 1)]
