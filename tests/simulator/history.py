# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The daily license records of a customer ("Get License Info for Service"), from a seed and the customer's row.

The vendor shows one record, in which licensed users are the sum of the five factors. No page says how the numbers
change from day to day, or in which order the days come, so a reader must not rely on either.
"""

from __future__ import annotations

import dataclasses
import datetime
import random
from typing import Any

from .generate import REFERENCE_DATE

Row = dict[str, Any]

DAYS_A_MONTH = 30
MAX_MONTHS = 120
ORDERS = ("ascending", "descending", "shuffled")
# Customer license types of Operator Connect; type 0 has only service numbers.
OPERATOR_CONNECT = (3, 4, 5)
# Change of usage in 30 days, in percent of the seats: shrinking, steady, growing, growing fast.
TRENDS = (-8, 0, 0, 3, 15)
# Seats before their last change, in percent of today's.
FORMER_SEATS = (100, 100, 100, 50, 200)
FACTORS = ("Managed Users - By Template", "Managed Users - By User Interface", "Managed Service Numbers")


@dataclasses.dataclass
class HistoryPlan:
    """How to make the records. ``end``: their last day, which is never missing.

    ``order``: one of ORDERS, or "mixed": one of them for each customer. ``missing``: the share of days without a
    record.
    """

    seed: int = 1
    end: datetime.date = REFERENCE_DATE
    order: str = "ascending"
    missing: float = 0.0

    def __post_init__(self) -> None:
        if self.order not in (*ORDERS, "mixed"):
            raise ValueError(f"unknown order of days {self.order!r}, known are: {', '.join(ORDERS)}, mixed")


def license_history(customer: Row, months: int, plan: HistoryPlan) -> list[Row]:
    """Return the records of the last ``months`` months; any shorter period has the same days as a longer one.

    The last day agrees with the customer's LicensedUsersCount (null: 0) and ActiveUserCount.
    """
    guid = str(customer["UmpCustomerGuid"])
    traits = random.Random(f"{plan.seed}:{guid}")
    order = traits.choice(ORDERS) if plan.order == "mixed" else plan.order
    trend, former = traits.choice(TRENDS), traits.choice(FORMER_SEATS)
    changed_days_ago = traits.randrange(5, 75)
    unlicensed = traits.randrange(6)
    factors = {name: index == 1 or traits.random() < 0.8 for index, name in enumerate(FACTORS)}
    seats, used = customer.get("LicensedUsersCount") or 0, customer.get("ActiveUserCount") or 0
    # made from today backwards, so that a shorter history is a part of a longer one
    draws = random.Random(f"{plan.seed}:{guid}:days")
    records = []
    for ago in range(months * DAYS_A_MONTH):
        noise, gone, second = draws.uniform(-0.02, 0.02), draws.random() < plan.missing, int(draws.random() * 3600)
        if ago and gone:
            continue
        acquired = seats * former // 100 if ago >= changed_days_ago else seats
        scale = seats or used
        licensed = used if ago == 0 else max(0, round(used - scale * (trend * ago / 30 / 100 - noise)))
        counts = _factors(customer.get("LicenseType"), licensed)
        records.append(
            {
                "acquiredLicenses": acquired,
                "totalMonitoredUsers": licensed - counts["managedServiceNumbers"] + unlicensed,
                "currentlyLicensed": licensed,
                **counts,
                "lastUpdate": _stamp(plan.end - datetime.timedelta(days=ago), second),
                "umpCustomerGuid": guid,
                "licenseSettingsFlagsLevel": 2,
                "LicenseFactors": dict(factors),
            }
        )
    if order == "ascending":
        records.reverse()
    elif order == "shuffled":
        traits.shuffle(records)
    return records


def _factors(kind: Any, licensed: int) -> dict[str, int]:
    """Distribute ``licensed`` over the five factors."""
    numbers = licensed if kind == 0 else licensed // 10
    interface, lifecycle = (licensed - numbers) // 4, (licensed - numbers) // 8
    managed = licensed - numbers - interface - lifecycle
    return {
        "managedUsersDirectRouting": 0 if kind in OPERATOR_CONNECT else managed,
        "managedUsersOperatorConnect": managed if kind in OPERATOR_CONNECT else 0,
        "managedUsersByLifeCycleManagement": lifecycle,
        "managedUsersUserInterface": interface,
        "managedServiceNumbers": numbers,
    }


def _stamp(day: datetime.date, second: int) -> str:
    """Around noon, with seven decimal places as in the vendor's example."""
    return f"{day}T12:{second // 60:02d}:{second % 60:02d}.{second * 1777 % 10**7:07d}+00:00"
