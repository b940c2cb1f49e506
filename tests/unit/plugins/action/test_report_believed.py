# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A license report of data that is not whole, not read or not of today says so, and counts nothing of it as zero."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.action.write_report import ActionModule
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.formats import RENDERERS
from kits.report_data import GROUPS, group_of, sample_hosts

Hosts = dict[str, dict[str, Any]]
AT: dict[str, Any] = {"generated_at": "2026-11-22T08:00:00Z"}


def run(hosts: Hosts, others: Mapping[str, list[str]] | None = None, **options: Any) -> dict[str, Any]:
    """Run the action on these hosts, with other groups."""
    names: dict[str, list[str]] = {group: [] for group in GROUPS} | dict(others or {})
    for name, variables in hosts.items():
        names[group_of(variables)].append(name)
    task = SimpleNamespace(args=options, check_mode=False, diff=False, async_val=0, action="write_report")
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    hostvars = SimpleNamespace(raw_get=hosts.__getitem__)
    return ActionModule(task, connection, None, None, None, None).run(task_vars={"hostvars": hostvars, "groups": names})


def changed(change: Mapping[str, Any], kinds: tuple[str, ...] = ("service", "customer")) -> Hosts:
    """The sample's hosts with these variables."""
    hosts = sample_hosts()
    for host in hosts.values():
        if host["lp_kind"] in kinds:
            host.update(change)
    return hosts


def written(folder: Path) -> dict[str, str]:
    """Every file of a report as text; the workbook is a file of its own kind."""
    return {path.suffix[1:]: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix != ".xlsx"}


def test_what_could_not_be_read_of_anybody_is_no_zero(tmp_path: Path) -> None:
    unread = {"lp_active_users": None, "lp_unread": ["active_users", "usage_percent"]}
    result = run(changed(unread, ("customer",)), dest=str(tmp_path), formats=list(RENDERERS), **AT)
    assert (result["status"], result["summary"]["totals"]["seats_active"]) == ("warning", None)
    notice = "the platform's answer could not be read, and counts nowhere: active_users of customers (10)"
    assert result["summary"]["message"] == notice
    assert result["summary"]["unread"] == {"active_users of customers": 10}
    files = written(tmp_path)
    assert notice in files["html"].replace("&#39;", "'")
    assert json.loads(files["json"])["notices"] == [notice]
    assert {item["band"] for item in json.loads(files["json"])["seats"]} == {None}
    assert {item["active"] for item in json.loads(files["json"])["seats"]} == {None}
    assert "could not be read, and counts nowhere" in files["md"]
    assert "Seats used          could not be read" in result["table"]


def test_what_could_not_be_read_of_some_is_left_out_of_the_sum(tmp_path: Path) -> None:
    hosts = sample_hosts()
    before = run(hosts, dest=str(tmp_path), formats=["json"], **AT)["summary"]["totals"]
    one = next(host for host in hosts.values() if host["lp_kind"] == "customer" and host["lp_licensed_users"] == 15)
    one |= {"lp_licensed_users": None, "lp_unread": ["licensed_users", "usage_percent"]}
    result = run(hosts, dest=str(tmp_path), formats=["json"], **AT)
    assert result["summary"]["totals"]["seats_licensed"] == before["seats_licensed"] - 15
    assert "licensed_users of customers (1)" in result["summary"]["message"]


def test_services_that_nobody_could_read_are_neither_on_nor_off_and_have_no_trial(tmp_path: Path) -> None:
    unread = {"lp_enabled": True, "lp_trial_expires": None, "lp_unread": ["enabled", "trial_expires"]}
    totals = run(changed(unread, ("service",)), dest=str(tmp_path), formats=["json"], **AT)["summary"]["totals"]
    assert (totals["services_enabled"], totals["services_disabled"]) == (0, 0)
    assert [totals[f"trials_{state}"] for state in ("active", "expiring", "expired")] == [0, 0, 0]


@pytest.mark.parametrize(
    "variables",
    [{"lp_stale": {"live.example.com": "2026-11-22T05:00:00+00:00"}}, {"lp_stale": True}],
    ids=["with its time", "without"],
)
def test_stale_data_is_said_in_every_format(variables: dict[str, Any], tmp_path: Path) -> None:
    result = run(changed(variables), dest=str(tmp_path), formats=list(RENDERERS), **AT)
    words = "stale data of 3 hours" if isinstance(variables["lp_stale"], dict) else "stale data: a cached copy"
    assert result["status"] == "warning"
    assert words in result["summary"]["message"]
    assert words in result["summary"]["stale"]
    assert any(words in line for line in result["table"])
    assert any(words in warning for warning in result["warnings"])
    for name, text in written(tmp_path).items():
        assert words in unescape(text), name
    rows = list(csv.DictReader(io.StringIO(written(tmp_path)["csv"], newline="")))
    assert all(words in row["stale"] for row in rows)


def test_the_group_of_stale_hosts_is_enough(tmp_path: Path) -> None:
    """Also where an older version of the inventory, or a person, made the groups."""
    hosts = sample_hosts()
    result = run(hosts, others={"lp_stale": [next(iter(hosts))]}, dest=str(tmp_path), formats=["csv"], **AT)
    assert result["summary"]["stale"].startswith("stale data: ")
    fine = run(sample_hosts(), others={"lp_stale": []}, dest=str(tmp_path), formats=["csv"], **AT)
    assert (fine["status"], fine["summary"]["stale"]) == ("ok", "")
    assert "stale" not in written(tmp_path)["csv"].splitlines()[0].split(",")


@pytest.mark.parametrize("kind", ["service", "customer"])
def test_one_list_empty_though_something_speaks_against_it_is_critical(kind: str, tmp_path: Path) -> None:
    """The source says that it read both lists; by hand it would be a warning."""
    platform = "live.example.com"
    source = {"lp_source": "oc", "lp_platform": platform, "lp_read": {platform: ["customers", "services"]}}
    hosts = {name: host for name, host in changed(source).items() if host["lp_kind"] == kind}
    result = run(hosts, dest=str(tmp_path), formats=["json"], **AT)
    assert (result["status"], result.get("failed")) == ("critical", None)
    assert f"not a single {'customer' if kind == 'service' else 'service'}" in result["summary"]["message"]
    for host in hosts.values():
        del host["lp_read"]
    assert run(hosts, dest=str(tmp_path), formats=["json"], **AT)["status"] == "warning"
    for host in hosts.values():
        host["lp_read"] = {platform: [f"{kind}s"]}
    assert run(hosts, dest=str(tmp_path), formats=["json"], **AT)["status"] == "ok"
