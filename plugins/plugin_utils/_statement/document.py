# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The statement as the one document that every format shows. Pure: no clock, no files, no Ansible.

The same data on the same day give the same document: it bears a day, and customers and sums stand in an order of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import (
    counted,
    plain,
    shown_instant,
    some,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import PoolOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.canonical import checksum
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.changes import Changes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.instance import Pool, pool_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import Month
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.resellers import NOT_ASSIGNED
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.usage import Line

SCHEMA = 1
KIND = "license_statement"
COMPLETE, INCOMPLETE, DRAFT = VERDICTS = ("complete", "incomplete", "draft")

Record = Mapping[str, Any]

# of a customer's line -> what its sum over many customers is called
_SUMS = {
    "acquired_last": "acquired_last",
    "acquired_seat_days": "acquired_seat_days",
    "used_last": "used_last",
    "used_peak": "used_peaks",
    "used_seat_days": "used_seat_days",
    "days_over": "days_over",
    "seat_days_over": "seat_days_over",
}
SUMS = tuple(_SUMS.values())


class Customer(Line):
    """A customer and its line. `license_type` is the one of the day on which the statement was made: counts have none."""

    guid: str
    name: str
    full_name: str
    license_type: str
    reseller: str


class NotRead(TypedDict):
    """A customer whose counts could not be read, and why; `status` is the one of HTTP, or null."""

    guid: str
    name: str
    license_type: str
    reseller: str
    status: int | None
    msg: str


class Document(TypedDict):
    """A statement as data; the JSON file shows it as it is. `schema` counts up when a key changes or goes.

    `from` and `until` are the edges of the month in UTC (ISO 8601), `generated_at` is a day of the time zone. `days` are the days of
    the month that were over on that day. `reseller` is null for the statement of all customers, else the one whose customers these
    are. `customers` are in the order of their names.
    """

    schema: int
    kind: str
    month: str
    timezone: str
    generated_at: str
    platform: str
    reseller: str | None
    verdict: str
    reasons: list[str]
    certified_by: str
    resellers_from: str
    accept_not_yet_counted: bool
    days: list[str]
    total: dict[str, Any]
    by_reseller: list[dict[str, Any]]
    by_license_type: list[dict[str, Any]]
    pool: Pool | None
    changes: Changes | None
    not_read: list[NotRead]
    warnings: list[str]
    customers: list[Customer]
    checksum: str


@dataclass(frozen=True)
class Frame:
    """What a statement says beside its customers. `today` is a day of the month's zone."""

    month: Month
    today: dt.date
    platform: str
    reseller: str | None = None
    certified_by: str = ""
    # the license of the whole instance, of which one reseller's statement says nothing
    pool: PoolOptions = field(default_factory=PoolOptions)
    # where resellers come from: none, list or leads
    resellers_from: str = "none"
    # whether days before a customer's first count leave the statement complete
    accept_not_yet_counted: bool = False
    warnings: Sequence[str] = field(default_factory=tuple)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days that a statement of today is about."""
        return self.month.days_until(self.today)


def customer_of(record: Record, line: Line, reseller: str) -> Customer:
    """Return a customer of the platform's list with its line."""
    known = _named(record)
    return {**known, "reseller": reseller, **line}  # type: ignore[typeddict-item]


def not_read_of(record: Record, failure: Record, reseller: str) -> NotRead:
    """Return a customer of the platform's list whose counts could not be read."""
    named = _named(record)
    return {
        "guid": named["guid"],
        "name": named["name"],
        "license_type": named["license_type"],
        "reseller": reseller,
        "status": failure["status"],
        "msg": plain(failure["msg"]),
    }


def _named(record: Record) -> dict[str, str]:
    return {
        "guid": plain(record["ump_customer_guid"]),
        "name": plain(record["name"]),
        "full_name": plain(record["full_name"]),
        "license_type": plain(record["license_type"]),
    }


def build(
    frame: Frame, customers: Iterable[Customer], not_read: Iterable[NotRead], changes: Changes | None
) -> Document:
    """Return the statement with its checksum. `changes` are those since an earlier statement, null where none was given."""
    lines = sorted(customers, key=order)
    unread = sorted(not_read, key=order)
    begins, ends = frame.month.edges
    reasons = [*_open(frame), *incomplete(lines, unread, frame.accept_not_yet_counted)]
    verdict = COMPLETE if not reasons else INCOMPLETE if frame.month.is_closed(frame.today) else DRAFT
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "kind": KIND,
        "month": str(frame.month),
        "timezone": frame.month.timezone,
        "from": shown_instant(begins),
        "until": shown_instant(ends),
        "generated_at": frame.today.isoformat(),
        "platform": plain(frame.platform),
        "reseller": frame.reseller,
        "verdict": verdict,
        "reasons": reasons,
        "certified_by": plain(frame.certified_by),
        "resellers_from": frame.resellers_from,
        "accept_not_yet_counted": frame.accept_not_yet_counted,
        "days": [day.isoformat() for day in frame.days],
        "total": summed(lines, len(unread)),
        "by_reseller": by("reseller", lines, unread),
        "by_license_type": by("license_type", lines, unread),
        # numbers of a task bear marks of ansible-core, as its text does
        "pool": plain(pool_of(frame.pool, frame.month, lines, unread)) if frame.reseller is None else None,
        "changes": changes,
        "not_read": unread,
        "warnings": plain(list(frame.warnings)),
        "customers": lines,
    }
    document["checksum"] = checksum(document)
    return document  # type: ignore[return-value]


def order(item: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what customers are ordered by: name without case, name, GUID."""
    return item["name"].lower(), item["name"], item["guid"]


def summed(lines: Iterable[Customer], not_read: int = 0) -> dict[str, Any]:
    """Return the sums over customers; null where no customer has the figure.

    `used_peaks` adds up the peaks of single customers, which need not be of the same day. `without_counts` are customers of whom no
    day was counted, `seats_not_counted` those whose users do not count as seats in use: these are in the sums as the platform says.
    """
    lines = list(lines)
    with_counts = [line for line in lines if line["days_counted"]]
    totals = {
        name: sum(line[key] for line in with_counts) if with_counts else None  # type: ignore[literal-required]
        for key, name in _SUMS.items()
    }
    return {
        "customers": len(lines),
        "not_read": not_read,
        "without_counts": len(lines) - len(with_counts),
        "seats_not_counted": sum(line["seats_counted"] is False for line in lines),
        "days_expected": sum(line["days_expected"] for line in lines),
        "days_counted": sum(line["days_counted"] for line in lines),
        **totals,
    }


def by(key: str, lines: Iterable[Customer], not_read: Iterable[NotRead]) -> list[dict[str, Any]]:
    """Return the sums of the customers by what they have under a key, in the order of that; `not assigned` comes last."""
    read: dict[str, list[Customer]] = {}
    failed: dict[str, int] = {}
    for line in lines:
        read.setdefault(line[key], []).append(line)  # type: ignore[literal-required]
    for item in not_read:
        failed[item[key]] = failed.get(item[key], 0) + 1  # type: ignore[literal-required]
    names = sorted({*read, *failed}, key=lambda name: (name == NOT_ASSIGNED, name.lower(), name))
    return [{key: name, **summed(read.get(name, ()), failed.get(name, 0))} for name in names]


def _open(frame: Frame) -> list[str]:
    if frame.month.is_closed(frame.today):
        return []
    return [f"the month is not over: it ends with {frame.month.days[-1]} in {frame.month.timezone}"]


def incomplete(lines: Sequence[Customer], not_read: Sequence[NotRead], accept_not_yet_counted: bool) -> list[str]:
    """Return why figures are not those of all customers on all days."""
    gaps = [line for line in lines if line["days_missing"]]
    unread = [line for line in lines if line["days_unread"]]
    never = [line for line in lines if line["first_count"] is None and line["days_expected"]]
    late = [line for line in lines if line["days_not_yet_counted"] and line["first_count"] is not None]
    found = (
        (not_read, "could not be read", ""),
        (gaps, "without a count on some day", _days(gaps, "days_missing")),
        (unread, "with a count that could not be read", _days(unread, "days_unread")),
        (never, "without any count", ""),
        ([] if accept_not_yet_counted else late, "not counted before some day of the month, reason unknown", ""),
    )
    return [
        f"{counted(len(items), 'customer')} {what}: {some([called(item) for item in items])}{days}"
        for items, what, days in found
        if items
    ]


def _days(lines: Iterable[Customer], key: str) -> str:
    return f" ({counted(sum(len(line[key]) for line in lines), 'day')})"  # type: ignore[literal-required,misc]


def called(item: Mapping[str, Any]) -> str:
    """Return what people call a customer, in one line."""
    return one_line(item["name"] or item["guid"], 80)
