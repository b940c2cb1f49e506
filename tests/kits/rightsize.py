# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers, plans and results of the module customer_license for the tests of license_rightsize."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import name_patterns
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import CUSTOMER_LICENSES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import waivers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import plan, tier_rules
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.plan import (
    Entry,
    License,
    Parameters,
    Seats,
)
from kits.compliance import waiver as compliance_waiver

TODAY = date(2026, 11, 22)
PLATFORM = "live.example.com"
CODES = {license_.slug: code for code, license_ in CUSTOMER_LICENSES.items()}
# for runs of playbooks: no rate limit, and the published result in the output
PLAYBOOK_ENV = {
    "LIVE_PLATFORM_RATE_LIMIT": "0",
    "ANSIBLE_SHOW_CUSTOM_STATS": "true",
    "ANSIBLE_NOCOLOR": "true",
    "ANSIBLE_DEPRECATION_WARNINGS": "false",
    "ANSIBLE_LOCALHOST_WARNING": "false",
    "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
}
# tests set what they are about; nothing else may change a number
EXACT = Seats(headroom_percent=0, round_to=1, floor=0, minimum_difference=0)


def customer(guid: str = "c1", kind: str = "oc_pro", seats: Any = 100, used: Any = 50, **fields: Any) -> dict[str, Any]:
    """Return a customer's record."""
    license_ = CUSTOMER_LICENSES.get(CODES.get(kind, -1))
    return {
        "kind": "customer",
        "ump_customer_guid": guid,
        "name": f"name-{guid}",
        "full_name": f"Name of {guid}",
        "license_type": kind,
        "license_family": license_.family if license_ else "unknown",
        "licensed_users": seats,
        "active_users": used,
        **fields,
    }


def waiver(**parts: Any) -> dict[str, Any]:
    """Return a waiver for a plan, as a person would write it."""
    return compliance_waiver(**{"rule": "rightsize", "scope": {"subject": "customer:c1"}, **parts})


class Looks:
    """Counts a run's work: the objects checked against waivers, and the names folded for comparison."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at_waivers: list[str] = []
        self.at_names = 0
        covers, folded = waivers.Waiver.covers, name_patterns.folded

        def covers_and_count(waiver_: waivers.Waiver, subject: str, record: Mapping[str, Any]) -> bool:
            self.at_waivers.append(subject)
            return covers(waiver_, subject, record)

        def folded_and_counted(name: Any) -> str:
            self.at_names += 1
            return folded(name)

        patch.setattr(waivers.Waiver, "covers", covers_and_count)
        for module in (name_patterns, waivers):
            patch.setattr(module, "folded", folded_and_counted)


def planned(
    *customers: Mapping[str, Any],
    seats: Seats = EXACT,
    rules: Sequence[Any] = (),
    waived: Sequence[Any] = (),
    protect: Sequence[str] = (),
    factors: Mapping[str, bool | None] | None = None,
) -> list[Entry]:
    """Return the plan for these customers."""
    in_force = waivers.load(list(waived), [plan.RULE])
    named = tuple(map(str.lower, protect))
    return plan.plan(customers, Parameters(seats, tier_rules.load(list(rules)), in_force, named, factors))


def held(license_type: str, licensed_users: int | None) -> License:
    """Return a license type and its seats."""
    return {"license_type": license_type, "licensed_users": licensed_users}


def request(guid: str, before: License, after: License) -> dict[str, Any]:
    """Return the request to the module customer_license for one customer."""
    return {"guid": guid, **after, "expected": {key: value for key, value in before.items() if value is not None}}


def row(guid: str, state: str, before: License | None, after: License | None, **more: Any) -> dict[str, Any]:
    """Return the module customer_license's result for one customer."""
    names = {"full_name": f"Name of {guid}"}
    return {
        "ump_customer_guid": guid,
        "name": f"name-{guid}",
        "state": state,
        "changed": state in ("changed", "would_change", "started"),
        "before": before and {**before, **names},
        "after": after and {**after, **names},
        "task": None,
        "error": None,
        **more,
    }


def licenses(sim: Any) -> dict[str, tuple[int, int | None]]:
    """Return a simulator's licenses: short name -> license type and seats."""
    return {
        item["CustomerShortName"]: (item["LicenseType"], item["LicensedUsersCount"]) for item in sim.dataset.customers
    }


def published(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return the dictionary that a run publishes for later jobs."""
    text = done.stdout.partition("CUSTOM STATS:")[2].partition("RUN:")[2]
    result: dict[str, Any] = json.loads(text)["license_rightsize_result"]
    assert len(json.dumps(result)) < 4096
    return result


def changed(done: subprocess.CompletedProcess[str]) -> int:
    """Return the number of tasks in a run that changed something."""
    line = re.search(r"^\S+ +: ok=\d+ +changed=(\d+)", done.stdout, re.MULTILINE)
    assert line, done.stdout + done.stderr
    return int(line[1])
