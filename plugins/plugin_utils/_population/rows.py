# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Inventory hosts as rows of a report: services, customers, and the customers that services carry. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import CUSTOMER_DETAIL_FIELDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import totals
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import ON_DEMAND
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import by_people

UNKNOWN = "unknown"

Record = Mapping[str, Any]

# the fields that compare two records of one customer: not its GUID, whose case does not matter, nor a label set by the source
_COMPARED = tuple(name for name in CARRIED if name not in ("ump_customer_guid", "license_label"))
_NOTHING: tuple[Any, ...] = (None, "", [])

# The fields that counts need. An inventory source may leave fields out; then a report cannot be complete.
NEEDED: dict[str, frozenset[str]] = {
    "service": frozenset(
        [
            *("name", "license_type", "status", "trial_status", "trial_expires", *totals.SERVICE_SUMS),
            *(CARRIED[name] for name in ("ump_customer_guid", "license_type", "licensed_users", "active_users")),
        ]
    ),
    "customer": frozenset(["name", "ump_customer_guid", "license_type", "licensed_users", "active_users"]),
}


# may differ between two hosts of one object: how their sources name it and label its license, and what they joined
_OF_THE_SOURCE = frozenset({"instance_id", "matched", "license_label", "customer_license_label"})
_LISTS_OF_UNREAD = ("unread", CARRIED["unread"])
_CARRIED = frozenset(CARRIED.values())
# what is read only on request
_DETAILS = frozenset((*ON_DEMAND, *(field.name for field in CUSTOMER_DETAIL_FIELDS)))


class Row(TypedDict):
    """One inventory host: its name, its groups among those of the report, and its record (names without prefix)."""

    host: str
    groups: list[str]
    record: dict[str, Any]


def flat(row: Row) -> dict[str, Any]:
    """Return a row as one flat dictionary, as in the JSON and CSV reports: host and groups first."""
    return {"inventory_hostname": row["host"], "groups": row["groups"], **row["record"]}


def services_of(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that are services, in their order. If several hosts show the same service, only the first counts.

    If hosts say different things about a service, there is one row for each version: see `twin_services`.
    """
    services = [row for row in rows if row["record"].get("kind") == "service"]
    if len(set(map(_service, services))) == len(services):
        return services
    return [row for shown in _shown(services).values() for row in shown]


def twin_services(rows: Iterable[Row]) -> list[str]:
    """Return the hosts of services about which hosts say different things."""
    return [row["host"] for shown in _shown(services_of(rows)).values() if len(shown) > 1 for row in shown]


def _shown(services: Iterable[Row]) -> dict[tuple[Any, Any], list[Row]]:
    """Return service -> its rows that differ from one another."""
    found: dict[tuple[Any, Any], list[Row]] = {}
    for row in services:
        known = found.setdefault(_service(row), [])
        if not any(agree(one["record"], row["record"]) for one in known):
            known.append(row)
    return found


def _service(row: Row) -> tuple[Any, Any]:
    record = row["record"]
    ident = record.get("id")
    return ("host", row["host"]) if ident in (None, "") else (record.get("platform"), ident)


def has_customer(row: Row) -> bool:
    """Return whether a row is a customer, or a service that carries one."""
    record = row["record"]
    return record.get("kind") == "customer" or bool(record.get("customer_ump_customer_guid"))


def customer_of(row: Row, fields: Mapping[str, str] = CARRIED) -> dict[str, Any] | None:
    """Return the customer's record from a customer row or from a service that carries one, else None.

    `fields` maps the customer's fields to their names on a service; fewer fields are faster.
    """
    record = row["record"]
    if record.get("kind") == "customer":
        return record
    if not record.get("customer_ump_customer_guid"):
        return None
    return {"platform": record.get("platform"), **{name: record.get(carried) for name, carried in fields.items()}}


def customers_of(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return every customer once, ordered by name: its record, plus `hosts`, the inventory hosts that show it, and
    `services`, those hosts that are services.

    If hosts say different things about a customer, there is one entry for each version: see `twins`.
    """
    rows = list(rows)
    once = {row["host"] for row in services_of(rows)}
    found: dict[tuple[Any, str], list[dict[str, Any]]] = {}
    for row in rows:
        customer = customer_of(row)
        if customer is not None:
            known = found.setdefault(_identity(customer, row["host"]), [])
            entry = next((one for one in known if _agree(one, customer)), None)
            if entry is None:
                entry = {**customer, "hosts": [], "services": []}
                known.append(entry)
            entry["hosts"].append(row["host"])
            if row["host"] in once:
                entry["services"].append(display_name(row["record"]))
    entries = chain.from_iterable(found.values())
    return sorted(entries, key=lambda customer: (by_people(display_name(customer)), customer["hosts"]))


def twins(customers: Iterable[Record]) -> list[str]:
    """Return the hosts of customers of `customers_of` about which hosts say different things."""
    found: dict[tuple[Any, str], list[list[str]]] = {}
    for customer in customers:
        found.setdefault(_identity(customer, customer["hosts"][0]), []).append(customer["hosts"])
    return [host for hosts in found.values() if len(hosts) > 1 for host in chain.from_iterable(hosts)]


def _identity(customer: Record, host: str) -> tuple[Any, str]:
    # GUIDs belong to a platform, so two platforms may use the same one
    guid = str(customer.get("ump_customer_guid") or "").lower()
    return (customer.get("platform"), guid) if guid else ("host", host)


def _agree(one: Record, other: Record) -> bool:
    """Return whether two records of one customer agree on all fields that both have."""
    both = ((one.get(name), other.get(name)) for name in _COMPARED)
    return all(this == that or this in _NOTHING or that in _NOTHING for this, that in both)


# the customer fields that `display_name` uses
NAMED_BY = ("full_name", "name", "ump_customer_guid")


def agree(one: Record, other: Record) -> bool:
    """Return whether two records of one object agree on all fields that both have.

    Fields that only one of their sources requested or joined are no difference.
    """
    silent = {field for field, teller in ON_DEMAND.items() if one.get(teller) is None or other.get(teller) is None}
    if one.get("matched") != other.get("matched"):
        silent |= _CARRIED
    return all(
        one[name] == other[name]
        if name not in _LISTS_OF_UNREAD
        else _DETAILS.issuperset(set(one[name] or ()) ^ set(other[name] or ()))
        for name in one.keys() & other.keys() - _OF_THE_SOURCE - silent
    )


def completed(one: Record, other: Record) -> dict[str, Any]:
    """Return a record, completed with what only the source of another, agreeing record requested or joined."""
    more = {name for name in other if name not in one}
    more |= {
        field
        for field, teller in ON_DEMAND.items()
        if field in other and one.get(teller) is None and other.get(teller) is not None
    }
    if other.get("matched") and not one.get("matched"):
        more |= {name for name in (*_CARRIED, "matched") if name in other}
    found = {**one, **{name: other[name] for name in more}}
    for name, start in zip(_LISTS_OF_UNREAD, ("", "customer_"), strict=True):
        if found.get(name):
            found[name] = [
                field for field in found[name] if f"{start}{field}" not in more or field in (other.get(name) or ())
            ]
    return found


def display_name(record: Record) -> str:
    """Return the name to show for a service or customer: the full name if there is one."""
    return str(record.get("full_name") or record.get("name") or record.get("id") or record.get("ump_customer_guid"))
