# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that costs next to nothing: canned bodies of Live Platform, NetBox and Foreman, and Entra's token endpoint.

    python -m speed.server FOLDER

prints its address and serves until its standard input ends. FOLDER holds services.json, customers.json, for jobs
license_info.json and, for the peers, netbox.jsonl and foreman.jsonl (an object a line). GET /requests says how often each path was asked since then.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

TOKEN = json.dumps(
    {"token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": "t0k3n"}
).encode()
# the most rows that NetBox puts into a page by default, also for limit=0
NETBOX_PAGE = 1000
_PARAMETERS = {"get": {"parameters": [{"name": "limit"}]}}
NETBOX_SCHEMA = {
    "info": {"version": "4.4.0"},
    "paths": {f"/netbox/api/{path}/": _PARAMETERS for path in ("dcim/devices", "virtualization/virtual-machines")},
}


class Answers:
    """The bodies by path. All are made before the first request; pages are cut from encoded rows."""

    def __init__(self, folder: Path) -> None:
        self.requests: Counter[str] = Counter()
        self.address = ""
        self._bodies = {
            path: (folder / name).read_bytes()
            for path, name in (
                ("/tenantui/api/ovoc/v1/topology/services/", "services.json"),
                ("/tenantui/api/v3/customer", "customers.json"),
            )
        }
        counts = folder / "license_info.json"
        self._counts = counts.read_bytes() if counts.exists() else None
        self._bodies["/netbox/api/status/"] = b'{"netbox-version": "4.4.0"}'
        self._bodies["/netbox/api/schema/"] = json.dumps(NETBOX_SCHEMA).encode()
        self._rows = {
            path: (folder / name).read_bytes().splitlines() if (folder / name).exists() else []
            for path, name in (
                ("/netbox/api/dcim/devices/", "netbox.jsonl"),
                ("/foreman/api/v2/hosts", "foreman.jsonl"),
            )
        }
        self._pages: dict[str, Callable[[str, dict[str, list[str]]], bytes]] = {
            "/netbox/": self._netbox,
            "/foreman/": self._foreman,
        }

    def get(self, target: str) -> bytes | None:
        """Return the body for a path with its query; None if there is none."""
        parts = urlsplit(target)
        if parts.path == "/requests":
            return json.dumps(self.requests).encode()
        self.requests[parts.path] += 1
        if parts.path in self._bodies:
            return self._bodies[parts.path]
        if parts.path.endswith("/licenseinfo"):
            return self._counts
        for prefix, pages in self._pages.items():
            if parts.path.startswith(prefix):
                return pages(parts.path, parse_qs(parts.query))
        return None

    def post(self, target: str) -> bytes | None:
        """Return a token for any request."""
        path = urlsplit(target).path
        self.requests[path] += 1
        return TOKEN if path.endswith("/oauth2/v2.0/token") else None

    def _netbox(self, path: str, query: dict[str, list[str]]) -> bytes:
        rows = self._rows.get(path, [])
        start = int(query.get("offset", ["0"])[0])
        end = start + NETBOX_PAGE
        following = f'"{self.address}{path}?limit={NETBOX_PAGE}&offset={end}"' if end < len(rows) else "null"
        return b'{"count":%d,"next":%s,"previous":null,"results":[%s]}' % (
            len(rows),
            following.encode(),
            b",".join(rows[start:end]),
        )

    def _foreman(self, path: str, query: dict[str, list[str]]) -> bytes:
        rows = self._rows.get(path, [])
        page, size = int(query["page"][0]), int(query["per_page"][0])
        chosen = rows[(page - 1) * size : page * size]
        return b'{"total":%d,"subtotal":%d,"page":%d,"per_page":%d,"results":[%s]}' % (
            len(rows),
            len(rows),
            page,
            size,
            b",".join(chosen),
        )


def handler(answers: Answers) -> type[BaseHTTPRequestHandler]:
    """Return the handler class for these answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer(answers.get(self.path))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._answer(answers.post(self.path))

        def _answer(self, body: bytes | None) -> None:
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
            pass

    return Handler


def main(folder: Path) -> None:
    """Serve until the starting process closes the pipe."""
    answers = Answers(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(answers))
    answers.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{answers.address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
