# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that never stop sending: a request takes at most timeout times attempts, wherever the answer hangs."""

from __future__ import annotations

import contextlib
import itertools
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import trustme

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import parallel
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import ConnectError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import webhook
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError

TIMEOUT = 0.8
# far more than two attempts need on a busy machine, far less than the servers here would take
BOUND = 10.0
# seconds between two pieces: none of them is late
PAUSE = 0.2
JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
GOOD = JSON + b'Content-Length: 16\r\n\r\n{"services": []}'
CHUNKED = JSON + b"Transfer-Encoding: chunked\r\n\r\n"

Pieces = Iterable[bytes]
Direct = Callable[..., Client]


class Slow:
    """A server of loopback. Each connection takes the next of the scripts, each request on it one answer of the script.

    An answer is sent in pieces, with a pause before each but the first. ``accepted`` counts the connections.
    """

    def __init__(self, scripts: Iterable[Iterable[Pieces]], context: ssl.SSLContext | None = None) -> None:
        self._scripts, self._context = iter(scripts), context
        self.accepted = 0
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def stop(self) -> None:
        """End every answer and close."""
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self._listener.accept()
                self.accepted += 1
                self._threads.append(threading.Thread(target=self._serve, args=(connection, next(self._scripts))))
                self._threads[-1].start()

    def _serve(self, connection: socket.socket, script: Iterable[Pieces]) -> None:
        connection.settimeout(10)
        with contextlib.suppress(OSError), connection:
            peer = self._context.wrap_socket(connection, server_side=True) if self._context else connection
            with peer:
                for pieces in script:
                    peer.recv(65536)
                    for number, piece in enumerate(pieces):
                        if number and self._over.wait(PAUSE):
                            return
                        peer.sendall(piece)


@pytest.fixture
def slow() -> Iterator[Callable[..., Slow]]:
    """slow(scripts, context): a running server, see L(Slow)."""
    with contextlib.ExitStack() as stack:

        def start(scripts: Iterable[Iterable[Pieces]], context: ssl.SSLContext | None = None) -> Slow:
            made = Slow(scripts, context)
            stack.callback(made.stop)
            return made

        yield start


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs the certificate of the servers here."""
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """For a server on loopback."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def ca_path(authority: trustme.CA, tmp_path: Path) -> str:
    """What ca_path says to trust that authority."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def drops(start: bytes, piece: bytes) -> Pieces:
    """The start, and then the same piece for 20 seconds: as good as without end."""
    return [start, *[piece] * int(20 / PAUSE)]


HEADS = {
    "header lines": drops(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"),
    "one header line": drops(b"HTTP/1.1 200 OK\r\nX-More: ", b"x"),
    "status line": drops(b"HTTP/1.1 200 ", b"O"),
    "provisional answers": drops(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("head", HEADS)
def test_head_without_end(
    direct: Direct, slow: Callable[..., Slow], tls: ssl.SSLContext, ca_path: str, scheme: str, head: str
) -> None:
    """Every part of it comes in time, the whole never does: an attempt like any other that times out."""
    server = slow(itertools.repeat([HEADS[head]]), tls if scheme == "https" else None)
    began = time.monotonic()
    with (
        direct(server.url, timeout=TIMEOUT, retries=1, ca_path=ca_path) as client,
        pytest.raises(ConnectError, match=r"no answer in time after 2 attempts: .*\(try again later, or raise timeout"),
    ):
        client.services()
    assert time.monotonic() - began < BOUND
    assert server.accepted == 2


def test_head_without_end_is_asked_again(direct: Direct, slow: Callable[..., Slow]) -> None:
    """Once is bad luck."""
    server = slow([[HEADS["header lines"]], [[GOOD]]])
    with direct(server.url, timeout=TIMEOUT, retries=2) as client:
        assert client.services() == {"services": []}
    assert server.accepted == 2


def test_token_without_end(direct: Direct, slow: Callable[..., Slow]) -> None:
    """The token endpoint is as patient a trap, and is named."""
    server = slow(itertools.repeat([HEADS["header lines"]]))
    given = {"tenant_id": "t", "client_id": "c", "client_secret": "s3cret", "scope": "x", "access_token": None}
    began = time.monotonic()
    with (
        direct("https://live.example.com", authority=server.url, timeout=TIMEOUT, retries=1, **given) as client,
        pytest.raises(ConnectError, match=f"^POST {server.url}/t/oauth2/v2.0/token: .*no answer in time"),
    ):
        client.services()
    assert time.monotonic() - began < BOUND


@pytest.mark.parametrize("url", ["http://live.example.com", "https://live.example.com"])
def test_proxy_without_end(direct: Direct, slow: Callable[..., Slow], url: str) -> None:
    """For HTTPS it is the answer to CONNECT that does not end."""
    server = slow(itertools.repeat([HEADS["header lines"]]))
    began = time.monotonic()
    with (
        direct(url, allow_http=True, proxy=server.url, timeout=TIMEOUT, retries=1) as client,
        pytest.raises(ConnectError, match=r"live.example.com: (no answer in time|the proxy failed).* 2 attempts: "),
    ):
        client.services()
    assert time.monotonic() - began < BOUND


def test_several_at_once(direct: Direct, slow: Callable[..., Slow]) -> None:
    """Each thread has its own time."""
    server = slow(itertools.repeat([HEADS["header lines"]]))
    began = time.monotonic()
    with direct(server.url, timeout=TIMEOUT, retries=1) as client:
        failed = parallel.each(range(4), lambda _item: client.services(), 4)
    assert [str(error).count("no answer in time after 2 attempts") for error in failed] == [1, 1, 1, 1]
    assert time.monotonic() - began < BOUND


@pytest.mark.parametrize(
    "pieces",
    [
        drops(CHUNKED, b"1\r\n \r\n"),
        drops(CHUNKED + b"1;", b"x"),
        drops(CHUNKED + b"0\r\n", b"X-More: 1\r\n"),
        drops(JSON + b"Content-Length: 99999\r\n\r\n", b" "),
    ],
    ids=["chunks", "size of a chunk", "trailers", "length"],
)
def test_body_without_end(direct: Direct, slow: Callable[..., Slow], pieces: Pieces) -> None:
    """A body may take all the time that there is, and no more."""
    server = slow(itertools.repeat([pieces]))
    began = time.monotonic()
    with (
        direct(server.url, timeout=TIMEOUT, retries=1) as client,
        pytest.raises(ConnectError, match=r"the answer did not end in time \(raise timeout\)"),
    ):
        client.services()
    assert 2 * TIMEOUT <= time.monotonic() - began < BOUND


def test_body_that_takes_longer_than_its_head_may(direct: Direct, slow: Callable[..., Slow]) -> None:
    """The timeout of one attempt is for what comes before it, and for each part of it."""
    head, body = GOOD.split(b"\r\n\r\n")
    server = slow([[[head + b"\r\n\r\n", *(body[at : at + 1] for at in range(len(body)))]]])
    with direct(server.url, timeout=TIMEOUT, retries=20) as client:
        assert client.services() == {"services": []}
    assert server.accepted == 1


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_kept_connection(
    direct: Direct, slow: Callable[..., Slow], tls: ssl.SSLContext, ca_path: str, scheme: str
) -> None:
    """The time of a request begins with it, not with the connection."""
    server = slow([[[GOOD[:9], GOOD[9:30], GOOD[30:]]] * 5], tls if scheme == "https" else None)
    began = time.monotonic()
    with direct(server.url, timeout=2 * TIMEOUT, ca_path=ca_path) as client:
        for _unused in range(5):
            assert client.services() == {"services": []}
    assert time.monotonic() - began >= 2 * TIMEOUT
    assert server.accepted == 1


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"HTTP/1.1 202 ", "no answer in time"),
        (b"HTTP/1.1 500 x\r\nContent-Length: 9999\r\n\r\n", "HTTP 500"),
        (b"HTTP/1.1 302 x\r\nLocation: /x\r\nContent-Length: 9999\r\n\r\n", "HTTP 302"),
    ],
)
def test_a_webhook_that_answers_for_ever_is_left_as_well(slow: Callable[..., Slow], start: bytes, said: str) -> None:
    server = slow([[itertools.chain([start], itertools.repeat(b"x"))]])
    began = time.monotonic()
    with pytest.raises(DeliveryError, match=said):
        webhook.post(server.url, {}, {}, TIMEOUT, None)
    assert time.monotonic() - began < BOUND


def test_a_webhook_that_said_yes_is_not_waited_for(slow: Callable[..., Slow]) -> None:
    accepted = b"HTTP/1.1 202 x\r\nContent-Length: 9999\r\n\r\n"
    server = slow([[itertools.chain([accepted], itertools.repeat(b"x"))]])
    assert webhook.post(server.url, {}, {}, TIMEOUT, None) == "HTTP 202"
