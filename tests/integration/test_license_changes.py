# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of licenses under every trouble: each customer ends as it was or as it was wanted, and the report says which."""

from __future__ import annotations

import math

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    bodies,
    license_changes,
    license_plans,
    outcomes,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import Waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from kits.acting import PLUS, PRO, TROUBLES, Clock, Trouble, change, client_of, customer, guid, held, states, told, want
from simulator import Fault, Simulator, Write


def test_one_customer(acting: Simulator, acting_client: Client) -> None:
    """Read, changed once, read back; a second run reads and sends nothing."""
    result = change(acting_client, want(1))
    (row,) = result["customers"]
    assert (result["changed"], result["changes"], row["state"], row["error"]) == (True, 1, "changed", None)
    assert row["before"] == {"license_type": PLUS, "licensed_users": 10, "full_name": "Customer 1"}
    assert row["after"] == row["wanted"] == {"license_type": PRO, "licensed_users": 20, "full_name": "Customer 1"}
    assert result["diff"][0]["before_header"] == f"c1 ({guid(1)})"
    assert held(acting, 1) == (5, 20)
    (write,) = acting.writes
    assert (write.method, write.body) == ("PATCH", {"licenseType": 5, "licensedUsersCount": 20})
    acting.clear_requests()
    again = change(acting_client, want(1))
    assert (again["changed"], again["diff"], states(again)) == (False, [], ["unchanged"])
    assert (acting.writes, acting.count("GET")) == ([], 1)


def test_guids_in_any_case_of_letters(acting: Simulator, acting_client: Client) -> None:
    """The platform is asked in its own spelling."""
    rows = [{**row, "guid": row["guid"].upper()} for row in want(1, 10, 11)]
    acting.dataset.customers.extend([customer(10), customer(11)])
    result = change(acting_client, rows)
    assert [row["ump_customer_guid"] for row in result["customers"]] == [guid(1), guid(10), guid(11)]
    assert all(write.path.endswith(guid(number)) for write, number in zip(acting.writes, (1, 10, 11), strict=True))


def test_one_guid_in_other_letters(acting: Simulator, acting_client: Client) -> None:
    """A platform that knows no other spelling than its own is asked in that one, from the list on."""
    spelled = guid(10).upper()
    acting.fault(spelled, Fault(status=404))
    acting.dataset.customers.append(customer(10))
    (row,) = change(acting_client, [{**want(10)[0], "guid": spelled}])["customers"]
    assert (row["state"], row["ump_customer_guid"], held(acting, 10)) == ("changed", guid(10), (5, 20))
    assert acting.count("GET", spelled) == 1


@pytest.mark.parametrize("form", ["string", "object", "invalid"])
def test_upgrade(acting: Simulator, acting_client: Client, form: str) -> None:
    """The upgrade, its task in any of the documented forms, and the change that confirms it."""
    acting.plan_tasks(guid(6), form=form, polls=3)
    result = change(acting_client, want(6, application_client_id="app-1", application_client_secret="hush-hush"))
    (row,) = result["customers"]
    assert (row["state"], held(acting, 6)) == ("changed", (5, 20))
    assert row["task"].startswith("tsk_")
    post, patch = acting.writes
    assert (post.method, post.body) == ("POST", {"upgradeToLicense": 5, "licenseCount": 20})
    assert patch.body == {
        "licenseType": 5,
        "licensedUsersCount": 20,
        "applicationClientId": "app-1",
        "applicationClientSecret": "(removed)",
    }
    assert "hush-hush" not in str(result)
    acting.clear_requests()
    assert states(change(acting_client, want(6, application_client_id="APP-1"))) == ["unchanged"]
    assert acting.writes == []


def test_upgrade_without_waiting(acting: Simulator, acting_client: Client) -> None:
    """The id of the task is the result; a second run, when it has ended, confirms the app registration."""
    acting.plan_tasks(guid(6), polls=2)
    rows = want(6, application_client_id="app-1")
    (row,) = change(acting_client, rows, waiting=Waiting(wait=False))["customers"]
    assert (row["state"], row["changed"], row["after"], row["error"]) == ("started", True, None, None)
    while acting_client.task(row["task"])["status"] == "In Progress":
        pass
    (again,) = change(acting_client, rows)["customers"]
    assert (again["state"], held(acting, 6)) == ("changed", (5, 20))
    assert [write.method for write in acting.writes] == ["POST", "PATCH"]


def test_half_an_upgrade_is_finished(acting: Simulator, acting_client: Client) -> None:
    """The change that confirms is refused: what was reached is told, and a second run sends the rest alone."""
    acting.state.registration_required = True
    failed = change(acting_client, want(6))
    (row,) = failed["customers"]
    assert (failed["failed"], row["state"], row["changed"]) == (True, "failed", True)
    assert "The application registration is missing" in row["error"]
    assert told(row["after"]) == held(acting, 6) == (5, 20)
    acting.clear_requests()
    rows = want(6, application_client_id="app-1", application_client_secret="s")
    assert states(change(acting_client, rows)) == ["changed"]
    assert [write.method for write in acting.writes] == ["PATCH"]


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
@pytest.mark.parametrize(
    ("number", "method", "path"),
    [(2, "PATCH", "/api/v3/customer/GUID"), (6, "POST", "/GUID/action/upgrade"), (6, "PATCH", "/api/v3/customer/GUID")],
    ids=["change", "upgrade", "confirmation"],
)
def test_trouble(
    acting: Simulator, acting_client: Client, trouble: Trouble, number: int, method: str, path: str
) -> None:
    """One trouble with one write: the state is one of two, the report is true, and a second run ends it."""
    before = held(acting, number)
    trouble.begin(acting, method, path.replace("GUID", guid(number)))
    # without the app registration nobody could tell whether a confirmation was carried out
    rows = [*want(1), *want(number, application_client_id="app-1"), *want(3)]
    result = change(acting_client, rows)
    row = result["customers"][1]
    reached = held(acting, number)
    assert reached in (before, (5, 20))
    assert told(row["after"]) == reached
    # a customer that reads as before proves nothing where the platform may have the request
    assert row["changed"] == (reached != before or trouble.open)
    assert result["uncertain"] == ([guid(number)] if trouble.open and reached == before else [])
    assert ("may still carry it out" in (row["error"] or "")) == trouble.open
    # the upgrade itself may be done when its confirmation fails
    assert (reached == (5, 20)) == (trouble.done or (number, method) == (6, "PATCH"))
    assert (row["state"], result["failed"]) == (("changed", False) if trouble.harmless else ("failed", True))
    assert trouble.says in (row["error"] or "")
    # the others are none of its business
    assert [held(acting, other) for other in (1, 3)] == [(5, 20), (5, 20)]
    sent = [write for write in acting.writes if guid(number) in write.path and write.method == method]
    assert sum(write.outcome is not None and write.outcome < 300 for write in sent) <= 1
    acting.clear_faults()
    acting.clear_requests()
    assert not change(acting_client, rows)["failed"]
    assert held(acting, number) == (5, 20)
    left = 0 if trouble.done else 2 if method == "POST" else 1
    assert len(acting.writes) == left
    acting.clear_requests()
    assert states(change(acting_client, rows)) == ["unchanged"] * 3
    assert acting.writes == []


def test_task_that_fails(acting: Simulator, acting_client: Client) -> None:
    """Its own words are the error; the customer is what it was."""
    acting.plan_tasks(guid(6), status="Failed", messages=[{"level": "Error", "message": "No contract"}])
    result = change(acting_client, want(6))
    (row,) = result["customers"]
    assert "ended as Failed: No contract" in row["error"]
    assert (row["state"], row["changed"], row["task"] is not None) == ("failed", False, True)
    assert result["failure"]["error"] == "TaskError"
    assert held(acting, 6) == (3, None)
    acting.clear_plans()
    assert states(change(acting_client, want(6))) == ["changed"]


def test_task_that_never_ends(acting: Simulator) -> None:
    """The wait has a bound, and the confirmation is not sent before the end."""
    acting.plan_tasks(guid(6), polls=math.inf)
    clock = Clock()
    with client_of(acting, clock, rate_limit=0) as client:
        (row,) = change(client, want(6), waiting=Waiting(timeout=100))["customers"]
    assert "has not ended within 100 s: In Progress" in row["error"]
    assert 100 <= clock.now < 110
    assert (row["state"], row["changed"], held(acting, 6)) == ("failed", True, (3, None))
    assert [write.method for write in acting.writes] == ["POST"]


@pytest.mark.parametrize("status", [403, 500])
def test_task_that_cannot_be_looked_at(acting: Simulator, acting_client: Client, status: int) -> None:
    """It goes on all the same: the customer is not what it was, or will not be."""
    acting.plan_tasks(guid(6), polls=math.inf)
    acting.fault("/api/v2/task/", Fault(status=status))
    (row,) = change(acting_client, want(6))["customers"]
    assert (row["state"], row["changed"], row["task"] is not None) == ("failed", True, True)
    assert f"HTTP {status}" in row["error"]


def test_task_that_does_a_part(acting: Simulator, acting_client: Client) -> None:
    """It has ended, nobody waits for its timeout, and what it did is a change."""
    acting.plan_tasks(guid(6), status="Completed with errors", applies=True)
    (row,) = change(acting_client, want(6))["customers"]
    assert "ended as Completed with errors" in row["error"]
    assert (row["state"], row["changed"], told(row["after"])) == ("failed", True, (5, 20))


def test_a_message_without_numbers_has_no_brackets(acting: Simulator, acting_client: Client) -> None:
    acting.plan_tasks(guid(6), status="Failed")
    assert change(acting_client, want(6))["msg"].endswith("(see the portal's task list)")


def test_lost_answer_of_a_slow_upgrade(acting: Simulator, acting_client: Client) -> None:
    """Nobody knows the task's id, so the customer is looked at until it has its license; then it is confirmed."""
    acting.plan_tasks(guid(6), polls=3)
    acting.fault("/action/upgrade", Fault(kind="cut_after", times=1))
    (row,) = change(acting_client, want(6))["customers"]
    assert (row["state"], row["task"], held(acting, 6)) == ("changed", None, (5, 20))
    assert [write.method for write in acting.writes] == ["POST", "PATCH"]


def test_what_cannot_be_read_back_is_not_called_done(acting: Simulator, acting_client: Client) -> None:
    """Nor is it called untouched."""
    acting.fault(guid(1), Fault(status=500, method="GET", skip=2))
    result = change(acting_client, want(1))
    (row,) = result["customers"]
    assert (row["state"], row["after"], row["changed"], result["changed"]) == ("failed", None, True, True)
    assert f"the outcome for c1 ({guid(1)}) could not be read" in row["error"]


def test_keys_of_the_tables(acting: Simulator, acting_client: Client) -> None:
    """A platform that binds what its tables print: the default is found out by the read after it, the option helps."""
    acting.state.patch_spellings = ("tables",)
    (row,) = change(acting_client, want(1))["customers"]
    assert "the platform accepted the change, but read back: wanted" in row["error"]
    assert "the platform probably ignores the keys of the request: see change_keys" in row["error"]
    keys = bodies.CHANGE_KEYS | {"license_type": "upgradeToLicense", "licensed_users": "licenseCount"}
    assert states(change(acting_client, want(1), keys=license_changes.Keys(change=keys))) == ["changed"]


def test_platform_that_never_shows_the_app_registration(acting: Simulator, acting_client: Client) -> None:
    """It cannot be held to it: no failure."""

    def hide(_write: Write) -> None:
        acting.dataset.items[guid(1).lower()] = {"ApplicationClientId": None}

    acting.state.after_write = hide
    assert states(change(acting_client, want(1, application_client_id="app-1"))) == ["changed"]


def test_an_app_registration_in_other_letters(acting: Simulator, acting_client: Client) -> None:
    """The platform may spell the id its own way: it is the same one."""

    def lower(_write: Write) -> None:
        acting.dataset.items[guid(1).lower()] = {"ApplicationClientId": "0af1"}

    acting.state.after_write = lower
    assert states(change(acting_client, want(1, application_client_id="0AF1"))) == ["changed"]


def test_what_was_sent_and_cannot_be_read_is_a_change(acting: Simulator, acting_client: Client) -> None:
    """As check mode foretells."""
    acting.dataset.items[guid(1).lower()] = {"ApplicationClientId": None}

    def hide(_write: Write) -> None:
        acting.dataset.items[guid(1).lower()] = {"ApplicationClientId": None}

    acting.state.after_write = hide
    rows = want(1, license_type=PLUS, seats=10, application_client_id="app-1")
    changes = license_changes.prepare(acting_client, license_plans.desired_licenses(rows), 1)
    result = change(acting_client, rows)
    assert outcomes.predicted(changes)[0].changed
    assert (result["changed"], result["changes"], states(result)) == (True, 1, ["changed"])


@pytest.mark.parametrize(
    "body", ["Seats are at their limit", {"status": False, "msg": "Seats are at their limit"}], ids=["text", "object"]
)
def test_an_answer_that_tells_why_nothing_was_done(acting: Simulator, acting_client: Client, body: object) -> None:
    """A success that shows nothing is told in the platform's words; it was accepted, so it may still be carried out."""
    acting.fault(guid(1), Fault(status=200, body=body, method="PATCH"))
    result = change(acting_client, want(1))
    (row,) = result["customers"]
    assert (row["state"], row["changed"], result["uncertain"]) == ("failed", True, [guid(1)])
    assert "full_name Customer 1: Seats are at their limit (the platform may still carry it out" in row["error"]


def test_confirmation_that_nobody_can_see(acting: Simulator, acting_client: Client) -> None:
    """Without an app registration to compare, a lost confirmation is not called done."""
    acting.fault(f"/api/v3/customer/{guid(6)}", Fault(kind="cut_after", method="PATCH", times=1))
    (row,) = change(acting_client, want(6))["customers"]
    assert (row["state"], row["changed"], told(row["after"])) == ("failed", True, (5, 20))
    assert "the upgrade is done, but no read shows whether it was confirmed" in row["error"]
    assert "run again with application_client_id" in row["error"]
