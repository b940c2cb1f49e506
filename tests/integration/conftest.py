# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulators for the tests that run real commands or open real connections."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection
from kits import harness
from kits.acting import client_of, population
from simulator import Dataset, Simulator

FOREIGN = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "requests_ca_bundle", "curl_ca_bundle", "netrc")


@pytest.fixture(scope="module")
def plain_simulator() -> Iterator[Simulator]:
    """One for all tests of a file; use ``sim``."""
    with Simulator() as running:
        yield running


@pytest.fixture(scope="module")
def tls_simulator() -> Iterator[Simulator]:
    """One for all tests of a file; use ``tls_sim``."""
    with Simulator(tls=True) as running:
        yield running


def as_new(running: Simulator) -> Simulator:
    """The vendor's examples, no faults, no tasks, an empty log."""
    running.dataset = Dataset.samples()
    running.clear_faults()
    running.clear_plans()
    running.clear_requests()
    running.state.tasks.clear()
    running.state.before_write = running.state.after_write = None
    running.state.patch_spellings = ("examples",)
    running.state.connection_id_places = ("body", "query")
    running.state.registration_required = False
    return running


@pytest.fixture
def sim(plain_simulator: Simulator) -> Simulator:
    """A simulator over HTTP, as new."""
    return as_new(plain_simulator)


@pytest.fixture
def tls_sim(tls_simulator: Simulator) -> Simulator:
    """A simulator over HTTPS with a throw-away CA, as new."""
    return as_new(tls_simulator)


@pytest.fixture
def acting(sim: Simulator) -> Simulator:
    """The same with six customers of Operator Connect."""
    sim.dataset = population()
    return sim


@pytest.fixture
def acting_client(acting: Simulator) -> Iterator[Client]:
    """A client on a clock of its own; every request is sent at once."""
    with client_of(acting, rate_limit=0, timeout=2) as made:
        yield made


Task = dict[str, Any]
Play = Callable[..., tuple[subprocess.CompletedProcess[str], dict[str, Any]]]


@pytest.fixture(scope="session")
def play(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """play(core, env, tasks, *arguments, **play's own keywords): run tasks on localhost.

    Returns (the process, what the tasks registered under names without a leading underscore).
    """

    def run(
        core: harness.Core, env: Mapping[str, str], tasks: Sequence[Task], *argv: str, **keywords: Any
    ) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
        folder = tmp_path_factory.mktemp("play")
        names = [task["register"] for task in tasks if not task.get("register", "_").startswith("_")]
        collected = ", ".join(f"{name!r}: {name}" for name in names)
        copy = {"content": "{{ {" + collected + "} | to_json }}", "dest": str(folder / "results.json"), "mode": "0600"}
        last = {"name": "Keep", "ansible.builtin.copy": copy, "check_mode": False}
        named = [{"name": f"Task {number}", **task} for number, task in enumerate(tasks)]
        playbook = [{"name": "Test", "hosts": "localhost", "gather_facts": False, "tasks": [*named, last], **keywords}]
        (folder / "playbook.yml").write_text(json.dumps(playbook), encoding="utf-8")
        done = harness.run(
            core,
            ["ansible-playbook", folder / "playbook.yml", *argv],
            env={"ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false", **env},
            cwd=folder,
        )
        written = folder / "results.json"
        return done, json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}

    return run


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own connection settings reaches a test."""
    for name in list(os.environ):
        if name.startswith("LIVE_PLATFORM_") or name.lower() in FOREIGN:
            monkeypatch.delenv(name)


@pytest.fixture
def connect(clean_environment: None) -> Iterator[Callable[..., Client]]:
    """Clients for a simulator: connect(sim, **options). Retries wait for nothing."""
    with contextlib.ExitStack() as stack:

        def make(sim: Simulator, auth: str = "oauth", **options: Any) -> Client:
            given = {name.removeprefix("LIVE_PLATFORM_").lower(): value for name, value in sim.env(auth).items()}
            checked = connection.settings({"timeout": 5, "retries": 1, **given, **options})
            return stack.enter_context(Client(checked, sleep=lambda _seconds: None))

        yield make


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """A server that answers every connection with the same bytes and closes it: serve(bytes, context) -> address."""
    with contextlib.ExitStack() as stack:

        def start(answer: bytes, context: ssl.SSLContext | None = None) -> str:
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

            def run() -> None:
                while True:
                    try:
                        accepted, _address = listener.accept()
                    except OSError:
                        return
                    with contextlib.suppress(OSError), accepted:
                        peer = context.wrap_socket(accepted, server_side=True) if context else accepted
                        with peer:
                            peer.recv(65536)
                            peer.sendall(answer)

            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            stack.callback(thread.join, 5)
            stack.callback(listener.shutdown, socket.SHUT_RDWR)
            return f"{'https' if context else 'http'}://127.0.0.1:{listener.getsockname()[1]}"

        yield start


@pytest.fixture
def direct(clean_environment: None) -> Callable[..., Client]:
    """Clients with a ready token for a server that is no simulator: direct(address, **options)."""

    def make(url: str, **options: Any) -> Client:
        given = {"url": url, "access_token": "t0ken", "retries": 0, "timeout": 5, **options}
        return Client(connection.settings(given), sleep=lambda _seconds: None)

    return make
