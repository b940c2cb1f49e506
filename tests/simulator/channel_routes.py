# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reads about channels."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from .answers import answer, error
from .portal import OPERATION_CENTER, PORTAL, both_forms, channel_of, state_of

DIRECT_CHANNELS = f"{OPERATION_CENTER}/topology/channels"
CHANNELS = f"{PORTAL}/api{DIRECT_CHANNELS}"


async def channels(request: Request) -> Response:
    """The list; its address and form are assumed."""
    return answer({"channels": state_of(request).dataset.channel_rows(channel_of(request))})


async def channel(request: Request) -> Response:
    """ "Get Specific Channel Details": one bare object."""
    ident = request.path_params["ident"]
    rows = state_of(request).dataset.channel_rows(channel_of(request))
    found = next((row for row in rows if str(row.get("id")) == ident), None)
    return error(request.url.path, 404) if found is None else answer(found)


ROUTES: list[BaseRoute] = [
    *both_forms(CHANNELS, channels),
    *both_forms(f"{CHANNELS}/{{ident}}", channel),
    *both_forms(DIRECT_CHANNELS, channels),
    *both_forms(f"{DIRECT_CHANNELS}/{{ident}}", channel),
]
