# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows of JSON become flat, typed records by a table of fields. Private to the collection.

Keys count regardless of case, of several values for one path the first that is not null, and of a field's paths the
first with a readable value. That is what L(Table.walked) does, key by key. Rows of a list nearly all have the same few
sets of keys, so L(Table.read) reads them together, path by path: what a whole column holds is told in a fraction of the
time that its values take one by one. Rows that are out of the ordinary are left to the other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.columns import Column, Columns, kinds_of, rows_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils.convert import (
    MISSING,
    filled,
    readable,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.fields import Field
from ansible_collections.audiocodes.live_platform.plugins.module_utils.flatten import (
    DEEPEST,
    PARAMETERS,
    redacted,
    walk,
)

Record = dict[str, Any]
Row = Mapping[str, Any]
# path -> its values, and the types of those that are not null
_Leaves = dict[str, tuple[Column, set[type]]]

# what json.loads makes of values that hold others
_HOLDERS = frozenset({list, dict})
# how many different keys some objects may have together to be read by columns; the platform's have some dozens
_MOST_KEYS = 200
_ABSENT: dict[str, Any] = {}


class Table:
    """Reads rows of one kind.

    C(whole) are the paths of objects that are values of their own, C(asked) those whose values are returned besides.
    """

    def __init__(
        self, fields: Iterable[Field], whole: Iterable[str] = (PARAMETERS,), asked: Sequence[str] = ()
    ) -> None:
        self.fields = tuple(fields)
        self.whole = frozenset(whole)
        self.asked = tuple(asked)
        # name -> paths in lower case, without those of parameters
        self.paths = {
            field.name: tuple(path.lower() for path in field.source.split("|") if path and not path.startswith("#"))
            for field in self.fields
        }
        # lists and objects that their own reader looks into
        self._elsewhere = self.whole & {PARAMETERS}
        self._wanted = frozenset(chain(*self.paths.values(), self.asked))
        self._parents = frozenset(
            path[:place] for path in self._wanted for place, sign in enumerate(path) if sign == "."
        )

    def nothing(self) -> Record:
        """Return the record of a row without any key."""
        return {field.name: MISSING[field.type]() for field in self.fields}

    def records(self, rows: Iterable[Row]) -> list[Record]:
        """Return the records of rows. Raises L(DataError) for a row that is nested too deep."""
        return rows_of(self.read(rows)[0])

    def read(self, rows: Iterable[Row]) -> tuple[Columns, list[Column]]:
        """Return (columns of all fields, columns of C(asked) as they came but without secrets) of rows.

        Raises L(DataError) for a row that is nested too deep.
        """
        rows = list(rows)
        leaves: _Leaves = {}
        odd: set[int] = set()
        self._gather(rows, "", leaves, odd)
        if odd:
            flat = {row: self.walked(rows[row]) for row in odd}
            for path in self._wanted:
                values = list(leaves[path][0]) if path in leaves else [None] * len(rows)
                for row, found in flat.items():
                    values[row] = found.get(path)
                leaves[path] = values, kinds_of(values)
        nothing: Column = (None,) * len(rows)
        columns = {field.name: filled(field.type, self._first(field, leaves) or nothing) for field in self.fields}
        return columns, [leaves[path][0] if path in leaves else nothing for path in self.asked]

    def walked(self, row: Row) -> dict[str, Any]:
        """Return the leaves of any row by path. Raises L(DataError) for one that is nested too deep."""
        flat: dict[str, Any] = {}
        walk(row, "", flat, self.whole)
        return flat

    def _gather(self, objects: Sequence[Row], prefix: str, leaves: _Leaves, odd: set[int]) -> None:
        """Put what stands in objects, one for each row, in C(leaves) where it is wanted; put rows to be walked in C(odd)."""
        shapes = set(map(tuple, objects))
        keys = dict.fromkeys(chain.from_iterable(shapes))
        if len(keys) > _MOST_KEYS:
            odd.update(range(len(objects)))
            return
        if unlike := {shape for shape in shapes if not _is_plain(shape)}:
            odd.update(row for row, item in enumerate(objects) if tuple(item) in unlike)
        if len(shapes) == 1:
            columns: Iterable[Column] = zip(*[item.values() for item in objects], strict=True)
        else:
            columns = ([item.get(key) for item in objects] for key in keys)
        for key, column in zip(keys, columns, strict=True):
            path, kinds = prefix + key.lower(), kinds_of(column)
            if path in self._parents and dict in kinds:
                self._gather([item if item.__class__ is dict else _ABSENT for item in column], f"{path}.", leaves, odd)
                if len(kinds) == 1:
                    continue
            values, kinds = self._looked_into(path, column, kinds)
            if path in leaves and kinds:
                # other rows spell the key in another way
                values = _either(leaves[path][0], values)
                kinds = kinds_of(values)
            if path in self._wanted and kinds:
                leaves[path] = values, kinds

    def _looked_into(self, path: str, values: Column, kinds: set[type]) -> tuple[Column, set[type]]:
        """Return the values as L(walk) would leave them, and their types."""
        if _HOLDERS.isdisjoint(kinds) or path in self._elsewhere:
            return values, kinds
        # the body is nobody's but ours, so that an empty list may stay what it is
        values = [self._leaf(path, value) if value or value.__class__ is dict else value for value in values]
        return values, kinds_of(values)

    def _first(self, field: Field, leaves: _Leaves) -> Column:
        """Return what the field's paths say, of several readable values the first and C(None) where none is.

        The column is empty where no row has any value.
        """
        found: Column = ()
        for path in self.paths[field.name]:
            if path in leaves:
                read = readable(field.type, *leaves[path])
                found = _either(found, read) if found else read
        return found

    def _leaf(self, path: str, value: Any) -> Any:
        """Return a value as L(walk) would leave it, where an object that is no value of its own is nothing.

        The depth of what is left out counts all the same.
        """
        if isinstance(value, dict) and path not in self.whole:
            walk(value, f"{path}.", {}, self.whole, DEEPEST - path.count(".") - 1)
            return None
        return redacted(value) if isinstance(value, list) and path != PARAMETERS else value


def _either(first: Column, second: Column) -> Column:
    """Return the first column with the values of the second where it has none."""
    return [other if value is None else value for value, other in zip(first, second, strict=True)]


def _is_plain(keys: Iterable[str]) -> bool:
    """Tell whether no two of an object's keys can lead to the same path: they differ without case, and have no dots."""
    lower = [key.lower() for key in keys]
    return len(set(lower)) == len(lower) and "." not in "".join(lower)
