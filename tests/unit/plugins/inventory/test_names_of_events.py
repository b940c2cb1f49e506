# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An event calls a host what the inventory calls it: both with the same options, on one population."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import client
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import GROUPINGS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.options import WatchOptions
from kits import harness
from kits.inventory import HOSTILE_NAMES, FakePlatform, Row, customer_row, service_row

Load = Callable[..., Any]
READ = runpy.run_path(str(harness.ROOT / "extensions/eda/plugins/event_source/live_platform.py"))["read"]
CONNECTION = {"url": "https://live.example.com", "access_token": "s3cr3t-token"}
ALL_GROUPS = sorted({name for grouping in GROUPINGS.values() for name in grouping.always()})
# groups that are made of what the rows hold, and those that have a name of their own
OPEN_GROUPS = [
    "stale",
    "ms_tenants",
    "ms_tenant_none",
    "ms_tenant_11111111_0000_4000_8000_000000000001",
    "license_brand_new",
    "status_melting",
    "source_new",
    "sip_state_odd",
    "channel_7",
]


def population(mark: str = "", prefixes: tuple[str, ...] = ("", "lp_", "x_")) -> tuple[list[Row], list[Row]]:
    """Hosts with all names that could be trouble; C(mark) ends those that are not the name of a group."""
    names = [f"{name}{mark}" for name in HOSTILE_NAMES]
    names += [f"{name}{mark}" for name in ("Acme", "ACME", "acme", "acme-1", "acme-2", "service-7", "customer-c3")]
    services = [service_row(number, name=name) for number, name in enumerate(names)]
    services += [service_row(number + 100, name=name, umpId=f"c{number}") for number, name in enumerate(names[::3])]
    services[0] |= {"licenseType": "BRAND NEW", "status": "MELTING", "serviceSource": "NEW"}
    customers = [customer_row(f"c{number}", CustomerShortName=name) for number, name in enumerate(names)]
    customers[1] |= {
        "MsTenantId": "11111111-0000-4000-8000-000000000001",
        "SiteLocation": [{"id": "s1", "name": "s", "sbcId": 2, "sbcDeploymentState": "Odd"}],
    }
    # numbers as GUIDs: a service and a customer may have the same id
    customers += [customer_row(str(number), CustomerShortName=name) for number, name in enumerate(names[::2])]
    # each of these is the name of one host alone
    alone = ["all", "localhost", "ungrouped"] if not mark else []
    alone += [prefix + name for prefix in prefixes for name in (*ALL_GROUPS, *OPEN_GROUPS)]
    services += [service_row(number + 1000, name=name) for number, name in enumerate(alone[::2])]
    customers += [customer_row(f"d{number}", CustomerShortName=name) for number, name in enumerate(alone[1::2])]
    return services, customers


def called_in_events(platform: Any, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Identity -> the hosts that events name."""
    monkeypatch.setitem(READ.__globals__, "Client", platform)
    seen = READ(WatchOptions.read(CONNECTION | options, {}), lambda: datetime(2026, 7, 1, tzinfo=timezone.utc))
    return {identity: item.hosts for identity, item in seen.items()}


def called_in_inventory(result: Any, prefix: str = "lp_") -> dict[str, str]:
    """Identity -> the host."""
    assert result.parsed, result.text
    found = {result.vars(name).get(f"{prefix}instance_id"): name for name in result.names}
    return {identity: name for identity, name in found.items() if identity}


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"include": ["services"]},
        {"include": ["customers"]},
        {"match_by": ["name"]},
        {"group_by": list(GROUPINGS)},
        {"group_by": ["sip_state"]},
        {"group_by": ["channel"]},
        {"group_by": ["source"], "group_prefix": "x_"},
        {"group_prefix": ""},
        {"nested_groups": ["ms_tenant"]},
        {"nested_groups": ["license_family", "ms_tenant"], "group_prefix": "x_"},
        {"platform_name": "north"},
    ],
    ids=str,
)
def test_events_name_hosts_as_the_inventory_does(
    load: Load, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]
) -> None:
    platform.holds(*population())
    platform.leads_rows = [{"umpCustomerGuid": "c1", "ovocChannelId": 7, "status": "Active"}]
    inventory = called_in_inventory(load(options))
    events = called_in_events(platform, options, monkeypatch)
    assert {identity: events[identity] for identity in inventory} == inventory
    # the others are customers without a host of their own
    carried = {identity: hosts.split(",") for identity, hosts in events.items() if identity not in inventory}
    assert all(identity.startswith("customer:") for identity in carried)
    assert {host for hosts in carried.values() for host in hosts} <= set(inventory.values())


def test_events_of_several_platforms_name_hosts_as_their_inventories_do(
    load: Load, platform: FakePlatform, source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both in one inventory, each with the groups of its own prefix."""
    options = {name: {"platform_name": name, "group_prefix": f"{name}_"} for name in ("north", "south")}
    platforms = {name: FakePlatform() for name in options}
    for name, it in platforms.items():
        it.holds(*population(f" of {name}", (f"{name}_",)))
    monkeypatch.setattr(client, "Client", lambda settings, log: platforms[settings.platform](settings, log))
    files = [source(more, f"{name}.live_platform.yml") for name, more in options.items()]
    inventory = called_in_inventory(load(files=files))
    for name, more in options.items():
        events = called_in_events(platforms[name], more, monkeypatch)
        mine = {identity: host for identity, host in inventory.items() if identity.endswith(f"@{name}")}
        assert len(mine) > 100
        assert {identity: events[identity] for identity in mine} == mine
