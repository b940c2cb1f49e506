# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of the matrix of problems: roles that use the inventory, and the removal of a customer.

All of it runs in this process: core's inventory manager with a source with defaults, the roles' actions on its hosts,
and modules by their functions. If the inventory fails there are no hosts, as in a real playbook. In the row `stale`,
and again in the rows that the inventory refuses, a source with a cache gives a stale copy.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Any
from unittest import mock

from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.vars.hostvars import HostVars
from ansible.vars.manager import VariableManager

from ansible_collections.audiocodes.live_platform.plugins.action import (
    write_compliance,
    write_report,
    write_rightsize_plan,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.modules.customer import customer
from kits.acting import client_of
from kits.rightsize_actions import act
from kits.trouble import Place

Result = dict[str, Any]

# rows that the inventory refuses have no hosts
REFUSED = {"customers empty", "services empty", "field renamed", "206"}
NO_HOSTS = "'lp_services', 'lp_customers' not found in the inventory"
# all of this passes on the healthy platform, and needs a field of each list
STRICT = {
    "name": "strict",
    "rules": [
        {
            "id": "warned",
            "title": "Warned",
            "severity": "low",
            "scope": {"kind": "service"},
            "check": {"type": "state", "field": "status", "in": ["warning"]},
        },
        {
            "id": "many-users",
            "title": "Many users",
            "severity": "low",
            "scope": {"kind": "customer"},
            "check": {"type": "threshold", "field": "active_users", "above": 1000},
        },
    ],
}


def read(place: Place, trouble: str = "") -> dict[str, Any]:
    """Return a play's variables for the current inventory; it may be a stale copy if `trouble` is `stale`."""
    options: dict[str, Any] = {"plugin": "audiocodes.live_platform.live_platform"}
    if trouble == "stale":
        options |= {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_stale_on_error": 86400}
        options["cache_connection"] = str(place.folder / "cache")
    source = place.folder / "live_platform.yml"
    source.write_text(json.dumps(options), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LIVE_PLATFORM_", "ANSIBLE_"))}
    with mock.patch.dict(os.environ, kept | place.env, clear=True):
        loader = DataLoader()
        manager = InventoryManager(loader, [str(source)], cache=False)
    variables = VariableManager(loader, manager)
    groups = {name: list(hosts) for name, hosts in manager.get_groups_dict().items()}
    return {"hostvars": HostVars(manager, variables, loader), "groups": groups}


def learn(place: Place) -> None:
    """Leave a copy in the cache, and a baseline."""
    play = read(place, "stale")
    base = place.folder / "baseline.json"
    found = act(
        write_compliance, play, False, False, {"baseline": str(base), "dest": str(place.folder), "formats": "json"}
    )
    assert found["summary"]["total"] > 0
    assert base.exists()
    fine = act(write_compliance, play, True, False, {"policy": STRICT, "fail_on": "low"})
    assert (fine["summary"]["verdict"], fine["summary"]["message"]) == ("ok", "")
    planned = act(write_rightsize_plan, play, True, False, {"apply": True})
    assert (planned["apply"], len(planned["customers"])) == (True, 4)


class Report:
    """license_report."""

    def learn(self, place: Place) -> None:
        learn(place)

    def _written(self, place: Place, trouble: str, **options: Any) -> Result:
        given = {"dest": str(place.folder), "formats": "json", **options}
        return act(write_report, read(place, trouble), False, False, given)

    def notices(self, place: Place, trouble: str) -> None:
        if trouble in REFUSED:
            self.notices(place, "stale")
        # a report has no history, so only a minimum reveals a loss
        options = {"minimum_population": 16} if trouble == "half" else {}
        found = self._written(place, trouble, **options)
        status, message = {
            **dict.fromkeys(REFUSED, ("error", NO_HOSTS)),
            "half": ("critical", "8 services and customers found, at least 16 expected"),
            "field of customers renamed": ("warning", "counts nowhere: active_users of customers (10)"),
            "value unreadable": ("warning", "counts nowhere: active_users of customers (1)"),
            "stale": ("warning", "stale data"),
        }[trouble]
        assert (found["status"], message in found["summary"]["message"]) == (status, True), found["summary"]["message"]

    def is_green(self, place: Place) -> None:
        found = self._written(place, "")
        assert (found["status"], found["summary"]["message"], "warnings" in found) == ("ok", "", False)


# problem -> the message of a gate that would pass on the healthy platform
GATE_SAYS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(REFUSED, NO_HOSTS),
        "half": "there are 8 services, 8 fewer than the 16 in the baseline and 5 customers, 5 fewer than the 10",
        "field of customers renamed": "could not judge everything: many-users (10 customers: active_users could not be read)",
        "value unreadable": "could not judge everything: many-users (1 customer: active_users could not be read)",
        "stale": "nothing is judged by stale data",
    }
)
# the remaining data is credible, and the baseline is updated
BELIEVED = {"field of customers renamed", "value unreadable"}


def fails_the_gate(found: Result, trouble: str, says: Mapping[str, str] = GATE_SAYS) -> None:
    """Assert that a gate with `STRICT` and the baseline fails because of the problem."""
    summary = found["summary"]
    assert (summary["verdict"], says[trouble] in summary["message"]) == ("failed", True), summary["message"]


def highest(baseline: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Return (platform, list) -> the highest row count in a baseline."""
    return {
        (platform, kind): max(mark["rows"] for mark in marks)
        for platform, kinds in baseline["lists"].items()
        for kind, marks in kinds.items()
    }


def mends_nothing(place: Place, found: Result, believed: bool) -> None:
    """Assert that no baseline finding is reported as fixed, and that a rejected run leaves the baseline as it was.

    Except for the day on which a loss was first seen: later runs are still compared with the highest count.
    """
    assert found["summary"]["fixed"] in (0, None)
    old, new = (json.loads((place.folder / name).read_text("utf-8")) for name in ("earlier.json", "baseline.json"))
    assert {item["id"] for item in old["findings"]} <= {item["id"] for item in new["findings"]}
    assert highest(new) == highest(old)
    assert believed or {**old, "lists": None} == {**new, "lists": None}


class Compliance:
    """compliance with compliance_fail_on and a baseline, from the inventory."""

    def learn(self, place: Place) -> None:
        learn(place)

    def notices(self, place: Place, trouble: str) -> None:
        if trouble in REFUSED:
            self.notices(place, "stale")
        play = read(place, trouble)
        base = place.folder / "baseline.json"
        (place.folder / "earlier.json").write_bytes(base.read_bytes())
        common = {"dest": str(place.folder), "formats": "json", "fail_on": "low", "baseline": str(base)}
        strict = act(write_compliance, play, False, False, {**common, "policy": STRICT, "baseline_update": False})
        fails_the_gate(strict, trouble)
        mends_nothing(place, act(write_compliance, play, False, False, common), trouble in BELIEVED)

    def is_green(self, place: Place) -> None:
        play = read(place)
        found = act(write_compliance, play, False, False, {"dest": str(place.folder), "formats": "json"})
        assert_judged(found["summary"], found.get("warnings"))
        strict = act(write_compliance, play, True, False, {"policy": STRICT, "fail_on": "low"})
        assert (strict["summary"]["verdict"], strict["summary"]["message"]) == ("ok", "")


def assert_judged(summary: Mapping[str, Any], warnings: Any = None) -> None:
    """Assert that the defaults find something in the vendor's examples and report nothing else."""
    assert (summary["verdict"], summary["unjudged"], summary["stale"], warnings) == ("warning", 0, "", None)
    counts = {severity: count for severity, count in summary["counts"].items() if count and severity != "info"}
    listed = ", ".join(f"{count} {severity}" for severity, count in counts.items())
    assert summary["total"] == sum(counts.values())
    said = f"{summary['total']} open findings: {listed} (none of them fails this job)"
    assert summary["message"] == said


def assert_not_applied(planned: Result, applied: Result, message: str, trouble: str) -> None:
    """Assert that nothing would be sent, and that both results say why."""
    assert message in planned["summary"]["message"]
    if trouble in BELIEVED:
        message = "nothing is changed while the platform's answer could not be read"
    assert message in applied["summary"]["message"]
    assert (planned["apply"], applied["apply"]) == (False, False)


class Rightsizing:
    """license_rightsize from the inventory: a plan, and a plan that is applied in the same run."""

    def learn(self, place: Place) -> None:
        learn(place)

    def notices(self, place: Place, trouble: str) -> None:
        if trouble in REFUSED:
            self.notices(place, "stale")
        play = read(place, trouble)
        common: dict[str, Any] = {"dest": str(place.folder), "formats": "json"}
        # a plan has no history, and its statements about the remaining customers are true
        common |= {"minimum_population": 10} if trouble == "half" else {}
        planned = act(write_rightsize_plan, play, False, False, common)
        applied = act(write_rightsize_plan, play, False, False, {**common, "apply": True})
        message = {
            **dict.fromkeys(REFUSED, NO_HOSTS),
            "half": "5 customers found, at least 10 expected",
            "field of customers renamed": "active_users of 10 customers",
            "value unreadable": "active_users of 1 customer",
            "stale": "stale data",
        }[trouble]
        assert_not_applied(planned, applied, message, trouble)
        verdict = "warning" if trouble in BELIEVED | {"stale"} else "failed"
        assert (planned["summary"]["verdict"], applied["summary"]["verdict"]) == (verdict, "failed")
        if trouble in BELIEVED:
            unread = {row["UmpCustomerGuid"] for row in place.sim.dataset.customers if _is_unread(row)}
            assert unread.isdisjoint(request["guid"] for request in planned["customers"])

    def is_green(self, place: Place) -> None:
        found = act(write_rightsize_plan, read(place), False, False, {"dest": str(place.folder)})
        assert (found["summary"]["verdict"], found["summary"]["message"], "warnings" in found) == ("ok", "", False)


def _is_unread(row: Mapping[str, Any]) -> bool:
    return not isinstance(row.get("ActiveUserCount"), int)


class Removal:
    """customer with state=absent, also in check mode."""

    def learn(self, place: Place) -> None:
        """Nothing is kept: it reads only the platform."""

    @contextlib.contextmanager
    def _removes(self, place: Place) -> Iterator[Any]:
        with client_of(place.sim, rate_limit=0, retries=0) as client:

            def remove(row: Mapping[str, Any], check: bool, **options: Any) -> tuple[str, list[str]]:
                given = {"guid": row["UmpCustomerGuid"], "confirm_name": row["CustomerShortName"], "state": "absent"}
                told: list[str] = []
                params = {"wait": True, "wait_timeout": 10, **given, **options}
                module = SimpleNamespace(
                    params=params, check_mode=check, _diff=True, no_log_values=set(), warn=told.append
                )
                return customer(module, client)["state"], told

            yield remove

    def notices(self, place: Place, trouble: str) -> None:
        from kits.trouble import healthy

        first, second = healthy().customers[:2]
        says = {
            "customers empty": "not a single customer, but 10 of them carry the GUID of a customer",
            "services empty": "10 customers and not a single service",
            "half": "lists 5 customers, fewer than minimum_customers (10)",
            "field renamed": "status of all services could not be read",
            "field of customers renamed": "active_users, usage_percent could not be read",
            "value unreadable": "active_users, usage_percent could not be read",
            "206": "HTTP 206",
            "stale": "HTTP 503",
        }[trouble]
        # it has no history, so only a minimum reveals a loss
        options = {"minimum_customers": 10} if trouble == "half" else {}
        # the second customer is in the lost half; values of the first one do not matter to it
        rows = [first] if trouble == "value unreadable" else [first, second]
        with self._removes(place) as remove:
            for row in rows:
                for check in (True, False):
                    try:
                        state: Any = remove(row, check, **options)
                    except LivePlatformError as error:
                        state = str(error)
                    assert says in state
        assert place.sim.writes == []

    def is_green(self, place: Place) -> None:
        rows = place.sim.dataset.customers
        with self._removes(place) as remove:
            if not rows:
                gone = {"UmpCustomerGuid": "gone", "CustomerShortName": "gone"}
                said = ["the platform has no customers at all, so customer gone counts as removed"]
                assert remove(gone, check=False) == ("unchanged", said)
                return
            row = dict(rows[0])
            assert remove(row, check=True) == ("would_change", [])
            assert remove(row, check=False) == ("changed", [])
            assert remove(row, check=False) == ("unchanged", [])
