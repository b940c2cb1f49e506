# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows about channels: every key of the vendor's example, what cannot be read, and never the secret."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import channel_rows, fields
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from simulator.channels import SERVICES, client_secret, made_channel

Row = dict[str, Any]

ROW = made_channel(7, {"OC": "sb1-1316004-508-3"})


def read(row: Row, **options: Any) -> Row:
    return channel_rows.channel(row, "7", **options)


def without(*keys: str) -> Row:
    return {name: value for name, value in ROW.items() if name not in keys}


# --- what is no channel


@pytest.mark.parametrize("body", [None, [], "7", [ROW], {}, without("id", "url")])
def test_what_is_not_a_channel(body: Any) -> None:
    with pytest.raises(DataError):
        channel_rows.channel(body, "7")


def test_another_channel_than_asked_for() -> None:
    with pytest.raises(DataError, match="the platform returned channel 7 when asked for 8"):
        channel_rows.channel(ROW, "8")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (None, "the answer is not a list of channels"),
        ({"services": []}, "the answer is not a list of channels"),
        ({"channels": ["x"]}, "row 1 of the list of channels is not an object"),
        ({"channels": [ROW, without("id", "url")]}, "row 2 of the list of channels has no id"),
        ({"channels": [ROW, ROW]}, "1 id occurs more than once in the list of channels: 7"),
    ],
)
def test_what_is_not_a_list_of_channels(body: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        channel_rows.channels(body)


# --- what cannot be read


@pytest.mark.parametrize("services", ["OC", 7, [ROW["services"]], {"OC": "on"}, {"OC": {"enabled": "perhaps"}}])
def test_services_that_cannot_be_read_are_unread(services: Any) -> None:
    assert read({**ROW, "services": services})["unread"] == ["services"]


@pytest.mark.parametrize("key", ["a.b", "x.Enabled", ".", "Enabled.x"])
def test_a_key_with_a_dot_is_a_key_that_is_not_known(key: str) -> None:
    found = read({**ROW, "services": {"OC": {"enabled": True, key: "text"}}})
    assert (found["unread"], found["services"][0]["enabled"]) == ([], True)


def test_a_metering_tag_of_an_unknown_form_is_unread() -> None:
    assert read({**ROW, "services": {"OC": {"enabled": True, "meteringTag": {"a": 1}}}})["unread"] == ["services"]


@pytest.mark.parametrize(
    ("key", "field"),
    [("services", "services"), ("servicesNumber", "services_total"), ("maxCustomers", "customers_max")],
)
def test_a_key_that_is_always_there(key: str, field: str) -> None:
    assert read(without(key))["unread"] == [field]


# --- what can


def test_every_field() -> None:
    found = read(ROW, platform="north")
    services = found.pop("services")
    assert list(found) == [field.name for field in fields.CHANNEL_INFO_FIELDS if field.name != "services"]
    assert found == {
        "kind": "channel",
        "id": 7,
        "name": "channel7",
        "description": "Channel 7",
        "defined_at": "2025-08-12T07:02:10.822+00:00",
        "last_changed": "2025-11-16T16:20:05.808+00:00",
        "customers_max": 0,
        "services_total": 10,
        "iam_account_id": ROW["iamAccountId"],
        "ms_tenant_id": ROW["msTenantId"],
        "ad_group_id": "",
        "ad_group_name": "",
        "application_client_id": ROW["appRegistrationSettings"]["clientId"],
        "url": "/ovoc/v1/topology/channels/7",
        "platform": "north",
        "unread": [],
    }
    assert [item["code"] for item in services] == [code.lower() for code in SERVICES]
    assert {item["code"]: item["metering_tag"] for item in services if item["metering_tag"]} == {
        "oc": "sb1-1316004-508-3"
    }
    assert sum(item["enabled"] for item in services) == found["services_total"]
    assert [item["info"] for item in services if item["code"] == "voca"] == [{"subRegionalVocaIds": []}]


def test_the_id_may_be_in_the_address_alone() -> None:
    """What the vendor's example shows for certain."""
    assert read(without("id"))["id"] == 7
    assert [item["id"] for item in channel_rows.channels({"channels": [without("id")]})] == [7]


@pytest.mark.parametrize("body", [{"channels": [ROW]}, [ROW], {"data": [ROW]}])
def test_forms_of_the_list(body: Any) -> None:
    assert channel_rows.channels(body) == [read(ROW)]


def test_no_channel() -> None:
    assert channel_rows.channels({"channels": []}) == []


@pytest.mark.parametrize("services", [{}, None])
def test_no_service_is_not_unread(services: Any) -> None:
    found = read({**ROW, "services": services})
    assert (found["services"], found["unread"]) == ([], [])


@pytest.mark.parametrize("include_raw", [False, True])
def test_the_secret_is_nowhere(include_raw: bool) -> None:
    services = {"OC": {"enabled": True, "info": {"clientSecret": client_secret(7), "a": 1}}}
    found = read({**ROW, "services": services}, include_raw=include_raw)
    assert client_secret(7) in str(ROW)
    assert client_secret(7) not in str(found)
    assert found["services"][0]["info"] == {"a": 1}
    assert ("raw" in found) is include_raw
