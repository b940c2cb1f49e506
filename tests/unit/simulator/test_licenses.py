# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of licenses and the removal of customers, with real state behind them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
import requests

from simulator import Dataset, Simulator
from simulator.acting import CUSTOMERS_V2, INVALID_CHANGE
from simulator.portal import CUSTOMERS, SERVICES, TASKS
from simulator.spec import MisfitError, check_reply

Send = Callable[..., requests.Response]

KINDS = range(6)


def customer(kind: int, guid: str = "g", **values: Any) -> dict[str, Any]:
    seats = None if kind in (0, 3) else 10
    return {
        "UmpCustomerGuid": guid,
        "CustomerShortName": guid,
        "CustomerFullName": guid,
        "LicenseType": kind,
        "LicensedUsersCount": seats,
        "MsTenantId": "t",
        "ActiveUserCount": 4,
        "LiveHubActiveUsersCount": seats and 0,
        "LiveHubSimpleUsersCount": seats and 0,
        **values,
    }


def state(send: Send, guid: str = "g") -> tuple[Any, Any]:
    """(license type, seats) as the list says, so that no task is polled."""
    row = next(row for row in send("GET", CUSTOMERS).json() if row["UmpCustomerGuid"] == guid)
    return row["LicenseType"], row["LicensedUsersCount"]


# --- "Upgrade or Downgrade Service License"


def test_an_unknown_customer(send: Send) -> None:
    for method, path in (
        ("PATCH", f"{CUSTOMERS}/none"),
        ("POST", f"{CUSTOMERS_V2}/none/action/upgrade"),
        ("DELETE", f"{CUSTOMERS_V2}/none"),
    ):
        answer = send(method, path, json={})
        assert answer.status_code == 404
        assert answer.json() == "Customer with none not found"
        check_reply(answer)


def test_a_customer_of_another_channel(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(1)], channels={7: set()})
    answer = send("PATCH", f"{CUSTOMERS}/g", json={"licenseType": 2}, headers={"X-Ovoc-Channel-Id": "7"})
    assert answer.status_code == 404
    assert state(send) == (1, 10)


@pytest.mark.parametrize("old", KINDS)
@pytest.mark.parametrize("new", [*KINDS, 7])
def test_every_change_of_type(sim: Simulator, send: Send, old: int, new: int) -> None:
    sim.dataset = Dataset(customers=[customer(old)])
    before = state(send)
    answer = send("PATCH", f"{CUSTOMERS}/g", json={"licenseType": new, "licensedUsersCount": 20})
    check_reply(answer)
    if {old, new} <= {1, 2} or {old, new} <= {4, 5}:
        assert (answer.status_code, answer.json()) == (200, 1)
        assert state(send) == (new, 20)
    else:
        assert (answer.status_code, answer.json()) == (400, INVALID_CHANGE)
        assert state(send) == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (b"", None),
        (b"[]", None),
        (b"{", None),
        (b'{"licenseType": "2"}', "licenseType"),
        (b'{"licenseType": true}', "licenseType"),
        (b'{"licenseType": 2, "licensedUsersCount": -1}', "licensedUsersCount"),
        (b'{"licenseType": 2, "licensedUsersCount": 1.5}', "licensedUsersCount"),
        (b'{"licenseType": 2, "applicationClientSecret": 7}', "applicationClientSecret"),
    ],
)
def test_a_body_that_cannot_be_read(sim: Simulator, send: Send, wrong: bytes, field: str | None) -> None:
    """What is wrong with a value stands under its field, beside one general sentence."""
    sim.dataset = Dataset(customers=[customer(1)])
    answer = send("PATCH", f"{CUSTOMERS}/g", data=wrong)
    assert answer.status_code == 400
    title = "One or more validation errors occurred." if field else "Bad Request"
    assert (answer.json()["title"], list(answer.json().get("errors", {}))) == (title, [field] if field else [])
    check_reply(answer)
    assert state(send) == (1, 10)


@pytest.mark.parametrize("kind", [0, 3])
def test_a_type_without_seats_takes_none(sim: Simulator, send: Send, kind: int) -> None:
    sim.dataset = Dataset(customers=[customer(kind)])
    assert send("PATCH", f"{CUSTOMERS}/g", json={"licensedUsersCount": 5}).status_code == 400
    assert state(send) == (kind, None)


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ({"licensedUsersCount": 25}, (1, 25)),
        ({"licenseType": 2}, (2, 10)),
        ({}, (1, 10)),
        ({"LICENSETYPE": 2}, (2, 10)),
    ],
)
def test_either_value_alone_or_none(sim: Simulator, send: Send, body: dict[str, int], after: tuple[int, int]) -> None:
    sim.dataset = Dataset(customers=[customer(1)])
    assert send("PATCH", f"{CUSTOMERS}/g/", json=body).json() == 1
    assert state(send) == after


@pytest.mark.parametrize(
    ("spellings", "examples", "tables"),
    [(("examples",), True, False), (("tables",), False, True), (("examples", "tables"), True, True)],
)
def test_keys_that_do_not_count_are_passed_over_without_a_word(
    sim: Simulator, send: Send, spellings: tuple[str, ...], examples: bool, tables: bool
) -> None:
    sim.state.patch_spellings = spellings
    for body, counts in (
        ({"licenseType": 2, "licensedUsersCount": 20}, examples),
        ({"upgradeToLicense": 2, "licenseCount": 20}, tables),
    ):
        sim.dataset = Dataset(customers=[customer(1)])
        assert send("PATCH", f"{CUSTOMERS}/g", json=body).json() == 1
        assert state(send) == ((2, 20) if counts else (1, 10))


def test_the_app_registration_is_kept_masked(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(5)])
    registration = {"applicationClientId": "the-app", "applicationClientSecret": "abcdefgh"}
    body = {"customerFullName": "New Name", **registration}
    assert send("PATCH", f"{CUSTOMERS}/g", json=body).json() == 1
    row = send("GET", f"{CUSTOMERS}/g").json()
    assert (row["ApplicationClientId"], row["CustomerFullName"]) == ("the-app", "New Name")
    assert row["ApplicationClientSecret"].startswith("abc*")
    assert "abcdefgh" not in repr(sim.writes) + repr(row)


def test_an_app_registration_may_be_demanded(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(1)])
    sim.state.registration_required = True
    body: dict[str, Any] = {"licenseType": 2, "applicationClientId": "a"}
    refused = send("PATCH", f"{CUSTOMERS}/g", json=body)
    assert refused.status_code == 400
    assert "registration" in str(refused.json()["errors"]["applicationClientId"])
    assert send("PATCH", f"{CUSTOMERS}/g", json={**body, "applicationClientSecret": "s"}).json() == 1


def test_the_operation_center_follows(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset.generate(60, 60)
    joined = {row.get("umpId", row["serviceId"]): row["id"] for row in sim.dataset.services}
    for row in list(sim.dataset.customers):
        guid, kind = row["UmpCustomerGuid"], row["LicenseType"]
        if guid not in joined or kind not in (1, 2, 4, 5):
            continue
        new = {1: 2, 2: 1, 4: 5, 5: 4}[kind]
        assert send("PATCH", f"{CUSTOMERS}/{guid}", json={"licenseType": new}).json() == 1
        answer = send("GET", f"{SERVICES}{joined[guid]}")
        assert answer.json()["services"][0]["licenseType"] == ("PRO" if new in (2, 5) else "ESSENTIAL_PLUS")
        check_reply(answer)
    assert sim.count("PATCH") > 10


def test_a_large_list_shows_the_change(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset.generate(0, 1000)
    guid = next(row["UmpCustomerGuid"] for row in sim.dataset.customers if row["LicenseType"] == 1)
    assert state(send, guid)[0] == 1
    send("PATCH", f"{CUSTOMERS}/{guid}", json={"licenseType": 2, "licensedUsersCount": 77})
    assert state(send, guid) == (2, 77)


# --- "Upgrade Operator Connect Customer License"


@pytest.mark.parametrize("old", KINDS)
@pytest.mark.parametrize("new", [None, *KINDS, 7])
def test_every_upgrade(sim: Simulator, send: Send, old: int, new: int | None) -> None:
    sim.dataset = Dataset(customers=[customer(old)])
    before = state(send)
    answer = send("POST", f"{CUSTOMERS_V2}/g/action/upgrade", json={"upgradeToLicense": new, "licenseCount": 20})
    assert check_reply(answer) == "upgradeCustomer"
    if old == 3 and new in (4, 5):
        assert (answer.status_code, answer.json()) == (200, "tsk_185510")
    else:
        assert (answer.status_code, answer.json()) == (400, INVALID_CHANGE)
        assert len(sim.state.tasks) == 0
    assert state(send) == before


def upgraded(send: Send, **body: Any) -> requests.Response:
    return send("POST", f"{CUSTOMERS_V2}/g/action/upgrade", json={"upgradeToLicense": 5, "licenseCount": 20, **body})


def test_an_upgrade_takes_place_when_its_task_has_succeeded(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(3)])
    sim.plan_tasks(polls=2)
    path = f"{TASKS}/{upgraded(send).json()}"
    for _unused in range(2):
        assert send("GET", path).json()["status"] == "In Progress"
    assert send("GET", path).json()["status"] == "CompletedSuccess"
    assert state(send) == (5, 20)
    # the way of the vendor's pages: the change of license follows, with the app registration
    assert send("PATCH", f"{CUSTOMERS}/g", json={"licenseType": 5, "licensedUsersCount": 20}).json() == 1
    check_reply(send("GET", CUSTOMERS))


def test_the_other_print_of_the_key(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(3)])
    sim.plan_tasks(polls=0)
    body = {"UpgradetoLicense": 4, "licenseCount": 5}
    send("GET", f"{TASKS}/{send('POST', f'{CUSTOMERS_V2}/g/action/upgrade', json=body).json()}")
    assert state(send) == (4, 5)


@pytest.mark.parametrize("fields", [{"status": "Failed"}, {"status": "Odd"}, {"polls": math.inf}, {"applies": False}])
def test_a_task_that_does_not_succeed_changes_nothing(sim: Simulator, send: Send, fields: dict[str, Any]) -> None:
    sim.dataset = Dataset(customers=[customer(3)])
    sim.plan_tasks(**fields)
    path = f"{TASKS}/{upgraded(send).json()}"
    for _unused in range(5):
        assert send("GET", path).json()["status"] == fields.get(
            "status", "In Progress" if "polls" in fields else "CompletedSuccess"
        )
    assert state(send) == (3, None)


def test_each_form_of_the_answer(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(3)])
    sim.plan_tasks(form="object")
    answer = upgraded(send)
    assert set(answer.json()) == {"taskId"}
    check_reply(answer)
    sim.plan_tasks(form="invalid")
    answer = upgraded(send)
    assert answer.text.startswith('{ "tsk_msjob_')
    assert answer.text.endswith('" }')
    with pytest.raises(MisfitError):
        check_reply(answer)
    assert send("GET", f"{TASKS}/{answer.text[3:-3]}").status_code == 200


def test_a_plan_for_one_customer(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(3, "a"), customer(3, "b")])
    sim.plan_tasks("A", status="Failed")
    sim.plan_tasks(polls=0)
    for guid in "ab":
        answer = send("POST", f"{CUSTOMERS_V2}/{guid}/action/upgrade", json={"upgradeToLicense": 4, "licenseCount": 1})
        send("GET", f"{TASKS}/{answer.json()}")
    assert (state(send, "a"), state(send, "b")) == ((3, None), (4, 1))


def test_a_task_that_nobody_asks_for_ends_as_its_customer_is_read(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(3)])
    upgraded(send)
    found = [send("GET", f"{CUSTOMERS}/g").json()["LicenseType"] for _unused in range(3)]
    assert found == [3, 5, 5]


def test_a_customer_that_is_gone_before_its_task_ends(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset(customers=[customer(3)])
    path = f"{TASKS}/{upgraded(send).json()}"
    assert send("DELETE", f"{CUSTOMERS_V2}/g").json() == 1
    assert [send("GET", path).status_code for _unused in range(3)] == [200] * 3


# --- "Delete Service"


def test_a_customer_is_deleted_with_all_it_has_and_once(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset.generate(40, 40)
    service = next(row for row in sim.dataset.services if "umpId" in row)
    guid, others = service["umpId"], len(sim.dataset.services) - 1
    answer = send("DELETE", f"{CUSTOMERS_V2}/{guid.upper()}")
    assert (answer.status_code, answer.json()) == (200, 1)
    assert check_reply(answer) == "deleteCustomer"
    again = send("DELETE", f"{CUSTOMERS_V2}/{guid}")
    assert (again.status_code, again.json()) == (404, f"Customer with {guid} not found")
    assert guid not in send("GET", CUSTOMERS).text
    assert send("GET", f"{CUSTOMERS}/{guid}").status_code == 404
    assert send("GET", f"{SERVICES}{service['id']}").status_code == 404
    assert len(send("GET", SERVICES).json()["services"]) == others
