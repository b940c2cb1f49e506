# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and verdicts about the platform itself: jobs that read it in their own process, without an inventory."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from simulator import Fault, Simulator

Play = Callable[..., Any]
NAME = "audiocodes.live_platform"
DAY = {"compliance_reference_date": "2026-11-22", "license_report_generated_at": "2026-11-22T08:00:00Z"}
# a header of a gateway, as secret as the other one
KEY = "gateway-key-0815"
FORMATS = ("html", "csv", "json")


def run(
    core: harness.Core,
    folder: Path,
    sim: Simulator,
    playbook: str,
    *argv: str,
    env: dict[str, str] | None = None,
    **more: Any,
) -> subprocess.CompletedProcess[str]:
    """Run a playbook of the collection in an empty folder, without an inventory unless one is among the arguments."""
    quiet = {
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_NOCOLOR": "true",
    }
    variables = json.dumps({**DAY, **more})
    command = ["ansible-playbook", f"{NAME}.{playbook}", "-e", variables, *argv]
    return harness.run(core, command, env={**quiet, **sim.env(), **(env or {})}, cwd=folder)


def reports(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "reports").glob("*")}


def test_findings_and_report_need_no_inventory(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """Each of them reads both lists by itself; nothing of a record is in the output, however much of it there is."""
    done = run(core, tmp_path, sim, "compliance_report", "-vvv", compliance_source="api")
    assert done.returncode == 0, done.stdout + done.stderr
    findings, report = (json.loads(reports(tmp_path)[f"{name}.json"]) for name in ("compliance", "license_report"))
    assert findings["population"] == {"services": 6, "customers": 10}
    assert (report["totals"]["services"], report["totals"]["customers"]) == (6, 10)
    assert (sim.token_requests, len(sim.requests)) == (2, 6)
    assert sim.count(path_contains="/topology/services") == sim.count(path_contains="/api/v3/customer") == 2
    assert "management_status" not in done.stdout
    assert sim.env()["LIVE_PLATFORM_CLIENT_SECRET"] not in done.stdout + done.stderr


def test_the_report_is_judged_by_the_policy_of_the_findings(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """A site that changes its policy and names its pool reads the same figures in both files."""
    changes = {
        "rules": [{"id": "service-in-error", "severity": "critical"}, {"id": "never-backed-up", "enabled": False}]
    }
    asked: dict[str, Any] = {
        "compliance_policy_changes": changes,
        "compliance_pool_users": 10,
        "compliance_numbers": True,
    }
    done = run(core, tmp_path, sim, "compliance_report", compliance_source="api", **asked)
    assert done.returncode == 0, done.stdout + done.stderr
    findings, report = (json.loads(reports(tmp_path)[f"{name}.json"]) for name in ("compliance", "license_report"))
    judged = {rule["id"]: (rule["severity"], rule["open"]) for rule in findings["rules"] if rule["open"]}
    assert {rule["rule"]: (rule["severity"], rule["count"]) for rule in report["attention"]["rules"]} == judged
    assert judged["service-in-error"][0] == "critical"
    assert "pool-users-over" in judged
    assert "never-backed-up" not in judged


def test_a_report_is_that_of_the_inventory(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """Byte for byte, names of hosts and groups included."""
    (tmp_path / "live").mkdir()
    (tmp_path / "listed").mkdir()
    done = run(core, tmp_path / "live", sim, "license_report", license_report_source="api")
    assert done.returncode == 0, done.stdout + done.stderr
    source = tmp_path / "live_platform.yml"
    source.write_text(json.dumps({"plugin": f"{NAME}.live_platform", "all_details": True}), encoding="utf-8")
    done = run(core, tmp_path / "listed", sim, "license_report", "-i", str(source))
    assert done.returncode == 0, done.stdout + done.stderr
    live, listed = reports(tmp_path / "live"), reports(tmp_path / "listed")
    assert set(live) == {f"license_report.{name}" for name in FORMATS}
    assert live == listed


def test_check_mode_reads_and_writes_nothing(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    done = run(core, tmp_path, sim, "compliance_report", "--check", compliance_source="api")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (tmp_path / "reports").exists()
    assert len(sim.requests) == 6


@pytest.mark.parametrize("playbook", ["compliance_report", "license_report"])
def test_a_refused_account_is_one_error_without_a_secret(
    core: harness.Core, sim: Simulator, tmp_path: Path, playbook: str
) -> None:
    wrong = {"LIVE_PLATFORM_CLIENT_SECRET": "a-wrong-secret"}
    source = {"compliance_source" if playbook == "compliance_report" else "license_report_source": "api"}
    done = run(core, tmp_path, sim, playbook, "-vvv", env=wrong, **source)
    assert done.returncode == 2
    assert "the platform could not be read: POST " in done.stdout
    assert "a-wrong-secret" not in done.stdout + done.stderr
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("module", ["write_compliance", "write_report"])
def test_defaults_of_the_group_hold_for_actions(
    core: harness.Core, sim: Simulator, play: Play, tmp_path: Path, module: str
) -> None:
    """The connection comes from module_defaults, one option of it from the environment of the play; both secrets stay hidden."""
    given = {name.removeprefix("LIVE_PLATFORM_").lower(): value for name, value in sim.env().items()}
    secret = given["client_secret"]
    env = {"LIVE_PLATFORM_URL": given.pop("url"), "LIVE_PLATFORM_PLATFORM_NAME": "zurich"}
    # what the platform sends back is hidden as well
    sim.fault("/api/v3/customer", Fault(status=403, times=1, body={"description": f"{KEY} and {secret} may not read"}))
    options = {"source": "api", "dest": str(tmp_path), "formats": "json"}
    tasks = [
        {f"{NAME}.{module}": options, "register": "refused", "ignore_errors": True},
        {f"{NAME}.{module}": options, "register": "read"},
    ]
    defaults = {f"group/{NAME}.live_platform": {**given, "headers": {"X-Key": KEY}}}
    done, results = play(core, {}, tasks, "-vvv", module_defaults=defaults, environment=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "******** and ******** may not read" in results["refused"]["msg"]
    assert results["read"]["summary"]["written"] is True
    (path,) = tmp_path.glob("*.json")
    assert json.loads(path.read_text(encoding="utf-8"))["platforms"] == ["zurich"]
    for text in (KEY, secret):
        assert text not in done.stdout + done.stderr + json.dumps(results)
        assert text not in path.read_text(encoding="utf-8")


def test_a_vaulted_secret_is_text(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """Inline, as `ansible-vault encrypt_string` makes it."""
    (tmp_path / "word").write_text("open", encoding="utf-8")
    secret = sim.env()["LIVE_PLATFORM_CLIENT_SECRET"]
    vaulted = harness.run(
        core, ["ansible-vault", "encrypt_string", "--vault-password-file", "word", secret], env={}, cwd=tmp_path
    ).stdout
    body = vaulted[vaulted.index("!vault") :].replace("\n", "\n      ").rstrip()
    (tmp_path / "play.yml").write_text(
        f"""
- hosts: localhost
  gather_facts: false
  vars:
    secret: {body}
  tasks:
    - {NAME}.write_compliance:
        source: api
        client_secret: "{{{{ secret }}}}"
""",
        encoding="utf-8",
    )
    env = {**sim.env(), "LIVE_PLATFORM_CLIENT_SECRET": ""}
    done = harness.run(
        core, ["ansible-playbook", "play.yml", "--vault-password-file", "word", "-vvv"], env=env, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert secret not in done.stdout + done.stderr
