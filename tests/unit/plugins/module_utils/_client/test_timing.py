# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping to the documented pace, without waiting for it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.timing import Pacer


def starts(limit: int, pauses: list[float], time: Any) -> list[float]:
    """When requests start that are asked for with these pauses between them."""
    pacer = Pacer(limit, time.clock, time.sleep)
    found = []
    for pause in pauses:
        time.now += pause
        pacer.wait()
        found.append(time.now)
    return found


def test_eleventh_request_waits_until_the_window_has_passed(fake_time: Any) -> None:
    """Ten go out at once, the next ten a window later."""
    began = fake_time.now
    found = starts(10, [0.0] * 21, fake_time)
    assert found[:10] == [began] * 10
    assert all(10 < start - began < 10.5 for start in found[10:20])
    assert 20 < found[20] - began < 21
    assert len(fake_time.slept) == 2


def test_slow_callers_never_wait(fake_time: Any) -> None:
    """Whoever keeps the pace is not held up."""
    starts(2, [6.0] * 10, fake_time)
    assert fake_time.slept == []


def test_zero_is_no_limit(fake_time: Any) -> None:
    """rate_limit 0 switches pacing off."""
    starts(0, [0.0] * 1000, fake_time)
    assert fake_time.slept == []


@given(st.integers(1, 5), st.lists(st.floats(0, 12), max_size=40))
def test_never_more_than_the_limit_in_any_window(limit: int, pauses: list[float]) -> None:
    """Whatever the pauses: between a request and the one ``limit`` later lie at least 10 seconds."""

    class Time:
        now = 0.0

        def clock(self) -> float:
            return self.now

        def sleep(self, seconds: float) -> None:
            assert seconds > 0
            self.now += seconds

    found = starts(limit, pauses, Time())
    assert all(later - start >= 10 for start, later in zip(found, found[limit:], strict=False))


def test_threads_share_one_pace() -> None:
    """Threads at once get different starts; nobody sleeps while holding the others up."""
    slept: list[float] = []
    pacer = Pacer(2, lambda: 0.0, slept.append)
    threads = [threading.Thread(target=pacer.wait) for _unused in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)
    assert sorted(slept) == pytest.approx([10.2, 10.2, 20.4, 20.4])
