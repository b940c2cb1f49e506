# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers and SIP connections under every trouble: each ends as it was or as it was wanted, and the report says which."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError, PartialError
from ansible_collections.audiocodes.live_platform.plugins.modules import customer, sip_connection
from kits.acting import SIP_DEFAULTS, TROUBLES, Clock, Trouble, client_of
from simulator import Fault, Simulator, Write

Result = dict[str, Any]

GUID, SHORT = "8f479a63-cf48-4f36-bbcd-65267a6f06cc", "two_sbc_two_cp"
FIRST, FIRST_NAME = "24aa9454-77bc-433b-b73c-426e0fac8862", "GSCIILOQQBGJR"
SECRET = "new-passw0rd-of-the-carrier"


@dataclass(frozen=True)
class Action:
    """What one run of a module does: its options, the write that it sends, and whether the platform has it done."""

    name: str
    work: Callable[[Any, Client], Result]
    options: Result
    method: str
    path: str
    done: Callable[[Simulator], bool]
    #: connections that the customer has then, of the two that it had
    left: int

    def __str__(self) -> str:
        return self.name


def sites(sim: Simulator) -> dict[str, Result]:
    """The connections of the customer, on the platform."""
    row = sim.dataset.customer_row(GUID)
    return {site["name"]: site for site in (row or {}).get("SiteLocation", [])}


ADDED = {"guid": GUID, "name": "Branch", "sbc_id": 4, "onboarding_script": 8, "cleanup_script": 800}
PARAMETERS = {"CarrierUserPassword": SECRET, "Mine": "x"}
REMOVE = Action(
    "customer removed",
    customer.customer,
    {"guid": GUID, "state": "absent", "confirm_name": SHORT},
    "DELETE",
    f"/api/v2/customer/{GUID}",
    lambda sim: sim.dataset.customer_row(GUID) is None,
    0,
)
ADD = Action(
    "connection added",
    sip_connection.sip_connection,
    {**ADDED, "script_parameters": PARAMETERS},
    "POST",
    "/sitelocation/",
    lambda sim: "Branch" in sites(sim),
    3,
)
CHANGE = Action(
    "connection changed",
    sip_connection.sip_connection,
    {"guid": GUID, "name": FIRST_NAME, "sbc_id": 77, "script_parameters": PARAMETERS},
    "PATCH",
    "/sitelocation/",
    lambda sim: sites(sim)[FIRST_NAME]["sbcId"] == 77,
    2,
)
DELETE = Action(
    "connection removed",
    sip_connection.sip_connection,
    {"id": FIRST, "state": "absent", "confirm_name": FIRST_NAME},
    "DELETE",
    f"/sitelocation/{FIRST}",
    lambda sim: FIRST_NAME not in sites(sim),
    1,
)
WITH_TASKS = (ADD, CHANGE, DELETE)
ACTIONS = (REMOVE, *WITH_TASKS)


@pytest.fixture
def acting(sim: Simulator) -> Simulator:
    """The vendor's examples."""
    return sim


@pytest.fixture
def client(acting: Simulator) -> Iterator[Client]:
    """A client on a clock of its own; every request is sent at once."""
    with client_of(acting, rate_limit=0, timeout=2) as made:
        yield made


def run(client: Client, action: Action, *, check: bool = False, **options: Any) -> Result:
    """What the module returns; with ``failed`` set where it fails."""
    module = SimpleNamespace(
        params={**SIP_DEFAULTS, **action.options, **options}, check_mode=check, _diff=True, no_log_values=set()
    )
    try:
        return {"failed": False, **action.work(module, client)}
    except PartialError as error:
        return {"failed": True, "msg": str(error), "failure": error.as_result(), **error.result}
    except LivePlatformError as error:
        return {"failed": True, "msg": str(error), "failure": error.as_result(), "changed": False, "state": None}


def assert_second_run(acting: Simulator, client: Client, action: Action, writes: int) -> None:
    """It ends what is left with that many writes; a third run sends none."""
    acting.clear_faults()
    acting.clear_plans()
    acting.clear_requests()
    again = run(client, action)
    assert (again["failed"], again["changed"], len(acting.writes)) == (False, writes > 0, writes), again.get("msg")
    assert action.done(acting)
    acting.clear_requests()
    third = run(client, action)
    assert (third["state"], third["changed"], acting.writes) == ("unchanged", False, [])


def assert_true(acting: Simulator, action: Action, result: Result) -> None:
    """The report is what the platform has, it holds no secret, and nothing but the one thing is another.

    What reads as before may be another all the same where the platform may have the request.
    """
    assert result["changed"] == (action.done(acting) or bool(result["uncertain"]))
    assert SECRET not in str(result)
    assert not any(password in str(result) for password in acting.secrets())
    assert len(acting.dataset.customers) == (9 if action is REMOVE and action.done(acting) else 10)
    assert len(sites(acting)) == (action.left if action.done(acting) else 2)
    accepted = [write for write in acting.writes if write.outcome is not None and write.outcome < 300]
    assert len(accepted) <= 1


@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_check_mode(acting: Simulator, client: Client, action: Action) -> None:
    """Told, not sent."""
    result = run(client, action, check=True)
    assert (result["failed"], result["state"], result["changed"]) == (False, "would_change", True)
    assert result["diff"]["before"] != result["diff"]["after"]
    assert SECRET not in str(result)
    assert acting.writes == []
    assert not action.done(acting)


@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_no_trouble(acting: Simulator, client: Client, action: Action) -> None:
    """Sent once, seen done, and never again."""
    result = run(client, action)
    assert (result["failed"], result["state"], result["changed"]) == (False, "changed", True)
    assert (result["task"] is None) == (action is REMOVE)
    assert_true(acting, action, result)
    assert action.done(acting)
    assert_second_run(acting, client, action, 0)


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_trouble(acting: Simulator, client: Client, action: Action, trouble: Trouble) -> None:
    """One trouble with the write."""
    trouble.begin(acting, action.method, action.path)
    result = run(client, action)
    assert_true(acting, action, result)
    assert action.done(acting) == trouble.done
    assert (result["state"], result["failed"]) == (("changed", False) if trouble.harmless else ("failed", True))
    assert trouble.says in result.get("msg", "")
    assert bool(result["uncertain"]) == trouble.open
    assert ("may still carry it out" in result.get("msg", "")) == trouble.open
    assert_second_run(acting, client, action, 0 if trouble.done else 1)


@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_tokens_expire_in_the_middle(acting: Simulator, client: Client, action: Action) -> None:
    """After the write was accepted: what follows fetches another."""
    acting.state.before_write = lambda _write: acting.expire_tokens()
    result = run(client, action)
    assert (result["state"], acting.token_requests) == ("changed", 2)
    assert_true(acting, action, result)


@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_credentials_that_are_refused_for_good(acting: Simulator, client: Client, action: Action) -> None:
    """Nothing was done, and nothing is said to be."""
    acting.fault(action.path, Fault(status=401, method=action.method))
    result = run(client, action)
    assert (result["state"], result["changed"], result["failure"]["status"]) == ("failed", False, 401)
    assert_true(acting, action, result)
    assert_second_run(acting, client, action, 1)


@pytest.mark.parametrize("action", ACTIONS, ids=str)
def test_what_cannot_be_read_back_is_not_called_done(acting: Simulator, client: Client, action: Action) -> None:
    """Nor is it called untouched."""

    def break_reads(_write: Write) -> None:
        acting.fault("/api/", Fault(status=500, method="GET"))

    acting.state.after_write = break_reads
    result = run(client, action)
    assert (result["state"], result["changed"], result["failed"]) == ("failed", True, True)
    assert f"the outcome for {'customer' if action is REMOVE else 'SIP connection'} " in result["msg"]
    acting.state.after_write = None
    acting.state.tasks.settle()
    acting.clear_faults()
    # by then the platform has done it, or does it during the next run, which waits for the task that it finds
    if action is ADD:
        client.task(result["task"] or "tsk_185510")
        client.task(result["task"] or "tsk_185510")
    assert_second_run(acting, client, action, 0)


# --- tasks


@pytest.mark.parametrize("form", ["string", "object", "invalid"])
@pytest.mark.parametrize("action", WITH_TASKS, ids=str)
def test_form_of_the_answer(acting: Simulator, client: Client, action: Action, form: str) -> None:
    """The id of the task is found in each."""
    acting.plan_tasks(form=form, polls=3)
    result = run(client, action)
    assert (result["state"], len(result["tasks"])) == ("changed", 1)
    assert result["task"].startswith("tsk_msjob_" if form == "invalid" else "tsk_1")
    assert_true(acting, action, result)
    assert_second_run(acting, client, action, 0)


@pytest.mark.parametrize("action", WITH_TASKS, ids=str)
def test_task_that_fails(acting: Simulator, client: Client, action: Action) -> None:
    """Its own words are the error, without the secret that they repeat; a second run tries again."""
    acting.plan_tasks(status="Failed", messages=[{"level": "Error", "message": f"no SBC for {SECRET}"}])
    result = run(client, action)
    said = "no SBC for new-passw0rd" if action is DELETE else "no SBC for ********"
    assert f"ended as Failed: {said}" in result["msg"]
    assert (result["state"], result["changed"], result["failure"]["error"]) == ("failed", False, "TaskError")
    assert result["task"] == "tsk_185510"
    if action is not DELETE:
        assert_true(acting, action, result)
    assert_second_run(acting, client, action, 1)


@pytest.mark.parametrize("action", WITH_TASKS, ids=str)
def test_task_that_never_ends(acting: Simulator, action: Action) -> None:
    """The wait has a bound, and what goes on is a change; while the task is at work no other one of it is sent."""
    acting.plan_tasks(polls=math.inf)
    clock = Clock()
    with client_of(acting, clock, rate_limit=0) as client:
        result = run(client, action)
        assert "task tsk_185510 has not ended within 100 s: In Progress" in result["msg"]
        assert 100 <= clock.now < 110
        assert (result["state"], result["changed"], result["tasks"]) == ("failed", True, ["tsk_185510"])
        if action is not ADD:
            acting.clear_requests()
            again = run(client, action)
            assert again["failure"]["error"] == "ConflictError"
            assert again["msg"].startswith("nothing was sent: SIP connection ")
            assert " is busy with tsk_185510 (follow it with task_info" in again["msg"]
            assert acting.writes == []
        task = acting.state.tasks.get("tsk_185510")
        assert task is not None
        task.polls = task.asked + 1
        client.task(task.id)
        client.task(task.id)
        assert_true(acting, action, result)
        assert_second_run(acting, client, action, 0)


@pytest.mark.parametrize("action", WITH_TASKS, ids=str)
def test_lost_answer_of_a_slow_task(acting: Simulator, client: Client, action: Action) -> None:
    """A connection that is there names the task; one that is being added is looked for until it is there."""
    acting.plan_tasks(polls=3)
    acting.fault(action.path, Fault(kind="cut_after", method=action.method, times=1))
    result = run(client, action)
    assert (result["state"], result["task"]) == ("changed", None if action is ADD else "tsk_185510")
    assert_true(acting, action, result)
    assert_second_run(acting, client, action, 0)


@pytest.mark.parametrize("action", WITH_TASKS, ids=str)
def test_lost_answer_of_a_task_that_fails(acting: Simulator, client: Client, action: Action) -> None:
    """Not called done; where nobody knows the task, it may yet be done."""
    acting.plan_tasks(status="Failed", polls=2)
    acting.fault(action.path, Fault(kind="cut_after", method=action.method, times=1))
    result = run(client, action)
    assert (result["state"], result["changed"], result["uncertain"]) == (
        "failed",
        action is ADD,
        ["Branch"] if action is ADD else [],
    )
    assert ("look again, then run again" if action is ADD else "ended as Failed") in result["msg"]
    assert_true(acting, action, result)
    assert_second_run(acting, client, action, 1)


@pytest.mark.parametrize("action", WITH_TASKS, ids=str)
def test_without_waiting(acting: Simulator, client: Client, action: Action) -> None:
    """The task's id is the result; a second run that may wait does, and sends nothing."""
    acting.plan_tasks(polls=3)
    result = run(client, action, wait=False)
    assert (result["state"], result["changed"], result["tasks"]) == ("started", True, ["tsk_185510"])
    assert not action.done(acting)
    if action is ADD:
        while client.task("tsk_185510")["status"] == "In Progress":
            pass
    else:
        busy = run(client, action, wait=False)
        assert (busy["failed"], busy["failure"]["error"]) == (True, "ConflictError")
    assert_second_run(acting, client, action, 0)
    assert len(acting.writes) == 0


# --- somebody else


@pytest.mark.parametrize("action", [REMOVE, DELETE], ids=str)
def test_somebody_else_removes_it_first(acting: Simulator, client: Client, action: Action) -> None:
    """A 404 with the thing gone is what was wanted."""

    def meddle(_write: Write) -> None:
        rows = acting.dataset.customers
        if action is REMOVE:
            rows[:] = [row for row in rows if row["UmpCustomerGuid"] != GUID]
        else:
            sites_of = acting.dataset.customer_row(GUID)
            assert sites_of is not None
            del sites_of["SiteLocation"][0]
        acting.dataset.changed()

    acting.state.before_write = meddle
    result = run(client, action)
    assert (result["state"], [write.outcome for write in acting.writes]) == ("changed", [404])
    assert action.done(acting)


def test_somebody_else_changes_it_back(acting: Simulator, client: Client) -> None:
    """Wanted and found are shown, and what the connection is now."""
    acting.plan_tasks(polls=0)

    def meddle(_write: Write) -> None:
        acting.state.tasks.settle()
        sites(acting)[FIRST_NAME]["sbcId"] = 5

    acting.state.after_write = meddle
    result = run(client, CHANGE)
    assert "the platform accepted the change, but read back: wanted" in result["msg"]
    assert "sbc_id 77" in result["msg"].split("found")[0]
    assert "sbc_id 5" in result["msg"].split("found")[1]
    assert result["sip_connection"]["sbc_id"] == 5
    assert result["failure"]["error"] == "VerificationError"


def test_somebody_else_adds_the_same_one(acting: Simulator, client: Client) -> None:
    """Both see none and both add one: whoever fails is told of the other run, and which connections there are."""
    acting.plan_tasks(polls=0)

    def meddle(_write: Write) -> None:
        row = acting.dataset.customer_row(GUID)
        assert row is not None
        row["SiteLocation"].append({**row["SiteLocation"][0], "id": "another", "name": "Branch"})
        acting.dataset.changed()

    acting.state.after_write = meddle
    result = run(client, ADD)
    assert (result["state"], result["changed"]) == ("failed", True)
    assert "2 SIP connections have this name now, but none had it before: " in result["msg"]
    assert "another run has probably added one at the same time" in result["msg"]
    assert result["msg"].count("2 SIP connections") == 1


def test_an_empty_list_of_customers_is_no_absence(acting: Simulator, client: Client) -> None:
    """A connection that is looked for among those of all customers is not gone because there is none."""
    acting.dataset.customers.clear()
    acting.dataset.services.clear()
    acting.dataset.changed()
    result = run(client, DELETE)
    assert (result["failed"], result["failure"]["error"]) == (True, "DataError")
    assert "the list of customers is empty, and so is the list of services" in result["msg"]


def test_another_task_is_waited_for(acting: Simulator, client: Client) -> None:
    """Then what it left is judged: here there is nothing to do any more."""
    acting.plan_tasks(polls=3)
    client.change_sip_connection(GUID, {"sbcSiteGuid": FIRST, "sbcId": 77, "scriptParameters": {"Mine": "x"}})
    acting.clear_requests()
    assert run(client, CHANGE)["state"] == "unchanged"
    assert acting.writes == []
