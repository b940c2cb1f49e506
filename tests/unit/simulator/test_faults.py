# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault as a client meets it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from simulator import KINDS, Fault, Simulator
from simulator.portal import CUSTOMERS, SERVICES

Get = Callable[..., requests.Response]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind of fault 'explode'"):
        Fault("explode")


def test_a_status_with_body_and_retry_after_as_often_as_asked(sim: Simulator, get: Get) -> None:
    sim.fault("/api/v3/customer", Fault(status=503, times=2, retry_after=1, body={"description": "later"}))
    for _unused in range(2):
        answer = get(CUSTOMERS)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
        assert answer.json() == {"description": "later"}
    assert get(CUSTOMERS).status_code == 200


@pytest.mark.parametrize("body", ["a sentence", ["a", "list"], {"an": "object"}])
def test_every_body_form(sim: Simulator, get: Get, body: object) -> None:
    sim.fault(CUSTOMERS, Fault(status=400, body=body))
    assert get(CUSTOMERS).json() == body


def test_plain_text(sim: Simulator, get: Get) -> None:
    sim.fault(CUSTOMERS, Fault(status=502, body="Bad gateway", content_type="text/plain"))
    answer = get(CUSTOMERS)
    assert (answer.text, answer.headers["Content-Type"]) == ("Bad gateway", "text/plain")


def test_a_fault_stays_until_it_is_cleared(sim: Simulator, get: Get) -> None:
    sim.fault(CUSTOMERS, Fault())
    assert [get(CUSTOMERS).status_code for _unused in range(4)] == [500] * 4
    sim.clear_faults()
    assert get(CUSTOMERS).status_code == 200


def test_faults_of_a_path_are_played_in_order_and_leave_others_alone(sim: Simulator, get: Get) -> None:
    sim.fault(CUSTOMERS, Fault(status=503, times=1))
    sim.fault(CUSTOMERS, Fault(status=429, times=1))
    assert get(SERVICES).status_code == 200
    assert [get(CUSTOMERS).status_code for _unused in range(3)] == [503, 429, 200]


def test_a_fault_for_one_method(sim: Simulator, get: Get) -> None:
    sim.fault(CUSTOMERS, Fault(status=500, method="PATCH"))
    assert get(CUSTOMERS).status_code == 200
    token = sim.env("token")["LIVE_PLATFORM_ACCESS_TOKEN"]
    headers = {"Authorization": f"Bearer {token}"}
    assert requests.patch(f"{sim.url}{CUSTOMERS}/g", headers=headers, json={}, timeout=10).status_code == 500


def test_html(sim: Simulator, get: Get) -> None:
    sim.fault(SERVICES, Fault("html"))
    answer = get(SERVICES)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Sign in" in answer.text


def test_half_a_document_in_an_answer_that_ends_well(sim: Simulator, get: Get) -> None:
    whole = get(SERVICES).content
    sim.fault(SERVICES, Fault("truncated"))
    answer = get(SERVICES)
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert answer.content == whole[: len(whole) // 2]
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize("kind", ["truncated_length", "truncated_abort"])
def test_half_a_document_and_a_lost_connection(sim: Simulator, get: Get, kind: str) -> None:
    sim.fault(SERVICES, Fault(kind))
    answer = get(SERVICES, stream=True)
    assert answer.status_code == 200
    assert ("Content-Length" in answer.headers) is (kind == "truncated_length")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        _unused = answer.content


def test_invalid_json(sim: Simulator, get: Get) -> None:
    sim.fault(SERVICES, Fault("invalid_json"))
    answer = get(SERVICES)
    assert answer.headers["Content-Type"].startswith("application/json")
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


def test_wrong_shape(sim: Simulator, get: Get) -> None:
    sim.fault("", Fault("wrong_shape"))
    assert get(SERVICES).json() == {"services": {}}
    assert list(get(CUSTOMERS).json()) == ["items"]


def test_hang_longer_than_the_client_waits(sim: Simulator, get: Get) -> None:
    sim.fault(SERVICES, Fault("hang", seconds=60))
    with pytest.raises(requests.exceptions.ReadTimeout):
        get(SERVICES, timeout=0.2)
    assert [entry.status for entry in sim.requests] == [None]


def test_hang_and_then_the_answer_also_for_a_request_with_a_body(
    sim: Simulator, get: Get, token_url: str, form: dict[str, str]
) -> None:
    sim.fault("", Fault("hang", seconds=0.2))
    begin = time.monotonic()
    assert len(get(SERVICES).json()["services"]) == 6
    assert time.monotonic() - begin >= 0.2
    assert requests.post(token_url, data=form, timeout=10).status_code == 200


def test_drip_keeps_a_read_timeout_from_ever_coming(sim: Simulator, get: Get) -> None:
    whole = get(SERVICES).content
    sim.fault(SERVICES, Fault("drip", seconds=0.8))
    begin = time.monotonic()
    answer = get(SERVICES, timeout=0.5)
    assert time.monotonic() - begin >= 0.7
    assert answer.content == whole


def test_cut(sim: Simulator, get: Get) -> None:
    sim.fault(SERVICES, Fault("cut", times=1))
    with pytest.raises(requests.exceptions.ConnectionError):
        get(SERVICES)
    assert [entry.status for entry in sim.requests] == [None]
    assert get(SERVICES).status_code == 200


def test_redirect(sim: Simulator, get: Get) -> None:
    sim.fault(SERVICES, Fault("redirect", location=f"{sim.url}/elsewhere"))
    answer = get(SERVICES)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{sim.url}/elsewhere")


def test_empty(sim: Simulator, get: Get) -> None:
    sim.fault(SERVICES, Fault("empty"))
    answer = get(SERVICES)
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_spoiled_answer_still_wants_credentials(sim: Simulator) -> None:
    sim.fault(SERVICES, Fault("truncated"))
    assert requests.get(f"{sim.url}{SERVICES}", timeout=10).status_code == 401


def test_the_control_endpoint_sets_and_clears_faults(sim: Simulator, get: Get) -> None:
    control = f"{sim.url}/_simulator/faults"
    wrongs: tuple[Any, ...] = ({"kind": "status"}, {"path": "x", "kind": "explode"}, {"path": "x", "unknown": 1}, [])
    for wrong in wrongs:
        assert requests.post(control, json=wrong, timeout=10).status_code == 400
    fault = {"path": CUSTOMERS, "kind": "status", "status": 503, "retry_after": 2}
    assert requests.post(control, json=fault, timeout=10).status_code == 201
    answer = get(CUSTOMERS)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert requests.delete(control, timeout=10).status_code == 204
    assert get(CUSTOMERS).status_code == 200


def test_an_end_with_a_hanging_request_does_not_wait_for_it() -> None:
    with Simulator() as sim:
        sim.fault("", Fault("hang", seconds=600))
        with pytest.raises(requests.exceptions.ReadTimeout):
            requests.get(f"{sim.url}/any", timeout=0.1)
        begin = time.monotonic()
    assert time.monotonic() - begin < 2


def test_every_kind_is_described() -> None:
    assert all(KINDS.values())
    assert {Fault(kind).kind for kind in KINDS} == set(KINDS)


def test_a_part_of_a_bare_list(sim: Simulator, get: Get) -> None:
    whole = get(CUSTOMERS).json()
    sim.fault(CUSTOMERS, Fault("part", status=206, headers={"Content-Range": "items 0-1/10"}, rows=2))
    answer = get(CUSTOMERS)
    assert (answer.status_code, answer.headers["Content-Range"], answer.json()) == (206, "items 0-1/10", whole[:2])


def test_a_part_of_a_wrapped_list(sim: Simulator, get: Get) -> None:
    rows = get(SERVICES).json()["services"]
    sim.fault(SERVICES, Fault("part", body={"page": {"totalElements": 6}}, rows=1))
    answer = get(SERVICES)
    assert (answer.status_code, answer.json()) == (200, {"services": rows[:1], "page": {"totalElements": 6}})


def test_a_bomb(sim: Simulator, get: Get) -> None:
    whole = get(CUSTOMERS).json()
    sim.fault(CUSTOMERS, Fault("bomb", mebibytes=2))
    answer = get(CUSTOMERS)
    assert int(answer.headers["Content-Length"]) < 20_000
    assert len(answer.content) > 2 << 20
    assert answer.json() == whole


def test_half_of_what_was_compressed(sim: Simulator, get: Get) -> None:
    """The length fits, so it is for the client to notice."""
    whole = get(CUSTOMERS).content
    sim.fault(CUSTOMERS, Fault("gzip_cut"))
    assert len(get(CUSTOMERS).content) < len(whole)
