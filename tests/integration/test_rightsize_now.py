# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role license_rightsize acts on what is true when it acts: use, rules, and the names of who is protected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from kits.rightsize import licenses, published
from kits.rightsize_runs import PLAN, Run, customers, failed
from simulator import Fault, Simulator
from simulator.history import license_history

UNDO = "reports/license_rightsize.undo.json"


@pytest.fixture
def run(core: harness.Core, tmp_path: Path, plain_simulator: Simulator, sim: Simulator) -> Run:
    """Runs against three customers that use 50 of 100 seats, and one that uses none."""
    sim.dataset = customers(**dict.fromkeys("abc", ("oc_pro", 100, 50)), idle=("oc_pro", 100, 0))
    return Run(core, tmp_path, sim)


def use(sim: Simulator, value: Any, *names: str) -> None:
    for row in sim.dataset.customers:
        if not names or row["CustomerShortName"] in names:
            row["ActiveUserCount"] = value
    sim.dataset.changed()


def test_seats_that_came_into_use_since_the_plan_are_not_taken(run: Run) -> None:
    """Of one customer, and of one whose use cannot be read; the dry run tells the same."""
    assert run().returncode == 0
    use(run.sim, 60, "a")
    use(run.sim, "1,500", "b")
    for argv in (["--check"], []):
        done = run(*argv, plan=PLAN, apply=True, stop_on_failure=False)
        assert "licensed_users 55 is below the 60 seats in use now" in failed(done)
        assert published(done)["results"]["failed"] == 2
    assert licenses(run.sim) == {"a": (5, 100), "b": (5, 100), "c": (5, 55), "idle": (5, 5)}
    said = {item["guid"]: item["error"] for item in run.file("result.json")["customers"]}
    assert "which cannot be read" in said["b"]
    assert [item["guid"] for item in run.file("undo.json")["customers"]] == ["c", "idle"]


def test_an_undo_takes_no_seats_that_are_in_use(run: Run) -> None:
    """Undo files say nothing about use."""
    run.sim.dataset = customers(a=("oc_pro", 10, 40), b=("oc_pro", 10, 40))
    assert run(apply=True).returncode == 0
    assert set(licenses(run.sim).values()) == {(5, 45)}
    use(run.sim, 9, "b")
    done = run(plan=UNDO, apply=True, stop_on_failure=False)
    assert "licensed_users 10 is below the 40 seats in use now" in failed(done)
    assert licenses(run.sim) == {"a": (5, 45), "b": (5, 10)}


def test_a_plan_without_the_use_is_no_way_around(run: Run) -> None:
    assert run().returncode == 0
    plan = run.file("json")
    for item in plan["customers"]:
        del item["active_users"]
        item["wanted"]["licensed_users"] = 49 if item["guid"] != "idle" else 0
    (run.folder / "slim.json").write_text(json.dumps(plan), encoding="utf-8")
    done = run(plan="slim.json", apply=True, stop_on_failure=False)
    assert "licensed_users 49 is below the 50 seats in use now" in failed(done)
    assert (published(done)["results"]["failed"], published(done)["results"]["changed"]) == (3, 1)
    assert licenses(run.sim) == {"a": (5, 100), "b": (5, 100), "c": (5, 100), "idle": (5, 0)}


def test_a_tier_is_not_lowered_against_the_rule(run: Run) -> None:
    """The rule goes with the plan: whoever uses a seat by now keeps the tier, also where the seats would do."""
    rules = [{"from": "oc_pro", "to_tier": "essential_plus", "when": {"active_users_max": 0}}]
    assert run(tier_rules=rules, names="idle").returncode == 0
    assert run.file("json")["customers"][0]["when"] == {"active_users_max": 0}
    for value, said in ((1, "active_users_max 0, but 1 of 100 seats are in use"), (None, "which cannot be read now")):
        use(run.sim, value, "idle")
        assert said in failed(run(plan=PLAN, apply=True))
        assert (run.sim.writes, licenses(run.sim)["idle"]) == ([], (5, 100))
    use(run.sim, 0, "idle")
    assert run(plan=PLAN, apply=True).returncode == 0
    assert licenses(run.sim)["idle"] == (4, 5)


@pytest.mark.parametrize("protect", [["Anna *"], ["ANNA [pty] ltd"], " a ", "b, a"])
def test_who_is_protected_is_asked_of_the_platform(run: Run, protect: Any) -> None:
    """By short name, full name or GUID, whatever the plan calls the customer, or does not."""
    run.sim.dataset.customers[0]["CustomerFullName"] = "Anna [Pty] Ltd"
    run.sim.dataset.changed()
    assert run().returncode == 0
    plan = run.file("json")
    plan["customers"] = [item for item in plan["customers"] if item["guid"] != "b"]
    for item in plan["customers"]:
        item["name"] = item["full_name"] = ""
    (run.folder / "slim.json").write_text(json.dumps(plan), encoding="utf-8")
    done = run(plan="slim.json", apply=True, protect=protect, stop_on_failure=False)
    assert "protected by a" in failed(done)
    assert licenses(run.sim)["a"] == (5, 100)


def test_an_undo_file_does_not_change_who_is_protected(run: Run) -> None:
    """Undo files have no full names, and those of a killed run no names at all."""
    run.sim.dataset.customers[0]["CustomerFullName"] = "Anna Ltd"
    assert run(apply=True).returncode == 0
    done = run(plan=UNDO, apply=True, protect=["anna ltd"], stop_on_failure=False)
    assert "protected by anna ltd" in failed(done)
    assert licenses(run.sim) == {"a": (5, 55), "b": (5, 100), "c": (5, 100), "idle": (5, 100)}


def test_a_change_that_comes_late_can_be_undone(run: Run) -> None:
    """A write that is accepted, or whose answer is lost, and that is not to be seen yet is not called undone."""
    run.sim.fault("/api/v3/customer/a", Fault(status=200, body={}, method="PATCH"))
    run.sim.fault("/api/v3/customer/b", Fault(status=500, method="PATCH"))
    run.sim.fault("/api/v3/customer/c", Fault(status=400, body="No.", method="PATCH"))
    done = run(apply=True, stop_on_failure=False)
    assert "3 failed, 2 of them may still be carried out" in failed(done)
    told, result = published(done), run.file("result.json")
    assert told["uncertain"] == result["uncertain"] == ["a", "b"]
    assert (told["results"]["failed"], told["results"]["changed"]) == (3, 1)
    assert {item["guid"]: item["changed"] for item in result["customers"]} == {
        **dict.fromkeys(["a", "b", "idle"], True),
        "c": False,
    }
    assert [item["guid"] for item in run.file("undo.json")["customers"]] == ["a", "b", "idle"]
    # the platform carries them out at last
    run.sim.clear_faults()
    for row in run.sim.dataset.customers[:2]:
        row["LicensedUsersCount"] = 55
    run.sim.dataset.changed()
    done = run(plan=PLAN, apply=True)
    assert (done.returncode, published(done)["uncertain"]) == (0, [])
    assert run(plan=UNDO, apply=True).returncode == 0
    assert licenses(run.sim) == {"a": (5, 100), "b": (5, 100), "c": (5, 55), "idle": (5, 100)}


def test_a_plan_of_one_platform_is_not_applied_to_another(run: Run) -> None:
    """Nor is its undo file; both names are told, and nothing is sent."""
    run.sim.dataset = customers(a=("oc_pro", 100, 50))
    assert run(apply=True).returncode == 0
    before = licenses(run.sim)
    here = published(run())["platform"]
    assert here == run.sim.url.partition("//")[2]
    for plan in (PLAN, UNDO):
        data = json.loads((run.folder / plan).read_text(encoding="utf-8"))
        assert data["platform"] == here
        (run.folder / "other.json").write_text(json.dumps(data | {"platform": "oslo"}), encoding="utf-8")
    for argv in (["--check"], []):
        done = run(*argv, plan="other.json", apply=True)
        assert f"nothing was sent: the changes are for platform oslo, but this is platform {here}" in failed(done)
        assert (run.sim.writes, licenses(run.sim)) == ([], before)
    assert run.file("undo-2.json") is None


def factors(run: Run, **values: Any) -> None:
    """Let the platform say of these customers that their license factors have this value."""
    for guid, value in values.items():
        row = run.sim.dataset.customer_row(guid)
        assert row is not None
        (day,) = license_history(row, 1, run.sim.dataset.history)[:1]
        run.sim.dataset.license_history[guid] = [{**day, "LicenseFactors": dict.fromkeys(day["LicenseFactors"], value)}]


def read_factors(run: Run) -> list[str]:
    """The customers whose license factors were asked for, in order."""
    paths = [request.path for request in run.sim.requests if request.path.endswith("/licenseinfo")]
    return sorted(path.split("/")[-2] for path in paths)


def test_who_would_be_lowered_is_asked_for_license_factors_and_nobody_else(run: Run) -> None:
    """One request each. A customer whose factors are off keeps what it has, one whose factors cannot be read as well."""
    run.sim.dataset = customers(
        off=("oc_pro", 100, 0),
        idle=("oc_pro", 100, 0),
        odd=("oc_pro", 100, 0),
        grows=("oc_pro", 10, 100),
        fits=("oc_pro", 55, 50),
        kept=("oc_pro", 100, 0),
    )
    factors(run, off=False, idle=True, odd="n/a")
    done = run(protect=["kept"])
    assert done.returncode == 0, done.stdout
    assert read_factors(run) == ["idle", "odd", "off"]
    entries = {item["guid"]: (item["action"], item["reason"]) for item in run.file("json")["customers"]}
    assert entries["off"] == ("not_judged", "license factors are switched off: 0 in use means nothing")
    assert entries["odd"] == ("not_judged", "it is not known whether license factors are switched on")
    assert (entries["idle"][0], entries["grows"][0]) == ("change", "change")
    assert published(done)["verdict"] == "warning"
    assert run(protect=["kept"], apply=True).returncode == 0
    assert licenses(run.sim) == {
        "off": (5, 100),
        "idle": (5, 5),
        "odd": (5, 100),
        "grows": (5, 110),
        "fits": (5, 55),
        "kept": (5, 100),
    }


def test_nobody_is_lowered_while_license_factors_cannot_be_read(run: Run) -> None:
    run.sim.fault("/api/v3/customer/idle/licenseinfo", Fault(status=403))
    done = run(apply=True)
    assert "idle (license factors could not be read)" in failed(done)
    assert (run.sim.writes, run.file("json")["counts"]["not_judged"]) == ([], 1)
    assert "HTTP 403" in run.file("json")["warnings"][0]
    assert run(apply=True, protect=["idle"]).returncode == 0
    assert licenses(run.sim)["idle"] == (5, 100)


@pytest.mark.parametrize("asked", [False, "no"])
def test_license_factors_are_read_where_they_are_asked_for(run: Run, asked: Any) -> None:
    factors(run, idle=False)
    assert run(check_factors=asked).returncode == 0
    assert (read_factors(run), run.file("json")["counts"]["change"]) == ([], 4)
    # nor are they by a plan that was looked at, or where nobody would be lowered
    assert run(plan=PLAN).returncode == 0
    assert read_factors(run) == []
    assert run(directions="grow").returncode == 0
    assert read_factors(run) == []
