# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Services joined to their customers.

It is documented that `umpId` of a service is the `UmpCustomerGuid` of its customer (vendor page "Retrieve Services").
That `serviceId` may be, and the join by name, are inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import REQUESTED_CUSTOMER_FIELDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED

Record = dict[str, Any]

# field of a service that can name its customer -> the customer field that it names
KEYS: dict[str, tuple[str, str]] = {
    "ump_customer_guid": ("ump_customer_guid", "ump_customer_guid"),
    "service_id": ("service_id", "ump_customer_guid"),
    "name": ("name", "name"),
}
DEFAULT_MATCH_BY: tuple[str, ...] = ("ump_customer_guid", "service_id")

# kind -> the field that holds the id; an instance is the platform itself, identified by its name
IDS = {"service": "id", "customer": "ump_customer_guid", "instance": "id"}

# of these, and of raw, customers have only what was requested
_REQUESTED = {**{field.name: CARRIED[field.name] for field in REQUESTED_CUSTOMER_FIELDS}, "raw": "customer_raw"}

# Fields that are null, and lists that are empty, if nobody requested them -> the field that says so. Any other null is an
# answer of the platform.
ON_DEMAND = {
    f"{of}sip_connections{what}": f"{of}sip_connections_total"
    for of in ("", "customer_")
    for what in ("", "_total", "_not_deployed")
}


def join(
    services: list[Record], customers: list[Record], match_by: Sequence[str] = DEFAULT_MATCH_BY
) -> tuple[list[Record], list[Record]]:
    """Complete the records and return them: services with `customer_*` fields, both with `matched`.

    Keys are tried in the order of `match_by`; GUIDs and names are compared regardless of case. A name that several
    customers share matches none of them. The records are changed in place: copying them all would be half the work.
    """
    lookups = [(KEYS[key][0], _lookup(customers, KEYS[key][1])) for key in match_by]
    missing = {name for name in _REQUESTED if not any(name in customer for customer in customers)}
    fields = {name: carried for name, carried in (CARRIED | _REQUESTED).items() if name not in missing}
    nobody = dict.fromkeys(fields.values())
    values, names = itemgetter(*fields), tuple(fields.values())
    carried: set[int] = set()
    with paused():
        for service in services:
            index = _find(service, lookups)
            if index is None:
                service.update(nobody)
            else:
                carried.add(index)
                service.update(zip(names, values(customers[index]), strict=True))
            service["matched"] = index is not None
        for index, customer in enumerate(customers):
            customer["matched"] = index in carried
    return services, customers


def identity(record: Mapping[str, Any]) -> str:
    """Return the lasting identity of an object on one platform: `service:<id>`, `customer:<guid>` or `instance:<platform>`.

    It is for people. Code compares `key` instead, because two platforms have services with the same id.
    """
    return f"{record['kind']}:{record[IDS[record['kind']]]}"


def key(record: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what identifies an object among those of all platforms: its platform, kind, and id in lower case."""
    kind = record["kind"]
    return platform_of(record), kind, str(record[IDS[kind]]).lower()


# identifies an object in one run: platform, kind, id, and the host if hosts disagree about it
EntryKey = tuple[str, str, str, str]


def entry_key(record: Mapping[str, Any]) -> EntryKey:
    """Return what identifies an object in one run.

    `twin` is the name of a host, set if its record differs from that of another host of the same object.
    """
    return *key(record), str(record.get("twin") or "")


def platform_of(record: Mapping[str, Any]) -> str:
    """Return the name of the platform that a record comes from; empty if not known."""
    return str(record.get("platform") or "")


def conflicts(services: Iterable[Mapping[str, Any]]) -> list[Record]:
    """Return where the two APIs disagree about joined services, and which customers several services carry.

    Each conflict has `type`, `services` and `customer` (identities) and, if two values differ, `service_value`
    and `customer_value`. An unknown value contradicts nothing.
    """
    found: list[Record] = []
    carriers: dict[str, list[str]] = {}
    doubles: dict[str, list[str]] = {}
    for service in services:
        doubles.setdefault(service["service_id"].lower(), []).append(identity(service))
        if not service["matched"]:
            continue
        customer = f"customer:{service['customer_ump_customer_guid']}"
        carriers.setdefault(customer, []).append(identity(service))
        for field in ("license_family", "license_tier"):
            ours, theirs = service[field], service[f"customer_{field}"]
            if ours != theirs and "unknown" not in (ours, theirs):
                values = {"service_value": ours, "customer_value": theirs}
                found.append(_conflict(field, [identity(service)], customer) | values)
    for customer, names in carriers.items():
        if len(names) > 1:
            found.append(_conflict("shared_customer", names, customer))
    for service_id, names in doubles.items():
        if service_id and len(names) > 1:
            found.append(_conflict("duplicate_service_id", names, None))
    return found


def _conflict(type_: str, services: list[str], customer: str | None) -> Record:
    return {"type": type_, "services": services, "customer": customer, "service_value": None, "customer_value": None}


def _find(service: Mapping[str, Any], lookups: Sequence[tuple[str, Mapping[str, int]]]) -> int | None:
    for field, lookup in lookups:
        value = service[field]
        index = lookup.get(value.lower()) if value else None
        if index is not None:
            return index
    return None


def _lookup(customers: Sequence[Mapping[str, Any]], field: str) -> dict[str, int]:
    """Return value in lower case -> place of the customer, without values that occur more than once."""
    places: dict[str, int] = {}
    twice: set[str] = set()
    for index, customer in enumerate(customers):
        value = customer[field].lower()
        if value in places:
            twice.add(value)
        places[value] = index
    return {value: index for value, index in places.items() if value not in twice}
