# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the platform says just before a change decides whether it is sent, whatever it said when the change was planned."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    engine,
    guards,
    license_changes,
    license_plans,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import Waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from kits.acting import PLUS, change, guid, held, states, want
from simulator import Simulator, Write


def set_use(sim: Simulator, number: int, use: Any) -> None:
    sim.dataset.customers[number - 1]["ActiveUserCount"] = use
    sim.dataset.changed()


@pytest.mark.parametrize(("use", "says"), [(15, "below the 15 seats in use now"), ("1,500", "which cannot be read")])
def test_use_that_fewer_seats_would_not_cover(acting: Simulator, acting_client: Client, use: Any, says: str) -> None:
    """That customer alone fails, untouched; the others are changed."""
    set_use(acting, 2, use)
    result = change(acting_client, want(1, 2, 3, seats=14))
    row = result["customers"][1]
    assert states(result) == ["changed", "failed", "changed"]
    assert says in row["error"]
    assert (row["changed"], held(acting, 2), result["uncertain"]) == (False, (4, 10), [])
    assert not any(guid(2) in write.path for write in acting.writes)
    assert result["failure"]["error"] == "ConflictError"


def test_use_that_grows_after_the_list_was_read(acting: Simulator, acting_client: Client) -> None:
    """The record read just before the write counts, not the list that the plan was made from."""

    def meddle(write: Write) -> None:
        if write.path.endswith(guid(1)):
            set_use(acting, 2, 21)

    acting.state.after_write = meddle
    result = change(acting_client, want(1, 2))
    assert states(result) == ["changed", "failed"]
    assert "licensed_users 20 is below the 21 seats in use now" in result["customers"][1]["error"]
    assert [write.path.rpartition("/")[2] for write in acting.writes] == [guid(1)]


def test_use_that_grows_while_an_upgrade_is_at_work(acting: Simulator, acting_client: Client) -> None:
    """Its confirmation is a write of its own, with seats in it."""

    def meddle(write: Write) -> None:
        if write.method == "POST":
            set_use(acting, 6, 45)
            acting.state.tasks.settle()
            acting.dataset.customers[5]["LicensedUsersCount"] = 50

    acting.plan_tasks(guid(6), polls=0)
    acting.state.after_write = meddle
    result = change(acting_client, want(6))
    assert [write.method for write in acting.writes] == ["POST"]
    assert "licensed_users 20 is below the 45 seats in use now" in result["msg"]
    assert "the upgrade is done, but not confirmed" in result["msg"]
    assert held(acting, 6) == (5, 50)


def guarded(client: Client, rows: list[dict[str, Any]], guard: guards.Guard) -> list[tuple[str, str]]:
    changes = license_changes.prepare(client, license_plans.desired_licenses(rows), 1, guard)
    done = engine.carry_out_all(client, changes, Waiting(), 1)
    return [(outcome.state, str(outcome.failure or "")) for outcome in done]


def test_a_name_that_comes_under_protection(acting: Simulator, acting_client: Client) -> None:
    """Names and GUIDs are those of the platform at that moment."""

    def meddle(_write: Write) -> None:
        acting.dataset.customers[1]["CustomerShortName"] = "vip-2"
        acting.dataset.changed()

    acting.state.after_write = meddle
    rule = guards.from_options(["VIP-*", guid(3).upper()])
    assert guarded(acting_client, want(1, 2, 3), rule) == [
        ("changed", ""),
        ("failed", "not sent: protected by vip-*"),
        ("failed", f"not sent: protected by {guid(3)}"),
    ]
    assert [held(acting, number) for number in (2, 3)] == [(4, 10), (4, 10)]


def test_fewer_seats_than_in_use_where_that_is_asked_for(acting: Simulator, acting_client: Client) -> None:
    rows = want(1, license_type=PLUS, seats=2)
    assert [state for state, _said in guarded(acting_client, rows, guards.NONE)] == ["failed"]
    assert [state for state, _said in guarded(acting_client, rows, guards.from_options([], True))] == ["changed"]
    assert held(acting, 1) == (4, 2)
