# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers in pages, their removal, leads and licensed users, as openapi.yml has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from simulator import Dataset, Simulator
from simulator.number_routes import LEADS, NUMBERS, REMOVAL_SUMMARY
from simulator.numbers import made_numbers
from simulator.portal import CUSTOMERS
from simulator.spec import check_reply

Get = Callable[..., requests.Response]

GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
TENANT = "931baaa3-eb9c-4f63-bc3a-b6576d9f716d"


# --- errors


@pytest.mark.parametrize(
    ("path", "params", "word"),
    [
        (NUMBERS, {"PageNumber": "0"}, "PageNumber"),
        (NUMBERS, {"PageSize": "many"}, "PageSize"),
        (NUMBERS, {"PageSize": "20001"}, "PageSize"),
        (NUMBERS, {"msTenantId": "contoso"}, "msTenantId"),
        (REMOVAL_SUMMARY, {"msTenantId": "contoso"}, "msTenantId"),
        (LEADS, {"pagesize": "-1"}, "PageSize"),
    ],
)
def test_what_cannot_be_asked_for(get: Get, path: str, params: dict[str, str], word: str) -> None:
    answer = get(path, params=params)
    assert answer.status_code == 400
    assert word in answer.json()["detail"]
    check_reply(answer)


def test_users_of_an_unknown_customer(get: Get) -> None:
    answer = get(f"{CUSTOMERS}/no-such-guid/licensedUsers")
    assert answer.status_code == 404
    assert check_reply(answer) == "getLicensedUsers"


# --- success


def test_pages_hold_every_number_once(sim: Simulator, get: Get) -> None:
    sim.dataset = Dataset.generate(0, 60)
    every: list[Any] = []
    pages = [get(NUMBERS, params={"PageNumber": place, "PageSize": 50}) for place in (1, 2, 3, 4, 5)]
    for place, answer in enumerate(pages, 1):
        assert check_reply(answer) == "listNumbers"
        body = answer.json()
        assert (body["currentPage"], body["pageSize"]) == (place, 50)
        assert body["totalPages"] == -(-body["totalRecords"] // 50)
        every += body["data"]
    assert every == sim.dataset.number_rows() == made_numbers(sim.dataset.customers, sim.dataset.channels)
    assert len({row["telephoneNumber"] for row in every}) == len(every) == pages[0].json()["totalRecords"] > 100
    assert pages[-1].json()["data"] == []


def test_numbers_of_a_tenant_with_a_status(get: Get) -> None:
    whole = get(NUMBERS).json()
    assert (whole["pageSize"], whole["totalPages"]) == (200, 1)
    of_tenant = get(NUMBERS, params={"msTenantId": TENANT.upper()}).json()["data"]
    assert {row["umpCustomerGuid"] for row in of_tenant} == {GUID}
    assert 0 < len(of_tenant) < whole["totalRecords"]
    for status in ("Marked For Removal", "MarkedForRemoval"):
        found = get(NUMBERS, params={"acquiredNumberStatus": status, "msTenantId": TENANT})
        check_reply(found)
        assert [row["acquiredNumberStatus"] for row in found.json()["data"]] == ["MarkedForRemoval"]


def test_the_summary_counts_what_the_pages_hold(sim: Simulator, get: Get) -> None:
    for params in ({}, {"msTenantId": TENANT}):
        answer = get(REMOVAL_SUMMARY, params=params)
        assert check_reply(answer) == "getRemovalSummary"
        states = [row["acquiredNumberStatus"] for row in get(NUMBERS, params=params).json()["data"]]
        marked, ready = states.count("MarkedForRemoval"), states.count("ReadyForRemoval")
        assert answer.json() == {
            "markedForRemovalCount": marked,
            "readyForRemovalCount": ready,
            "totalCount": marked + ready,
        }
        assert marked > 0


def test_leads_say_the_channel_of_a_customer(sim: Simulator, get: Get) -> None:
    sim.dataset.channels = {7: {GUID}}
    answer = get(LEADS, params={"PageSize": "200"})
    assert check_reply(answer) == "listLeads"
    assert {row["umpCustomerGuid"]: row["ovocChannelId"] for row in answer.json()}[GUID] == 7
    assert None in {row["umpCustomerGuid"] for row in answer.json()}
    assert len(get(LEADS, params={"PageSize": "1", "PageNumber": "2"}).json()) == 1
    assert {row["ovocChannelId"] for row in get(NUMBERS).json()["data"]} == {0, 7}


def test_a_channel_sees_its_own(sim: Simulator, get: Get) -> None:
    sim.dataset.channels = {7: {GUID}}
    here = {"X-Ovoc-Channel-Id": "7"}
    assert {row["umpCustomerGuid"] for row in get(NUMBERS, headers=here).json()["data"]} == {GUID}
    assert [row["umpCustomerGuid"] for row in get(LEADS, headers=here).json()] == [GUID]
    assert get(REMOVAL_SUMMARY, headers={"X-Ovoc-Channel-Id": "8"}).json()["totalCount"] == 0


def test_there_are_as_many_users_as_seats_in_use(sim: Simulator, get: Get) -> None:
    answer = get(f"{CUSTOMERS}/{GUID.upper()}/licensedUsers")
    assert check_reply(answer) == "getLicensedUsers"
    assert len(answer.json()) == 1
    sim.dataset.users = {GUID.upper(): ["odd"]}
    assert get(f"{CUSTOMERS}/{GUID}/licensedUsers").json() == ["odd"]
