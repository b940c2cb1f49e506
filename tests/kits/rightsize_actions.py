# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the actions of license_rightsize without a playbook. A separate file, because it needs ansible-core."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.action import write_rightsize_plan as plan_action
from ansible_collections.audiocodes.live_platform.plugins.action import write_rightsize_result as result_action
from kits.report_data import GROUPS, group_of
from kits.rightsize import PLATFORM, held, row

DAY: dict[str, Any] = {"reference_date": "2026-11-22"}
NAMES = {"license_rightsize.csv", "license_rightsize.json", "license_rightsize.txt"}
UNDO = "license_rightsize.undo.json"


class HostVars:
    """Replaces ansible-core's hostvars, which render templates when read as a mapping; this class refuses that."""

    def __init__(self, hosts: Mapping[str, Mapping[str, Any]]) -> None:
        self.hosts = hosts

    def raw_get(self, host_name: str, /) -> Mapping[str, Any]:
        return self.hosts[host_name]


def act(module: ModuleType, variables: Mapping[str, Any], check: bool, diff: bool, options: Any) -> dict[str, Any]:
    task = SimpleNamespace(args=options, check_mode=check, diff=diff, async_val=0, action="x")
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    result: dict[str, Any] = module.ActionModule(task, connection, None, None, None, None).run(task_vars=variables)
    return result


def of_platform(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a host's variables, with the tests' platform unless they name another."""
    return {**values, "lp_platform": values.get("lp_platform") or PLATFORM}


def plan(
    hosts: dict[str, dict[str, Any]],
    *,
    check: bool = False,
    diff: bool = False,
    variables: Mapping[str, Any] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Run write_rightsize_plan on these hosts."""
    hosts = {name: of_platform(values) if values else values for name, values in hosts.items()}
    names: dict[str, list[str]] = {group: [] for group in GROUPS}
    for name, values in hosts.items():
        names[group_of(values) if values else "lp_services"].append(name)
    of_play = {"hostvars": HostVars(hosts), "groups": names, **(variables or {})}
    return act(plan_action, of_play, check, diff, {**DAY, **options})


def record(planned: Any, applied: Any, *, check: bool = False, diff: bool = False, **options: Any) -> dict[str, Any]:
    """Run write_rightsize_result on the registered results of two tasks."""
    names = {"planned": "p", "applied": "a"}
    return act(result_action, {"p": planned, "a": applied}, check, diff, {**names, **DAY, **options})


def done(planned: Mapping[str, Any], state: str = "changed") -> dict[str, Any]:
    """Return a result of customer_license in which every customer ends in one state."""
    rows = []
    for asked in planned["customers"]:
        wanted = held(asked["license_type"], asked["licensed_users"])
        old = held(**asked["expected"])
        rows.append(
            row(
                asked["guid"],
                state,
                wanted if state == "unchanged" else old,
                wanted if state in ("changed", "unchanged") else old,
            )
        )
    return {"changed": True, "customers": rows}


def content(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
