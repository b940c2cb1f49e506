# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: log, faults, rate limit, credentials, then the routes."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import http
import json
import time
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import acting, channel_routes, entra, number_routes, portal
from .answers import TOKEN_PATH, InvalidValue, answer, error, invalid
from .faults import Captured, Fault, Wire, play
from .state import Request, State
from .writes import READS, Write, readable

CONTROL = "/_simulator"
# Key in a write's scope for its entry in the log of writes.
WRITE = "simulator.write"
# Path prefix -> required credentials; other paths need none.
SCHEMES = ((f"{portal.PORTAL}/api/", "Bearer"), (f"{portal.OPERATION_CENTER}/", "Basic"))


def build(state: State, close: Callable[[Scope], None]) -> ASGIApp:
    """Return the application. ``close`` closes a scope's connection."""
    routes = Starlette(
        routes=[
            Route(f"/{{tenant_id}}{TOKEN_PATH}", entra.token, methods=["POST"]),
            Route(f"{CONTROL}/faults", control_faults, methods=["POST", "DELETE"]),
            Route(f"{CONTROL}/requests", control_requests, methods=["GET", "DELETE"]),
            Route(f"{CONTROL}/writes", control_writes, methods=["GET"]),
            Route(f"{CONTROL}/tokens", control_tokens, methods=["DELETE"]),
            *portal.ROUTES,
            *number_routes.ROUTES,
            *channel_routes.ROUTES,
            *acting.ROUTES,
        ],
        exception_handlers={HTTPException: on_http_exception},
    )
    routes.router.redirect_slashes = False
    routes.state.simulator = state
    return Gate(routes, state, close)


class Gate:
    """The checks before a request reaches the routes."""

    def __init__(self, routes: ASGIApp, state: State, close: Callable[[Scope], None]) -> None:
        self.routes = routes
        self.state = state
        self.close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith(CONTROL):
            await self.routes(scope, receive, send)
            return
        # uvicorn gives the undecoded path, without the query
        wire_path = scope["raw_path"].decode("latin-1")
        headers = Headers(scope=scope)
        entry = self.state.log(
            Request(scope["method"], wire_path, scope["query_string"].decode("latin-1"), dict(headers))
        )

        async def send_logged(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry.status = message["status"]
            elif not message.get("more_body"):
                # before the client can receive the last byte and read the log
                entry.ended = time.monotonic()
            await send(message)

        if entry.method not in READS and scheme_of(path):
            body, receive = await whole_body(receive)
            scope[WRITE] = self.state.log_write(Write(entry.method, wire_path, readable(body)))
        try:
            await asyncio.sleep(self.state.latency)
            fault = self.state.take_fault(entry.method, wire_path)
            if fault is None:
                await self.pass_on(scope, receive, send_logged)
            else:
                await play(fault, self.wire(scope, receive, send_logged))
        finally:
            entry.ended = entry.ended or time.monotonic()

    async def pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.state.tasks.settle()
        refused = self.refuse(scope)
        write: Write | None = scope.get(WRITE)
        if refused or write is None:
            await (refused or self.routes)(scope, receive, send)
            return

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                write.outcome = message["status"]
                if self.state.after_write:
                    self.state.after_write(write)
            await send(message)

        if self.state.before_write:
            self.state.before_write(write)
        await self.routes(scope, receive, send_noted)

    def refuse(self, scope: Scope) -> Response | None:
        """Return 429 or 401 if the request must not reach the portal."""
        path: str = scope["path"]
        scheme = scheme_of(path)
        if scheme is None:
            return None
        wait = self.state.limiter.refuse() if self.state.limiter else 0
        if wait:
            return error(path, 429, headers={"retry-after": str(wait)})
        if not authorized(self.state, scheme, Headers(scope=scope).get("authorization", "")):
            challenge = 'Bearer error="invalid_token"' if scheme == "Bearer" else 'Basic realm="OVOC"'
            return error(path, 401, headers={"www-authenticate": challenge})
        return None

    def wire(self, scope: Scope, receive: Receive, send: Send) -> Wire:
        async def real_answer() -> Captured:
            captured = Captured(500, {}, b"")

            async def hold(message: Message) -> None:
                if message["type"] == "http.response.start":
                    captured.status = message["status"]
                    captured.headers = {key.decode(): value.decode("latin-1") for key, value in message["headers"]}
                elif message["type"] == "http.response.body":
                    captured.body += message.get("body", b"")

            await self.pass_on(scope, receive, hold)
            return captured

        return Wire(scope["path"], receive, send, real_answer, lambda: self.close(scope))


def scheme_of(path: str) -> str | None:
    """Return the credentials scheme for a path; None if it needs none."""
    return next((scheme for prefix, scheme in SCHEMES if path.startswith(prefix)), None)


async def whole_body(receive: Receive) -> tuple[bytes, Receive]:
    """Return the body, and a channel that delivers it again."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    replay = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def again() -> Message:
        return next(replay, None) or await receive()

    return body, again


def authorized(state: State, scheme: str, header: str) -> bool:
    """Return whether an Authorization header is valid for a path with this ``scheme``."""
    given, _unused, value = header.partition(" ")
    if given.lower() != scheme.lower():
        return False
    if scheme == "Bearer":
        return state.token_is_valid(value.strip())
    known = state.credentials
    return value.strip() == base64.b64encode(f"{known.username}:{known.password}".encode()).decode()


async def on_http_exception(request: HttpRequest, failure: Exception) -> Response:
    """Return the router's 404 and 405, and the handlers' refusals, in the form of the API family."""
    assert isinstance(failure, HTTPException)
    if isinstance(failure, InvalidValue):
        return invalid(failure)
    path = request.url.path
    outside_api = not any(path.startswith(prefix) for prefix, _scheme in SCHEMES)
    if failure.status_code == 404 and path.startswith(portal.PORTAL) and outside_api:
        return await portal.login_page(request)
    # the router's text repeats only the status
    message = None if failure.detail == http.HTTPStatus(failure.status_code).phrase else failure.detail
    return error(path, failure.status_code, message, dict(failure.headers or {}))


async def control_faults(request: HttpRequest) -> Response:
    """POST {"path": ..., and any field of Fault}: 201; DELETE: 204."""
    state = portal.state_of(request)
    if request.method == "DELETE":
        state.clear_faults()
        return Response(status_code=204)
    try:
        fields = json.loads(await request.body())
        path = fields.pop("path")
        state.add_fault(path, Fault(**fields))
    except (ValueError, TypeError, KeyError, AttributeError) as failure:
        return answer({"description": f"not a fault: {failure}"}, 400)
    return answer({"path": path}, 201)


async def control_requests(request: HttpRequest) -> Response:
    """GET: the request log; DELETE: 204, the log is empty."""
    state = portal.state_of(request)
    if request.method == "DELETE":
        state.clear_requests()
        return Response(status_code=204)
    return answer([dataclasses.asdict(entry) for entry in state.requests()])


async def control_writes(request: HttpRequest) -> Response:
    """GET: the log of writes."""
    return answer([dataclasses.asdict(write) for write in portal.state_of(request).writes()])


async def control_tokens(request: HttpRequest) -> Response:
    """DELETE: 204; all tokens issued so far are refused from now on."""
    portal.state_of(request).expire_tokens()
    return Response(status_code=204)
