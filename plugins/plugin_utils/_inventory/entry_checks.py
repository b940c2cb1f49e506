# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Checks whether a reading is good enough for an inventory, also compared with an earlier one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CHANNEL_FIELDS,
    CUSTOMER_FIELDS,
    METERING_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.names import host_slug
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import store
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    DEFAULT_GROUPINGS,
    GROUPINGS,
    Grouping,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import host_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.options import InventoryOptions

# kind -> its field names
_FIELDS = {
    "services": frozenset(field.name for field in (*SERVICE_FIELDS, *METERING_FIELDS)),
    "customers": frozenset(field.name for field in (*CUSTOMER_FIELDS, *CHANNEL_FIELDS)),
}
# most hosts in a warning
_SHOWN = 5


class _Unread(NamedTuple):
    """A field for a built-in group that could not be read in some rows of its kind."""

    kind: str
    field: str
    rows: int
    of: int


def check(entry: store.Entry, kept: store.Entry | None, options: InventoryOptions, now: float) -> str:
    """Return a remark for a quiet line, or "". Raises `DataError` for rows that must not become an inventory.

    `kept` is the cached copy of an earlier reading, if there is one.
    """
    earlier = [] if kept is None else [_earlier(kept, now)]
    remark = completeness.check(
        entry.services,
        entry.customers,
        options.include,
        least=options.minimums,
        earlier=earlier,
        allow_empty=options.allow_empty,
        hint=f"set allow_empty{', or remove the cache,' if earlier else ''} if this is right",
    )
    if options.maximum_drop_percent is not None:
        for reading in earlier:
            hint = "raise it, or remove the cache, if this is right"
            completeness.check_drop(entry.counts, reading, options.maximum_drop_percent, hint)
    for lost in _unread(entry, options):
        if lost.rows == lost.of:
            raise DataError(
                f"{lost.field} could not be read in any of {lost.of} {lost.kind}, but groups depend on it",
                hint=_what_to_do(lost, options),
            )
    return remark


def _earlier(kept: store.Entry, now: float) -> completeness.Earlier:
    counts = {kind: completeness.highest(marks, now) for kind, marks in kept.marks.items()}
    return completeness.Earlier("the cache (its highest count of the last 7 days)", counts)


def partly_unread(entry: store.Entry, options: InventoryOptions) -> str:
    """Return a warning that names unreadable fields of built-in groups, or ""."""
    parts = []
    for lost in _unread(entry, options):
        names = sorted(
            host_slug(row["name"]) or host_slug(host_of(row).identity)
            for row in entry.of(lost.kind)
            if lost.field in row["unread"]
        )
        shown = ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
        parts.append(f"{lost.field} of {lost.rows} of {lost.of} {lost.kind} ({shown})")
    return f"could not be read, and groups treat it as unknown: {'; '.join(parts)}" if parts else ""


def _unread(entry: store.Entry, options: InventoryOptions) -> Iterator[_Unread]:
    """Yield the fields of built-in groups that some rows lack, sorted by name."""
    for kind in completeness.KINDS:
        rows = entry.of(kind)
        unread = list(map(itemgetter("unread"), rows))
        # rare on most platforms
        if not any(unread):
            continue
        counts = Counter(chain.from_iterable(unread))
        groupings = [*options.groupings, *(GROUPINGS[key] for key in options.nested_groups)]
        for name in sorted(_needed(groupings, kind).intersection(counts)):
            yield _Unread(kind, name, counts[name], len(rows))


def _needed(groupings: Iterable[Grouping], kind: str) -> frozenset[str]:
    """Return the fields of one kind that the groupings read. Services have their customer's fields with a prefix."""
    names = {name for grouping in groupings for name in grouping.reads}
    if "license_family" in names:
        # the same license type is sold with several sources
        names.add("source")
    if kind == "customers":
        names = {name.removeprefix("customer_") for name in names}
    return _FIELDS[kind].intersection(names)


def _what_to_do(lost: _Unread, options: InventoryOptions) -> str:
    other = next(kind for kind in completeness.KINDS if kind != lost.kind)
    asked = [
        key
        for key, grouping in GROUPINGS.items()
        if key not in DEFAULT_GROUPINGS
        and grouping in options.groupings
        and lost.field in _needed([grouping], lost.kind)
    ]
    if asked and lost.field not in _needed(DEFAULT_GROUPINGS.values(), lost.kind):
        return f"leave {', '.join(asked)} out of group_by, or ask the operator of the platform about it"
    return (
        "the platform uses an unknown form: look for a newer version of this collection; "
        f"include: [{other}] leaves out {lost.kind}"
    )
