# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An action that writes files, run on hosts without a playbook."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from kits.report_data import GROUPS, group_of

Hosts = dict[str, dict[str, Any]]


def acted(action: Any, hosts: Hosts, /, **options: Any) -> dict[str, Any]:
    """Return the result of an action (the class) on hosts in the groups of their kinds."""
    names: dict[str, list[str]] = {group: [] for group in GROUPS}
    for name, variables in hosts.items():
        names[group_of(variables)].append(name)
    task = SimpleNamespace(args=options, check_mode=False, diff=False, async_val=0, action="acted")
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    hostvars = SimpleNamespace(raw_get=hosts.__getitem__)
    result: dict[str, Any] = action(task, connection, None, None, None, None).run(
        task_vars={"hostvars": hostvars, "groups": names}
    )
    return result
