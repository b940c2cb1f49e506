# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers on this machine that receive messages: a webhook and a mail server."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SECRET = "s3cr3t-path-of-the-webhook"
PASSWORD = "p4ssw0rd-of-the-mail"


@dataclass
class Webhook:
    """What arrived, and what to answer: the statuses in `answers` one after the other, then 200, with the text `said`."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    said: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)
    seen: list[dict[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def webhook() -> Iterator[Webhook]:
    """Run a webhook at an address with a secret in it."""
    state = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.received.append(json.loads(body))
            state.seen.append({name.lower(): value for name, value in self.headers.items()})
            status = state.answers.pop(0) if state.answers else 200
            # a server that says the secret again
            answer = f"no workflow at {self.path}".encode() if status >= 300 else state.said.encode()
            self.send_response(status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        state.url = f"http://127.0.0.1:{server.server_address[1]}/hooks/{SECRET}?code={SECRET}"
        try:
            yield state
        finally:
            server.shutdown()


@dataclass
class Mailbox:
    """What arrived; the answers in `refusals` are given to the first messages instead of taking them, `farewell` to QUIT.

    `recipients`: address -> the answers to the first messages for it.
    """

    port: int = 0
    ca_path: str = ""
    refusals: list[str] = field(default_factory=list)
    recipients: dict[str, list[str]] = field(default_factory=dict)
    farewell: str = "221 bye"
    received: list[Envelope] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)


class _Handler:
    def __init__(self, state: Mailbox) -> None:
        self.state = state

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if answers := self.state.recipients.get(address):
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.state.refusals:
            return self.state.refusals.pop(0)
        self.state.received.append(envelope)
        return "250 taken"

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return self.state.farewell


@contextlib.contextmanager
def mailbox(folder: Path, security: str = "starttls", **strict: bool) -> Iterator[Mailbox]:
    """Run a mail server that requires a password over TLS: starttls or tls; none requires neither.

    `strict` are options of aiosmtpd: with `decode_data` it takes ASCII only, and only with `enable_SMTPUTF8` more addresses.
    """
    state = Mailbox()
    authority = trustme.CA()
    state.ca_path = str(folder / "mail-ca.pem")
    authority.cert_pem.write_to_path(state.ca_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)

    def authenticate(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        state.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password.decode() == PASSWORD, handled=False)

    options: dict[str, Any] = dict(strict)
    if security != "none":
        options |= {"authenticator": authenticate, "auth_require_tls": security == "starttls"}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True, "auth_required": True}
    with socket.create_server(("127.0.0.1", 0)) as free:
        state.port = free.getsockname()[1]
    controller = Controller(
        _Handler(state),
        hostname="127.0.0.1",
        port=state.port,
        ssl_context=context if security == "tls" else None,
        **options,
    )
    controller.start()
    try:
        yield state
    finally:
        controller.stop()
