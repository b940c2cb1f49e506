# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hosts show: flat, JSON, the same set on every host of a kind, nothing elsewhere, nothing that changes by itself."""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import GROUPINGS
from kits.inventory import (
    HOSTILE_NAMES,
    FakePlatform,
    customer_row,
    parameter,
    sample_customers,
    sample_services,
    service_row,
)

Load = Callable[..., Any]

COMPOSED = {"compose": {"mine": "lp_name | upper"}}

EVERYTHING = {
    "group_by": list(GROUPINGS),
    "nested_groups": ["license_family", "ms_tenant"],
    "include_raw": True,
    "all_details": True,
    "compose": {"mine": "lp_name ~ lp_kind"},
    "groups": {"bad": "lp_status == 'error'"},
    "keyed_groups": [{"key": "lp_license_type", "prefix": "by", "parent_group": "parents"}],
    "hostnames": ["lp_full_name"],
}


@pytest.fixture(autouse=True)
def samples(platform: FakePlatform) -> None:
    platform.holds(
        [
            *sample_services(),
            service_row(
                1, umpId="1591F338-58F8-4773-A625-0079F1565341", parameters=[parameter("New", {"a": [1, None]})]
            ),
            *({"id": number, "name": text} for number, text in enumerate(HOSTILE_NAMES, 100)),
            {"id": 2},
        ],
        [*sample_customers(), {"UmpCustomerGuid": "bare"}, customer_row("odd", LicenseType="x", SiteLocation="x")],
    )


def test_every_host_of_a_kind_has_the_same_variables(load: Load) -> None:
    for options in ({}, EVERYTHING, {"fields": ["name", "customer_*"]}, {"include_raw": True}):
        result = load(options)
        sets = {(variables["lp_kind"], frozenset(variables)) for variables in map(result.vars, result.names)}
        assert len(sets) == 2, options


def test_the_names_of_the_variables(load: Load) -> None:
    result = load()
    kinds = {result.vars(name)["lp_kind"]: set(result.vars(name)) for name in result.names}
    more = {"lp_matched", "lp_instance_id", "ansible_connection"}
    carried = {
        f"lp_customer_{field.name}"
        for field in CUSTOMER_FIELDS
        if field.name not in ("kind", "platform", "seats_counted")
    }
    assert kinds == {
        "service": {f"lp_{field.name}" for field in SERVICE_FIELDS} | carried | more,
        "customer": {f"lp_{field.name}" for field in CUSTOMER_FIELDS} | more | {"lp_status", "lp_enabled"},
    }


def test_variables_are_strict_json_under_identifiers(load: Load) -> None:
    result = load(EVERYTHING)
    assert result.names
    for name in result.names:
        variables = result.vars(name)
        assert all(variable.isidentifier() for variable in variables)
        assert [variable for variable in variables if not variable.startswith("lp_")] == ["ansible_connection", "mine"]
        assert json.loads(json.dumps(variables, allow_nan=False)) == variables


def test_numbers_that_are_none_never_reach_the_json(load: Load) -> None:
    result = load({"compose": {"a": "'nan' | float", "b": "['inf' | float]"}})
    json.loads(result.export(), parse_constant=pytest.fail)
    # ansible-core < 2.19 makes text of it
    assert result.vars(result.names[0])["a"] in (None, "nan")


@pytest.mark.parametrize("include", [["services", "customers"], ["customers"]])
def test_groups_say_what_the_source_read_and_nothing_else(load: Load, include: list[str]) -> None:
    """Under the name of the platform: no customers is another thing than customers that nobody asked for."""
    result = load({**EVERYTHING, "include": include})
    assert result.names
    read = {
        "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        "lp_read": {"live.example.com": sorted(include)},
    }
    assert {name: group.vars for name, group in result.manager.groups.items() if group.vars} == {
        "lp_services": read,
        "lp_customers": read,
    }


def test_groups_say_how_much_was_read_where_filters_leave_no_host_of_a_kind(load: Load) -> None:
    """Else nobody could tell a filter from a list that the platform has lost."""
    groups = load({"filters": [{"exclude": "lp_kind == 'service'"}]}).manager.groups
    rows = {"live.example.com": {"services": 23, "customers": 12}}
    assert groups["lp_customers"].vars["lp_rows"] == groups["lp_services"].vars["lp_rows"] == rows
    assert "lp_rows" not in load({}).manager.groups["lp_services"].vars


@pytest.mark.parametrize("options", [{}, EVERYTHING], ids=["default", "everything"])
def test_two_runs_are_the_same_bytes_whenever_they_are(load: Load, clock: Any, options: dict[str, Any]) -> None:
    first = load(options)
    assert first.names
    clock.now += 86_400
    assert load(options).export() == first.export()


@pytest.mark.parametrize("options", [{}, EVERYTHING], ids=["default", "everything"])
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_platforms_rows_does_not_matter(
    load: Load, platform: FakePlatform, options: dict[str, Any], seed: int
) -> None:
    """Core lists a group's hosts in the order in which they were added, so the text itself is compared."""
    # which host fails first, and with which words, is part of a warning
    options = {"filters": [{"exclude": "[1][lp_id | default(77)] == 1"}], **options}
    first = load(options)
    assert first.names
    shuffle = random.Random(seed).shuffle
    shuffle(platform.services_rows)
    shuffle(platform.customers_rows)
    second = load(options)
    assert second.export() == first.export()
    assert (second.names, second.warnings) == (first.names, first.warnings)
    assert list(second.groups) == list(first.groups)


def test_identities_are_unique_and_say_what_they_are(load: Load) -> None:
    result = load()
    identities = [result.vars(name)["lp_instance_id"] for name in result.names]
    assert len(set(identities)) == len(identities)
    assert {identity.split(":")[0] for identity in identities} == {"service", "customer"}
    assert result.vars("customera-dm")["lp_instance_id"] == "service:42712"


@pytest.mark.parametrize("always", [False, True])
def test_every_host_says_whether_it_is_enabled(load: Load, always: bool) -> None:
    result = load({"always_enabled": always, "group_by": ["enabled"]})
    flags = {name: result.vars(name)["lp_enabled"] for name in result.names}
    assert set(flags.values()) <= {True, False}
    assert flags["acme-inc"] is always
    assert all(value is True for name, value in flags.items() if name != "acme-inc")
    assert result.groups["lp_disabled"] == ["acme-inc"]


def test_hosts_need_no_connection(load: Load) -> None:
    result = load()
    assert {result.vars(name)["ansible_connection"] for name in result.names} == {"local"}


def test_hosts_say_which_source_they_are_of(load: Load, source: Callable[..., Path]) -> None:
    """As core says it of the hosts of any plugin, and core still knows by itself which source it has read."""
    path = source()
    result = load(files=[path])
    own = [result.manager.hosts[name].vars for name in result.names]
    assert {item["inventory_file"] for item in own} == {str(path)}
    assert {item["inventory_dir"] for item in own} == {str(path.parent)}
    assert result.parsed
    assert result.manager._inventory.processed_sources == [str(path)]


@pytest.mark.parametrize(("hosts", "options", "settled"), [(999, {}, False), (1000, {}, True), (1000, COMPOSED, False)])
def test_the_collector_leaves_a_large_inventory_alone(
    load: Load, platform: FakePlatform, hosts: int, options: dict[str, Any], settled: bool
) -> None:
    """Not where expressions may have left cycles of objects that are garbage."""
    gc.unfreeze()
    platform.holds([service_row(number) for number in range(hosts)], [])
    result = load(options)
    try:
        assert len(result.names) == hosts
        assert (gc.get_freeze_count() > 0) is settled
    finally:
        gc.unfreeze()


def test_a_connection_with_the_id_of_its_customer_is_no_host(load: Load, platform: FakePlatform) -> None:
    """The vendor documents it of the only connection of a customer: host, identity and groups are those of the customer."""
    site = {"id": "c1", "name": "main", "sbcId": 2, "sbcDeploymentState": "Failed", "sbcConfigurationType": "SipTrunk"}
    platform.holds(
        [service_row(7, umpId="c1")],
        [customer_row("c1", SiteLocation=[site]), customer_row("c2", SiteLocation=[{**site, "id": "c2"}])],
    )
    found = load({"all_details": True, "include": ["services", "customers"], "group_by": ["sip_state"]})
    idents = {found.vars(host)["lp_instance_id"]: host for host in found.names}
    assert sorted(idents) == ["customer:c2", "service:7"]
    assert [item["id"] for item in found.vars(idents["service:7"])["lp_customer_sip_connections"]] == ["c1"]
    assert [item["id"] for item in found.vars(idents["customer:c2"])["lp_sip_connections"]] == ["c2"]


# --- metering


def metered(platform: FakePlatform) -> None:
    platform.holds([service_row(1, parameters=[parameter("Metering Tag", "sb1"), parameter("User DIDs", "many")])], [])


def test_metering_takes_no_more_requests(load: Load, platform: FakePlatform) -> None:
    metered(platform)
    result = load({"metering": True, "include": ["services"]})
    (name,) = result.names
    shown = result.vars(name)
    assert (shown["lp_metering_tag"], shown["lp_user_dids"]) == ("sb1", None)
    assert shown["lp_unread"] == ["user_dids"]
    assert shown["lp_parameters"] == {"User DIDs": "many"}
    assert platform.requests == ["services"]


def test_without_metering_the_values_are_parameters(load: Load, platform: FakePlatform) -> None:
    metered(platform)
    result = load({"include": ["services"]})
    (name,) = result.names
    shown = result.vars(name)
    assert shown["lp_parameters"] == {"Metering Tag": "sb1", "User DIDs": "many"}
    assert not {"lp_metering_tag", "lp_user_dids"} & set(shown)
    assert platform.requests == ["services"]
