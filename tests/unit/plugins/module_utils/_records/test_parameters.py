# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service's parameters: read into fields where one is theirs, kept otherwise, and never a secret."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils import redaction
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists

SECRET = "hunter2"
SECRET_KEYS = [
    "password",
    "Password",
    "ApplicationClientSecret",
    "applicationclientsecret",
    "CarrierUserPassword",
    "clientSecret",
    "client_secret",
    "CLIENT-SECRET",
    "Device Password",
]


def service(parameters: Any, **more: Any) -> dict[str, Any]:
    """The record of a service with these parameters."""
    return lists.services([{"id": 1, "parameters": parameters, **more}], include_raw=True)[0]


def parameter(name: Any, value: Any) -> dict[str, Any]:
    """One parameter as the platform sends it."""
    return {"name": name, "type": "String", "value": value}


@pytest.mark.parametrize("name", ["", " ", "\n\t "])
def test_a_blank_name_is_none(name: str) -> None:
    assert service({name: 1})["parameters"] == {"unnamed": 1}


def test_of_keys_that_differ_in_case_the_last_counts() -> None:
    """Also beside the vendor's own three."""
    entry = {**parameter("a", 1), "NAME": "b", "VALUE": 2}
    assert service([entry, parameter("c", 3)])["parameters"] == {"b": 2, "c": 3}


def test_what_a_field_cannot_show_stays_in_its_own_row_alone() -> None:
    """Beside rows whose values the same field shows, has already, or that say nothing."""
    values = ["5", "five", "", None, 7, "7"]
    rows = [
        {"id": number, "totalDIDs": 7 if number > 3 else None, "parameters": [parameter("Total DIDs", value)]}
        for number, value in enumerate(values)
    ]
    rows.append({"id": 6, "totalDIDs": 7, "parameters": [parameter("Total DIDs", 8)]})
    found = lists.services(rows)
    assert [record["dids_total"] for record in found] == [5, None, None, None, 7, 7, 7]
    kept = {1: {"Total DIDs": "five"}, 6: {"Total DIDs": 8}}
    assert [record["parameters"] for record in found] == [kept.get(number, {}) for number in range(7)]


@pytest.mark.parametrize("key", SECRET_KEYS)
def test_secrets_nowhere(key: str) -> None:
    """As a key at any depth, as a parameter, inside lists, in the raw row."""
    inner = {key: SECRET, "kept": 1}
    row = {
        "id": 1,
        "UmpCustomerGuid": "g",
        key: SECRET,
        "description": [inner],
        "fullName": [[{"x": [inner]}]],
        "CustomerFullName": [inner],
        "deviceManagerParams": {key: SECRET, "devicesCount": {"personal": [inner]}},
        "attachedSites": [inner],
        "SiteLocation": [{"id": "s", "name": [inner], **inner}, [inner], "site"],
        "parameters": [
            parameter(key, SECRET),
            {"NAME": key, "VALUE": SECRET},
            parameter("email", [inner]),
            parameter("other", {"deep": inner}),
            inner,
            [parameter(key, SECRET)],
        ],
        "appRegistrationSettings": {"list": [{"name": key, "value": SECRET}]},
    }
    for record in (*lists.services([row], include_raw=True), *lists.customers([row], include_raw=True)):
        assert SECRET not in json.dumps(record)
        assert '"kept": 1' in json.dumps(record["raw"])
    for parameters in ({key: SECRET, "email": "a@b"}, parameter(key, SECRET), [{"name": {key: SECRET}, "value": 5}]):
        assert SECRET not in json.dumps(service(parameters))


@pytest.mark.parametrize(
    ("key", "secret"),
    [
        *((key, True) for key in SECRET_KEYS),
        ("ClientSecretExpirationDate", False),
        ("passwordless", False),
        ("secretary", False),
        ("name", False),
        ("", False),
    ],
)
def test_keys_of_secrets(key: str, secret: bool) -> None:
    """What ends in password or secret, however it is spelled."""
    assert redaction.is_secret(key) is secret


def test_unknown_parameters_are_kept() -> None:
    """By the vendor's own name, whatever the value, in order."""
    values = {"Plan": "gold", "Seats": 5, "On": True, "List": [1, {"a": None}], "Empty": "", "None": None}
    record = service([parameter(name, value) for name, value in values.items()])
    assert record["parameters"] == values
    assert list(record["parameters"]) == list(values)
    assert service(values)["parameters"] == values


def test_names_that_repeat_or_lack() -> None:
    """Nothing overwrites anything."""
    record = service(
        [
            parameter("Plan", 1),
            parameter("plan", 2),
            parameter(" Plan ", 3),
            {"value": 4},
            {"name": "", "value": 5},
            "six",
            7,
            parameter("Plan (2)", 8),
        ]
    )
    assert record["parameters"] == {
        "Plan": 1,
        "plan (2)": 2,
        "Plan (3)": 3,
        "unnamed": {"value": 4},
        "unnamed (2)": {"name": "", "value": 5},
        "unnamed (3)": "six",
        "unnamed (4)": 7,
        "Plan (2) (2)": 8,
    }


@pytest.mark.parametrize(
    ("parameters", "field", "value", "left"),
    [
        ([parameter("Total DIDs", "12")], "dids_total", 12, {}),
        ([parameter("used dids", 7)], "dids_used", 7, {}),
        ([parameter("Unused  DIDs", 5)], "dids_free", 5, {}),
        ([parameter("Ordered Users", "250")], "ordered_users", 250, {}),
        ([parameter("CAC Profile", "8 sessions")], "cac_profile", "8 sessions", {}),
        ([parameter("Carrier Id", 4)], "carrier_id", "4", {}),
        ([parameter("EMAIL", "a@b")], "contact_email", "a@b", {}),
        ([parameter("Trial Expiry Date", "19-07-2026")], "trial_expires", "2026-07-19", {}),
        # what the field cannot show stays visible
        ([parameter("Trial Expiry Date", "next spring")], "trial_expires", None, {"Trial Expiry Date": "next spring"}),
        ([parameter("Total DIDs", "many")], "dids_total", None, {"Total DIDs": "many"}),
        ([parameter("Ordered Users", "")], "ordered_users", None, {}),
        ([parameter("email", None)], "contact_email", "", {}),
        (
            [parameter("email", "a@b"), parameter("email", "c@d")],
            "contact_email",
            "a@b",
            {"email (2)": "c@d"},
        ),
        ("text", "contact_email", "", {"unnamed": "text"}),
        (None, "contact_email", "", {}),
        ([], "contact_email", "", {}),
    ],
)
def test_known_parameters(parameters: Any, field: str, value: Any, left: dict[str, Any]) -> None:
    """They fill their field and leave the dictionary, unless the field does not show them."""
    record = service(parameters)
    assert record[field] == value
    assert record["parameters"] == left


def test_a_single_parameter_may_come_without_a_list() -> None:
    """A mapping of names to values is one, too, unless it has the two keys of an entry."""
    assert service(parameter("Trial Expiry Date", "19-07-2026"))["trial_expires"] == "2026-07-19"
    assert service({"Name": "odd", "VALUE": 5})["parameters"] == {"odd": 5}
    assert service({"name": "odd", "other": 5})["parameters"] == {"name": "odd", "other": 5}


def test_field_and_parameter_disagree() -> None:
    """The row's own key counts; the parameter that says otherwise is kept."""
    record = service([parameter("Total DIDs", "9"), parameter("Used DIDs", "3")], totalDIDs=8, usedDIDs=3)
    assert (record["dids_total"], record["dids_used"]) == (8, 3)
    assert record["parameters"] == {"Total DIDs": "9"}


def test_raw_only_when_asked_for() -> None:
    """It doubles the size of a record."""
    row = {"id": 1, "odd": {"key": [1, None, "x", 2.5]}}
    assert "raw" not in lists.services([row])[0]
    assert lists.services([row], include_raw=True)[0]["raw"] == row
    assert "raw" not in lists.customers([{"UmpCustomerGuid": "g"}])[0]


def test_raw_can_be_written() -> None:
    """As strict JSON: what no number of it is becomes text."""
    row = {"id": 1, "odd": [float("inf"), {"key": float("nan")}], "half": "\ud800"}
    written = {"id": 1, "odd": ["inf", {"key": "nan"}], "half": "\ufffd"}
    assert lists.services([row], include_raw=True)[0]["raw"] == written


def test_rows_are_not_changed() -> None:
    """The caller's data stays the caller's."""
    row = {"id": 1, "parameters": [parameter("password", SECRET)], "attachedSites": [1]}
    before = json.dumps(row)
    record = lists.services([row], include_raw=True)[0]
    record["attached_sites"].append(2)
    record["raw"]["attachedSites"].append(3)
    assert json.dumps(row) == before
    assert record["raw"]["attachedSites"] == [1, 3]
