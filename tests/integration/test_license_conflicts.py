# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many changes of licenses at once: others who change the same, what stops the work, and how fast it goes."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    engine,
    license_changes,
    license_plans,
    outcomes,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import Waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import NotFoundError, OptionError
from kits.acting import PLUS, Clock, change, client_of, customer, guid, held, states, told, want
from simulator import Fault, Simulator, Write


def test_somebody_else_between_read_and_write(acting: Simulator, acting_client: Client) -> None:
    """Found by the read just before the write: nothing is sent for that customer."""

    def meddle(write: Write) -> None:
        if write.path.endswith(guid(1)):
            acting.dataset.customers[1]["LicensedUsersCount"] = 77

    acting.state.after_write = meddle
    result = change(acting_client, want(1, 2, 3))
    row = result["customers"][1]
    assert states(result) == ["changed", "failed", "changed"]
    assert "the customer was changed by somebody else" in row["error"]
    assert (row["changed"], told(row["after"]), held(acting, 2)) == (False, (4, 77), (4, 77))
    assert not any(guid(2) in write.path for write in acting.writes)
    assert result["failure"]["error"] == "ConflictError"


def test_somebody_else_after_the_write(acting: Simulator, acting_client: Client) -> None:
    """Found by the read after it: wanted and found are shown."""

    def meddle(_write: Write) -> None:
        acting.dataset.customers[0]["LicensedUsersCount"] = 77

    acting.state.after_write = meddle
    (row,) = change(acting_client, want(1))["customers"]
    assert row["state"] == "failed"
    assert "wanted license_type oc_pro, licensed_users 20" in row["error"]
    assert "found license_type oc_pro, licensed_users 77" in row["error"]
    assert told(row["after"]) == (5, 77)


def test_somebody_else_did_it(acting: Simulator, acting_client: Client) -> None:
    """Two runs at once want the same: the second one has nothing to do."""
    changes = license_changes.prepare(acting_client, license_plans.desired_licenses(want(1, 2)), 1)
    assert states(change(acting_client, want(1, 2))) == ["changed", "changed"]
    acting.clear_requests()
    done = engine.carry_out_all(acting_client, changes, Waiting(), 1)
    assert [(outcome.state, outcome.changed) for outcome in done] == [("unchanged", False)] * 2
    assert acting.writes == []


def test_unexpected_state(acting: Simulator, acting_client: Client) -> None:
    """What a plan was made from is no more: that customer fails, the others are changed."""
    rows = [*want(1, expected={"license_type": PLUS, "licensed_users": 9}), *want(2, expected={"licensed_users": 10})]
    result = change(acting_client, rows)
    assert states(result) == ["failed", "changed"]
    assert result["customers"][0]["error"].startswith(
        "expected license_type oc_essentials_plus, licensed_users 9, found"
    )
    assert (held(acting, 1), result["customers"][0]["changed"]) == ((4, 10), False)
    acting.clear_requests()
    assert states(change(acting_client, [rows[0], *want(3)], stop_on_failure=True)) == ["failed", "not_tried"]
    assert acting.writes == []


def test_one_impossible_change_stops_all(acting: Simulator, acting_client: Client) -> None:
    """Before anything is sent, with every row that is wrong."""
    acting.dataset.customers.append(customer(7, "hosted_essentials", None))
    rows = [*want(1), *want(7), *want(2, license_type="hosted_pro")]
    with pytest.raises(OptionError) as failure:
        change(acting_client, rows)
    assert str(failure.value) == (
        "nothing was changed: customers[1] (c7): hosted_essentials cannot become oc_pro; possible from hosted_essentials: "
        "nothing; customers[2] (c2): oc_essentials_plus cannot become hosted_pro; possible from oc_essentials_plus: "
        "oc_essentials_plus, oc_pro"
    )
    assert acting.writes == []


def test_customers_that_do_not_exist(acting: Simulator, acting_client: Client) -> None:
    with pytest.raises(NotFoundError, match=f"no customer with GUID {guid(98)}, {guid(99)}"):
        change(acting_client, want(1, 98, 99))
    assert acting.writes == []


@pytest.mark.parametrize("app", [None, "app-1"], ids=["license", "app registration"])
def test_a_customer_that_is_gone(acting: Simulator, acting_client: Client, app: str | None) -> None:
    """Where the row says what it had, it was there once: it fails alone, as one does that has something else."""
    rows = [*want(1), *want(99, expected={"license_type": PLUS}, application_client_id=app), *want(2)]
    result = change(acting_client, rows)
    assert states(result) == ["changed", "failed", "changed"]
    gone = result["customers"][1]
    assert gone["error"] == f"expected license_type oc_essentials_plus, found no customer with GUID {guid(99)}"
    assert [gone[key] for key in ("before", "wanted", "after", "changed", "task")] == [None, None, None, False, None]
    assert (result["failure"]["error"], held(acting, 1), held(acting, 2)) == ("ConflictError", (5, 20), (5, 20))
    acting.clear_requests()
    assert states(change(acting_client, [*want(3), rows[1]], stop_on_failure=True)) == ["not_tried", "failed"]
    assert acting.writes == []


@pytest.mark.parametrize("expected", [None, {"license_type": None, "licensed_users": None}])
def test_a_misspelled_customer_stops_all(acting: Simulator, acting_client: Client, expected: object) -> None:
    with pytest.raises(NotFoundError, match=f"no customer with GUID {guid(99)}"):
        change(acting_client, want(1, 99, expected=expected))
    assert acting.writes == []


@pytest.mark.parametrize(("stop", "others"), [(True, "not_tried"), (False, "would_change")])
def test_check_mode_foretells_what_a_conflict_stops(
    acting: Simulator, acting_client: Client, stop: bool, others: str
) -> None:
    desired = license_plans.desired_licenses(want(1) + want(2, expected={"licensed_users": 9}))
    changes = license_changes.prepare(acting_client, desired, 1)
    assert [outcome.state for outcome in outcomes.predicted(changes, stop)] == [others, "failed"]


def test_stop_on_failure(acting: Simulator, acting_client: Client) -> None:
    """What was applied and what was not is told exactly; a second run finishes the rest."""
    acting.fault(guid(3), Fault(status=400, body="No.", method="PATCH", times=1))
    result = change(acting_client, want(1, 2, 3, 4, 5), stop_on_failure=True)
    assert states(result) == ["changed", "changed", "failed", "not_tried", "not_tried"]
    assert result["msg"].startswith("1 of 5 customers failed, beginning with c3: PATCH ")
    assert result["msg"].endswith("[2 changed, 2 not tried]")
    assert [row["after"] for row in result["customers"][3:]] == [None, None]
    assert [held(acting, number)[0] for number in range(1, 6)] == [5, 5, 4, 4, 4]
    acting.clear_requests()
    assert states(change(acting_client, want(1, 2, 3, 4, 5))) == [
        "unchanged",
        "unchanged",
        "changed",
        "changed",
        "changed",
    ]
    assert len(acting.writes) == 3


def test_refused_credentials_end_the_work(acting: Simulator, acting_client: Client) -> None:
    """No other customer would fare better."""
    acting.fault(guid(2), Fault(status=401, method="PATCH"))
    result = change(acting_client, want(1, 2, 3))
    assert states(result) == ["changed", "failed", "not_tried"]
    assert result["failure"]["status"] == 401


@pytest.mark.parametrize("kind", ["cut", "cut_after"])
def test_keep_going_while_connections_break(acting: Simulator, kind: str) -> None:
    """Every third write is spoilt, several customers at a time; runs are repeated until all is done."""
    acting.dataset.customers[:] = map(customer, range(1, 31))
    rows, runs = want(*range(1, 31)), 0
    while True:
        for skip in range(2, 30, 3):
            acting.fault("/api/v3/customer/", Fault(kind=kind, method="PATCH", times=1, skip=skip))
        # the clock is that of all threads: what one of them waits passes for the others
        with client_of(acting, rate_limit=0, timeout=600) as client:
            result = change(client, rows, workers=4)
        for number, row in enumerate(result["customers"], 1):
            assert told(row["after"]) == held(acting, number)
        runs += 1
        acting.clear_faults()
        if not result["failed"]:
            break
        assert runs < 8
    assert {held(acting, number) for number in range(1, 31)} == {(5, 20)}
    assert (runs > 1) == (kind == "cut")


def test_pace_of_many(acting: Simulator) -> None:
    """Four requests for two customers and three for each one more, none faster or much slower than the pace."""
    acting.dataset.customers[:] = map(customer, range(1, 41))
    clock = Clock()
    with client_of(acting, clock) as client:
        assert set(states(change(client, want(*range(1, 41))))) == {"changed"}
    requests = acting.count("GET") + acting.count("PATCH")
    assert requests == 1 + 3 * 40
    assert requests - 10 <= clock.now <= 1.2 * requests
