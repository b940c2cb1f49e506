# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many processes and one pace: who is turned away for too many requests waits for its turn, and all of them finish."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path

from kits import harness
from simulator import Dataset, Simulator
from simulator.limiter import Limiter

HOSTS = 8
# a window of a second, so that it takes seconds; no retries, so that a single refusal that counted as one would be the end
ENV = {"LIVE_PLATFORM_RETRIES": "0", "LIVE_PLATFORM_TIMEOUT": "90"}


def crowd() -> Dataset:
    """One customer for each host."""
    data = Dataset.samples()
    like = next(row for row in data.customers if row["LicenseType"] == 5)
    data.customers = [
        {**copy.deepcopy(like), "UmpCustomerGuid": f"guid-{number}", "CustomerShortName": f"customer-{number}"}
        for number in range(HOSTS)
    ]
    return data


def test_hosts_that_change_their_customers_at_once(core: harness.Core, tmp_path: Path) -> None:
    """Reads and writes alike, each host in a process of its own."""
    task = {
        "name": "Seats",
        "audiocodes.live_platform.customer_license": {"guid": "{{ inventory_hostname }}", "licensed_users": 77},
        "delegate_to": "localhost",
        "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"},
    }
    play = [{"name": "Crowd", "hosts": "all", "gather_facts": False, "tasks": [task]}]
    (tmp_path / "crowd.yml").write_text(json.dumps(play), encoding="utf-8")
    hosts = "".join(f"guid-{number}," for number in range(HOSTS))
    with Simulator(crowd(), pacing=Limiter(4, 1.0)) as sim:
        done = harness.run(
            core, ["ansible-playbook", "-i", hosts, "-f", str(HOSTS), tmp_path / "crowd.yml"], {**sim.env(), **ENV}
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("changed: [") == HOSTS
        assert {row["LicensedUsersCount"] for row in sim.dataset.customers} == {77}
        assert Counter(write.outcome for write in sim.writes)[200] == HOSTS
        # else nothing was shown
        assert sum(request.status == 429 for request in sim.requests) > HOSTS
