# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Marks fields of a record that could not be read, so that nobody takes them for empty.

A field has a value, has none (the platform sent null or blank text, or left out an optional key), or is unread: its
value has an unknown form, or a key that the platform always sends is missing in every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Column
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import DERIVED, Field

Record = dict[str, Any]

# values of fields, also of derived ones, that say nothing
_SAYS_NOTHING: tuple[Any, ...] = (None, False, "", "unknown", "Unknown", [])
# source of the services whose rows have the keys marked `dm`
_DEVICE_MANAGER = "dm"


def column(failed: Mapping[int, list[str]], rows: int) -> Column:
    """Return the column `unread` for this many rows. `failed` maps the place of a row to fields."""
    found: list[list[str]] = [[] for _row in range(rows)]
    for row, names in failed.items():
        found[row] = names
    return found


def complete(records: Sequence[Record], absent: Iterable[Field], details: bool) -> None:
    """Complete the field `unread` of all records of an answer with what only the whole answer shows, and sort it.

    `absent` are the fields whose key is always sent but is in no row. `details`: whether all details of customers were
    requested.
    """
    for field in absent:
        missing = TYPES[field.type].missing()
        # the value may also come from another place, such as a parameter of a service
        if (field.always == "details" and not details) or any(record[field.name] != missing for record in records):
            continue
        for record in records:
            if field.always != _DEVICE_MANAGER or record["source"] == _DEVICE_MANAGER:
                record["unread"].append(field.name)
    for record in records:
        if record["unread"]:
            record["unread"] = _with_derived(record)


def _with_derived(record: Record) -> list[str]:
    names = list(dict.fromkeys(record["unread"]))
    for name in names:
        names += [
            made
            for made in DERIVED.get(name, ())
            if made not in names and made in record and record[made] in _SAYS_NOTHING
        ]
    return sorted(names)
