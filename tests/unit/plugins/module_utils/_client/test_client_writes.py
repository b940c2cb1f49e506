# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that change something: sent once, repeated only where nothing can have been done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import requests
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import engine
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import Step
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    ConnectError,
    DataError,
    LivePlatformError,
    OptionError,
    RequestError,
    ServerError,
)

Make = Callable[..., Client]
Http = responses.RequestsMock
BASE = "https://live.example.com/tenantui/api"
CUSTOMER = f"{BASE}/v3/customer/a%2Fb"
TOKEN = "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token"


def change(client: Client) -> str:
    return client.change_customer("a/b", {"licenseType": 5})


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_failed_write_is_not_repeated(http: Http, make_client: Make, fake_time: Any, status: int) -> None:
    """A gateway may have handed it on; it is not called refused either."""
    http.patch(CUSTOMER, status=status, json="no", headers={"Retry-After": "1"})
    with pytest.raises(ServerError, match=f"^PATCH /tenantui/api/v3/customer/a%2Fb: HTTP {status}") as failure:
        change(make_client())
    assert (len(http.calls), fake_time.slept, failure.value.refused) == (1, [], False)


@pytest.mark.parametrize(
    "trouble",
    [
        requests.exceptions.ConnectionError("cut"),
        requests.exceptions.ReadTimeout("slow"),
        ConnectionResetError("reset"),
    ],
)
def test_lost_answer_is_not_asked_for_again(http: Http, make_client: Make, trouble: Exception) -> None:
    http.patch(CUSTOMER, body=trouble)
    with pytest.raises(ConnectError, match=r"^PATCH ") as failure:
        change(make_client())
    assert (len(http.calls), failure.value.refused) == (1, False)


def test_write_that_came_too_early_is_repeated(http: Http, make_client: Make, fake_time: Any) -> None:
    """429: turned away at the door."""
    http.patch(CUSTOMER, status=429, headers={"Retry-After": "3"})
    http.patch(CUSTOMER, json=1)
    assert change(make_client()) == "1"
    assert (len(http.calls), fake_time.slept) == (2, [3])


@pytest.mark.parametrize("status", [302, 400, 403, 404, 409, 422, 429])
def test_refusals(http: Http, make_client: Make, status: int) -> None:
    """The platform said no, so it did nothing."""
    http.patch(CUSTOMER, status=status, json="Invalid change for License Type!")
    with pytest.raises(LivePlatformError, match=f"HTTP {status}: .*: Invalid change for License Type!") as failure:
        change(make_client(retries=1))
    assert failure.value.refused
    client = make_client(retries=0)
    with pytest.raises(LivePlatformError):
        engine.send(client, Step(lambda: change(client), {}))


def test_token_is_renewed_once(http: Http, make_client: Make, client_credentials: dict[str, str]) -> None:
    """A write that met an expired token was refused as well."""
    tokens = iter(("first", "second", "third", "fourth"))

    def issue(_request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        return 200, {}, json.dumps({"access_token": next(tokens), "expires_in": 3599})

    http.add_callback(responses.POST, TOKEN, callback=issue)
    http.patch(CUSTOMER, status=401, json="expired")
    http.patch(CUSTOMER, json=1)
    assert change(make_client(**client_credentials)) == "1"
    http.replace(responses.PATCH, CUSTOMER, status=401, json="expired")
    with pytest.raises(AuthenticationError, match="HTTP 401") as failure:
        change(make_client(**client_credentials))
    assert failure.value.refused


def test_no_token_no_write(http: Http, make_client: Make, client_credentials: dict[str, str]) -> None:
    """A token service that cannot be reached loses no answer of the platform."""
    http.post(TOKEN, body=requests.exceptions.ConnectionError("cut"))
    client = make_client(retries=0, **client_credentials)
    with pytest.raises(ConnectError) as failure:
        engine.send(client, Step(lambda: change(client), {}))
    assert failure.value.refused


@pytest.mark.parametrize("body", ["<!doctype html><title>Sign in</title>", " \n<html>"])
def test_login_page_is_no_success(http: Http, make_client: Make, body: str) -> None:
    http.patch(CUSTOMER, body=body)
    with pytest.raises(DataError, match=r"^PATCH .*: the answer is an HTML page, probably a login page") as failure:
        change(make_client())
    assert not failure.value.refused


def test_what_is_sent(http: Http, make_client: Make) -> None:
    """Every path and method of the vendor's pages, the ids quoted."""
    calls: list[tuple[str, str, Callable[[Client], str], Any]] = [
        ("PATCH", "/v3/customer/a%2Fb", lambda c: c.change_customer("a/b", {"k": 1}), {"k": 1}),
        ("POST", "/v2/customer/a%2Fb/action/upgrade", lambda c: c.upgrade_customer("a/b", {"k": 2}), {"k": 2}),
        ("DELETE", "/v2/customer/a%2Fb", lambda c: c.delete_customer("a/b"), None),
        ("POST", "/v2/customer/a%2Fb/sitelocation/", lambda c: c.add_sip_connection("a/b", {"k": 3}), {"k": 3}),
        ("PATCH", "/v2/customer/a%2Fb/sitelocation/", lambda c: c.change_sip_connection("a/b", {"k": 4}), {"k": 4}),
        ("DELETE", "/v2/sitelocation/s%3F1", lambda c: c.delete_sip_connection("s?1"), None),
    ]
    client = make_client()
    for method, path, call, body in calls:
        http.add(method, BASE + path, json="tsk_7")
        assert engine.send(client, Step(partial(call, client), {})) == engine.Sent(["tsk_7"], said="tsk_7")
        request = http.calls[-1].request
        assert request.method == method
        assert (json.loads(request.body) if request.body else None) == body


def test_operation_center_changes_nothing(http: Http, make_client: Make) -> None:
    """It has no customers; nothing is sent."""
    client = make_client(url="https://oc.example.com/ovoc", username="joe", password="x")
    with pytest.raises(OptionError, match="an Operation Center"):
        change(client)
    assert len(http.calls) == 0


def test_secret_that_the_platform_echoes(http: Http, make_client: Make) -> None:
    """An app registration's secret is no secret of the connection, and yet one."""
    client = make_client()
    client.conceal(["hush"])
    http.patch(CUSTOMER, status=400, json={"detail": "secret hush is too short"})
    with pytest.raises(RequestError) as failure:
        change(client)
    assert "hush" not in str(failure.value)
    assert "********" in str(failure.value)


def test_secrets_that_are_told_at_once(make_client: Make) -> None:
    """Customers are changed in several threads, each with its own secret: none pushes out another's."""
    client = make_client()

    def first() -> Iterator[str]:
        client.conceal(["second"])
        yield "first"

    client.conceal(first())
    assert {"first", "second"} <= client.concealed


@pytest.mark.parametrize("ident", ["", " ", ".", ".."])
def test_an_id_that_leads_elsewhere_is_not_sent(http: Http, make_client: Make, ident: str) -> None:
    """The platform gives ids as well: to delete the list, or what is above it, is nobody's wish."""
    client = make_client()
    for send in (client.delete_sip_connection, client.delete_customer, client.customer, client.service, client.task):
        with pytest.raises(OptionError, match="cannot be used in a request"):
            send(ident)
    assert len(http.calls) == 0
