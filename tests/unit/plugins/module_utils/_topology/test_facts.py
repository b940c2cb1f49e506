# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fact of topology_facts: groups, leftovers, conflicts, and what of the records is kept."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import REQUESTED_CUSTOMER_FIELDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import facts
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

# what no customer has, and no service carries, unless somebody asks
REQUESTED = {CARRIED[field.name] for field in REQUESTED_CUSTOMER_FIELDS}
NOW = datetime(2026, 3, 1, 12, 30, 15, 999999, timezone.utc)
BY_ID = ("ump_customer_guid", "service_id")

SERVICES = [
    {"id": 2, "name": "acme", "umpId": "G1", "licenseType": "PRO", "status": "OK", "serviceSource": "LTC"},
    {"id": 1, "name": "beta", "serviceId": "g2", "licenseType": "ESSENTIAL", "status": "ERROR", "serviceSource": "OC"},
    {"id": 3, "name": "Gamma", "licenseType": None, "status": None, "serviceSource": None},
]
CUSTOMERS = [
    {"UmpCustomerGuid": "g1", "CustomerShortName": "acme", "LicenseType": 2},
    {"UmpCustomerGuid": "g2", "CustomerShortName": "beta", "LicenseType": 5},
    {"UmpCustomerGuid": "g3", "CustomerShortName": "gamma", "LicenseType": 9},
]


def build(match_by: tuple[str, ...] = BY_ID, members: str = "id", **more: Any) -> Any:
    """The fact of the rows above."""
    given: dict[str, Any] = {"services": SERVICES, "customers": CUSTOMERS, **more}
    services, customers = lists.services(given["services"]), lists.customers(given["customers"])
    return facts.build(services, customers, NOW, match_by, members, 30)


def test_nothing() -> None:
    """An empty platform gives a fact with all its keys."""
    found = build(services=[], customers=[])
    assert (found["services"], found["customers"], found["conflicts"]) == ([], [], [])
    assert found["by_license_type"] == found["by_status"] == found["by_source"] == {}
    assert found["unmatched"] == {"services": [], "customers": []}


def test_leftovers_of_both_sides() -> None:
    """They stay among the records and are named once more."""
    found = build()
    assert found["unmatched"] == {"services": ["service:3"], "customers": ["customer:g3"]}
    assert [item["matched"] for item in found["services"]] == [True, True, False]
    assert [item["matched"] for item in found["customers"]] == [True, True, False]
    nobody = {name: found["services"][2][name] for name in CARRIED.values() if name not in REQUESTED}
    assert set(nobody.values()) == {None}
    assert build(("ump_customer_guid", "service_id", "name"))["unmatched"] == {"services": [], "customers": []}
    assert build(("name",))["unmatched"] == {"services": [], "customers": []}
    assert build(())["unmatched"]["services"] == ["service:2", "service:1", "service:3"]


def test_groups() -> None:
    """By the record's own value, members in the order of the lists, groups in the order of their names."""
    found = build()
    assert found["by_license_type"] == {
        "essential": ["service:1"],
        "hosted_pro": ["customer:g1"],
        "oc_pro": ["customer:g2"],
        "pro": ["service:2"],
        "type_9": ["customer:g3"],
        "unknown": ["service:3"],
    }
    assert list(found["by_license_type"]) == sorted(found["by_license_type"])
    assert found["by_status"] == {"error": ["service:1"], "ok": ["service:2"], "unknown": ["service:3"]}
    assert found["by_source"] == {"ltc": ["service:2"], "oc": ["service:1"], "unknown": ["service:3"]}


def test_names_instead_of_ids() -> None:
    """As the platform has them; conflicts stay unmistakable."""
    rows = [*SERVICES, {"id": 4, "name": "acme", "umpId": "g1", "licenseType": "PRO", "serviceSource": "LTC"}]
    found = build(members="name", services=rows)
    assert found["by_license_type"]["pro"] == ["acme", "acme"]
    assert found["unmatched"] == {"services": ["Gamma"], "customers": ["gamma"]}
    assert found["conflicts"][-1]["services"] == ["service:2", "service:4"]


def test_moment() -> None:
    """ISO 8601 in whole seconds; trials are measured against that day."""
    rows = [{"id": 1, "parameters": [{"name": "Trial Expiry Date", "value": "28-02-2026"}]}]
    found = build(services=rows)
    assert found["gathered_at"] == "2026-03-01T12:30:15+00:00"
    assert found["totals"]["trials"]["expired"] == 1


def test_it_is_plain_json() -> None:
    """A fact cache can store it, and gives back the same."""
    found = build()
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_fields_that_do_not_exist() -> None:
    """A spelling mistake would leave out in silence what somebody needs."""
    with pytest.raises(OptionError, match="fields: licence_type is not a field"):
        facts.chooser(["status", "licence_type"])
    with pytest.raises(OptionError, match=r"fields: nothing_\* is not a field"):
        facts.chooser(["nothing_*"])


def test_chosen_fields() -> None:
    """Names and patterns; what tells records apart is always there."""
    service, customer = build()["services"][0], build()["customers"][0]
    keep = facts.chooser(["name", "customer_license_*", "matched"])
    assert keep(service) == {
        "kind": "service",
        "platform": "",
        "id": 2,
        "ump_customer_guid": "G1",
        "name": "acme",
        "customer_license_code": 2,
        "customer_license_type": "hosted_pro",
        "customer_license_label": "Hosted Pro",
        "customer_license_family": "hosted",
        "customer_license_tier": "pro",
        "matched": True,
        "unread": service["unread"],
        "customer_unread": customer["unread"],
    }
    assert keep(customer) == {
        "kind": "customer",
        "platform": "",
        "ump_customer_guid": "g1",
        "name": "acme",
        "matched": True,
        "unread": customer["unread"],
    }


@pytest.mark.parametrize("fields", [(), ["*"]])
def test_all_fields(fields: Any) -> None:
    """Nothing chosen, and everything chosen, is everything."""
    service = build()["services"][0]
    assert facts.chooser(fields)(service) == service
