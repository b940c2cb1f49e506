# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services joined to their customers, no row lost on either side."""

from __future__ import annotations

import copy
import operator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    REQUESTED_CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import join

ALL_KEYS = ("ump_customer_guid", "service_id", "name")

# what no customer has unless somebody asks
REQUESTED = frozenset(field.name for field in REQUESTED_CUSTOMER_FIELDS)


def services(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Records of services numbered from 1."""
    return lists.services([{"id": number, **row} for number, row in enumerate(rows, 1)])


def customers(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Records of customers."""
    return lists.customers(list(rows))


def customer(guid: str, name: str = "", **more: Any) -> dict[str, Any]:
    """A row of a customer."""
    return {"UmpCustomerGuid": guid, "CustomerShortName": name, **more}


def carriers(joined: list[dict[str, Any]]) -> list[str | None]:
    """The GUID of each service's customer."""
    return [record["customer_ump_customer_guid"] for record in joined]


@pytest.mark.parametrize(
    ("row", "match_by"),
    [
        ({}, ALL_KEYS),
        ({"umpId": "", "serviceId": "", "name": ""}, ALL_KEYS),
        ({"umpId": "g9", "serviceId": "s9", "name": "nobody"}, ALL_KEYS),
        # by name only when asked for, and by nothing when nothing is asked for
        ({"name": "acme"}, ("ump_customer_guid", "service_id")),
        ({"umpId": "g1", "serviceId": "g1", "name": "acme"}, ()),
        ({"serviceId": "g1"}, ("ump_customer_guid",)),
        ({"umpId": "g1"}, ("service_id", "name")),
    ],
)
def test_unmatched(row: dict[str, Any], match_by: tuple[str, ...]) -> None:
    """Both sides stay, marked, and the service carries null for every field of a customer."""
    joined, known = join(
        services(row), customers(customer("g1", "acme"), customer("", "") | {"UmpCustomerGuid": "x"}), match_by
    )
    assert [record["matched"] for record in (*joined, *known)] == [False, False, False]
    assert {
        name: value for name, value in joined[0].items() if name.startswith("customer_") and name != "customer_id"
    } == {
        f"customer_{field.name}": None
        for field in CUSTOMER_FIELDS
        if field.name not in ("kind", "platform", "seats_counted")
    }


def test_names_that_several_customers_share_match_none() -> None:
    """A wrong customer is worse than none."""
    everybody = customers(customer("g1", "Acme"), customer("g2", "ACME"), customer("g3", "other"))
    joined, known = join(services({"name": "acme"}, {"name": "OTHER"}), everybody, ALL_KEYS)
    assert carriers(joined) == [None, "g3"]
    assert [record["matched"] for record in known] == [False, False, True]


@pytest.mark.parametrize(
    ("row", "guid"),
    [
        ({"umpId": "g1"}, "g1"),
        ({"umpId": "G1"}, "g1"),
        ({"serviceId": "g2"}, "g2"),
        ({"serviceId": "G2"}, "g2"),
        # the documented key goes first, the next one only when it finds nobody
        ({"umpId": "g1", "serviceId": "g2"}, "g1"),
        ({"umpId": "g9", "serviceId": "g2"}, "g2"),
        ({"umpId": "g9", "serviceId": "s9", "name": "THREE"}, "g3"),
    ],
)
def test_matched(row: dict[str, Any], guid: str) -> None:
    """GUIDs and names are compared regardless of case, the keys in their order."""
    everybody = customers(customer("g1", "one"), customer("g2", "two"), customer("g3", "three"))
    joined, known = join(services(row), everybody, ALL_KEYS)
    assert carriers(joined) == [guid]
    assert joined[0]["matched"] is True
    assert [record["ump_customer_guid"] for record in known if record["matched"]] == [guid]


def test_order_of_keys_is_the_callers() -> None:
    """match_by says which key goes first."""
    everybody = customers(customer("g1"), customer("g2"))
    joined, _known = join(services({"umpId": "g1", "serviceId": "g2"}), everybody, ("service_id", "ump_customer_guid"))
    assert carriers(joined) == ["g2"]


def test_fields_that_are_carried() -> None:
    """Every field of the customer but its kind and platform, under names of their own; the service keeps all of its fields."""
    (service,) = services({"umpId": "g1", "name": "the service", "licenseType": "PRO", "lcCustomerId": 5})
    (owner,) = customers(customer("g1", "the customer", LicenseType=2, LicensedUsersCount=10, ActiveUserCount=1))
    was = dict(service)
    expected = {name: value for name, value in owner.items() if name not in ("kind", "platform", "seats_counted")}
    (joined,), _known = join([service], [owner])
    assert {name: joined[name] for name in was} == was
    assert {old: joined[new] for old, new in CARRIED.items() if old not in REQUESTED} == expected
    assert (joined["customer_license_type"], joined["customer_usage_percent"]) == ("hosted_pro", 10.0)
    assert not set(CARRIED.values()) & set(was), "a field of the service would be overwritten"


def test_what_was_requested_of_customers_is_carried_too() -> None:
    """By every service, one without a customer included; else the keys are not there."""
    owned, alone = services({"umpId": "g1"}), services({"umpId": "g9"})
    (owner,) = customers(customer("g1", "the customer"))
    join([*owned, *alone], [{**owner, "channel_id": 7, "raw": {"a": 1}}])
    assert [(item["customer_channel_id"], item["customer_raw"]) for item in (*owned, *alone)] == [
        (7, {"a": 1}),
        (None, None),
    ]
    (service,), _known = join(services({"umpId": "g1"}), [owner])
    assert service.keys().isdisjoint({"customer_channel_id", "customer_raw"})


def test_one_customer_of_several_services() -> None:
    """Each carries it."""
    joined, known = join(services({"umpId": "g1"}, {"umpId": "g1"}), customers(customer("g1", "acme")))
    assert [record["customer_name"] for record in joined] == ["acme", "acme"]
    assert [record["matched"] for record in known] == [True]


def test_records_are_completed_in_place() -> None:
    """A copy of each would be half the work. To join what is joined changes nothing."""
    left, right = services({"umpId": "g1"}, {}), customers(customer("g1"))
    joined, known = join(left, right)
    assert all(map(operator.is_, [*joined, *known], [*left, *right]))
    before = copy.deepcopy((left, right))
    assert join(left, right) == before


ids = st.sampled_from(["", "g1", "G1", "g2", "g3", "x"])


@given(
    st.lists(st.fixed_dictionaries({"umpId": ids, "serviceId": ids, "name": ids}), max_size=6),
    st.lists(st.tuples(st.sampled_from(["g1", "g2", "g3"]), ids), max_size=3, unique_by=lambda pair: pair[0]),
    st.lists(st.sampled_from(ALL_KEYS), unique=True),
)
def test_nothing_is_lost(rows: list[dict[str, Any]], owners: list[tuple[str, str]], match_by: list[str]) -> None:
    """Every row of both sides once, in order, the same keys on every record, and marks that agree with each other."""
    left, right = services(*rows), customers(*(customer(guid, name) for guid, name in owners))
    joined, known = join(left, right, match_by)
    assert [record["id"] for record in joined] == [record["id"] for record in left]
    assert [record["ump_customer_guid"] for record in known] == [guid for guid, _name in owners]
    assert len({tuple(record) for record in joined}) <= 1
    assert {guid for guid in carriers(joined) if guid} == {
        record["ump_customer_guid"] for record in known if record["matched"]
    }
    assert all(record["matched"] is (guid is not None) for record, guid in zip(joined, carriers(joined), strict=True))


def test_a_record_is_small_enough_for_the_smaller_dictionary() -> None:
    """A service with all of its customer has at most 85 keys: beyond, CPython doubles it, and jobs take a quarter longer."""
    names = {*(field.name for field in SERVICE_FIELDS), *CARRIED.values(), "matched", "instance_id"} - {
        CARRIED[name] for name in REQUESTED
    }
    assert len(names) <= 85
