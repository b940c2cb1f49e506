# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes that go wrong, the hooks around them, and the book that counts them."""

from __future__ import annotations

import concurrent.futures
import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from simulator import Dataset, Fault, Limiter, Simulator, Write
from simulator.acting import CUSTOMERS_V2
from simulator.portal import CUSTOMERS, SITES
from simulator.writes import REMOVED, readable

Send = Callable[..., requests.Response]

GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
PATH = f"{CUSTOMERS}/{GUID}"
BODY = {"licenseType": 4, "licensedUsersCount": 20}
BEFORE, AFTER = (5, 15), (4, 20)


def found(sim: Simulator) -> tuple[Any, Any]:
    row = sim.dataset.customer_row(GUID) or {}
    return row["LicenseType"], row["LicensedUsersCount"]


def change(send: Send, **options: Any) -> requests.Response:
    return send("PATCH", PATH, json=BODY, **options)


# --- faults: what the state is after each


@pytest.mark.parametrize(
    ("fault", "failure", "state", "outcome"),
    [
        (Fault("cut"), requests.exceptions.ConnectionError, BEFORE, None),
        (Fault("late", seconds=60), requests.exceptions.ReadTimeout, BEFORE, None),
        (Fault("cut_after"), requests.exceptions.ConnectionError, AFTER, 200),
        (Fault("hang", seconds=60), requests.exceptions.ReadTimeout, AFTER, 200),
        (Fault("truncated_length"), requests.exceptions.ChunkedEncodingError, AFTER, 200),
        (Fault("truncated_abort"), requests.exceptions.ChunkedEncodingError, AFTER, 200),
    ],
)
def test_an_answer_that_never_comes(
    sim: Simulator, send: Send, fault: Fault, failure: type[Exception], state: tuple[int, int], outcome: int | None
) -> None:
    sim.fault(PATH, fault)
    with pytest.raises(failure):
        change(send, timeout=0.5)
    assert found(sim) == state
    assert [write.outcome for write in sim.writes] == [outcome]


@pytest.mark.parametrize("status", [400, 401, 403, 409, 429, 500, 503])
def test_a_refusal_changes_nothing_and_the_next_one_passes(sim: Simulator, send: Send, status: int) -> None:
    sim.fault(PATH, Fault(status=status, method="PATCH", times=1))
    assert send("GET", PATH).status_code == 200
    assert change(send).status_code == status
    assert found(sim) == BEFORE
    assert change(send).status_code == 200
    assert found(sim) == AFTER
    assert [write.outcome for write in sim.writes] == [None, 200]


@pytest.mark.parametrize("kind", ["html", "invalid_json", "empty", "redirect"])
def test_an_answer_of_something_else_changes_nothing(sim: Simulator, send: Send, kind: str) -> None:
    sim.fault(PATH, Fault(kind))
    change(send)
    assert found(sim) == BEFORE


def test_a_late_change_comes_after_the_client_has_left(sim: Simulator, send: Send) -> None:
    sim.fault(PATH, Fault("late", seconds=0.5, method="PATCH"))
    with pytest.raises(requests.exceptions.ReadTimeout):
        change(send, timeout=0.1)
    assert send("GET", PATH).json()["LicenseType"] == 5
    deadline = time.monotonic() + 10
    while (late := send("GET", PATH).json()["LicenseType"]) == 5 and time.monotonic() < deadline:
        pass
    assert late == 4


def test_a_fault_in_the_middle(sim: Simulator, send: Send) -> None:
    sim.fault(CUSTOMERS, Fault(status=401, method="PATCH", skip=2, times=1))
    assert [change(send).status_code for _unused in range(4)] == [200, 200, 401, 200]
    sim.clear_faults()
    sim.fault(CUSTOMERS, Fault(status=503, skip=1, times=1))
    sim.fault(CUSTOMERS, Fault(status=500, skip=1, times=1))
    assert [change(send).status_code for _unused in range(4)] == [200, 503, 500, 200]


def test_tokens_that_expire_between_two_customers(sim: Simulator, send: Send) -> None:
    sim.state.before_write = lambda _write: sim.expire_tokens()
    assert [change(send).status_code for _unused in range(2)] == [200, 401]


def test_the_pace_counts_writes(sim: Simulator, send: Send) -> None:
    sim.state.limiter = Limiter(limit=2, window=1000)
    assert [change(send).status_code for _unused in range(3)] == [200, 200, 429]
    assert [write.outcome for write in sim.writes] == [200, 200, None]


# --- somebody else


def test_a_third_party_changes_a_customer_between_read_and_write(sim: Simulator, send: Send) -> None:
    seen: list[tuple[str, str, Any, Any]] = []

    def meddle(write: Write) -> None:
        seen.append((write.method, write.path, write.body, found(sim)))
        sim.dataset.customer_row(GUID)["LicenseType"] = 2  # type: ignore[index]

    sim.state.before_write = meddle
    assert send("GET", PATH).json()["LicenseType"] == 5
    assert change(send).json() == "Invalid change for License Type!"
    assert seen == [("PATCH", PATH, BODY, BEFORE)]
    assert found(sim) == (2, 15)


def test_a_third_party_changes_it_back(sim: Simulator, send: Send) -> None:
    seen: list[tuple[int | None, Any]] = []

    def meddle(write: Write) -> None:
        seen.append((write.outcome, found(sim)))
        sim.dataset.customer_row(GUID)["LicensedUsersCount"] = 99  # type: ignore[index]

    sim.state.after_write = meddle
    assert change(send).json() == 1
    assert seen == [(200, AFTER)]
    assert send("GET", PATH).json()["LicensedUsersCount"] == 99


def test_hooks_see_no_read_and_nothing_that_was_refused(sim: Simulator, send: Send) -> None:
    seen: list[Write] = []
    sim.state.before_write = sim.state.after_write = seen.append
    send("GET", CUSTOMERS)
    sim.fault(PATH, Fault("cut", times=1))
    with pytest.raises(requests.exceptions.ConnectionError):
        change(send)
    sim.expire_tokens()
    assert change(send).status_code == 401
    assert seen == []


# --- the book


def test_every_write_is_counted_and_no_read(sim: Simulator, send: Send, token_url: str, form: dict[str, str]) -> None:
    requests.post(token_url, data=form, timeout=10)
    send("GET", CUSTOMERS)
    send("PATCH", PATH, json={**BODY, "applicationClientSecret": "hush"})
    send("PUT", PATH, data=b"not JSON, hush")
    send("DELETE", f"{SITES}/none")
    send("DELETE", f"{CUSTOMERS_V2}/{GUID}", headers={"Authorization": "Bearer hush"})
    assert [(write.method, write.path, write.body, write.outcome) for write in sim.writes] == [
        ("PATCH", PATH, {**BODY, "applicationClientSecret": REMOVED}, 200),
        ("PUT", PATH, None, 405),
        ("DELETE", f"{SITES}/none", None, 404),
        ("DELETE", f"{CUSTOMERS_V2}/{GUID}", None, None),
    ]
    assert "hush" not in repr(sim.writes) + repr(sim.requests)
    shown = requests.get(f"{sim.url}/_simulator/writes", timeout=10).json()
    assert [entry["outcome"] for entry in shown] == [200, 405, 404, None]
    sim.writes.clear()
    assert len(sim.writes) == 4
    sim.clear_requests()
    assert sim.writes == []


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b"", None),
        (b"\xff", None),
        (b'"hush"', "hush"),
        (b'{"APPLICATIONCLIENTSECRET": "hush", "a": 1}', {"APPLICATIONCLIENTSECRET": REMOVED, "a": 1}),
        (b'{"a": {"clientSecret": {"b": "hush"}}}', {"a": {"clientSecret": REMOVED}}),
        (b'[{"name": "CarrierUserPassword", "value": "hush"}]', [{"name": "CarrierUserPassword", "value": REMOVED}]),
        (b'[{"name": "CacProfile", "value": "x"}]', [{"name": "CacProfile", "value": "x"}]),
        (
            b'{"scriptParameters": {"CarrierUserPassword": "hush"}}',
            {"scriptParameters": {"CarrierUserPassword": REMOVED}},
        ),
    ],
)
def test_what_is_kept_of_a_body(body: bytes, kept: Any) -> None:
    assert readable(body) == kept


def test_many_writes_at_once(sim: Simulator, send: Send) -> None:
    sim.dataset = Dataset.generate(0, 200)
    sim.state.latency = 0.05
    guids = [row["UmpCustomerGuid"] for row in sim.dataset.customers if row["LicenseType"] in (1, 2, 4, 5)]

    def put(index: int) -> int:
        return send("PATCH", f"{CUSTOMERS}/{guids[index]}", json={"licensedUsersCount": index}).status_code

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert set(pool.map(put, range(len(guids)))) == {200}
    assert [(sim.dataset.customer_row(guid) or {})["LicensedUsersCount"] for guid in guids] == list(range(len(guids)))
    assert len(sim.writes) == len(guids)
    assert sim.peak() > 4


def test_an_end_with_a_late_write_does_not_wait_for_it() -> None:
    with Simulator() as sim:
        sim.fault("", Fault("late", seconds=600))
        with pytest.raises(requests.exceptions.ReadTimeout):
            requests.patch(f"{sim.url}{PATH}", json=BODY, timeout=0.1)
        begin = time.monotonic()
    assert time.monotonic() - begin < 2
