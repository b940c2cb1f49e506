# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controller as a context manager: a threaded HTTP server on a free port of 127.0.0.1."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .state import API, Request, Row, State

TOKEN = "t0ken-of-the-controller"


class Controller:
    """An AWX with the organization "Default". ``repositories``: git address -> folder with its content, for projects."""

    def __init__(self, repositories: Mapping[str, Path]) -> None:
        self.state = State(repositories)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.state))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Controller:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def env(self) -> dict[str, str]:
        """Return the variables by which awx.awx finds it and signs in."""
        return {
            "CONTROLLER_HOST": f"http://127.0.0.1:{self._server.server_address[1]}",
            "CONTROLLER_OAUTH_TOKEN": TOKEN,
        }

    @property
    def writes(self) -> list[Request]:
        """Return the requests that are not reads."""
        return [request for request in self.state.requests if request.method != "GET"]

    def named(self, endpoint: str) -> dict[str, Row]:
        """Return the objects of a kind as a user sees them, by name."""
        return {row["name"]: self.state.shown(endpoint, row) for row in self.state.all(endpoint)}

    def members(self, row: Row, name: str) -> list[str]:
        """Return the names (identifiers for nodes) in an object's list."""
        every = {row["id"]: row for rows in self.state.rows.values() for row in rows.values()}
        found = [every[ident] for ident in self.state.members.get((row["id"], name), [])]
        return [row.get("name") or row["identifier"] for row in found]


def _handler(state: State) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # one packet for each answer: a second one would wait 40 ms for the acknowledgement of the first
        wbufsize = -1

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"null")
            parts = urlsplit(self.path)
            if not parts.path.startswith(API):
                status, found = 404, {"detail": "Not found."}
            elif self.headers.get("Authorization") != f"Bearer {TOKEN}":
                status, found = 401, {"detail": "Authentication credentials were not provided."}
            else:
                status, found = state.answer(
                    self.command, parts.path.removeprefix(API), dict(parse_qsl(parts.query)), body
                )
            self._reply(status, json.dumps(found).encode() if status != 204 else b"")

        def _reply(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("X-API-Product-Name", "AWX")
            self.send_header("X-API-Product-Version", "24.6.1")
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()

        do_GET = do_POST = do_PATCH = do_DELETE = _serve  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Log nothing: requests are in the state."""

    return Handler
