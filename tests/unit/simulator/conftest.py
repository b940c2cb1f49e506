# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One simulator with the vendor's samples, as new for every test, and a small client for it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

import pytest
import requests

from simulator import Dataset, Simulator
from simulator.tasks import Tasks

Get = Callable[..., requests.Response]
Send = Callable[..., requests.Response]


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def sim(running: Simulator) -> Simulator:
    """The samples, no faults, no tasks, an empty log."""
    running.dataset = Dataset.samples()
    running.clear_faults()
    running.clear_requests()
    running.clear_plans()
    running.state.tasks = Tasks()
    running.state.limiter = None
    running.state.latency = 0.0
    running.state.token_lifetime = 3599
    running.state.patch_spellings = ("examples",)
    running.state.connection_id_places = ("body", "query")
    running.state.registration_required = False
    running.state.before_write = running.state.after_write = None
    return running


@pytest.fixture
def send(sim: Simulator) -> Send:
    """send(method, path, **options of requests): with a good bearer token, redirects not followed."""
    token = sim.env("token")["LIVE_PLATFORM_ACCESS_TOKEN"]

    def call(method: str, path: str, **options: object) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}", **options.pop("headers", {})}  # type: ignore[dict-item]
        chosen: dict[str, object] = {"timeout": 10, "allow_redirects": False, **options}
        return requests.request(method, f"{sim.url}{path}", headers=headers, **chosen)  # type: ignore[arg-type] # noqa: S113

    return call


@pytest.fixture
def get(send: Send) -> Get:
    """get(path, **options of requests)."""
    return functools.partial(send, "GET")


@pytest.fixture
def form(sim: Simulator) -> dict[str, str]:
    """The form of a good token request."""
    known = sim.state.credentials
    return {
        "grant_type": "client_credentials",
        "client_id": known.client_id,
        "client_secret": known.client_secret,
        "scope": known.scope,
    }


@pytest.fixture
def token_url(sim: Simulator) -> str:
    return f"{sim.url}/{sim.state.credentials.tenant_id}/oauth2/v2.0/token"
