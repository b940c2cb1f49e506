# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sip_connection: the profile and the flags of "Modify SIP Connection", and where a request says which connection it is about."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError, PartialError
from ansible_collections.audiocodes.live_platform.plugins.modules import sip_connection as module_file
from ansible_collections.audiocodes.live_platform.plugins.modules.sip_connection import sip_connection
from kits.acting import SIP_DEFAULTS, client_of
from simulator import Fault, Simulator, Write

Result = dict[str, Any]

GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
FIRST, FIRST_NAME = "24aa9454-77bc-433b-b73c-426e0fac8862", "GSCIILOQQBGJR"
SECRET = "new-passw0rd-of-the-carrier"
NAMED: Result = {"guid": GUID, "name": FIRST_NAME}
NEW: Result = {"guid": GUID, "name": "Branch", "sbc_id": 4, "onboarding_script": 8, "cleanup_script": 800}
BLIND = {"enable_cac": False, "carrier_registration": True}
SENT = {"enableCAC": False, "flagCarrierRegistration": True}


@pytest.fixture
def acting(sim: Simulator) -> Simulator:
    """The vendor's examples."""
    return sim


@pytest.fixture
def client(acting: Simulator) -> Iterator[Client]:
    """A client on a clock of its own; every request is sent at once."""
    with client_of(acting, rate_limit=0) as made:
        yield made


def run(client: Client, *, check: bool = False, **options: Any) -> Result:
    """What the module returns."""
    module = SimpleNamespace(params=SIP_DEFAULTS | options, check_mode=check, _diff=True, no_log_values=set())
    return sip_connection(module, client)


def failed(client: Client, **options: Any) -> tuple[str, Result]:
    """(message, result) of a run that fails."""
    with pytest.raises(PartialError) as failure:
        run(client, **options)
    return str(failure.value), failure.value.result


def bodies(acting: Simulator) -> list[Any]:
    return [write.body for write in acting.writes]


def queries(acting: Simulator) -> list[str]:
    return [request.query for request in acting.requests if request.method == "PATCH"]


# --- what is refused


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"send_flags": True}, "send_flags has no effect without enable_cac or carrier_registration"),
        ({"send_flags": True, "configure_sbc": True}, "send_flags has no effect"),
        (
            {"cac_profile": "10 sessions", "script_parameters": {"Cac Profile": "x"}},
            "cac_profile and script_parameters both set the profile",
        ),
        ({"change_keys": {"onboarding_script": " "}}, "change_keys: onboarding_script must not be empty"),
        ({"change_keys": {"onboarding_script": "sbcId"}}, "change_keys: two values would have the same key"),
    ],
)
def test_refused(acting: Simulator, client: Client, options: Result, says: str) -> None:
    with pytest.raises(OptionError, match=says):
        run(client, **NAMED, **options)
    assert acting.requests == []


# --- an existing connection


def test_what_a_read_shows_is_compared(acting: Simulator, client: Client) -> None:
    """And returned if it was given."""
    given: Result = {**NAMED, "cac_profile": "20 sessions", "configure_sbc": False}
    planned = run(client, check=True, **given)
    result = run(client, **given)
    assert bodies(acting) == [{"sbcSiteGuid": FIRST, "CacProfile": "20 sessions", "flagConfigureSbc": False}]
    assert [result["before"][key] for key in ("cac_profile", "configure_sbc")] == ["10 sessions", True]
    assert [result["sip_connection"][key] for key in ("cac_profile", "configure_sbc")] == ["20 sessions", False]
    assert planned["sip_connection"] == result["sip_connection"]
    assert run(client, **given)["state"] == "unchanged"
    assert "cac_profile" not in run(client, **NAMED)["sip_connection"]
    assert len(acting.writes) == 1


def test_a_profile_that_stands_among_the_variables(acting: Simulator, client: Client) -> None:
    """Where the platform shows none beside the scripts."""
    acting.dataset.sites[FIRST] = {"cacProfile": None, "customerVariables": {"Cac Profile": "20 sessions"}}
    assert run(client, **NAMED, cac_profile="20 sessions")["state"] == "unchanged"
    acting.dataset.sites[FIRST] = {"cacProfile": None}
    assert run(client, **NAMED, cac_profile="")["state"] == "unchanged"


def test_flags_that_no_read_shows_go_with_another_change(acting: Simulator, client: Client) -> None:
    """Never alone, unless it is asked for, and then with every run."""
    given: Result = {**NAMED, **BLIND}
    for more, sent in (
        ({}, []),
        ({"sbc_id": 77}, [{"sbcSiteGuid": FIRST, "sbcId": 77, **SENT}]),
        ({"sbc_id": 77}, []),
        ({"send_flags": True}, [{"sbcSiteGuid": FIRST, **SENT}]),
        ({"send_flags": True}, [{"sbcSiteGuid": FIRST, **SENT}]),
    ):
        acting.clear_requests()
        result = run(client, **given, **more)
        assert (result["changed"], bodies(acting)) == (bool(sent), sent)
        assert result["sip_connection"].keys().isdisjoint(BLIND)
    assert SENT.items() <= acting.dataset.sites[FIRST].items()


def test_secrets_and_flags_go_together(acting: Simulator, client: Client) -> None:
    """Whichever of them was asked for."""
    given: Result = {**NAMED, "enable_cac": True, "script_parameters": {"CarrierUserPassword": SECRET}}
    for more in ({"send_flags": True}, {"send_secrets": True}):
        run(client, **given, **more)
    parameters = {"CarrierUserPassword": "(removed)"}
    assert bodies(acting) == [{"sbcSiteGuid": FIRST, "enableCAC": True, "scriptParameters": parameters}] * 2


def test_flags_whose_answer_is_lost(acting: Simulator, client: Client) -> None:
    acting.plan_tasks(polls=0)
    acting.fault("/sitelocation/", Fault(kind="cut", method="PATCH", times=1))
    says, result = failed(client, **NAMED, **BLIND, send_flags=True)
    assert "whether the flags arrived cannot be read back" in says
    assert (result["state"], result["changed"]) == ("failed", True)


# --- where the request says which connection, and under what keys


@pytest.mark.parametrize(("form", "other"), [("body", "query"), ("query", "body")])
def test_each_platform_takes_its_form(acting: Simulator, client: Client, form: str, other: str) -> None:
    """The vendor's page does not say which it is; of the other nothing is changed."""
    acting.state.connection_id_places = (form,)
    says, result = failed(client, **NAMED, sbc_id=77, id_form=other)
    assert "404" in says
    assert (result["state"], result["changed"]) == ("failed", False)
    acting.clear_requests()
    assert run(client, **NAMED, sbc_id=77, id_form=form)["state"] == "changed"
    named: Result = {"sbcSiteGuid": FIRST}
    assert bodies(acting) == [{"sbcId": 77} | (named if form == "body" else {})]
    assert [parse_qs(query) for query in queries(acting)] == [{"sbcSiteGuid": [FIRST]} if form == "query" else {}]


def test_keys_in_doubt_can_be_others(acting: Simulator, client: Client) -> None:
    says, _result = failed(client, **NAMED, onboarding_script=9, change_keys={"onboarding_script": "onboardingScript"})
    assert bodies(acting) == [{"sbcSiteGuid": FIRST, "onboardingScript": 9}]
    assert "the platform probably ignores an unknown key: see id_form, change_keys" in says
    assert run(client, **NAMED, onboarding_script=9)["state"] == "changed"


def test_which_keys_can_be_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are inferred."""
    seen: list[Result] = []
    monkeypatch.setattr(module_file, "run", lambda spec, _work: seen.append(spec))
    module_file.main()
    assert {name: key["default"] for name, key in seen[0]["change_keys"]["options"].items()} == {
        "onboarding_script": "sbcOnboardingScript",
        "cleanup_script": "sbcCleanupScript",
        "script_parameters": "scriptParameters",
    }


def test_what_was_accepted_and_ignored(acting: Simulator, client: Client) -> None:
    """The hint names what to try, the form of the parameters only if there are some."""

    def forget(_write: Write) -> None:
        acting.state.tasks.settle()
        acting.dataset.sites.pop(FIRST, None)

    acting.plan_tasks(polls=0)
    acting.state.after_write = forget
    says, _result = failed(client, **NAMED, cac_profile="20 sessions")
    assert says.endswith("ignores an unknown key: see id_form, change_keys)")
    says, _result = failed(client, **NAMED, script_parameters={"Mine": "x"})
    assert "see id_form, change_keys, script_parameters_form; a script parameter that" in says


# --- a new connection


def test_a_profile_of_a_new_connection_is_a_parameter_of_its_scripts(acting: Simulator, client: Client) -> None:
    """As the page that adds has it; it takes one request."""
    given: Result = {**NEW, "cac_profile": "20 sessions"}
    planned = run(client, check=True, **given)
    result = run(client, **given)
    (body,) = bodies(acting)
    assert body["scriptParameters"] == {"CacProfile": "20 sessions"}
    assert "CacProfile" not in body
    assert result["sip_connection"]["cac_profile"] == planned["sip_connection"]["cac_profile"] == "20 sessions"
    assert run(client, **given)["state"] == "unchanged"
    assert run(client, **given, id_form="query")["state"] == "unchanged"


def test_flags_of_a_new_connection_follow_in_a_second_request(acting: Simulator, client: Client) -> None:
    given: Result = {**NEW, **BLIND, "configure_sbc": False, "id_form": "query"}
    assert run(client, check=True, **given)["sip_connection"]["configure_sbc"] is False
    assert acting.writes == []
    result = run(client, **given)
    assert [write.method for write in acting.writes] == ["POST", "PATCH"]
    first, second = bodies(acting)
    assert first.keys() & {"enableCAC", "flagConfigureSbc", "flagCarrierRegistration"} == set()
    assert second == {**SENT, "flagConfigureSbc": False}
    assert queries(acting) == [f"sbcSiteGuid={result['sip_connection']['id']}"]
    assert (result["state"], result["before"], len(result["tasks"])) == ("changed", None, 2)
    assert result["sip_connection"]["configure_sbc"] is False
    assert run(client, **given)["state"] == "unchanged"
    assert len(acting.writes) == 2


def test_a_flag_that_is_as_wanted_takes_no_second_request(acting: Simulator, client: Client) -> None:
    result = run(client, **NEW, configure_sbc=True)
    assert [write.method for write in acting.writes] == ["POST"]
    assert (result["state"], result["changed"], result["sip_connection"]["configure_sbc"]) == ("changed", True, True)


def test_flags_of_a_new_connection_that_is_not_waited_for(acting: Simulator, client: Client) -> None:
    """They are not sent; the next run sets the one that is compared."""
    acting.plan_tasks(polls=0)
    given: Result = {**NEW, "configure_sbc": False}
    assert run(client, **given, wait=False)["state"] == "started"
    assert [write.method for write in acting.writes] == ["POST"]
    acting.state.tasks.settle()
    assert run(client, **given)["state"] == "changed"
    assert [write.method for write in acting.writes] == ["POST", "PATCH"]


@pytest.mark.parametrize(
    ("flags", "again"), [(BLIND, "run again with send_flags"), ({"configure_sbc": False}, "run again")]
)
def test_flags_of_a_new_connection_that_are_refused(
    acting: Simulator, client: Client, flags: Result, again: str
) -> None:
    """The connection is there, and the message says what is missing."""
    acting.fault("/sitelocation/", Fault(status=400, method="PATCH", times=1))
    says, result = failed(client, **NEW, **flags)
    assert "the connection was added, but its flags may not be set" in says
    assert says.endswith(f"{again})")
    assert (result["state"], result["changed"], result["uncertain"]) == ("failed", True, [])
    assert result["sip_connection"]["name"] == "Branch"
    assert run(client, **NEW, **flags, send_flags="send_flags" in again)["state"] == "changed"


def test_flags_of_a_new_connection_whose_answer_is_lost(acting: Simulator, client: Client) -> None:
    acting.plan_tasks(polls=0)
    acting.fault("/sitelocation/", Fault(kind="cut", method="PATCH", times=1))
    says, result = failed(client, **NEW, **BLIND)
    assert "its flags may not be set" in says
    assert (result["state"], result["changed"]) == ("failed", True)


def test_a_new_connection_that_is_not_what_was_wanted_gets_no_flags(acting: Simulator, client: Client) -> None:
    """A parameter that the platform does not show."""

    def forget(_write: Write) -> None:
        acting.state.tasks.settle()
        for detail in acting.dataset.sites.values():
            detail["customerVariables"].pop("Mine", None)

    acting.plan_tasks(polls=0)
    acting.state.after_write = forget
    says, result = failed(client, **NEW, **BLIND, script_parameters={"Mine": "x"})
    assert "belongs in secret_parameters" in says
    assert [write.method for write in acting.writes] == ["POST"]
    assert (result["changed"], result["sip_connection"]["name"]) == (True, "Branch")


def test_a_new_connection_that_never_shows_up(acting: Simulator, client: Client) -> None:
    """Its task has succeeded, so that it may still come."""

    def lose(_write: Write) -> None:
        acting.state.tasks.settle()
        row = acting.dataset.customer_row(GUID)
        assert row is not None
        row["SiteLocation"] = [site for site in row["SiteLocation"] if site["name"] != "Branch"]

    acting.plan_tasks(polls=0)
    acting.state.after_write = lose
    says, result = failed(client, **NEW, **BLIND)
    assert "the platform may still carry it out" in says
    assert (result["changed"], result["uncertain"]) == (True, ["Branch"])
    assert [write.method for write in acting.writes] == ["POST"]
