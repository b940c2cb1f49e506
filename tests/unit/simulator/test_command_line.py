# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m simulator``: starts, says where it is, answers, and leaves nothing when it is told to end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

import simulator
from simulator.portal import CUSTOMERS, SERVICES

TESTS = Path(simulator.__file__).parents[1]


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(TESTS), "TMPDIR": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@contextlib.contextmanager
def served(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """The process and the line that it printed; ended in any case."""
    with start(folder, *arguments) as process:
        try:
            assert process.stdout
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def read(said: dict[str, Any], path: str) -> requests.Response:
    """GET with a token fetched the way a client does."""
    env = said["env"]
    form = {name: env[f"LIVE_PLATFORM_{name.upper()}"] for name in ("client_id", "client_secret", "scope")}
    url = f"{env['LIVE_PLATFORM_AUTHORITY']}/{env['LIVE_PLATFORM_TENANT_ID']}/oauth2/v2.0/token"
    verify = said["ca_path"] or True
    token = requests.post(url, data={"grant_type": "client_credentials", **form}, verify=verify, timeout=10).json()
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    return requests.get(f"{said['url']}{path}", headers=headers, verify=verify, timeout=10)


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with start(tmp_path, "--port", str(taken.getsockname()[1])) as process:
            out, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert out == ""
    assert "in use" in err
    assert "Traceback" not in err


def test_an_unknown_option(tmp_path: Path) -> None:
    with start(tmp_path, "--nonsense") as process:
        _out, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "--nonsense" in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_the_samples_and_ends_on_a_signal_without_a_trace(tmp_path: Path, number: signal.Signals) -> None:
    env_file = tmp_path / "env"
    with served(tmp_path, "--tls", "--env-file", str(env_file)) as (process, said):
        assert len(read(said, SERVICES).json()["services"]) == 6
        assert said["ca_path"].startswith(str(tmp_path))
        assert env_file.stat().st_mode & 0o777 == 0o600
        shell = f'. {env_file} && printf "%s\\n" "$LIVE_PLATFORM_CLIENT_SECRET" "$LIVE_PLATFORM_CA_PATH"'
        printed = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=True)  # noqa: S607
        assert printed.stdout.split() == [said["env"]["LIVE_PLATFORM_CLIENT_SECRET"], said["ca_path"]]

        begin = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert time.monotonic() - begin < 2
    assert (process.returncode, out, err) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(said["url"], timeout=2)


def test_it_ends_while_a_request_hangs(tmp_path: Path) -> None:
    with served(tmp_path) as (process, said):
        fault = {"path": "", "kind": "hang", "seconds": 600}
        assert requests.post(f"{said['url']}/_simulator/faults", json=fault, timeout=10).status_code == 201
        with pytest.raises(requests.exceptions.ReadTimeout):
            requests.get(said["url"], timeout=0.1)
        begin = time.monotonic()
        process.terminate()
        _out, err = process.communicate(timeout=10)
        assert time.monotonic() - begin < 2
    assert (process.returncode, err) == (0, "")


def test_generated_rows_and_pacing(tmp_path: Path) -> None:
    with served(tmp_path, "--services", "12", "--customers", "7", "--seed", "3", "--pacing") as (_process, said):
        assert len(read(said, SERVICES).json()["services"]) == 12
        assert len(read(said, CUSTOMERS).json()) == 7
        statuses = [read(said, CUSTOMERS).status_code for _unused in range(9)]
        assert statuses == [200] * 8 + [429]
        log = requests.get(f"{said['url']}/_simulator/requests", timeout=10).json()
        assert [entry["status"] for entry in log][-1] == 429


def test_latency(tmp_path: Path) -> None:
    with served(tmp_path, "--latency", "0.2") as (_process, said):
        begin = time.monotonic()
        read(said, CUSTOMERS)
        assert time.monotonic() - begin >= 0.4  # the token takes as long


def test_the_port_that_was_asked_for(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with served(tmp_path, "--port", str(port)) as (_process, said):
        assert said["url"] == f"http://127.0.0.1:{port}"
        assert said["ca_path"] is None
