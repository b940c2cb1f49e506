# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are not what they should be: bodies, redirects, token refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    ConflictError,
    DataError,
    LivePlatformError,
    NotFoundError,
    RequestError,
    ServerError,
)

Make = Callable[..., Client]
Http = responses.RequestsMock

SERVICES = "https://live.example.com/tenantui/api/ovoc/v1/topology/services/"
TOKEN = "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token"
LOGIN = "<!DOCTYPE html><html><title>Sign in</title></html>"
WHERE = "GET /tenantui/api/ovoc/v1/topology/services/: "


@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (400, {"description": "empty body"}, RequestError, "HTTP 400: bad request: empty body (check the ids"),
        (
            403,
            {"title": "Forbidden", "detail": "no role"},
            AuthenticationError,
            "no access to this: Forbidden: no role",
        ),
        (404, "Customer with x not found", NotFoundError, "belongs to another tenant: Customer with x not found"),
        (409, {"description": "tenant"}, ConflictError, "HTTP 409: tenant id validation conflict: tenant"),
        (500, {"description": "portal"}, ServerError, "no communication with the portal: portal (try again later)"),
        (503, {"description": "setup"}, ServerError, "HTTP 503: the portal is not configured: setup"),
    ],
)
def test_refusals(
    http: Http, make_client: Make, status: int, body: Any, kind: type[LivePlatformError], message: str
) -> None:
    """Request, status, meaning, the server's own words in any of its forms, and a hint: in one line."""
    http.get(SERVICES, status=status, body=json.dumps(body))
    with pytest.raises(kind) as caught:
        make_client(retries=0).services()
    text = str(caught.value)
    assert text.startswith(f"{WHERE}HTTP {status}: ")
    assert message in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (LOGIN, "text/html; charset=utf-8", "an HTML page, probably a login page"),
        (LOGIN, "application/json", "an HTML page, probably a login page"),
        (f"\r\n  {LOGIN}", "text/plain", "an HTML page, probably a login page"),
        ("[]", "TEXT/HTML", "an HTML page, probably a login page"),
        ("", "application/json", "the answer is empty"),
        (" \r\n", "application/json", "the answer is empty"),
        ('{"services": [{"id": 1', "application/json", "not complete, valid JSON at character 22 of 22"),
        ('{"services": [}', "application/json", "not complete, valid JSON at character 14"),
        ('{"services": []} trailing', "application/json", "not complete, valid JSON"),
        ("services", "application/json", "not complete, valid JSON"),
        (b"\xff\xfe\xfa", "application/json", "not UTF-8 text, which JSON must be"),
        (b'["M\xfcller"]', "application/json", "not UTF-8 text, which JSON must be"),
        ('[{"id": NaN}]', "application/json", "not valid JSON: it holds NaN, which is not a JSON number"),
        ("[-Infinity]", "application/json", "not valid JSON: it holds -Infinity, which is not a JSON number"),
        ("[" * 200_000, "application/json", "the JSON of the answer is nested too deeply"),
        ("[" * 200_000 + "]" * 200_000, "application/json", "the JSON of the answer is nested too deeply"),
        ("[" + "9" * 5000 + "]", "application/json", "a number with thousands of digits"),
    ],
)
def test_bodies_that_are_no_data(
    http: Http, make_client: Make, body: str | bytes, content_type: str, message: str
) -> None:
    """200 does not make it data. No part of the body is shown, and nothing is repeated."""
    http.get(SERVICES, body=body, content_type=content_type)
    with pytest.raises(DataError, match=message) as caught:
        make_client().services()
    text = str(caught.value)
    assert text.startswith(WHERE)
    assert "Sign in" not in text
    assert len(text) < 300
    assert len(http.calls) == 1


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ('{"services": [{"id": 1', "it was probably cut short: try again"),
        ('{"services": [{"name": "Acm', "it was probably cut short: try again"),
        ('{"services": [{"name": "Acm\\u00', "it was probably cut short: try again"),
        ('{"services": [tru', "it was probably cut short: try again"),
        ("[12.", "it was probably cut short: try again"),
        ('["Z\u00fcrich'.encode()[:-5], "it was probably cut short: try again"),
        ('{"services": [}', "check url, api_prefix and proxy"),
        ('{"services": []} trailing', "check url, api_prefix and proxy"),
        (b'["M\xfcller"]', "trying again will not help: tell the operator of the platform"),
        (b'["M\xfc', "trying again will not help: tell the operator of the platform"),
        ("[NaN]", "trying again will not help: tell the operator of the platform"),
        ("[" + "9" * 5000 + "]", "trying again will not help: tell the operator of the platform"),
        ("[" * 200_000, "trying again will not help: tell the operator of the platform"),
    ],
)
def test_only_what_was_cut_is_worth_another_try(http: Http, make_client: Make, body: str | bytes, hint: str) -> None:
    """Another encoding or a number that JSON does not have are the same tomorrow."""
    http.get(SERVICES, body=body, content_type="application/json")
    with pytest.raises(DataError) as caught:
        make_client().services()
    assert caught.value.hint == hint


@pytest.mark.parametrize("body", ["[]", '{"services": []}', '"text"', "5", "null", "\ufeff[]"])
def test_any_json_is_returned(http: Http, make_client: Make, body: str) -> None:
    """What it means is not the client's business; a byte order mark does no harm."""
    http.get(SERVICES, body=body.encode())
    assert make_client().services() == json.loads(body.lstrip("\ufeff"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location",
    ["https://evil.example/", "/login", "http://[bad", "//evil.example", "\u00ff", "https://u:hunter2@evil.example/"],
)
def test_redirects_are_not_followed(http: Http, make_client: Make, status: int, location: str) -> None:
    """Nothing is sent to the target, above all no token, and its address is not even parsed."""
    http.get(SERVICES, status=status, headers={"Location": location}, body="moved")
    with pytest.raises(
        RequestError, match=f"HTTP {status}: the server redirects, and redirects are not followed"
    ) as caught:
        make_client().services()
    assert "hunter2" not in str(caught.value)
    assert len(http.calls) == 1


@pytest.mark.parametrize(
    ("status", "body", "content_type", "kind", "message"),
    [
        (
            401,
            '{"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret"}',
            "application/json",
            AuthenticationError,
            "HTTP 401: no token was issued: invalid_client: AADSTS7000215: Invalid client secret (check tenant_id",
        ),
        (
            400,
            '{"error": "unauthorized_client", "error_description": "AADSTS700016: Application not found"}',
            "application/json",
            AuthenticationError,
            "unauthorized_client: AADSTS700016",
        ),
        (404, "", "text/plain", AuthenticationError, "HTTP 404: no token was issued (check authority and tenant_id)"),
        (
            302,
            "",
            "text/html",
            AuthenticationError,
            "HTTP 302: no token was issued: the server redirects, and redirects are not",
        ),
        (302, "", "text/html", AuthenticationError, "followed (check authority)"),
        (407, "", "text/html", AuthenticationError, "HTTP 407: no token was issued (check proxy and"),
        (
            500,
            "",
            "text/plain",
            ServerError,
            "HTTP 500: the token service failed (try again later, or check authority)",
        ),
        (
            503,
            "",
            "text/plain",
            ServerError,
            "HTTP 503: the token service failed (try again later, or check authority)",
        ),
        (511, "", "text/plain", ServerError, "HTTP 511: no token was issued (check proxy and"),
        (200, LOGIN, "text/html", DataError, "an HTML page, probably a login page, not data (check authority)"),
        (200, "", "application/json", DataError, "the answer is empty (check authority)"),
        (200, '{"access_token": "hal', "application/json", DataError, "not complete, valid JSON"),
        (200, "{}", "application/json", AuthenticationError, "holds no access_token (check authority)"),
        (200, "[]", "application/json", AuthenticationError, "holds no access_token"),
        (200, '{"access_token": ""}', "application/json", AuthenticationError, "holds no access_token"),
        (200, '{"access_token": 5}', "application/json", AuthenticationError, "holds no access_token"),
        (200, '{"access_token": "a\\r\\nX-Evil: b"}', "application/json", AuthenticationError, "holds no access_token"),
        (200, '{"access_token": "\\u043f"}', "application/json", AuthenticationError, "holds no access_token"),
        (200, '{"access_token": "a b"}', "application/json", AuthenticationError, "holds no access_token"),
    ],
)
def test_no_token(
    http: Http,
    make_client: Make,
    client_credentials: dict[str, str],
    status: int,
    body: str,
    content_type: str,
    kind: type[LivePlatformError],
    message: str,
) -> None:
    """The address of the token endpoint is named in full, for it is another host; the platform is not asked at all."""
    http.post(TOKEN, status=status, body=body, content_type=content_type, headers={"Location": "/x"})
    with pytest.raises(kind) as caught:
        make_client(retries=0, **client_credentials).services()
    text = str(caught.value)
    assert text.startswith(f"POST {TOKEN}: ")
    assert message in text
    assert "Evil" not in text
    assert len(http.calls) == 1


def test_token_endpoint_is_retried_when_it_is_busy(
    http: Http, make_client: Make, client_credentials: dict[str, str], fake_time: Any
) -> None:
    """Asking for a token changes nothing, so it may be repeated."""
    http.post(TOKEN, status=503, headers={"Retry-After": "2"})
    http.post(TOKEN, json={"access_token": "token-1", "expires_in": "x" * 400})
    http.get(SERVICES, json={"ok": 1})
    assert make_client(**client_credentials).services() == {"ok": 1}
    assert fake_time.slept == [2]


def test_huge_lifetime(http: Http, make_client: Make, client_credentials: dict[str, str]) -> None:
    """A number that no float can hold is no lifetime."""
    http.post(TOKEN, body='{"access_token": "token-1", "expires_in": ' + "9" * 400 + "}")
    http.get(SERVICES, json={"ok": 1})
    assert make_client(**client_credentials).services() == {"ok": 1}
