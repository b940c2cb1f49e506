# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option metering of service_info and topology_facts: the same requests, and other records only where it is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.parameters import METERING_NAMES
from simulator import Dataset
from simulator.channels import made_channel

Run = Callable[..., dict[str, Any]]
Http = responses.RequestsMock
PORTAL = "https://live.example.com/tenantui/api"
TAG = "sb1-1316004-508-3"

DATA = Dataset.samples()
ROW = {**DATA.services[0], "parameters": [{"name": "Metering Tag", "type": "String", "value": TAG}]}


@pytest.fixture
def platform(http: Http) -> Http:
    http.get(f"{PORTAL}/ovoc/v1/topology/services/", json={"services": [ROW, DATA.services[1]]})
    http.get(f"{PORTAL}/v3/customer", json=DATA.customers)
    return http


def services_of(result: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result.get("services") or result["ansible_facts"]["live_platform"]["services"]
    return found


@pytest.mark.parametrize(("module", "requests"), [("service_info", 1), ("topology_facts", 2)])
def test_asked(platform: Http, run: Run, module: str, requests: int) -> None:
    found = services_of(run(module, metering=True))
    assert [item["metering_tag"] for item in found] == [TAG, ""]
    assert all(set(METERING_NAMES) <= item.keys() for item in found)
    assert found[0]["parameters"] == {}
    assert len(platform.calls) == requests


@pytest.mark.parametrize(("module", "requests"), [("service_info", 1), ("topology_facts", 2)])
def test_not_asked(platform: Http, run: Run, module: str, requests: int) -> None:
    found = services_of(run(module))
    assert not any(set(METERING_NAMES) & item.keys() for item in found)
    assert found[0]["parameters"] == {"Metering Tag": TAG}
    assert len(platform.calls) == requests


def test_what_was_asked_for_stays_whatever_fields_says(platform: Http, run: Run) -> None:
    (first, _second) = run("service_info", metering=True, fields=["name"])["services"]
    assert (first["name"], first["metering_tag"]) == (ROW["name"], TAG)
    assert "parameters" not in first
    assert len(platform.calls) == 1


def test_chosen_fields_of_facts(platform: Http, run: Run) -> None:
    (first, _second) = services_of(run("topology_facts", metering=True, fields=["name", "metering_*"]))
    assert first["metering_tag"] == TAG
    assert "user_dids" not in first
    assert len(platform.calls) == 2


# --- tiers


CHANNELS = f"{PORTAL}/ovoc/v1/topology/channels"
LEADS = f"{PORTAL}/v2/oc/lead"
OWNER = DATA.customers[0]["UmpCustomerGuid"]


@pytest.fixture
def tiered(http: Http) -> Http:
    """The first service belongs to the first customer, whose channel has a setup id for such services."""
    code = {**ROW, "umpId": OWNER}
    http.get(f"{PORTAL}/ovoc/v1/topology/services/", json={"services": [code, DATA.services[1]]})
    http.get(f"{PORTAL}/v3/customer", json=DATA.customers)
    http.get(LEADS, json=[{"umpCustomerGuid": OWNER, "ovocChannelId": 7, "status": "Consented"}])
    http.get(f"{CHANNELS}/7", json=made_channel(7, {str(ROW["serviceSource"]): "sb1-2-3"}))
    return http


def fact(run: Run, **options: Any) -> dict[str, Any]:
    found = run("topology_facts", **options)
    assert "ansible_facts" in found, found
    return {"warnings": found.get("warnings", []), **found["ansible_facts"]["live_platform"]}


def test_tiers_take_the_leads_and_a_request_for_each_channel(tiered: Http, run: Run) -> None:
    found = fact(run, metering_tiers=True)
    of_customer = {item["ump_customer_guid"]: item["metering_tiers"] for item in found["customers"]}
    assert of_customer.pop(OWNER) == ["channel", "service"]
    assert set(map(tuple, of_customer.values())) == {()}
    first = found["services"][0]
    assert (first["customer_metering_tiers"], first["metering_tag"]) == (["channel", "service"], TAG)
    assert len(tiered.calls) == 2 + 1 + 1


def test_a_channel_that_does_not_exist_is_unread(tiered: Http, run: Run) -> None:
    tiered.replace("GET", f"{CHANNELS}/7", status=404, json={})
    customer = next(item for item in fact(run, metering_tiers=True)["customers"] if item["ump_customer_guid"] == OWNER)
    assert "metering_tiers" in customer["unread"]


def test_a_channel_that_cannot_be_read_fails(tiered: Http, run: Run) -> None:
    tiered.replace("GET", f"{CHANNELS}/7", status=403, json={})
    failed = run("topology_facts", metering_tiers=True)
    assert "/topology/channels/7: HTTP 403" in failed["msg"]


@pytest.mark.parametrize("include", [["services"], ["customers"]])
def test_one_list_has_no_tiers(tiered: Http, run: Run, include: list[str]) -> None:
    found = fact(run, metering_tiers=True, include=include)
    assert not [item for item in [*found["services"], *found["customers"]] if "metering_tiers" in item]
    assert len(tiered.calls) == 1


def test_nobody_else_reads_more(tiered: Http, run: Run) -> None:
    found = fact(run, metering=True)
    assert not [item for item in found["customers"] if "metering_tiers" in item]
    assert len(tiered.calls) == 2
