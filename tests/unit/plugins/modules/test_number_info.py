# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""number_info: what it asks of the platform, what it answers, and how long the documented pace makes it take."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields
from ansible_collections.audiocodes.live_platform.plugins.modules import number_info
from kits.acting import Clock
from simulator import Dataset
from simulator.numbers import chosen, made_numbers, page, removal_summary

Run = Callable[..., dict[str, Any]]
Http = responses.RequestsMock
PORTAL = "https://live.example.com/tenantui/api"
NUMBERS = f"{PORTAL}/v3/oc/numbers"
SUMMARY = f"{NUMBERS}/removal-status/summary"
CUSTOMERS = f"{PORTAL}/v3/customer"

DATA = Dataset.generate(0, 120)
ROWS = made_numbers(DATA.customers, {}, each=12)
TENANTS = list(dict.fromkeys(row["tenantId"] for row in ROWS))


def serve(http: Http, rows: list[Any]) -> None:
    """Answer pages, summaries and customers as the simulated platform does."""

    def asked(request: Any) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}

    def numbers(request: Any) -> tuple[int, dict[str, str], str]:
        given = asked(request)
        found = chosen(rows, given.get("msTenantId", ""), given.get("acquiredNumberStatus", ""))
        return 200, {}, json.dumps(page(found, int(given["PageNumber"]), int(given["PageSize"])))

    def summary(request: Any) -> tuple[int, dict[str, str], str]:
        return 200, {}, json.dumps(removal_summary(chosen(rows, asked(request).get("msTenantId", ""), "")))

    http.add_callback("GET", NUMBERS, numbers)
    http.add_callback("GET", SUMMARY, summary)
    http.add("GET", CUSTOMERS, json=[{**row, "SiteLocation": None} for row in DATA.customers])


@pytest.fixture
def platform(http: Http) -> Http:
    """Two pages of numbers, and a bit."""
    assert 400 < len(ROWS) < 600
    serve(http, ROWS)
    return http


def queries(http: Http) -> list[str]:
    """What was asked, in its order: the last part of the path, and the query."""
    parts = [urlsplit(str(call.request.url)) for call in http.calls]
    return [f"{part.path.rpartition('/')[2]}?{part.query}" for part in parts]


# --- errors


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ms_tenant_ids": ["x", " "]}, "ms_tenant_ids: an entry is empty"),
        ({"fields": ["nmuber"]}, "fields: nmuber is not a field of a number"),
        ({"statuses": ["activ"]}, "value of statuses must be one or more of: active, release_requested"),
        ({"summary_only": True, "match_customers": True}, "summary_only would drop what match_customers reads"),
        (
            {"removal_summary": True, "guids": ["g"], "include_raw": True},
            "removal_summary counts numbers without reading them: leave out guids, include_raw",
        ),
        ({"removal_summary": True, "statuses": []}, "leave out statuses"),
    ],
)
def test_what_is_refused_before_anything_is_read(platform: Http, run: Run, options: Any, message: str) -> None:
    failed = run("number_info", **options)
    assert failed["failed"]
    assert message in failed["msg"]
    assert len(platform.calls) == 0


def test_a_page_that_fails_is_the_whole_failure(http: Http, run: Run) -> None:
    """One clear line that names the request and the page; no part of the numbers."""
    http.get(NUMBERS, json=page(ROWS, 1, 200))
    http.get(NUMBERS, json=page(ROWS[:-1], 2, 200))
    failed = run("number_info")
    assert failed["msg"].startswith("GET /tenantui/api/v3/oc/numbers: page 2 of the list of numbers speaks of ")
    assert failed["failure"]["error"] == "DataError"
    assert "numbers" not in failed


def test_a_number_twice(http: Http, run: Run) -> None:
    http.get(NUMBERS, json=page([*ROWS[:3], ROWS[0]], 1, 200))
    failed = run("number_info")
    assert failed["msg"] == (
        "GET /tenantui/api/v3/oc/numbers: 1 id occurs more than once in the list of numbers: +999000000000"
    )


def test_a_misspelled_assignment(platform: Http, run: Run) -> None:
    assert "did you mean unassigned?" in run("number_info", assignment_statuses=["unasigned"])["msg"]
    passed = run("number_info", assignment_statuses=["unasigned", "UserAssigned"], unknown_values="warn")
    assert passed["count"] == 0
    assert "unasigned is not a known assignment status" in " ".join(passed["warnings"])


# --- success


def test_every_number_once_in_as_many_requests_as_pages(platform: Http, run: Run) -> None:
    found = run("number_info", check=True)
    assert [item["number"] for item in found["numbers"]] == [row["telephoneNumber"] for row in ROWS]
    assert (found["changed"], found["count"]) == (False, len(ROWS))
    assert set(found["numbers"][0]) == {field.name for field in fields.NUMBER_FIELDS}
    assert queries(platform) == [f"numbers?PageNumber={place}&PageSize=200" for place in (1, 2, 3)]


def test_headers_of_a_page_may_speak_of_others(http: Http, run: Run) -> None:
    """As frameworks do that have pages; of any other list they would mean that it is cut."""
    headers = {
        "X-Pagination": '{"hasNext": true, "totalCount": 900}',
        "X-Total-Count": "900",
        "Link": '<x>; rel="next"',
    }
    http.get(NUMBERS, json=page(ROWS[:2], 1, 200), headers=headers)
    assert run("number_info")["count"] == 2


def test_filters(platform: Http, run: Run) -> None:
    guid = ROWS[0]["umpCustomerGuid"]
    found = run("number_info", guids=[f" {guid.upper()} ", "nobody"], assignment_statuses=["Unassigned"])
    assert {item["ump_customer_guid"] for item in found["numbers"]} == {guid}
    assert {item["assignment_status"] for item in found["numbers"]} == {"unassigned"}
    assert found["warnings"] == ["guids: none of the numbers that were read belongs to nobody"]
    both = run("number_info", statuses=["active", "unknown"])
    assert {item["status"] for item in both["numbers"]} == {"active", "unknown"}


def test_one_status_is_asked_of_the_platform(platform: Http, run: Run) -> None:
    found = run("number_info", statuses=["ready_for_removal"])
    assert {item["status"] for item in found["numbers"]} == {"ready_for_removal"}
    assert queries(platform) == ["numbers?PageNumber=1&PageSize=200&acquiredNumberStatus=ReadyForRemoval"]


def test_a_platform_that_does_not_look_at_the_status(http: Http, run: Run) -> None:
    """What it sends too much is left out all the same."""
    http.get(NUMBERS, json=page(ROWS[:12], 1, 200))
    assert run("number_info", statuses=["ready_for_removal"])["count"] == 2


def test_tenants_are_read_one_by_one(platform: Http, run: Run) -> None:
    found = run("number_info", ms_tenant_ids=[TENANTS[1], TENANTS[0], TENANTS[1].upper()])
    assert list(dict.fromkeys(item["ms_tenant_id"] for item in found["numbers"])) == [TENANTS[1], TENANTS[0]]
    assert len(platform.calls) == 2


@pytest.mark.parametrize("option", ["ms_tenant_ids", "guids", "statuses", "assignment_statuses"])
def test_an_empty_list_selects_nobody_and_reads_nothing(http: Http, run: Run, option: str) -> None:
    found = run("number_info", **{option: []}, match_customers=True)
    assert (found["count"], found["numbers"], found["warnings"]) == (0, [], [])
    brief = run("number_info", **{option: []}, summary_only=True)
    assert brief["totals"]["numbers"] == 0
    assert len(http.calls) == 0


@pytest.mark.parametrize("blank", ["", None])
def test_blank_text_means_all(platform: Http, run: Run, blank: str | None) -> None:
    options = dict.fromkeys(("ms_tenant_ids", "guids", "assignment_statuses", "fields"), blank)
    # ansible-core refuses null where there are choices
    options["statuses"] = ""
    assert run("number_info", **options)["count"] == len(ROWS)


def test_fields_and_rows(platform: Http, run: Run) -> None:
    found = run("number_info", fields=["status", "*_on"], include_raw=True)["numbers"][0]
    identity = {"kind", "platform", "number", "ump_customer_guid", "unread"}
    assert set(found) == identity | {"status", "acquired_on", "consented_on"}
    assert run("number_info", include_raw=True)["numbers"][0]["raw"] == ROWS[0]


def test_totals_alone(platform: Http, run: Run) -> None:
    found = run("number_info", summary_only=True)
    assert "numbers" not in found
    assert found["totals"]["numbers"] == found["count"] == len(ROWS)
    assert sum(found["totals"]["statuses"].values()) == len(ROWS)
    assert set(found["totals"]["customers"]) == {row["umpCustomerGuid"] for row in ROWS}


def test_customers_for_one_more_request(platform: Http, run: Run) -> None:
    found = run("number_info", match_customers=True, fields=["number"])["numbers"]
    assert {item["customer_license_family"] for item in found} == {"operator_connect"}
    assert {item["matched"] for item in found} == {True}
    assert queries(platform)[-1] == "customer?allDetails=false"
    assert len(platform.calls) == 4


def test_a_summary_of_removals_is_one_request(platform: Http, run: Run) -> None:
    found = run("number_info", removal_summary=True)
    states = [row["acquiredNumberStatus"] for row in ROWS]
    (item,) = found["removal_summary"]
    assert item["marked_for_removal"] == states.count("MarkedForRemoval") > 0
    assert (item["total"], item["ms_tenant_id"], found["count"]) == (2 * item["ready_for_removal"], "", 1)
    assert "numbers" not in found
    assert queries(platform) == ["summary?"]


def test_summaries_of_tenants(platform: Http, run: Run) -> None:
    found = run("number_info", removal_summary=True, ms_tenant_ids=TENANTS[:2])
    assert [item["ms_tenant_id"] for item in found["removal_summary"]] == TENANTS[:2]
    assert queries(platform) == [f"summary?msTenantId={tenant}" for tenant in TENANTS[:2]]
    assert run("number_info", removal_summary=True, ms_tenant_ids=[])["removal_summary"] == []
    assert len(platform.calls) == 2


# --- pace


def test_the_pace_of_400_customers(http: Http) -> None:
    """At 10 requests in 10 seconds: no slower than the requests make it."""
    customers = [row | {"LicenseType": 5} for row in Dataset.generate(0, 400).customers]
    rows = made_numbers(customers, {}, each=50)
    serve(http, rows)
    clock = Clock()
    given = dict.fromkeys(("ms_tenant_ids", "guids", "statuses", "assignment_statuses", "fields", "unknown_values"))
    flags = dict.fromkeys(("summary_only", "match_customers", "removal_summary", "include_raw"), False)
    module: Any = SimpleNamespace(params={**given, **flags}, warn=pytest.fail)
    defaults = {option.name: option.default for option in connection.OPTIONS}
    settings = connection.settings({**defaults, "url": "https://live.example.com", "access_token": "ready-token-1"})
    assert settings.rate_limit == 10
    with Client(settings, clock=clock, sleep=clock.sleep) as client:
        found = number_info.numbers(module, client)
    assert found["count"] == len(rows) == 20_000
    requests = len(http.calls)
    assert requests == 100
    assert clock() <= 1.2 * requests


# --- counts of customers


def test_facts_count_the_numbers_of_each_customer(platform: Http, run: Run) -> None:
    found = run("topology_facts", include=["customers"], numbers=True)["ansible_facts"]["live_platform"]["customers"]
    expected = Counter(row["umpCustomerGuid"] for row in ROWS)
    ready = Counter(row["umpCustomerGuid"] for row in ROWS if row["acquiredNumberStatus"] == "ReadyForRemoval")
    assert {item["ump_customer_guid"]: item["numbers_total"] for item in found if item["numbers_total"]} == expected
    assert ready
    assert sum(item["numbers_ready_for_removal"] for item in found) == ready.total()
    assert len(platform.calls) == 1 + 3


def test_facts_have_no_numbers_that_nobody_asked_for(platform: Http, run: Run) -> None:
    found = run("topology_facts", include=["customers"])["ansible_facts"]["live_platform"]["customers"]
    assert not [name for name in found[0] if name.startswith("numbers_")]
    assert len(platform.calls) == 1


def test_without_customers_no_number_is_read(http: Http, run: Run) -> None:
    http.get(CUSTOMERS, json=[])
    run("topology_facts", include=["customers"], numbers=True)
    assert len(http.calls) == 1
