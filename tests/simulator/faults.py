# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults on demand: what a platform, proxy or network does instead of answering."""

from __future__ import annotations

import asyncio
import dataclasses
import gzip
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.types import Receive, Send

from .answers import HTML_TYPE, JSON_TYPE, LOGIN_PAGE, encode, error_value

# kind -> what happens; ``Simulator.fault`` refuses any other.
KINDS = {
    "status": "any status, with the body given or the one the API family prints for it",
    "html": "a login page with status 200",
    "truncated": "half the document in a chunked answer that ends properly: only the JSON is broken",
    "truncated_length": "half the document, Content-Length says the whole, then the connection closes",
    "truncated_abort": "half the document in a chunked answer whose last chunk never comes",
    "invalid_json": "status 200 and text that is not JSON",
    "wrong_shape": "valid JSON: an object where a list is due",
    "hang": "nothing for ``seconds``, then the answer; what a write changes is changed before",
    "late": "nothing is done for ``seconds``, whether the client waits or not, then everything",
    "drip": "the answer in 40 pieces over ``seconds``",
    "cut": "the connection closes before anything is done",
    "cut_after": "everything is done, then the connection closes without an answer",
    "redirect": "302 to ``location``",
    "empty": "status 200 and no body",
    "no_content": "status 204",
    "part": "the answer with ``status``, ``headers`` and, beside wrapped rows, the keys of ``body``; ``rows`` of its rows",
    "bomb": "``mebibytes`` of blanks before the answer, compressed to a thousandth",
    "gzip_cut": "the first half of the compressed answer, and a Content-Length that fits",
}
PIECES = 40


@dataclasses.dataclass
class Fault:
    """One fault. ``times``: how many requests it affects (None: all, until ``clear_faults``).

    ``body``: any JSON value, or a string to send as it is if ``content_type`` is not JSON. ``method``: only requests
    with this method. ``skip``: how many requests pass first.
    """

    kind: str = "status"
    status: int = 500
    times: int | None = None
    retry_after: float | str | None = None
    body: Any = None
    seconds: float = 30.0
    location: str = "/login"
    content_type: str = JSON_TYPE
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    method: str | None = None
    skip: int = 0
    rows: int | None = None
    mebibytes: int = 16

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {self.kind!r}, known are: {', '.join(KINDS)}")
        if self.kind == "part" and self.status == Fault.status:
            self.status = 200


@dataclasses.dataclass
class Captured:
    """An answer that is held back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclasses.dataclass
class Wire:
    """Tools for faults: the ASGI channel, the real answer (made when called), and a function that closes the socket."""

    path: str
    receive: Receive
    send: Send
    answer: Callable[[], Awaitable[Captured]]
    close: Callable[[], None]

    async def start(self, status: int, headers: dict[str, str]) -> None:
        pairs = [(key.lower().encode(), value.encode("latin-1")) for key, value in headers.items()]
        await self.send({"type": "http.response.start", "status": status, "headers": pairs})

    async def piece(self, data: bytes, more: bool = True) -> None:
        await self.send({"type": "http.response.body", "body": data, "more_body": more})

    async def whole(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        await self.start(status, {"content-length": str(len(body)), **headers})
        await self.piece(body, more=False)

    async def left(self, seconds: float | None = None) -> bool:
        """Wait until the client is gone (True) or ``seconds`` have passed (False)."""

        async def gone() -> None:
            while (await self.receive())["type"] != "http.disconnect":
                pass

        try:
            await asyncio.wait_for(gone(), seconds)
        except TimeoutError:
            return False
        return True

    async def drop(self) -> None:
        """Close the connection, and wait until the server notices: otherwise it would answer 500."""
        self.close()
        await self.left()


async def play(fault: Fault, wire: Wire) -> None:
    """Answer the request as ``fault`` says."""
    await _PLAYERS[fault.kind](fault, wire)


async def _status(fault: Fault, wire: Wire) -> None:
    headers = {"content-type": fault.content_type, **fault.headers}
    if fault.retry_after is not None:
        headers["retry-after"] = str(fault.retry_after)
    value = error_value(wire.path, fault.status) if fault.body is None else fault.body
    raw = isinstance(value, str) and "json" not in fault.content_type
    await wire.whole(fault.status, value.encode() if raw else encode(value), headers)


async def _html(fault: Fault, wire: Wire) -> None:
    await wire.whole(200, LOGIN_PAGE.encode(), {"content-type": HTML_TYPE, **fault.headers})


async def _truncated(fault: Fault, wire: Wire) -> None:
    real = await wire.answer()
    half = real.body[: len(real.body) // 2]
    headers = {key: value for key, value in real.headers.items() if key != "content-length"}
    if fault.kind == "truncated_length":
        headers["content-length"] = str(len(real.body))
    await wire.start(real.status, headers)
    await wire.piece(half)
    if fault.kind == "truncated":
        await wire.piece(b"", more=False)
    else:
        await wire.drop()


async def _invalid_json(fault: Fault, wire: Wire) -> None:
    await wire.whole(200, b'{"services": [}', {"content-type": JSON_TYPE, **fault.headers})


async def _wrong_shape(fault: Fault, wire: Wire) -> None:
    real = await wire.answer()
    value = json.loads(real.body)
    wrong: dict[str, Any] = {"items": value} if isinstance(value, list) else {key: {} for key in value}
    await wire.whole(real.status, encode(wrong), {"content-type": JSON_TYPE, **fault.headers})


async def _hang(fault: Fault, wire: Wire) -> None:
    # first, because waiting for the client to leave consumes the request's body
    real = await wire.answer()
    if not await wire.left(fault.seconds):
        await wire.whole(real.status, real.body, real.headers)


async def _late(fault: Fault, wire: Wire) -> None:
    await asyncio.sleep(fault.seconds)
    real = await wire.answer()
    await wire.whole(real.status, real.body, real.headers)


async def _drip(fault: Fault, wire: Wire) -> None:
    real = await wire.answer()
    await wire.start(real.status, real.headers)
    size = max(1, -(-len(real.body) // PIECES))
    for start in range(0, len(real.body), size):
        await wire.piece(real.body[start : start + size])
        if await wire.left(fault.seconds / PIECES):
            return
    await wire.piece(b"", more=False)


async def _cut(fault: Fault, wire: Wire) -> None:
    await wire.drop()


async def _cut_after(fault: Fault, wire: Wire) -> None:
    await wire.answer()
    await wire.drop()


async def _redirect(fault: Fault, wire: Wire) -> None:
    await wire.whole(302, b"", {"location": fault.location, **fault.headers})


async def _empty(fault: Fault, wire: Wire) -> None:
    await wire.whole(200, b"", {"content-type": JSON_TYPE, **fault.headers})


async def _no_content(fault: Fault, wire: Wire) -> None:
    await wire.whole(204, b"", fault.headers)


async def _part(fault: Fault, wire: Wire) -> None:
    real = await wire.answer()
    value = json.loads(real.body)
    if isinstance(value, list):
        value = value[: fault.rows]
    elif "data" in value or all(isinstance(rows, list) for rows in value.values()):
        value = {key: rows[: fault.rows] if isinstance(rows, list) else rows for key, rows in value.items()}
        value |= fault.body or {}
    await wire.whole(fault.status, encode(value), {"content-type": JSON_TYPE, **fault.headers})


async def _zipped(fault: Fault, wire: Wire) -> None:
    real = await wire.answer()
    blanks = b" " * (fault.mebibytes << 20) if fault.kind == "bomb" else b""
    body = gzip.compress(blanks + real.body)
    if fault.kind == "gzip_cut":
        body = body[: len(body) // 2]
    await wire.whole(real.status, body, {"content-type": JSON_TYPE, "content-encoding": "gzip", **fault.headers})


_PLAYERS: dict[str, Callable[[Fault, Wire], Awaitable[None]]] = {
    "status": _status,
    "html": _html,
    "truncated": _truncated,
    "truncated_length": _truncated,
    "truncated_abort": _truncated,
    "invalid_json": _invalid_json,
    "wrong_shape": _wrong_shape,
    "hang": _hang,
    "late": _late,
    "drip": _drip,
    "cut": _cut,
    "cut_after": _cut_after,
    "redirect": _redirect,
    "empty": _empty,
    "no_content": _no_content,
    "part": _part,
    "bomb": _zipped,
    "gzip_cut": _zipped,
}
