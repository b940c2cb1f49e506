# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a failed request means, in words.

This file only writes text; it sends nothing. The meanings of 400, 404, 409, 500 and 503 are from the vendor's page
"Retrieve Services". The three forms of an error body are from the examples of several pages. Problem documents with
`errors` by field are documented on "Create Consentless Lead", and those with `errorCode`, `errorTicket` and `traceId`
on "Get Removal Status Summary".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    ConflictError,
    LivePlatformError,
    NotFoundError,
    Problem,
    RequestError,
    ServerError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import safe_line

# bytes of an answer to search for the server's message
_LOOKED_AT = 131072

# status -> (class, what happened, what to do)
STATUSES: dict[int, tuple[type[LivePlatformError], str, str]] = {
    400: (RequestError, "bad request", "check the ids and filters that were given"),
    401: (
        AuthenticationError,
        "the platform does not accept the credentials",
        "check the token, or client_id, client_secret, tenant_id and scope",
    ),
    403: (
        AuthenticationError,
        "the account has no access to this",
        "check the permissions of the app registration, and channel_id",
    ),
    404: (NotFoundError, "not found or belongs to another tenant", "check the id, url and api_prefix"),
    409: (ConflictError, "tenant id validation conflict", "check tenant_id and channel_id"),
    429: (RequestError, "too many requests", "lower rate_limit, or let fewer jobs run at once, or raise timeout"),
    500: (ServerError, "internal error, or no communication with the portal", "try again later"),
    503: (ServerError, "the portal is not configured", "ask the operator of the platform"),
}
# what to do if a write was refused: a write has values but no filters
_WRITE_HINTS: dict[int, str] = {
    400: "check the values that were given; the platform may name those that it refuses",
    409: "read the object again: something else may have changed it",
    422: "check the values that were given",
}
# Other statuses (RFC 9110 section 15, RFC 6585, RFC 7725) -> what to do. The vendor's pages have none of them, so the
# answer mostly comes from a proxy or another server.
_HINTS: dict[int, str] = {
    **dict.fromkeys((407, 511), "check proxy and the proxy variables of the environment"),
    **dict.fromkeys((408, 423, 425), "try again later"),
    410: "check the id, url and api_prefix",
    **dict.fromkeys((413, 414), "request or send less at once"),
    422: "check the ids, filters and values that were given",
    431: "check headers",
    **dict.fromkeys((402, 451), "ask the operator of the platform"),
    **dict.fromkeys((501, 505), "check url and api_prefix"),
}

# the end of the path of the list that an account with services alone may not read
_CUSTOMERS = "/api/v3/customer"

# The same for the token service, which is not part of the platform: (first status, last status) -> ...; the first match
# counts.
_TOKEN: dict[tuple[int, int], tuple[type[LivePlatformError], str, str]] = {
    (300, 399): (
        AuthenticationError,
        "no token was issued: the server redirects, and redirects are not followed",
        "check authority",
    ),
    (404, 405): (AuthenticationError, "no token was issued", "check authority and tenant_id"),
    (407, 407): (AuthenticationError, "no token was issued", _HINTS[407]),
    (408, 408): (AuthenticationError, "no token was issued", _HINTS[408]),
    (429, 429): (RequestError, "too many requests", "let fewer jobs run at once, or raise timeout"),
    (511, 511): (ServerError, "no token was issued", _HINTS[511]),
    (500, 599): (ServerError, "the token service failed", "try again later, or check authority"),
    (0, 999): (AuthenticationError, "no token was issued", "check tenant_id, client_id, client_secret and scope"),
}


def failure(
    status: int, method: str, path: str, body: bytes, secrets: Iterable[str], attempts: int
) -> LivePlatformError:
    """Return the error for an answer with this status. The server's message is shortened, and secrets in it are hidden."""
    kind: type[LivePlatformError]
    if 300 <= status < 400:
        kind, what, hint = (
            RequestError,
            "the server redirects, and redirects are not followed",
            "give the final address as url",
        )
    elif status in STATUSES:
        kind, what, hint = STATUSES[status]
    elif status < 500:
        kind, what, hint = RequestError, "the platform refused the request", "check url and api_prefix"
    else:
        kind, what, hint = ServerError, "the platform failed", "try again later"
    if status == 403 and path.endswith(_CUSTOMERS):
        hint += "; if the account may read services only, set include: [services] where the option exists"
    hint = _HINTS.get(status, hint)
    if method != "GET":
        hint = _WRITE_HINTS.get(status, hint)
    return _made(kind, what, hint, status, method, path, said_in(body, secrets), attempts)


def token_failure(
    status: int, method: str, path: str, body: bytes, secrets: Iterable[str], attempts: int
) -> LivePlatformError:
    """Return the error for an answer of the token service with this status; like `failure`."""
    kind, what, hint = next(meaning for (first, last), meaning in _TOKEN.items() if first <= status <= last)
    return _made(kind, what, hint, status, method, path, said_in(body, secrets), attempts)


def _made(
    kind: type[LivePlatformError],
    what: str,
    hint: str,
    status: int,
    method: str,
    path: str,
    said: Said,
    attempts: int,
) -> LivePlatformError:
    tries = f" after {attempts} attempts" if attempts > 1 else ""
    return kind(
        f"HTTP {status}: {what}{tries}",
        method=method,
        path=path,
        status=status,
        server_message=said.message,
        hint=hint,
        problem=said.problem,
    )


class Said(NamedTuple):
    """The server's message as one line, and the details for `LivePlatformError.problem`."""

    message: str | None
    problem: Problem


def said_in(body: bytes, secrets: Iterable[str]) -> Said:
    """Return the server's message in any of its forms: JSON text, problem document, OVOC object, plain text."""
    document, secrets = _document(body), list(secrets)

    def clean(said: str) -> str:
        return safe_line(said, secrets)

    return Said(clean(_said(document)) or None, _problem(document, clean))


def _document(body: bytes) -> Any:
    """Return the JSON at the start of a body, or its text if it is not JSON."""
    text = body[:_LOOKED_AT].decode("utf-8", "replace").strip()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return "(an HTML page)" if text.startswith("<") else text


def _lowered(document: Any) -> dict[str, Any]:
    """Return an object with lower-case keys; empty for any other value."""
    return {str(key).lower(): value for key, value in document.items()} if isinstance(document, Mapping) else {}


def _said(document: Any) -> str:
    if isinstance(document, str):
        return document
    keys = _lowered(document)
    parts: list[str] = []
    # RFC 9457, OVOC, RFC 6749 section 5.2, ASP.NET, and the vendor page "Delete Specific SIP Connection"
    for key in ("title", "detail", "description", "error", "error_description", "message", "msg"):
        value = keys.get(key)
        part = _said(value) if isinstance(value, Mapping) else str(value or "")
        if part and part not in parts:
            parts.append(part)
    # after a general sentence, the problem with each field
    parts += [f"{field}: {', '.join(texts)}" if field else ", ".join(texts) for field, texts in _field_errors(keys)]
    marks = [f"{name} {keys[key]}" for key, name in _MARKS.items() if isinstance(keys.get(key), (str, int))]
    parts[:-1] = [part.rstrip(".") for part in parts[:-1]]
    return ": ".join(parts) + (f" ({', '.join(marks)})" if marks else "")


# key of a problem document, in lower case -> its name in a message and in `Problem`
_MARKS = {"errorcode": "error code", "errorticket": "error ticket", "traceid": "trace id"}


def _field_errors(keys: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return (field, what is wrong with it) for the `errors` of a problem document; a plain list has the field ""."""
    errors = keys.get("errors")
    rows = errors.items() if isinstance(errors, Mapping) else [("", errors)]
    found = []
    for field, said in rows:
        texts = [text for text in (said if isinstance(said, list) else [said]) if isinstance(text, str) and text]
        if texts:
            found.append((str(field).removeprefix("$."), texts))
    return found


def _problem(document: Any, clean: Callable[[str], str]) -> Problem:
    keys = _lowered(document)
    found: Problem = {
        name.replace(" ", "_"): clean(str(keys[key]))
        for key, name in _MARKS.items()
        if isinstance(keys.get(key), (str, int))
    }
    if fields := _field_errors(keys):
        found["errors"] = {clean(field): [clean(text) for text in texts] for field, texts in fields}
    return found


def denied(answer: bytes, secrets: Iterable[str]) -> str | None:
    """Return the server's message if an answer with HTTP 200 reports a failure; None otherwise.

    Documented: `succeeded` and `status` of "Clear Number Removal Status" and "Assign Consentless Lead to Channel", and
    messages with the level Error ("Format of Request Description").
    """
    keys = _lowered(_document(answer))
    status = keys.get("status")
    word = status.strip().lower() if isinstance(status, str) else status
    level = str(keys.get("level") or "").strip().lower()
    fails = keys.get("succeeded") is False or keys.get("success") is False
    if not fails and word is not False and word not in ("error", "failed", "failure") and level != "error":
        return None
    return said_in(answer, secrets).message or "it does not say why"


def cause(error: BaseException) -> BaseException:
    """Return the innermost cause of a transport error."""
    seen: set[int] = set()
    while id(error) not in seen:
        seen.add(id(error))
        inner = getattr(error, "reason", None)
        candidates = [inner, *error.args, error.__cause__]
        nested = next((item for item in candidates if isinstance(item, BaseException)), None)
        if nested is None:
            break
        error = nested
    return error


def reason(error: BaseException) -> str:
    """Return the innermost cause of a transport error in words, without object addresses or class names."""
    error = cause(error)
    text = str(error) or type(error).__name__
    return re.sub(r"^(HTTPS?Connection(Pool)?\([^)]*\)|<[^>]*>):\s*", "", text)
