# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module sip_connection: what it refuses, what it sends, what it tells."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    DataError,
    LivePlatformError,
    NotFoundError,
    OptionError,
    PartialError,
)
from ansible_collections.audiocodes.live_platform.plugins.modules import sip_connection as module_file
from ansible_collections.audiocodes.live_platform.plugins.modules.sip_connection import sip_connection
from kits import harness
from kits.acting import SIP_DEFAULTS, client_of
from simulator import Fault, Simulator

Result = dict[str, Any]

GUID, OTHER = "8f479a63-cf48-4f36-bbcd-65267a6f06cc", "27aa5123-9b59-4374-bc89-838a9e536f24"
FIRST, FIRST_NAME = "24aa9454-77bc-433b-b73c-426e0fac8862", "GSCIILOQQBGJR"
SECOND, SECOND_NAME = "0fb000b9-a2e0-4d7a-b286-62095bddeb63", "GSCIILOQQBORK"
SECRET = "new-passw0rd-of-the-carrier"
NAMED: Result = {"guid": GUID, "name": FIRST_NAME}
NEW: Result = {"guid": GUID, "name": "Branch", "sbc_id": 4, "onboarding_script": 8, "cleanup_script": 800}


@pytest.fixture
def acting(sim: Simulator) -> Simulator:
    """The vendor's examples."""
    return sim


@pytest.fixture
def client(acting: Simulator) -> Iterator[Client]:
    """A client on a clock of its own; every request is sent at once."""
    with client_of(acting, rate_limit=0) as made:
        yield made


def run(client: Client, **options: Any) -> Result:
    """What the module returns."""
    module = SimpleNamespace(params=SIP_DEFAULTS | options, check_mode=False, _diff=True, no_log_values={SECRET, "10"})
    return sip_connection(module, client)


def sites(sim: Simulator, guid: str = GUID) -> list[Result]:
    """The connections of a customer, on the platform."""
    row = sim.dataset.customer_row(guid)
    assert row is not None
    found: list[Result] = row["SiteLocation"]
    return found


# --- what is refused


@pytest.mark.parametrize(
    ("options", "kind", "says"),
    [
        ({}, OptionError, "give id, or guid and name"),
        ({"guid": GUID}, OptionError, "give id, or guid and name"),
        ({"name": FIRST_NAME}, OptionError, "give id, or guid and name"),
        ({"guid": GUID, "name": " ", "sbc_id": 4}, OptionError, "give id, or guid and name"),
        ({"guid": " ", "id": " ", "name": FIRST_NAME}, OptionError, "give id, or guid and name"),
        ({"guid": "no-such-guid", "name": "x"}, NotFoundError, "Customer with no-such-guid not found"),
        ({"id": "no-such-id"}, NotFoundError, "no SIP connection with id no-such-id"),
        ({"id": FIRST, "guid": OTHER}, NotFoundError, f"no SIP connection with id {FIRST}"),
        ({"guid": GUID, "name": "Branch"}, OptionError, "sbc_id is needed to add SIP connection Branch"),
        ({**NEW, "name": FIRST_NAME.lower()}, OptionError, "differs only in case"),
        ({**NEW, "name": f" {FIRST_NAME} "}, OptionError, "or in blanks around it"),
        ({"id": FIRST, "name": SECOND_NAME}, OptionError, f"SIP connection {SECOND} of the customer has this name"),
        ({**NAMED, "send_secrets": True}, OptionError, "send_secrets has no effect"),
        (
            {**NAMED, "send_secrets": True, "script_parameters": {"Mine": "x"}},
            OptionError,
            "send_secrets has no effect",
        ),
        ({**NAMED, "script_parameters": {"Mine": ["x"]}}, OptionError, "Mine must be text, a number"),
        ({**NAMED, "script_parameters": {"CacProfile": "x", "Cac Profile": "y"}}, OptionError, "a parameter twice"),
        ({"id": FIRST, "state": "absent"}, OptionError, "confirm_name is needed"),
        ({"id": FIRST, "state": "absent", "confirm_name": ""}, OptionError, "confirm_name is needed"),
        ({"id": FIRST, "state": "absent", "confirm_name": " "}, OptionError, "confirm_name does not match"),
        ({"id": FIRST, "state": "absent", "confirm_name": SECOND_NAME}, OptionError, "confirm_name does not match"),
        ({"id": FIRST, "state": "absent", "name": FIRST_NAME.lower()}, OptionError, "name does not match"),
        ({"id": FIRST, "state": "absent", "name": SECOND_NAME, "confirm_name": FIRST_NAME}, OptionError, "name does"),
        ({**NAMED, "state": "absent", "confirm_name": SECOND_NAME}, OptionError, "confirm_name does not match"),
        ({"guid": GUID, "name": FIRST_NAME.lower(), "state": "absent"}, OptionError, "only in case"),
        ({"guid": "no-such-guid", "name": "x", "state": "absent"}, NotFoundError, "Customer with no-such-guid"),
    ],
)
def test_refused(acting: Simulator, client: Client, options: Result, kind: type[LivePlatformError], says: str) -> None:
    """Before anything is sent, and without the name that would have been right."""
    with pytest.raises(kind) as failure:
        run(client, **options)
    assert says in str(failure.value)
    if "does not match" in says:
        assert FIRST_NAME not in str(failure.value)
    assert acting.writes == []


@pytest.mark.parametrize("state", ["present", "absent"])
def test_ambiguous_name(acting: Simulator, client: Client, state: str) -> None:
    """The ids are told, and one of them helps."""
    sites(acting)[1]["name"] = FIRST_NAME
    with pytest.raises(OptionError, match=f"2 SIP connections have this name; give the id .*{FIRST}, {SECOND}"):
        run(client, **NAMED, state=state, sbc_id=77)
    assert acting.writes == []
    assert run(client, **NAMED, id=SECOND, state=state, sbc_id=77)["changed"]
    assert [site["sbcId"] for site in sites(acting)] in ([2, 77], [2])


def test_one_id_twice(acting: Simulator, client: Client) -> None:
    """A request would change or remove nobody knows which."""
    sites(acting, OTHER).append(copy.deepcopy(sites(acting)[0]))
    with pytest.raises(DataError, match=f"the platform has 2 SIP connections with id {FIRST}"):
        run(client, id=FIRST, state="absent", confirm_name=FIRST_NAME)
    assert acting.writes == []


@pytest.mark.parametrize("state", ["present", "absent"])
def test_customer_that_came_without_its_connections(acting: Simulator, client: Client, state: str) -> None:
    """They are not taken for none."""
    row = acting.dataset.customer_row(GUID)
    assert row is not None
    del row["SiteLocation"]
    with pytest.raises(DataError, match=f"customer {GUID} came without its SIP connections"):
        run(client, **NEW | NAMED, state=state)
    assert acting.writes == []


def test_customer_without_any(acting: Simulator, client: Client) -> None:
    """Nothing to remove; a first one can be added."""
    row = acting.dataset.customer_row(GUID)
    assert row is not None
    row["SiteLocation"] = []
    assert run(client, **NAMED, state="absent")["state"] == "unchanged"
    assert run(client, **NEW)["state"] == "changed"


@pytest.mark.parametrize("kind", ["wrong_shape", "html", "empty"])
def test_answer_that_is_no_connection(acting: Simulator, client: Client, kind: str) -> None:
    """Nothing is decided on it."""
    acting.fault("/sitelocation/", Fault(kind=kind))
    with pytest.raises(DataError):
        run(client, **NAMED, sbc_id=77)
    assert acting.writes == []


def test_404_is_not_absence(acting: Simulator, client: Client) -> None:
    """A connection whose own read fails exists all the same: it is not changed, but can be removed."""
    acting.fault("/sitelocation/", Fault(status=404, method="GET"))
    with pytest.raises(NotFoundError):
        run(client, **NAMED, sbc_id=77)
    assert acting.writes == []
    result = run(client, **NAMED, state="absent")
    assert (result["state"], result["before"]["id"], len(sites(acting))) == ("changed", FIRST, 1)


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_removal_under_way(acting: Simulator, client: Client, state: str) -> None:
    """It is waited for: what was to be changed is gone then, and what was to be removed as well."""
    client.delete_sip_connection(FIRST)
    acting.clear_requests()
    if state == "absent":
        assert run(client, **NAMED, state=state)["state"] == "unchanged"
    else:
        with pytest.raises(
            ConflictError, match=f"nothing was sent: SIP connection {FIRST} was removed in the meantime"
        ):
            run(client, **NAMED, sbc_id=77)
    assert acting.writes == []


@pytest.mark.parametrize("options", [{"guid": GUID, "name": FIRST_NAME}, {"id": FIRST, "confirm_name": FIRST_NAME}])
def test_a_new_name_under_way(acting: Simulator, client: Client, options: Result) -> None:
    """What has another name when the task has ended is not what was to be removed."""
    client.change_sip_connection(GUID, {"sbcSiteGuid": FIRST, "sbcSiteName": "Renamed"})
    acting.clear_requests()
    with pytest.raises(OptionError, match="name does not match the name of"):
        run(client, **options, state="absent")
    assert (acting.writes, sites(acting)[0]["name"]) == ([], "Renamed")


# --- what is sent


def test_all_of_a_new_connection(acting: Simulator, client: Client) -> None:
    """The documented body, what became of it, and no secret anywhere."""
    given = {"CarrierUserPassword": SECRET, "Cac Profile": "10 sessions", "Mine": 5}
    result = run(client, **NEW, script_parameters=given)
    (write,) = acting.writes
    assert (write.method, write.path) == ("POST", f"/tenantui/api/v2/customer/{GUID}/sitelocation/")
    assert write.body == {
        "siteLocationName": "Branch",
        "ovocCustomerType": "IPGROUP_TYPE",
        "sbcId": 4,
        "sbcOnboardingScript": 8,
        "sbcCleanupScript": 800,
        "scriptParameters": {"CarrierUserPassword": "(removed)", "Cac Profile": "10 sessions", "Mine": 5},
    }
    assert SECRET in acting.secrets()
    site = sites(acting)[2]
    assert result["sip_connection"] == {
        "id": site["id"],
        "name": "Branch",
        "sbc_id": 4,
        "deployment_state": "deployed",
        "configuration_type": "siptrunk",
        "onboarding_script": 8,
        "cleanup_script": 800,
        "script_parameters": {"Cac Profile": "10 sessions", "Mine": "5"},
    }
    assert (result["before"], result["ump_customer_guid"], result["task"]) == (None, GUID, "tsk_185510")
    assert result["diff"]["before"] == {}
    assert SECRET not in str(result)
    assert SECRET in client.concealed


def test_parameters_as_a_list(acting: Simulator, client: Client) -> None:
    run(client, **NEW, script_parameters={"Mine": "x", "Empty": None}, script_parameters_form="list")
    assert acting.writes[0].body["scriptParameters"] == [{"name": "Mine", "value": "x"}]


def test_only_what_differs_is_sent(acting: Simulator, client: Client) -> None:
    """By id in any case of letters, without the customer's GUID; scripts as well."""
    result = run(client, id=FIRST.upper(), name="Renamed", sbc_id=sites(acting)[0]["sbcId"], onboarding_script=9)
    (write,) = acting.writes
    assert write.body == {"sbcSiteGuid": FIRST, "sbcSiteName": "Renamed", "sbcOnboardingScript": 9}
    assert (result["ump_customer_guid"], result["before"]["name"]) == (GUID, FIRST_NAME)
    assert (result["diff"]["before"]["onboarding_script"], result["diff"]["after"]["onboarding_script"]) == (7, 9)
    assert not run(client, id=FIRST, name="Renamed", onboarding_script=9)["changed"]


def test_letters_of_its_own_name(acting: Simulator, client: Client) -> None:
    run(client, id=FIRST, name=FIRST_NAME.lower())
    assert sites(acting)[0]["name"] == FIRST_NAME.lower()


@pytest.mark.parametrize(
    "shown",
    [
        {"CacProfile": "10 sessions"},
        {"cac profile": "10 sessions"},
        {"CarrierHostName": f"{FIRST_NAME}.carrier.example"},
        {"CarrierUserName": f"{FIRST_NAME}Carrier"},
        {"CarrierMailLine": f"{FIRST_NAME}MainLine"},
        {"OnlinePstnGateway": f"{FIRST_NAME}.sbc.example"},
        {"ProxySet": "SIPTrunk"},
    ],
)
def test_where_the_platform_shows_parameters(acting: Simulator, client: Client, shown: Result) -> None:
    """The names of the page that adds, beside those of the page that reads: nothing differs."""
    assert run(client, **NAMED, script_parameters=shown)["state"] == "unchanged"
    other = run(client, **NAMED, script_parameters=dict.fromkeys(shown, "other"))
    assert (other["state"], other["before"]["script_parameters"]) == ("changed", shown)


def test_secrets_go_with_another_change(acting: Simulator, client: Client) -> None:
    """Never alone, unless it is asked for, and then with every run."""
    given: Result = {**NAMED, "script_parameters": {"Mine": "x", "CarrierUserPassword": SECRET}}
    run(client, **given)
    acting.clear_requests()
    for more, sent in (({}, 0), ({"sbc_id": 77}, 1), ({"sbc_id": 77}, 0), ({"send_secrets": True}, 1)):
        result = run(client, **given, **more)
        assert (result["changed"], len(acting.writes)) == (bool(sent), sent)
        parameters = {"Mine": "x", "CarrierUserPassword": "(removed)"}
        assert all(write.body["scriptParameters"] == parameters for write in acting.writes)
        assert SECRET not in str(result)
        acting.clear_requests()
    run(client, **NAMED, sbc_id=78)
    assert acting.writes[0].body == {"sbcSiteGuid": FIRST, "sbcId": 78}


@pytest.mark.parametrize(("kind", "state"), [("cut", "failed"), ("cut_after", "changed")])
def test_secrets_whose_answer_is_lost(acting: Simulator, client: Client, kind: str, state: str) -> None:
    """No read tells whether they arrived, but a task that is at work on the connection does."""
    acting.plan_tasks(polls=2)
    acting.fault("/sitelocation/", Fault(kind=kind, method="PATCH", times=1))
    given: Result = {"script_parameters": {"CarrierUserPassword": SECRET}, "send_secrets": True}
    if state == "changed":
        assert run(client, **NAMED, **given)["state"] == "changed"
        return
    with pytest.raises(PartialError, match="look again, then run again") as failure:
        run(client, **NAMED, **given)
    assert (failure.value.result["state"], failure.value.result["changed"]) == ("failed", True)


@pytest.mark.parametrize("status", [400, 404])
def test_secrets_that_are_refused(acting: Simulator, client: Client, status: int) -> None:
    """Nothing was changed then, and nothing is said to be."""
    acting.fault("/sitelocation/", Fault(status=status, body=f"no {SECRET}", method="PATCH"))
    with pytest.raises(PartialError, match=r"no \*{8}") as failure:
        run(client, **NAMED, script_parameters={"CarrierUserPassword": SECRET}, send_secrets=True)
    assert (failure.value.result["state"], failure.value.result["changed"]) == ("failed", False)


def test_parameters_that_are_named_as_secrets(acting: Simulator, client: Client) -> None:
    """Neither compared nor shown, whatever they are called."""
    given: Result = {"script_parameters": {"CustomVar.Variable1": SECRET, "Mine": "10"}}
    named: Result = {"secret_parameters": ["customvar.variable1"]}
    result = run(client, **NAMED, **given, **named)
    assert result["sip_connection"]["script_parameters"] == {"Mine": "10"}
    assert SECRET not in str(result)
    assert SECRET in client.concealed
    acting.clear_requests()
    again = run(client, **NAMED, **given, **named)
    assert (again["state"], acting.writes) == ("unchanged", [])


def test_parameter_that_the_platform_does_not_show(acting: Simulator, client: Client) -> None:
    """That is no success, and what helps is told."""

    def forget(_write: Any) -> None:
        acting.state.tasks.settle()
        acting.dataset.sites[FIRST]["customerVariables"].pop("Mine")

    acting.plan_tasks(polls=0)
    acting.state.after_write = forget
    try:
        with pytest.raises(PartialError, match="belongs in secret_parameters") as failure:
            run(client, **NAMED, script_parameters={"Mine": "x"})
    finally:
        acting.state.after_write = None
    assert failure.value.result["sip_connection"]["script_parameters"] == {"Mine": None}


def test_difference_of_what_is_not_waited_for(acting: Simulator, client: Client) -> None:
    """What was not asked for stays, and is not shown as gone."""
    result = run(client, **NAMED, sbc_id=9, wait=False)
    assert (result["state"], result["sip_connection"]) == ("started", None)
    assert result["diff"]["after"] == result["before"] | {"sbc_id": 9}


def test_a_parameter_that_is_to_be_empty(acting: Simulator, client: Client) -> None:
    options = {**NAMED, "script_parameters": {"CacProfile": ""}}
    assert run(client, **options)["state"] == "changed"
    assert run(client, **options)["state"] == "unchanged"


@pytest.mark.parametrize("ident", [None, "", "..", "."])
@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_connection_without_an_id_is_left_alone(
    acting: Simulator, client: Client, ident: str | None, state: str
) -> None:
    """Its path would be that of all connections, or of something else."""
    sites(acting)[0]["id"] = ident
    with pytest.raises(OptionError, match="cannot be used in a request"):
        run(client, **NAMED, state=state)
    assert acting.writes == []


def test_which_values_are_masked(acting: Simulator, client: Client) -> None:
    """Secrets and what the connection itself keeps secret, but no other: 10 is in many numbers."""
    token = client.concealed | {"10", SECRET, "other secret"}
    module = SimpleNamespace(
        params=SIP_DEFAULTS
        | NAMED
        | {"script_parameters": {"Mine": "10", "Url": "sim", "CarrierUserPassword": SECRET}},
        check_mode=True,
        _diff=False,
        no_log_values=set(token),
    )
    sip_connection(module, client)
    assert module.no_log_values == token - {"10"}
    assert acting.writes == []


def test_wrong_patience(client: Client) -> None:
    with pytest.raises(OptionError, match="wait_timeout"):
        run(client, **NAMED, wait_timeout=-1)


def test_no_parameter_reaches_the_log_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ansible writes all options there before the module knows which parameters are secrets."""
    seen: list[Result] = []
    monkeypatch.setattr(module_file, "run", lambda spec, _work: seen.append(spec))
    module_file.main()
    assert seen[0]["script_parameters"]["no_log"] is True


# --- a playbook


@pytest.mark.every_core
def test_playbook(core: harness.Core, play: Callable[..., Any], acting: Simulator) -> None:
    """Planned, added, run again, removed; the secret is in no output, however much is asked for."""
    acting.plan_tasks(polls=0)
    given = {**NEW, "script_parameters": {"CarrierUserPassword": SECRET, "CarrierHostName": "sip.example"}}
    name = "audiocodes.live_platform.sip_connection"
    tasks: list[Result] = [
        {name: given, "register": "planned", "check_mode": True},
        {name: given, "register": "added"},
        {name: given, "register": "again"},
        {name: {"guid": GUID, "name": "Branch", "state": "absent"}, "register": "removed"},
    ]
    defaults = {"group/audiocodes.live_platform.live_platform": {"rate_limit": 0}}
    done, results = play(core, acting.env(), tasks, "--diff", "-vvv", module_defaults=defaults)
    assert done.returncode == 0, done.stdout + done.stderr
    states = [results[key]["state"] for key in ("planned", "added", "again", "removed")]
    assert states == ["would_change", "changed", "unchanged", "changed"]
    assert [results[key]["changed"] for key in results] == [True, True, False, True]
    assert [write.method for write in acting.writes] == ["POST", "DELETE"]
    assert results["added"]["sip_connection"]["script_parameters"] == {"CarrierHostName": "sip.example"}
    assert '+    "name": "Branch"' in done.stdout
    for secret in (SECRET, *acting.secrets()):
        assert secret not in done.stdout + done.stderr + str(results)
