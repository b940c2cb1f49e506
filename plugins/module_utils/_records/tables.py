# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Turns many rows of JSON into flat, typed records by a table of fields. The result is that of `rows.read` for each row.

Nearly all rows of a list have the same few sets of keys, so `Table.read` reads them together, path by path: checking a
whole column is much faster than checking its values one at a time. Odd rows are read alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import (
    Column,
    Columns,
    kinds_of,
    rows_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import Field
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.rows import (
    PARAMETERS,
    above,
    read,
    walk,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import DEEPEST, redacted

Record = dict[str, Any]
Row = Mapping[str, Any]
# path -> its values, and the types of its values that are not null
_Leaves = dict[str, tuple[Column, set[type]]]

# types from json.loads that hold other values
_HOLDERS = frozenset({list, dict})
# objects with more different keys than this are not read by columns; the platform's have a few dozen
_MOST_KEYS = 200
_ABSENT: dict[str, Any] = {}
_OBJECT = frozenset({dict})


class Reading(NamedTuple):
    """The result of reading some rows.

    `asked` are the requested columns as they came, but without secrets. `unread` maps the place of a row to the fields
    whose value there cannot be read. `seen` are the paths of all keys that occur.
    """

    columns: Columns
    asked: list[Column]
    unread: dict[int, list[str]]
    seen: set[str]


class _Found(NamedTuple):
    """What a walk through rows collects.

    `odd` are rows that must be read alone. `stray` are the rows with an object at a path instead of a value, or a value
    instead of an object.
    """

    leaves: _Leaves
    odd: set[int]
    stray: dict[str, set[int]]
    seen: set[str]


class Table:
    """Reads rows of one kind.

    `whole` are the paths of objects that are values themselves, `asked` the paths whose values are returned as well.
    """

    def __init__(
        self, fields: Iterable[Field], whole: Iterable[str] = (PARAMETERS,), asked: Sequence[str] = ()
    ) -> None:
        self.fields = tuple(fields)
        self.whole = frozenset(whole)
        self.asked = tuple(asked)
        # lists and objects that have a reader of their own
        self._elsewhere = self.whole & {PARAMETERS}
        self._wanted = frozenset(chain(*[field.paths for field in self.fields], self.asked))
        self._parents = frozenset(chain.from_iterable(map(above, self._wanted)))
        # where an unexpected value keeps a field from being read
        self._along = {
            field.name: frozenset(chain(field.paths, *map(above, field.paths))) - self.whole for field in self.fields
        }

    def absent(self, seen: Set[str]) -> list[Field]:
        """Return the fields whose key the platform always sends, but that is not in `seen`."""
        return [field for field in self.fields if field.always and seen.isdisjoint(field.paths)]

    def nothing(self) -> Record:
        """Return the record of a row without any key."""
        return {field.name: TYPES[field.type].missing() for field in self.fields}

    def records(self, rows: Iterable[Row]) -> list[Record]:
        """Return the records of rows. Raises `DataError` for a row that is nested too deeply."""
        return rows_of(self.read(rows).columns)

    def read(self, rows: Iterable[Row]) -> Reading:
        """Return what the rows contain. Raises `DataError` for a row that is nested too deeply."""
        rows = list(rows)
        found = _Found({}, set(), {}, set())
        self._gather(rows, "", found)
        nothing: Column = (None,) * len(rows)
        columns: Columns = {}
        unread: dict[int, list[str]] = {}
        for field in self.fields:
            column, failed = self._first(field, found.leaves)
            column = column or nothing
            if found.stray:
                failed = failed.union(*[found.stray.get(path, ()) for path in self._along[field.name]])
            for row in failed:
                if column[row] is None:
                    unread.setdefault(row, []).append(field.name)
            columns[field.name] = TYPES[field.type].filled(column)
        asked = [found.leaves[path][0] if path in found.leaves else nothing for path in self.asked]
        reading = Reading(columns, asked, unread, found.seen)
        return self._read_odd(rows, found.odd, reading) if found.odd else reading

    def _read_odd(self, rows: Sequence[Row], odd: Iterable[int], reading: Reading) -> Reading:
        """Return the reading with the odd rows added, each read alone."""
        columns = {name: list(column) for name, column in reading.columns.items()}
        asked = [list(column) for column in reading.asked]
        for row in odd:
            plain = read(rows[row], self.fields, self.whole)
            for name, value in plain.record.items():
                columns[name][row] = value
            for path, column in zip(self.asked, asked, strict=True):
                column[row] = plain.leaves.get(path)
            reading.unread.pop(row, None)
            if plain.unread:
                reading.unread[row] = plain.unread
            reading.seen.update(plain.leaves, plain.objects)
        return Reading({**columns}, [*asked], reading.unread, reading.seen)

    def _gather(self, objects: Sequence[Row], prefix: str, found: _Found) -> None:
        """Put the wanted values of objects, one for each row, in `found`."""
        leaves = found.leaves
        shapes = set(map(tuple, objects))
        keys = dict.fromkeys(chain.from_iterable(shapes))
        if len(keys) > _MOST_KEYS:
            found.odd.update(range(len(objects)))
            return
        if unlike := {shape for shape in shapes if not _is_plain(shape)}:
            found.odd.update(row for row, item in enumerate(objects) if tuple(item) in unlike)
        if len(shapes) == 1:
            columns: Iterable[Column] = zip(*[item.values() for item in objects], strict=True)
        else:
            columns = ([item.get(key) for item in objects] for key in keys)
        for key, column in zip(keys, columns, strict=True):
            path, kinds = prefix + key.lower(), kinds_of(column)
            found.seen.add(path)
            if path in self._parents:
                if kinds - _OBJECT:
                    _add_strays(path, (item not in (None, "") and item.__class__ is not dict for item in column), found)
                if dict in kinds:
                    inner = [item if item.__class__ is dict else _ABSENT for item in column]
                    self._gather(inner, f"{path}.", found)
                    if len(kinds) == 1:
                        continue
            elif dict in kinds and path in self._wanted and path not in self.whole:
                _add_strays(path, (item.__class__ is dict for item in column), found)
            values, kinds = self._looked_into(path, column, kinds)
            if path in leaves and kinds:
                # other rows spell the key differently
                values = _either(leaves[path][0], values)
                kinds = kinds_of(values)
            if path in self._wanted and kinds:
                leaves[path] = values, kinds

    def _looked_into(self, path: str, values: Column, kinds: set[type]) -> tuple[Column, set[type]]:
        """Return the values as `walk` would leave them, and their types."""
        if _HOLDERS.isdisjoint(kinds) or path in self._elsewhere:
            return values, kinds
        # nothing else holds the body, so an empty list may stay as it is
        values = [self._leaf(path, value) if value or value.__class__ is dict else value for value in values]
        return values, kinds_of(values)

    def _first(self, field: Field, leaves: _Leaves) -> tuple[Column, set[int]]:
        """Return (the values of the field's paths, rows where one of them cannot be read).

        Of several readable values the first counts; `None` means that there is none. The column is empty if no row has
        a value.
        """
        type_ = TYPES[field.type]
        found: Column = ()
        failed: set[int] = set()
        for path in field.paths:
            if path in leaves:
                read = type_.readable(*leaves[path])
                failed.update(type_.unreadable(*leaves[path], read))
                found = _either(found, read) if found else read
        return found, failed

    def _leaf(self, path: str, value: Any) -> Any:
        """Return a value as `walk` would leave it; an object that is not a value itself becomes null.

        The depth of what is left out still counts.
        """
        if isinstance(value, dict) and path not in self.whole:
            walk(value, f"{path}.", {}, self.whole, set(), DEEPEST - path.count(".") - 1)
            return None
        return redacted(value) if isinstance(value, list) and path != PARAMETERS else value


def _add_strays(path: str, is_stray: Iterable[bool], found: _Found) -> None:
    rows = {row for row, stray in enumerate(is_stray) if stray}
    if rows:
        found.stray.setdefault(path, set()).update(rows)


def _either(first: Column, second: Column) -> Column:
    """Return the first column, with its nulls filled from the second."""
    return [other if value is None else value for value, other in zip(first, second, strict=True)]


def _is_plain(keys: Iterable[str]) -> bool:
    """Return whether an object's keys all lead to different paths: they differ without case, and have no dots."""
    lower = [key.lower() for key in keys]
    return len(set(lower)) == len(lower) and "." not in "".join(lower)
