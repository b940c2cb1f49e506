# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of the matrix of problems: roles that read the platform themselves.

Their module and action run in this process. `played` checks the roles' calls of the module: some cells in one
ansible-playbook.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from ansible_collections.audiocodes.live_platform.plugins.action import write_compliance, write_rightsize_plan
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.modules.topology_facts import topology
from kits import harness
from kits.acting import client_of
from kits.rightsize_actions import act
from kits.trouble import IN_ORDER, TROUBLES, Place, env_of, healthy
from kits.trouble_roles import (
    BELIEVED,
    GATE_SAYS,
    STRICT,
    assert_judged,
    assert_not_applied,
    fails_the_gate,
    learn,
    mends_nothing,
)
from simulator import Simulator

Result = dict[str, Any]

KINDS = ["services", "customers"]
SAYS = {
    **GATE_SAYS,
    "customers empty": "not a single customer, but 10 of them carry the GUID of a customer",
    "services empty": "10 customers and not a single service",
    "field renamed": "could not judge everything: warned (16 services: status could not be read)",
    "206": "HTTP 206",
    "stale": "HTTP 503",
}


def registered(place: Place) -> dict[str, Any]:
    """Return the variables of a play after topology_facts."""
    defaults = {
        "include": KINDS,
        "all_details": True,
        "channels": False,
        "metering": False,
        "metering_tiers": False,
        "numbers": False,
        "match_by": ["ump_customer_guid", "service_id"],
        "members": "id",
        "fields": None,
        "summary_only": False,
        "trial_expiring_days": 30,
        "labels": None,
        "include_raw": False,
        "allow_empty": False,
        "minimum_services": 0,
        "minimum_customers": 0,
    }
    module: Any = SimpleNamespace(params=defaults, debug=str, warn=str, no_log_values=set())
    with client_of(place.sim, rate_limit=0, retries=0, platform_name="matrix") as client:
        try:
            return {"platform": topology(module, client)}
        except LivePlatformError as error:
            return {"platform": {"failed": True, "msg": str(error)}}


class Compliance:
    """compliance with compliance_fail_on and compliance_source: api."""

    def learn(self, place: Place) -> None:
        learn(place)

    def _judged(self, place: Place, check: bool = False, **options: Any) -> Result:
        reached = {name.removeprefix("LIVE_PLATFORM_").lower(): value for name, value in env_of(place.sim).items()}
        common = {"source": "api", "dest": str(place.folder), "formats": "json"}
        return act(write_compliance, {}, check, False, {**reached, **common, **options})

    def notices(self, place: Place, trouble: str) -> None:
        base = place.folder / "baseline.json"
        (place.folder / "earlier.json").write_bytes(base.read_bytes())
        # without a baseline, only a minimum reveals the lost half
        least: dict[str, Any] = {"minimum_customers": 10} if trouble == "half" else {}
        says = {**SAYS, "half": "the platform lists 5 customers, fewer than minimum_customers (10)"}
        strict = self._judged(place, policy=STRICT, fail_on="low", **least)
        fails_the_gate(strict, trouble, says)
        again = self._judged(place, policy=STRICT, fail_on="low", baseline=str(base), baseline_update=False)
        assert again["summary"]["verdict"] == "failed"
        if trouble == "half":
            fails_the_gate(again, trouble, GATE_SAYS)
        found = self._judged(place, fail_on="low", baseline=str(base))
        mends_nothing(place, found, trouble in BELIEVED | {"field renamed"})

    def is_green(self, place: Place) -> None:
        found = self._judged(place)
        assert_judged(found["summary"], found.get("warnings"))
        strict = self._judged(place, check=True, policy=STRICT, fail_on="low")
        assert (strict["summary"]["verdict"], strict["summary"]["message"]) == ("ok", "")


class Rightsizing:
    """license_rightsize with license_rightsize_source: api: a plan, and a plan that is applied in the same run."""

    def learn(self, place: Place) -> None:
        """Nothing is kept from the healthy platform."""

    def _planned(self, place: Place, **options: Any) -> Result:
        common = {"source": "api", "platform": "platform", "dest": str(place.folder), "formats": "json"}
        return act(write_rightsize_plan, registered(place), False, False, {**common, **options})

    def notices(self, place: Place, trouble: str) -> None:
        least: dict[str, Any] = {"minimum_population": 10} if trouble == "half" else {}
        planned, applied = self._planned(place, **least), self._planned(place, apply=True, **least)
        if trouble == "field renamed":
            # a plan does not use the status of services, so its statements about customers stay true
            assert (planned["summary"]["verdict"], planned["summary"]["counts"]["change"]) == ("ok", 4)
            return
        message = {
            **SAYS,
            "half": "5 customers found, at least 10 expected",
            "field of customers renamed": "active_users of 10 customers",
            "value unreadable": "active_users of 1 customer",
        }[trouble]
        verdict = "warning" if trouble in BELIEVED else "failed"
        assert (planned["summary"]["verdict"], applied["summary"]["verdict"]) == (verdict, "failed")
        assert_not_applied(planned, applied, message, trouble)

    def is_green(self, place: Place) -> None:
        found = self._planned(place)
        assert (found["summary"]["verdict"], found["summary"]["message"], "warnings" in found) == ("ok", "", False)


# the roles' options in the playbook; if the expiry of secrets is needed, each customer is read separately
_RUNS: dict[str, dict[str, Any]] = {
    "compliance": {"policy": STRICT, "fail_on": "low", "secrets_expiry": True},
    "license_rightsize": {"apply": "{{ cell.apply }}"},
}
_SUMMARIES = {
    "compliance": "compliance_run.summary",
    "license_rightsize": "license_rightsize_recorded.summary | default(license_rightsize_planned.summary)",
}


def _task(role: str) -> dict[str, Any]:
    """Return the tasks for one role and cell, and for its summary, even after a failure."""
    options = {**_RUNS[role], "source": "api", "dest": "{{ cell.folder }}", "formats": ["json"]}
    include = {
        "ansible.builtin.include_role": {
            "name": f"audiocodes.live_platform.{role}",
            "apply": {"environment": "{{ cell.env }}"},
        },
        "vars": {f"{role}_{option}": value for option, value in options.items()},
    }
    of_cell = f"{{cell.name: {{'{role}': {_SUMMARIES[role]}}}}}"
    return {
        "block": [include],
        "rescue": [{"ansible.builtin.debug": {"msg": "failed"}}],
        "always": [
            {"ansible.builtin.set_fact": {"results": f"{{{{ results | combine({of_cell}, recursive=true) }}}}"}}
        ],
    }


def played(names: list[str], folder: Path) -> tuple[dict[str, dict[str, Result]], dict[str, int]]:
    """Return (row -> role -> summary, row -> writes on its platform), from one playbook."""
    with contextlib.ExitStack() as stack:
        sims = {name: stack.enter_context(Simulator()) for name in names}
        cells = []
        for name, sim in sims.items():
            Place(sim, folder).be(IN_ORDER.get(name, healthy), name if name in TROUBLES else "")
            cell = {"name": name, "env": env_of(sim), "folder": str(folder / name), "apply": name in TROUBLES}
            cells.append(cell)
        (folder / "cell.yml").write_text(yaml.safe_dump([_task(role) for role in _RUNS]), encoding="utf-8")
        loop = {"loop_var": "cell", "label": "{{ cell.name }}"}
        last = {"content": "{{ results | to_json }}", "dest": str(folder / "results.json"), "mode": "0600"}
        play = {
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            "vars": {"cells": cells, "results": {}, "ansible_python_interpreter": sys.executable},
            "tasks": [
                {"ansible.builtin.include_tasks": "cell.yml", "loop": "{{ cells }}", "loop_control": loop},
                {"ansible.builtin.copy": last},
            ],
        }
        (folder / "play.yml").write_text(yaml.safe_dump([play]), encoding="utf-8")
        core = harness.Core("", Path(sys.executable).parent)
        done = harness.run(core, ["ansible-playbook", folder / "play.yml"], cwd=folder, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        found = json.loads((folder / "results.json").read_text(encoding="utf-8"))
        return found, {name: len(sim.writes) for name, sim in sims.items()}
