# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference names the variables and groups that an inventory really has, all of them and no others."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import GROUPINGS
from kits.harness import ROOT, Core, run
from simulator import Dataset, Simulator

PAGE = (ROOT / "docs/docsite/rst/reference_guide.rst").read_text(encoding="utf-8")
EVERYTHING = {
    "plugin": "audiocodes.live_platform.live_platform",
    "group_by": list(GROUPINGS),
    **dict.fromkeys(("all_details", "channels", "include_raw", "metering", "metering_tiers", "numbers"), True),
}


@pytest.fixture(scope="module")
def inventory(cores: list[Core], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The vendor's examples, with all that an inventory source can ask for."""
    folder = tmp_path_factory.mktemp("reference")
    (folder / "all.live_platform.yml").write_text(json.dumps(EVERYTHING), encoding="utf-8")
    with Simulator(Dataset.samples()) as platform:
        done = run(cores[-1], ["ansible-inventory", "-i", "all.live_platform.yml", "--list"], platform.env(), folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def column(heading: str, number: int) -> set[str]:
    """The names in a column of the table below a heading."""
    section = PAGE.partition(f"\n{heading}\n---")[2]
    section = re.split(r"\n---+\n", section)[0]
    rows = section.split("\n   * - ")[2:]
    cells = (row.split("\n     -")[number] for row in rows)
    return {name for cell in cells for name in re.findall(r"``(\w+)``", cell)}


def variables(inventory: dict[str, Any], kind: str) -> set[str]:
    """The variables of all hosts of a kind."""
    hosts = inventory["_meta"]["hostvars"].values()
    return {name for host in hosts if host["lp_kind"] == kind for name in host if name.startswith("lp_")}


def test_variables_of_services(inventory: dict[str, Any]) -> None:
    of_customers = column("Variables of a customer, and of a service's customer", 1)
    assert column("Variables of a service", 0) | of_customers | {"lp_read"} == variables(inventory, "service")


def test_variables_of_customers(inventory: dict[str, Any]) -> None:
    shared = {"lp_instance_id", "lp_matched", "lp_status", "lp_enabled", "lp_read"}
    of_customers = column("Variables of a customer, and of a service's customer", 0)
    assert of_customers | shared == variables(inventory, "customer")


def test_groups_of_known_values(inventory: dict[str, Any]) -> None:
    """Those that exist without a host."""
    listed = column("Groups", 2)
    assert len(listed) > 50
    assert listed - set(inventory) - set(inventory["all"]["children"]) == set()
