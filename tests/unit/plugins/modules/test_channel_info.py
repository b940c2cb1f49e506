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


def test_a_channel_that_does_not_exist_is_named_beside_those_that_were_read(platform: Http, run: Run) -> None:
    platform.get(f"{CHANNELS}12", status=404, json={"description": "The resource was not found"})
    failed = run("channel_info", ids=["7", "12", "9"])
    assert failed["failed"] is True
    said = "1 channel could not be read, beginning with 12: GET /tenantui/api/ovoc/v1/topology/channels/12: HTTP 404"
    assert failed["msg"].startswith(said)
    assert failed["failure"]["error"] == "PartialError"
    assert ([item["id"] for item in failed["channels"]], failed["count"]) == ([7, 9], 2)
    (item,) = failed["failed_items"]
    assert (item["id"], item["name"], item["status"]) == ("12", "", 404)
    assert "HTTP 404" in item["msg"]


@pytest.mark.parametrize("ignored", [["404"], ["12"], ["*"], ["500", " 12 "]])
def test_failures_that_may_be_ignored(platform: Http, run: Run, ignored: list[str]) -> None:
    platform.get(f"{CHANNELS}12", status=404, json={})
    found = run("channel_info", ids=["12", "7"], ignore_errors_for=ignored)
    assert not found.get("failed"), found
    assert [item["id"] for item in found["channels"]] == [7]
    assert [item["id"] for item in found["failed_items"]] == ["12"]


@pytest.mark.parametrize("ignored", [["403"], ["7"], []])
def test_failures_that_may_not(platform: Http, run: Run, ignored: list[str]) -> None:
    platform.get(f"{CHANNELS}12", status=404, json={})
    assert run("channel_info", ids=["12", "7"], ignore_errors_for=ignored)["failed"] is True


def test_another_channel_than_asked_for_is_a_failure_of_that_one(platform: Http, run: Run) -> None:
    platform.get(f"{CHANNELS}12", json=made_channel(13))
    failed = run("channel_info", ids=["7", "12"])
    assert "the platform returned channel 13 when asked for 12" in failed["failed_items"][0]["msg"]
    assert [item["id"] for item in failed["channels"]] == [7]


@pytest.mark.parametrize(("ids", "message"), [(["7", " "], "ids: entry 2 is empty"), ([".."], "consists of dots")])
def test_ids_that_cannot_be_asked_for(platform: Http, run: Run, ids: list[str], message: str) -> None:
    assert message in run("channel_info", ids=ids)["msg"]
    assert [place for place in asked(platform) if place != "7"] == []


@pytest.mark.parametrize("option", ["names", "services"])
def test_a_list_of_blanks_selects_neither_all_nor_nobody(platform: Http, run: Run, option: str) -> None:
    assert option in run("channel_info", **{option: [" "]})["msg"]
    assert asked(platform) == []


def test_a_number_of_requests_at_once_that_makes_no_sense(platform: Http, run: Run) -> None:
    assert "parallel must be 1 or more, not 0" in run("channel_info", ids=["7"], parallel=0)["msg"]
    assert asked(platform) == []


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
    assert sorted(asked(platform)) == ["7", "9"]
    assert found["failed_items"] == []


@pytest.mark.parametrize("option", ["ids", "names", "services"])
def test_an_empty_list_selects_nobody(platform: Http, run: Run, option: str) -> None:
    found = run("channel_info", **{option: []})
    assert (found["channels"], found["count"], found["failed_items"]) == ([], 0, [])
    assert asked(platform) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"names": ["channel8"]}, [8]),
        ({"names": [" CHANNEL* "]}, [7, 8, 9]),
        ({"services": ["zoom"]}, [7, 9]),
        ({"services": ["ZOOM", "voca"]}, [7, 8, 9]),
        ({"names": ["channel7", "channel8"], "services": ["voca"]}, [8]),
        ({"ids": ["9", "8"], "services": ["zoom"]}, [9]),
    ],
)
def test_filters(platform: Http, run: Run, filters: dict[str, Any], expected: list[int]) -> None:
    """The second channel has Voca instead of Zoom."""
    other = made_channel(8)
    other["services"]["ZOOM"]["enabled"], other["services"]["VOCA"]["enabled"] = False, True
    platform.replace("GET", CHANNELS, json={"channels": [made_channel(7), other, made_channel(9)]})
    platform.replace("GET", f"{CHANNELS}8", json=other)
    found = run("channel_info", **filters)
    assert ([item["id"] for item in found["channels"]], found["count"]) == (expected, len(expected))
    assert found["warnings"] == []


def test_filters_that_no_channel_fits(platform: Http, run: Run) -> None:
    found = run("channel_info", names=["acme", "channel7"], services=["oc", "fax"])
    assert [item["id"] for item in found["channels"]] == [7]
    assert found["warnings"] == ["names: no channel is called acme", "services: no channel has a service fax"]


def test_totals(platform: Http, run: Run) -> None:
    odd = {**made_channel(8, {"OC": "sb1-1", "VOCA": "sb1-2", "DM": " "}), "maxCustomers": "many"}
    platform.replace("GET", CHANNELS, json={"channels": [made_channel(7, {"OC": "sb1-3"}), odd]})
    found = run("channel_info", summary_only=True, fields=["name"])
    assert "channels" not in found
    totals = found["totals"]
    assert (found["count"], totals["channels"]) == (2, 2)
    assert totals["metering_tags"] == {"oc": 2, "voca": 1}
    assert totals["services"]["oc"] == 2
    assert "voca" not in totals["services"]
    assert totals["unread"] == {"customers_max": 1}


def test_totals_of_what_could_be_read(platform: Http, run: Run) -> None:
    platform.get(f"{CHANNELS}12", status=500, json={})
    failed = run("channel_info", ids=["7", "12"], summary_only=True, retries=0)
    assert failed["failed"] is True
    assert (failed["totals"]["channels"], len(failed["failed_items"])) == (1, 1)


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
