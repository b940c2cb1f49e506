# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The filters of telephone numbers, read once. Pure Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import (
    Entries,
    Record,
    entries,
)

# filter -> the field that it compares
FIELDS = {"guids": "ump_customer_guid", "statuses": "status", "assignment_statuses": "assignment_status"}


@dataclass(frozen=True)
class NumberSelection:
    """Which numbers are chosen: those that pass every filter that is set, in lower case. None is not set; an empty list passes nothing."""

    guids: Entries | None = None
    statuses: Entries | None = None
    assignment_statuses: Entries | None = None

    @classmethod
    def read(cls, get: Callable[[str], Any]) -> NumberSelection:
        """Return the filters, read by name with `get`. Raises `OptionError` for a list of blanks."""
        return cls(**{name: entries(get(name), name) for name in FIELDS})

    def passing(self, numbers: Iterable[Record]) -> list[Any]:
        """Return the numbers that pass, in their order."""
        tests = [
            (field, frozenset(wanted)) for name, field in FIELDS.items() if (wanted := getattr(self, name)) is not None
        ]
        return [number for number in numbers if all(number[field].lower() in wanted for field, wanted in tests)]

    def warnings(self, numbers: Sequence[Record], unknown_values: str | None = None) -> list[str]:
        """Return likely mistakes: GUIDs that no number has, and what `vocabularies.check` says about assignments."""
        guids = {number["ump_customer_guid"].lower() for number in numbers}
        idle = [guid for guid in self.guids or () if guid not in guids]
        found = [f"guids: none of the numbers that were read belongs to {', '.join(idle)}"] if idle else []
        return found + vocabularies.check(numbers, self, unknown_values)

    @property
    def given(self) -> dict[str, Entries]:
        """The lists whose words may be misspelled, by name of the filter; Ansible itself refuses other statuses."""
        return {} if self.assignment_statuses is None else {"assignment_statuses": self.assignment_statuses}
