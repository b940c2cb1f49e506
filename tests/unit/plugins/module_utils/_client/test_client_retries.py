# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Retries of the client, the waits between them, and the pace. Nobody waits for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import ConnectError, LivePlatformError

Make = Callable[..., Client]
Http = responses.RequestsMock

SERVICES = "https://live.example.com/tenantui/api/ovoc/v1/topology/services/"
TOKEN = "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 500, 501])
def test_what_is_not_retried(http: Http, make_client: Make, fake_time: Any, status: int) -> None:
    """Asking again would not help."""
    http.get(SERVICES, status=status, json="no")
    with pytest.raises(LivePlatformError, match=f"HTTP {status}"):
        make_client().services()
    assert (len(http.calls), fake_time.slept) == (1, [])


@pytest.mark.parametrize("status", [502, 503, 504])
def test_retries_end(http: Http, make_client: Make, fake_time: Any, status: int) -> None:
    """As many as the option says, with growing waits; the error counts the attempts."""
    http.get(SERVICES, status=status, json="no")
    with pytest.raises(LivePlatformError, match=f"HTTP {status}: .* after 4 attempts"):
        make_client().services()
    assert len(http.calls) == 4
    assert fake_time.slept == [0, 1, 2]
    with pytest.raises(LivePlatformError, match="HTTP"):
        make_client(retries=0).services()
    assert len(http.calls) == 5


@pytest.mark.parametrize("retries", [0, 3])
def test_too_many_requests_end_with_the_time(http: Http, make_client: Make, fake_time: Any, retries: int) -> None:
    """Nothing was carried out, so it is no retry: the total of timeout alone ends it, and the error names it."""
    http.get(SERVICES, status=429, json="slow down")
    began = fake_time.now
    with pytest.raises(LivePlatformError, match=r"HTTP 429: .* after \d+ attempts: .*or raise timeout") as caught:
        make_client(timeout=30, retries=retries, rate_limit=0).services()
    assert fake_time.slept[:5] == [1, 2, 4, 8, 10]
    assert 0 <= 30 * (retries + 1) - (fake_time.now - began) <= 10
    assert f"after {len(http.calls)} attempts" in str(caught.value)


def test_too_many_requests_leave_the_retries_alone(http: Http, make_client: Make, fake_time: Any) -> None:
    """Six refusals, and then a failure of the platform that is retried as always."""
    for _unused in range(6):
        http.get(SERVICES, status=429, headers={"Retry-After": "3"})
    http.get(SERVICES, status=503)
    http.get(SERVICES, json={"ok": 1})
    assert make_client(retries=1, timeout=60).services() == {"ok": 1}
    assert fake_time.slept == [3] * 6 + [0]


@pytest.mark.parametrize(
    ("status", "retry_after", "wait"),
    [(429, "10", 12.475), (429, "1", 1.495), (429, "", 1.495), (429, "60", 74.85), (503, "8", 9.98), (503, "", 0.495)],
)
def test_who_was_refused_together_comes_back_apart(
    http: Http, make_settings: Callable[..., Any], fake_time: Any, status: int, retry_after: str, wait: float
) -> None:
    """Chance makes a wait longer, never shorter than what the server asked for."""
    http.get(SERVICES, status=status, headers={"Retry-After": retry_after})
    http.get(SERVICES, json={"ok": 1})
    with Client(make_settings(), clock=fake_time.clock, sleep=fake_time.sleep, chance=lambda: 0.99) as client:
        assert client.services() == {"ok": 1}
    assert fake_time.slept == [pytest.approx(wait)]


def test_chance_outlasts_no_deadline(http: Http, make_settings: Callable[..., Any], fake_time: Any) -> None:
    """The wait that was asked for ends just in time, so it does so with bad luck too."""
    http.get(SERVICES, status=429, headers={"Retry-After": "29"})
    http.get(SERVICES, json={"ok": 1})
    settings = make_settings(timeout=30, retries=0)
    with Client(settings, clock=fake_time.clock, sleep=fake_time.sleep, chance=lambda: 0.99) as client:
        assert client.services() == {"ok": 1}
    assert fake_time.slept == [pytest.approx(29.99)]


@pytest.mark.parametrize(
    "trouble",
    [
        requests.exceptions.ConnectionError("cut"),
        requests.exceptions.ReadTimeout("slow"),
        ConnectionResetError("reset"),
    ],
)
def test_connection_errors_are_retried(http: Http, make_client: Make, trouble: Exception) -> None:
    """A GET changes nothing, so it may be repeated; the last trouble is told when all attempts failed."""
    http.get(SERVICES, body=trouble)
    with pytest.raises(ConnectError, match=r"live.example.com: .* after 3 attempts: (cut|slow|reset)"):
        make_client(retries=2).services()
    assert len(http.calls) == 3
    http.replace(responses.GET, SERVICES, json={"ok": 1})
    assert make_client().services() == {"ok": 1}


@pytest.mark.parametrize(
    "trouble", [requests.exceptions.SSLError("self-signed certificate"), requests.exceptions.InvalidURL("no host")]
)
def test_errors_that_no_retry_mends(http: Http, make_client: Make, trouble: Exception) -> None:
    """A certificate that is wrong stays wrong."""
    http.get(SERVICES, body=trouble)
    with pytest.raises(ConnectError, match=str(trouble)):
        make_client().services()
    assert len(http.calls) == 1


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        ("7", 7),
        ("0", 0),
        ("61", 60),
        ("999999999", 60),
        ("Fri, 31 Dec 2100 23:59:59 GMT", 60),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("-3", 0),
        ("1.5", 0),
        ("soon", 0),
        ("", 0),
        pytest.param("9" * 5000, 0, id="thousands of digits"),
        ("Wed, 21 Oct 99999 07:28:00 GMT", 0),
    ],
)
def test_retry_after(http: Http, make_client: Make, fake_time: Any, retry_after: str, wait: float) -> None:
    """Seconds or a date, never more than a minute; what is neither is no reason to fail."""
    http.get(SERVICES, status=503, headers={"Retry-After": retry_after})
    http.get(SERVICES, json={"ok": 1})
    assert make_client().services() == {"ok": 1}
    assert fake_time.slept == [wait]


def test_no_wait_outlasts_the_deadline(http: Http, make_client: Make, fake_time: Any) -> None:
    """timeout times attempts bounds a request with all its waits: an error now is better than one after it."""
    http.get(SERVICES, status=429, headers={"Retry-After": "30"}, json="slow down")
    with pytest.raises(LivePlatformError, match="HTTP 429"):
        make_client(timeout=5, retries=3).services()
    assert (len(http.calls), fake_time.slept) == (1, [])
    with pytest.raises(LivePlatformError, match="HTTP 429"):
        make_client(timeout=10, retries=3).services()
    assert fake_time.slept == [30]


def test_rate_limit_paces_reads_and_not_the_token(
    http: Http, make_client: Make, client_credentials: dict[str, str], fake_time: Any
) -> None:
    """The third read waits for the window; the token comes from somebody else's server."""
    http.post(TOKEN, json={"access_token": "token-1", "expires_in": 3599})
    http.get(SERVICES, json={})
    client = make_client(**client_credentials, rate_limit=2)
    for _unused in range(3):
        client.services()
    assert fake_time.slept == [pytest.approx(10.2)]
