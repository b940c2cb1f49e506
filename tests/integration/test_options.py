# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people write into options, through real commands: empty lists, blanks, names with marks, and what is misspelled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from kits.playbook import Run, play
from simulator import Simulator

PLUGIN = "audiocodes.live_platform.live_platform"
RIGHTSIZE = "audiocodes.live_platform.license_rightsize"


def tasks(core: harness.Core, sim: Simulator, folder: Path, *modules: tuple[str, dict[str, Any]], **env: str) -> Run:
    """Run modules one after the other, as the tasks 0, 1, ... of a play."""
    rows = [
        {"name": str(number), f"audiocodes.live_platform.{name}": options, "ignore_errors": True}
        for number, (name, options) in enumerate(modules)
    ]
    return play(core, folder, rows, {**sim.env(), **env})


def inventory(core: harness.Core, sim: Simulator, folder: Path, text: str, **env: str) -> tuple[int, list[str], str]:
    """(exit status, hosts, what was said in one line) of ansible-inventory with these lines of a source file."""
    source = folder / "x.live_platform.yml"
    source.write_text(f"plugin: {PLUGIN}\n{text}\n", encoding="utf-8")
    argv = ["ansible-inventory", "--list", "-i", str(source)]
    done = harness.run(core, argv, {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true", **sim.env(), **env})
    hosts = list(json.loads(done.stdout)["_meta"]["hostvars"]) if done.returncode == 0 else []
    return done.returncode, hosts, " ".join((done.stdout + done.stderr).split())


def test_an_empty_list_that_a_play_computes_selects_nobody(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """Such as the GUIDs of a group that has no hosts today; nothing is read, not even a token."""
    run = tasks(
        core,
        sim,
        tmp_path,
        ("customer_info", {"guids": "{{ [] }}"}),
        ("service_info", {"ids": "{{ ['x'] | difference(['x']) }}"}),
        ("service_info", {"statuses": []}),
        ("license_usage_info", {"guids": []}),
        ("task_info", {"ids": []}),
        ("topology_facts", {"include": []}),
    )
    assert [run[str(number)]["count"] for number in range(5)] == [0] * 5, run.output
    assert run["5"]["msg"].startswith("include is an empty list: name at least one")
    assert (sim.requests, sim.token_requests) == ([], 0)


def test_blank_text_is_the_default(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    blank = dict.fromkeys(("ids", "license_types", "statuses", "sources", "names"), "")
    run = tasks(
        core,
        sim,
        tmp_path,
        ("service_info", blank),
        ("service_info", {"ids": "42712, 53904"}),
        ("service_info", {"ids": [""]}),
    )
    assert [run[str(number)]["count"] for number in range(2)] == [6, 2], run.output
    assert run["2"]["msg"] == "ids: entry 1 is empty"


@pytest.mark.parametrize("names", [[], "{{ ['acme'] | difference(['acme']) }}"])
def test_rightsizing_refuses_an_empty_list_before_anything_is_read(
    core: harness.Core, sim: Simulator, tmp_path: Path, names: Any
) -> None:
    variables = {"source": "api", "apply": True, "minimum_difference": 1, "names": names}
    play_ = [
        {
            "name": "Rightsize",
            "ansible.builtin.include_role": {"name": RIGHTSIZE},
            "vars": {f"license_rightsize_{name}": value for name, value in variables.items()},
        }
    ]
    run = play(core, tmp_path, play_, sim.env())
    assert run.status != 0
    assert "names is an empty list, which selects nobody" in run.output
    assert sim.writes == []


def test_an_inventory_of_nobody_is_an_error_that_names_the_list(
    core: harness.Core, sim: Simulator, tmp_path: Path
) -> None:
    status, _hosts, said = inventory(core, sim, tmp_path, "statuses: []")
    assert status != 0
    assert "no host is left" in said
    assert "statuses is an empty list, which selects nobody" in said
    assert inventory(core, sim, tmp_path, "sources: []\nallow_empty: true")[:2] == (0, [])
    # blank text is not set, in the file and in the environment
    status, hosts, said = inventory(core, sim, tmp_path, "statuses: ''\nsources: null", LIVE_PLATFORM_NAMES=" ")
    assert (status, len(hosts)) == (0, 16), said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "status: [error]\nminimum_host: 1000",
            "minimum_host (did you mean minimum_hosts?), status (did you mean statuses?)",
        ),
        ("licence_types: [pro]\nstrict: true", "licence_types (did you mean license_types?)"),
        ("statuses: eror, warning", "did you mean error?"),
        ("group_by: {trial: true}", "group_by must be a list, not a dictionary"),
        ("filters: {include: lp_id > 1}", "filters must be a list, not a dictionary"),
    ],
)
def test_a_misspelled_source_is_an_error(
    core: harness.Core, sim: Simulator, tmp_path: Path, text: str, says: str
) -> None:
    status, _hosts, said = inventory(core, sim, tmp_path, text)
    assert status != 0
    assert says in said


def test_a_misspelled_variable_is_one_warning(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    status, hosts, said = inventory(
        core, sim, tmp_path, "x-mine: [1]\nstatuses: error, bogus", LIVE_PLATFORM_STATUSSES="s3cret"
    )
    assert (status, len(hosts)) == (0, 3)
    assert said.count("did you mean LIVE_PLATFORM_STATUSES?") == 1
    assert "bogus is not a known status" in said
    assert "s3cret" not in said
    status, _hosts, said = inventory(
        core, sim, tmp_path, "statuses: error, bogus", LIVE_PLATFORM_UNKNOWN_VALUES="error"
    )
    assert status != 0
    run = tasks(core, sim, tmp_path, ("service_info", {"ids": [42712]}), LIVE_PLATFORM_MINIMUM_HOST="9")
    assert "LIVE_PLATFORM_MINIMUM_HOST (did you mean LIVE_PLATFORM_MINIMUM_HOSTS?)" in " ".join(run.output.split())


def test_one_expression_that_fails_is_one(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    status, _hosts, said = inventory(core, sim, tmp_path, "compose: {x: lp_nothing}")
    assert status == 0
    assert "1 expression failed and was ignored" in said


def test_a_waiver_of_a_name_with_marks_is_about_that_name(core: harness.Core, tmp_path: Path) -> None:
    """Of "V Acme" nobody agreed to anything."""
    (tmp_path / "vip.yml").write_text(
        """
all:
  children:
    lp_services:
      hosts:
        vip: {lp_kind: service, lp_id: 1, lp_name: "[VIP] Acme", lp_status: ok}
        v: {lp_kind: service, lp_id: 2, lp_name: V Acme, lp_status: error}
    lp_customers: {}
""",
        encoding="utf-8",
    )
    waiver = {"rule": "service-in-error", "reason": "agreed", "owner": "me", "until": "2099-12-31"}

    def gate(name: str) -> Run:
        variables = {"compliance_fail_on": "high", "compliance_waivers": [{**waiver, "scope": {"name": name}}]}
        step = {"name": "Judge", "ansible.builtin.include_role": {"name": "audiocodes.live_platform.compliance"}}
        argv = ("-i", tmp_path / "vip.yml")
        return play(core, tmp_path, [{**step, "vars": variables}], {}, *argv)

    assert "1 waived" not in gate("[VIP] Acme").output
    assert "1 waived" in gate("[V] Acme").output
    assert "1 waived" in gate(" v acme ").output
