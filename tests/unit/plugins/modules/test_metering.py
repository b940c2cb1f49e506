# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option metering of service_info and topology_facts: the same requests, and other records only where it is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import metering
from simulator import Dataset

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
    assert all(set(metering.NAMES) <= item.keys() for item in found)
    assert found[0]["parameters"] == {}
    assert len(platform.calls) == requests


@pytest.mark.parametrize(("module", "requests"), [("service_info", 1), ("topology_facts", 2)])
def test_not_asked(platform: Http, run: Run, module: str, requests: int) -> None:
    found = services_of(run(module))
    assert not any(set(metering.NAMES) & item.keys() for item in found)
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
