# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shipped playbooks that are started with --limit: they work for these hosts or fail, and are never green with nothing done."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kits.harness import ROOT, Core, run
from kits.report_data import hosts_of, inventory, raw_customer, raw_service

NAME = "audiocodes.live_platform"
NOTIFY = ROOT / "examples" / "awx" / "notify.yml"
OURS = {
    **hosts_of([raw_service(1, "alpha-1", status="ERROR"), raw_service(2, "beta"), raw_service(3, "gamma")]),
    **hosts_of([], [raw_customer("c", "delta")]),
}
Start = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def start(core: Core, tmp_path: Path) -> Start:
    """Start a playbook on three services, a customer and a web server of somebody else's."""
    source = inventory(OURS)
    source["all"]["children"]["lp_status_error"] = {"hosts": {"alpha-1": {}}}
    source["all"]["children"]["lp_status_warning"] = {"hosts": {}}
    source["all"]["children"]["web"] = {"hosts": {"web01": {"ansible_host": "192.0.2.1", "ansible_connection": "ssh"}}}
    (tmp_path / "hosts.json").write_text(json.dumps(source), encoding="utf-8")
    (tmp_path / "empty.json").write_text('{"all": {"hosts": {}}}', encoding="utf-8")
    (tmp_path / "hosts.retry").write_text("alpha-1\n", encoding="utf-8")

    def command(playbook: str | Path, *argv: str, hosts: str = "hosts.json") -> subprocess.CompletedProcess[str]:
        env = {"ANSIBLE_NOCOLOR": "true", "ANSIBLE_LOCALHOST_WARNING": "false", "COLUMNS": "10000"}
        return run(core, ["ansible-playbook", "-i", hosts, playbook, *argv], env, tmp_path)

    return command


def report(folder: Path) -> tuple[str, list[str]] | None:
    """The title of the report and its hosts; None where there is none."""
    path = folder / "reports" / "license_report.json"
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    return found["title"], [row["inventory_hostname"] for row in found["rows"]]


ALL = ("License report", ["alpha-1", "beta", "delta", "gamma"])
ONE = ("License report (limited to 1 of 4 services and customers)", ["alpha-1"])


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        (None, ALL),
        ("", ALL),
        ("alpha-1", ONE),
        ("lp_status_error", ONE),
        ("alpha-1,localhost", ONE),
        ("alpha-1,web01", ONE),
        ("@hosts.retry", ONE),
        (
            "lp_services:!beta",
            ("License report (limited to 2 of 4 services and customers)", ["alpha-1", "gamma"]),
        ),
        ("all", ALL),
        # by core, and by us
        ("localhost", None),
        ("127.0.0.1", None),
        ("nowhere", None),
        ("lp_status_warning", None),
        ("web01", None),
    ],
)
def test_a_report_is_about_the_hosts_of_the_limit_and_says_so(
    start: Start, tmp_path: Path, limit: str | None, wanted: tuple[str, list[str]] | None
) -> None:
    argv = [] if limit is None else ["--limit", limit]
    done = start(f"{NAME}.license_report", *argv)
    assert (done.returncode == 0) is (wanted is not None), done.stdout + done.stderr
    assert report(tmp_path) == wanted
    assert ("the report is limited to 1 of 4" in done.stdout + done.stderr) is (wanted == ONE)
    # one host stands for all, from the check of the variables on
    assert done.stdout.count("ok: [") <= 5


@pytest.mark.parametrize("limit", ["alpha-1", "lp_status_error", "alpha-1,localhost", "@hosts.retry", "all", "web01"])
@pytest.mark.parametrize("playbook", ["compliance_report", "license_rightsize"])
def test_a_verdict_and_a_plan_refuse_a_limit(start: Start, tmp_path: Path, playbook: str, limit: str) -> None:
    done = start(f"{NAME}.{playbook}", "--limit", limit)
    assert done.returncode == 2
    output = " ".join((done.stdout + done.stderr).split())
    assert f"so the limit {limit} is refused. Start it without --limit, and choose with" in output
    assert done.stdout.count("fatal: ") == 1
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("playbook", ["license_report", "compliance_report", "license_rightsize"])
def test_a_source_that_did_not_parse_is_a_failure_whatever_the_limit(start: Start, playbook: str) -> None:
    """Core takes an inventory without hosts for a reason to skip the play, and leaves with success."""
    for limit, status in (("alpha-1", 4), ("localhost", 2)):
        done = start(f"{NAME}.{playbook}", "--limit", limit, hosts="empty.json")
        assert done.returncode == status, done.stdout + done.stderr
        said = "the inventory has no hosts" if status == 4 else "not found in the inventory"
        assert said in " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize("limit", [None, "alpha-1", "lp_services"])
def test_the_last_step_of_the_workflow_fails_whatever_the_limit(start: Start, limit: str | None) -> None:
    done = start(NOTIFY, *([] if limit is None else ["--limit", limit]))
    assert done.returncode == 2
    assert done.stdout.count("fatal: ") == 1
    assert "A step of the workflow failed before this one" in done.stdout


def test_without_a_limit_everything_is_as_it_was(start: Start, tmp_path: Path) -> None:
    judged = start(f"{NAME}.compliance_report")
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert report(tmp_path) == ALL
    planned = start(f"{NAME}.license_rightsize")
    assert planned.returncode == 0, planned.stdout + planned.stderr
