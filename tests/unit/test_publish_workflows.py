# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Continuous integration does what the Makefile does, on the cores that the scripts and the README name."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from kits import harness
from kits.harness import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS: dict[str, dict[str, Any]] = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))
}
CI = WORKFLOWS["ci.yml"]["jobs"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
PYTHONS = {
    version: pythons.split()
    for version, pythons in re.findall(r'\[([\d.]+)\]="([\d. ]+)"', (ROOT / "scripts/core").read_text(encoding="utf-8"))
}


# without those that stand there again, on another Python
CORES = [version for version in harness.matrix() if "-py" not in version]


def steps(name: str) -> list[str]:
    """What the jobs of a workflow run."""
    jobs = WORKFLOWS[name]["jobs"].values()
    return [step["run"] for job in jobs for step in job.get("steps", ()) if "run" in step]


def test_the_matrix_is_that_of_the_scripts() -> None:
    """Every core, on a Python that the scripts take for it, and all those Pythons are set up."""
    cores = [name.partition("-py") for name in CI["core"]["strategy"]["matrix"]["core"]]
    assert list(dict.fromkeys(core for core, _py, _python in cores)) == CORES
    pythons = next(step["with"]["python-version"].split() for step in CI["core"]["steps"] if "with" in step)
    for core, _py, python in cores:
        assert not python or python in PYTHONS[core]
        assert (python or PYTHONS[core][0]) in pythons


def test_one_job_is_what_is_called_locally() -> None:
    assert ".ci/run" in [step.get("run") for step in CI["test"]["steps"]]
    assert "make --no-print-directory test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_all_green_waits_for_every_job() -> None:
    """And fails when one of them failed, was cancelled or skipped."""
    gate = CI["all-green"]
    assert set(gate["needs"]) == set(CI) - {"all-green"}
    assert gate["if"] == "always()"
    (step,) = gate["steps"]
    for result in ("failure", "cancelled", "skipped"):
        assert f"contains(needs.*.result, '{result}')" in step["run"]


def test_it_runs_for_changes_and_at_night() -> None:
    # YAML 1.1 reads the key "on" as true
    assert {"push", "pull_request", "schedule"} <= WORKFLOWS["ci.yml"][True].keys()  # type: ignore[index]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_targets_and_scripts_exist(name: str) -> None:
    targets = CI["publish-checks"]["strategy"]["matrix"]["target"]
    for run in steps(name):
        for target in re.findall(r"\bmake ([a-z-]+)", run):
            assert target in TARGETS, run
        for path in re.findall(r"(?:scripts|\.ci)/[a-z]+", run):
            assert (ROOT / path).exists(), run
    assert set(targets) <= TARGETS


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_runs_with_more_rights_than_it_needs(name: str) -> None:
    """Read only by default, bounded in time, actions of a fixed version, secrets in the environment only."""
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {"contents": "read"}
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert re.findall(r"uses: (?!\./)\S+@(?!v\d+$)\S+", text, re.MULTILINE) == []
    assert not any("secrets." in run or "github.event" in run for run in steps(name))


def test_a_release_is_tested_and_is_the_version_of_its_tag() -> None:
    publish = WORKFLOWS["release.yml"]["jobs"]["publish"]
    assert publish["needs"] == "test"
    assert WORKFLOWS["release.yml"]["jobs"]["test"]["uses"] == "./.github/workflows/ci.yml"
    first, *_rest, _release = [step["run"] for step in publish["steps"] if "run" in step]
    assert "galaxy.yml" in first
    assert "changelogs/changelog.yaml" in first


def test_the_readme_names_every_core_that_is_tested() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Compatibility")[2].partition("\n## ")[0]
    assert list(dict.fromkeys(re.findall(r"^\| (2\.\d+) \|", table, re.MULTILINE))) == CORES


def test_every_target_is_documented() -> None:
    """With one line of `make help`, and in the table of CONTRIBUTING."""
    documented = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert documented == TARGETS - {"help"} | {"help"}
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [target for target in TARGETS - {"help"} if f"`make {target}" not in contributing] == []
