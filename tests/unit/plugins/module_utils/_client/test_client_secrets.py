# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret in any text that leaves the client, even when the server repeats all that it was sent."""

from __future__ import annotations

import base64
import json
import traceback
import urllib.parse
from collections.abc import Callable
from typing import Any

import pytest
import requests
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError

Make = Callable[..., Client]
Http = responses.RequestsMock

HOST = "https://live.example.com/"
TOKEN = "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token"
SECRET = 'cl1ent "s3cret"+/&=%'
PASSWORD = "p\u00e4ss:w0rd \\ &"
FETCHED = "fetched.tok3n-1"
READY = "ready.tok3n-2"
HEADER = "header-k3y"

# way -> (its options, what must never be seen)
WAYS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "client credentials": (
        {"tenant_id": "contoso.example", "client_id": "c", "client_secret": SECRET, "scope": "s"},
        [SECRET, urllib.parse.quote_plus(SECRET), FETCHED],
    ),
    "token": ({"access_token": READY}, [READY]),
    "basic": (
        {"username": "joe", "password": PASSWORD},
        [PASSWORD, base64.b64encode(f"joe:{PASSWORD}".encode()).decode()],
    ),
}


def echo(form: str, status: int) -> Callable[[requests.PreparedRequest], tuple[int, dict[str, str], str]]:
    """A server that answers with everything it was sent, in one of the body forms of an error."""

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        body = request.body.decode() if isinstance(request.body, bytes) else request.body or ""
        text = (
            f"you sent {dict(request.headers)} and {body} that is {urllib.parse.unquote_plus(body)} {PASSWORD} {SECRET}"
        )
        shapes = {
            "text": text,
            "string": json.dumps(text),
            "problem": json.dumps({"title": "Bad", "detail": text}),
            "ovoc": json.dumps({"description": text}),
            "oauth": json.dumps({"error": "invalid", "error_description": text}),
        }
        return status, {"X-Echo": "1"}, shapes[form]

    return answer


def everything_said(error: LivePlatformError, client: Client, log: list[str]) -> str:
    """All text that a module, the inventory plugin or a traceback could show."""
    parts = [str(error), repr(error), repr(error.args), json.dumps(error.as_result()), repr(vars(error))]
    parts += [str(error.__cause__ or ""), "".join(traceback.format_exception(error)), repr(client), *log]
    return "\n".join(parts)


def assert_silent(said: str, secrets: list[str]) -> None:
    """None of the secrets, in no spelling that the client used."""
    for secret in [*secrets, HEADER]:
        assert secret not in said
        assert repr(secret)[1:-1] not in said


@pytest.mark.parametrize("form", ["text", "string", "problem", "ovoc", "oauth"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("status", [400, 401, 500])
def test_server_that_repeats_the_request(
    http: Http, make_client: Make, log: list[str], way: str, form: str, status: int
) -> None:
    """Status 400 stands for every refusal, 401 for the renewal, 500 for a server that prints its input."""
    options, secrets = WAYS[way]
    http.post(TOKEN, json={"access_token": FETCHED, "expires_in": 3599})
    http.add_callback(responses.GET, f"{HOST}tenantui/api/v3/customer", callback=echo(form, status))
    client = make_client(headers={"X-Key": HEADER}, **options)
    with pytest.raises(LivePlatformError) as caught:
        client.customers()
    said = everything_said(caught.value, client, log)
    assert "you sent" in said, "the server's words are missing: this test would prove nothing"
    assert_silent(said, secrets)


@pytest.mark.parametrize("form", ["text", "string", "problem", "ovoc", "oauth"])
@pytest.mark.parametrize("status", [400, 500])
def test_token_endpoint_that_repeats_the_request(
    http: Http, make_client: Make, log: list[str], form: str, status: int
) -> None:
    """The form holds the client secret, encoded."""
    options, secrets = WAYS["client credentials"]
    http.add_callback(responses.POST, TOKEN, callback=echo(form, status))
    client = make_client(headers={"X-Key": HEADER}, **options)
    with pytest.raises(LivePlatformError) as caught:
        client.customers()
    said = everything_said(caught.value, client, log)
    assert "you sent" in said
    assert_silent(said, secrets)


@pytest.mark.parametrize("way", WAYS)
def test_transport_error_that_repeats_a_secret(http: Http, make_client: Make, log: list[str], way: str) -> None:
    """A library below may put a header into its message."""
    options, secrets = WAYS[way]
    http.post(TOKEN, json={"access_token": FETCHED, "expires_in": 3599})
    trouble = requests.exceptions.InvalidHeader(f"bad header {[*secrets, HEADER]}")
    http.get(f"{HOST}tenantui/api/v3/customer", body=trouble)
    client = make_client(headers={"X-Key": HEADER}, **options)
    with pytest.raises(LivePlatformError) as caught:
        client.customers()
    error = caught.value
    assert_silent(
        f"{error} {error!r} {json.dumps(error.as_result())} {log}", [repr(secret)[1:-1] for secret in secrets]
    )
    assert "bad header" in str(error)


@pytest.mark.parametrize("way", WAYS)
def test_good_runs_log_no_secret(http: Http, make_client: Make, log: list[str], way: str) -> None:
    """The log is shown at -vvv."""
    options, secrets = WAYS[way]
    http.post(TOKEN, json={"access_token": FETCHED, "expires_in": 3599})
    http.get(f"{HOST}tenantui/api/v3/customer", json=[])
    make_client(headers={"X-Key": HEADER}, **options).customers()
    assert any("/api/v3/customer" in line for line in log)
    assert_silent("\n".join(log), secrets)
