# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role compliance through ansible-playbook: what a user sees, what a later job gets, what the platform is asked."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from kits import harness
from kits.compliance import DEFAULT_POLICY, rule, waiver
from kits.report_data import HOSTILE, hostile_hosts, inventory, sample_hosts
from simulator import Dataset, Fault, Simulator

ROLE = "audiocodes.live_platform.compliance"
# the formats that are written by default
SUFFIXES = {"html": "html", "csv": "csv", "json": "json", "junit": "junit.xml", "sarif": "sarif"}
DAY = "2026-11-22"
PLAY = {"hosts": "localhost", "connection": "local", "gather_facts": False, "roles": [ROLE]}


class Run:
    """Runs of a playbook in a directory that is empty but for the inventory."""

    def __init__(self, core: harness.Core, folder: Path, hosts: dict[str, Any], **env: str) -> None:
        self.core = core
        self.folder = folder
        self.env = env
        self.source = folder / "inventory.json"
        self.source.write_text(json.dumps(inventory(hosts)), encoding="utf-8")

    def __call__(
        self, *argv: str, play: dict[str, Any] | str | None = None, **variables: Any
    ) -> subprocess.CompletedProcess[str]:
        play = PLAY if play is None else play
        playbook = play if isinstance(play, str) else self.folder / "play.yml"
        if isinstance(play, dict):
            (self.folder / "play.yml").write_text(yaml.safe_dump([play]), encoding="utf-8")
        values = {f"compliance_{name}": value for name, value in variables.items()}
        return harness.run(
            self.core,
            ["ansible-playbook", "-i", self.source, playbook, "-e", json.dumps(values), *argv],
            env={
                "ANSIBLE_SHOW_CUSTOM_STATS": "true",
                "ANSIBLE_NOCOLOR": "true",
                "ANSIBLE_DEPRECATION_WARNINGS": "false",
                "ANSIBLE_PYTHON_INTERPRETER": str(self.core.python),
                **self.env,
            },
            cwd=self.folder,
        )

    def written(self) -> dict[str, Path]:
        files = {name: self.folder / "reports" / f"compliance.{suffix}" for name, suffix in SUFFIXES.items()}
        return {name: path for name, path in files.items() if path.exists()}

    def findings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.written()["json"].read_text(encoding="utf-8"))["findings"]
        return found


def published(done: subprocess.CompletedProcess[str], name: str = "compliance_result") -> dict[str, Any]:
    """Return the dictionary that the run hands on to later jobs."""
    text = done.stdout.partition("CUSTOM STATS:")[2].partition("RUN:")[2]
    result: dict[str, Any] = json.loads(text)[name]
    assert len(json.dumps(result)) < 4096
    return result


def recap(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    line = re.search(r"^\S+ +: (ok=.*)$", done.stdout, re.MULTILINE)
    assert line, done.stdout + done.stderr
    return {name: int(count) for name, count in re.findall(r"(\w+)=(\d+)", line[1])}


def failed(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one error of a run that failed."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    errors = [line for line in done.stdout.splitlines() if line.startswith("fatal: ")]
    assert len(errors) == 1, done.stdout
    return errors[0]


# ---- failures


def test_a_mistake_in_the_policy_is_one_error_and_is_published(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    wrong = {"rules": [rule(check={"type": "threshold", "field": "dids_free", "above": 1, "below": 3})]}
    done = run(policy=wrong)
    said = "policy: rule r1: check threshold needs exactly one of above, at_least, below, at_most"
    assert said in failed(done)
    result = published(done)
    assert (result["verdict"], result["message"], result["written"]) == ("failed", said, False)
    assert run.written() == {}


def test_a_survey_s_text_that_is_neither_yaml_nor_a_path_is_one_error_and_is_published(
    core: harness.Core, tmp_path: Path
) -> None:
    run = Run(core, tmp_path, sample_hosts())
    done = run(waivers="~nobody-of-this-name/waivers.yml")
    said = "waivers: ~nobody-of-this-name/waivers.yml is not a path: its home directory is not known"
    assert said in failed(done)
    assert (published(done)["verdict"], published(done)["message"]) == ("failed", said)
    assert run.written() == {}


def test_an_empty_group_fails_after_everything_is_written_and_published(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, {})
    done = run()
    assert "0 services and customers found, at least 1 expected" in failed(done)
    assert set(run.written()) == set(SUFFIXES)
    assert (published(done)["verdict"], published(done)["population"]) == ("failed", {"services": 0, "customers": 0})
    done = run(minimum_population=0)
    assert (done.returncode, published(done)["verdict"]) == (0, "ok")


def test_a_severity_to_fail_on(core: harness.Core, tmp_path: Path) -> None:
    """The result is published and the files are there before the role fails; a severity that nothing reaches passes."""
    run = Run(core, tmp_path, sample_hosts())
    done = run(fail_on="high", reference_date=DAY)
    assert "5 open findings of severity high or above: 5 high" in failed(done)
    assert (published(done)["verdict"], published(done)["written"]) == ("failed", True)
    assert set(run.written()) == set(SUFFIXES)
    done = run(fail_on="critical", reference_date=DAY)
    assert (done.returncode, published(done)["verdict"]) == (0, "warning")


# ---- the inventory


@pytest.mark.every_core
def test_the_vendors_examples(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    first = run("--diff", reference_date=DAY)
    assert first.returncode == 0, first.stdout + first.stderr
    assert recap(first)["changed"] == 1
    assert "15 open findings (0 critical, 5 high, 1 medium, 9 low), 10 hints (info), 0 waived" in first.stdout
    judged = f"6 services and 10 customers judged by {len(DEFAULT_POLICY['rules'])} rules"
    assert f"{judged}, 14 of which had nothing to judge" in first.stdout
    assert len(re.findall("^-absent", first.stdout, re.MULTILINE)) == 5
    result = published(first)
    assert result["files"] == {name: str(path) for name, path in run.written().items()}
    assert result["counts"] == {"critical": 0, "high": 5, "medium": 1, "low": 9, "info": 10}
    assert [item["name"] for item in result["top"][:3]] == ["DHD Customer A DM", "Seraya", "ZARonaldM"]
    assert (
        result["total"]
        == len(result["top"]) + result["truncated"]
        == sum(item["severity"] != "info" for item in run.findings())
    )
    again = run(reference_date=DAY)
    assert (again.returncode, recap(again)["changed"]) == (0, 0)
    (log,) = json.loads(run.written()["sarif"].read_text(encoding="utf-8"))["runs"]
    place = log["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "inventory.json"


def test_check_mode_writes_nothing(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    done = run("--check", baseline="last.json")
    assert (done.returncode, recap(done)["changed"]) == (0, 1)
    assert (run.written(), published(done)["written"]) == ({}, False)
    assert {path.name for path in tmp_path.iterdir()} == {"inventory.json", "play.yml"}


def test_blank_answers_of_a_survey_mean_the_defaults(core: harness.Core, tmp_path: Path) -> None:
    defaults = yaml.safe_load((harness.ROOT / "roles/compliance/defaults/main.yml").read_text(encoding="utf-8"))
    run = Run(core, tmp_path, sample_hosts())
    done = run(**dict.fromkeys((name.removeprefix("compliance_") for name in defaults), ""))
    assert done.returncode == 0, done.stdout
    assert set(run.written()) == set(SUFFIXES)
    assert published(done)["population"] == {"services": 6, "customers": 10}


def test_a_second_run_knows_what_is_new(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    options: dict[str, Any] = {"reference_date": DAY, "baseline": "last.json", "formats": "json"}
    assert published(run(**options))["new"] is None
    hosts = sample_hosts()
    hosts["seraya"]["lp_status"] = "ok"
    hosts["acme-inc"]["lp_status"] = "error"
    done = Run(core, tmp_path, hosts)(**options)
    assert "Since the baseline: 1 new, 24 persisting, 1 fixed" in done.stdout
    result = published(done)
    assert (result["new"], result["persisting"], result["fixed"]) == (1, 24, 1)
    assert [item["name"] for item in run.findings() if item["change"] == "new"] == ["ACME Inc."]


def test_policy_waivers_and_groups_of_ones_own(core: harness.Core, tmp_path: Path) -> None:
    """Waivers from a file, changes as a survey's text, a scope by a group that a limit of the play does not touch."""
    (tmp_path / "waivers.yml").write_text(
        yaml.safe_dump([waiver(rule="seats-unused", scope={"name": "auto_sys_*"})]), encoding="utf-8"
    )
    run = Run(core, tmp_path, sample_hosts())
    changes = "rules:\n  - id: service-in-error\n    scope: {groups: [lp_customers]}\n"
    play = {**PLAY, "hosts": "lp_services"}
    done = run("--limit", "seraya", play=play, policy_changes=changes, waivers="waivers.yml", reference_date=DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    result = published(done)
    counts = result["counts"]
    assert (sum(counts.values()), result["waived"], counts["high"]) == (19, 3, 2)
    assert result["total"] == 19 - counts["info"]
    assert len(re.findall("^changed: ", done.stdout, re.MULTILINE)) == 1


def test_answers_of_one_line_are_yaml(core: harness.Core, tmp_path: Path) -> None:
    """A text field of a survey has no second line; this one is longer than any name of a file."""
    run = Run(core, tmp_path, sample_hosts())
    title = "Service in error, and in the groups that " + "we " * 100 + "look after"
    changes = f"rules: [{{id: service-in-error, title: '{title}', severity: critical}}]"
    done = run(policy_changes=changes, waivers="waivers: []", reference_date=DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    found = [item for item in run.findings() if item["rule"] == "service-in-error"]
    assert {item["severity"] for item in found} == {"critical"}
    assert published(done)["counts"]["critical"] == len(found)


def test_a_slice_judges_its_part_alone(core: harness.Core, tmp_path: Path) -> None:
    """AWX gives every slice an inventory of its own; that is why a minimum population is worth setting."""
    hosts = dict(list(sample_hosts().items())[::2])
    run = Run(core, tmp_path, hosts)
    done = run(minimum_population=16)
    assert "8 services and customers found, at least 16 expected" in failed(done)


def test_a_workbook_is_written_where_it_is_asked_for(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, hostile_hosts())
    done = run(formats="xlsx,json", csv_bom=True)
    assert done.returncode == 0, done.stdout
    assert set(published(done)["files"]) == {"xlsx", "json"}
    book = openpyxl.load_workbook(published(done)["files"]["xlsx"])
    assert book.sheetnames[:4] == ["Attention", "Summary", "Numbers", "Rules"]
    names = [str(row[2].value) for row in book["Findings"].iter_rows(min_row=2)]
    assert sorted(names) == sorted(item["name"].replace("\r\n", "\n") for item in run.findings())


@pytest.mark.every_core
def test_names_of_the_platform_are_never_templates(core: harness.Core, tmp_path: Path) -> None:
    """A static inventory is the hardest case: its strings are templates by themselves on every ansible-core."""
    run = Run(core, tmp_path, hostile_hosts())
    done = run(policy_changes={"rules": [{"id": "unknown-status", "severity": "critical"}]})
    assert done.returncode == 0, done.stdout
    assert "{{ 40 + 2 }}: status is {{ 40 + 2 }}" in done.stdout
    assert {item["name"] for item in run.findings()} == set(HOSTILE)
    with run.written()["csv"].open(newline="", encoding="utf-8") as text:
        shown = {row["name"] for row in csv.DictReader(text)}
    assert {"{{ 40 + 2 }}", "'=1+1", "<script>alert(1)</script>", "'@SUM(A1:A9)"} <= shown
    html = run.written()["html"].read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in html
    assert html.count("<script") == 1
    assert "{{" not in json.dumps(published(done))


# ---- the platform


def test_a_platform_that_does_not_answer_is_one_error_and_is_published(core: harness.Core, tmp_path: Path) -> None:
    with Simulator(Dataset.samples()) as sim:
        sim.fault("/api/v3/customer", Fault(status=403, times=9, body={"description": "no right to read"}))
        run = Run(core, tmp_path, {}, **sim.env())
        done = run(source="api")
    assert "the platform could not be read: GET /tenantui/api/v3/customer" in failed(done)
    assert "no right to read" in published(done)["message"]
    assert sim.env()["LIVE_PLATFORM_CLIENT_SECRET"] not in done.stdout + done.stderr


def test_the_platform_is_asked_three_times(core: harness.Core, tmp_path: Path) -> None:
    """One token and two lists; the findings are those of the inventory; no record is in the output, even with -v."""
    with Simulator(Dataset.samples()) as sim:
        run = Run(core, tmp_path, {}, **sim.env())
        done = run("-v", source="api", reference_date=DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (sim.token_requests, len(sim.requests)) == (1, 3)
    assert sim.count(path_contains="/topology/services") == sim.count(path_contains="/api/v3/customer") == 1
    result = published(done)
    assert result["counts"] == {"critical": 0, "high": 5, "medium": 1, "low": 9, "info": 10}
    assert "devices_personal_max" not in done.stdout


def test_secrets_cost_one_request_for_each_customer(core: harness.Core, tmp_path: Path) -> None:
    with Simulator(Dataset.samples()) as sim:
        run = Run(core, tmp_path, {}, **sim.env())
        done = run(source="api", secrets_expiry="yes", reference_date=DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sim.count(path_contains="/topology/services") == 1
    assert sim.count(path_contains="/api/v3/customer") == 1 + 10
    # nobody asked for the license of the instance, the tiers of metering, or numbers
    assert published(done)["not_judged"] == 7 + 1 + 4


# ---- the playbook


def test_the_playbook_reports_whatever_the_verdict(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    done = run(play="audiocodes.live_platform.compliance_report", fail_on="high")
    assert "of severity high or above" in failed(done)
    assert set(run.written()) == set(SUFFIXES)
    assert (tmp_path / "reports" / "license_report.html").exists()
    assert published(done, "license_report_result")["written"] is True


@pytest.mark.parametrize("name", ["source", "fail_on"])
def test_a_bad_value_is_one_error_that_names_the_option(core: harness.Core, tmp_path: Path, name: str) -> None:
    assert name in failed(Run(core, tmp_path, {})(**{name: "nonsense"}))
