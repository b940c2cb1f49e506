# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token endpoint of Microsoft Entra: client credentials in a form (RFC 6749 section 4.4), and its refusals."""

from __future__ import annotations

import urllib.parse

from starlette.requests import Request
from starlette.responses import Response

from .answers import answer, entra_error
from .state import Credentials, State

# AADSTS number -> (status, error, text). The texts are Entra's, shortened.
REFUSALS: dict[int, tuple[int, str, str]] = {
    90002: (400, "invalid_request", "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID."),
    900144: (400, "invalid_request", "The request body must contain the following parameter: '{parameter}'."),
    70003: (400, "unsupported_grant_type", "The app requested an unsupported grant type '{grant_type}'."),
    700016: (
        400,
        "unauthorized_client",
        "Application with identifier '{client_id}' was not found in the directory '{tenant}'.",
    ),
    7000218: (
        401,
        "invalid_client",
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
    7000215: (401, "invalid_client", "Invalid client secret provided for app '{client_id}'."),
    1002012: (
        400,
        "invalid_scope",
        "The provided value for scope {scope} is not valid. Client credential flows must have a scope value with "
        "/.default suffixed to the resource identifier (application ID URI).",
    ),
    500011: (
        400,
        "invalid_resource",
        "The resource principal named {resource} was not found in the tenant '{tenant}'.",
    ),
}


async def token(request: Request) -> Response:
    """POST /{tenant_id}/oauth2/v2.0/token"""
    state: State = request.app.state.simulator
    form: dict[str, str] = {}
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        form = dict(urllib.parse.parse_qsl((await request.body()).decode("utf-8", "replace")))
    tenant = request.path_params["tenant_id"]
    code, details = refusal(tenant, form, state.credentials)
    headers = {"cache-control": "no-store, no-cache", "pragma": "no-cache"}
    if code:
        status, name, text = REFUSALS[code]
        return answer(entra_error(name, code, text.format(tenant=tenant, **details)), status, headers)
    lifetime = state.token_lifetime
    body = {"token_type": "Bearer", "expires_in": lifetime, "ext_expires_in": lifetime}
    return answer({**body, "access_token": state.issue_token()}, headers=headers)


def refusal(tenant: str, form: dict[str, str], known: Credentials) -> tuple[int, dict[str, str]]:
    """Return (AADSTS number, values for its text), or (0, {}) if a token is due. The first refusal wins."""
    scope, client_id, grant_type = (form.get(key, "") for key in ("scope", "client_id", "grant_type"))
    refusals: tuple[tuple[bool, int, dict[str, str]], ...] = (
        (tenant.lower() != known.tenant_id, 90002, {}),
        (not grant_type, 900144, {"parameter": "grant_type"}),
        (not client_id, 900144, {"parameter": "client_id"}),
        (not scope, 900144, {"parameter": "scope"}),
        (grant_type != "client_credentials", 70003, {"grant_type": grant_type}),
        (client_id.lower() != known.client_id, 700016, {"client_id": client_id}),
        (not form.get("client_secret"), 7000218, {}),
        (form.get("client_secret") != known.client_secret, 7000215, {"client_id": client_id}),
        (not scope.endswith("/.default"), 1002012, {"scope": scope}),
        (scope != known.scope, 500011, {"resource": scope.removesuffix("/.default")}),
    )
    return next(((code, details) for refused, code, details in refusals if refused), (0, {}))
