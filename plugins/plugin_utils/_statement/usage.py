# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a customer acquired and used in a month, from its daily counts. Pure, and exact: whole numbers and their quotients, no floats.

A day without a count is a gap and never a zero: it is in no sum, average or percentile, and is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.license_factors import seats_counted
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import day_of

Record = Mapping[str, Any]

# more seats than any platform has: a larger figure is not believed, and no sum of them is beyond what JSON can hold
MOST_SEATS = 100_000_000
# of the days, in percent: on so many of them a customer used no more than the percentile says
_PERCENTILE = 95


class Line(TypedDict):
    """What one customer acquired and used. Everything about seats is null where no day was counted.

    `first_count` is the first day with a count in all that was read, also before the month. A day of the month before it is neither
    counted nor missing: nobody knows whether the customer was there. `days_unread` have a count, but a figure of it could not be read.
    Averages and percentile are about the days that were counted; averages are decimal text with two digits, halves rounded to even.
    """

    seats_counted: bool | None
    first_count: str | None
    days_expected: int
    days_counted: int
    days_missing: list[str]
    days_unread: list[str]
    days_not_yet_counted: int
    acquired_first: int | None
    acquired_last: int | None
    acquired_peak: int | None
    acquired_average: str | None
    acquired_seat_days: int | None
    used_last: int | None
    used_peak: int | None
    used_peak_day: str | None
    used_average: str | None
    used_p95: int | None
    used_seat_days: int | None
    days_over: int | None
    seat_days_over: int | None
    acquired_daily: list[int | None]
    used_daily: list[int | None]


@dataclass(frozen=True)
class Counts:
    """The daily counts of a customer, reduced to what a statement needs.

    `days`: day -> (seats acquired, seats in use), the latest count of each day; a figure that could not be read is null.
    `first`: the first day with a count in all that was read. `seats_counted`: whether users count, by the last count read of the month.
    """

    days: Mapping[dt.date, tuple[int | None, int | None]]
    first: dt.date | None
    seats_counted: bool | None


def counts_of(records: Iterable[Record], days: Sequence[dt.date], zone: dt.tzinfo, license_type: str) -> Counts:
    """Return the counts on some days of a month, from all records that were read of a customer, in any order.

    A count belongs to the day on which it was made, by the clocks of `zone`; of several on a day the latest stands. Of two that were
    made in the same instant, the one with more seats in use does, so that the order of an answer changes nothing.
    """
    wanted = frozenset(days)
    first: dt.date | None = None
    latest: dict[dt.date, tuple[tuple[dt.datetime, int, int], Record]] = {}
    for record in records:
        day, instant = day_of(record["last_update"], zone)
        if first is None or day < first:
            first = day
        if day not in wanted:
            continue
        rank = (instant, _rank(record["active_users"]), _rank(record["licensed_users"]))
        if day not in latest or rank > latest[day][0]:
            latest[day] = (rank, record)
    found = {
        day: (_seats(record["licensed_users"]), _seats(record["active_users"]))
        for day, (_rank_, record) in latest.items()
    }
    last = [latest[max(latest)][1]] if latest else []
    return Counts(found, first, seats_counted(license_type, last))


def line(counts: Counts, days: Sequence[dt.date]) -> Line:
    """Return what a customer acquired and used on `days`: the days of the month that are over, in their order."""
    acquired: list[int | None] = []
    used: list[int | None] = []
    missing: list[str] = []
    unread: list[str] = []
    over = seat_days_over = not_yet = 0
    peak = -1
    peak_day: dt.date | None = None
    for day in days:
        seats, users = counts.days.get(day, (None, None))
        if seats is None or users is None:
            seats = users = None
            if counts.first is None or day < counts.first:
                not_yet += 1
            else:
                (unread if day in counts.days else missing).append(day.isoformat())
        else:
            if users > peak:
                peak, peak_day = users, day
            if users > seats:
                over += 1
                seat_days_over += users - seats
        acquired.append(seats)
        used.append(users)
    # what is read of a day is both or none, so these are of the same days
    bought = [seats for seats in acquired if seats is not None]
    taken = [users for users in used if users is not None]
    known = bool(taken)
    return {
        "seats_counted": counts.seats_counted,
        "first_count": counts.first.isoformat() if counts.first else None,
        "days_expected": len(days),
        "days_counted": len(taken),
        "days_missing": missing,
        "days_unread": unread,
        "days_not_yet_counted": not_yet,
        "acquired_first": bought[0] if known else None,
        "acquired_last": bought[-1] if known else None,
        "acquired_peak": max(bought) if known else None,
        "acquired_average": average(sum(bought), len(bought)),
        "acquired_seat_days": sum(bought) if known else None,
        "used_last": taken[-1] if known else None,
        "used_peak": peak if known else None,
        "used_peak_day": peak_day.isoformat() if peak_day else None,
        "used_average": average(sum(taken), len(taken)),
        "used_p95": nearest_rank(taken),
        "used_seat_days": sum(taken) if known else None,
        "days_over": over if known else None,
        "seat_days_over": seat_days_over if known else None,
        "acquired_daily": acquired,
        "used_daily": used,
    }


def average(total: int, count: int) -> str | None:
    """Return a quotient of whole numbers, none below zero, as text with two digits, a half rounded to the even digit."""
    if not count:
        return None
    hundredths, rest = divmod(total * 100, count)
    if 2 * rest > count or (2 * rest == count and hundredths % 2):
        hundredths += 1
    return f"{hundredths // 100}.{hundredths % 100:02}"


def nearest_rank(values: Sequence[int], percent: int = _PERCENTILE) -> int | None:
    """Return the least of the values that at least so many percent of them do not exceed; null without values."""
    return sorted(values)[-(-len(values) * percent // 100) - 1] if values else None


def _seats(value: Any) -> int | None:
    """Return a number of seats; null for one that nobody can have, which counts as not read."""
    return value if value.__class__ is int and 0 <= value <= MOST_SEATS else None


def _rank(value: Any) -> int:
    seats = _seats(value)
    return -1 if seats is None else seats
