# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The read of one SIP connection, which holds a password in clear, and the wanted one that is compared with it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import sip_connections
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, OptionError

Make = Callable[..., Client]

# as the example of "Get SIP Connections", with other names
EXAMPLE: dict[str, Any] = {
    "tenantId": "0b7c3a52-6f1e-4a55-9d1f-000000000001",
    "m365DeploymentState": None,
    "sbcDeploymentState": 3,
    "siteName": "Site2",
    "onlinePstnGateway": "site2.sbc.example",
    "sbcInfo": {
        "sbcConfigurationType": 0,
        "cacProfile": "10 sessions",
        "carrierHostName": "site2.carrier.example",
        "carrierId": "SIPTrunk",
        "carrierMainLine": None,
        "carrierUserName": "Site2Carrier",
        "flagConfigureSbc": True,
        "sbcId": 8,
        "sbcScripts": {
            "onboardingScript": 7,
            "cleanupScript": "700",
            "customerVariables": {
                "CarrierUserPassword": "Site2#%00500",
                "CarierMailLine": "Site2MainLine",
                "CustomVar.Variable1": "variable4",
                "Number": 5,
                "Nothing": None,
            },
        },
    },
    "m365Info": {"m365Scripts": {"customerVariables": {"OtherSecret": "m365-hush"}}},
    "pendingTasks": ["tsk_1", {"id": "tsk_2"}, "tsk_0", 3, None],
}
SHOWN = {
    "cacprofile": "10 sessions",
    "onlinepstngateway": "site2.sbc.example",
    "proxyset": "SIPTrunk",
    "carrierusername": "Site2Carrier",
    "carriermailline": "Site2MainLine",
    "carrierhostname": "site2.carrier.example",
    "customvar.variable1": "variable4",
    "number": "5",
}


@pytest.mark.parametrize(
    "body", [None, 5, "text", [], {}, {"sbcInfo": None}, {"sbcInfo": {}}, {"sbcInfo": []}, {"items": EXAMPLE}]
)
def test_no_connection(make_client: Make, body: Any) -> None:
    """Without its keys everything would seem to differ."""
    with pytest.raises(DataError, match="the answer is not a SIP connection"):
        sip_connections.record(make_client(), body)


def test_a_connection_nested_too_deeply(make_client: Make) -> None:
    """An error of ours, not one of Python's."""
    deep: Any = "x"
    for _level in range(800):
        deep = {"a": deep}
    with pytest.raises(DataError, match="nested more than"):
        sip_connections.record(make_client(), {**EXAMPLE, "more": deep})


def test_the_example(make_client: Make) -> None:
    """Scripts, parameters by plain name, ids of tasks; no secret, and none that an error could show."""
    client = make_client()
    record, tasks = sip_connections.record(client, copy.deepcopy(EXAMPLE))
    assert record.pop("script_parameters") == SHOWN
    assert record == {"onboarding_script": 7, "cleanup_script": 700}
    assert tasks == ["tsk_1", "tsk_2"]
    assert {"Site2#%00500", "m365-hush"} <= client.concealed


def test_more_secrets(make_client: Make) -> None:
    """Whatever their names say."""
    client = make_client()
    record, _tasks = sip_connections.record(client, EXAMPLE, frozenset({"customvar.variable1", "cacprofile"}))
    assert "variable4" not in str(record)
    assert "10 sessions" not in str(record)
    assert "variable4" in client.concealed


@pytest.mark.parametrize("variables", [None, [], "text", {}])
def test_no_variables(make_client: Make, variables: Any) -> None:
    body = copy.deepcopy(EXAMPLE)
    body["sbcInfo"]["sbcScripts"]["customerVariables"] = variables
    record, _tasks = sip_connections.record(make_client(), {**body, "pendingTasks": None})
    assert record["script_parameters"]["cacprofile"] == "10 sessions"
    assert "number" not in record["script_parameters"]


def test_keys_in_other_letters(make_client: Make) -> None:
    """No page agrees with another about them."""
    record, _tasks = sip_connections.record(make_client(), {"SBCINFO": {"SbcScripts": {"OnboardingScript": 3}}})
    assert record == {"onboarding_script": 3, "cleanup_script": None, "script_parameters": {}}


def test_no_field_holds_the_password() -> None:
    """The reader takes it out of the variables."""
    names = {field.name for field in fields.SIP_CONNECTION_DETAIL_FIELDS}
    assert not any("password" in name or "secret" in name for name in names)
    assert len(names) == len(fields.SIP_CONNECTION_DETAIL_FIELDS)
    assert {field.type for field in fields.SIP_CONNECTION_DETAIL_FIELDS} <= TYPES.keys()


def params(**options: Any) -> dict[str, Any]:
    """Options of the module."""
    given: dict[str, Any] = dict.fromkeys(
        ("name", "confirm_name", "sbc_id", "onboarding_script", "cleanup_script", "secret_parameters")
    )
    given |= dict.fromkeys(("cac_profile", "configure_sbc", "enable_cac", "carrier_registration", "change_keys"))
    given |= {"send_flags": False, "id_form": "body"}
    given |= {"guid": "g", "id": "i", "state": "present", "customer_type": "T", "script_parameters_form": "object"}
    return given | {"script_parameters": None, "send_secrets": False} | options


@pytest.mark.parametrize("value", [[], {}, {"a": "b"}, ("x",), b"x"])
def test_parameters_that_are_no_values(value: Any) -> None:
    with pytest.raises(OptionError, match="script_parameters: A must be text, a number or a boolean"):
        sip_connections.desired_connection(params(script_parameters={"A": value}))


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("CarrierUserPassword", True),
        ("carrier user password", True),
        ("ClientSecret", True),
        ("CustomVar.Variable1", True),
        ("CUSTOMVAR.VARIABLE1", True),
        ("CustomVar.Variable2", False),
        ("PasswordPolicy", False),
        ("CacProfile", False),
    ],
)
def test_which_parameters_are_secrets(name: str, hidden: bool) -> None:
    """By their names, or because the user says so; none of them stands in the text of a desired."""
    given = params(script_parameters={name: "hush", "Mine": "x"}, secret_parameters=["customvar.Variable1"])
    desired = sip_connections.desired_connection(given)
    assert (name in desired.secret, name in desired.plain, desired.plain["Mine"]) == (hidden, not hidden, "x")
    assert ("hush" in repr(desired)) == (not hidden)


def test_blanks_count_for_nothing() -> None:
    """A survey sends them for what was left empty."""
    desired = sip_connections.desired_connection(
        params(guid=" g ", id=" ", name="n", script_parameters={"A": None, "B": 0, "C": False})
    )
    assert (desired.guid, desired.ident, desired.name, desired.plain) == ("g", None, "n", {"B": 0, "C": False})
