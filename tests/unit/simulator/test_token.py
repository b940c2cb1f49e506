# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token endpoint: Entra's refusals first, then a token that opens the API."""

from __future__ import annotations

import urllib.parse

import pytest
import requests

from simulator import Fault, Simulator, spec
from simulator.portal import CUSTOMERS

NIL = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    ("changes", "status", "error", "number"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_secret": None}, 401, "invalid_client", 7000218),
        ({"client_id": NIL}, 400, "unauthorized_client", 700016),
        ({"client_id": None}, 400, "invalid_request", 900144),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
        ({"grant_type": None}, 400, "invalid_request", 900144),
        ({"scope": None}, 400, "invalid_request", 900144),
        ({"scope": "api://somewhere/read"}, 400, "invalid_scope", 1002012),
        ({"scope": f"api://{NIL}/.default"}, 400, "invalid_resource", 500011),
    ],
)
def test_refusals(
    token_url: str, form: dict[str, str], changes: dict[str, str | None], status: int, error: str, number: int
) -> None:
    answer = requests.post(token_url, data={**form, **changes}, timeout=10)
    assert answer.status_code == status
    body = answer.json()
    assert body["error"] == error
    assert body["error_codes"] == [number]
    assert body["error_description"].startswith(f"AADSTS{number}: ")
    assert "Trace ID: " in body["error_description"]
    assert form["client_secret"] not in answer.text
    path = urllib.parse.urlsplit(token_url).path
    assert spec.check_answer("POST", path, status, answer.headers, answer.content) == "getToken"


def test_an_unknown_tenant(sim: Simulator, form: dict[str, str]) -> None:
    answer = requests.post(f"{sim.url}/{NIL}/oauth2/v2.0/token", data=form, timeout=10)
    assert answer.status_code == 400
    assert answer.json()["error_codes"] == [90002]
    assert NIL in answer.json()["error_description"]


def test_a_json_body_is_not_a_form(token_url: str, form: dict[str, str]) -> None:
    answer = requests.post(token_url, json=form, timeout=10)
    assert answer.status_code == 400
    assert "grant_type" in answer.json()["error_description"]


def test_a_get_is_no_token_request(token_url: str) -> None:
    assert requests.get(token_url, timeout=10).status_code == 405


@pytest.mark.parametrize("status", [400, 401, 500, 503])
def test_faults_on_the_endpoint_have_entras_form(
    sim: Simulator, token_url: str, form: dict[str, str], status: int
) -> None:
    sim.fault("/oauth2/", Fault(status=status))
    answer = requests.post(token_url, data=form, timeout=10)
    assert answer.status_code == status
    spec.check_value("TokenError", answer.json())


def test_a_token_opens_the_api(sim: Simulator, token_url: str, form: dict[str, str]) -> None:
    answer = requests.post(token_url, data=form, timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("no-store")
    body = answer.json()
    spec.check_value("Token", body)
    assert body["expires_in"] == 3599
    opened = requests.get(
        f"{sim.url}{CUSTOMERS}", headers={"Authorization": f"Bearer {body['access_token']}"}, timeout=10
    )
    assert opened.status_code == 200
    assert sim.token_requests == 1
    assert set(sim.secrets()) >= {form["client_secret"], body["access_token"]}


def test_every_token_is_another(token_url: str, form: dict[str, str]) -> None:
    tokens = {requests.post(token_url, data=form, timeout=10).json()["access_token"] for _unused in range(3)}
    assert len(tokens) == 3


def test_a_token_without_lifetime_is_of_no_use(sim: Simulator, token_url: str, form: dict[str, str]) -> None:
    sim.state.token_lifetime = 0
    token = requests.post(token_url, data=form, timeout=10).json()["access_token"]
    answer = requests.get(f"{sim.url}{CUSTOMERS}", headers={"Authorization": f"Bearer {token}"}, timeout=10)
    assert answer.status_code == 401


def test_the_environment_holds_what_the_form_needs(sim: Simulator, form: dict[str, str]) -> None:
    env = sim.env()
    assert env == {
        "LIVE_PLATFORM_URL": sim.url,
        "LIVE_PLATFORM_AUTHORITY": sim.url,
        "LIVE_PLATFORM_TENANT_ID": sim.state.credentials.tenant_id,
        "LIVE_PLATFORM_CLIENT_ID": form["client_id"],
        "LIVE_PLATFORM_CLIENT_SECRET": form["client_secret"],
        "LIVE_PLATFORM_SCOPE": form["scope"],
    }
    assert set(sim.env("token")) == {"LIVE_PLATFORM_URL", "LIVE_PLATFORM_ACCESS_TOKEN"}
    assert set(sim.env("basic")) == {"LIVE_PLATFORM_URL", "LIVE_PLATFORM_USERNAME", "LIVE_PLATFORM_PASSWORD"}
