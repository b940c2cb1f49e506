# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option channels of customer_info and topology_facts: one request more, and none without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import responses

from simulator import Dataset
from simulator.numbers import made_leads

Run = Callable[..., dict[str, Any]]
Http = responses.RequestsMock
PORTAL = "https://live.example.com/tenantui/api"
LEADS = f"{PORTAL}/v2/oc/lead"

DATA = Dataset.samples()
GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
CHANNELS = {7: {GUID}}


@pytest.fixture
def platform(http: Http) -> Http:
    """The vendor's samples, and a channel for one customer of Operator Connect."""
    http.get(f"{PORTAL}/ovoc/v1/topology/services/", json={"services": [{**DATA.services[0], "umpId": GUID}]})
    http.get(f"{PORTAL}/v3/customer", json=DATA.customers)
    http.get(LEADS, json=made_leads(DATA.customers, CHANNELS))
    return http


def test_leads_that_cannot_be_read_fail_the_task(platform: Http, run: Run) -> None:
    """Nobody is shown without a channel because of it."""
    platform.replace("GET", LEADS, json={"message": "sorry"}, status=500)
    failed = run("customer_info", channels=True)
    assert failed["msg"].startswith("GET /tenantui/api/v2/oc/lead: HTTP 500")
    platform.replace("GET", LEADS, json={"leads": []})
    assert run("topology_facts", channels=True)["msg"].startswith(
        "GET /tenantui/api/v2/oc/lead: page 1 is not a list of leads"
    )


def test_what_summary_only_would_drop(platform: Http, run: Run) -> None:
    assert (
        "summary_only would drop what channels reads" in run("customer_info", channels=True, summary_only=True)["msg"]
    )
    assert len(platform.calls) == 0


def test_customers(platform: Http, run: Run) -> None:
    found = run("customer_info", channels=True, fields=["name"])["customers"]
    assert {item["ump_customer_guid"]: item["channel_id"] for item in found if item["channel_id"]} == {GUID: 7}
    assert {tuple(item["unread"]) for item in found} == {()}
    assert [str(call.request.url).partition("?")[2] for call in platform.calls] == [
        "allDetails=false",
        "PageNumber=1&PageSize=20000",
    ]


@pytest.mark.parametrize("module", ["customer_info", "topology_facts"])
def test_nobody_asked(platform: Http, run: Run, module: str) -> None:
    """The field is not there, and not unread, and nothing more is requested."""
    found = run(module)
    customers = found.get("customers") or found["ansible_facts"]["live_platform"]["customers"]
    assert {("channel_id" in item, *item["unread"]) for item in customers} == {(False,)}
    assert not any("/oc/lead" in str(call.request.url) for call in platform.calls)


def test_no_customer_no_request(http: Http, run: Run) -> None:
    assert run("customer_info", channels=True, guids=[])["count"] == 0
    assert len(http.calls) == 0


def test_services_carry_the_channel_of_their_customer(platform: Http, run: Run) -> None:
    fact = run("topology_facts", channels=True)["ansible_facts"]["live_platform"]
    assert [service["customer_channel_id"] for service in fact["services"]] == [7]
    assert len(platform.calls) == 3
