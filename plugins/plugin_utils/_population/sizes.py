# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The number of services and customers of each platform, run by run, and whether a list has lost too many. Pure Python.

Each list of each platform is compared with its own highest count of the last seven days (`completeness`): small losses add
up. If a run did not read a list, its counts from earlier runs are kept.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import (
    KINDS,
    MEMORY,
    MINIMUMS,
    Mark,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin, is_filtered

Record = Mapping[str, Any]
# platform -> kind -> its counts
Counts = Mapping[str, Mapping[str, int]]
Sizes = Mapping[str, Mapping[str, Sequence[Mark]]]

# a loss of at least this many rows and of more than this percentage is not trusted; the event source has the same limits
_MANY, _MOST_PERCENT = 2, 40


def counts(services: Sequence[Record], customers: Sequence[Record], origin: Origin) -> dict[str, dict[str, int]]:
    """Return the counts of the lists that were read, including empty lists unless groups or filters emptied them."""
    found = {
        kind: Counter(map(platform_of, records)) for kind, records in zip(KINDS, (services, customers), strict=True)
    }
    read = origin.read or {}
    platforms = dict.fromkeys([*found["services"], *found["customers"], *read])
    return {
        platform: {
            kind: found[kind][platform]
            for kind in KINDS
            if kind in read.get(platform, KINDS) and (found[kind][platform] or not is_filtered(origin, platform, kind))
        }
        for platform in platforms
    }


def highest(sizes: Sizes, now: float) -> dict[str, dict[str, int]]:
    """Return the counts that later counts are compared with."""
    return {
        platform: {kind: completeness.highest(marks, now) for kind, marks in kinds.items()}
        for platform, kinds in sizes.items()
    }


def lost(found: Counts, before: Sizes, now: float, least: Mapping[str, int] | None = None) -> str:
    """Return which lists have lost too many rows, and what to do; empty if none has.

    `least`: a minimum that is not far below the current count says that the loss is right.
    """
    told, options, until = [], [], now
    for platform, kind, rows, there in _losses(found, before, now):
        if _is_expected(kind, found, least or {}):
            continue
        where = f" on {platform}" if platform and len(before) > 1 else ""
        told.append(f"{completeness.some(rows, kind)}{where}, {there - rows} fewer than the {there} in the baseline")
        options.append(f"{MINIMUMS[kind]} to {sum(kinds.get(kind, 0) for kinds in found.values())}")
        marks = [when for when, count in before[platform][kind] if _is_loss(count, rows) and now - when <= MEMORY]
        until = max([until, *(when + MEMORY for when in marks or [now])])
    if not told:
        return ""
    day = dt.datetime.fromtimestamp(until, dt.timezone.utc).date()
    return (
        f"there are {' and '.join(told)} (if this is right, set {' and '.join(dict.fromkeys(options))}, or remove the "
        f"baseline; a baseline that is updated accepts it after {day})"
    )


def after(before: Sizes, found: Counts, now: float, *, believed: bool) -> dict[str, dict[str, list[Mark]]]:
    """Return the sizes after a run.

    A run that was not trusted because of a loss keeps the old counts; seven days after the loss was first seen, it is
    accepted. A loss that was trusted because a minimum allows it is accepted from now on.
    """
    sizes = {platform: {kind: list(marks) for kind, marks in kinds.items()} for platform, kinds in before.items()}
    losses = {(platform, kind): there for platform, kind, _rows, there in _losses(found, before, now)}
    for platform, kinds in found.items():
        for kind, rows in kinds.items():
            marks = sizes.setdefault(platform, {}).get(kind, [])
            there = losses.get((platform, kind))
            if there is None or believed:
                sizes[platform][kind] = completeness.remembered(marks if there is None else [], rows, now)
            else:
                sizes[platform][kind] = completeness.refused(marks, there, rows, now)
    return sizes


def _losses(found: Counts, before: Sizes, now: float) -> list[tuple[str, str, int, int]]:
    """Return (platform, kind, count now, count before) of lists that have lost too many rows and are not empty."""
    return [
        (platform, kind, rows, there)
        for platform, kinds in highest(before, now).items()
        for kind, there in kinds.items()
        if (rows := found.get(platform, {}).get(kind, 0)) and _is_loss(there, rows)
    ]


def _is_loss(there: int, rows: int) -> bool:
    return completeness.is_drop(there, rows, _MOST_PERCENT, _MANY)


def _is_expected(kind: str, found: Counts, least: Mapping[str, int]) -> bool:
    rows = sum(kinds.get(kind, 0) for kinds in found.values())
    minimum = least.get(kind, 0)
    return 0 < minimum <= rows and not _is_loss(rows, minimum)
