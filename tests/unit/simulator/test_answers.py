# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The running simulator answers what openapi.yml says, in success and in every documented error."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from simulator import Dataset, Fault, Simulator, spec
from simulator.dataset import DATA
from simulator.number_routes import LEADS, NUMBERS, REMOVAL_SUMMARY
from simulator.portal import CUSTOMERS, DIRECT, PROFILES, SERVICES, SITES, TASKS
from simulator.spec import check_reply as fits

Get = Callable[..., requests.Response]

GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
READS = [
    SERVICES,
    SERVICES.rstrip("/"),
    f"{SERVICES}42712",
    CUSTOMERS,
    f"{CUSTOMERS}/{GUID}",
    f"{CUSTOMERS}/{GUID}/licenseinfo",
    f"{CUSTOMERS}/{GUID}/licensedUsers",
    NUMBERS,
    REMOVAL_SUMMARY,
    LEADS,
    PROFILES,
    f"{SITES}/24aa9454-77bc-433b-b73c-426e0fac8862",
    f"{TASKS}/tsk_1",
]


def sample(name: str) -> object:
    return json.loads(Path(DATA / name).read_text(encoding="utf-8"))


# --- errors


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("header", [None, "Bearer nonsense", "Basic c2ltOng=", "Bearer"])
def test_no_good_token(sim: Simulator, path: str, header: str | None) -> None:
    answer = requests.get(f"{sim.url}{path}", headers={"Authorization": header} if header else {}, timeout=10)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    fits(answer)


def test_a_bearer_token_does_not_open_a_direct_operation_center(get: Get) -> None:
    answer = get(DIRECT)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert fits(answer) == "listServicesDirect"


def test_a_wrong_password(sim: Simulator) -> None:
    answer = requests.get(f"{sim.url}{DIRECT}", auth=(sim.state.credentials.username, "wrong"), timeout=10)
    assert answer.status_code == 401
    fits(answer)


def test_expired_tokens_are_refused_until_a_new_one(sim: Simulator, get: Get) -> None:
    assert get(CUSTOMERS).status_code == 200
    sim.expire_tokens()
    refused = get(CUSTOMERS)
    assert refused.status_code == 401
    fits(refused)
    fresh = sim.env("token")["LIVE_PLATFORM_ACCESS_TOKEN"]
    assert get(CUSTOMERS, headers={"Authorization": f"Bearer {fresh}"}).status_code == 200


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 429, 500, 503])
def test_each_documented_error_in_the_form_of_its_api(sim: Simulator, get: Get, path: str, status: int) -> None:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    sim.fault(path, Fault(status=status, retry_after=3 if status == 429 else None, headers=headers))
    answer = get(path)
    assert answer.status_code == status
    fits(answer)
    if "/ovoc/" in path:
        assert set(answer.json()) == {"description"}
    else:
        assert isinstance(answer.json(), str if status == 404 else dict)


def test_an_unknown_service(get: Get) -> None:
    answer = get(f"{SERVICES}999")
    assert answer.status_code == 404
    assert "different tenant" in answer.json()["description"]
    assert fits(answer) == "getService"


def test_an_unknown_customer(get: Get) -> None:
    answer = get(f"{CUSTOMERS}/no-such-guid")
    assert answer.status_code == 404
    assert answer.json() == "Customer with no-such-guid not found"
    assert fits(answer) == "getCustomer"


@pytest.mark.parametrize("path", [SERVICES, CUSTOMERS])
def test_a_channel_that_is_no_number(get: Get, path: str) -> None:
    answer = get(path, headers={"X-Ovoc-Channel-Id": "north"})
    assert answer.status_code == 400
    fits(answer)


def test_all_details_that_is_no_boolean(get: Get) -> None:
    answer = get(CUSTOMERS, params={"allDetails": "maybe"})
    assert answer.status_code == 400
    assert "allDetails" in answer.json()["detail"]
    fits(answer)


@pytest.mark.parametrize("path", READS)
def test_a_method_that_nobody_documented(sim: Simulator, path: str) -> None:
    token = sim.env("token")["LIVE_PLATFORM_ACCESS_TOKEN"]
    answer = requests.put(f"{sim.url}{path}", headers={"Authorization": f"Bearer {token}"}, json={}, timeout=10)
    assert answer.status_code == 405
    fits(answer)


def test_a_path_outside_the_api_is_the_login_page(get: Get) -> None:
    answer = get("/tenantui/tenantui/api/v3/customer")
    assert answer.status_code == 200
    assert answer.text.startswith("<!DOCTYPE html>")


def test_an_answer_that_the_document_lacks_is_noticed(sim: Simulator, get: Get) -> None:
    for fault in (Fault("html"), Fault("wrong_shape"), Fault("empty"), Fault("redirect"), Fault(status=418)):
        sim.clear_faults()
        sim.fault(CUSTOMERS, fault)
        with pytest.raises(spec.MisfitError):
            fits(get(CUSTOMERS))


# --- success


def test_the_services_are_the_samples(get: Get) -> None:
    for path in (SERVICES, SERVICES.rstrip("/")):
        answer = get(path)
        assert answer.status_code == 200
        assert answer.json() == sample("services.json")
        fits(answer)


def test_one_service_stands_in_the_wrapper_of_the_list(get: Get) -> None:
    answer = get(f"{SERVICES}55732")
    assert [row["name"] for row in answer.json()["services"]] == ["ACME Inc."]
    assert fits(answer) == "getService"


def test_the_customers_are_the_samples_brief_and_with_details(get: Get) -> None:
    for params in ({}, {"allDetails": "false"}):
        brief = get(CUSTOMERS, params=params)
        assert brief.json() == sample("customers.json")
        assert fits(brief) == "listCustomers"
    for params in ({"allDetails": "true"}, {"alldetails": "True"}):
        full = get(CUSTOMERS, params=params)
        assert full.json() == sample("customers_all_details.json")
        fits(full)


def test_one_customer_has_its_app_registration_with_a_masked_secret(get: Get) -> None:
    answer = get(f"{CUSTOMERS}/{GUID.upper()}")
    row = answer.json()
    assert row["CustomerShortName"] == "two_sbc_two_cp"
    assert "SiteLocation" not in row
    assert row["ApplicationClientSecret"].endswith("***")
    assert row["MsDefaultDomain"]
    assert row["ClientSecretExpirationDate"].endswith(("AM", "PM"))
    assert fits(answer) == "getCustomer"
    assert len(get(f"{CUSTOMERS}/{GUID}?allDetails=true").json()["SiteLocation"]) == 2


def test_a_customer_without_a_microsoft_tenant_has_no_app_registration(get: Get) -> None:
    answer = get(f"{CUSTOMERS}/1591f338-58f8-4773-a625-0079f1565341")
    assert answer.json()["ApplicationClientSecret"] is None
    fits(answer)


def test_direct_operation_center_with_basic(sim: Simulator) -> None:
    env = sim.env("basic")
    auth = (env["LIVE_PLATFORM_USERNAME"], env["LIVE_PLATFORM_PASSWORD"])
    for path in (DIRECT, DIRECT.rstrip("/"), f"{DIRECT}42712"):
        answer = requests.get(f"{sim.url}{path}", auth=auth, timeout=10)
        assert answer.status_code == 200
        fits(answer)


def test_a_channel_narrows_lists_and_items(sim: Simulator, get: Get) -> None:
    sim.dataset.channels = {7: {42712, GUID}}
    here = {"X-Ovoc-Channel-Id": "7"}
    assert [row["id"] for row in get(SERVICES, headers=here).json()["services"]] == [42712]
    assert [row["UmpCustomerGuid"] for row in get(CUSTOMERS, headers=here).json()] == [GUID]
    assert get(f"{SERVICES}42712", headers=here).status_code == 200
    assert get(f"{SERVICES}53904", headers=here).status_code == 404
    assert get(CUSTOMERS, headers={"X-Ovoc-Channel-Id": "8"}).json() == []
    assert len(get(SERVICES).json()["services"]) == 6


def test_rows_changed_between_requests_are_seen(sim: Simulator, get: Get) -> None:
    sim.dataset.services[0]["status"] = "WARNING"
    assert get(SERVICES).json()["services"][0]["status"] == "WARNING"
    sim.dataset = Dataset(customers=[{"UmpCustomerGuid": "g", "CustomerShortName": "=1+1 <script> \ud800"}])
    assert get(SERVICES).json() == {"services": []}
    assert get(CUSTOMERS).json() == [{"UmpCustomerGuid": "g", "CustomerShortName": "=1+1 <script> \ud800"}]


def test_generated_rows_over_the_wire(sim: Simulator, get: Get) -> None:
    sim.dataset = Dataset.generate(120, 1200, seed=3)
    assert len(get(SERVICES).json()["services"]) == 120
    fits(get(SERVICES))
    full = get(CUSTOMERS, params={"allDetails": "true"})
    assert full.json() == sim.dataset.customers
    fits(full)
