# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is judged: services and customers, each once, from inventory hosts or from results of modules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    NUMBER_COUNT_FIELDS,
    TIER_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import seats_counted
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain, some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import (
    Needs,
    read_rows,
    warnings_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import (
    Pool,
    PoolOptions,
    instance_of,
    pool_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import Row, agree, completed

Record = dict[str, Any]


class Population(NamedTuple):
    """Services and customers, the inventory groups of each (by `join.entry_key`), warnings, and what was read.

    `pool` is the license of the instance, if the user describes it.
    """

    services: list[Record]
    customers: list[Record]
    groups: dict[join.EntryKey, set[str]]
    warnings: list[str]
    origin: Origin = Origin()
    pool: Pool | None = None

    @property
    def instances(self) -> list[Record]:
        """The record of the instance, if it is asked for."""
        return [instance_of(self.pool)] if self.pool else []

    def with_pool(self, asked: PoolOptions, today: date) -> Population:
        """Return the population with the pool of its platform. Raises `OptionError` if there are several platforms."""
        pool = pool_of(asked, self.platforms, self.customers, self.origin, today)
        if pool is None:
            return self
        told = [pool["message"]] if pool["message"] else []
        return self._replace(pool=pool, warnings=[*self.warnings, *told])

    @property
    def platforms(self) -> list[str]:
        """The names of the platforms that these records come from, sorted; empty if no record names one."""
        records = (*self.services, *self.customers)
        return sorted(set(map(join.platform_of, records)) - {""})


def read(
    task_vars: Mapping[str, Any], groups: Sequence[str], prefix: str, needs: Needs, named: Iterable[str] = ()
) -> Population:
    """Return the population of the hosts in `groups`, with warnings about missing hosts and variables.

    `named` are more groups whose members the policy asks for. Raises `OptionError` and `DataError`.
    """
    there = task_vars["groups"]
    hosts = read_rows(task_vars["hostvars"], there, groups, prefix)
    found = of_hosts(hosts.rows, {name: there[name] for name in named if name in there})
    warnings = [*warnings_of(hosts, groups, prefix, needs), *found.warnings]
    return found._replace(warnings=warnings, origin=hosts.origin)


def of_hosts(rows: Iterable[Row], groups: Mapping[str, Sequence[str]]) -> Population:
    """Return the population of inventory hosts: services, the customers they carry, and customers with their own host.

    `groups` are the inventory groups that the policy names. A customer counts once, however many services carry
    it, and is in the groups of all of them. Hosts of one object count once if they agree; if they differ, each is
    judged, and a warning names them.
    """
    of_host: dict[str, set[str]] = {}
    for group, hosts in groups.items():
        for host in hosts:
            of_host.setdefault(host, set()).add(group)
    known: dict[tuple[str, str, str], list[_Seen]] = {}
    in_groups: dict[join.EntryKey, set[str]] = {}
    for row in rows:
        record = _with_id(row)
        carries = record["kind"] == "service" and record.get("customer_ump_customer_guid")
        for item in [record, *([_carried(record)] if carries else [])]:
            seen = known.setdefault(join.key(item), [])
            place = next((place for place, one in enumerate(seen) if agree(one.record, item)), len(seen))
            if place == len(seen):
                seen.append(_Seen({**item, "twin": row["host"]} if seen else item, row["host"]))
            else:
                seen[place] = seen[place]._replace(record=completed(seen[place].record, item))
            same = seen[place]
            in_groups.setdefault(join.entry_key(same.record), set()).update(of_host.get(row["host"], ()))
    found = {kind: [one.record for ids, seen in known.items() if ids[1] == kind for one in seen] for kind in _KINDS}
    twins = [one.host for seen in known.values() if len(seen) > 1 for one in seen]
    return Population(found["service"], found["customer"], in_groups, _warnings(twins))


class _Seen(NamedTuple):
    """A record, and the first host that has it."""

    record: Record
    host: str


_KINDS = ("service", "customer")


def _warnings(twins: list[str]) -> list[str]:
    if not twins:
        return []
    return [
        f"{len(twins)} hosts say different things about the same service or customer, and each is judged: {some(twins)}. "
        "Where they come from two platforms, give each source a platform_name"
    ]


def of_results(platform: Any, registrations: Any) -> Population:
    """Return the population that topology_facts read, with the customers of customer_info if that ran as well.

    Raises `LivePlatformError` with the module's own message if one of them failed.
    """
    fact = _result(platform, "ansible_facts")["live_platform"]
    services, customers = fact["services"], fact["customers"]
    if registrations is not None:
        # copied, because a registered result belongs to the play
        known = _with_requested(_result(registrations, "customers"), customers)
        services, customers = join.join(list(map(dict, services)), known)
    found = Population(list(map(_plain, services)), list(map(_plain, customers)), {}, [])
    kinds = fact.get("included")
    if not isinstance(kinds, (list, tuple)):
        return found
    if registrations is not None:
        kinds = [*kinds, "customers"]
    read = tuple(map(str, kinds))
    platforms = found.platforms or [""]
    # a module that read both lists has compared them, and an empty list was accepted there
    compared = registrations is None and {"services", "customers"} <= set(read)
    accepted = compared or fact.get("allow_empty") is True
    counts = {"services": len(services), "customers": len(customers)}
    origin = Origin(read=dict.fromkeys(platforms, read), rows=dict.fromkeys(platforms, counts) if accepted else {})
    return found._replace(origin=origin)


def _with_requested(registered: Iterable[Mapping[str, Any]], customers: Iterable[Mapping[str, Any]]) -> list[Record]:
    """Return copies of registered customers, with what only the other task requested: tiers of metering, counts of numbers."""
    others = {customer["ump_customer_guid"]: customer for customer in customers}
    fields = [
        field
        for field in (*TIER_FIELDS, *NUMBER_COUNT_FIELDS)
        if any(field.name in customer for customer in others.values())
    ]
    found = []
    for customer in map(dict, registered):
        other = others.get(customer["ump_customer_guid"], {})
        for field in fields:
            customer[field.name] = other.get(field.name, TYPES[field.type].missing())
            if field.name not in other or field.name in other["unread"]:
                customer["unread"] = sorted({*customer["unread"], field.name})
        found.append(customer)
    return found


def _result(result: Any, key: str) -> Any:
    """Return what a task registered under a key.

    A message means failure, even if a part was read: `failed` is not reliable, because the task may set `failed_when`.
    """
    said = result.get("msg") if isinstance(result, Mapping) else None
    if not isinstance(result, Mapping) or key not in result or said:
        raise LivePlatformError(f"the platform could not be read: {said or 'the task that reads it did not run'}")
    return result[key]


def _plain(record: Mapping[str, Any]) -> Record:
    """Return a record with ordinary text, whatever type ansible-core made of it."""
    found: Record = plain(record)
    return found


def _with_id(row: Row) -> Record:
    """Return the record of a host. Its identity replaces an id that the inventory source left out."""
    record = row["record"]
    key = "id" if record["kind"] == "service" else "ump_customer_guid"
    if key in record:
        return record
    # without the name of the platform, which may follow it
    ident = str(record.get("instance_id") or "").partition(":")[2].partition("@")[0]
    if not ident:
        raise DataError(f"host {row['host']} has neither an instance_id nor an id among its variables")
    return {**record, key: ident}


def _carried(service: Record) -> Record:
    """Return the customer that a service carries, without fields that the source left out."""
    carried = {name: service[field] for name, field in CARRIED.items() if field in service}
    if "license_type" in carried:
        carried["seats_counted"] = seats_counted(carried["license_type"])
    platform = {"platform": service["platform"]} if "platform" in service else {}
    return {**carried, **platform, "kind": "customer", "matched": True}
