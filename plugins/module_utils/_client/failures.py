# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a failed request means, in words.

Only text is made here; nothing is sent. The meanings of 400, 404, 409, 500 and 503 are those of the vendor's page
"Retrieve Services"; the three body forms of an error are seen in the examples of several pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    ConflictError,
    LivePlatformError,
    NotFoundError,
    RequestError,
    ServerError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import conceal
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

# bytes of an answer that are searched for what the server says
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
# other statuses (RFC 9110 section 15, RFC 6585, RFC 7725) -> what to do; the vendor's pages print none of them, so it
# is mostly something before the platform, or in its place, that answers
_HINTS: dict[int, str] = {
    **dict.fromkeys((407, 511), "check proxy and the proxy variables of the environment"),
    **dict.fromkeys((408, 423, 425), "try again later"),
    410: "check the id, url and api_prefix",
    **dict.fromkeys((413, 414), "ask for less, or send less, at once"),
    422: "check the ids, filters and values that were given",
    431: "check headers",
    **dict.fromkeys((402, 451), "ask the operator of the platform"),
    **dict.fromkeys((501, 505), "check url and api_prefix"),
}

# the end of the path of the list that an account may not see, though it sees services
_CUSTOMERS = "/api/v3/customer"

# the same of whoever issues tokens, which is not the platform: (first status, last status) -> ...; the first that fits
_TOKEN: dict[tuple[int, int], tuple[type[LivePlatformError], str, str]] = {
    (300, 399): (
        AuthenticationError,
        "no token was issued: the server redirects, which is not followed",
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
    """Return the exception for an answer with this status; the server's own words are cut, cleaned and redacted."""
    kind: type[LivePlatformError]
    if 300 <= status < 400:
        kind, what, hint = RequestError, "the server redirects, which is not followed", "give the final address as url"
    elif status in STATUSES:
        kind, what, hint = STATUSES[status]
    elif status < 500:
        kind, what, hint = RequestError, "the platform refused the request", "check url and api_prefix"
    else:
        kind, what, hint = ServerError, "the platform failed", "try again later"
    if status == 403 and path.endswith(_CUSTOMERS):
        hint += "; an account for services alone needs include: [services] where there is that option"
    said = server_message(body, secrets)
    return _made(kind, what, _HINTS.get(status, hint), status, method, path, said, attempts)


def token_failure(
    status: int, method: str, path: str, body: bytes, secrets: Iterable[str], attempts: int
) -> LivePlatformError:
    """Return the exception for an answer of the token service with this status; like L(failure)."""
    kind, what, hint = next(meaning for (first, last), meaning in _TOKEN.items() if first <= status <= last)
    return _made(kind, what, hint, status, method, path, server_message(body, secrets), attempts)


def _made(
    kind: type[LivePlatformError],
    what: str,
    hint: str,
    status: int,
    method: str,
    path: str,
    said: str | None,
    attempts: int,
) -> LivePlatformError:
    tries = f" after {attempts} attempts" if attempts > 1 else ""
    return kind(
        f"HTTP {status}: {what}{tries}", method=method, path=path, status=status, server_message=said, hint=hint
    )


def server_message(body: bytes, secrets: Iterable[str]) -> str | None:
    """Return what the server itself says, from any of its body forms: JSON text, problem object, OVOC object, plain text."""
    text = body[:_LOOKED_AT].decode("utf-8", "replace").strip()
    try:
        said = _said(json.loads(text))
    except (ValueError, RecursionError):
        said = "(an HTML page)" if text.startswith("<") else text
    return one_line(conceal(said, secrets)) or None


def _said(document: Any) -> str:
    if isinstance(document, Mapping):
        keys = {str(key).lower(): value for key, value in document.items()}
        parts: list[str] = []
        # RFC 9457, OVOC, RFC 6749 section 5.2, what ASP.NET prints, and vendor page "Delete Specific SIP Connection"
        for key in ("title", "detail", "description", "error", "error_description", "message", "msg"):
            value = keys.get(key)
            part = _said(value) if isinstance(value, Mapping) else str(value or "")
            if part and part not in parts:
                parts.append(part)
        return ": ".join(parts)
    return document if isinstance(document, str) else ""


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
    """Return the innermost cause of a transport error in words, without object addresses and class names."""
    error = cause(error)
    text = str(error) or type(error).__name__
    return re.sub(r"^(HTTPS?Connection(Pool)?\([^)]*\)|<[^>]*>):\s*", "", text)
