# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role license_report through ansible-playbook: what a user sees, and what a later job gets."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kits import harness
from kits.report_data import HOSTILE, hostile_hosts, hosts_of, inventory, raw_customer, raw_service, sample_hosts, trial
from kits.report_pages import read_markdown

PLAYBOOK = "audiocodes.live_platform.license_report"
SURVEY = (
    "groups",
    "dest",
    "basename",
    "formats",
    "title",
    "minimum_population",
    "vars_prefix",
    "generated_at",
    "mode",
    "csv_bom",
    "policy",
    "policy_changes",
    "waivers",
    "previous",
    "rows",
)


class Run:
    """One run of the playbook in a directory that is empty but for the inventory."""

    def __init__(self, core: harness.Core, folder: Path, hosts: dict[str, Any], others: tuple[str, ...] = ()) -> None:
        self.core = core
        self.folder = folder
        self.source = folder / "inventory.json"
        self.source.write_text(json.dumps(inventory(hosts, others)), encoding="utf-8")

    def __call__(
        self, *argv: str, playbook: str = PLAYBOOK, env: dict[str, str] | None = None, **variables: Any
    ) -> subprocess.CompletedProcess[str]:
        values = {f"license_report_{name}": value for name, value in variables.items()}
        return harness.run(
            self.core,
            ["ansible-playbook", "-i", self.source, playbook, "-e", json.dumps(values), *argv],
            env={
                "ANSIBLE_SHOW_CUSTOM_STATS": "true",
                "ANSIBLE_NOCOLOR": "true",
                "ANSIBLE_DEPRECATION_WARNINGS": "false",
                **(env or {}),
            },
            cwd=self.folder,
        )

    def written(self) -> dict[str, Path]:
        return {path.suffix[1:]: path for path in sorted((self.folder / "reports").glob("*"))}


def published(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return the dictionary that the run hands on to later jobs."""
    text = done.stdout.partition("CUSTOM STATS:")[2].partition("RUN:")[2]
    stats: dict[str, Any] = json.loads(text)
    assert set(stats) == {"license_report_result"}
    result: dict[str, Any] = stats["license_report_result"]
    return result


def recap(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    line = re.search(r"^localhost +: (.*)$", done.stdout, re.MULTILINE)
    assert line, done.stdout + done.stderr
    return {name: int(count) for name, count in re.findall(r"(\w+)=(\d+)", line[1])}


def test_a_group_that_does_not_exist_is_one_error_and_is_published(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    done = run(groups="lp_services\nlp_nowhere")
    assert done.returncode == 2
    output = done.stdout + done.stderr
    assert "Group 'lp_nowhere' not found in the inventory" in output
    assert "the inventory source probably did not parse" in output
    assert output.count("fatal: ") == 1
    assert "Traceback" not in output
    result = published(done)
    assert (result["status"], result["written"]) == ("error", False)
    assert "'lp_nowhere'" in result["message"]
    assert run.written() == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("formats", "docx"), ("minimum_population", "many"), ("basename", "../x"), ("generated_at", "now")],
)
def test_a_bad_value_is_one_error_that_names_the_option(
    core: harness.Core, tmp_path: Path, name: str, value: str
) -> None:
    changed: dict[str, Any] = {name: value}
    done = Run(core, tmp_path, {})(**changed)
    assert done.returncode == 2
    errors = [line for line in done.stdout.splitlines() if line.startswith("fatal: ")]
    assert len(errors) == 1
    assert name in errors[0]
    assert "Traceback" not in done.stdout + done.stderr


def test_too_few_hosts_fail_after_the_report_is_written_and_published(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, {})
    done = run(minimum_population=1)
    assert done.returncode == 2
    assert "0 services and customers found, at least 1 expected" in done.stdout
    assert set(run.written()) == {"html", "csv", "json"}
    result = published(done)
    assert (result["status"], result["totals"]["hosts"], result["written"]) == ("critical", 0, True)


@pytest.mark.every_core
def test_the_report_of_the_vendors_examples(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts(), others=("printer",))
    first = run("--diff", generated_at="2026-11-22T08:00:00Z")
    assert first.returncode == 0, first.stdout + first.stderr
    assert recap(first)["changed"] == 1
    assert '"6 services (1 disabled), 10 customers (10 without a service)"' in first.stdout
    assert '"Inventory: 16 hosts of lp_services, lp_customers, and 1 left out that are neither."' in first.stdout
    assert '"What needs you"' in first.stdout
    assert '"Seats used          1 of 100 (1%)"' in first.stdout
    assert len(re.findall("^-absent", first.stdout, re.MULTILINE)) == 3
    assert "1 of 17 hosts have no lp_kind and are left out of the report: printer" in " ".join(first.stderr.split())

    result = published(first)
    files = run.written()
    assert result["files"] == {suffix: str(path) for suffix, path in files.items()}
    assert (result["schema"], result["status"], result["generated_at"]) == (1, "warning", "2026-11-22T08:00:00Z")
    document = json.loads(files["json"].read_text(encoding="utf-8"))
    assert document["totals"] == result["totals"]
    assert (document["totals"]["hosts"], document["totals"]["skipped"]) == (16, 1)
    assert result["license_types"]["hosted_essentials"] == 5
    assert result["statuses"] == {"error": 3, "unmonitored": 1, "ok": 2}
    assert len(json.dumps(result)) < 3000

    again = run(generated_at="2026-11-22T08:00:00Z")
    assert (again.returncode, recap(again)["changed"]) == (0, 0)


def test_the_second_report_says_what_has_changed_since_the_first(core: harness.Core, tmp_path: Path) -> None:
    """The folder of the reports is that of the earlier ones; a report is never compared with itself."""
    before = hosts_of([raw_service(1, "a"), raw_service(2, "gone")], [raw_customer("g", "Acme", seats=10)])
    after = hosts_of(
        [raw_service(1, "a", status="ERROR"), trial(3, "24-12-2026")], [raw_customer("g", "Acme", seats=15)]
    )
    october: dict[str, Any] = {"generated_at": "2026-11-01T08:00:00Z", "basename": "october", "previous": "reports"}
    first = Run(core, tmp_path, before)(formats="json", **october)
    assert first.returncode == 0, first.stdout
    assert published(first)["changes"] == {}

    november: dict[str, Any] = {"generated_at": "2026-12-01T08:00:00Z", "basename": "november", "previous": "reports"}
    run = Run(core, tmp_path, after)
    second = run(formats="json,md", **november)
    assert second.returncode == 0, second.stdout
    result = published(second)
    wanted = {"new": 1, "gone": 1, "seats": 1, "state": 1}
    assert {change: count for change, count in result["changes"].items() if count} == wanted
    assert result["next_lapse"]["date"] == "2026-12-24"
    assert result["attention"]["high"] >= 1
    document = json.loads((tmp_path / "reports" / "november.json").read_text(encoding="utf-8"))
    assert document["changes"]["since"] == "2026-11-01T08:00:00Z"
    assert document["changes"]["totals"]["seats_licensed"] == 5
    assert '"Since the report of 2026-11-01"' in second.stdout
    ticket = read_markdown((tmp_path / "reports" / "november.md").read_text(encoding="utf-8"))
    assert ["seats acquired", "Acme", "10", "15"] in ticket["Since the report of 2026-11-01"]
    again = run(formats="json,md", **november)
    assert (again.returncode, recap(again)["changed"]) == (0, 0)

    other = {name: {**variables, "lp_platform": "elsewhere"} for name, variables in after.items()}
    refused = Run(core, tmp_path, other)(generated_at="2026-12-02", previous="reports/november.json")
    assert refused.returncode == 2
    message = published(refused)["message"]
    assert "previous: " in message
    assert "is of no platform that it names, but this report is of platform elsewhere" in message


def test_nobody_is_judged_without_a_policy_and_a_site_may_have_its_own(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    none = run(formats="json", policy="none")
    assert none.returncode == 0, none.stdout
    assert published(none)["attention"] == {}
    assert "What needs you" not in none.stdout
    changes = {"rules": [{"id": "service-in-error", "severity": "critical"}]}
    own = run(formats="json", policy_changes=changes)
    assert own.returncode == 0, own.stdout
    assert published(own)["attention"]["critical"] == 3
    wrong = run(formats="json", policy="nowhere.yml")
    assert wrong.returncode == 2
    assert "policy: there is no file nowhere.yml" in published(wrong)["message"]


def test_check_mode_writes_nothing(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    done = run("--check")
    assert (done.returncode, recap(done)["changed"]) == (0, 1)
    assert (run.written(), published(done)["written"]) == ({}, False)
    assert not (tmp_path / "reports").exists()


def test_blank_answers_of_a_survey_mean_the_defaults(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, sample_hosts())
    blank: dict[str, Any] = dict.fromkeys(SURVEY, "")
    done = run(**blank)
    assert done.returncode == 0, done.stdout
    assert {path.name for path in run.written().values()} == {
        f"license_report.{end}" for end in ("html", "csv", "json")
    }


@pytest.mark.every_core
def test_names_of_the_platform_are_never_templates(core: harness.Core, tmp_path: Path) -> None:
    """A static inventory is the hardest case: its strings are templates by themselves on every ansible-core."""
    hosts = hostile_hosts() | hosts_of([raw_service(99, "probe", licenseType="{{ 40 + 2 }}", status="{{ 40 + 3 }}")])
    run = Run(core, tmp_path, hosts)
    done = run()
    assert done.returncode == 0, done.stdout
    assert '"{{ 40 + 2 }} ' in done.stdout
    assert '"{{ 40 + 3 }} ' in done.stdout
    files = run.written()
    names = {row["name"] for row in json.loads(files["json"].read_text(encoding="utf-8"))["rows"]}
    assert names == {*HOSTILE, "probe"}
    with files["csv"].open(newline="", encoding="utf-8") as text:
        shown = {row["name"] for row in csv.DictReader(text)}
    assert {"{{ 40 + 2 }}", "'=1+1", "<script>alert(1)</script>", "'@SUM(A1:A9)"} <= shown
    html = files["html"].read_text(encoding="utf-8")
    assert "<th scope=row>{{ 40 + 2 }}<" in html
    assert "<th scope=row>=1+1<" in html
    assert html.count("<script") == 1
    assert "{{" not in json.dumps(published(done))


def test_the_role_runs_once_even_for_many_hosts(core: harness.Core, tmp_path: Path) -> None:
    playbook = tmp_path / "play.yml"
    playbook.write_text(
        "- hosts: lp_services\n  gather_facts: false\n  roles: [audiocodes.live_platform.license_report]\n",
        encoding="utf-8",
    )
    done = Run(core, tmp_path, sample_hosts())(playbook=str(playbook))
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("Inventory: 16 hosts") == 1
    assert len(re.findall("^changed: ", done.stdout, re.MULTILINE)) == 1


def test_a_workbook_and_a_ticket_are_written_when_they_are_asked_for(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path, hostile_hosts())
    first = run(formats="xlsx,md", generated_at="2026-11-22T08:00:00Z")
    assert first.returncode == 0, first.stdout
    files = run.written()
    assert set(files) == {"xlsx", "md"}
    book = openpyxl.load_workbook(files["xlsx"])
    assert book["Services, all fields"].max_row == book["Customers, all fields"].max_row == len(HOSTILE) + 1
    ticket = read_markdown(files["md"].read_text(encoding="utf-8"))
    assert ticket["Figures"][0] == ["Services", str(published(first)["totals"]["services"])]
    again = run(formats="xlsx,md", generated_at="2026-11-22T08:00:00Z")
    assert (again.returncode, recap(again)["changed"]) == (0, 0)


def test_a_workbook_without_its_library_is_one_error_that_names_the_package(core: harness.Core, tmp_path: Path) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "xlsxwriter.py").write_text("raise ImportError\n", encoding="utf-8")
    run = Run(core, tmp_path, sample_hosts())
    done = run(formats="html,xlsx", env={"PYTHONPATH": str(tmp_path / "hidden")})
    assert done.returncode == 2
    assert "install the package xlsxwriter" in published(done)["message"]
    assert run.written() == {}
    assert "Traceback" not in done.stdout + done.stderr
