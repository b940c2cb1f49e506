# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module customer: a customer is removed under its exact name, and the list alone tells whether it exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    DataError,
    LivePlatformError,
    OptionError,
    PartialError,
)
from ansible_collections.audiocodes.live_platform.plugins.modules.customer import customer
from kits import harness
from kits.acting import client_of
from kits.inventory import service_row
from simulator import Fault, Simulator, Write

Result = dict[str, Any]

GUID, SHORT = "8f479a63-cf48-4f36-bbcd-65267a6f06cc", "two_sbc_two_cp"
PATH = f"/tenantui/api/v2/customer/{GUID}"
LIST, SERVICES = "/api/v3/customer", "/topology/services"


@pytest.fixture
def acting(sim: Simulator) -> Simulator:
    """The vendor's examples."""
    return sim


@pytest.fixture
def client(acting: Simulator) -> Iterator[Client]:
    """A client on a clock of its own; every request is sent at once."""
    with client_of(acting, rate_limit=0) as made:
        yield made


def run(client: Client, guid: str = GUID, confirm_name: str = SHORT, **options: Any) -> Result:
    """What the module returns, and the warnings where there are any."""
    params = {"guid": guid, "state": "absent", "confirm_name": confirm_name, "wait": True, "wait_timeout": 100}
    told: list[str] = []
    module = SimpleNamespace(
        params=params | options, check_mode=False, _diff=True, no_log_values=set(), warn=told.append
    )
    return customer(module, client) | ({"warnings": told} if told else {})


def guids(sim: Simulator) -> list[str]:
    return [row["UmpCustomerGuid"] for row in sim.dataset.customers]


@pytest.mark.parametrize("name", ["", " ", "two_sbc_two_c", "TWO_SBC_TWO_CP", " two_sbc_two_cp", "micu_test", GUID])
def test_another_name(acting: Simulator, client: Client, name: str) -> None:
    """Refused, without the true one to copy."""
    with pytest.raises(OptionError) as failure:
        run(client, confirm_name=name)
    assert str(failure.value) == f"nothing was sent: confirm_name does not match the name of customer {GUID}"
    assert (acting.writes, len(guids(acting))) == ([], 10)


@pytest.mark.parametrize("name", ["", " "])
def test_customer_without_a_name(acting: Simulator, client: Client, name: str) -> None:
    """Nothing can confirm it."""
    row = acting.dataset.customer_row(GUID)
    assert row is not None
    row["CustomerShortName"] = name
    with pytest.raises(OptionError, match="does not match"):
        run(client, confirm_name=name)
    assert acting.writes == []


@pytest.mark.parametrize("guid", ["", "  "])
def test_no_guid(acting: Simulator, client: Client, guid: str) -> None:
    """That is not a customer that is gone."""
    with pytest.raises(OptionError, match="guid is empty"):
        run(client, guid=guid)
    assert acting.requests == []


@pytest.mark.parametrize("wrong", [Fault(status=404), Fault(kind="html"), Fault(kind="wrong_shape"), Fault("empty")])
def test_no_list_is_not_absence(acting: Simulator, client: Client, wrong: Fault) -> None:
    """A wrong path answers 404 or a login page: nothing is known then."""
    acting.fault(LIST, wrong)
    with pytest.raises(LivePlatformError):
        run(client)
    assert acting.writes == []


def test_404_for_a_customer_that_is_still_in_the_list(acting: Simulator, client: Client) -> None:
    """The path was wrong: not called removed, and not waited for."""
    acting.fault(PATH, Fault(status=404, method="DELETE"))
    with pytest.raises(
        PartialError, match=r"HTTP 404: .*; read back instead: wanted none, found .*check the id, url"
    ) as failed:
        run(client)
    assert (failed.value.result["state"], failed.value.result["changed"]) == ("failed", False)
    assert (failed.value.as_result()["status"], client.clock()) == (404, 0)


@pytest.mark.parametrize("guid", [SHORT, f"{GUID[:-1]}d", "two\nlines"])
def test_another_guid_for_a_name_that_is_there(acting: Simulator, client: Client, guid: str) -> None:
    """Removed already, says the list; whoever meant the one that is left is told."""
    result = run(client, guid=guid)
    assert (result["state"], result["changed"], acting.writes) == ("unchanged", False, [])
    (warning,) = result["warnings"]
    assert warning.startswith(
        f"no customer has GUID {' '.join(guid.split())}, so it counts as removed, but a customer with"
    )
    assert "warnings" not in run(client, guid=guid, confirm_name="nobody")


def test_half_removed(acting: Simulator, client: Client) -> None:
    """A platform that takes the connections away and then fails: that is a change, and it is shown."""

    def keep_half(_write: Write) -> None:
        acting.dataset.customers.append({**kept, "SiteLocation": []})
        acting.dataset.changed()

    kept = acting.dataset.customer_row(GUID) or {}
    acting.state.after_write = keep_half
    try:
        with pytest.raises(PartialError, match="accepted the change, but read back: wanted none, found") as failed:
            run(client)
    finally:
        acting.state.after_write = None
    assert (failed.value.result["state"], failed.value.result["changed"]) == ("failed", True)
    assert failed.value.result["diff"]["after"]["sip_connections"] == []


def test_removed(acting: Simulator, client: Client) -> None:
    """With what went along in the result; a GUID in other letters is the same."""
    result = run(client, guid=GUID.upper())
    assert [(write.method, write.path) for write in acting.writes] == [("DELETE", PATH)]
    assert GUID not in guids(acting)
    assert (result["state"], result["changed"], result["task"], result["tasks"]) == ("changed", True, None, [])
    assert (result["customer"]["name"], len(result["customer"]["sip_connections"])) == (SHORT, 2)
    assert result["diff"] == {
        "before_header": f"customer {GUID}",
        "after_header": f"customer {GUID}",
        "before": {
            "ump_customer_guid": GUID,
            "name": SHORT,
            "full_name": result["customer"]["full_name"],
            "license_type": "oc_pro",
            "licensed_users": 15,
            "sip_connections": ["GSCIILOQQBGJR", "GSCIILOQQBORK"],
        },
        "after": {},
    }
    # both lists before, that of customers after
    assert acting.count("GET") == 3


def test_gone_already(acting: Simulator, client: Client) -> None:
    """Whatever the name."""
    result = run(client, guid="no-such-guid", confirm_name="whatever")
    assert (result["state"], result["changed"], result["customer"], acting.writes) == ("unchanged", False, None, [])
    assert "diff" not in result


def test_removal_by_a_task(acting: Simulator, client: Client) -> None:
    """No page shows one; where the answer names one it is waited for."""
    acting.task("tsk_1", polls=3, effect=acting.dataset.customers.clear)
    for wait, state in ((False, "started"), (True, "changed")):
        acting.fault(PATH, Fault(status=200, body={"taskId": "tsk_1", "other": "tsk_0"}, method="DELETE", times=1))
        result = run(client, wait=wait)
        assert (result["state"], result["changed"], result["tasks"]) == (state, True, ["tsk_1"])
    assert guids(acting) == []


def owned(ident: int, guid: str | None, source: str = "OC") -> Result:
    """A service with an owner."""
    return service_row(ident, name=f"s{ident}", serviceSource=source, umpId=guid)


@pytest.mark.parametrize(
    ("customers", "services", "says"),
    [
        ("none", [], "the list of customers is empty, and so is the list of services"),
        ("none", [owned(1, GUID)], "not a single customer, but 1 of them carry the GUID of a customer (s1)"),
        (
            "none",
            [owned(1, None, "DM"), owned(2, None, "LTC")],
            "not a single customer, but 1 of them are not Device Manager services (s2)",
        ),
        (
            "others",
            [owned(1, GUID.upper())],
            f"customer {GUID} is not in the list of customers, but service 1 belongs to it",
        ),
    ],
)
def test_a_list_that_something_speaks_against(
    acting: Simulator, client: Client, customers: str, services: list[Result], says: str
) -> None:
    """It does not show that the customer is gone; whoever knows better says so."""
    rows = acting.dataset.customers
    rows[:] = [] if customers == "none" else [row for row in rows if row["UmpCustomerGuid"] != GUID]
    acting.dataset.services[:] = services
    acting.dataset.changed()
    with pytest.raises(DataError, match="or set trust_list to accept it") as failure:
        run(client)
    assert says in str(failure.value)
    assert run(client, trust_list=True)["state"] == "unchanged"
    assert acting.writes == []


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (lambda sim: sim.dataset.services.clear(), "10 customers and not a single service"),
        (lambda sim: sim.dataset.customer_row(GUID).update(ActiveUserCount="1,500"), "active_users, usage_percent"),
        (lambda sim: [row.pop("LicensedUsersCount") for row in sim.dataset.customers], "licensed_users, usage_percent"),
        (lambda sim: [row.pop("isEnabled") for row in sim.dataset.services], "enabled of all services"),
        (lambda sim: sim.fault(SERVICES, Fault(status=503)), "HTTP 503"),
        (lambda sim: sim.fault(SERVICES, Fault("part", status=206, rows=3)), "HTTP 206"),
    ],
    ids=["no services", "a value", "a field", "a field of services", "503", "206"],
)
def test_nothing_is_removed_from_a_platform_in_trouble(
    acting: Simulator, client: Client, trouble: Callable[[Any], object], says: str
) -> None:
    """Whoever knows better says so."""
    trouble(acting)
    acting.dataset.changed()
    with pytest.raises(LivePlatformError, match=says):
        run(client)
    assert acting.writes == []
    assert run(client, trust_list=True)["state"] == "changed"


def test_a_value_of_somebody_else_is_none_of_its_business(acting: Simulator, client: Client) -> None:
    """Nor is a list of services that the account may not read, but that is said."""
    others = [row for row in acting.dataset.customers if row["UmpCustomerGuid"] != GUID]
    others[0]["ActiveUserCount"] = "1,500"
    acting.dataset.services[0]["status"] = ["OK"]
    acting.dataset.changed()
    acting.fault(SERVICES, Fault(status=403))
    (warning,) = run(client)["warnings"]
    assert warning.startswith("only the list of customers was checked; services could not be read: GET ")


def test_fewer_customers_than_expected(acting: Simulator, client: Client) -> None:
    """Neither removed nor called gone, however much the list is trusted."""
    for guid in (GUID, "no-such-guid"):
        with pytest.raises(DataError, match=r"lists 10 customers, fewer than minimum_customers \(11\)"):
            run(client, guid=guid, minimum_customers=11, trust_list=True)
    assert acting.writes == []
    assert run(client, minimum_customers=10)["state"] == "changed"


def test_a_platform_without_customers(acting: Simulator, client: Client) -> None:
    """Services of Device Manager alone are fine; that there is no customer at all is said."""
    acting.dataset.customers.clear()
    acting.dataset.services[:] = [owned(1, None, "DM")]
    acting.dataset.changed()
    result = run(client)
    assert result["state"] == "unchanged"
    assert result["warnings"] == [f"the platform has no customers at all, so customer {GUID} counts as removed"]


@pytest.mark.parametrize("left", [0, 4], ids=["none", "some"])
@pytest.mark.parametrize("fault", [Fault(status=503, method="DELETE"), None], ids=["503", "accepted"])
def test_a_list_that_is_cut_short_after_the_removal(
    acting: Simulator, client: Client, fault: Fault | None, left: int
) -> None:
    """What became of the customer is not known: neither removed nor untouched."""
    others = [row for row in acting.dataset.customers if row["UmpCustomerGuid"] != GUID]
    acting.fault(LIST, Fault(status=200, body=others[:left], method="GET", skip=1))
    if fault:
        acting.fault(PATH, fault)
    with pytest.raises(
        PartialError, match=r"does not show whether customer .* is removed: it lacks [59] of 9 others"
    ) as f:
        run(client)
    assert (f.value.result["state"], f.value.result["changed"], f.value.result["uncertain"]) == ("failed", True, [GUID])
    assert "may still carry it out" in str(f.value)


def test_somebody_else_removes_another_one(acting: Simulator, client: Client) -> None:
    """Two runs at once are no list that is cut short."""

    def remove_another(_write: Write) -> None:
        acting.dataset.customers.pop()
        acting.dataset.changed()

    acting.state.after_write = remove_another
    assert run(client)["state"] == "changed"


def test_the_last_customer(acting: Simulator, client: Client) -> None:
    """An empty list is what its removal leaves; an answer that was lost does not prove it."""
    rows = acting.dataset.customers
    (last,) = rows[:] = [row for row in rows if row["UmpCustomerGuid"] == GUID]
    acting.dataset.services[:] = [owned(1, None, "DM")]
    acting.dataset.changed()
    acting.fault(PATH, Fault(kind="cut_after", method="DELETE", times=1))
    with pytest.raises(PartialError, match="was not accepted, and the list of customers is now empty"):
        run(client)
    rows.append(last)
    acting.dataset.changed()
    assert run(client)["state"] == "changed"


@pytest.mark.every_core
def test_playbook(core: harness.Core, play: Callable[..., Any], acting: Simulator) -> None:
    """Shown, removed, and gone the second time."""
    name, given = "audiocodes.live_platform.customer", {"guid": GUID, "state": "absent", "confirm_name": SHORT}
    tasks: list[Result] = [
        {name: given, "register": "planned", "check_mode": True},
        {name: given, "register": "removed"},
        {name: given | {"confirm_name": "x"}, "register": "gone"},
    ]
    done, results = play(core, acting.env(), tasks, "--diff")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [results[key]["state"] for key in ("planned", "removed", "gone")] == ["would_change", "changed", "unchanged"]
    assert [write.method for write in acting.writes] == ["DELETE"]
    assert '-    "name": "two_sbc_two_cp"' in done.stdout
