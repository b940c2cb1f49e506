# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests as they go out, tokens, retries and their waits. Nothing leaves the process and nobody waits."""

from __future__ import annotations

import sys
import threading
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import transport as transport_module
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import version
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    MissingLibraryError,
    OptionError,
)

Make = Callable[..., Client]
Http = responses.RequestsMock

BASE = "https://live.example.com/tenantui"
SERVICES = f"{BASE}/api/ovoc/v1/topology/services/"
CUSTOMERS = f"{BASE}/api/v3/customer"
TOKEN = "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token"


def issue(http: Http, lifetime: Any = 3599) -> None:
    """Announce a token endpoint that issues token-1, token-2, ..."""
    count = iter(range(1, 1000))

    def answer(_request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        return 200, {}, f'{{"access_token": "token-{next(count)}", "expires_in": {lifetime}}}'

    http.add_callback(responses.POST, TOKEN, callback=answer, content_type="application/json")


def accept(http: Http, *tokens: str) -> None:
    """Announce the list of services for these tokens; any other gets 401."""

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        good = request.headers["Authorization"] in {f"Bearer {token}" for token in tokens}
        return (200, {}, '{"services": []}') if good else (401, {}, '{"description": "expired"}')

    http.add_callback(responses.GET, SERVICES, callback=answer, content_type="application/json")


def sent(http: Http, url: str) -> list[requests.PreparedRequest]:
    """The requests to that address, without regard to the query."""
    return [call.request for call in http.calls if str(call.request.url).partition("?")[0] == url]


def test_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, make_client: Make) -> None:
    """An import error would be a traceback."""
    monkeypatch.setattr(transport_module, "HAS_REQUESTS", False)
    with pytest.raises(MissingLibraryError) as caught:
        make_client()
    assert f"requests is needed, but {sys.executable} does not have it" in str(caught.value)
    assert "ansible_python_interpreter" in str(caught.value)


def test_a_python_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch, make_client: Make) -> None:
    """Else it would be a TypeError, of a function that takes no keyword arguments there."""
    monkeypatch.setattr(version, "OLDEST_PYTHON", (4, 0))
    with pytest.raises(MissingLibraryError) as caught:
        make_client()
    assert f"Python 4.0 or newer is needed, but {sys.executable} is 3." in str(caught.value)
    assert "ansible_python_interpreter" in str(caught.value)


def test_customers_of_an_operation_center(http: Http, make_client: Make) -> None:
    """It has none; nothing is sent."""
    client = make_client(url="https://oc.example.com/ovoc", username="joe", password="x")
    with pytest.raises(OptionError, match="an Operation Center, which has services only"):
        client.customers()
    with pytest.raises(OptionError, match="an Operation Center, which has services only"):
        client.customer("guid")
    assert len(http.calls) == 0


@pytest.mark.parametrize(
    ("options", "call", "url"),
    [
        ({}, lambda client: client.services(), SERVICES),
        ({}, lambda client: client.service("42712"), f"{SERVICES}42712"),
        ({}, lambda client: client.service("a/b?c#d %"), f"{SERVICES}a%2Fb%3Fc%23d%20%25"),
        ({}, lambda client: client.customers(), f"{CUSTOMERS}?allDetails=false"),
        ({}, lambda client: client.customers(all_details=True), f"{CUSTOMERS}?allDetails=true"),
        ({}, lambda client: client.customer("../x"), f"{CUSTOMERS}/..%2Fx?allDetails=false"),
        ({}, lambda client: client.customer("guid", True), f"{CUSTOMERS}/guid?allDetails=true"),
        (
            {"api_prefix": ""},
            lambda client: client.customers(),
            f"{CUSTOMERS}?allDetails=false".replace("/tenantui", ""),
        ),
        (
            {"url": "https://oc.example.com/ovoc"},
            lambda client: client.services(),
            "https://oc.example.com/ovoc/v1/topology/services/",
        ),
        (
            {"url": "https://oc.example.com/ovoc/v1/"},
            lambda client: client.service("7"),
            "https://oc.example.com/ovoc/v1/topology/services/7",
        ),
    ],
)
def test_addresses(
    http: Http, make_client: Make, options: dict[str, Any], call: Callable[[Client], Any], url: str
) -> None:
    """Ids from users are one segment of the path; a direct Operation Center has no /api."""
    http.get(url, json={"ok": True})
    assert call(make_client(**options)) == {"ok": True}
    assert [entry.request.url for entry in http.calls] == [url]


def test_headers_that_are_sent(http: Http, make_client: Make) -> None:
    """Token, channel, own headers, and who is asking."""
    http.get(SERVICES, json={})
    make_client(channel_id=7, headers={"X-A": "b", "Accept": "application/hal+json"}).services()
    headers = http.calls[0].request.headers
    assert headers["Authorization"] == "Bearer ready-token-1"
    assert headers["X-Ovoc-Channel-Id"] == "7"
    assert (headers["X-A"], headers["Accept"]) == ("b", "application/hal+json")
    assert headers["User-Agent"].startswith("audiocodes.live_platform/")


def test_headers_are_for_the_platform_alone(http: Http, make_client: Make, client_credentials: dict[str, str]) -> None:
    """Who issues tokens is somebody else: neither the key of a gateway nor the channel is told there."""
    issue(http)
    accept(http, "token-1")
    http.patch(f"{CUSTOMERS}/1", body="done")
    client = make_client(channel_id=7, headers={"X-Key": "k3y"}, **client_credentials)
    client.services()
    client.change_customer("1", {})
    token, *others = (call.request.headers for call in http.calls)
    assert [(item.get("X-Key"), item.get("X-Ovoc-Channel-Id")) for item in others] == [("k3y", "7")] * 2
    assert (token.get("X-Key"), token.get("X-Ovoc-Channel-Id")) == (None, None)
    assert token["User-Agent"].startswith("audiocodes.live_platform/")


def test_one_token_serves_all_requests(http: Http, make_client: Make, client_credentials: dict[str, str]) -> None:
    """Client credentials go once, as a form, to the authority, and nowhere else."""
    issue(http)
    http.get(SERVICES, json={})
    http.get(CUSTOMERS, json=[])
    client = make_client(**client_credentials)
    client.services()
    client.customers()
    client.services()
    (asked,) = sent(http, TOKEN)
    assert "Authorization" not in asked.headers
    assert dict(urllib.parse.parse_qsl(str(asked.body))) == {
        "grant_type": "client_credentials",
        "client_id": "client-1",
        "client_secret": "s3cret+/&=",
        "scope": "api://live/.default",
    }
    assert {call.request.headers["Authorization"] for call in http.calls if call.request.method == "GET"} == {
        "Bearer token-1"
    }


@pytest.mark.parametrize(
    ("lifetime", "lives"),
    [(3599, 3539), (60, 30), (30, 15), ('"3599"', 3539), ("null", 3540), ("-5", 3540), ("0", 3540), ('"soon"', 3540)],
)
def test_token_is_fetched_again_before_its_end(
    http: Http, make_client: Make, client_credentials: dict[str, str], fake_time: Any, lifetime: Any, lives: int
) -> None:
    """A minute before it, or at half of a short life; an hour where the answer does not say."""
    issue(http, lifetime)
    http.get(SERVICES, json={})
    client = make_client(**client_credentials, rate_limit=0)
    client.services()
    fake_time.now += lives - 1
    client.services()
    assert len(sent(http, TOKEN)) == 1
    fake_time.now += 1
    client.services()
    assert len(sent(http, TOKEN)) == 2


def test_refused_token_is_renewed_once_and_only_once(
    http: Http, make_client: Make, client_credentials: dict[str, str]
) -> None:
    """A second 401 is the answer: no loop, no wait, no retry."""
    issue(http)
    accept(http)
    with pytest.raises(AuthenticationError, match=r"HTTP 401.*expired"):
        make_client(**client_credentials).services()
    assert (len(sent(http, TOKEN)), len(sent(http, SERVICES))) == (2, 2)


@pytest.mark.parametrize("way", [{"access_token": "old"}, {"username": "joe", "password": "x"}])
def test_what_cannot_be_renewed_is_refused_at_once(http: Http, make_client: Make, way: dict[str, str]) -> None:
    """One request, one answer."""
    accept(http)
    with pytest.raises(AuthenticationError, match="HTTP 401"):
        make_client(**way).services()
    assert len(http.calls) == 1


def test_expired_token_is_renewed(
    http: Http, make_client: Make, client_credentials: dict[str, str], fake_time: Any
) -> None:
    """The request that was refused is sent again with the new token, at once."""
    issue(http)
    accept(http, "token-2")
    assert make_client(**client_credentials).services() == {"services": []}
    assert [request.headers["Authorization"] for request in sent(http, SERVICES)] == [
        "Bearer token-1",
        "Bearer token-2",
    ]
    assert fake_time.slept == []


def test_threads_that_are_refused_together_fetch_one_token(
    http: Http, make_client: Make, client_credentials: dict[str, str]
) -> None:
    """Six threads, one token for all of them, and one more when it is refused."""
    issue(http)
    accept(http, "token-2")
    client = make_client(**client_credentials, rate_limit=0)
    barrier = threading.Barrier(6)
    results: list[Any] = []

    def work() -> None:
        barrier.wait(10)
        results.append(client.services())

    threads = [threading.Thread(target=work) for _unused in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert results == [{"services": []}] * 6
    assert len(sent(http, TOKEN)) == 2


def test_netrc_is_not_used(
    http: Http, make_client: Make, client_credentials: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its passwords are for other programs, and would replace our token."""
    netrc = tmp_path / ".netrc"
    netrc.write_text(
        "machine live.example.com login joe password hunter2\nmachine login.microsoftonline.com login a password b\n"
    )
    monkeypatch.setenv("NETRC", str(netrc))
    assert requests.utils.get_netrc_auth("https://live.example.com") == ("joe", "hunter2")
    issue(http)
    http.get(SERVICES, json={})
    make_client(**client_credentials).services()
    assert [call.request.headers.get("Authorization") for call in http.calls] == [None, "Bearer token-1"]


def test_log_has_one_line_for_each_request(
    http: Http, make_client: Make, client_credentials: dict[str, str], log: list[str]
) -> None:
    """Method, path, status and size; enough to see what a run cost."""
    issue(http)
    http.get(CUSTOMERS, json=[])
    make_client(**client_credentials).customers()
    assert len(log) == 2
    assert log[0].startswith(f"POST {TOKEN}: HTTP 200, ")
    assert log[1].startswith("GET /tenantui/api/v3/customer: HTTP 200, 2 bytes in 0.00 s")
