# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator as a context manager: a uvicorn server in a thread, on a free port of 127.0.0.1."""

from __future__ import annotations

import asyncio
import pathlib
import socket
import ssl
import tempfile
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any

import trustme
import uvicorn
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from .answers import TOKEN_PATH
from .app import build
from .dataset import Dataset
from .faults import Fault
from .limiter import Limiter
from .state import Credentials, Request, State, TaskPlan
from .tasks import SUCCESS, Task
from .writes import Write

HOST = "127.0.0.1"
START_SECONDS = 20.0
STOP_SECONDS = 5.0


class Simulator:
    """A Live Platform. ``pacing``: True for the documented rate, or your own Limiter.

    ``latency``: seconds that every request takes, which makes parallel requests visible. ``mutual``: with ``tls``, also
    require a client certificate (``client_cert_path``, ``client_key_path``). Raises OSError if ``port`` is in use.
    """

    def __init__(
        self,
        dataset: Dataset | None = None,
        tls: bool = False,
        pacing: bool | Limiter = False,
        *,
        port: int = 0,
        latency: float = 0.0,
        mutual: bool = False,
        credentials: Credentials | None = None,
    ) -> None:
        limiter = Limiter() if pacing is True else pacing or None
        self.state = State(dataset if dataset is not None else Dataset.samples(), limiter, credentials)
        self.state.latency = latency
        self.tls = tls
        self.mutual = mutual
        self.port = port
        self.ca_path: str | None = None
        self.client_cert_path: str | None = None
        self.client_key_path: str | None = None
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        self._directory: tempfile.TemporaryDirectory[str] | None = None
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    # --- life

    def start(self) -> Simulator:
        # with the protocol named, asyncio turns Nagle's algorithm off: 5 ms for a request instead of 50
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, self.port))
            self.port = listener.getsockname()[1]
            config = uvicorn.Config(
                build(self.state, self._close),
                http=_protocol(self._transports),
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level="error",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=1,
                **self._tls_files(),
            )
            self._server = _Server(config, self._transports)
            self._thread = threading.Thread(target=self._server.run, args=([listener],), name="simulator", daemon=True)
            self._thread.start()
            if not self._server.ready.wait(START_SECONDS):
                raise RuntimeError("the simulator did not start")
        except BaseException:
            self.stop()
            listener.close()
            raise
        return self

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            # requests that hang on purpose would delay a clean shutdown
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(STOP_SECONDS)
            if self._thread.is_alive():
                raise RuntimeError("the simulator did not end")
        if self._directory is not None:
            self._directory.cleanup()
        self._server = self._thread = self._directory = None

    def __enter__(self) -> Simulator:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # --- what a client needs

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{HOST}:{self.port}"

    def env(self, auth: str = "oauth") -> dict[str, str]:
        """Return the collection's environment variables for "oauth" (client credentials), "token" or "basic"."""
        known = self.state.credentials
        ways: dict[str, Mapping[str, str]] = {
            "oauth": {
                "AUTHORITY": self.url,
                "TENANT_ID": known.tenant_id,
                "CLIENT_ID": known.client_id,
                "CLIENT_SECRET": known.client_secret,
                "SCOPE": known.scope,
            },
            "token": {"ACCESS_TOKEN": self.state.issue_token()} if auth == "token" else {},
            "basic": {"USERNAME": known.username, "PASSWORD": known.password},
        }
        values = {"URL": self.url, **ways[auth]}
        if self.ca_path:
            values["CA_PATH"] = self.ca_path
        return {f"LIVE_PLATFORM_{name}": value for name, value in values.items()}

    def secrets(self) -> list[str]:
        """Return everything that no output may show: the made-up secrets and all tokens issued so far."""
        return self.state.secrets()

    # --- what a test looks at and changes

    @property
    def dataset(self) -> Dataset:
        return self.state.dataset

    @dataset.setter
    def dataset(self, dataset: Dataset) -> None:
        self.state.dataset = dataset

    @property
    def requests(self) -> list[Request]:
        """A copy of the request log, oldest first, without the control endpoints."""
        return self.state.requests()

    def count(self, method: str = "GET", path_contains: str = "") -> int:
        return sum(entry.method == method and path_contains in entry.path for entry in self.requests)

    @property
    def writes(self) -> list[Write]:
        """A copy of the log of writes, oldest first: every request to the platform except reads."""
        return self.state.writes()

    @property
    def token_requests(self) -> int:
        return self.count("POST", TOKEN_PATH)

    def peak(self, path_contains: str = "") -> int:
        """Return the largest number of requests for such paths that ran at the same time."""
        return self.state.peak(path_contains)

    def task(self, ident: str, status: str = SUCCESS, **fields: Any) -> Task:
        """Add a task for "Get Task"; ``fields`` are those of Task. Raises TypeError for unknown ones."""
        return self.state.tasks.add(Task(ident, status, **fields))

    def plan_tasks(self, guid: str = "", form: str | None = None, **fields: Any) -> None:
        """Plan the tasks that requests start, for one customer or all; ``fields`` are those of Task.

        ``form``: the form of the answer that starts a task, one of TASK_FORMS; None: as the vendor prints it for the
        request. Without a plan, a task takes one poll.
        """
        self.state.plan(guid, TaskPlan(form, fields or TaskPlan().fields))

    def clear_plans(self) -> None:
        self.state.clear_plans()

    def clear_requests(self) -> None:
        self.state.clear_requests()

    def fault(self, path_contains: str, fault: Fault) -> None:
        """Disturb requests whose path contains this text; several faults for a path take effect in order."""
        self.state.add_fault(path_contains, fault)

    def clear_faults(self) -> None:
        self.state.clear_faults()

    def expire_tokens(self) -> None:
        self.state.expire_tokens()

    # --- inside

    def _close(self, scope: Scope) -> None:
        self._transports[tuple(scope["client"])].close()

    def _tls_files(self) -> dict[str, Any]:
        """Create a CA for this run with its certificates, as options for uvicorn; {} without TLS."""
        if not self.tls:
            return {}
        self._directory = tempfile.TemporaryDirectory(prefix="live-platform-simulator-")
        folder = pathlib.Path(self._directory.name)
        ca = trustme.CA()
        self.ca_path = str(folder / "ca.pem")
        ca.cert_pem.write_to_path(self.ca_path)
        certificate, key = _issue(ca, folder, "server", HOST, "localhost")
        options: dict[str, Any] = {"ssl_certfile": certificate, "ssl_keyfile": key}
        if self.mutual:
            self.client_cert_path, self.client_key_path = _issue(ca, folder, "client", "client@simulator.example")
            options |= {"ssl_ca_certs": self.ca_path, "ssl_cert_reqs": ssl.CERT_REQUIRED}
        return options


def _issue(ca: trustme.CA, folder: pathlib.Path, name: str, *identities: str) -> tuple[str, str]:
    """Return the paths of a certificate and its key, both PEM."""
    leaf = ca.issue_cert(*identities)
    certificate, key = str(folder / f"{name}.pem"), str(folder / f"{name}.key")
    leaf.cert_chain_pems[0].write_to_path(certificate)
    leaf.private_key_pem.write_to_path(key)
    return certificate, key


class _Server(uvicorn.Server):
    """uvicorn's server, with an event instead of polling for the start, and a shutdown that waits for no client."""

    def __init__(self, config: uvicorn.Config, transports: dict[tuple[str, int], asyncio.Transport]) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self.transports = transports

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # closing TLS can take 30 s if the client has left without closing
        for transport in list(self.transports.values()):
            transport.abort()
        await super().shutdown(sockets)


def _protocol(transports: dict[tuple[str, int], asyncio.Transport]) -> type[H11Protocol]:
    """Return uvicorn's protocol with a table of open connections by client address: ASGI cannot close one."""

    class Protocol(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self.address = transport.get_extra_info("peername")
            transports[self.address] = transport
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            del transports[self.address]
            super().connection_lost(exc)

    return Protocol
