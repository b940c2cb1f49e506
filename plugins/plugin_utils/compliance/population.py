# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is judged: services and customers, each once, from inventory hosts or from what modules read. Private."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.hosts import Row
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.values import plain

Record = dict[str, Any]


class Population(NamedTuple):
    """Services and customers, the inventory groups of each (by identity), and what else there is to tell."""

    services: list[Record]
    customers: list[Record]
    groups: dict[str, set[str]]
    warnings: list[str]


def of_hosts(rows: Iterable[Row], groups: Mapping[str, Sequence[str]]) -> Population:
    """Return the population of inventory hosts: services, the customers they carry, and customers of their own.

    C(groups) are those of the inventory that the policy names. A customer counts once, however many services carry
    it, and is in the groups of all of them. Two hosts of one identity come from two sources; the first one counts.
    """
    of_host: dict[str, set[str]] = {}
    for group, hosts in groups.items():
        for host in hosts:
            of_host.setdefault(host, set()).add(group)
    services: dict[str, Record] = {}
    customers: dict[str, Record] = {}
    in_groups: dict[str, set[str]] = {}
    repeated = 0
    for row in rows:
        record = _with_id(row)
        is_service = record["kind"] == "service"
        found = [record, *([_carried(record)] if is_service and record.get("customer_ump_customer_guid") else [])]
        for item in found:
            identity = topology.identity(item)
            known = services if item["kind"] == "service" else customers
            repeated += item is record and identity in known
            known.setdefault(identity, item)
            in_groups.setdefault(identity, set()).update(of_host.get(row["host"], ()))
    warnings = [f"{repeated} hosts are the same service or customer as another one"] if repeated else []
    return Population(list(services.values()), list(customers.values()), in_groups, warnings)


def of_results(platform: Any, registrations: Any) -> Population:
    """Return the population that topology_facts read, with the customers of customer_info where that ran as well.

    Raises L(LivePlatformError) with the module's own message where one of them failed.
    """
    fact = _result(platform, "ansible_facts")["live_platform"]
    services, customers = fact["services"], fact["customers"]
    if registrations is not None:
        # copies: what a task registered belongs to the play
        known = _result(registrations, "customers")
        services, customers = topology.join(list(map(dict, services)), list(map(dict, known)))
    return Population(list(map(_plain, services)), list(map(_plain, customers)), {}, [])


def _result(result: Any, key: str) -> Any:
    """Return what a task registered under a key.

    A message means failure, even where a part was read: C(failed) is not to be relied on, for the task may say C(failed_when).
    """
    said = result.get("msg") if isinstance(result, Mapping) else None
    if not isinstance(result, Mapping) or key not in result or said:
        raise LivePlatformError(f"the platform could not be read: {said or 'the task that reads it did not run'}")
    return result[key]


def _plain(record: Mapping[str, Any]) -> Record:
    """Return a record whose texts are ordinary ones, whatever ansible-core made of them."""
    found: Record = plain(record)
    return found


def _with_id(row: Row) -> Record:
    """Return the record of a host, whose identity stands in for an id that the inventory source left out."""
    record = row["record"]
    key = "id" if record["kind"] == "service" else "ump_customer_guid"
    if key in record:
        return record
    ident = str(record.get("instance_id") or "").partition(":")[2]
    if not ident:
        raise DataError(f"host {row['host']} has neither an instance_id nor an id among its variables")
    return {**record, key: ident}


def _carried(service: Record) -> Record:
    """Return the customer that a service carries; what the source left out stays out."""
    carried = {name: service[field] for name, field in topology.CARRIED.items() if field in service}
    return {**carried, "kind": "customer", "matched": True}
