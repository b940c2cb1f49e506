# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The filters that modules, plans and the inventory share, read once. Pure."""

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

# filter -> whether a record passes it; every filter that is set must be passed
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

    None is not set, an empty tuple is passed by nobody. Texts are in lower case; C(names) are names or shell patterns of
    them, C(enabled) is a boolean.
    """

    license_types: Entries | None = None
    license_families: Entries | None = None
    statuses: Entries | None = None
    sources: Entries | None = None
    names: Entries | None = None
    enabled: bool | None = None

    @classmethod
    def read(cls, get: Callable[[str], Any], filters: Iterable[str] = FILTERS) -> Selection:
        """Return the filters that C(get) returns by name, of those C(filters). Raises L(OptionError) for a list of blanks."""
        values: dict[str, Any] = {name: entries(get(name), name) if name in LISTS else get(name) for name in filters}
        return cls(**values)

    def passing(self, records: Iterable[Record], known: Iterable[str] | None = None) -> list[Any]:
        """Return the records that pass, in their order.

        C(known): all names that there are, those of the records where it is None: a name that somebody has is not read
        as a pattern.
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
        """Return the entries of C(names) that mean none of the known names: most often misspelled."""
        return idle(self.names or (), known)

    @property
    def given(self) -> dict[str, Entries]:
        """The lists that are set, by the names of their filters."""
        return {name: getattr(self, name) for name in LISTS if getattr(self, name) is not None}


def entries(value: Any, option: str) -> Entries | None:
    """Return the entries of a list as they are compared: Ansible leaves the blanks behind commas of a list that came as text."""
    found = given_list(value, option)
    return None if found is None else tuple(dict.fromkeys(item.lower() for item in found))
