# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only the read of one customer or one SIP connection answers, and how a test chooses it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
import requests

from simulator import Dataset, Simulator
from simulator.items import EXPIRES_IN, us_date
from simulator.portal import CUSTOMERS, SITES
from simulator.spec import MisfitError, check_reply

Get = Callable[..., requests.Response]

GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
SITE = "24aa9454-77bc-433b-b73c-426e0fac8862"


# --- customers


@pytest.mark.parametrize("value", [None, "2/18/2027 8:39:26 AM", "12/1/2026 12:00:00 PM"])
def test_an_end_of_ones_own(sim: Simulator, get: Get, value: str | None) -> None:
    sim.dataset.items = {GUID.upper(): {"ClientSecretExpirationDate": value}}
    answer = get(f"{CUSTOMERS}/{GUID}")
    assert answer.json()["ClientSecretExpirationDate"] == value
    assert answer.json()["MsDefaultDomain"].endswith(".onmicrosoft.example")
    check_reply(answer)


@pytest.mark.parametrize("value", ["", "soon", "02/18/2027 08:39:26 AM", "2027-02-18T08:39:26", 7])
def test_nonsense_is_answered_and_noticed(sim: Simulator, get: Get, value: object) -> None:
    sim.dataset.items = {GUID: {"ClientSecretExpirationDate": value}}
    answer = get(f"{CUSTOMERS}/{GUID}")
    assert answer.json()["ClientSecretExpirationDate"] == value
    with pytest.raises(MisfitError, match="ClientSecretExpirationDate"):
        check_reply(answer)


def test_a_rows_own_keys_are_for_the_item_alone(sim: Simulator, get: Get) -> None:
    sim.dataset.customer_row(GUID)["MsDefaultDomain"] = "own.example"  # type: ignore[index]
    assert get(f"{CUSTOMERS}/{GUID}").json()["MsDefaultDomain"] == "own.example"
    assert "MsDefaultDomain" not in get(CUSTOMERS).text


def test_generated_secrets_end_before_around_and_after_the_day() -> None:
    today = datetime.date(2026, 5, 5)
    data = Dataset.generate(0, 200, today=today)
    texts = [data.customer(row["UmpCustomerGuid"], False)["ClientSecretExpirationDate"] for row in data.customers]  # type: ignore[index]
    assert None in texts
    days = {(datetime.datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").date() - today).days for text in texts if text}
    assert days == set(EXPIRES_IN)
    assert {text[-2:] for text in texts if text} == {"AM", "PM"}


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (datetime.datetime(2027, 2, 18, 8, 39, 26), "2/18/2027 8:39:26 AM"),
        (datetime.datetime(2027, 12, 1, 0, 5, 0), "12/1/2027 12:05:00 AM"),
        (datetime.datetime(2027, 12, 1, 12, 5, 0), "12/1/2027 12:05:00 PM"),
        (datetime.datetime(2027, 12, 1, 23, 5, 9), "12/1/2027 11:05:09 PM"),
    ],
)
def test_us_dates(when: datetime.datetime, text: str) -> None:
    assert us_date(when) == text


# --- SIP connections


def test_an_unknown_connection(get: Get) -> None:
    answer = get(f"{SITES}/no-such-site")
    assert answer.status_code == 404
    assert answer.json() == "Site location with no-such-site not found"
    assert check_reply(answer) == "getConnection"


def test_a_connection_of_another_channel(sim: Simulator, get: Get) -> None:
    sim.dataset.channels = {7: {GUID}, 8: set()}
    assert get(f"{SITES}/{SITE}", headers={"X-Ovoc-Channel-Id": "7"}).status_code == 200
    assert get(f"{SITES}/{SITE}", headers={"X-Ovoc-Channel-Id": "8"}).status_code == 404


def test_a_connection_has_a_number_for_its_state_and_a_password_in_clear(sim: Simulator, get: Get) -> None:
    answer = get(f"{SITES}/{SITE.upper()}")
    body = answer.json()
    assert (body["siteName"], body["sbcDeploymentState"], body["pendingTasks"]) == ("GSCIILOQQBGJR", 3, [])
    assert body["tenantId"] == "931baaa3-eb9c-4f63-bc3a-b6576d9f716d"
    assert body["sbcInfo"]["sbcId"] == 2
    password = body["sbcInfo"]["sbcScripts"]["customerVariables"]["CarrierUserPassword"]
    assert password in sim.secrets()
    assert check_reply(answer) == "getConnection"


def test_values_of_ones_own(sim: Simulator, get: Get) -> None:
    mine = {"sbcDeploymentState": 9, "customerVariables": {"CarrierUserPassword": "open sesame", "Mine": "x"}}
    sim.dataset.sites = {SITE: mine}
    body = get(f"{SITES}/{SITE}").json()
    assert body["sbcDeploymentState"] == 9
    variables = body["sbcInfo"]["sbcScripts"]["customerVariables"]
    assert variables == {"CarrierUserPassword": "open sesame", "CarierMailLine": "GSCIILOQQBGJRMainLine", "Mine": "x"}
    assert "open sesame" in sim.secrets()


def test_generated_connections_fit(sim: Simulator, get: Get) -> None:
    sim.dataset = Dataset.generate(0, 30)
    states = set()
    for customer in sim.dataset.customers:
        for site in customer["SiteLocation"]:
            answer = get(f"{SITES}/{site['id']}")
            check_reply(answer)
            states.add((site["sbcDeploymentState"], answer.json()["sbcDeploymentState"]))
    assert states == {("Deployed", 3), ("NotDeployed", 0), ("Failed", 4)}
