# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""License factors: on, off, or not known, which is neither."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.license_factors import (
    seats_counted,
    switched_on,
)


@pytest.mark.parametrize(
    ("factors", "on"),
    [
        ({"Managed Users - By User Interface": True, "Managed Service Numbers": False}, True),
        ({"A": False, "B": False}, False),
        ({"A": 0, "B": "0", "C": "off", "D": " OFF ", "E": "false"}, False),
        ({"A": "off", "B": "On"}, True),
        ({"A": 1}, True),
        ({}, None),
        # one that is not understood may be the one that counts, or all of them may be off
        ({"A": False, "B": None}, None),
        ({"A": True, "B": "n/a"}, None),
        ({"A": 2}, None),
        ({"A": -1}, None),
        ({"A": ""}, None),
        ({"A": {"enabled": False}}, None),
        ({"A": [False]}, None),
        ({"A": "{{ false }}"}, None),
    ],
)
def test_switched_on(factors: dict[str, Any], on: bool | None) -> None:
    assert switched_on(factors) is on


def day(when: str, **row: Any) -> dict[str, Any]:
    """Return a row of licenseinfo."""
    return {"lastUpdate": f"{when}T12:00:00+00:00", "currentlyLicensed": 0, "acquiredLicenses": 10, **row}


@pytest.mark.parametrize(
    ("factors", "counted"),
    [({"A": True}, True), ({"A": False}, False), (None, None), ({}, None), ([False], None), ("off", None)],
)
def test_the_last_day_decides(factors: Any, counted: bool | None) -> None:
    rows = [day("2026-03-02", LicenseFactors=factors), day("2026-03-01", LicenseFactors={"A": not counted})]
    assert seats_counted("hosted_pro", lists.usage_days(rows)) is counted


def test_a_customer_without_a_day_or_without_factors_is_not_known() -> None:
    assert seats_counted("oc_pro", []) is None
    assert seats_counted("oc_pro", lists.usage_days([day("2026-03-01")])) is None


def test_users_of_hosted_essentials_never_count() -> None:
    assert (
        seats_counted("hosted_essentials", lists.usage_days([day("2026-03-01", LicenseFactors={"A": True})])) is False
    )
    assert seats_counted("hosted_essentials", []) is False
