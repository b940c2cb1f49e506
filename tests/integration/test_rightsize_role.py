# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role license_rightsize where something is wrong: what is sent, what is told, what is left behind.

That all goes well, from the plan to the undo, is what the test of the guide "Acting safely" shows.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import csv
import json
import os
import signal
import time
from pathlib import Path

import pytest

from kits import harness
from kits.inventory import service_row
from kits.report_data import HOSTILE, hosts_of, inventory, raw_customer
from kits.rightsize import changed, licenses, published
from kits.rightsize_runs import PLAN, Run, customers, failed
from simulator import Dataset, Fault, Simulator


@pytest.fixture
def run(core: harness.Core, tmp_path: Path, plain_simulator: Simulator, sim: Simulator) -> Run:
    """Runs against the vendor's examples."""
    return Run(core, tmp_path, sim)


def test_a_platform_that_does_not_answer_is_one_error_and_is_published(run: Run) -> None:
    run.sim.fault("/api/v3/customer", Fault(status=403, times=9, body={"description": "no right to read"}))
    done = run(apply=True)
    assert "the platform could not be read: GET /tenantui/api/v3/customer" in failed(done)
    assert (published(done)["verdict"], published(done)["written"]) == ("failed", False)
    assert "no right to read" in published(done)["message"]
    assert run.file("json") is None


def test_a_plan_that_is_too_large_is_refused_before_the_first_request(run: Run) -> None:
    """One token and both lists are what the plan itself took, without license factors."""
    before = licenses(run.sim)
    done = run(apply=True, max_changes=3, check_factors=False)
    assert "4 changes are planned, at most 3 are allowed (max_changes)" in failed(done)
    assert (len(run.sim.requests), run.sim.writes, licenses(run.sim)) == (3, [], before)
    assert (published(done)["verdict"], published(done)["counts"]["change"]) == ("failed", 4)
    assert run.file("json")["counts"]["change"] == 4
    assert run.file("undo.json") is None


@pytest.mark.every_core
def test_a_failure_in_the_middle_is_told_as_it_is_and_a_second_run_does_the_rest(run: Run) -> None:
    """Of a reviewed plan one customer was changed by somebody else meanwhile, and the change of another one fails."""
    kinds = dict.fromkeys(("a", "b", "c", "d"), ("oc_pro", 100, 50))
    run.sim.dataset = customers(**kinds, keeps=("oc_pro", 55, 50))
    assert run().returncode == 0
    assert run.sim.writes == []
    run.sim.dataset.customers[0]["LicensedUsersCount"] = 90
    run.sim.fault(
        "/api/v3/customer/c", Fault(status=400, method="PATCH", times=1, body="Invalid change for License Type!")
    )
    done = run(plan=PLAN, apply=True, parallel=1, stop_on_failure=False)
    said = failed(done)
    assert "4 changes: 2 failed: 2 of 4 customers failed, beginning with a: expected license_type oc_pro" in said
    assert licenses(run.sim) == {"a": (5, 90), "b": (5, 55), "c": (5, 100), "d": (5, 55), "keeps": (5, 55)}
    states = {item["guid"]: item for item in run.file("result.json")["customers"]}
    assert {guid: item["state"] for guid, item in states.items()} == {
        "a": "failed",
        "b": "changed",
        "c": "failed",
        "d": "changed",
    }
    assert "Invalid change for License Type!" in states["c"]["error"]
    for guid, item in states.items():
        assert (item["after"]["licensed_users"], bool(item["error"])) == (licenses(run.sim)[guid][1], guid in "ac")
    assert published(done)["results"] == run.file("result.json")["counts"]
    undo = {item["guid"]: item["wanted"]["licensed_users"] for item in run.file("undo.json")["customers"]}
    assert undo == {"b": 100, "d": 100}

    done = run(apply=True)
    assert done.returncode == 0, done.stdout
    assert [item.path.rpartition("/")[2] for item in run.sim.writes] in (["a", "c"], ["c", "a"])
    assert set(licenses(run.sim).values()) == {(5, 55)}
    assert {item["guid"] for item in run.file("undo-2.json")["customers"]} == {"a", "c"}


def test_a_customer_that_is_gone_is_a_conflict_like_any_other(run: Run) -> None:
    """Nothing is begun beside it unless that is asked for; the dry run tells which of both."""
    run.sim.dataset = customers(**dict.fromkeys(("a", "b", "c"), ("oc_pro", 100, 50)))
    assert run().returncode == 0
    del run.sim.dataset.customers[1]
    run.sim.dataset.changed()
    for argv in (["--check"], []):
        said = failed(done := run(*argv, plan=PLAN, apply=True))
        assert "found no customer with GUID b" in said
        assert (published(done)["results"]["failed"], published(done)["results"]["not_tried"]) == (1, 2)
    assert run.sim.writes == []
    done = run(plan=PLAN, apply=True, stop_on_failure=False)
    assert "3 changes: 1 failed: 1 of 3 customers failed, beginning with b: expected license_type oc_pro" in failed(
        done
    )
    assert licenses(run.sim) == {"a": (5, 55), "c": (5, 55)}
    assert {item["guid"] for item in run.file("undo.json")["customers"]} == {"a", "c"}


def test_a_run_that_is_killed_leaves_the_way_back_behind(run: Run) -> None:
    """The undo file of the killed run is about everything, and so it fits what a second run has finished."""
    run.sim.dataset = customers(**dict.fromkeys(("a", "b", "c", "d"), ("oc_pro", 100, 50)))
    run.sim.fault("/api/v3/customer/c", Fault(kind="hang", seconds=60, times=1, method="GET"))
    dest = run.folder / "reports"
    with concurrent.futures.ThreadPoolExecutor() as pool:
        killed = pool.submit(run, dest=str(dest), apply=True, parallel=1, check_factors=False)
        while not run.sim.count("GET", "/api/v3/customer/c"):
            assert not killed.done(), killed.result()
            time.sleep(0.05)
        kill(str(dest))
        assert killed.result().returncode == -signal.SIGKILL
    assert [seats for _kind, seats in licenses(run.sim).values()] == [55, 55, 100, 100]
    assert run.file("result.json") is None
    assert run.file("undo.json")["counts"]["change"] == 4

    assert run(apply=True).returncode == 0
    assert [seats for _kind, seats in licenses(run.sim).values()] == [55, 55, 55, 55]
    assert {item["guid"] for item in run.file("undo-2.json")["customers"]} == {"c", "d"}

    assert run(plan="reports/license_rightsize.undo.json", apply=True).returncode == 0
    assert [seats for _kind, seats in licenses(run.sim).values()] == [100, 100, 100, 100]


def kill(argument: str) -> None:
    """Kill the process groups of all commands with this argument."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        pid = int(command.parent.name)
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            if pid != os.getpid() and argument.encode() in command.read_bytes():
                os.killpg(os.getpgid(pid), signal.SIGKILL)


def test_an_upgrade_that_fails_and_one_that_cannot_be_undone(run: Run) -> None:
    """After the first failure nobody else is begun; what the platform's task did counts, whatever became of it."""
    run.sim.dataset = customers(
        a=("oc_essentials", None, 9), b=("oc_essentials", None, 9), c=("hosted_essentials", None, 9)
    )
    run.sim.plan_tasks("b", status="Failed", polls=1)
    rules = [{"from": ["oc_essentials", "hosted_essentials"], "to_tier": "essential_plus"}]
    done = run(tier_rules=rules, apply=True, parallel=1)
    assert "2 changes: 1 failed: 1 of 2 customers failed, beginning with b" in failed(done)
    assert licenses(run.sim) == {"a": (4, 10), "b": (3, None), "c": (0, None)}
    assert published(done)["counts"]["not_possible"] == 1
    assert "Hosted Essentials cannot become Hosted Essentials Plus: nothing else is documented for it" in done.stdout
    result = {item["guid"]: item for item in run.file("result.json")["customers"]}
    assert result["a"]["task"].startswith("tsk_")
    by_guid = {item["guid"]: item["action"] for item in run.file("undo.json")["customers"]}
    assert by_guid["a"] == "not_possible"
    run.sim.clear_plans()


@pytest.mark.every_core
def test_hostile_names_are_data_and_check_mode_sends_nothing(
    core: harness.Core, tmp_path: Path, sim: Simulator
) -> None:
    """A static inventory is the hardest case: its strings are templates by themselves on every ansible-core."""
    rows = [raw_customer(f"guid-{number}", name, 5, 100, 50) for number, name in enumerate(HOSTILE)]
    rows.append(raw_customer("{{ 40 + 2 }}/../x", "hostile guid", 5, 100, 50))
    sim.dataset = Dataset(services=[service_row()], customers=rows)
    source = tmp_path / "inventory.json"
    here = {"lp_platform": sim.url.partition("//")[2]}
    hosts = {name: variables | here for name, variables in hosts_of([], rows).items()}
    source.write_text(json.dumps(inventory(hosts)), encoding="utf-8")
    run = Run(core, tmp_path, sim)
    done = run("-i", source, "--check", "--diff", source="inventory", apply=True, max_changes=99)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (sim.writes, sorted(path.name for path in tmp_path.iterdir())) == ([], ["inventory.json"])
    assert published(done)["results"]["would_change"] == len(HOSTILE)
    assert "{{ 40 + 2 }}" in done.stdout

    done = run("-i", source, source="inventory", max_changes=99)
    assert (done.returncode, changed(done), sim.requests) == (0, 1, [])
    assert {item["name"] for item in run.file("json")["customers"]} == {*HOSTILE, "hostile guid"}
    assert published(done)["counts"] == {
        **dict.fromkeys(("not_possible", "waived", "protected", "keep"), 0),
        "change": len(HOSTILE),
        "not_judged": 1,
    }
    with (tmp_path / "reports" / "license_rightsize.csv").open(newline="", encoding="utf-8") as text:
        shown = {row["name"] for row in csv.DictReader(text)}
    assert {"{{ 40 + 2 }}", "'=1+1", "'@SUM(A1:A9)"} <= shown


def test_blank_answers_of_a_survey_mean_the_defaults(run: Run) -> None:
    names = [
        path.removeprefix("license_rightsize_").partition(":")[0]
        for path in (harness.ROOT / "roles/license_rightsize/defaults/main.yml").read_text("utf-8").splitlines()
        if path.startswith("license_rightsize_")
    ]
    done = run(**{**dict.fromkeys(names, ""), "source": "api", "apply": "yes"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert (published(done)["results"]["changed"], len(run.sim.writes)) == (4, 4)
