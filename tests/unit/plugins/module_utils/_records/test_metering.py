# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What services say for metering: in fields where they are requested, else among the parameters."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists, metering

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
    metering.add_fields([record])
    return record


def of_metering(record: Row) -> list[Any]:
    return [record[name] for name in metering.NAMES]


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
    assert not record.keys() & set(metering.NAMES)


def test_every_service_has_the_same_keys() -> None:
    found = [service(**EVERY), service()]
    metering.add_fields(found)
    assert len({tuple(record) for record in found}) == 1
