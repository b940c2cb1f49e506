# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The trend in a customer's daily license counts. Pure Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Day = Mapping[str, Any]


def trend(days: Sequence[Day]) -> dict[str, Any]:
    """Return the trend of seats in use over the days (oldest first, each with `date`, `active_users`, `licensed_users`).

    `first`, `last`, `peak` and `average` are seats in use (the average to two decimals), `days` is the number of days
    counted and `days_over` the number of days with more seats in use than acquired. Days without a count of seats in
    use are left out; if there are no others, everything but the numbers of days is null.
    """
    counted = [day for day in days if day["active_users"] is not None]
    over = [day for day in counted if day["licensed_users"] is not None and day["active_users"] > day["licensed_users"]]
    if not counted:
        nothing = dict.fromkeys(("first", "first_date", "last", "last_date", "peak", "peak_date", "average", "change"))
        return {"days": 0, "days_over": 0, **nothing}
    peak = max(counted, key=lambda day: day["active_users"])
    first, last = counted[0], counted[-1]
    return {
        "days": len(counted),
        "days_over": len(over),
        "first": first["active_users"],
        "first_date": first["date"],
        "last": last["active_users"],
        "last_date": last["date"],
        "peak": peak["active_users"],
        "peak_date": peak["date"],
        "average": round(sum(day["active_users"] for day in counted) / len(counted), 2),
        "change": last["active_users"] - first["active_users"],
    }
