# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Choosing records by the filters that modules and the inventory plugin share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_DETAIL_FIELDS,
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import (
    all_names,
    covered,
    names_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import given_list

Record = Mapping[str, Any]

# filter -> how a record passes it; every filter that is set must be passed
_TESTS: dict[str, Callable[[Record, Any], bool]] = {
    "license_types": lambda record, wanted: (
        record["license_type"] in wanted or record.get("customer_license_type") in wanted
    ),
    "license_families": lambda record, wanted: record["license_family"] in wanted,
    "statuses": lambda record, wanted: record.get("status", "unknown") in wanted,
    "sources": lambda record, wanted: record.get("source", "unknown") in wanted,
    "enabled": lambda record, wanted: (record.get("enabled") is not False) is wanted,
    "names": lambda record, wanted: not wanted.isdisjoint(names_of(record)),
}


def chosen(records: Iterable[Record], filters: Mapping[str, Any], known: Iterable[str] | None = None) -> list[Any]:
    """Return the records that pass every filter that is set, in their order.

    C(filters): C(license_types), C(license_families), C(statuses), C(sources), C(names) as lists (compared in lower
    case), C(enabled) as a boolean. None is not set, an empty list is passed by nobody. C(known): all names that there
    are, those of the records where it is None: a name that somebody has is not read as a pattern.
    """
    records = list(records)
    wanted = {name: lowered(name, value) for name, value in filters.items()}
    if wanted.get("names"):
        wanted["names"] = covered(wanted["names"], all_names(records) if known is None else known)
    elif wanted.get("names") == []:
        wanted["names"] = frozenset()
    tests = [(_TESTS[name], value) for name, value in wanted.items() if value is not None]
    return [record for record in records if all(test(record, value) for test, value in tests)]


def lowered(name: str, value: Any) -> Any:
    """Return a list of texts as they are compared: Ansible leaves the blanks behind the commas of a list that came as text."""
    found = given_list(value, name) if isinstance(value, (list, tuple)) else value
    return [item.lower() for item in found] if isinstance(found, list) else found


# every name that an option for field selection can mean: in records that are joined, and in those of one list
FIELD_NAMES: tuple[str, ...] = tuple(
    dict.fromkeys(
        [field.name for field in (*SERVICE_FIELDS, *CUSTOMER_FIELDS)]
        + [*CARRIED.values(), "matched", "raw", "customer_raw", "instance_id"]
    )
)
FIELD_NAMES_OF: dict[str, tuple[str, ...]] = {
    "service": (*(field.name for field in SERVICE_FIELDS), "raw"),
    "customer": (*(field.name for field in (*CUSTOMER_FIELDS, *CUSTOMER_DETAIL_FIELDS)), "raw"),
}
# what a record always keeps: its identity, and what of it could not be read
IDENTITY = ("kind", "platform", "id", "ump_customer_guid", "unread")


def fields(patterns: Iterable[str], kind: str | None = None) -> set[str]:
    """Return the names of the record fields that are named or fit a shell pattern.

    C(kind) is C(service) or C(customer) for the records of one list, None for joined ones. Raises L(OptionError) for
    a pattern that fits none: most often a spelling mistake.
    """
    known = FIELD_NAMES_OF[kind] if kind else FIELD_NAMES
    chosen: set[str] = set()
    for pattern in map(str.strip, patterns):
        found = [name for name in known if fnmatchcase(name, pattern)]
        if not found:
            raise OptionError(f"fields: {pattern} is not a field of a {kind or 'service or a customer'}")
        chosen.update(found)
    return chosen
