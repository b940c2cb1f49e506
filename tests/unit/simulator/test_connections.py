# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SIP connections: added, changed and deleted by tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from simulator import Simulator
from simulator.acting import CUSTOMERS_V2
from simulator.portal import CUSTOMERS, PROFILES, SITES, TASKS
from simulator.spec import check_reply, check_request

Send = Callable[..., requests.Response]

GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
SITE = "24aa9454-77bc-433b-b73c-426e0fac8862"
OF_CUSTOMER = f"{CUSTOMERS_V2}/{GUID}/sitelocation/"
NEW: dict[str, Any] = {
    "siteLocationName": "Branch",
    "ovocCustomerType": "IPGROUP_TYPE",
    "sbcId": 4,
    "sbcOnboardingScript": 8,
    "sbcCleanupScript": 800,
    "scriptParameters": [{"name": "CarrierUserPassword", "value": "hush hush"}, {"name": "Mine", "value": "x"}],
}


def names(sim: Simulator) -> list[str]:
    row = sim.dataset.customer_row(GUID)
    return [site["name"] for site in (row or {})["SiteLocation"]]


def done(send: Send, ident: str) -> None:
    """Poll the task to its end, which it has without a plan at the second time."""
    assert [send("GET", f"{TASKS}/{ident}").json()["status"] for _unused in range(2)] == [
        "In Progress",
        "CompletedSuccess",
    ]


# --- errors


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", f"{CUSTOMERS_V2}/none/sitelocation/", NEW),
        ("PATCH", f"{CUSTOMERS_V2}/none/sitelocation/", {"sbcSiteGuid": SITE}),
        ("PATCH", OF_CUSTOMER, {"sbcSiteGuid": "none"}),
        ("PATCH", OF_CUSTOMER, {}),
        ("PATCH", f"{CUSTOMERS_V2}/1591f338-58f8-4773-a625-0079f1565341/sitelocation/", {"sbcSiteGuid": SITE}),
        ("DELETE", f"{SITES}/none", None),
    ],
)
def test_nothing_there(sim: Simulator, send: Send, method: str, path: str, body: Any) -> None:
    answer = send(method, path, json=body)
    assert answer.status_code == 404
    assert answer.json().endswith("not found")
    check_reply(answer)
    assert len(sim.state.tasks) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"siteLocationName": ""},
        {"siteLocationName": None},
        {"sbcId": "4"},
        {"sbcId": None},
        {"scriptParameters": "x"},
        {"sbcOnboardingScript": "x"},
    ],
)
def test_a_body_that_lacks_something(sim: Simulator, send: Send, wrong: dict[str, Any]) -> None:
    answer = send("POST", OF_CUSTOMER, json={**NEW, **wrong})
    assert answer.status_code == 400
    check_reply(answer)
    assert len(sim.state.tasks) == 0


def test_a_name_that_is_taken(sim: Simulator, send: Send) -> None:
    answer = send("POST", OF_CUSTOMER, json={**NEW, "siteLocationName": names(sim)[0].lower()})
    assert answer.status_code == 409
    assert "exists already" in answer.json()["detail"]
    check_reply(answer)


def test_a_failed_task_leaves_all_as_it_was(sim: Simulator, send: Send) -> None:
    before = names(sim)
    sim.plan_tasks(status="Failed")
    for method, path, body in (
        ("POST", OF_CUSTOMER, NEW),
        ("PATCH", OF_CUSTOMER, {"sbcSiteGuid": SITE, "sbcSiteName": "Other"}),
        ("DELETE", f"{SITES}/{SITE}", None),
    ):
        ident = next(value for key, value in send(method, path, json=body).json().items() if "sbc" in key)
        assert send("GET", f"{TASKS}/{ident}").json()["status"] == "Failed"
    assert names(sim) == before


# --- success


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_connection_is_added(sim: Simulator, send: Send, slash: str) -> None:
    assert check_request("POST", OF_CUSTOMER, NEW) == "addConnection"
    answer = send("POST", OF_CUSTOMER.rstrip("/") + slash, json=NEW)
    started = answer.json()
    assert {key: started[key] for key in ("status", "msg", "o365Task")} == {
        "status": True,
        "msg": "queued",
        "o365Task": "tsk_0",
    }
    assert "Branch" not in names(sim)
    assert send("GET", f"{SITES}/{started['siteGuid']}").status_code == 404
    send("GET", f"{TASKS}/{started['sbcTaskId']}")
    added = send("GET", f"{SITES}/{started['siteGuid']}").json()
    assert (added["siteName"], added["sbcDeploymentState"], added["sbcInfo"]["sbcId"]) == ("Branch", 3, 4)
    assert added["sbcInfo"]["sbcScripts"]["onboardingScript"] == 8
    assert added["sbcInfo"]["sbcScripts"]["customerVariables"]["Mine"] == "x"
    assert "hush hush" in sim.secrets()
    full = send("GET", CUSTOMERS, params={"allDetails": "true"})
    check_reply(full)
    assert "Branch" in full.text


def test_a_connection_is_changed(sim: Simulator, send: Send) -> None:
    body = {"sbcSiteGuid": SITE, "sbcSiteName": "Renamed", "sbcId": 5, "CacProfile": "20 sessions"}
    for _unused in range(2):  # the second time is the same again
        answer = send("PATCH", OF_CUSTOMER, json={**body, "scriptParameters": {"Mine": "y"}})
        assert check_reply(answer) == "changeConnection"
        done(send, answer.json()["sbcTaskId"])
    found = send("GET", f"{SITES}/{SITE}").json()
    assert (found["siteName"], found["sbcInfo"]["sbcId"]) == ("Renamed", 5)
    assert found["sbcInfo"]["cacProfile"] == "20 sessions"
    variables = found["sbcInfo"]["sbcScripts"]["customerVariables"]
    assert variables["Mine"] == "y"
    assert variables["CarrierUserPassword"]


def test_the_connection_may_be_named_in_the_query(sim: Simulator, send: Send) -> None:
    answer = send("PATCH", f"{OF_CUSTOMER}?sbcSiteGuid={SITE.upper()}", json={"sbcSiteName": "Renamed"})
    done(send, answer.json()["sbcTaskId"])
    assert "Renamed" in names(sim)


@pytest.mark.parametrize(("places", "statuses"), [(("body",), (200, 404)), (("query",), (404, 200))])
def test_where_the_connection_may_be_named_is_a_setting(
    sim: Simulator, send: Send, places: tuple[str, ...], statuses: tuple[int, int]
) -> None:
    sim.state.connection_id_places = places
    in_body = send("PATCH", OF_CUSTOMER, json={"sbcSiteGuid": SITE, "sbcId": 7})
    in_query = send("PATCH", f"{OF_CUSTOMER}?sbcSiteGuid={SITE}", json={"sbcId": 7})
    assert (in_body.status_code, in_query.status_code) == statuses


def test_flags_are_kept_and_only_one_is_shown(sim: Simulator, send: Send) -> None:
    """Adding takes none of them: its page has none."""
    flags = {"enableCAC": False, "flagConfigureSbc": False, "flagCarrierRegistration": True}
    body = {"sbcSiteGuid": SITE, **flags}
    assert check_request("PATCH", OF_CUSTOMER, body) == "changeConnection"
    done(send, send("PATCH", OF_CUSTOMER, json=body).json()["sbcTaskId"])
    assert flags.items() <= sim.dataset.sites[SITE].items()
    answer = send("GET", f"{SITES}/{SITE}")
    check_reply(answer)
    assert answer.json()["sbcInfo"]["flagConfigureSbc"] is False
    assert "enableCAC" not in answer.text
    assert "flagCarrierRegistration" not in answer.text
    assert send("PATCH", OF_CUSTOMER, json={**body, "enableCAC": "no"}).status_code == 400
    started = send("POST", OF_CUSTOMER, json={**NEW, **flags}).json()
    done(send, started["sbcTaskId"])
    assert flags.keys().isdisjoint(sim.dataset.sites[started["siteGuid"]])


@pytest.mark.parametrize("name", ["CacProfile", "Cac Profile"])
def test_a_profile_among_the_script_parameters_is_shown_beside_the_scripts(send: Send, name: str) -> None:
    started = send("POST", OF_CUSTOMER, json={**NEW, "scriptParameters": {name: "30 sessions"}}).json()
    done(send, started["sbcTaskId"])
    assert send("GET", f"{SITES}/{started['siteGuid']}").json()["sbcInfo"]["cacProfile"] == "30 sessions"


def test_calling_profiles_name_the_sbcs_of_all_connections(sim: Simulator, send: Send) -> None:
    answer = send("GET", PROFILES)
    assert check_reply(answer) == "listCallingProfiles"
    found = {
        sbc["sbcId"]: sbc["name"]
        for profile in answer.json()
        for trunk in profile["trunksEnrolled"]
        for sbc in trunk["matchingSbcList"]
    }
    assert found.keys() == {site["sbcId"] for row in sim.dataset.customers for site in row["SiteLocation"]}
    assert found[2] == "SBC02"
    sim.dataset.profiles = []
    assert send("GET", f"{PROFILES}/").json() == []


def test_a_connection_is_deleted(sim: Simulator, send: Send) -> None:
    before = names(sim)
    answer = send("DELETE", f"{SITES}/{SITE}")
    assert check_reply(answer) == "deleteConnection"
    ident = answer.json()["sbcCleanupTaskId"]
    assert answer.json() == {"status": True, "msg": "queued", "sbcCleanupTaskId": ident, "o365CleanupTask": "tsk_0"}
    assert names(sim) == before
    assert send("GET", f"{SITES}/{SITE}").json()["pendingTasks"] == [ident]
    assert send("GET", f"{TASKS}/{ident}").json()["status"] == "CompletedSuccess"
    assert names(sim) == before[1:]
    assert send("GET", f"{SITES}/{SITE}").status_code == 404
    assert send("DELETE", f"{SITES}/{SITE}").status_code == 404


def test_the_bare_id_when_it_is_planned(sim: Simulator, send: Send) -> None:
    sim.plan_tasks(form="string")
    answer = send("DELETE", f"{SITES}/{SITE}")
    assert answer.json() == "tsk_185510"
    check_reply(answer)


def test_what_a_task_was_for_may_be_gone_when_it_ends(sim: Simulator, send: Send) -> None:
    idents = [
        send("POST", OF_CUSTOMER, json=NEW).json()["sbcTaskId"],
        send("PATCH", OF_CUSTOMER, json={"sbcSiteGuid": SITE, "sbcId": 7}).json()["sbcTaskId"],
        send("DELETE", f"{SITES}/{SITE}").json()["sbcCleanupTaskId"],
    ]
    assert send("DELETE", f"{CUSTOMERS_V2}/{GUID}").json() == 1
    for ident in idents:
        done(send, ident)
