# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""licensed_user_info: one request for each customer, and nothing read is lost where one of them fails."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields
from ansible_collections.audiocodes.live_platform.plugins.modules import licensed_user_info
from kits.acting import Clock
from simulator import Dataset
from simulator.numbers import made_users

Run = Callable[..., dict[str, Any]]
Http = responses.RequestsMock
CUSTOMERS = "https://live.example.com/tenantui/api/v3/customer"

DATA = Dataset.generate(0, 12)
GUIDS = [row["UmpCustomerGuid"] for row in DATA.customers]
USERS = {row["UmpCustomerGuid"]: made_users(row) for row in DATA.customers}


def address(guid: str) -> str:
    """Where the users of a customer are."""
    return f"{CUSTOMERS}/{guid}/licensedUsers"


@pytest.fixture
def platform(http: Http) -> Http:
    """A dozen customers, with the users that the simulated platform makes."""
    rows = [{key: value for key, value in row.items() if key != "SiteLocation"} for row in DATA.customers]
    http.get(CUSTOMERS, json=rows)
    for guid in GUIDS:
        http.get(address(guid), json=USERS[guid])
    return http


# --- errors


def test_a_customer_that_cannot_be_read(platform: Http, run: Run) -> None:
    """It fails the task with all that was read, unless it is to be passed over; totals do not count it as nobody."""
    platform.replace("GET", address(GUIDS[2]), status=500, json={"message": "sorry"})
    failed = run("licensed_user_info", summary_only=True)
    assert failed["msg"].startswith("1 customer could not be read, beginning with ")
    assert [(item["ump_customer_guid"], item["status"]) for item in failed["failed_items"]] == [(GUIDS[2], 500)]
    assert set(failed["totals"]["customers"]) == set(GUIDS) - {GUIDS[2]}
    passed = run("licensed_user_info", ignore_errors_for=["500"])
    assert "failed" not in passed
    assert passed["count"] == sum(map(len, USERS.values())) - len(USERS[GUIDS[2]])


@pytest.mark.parametrize("body", [{"users": []}, ["user"], "none"])
def test_an_answer_that_is_not_a_list_of_users(platform: Http, run: Run, body: Any) -> None:
    platform.replace("GET", address(GUIDS[1]), json=body)
    failed = run("licensed_user_info")
    assert f"GET /tenantui/api/v3/customer/{GUIDS[1]}/licensedUsers: " in failed["msg"]
    assert "list of licensed users" in failed["msg"]
    assert failed["count"] == len(failed["licensed_users"]) > 0


def test_a_field_that_does_not_exist(platform: Http, run: Run) -> None:
    assert run("licensed_user_info", fields=["sip"])["msg"] == "fields: sip is not a field of a licensed_user"
    assert len(platform.calls) == 0


def test_fewer_customers_than_expected(platform: Http, run: Run) -> None:
    assert "fewer than minimum_customers (13)" in run("licensed_user_info", minimum_customers=13)["msg"]
    assert len(platform.calls) == 1


# --- success


def test_users_in_the_order_of_their_customers(platform: Http, run: Run) -> None:
    found = run("licensed_user_info", check=True)
    assert [
        (item["ump_customer_guid"], item["sip_address"], item["license_criteria"]) for item in found["licensed_users"]
    ] == [(guid, user["sipAddress"], user["licenseCriteria"]) for guid in GUIDS for user in USERS[guid]]
    assert (found["changed"], found["count"], found["failed_items"]) == (False, len(found["licensed_users"]), [])
    assert set(found["licensed_users"][0]) == {field.name for field in fields.LICENSED_USER_FIELDS}
    names = {row["UmpCustomerGuid"]: row["CustomerShortName"] for row in DATA.customers}
    assert all(item["customer_name"] == names[item["ump_customer_guid"]] for item in found["licensed_users"])
    assert len(platform.calls) == 1 + len(GUIDS)


def test_only_customers_that_pass_the_filters_are_asked(platform: Http, run: Run) -> None:
    guid = next(guid for guid in GUIDS if USERS[guid])
    platform.get(f"{CUSTOMERS}/{guid}", json=DATA.customers[GUIDS.index(guid)])
    assert run("licensed_user_info", guids=[guid])["count"] == len(USERS[guid])
    assert len(platform.calls) == 2
    pro = [row["UmpCustomerGuid"] for row in DATA.customers if row["LicenseType"] == 5]
    found = run("licensed_user_info", license_types=["oc_pro"], summary_only=True)
    assert found["totals"]["customers"] == {guid: len(USERS[guid]) for guid in pro}


def test_totals(platform: Http, run: Run) -> None:
    found = run("licensed_user_info", summary_only=True)
    assert "licensed_users" not in found
    assert found["totals"]["customers"] == {guid: len(USERS[guid]) for guid in GUIDS}
    assert 0 in found["totals"]["customers"].values()
    assert sum(found["totals"]["license_criteria"].values()) == found["totals"]["licensed_users"] == found["count"]


def test_no_content_is_nobody(platform: Http, run: Run) -> None:
    """As it is for the list of customers; an empty answer of HTTP 200 is an error."""
    platform.replace("GET", address(GUIDS[1]), status=204, body=b"")
    assert run("licensed_user_info", summary_only=True)["totals"]["customers"][GUIDS[1]] == 0
    platform.replace("GET", address(GUIDS[1]), status=200, body=b"")
    assert "the answer is empty" in run("licensed_user_info")["msg"]


def test_fields_and_rows(platform: Http, run: Run) -> None:
    found = run("licensed_user_info", fields=["license_*"], include_raw=True)["licensed_users"][0]
    assert set(found) == {"kind", "platform", "ump_customer_guid", "unread", "license_criteria"}
    raw = run("licensed_user_info", include_raw=True)["licensed_users"][0]["raw"]
    assert set(raw) == {"sipAddress", "licenseCriteria"}


@pytest.mark.parametrize("option", ["guids", "names", "license_types"])
def test_an_empty_list_selects_nobody_and_reads_nothing(http: Http, run: Run, option: str) -> None:
    found = run("licensed_user_info", **{option: []})
    assert (found["count"], found["licensed_users"], found["failed_items"]) == (0, [], [])
    assert len(http.calls) == 0


# --- pace


def test_the_pace_of_400_customers(http: Http) -> None:
    """At 10 requests in 10 seconds: no slower than the requests make it."""
    rows = Dataset.generate(0, 400).customers
    http.get(CUSTOMERS, json=rows)
    for row in rows:
        http.get(address(row["UmpCustomerGuid"]), json=[])
    clock = Clock()
    given = dict.fromkeys(("guids", "license_types", "names", "fields", "unknown_values", "ignore_errors_for"))
    module: Any = SimpleNamespace(
        params={**given, "parallel": 1, "summary_only": True, "include_raw": False}, warn=pytest.fail
    )
    defaults = {option.name: option.default for option in connection.OPTIONS}
    settings = connection.settings({**defaults, "url": "https://live.example.com", "access_token": "ready-token-1"})
    with Client(settings, clock=clock, sleep=clock.sleep) as client:
        found = licensed_user_info.users(module, client)
    assert len(found["totals"]["customers"]) == 400
    assert len(http.calls) == 401
    assert clock() <= 1.2 * 401
