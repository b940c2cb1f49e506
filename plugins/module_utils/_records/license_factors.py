# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tells whether a customer's license factors are switched on. Pure Python.

Documented: a factor that is switched off counts nothing (vendor page "Customizing Global License Factors"). Inferred from the
example of "Get License Info for Service": the values of `LicenseFactors` say which of them are on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import licenses

_WORDS = {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}


def switched_on(factors: Mapping[str, Any]) -> bool | None:
    """Return whether at least one factor is on; null if there are none, or if a value is not understood."""
    values = [_WORDS.get(str(value).strip().lower()) for value in factors.values()]
    return None if not values or None in values else any(values)


def seats_counted(license_type: str, days: Sequence[Mapping[str, Any]]) -> bool | None:
    """Return whether a customer's users count as seats in use, by its license type and daily counts (oldest first)."""
    by_type = licenses.seats_counted(license_type)
    if by_type is not None or not days:
        return by_type
    return switched_on(days[-1]["license_factors"])
