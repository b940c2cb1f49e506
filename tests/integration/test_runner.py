# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inventory updates and jobs by ansible-runner, as AWX runs them: its folder, its settings, and a place as bare as its own.

The place is in the tests' ids (see kits/runner.py): "locked" is a read-only root file system and an unknown uid; where this
machine does not let us make one, there is no test of that name in the plan, and the jobs run in "plain".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kits import harness, runner
from simulator import Dataset, Simulator

SECRETS = ("t0ken", "Bearer")
# each simulator has a port of its own, and would be another platform by it
NAMED = {"LIVE_PLATFORM_PLATFORM_NAME": "simulated"}
# a survey that nobody touched, and what AWX adds to the variables of every job
SURVEY = {
    "license_report_title": "",
    "license_report_formats": "html, json",
    "compliance_fail_on": "low",
    "compliance_policy": "",
    "compliance_formats": "json",
    "awx_job_id": 345,
    "tower_job_id": 345,
    "awx_inventory_name": "Live Platform",
}
NIGHTLY = """
- name: Report
  ansible.builtin.import_playbook: audiocodes.live_platform.license_report
- name: Judge
  ansible.builtin.import_playbook: audiocodes.live_platform.compliance_report
"""


@pytest.fixture(scope="module")
def updated(core: harness.Core, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str, list[str]]:
    """(inventory, errors, secrets) of an update with AWX's call."""
    private = runner.folder(tmp_path_factory.mktemp(f"update-{core.version}"))
    source = private / "project" / "all.live_platform.yml"
    source.write_text("plugin: audiocodes.live_platform.live_platform\ngroup_by: trial, usage\n", encoding="utf-8")
    with Simulator(Dataset.generate(12, 9, seed=3)) as sim:
        env = sim.env() | NAMED | {"LIVE_PLATFORM_VALIDATE_CERTS": "", "LIVE_PLATFORM_CA_PATH": ""}
        found, errors = runner.inventory(core, private, env, source.name)
        return found, errors, sim.secrets()


@pytest.mark.parametrize("place", [runner.PLACE])
def test_an_update_gives_what_the_command_gives(
    core: harness.Core, updated: tuple[dict[str, Any], str, list[str]], place: str, tmp_path: Path
) -> None:
    found, errors, secrets = updated
    source = tmp_path / "all.live_platform.yml"
    source.write_text("plugin: audiocodes.live_platform.live_platform\ngroup_by: trial, usage\n", encoding="utf-8")
    with Simulator(Dataset.generate(12, 9, seed=3)) as sim:
        done = harness.run(core, ["ansible-inventory", "--list", "--export", "-i", source], sim.env() | NAMED)
    assert found, errors
    assert len(found["_meta"]["hostvars"]) >= 12
    assert found == json.loads(done.stdout)
    assert "ERROR" not in errors
    assert not [secret for secret in secrets if secret in errors]


def nightly(core: harness.Core, inventory: dict[str, Any], base: Path, cmdline: str) -> tuple[runner.Job, Path]:
    """Run both report playbooks on an imported inventory: a script that prints it, as AWX writes it."""
    private = runner.folder(base)
    (private / "project" / "nightly.yml").write_text(NIGHTLY, encoding="utf-8")
    for number, variables in enumerate(inventory["_meta"]["hostvars"].values()):
        variables |= {"remote_tower_id": number, "remote_tower_enabled": str(variables["lp_enabled"]).lower()}
    script = private / "inventory" / "hosts"
    text = json.dumps(inventory)
    script.write_text(f"#! /usr/bin/env python3\n# -*- coding: utf-8 -*-\nprint({text!r})\n", encoding="utf-8")
    script.chmod(0o700)
    job = runner.run(core, private, {}, playbook="nightly.yml", extravars=SURVEY, cmdline=cmdline)
    return job, private


def verdict(job: runner.Job) -> str:
    """The only task that failed, which must have found findings."""
    (failed,) = (event["event_data"] for event in job.events if event["event"] == "runner_on_failed")
    assert "finding" in failed["res"]["msg"], failed["res"]
    task: str = failed["task"]
    return task


@pytest.mark.parametrize("place", [runner.PLACE])
def test_the_nightly_job(
    core: harness.Core, updated: tuple[dict[str, Any], str, list[str]], place: str, tmp_path: Path
) -> None:
    inventory, _errors, secrets = updated
    job, private = nightly(core, inventory, tmp_path, "-u root")
    # the data holds findings: the policy decides that the job fails, after everything is written
    assert (job.status, job.rc) == ("failed", 2), job.stdout
    assert verdict(job) == "Judge the findings"
    assert sorted(path.name for path in (private / "project" / "reports").iterdir()) == [
        "compliance.json",
        "license_report.html",
        "license_report.json",
    ]
    assert {name.split("_")[0] for name in job.artifacts} == {"license", "compliance"}
    assert len(json.dumps(job.artifacts)) < 16_000
    assert "Traceback" not in job.stdout
    assert "WARNING" not in job.stdout
    assert not [secret for secret in secrets if secret in json.dumps(job.events)]
    if runner.LOCKED:
        assert (job.uid, job.root) == (runner.UID, "Read-only file system")


@pytest.mark.parametrize("place", [runner.PLACE])
def test_the_nightly_job_in_check_mode(
    core: harness.Core, updated: tuple[dict[str, Any], str, list[str]], place: str, tmp_path: Path
) -> None:
    inventory, _errors, _secrets = updated
    job, private = nightly(core, inventory, tmp_path, "-u root --check --diff")
    assert verdict(job) == "Judge the findings"
    assert not (private / "project" / "reports").exists()
    assert {name.split("_")[0] for name in job.artifacts} == {"license", "compliance"}
    assert "Traceback" not in job.stdout
