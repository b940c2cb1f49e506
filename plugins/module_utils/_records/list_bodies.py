# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The body of a list: its rows, wrapped or bare, the checks that every list must pass (complete, with ids, no id twice), and
the fields that all records of a list have.

One of these is `unread`, so that nobody takes a field for empty that could not be read. A field has a value, has none (the
platform sent null or blank text, or left out an optional key), or is unread: its value has an unknown form, or a key that
the platform always sends is missing in every row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils import paging
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Column, Columns, rows_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import some
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import DERIVED, Field
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.tables import Reading, Table
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import redacted

Record = dict[str, Any]

# the key of a wrapped list: the one in "Retrieve Services", and its older name
WRAPPERS = ("services", "customers", "data")
# inferred from these; a channel itself has a key "services"
CHANNEL_WRAPPERS = ("channels", "data")
# values of fields, also of derived ones, that say nothing
_SAYS_NOTHING: tuple[Any, ...] = (None, False, "", "unknown", "Unknown", [])
# source of the services whose rows have the keys marked `dm`
_DEVICE_MANAGER = "dm"


def objects(rows: Iterable[Any], what: str, first: int = 1) -> Iterator[dict[str, Any]]:
    """Yield rows that are objects; raise `DataError` for any other. `first` is the number of the first row."""
    for number, row in enumerate(rows, first):
        if not isinstance(row, dict):
            raise DataError(f"row {number} of the list of {what} is not an object")
        yield row


def refuse_null(values: Column, why: str, first: int = 1) -> None:
    """Raise `DataError` for the first value that is null."""
    if None in values:
        raise DataError(f"row {values.index(None) + first} of the list of {why}")


def rows_in(body: Any, what: str, wrappers: Sequence[str] = WRAPPERS) -> list[Any]:
    """Return the rows of a list's body, wrapped or bare. Raises `DataError` if it is not a list, or only part of one."""
    rows = body
    if isinstance(body, dict):
        keys = {key.lower(): value for key, value in body.items()}
        rows = next((keys[name] for name in wrappers if isinstance(keys.get(name), list)), None)
        if rows is not None and (seen := paging.sign(body, rows, len(rows))):
            raise _not_whole(what, len(rows), seen)
    if not isinstance(rows, list):
        raise DataError(f"the answer is not a list of {what}", hint="check url and api_prefix")
    return rows


def _not_whole(what: str, rows: int, seen: paging.Sign) -> DataError:
    """Return the error for a list whose body also says that there is more of it, or that something failed."""
    if seen.is_error:
        return DataError(
            f"the platform reports an error beside the list of {what} ({some(rows, 'rows')}), which may not be whole",
            server_message=str(seen),
            hint="try again later, or ask the operator of the platform",
        )
    return DataError(
        f"the platform returned only a part of the list of {what} ({some(rows, 'rows')})",
        server_message=str(seen),
        hint="no pages are documented for it: check url and proxy, or ask the operator of the platform",
    )


def finished(
    columns: Columns, reading: Reading, table: Table, platform: str, rows: Sequence[Any], include_raw: bool = False
) -> list[Record]:
    """Return the records of a complete answer, with their platform and the fields that could not be read."""
    columns["platform"] = [platform] * len(rows)
    columns["unread"] = unread_column(reading.unread, len(rows))
    if include_raw:
        columns["raw"] = list(map(redacted, rows))
    found = rows_of(columns)
    complete_unread(found, table.absent(reading.seen), details=False)
    return found


def unread_column(failed: Mapping[int, list[str]], rows: int) -> Column:
    """Return the column `unread` for this many rows. `failed` maps the place of a row to fields."""
    found: list[list[str]] = [[] for _row in range(rows)]
    for row, names in failed.items():
        found[row] = names
    return found


def complete_unread(records: Sequence[Record], absent: Iterable[Field], details: bool) -> None:
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


def unique(records: list[Record], key: str, what: str) -> list[Record]:
    """Return the records. Raises `DataError` with the ids that occur more than once (GUIDs regardless of case)."""
    idents = [str(record[key]).lower() for record in records]
    if len(set(idents)) < len(idents):
        twice = sorted(ident for ident, times in Counter(idents).items() if times > 1)
        shown = ", ".join(twice[:5]) + (", ..." if len(twice) > 5 else "")
        raise DataError(
            f"{len(twice)} {'id occurs' if len(twice) == 1 else 'ids occur'} more than once in the list of {what}: {shown}"
        )
    return records
