# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the two APIs disagree about joined services: every type of conflict, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError

Row = dict[str, Any]

NO_VALUES = {"service_value": None, "customer_value": None}


def conflicts(services: list[Row], customers: list[Row], match_by: tuple[str, ...] = ("ump_customer_guid",)) -> Any:
    """What these rows of the two lists contradict each other in."""
    joined, _customers = join.join(lists.services(services), lists.customers(customers), match_by)
    return join.conflicts(joined)


def service(ident: int, guid: str = "g", **more: Any) -> Row:
    """A Direct Routing service of that customer, with the license of a Pro."""
    return {"id": ident, "umpId": guid, "serviceSource": "LTC", "licenseType": "PRO", **more}


def customer(guid: str = "g", license_: int | None = 2) -> Row:
    """A customer, of Hosted Pro unless said otherwise."""
    return {"UmpCustomerGuid": guid, "LicenseType": license_}


@pytest.mark.parametrize(
    ("what", "rows"), [("services", [{"id": 5}, {"id": "5"}]), ("customers", [customer("g"), customer("G")])]
)
def test_equal_ids_are_no_conflict_but_an_error(what: str, rows: list[Row]) -> None:
    """What cannot be told apart cannot be joined: the read fails and names the id."""
    with pytest.raises(DataError, match=rf"1 id occurs more than once in the list of {what}: [5g]"):
        getattr(lists, what)(rows)


def test_no_conflict() -> None:
    """Both say the same, or one of them says nothing."""
    assert conflicts([service(1)], [customer()]) == []
    assert conflicts([], []) == []


def test_family_and_tier_that_differ() -> None:
    """Each is a conflict of its own, with both values; the slugs always differ and are none."""
    found = conflicts([service(1, licenseType="ESSENTIAL", serviceSource="OC")], [customer()])
    both = {"services": ["service:1"], "customer": "customer:g"}
    assert found == [
        {"type": "license_family", **both, "service_value": "operator_connect", "customer_value": "hosted"},
        {"type": "license_tier", **both, "service_value": "essential", "customer_value": "pro"},
    ]


@pytest.mark.parametrize(
    ("row", "license_"),
    [
        (service(1, licenseType=None, serviceSource=None), 2),
        (service(1, licenseType="SOMETHING", serviceSource="LTC"), 2),
        (service(1), None),
        (service(1), 77),
    ],
)
def test_unknown_contradicts_nothing(row: Row, license_: int | None) -> None:
    """A license that only one side can name is no disagreement."""
    assert conflicts([row], [customer(license_=license_)]) == []


def test_customer_of_several_services() -> None:
    """One conflict for the customer, with all its services in their order, whatever the case of the GUIDs."""
    found = conflicts([service(3, "G"), service(1, "g"), service(2, "other")], [customer("g"), customer("other")])
    assert found == [
        {"type": "shared_customer", "services": ["service:3", "service:1"], "customer": "customer:g", **NO_VALUES}
    ]


def test_service_ids_that_occur_twice() -> None:
    """Also of services without a customer; an empty one is no id."""
    rows: list[Row] = [
        {"id": 1, "serviceId": "A"},
        {"id": 2, "serviceId": "a"},
        {"id": 3, "serviceId": ""},
        {"id": 4, "serviceId": None},
        {"id": 5, "serviceId": "b"},
    ]
    assert conflicts(rows, []) == [
        {"type": "duplicate_service_id", "services": ["service:1", "service:2"], "customer": None, **NO_VALUES}
    ]


def test_services_joined_by_the_same_service_id() -> None:
    """They share both the id and the customer: two facts, two conflicts."""
    rows = [{"id": 1, "serviceId": "g"}, {"id": 2, "serviceId": "G"}]
    found = conflicts(rows, [customer("g")], ("ump_customer_guid", "service_id"))
    assert [(item["type"], item["services"]) for item in found] == [
        ("shared_customer", ["service:1", "service:2"]),
        ("duplicate_service_id", ["service:1", "service:2"]),
    ]


def test_unmatched_services_are_leftovers_not_conflicts() -> None:
    """A service of nobody has nothing to disagree with."""
    assert conflicts([service(1, "gone", licenseType="ESSENTIAL")], [customer()]) == []
    assert conflicts([{"id": 1, "serviceSource": "OC", "licenseType": "PRO"}], [customer()]) == []


def test_every_conflict_has_the_same_keys() -> None:
    """So that a table of them needs no special cases."""
    rows = [service(1, serviceSource="OC", serviceId="x"), service(2, licenseType="ESSENTIAL", serviceId="X")]
    found = conflicts(rows, [customer()])
    assert {item["type"] for item in found} == {
        "license_family",
        "license_tier",
        "shared_customer",
        "duplicate_service_id",
    }
    assert {tuple(item) for item in found} == {("type", "services", "customer", "service_value", "customer_value")}
