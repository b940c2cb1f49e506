# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a change of a license is, and which ones are refused before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import bodies, license_plans
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_plans import Wish
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import LICENSE_TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

PLUS, PRO = "oc_essentials_plus", "oc_pro"


def state(license_type: str = PLUS, licensed_users: int | None = 10, **more: str) -> dict[str, Any]:
    return {"license_type": license_type, "licensed_users": licensed_users, "full_name": "Contoso", **more}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"licensed_users": 1}], r"^customers\[0\] has no guid$"),
        ([{"guid": "  ", "licensed_users": 1}], r"^customers\[0\] has no guid$"),
        (
            [{"guid": "a", "licensed_users": 1}, {"guid": "A ", "licensed_users": 2}],
            r"^customers\[1\] names customer A a second time$",
        ),
        ([{"guid": "a", "licensed_users": -1}], r"^customers\[0\]: licensed_users must be 0 or more, not -1$"),
        (
            [{"guid": "a"}],
            r"^customers\[0\] asks for nothing: give license_type, licensed_users, full_name or application_client_id$",
        ),
        ([{"guid": "a", "full_name": " "}], "asks for nothing"),
        ([{"guid": "a", "licensed_users": 1, "application_client_secret": "s"}], "needs application_client_id"),
    ],
)
def test_rows_that_are_wrong_are_named(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        license_plans.wishes(rows)


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish("g", full_name="Other"), "full name of oc_essentials cannot be changed"),
        (Wish("g", licensed_users=3), "seats of oc_essentials cannot be changed"),
        (Wish("g", full_name="Other", licensed_users=3), "seats and full name of oc_essentials cannot be changed"),
    ],
)
def test_a_refusal_names_what_was_asked_for(wish: Wish, says: str) -> None:
    with pytest.raises(OptionError, match=says):
        license_plans.plan(wish, "x", state("oc_essentials"))


@pytest.mark.parametrize("given", [{"license_type": "x", "licensed_users": "x"}, {"license_type": "customerFullName"}])
def test_no_key_for_two_values(given: dict[str, str]) -> None:
    """One of them would be lost, and seats sent as a license type."""
    with pytest.raises(OptionError, match=r"^change_keys: two values would have the same key$"):
        bodies.changed_keys(bodies.CHANGE_KEYS, given, "change_keys")


def test_secret_is_not_part_of_a_wish_that_is_shown() -> None:
    """A wish may get into a traceback."""
    (wish,) = license_plans.wishes(
        [{"guid": "a", "application_client_id": "app", "application_client_secret": "hush"}], option=""
    )
    assert wish.application_client_secret == "hush"
    assert "hush" not in repr(wish)


@pytest.mark.parametrize("old", LICENSE_TYPES)
@pytest.mark.parametrize("new", LICENSE_TYPES)
def test_only_documented_changes(old: str, new: str) -> None:
    """Both pages of the vendor, as one table; whatever is not in it names what is possible."""
    allowed = {
        *(
            (old, new)
            for old in ("hosted_essentials_plus", "hosted_pro")
            for new in ("hosted_essentials_plus", "hosted_pro")
        ),
        *((old, new) for old in ("oc_essentials_plus", "oc_pro") for new in ("oc_essentials_plus", "oc_pro")),
        ("oc_essentials", "oc_essentials_plus"),
        ("oc_essentials", "oc_pro"),
    }
    wish = Wish("g", license_type=new, licensed_users=99)
    if (old, new) in allowed:
        plan = license_plans.plan(wish, "x", state(old))
        assert plan.changes
        assert plan.is_upgrade == (old == "oc_essentials")
        assert plan.wanted == state(new, 99)
    else:
        known = [to for start, to in sorted(allowed) if start == old]
        with pytest.raises(OptionError, match=f"possible from {old}: ") as failure:
            license_plans.plan(wish, "x", state(old))
        assert all(name in str(failure.value) for name in known or ["nothing"])


@pytest.mark.parametrize("license_type", ["hosted_essentials", "type_9", "oc_pro"])
def test_what_is_so_already_is_no_change(license_type: str) -> None:
    """Also where the platform knows no change at all."""
    plan = license_plans.plan(Wish("g", license_type=license_type, licensed_users=10), "x", state(license_type))
    assert (plan.changes, plan.conflict) == (False, "")


def test_what_is_not_wanted_stays() -> None:
    assert license_plans.plan(Wish("g", license_type=PRO), "x", state()).wanted == state(PRO)
    assert license_plans.plan(Wish("g", licensed_users=0), "x", state()).wanted == state(licensed_users=0)
    assert license_plans.plan(Wish("g", full_name="New"), "x", state()).wanted == state() | {"full_name": "New"}


def test_an_upgrade_needs_seats() -> None:
    """OC Essentials has none, and the request wants a number."""
    before = state("oc_essentials", None)
    with pytest.raises(
        OptionError, match=r"^customers\[3\] \(x\): licensed_users is needed to make oc_pro of oc_essentials$"
    ):
        license_plans.plan(Wish("g", "customers[3]", license_type=PRO), "x", before)
    assert license_plans.plan(Wish("g", license_type=PRO, licensed_users=5), "x", before).changes


def test_unexpected_state_is_a_conflict() -> None:
    """What the wish was made from is no more: nothing is sent, unless the wish has come true by itself."""
    wish = Wish("g", license_type=PRO, licensed_users=20, expected={"license_type": PLUS, "licensed_users": 10})
    assert license_plans.plan(wish, "x", state()).changes
    plan = license_plans.plan(wish, "x", state(licensed_users=11))
    assert not plan.changes
    assert plan.conflict == (
        "expected license_type oc_essentials_plus, licensed_users 10, "
        "found license_type oc_essentials_plus, licensed_users 11, full_name Contoso"
    )
    assert license_plans.plan(wish, "x", state(PRO, 20)).conflict == ""
    # null says nothing about what was expected
    assert license_plans.plan(Wish("g", licensed_users=1, expected={"license_type": None}), "x", state()).changes


def test_app_registration_that_the_platform_has_is_no_change() -> None:
    """Ids are the same in any case of letters."""
    wish = Wish("g", application_client_id="ABC-1")
    assert not license_plans.plan(wish, "x", state(application_client_id="abc-1")).changes
    assert license_plans.plan(wish, "x", state(application_client_id="")).changes


def test_names_of_customers_cannot_break_a_message() -> None:
    wish = Wish("g", "customers[0]", license_type=PRO)
    with pytest.raises(OptionError, match=r"^customers\[0\] \(one two\): hosted_pro cannot become oc_pro") as failure:
        license_plans.plan(wish, "one\n\x1b two", state("hosted_pro"))
    assert str(failure.value).isprintable()


def test_body_has_what_is_given_and_no_more() -> None:
    values = {"license_type": 5, "licensed_users": 0, "full_name": None, "application_client_secret": "s", "other": 1}
    assert bodies.body(bodies.CHANGE_KEYS, values) == {
        "licenseType": 5,
        "licensedUsersCount": 0,
        "applicationClientSecret": "s",
    }
    assert bodies.body(bodies.UPGRADE_KEYS, values) == {"upgradeToLicense": 5, "licenseCount": 0}
