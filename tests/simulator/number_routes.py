# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reads about Operator Connect numbers, leads and licensed users."""

from __future__ import annotations

import uuid

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from .answers import answer, error
from .numbers import chosen, page, removal_summary
from .portal import CUSTOMERS, PORTAL, both_forms, channel_of, parameter, state_of

NUMBERS = f"{PORTAL}/api/v3/oc/numbers"
REMOVAL_SUMMARY = f"{NUMBERS}/removal-status/summary"
LEADS = f"{PORTAL}/api/v2/oc/lead"
NUMBERS_A_PAGE, LEADS_A_PAGE = 200, 10
# Documented for leads, assumed for numbers.
MOST_A_PAGE = 20_000


def whole(request: Request, name: str, default: int, most: int = 10**9) -> int:
    """Return a query parameter as a whole number from 1; 400 if it is not one."""
    text = parameter(request, name, str(default))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:12]) <= most):
        raise HTTPException(400, f"The value '{text}' is not valid for {name}.")
    return int(text)


def tenant(request: Request) -> str:
    """Return the query parameter msTenantId, blank if missing; 400 if it is not a GUID."""
    text = parameter(request, "msTenantId", "")
    try:
        uuid.UUID(text or "0" * 32)
    except ValueError:
        raise HTTPException(400, "msTenantId has not a Guid format") from None
    return text


async def numbers(request: Request) -> Response:
    """ "Get Operator Connect Customer Numbers V3": one page."""
    number, size = whole(request, "PageNumber", 1), whole(request, "PageSize", NUMBERS_A_PAGE, MOST_A_PAGE)
    rows = state_of(request).dataset.number_rows(channel_of(request))
    return answer(page(chosen(rows, tenant(request), parameter(request, "acquiredNumberStatus", "")), number, size))


async def summary(request: Request) -> Response:
    """ "Get Number Removal Status Summary"."""
    rows = state_of(request).dataset.number_rows(channel_of(request))
    return answer(removal_summary(chosen(rows, tenant(request), "")))


async def leads(request: Request) -> Response:
    """ "Get All OC Leads": a bare array, one page of it."""
    number, size = whole(request, "PageNumber", 1), whole(request, "PageSize", LEADS_A_PAGE, MOST_A_PAGE)
    rows = chosen(state_of(request).dataset.lead_rows(channel_of(request)), tenant(request), "")
    return answer(page(rows, number, size)["data"])


async def licensed_users(request: Request) -> Response:
    """ "Get Licensed Users": a bare array."""
    guid = request.path_params["guid"]
    rows = state_of(request).dataset.user_rows(guid, channel_of(request))
    return error(request.url.path, 404, f"Customer with {guid} not found") if rows is None else answer(rows)


ROUTES: list[BaseRoute] = [
    *both_forms(REMOVAL_SUMMARY, summary),
    *both_forms(NUMBERS, numbers),
    *both_forms(LEADS, leads),
    *both_forms(f"{CUSTOMERS}/{{guid}}/licensedUsers", licensed_users),
]
