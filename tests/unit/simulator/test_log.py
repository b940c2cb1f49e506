# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request log: complete, without credentials, and the same from any thread."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable

import requests

from simulator import Simulator
from simulator.portal import CUSTOMERS, SERVICES

Get = Callable[..., requests.Response]


def test_the_scheme_of_credentials_and_nothing_more(
    sim: Simulator, get: Get, token_url: str, form: dict[str, str]
) -> None:
    get(SERVICES)
    requests.get(f"{sim.url}{SERVICES}", auth=("sim.operator", "a password"), timeout=10)
    requests.post(token_url, data=form, timeout=10)
    schemes = [entry.headers.get("authorization") for entry in sim.requests]
    assert schemes == ["Bearer", "Basic", None]
    logged = repr(sim.requests)
    assert not [secret for secret in sim.secrets() if secret in logged]


def test_path_and_query_as_on_the_wire(sim: Simulator, get: Get) -> None:
    get(f"{CUSTOMERS}/a%2Fb%20c?allDetails=true&x=%3D")
    entry = sim.requests[0]
    assert (entry.method, entry.path, entry.query) == ("GET", f"{CUSTOMERS}/a%2Fb%20c", "allDetails=true&x=%3D")
    assert entry.headers["host"] == sim.url.removeprefix("http://")


def test_counts(sim: Simulator, get: Get, token_url: str, form: dict[str, str]) -> None:
    get(SERVICES)
    get(CUSTOMERS)
    get(f"{CUSTOMERS}/none")
    requests.post(token_url, data=form, timeout=10)
    assert sim.count() == 3
    assert sim.count(path_contains="/api/v3/customer") == 2
    assert sim.count("POST") == sim.token_requests == 1
    assert [entry.status for entry in sim.requests] == [200, 200, 404, 200]


def test_the_control_endpoint_shows_and_clears_it_and_is_not_in_it(sim: Simulator, get: Get) -> None:
    get(SERVICES)
    control = f"{sim.url}/_simulator/requests"
    shown = requests.get(control, timeout=10).json()
    assert [(entry["method"], entry["path"], entry["status"]) for entry in shown] == [("GET", SERVICES, 200)]
    assert shown[0]["headers"]["authorization"] == "Bearer"
    assert requests.delete(control, timeout=10).status_code == 204
    assert sim.requests == []


def test_tokens_expire_out_of_process(sim: Simulator, get: Get) -> None:
    assert requests.delete(f"{sim.url}/_simulator/tokens", timeout=10).status_code == 204
    assert get(SERVICES).status_code == 401


def test_what_a_test_gets_is_a_copy(sim: Simulator, get: Get) -> None:
    get(SERVICES)
    sim.requests[0].headers.clear()
    sim.requests.clear()
    assert sim.requests[0].headers["authorization"] == "Bearer"


def test_many_threads_at_once(sim: Simulator, get: Get) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(get, CUSTOMERS) for _unused in range(80)]
        while not all(answer.done() for answer in answers):
            assert len(sim.requests) <= 80
    assert {answer.result().status_code for answer in answers} == {200}
    assert sim.count(path_contains=CUSTOMERS) == 80
    assert all(entry.status == 200 for entry in sim.requests)
