# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a failed request says: the request, the status, the server's own words, a hint, and never a secret."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
import urllib3

from ansible_collections.audiocodes.live_platform.plugins.module_utils import errors
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.failures import (
    denied,
    failure,
    reason,
    said_in,
)


def body(value: Any) -> bytes:
    """JSON as a server sends it."""
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("status", "kind", "says"),
    [
        (302, errors.RequestError, "HTTP 302: the server redirects, and redirects are not followed"),
        (308, errors.RequestError, "give the final address as url"),
        (400, errors.RequestError, "HTTP 400: bad request"),
        (401, errors.AuthenticationError, "check the token, or client_id, client_secret, tenant_id and scope"),
        (403, errors.AuthenticationError, "check the permissions of the app registration, and channel_id"),
        (404, errors.NotFoundError, "HTTP 404: not found or belongs to another tenant"),
        (405, errors.RequestError, "HTTP 405: the platform refused the request"),
        (409, errors.ConflictError, "HTTP 409: tenant id validation conflict"),
        (418, errors.RequestError, "HTTP 418"),
        (429, errors.RequestError, "lower rate_limit, or let fewer jobs run at once"),
        (500, errors.ServerError, "HTTP 500: internal error, or no communication with the portal"),
        (502, errors.ServerError, "HTTP 502: the platform failed"),
        (503, errors.ServerError, "HTTP 503: the portal is not configured"),
        (599, errors.ServerError, "try again later"),
    ],
)
def test_statuses(status: int, kind: type[errors.LivePlatformError], says: str) -> None:
    """One line that begins with the request; the parts are attributes as well."""
    error = failure(status, "GET", "/tenantui/api/v3/customer", body("its own words"), [], 1)
    text = str(error)
    assert error.__class__ is kind
    assert text.startswith(f"GET /tenantui/api/v3/customer: HTTP {status}: ")
    assert says in text
    assert "its own words" in text
    assert "attempts" not in text
    result = error.as_result()
    assert (result["error"], result["status"], result["server_message"]) == (kind.__name__, status, "its own words")
    assert (result["method"], result["path"]) == ("GET", "/tenantui/api/v3/customer")


def test_every_status_has_a_hint() -> None:
    """Also those that the vendor does not print: what a proxy, a gateway or a wrong address answers."""
    made = [failure(status, "GET", "/x", b"", [], 1) for status in range(300, 600)]
    assert [error.status for error in made if not error.hint or f" ({error.hint})" not in str(error)] == []


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        (405, "check url and api_prefix"),
        (407, "check proxy and the proxy variables of the environment"),
        (408, "try again later"),
        (410, "check the id, url and api_prefix"),
        (413, "request or send less at once"),
        (418, "check url and api_prefix"),
        (422, "check the ids, filters and values that were given"),
        (431, "check headers"),
        (451, "ask the operator of the platform"),
        (501, "check url and api_prefix"),
        (502, "try again later"),
    ],
)
def test_hints_of_other_statuses(status: int, hint: str) -> None:
    """What fits the class of the status (RFC 9110 section 15); otherwise it is probably not the platform that answers."""
    assert failure(status, "GET", "/x", b"", [], 1).hint == hint


def test_attempts_are_counted() -> None:
    """Who waited for retries is told."""
    assert "after 4 attempts" in str(failure(503, "GET", "/x", b"", [], 4))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", None),
        (b"  \r\n ", None),
        (b"null", None),
        (b"{}", None),
        (b"[1, 2]", None),
        (b'"Invalid change for License Type!"', "Invalid change for License Type!"),
        (body({"description": "No such service"}), "No such service"),
        (body({"Description": "No such service", "code": 5}), "No such service"),
        (
            body({"type": "about:blank", "title": "Bad", "status": 400, "detail": "msTenantId is missing"}),
            "Bad: msTenantId is missing",
        ),
        (body({"title": "Same", "detail": "Same"}), "Same"),
        (body({"error": "invalid_client", "error_description": "AADSTS7000215"}), "invalid_client: AADSTS7000215"),
        (body({"error": {"code": "x", "message": "nested"}}), "nested"),
        (body({"title": None, "detail": 5}), "5"),
        (b"plain text", "plain text"),
        (b"<html><script>alert(1)</script></html>", "(an HTML page)"),
        (b" \n<!DOCTYPE html>", "(an HTML page)"),
        (b'{"description": "half', '{"description": "half'),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b'"line\\nbreak\\u0000and\\u001b[31m colour"', "line break and [31m colour"),
        (b'"' + b"x" * 1000 + b'"', "x" * 297 + "..."),
        (b"[" * 70_000, "[" * 297 + "..."),
    ],
)
def test_body_forms(raw: bytes, message: str | None) -> None:
    """JSON text, problem object, OVOC object, OAuth error, plain text, HTML and rubbish: one short printable line."""
    assert said_in(raw, []).message == message


VALIDATION = {
    "type": "https://tools.ietf.org/html/rfc7231#section-6.5.1",
    "title": "One or more validation errors occurred.",
    "status": 400,
    "traceId": "00-4f7a-01",
    "errors": {"LicensedUsersCount": ["must be a number.", "must be at least 1."], "$.licenseType": ["is required."]},
}


def test_problem_documents() -> None:
    """What is wrong stands in C(errors) alone, by field; codes and tickets are what support asks for."""
    said = said_in(body(VALIDATION), [])
    assert said.message == (
        "One or more validation errors occurred: LicensedUsersCount: must be a number., must be at least 1: "
        "licenseType: is required. (trace id 00-4f7a-01)"
    )
    assert said.problem == {
        "trace_id": "00-4f7a-01",
        "errors": {"LicensedUsersCount": ["must be a number.", "must be at least 1."], "licenseType": ["is required."]},
    }
    other = {"title": "Not allowed", "ErrorCode": 1042, "errorTicket": "T-7", "detail": "", "errors": ["first", 2, ""]}
    assert said_in(body(other), []) == (
        "Not allowed: first (error code 1042, error ticket T-7)",
        {"error_code": "1042", "error_ticket": "T-7", "errors": {"": ["first"]}},
    )


@pytest.mark.parametrize(
    "errors", [None, {}, [], 5, {"field": []}, {"field": {"deeper": "x"}}, {"field": [None]}, "text"]
)
def test_problem_documents_with_other_errors(errors: Any) -> None:
    said = said_in(body({"title": "Bad", "errors": errors, "errorCode": None, "traceId": ["x"]}), [])
    assert said == (("Bad: text", {"errors": {"": ["text"]}}) if errors == "text" else ("Bad", {}))


def test_problem_documents_repeat_no_secret() -> None:
    raw = body(
        {"title": "Bad", "errors": {"s3cret-1": ["s3cret-1 is weak"]}, "errorTicket": "s3cret-1", "errorCode": "a\nb"}
    )
    said = said_in(raw, ["s3cret-1"])
    assert "s3cret" not in str(said)
    assert said.problem["error_code"] == "a b"


def test_a_failure_has_the_parts_of_a_problem_document() -> None:
    """All keys are always there, so that a playbook can branch on them."""
    found = failure(400, "PATCH", "/x", body(VALIDATION), [], 1)
    assert found.as_result()["errors"] == {
        "LicensedUsersCount": ["must be a number.", "must be at least 1."],
        "licenseType": ["is required."],
    }
    assert found.as_result()["trace_id"] == "00-4f7a-01"
    assert found.but(hint="x").as_result()["trace_id"] == "00-4f7a-01"
    plain = failure(500, "GET", "/x", b"", [], 1).as_result()
    assert [plain[key] for key in ("errors", "error_code", "error_ticket", "trace_id")] == [{}, None, None, None]


@pytest.mark.parametrize(
    ("status", "method", "hint"),
    [
        (400, "GET", "check the ids and filters that were given"),
        (400, "PATCH", "check the values that were given"),
        (404, "DELETE", "check the id, url and api_prefix"),
        (409, "POST", "something else may have changed it"),
        (409, "GET", "check tenant_id and channel_id"),
        (503, "POST", "ask the operator of the platform"),
    ],
)
def test_hints_fit_the_request(status: int, method: str, hint: str) -> None:
    assert hint in str(failure(status, method, "/x", b"", [], 1))


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"status": "error", "succeeded": False, "message": "no seats left"}, "no seats left"),
        ({"succeeded": False}, "it does not say why"),
        ({"status": "Failed", "msg": "busy"}, "busy"),
        ({"status": False, "data": "x"}, "it does not say why"),
        ({"level": "Error", "message": "not allowed"}, "not allowed"),
        ({"status": "success", "succeeded": True, "message": "done", "data": {"processedCount": 1}}, None),
        ({"status": True, "msg": "queued"}, None),
        ({"level": "Information", "message": "done"}, None),
        ({"status": 1}, None),
        ({"status": 0, "message": "x"}, None),
        ("tsk_7", None),
        (1, None),
        (None, None),
    ],
)
def test_a_success_that_reports_a_failure(document: Any, said: str | None) -> None:
    assert denied(body(document), []) == said


@pytest.mark.parametrize(
    "raw",
    [
        b'"token is s3cr\\u0065t-1"',
        b"token is s3cret-1",
        body({"description": "token is s3cret-1"}),
        body({"title": "s3cret-1", "detail": "and s3cret-1-long"}),
        b"x" * 290 + b"s3cret-1-long",
    ],
)
def test_server_that_repeats_a_secret(raw: bytes) -> None:
    """Replaced before anything is cut, the longest first, so that no end of it remains."""
    message = said_in(raw, ["", "s3cret-1", "s3cret-1-long"]).message
    assert message is not None
    assert "s3cr" not in message
    assert "-long" not in message
    assert "********" in message or message.endswith("...")


@pytest.mark.parametrize("blanks", [65_523, 65_536, 131_059])
def test_no_part_of_a_secret_where_a_long_body_is_cut(blanks: int) -> None:
    message = said_in(b"x" + b" " * blanks + b"s3cret-1-long" * 2, ["s3cret-1-long"]).message
    assert message is not None
    assert "s3c" not in message


def test_reason_is_the_innermost_cause() -> None:
    """A transport error is a stack of wrappers with object addresses; people need the core of it."""
    inner = ConnectionRefusedError(111, "Connection refused")
    retry = urllib3.exceptions.MaxRetryError(urllib3.HTTPConnectionPool("h"), "/x", inner)
    assert reason(requests.exceptions.ConnectionError(retry)) == "[Errno 111] Connection refused"
    assert reason(TimeoutError()) == "TimeoutError"
    pool = urllib3.HTTPSConnectionPool("live.example.com")
    timeout = urllib3.exceptions.ReadTimeoutError(pool, "/x", "Read timed out. (read timeout=1)")
    assert "0x" not in reason(requests.exceptions.ReadTimeout(timeout))
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    assert reason(one) in {"one", "other"}
