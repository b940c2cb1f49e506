# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Choosing records by the filters that modules and the inventory plugin share. Private to the collection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.fields import (
    CUSTOMER_DETAIL_FIELDS,
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.licenses import LICENSE_TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.topology import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils.values import as_list

Record = Mapping[str, Any]

# the vendor's four (page "Management Statuses"), and unknown
STATUSES = ("ok", "warning", "error", "unmonitored", "unknown")
# filter -> the field that it looks at, the values that are known, and what they are called
_VOCABULARIES: dict[str, tuple[str, Iterable[str], str]] = {
    "license_types": ("license_type", LICENSE_TYPES, "license type"),
    "statuses": ("status", STATUSES, "status"),
}


def name_matches(record: Record, patterns: Iterable[str]) -> bool:
    """Tell whether the short or the full name is one of the patterns, or fits one as a shell pattern.

    Neither case nor blanks around a name matter.
    """
    names = (record["name"].strip().lower(), record["full_name"].strip().lower())
    return any(name == pattern or fnmatchcase(name, pattern) for pattern in patterns for name in names)


# filter -> how a record passes it; every filter that is set must be passed
_TESTS: dict[str, Callable[[Record, Any], bool]] = {
    "license_types": lambda record, wanted: (
        record["license_type"] in wanted or record.get("customer_license_type") in wanted
    ),
    "statuses": lambda record, wanted: record.get("status", "unknown") in wanted,
    "sources": lambda record, wanted: record.get("source", "unknown") in wanted,
    "enabled": lambda record, wanted: (record.get("enabled") is not False) is wanted,
    "names": name_matches,
}


def chosen(records: Iterable[Record], filters: Mapping[str, Any]) -> list[Any]:
    """Return the records that pass every filter that is set, in their order.

    C(filters): C(license_types), C(statuses), C(sources), C(names) as lists (compared in lower case), C(enabled) as
    a boolean; None or a list without any text is not set.
    """
    given = {name: _lowered(name, value) for name, value in filters.items()}
    tests = [(_TESTS[name], value) for name, value in given.items() if value is not None and value != []]
    return [record for record in records if all(test(record, wanted) for test, wanted in tests)]


def unheard_of(records: Iterable[Record], wanted: Sequence[str] | None, name: str = "license_types") -> list[str]:
    """Return the values of a filter that are neither known nor in the data: most often a spelling mistake."""
    field, known, _what = _VOCABULARIES[name]
    asked = set(_lowered(name, wanted or []))
    return sorted(asked - set(known) - {record.get(field) for record in records}) if asked else []


def warnings(records: Sequence[Record], filters: Mapping[str, Any]) -> list[str]:
    """Return a warning for each value of the filters that nobody has heard of."""
    return [
        f"{name}: {value} is neither a known {what} nor one of the data"
        for name, (_field, _known, what) in _VOCABULARIES.items()
        for value in unheard_of(records, filters.get(name), name)
    ]


def _lowered(name: str, value: Any) -> Any:
    """Return a list of texts as they are compared: Ansible leaves the blanks behind the commas of a list that came as text."""
    if not isinstance(value, (list, tuple)):
        return value
    return [item.lower() for item in as_list(value, name)]


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
