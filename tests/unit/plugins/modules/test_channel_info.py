# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""channel_info: one request for each id, one for the list, none for an empty list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields
from simulator.channels import client_secret, made_channel

Run = Callable[..., dict[str, Any]]
Http = responses.RequestsMock
CHANNELS = "https://live.example.com/tenantui/api/ovoc/v1/topology/channels/"
DIRECT = "https://live.example.com/ovoc/v1/topology/channels/"
IDS = (7, 8, 9)


@pytest.fixture
def platform(http: Http) -> Http:
    http.get(CHANNELS, json={"channels": [made_channel(ident) for ident in IDS]})
    for ident in IDS:
        http.get(f"{CHANNELS}{ident}", json=made_channel(ident))
    return http


def asked(platform: Http) -> list[str]:
    return [str(call.request.url).removeprefix(CHANNELS) for call in platform.calls]


# --- errors


def test_a_channel_that_does_not_exist_is_named(platform: Http, run: Run) -> None:
    platform.get(f"{CHANNELS}12", status=404, json={"description": "The resource was not found"})
    failed = run("channel_info", ids=["7", "12"])
    assert failed["failed"] is True
    assert failed["msg"].startswith("GET /tenantui/api/ovoc/v1/topology/channels/12: HTTP 404")
    assert failed["failure"]["error"] == "NotFoundError"
    assert "channels" not in failed


@pytest.mark.parametrize(("ids", "message"), [(["7", " "], "ids: entry 2 is empty"), ([".."], "consists of dots")])
def test_ids_that_cannot_be_asked_for(platform: Http, run: Run, ids: list[str], message: str) -> None:
    assert message in run("channel_info", ids=ids)["msg"]
    assert [place for place in asked(platform) if place != "7"] == []


def test_an_unknown_field(platform: Http, run: Run) -> None:
    assert run("channel_info", fields=["naem"])["msg"] == "fields: naem is not a field of a channel"
    assert asked(platform) == []


def test_a_list_that_is_not_one(platform: Http, run: Run) -> None:
    platform.replace("GET", CHANNELS, json={"services": {}})
    assert "/topology/channels/: the answer is not a list of channels" in run("channel_info")["msg"]


# --- success


def test_all(platform: Http, run: Run) -> None:
    found = run("channel_info")
    assert ([item["id"] for item in found["channels"]], found["count"]) == ([7, 8, 9], 3)
    assert {tuple(item) for item in found["channels"]} == {tuple(field.name for field in fields.CHANNEL_INFO_FIELDS)}
    assert found["changed"] is False
    assert asked(platform) == [""]


def test_by_id_in_their_order_each_once(platform: Http, run: Run) -> None:
    found = run("channel_info", ids=[" 9 ", "7", "9"])
    assert [item["id"] for item in found["channels"]] == [9, 7]
    assert asked(platform) == ["9", "7"]


def test_an_empty_list_selects_nobody(platform: Http, run: Run) -> None:
    found = run("channel_info", ids=[])
    assert (found["channels"], found["count"]) == ([], 0)
    assert asked(platform) == []


def test_a_platform_without_channels(platform: Http, run: Run) -> None:
    platform.replace("GET", CHANNELS, status=204)
    assert run("channel_info")["count"] == 0


def test_chosen_fields(platform: Http, run: Run) -> None:
    (found,) = run("channel_info", ids=["7"], fields=["services"])["channels"]
    assert set(found) == {"kind", "platform", "id", "unread", "services"}


@pytest.mark.parametrize("options", [{}, {"ids": ["7"]}])
def test_no_secret_even_in_raw(platform: Http, run: Run, options: dict[str, Any]) -> None:
    found = run("channel_info", include_raw=True, **options)
    assert found["channels"][0]["raw"]["servicesNumber"] == 10
    assert not [ident for ident in IDS if client_secret(ident) in str(found)]


def test_an_operation_center_of_ones_own(http: Http, run: Run) -> None:
    http.get(f"{DIRECT}7", json=made_channel(7))
    found = run(
        "channel_info",
        ids=["7"],
        access_token="",
        username="u1",
        password="p1-not-real",
        url="https://live.example.com/ovoc",
    )
    assert found.get("count") == 1, found
