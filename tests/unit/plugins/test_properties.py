# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever JSON the platform sends: no crash, no lost row, valid and unique names, the same result in any order."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import FAMILY_BY_LICENSE_TYPE
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import GROUPINGS, Limits
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import (
    Host,
    host_of,
    nested_families,
    set_groups,
    set_variables,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.naming import set_names
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import Protector, is_marked
from kits.inventory import HOSTILE_NAMES

# the same examples in every run: a failure is a failure of the change, not of the day
BOUNDED = settings(
    max_examples=60,
    deadline=2000,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
LIMITS = Limits(date(2026, 7, 19))
GROUP = re.compile("[A-Za-z_][A-Za-z0-9_]{0,511}")
HOST = re.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,511}")

# half of a surrogate pair is JSON as well
text = st.one_of(
    st.text(st.characters(codec=None), max_size=12),
    st.sampled_from(
        [*HOSTILE_NAMES, "all", "lp_services", "ungrouped", "a", "A", "a-1", "PRO", "OK", "19-07-2026", "\ud800"]
    ),
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    text,
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(text, inner, max_size=3)),
    max_leaves=6,
)


def paths(fields: tuple[Field, ...]) -> list[str]:
    """The vendor's keys, and those of nested objects by their first part."""
    return [path.split(".")[0] for field in fields for path in field.source.split("|") if path and path[0] != "#"]


parameters = st.lists(
    st.one_of(
        values,
        st.fixed_dictionaries(
            {
                "name": st.sampled_from(
                    [path[1:] for field in SERVICE_FIELDS for path in field.source.split("|") if path.startswith("#")]
                ),
                "value": values,
            }
        ),
    ),
    max_size=3,
)
connections = st.lists(
    st.one_of(scalars, st.dictionaries(st.sampled_from(paths(SIP_CONNECTION_FIELDS)), values, max_size=4)), max_size=3
)
# an id is a number for most services; text that looks alike once cleaned is what names collide on
odd_ids = ["a b", "a-b", "A_b", "\u041c", "\u0411", " ", "-", "x" * 300, "x" * 299, "\ud800", "{{ 7*7 }}"]
idents = st.one_of(st.integers(0, 30), st.sampled_from(odd_ids))
guids = st.one_of(st.sampled_from(["c1", "c2", *odd_ids]), st.integers(0, 9).map(str))


def row(fields: tuple[Field, ...], **known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A row with some of the vendor's keys in any case, some keys of nobody's, and what must be there."""
    free = [path for path in paths(fields) if path not in known]
    keys = st.one_of(st.sampled_from(free), st.sampled_from(free).map(str.upper), text)
    return st.builds(
        lambda odd, sure: {**odd, **sure}, st.dictionaries(keys, values, max_size=4), st.fixed_dictionaries(known)
    )


def rows(fields: tuple[Field, ...], ident: str, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Rows that have ids of their own."""
    return st.lists(row(fields, **known), max_size=5, unique_by=lambda item: str(item[ident]).lower())


service_rows = rows(SERVICE_FIELDS, "id", id=idents, name=text, umpId=guids, parameters=parameters)
customer_rows = rows(
    CUSTOMER_FIELDS, "UmpCustomerGuid", UmpCustomerGuid=guids, CustomerShortName=text, SiteLocation=connections
)


def hosts_of(services: list[Any], customers: list[Any], include_raw: bool = False) -> tuple[int, int, list[Host]]:
    """(records of services, records of customers, hosts with names and groups)."""
    known, others = join.join(
        lists.services(services, include_raw=include_raw), lists.customers(customers, include_raw=include_raw)
    )
    found = [host_of(item) for item in [*known, *(item for item in others if not item["matched"])]]
    set_variables(found, "lp_")
    set_groups(found, list(GROUPINGS.values()), LIMITS, "lp_")
    taken = {f"lp_{name}" for grouping in GROUPINGS.values() for name in grouping.always()}
    taken.update(name for host in found for name in host.groups)
    set_names(found, [None] * len(found), taken)
    return len(known), len(others), found


@BOUNDED
@given(body=values)
def test_any_json_at_all_is_a_list_of_records_or_one_error(body: Any) -> None:
    for read in (lists.services, lists.customers):
        try:
            assert isinstance(read(body), list)
        except LivePlatformError as error:
            assert "\n" not in str(error)


@BOUNDED
@given(rows=st.lists(values, max_size=4))
def test_any_rows_at_all_are_records_or_one_error(rows: list[Any]) -> None:
    for wrapped in (rows, {"services": rows}, {"Customers": rows}):
        for read in (lists.services, lists.customers):
            try:
                assert len(read(wrapped)) == len(rows)
            except LivePlatformError as error:
                assert "\n" not in str(error)


@BOUNDED
@given(services=service_rows, customers=customer_rows)
def test_no_row_is_lost_and_every_name_is_valid(services: list[Any], customers: list[Any]) -> None:
    try:
        known, others, hosts = hosts_of(services, customers)
    except LivePlatformError:
        # refused as a whole, never a part of it
        reject()
    assert (known, others) == (len(services), len(customers))
    matched = {
        host.record["customer_ump_customer_guid"] for host in hosts if host.record.get("customer_name") is not None
    }
    assert len(hosts) == len(services) + len(customers) - len(matched)
    names = [host.name for host in hosts]
    assert len(set(names)) == len(names)
    assert len({host.identity for host in hosts}) == len(names)
    groups = {name for host in hosts for name in host.groups}
    assert not groups & set(names)
    for name in names:
        assert HOST.fullmatch(name), name
        assert name not in ("all", "ungrouped", "localhost", "_meta")
    for name in groups:
        assert GROUP.fullmatch(name), name
    for host in hosts:
        assert not is_marked(host.identity)
        assert host.identity.isprintable()
        assert len(host.identity) <= 1024
        assert f"lp_{host.record['kind']}s" in host.groups


@BOUNDED
@given(services=service_rows, customers=customer_rows, data=st.data())
def test_the_order_of_rows_does_not_matter(services: list[Any], customers: list[Any], data: st.DataObject) -> None:
    try:
        _known, _others, hosts = hosts_of(services, customers)
    except LivePlatformError:
        with pytest.raises(LivePlatformError):
            hosts_of(services[::-1], customers[::-1])
        return
    _k, _o, again = hosts_of(data.draw(st.permutations(services)), data.draw(st.permutations(customers)))

    def shown(found: list[Host]) -> dict[str, Any]:
        return {host.identity: (host.name, host.groups, host.variables) for host in found}

    assert shown(again) == shown(hosts)


@BOUNDED
@given(services=service_rows, customers=customer_rows)
def test_variables_are_strict_json_and_the_same_set_on_all_of_a_kind(services: list[Any], customers: list[Any]) -> None:
    try:
        _known, _others, hosts = hosts_of(services, customers, include_raw=True)
    except LivePlatformError:
        reject()
    protect = Protector()
    sets = set()
    for host in hosts:
        variables = protect(host.variables)
        assert json.loads(json.dumps(variables, allow_nan=False).encode()) == json.loads(json.dumps(variables))
        json.dumps(variables, ensure_ascii=False).encode()
        assert all(name.isidentifier() for name in variables)
        assert isinstance(variables["lp_enabled"], bool)
        sets.add((host.record["kind"], frozenset(variables)))
    assert len(sets) == len({host.record["kind"] for host in hosts})


@BOUNDED
@given(services=service_rows, customers=customer_rows)
def test_families_hold_each_host_by_its_license_types(services: list[Any], customers: list[Any]) -> None:
    try:
        _known, _others, hosts = hosts_of(services, customers)
    except LivePlatformError:
        reject()
    nested, direct = nested_families(hosts, "lp_", FAMILY_BY_LICENSE_TYPE)
    for host in hosts:
        families = {name for name, members in direct.items() if host.name in members}
        families |= {nested[name] for name in host.groups if name in nested}
        assert f"lp_license_family_{host.record['license_family']}" in families
    for name in [*nested, *nested.values(), *direct]:
        assert GROUP.fullmatch(name)


@BOUNDED
@given(value=values)
def test_protected_values_are_equal_to_what_they_were(value: Any) -> None:
    assert Protector()(value) == value
