# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client on real sockets: cut connections, slow servers, proxies, keep-alive, compression."""

from __future__ import annotations

import gzip
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
import urllib3

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConnectError,
    DataError,
    RequestError,
    ServerError,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import webhook
from simulator import Fault, Simulator

SERVICES = "/tenantui/api/ovoc/v1/topology/services/"
JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
Connect = Callable[..., Client]
Serve = Callable[..., str]


@pytest.mark.parametrize(
    ("kind", "error", "message", "asked"),
    [
        ("cut", ConnectError, "no complete answer after 2 attempts", 2),
        ("truncated_length", ConnectError, "no complete answer after 2 attempts: IncompleteRead", 2),
        ("truncated_abort", ConnectError, "no complete answer after 2 attempts", 2),
        ("truncated", DataError, "the answer is not complete, valid JSON at character", 1),
        ("invalid_json", DataError, "the answer is not complete, valid JSON", 1),
        ("html", DataError, "an HTML page, probably a login page", 1),
        ("empty", DataError, "the answer is empty", 1),
        ("wrong_shape", DataError, "the answer is not a list of services", 1),
        ("redirect", RequestError, "HTTP 302: the server redirects, and redirects are not followed", 1),
        ("part", DataError, "HTTP 206: not the whole answer: this is only a part of the answer", 1),
        ("gzip_cut", ConnectError, "no complete answer after 2 attempts: the compressed answer ends too early", 2),
        ("bomb", DataError, "the answer has more than 8 MiB and was not read to its end .*raise max_response_mb", 1),
        ("status", ServerError, "HTTP 500: internal error, or no communication with the portal", 1),
    ],
)
def test_faults(sim: Simulator, connect: Connect, kind: str, error: type[Exception], message: str, asked: int) -> None:
    """Each is an error that names the request; half a list never passes for a whole one."""
    sim.fault("/topology/services", Fault(kind=kind, status=206 if kind == "part" else 500))
    with pytest.raises(error, match=f"^GET {SERVICES}: .*{message}"):
        topology.services(connect(sim, max_response_mb=8))
    assert sim.count("GET") == asked
    assert sim.token_requests == 1


def test_no_content_is_a_list_without_a_row(sim: Simulator, connect: Connect) -> None:
    """Whether such a list is believed is decided where both lists are known; an id that is asked for is not found."""
    sim.fault("/topology/services", Fault(kind="no_content"))
    assert topology.services(connect(sim)) == []
    with pytest.raises(DataError, match="the answer is empty"):
        connect(sim).service("42712")


@pytest.mark.parametrize("kind", ["cut", "truncated_length", "truncated_abort", "gzip_cut"])
def test_what_was_cut_is_read_again(sim: Simulator, connect: Connect, kind: str) -> None:
    """Once is bad luck."""
    sim.fault("/topology/services", Fault(kind=kind, times=1))
    assert len(topology.services(connect(sim))) == 6


PARTS = {
    "206": Fault("part", status=206, rows=1),
    "203": Fault("part", status=203),
    "range": Fault("part", headers={"Content-Range": "items 0-0/50"}, rows=1),
    "count": Fault("part", headers={"X-Total-Count": "50"}, rows=1),
    "link": Fault("part", headers={"Link": '</tenantui/api/v3/customer?pageNumber=2>; rel="next"'}, rows=1),
    "pagination": Fault("part", headers={"X-Pagination": '{"TotalCount": 50}'}, rows=1),
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "read",
    [
        topology.services,
        topology.customers,
        lambda client: topology.services(client, ["42712"]),
        lambda client: topology.customers(client, ["06682fff-80b4-49bd-b994-f3947dd3ecaa"]),
        lambda client: client.license_info("06682fff-80b4-49bd-b994-f3947dd3ecaa", 1),
    ],
    ids=["services", "customers", "a service", "a customer", "counts"],
)
def test_part_of_an_answer(sim: Simulator, connect: Connect, read: Callable[[Client], Any], part: str) -> None:
    """A bare list has no other way to say it; once is enough to be sure."""
    sim.fault("/tenantui/api/", PARTS[part])
    with pytest.raises(
        DataError, match=r"^GET /tenantui/api/.*: (HTTP 20[36]: not the whole answer|.*only a part: a header)"
    ):
        read(connect(sim))
    assert sim.count("GET") == 1


def test_words_beside_the_rows(sim: Simulator, connect: Connect) -> None:
    """However deep; and what says that this is all does no harm."""
    sim.fault("/services", Fault("part", body={"page": {"totalElements": 60}}, times=1))
    sim.fault("/services", Fault("part", body={"error": "backend timeout"}, rows=0, times=1))
    sim.fault("/services", Fault("part", body={"page": {"totalElements": 6}, "errors": []}, headers={"X-Total": "6"}))
    client = connect(sim)
    with pytest.raises(DataError, match=f"^GET {SERVICES}: .*only a part .*: page.totalElements: 60 "):
        topology.services(client)
    with pytest.raises(
        DataError, match=f"^GET {SERVICES}: .*an error beside .* which may not be whole: error: backend"
    ):
        topology.services(client)
    assert len(topology.services(client)) == 6


def test_bomb_below_the_bound(sim: Simulator, connect: Connect) -> None:
    """What is large and not too large is read."""
    sim.fault("/topology/services", Fault("bomb"))
    assert len(topology.services(connect(sim, max_response_mb=17))) == 6


def test_memory_of_a_bomb(sim: Simulator) -> None:
    """In a process of its own, with the default bound: half a gigabyte stays packed."""
    sim.fault("/topology/services", Fault("bomb", mebibytes=512))
    program = """
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
import os
given = {name[14:].lower(): value for name, value in os.environ.items() if name.startswith("LIVE_PLATFORM_")}
with Client(connection.settings(given | {"max_response_mb": 64})) as client:
    try:
        topology.services(client)
    except Exception as error:
        print(error)
# not ru_maxrss, which starts with what the process that started this one had
peak = next(line for line in open("/proc/self/status", encoding="ascii") if line.startswith("VmHWM:"))
print(int(peak.split()[1]) >> 10)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **sim.env()}, capture_output=True, text=True, check=True
    )
    said, peak = done.stdout.splitlines()
    assert "the answer has more than 64 MiB" in said
    assert int(peak) < 64 + 160


def test_what_was_cut_is_noticed_by_an_older_library(
    sim: Simulator, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """urllib3 1.26, which distributions have, counts no bytes unless it is told to."""
    made = urllib3.HTTPResponse.__init__

    def older(*args: Any, **kwargs: Any) -> None:
        made(*args, **{**kwargs, "enforce_content_length": False})

    monkeypatch.setattr(urllib3.HTTPResponse, "__init__", older)
    sim.fault("/topology/services", Fault(kind="truncated_length", times=1))
    assert len(topology.services(connect(sim))) == 6


def test_expired_token_is_renewed(sim: Simulator, connect: Connect) -> None:
    """In the middle of a run, with one more token request and one more read."""
    client = connect(sim)
    topology.services(client)
    sim.expire_tokens()
    assert len(topology.customers(client)) == 10
    assert (sim.token_requests, sim.count("GET", "/api/v3/customer")) == (2, 2)


def test_silent_server(sim: Simulator, connect: Connect) -> None:
    """The timeout holds for each attempt."""
    sim.fault("/topology/services", Fault(kind="hang", seconds=20))
    began = time.monotonic()
    with pytest.raises(ConnectError, match=r"no answer in time after 2 attempts: .* or raise timeout"):
        topology.services(connect(sim, timeout=0.3))
    assert time.monotonic() - began < 3


def test_server_that_sends_drop_by_drop(sim: Simulator, connect: Connect) -> None:
    """No part of the answer is late, yet the whole of it has to be there within timeout times attempts."""
    sim.fault("/topology/services", Fault(kind="drip", seconds=20))
    began = time.monotonic()
    with pytest.raises(ConnectError, match=r"the answer did not end in time \(raise timeout\)"):
        topology.services(connect(sim, timeout=0.6))
    assert 1.1 < time.monotonic() - began < 4


def test_one_connection_for_several_reads(sim: Simulator, connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    """Token, list and items: the connection is kept, which matters behind TLS."""
    with caplog.at_level(logging.DEBUG, "urllib3.connectionpool"):
        client = connect(sim)
        for ident in ("42712", "53904", "55732"):
            assert str(topology.services(client, [ident])[0]["id"]) == ident
        topology.customers(client)
    assert sum("Starting new" in record.message for record in caplog.records) == 1
    assert len(sim.requests) == 5


def test_client_sends_what_it_should(sim: Simulator, connect: Connect) -> None:
    """Seen from the other side."""
    topology.customers(connect(sim, channel_id=7, headers={"X-Extra": "1"}), all_details=True)
    token, read = sim.requests
    assert (token.headers.get("authorization"), token.status) == (None, 200)
    assert (read.path, read.query) == ("/tenantui/api/v3/customer", "allDetails=true")
    assert read.headers["authorization"] == "Bearer"
    assert (read.headers["x-ovoc-channel-id"], read.headers["x-extra"]) == ("7", "1")
    assert read.headers["accept"] == "application/json"


def test_operation_center_directly(sim: Simulator, connect: Connect) -> None:
    """HTTP Basic, no token, and no /api in the path."""
    client = connect(sim, "basic", url=f"{sim.url}/ovoc")
    assert len(topology.services(client)) == 6
    assert [request.path for request in sim.requests] == ["/ovoc/v1/topology/services/"]


def test_compressed_answer(direct: Connect, serve: Serve) -> None:
    """Small pieces of it give nothing at first; a truncated one is not taken for data."""
    body = gzip.compress(b'{"services": [' + b" " * 100_000 + b'{"id": 1}]}')
    head = f"{JSON}Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with direct(serve(head + body)) as client:
        assert client.services() == {"services": [{"id": 1}]}
    whole = f"{JSON}Content-Encoding: gzip\r\n\r\n".encode()
    with (
        direct(serve(whole + body[:-20])) as client,
        pytest.raises(ConnectError, match="the compressed answer ends too"),
    ):
        client.services()
    with direct(serve(head + body[:-20])) as client, pytest.raises(ConnectError, match="no complete answer"):
        client.services()
    chunked = f"{JSON}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    pieces = b"".join(b"%x\r\n%b\r\n" % (1, body[at : at + 1]) for at in range(len(body)))
    with direct(serve(chunked + pieces + b"0\r\n\r\n")) as client:
        assert client.services() == {"services": [{"id": 1}]}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"", "Remote end closed connection without response"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "no complete answer"),
        (JSON.encode(), "the answer is empty"),
        (f"{JSON}Content-Encoding: gzip\r\n\r\nnot gzip".encode(), "no complete answer"),
        (f"{JSON}Transfer-Encoding: chunked\r\n\r\nzz\r\n".encode(), "no complete answer"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe[\r\nContent-Length: 99\r\n\r\nx", "no complete answer"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe[\r\nContent-Length: 1\r\n\r\nx", "HTTP 302"),
        # repeated, so it has to say that it closes: a client may well ask again before it sees that
        (b"HTTP/1.1 503 X\r\nConnection: close\r\nRetry-After: Wed, 21 Oct 99999 07:28:00 GMT\r\n\r\n", "HTTP 503"),
    ],
)
def test_servers_that_are_none(direct: Connect, serve: Serve, answer: bytes, message: str) -> None:
    """Whatever comes back: an error of ours, with the request in it."""
    with (
        direct(serve(answer), retries=1) as client,
        pytest.raises(Exception, match=f"^GET {SERVICES}: .*{message}") as e,
    ):
        client.services()
    assert type(e.value).__module__.endswith("module_utils.errors")
    assert "t0ken" not in str(e.value)


def closed_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_nobody_listens(direct: Connect) -> None:
    """The server is named, and how often it was tried."""
    port = closed_port()
    with (
        direct(f"http://127.0.0.1:{port}", retries=2) as client,
        pytest.raises(ConnectError, match=f"127.0.0.1:{port}: .* after 3 attempts: .*Connection refused"),
    ):
        client.services()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_proxy_that_is_down(direct: Connect, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    """From the option or the environment; one with a password in its address does not show it."""
    address = f"127.0.0.1:{closed_port()}"
    url = f"{scheme}://live.example.com"
    with (
        direct(url, allow_http=True, proxy=address) as client,
        pytest.raises(ConnectError, match=r"live.example.com: the proxy failed: .*Connection refused"),
    ):
        client.services()
    monkeypatch.setenv(f"{scheme.upper()}_PROXY", f"http://joe:hunter2@{address}")
    with direct(url, allow_http=True) as client, pytest.raises(ConnectError, match="the proxy failed") as caught:
        client.services()
    assert "hunter2" not in str(caught.value) + repr(caught.value)


def test_proxy_is_used(direct: Connect, serve: Serve) -> None:
    """The host need not be known here."""
    answer = f'{JSON}Content-Length: 16\r\n\r\n{{"services": []}}'.encode()
    with direct("http://live.example.com", allow_http=True, proxy=serve(answer)) as client:
        assert client.services() == {"services": []}


@pytest.mark.parametrize(
    ("address", "secrets"),
    [
        ("http://joe:hunter2@proxy.example:99999", ["joe", "hunter2"]),
        ("http://joe:hun#ter2@proxy.example", ["hun", "ter2"]),
        ("http://joe:hun/ter2@proxy.example", ["hun", "ter2"]),
        ("http://joe:hun%74er2@{answers}", ["hunter2", "hun%74er2", "am9lOmh1bnRlcjI="]),
    ],
)
def test_password_of_the_proxy_of_the_environment(
    direct: Connect, serve: Serve, monkeypatch: pytest.MonkeyPatch, address: str, secrets: list[str]
) -> None:
    """Neither a library that cannot read the address nor a proxy that repeats it shows it."""
    answers = serve(b"HTTP/1.1 407 joe:hunter2 joe:hun%74er2 am9lOmh1bnRlcjI=\r\n\r\n").removeprefix("http://")
    monkeypatch.setenv("HTTPS_PROXY", address.format(answers=answers))
    with direct("https://live.example.com") as client, pytest.raises(ConnectError, match=r"\*{8}") as caught:
        client.services()
    assert [secret for secret in secrets if secret in str(caught.value)] == []


def test_proxy_of_the_environment_does_not_see_what_goes_to_loopback(
    direct: Connect, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That may be http, with the credentials in clear, since it stays on this machine. The option is obeyed."""
    answer = f'{JSON}Content-Length: 16\r\n\r\n{{"services": []}}'.encode()
    proxy = f"http://127.0.0.1:{closed_port()}"
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    with direct(serve(answer)) as client:
        assert client.services() == {"services": []}
    assert webhook.post(serve(answer), {}, {}, 5, None) == "HTTP 200"
    with direct(serve(answer), proxy=proxy) as client, pytest.raises(ConnectError, match="the proxy failed"):
        client.services()


def test_exception_from_the_proxy(sim: Simulator, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_PROXY counts for the proxy of the environment."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert len(topology.services(connect(sim))) == 6
