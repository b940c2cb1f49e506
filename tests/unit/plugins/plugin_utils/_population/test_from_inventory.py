# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading hosts: what is taken, what is left, what is an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    METERING_FIELDS,
    NUMBER_COUNT_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import (
    COLUMNS,
    read_rows,
)
from kits.report_data import sample_hosts


class HostVars:
    """Stands for ansible-core's; counts how often a host is read."""

    def __init__(self, hosts: Mapping[str, Mapping[str, Any]]) -> None:
        self.hosts = hosts
        self.reads: list[str] = []

    def raw_get(self, host_name: str, /) -> Mapping[str, Any]:
        self.reads.append(host_name)
        return self.hosts[host_name]


def test_a_group_that_does_not_exist_is_named_with_the_likely_reason() -> None:
    with pytest.raises(OptionError) as error:
        read_rows(HostVars({}), {"lp_services": []}, ["lp_services", "lp_servcies"], "lp_")
    assert "Group 'lp_servcies' not found in the inventory" in str(error.value)
    assert "did not parse" in str(error.value)
    assert "'lp_services'" not in str(error.value)


def test_several_missing_groups_are_one_error() -> None:
    with pytest.raises(OptionError, match="Groups 'a', 'b' not found"):
        read_rows(HostVars({}), {}, ["a", "b"], "lp_")


def test_a_value_that_is_no_data_names_host_and_variable() -> None:
    hosts = {"h": {"lp_kind": "service", "lp_name": object()}}
    with pytest.raises(DataError, match=r"host h: variable lp_name .*\(object\)"):
        read_rows(HostVars(hosts), {"g": ["h"]}, ["g"], "lp_")


def test_nothing_but_the_names_of_records_is_read() -> None:
    hosts = {"h": {"lp_kind": "service", "lp_name": "n", "lp_client_secret": "s3cret", "lp_other": 1, "name": "x"}}
    population = read_rows(HostVars(hosts), {"g": ["h"]}, ["g"], "lp_")
    assert [row["record"] for row in population.rows] == [{"kind": "service", "name": "n"}]


def test_every_variable_of_the_inventory_plugin_has_a_column() -> None:
    names = {
        name.removeprefix("lp_") for variables in sample_hosts().values() for name in variables if name[:3] == "lp_"
    }
    # what nobody requested is not there
    requested = {
        "channel_id",
        "customer_channel_id",
        "metering_tiers",
        "customer_metering_tiers",
        *(name for field in NUMBER_COUNT_FIELDS for name in (field.name, f"customer_{field.name}")),
        *(field.name for field in METERING_FIELDS),
    }
    assert names == set(COLUMNS) - requested


def test_each_host_is_read_once_whatever_the_groups() -> None:
    hosts = HostVars({"b": {"lp_kind": "service"}, "a": {"lp_kind": "customer"}, "x": {}, "y": {"lp_kind": "other"}})
    groups = {"one": ["b", "a", "x", "y"], "two": ["b", "x"], "three": ["z"]}
    population = read_rows(hosts, groups, ["two", "one", "two"], "lp_")
    assert sorted(hosts.reads) == ["a", "b", "x", "y"]
    assert [(row["host"], row["groups"]) for row in population.rows] == [("a", ["one"]), ("b", ["two", "one"])]
    assert population.group_sizes == {"two": 2, "one": 4}
    assert population.skipped == ["x", "y"]


def test_the_prefix_is_that_of_the_inventory() -> None:
    hosts = HostVars({"h": {"acl_kind": "service", "acl_name": "n", "lp_kind": "service"}})
    population = read_rows(hosts, {"g": ["h"]}, ["g"], "acl_")
    assert population.rows[0]["record"] == {"kind": "service", "name": "n"}


def test_variables_that_the_source_left_out_are_named_once() -> None:
    full = sample_hosts()
    hosts = {name: dict(variables) for name, variables in full.items()}
    groups = {"g": list(hosts)}
    assert read_rows(HostVars(hosts), groups, ["g"], "lp_").lacking == []
    for name in ("lp_active_users", "lp_description", "lp_status"):
        for variables in hosts.values():
            variables.pop(name, None)
    assert read_rows(HostVars(hosts), groups, ["g"], "lp_").lacking == ["lp_active_users", "lp_status"]
