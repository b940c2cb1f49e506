# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is looked at just before a change of a license is sent: the record of the platform, never the plan."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import guards, license_plans
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_plans import DesiredLicense
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

PLUS, PRO = "oc_essentials_plus", "oc_pro"


def record(active: Any = 3, seats: int | None = 50, license_type: str = PRO, **names: str) -> dict[str, Any]:
    known = {"ump_customer_guid": "Guid-1", "name": "acme", "full_name": "ACME [Pty] Ltd"} | names
    return {**known, "license_type": license_type, "licensed_users": seats, "active_users": active}


def objection(now: dict[str, Any], protect: Any = (), allow: bool = False, **wanted: Any) -> str:
    """What is said against a change, given what the platform says."""
    before = {key: now[key] for key in license_plans.FIELDS}
    plan = license_plans.plan(DesiredLicense(now["ump_customer_guid"], **wanted), now["name"], before)
    return guards.objection(plan, now, guards.from_options(protect, allow))


@pytest.mark.parametrize(
    ("now", "seats", "said"),
    [
        (record(14), 14, ""),
        (record(14), 13, "licensed_users 13 is below the 14 seats in use now"),
        (record(14), 0, "licensed_users 0 is below the 14 seats in use now"),
        # more than there are, and still not enough
        (record(45, seats=10), 20, "licensed_users 20 is below the 45 seats in use now"),
        (record(45, seats=10), 45, ""),
        (record(None), 5, "licensed_users 5 cannot be compared with the seats in use, which cannot be read"),
        (record(None), 500, "licensed_users 500 cannot be compared with the seats in use, which cannot be read"),
        (record(True), 5, "cannot be compared"),
        (record(-1), 5, "cannot be compared"),
        (record(8, None, "oc_essentials"), 7, "licensed_users 7 is below the 8 seats in use now"),
    ],
)
def test_seats_are_compared_with_the_use(now: dict[str, Any], seats: int, said: str) -> None:
    wanted: dict[str, Any] = {"licensed_users": seats, "license_type": PRO}
    found = objection(now, **wanted)
    assert bool(found) == bool(said)
    assert said in found
    assert objection(now, allow=True, **wanted) == ""


@pytest.mark.parametrize("active", [99, None])
def test_a_change_that_leaves_the_seats_is_none_of_its_business(active: int | None) -> None:
    assert objection(record(active), full_name="Other") == ""
    assert objection(record(active), license_type=PLUS) == ""


@pytest.mark.parametrize(
    ("when", "active", "said"),
    [
        ({"active_users_max": 0}, 0, ""),
        (
            {"active_users_max": 0},
            4,
            "it was planned for customers with active_users_max 0, but 4 of 50 seats are in use",
        ),
        ({"active_users_min": 2, "usage_percent_max": 10}, 5, ""),
        ({"active_users_min": 2, "usage_percent_max": 10}, 6, "customers with usage_percent_max 10, but 6 of 50 seats"),
        ({"usage_percent_min": 90}, 44, "customers with usage_percent_min 90"),
        ({"active_users_max": 0}, None, "the plan depends on the seats in use, which cannot be read now"),
        ({"active_users_max": 0, "active_users_min": None}, 0, ""),
        ({}, None, ""),
    ],
)
def test_the_rule_must_hold_still(when: dict[str, Any], active: int | None, said: str) -> None:
    expected = {"license_type": PRO, "licensed_users": 50, "when": when}
    found = objection(record(active), license_type=PLUS, expected=expected)
    assert bool(found) == bool(said)
    assert said in found
    # seats alone may be forced
    assert bool(objection(record(active), allow=True, license_type=PLUS, expected=expected)) == bool(said)


@pytest.mark.parametrize(
    ("protect", "by"),
    [
        (["acme"], "acme"),
        (["  AC?E "], "ac?e"),
        (["GUID-1"], "guid-1"),
        # to the letter first: brackets are ordinary in names
        (["acme [pty] ltd"], "acme [pty] ltd"),
        (["nobody", "*ltd"], "*ltd"),
        (["acm"], None),
        ([" ", "acm"], None),
        ([], None),
        (None, None),
    ],
)
def test_who_is_protected(protect: list[str] | None, by: str | None) -> None:
    expected = f"not sent: protected by {by}" if by else ""
    assert objection(record(), protect, licensed_users=40) == expected
    assert objection(record(), protect, allow=True, full_name="Other") == expected


@pytest.mark.parametrize("blank", [[""], [" ", ""], ","])
def test_a_protect_list_of_variables_that_were_not_set_is_refused(blank: Any) -> None:
    """Nobody would be protected, unseen."""
    with pytest.raises(OptionError, match="protect: every entry is blank"):
        guards.from_options(blank)


@pytest.mark.parametrize("nobody", [None, [], ""])
def test_nobody_need_be_protected(nobody: Any) -> None:
    assert guards.from_options(nobody) == guards.NONE
    assert guards.from_options(["", "Acme "]).protect == ("acme",)
