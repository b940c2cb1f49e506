# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The latency option, and what it is for: how many requests were under way at once."""

from __future__ import annotations

import concurrent.futures
import time
from collections.abc import Callable

import pytest
import requests

from simulator import Fault, Limiter, Simulator
from simulator.portal import CUSTOMERS, SERVICES, TASKS

Get = Callable[..., requests.Response]


def test_there_is_none_unless_asked_for() -> None:
    assert Simulator().state.latency == 0
    assert Simulator(latency=0.05).state.latency == 0.05


def test_one_after_another_takes_the_sum(sim: Simulator, get: Get) -> None:
    sim.state.latency = 0.05
    begin = time.monotonic()
    for _unused in range(4):
        get(CUSTOMERS)
    assert time.monotonic() - begin >= 0.2
    assert sim.peak() == 1


def test_at_once_takes_no_longer_than_one(sim: Simulator, get: Get) -> None:
    sim.state.latency = 0.5
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(get, [CUSTOMERS] * 8))
    assert time.monotonic() - begin < 2
    assert sim.peak() == sim.peak(CUSTOMERS) == 8
    assert sim.peak(SERVICES) == 0


def test_a_request_without_an_answer_is_still_under_way(sim: Simulator, get: Get) -> None:
    get(CUSTOMERS)
    first = sim.requests[0]
    assert first.ended is not None
    assert first.ended >= first.at
    sim.fault(SERVICES, Fault("late", seconds=60))
    for _unused in range(2):
        with pytest.raises(requests.exceptions.ReadTimeout):
            get(SERVICES, timeout=0.1)
    assert [entry.ended for entry in sim.requests[1:]] == [None, None]
    assert sim.peak() == 2


def test_new_reads_share_the_one_pace(sim: Simulator, get: Get) -> None:
    sim.state.limiter = Limiter(limit=4, window=1000)
    guid = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
    paths = [f"{CUSTOMERS}/{guid}/licenseinfo", f"{TASKS}/tsk_1", f"{CUSTOMERS}/{guid}", SERVICES]
    assert [get(path).status_code for path in paths] == [200, 404, 200, 200]
    assert [get(path).status_code for path in paths] == [429] * 4
    assert sim.count(path_contains="licenseinfo") == 2
    assert sim.count(path_contains=TASKS) == 2
