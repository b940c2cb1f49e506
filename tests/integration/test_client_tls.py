# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS on real sockets: verified unless somebody decides otherwise, and no variable of the environment decides it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import ConnectError
from simulator import Simulator

Connect = Callable[..., Client]
Serve = Callable[..., str]


def test_tls_is_verified(tls_sim: Simulator, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default against the system's authorities; a failure is told at once, for no retry mends it."""
    with pytest.raises(
        ConnectError, match=r"the TLS connection failed: .*CERTIFICATE_VERIFY_FAILED.*check ca_path"
    ) as e:
        topology.services(connect(tls_sim, ca_path=None))
    assert "attempts" not in str(e.value)
    assert tls_sim.requests == []
    assert len(topology.services(connect(tls_sim))) == 6
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tls_sim.ca_path))
    assert len(topology.services(connect(tls_sim, ca_path=None))) == 6


def test_ca_bundle_of_the_environment_does_not_beat_options(
    tls_sim: Simulator, connect: Connect, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """requests prefers REQUESTS_CA_BUNDLE to what is set on a session; our options must win nevertheless."""
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    for bundle in (tmp_path / "other.pem", tmp_path / "absent.pem"):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        assert len(topology.services(connect(tls_sim))) == 6
        assert len(topology.services(connect(tls_sim, ca_path=None, validate_certs=False))) == 6


def test_unverified_tls_is_used_in_silence(
    tls_sim: Simulator, connect: Connect, recwarn: pytest.WarningsRecorder
) -> None:
    """Whoever sets validate_certs to false has decided."""
    assert len(topology.services(connect(tls_sim, ca_path=None, validate_certs=False))) == 6
    assert [str(warning.message) for warning in recwarn] == []


def test_certificate_for_another_host(direct: Connect, serve: Serve, tmp_path: Path) -> None:
    """A trusted authority is not enough."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("other.example").configure_cert(context)
    url = serve(b"", context)
    with (
        direct(url, ca_path=str(tmp_path / "ca.pem")) as client,
        pytest.raises(ConnectError, match=r"the TLS connection failed: .*(IP address mismatch|doesn't match)"),
    ):
        client.services()


def test_server_that_goes_away_is_asked_again(direct: Connect) -> None:
    """In the handshake, as a balancer does that is started anew; a certificate was not even looked at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            for _number in range(2):
                accepted, _address = listener.accept()
                with accepted:
                    accepted.recv(65536)

        thread = threading.Thread(target=run)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        with direct(url, retries=1) as client, pytest.raises(ConnectError, match=r"failed after 2 attempts: .*EOF"):
            client.services()
        thread.join(5)


def test_client_certificate_whose_key_is_encrypted(direct: Connect, serve: Serve, tmp_path: Path) -> None:
    """In the same file as well: nobody is asked for its password at the terminal."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    issued = authority.issue_cert("me@example.com")
    key = serialization.load_pem_private_key(issued.private_key_pem.bytes(), None)
    form, encoding = serialization.PrivateFormat.PKCS8, serialization.Encoding.PEM
    path = tmp_path / "both.pem"
    path.write_bytes(
        key.private_bytes(encoding, form, serialization.BestAvailableEncryption(b"pw"))
        + issued.cert_chain_pems[0].bytes()
    )
    said = "the TLS connection failed: Client private key is encrypted, password is required"
    with (
        direct(serve(b"", context), client_cert=str(path)) as client,
        pytest.raises(ConnectError, match=said),
    ):
        client.services()


def test_client_certificate(connect: Connect, tmp_path: Path) -> None:
    """With its key in a file of its own, or both in one; without it the server hangs up."""
    with Simulator(tls=True, mutual=True) as mutual:
        cert, key = str(mutual.client_cert_path), str(mutual.client_key_path)
        with pytest.raises(ConnectError):
            topology.services(connect(mutual))
        with pytest.raises(ConnectError, match="the TLS connection failed"):
            topology.services(connect(mutual, client_cert=cert))
        assert len(topology.services(connect(mutual, client_cert=cert, client_key=key))) == 6
        both = tmp_path / "both.pem"
        both.write_text(Path(cert).read_text(encoding="utf-8") + Path(key).read_text(encoding="utf-8"))
        assert len(topology.services(connect(mutual, client_cert=str(both)))) == 6
