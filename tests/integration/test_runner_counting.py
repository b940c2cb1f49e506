# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""extensions/audit/event_query.yml on results of real jobs, by the rules of the controller that reads it.

Those rules (awx.main.tasks.host_indirect): the expression gets the task's result; nodes are the same when their
canonical_facts are, which hold no null; a name is at most 255 characters, and unique in the job.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jq  # type: ignore[import-not-found]
import pytest
import yaml

from kits import harness, runner
from simulator import Simulator

QUERIES: dict[str, dict[str, str]] = yaml.safe_load(
    (harness.ROOT / "extensions/audit/event_query.yml").read_text(encoding="utf-8")
)
PLAYBOOK = """
- name: Everything that can be counted
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Services
      audiocodes.live_platform.service_info:
    - name: Customers
      audiocodes.live_platform.customer_info:
    - name: Usage of two customers
      audiocodes.live_platform.license_usage_info:
        guids: ["{{ guids[0] }}", "{{ guids[1] }}"]
    - name: A change that is only planned
      audiocodes.live_platform.customer_license: &change
        guid: "{{ guids[2] }}"
        licensed_users: 77
      check_mode: true
    - name: A change
      audiocodes.live_platform.customer_license: *change
    - name: Topology
      audiocodes.live_platform.topology_facts:
    - name: Customers one by one, as loops do it
      audiocodes.live_platform.customer_info:
        guids: ["{{ item }}"]
      loop: "{{ guids[:2] }}"
    - name: A result that nobody may see
      audiocodes.live_platform.service_info:
      no_log: true
    - name: A failure
      audiocodes.live_platform.customer_info:
        guids: [00000000-0000-4000-8000-00000000dead]
      ignore_errors: true
"""
Node = tuple[str, str]
# what became of a customer that counts
COUNTED = ("changed", "unchanged", "started")


def nodes(result: Any, module: str) -> list[dict[str, Any]]:
    """What the controller takes from the result of one task."""
    found: list[dict[str, Any]] = (
        jq.compile(QUERIES[f"audiocodes.live_platform.{module}"]["query"]).input_value(result).all()
    )
    for node in found:
        assert set(node) == {"name", "canonical_facts", "facts"}
        assert node["canonical_facts"]
        assert all(isinstance(fact, str) and fact for fact in node["canonical_facts"].values())
        assert 0 < len(node["name"]) <= 255
    return found


def test_the_nodes_of_a_job(core: harness.Core, tmp_path: Path) -> None:
    private = runner.folder(tmp_path)
    (private / "project" / "all.yml").write_text(PLAYBOOK, encoding="utf-8")
    # AWX's implicit localhost runs modules on the Python of ansible-core as well
    local = "localhost ansible_connection=local ansible_python_interpreter='{{ ansible_playbook_python }}'\n"
    (private / "inventory" / "hosts").write_text(local, encoding="utf-8")
    with Simulator() as sim:
        guids = [row["UmpCustomerGuid"].lower() for row in sim.dataset.customers]
        sim.dataset.services[0]["umpId"] = guids[0]
        services = [str(row["id"]) for row in sim.dataset.services]
        job = runner.run(
            core,
            private,
            sim.env() | {"LIVE_PLATFORM_RATE_LIMIT": "0"},
            playbook="all.yml",
            extravars={"guids": guids},
        )
    assert job.rc == 0, job.stdout
    by_task: dict[str, set[Node]] = {}
    for event in job.events:
        data = event.get("event_data", {})
        module = data.get("resolved_action", "").rpartition(".")[2]
        if "res" in data and f"audiocodes.live_platform.{module}" in QUERIES:
            found = {(node["canonical_facts"]["live_platform_id"], node["name"]) for node in nodes(data["res"], module)}
            by_task.setdefault(data["task"], set()).update(found)
    ids = {task: {identity for identity, _name in found} for task, found in by_task.items()}
    every_customer = {f"customer:{guid}" for guid in guids}
    every_service = {f"service:{ident}" for ident in services[1:]} | {f"customer:{guids[0]}"}
    two = {f"customer:{guid}" for guid in guids[:2]}
    assert ids == {
        "Services": every_service,
        "Customers": every_customer,
        "Usage of two customers": two,
        "A change that is only planned": set(),
        "A change": {f"customer:{guids[2]}"},
        "Topology": every_service | every_customer,
        "Customers one by one, as loops do it": two,
        "A result that nobody may see": set(),
        "A failure": set(),
    }
    # the identity is part of the name: what differs in one differs in the other
    assert all(name.startswith(f"{identity} ") for found in by_task.values() for identity, name in found)


@pytest.mark.parametrize("module", [name.rpartition(".")[2] for name in QUERIES])
@pytest.mark.parametrize(
    "result",
    [{}, {"failed": True, "msg": "no"}, {"censored": "hidden", "changed": False}, {"results": []}, {"services": None}],
)
def test_a_result_without_data_counts_nothing_and_breaks_nothing(module: str, result: dict[str, Any]) -> None:
    assert nodes(result, module) == []


def test_a_long_name_is_cut_and_an_empty_one_does_no_harm() -> None:
    rows = [{"id": 1, "name": "x" * 400}, {"id": 2, "name": ""}, {"id": 3, "name": None, "ump_customer_guid": None}]
    found = nodes({"services": rows}, "service_info")
    assert [node["canonical_facts"]["live_platform_id"] for node in found] == ["service:1", "service:2", "service:3"]


def test_the_database_of_the_controller_takes_every_name() -> None:
    """It refuses NUL, and with it all nodes of the job."""
    found = nodes({"services": [{"id": 1, "name": "a\0b\U0001f600"}]}, "service_info")
    assert [node["name"] for node in found] == ["service:1 a\ufffdb\U0001f600"]


def test_a_license_change_counts_what_was_changed_or_found_right() -> None:
    states = [*COUNTED, "would_change", "failed", "not_tried"]
    rows = [
        {"ump_customer_guid": state, "name": "n", "state": state, "wanted": {"license_type": "oc_pro"}}
        for state in states
    ]
    found = nodes({"customers": rows}, "customer_license")
    assert [node["canonical_facts"]["live_platform_id"] for node in found] == [f"customer:{state}" for state in COUNTED]


def test_numbers_and_users_count_their_customers_once() -> None:
    rows = [{"number": f"+{place}", "ump_customer_guid": guid} for place, guid in enumerate(["g", "h", "g", "", None])]
    found = nodes({"numbers": rows}, "number_info")
    assert [node["canonical_facts"]["live_platform_id"] for node in found] == ["customer:g", "customer:h"]
    assert nodes({"removal_summary": [{"total": 3}]}, "number_info") == []
    users = [
        {"sip_address": "a@x.example", "ump_customer_guid": "g"},
        {"sip_address": "b@x.example", "ump_customer_guid": "g"},
    ]
    found = nodes({"licensed_users": users}, "licensed_user_info")
    assert [node["canonical_facts"]["live_platform_id"] for node in found] == ["customer:g"]


@pytest.mark.parametrize("state", [*COUNTED, "would_change", "failed"])
def test_other_changes_count_their_customer(state: str) -> None:
    results = {
        "customer": {"state": state, "customer": {"ump_customer_guid": "g", "name": "n"}},
        "sip_connection": {"state": state, "ump_customer_guid": "g", "before": None, "sip_connection": {"id": "s"}},
    }
    expected = ["customer:g"] if state in COUNTED else []
    for module, result in results.items():
        assert [node["canonical_facts"]["live_platform_id"] for node in nodes(result, module)] == expected
    # nothing was there that could be counted
    assert nodes({"state": state, "customer": None}, "customer") == []
    assert nodes({"state": state, "ump_customer_guid": None}, "sip_connection") == []


def test_every_query_is_of_a_module() -> None:
    for name in QUERIES:
        assert (harness.ROOT / "plugins/modules" / f"{name.rpartition('.')[2]}.py").is_file(), name
