# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What services say for metering: in fields where they are requested, else among the parameters."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import channel_rows, lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.metering_tiers import add_tiers
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.parameters import (
    METERING_NAMES,
    add_metering,
)
from simulator.channels import made_channel

Row = dict[str, Any]

TAG = "sb1-1316004-508-3"
EVERY = {
    "Metering Tag": TAG,
    "User DIDs": 12,
    "Contact Center DIDs": "3",
    "Service Number DIDs": 0,
    "Service Numbers CAC": "40",
}


def service(**parameters: Any) -> Row:
    """The record of a service with these parameters, before the fields for metering are added."""
    entries = [{"name": name.replace("_", " "), "type": "String", "value": value} for name, value in parameters.items()]
    return lists.services([{"id": 7, "parameters": entries}])[0]


def added(**parameters: Any) -> Row:
    record = service(**parameters)
    add_metering([record])
    return record


def of_metering(record: Row) -> list[Any]:
    return [record[name] for name in METERING_NAMES]


# --- what cannot be read


@pytest.mark.parametrize("value", ["many", 1.5, True, [1], {"a": 1}])
def test_a_count_that_cannot_be_read_is_unread_and_stays_a_parameter(value: Any) -> None:
    record = added(User_DIDs=value, Metering_Tag=TAG)
    assert (record["user_dids"], record["metering_tag"]) == (None, TAG)
    assert "user_dids" in record["unread"]
    assert record["parameters"] == {"User DIDs": value}


@pytest.mark.parametrize("value", [None, ""])
def test_what_says_nothing_is_not_unread(value: Any) -> None:
    record = added(**dict.fromkeys(EVERY, value))
    assert of_metering(record) == ["", None, None, None, None]
    assert record["parameters"] == {}
    assert record["unread"] == service()["unread"]


def test_a_secret_is_no_tag() -> None:
    record = added(Metering_Tag={"name": "x", "password": "hunter2"})
    assert "hunter2" not in str(record)


# --- what can


def test_every_field() -> None:
    record = added(**EVERY, Other="x")
    assert of_metering(record) == [TAG, 12, 3, 0, 40]
    assert record["parameters"] == {"Other": "x"}


def test_names_regardless_of_case_and_the_first_of_two() -> None:
    record = added(**{"METERING TAG": "one", "metering tag": "two"})
    assert record["metering_tag"] == "one"
    assert record["parameters"] == {"metering tag (2)": "two"}


def test_without_the_request_they_are_parameters() -> None:
    record = service(**EVERY)
    assert record["parameters"] == EVERY
    assert not record.keys() & set(METERING_NAMES)


def test_every_service_has_the_same_keys() -> None:
    found = [service(**EVERY), service()]
    add_metering(found)
    assert len({tuple(record) for record in found}) == 1


# --- tiers


OTHER = "sb1-1316004-508-4"


def used(guid: str, tag: str = "", source: str = "oc", **more: Any) -> Row:
    """The record of a service of a customer, with its setup id."""
    parameters = [{"name": "Metering Tag", "value": tag}]
    (record,) = lists.services([{"id": 7, "umpId": guid, "serviceSource": source, "parameters": parameters}])
    add_metering([record])
    return {**record, "source": source, **more}


def owner(guid: str, channel: int | None = 7, **more: Any) -> Row:
    (record,) = lists.customers([{"UmpCustomerGuid": guid, "CustomerShortName": guid}])
    return {**record, "unread": [], "channel_id": channel, **more}


def channel(ident: int = 7, /, **tags: str) -> Row:
    """The record of a channel with setup ids by the codes of services."""
    return channel_rows.channel(made_channel(ident, tags), str(ident))


def tiers(services: list[Row], customers: list[Row], *channels: Row) -> dict[str, list[str] | str]:
    """GUID -> the tiers, or that they are unread."""
    add_tiers(services, customers, {item["id"]: item for item in channels})
    return {
        item["ump_customer_guid"]: "unread" if "metering_tiers" in item["unread"] else item["metering_tiers"]
        for item in customers
    }


@pytest.mark.parametrize(
    ("of_service", "of_channel", "expected"),
    [
        ("", {}, []),
        (TAG, {}, ["service"]),
        ("", {"OC": TAG}, ["channel"]),
        (TAG, {"OC": TAG}, ["channel", "service"]),
        # any setup id on more than one tier
        (TAG, {"OC": OTHER}, ["channel", "service"]),
        # for services of another kind, or that are switched off
        (TAG, {"LTC": OTHER}, ["service"]),
        ("", {"LTC": OTHER}, []),
        (TAG, {"VOCA": OTHER}, ["service"]),
        # the same one is the same one, whatever it is for
        (TAG, {"LTC": TAG.upper()}, ["channel", "service"]),
        (TAG, {"OC": " "}, ["service"]),
    ],
)
def test_tiers_of_one_service(of_service: str, of_channel: dict[str, str], expected: list[str]) -> None:
    assert tiers([used("a", of_service)], [owner("A")], channel(7, **of_channel)) == {"A": expected}


def test_each_service_by_itself() -> None:
    """A channel's id for one service and another service's own id are on one tier each."""
    services = [used("a", "", "oc"), used("a", OTHER, "ltc")]
    assert tiers(services, [owner("a")], channel(OC=TAG)) == {"a": ["channel"]}
    services = [used("a", "", "oc"), used("a", OTHER, "ltc")]
    assert tiers(services, [owner("a")], channel(OC=TAG, LTC=TAG)) == {"a": ["channel", "service"]}


def test_an_id_that_another_channel_has_is_on_two_tiers() -> None:
    services = [used("a", TAG), used("b", "")]
    found = tiers(services, [owner("a", 7), owner("b", 8)], channel(7), channel(8, OC=TAG))
    assert found == {"a": ["channel", "service"], "b": ["channel", "service"]}


def test_a_customer_without_a_channel_has_the_tier_of_its_services() -> None:
    assert tiers([used("a", TAG)], [owner("a", None), owner("b", None)]) == {"a": ["service"], "b": []}


def test_what_could_not_be_read() -> None:
    assert tiers([used("a", TAG, unread=["metering_tag"])], [owner("a", None)]) == {"a": "unread"}
    assert tiers([used("a", TAG)], [owner("a", None, unread=["channel_id"])]) == {"a": "unread"}
    assert tiers([used("a", TAG)], [owner("a", 9)], channel(7)) == {"a": "unread"}
    assert tiers([used("a", TAG)], [owner("a")], {**channel(), "unread": ["services"]}) == {"a": "unread"}
    # what belongs to others
    assert tiers([used("b", TAG, unread=["metering_tag"])], [owner("a")], channel()) == {"a": []}
