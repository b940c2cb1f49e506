# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that follow the written-down API, though no simulator would give them: all of their rows arrive, whatever else they say.

What the file does not say, that ids differ, is added; an answer without that is refused by name, as documented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils import errors
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import sip_connections, tasks
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import failures
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields, lists, number_rows
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import facts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from kits.compliance import DEFAULT_POLICY, TODAY
from kits.from_schema import KEYS, Answers
from kits.report_data import NOW
from simulator import spec

Run = Callable[..., dict[str, Any]]
Http = responses.RequestsMock
Row = dict[str, Any]

MANY = 1000


class Concealing:
    """What reading a connection asks of the client."""

    asked = "/connection"

    def __init__(self) -> None:
        self.concealed: set[str] = set()

    def conceal(self, texts: Iterable[str]) -> None:
        self.concealed |= set(texts)


PORTAL = "https://live.example.com/tenantui/api"
OWNER = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
CUSTOMER = {
    "UmpCustomerGuid": OWNER,
    "CustomerShortName": "acme",
    "CustomerFullName": "Acme",
    "LicenseType": 5,
    "LicensedUsersCount": 1,
    "MsTenantId": None,
    "ActiveUserCount": 1,
}
# values of the parameters of a service are text or a number for every name, so that a count may be text
OF_PARAMETERS = {field.name for field in fields.SERVICE_FIELDS if "#" in field.source}


def rows(name: str, seed: int, **numbered: Callable[[int], Any]) -> list[Row]:
    """Rows that fit the schema of this name, with keys that differ from row to row; a part is held against the file."""
    found = [
        {**row, **{key: make(number) for key, make in numbered.items()}}
        for number, row in enumerate(Answers(seed).many(name, MANY))
    ]
    for row in found[:25]:
        spec.check_value(name, row)
    return found


def guid(number: int) -> str:
    return f"{number:08}-0000-4000-8000-000000000000"


def unread(records: list[Row]) -> set[str]:
    return {name for record in records for name in record["unread"]}


def kept(row: Mapping[str, Any], raw: Mapping[str, Any]) -> bool:
    """Whether the platform's row is there with every key, and every key that the file does not name with its value."""
    return row.keys() == raw.keys() and all(raw[key] == row[key] for key in KEYS if key in row)


# --- lists through their modules


def test_services(http: Http, run: Run) -> None:
    answer = rows("Service", 1, id=lambda number: number)
    http.get(f"{PORTAL}/ovoc/v1/topology/services/", json={"services": answer})
    found = run("service_info", include_raw=True)
    assert not found.get("failed"), found["msg"]
    records = found["services"]
    assert [record["id"] for record in records] == [row["id"] for row in answer]
    assert len({frozenset(record) for record in records}) == 1
    assert unread(records) <= OF_PARAMETERS
    assert all(map(kept, answer, (record["raw"] for record in records)))
    statuses = [(row["status"] or "unknown").lower() for row in answer]
    assert [record["status"] for record in records] == statuses
    assert [record["enabled"] for record in records] == [row["isEnabled"] for row in answer]
    assert [record["dids_total"] for record in records if record["dids_total"] is not None]
    assert '"password": null' not in json.dumps([record["raw"] for record in records])


@pytest.mark.parametrize("details", [False, True])
def test_customers(http: Http, run: Run, details: bool) -> None:
    answer = rows("Customer", 2, UmpCustomerGuid=guid)
    http.get(f"{PORTAL}/v3/customer", json=answer)
    found = run("customer_info", all_details=details, include_raw=True)
    assert not found.get("failed"), found["msg"]
    records = found["customers"]
    assert [record["ump_customer_guid"] for record in records] == [row["UmpCustomerGuid"] for row in answer]
    assert [record["licensed_users"] for record in records] == [row["LicensedUsersCount"] for row in answer]
    assert [record["active_users"] for record in records] == [row["ActiveUserCount"] for row in answer]
    assert [len(record["sip_connections"]) for record in records] == [
        len(row.get("SiteLocation", ())) for row in answer
    ]
    # the file lets all details lack the connections, which the collection does not take for none
    assert unread(records) <= ({"sip_connections"} if details else set())
    assert all(map(kept, answer, (record["raw"] for record in records)))


def test_channels(http: Http, run: Run) -> None:
    answer = rows("ChannelItem", 3, id=lambda number: number)
    http.get(f"{PORTAL}/ovoc/v1/topology/channels/", json={"channels": answer})
    found = run("channel_info", include_raw=True)
    assert not found.get("failed"), found["msg"]
    records = found["channels"]
    assert [record["id"] for record in records] == [row["id"] for row in answer]
    assert [len(record["services"]) for record in records] == [len(row["services"]) for row in answer]
    assert unread(records) == set()
    assert "clientSecret" not in json.dumps(records)


def test_channels_without_ids_of_their_own_have_those_of_their_addresses(http: Http, run: Run) -> None:
    answer = rows("ChannelItem", 4, url=lambda number: f"/ovoc/v1/topology/channels/{number}")
    http.get(f"{PORTAL}/ovoc/v1/topology/channels/", json={"channels": [{**row, "id": None} for row in answer]})
    assert [record["id"] for record in run("channel_info")["channels"]] == list(range(MANY))


def test_numbers(http: Http, run: Run) -> None:
    answer = rows("Number", 5, telephoneNumber=lambda number: f"+49{number:09}")
    size = 200
    pages = MANY // size
    for page in range(1, pages + 1):
        body = {"currentPage": page, "pageSize": size, "totalPages": pages, "totalRecords": MANY}
        match = responses.matchers.query_param_matcher({"PageNumber": page, "PageSize": size}, strict_match=False)
        http.get(f"{PORTAL}/v3/oc/numbers", json={**body, "data": answer[(page - 1) * size :][:size]}, match=[match])
    found = run("number_info", include_raw=True)
    assert not found.get("failed"), found["msg"]
    records = found["numbers"]
    assert [record["number"] for record in records] == [row["telephoneNumber"] for row in answer]
    assert [len(record["sbcs"]) for record in records] == [len(row.get("sbcList") or ()) for row in answer]
    # the file does not say that a time is one
    assert unread(records) <= {"acquired_on", "created_at", "consented_on"}
    assert all(map(kept, answer, (record["raw"] for record in records)))


def test_licensed_users(http: Http, run: Run) -> None:
    http.get(f"{PORTAL}/v3/customer", json=[CUSTOMER])
    answer = rows("LicensedUser", 6)
    http.get(f"{PORTAL}/v3/customer/{OWNER}/licensedUsers", json=answer)
    found = run("licensed_user_info")
    assert not found.get("failed"), found["msg"]
    assert len(found["licensed_users"]) == MANY
    assert unread(found["licensed_users"]) == set()


def test_daily_counts(http: Http, run: Run) -> None:
    """Of several counts on one day the latest stands: no day is lost."""
    http.get(f"{PORTAL}/v3/customer", json=[CUSTOMER])
    answer = rows("LicenseRecord", 7)
    http.get(f"{PORTAL}/v3/customer/{OWNER}/licenseinfo", json=answer)
    found = run("license_usage_info")
    assert not found.get("failed"), found["msg"]
    (usage,) = found["usage"]
    latest = {row["lastUpdate"][:10]: row for row in sorted(answer, key=lambda row: str(row["lastUpdate"]))}
    assert [day["date"] for day in usage["history"]] == sorted(latest)
    assert [day["active_users"] for day in usage["history"]] == [
        latest[day]["currentlyLicensed"] for day in sorted(latest)
    ]


def test_leads_and_calling_profiles(http: Http, run: Run) -> None:
    customers = rows("Customer", 8, UmpCustomerGuid=guid)
    leads = rows("Lead", 9, umpCustomerGuid=lambda number: guid(number) if number % 3 else None)
    http.get(f"{PORTAL}/v3/customer", json=customers)
    http.get(f"{PORTAL}/v2/oc/lead", json=leads)
    http.get(f"{PORTAL}/v2/oc/callingprofile", json=rows("CallingProfile", 10))
    found = run("customer_info", channels=True, all_details=True, sbc_names=True)
    assert not found.get("failed"), found["msg"]
    channels = {row["umpCustomerGuid"]: row["ovocChannelId"] or None for row in leads if row["umpCustomerGuid"]}
    assert [record["channel_id"] for record in found["customers"]] == [
        channels.get(row["UmpCustomerGuid"]) for row in customers
    ]
    assert all("sbc_name" in item for record in found["customers"] for item in record["sip_connections"])


def test_joined_counted_and_judged(http: Http, run: Run) -> None:
    """A platform whose services belong to its customers: facts, totals and the whole default policy."""
    owners = rows("Customer", 11, UmpCustomerGuid=guid)
    answer = rows("Service", 12, id=lambda number: number, umpId=guid)
    http.get(f"{PORTAL}/ovoc/v1/topology/services/", json={"services": answer})
    http.get(f"{PORTAL}/v3/customer", json=owners)
    result = run("topology_facts", all_details=True, metering=True)
    assert not result.get("failed"), result["msg"]
    fact = result["ansible_facts"]["live_platform"]
    assert [item["customer_ump_customer_guid"] for item in fact["services"]] == list(map(guid, range(MANY)))
    assert fact["unmatched"] == {"services": [], "customers": []}
    totals = fact["totals"]
    assert (totals["services"], totals["customers"]) == (MANY, MANY)
    assert totals["active_users"] == sum(row["ActiveUserCount"] for row in owners)
    found = evaluate.judge(fact["services"], fact["customers"], policy.load(DEFAULT_POLICY, TODAY), TODAY)
    in_error = {item["subject"] for item in found.findings if item["rule"] == "service-in-error"}
    assert in_error == {f"service:{row['id']}" for row in answer if row["status"] == "ERROR"}


# --- forms that are read one by one


def test_one_service_and_one_customer_each() -> None:
    for row in rows("Service", 13):
        assert lists.service(row, include_raw=True)["id"] == row["id"]
    for row in rows("CustomerItem", 14, UmpCustomerGuid=guid):
        record = lists.customer(row, include_raw=True)
        assert record["ump_customer_guid"] == row["UmpCustomerGuid"]
        assert "ApplicationClientSecret" not in json.dumps(record)
        details = lists.customer_details(row, row["UmpCustomerGuid"])
        said = row["ClientSecretExpirationDate"]
        assert (details["client_secret_expires"] is None) is (said is None), said


def test_summaries_of_removals() -> None:
    for row in rows("RemovalSummary", 15):
        found = number_rows.removal_summary(row, "")
        wanted = (row["markedForRemovalCount"], row["readyForRemovalCount"], row["totalCount"])
        assert (found["marked_for_removal"], found["ready_for_removal"], found["total"]) == wanted


def test_tasks() -> None:
    """The file lets an id be blank, which is no task; everything else is one."""
    read = 0
    for row in rows("Task", 16):
        if not row["id"].strip():
            with pytest.raises(errors.DataError, match="it has no id"):
                lists.task(row)
            continue
        record = lists.task(row)
        assert record["state"] in ("running", "succeeded", "failed", "unknown")
        assert len(record["messages"]) == len(row["executionMessages"] or ())
        read += 1
    assert read > MANY * 3 / 4


def test_starts_of_tasks() -> None:
    """Every id that is a word is found, and nothing that the answer does not hold as a whole text."""
    for answer in Answers(17).many("TaskStart", MANY):
        texts = {answer} if isinstance(answer, str) else {text for text in answer.values() if isinstance(text, str)}
        given = {answer} if isinstance(answer, str) else {str(answer[key]) for key in answer if "ask" in key}
        words = {text for text in given if re.fullmatch(r"(tsk_|wst_)\w+", text)} - {"tsk_0"}
        assert words <= set(tasks.ids(json.dumps(answer))) <= texts, answer


@pytest.mark.parametrize("schema", ["OvocError", "MultitenantError", "Problem"])
def test_errors_are_one_line_and_say_what_the_platform_said(schema: str) -> None:
    for answer in Answers(18).many(schema, MANY):
        found = failures.failure(500, "GET", "/x", json.dumps(answer).encode(), ["s3cret"], 1)
        text = str(found)
        assert text.startswith("GET /x: HTTP 500")
        assert "\n" not in text
        assert "\x1b" not in text


def test_sip_connections_by_themselves() -> None:
    """Each is read whole, except one whose form says nothing; what is secret never shows."""
    client: Any = Concealing()
    for row in rows("ConnectionItem", 20):
        variables = row["sbcInfo"]["sbcScripts"]["customerVariables"]
        if variables is not None:
            row["sbcInfo"]["sbcScripts"]["customerVariables"] = {**variables, "CarrierUserPassword": "hunter2-of-acme"}
        found, pending = sip_connections.record(client, row, more=["cac_profile"])
        assert found["cac_profile"] == (row["sbcInfo"].get("cacProfile") or found["cac_profile"])
        assert found["onboarding_script"] == row["sbcInfo"]["sbcScripts"].get("onboardingScript")
        assert "hunter2-of-acme" not in json.dumps(found)
        assert set(pending) <= set(row["pendingTasks"])
    assert "hunter2-of-acme" in client.concealed


def test_tokens(http: Http, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every token that can be in a header is sent as it is; another one is refused by name and never shown."""
    sign_in = {"tenant_id": "t", "client_id": "c", "client_secret": "s3cret", "scope": "api://x/.default"}
    sent = 0
    for answer in Answers(21).many("Token", 50):
        http.reset()
        http.post("https://login.microsoftonline.com/t/oauth2/v2.0/token", json=answer)
        http.get(f"{PORTAL}/v3/customer", json=[CUSTOMER])
        found = run("customer_info", access_token=None, **sign_in)
        if found.get("failed"):
            assert found["failure"]["error"] in ("AuthenticationError", "DataError"), found["msg"]
            assert len(answer["access_token"]) < 8 or answer["access_token"] not in found["msg"]
        else:
            assert http.calls[-1].request.headers["Authorization"] == f"Bearer {answer['access_token']}"
            sent += 1
    assert sent


def test_errors_of_the_token_service() -> None:
    for answer in Answers(19).many("TokenError", MANY):
        text = str(failures.token_failure(400, "POST", "/token", json.dumps(answer).encode(), ["s3cret"], 1))
        assert "\n" not in text


# --- what the file does not say


@pytest.mark.parametrize(("schema", "read"), [("Service", lists.services), ("Customer", lists.customers)])
def test_ids_that_the_file_lets_be_equal_are_refused_by_name(schema: str, read: Callable[[Any], list[Row]]) -> None:
    refused = 0
    for seed in range(20):
        answer = Answers(seed, odd=1.0).many(schema, 12)
        try:
            assert len(read(answer)) == len(answer)
        except errors.DataError as error:
            assert re.search("occurs? more than once", str(error)) or "has no" in str(error)
            refused += 1
    assert refused


def test_times_that_are_none_are_unread_and_nobody_is_lost() -> None:
    answer = rows("Service", 20, id=lambda number: number)
    for row in answer:
        row["definedAt"] = "2026-02-31T25:61:00.000+0000"
    spec.check_value("Service", answer[0])
    records = lists.services({"services": answer})
    assert len(records) == MANY
    assert {record["defined_at"] for record in records} == {None}
    assert all("defined_at" in record["unread"] for record in records)


def test_the_same_seed_gives_the_same_answers() -> None:
    assert Answers(1).many("Service", 5) == Answers(1).many("Service", 5)
    assert Answers(1).many("Service", 5) != Answers(2).many("Service", 5)
    assert facts.build([], [], NOW, (), "id", 30)["totals"]["services"] == 0
