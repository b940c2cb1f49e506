# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many objects at once: bounds, pace, order, and nothing lost when one of them fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import parallel
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.timing import (
    MOST_AT_ONCE,
    SLACK,
    WINDOW,
    Pacer,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.each_customer import for_each_customer
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.failed_items import serious
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    ConnectError,
    LivePlatformError,
    NotFoundError,
    OptionError,
    ServerError,
)

WORKERS = [1, 8]
NO_TOKEN = ConnectError("the token service cannot be reached", method="POST", path="https://login.example.com").but(
    concerns_all=True
)
REFUSED = AuthenticationError("HTTP 401", method="GET", path="/x", status=401)


def failing(trouble: dict[int, Exception], seen: list[int]) -> Callable[[int], int]:
    """Work that doubles its item, fails for those in C(trouble), and remembers what it was asked."""

    def work(item: int) -> int:
        seen.append(item)
        if item in trouble:
            raise trouble[item]
        return 2 * item

    return work


class Meter:
    """Work that waits until as many as C(expected) are under way at once (or a second has passed), and counts them."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        self.running = self.peak = 0
        self.condition = threading.Condition()

    def __call__(self, item: int) -> int:
        with self.condition:
            self.running += 1
            self.peak = max(self.peak, self.running)
            self.condition.notify_all()
            self.condition.wait_for(lambda: self.peak >= self.expected, 1)
            self.running -= 1
        return item


@pytest.mark.parametrize("workers", [0, -1])
def test_no_workers(workers: int) -> None:
    """They would never end."""
    with pytest.raises(OptionError, match=f"parallel must be 1 or more, not {workers}"):
        parallel.each([1], abs, workers)


@pytest.mark.parametrize("workers", WORKERS)
def test_one_failure_costs_nothing_else(workers: int) -> None:
    """Results and failures stand in the order of the items."""
    failure, seen = ServerError("HTTP 500", status=500), list[int]()
    found = parallel.each(range(400), failing({200: failure}, seen), workers)
    assert found == [*range(0, 400, 2), failure, *range(402, 800, 2)]
    assert sorted(seen) == list(range(400))


@pytest.mark.parametrize("workers", WORKERS)
def test_a_bug_is_raised(workers: int) -> None:
    """Only failures of the platform are data."""
    with pytest.raises(ZeroDivisionError):
        parallel.each(range(20), failing({5: ZeroDivisionError()}, []), workers)


@pytest.mark.parametrize("workers", WORKERS)
@pytest.mark.parametrize("refusal", [REFUSED, NO_TOKEN])
def test_refused_credentials_end_it(workers: int, refusal: LivePlatformError) -> None:
    """Whoever was under way may still be refused; nobody else asks, and all the rest get the failure."""
    seen: list[int] = []
    found = parallel.each(range(400), failing(dict.fromkeys(range(100, 400), refusal), seen), workers)
    assert found[100:] == [refusal] * 300
    assert len(seen) <= 100 + workers
    # a worker that had taken its item when another one was refused gives up as well
    assert [item for item in found[:100] if item is not refusal] == [2 * item for item in sorted(seen) if item < 100]
    assert found[:100].count(refusal) < workers


@pytest.mark.parametrize("workers", WORKERS)
@pytest.mark.parametrize(
    "failure",
    [
        AuthenticationError("HTTP 403", method="GET", path="/x", status=403),
        NotFoundError("HTTP 404", status=404),
        ConnectError("cut"),
    ],
)
def test_other_failures_do_not_end_it(workers: int, failure: LivePlatformError) -> None:
    """A 403 may be about one customer alone."""
    seen: list[int] = []
    found = parallel.each(range(50), failing({0: failure, 1: failure}, seen), workers)
    assert found == [failure, failure, *range(4, 100, 2)]


@pytest.mark.parametrize("workers", [1, 3, 8])
def test_as_many_at_once_as_asked_for(workers: int) -> None:
    """No more, and no fewer."""
    meter = Meter(workers)
    assert parallel.each(range(20), meter, workers) == list(range(20))
    assert meter.peak == workers


@pytest.mark.parametrize(("workers", "most"), [(2, 2), (MOST_AT_ONCE, MOST_AT_ONCE), (500, MOST_AT_ONCE)])
def test_never_more_at_once_than_there_are_connections(
    monkeypatch: pytest.MonkeyPatch, workers: int, most: int
) -> None:
    """However many are asked for."""
    made: list[int] = []

    def pool(max_workers: int) -> ThreadPoolExecutor:
        made.append(max_workers)
        return ThreadPoolExecutor(max_workers)

    monkeypatch.setattr(parallel, "ThreadPoolExecutor", pool)
    assert parallel.each(range(3), abs, workers) == [0, 1, 2]
    assert made == [most]


@pytest.mark.parametrize("items", [[], [7]])
def test_few_items(items: list[int]) -> None:
    """Nothing, and one, need no threads."""
    caller = threading.get_ident()
    found = parallel.each(items, lambda item: (item, threading.get_ident()), 8)
    assert found == [(item, caller) for item in items]


# --- the pace


class SharedTime:
    """A clock for threads: who sleeps is woken at once, and the clock shows the latest moment anybody slept for."""

    def __init__(self) -> None:
        self.now = 0.0
        self.lock = threading.Lock()

    def clock(self) -> float:
        with self.lock:
            return self.now

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.now += seconds


@pytest.mark.parametrize("requests", [10, 11, 401])
def test_the_pace_costs_what_it_must(fake_time: Any, requests: int) -> None:
    """10 at once, then 10 in every window: within 1.2 times of requests by the allowed rate, plus nothing."""
    pacer = Pacer(10, fake_time.clock, fake_time.sleep)
    started, starts = fake_time.now, []
    for _number in range(requests):
        pacer.wait()
        starts.append(fake_time.now - started)
    expected = (requests - 1) // 10 * (WINDOW + SLACK)
    assert starts[-1] == pytest.approx(expected)
    assert starts[-1] <= 1.2 * requests / (10 / WINDOW)
    assert all(late - early > WINDOW for early, late in zip(starts, starts[10:], strict=False))


def test_workers_share_one_pace() -> None:
    """More of them do not ask more often."""
    time_ = SharedTime()
    pacer = Pacer(10, time_.clock, time_.sleep)

    def work(item: int) -> int:
        pacer.wait()
        return item

    assert parallel.each(range(101), work, 8) == list(range(101))
    assert time_.now >= 10 * WINDOW


# --- one customer of many


def customers(count: int) -> list[dict[str, Any]]:
    """So many records, as far as they matter here."""
    return [{"ump_customer_guid": f"G-{number}", "name": f"Cust_{number}"} for number in range(count)]


@pytest.mark.parametrize("workers", WORKERS)
def test_one_customer_failing_among_400(make_client: Callable[..., Client], workers: int) -> None:
    """What was read of the 399 others is there, and who failed, and why."""

    def read(guid: str) -> str:
        if guid == "G-77":
            raise ServerError("HTTP 500: broken", method="GET", path="/api/v3/customer/G-77", status=500, hint="later")
        return guid.lower()

    known = customers(400)
    done, failed = for_each_customer(make_client(), known, read, workers)
    assert done == [(item, item["ump_customer_guid"].lower()) for item in known if item["name"] != "Cust_77"]
    assert failed == [
        {
            "ump_customer_guid": "G-77",
            "name": "Cust_77",
            "status": 500,
            "msg": "GET /api/v3/customer/G-77: HTTP 500: broken (later)",
        }
    ]


@pytest.mark.parametrize("workers", WORKERS)
def test_an_answer_that_is_none_names_its_own_request(
    http: responses.RequestsMock, make_client: Callable[..., Client], workers: int
) -> None:
    """Not that of another customer which is read at the same time."""
    known = customers(8)
    for customer in known:
        http.get(f"https://live.example.com/tenantui/api/v3/customer/{customer['ump_customer_guid']}", json={})
    client, all_read = make_client(rate_limit=0), threading.Barrier(min(workers, len(known)))

    def read(guid: str) -> Any:
        body = client.customer(guid)
        all_read.wait(10)
        return lists.customer(body)

    _done, failed = for_each_customer(client, known, read, workers)
    told = [failure["msg"].partition(":")[0] for failure in failed]
    assert told == [f"GET /tenantui/api/v3/customer/{customer['ump_customer_guid']}" for customer in known]


FAILED: list[dict[str, Any]] = [
    {"ump_customer_guid": "G-1", "name": "Cust_1", "status": 404, "msg": "x"},
    {"ump_customer_guid": "G-2", "name": "Zo\u00eb [2]", "status": 500, "msg": "x"},
    {"ump_customer_guid": "G-3", "name": "", "status": None, "msg": "x"},
]


@pytest.mark.parametrize(
    ("ignored", "left"),
    [
        ([], ["G-1", "G-2", "G-3"]),
        (["404"], ["G-2", "G-3"]),
        (["404", "500"], ["G-3"]),
        (["404", " 500"], ["G-3"]),
        (["40"], ["G-1", "G-2", "G-3"]),
        (["None", "null"], ["G-1", "G-2", "G-3"]),
        (["g-1"], ["G-2", "G-3"]),
        (["G-*"], ["G-1", "G-2", "G-3"]),
        (["cust_*"], ["G-2", "G-3"]),
        (["CUST_1"], ["G-2", "G-3"]),
        (["zo\u00eb [2]"], ["G-1", "G-3"]),
        (["*"], []),
        (["?*"], ["G-3"]),
        (["", " "], ["G-1", "G-2", "G-3"]),
    ],
)
def test_failures_to_ignore(ignored: list[str], left: list[str]) -> None:
    """By status, GUID, name, or name as a pattern; case does not matter, a GUID is no pattern, and a blank is nothing."""
    assert [item["ump_customer_guid"] for item in serious(FAILED, ignored)] == left
