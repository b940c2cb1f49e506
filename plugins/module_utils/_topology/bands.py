# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How much of a license is used, and how far a trial is, in one word each. Pure Python.

On the platform, a warning limit and a grace interval belong to the license of the whole instance (vendor page "Configuring
Service Provider Global License Settings"; its example uses 90 and 110 %). What the platform does about a customer that uses
more than it acquired is not documented: the bands of a customer are a choice of this collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import licenses
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

NOT_COUNTED = "not_counted"
USAGE_BANDS = ("ok", "warning", "grace", "over", "unused", NOT_COUNTED)
TRIAL_STATES = ("active", "expiring", "expired", "none")

WARNING_PERCENT = 90.0
GRACE_PERCENT = 110.0
EXPIRING_DAYS = 30
# a hundred years: a larger number of days is a typing mistake
MOST_DAYS = 36525

# states of a trial that mean there is none (the vendor's examples show only "enabled")
_NO_TRIAL = ("", "none", "disabled")


def limits(options: Mapping[str, Any], name: str) -> tuple[float, float]:
    """Return the options `<name>_warning_percent` and `<name>_grace_percent`.

    Raises `OptionError` if more than the license could count as ok by them; NaN and infinity are no limits.
    """
    warning, grace = options[f"{name}_warning_percent"], options[f"{name}_grace_percent"]
    if not 0 <= warning <= 100 <= grace < float("inf"):
        raise OptionError(f"{name}_warning_percent must be from 0 to 100, and {name}_grace_percent at least 100")
    return float(warning), float(grace)


def usage_band(
    active: int | None, licensed: int | None, warning: float = WARNING_PERCENT, grace: float = GRACE_PERCENT
) -> str | None:
    """Return the band of seats used against seats acquired; None if one of them is not known or no seat is acquired.

    `unused` is none, `ok` below the warning percentage, `warning` up to all of them, `grace` up to the grace
    percentage, `over` above. Seats in use without any acquired are `over`. The comparison is exact, not by a rounded share.
    """
    if active is None or licensed is None:
        return None
    if licensed <= 0:
        return "over" if active > 0 else None
    if active <= 0:
        return "unused"
    if active * 100 < licensed * warning:
        return "ok"
    if active <= licensed:
        return "warning"
    return "grace" if active * 100 <= licensed * grace else "over"


def trial_state(status: str, expires: str | None, today: date, expiring_days: int = EXPIRING_DAYS) -> str:
    """Return the state of a trial: `active`, `expiring` within `expiring_days` (the last day included), `expired` or `none`.

    `status` is a record's `trial_status`, `expires` its `trial_expires` (ISO date). A date in the past decides, even if
    the platform still calls the trial enabled; that is a finding of its own.
    """
    if expires is None:
        return "none" if status.lower() in _NO_TRIAL else "active"
    left = (date.fromisoformat(expires[:10]) - today).days
    if left < 0:
        return "expired"
    if status.lower() in _NO_TRIAL[1:]:
        return "none"
    return "expiring" if left <= expiring_days else "active"


def day_after(day: date, days: int) -> date:
    """Return the day this many days later, at most the last day of the calendar."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def band_of(record: Mapping[str, Any], warning: float = WARNING_PERCENT, grace: float = GRACE_PERCENT) -> str | None:
    """Return the band of a customer's record, or of the customer that a joined service carries.

    If users do not count, unused seats are `not_counted` instead of `unused`.
    """
    prefix = "customer_" if record.get("kind") == "service" else ""
    active, licensed = record.get(f"{prefix}active_users"), record.get(f"{prefix}licensed_users")
    band = usage_band(active, licensed, warning, grace)
    return NOT_COUNTED if band == "unused" and seats_counted(record, prefix) is False else band


def seats_counted(record: Mapping[str, Any], prefix: str = "") -> bool | None:
    """Return the record's `seats_counted`, or what the license type says if a service carries the customer."""
    counted: bool | None = record.get(f"{prefix}seats_counted")
    return licenses.seats_counted(record.get(f"{prefix}license_type")) if counted is None else counted


def is_not_counted(customer: Mapping[str, Any]) -> bool:
    """Return whether no seat of a customer is in use only because its users do not count."""
    return (
        seats_counted(customer) is False
        and not customer.get("active_users")
        and "active_users" not in (customer.get("unread") or ())
    )
