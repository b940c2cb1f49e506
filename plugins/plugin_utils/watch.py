# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is compared between two readings of a platform, and the events that differences make. Pure Python. Private to the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils import bands, topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils.failures import clean
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils import hosts as model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.groups import (
    DEFAULT_GROUPINGS,
    GROUPINGS,
    Grouping,
    Limits,
)

Record = dict[str, Any]
Event = dict[str, Any]

# what can be watched -> kind -> the fields that are compared; trial_state is made of a record's trial fields
WATCHED: dict[str, dict[str, tuple[str, ...]]] = {
    "license_type": {"service": ("license_type",), "customer": ("license_type",)},
    "status": {"service": ("status",)},
    "seats": {
        "service": ("ordered_users", "devices_personal_max", "devices_meeting_max"),
        "customer": ("licensed_users",),
    },
    "trial_state": {"service": ("trial_state",)},
}

# what could make a later job take text for a template: ansible-rulebook hands events to playbooks as extra variables,
# and ansible-core before 2.19 renders those
_TEMPLATE_MARKS = str.maketrans("{}", "()")


class Seen(NamedTuple):
    """All that is remembered of one service or customer. C(hosts) are its names in the inventory, apart by commas."""

    kind: str
    hosts: str
    name: str
    values: tuple[Any, ...]


class View(NamedTuple):
    """How a platform is looked at: the same options as the inventory's where they have the same name.

    C(platform) is its name, C(platform_name) the one that somebody chose, or empty.
    """

    watch: Sequence[str] = tuple(WATCHED)
    match_by: Sequence[str] = topology.DEFAULT_MATCH_BY
    group_by: Sequence[str] = ()
    group_prefix: str = "lp_"
    platform: str = ""
    platform_name: str = ""

    def fields(self, kind: str) -> list[str]:
        """Return the fields of that kind which are compared, in the order of L(Seen)'s values."""
        return [field for name in WATCHED if name in self.watch for field in WATCHED[name].get(kind, ())]


def harmless(text: str) -> str:
    """Return text of the platform as one short line that no later job can take for a template."""
    return clean(text).translate(_TEMPLATE_MARKS).lstrip("#")


def snapshot(services: list[Record], customers: list[Record], view: View, limits: Limits) -> dict[str, Seen]:
    """Return C(instance_id) (C(service:<id>), C(customer:<guid>)) -> what is remembered of it, for records of both lists.

    A customer that services carry has no host of its own: its hosts are those services.
    """
    joined, known = topology.join(services, customers, view.match_by)
    ours = [*map(model.host, joined)]
    theirs = [*map(model.host, known)]
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
        seen[model.instance_id(item.identity, view.platform_name)] = Seen(
            record["kind"], hosts, harmless(record["name"]), values
        )
    return seen


def _set_names(population: Sequence[model.Host], view: View, limits: Limits) -> None:
    """Name the hosts as the inventory does where it has no C(hostnames) and no filter."""
    groupings: list[Grouping] = [GROUPINGS[key] for key in dict.fromkeys([*DEFAULT_GROUPINGS, *view.group_by])]
    model.set_groups(population, groupings, limits, view.group_prefix)
    taken = {view.group_prefix + name for grouping in groupings for name in grouping.always()}
    taken.update(f"{view.group_prefix}{name}" for name in ("stale", "ms_tenants"))
    taken.update(name for item in population for name in item.groups)
    model.set_names(population, [None] * len(population), taken)


def _value(record: Record, field: str, limits: Limits) -> Any:
    if field == "trial_state":
        expires = record["trial_expires"]
        return bands.trial_state(record["trial_status"], expires, limits.today, limits.trial_expiring_days)
    value = record[field]
    return harmless(value) if isinstance(value, str) else value


def changes(before: Mapping[str, Seen], after: Mapping[str, Seen], view: View, at: datetime) -> Iterator[Event]:
    """Yield the events that lead from one snapshot to the next, in the order of the identities."""
    for identity in sorted({*before, *after}):
        old, new = before.get(identity), after.get(identity)
        if old is None and new is not None:
            yield _event("appeared", identity, new, {}, _named(new, view), view, at)
        elif old is not None and new is None:
            yield _event("vanished", identity, old, _named(old, view), {}, view, at)
        elif old is not None and new is not None and old.values != new.values:
            yield _event("changed", identity, new, _named(old, view), _named(new, view), view, at)


def everything(seen: Mapping[str, Seen], view: View, at: datetime) -> Iterator[Event]:
    """Yield an event for each object that is there at the start: it appeared, and C(initial) tells that it is not new."""
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
