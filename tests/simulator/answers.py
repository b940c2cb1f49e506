# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers' body forms, as tables: which API family prints an error in which form.

* Operation Center (``/ovoc/v1/``): an object with ``description``.
* Multitenant API (``/api/v3/``): a bare JSON string for 404, a problem object (RFC 9457) for everything else; for values that
  are refused, one with ``errors`` by field ("Create Consentless Lead").
* Entra's token endpoint: ``error``, ``error_description`` and the AADSTS number (RFC 6749 section 5.2).

The vendor documents no body for 401, 403 and 429; the forms above are assumed for them.
"""

from __future__ import annotations

import datetime
import http
import json
import uuid
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

JSON_TYPE = "application/json; charset=utf-8"
HTML_TYPE = "text/html; charset=utf-8"
TOKEN_PATH = "/oauth2/v2.0/token"

LOGIN_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Sign in to Live Platform</title></head>
<body><form method="post" action="/login"><input name="user"><input name="password" type="password"></form></body></html>
"""

MESSAGES = {
    400: "Bad request",
    401: "The access token is missing, unknown or expired",
    403: "The caller may not read this resource",
    404: "The resource was not found or belongs to a different tenant",
    405: "The method is not allowed on this resource",
    409: "Conflict: validation of the tenant id failed",
    429: "Too many requests: 10 in 10 seconds are allowed",
    500: "Internal server error",
    503: "The portal is not configured",
}

# Status -> (error, AADSTS number) for a fault on the token endpoint without its own body.
ENTRA_ERRORS = {400: ("invalid_request", 900144), 401: ("invalid_client", 7000215), 403: ("access_denied", 53003)}
ENTRA_TRANSIENT = ("temporarily_unavailable", 90033)


def encode(value: Any) -> bytes:
    """Return JSON as the servers print it: compact, UTF-8. Lone surrogates, which UTF-8 cannot hold, are escaped."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a response with ``value``: any JSON value, or JSON bytes."""
    body = value if isinstance(value, bytes) else encode(value)
    return Response(body, status_code=status, headers=headers, media_type=JSON_TYPE)


class InvalidValue(HTTPException):
    """A value that the platform refuses: 400, with the problem under the field's name."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(400, text)
        self.errors = {field: [text]}


def invalid(failure: InvalidValue) -> Response:
    """Return the answer for a refused value: one general sentence, details in ``errors``."""
    return answer(
        {
            "type": "https://tools.ietf.org/html/rfc7231#section-6.5.1",
            "title": "One or more validation errors occurred.",
            "status": 400,
            "traceId": f"00-{uuid.uuid4().hex}-{uuid.uuid4().hex[:16]}-00",
            "errors": failure.errors,
        },
        400,
    )


def error_value(path: str, status: int, message: str | None = None) -> Any:
    """Return the JSON value that the API family of ``path`` prints for ``status``."""
    text = message or MESSAGES.get(status) or _phrase(status)
    if path.endswith(TOKEN_PATH):
        name, code = ENTRA_ERRORS.get(status, ENTRA_TRANSIENT)
        return entra_error(name, code, text)
    if "/ovoc/v1/" in path:
        return {"description": text}
    if status == 404:
        return text
    return {"type": f"https://httpstatuses.io/{status}", "title": _phrase(status), "status": status, "detail": text}


def error(path: str, status: int, message: str | None = None, headers: dict[str, str] | None = None) -> Response:
    """Return the error answer of the API family of ``path``."""
    return answer(error_value(path, status, message), status, headers)


def entra_error(name: str, code: int, text: str) -> dict[str, Any]:
    """Return Entra's error object, with the ids and the time that it always adds."""
    trace, correlation = str(uuid.uuid4()), str(uuid.uuid4())
    stamp = f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M:%S}Z"
    return {
        "error": name,
        "error_description": f"AADSTS{code}: {text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {stamp}",
        "error_codes": [code],
        "timestamp": stamp,
        "trace_id": trace,
        "correlation_id": correlation,
        "error_uri": f"https://login.microsoftonline.com/error?code={code}",
    }


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"
