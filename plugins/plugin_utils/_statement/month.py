# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A month in a time zone: its days, its edges, and the day that a count belongs to. Pure: the day of today is given.

A count belongs to the day on which it was made, by the clocks of the zone. That a time without offset is UTC is inferred: the
vendor's example has an offset.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

UTC = "UTC"
# what zoneinfo reads and what names no place: these depend on the machine, or count leap seconds
_NOT_ZONES = re.compile("(?:Factory|localtime|posixrules)$|(?:right|posix)/", re.IGNORECASE)
# the zone data of no system goes further
_MONTH = re.compile("(2[0-9]{3})-(0[1-9]|1[0-2])")
# the shortest that a month of the platform's history can be, for all that its documentation says
_SHORTEST = 28
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """A month by the clocks of a zone. `timezone` is its name as a person gave it, `zone` what the clocks say."""

    year: int
    number: int
    timezone: str
    zone: dt.tzinfo

    def __str__(self) -> str:
        """Return `YYYY-MM`."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> dt.date:
        """The first day of the month."""
        return dt.date(self.year, self.number, 1)

    @property
    def after(self) -> dt.date:
        """The first day of the next month."""
        return (self.first.replace(day=28) + 4 * _DAY).replace(day=1)

    @property
    def edges(self) -> tuple[dt.datetime, dt.datetime]:
        """When the month begins and when the next one does, both in UTC."""
        return self._start(self.first), self._start(self.after)

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """Every day of the month that the zone had: Samoa skipped the 30th of December 2011."""
        every = [self.first + number * _DAY for number in range((self.after - self.first).days)]
        return tuple(day for day in every if self._start(day) < self._start(day + _DAY))

    def days_until(self, today: dt.date) -> tuple[dt.date, ...]:
        """Return the days of the month that are over on the day `today`."""
        return tuple(day for day in self.days if day < today)

    def is_closed(self, today: dt.date) -> bool:
        """Tell whether the month is over on the day `today`."""
        return today >= self.after

    def _start(self, day: dt.date) -> dt.datetime:
        # where clocks skip or repeat midnight, this is the instant of the change, or the first midnight
        return dt.datetime.combine(day, dt.time(), self.zone).astimezone(dt.timezone.utc)


def zone_of(name: str) -> dt.tzinfo:
    """Return the time zone of an IANA name such as `Europe/Berlin`. Raises `OptionError` for any other text."""
    if name.upper() == UTC:
        return dt.timezone.utc
    try:
        if _NOT_ZONES.match(name):
            raise ValueError
        return ZoneInfo(name)
    # a path, a folder of zones, a file that is no zone, a name that no file can have
    except (KeyError, ValueError, OSError):
        raise OptionError(
            f"timezone: {one_line(name, 80)!r} is not a time zone that this machine knows",
            hint="give an IANA name such as Europe/Berlin; they need the system's zone data or the Python package tzdata",
        ) from None


def month_of(text: str, timezone: str, today: dt.date) -> Month:
    """Return the month of `YYYY-MM` in a time zone, where `text` is blank the last one that is closed on the day `today`.

    Raises `OptionError` for text that is no month, a month that has not begun, or an unknown zone.
    """
    zone = zone_of(timezone)
    if not text:
        last = today.replace(day=1) - _DAY
        return Month(last.year, last.month, timezone, zone)
    match = _MONTH.fullmatch(text)
    if not match or text > "2999-11":
        raise OptionError(f"month must be a month such as 2026-11, not {one_line(text, 80)}")
    month = Month(int(match[1]), int(match[2]), timezone, zone)
    if month.first > today:
        raise OptionError(f"month {month} has not begun: today is {today} in {timezone}")
    return month


def months_to_read(month: Month, today: dt.date) -> int:
    """Return the number of months of history that hold the month and something before it.

    The platform's pages do not say whether `nrOfMonths` counts months of the calendar, with or without the current one, or spans of
    30 days; this is enough for each. What lies before the month tells a gap from a customer that is new.
    """
    by_calendar = (today.year - month.year) * 12 + today.month - month.number + 1
    by_days = -(-((today - month.first).days + 1) // _SHORTEST)
    return max(by_calendar, by_days) + 1


def day_of(instant: str, zone: dt.tzinfo) -> tuple[dt.date, dt.datetime]:
    """Return (the day in the zone, the instant) of an ISO 8601 time as records have it.

    A time without offset is UTC. A day without time is that day in any zone, and its instant the first one of that day in UTC.
    """
    when = dt.datetime.fromisoformat(instant)
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.timezone.utc)
        if len(instant) == len("2026-11-01"):
            return when.date(), when
    try:
        return when.astimezone(zone).date(), when
    except OverflowError:  # the first or last hours of the calendar
        return when.date(), when
