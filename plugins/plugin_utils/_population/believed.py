# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Checks whether the data of a report, a verdict or a plan can be trusted: complete lists, read today. Pure Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import KINDS, Earlier
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, read_instant

Record = Mapping[str, Any]

# a record may lack this field because the inventory source leaves it out; then it says nothing about customers
_SOURCE = {"source": completeness.DEVICE_MANAGER}
_LEFT_OUT = {"ump_customer_guid": "", "name": "", **_SOURCE}
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


@dataclass(frozen=True)
class Origin:
    """What the inventory says about its reading of the platforms.

    `read`: platform -> the kinds that it read; None if no source says so, as in an inventory written by hand. `rows`:
    platform -> kind -> rows before filters, from sources that compared both lists themselves. `stale`: platform -> when
    its cached copy was read, None if not known. `elsewhere`: platform -> kinds that are in the inventory, but not in the
    chosen groups.
    """

    read: Mapping[str, Collection[str]] | None = None
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    stale: Mapping[str, str | None] = field(default_factory=dict)
    elsewhere: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Doubts:
    """What is wrong with lists: `problems` fail the job, `warnings` warn, `remarks` are shown and harmless."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def doubts(
    services: Sequence[Record],
    customers: Sequence[Record],
    origin: Origin,
    *,
    by_hand: bool = False,
    least: Mapping[str, int] | None = None,
    prefix: str = "",
    earlier: Mapping[str, Earlier] | None = None,
) -> Doubts:
    """Return what is wrong with these lists, each platform by itself.

    `by_hand`: no source said what it read, so an empty list is only a warning. `least` are minimums by kind, for all
    platforms together; `prefix` begins the names of their options. `earlier`: platform -> the counts of an earlier run.
    """
    found = Doubts()
    for kind, records in zip(KINDS, (services, customers), strict=True):
        try:
            completeness.check_minimum(kind, len(records), (least or {}).get(kind, 0), prefix)
        except DataError as error:
            found.problems.append(str(error))
    read, before = origin.read or {}, earlier or {}
    platforms = dict.fromkeys([*map(platform_of, services), *map(platform_of, customers), *read, *before])
    lists = {kind: _by_platform(records) for kind, records in zip(KINDS, (services, customers), strict=True)}
    for platform in platforms:
        here = (lists["services"].get(platform, []), lists["customers"].get(platform, []))
        kinds = [
            kind
            for kind, records in zip(KINDS, here, strict=True)
            if kind in read.get(platform, KINDS) and (records or not is_filtered(origin, platform, kind))
        ]
        where = f"{platform}: " if len(platforms) > 1 and platform else ""
        try:
            _check_emptied(*here, kinds, before.get(platform))
        except DataError as error:
            found.problems.append(f"{where}{error}")
            continue
        try:
            remark = _compared(*here, kinds, by_hand, looked_at=platform in origin.rows)
        except DataError as error:
            (found.warnings if by_hand else found.problems).append(f"{where}{error}")
        else:
            if remark and not by_hand and remark not in found.remarks:
                found.remarks.append(remark)
    return found


def age(read_at: str | None, now: dt.datetime) -> str:
    """Return the age of a reading in words, such as `3 days`; empty if not known."""
    try:
        then = dt.datetime.fromisoformat(str(read_at).replace("Z", "+00:00"))
        seconds = (now - then).total_seconds()
    except (TypeError, ValueError):
        return ""
    for unit, length in _UNITS:
        count = int(seconds // length)
        if count >= 1:
            return counted(count, unit)
    return ""


def read_times(origin: Origin, platforms: Iterable[str], now: dt.datetime) -> dict[str, dt.datetime | None]:
    """Return platform -> when it was read; null where that is not known.

    A source that does not say that its data is stale has read it `now`, as far as anybody knows.
    """
    return {
        platform: _instant(origin.stale[platform]) if platform in origin.stale else now
        for platform in dict.fromkeys([*platforms, *(origin.read or {})])
    }


def _instant(read_at: str | None) -> dt.datetime | None:
    try:
        return read_instant(str(read_at))
    except ValueError:
        return None


def stale(origin: Origin, now: dt.datetime) -> str:
    """Return what to say about an inventory that is a cached copy, or partly one; empty for one read today."""
    if not origin.stale:
        return ""
    several = len(origin.stale) > 1
    told = []
    for platform, read_at in sorted(origin.stale.items()):
        old = age(read_at, now)
        told.append(" ".join(filter(None, [old, f"({platform})" if several and platform else ""])))
    ages = ", ".join(filter(None, told))
    return (
        f"stale data{f' of {ages}' if ages else ''}: a cached copy stands in for the platform, which could not be read"
    )


def is_filtered(origin: Origin, platform: str, kind: str) -> bool:
    """Return whether a list is empty only because groups, or the source's filters, leave its rows out."""
    return kind in origin.elsewhere.get(platform, ()) or origin.rows.get(platform, {}).get(kind, 0) > 0


def _check_emptied(
    services: Sequence[Record], customers: Sequence[Record], kinds: Iterable[str], before: Earlier | None
) -> None:
    hint = "read the platform again, or remove the baseline if this is right"
    for kind in kinds if before else ():
        completeness.check(services, customers, [kind], earlier=[before] if before else [], hint=hint)


def _compared(
    services: Sequence[Record], customers: Sequence[Record], kinds: Collection[str], by_hand: bool, *, looked_at: bool
) -> str:
    """Return the remark of `completeness.check`. `looked_at`: the inventory compared the lists, before its filters."""
    if looked_at:
        alone = services and not customers and len(kinds) == len(KINDS)
        return completeness.DEVICE_MANAGER_ALONE if alone else ""
    known: Sequence[Record] = services
    if not customers:
        known = [{**_LEFT_OUT, **service} for service in services]
    if by_hand:
        # an inventory written by hand may have no source
        known = [service if service.get("source") != "unknown" else {**service, **_SOURCE} for service in known]
    hint = "read the platform again; a source that reads one of them says so with include, and accepts an empty one with allow_empty"
    return completeness.check(known, customers, kinds, hint=hint)


def _by_platform(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(platform_of(record), []).append(record)
    return found
