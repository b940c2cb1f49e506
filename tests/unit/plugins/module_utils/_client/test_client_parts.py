# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are less than what was asked for, by their status or their headers; and those that are too much."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConnectError,
    DataError,
    NotFoundError,
)

Make = Callable[..., Client]
Http = responses.RequestsMock

BASE = "https://live.example.com/tenantui"
SERVICES = f"{BASE}/api/ovoc/v1/topology/services/"
CUSTOMERS = f"{BASE}/api/v3/customer"
TOKEN = "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token"
ROWS = [{"UmpCustomerGuid": f"guid-{number}"} for number in range(6)]
JSON = "application/json"


def read_all(client: Client, http: Http, **answer: Any) -> list[Callable[[], Any]]:
    """Announce the same answer for lists, items and daily counts; return what reads each of them."""
    counts = [{"LastUpdate": f"2026-11-{day + 1:02}T00:00:00"} for day in range(6)]
    http.get(CUSTOMERS, json=ROWS, **answer)
    http.get(SERVICES, json={"services": [{"id": number} for number in range(6)]}, **answer)
    http.get(f"{CUSTOMERS}/guid-1/licenseinfo", json=counts, **answer)
    return [
        lambda: topology.customers(client),
        lambda: topology.services(client),
        lambda: lists.usage_days(client.license_info("guid-1", 1)),
    ]


@pytest.mark.parametrize("status", [201, 202, 203, 205, 206, 207, 208, 226, 299])
def test_success_that_is_not_the_whole(http: Http, make_client: Make, status: int) -> None:
    """Named by its number, asked for once, and the same for an item."""
    client = make_client()
    http.get(f"{CUSTOMERS}/guid-1", json=ROWS[1], status=status)
    reads = read_all(client, http, status=status)
    reads.append(lambda: topology.customers(client, ["guid-1"]))
    for read in reads:
        with pytest.raises(DataError, match=f"^GET /tenantui/api/.*: HTTP {status}: not the whole answer: ") as caught:
            read()
        assert caught.value.status == status
    assert len(http.calls) == len(reads)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Range", "items 0-5/60"),
        ("Content-Range", "items 54-59/60"),
        ("Content-Range", "items 0-5/*"),
        ("Link", '<https://live.example.com/x?page=2>; rel="next"'),
        ("Link", '<https://live.example.com/x?page=2>; rel="next"; title="more", </x?page=9>; rel=last'),
        ("link", "</x>; rel=self, </x?page=2>;REL = Next"),
        ("Link", '</x?page=1>; rel="first prev"'),
        ("X-Total-Count", "60"),
        ("x-total-count", "7"),
        # sent twice, by the platform and by what stands before it
        ("X-Total-Count", "60, 60"),
        ("X-Total-Count", "6, 7"),
        ("X-Total", "60"),
        ("Total-Count", "60"),
        ("X-Total-Pages", "2"),
        ("X-Next-Page", "2"),
        ("X-Has-More", "true"),
        ("x-ms-continuation", "abc"),
        ("X-Pagination", '{"TotalCount": 60, "PageSize": 6, "CurrentPage": 1, "TotalPages": 10}'),
        ("X-Pagination", "page=1; per_page=6; total=60"),
        ("X-Pagination", '{"HasNext": true}'),
        ("Pagination", '{"next": "/x?page=2"}'),
    ],
)
def test_headers_that_speak_of_more(http: Http, make_client: Make, name: str, value: str) -> None:
    """A bare list has no other way to say it."""
    for read in read_all(make_client(), http, headers={name: value}):
        with pytest.raises(
            DataError, match=r"^GET /tenantui/api/.*: the answer is only a part: a header says"
        ) as caught:
            read()
        assert str(caught.value.server_message) == f"{name}: {value}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Range", "items 0-5/6"),
        ("Content-Range", "items 1-6/6"),
        ("Content-Range", ""),
        ("Link", '</style.css>; rel="preload"; as=style, </next>; rel="self"'),
        ("Link", "</x>; rel=last"),
        ("X-Total-Count", "6"),
        ("X-Total-Count", "6, 6"),
        ("X-Total-Count", "0"),
        ("X-Total-Count", "many"),
        ("X-Total-Count", "9" * 5000),
        ("X-Total-Pages", "1"),
        ("X-Next-Page", ""),
        ("X-Has-More", "false"),
        ("X-Pagination", '{"TotalCount": 6, "TotalPages": 1, "HasNext": false, "next": null}'),
        ("X-Pagination", "page=1; total=6"),
        ("X-Pagination", "[" * 5000),
        ("X-Request-Count", "60"),
        ("X-RateLimit-Remaining", "60"),
        ("Retry-After", "60"),
        ("Accept-Ranges", "bytes"),
    ],
)
def test_headers_of_a_whole_answer(http: Http, make_client: Make, name: str, value: str) -> None:
    for read in read_all(make_client(), http, headers={name: value}):
        assert len(read()) == 6


@pytest.mark.parametrize("body", [{"UmpCustomerGuid": "g", "SiteLocation": []}, [{"UmpCustomerGuid": "g"}]])
def test_item_of_a_list_of_one(http: Http, make_client: Make, body: Any) -> None:
    """A total of one is what an item is; of two it is not. An item may have more connections than that."""
    http.get(f"{CUSTOMERS}/g", json=body, headers={"X-Total-Count": "1", "Content-Range": "items 0-0/1"})
    assert len(topology.customers(make_client(), ["g"])) == 1
    http.replace(responses.GET, f"{CUSTOMERS}/g", json=body, headers={"X-Total-Count": "2"})
    with pytest.raises(DataError, match="X-Total-Count: 2"):
        topology.customers(make_client(), ["g"])


def test_nothing_of_something(http: Http, make_client: Make) -> None:
    """An empty list, wrapped or bare, of which there is one row."""
    http.get(SERVICES, json={"services": []}, headers={"X-Total-Count": "1"})
    http.get(CUSTOMERS, json=[], headers={"X-Total-Count": "1"})
    for read in (topology.services, topology.customers):
        with pytest.raises(DataError, match="X-Total-Count: 1"):
            read(make_client())


def test_item_that_is_beside_others(http: Http, make_client: Make) -> None:
    http.get(f"{SERVICES}1", json={"services": [{"id": 1}], "page": {"totalElements": 1}, "total": 1})
    assert topology.services(make_client(), ["1"])[0]["id"] == 1
    http.get(f"{SERVICES}2", json={"services": [], "page": {"totalElements": 1}})
    with pytest.raises(DataError, match=r"^GET .*/services/2: .*: page.totalElements: 1 \("):
        topology.services(make_client(), ["2"])
    http.get(f"{SERVICES}3", json={"services": [], "page": {"totalElements": 0}})
    with pytest.raises(NotFoundError):
        topology.services(make_client(), ["3"])


@pytest.mark.parametrize("where", ["header", "body"])
def test_secret_in_a_link(http: Http, make_client: Make, where: str) -> None:
    """The next page may be named with what was sent. The line stays short and printable as well."""
    link = "</x?token=ready-token-1&\u00fc=\x07" + "y" * 400
    if where == "header":
        http.get(SERVICES, json={"services": []}, headers={"X-Next-Page": link})
    else:
        http.get(SERVICES, json={"services": [], "paging": {"next": link}})
    with pytest.raises(DataError) as caught:
        topology.services(make_client())
    said = str(caught.value.server_message)
    assert "********" in said
    assert "ready-token" not in str(caught.value)
    assert said.isprintable()
    assert len(said) <= 300


def test_no_content_is_a_list_without_a_row(http: Http, make_client: Make) -> None:
    """Of a list; what speaks against it is for those who believe lists. Of one object it says nothing."""
    http.get(SERVICES, status=204)
    http.get(f"{SERVICES}7", status=204)
    client = make_client()
    assert topology.services(client) == []
    with pytest.raises(DataError, match="the answer is empty"):
        client.service("7")


@pytest.mark.parametrize("coding", ["", "gzip", "x-gzip", "GZIP"])
def test_answer_above_the_bound(http: Http, make_client: Make, coding: str) -> None:
    """Neither as it comes nor as it unpacks; just below it is read."""
    body = b'["' + b"x" * ((1 << 20) - 4) + b'"]'
    headers = {"Content-Encoding": coding} if coding else {}

    def packed(data: bytes) -> bytes:
        return gzip.compress(data) if coding else data

    http.get(CUSTOMERS, body=packed(body), headers=headers, content_type=JSON)
    assert len(make_client(max_response_mb=1).customers()[0]) == (1 << 20) - 4
    http.replace(responses.GET, CUSTOMERS, body=packed(body + b" "), headers=headers, content_type=JSON)
    with pytest.raises(DataError, match=r"^GET .*customer: the answer has more than 1 MiB.*max_response_mb"):
        make_client(max_response_mb=1).customers()
    assert len(http.calls) == 2
    assert len(make_client(max_response_mb=0).customers()[0]) == (1 << 20) - 4


def test_bomb(http: Http, make_client: Make) -> None:
    """A gigabyte in a megabyte of gzip: memory stays near the bound, and the whole is never unpacked."""
    zip_ = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b" " * (1 << 20)
    bomb = b"".join([*(zip_.compress(piece) for _unused in range(1024)), zip_.flush()])
    http.get(CUSTOMERS, body=bomb, headers={"Content-Encoding": "gzip"}, content_type=JSON)
    client = make_client(max_response_mb=8)
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match="the answer has more than 8 MiB"):
            client.customers()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 30 << 20


def test_bomb_that_says_how_large_it_is(http: Http, make_client: Make) -> None:
    """Not even begun."""
    http.get(
        CUSTOMERS,
        body="[]",
        headers={"Content-Length": str(2 << 20)},
        content_type=JSON,
        auto_calculate_content_length=False,
    )
    with pytest.raises(DataError, match="the answer has more than 1 MiB"):
        make_client(max_response_mb=1).customers()


def test_token_has_a_bound_of_its_own(http: Http, make_client: Make, client_credentials: dict[str, str]) -> None:
    """Whatever the option says."""
    http.post(TOKEN, body=gzip.compress(b" " * (2 << 20)), headers={"Content-Encoding": "gzip"}, content_type=JSON)
    with pytest.raises(DataError, match=r"^POST .*token: the answer has more than 1 MiB.*\(check authority\)"):
        make_client(max_response_mb=0, **client_credentials).services()


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_endless_failure_is_told_all_the_same(http: Http, make_client: Make, coding: str) -> None:
    """Of a failure only the beginning is read."""
    said = b"no service" + b" " * (3 << 20)
    body, headers = (gzip.compress(said), {"Content-Encoding": coding}) if coding else (said, {})
    http.get(CUSTOMERS, status=400, body=body, headers=headers)
    with pytest.raises(Exception, match="HTTP 400: bad request: no service "):
        make_client(max_response_mb=1).customers()


def test_failure_whose_body_cannot_be_read(http: Http, make_client: Make) -> None:
    """The status says enough."""
    http.get(CUSTOMERS, status=400, body=b"not gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(Exception, match="HTTP 400: bad request "):
        make_client().customers()


@pytest.mark.parametrize("cut", [1, 8, 12, 400])
def test_gzip_that_is_cut_is_asked_for_again(http: Http, make_client: Make, cut: int) -> None:
    """Also where the length fits: like every other body that is cut."""
    whole = gzip.compress(b'{"services": []}' + b" " * 500_000)
    half = whole[:-cut]
    headers = {"Content-Encoding": "gzip"}
    http.get(SERVICES, body=half, headers=headers, content_type=JSON)
    http.get(SERVICES, body=whole, headers=headers, content_type=JSON)
    assert make_client().services() == {"services": []}
    http.replace(responses.GET, SERVICES, body=half, headers=headers, content_type=JSON)
    with pytest.raises(
        ConnectError, match=r"no complete answer after 4 attempts: the compressed answer ends too early"
    ):
        make_client().services()


def test_gzip_in_several_members(http: Http, make_client: Make) -> None:
    """And with filling behind it, as some servers send it."""
    body = gzip.compress(b'{"services"') + gzip.compress(b": []}") + b"\0" * 20
    http.get(SERVICES, body=body, headers={"Content-Encoding": "gzip"}, content_type=JSON)
    assert make_client().services() == {"services": []}


def test_gzip_of_nothing(http: Http, make_client: Make) -> None:
    http.get(SERVICES, body=b"", headers={"Content-Encoding": "gzip"}, content_type=JSON)
    with pytest.raises(DataError, match="the answer is empty"):
        make_client().services()


def test_other_compression_is_refused(http: Http, make_client: Make) -> None:
    """Only gzip is asked for, and asking for another in headers does not make it known."""
    http.get(SERVICES, body=b"\x0b\x00\x80[]\x03", headers={"Content-Encoding": "br"}, content_type=JSON)
    with pytest.raises(DataError, match=r"the answer is encoded as br, which was not asked for"):
        make_client().services()
    assert http.calls[0].request.headers["Accept-Encoding"] == "gzip"
