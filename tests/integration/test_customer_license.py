# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module customer_license through ansible-playbook: what a playbook gets, and what the platform is sent."""

from __future__ import annotations

import concurrent.futures
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from kits import harness
from kits.acting import PRO, guid, held, population, states, want
from kits.examples import documented
from kits.playbook import Run, play
from simulator import Fault, Simulator, Write

LICENSE = "audiocodes.live_platform.customer_license"
SECRET = "hush-hush-of-the-app"
RATE = {"LIVE_PLATFORM_RATE_LIMIT": "0"}


def task(name: str, arguments: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, LICENSE: arguments, "ignore_errors": True, **more}


MANY = {
    "customers": [
        *want(1, 2),
        *want(6, application_client_id="app-6", application_client_secret=SECRET),
        {"guid": guid(3), "licensed_users": 10},
    ]
}
IMPOSSIBLE = {"customers": [*want(1, seats=50), *want(2, license_type="hosted_pro")]}

TASKS = [
    task("neither", {}),
    task("both", {"guid": guid(1), "licensed_users": 1, "customers": want(2)}),
    task("stray", {"licensed_users": 1, "customers": want(2)}),
    task("type", {"guid": guid(1), "license_type": "gold"}),
    task("negative", {"guid": guid(1), "licensed_users": -1}),
    task("timeout", {"guid": guid(1), "licensed_users": 1, "wait_timeout": -1}),
    task("key", {"guid": guid(1), "licensed_users": 1, "change_keys": {"license_type": " "}}),
    task("impossible", IMPOSSIBLE),
    task("too many", {**MANY, "max_changes": 2}),
    task("too many in check mode", {**MANY, "max_changes": 2}, check_mode=True),
    task("check", {**MANY, "max_changes": 3}, check_mode=True, diff=True),
    task("count", {"guid": guid(5), "licensed_users": 10}),
    task("apply", {**MANY, "max_changes": 3}, diff=True),
    task("again", MANY, diff=True),
    task("fail", {"customers": [{"guid": guid(4), "licensed_users": 4}, {"guid": guid(5), "licensed_users": 5}]}),
]


@dataclass(frozen=True)
class Session:
    """What one playbook did."""

    run: Run
    writes: list[Write]
    simulator: Simulator

    def rows(self, name: str) -> dict[str, dict[str, Any]]:
        """What a task tells of each customer, by its name."""
        return {row["name"]: row for row in self.run[name]["customers"]}


@pytest.fixture(scope="module")
def session(core: harness.Core, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """All tasks in one playbook, at the verbosity that shows the most."""
    with Simulator(population()) as sim:
        sim.fault(guid(4), Fault(status=400, body="Invalid change for License Type!", method="PATCH"))
        folder = tmp_path_factory.mktemp("acting")
        yield Session(play(core, folder, TASKS, {**sim.env(), **RATE}, verbosity="-vvv"), sim.writes, sim)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("neither", "one of the following is required: guid, customers"),
        ("both", "parameters are mutually exclusive: guid|customers"),
        ("stray", "missing parameter(s) required by 'licensed_users': guid"),
        ("type", "value of license_type must be one of: hosted_essentials, hosted_essentials_plus, hosted_pro,"),
        ("negative", "the customer: licensed_users must be 0 or more, not -1"),
        ("timeout", "wait_timeout must be 0 or more seconds, not -1"),
        ("key", "change_keys: license_type must not be empty"),
        (
            "impossible",
            "nothing was changed: customers[1] (c2): oc_essentials_plus cannot become hosted_pro; "
            "possible from oc_essentials_plus: oc_essentials_plus, oc_pro",
        ),
        ("too many", "nothing was changed: 3 customers would change, but max_changes allows 2"),
        ("too many in check mode", "nothing was changed: 3 customers would change, but max_changes allows 2"),
    ],
)
def test_refusals(session: Session, name: str, message: str) -> None:
    """One clear error, and nothing was sent."""
    assert session.run.failure(name).startswith(message)


def test_check_mode_tells_what_would_become(session: Session) -> None:
    """With a difference for each customer that would be changed."""
    result, rows = session.run["check"], session.rows("check")
    assert (result["changed"], result["changes"], result["count"], result["failed"]) == (True, 3, 4, False)
    assert {name: row["state"] for name, row in rows.items()} == {
        **dict.fromkeys(("c1", "c2", "c6"), "would_change"),
        "c3": "unchanged",
    }
    assert rows["c6"]["before"]["license_type"] == "oc_essentials"
    assert rows["c6"]["after"]["license_type"] == PRO
    assert [item["after_header"] for item in result["diff"]] == [f"c{n} ({guid(n)})" for n in (1, 2, 6)]
    assert '-    "license_type": "oc_essentials_plus",\n' in session.run.output
    assert '+    "license_type": "oc_pro",\n' in session.run.output


def test_same_as_it_is(session: Session) -> None:
    """One customer, already as wanted."""
    result = session.run["count"]
    assert (result["changed"], result["changes"], result["count"]) == (False, 0, 1)


def test_apply(session: Session) -> None:
    """What check mode foretold; everything is read back."""
    result, rows = session.run["apply"], session.rows("apply")
    assert (result["changed"], result["changes"], len(result["diff"])) == (True, 3, 3)
    foretold = session.rows("check")
    for name, row in rows.items():
        assert (row["before"], row["after"]) == (foretold[name]["before"], row["wanted"])
    assert rows["c6"]["task"].startswith("tsk_")
    assert {held(session.simulator, number) for number in (1, 2, 6)} == {(5, 20)}


def test_second_run_changes_nothing(session: Session) -> None:
    result = session.run["again"]
    assert (result["changed"], result["changes"], result["diff"]) == (False, 0, [])


def test_failure_keeps_what_was_done(session: Session) -> None:
    """The failed task tells of every customer."""
    result, rows = session.run["fail"], session.rows("fail")
    assert result["msg"].startswith("1 of 2 customers failed, beginning with c4: PATCH /tenantui/api/v3/customer/")
    assert "Invalid change for License Type!" in result["msg"]
    assert result["failure"] | {"path": None} == {
        "error": "RequestError",
        "method": "PATCH",
        "path": None,
        "status": 400,
        "server_message": "Invalid change for License Type!",
        "hint": "check the values that were given; the platform may name those that it refuses",
        "errors": {},
        "error_code": None,
        "error_ticket": None,
        "trace_id": None,
    }
    assert [row["state"] for row in rows.values()] == ["failed", "changed"]
    assert (result["changed"], result["changes"]) == (True, 1)
    assert [held(session.simulator, number) for number in (4, 5)] == [(4, 10), (4, 5)]


def test_writes(session: Session) -> None:
    """Those of two tasks alone: no refusal, no check mode and no second run sends any."""
    sent = [(write.method, write.path.rpartition("/customer/")[2]) for write in session.writes]
    assert sorted(sent[:4]) == sorted(
        [("PATCH", guid(1)), ("PATCH", guid(2)), ("POST", f"{guid(6)}/action/upgrade"), ("PATCH", guid(6))]
    )
    assert sorted(sent[4:]) == [("PATCH", guid(4)), ("PATCH", guid(5))]


def test_no_secret_is_shown(session: Session) -> None:
    """Neither that of an app registration nor those of the connection, at -vvv."""
    assert "app-6" in session.run.output
    for secret in (SECRET, *session.simulator.secrets()):
        assert secret not in session.run.output


def test_process_killed_between_two_customers(core: harness.Core, tmp_path: Path) -> None:
    """What was done is done and whole; a second run finishes the rest."""
    wanted = {LICENSE: {"customers": want(1, 2, 3, 4, 5), "parallel": 1}}
    with Simulator(population()) as sim, concurrent.futures.ThreadPoolExecutor() as pool:
        sim.fault(guid(3), Fault(kind="hang", seconds=60, times=1))
        env = {**sim.env(), **RATE}
        first = pool.submit(play, core, tmp_path, [{"name": "all", **wanted}], env)
        while not sim.count("GET", guid(3)):
            assert not first.done(), first.result()
            time.sleep(0.05)
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            if str(tmp_path).encode() in command.read_bytes():
                os.kill(int(command.parent.name), signal.SIGKILL)
        assert first.result().status != 0
        assert [held(sim, number) for number in range(1, 6)] == [(5, 20)] * 2 + [(4, 10)] * 3
        sim.clear_requests()
        run = play(core, tmp_path, [{"name": "all", **wanted}], env)
        assert states(run["all"]) == ["unchanged"] * 2 + ["changed"] * 3
        assert len(sim.writes) == 3


def test_a_task_that_goes_on_is_a_change_and_can_be_followed(core: harness.Core, tmp_path: Path) -> None:
    """Handlers hear of it; the example of task_info ends with the task, not before, and fails where the task did."""
    text = documented(harness.ROOT / "plugins/modules/task_info.py", "EXAMPLES").replace("delay: 15", "delay: 0")
    (follow,) = yaml.safe_load(text.replace("tsk_185510", "'{{ done.customers[0].task }}'"))
    upgrade = {"customers": want(6), "wait_timeout": 1}
    noted: dict[str, Any] = {"name": "upgrade", "register": "done", "failed_when": False, "notify": "Tell"}
    handler = {"name": "Tell", "ansible.builtin.debug": {"msg": "told"}}
    playbook = {
        "name": "Test",
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [{**noted, LICENSE: upgrade}, {"ansible.builtin.meta": "flush_handlers"}, follow],
        "handlers": [handler],
    }
    with Simulator(population()) as sim:
        sim.plan_tasks(guid(6), status="Completed with errors", running="Contemplating", polls=7)
        sim.fault("/api/v2/task/", Fault(status=404, times=1, skip=3))
        run = play(core, tmp_path, yaml.safe_dump([playbook], sort_keys=False), {**sim.env(), **RATE})
    assert (run["upgrade"]["changed"], states(run["upgrade"])) == (True, ["failed"])
    assert "told" in run.output
    (ended,) = run[follow["name"]]["tasks"]
    assert (run.status, ended["state"], ended["status"]) == (2, "failed", "Completed with errors")
