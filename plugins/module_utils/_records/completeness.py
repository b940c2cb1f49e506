# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Checks whether the two lists of a platform can be trusted. Pure Python.

A list that arrives may still be incomplete: if a service behind the platform fails, a list may be empty or short. So each list
is compared with the other one, with earlier counts, and with the minimum that the user expects. Everything is injected:
records, what was read, earlier counts, the time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

Record = Mapping[str, Any]
# (when, how many rows)
Mark = tuple[float, int]

KINDS = ("services", "customers")
MINIMUMS = {kind: f"minimum_{kind}" for kind in KINDS}
# kind of record -> the argument spec of its minimum option
MINIMUM_SPEC: dict[str, dict[str, Any]] = {
    kind: {option: {"type": "int", "default": 0}} for kind, option in MINIMUMS.items()
}
# the `source` of services that may have no customer in the multitenant API
DEVICE_MANAGER = "dm"
# later counts are compared with the highest count of this many seconds
MEMORY = 7 * 24 * 3600.0

DEVICE_MANAGER_ALONE = "the platform has no customers: all of its services are Device Manager services, which is fine"


@dataclass(frozen=True)
class Earlier:
    """The number of rows of each kind in an earlier reading. `where` names the reading in messages."""

    where: str
    counts: Mapping[str, int]


def minimums(get: Any) -> dict[str, int]:
    """Return kind -> the fewest rows expected, from the options in `MINIMUMS`. Raises `OptionError`."""
    wanted = {kind: int(get(option) or 0) for kind, option in MINIMUMS.items()}
    for kind, least in wanted.items():
        if least < 0:
            raise OptionError(f"{MINIMUMS[kind]} must be 0 or more, not {least}")
    return wanted


def check(
    services: Sequence[Record],
    customers: Sequence[Record],
    read: Collection[str] = KINDS,
    *,
    least: Mapping[str, int] | None = None,
    earlier: Iterable[Earlier] = (),
    allow_empty: bool = False,
    prefix: str = "",
    hint: str = "set allow_empty if this is right",
) -> str:
    """Return a remark to show quietly, or an empty string. Raises `DataError` for lists that cannot be trusted.

    `read` names the lists that were requested; the others are empty because nobody asked for them. `least` maps kinds to
    minimums; `prefix` begins the names of their options. Two empty lists contradict only earlier readings: the caller
    decides whether they are an error.
    """
    found = {"services": services, "customers": customers}
    for kind in KINDS:
        if kind in read:
            check_minimum(kind, len(found[kind]), (least or {}).get(kind, 0), prefix)
    if allow_empty:
        return ""
    for kind in KINDS:
        if kind in read and not found[kind]:
            _check_emptied(kind, earlier, hint)
    if not all(kind in read for kind in KINDS):
        return ""
    if customers and not services:
        raise DataError(f"the platform lists {some(len(customers), 'customers')} and not a single service", hint=hint)
    if services and not customers:
        return _without_customers(services, hint)
    return ""


def check_minimum(kind: str, rows: int, least: int, prefix: str = "") -> None:
    """Raise `DataError` if a list has fewer rows than its minimum."""
    if rows < least:
        raise DataError(
            f"the platform lists {some(rows, kind)}, fewer than {prefix}{MINIMUMS[kind]} ({least})",
            hint="lower it if this is right",
        )


def _check_emptied(kind: str, earlier: Iterable[Earlier], hint: str) -> None:
    for reading in earlier:
        if before := reading.counts.get(kind, 0):
            raise DataError(f"the platform lists no {kind}, but there were {before} in {reading.where}", hint=hint)


def _without_customers(services: Sequence[Record], hint: str) -> str:
    """Return the remark for services without any customer. Raises `DataError` if one of them must have a customer."""
    carriers = [service for service in services if service["ump_customer_guid"]]
    _refuse(services, carriers, "carry the GUID of a customer", hint)
    # a record holds "unknown" if the platform says nothing
    others = [service for service in services if service["source"] not in (DEVICE_MANAGER, "unknown")]
    _refuse(services, others, "are not Device Manager services", hint)
    if not any(service["source"] == DEVICE_MANAGER for service in services):
        _refuse(services, services, "do not say whether they are Device Manager services", hint)
    return DEVICE_MANAGER_ALONE


def _refuse(services: Sequence[Record], against: Sequence[Record], what: str, hint: str) -> None:
    if against:
        names = ", ".join(one_line(service["name"]) or str(service["id"]) for service in against[:3])
        raise DataError(
            f"the platform lists {some(len(services), 'services')} and not a single customer, but {len(against)} of "
            f"them {what} ({names}{', ...' if len(against) > 3 else ''})",
            hint=hint,
        )


def check_drop(counts: Mapping[str, int], earlier: Earlier, most: float, hint: str, at_least: int = 1) -> None:
    """Raise `DataError` if a list lost more than `most` percent of its rows. Each list is measured by itself.

    A list that lost fewer than `at_least` rows is fine, whatever the percentage.
    """
    for kind, rows in counts.items():
        before = earlier.counts.get(kind, 0)
        if is_drop(before, rows, most, at_least):
            raise DataError(
                f"the platform lists {some(rows, kind)}, {before - rows} fewer than the {before} in {earlier.where}: more than "
                f"maximum_drop_percent ({most:g}) allows",
                hint=hint,
            )


def is_drop(before: int, rows: int, most: float, at_least: int = 1) -> bool:
    """Return whether a list lost more than `most` percent of its rows, and at least `at_least` rows."""
    lost = before - rows
    return lost >= at_least and lost * 100 > before * most


def highest(marks: Sequence[Mark], now: float) -> int:
    """Return the highest count within `MEMORY`, or the last count if all are older."""
    return max((rows for when, rows in marks if now - when <= MEMORY), default=marks[-1][1] if marks else 0)


def refused(marks: Sequence[Mark], before: int, rows: int, now: float) -> list[Mark]:
    """Return the marks after a reading that lost too many rows to be trusted. `before` is the count it was compared with.

    That count stays until it is older than `MEMORY` and the loss has been seen for as long.
    """
    if all(now - when > MEMORY for when, _count in marks):
        # no reading was trusted for that long, and the loss is new
        marks = [(now, before)]
    return remembered(marks, rows, now)


def remembered(marks: Iterable[Mark], rows: int, now: float) -> list[Mark]:
    """Return the marks after a trusted reading; their counts decrease from the first to the last.

    Small losses add up, so a reading replaces a higher one only when that is older than `MEMORY`. An empty list that
    was accepted starts over.
    """
    if not rows:
        return [(now, 0)]
    kept = [(when, count) for when, count in marks if count > rows and now - when <= MEMORY]
    return [*kept, (now, rows)]


def some(rows: int, kind: str) -> str:
    """Return a number of rows in words, such as `1 service`."""
    return f"{rows} {kind if rows != 1 else kind[:-1]}"
