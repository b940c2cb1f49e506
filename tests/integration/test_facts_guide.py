# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide "Facts, groups and filters": what it prints is run, not copied."""

from __future__ import annotations

import re
import textwrap
from datetime import datetime, timedelta, timezone
from pathlib import Path

from kits import harness
from kits.playbook import play
from simulator import Dataset, Simulator

GUIDE = harness.ROOT / "docs/docsite/rst/facts_guide.rst"
BLOCK = re.compile(r"^\.\. code-block:: yaml\n\n((?:    .*\n|\n)+)", re.MULTILINE)


def guide_dataset() -> Dataset:
    """The vendor's examples, with a service whose customer is over its seats, and dates that are soon."""
    data = Dataset.samples()
    soon = datetime.now(timezone.utc) + timedelta(days=10)
    customer, service = data.customers[3], data.services[0]
    customer["ActiveUserCount"] = customer["LicensedUsersCount"] + 1
    service["umpId"] = customer["UmpCustomerGuid"]
    for entry in service["parameters"]:
        if entry["name"] == "Trial Expiry Date":
            entry["value"] = f"{soon:%d-%m-%Y}"
    for number, row in enumerate(data.customers):
        ends = soon if number == 5 else soon + timedelta(days=90)
        data.items[row["UmpCustomerGuid"]] = {
            "ClientSecretExpirationDate": f"{ends.month}/{ends.day}/{ends.year} 1:00:00 PM"
        }
    return data


def test_the_guide(core: harness.Core, tmp_path: Path) -> None:
    """Its inventory source, its playbook and its tasks do what it says, as they are printed there."""
    source, playbook, tasks = (textwrap.dedent(text) for text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")))
    (tmp_path / "all.live_platform.yml").write_text(source, encoding="utf-8")
    with Simulator(guide_dataset()) as sim:
        env = sim.env() | {"LIVE_PLATFORM_RATE_LIMIT": "0"}
        more = "- name: Tasks\n  hosts: localhost\n  gather_facts: false\n  tasks:\n" + textwrap.indent(tasks, "    ")
        run = play(core, tmp_path, playbook + more, env, "-i", "all.live_platform.yml")
    assert run.status == 0, run.output
    assert "WARNING" not in run.output

    def lines(task: str) -> list[str]:
        return [item["msg"] for item in run.loops[task]]

    assert run["Seats in use"]["msg"] == "16 of 100 seats in use"
    names = {service["id"]: service["name"] for service in sim.dataset.services}
    first, over, expiring = names[42712], sim.dataset.customers[3], sim.dataset.customers[5]
    assert lines("Disagreements between the two APIs") == ["license_family: service:42712"]
    offline = {host: result["msg"] for host, result in run.results["Devices that are offline"].items()}
    assert sorted(offline.values()) == sorted(
        [
            f"{first}: 7 personal, 11 meeting",
            f"{names[55149]}: 7 personal, 29 meeting",
            f"{names[55707]}: 1 personal, 0 meeting",
        ]
    )
    labels = lines("Number of services and customers by license")
    assert {"Essential: 3", "Pro + AI Summary: 1", "Hosted Essentials: 5", "OC Pro: 2"} <= set(labels)
    assert run["Trials that end in the next 60 days"]["msg"] == [first]
    assert run["Customers that use more seats than they acquired"]["msg"] == [over["CustomerShortName"]]
    assert [line.partition(":")[0] for line in lines("Services by tier")] == ["essential", "pro"]
    groups = run["Hosts of the groups of a kind"]["msg"]
    assert list(groups) == ["lp_license_pro", "lp_license_pro_imtr", "lp_status_error"]
    assert sorted(groups["lp_status_error"]) == sorted(offline)
    assert run["License history of Operator Connect Pro customers"]["count"] == 2
    assert isinstance(run["Customers that used more seats than they acquired"]["msg"], list)
    assert run["Secrets that expire in the next 30 days"]["msg"] == [expiring["CustomerShortName"]]
