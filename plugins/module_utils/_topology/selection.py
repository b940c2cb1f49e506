# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The filters that modules, plans and the inventory share, read once. Pure Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import (
    all_names,
    covered,
    idle,
    names_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import given_list

Record = Mapping[str, Any]
Entries = tuple[str, ...]

# filter -> whether a record passes it; a record must pass every filter that is set
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
LISTS = ("license_types", "license_families", "statuses", "sources", "names")
FILTERS = (*LISTS, "enabled")


@dataclass(frozen=True)
class Selection:
    """Which records are chosen: those that pass every filter that is set.

    None is not set; an empty tuple passes nothing. Texts are in lower case; `names` are names or shell patterns of
    names, `enabled` is a boolean.
    """

    license_types: Entries | None = None
    license_families: Entries | None = None
    statuses: Entries | None = None
    sources: Entries | None = None
    names: Entries | None = None
    enabled: bool | None = None

    @classmethod
    def read(cls, get: Callable[[str], Any], filters: Iterable[str] = FILTERS) -> Selection:
        """Return the filters named in `filters`, read by name with `get`. Raises `OptionError` for a list of blanks."""
        values: dict[str, Any] = {name: entries(get(name), name) if name in LISTS else get(name) for name in filters}
        return cls(**values)

    def passing(self, records: Iterable[Record], known: Iterable[str] | None = None) -> list[Any]:
        """Return the records that pass, in their order.

        `known`: all names that exist; None means those of the records. An entry that is an existing name is not read as a
        pattern.
        """
        records = list(records)
        wanted: dict[str, Any] = {name: frozenset(entries) for name, entries in self.given.items()}
        if self.names:
            wanted["names"] = covered(self.names, all_names(records) if known is None else known)
        if self.enabled is not None:
            wanted["enabled"] = self.enabled
        tests = [(_TESTS[name], value) for name, value in wanted.items()]
        return [record for record in records if all(test(record, value) for test, value in tests)]

    def idle_names(self, known: Iterable[str]) -> list[str]:
        """Return the entries of `names` that match none of the known names: most often misspelled."""
        return idle(self.names or (), known)

    @property
    def given(self) -> dict[str, Entries]:
        """The lists that are set, by name of the filter."""
        return {name: getattr(self, name) for name in LISTS if getattr(self, name) is not None}


def entries(value: Any, option: str) -> Entries | None:
    """Return the entries of a list in the form that is compared. Ansible leaves the blanks after commas if a list is given as text."""
    found = given_list(value, option)
    return None if found is None else tuple(dict.fromkeys(item.lower() for item in found))
