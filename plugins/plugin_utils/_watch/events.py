# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Compares two readings of a platform, and makes events of the differences. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands, join
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    GROUPINGS,
    Limits,
    groupings_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import (
    Host,
    host_of,
    instance_id,
    set_groups,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.naming import set_names, taken_names

Record = dict[str, Any]
Event = dict[str, Any]

# what can be watched -> kind -> the fields to compare; trial_state comes from a record's trial fields
WATCHED: dict[str, dict[str, tuple[str, ...]]] = {
    "license_type": {"service": ("license_type",), "customer": ("license_type",)},
    "status": {"service": ("status",)},
    "seats": {
        "service": ("ordered_users", "devices_personal_max", "devices_meeting_max"),
        "customer": ("licensed_users",),
    },
    "trial_state": {"service": ("trial_state",)},
}

# watched fields that are not in a record -> the fields that they come from
_MADE_OF = {"trial_state": ("trial_status", "trial_expires")}

# Marks that could make a later job read text as a template: ansible-rulebook passes events to playbooks as extra
# variables, and ansible-core before 2.19 renders those.
_TEMPLATE_MARKS = str.maketrans("{}", "()")


class Seen(NamedTuple):
    """What is remembered of one service or customer. `hosts` are its names in the inventory, separated by commas.

    `unread` are the positions of values that could not be read.
    """

    kind: str
    hosts: str
    name: str
    values: tuple[Any, ...]
    unread: tuple[int, ...] = ()


# identity -> what is remembered
Snapshot = Mapping[str, Seen]


class View(NamedTuple):
    """How to look at a platform; options have the same names and meaning as in the inventory.

    `platform` is the platform's name; `platform_name` is the name that the user chose, or empty.
    """

    watch: Sequence[str] = tuple(WATCHED)
    match_by: Sequence[str] = join.DEFAULT_MATCH_BY
    group_by: Sequence[str] = ()
    nested_groups: Sequence[str] = ()
    group_prefix: str = "lp_"
    platform: str = ""
    platform_name: str = ""

    def fields(self, kind: str) -> list[str]:
        """Return the compared fields of that kind, in the order of `Seen`'s values."""
        return [field for name in WATCHED if name in self.watch for field in WATCHED[name].get(kind, ())]


def harmless(text: str) -> str:
    """Return the platform's text as one short line that no later job can read as a template."""
    return one_line(text).translate(_TEMPLATE_MARKS).lstrip("#")


def snapshot(services: list[Record], customers: list[Record], view: View, limits: Limits) -> dict[str, Seen]:
    """Return `instance_id` (`service:<id>`, `customer:<guid>`) -> what is remembered, for the records of both lists.

    A customer whose data its services carry has no host of its own; its hosts are those services.
    """
    joined, known = join.join(services, customers, view.match_by)
    ours = [*map(host_of, joined)]
    theirs = [*map(host_of, known)]
    population = [*ours, *(item for item in theirs if not item.record["matched"])]
    _set_names(population, view, limits)
    carriers: dict[str, list[str]] = {}
    for item in ours:
        if item.record["matched"]:
            carriers.setdefault(item.record["customer_ump_customer_guid"], []).append(item.name)
    fields = {kind: view.fields(kind) for kind in ("service", "customer")}
    seen: dict[str, Seen] = {}
    for item in (*ours, *theirs):
        record = item.record
        hosts = item.name or ",".join(sorted(carriers[record["ump_customer_guid"]]))
        values = tuple(_value(record, field, limits) for field in fields[record["kind"]])
        unread = _unread(record, fields[record["kind"]]) if record["unread"] else ()
        seen[instance_id(item.identity, view.platform_name)] = Seen(
            record["kind"], hosts, harmless(record["name"]), values, unread
        )
    return seen


def _unread(record: Record, fields: Sequence[str]) -> tuple[int, ...]:
    lost = set(record["unread"])
    return tuple(place for place, field in enumerate(fields) if lost.intersection(_MADE_OF.get(field, (field,))))


def settled(before: Snapshot, after: Snapshot) -> tuple[dict[str, Seen], dict[str, Seen]]:
    """Return both snapshots, with equal values if one of them could not be read: a change there is not known.

    Afterwards `unread` of the second one lists the values that were never read.
    """
    old, new = dict(before), dict(after)
    for identity in before.keys() & after.keys():
        if before[identity].unread or after[identity].unread:
            old[identity], new[identity] = _settled(before[identity], after[identity])
    return old, new


def _settled(old: Seen, new: Seen) -> tuple[Seen, Seen]:
    both = list(enumerate(zip(old.values, new.values, strict=True)))
    known = tuple(later if place in old.unread else value for place, (value, later) in both)
    found = tuple(value if place in new.unread else later for place, (value, later) in both)
    never = tuple(place for place in new.unread if place in old.unread)
    return old._replace(values=known), new._replace(values=found, unread=never)


def lost_fields(seen: Snapshot, view: View) -> str:
    """Return the number of unreadable values of each field as one text; "" if there are none."""
    counts = Counter((item.kind, place) for item in seen.values() for place in item.unread)
    return ", ".join(
        f"{view.fields(kind)[place]} of {completeness.some(rows, f'{kind}s')}"
        for (kind, place), rows in sorted(counts.items())
    )


def _set_names(population: Sequence[Host], view: View, limits: Limits) -> None:
    """Name the hosts as an inventory without `hostnames` and filters does."""
    groupings, nested = groupings_of(view.group_by), [GROUPINGS[key] for key in view.nested_groups]
    set_groups(population, groupings, limits, view.group_prefix)
    taken = taken_names(population, groupings, nested, limits, view.group_prefix)
    set_names(population, [None] * len(population), taken)


def _value(record: Record, field: str, limits: Limits) -> Any:
    if field == "trial_state":
        expires = record["trial_expires"]
        return bands.trial_state(record["trial_status"], expires, limits.today, limits.trial_expiring_days)
    value = record[field]
    return harmless(value) if isinstance(value, str) else value


def changes(before: Snapshot, after: Snapshot, view: View, at: datetime) -> Iterator[Event]:
    """Yield the events between one snapshot and the next, in the order of identities."""
    for identity in sorted({*before, *after}):
        old, new = before.get(identity), after.get(identity)
        if old is None and new is not None:
            yield _event("appeared", identity, new, {}, _named(new, view), view, at)
        elif old is not None and new is None:
            yield _event("vanished", identity, old, _named(old, view), {}, view, at)
        elif old is not None and new is not None and old.values != new.values:
            yield _event("changed", identity, new, _named(old, view), _named(new, view), view, at)


def everything(seen: Snapshot, view: View, at: datetime) -> Iterator[Event]:
    """Yield an event for each object at the start: it appeared, and `initial` says that it is not new."""
    for event in changes({}, seen, view, at):
        event["live_platform"]["initial"] = True
        yield event


def _named(seen: Seen, view: View) -> Record:
    return dict(zip(view.fields(seen.kind), seen.values, strict=True))


def _event(type_: str, identity: str, seen: Seen, before: Record, after: Record, view: View, at: datetime) -> Event:
    changed = [field for field in before if before[field] != after[field]] if before and after else []
    return {
        "live_platform": {
            "type": type_,
            "platform": harmless(view.platform),
            "kind": seen.kind,
            "instance_id": identity,
            "host": seen.hosts,
            "name": seen.name,
            "changed": changed,
            "before": before,
            "after": after,
            "initial": False,
            "at": at.isoformat(timespec="seconds"),
        },
        "meta": {"hosts": seen.hosts},
    }
