# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a change of a license is, and which ones are refused before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import bodies, license_plans
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_plans import DesiredLicense
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
        license_plans.desired_licenses(rows)


@pytest.mark.parametrize(
    ("desired", "says"),
    [
        (DesiredLicense("g", full_name="Other"), "full name of oc_essentials cannot be changed"),
        (DesiredLicense("g", licensed_users=3), "seats of oc_essentials cannot be changed"),
        (
            DesiredLicense("g", full_name="Other", licensed_users=3),
            "seats and full name of oc_essentials cannot be changed",
        ),
    ],
)
def test_a_refusal_names_what_was_asked_for(desired: DesiredLicense, says: str) -> None:
    with pytest.raises(OptionError, match=says):
        license_plans.plan(desired, "x", state("oc_essentials"))


@pytest.mark.parametrize("given", [{"license_type": "x", "licensed_users": "x"}, {"license_type": "customerFullName"}])
def test_no_key_for_two_values(given: dict[str, str]) -> None:
    """One of them would be lost, and seats sent as a license type."""
    with pytest.raises(OptionError, match=r"^change_keys: two values would have the same key$"):
        bodies.changed_keys(bodies.CHANGE_KEYS, given, "change_keys")


def test_secret_is_not_shown_with_the_desired_license() -> None:
    """It may get into a traceback."""
    (desired,) = license_plans.desired_licenses(
        [{"guid": "a", "application_client_id": "app", "application_client_secret": "hush"}], option=""
    )
    assert desired.application_client_secret == "hush"
    assert "hush" not in repr(desired)


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
    desired = DesiredLicense("g", license_type=new, licensed_users=99)
    if (old, new) in allowed:
        plan = license_plans.plan(desired, "x", state(old))
        assert plan.needed
        assert plan.is_upgrade == (old == "oc_essentials")
        assert plan.wanted == state(new, 99)
    else:
        known = [to for start, to in sorted(allowed) if start == old]
        with pytest.raises(OptionError, match=f"possible from {old}: ") as failure:
            license_plans.plan(desired, "x", state(old))
        assert all(name in str(failure.value) for name in known or ["nothing"])


@pytest.mark.parametrize("license_type", ["hosted_essentials", "type_9", "oc_pro"])
def test_what_is_so_already_is_no_change(license_type: str) -> None:
    """Also where the platform knows no change at all."""
    plan = license_plans.plan(
        DesiredLicense("g", license_type=license_type, licensed_users=10), "x", state(license_type)
    )
    assert (plan.needed, plan.conflict) == (False, "")


def test_what_is_not_wanted_stays() -> None:
    assert license_plans.plan(DesiredLicense("g", license_type=PRO), "x", state()).wanted == state(PRO)
    assert license_plans.plan(DesiredLicense("g", licensed_users=0), "x", state()).wanted == state(licensed_users=0)
    assert license_plans.plan(DesiredLicense("g", full_name="New"), "x", state()).wanted == state() | {
        "full_name": "New"
    }


def test_an_upgrade_needs_seats() -> None:
    """OC Essentials has none, and the request wants a number."""
    before = state("oc_essentials", None)
    with pytest.raises(
        OptionError, match=r"^customers\[3\] \(x\): licensed_users is needed to make oc_pro of oc_essentials$"
    ):
        license_plans.plan(DesiredLicense("g", "customers[3]", license_type=PRO), "x", before)
    assert license_plans.plan(DesiredLicense("g", license_type=PRO, licensed_users=5), "x", before).needed


def test_unexpected_state_is_a_conflict() -> None:
    """The state it was decided on is no more: nothing is sent, unless the license is already as wanted."""
    desired = DesiredLicense(
        "g", license_type=PRO, licensed_users=20, expected={"license_type": PLUS, "licensed_users": 10}
    )
    assert license_plans.plan(desired, "x", state()).needed
    plan = license_plans.plan(desired, "x", state(licensed_users=11))
    assert not plan.needed
    assert plan.conflict == (
        "expected license_type oc_essentials_plus, licensed_users 10, "
        "found license_type oc_essentials_plus, licensed_users 11, full_name Contoso"
    )
    assert license_plans.plan(desired, "x", state(PRO, 20)).conflict == ""
    # null says nothing about what was expected
    assert license_plans.plan(
        DesiredLicense("g", licensed_users=1, expected={"license_type": None}), "x", state()
    ).needed


def test_app_registration_that_the_platform_has_is_no_change() -> None:
    """Ids are the same in any case of letters."""
    desired = DesiredLicense("g", application_client_id="ABC-1")
    assert not license_plans.plan(desired, "x", state(application_client_id="abc-1")).needed
    assert license_plans.plan(desired, "x", state(application_client_id="")).needed


def test_names_of_customers_cannot_break_a_message() -> None:
    desired = DesiredLicense("g", "customers[0]", license_type=PRO)
    with pytest.raises(OptionError, match=r"^customers\[0\] \(one two\): hosted_pro cannot become oc_pro") as failure:
        license_plans.plan(desired, "one\n\x1b two", state("hosted_pro"))
    assert str(failure.value).isprintable()


def test_body_has_what_is_given_and_no_more() -> None:
    values = {"license_type": 5, "licensed_users": 0, "full_name": None, "application_client_secret": "s", "other": 1}
    assert bodies.body(bodies.CHANGE_KEYS, values) == {
        "licenseType": 5,
        "licensedUsersCount": 0,
        "applicationClientSecret": "s",
    }
    assert bodies.body(bodies.UPGRADE_KEYS, values) == {"upgradeToLicense": 5, "licenseCount": 0}
