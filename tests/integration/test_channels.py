# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels through real commands: one request more where those of customers are asked for, none where they are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from simulator import Dataset, Simulator
from simulator.channel_routes import CHANNELS as PATH
from simulator.number_routes import LEADS
from simulator.numbers import OPERATOR_CONNECT

Play = Callable[..., Any]

PLUGIN = "audiocodes.live_platform.live_platform"
CUSTOMERS = "audiocodes.live_platform.customer_info"
CHANNELS = "audiocodes.live_platform.channel_info"
FACTS = "audiocodes.live_platform.topology_facts"


def data() -> Dataset:
    """Services and customers of which some belong to one of three channels."""
    return Dataset.generate(60, 60)


def expected(made: Dataset) -> dict[str, int | None]:
    """The channel of each customer: only those of Operator Connect have leads."""
    of = {guid: channel for channel, ids in made.channels.items() for guid in ids}
    return {
        row["UmpCustomerGuid"]: of.get(row["UmpCustomerGuid"]) if row["LicenseType"] in OPERATOR_CONNECT else None
        for row in made.customers
    }


def leads_asked(sim: Simulator) -> list[str]:
    """The queries of the requests for leads."""
    return [entry.query for entry in sim.requests if entry.path == LEADS]


def listed(core: harness.Core, sim: Simulator, source: Path, **options: Any) -> dict[str, Any]:
    """The inventory of ansible-inventory."""
    source.write_text(json.dumps({"plugin": PLUGIN, **options}), encoding="utf-8")
    done = harness.run(core, ["ansible-inventory", "--list", "-i", source], sim.env())
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_modules(core: harness.Core, play: Play) -> None:
    with Simulator(data()) as sim:
        tasks = [
            {"register": "asked", CUSTOMERS: {"channels": True}},
            {"register": "_facts", FACTS: {"channels": True}},
            {"register": "facts", "ansible.builtin.set_fact": {"kept": "{{ live_platform }}"}},
            {"register": "not_asked", CUSTOMERS: {}},
        ]
        done, results = play(core, sim.env(), tasks)
        assert done.returncode == 0, done.stdout + done.stderr
        asked = leads_asked(sim)
        wanted = expected(sim.dataset)
    assert len(set(wanted.values())) > 2
    assert {item["ump_customer_guid"]: item["channel_id"] for item in results["asked"]["customers"]} == wanted
    fact = results["facts"]["ansible_facts"]["kept"]
    assert {item["ump_customer_guid"]: item["channel_id"] for item in fact["customers"]} == wanted
    carried = {
        item["customer_ump_customer_guid"]: item["customer_channel_id"] for item in fact["services"] if item["matched"]
    }
    assert carried == {guid: wanted[guid] for guid in carried}
    assert {("channel_id" in item, *item["unread"]) for item in results["not_asked"]["customers"]} == {(False,)}
    assert asked == ["PageNumber=1&PageSize=20000"] * 2


def test_channels_themselves(core: harness.Core, play: Play) -> None:
    with Simulator(data()) as sim:
        idents = list(sim.dataset.channels)
        tasks = [
            {"register": "every", CHANNELS: {"include_raw": True}},
            {"register": "some", CHANNELS: {"ids": idents[:0:-1], "fields": ["name"]}},
            {"register": "nobody", CHANNELS: {"ids": []}},
            {"register": "missing", "ignore_errors": True, CHANNELS: {"ids": [99]}},
        ]
        done, results = play(core, sim.env(), tasks, "-vvv")
        assert done.returncode == 0, done.stdout + done.stderr
        asked = [entry.path for entry in sim.requests if entry.path.startswith(PATH)]
        secrets = sim.dataset.channel_secrets()
    assert [item["id"] for item in results["every"]["channels"]] == idents
    assert [item["id"] for item in results["some"]["channels"]] == idents[:0:-1]
    assert results["nobody"]["count"] == 0
    said = f"1 channel could not be read, beginning with 99: GET {PATH}/99: HTTP 404"
    assert results["missing"]["msg"].startswith(said)
    assert [item["status"] for item in results["missing"]["failed_items"]] == [404]
    # those with ids are read at once, in no order
    assert sorted(asked) == sorted([f"{PATH}/", *(f"{PATH}/{ident}" for ident in [*idents[:0:-1], 99])])
    assert len(secrets) == len(idents) > 2
    assert not [secret for secret in secrets if secret in done.stdout + done.stderr + json.dumps(results)]


@pytest.mark.parametrize("options", [{"group_by": ["channel"]}, {}], ids=["asked", "not asked"])
def test_inventory(core: harness.Core, tmp_path: Path, options: dict[str, Any]) -> None:
    with Simulator(data()) as sim:
        found = listed(core, sim, tmp_path / "x.live_platform.yml", **options)
        asked, wanted = leads_asked(sim), expected(sim.dataset)
    hosts = found["_meta"]["hostvars"]
    channels = {
        name: own.get("lp_channel_id" if own["lp_kind"] == "customer" else "lp_customer_channel_id", "not asked")
        for name, own in hosts.items()
    }
    groups = {
        name.removeprefix("lp_channel_"): group["hosts"] for name, group in found.items() if "lp_channel_" in name
    }
    if not options:
        assert (set(channels.values()), groups, asked) == ({"not asked"}, {}, [])
        return
    assert asked == ["PageNumber=1&PageSize=20000"]
    guids = {
        name: own["lp_ump_customer_guid" if own["lp_kind"] == "customer" else "lp_customer_ump_customer_guid"]
        for name, own in hosts.items()
    }
    assert channels == {name: wanted.get(guid or "") for name, guid in guids.items()}
    members: dict[str, set[str]] = {}
    for name, channel in channels.items():
        members.setdefault("none" if channel is None else str(channel), set()).add(name)
    assert {name: set(group) for name, group in groups.items()} == members
