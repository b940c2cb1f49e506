# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the customers of a statement take of the license of the whole instance. Pure, and without floats.

No request of the API reads that license, so a person names it; `_population.pool` says what is documented of it and what is inferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import PoolOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import Month
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.usage import average


class Pool(TypedDict):
    """The license of the instance at the end of the month; null is not asked, or unknown.

    `users_acquired` are the seats acquired on the last day that was counted, of all customers whose users count; it is unknown where a
    customer has no such day or could not be read. `days_left` are from the last day of the month to the end of the license, and
    negative behind it. Percents are decimal text.
    """

    pool_users: int | None
    users_acquired: int | None
    users_percent: str | None
    users_band: str | None
    pool_tenants: int | None
    tenants_used: int | None
    tenants_percent: str | None
    tenants_band: str | None
    pool_expires: str | None
    days_left: int | None
    warning_percent: str
    grace_percent: str


Item = Mapping[str, Any]


def pool_of(asked: PoolOptions, month: Month, lines: Sequence[Item], not_read: Sequence[Item]) -> Pool | None:
    """Return the pool for all customers of a statement; None where nobody asks for it."""
    if not asked.given:
        return None
    seats = [line["acquired_last"] for line in lines if line["seats_counted"] is not False]
    acquired = None if not_read or None in seats else sum(seats)
    users = _share(acquired, asked.users, asked)
    tenants = _share(len(lines) + len(not_read), asked.tenants, asked)
    return {
        "pool_users": asked.users,
        "users_acquired": acquired if asked.users is not None else None,
        "users_percent": users[0],
        "users_band": users[1],
        "pool_tenants": asked.tenants,
        "tenants_used": len(lines) + len(not_read) if asked.tenants is not None else None,
        "tenants_percent": tenants[0],
        "tenants_band": tenants[1],
        "pool_expires": asked.expires.isoformat() if asked.expires else None,
        "days_left": (asked.expires - month.days[-1]).days if asked.expires else None,
        "warning_percent": f"{asked.warning_percent:g}",
        "grace_percent": f"{asked.grace_percent:g}",
    }


def _share(taken: int | None, limit: int | None, asked: PoolOptions) -> tuple[str | None, str | None]:
    """Return (percent, band) of a part of the pool."""
    if taken is None or limit is None:
        return None, None
    band = bands.usage_band(taken, limit, asked.warning_percent, asked.grace_percent)
    return average(taken * 100, limit), "ok" if band == "unused" else band


def pool_lines(pool: Pool | None) -> list[tuple[str, str]]:
    """Return what people read of a pool: pairs of a label and a sentence without a full stop."""
    if not pool:
        return []
    found = []
    if pool["pool_users"] is not None:
        said = _told(pool["users_acquired"], pool["pool_users"], pool["users_percent"], pool["users_band"])
        found.append(("Users of the instance", f"{said}, acquired by customers"))
    if pool["pool_tenants"] is not None:
        said = _told(pool["tenants_used"], pool["pool_tenants"], pool["tenants_percent"], pool["tenants_band"])
        found.append(("Tenants of the instance", said))
    if pool["days_left"] is not None:
        left = pool["days_left"]
        when = f"{counted(abs(left), 'day')} {'after' if left >= 0 else 'before'} the end of the month"
        found.append(("License of the instance", f"ends on {pool['pool_expires']}, {when}"))
    return found


def _told(taken: int | None, limit: int, percent: str | None, band: str | None) -> str:
    return f"unknown of {limit}" if taken is None else f"{taken} of {limit} ({percent} %): {band}"
