# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pace of 10 requests in 10 seconds, by a clock that the test turns."""

from __future__ import annotations

from collections.abc import Callable

import requests

from simulator import Limiter, Simulator, spec
from simulator.portal import CUSTOMERS, SERVICES

Get = Callable[..., requests.Response]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_eleventh_is_refused_until_the_window_has_moved_on() -> None:
    clock = Clock()
    limiter = Limiter(clock=clock)
    for _unused in range(10):
        assert limiter.refuse() == 0
        clock.now += 0.5
    assert limiter.refuse() == 5
    clock.now = 109.99
    assert limiter.refuse() == 1
    clock.now = 110.0
    assert limiter.refuse() == 0
    assert limiter.refuse() == 1


def test_refused_requests_do_not_count() -> None:
    clock = Clock()
    limiter = Limiter(limit=1, clock=clock)
    assert limiter.refuse() == 0
    assert [limiter.refuse() for _unused in range(5)] == [10] * 5
    clock.now += 10
    assert limiter.refuse() == 0


def test_429_over_the_wire(sim: Simulator, get: Get, token_url: str, form: dict[str, str]) -> None:
    clock = Clock()
    sim.state.limiter = Limiter(clock=clock)
    for _unused in range(3):  # the token endpoint is Entra's and has a pace of its own
        assert requests.post(token_url, data=form, timeout=10).status_code == 200
    assert {get(SERVICES).status_code for _unused in range(10)} == {200}
    for path in (SERVICES, CUSTOMERS):
        refused = get(path)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "10")
        spec.check_answer("GET", path, 429, refused.headers, refused.content)
    clock.now += 10
    assert get(SERVICES).status_code == 200


def test_pacing_is_off_unless_asked_for() -> None:
    assert Simulator().state.limiter is None
    assert isinstance(Simulator(pacing=True).state.limiter, Limiter)
    mine = Limiter(limit=2)
    assert Simulator(pacing=mine).state.limiter is mine
