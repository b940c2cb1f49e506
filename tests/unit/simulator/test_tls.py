# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTPS with a throw-away CA."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from simulator import Simulator
from simulator.portal import SERVICES


@pytest.fixture(scope="module")
def secure() -> Iterator[Simulator]:
    with Simulator(tls=True) as simulator:
        yield simulator


def test_refused_without_the_ca(secure: Simulator) -> None:
    with pytest.raises(requests.exceptions.SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        requests.get(f"{secure.url}{SERVICES}", timeout=10)


def test_refused_with_the_ca_of_another_run(secure: Simulator) -> None:
    with Simulator(tls=True) as other, pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{secure.url}{SERVICES}", verify=other.ca_path, timeout=10)


def test_plain_http_gets_nowhere(secure: Simulator) -> None:
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(secure.url.replace("https", "http"), timeout=10)


def test_accepted_with_the_ca(secure: Simulator) -> None:
    assert secure.url.startswith("https://127.0.0.1:")
    for auth in ("oauth", "token", "basic"):
        assert secure.env(auth)["LIVE_PLATFORM_CA_PATH"] == secure.ca_path
    token = secure.env("token")["LIVE_PLATFORM_ACCESS_TOKEN"]
    answer = requests.get(
        f"{secure.url}{SERVICES}", headers={"Authorization": f"Bearer {token}"}, verify=secure.ca_path, timeout=10
    )
    assert len(answer.json()["services"]) == 6


def test_a_client_certificate_when_it_is_wanted() -> None:
    with Simulator(tls=True, mutual=True) as sim:
        with pytest.raises(requests.exceptions.ConnectionError):
            requests.get(f"{sim.url}{SERVICES}", verify=sim.ca_path, timeout=10)
        assert sim.client_cert_path
        assert sim.client_key_path
        answer = requests.get(
            f"{sim.url}{SERVICES}", verify=sim.ca_path, cert=(sim.client_cert_path, sim.client_key_path), timeout=10
        )
        assert answer.status_code == 401


def test_keys_and_certificates_are_gone_afterwards() -> None:
    with Simulator(tls=True) as sim:
        assert sim.ca_path
        folder = Path(sim.ca_path).parent
        assert sorted(path.name for path in folder.iterdir()) == ["ca.pem", "server.key", "server.pem"]
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_no_ca_without_tls() -> None:
    with Simulator() as sim:
        assert sim.ca_path is None
        assert "LIVE_PLATFORM_CA_PATH" not in sim.env()
