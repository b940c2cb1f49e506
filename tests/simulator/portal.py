# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Live Platform's reads: both list APIs, their items, license histories, SIP connections, calling profiles, tasks.

Every handler answers from the current ``State``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from .answers import LOGIN_PAGE, answer, error
from .history import MAX_MONTHS
from .state import State

Handler = Callable[[Request], Awaitable[Response]]

CHANNEL_HEADER = "x-ovoc-channel-id"
PORTAL = "/tenantui"
OPERATION_CENTER = "/ovoc/v1"
# The lists, with the vendor's paths; DIRECT is an Operation Center without the portal.
DIRECT = f"{OPERATION_CENTER}/topology/services/"
SERVICES = f"{PORTAL}/api{DIRECT}"
CUSTOMERS = f"{PORTAL}/api/v3/customer"
TASKS = f"{PORTAL}/api/v2/task"
SITES = f"{PORTAL}/api/v2/sitelocation"
PROFILES = f"{PORTAL}/api/v2/oc/callingprofile"


def state_of(request: Request) -> State:
    state: State = request.app.state.simulator
    return state


def channel_of(request: Request) -> int | None:
    """Return the caller's channel; 400 if it is not a number."""
    text = request.headers.get(CHANNEL_HEADER, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise HTTPException(400, f"{CHANNEL_HEADER} is not a number")
    return int(text)


def parameter(request: Request, name: str, default: str) -> str:
    """A query parameter; the case of its name does not matter."""
    return {key.lower(): value for key, value in request.query_params.items()}.get(name.lower(), default)


def all_details(request: Request) -> bool:
    """Return the query parameter allDetails, default false; 400 if it is not a boolean."""
    text = parameter(request, "allDetails", "false").lower()
    if text not in ("true", "false"):
        raise HTTPException(400, f"The value '{text}' is not valid for allDetails.")
    return text == "true"


def months(request: Request) -> int:
    """Return the query parameter nrOfMonths, default 1; 400 if it is not a whole number from 1 to MAX_MONTHS."""
    text = parameter(request, "nrOfMonths", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MAX_MONTHS):
        raise HTTPException(400, f"The value '{text}' is not valid for nrOfMonths.")
    return int(text)


async def services(request: Request) -> Response:
    """ "Retrieve Services"; query parameters are not documented and change nothing."""
    return answer(state_of(request).dataset.services_body(channel_of(request)))


async def service(request: Request) -> Response:
    """ "Get Details for Specific Service (Live Platform Id)": one row in the list's wrapper."""
    row = state_of(request).dataset.service(request.path_params["ident"], channel_of(request))
    if row is None:
        return error(request.url.path, 404)
    return answer({"services": [row]})


async def customers(request: Request) -> Response:
    """ "Get Services Brief Details (V3)": a bare array."""
    return answer(state_of(request).dataset.customers_body(all_details(request), channel_of(request)))


async def customer(request: Request) -> Response:
    """ "Get Details for Specific Service": one customer with the four keys of its app registration."""
    guid = request.path_params["guid"]
    state = state_of(request)
    state.tasks.seen(guid)
    row = state.dataset.customer(guid, all_details(request), channel_of(request))
    if row is None:
        return error(request.url.path, 404, f"Customer with {guid} not found")
    return answer(row)


async def license_info(request: Request) -> Response:
    """ "Get License Info for Service": a bare array, one record for each day."""
    guid = request.path_params["guid"]
    records = state_of(request).dataset.licenses(guid, months(request), channel_of(request))
    if records is None:
        return error(request.url.path, 404, f"Customer with {guid} not found")
    return answer(records)


async def site(request: Request) -> Response:
    """ "Get SIP Connections": one connection, with a password in clear text."""
    state, ident = state_of(request), request.path_params["ident"]
    state.tasks.seen(ident)
    body = state.dataset.site(ident, state.tasks.pending(ident), channel_of(request))
    return error(request.url.path, 404, f"Site location with {ident} not found") if body is None else answer(body)


async def profiles(request: Request) -> Response:
    """ "Get Calling Profiles": a bare array."""
    return answer(state_of(request).dataset.profile_rows())


async def task(request: Request) -> Response:
    """ "Get Task"."""
    ident = request.path_params["ident"]
    body = state_of(request).tasks.poll(ident)
    return error(request.url.path, 404, f"Task with {ident} not found") if body is None else answer(body)


async def login_page(request: Request) -> Response:
    """The portal's web application answers paths outside the API with its page."""
    return HTMLResponse(LOGIN_PAGE)


def both_forms(path: str, handler: Handler, method: str = "GET") -> list[BaseRoute]:
    """Return routes with and without a slash at the end: the vendor prints both."""
    return [Route(form, handler, methods=[method]) for form in (path, f"{path}/")]


def _read(path: str, key: str, many: Handler, one: Handler) -> list[BaseRoute]:
    """A list and its items."""
    return [*both_forms(path.rstrip("/"), many), *both_forms(f"{path.rstrip('/')}/{{{key}}}", one)]


ROUTES: list[BaseRoute] = [
    *_read(SERVICES, "ident", services, service),
    *_read(CUSTOMERS, "guid", customers, customer),
    *_read(DIRECT, "ident", services, service),
    *both_forms(f"{CUSTOMERS}/{{guid}}/licenseinfo", license_info),
    *both_forms(f"{SITES}/{{ident}}", site),
    *both_forms(PROFILES, profiles),
    *both_forms(f"{TASKS}/{{ident}}", task),
]
