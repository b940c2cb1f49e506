# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows of JSON become flat, typed records by a table of fields. Private to the collection.

Keys count regardless of case, of several values for one path the first that is not null, and of a field's paths the
first with a readable value. That is what L(Table.walked) does, key by key. Rows of a list nearly all have the same keys
in the same order, so L(Table.read) works out once for each such shape where the fields stand, and leaves to the other
way whatever is out of the ordinary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.convert import (
    AS_IT_IS,
    CONVERTERS,
    MISSING,
    TEXTS,
    WHOLE_NUMBERS,
    are_ordinary,
    printable,
    state,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.fields import Field
from ansible_collections.audiocodes.live_platform.plugins.module_utils.flatten import (
    DEEPEST,
    PARAMETERS,
    redacted,
    walk,
)

Record = dict[str, Any]
_Read = tuple[Record, Sequence[Any]]

# what json.loads makes of values that hold no others
_SCALARS = frozenset({str, int, float, bool, type(None)})
_ORDINARY = _SCALARS | {list, dict}
_HOLDERS = ("list", "dict")
# how many shapes a table remembers; the rows of a platform have some dozens
_MOST_SHAPES = 2000
_ABSENT: dict[str, Any] = {}


def picker(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what picks the values at these places, always as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)


def _first(values: Sequence[Any], places: Iterable[int], convert: Callable[[Any], Any], missing: Any) -> Any:
    """Return the first readable value of these places."""
    for place in places:
        value = convert(values[place])
        if value is not None:
            return value
    return missing


class _Shape:
    """What to do with the values of rows whose keys and types of values are the same.

    The values of all objects of a row stand one after the other, and a null behind them. They are replaced by what the
    fields hold, and then C(fields) picks them for the C(names).
    """

    __slots__ = (
        "absent",
        "asked",
        "chains",
        "fields",
        "holders",
        "lists",
        "names",
        "numbers",
        "others",
        "states",
        "texts",
        "words",
    )

    def __init__(self, table: Table, paths: Sequence[str], types: Sequence[type], inner: Iterable[int]) -> None:
        """C(paths) and C(types) are those of all values; C(inner) the places of objects whose own values are among them."""
        places = {path: place for place, path in enumerate(paths) if types[place] is not type(None)}
        chosen: dict[str, int] = {}
        numbers: list[int] = []
        # places of text that need only be printable
        self.texts: list[int] = []
        # places of lists that are to be lists
        self.lists: list[int] = []
        # places of text that is a word of a vocabulary
        self.states: list[int] = []
        # (place, converter, missing value) of what is converted one by one
        self.words: list[tuple[int, Callable[[Any], Any], Any]] = []
        # the same with the path and what makes the missing value, for fields or values that hold others
        self.holders: list[tuple[int, str, Callable[[Any], Any], Callable[[], Any]]] = []
        # (places, converter, missing value) of fields with several paths
        self.chains: list[tuple[tuple[int, ...], Callable[[Any], Any], Any]] = []
        # (name, what makes the empty list or dictionary) of fields that are not there
        self.absent: list[tuple[str, Callable[[], Any]]] = []
        whole = {places[path] for path in table.whole if path in places}
        done = {*inner, *whole}
        for field in table.fields:
            convert, missing = CONVERTERS[field.type], MISSING[field.type]
            found = [places[path] for path in table.paths[field.name] if path in places]
            if not found:
                if field.type in _HOLDERS:
                    self.absent.append((field.name, missing))
                continue
            place = chosen[field.name] = found[0]
            kind = (field.type, types[place])
            if kind in AS_IT_IS:
                pass
            elif kind in WHOLE_NUMBERS:
                numbers.append(place)
            elif len(found) > 1:
                self.chains.append((tuple(found), convert, missing()))
                continue
            elif kind in TEXTS:
                self.texts.append(place)
            elif kind == ("list", list):
                self.lists.append(place)
                done.add(place)
            elif kind == ("state", str):
                self.states.append(place)
            elif field.type in _HOLDERS or types[place] not in _SCALARS:
                self.holders.append((place, paths[place], convert, missing))
                done.add(place)
            else:
                self.words.append((place, convert, missing()))
        self.names, self.fields = tuple(chosen), picker(tuple(chosen.values()))
        self.numbers = picker(numbers) if numbers else None
        hidden = {place for place, type_ in enumerate(types) if type_ is dict and place not in whole}
        asked = (places.get(path, len(paths)) for path in table.asked)
        self.asked = picker([len(paths) if place in hidden else place for place in asked])
        # (place, path) of other values that hold others: they are looked at for their depth alone
        self.others = [
            (place, path) for place, path in enumerate(paths) if types[place] not in _SCALARS and place not in done
        ]


class _Tree:
    """Rows whose outermost keys are the same. C(below) are (number of the outer object, key) of objects with known fields."""

    def __init__(self) -> None:
        self.below: list[tuple[int, str]] = []
        self.shapes: dict[tuple[Any, ...], _Shape | None] = {}


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
        known = chain.from_iterable(self.paths.values())
        self._parents = frozenset(path[:place] for path in known for place, sign in enumerate(path) if sign == ".")
        # a record of which nothing is known; its lists and dictionaries are to be made anew
        self._missing = self.nothing()
        # what stands for nothing must be no readable value, or nobody could tell whether to try the next path
        if any("|" in field.source and self._missing[field.name] not in (None, "") for field in self.fields):
            raise ValueError("a field of this type can have one source only")
        self._trees: dict[tuple[str, ...], _Tree] = {}
        self._room = _MOST_SHAPES

    def nothing(self) -> Record:
        """Return the record of a row without any key."""
        return {field.name: MISSING[field.type]() for field in self.fields}

    def walked(self, row: Mapping[str, Any]) -> _Read:
        """Return (record, values of C(asked), as they came) of any row.

        Raises L(DataError) for one that is nested too deep.
        """
        flat: dict[str, Any] = {}
        walk(row, "", flat, self.whole)
        record = self.nothing()
        for field in self.fields:
            convert = CONVERTERS[field.type]
            for path in self.paths[field.name]:
                value = convert(flat.get(path))
                if value is not None:
                    record[field.name] = value
                    break
        return record, [flat.get(path) for path in self.asked]

    def read(self, row: dict[str, Any]) -> _Read:
        """Return what L(walked) returns, for an ordinary row in a fraction of the time."""
        tree = self._trees.get(keys := tuple(row))
        if tree is None:
            if len(self._trees) >= _MOST_SHAPES:
                return self.walked(row)
            tree = self._trees.setdefault(keys, _Tree())
        # the outermost keys are those of the tree
        met: list[Any] = []
        nodes, values = [row], [*row.values()]
        for outer, key in tree.below:
            node = nodes[outer].get(key)
            if node.__class__ is dict:
                met.append(tuple(node))
                values += node.values()
            else:
                node = _ABSENT
                met.append(None)
            nodes.append(node)
        values.append(None)
        signature = (*met, *map(type, values))
        try:
            shape = tree.shapes[signature]
        except KeyError:
            if self._learnt(tree, nodes, values, signature):
                return self.read(row)
            shape = None
        if shape is None or (shape.numbers is not None and not are_ordinary(shape.numbers(values))):
            return self.walked(row)
        return self._taken(shape, values)

    def _taken(self, shape: _Shape, values: list[Any]) -> _Read:
        asked = shape.asked(values)
        for place, path in shape.others:
            values[place] = self._leaf(path, values[place])
        for place in shape.texts:
            if not values[place].isascii():
                values[place] = printable(values[place])
        for place, convert, missing in shape.words:
            value = convert(values[place])
            values[place] = missing if value is None else value
        for place in shape.states:
            values[place] = state(values[place])
        for place in shape.lists:
            # the body is nobody's but ours, so that an empty list may stay what it is
            if values[place]:
                values[place] = redacted(values[place])
        for place, path, convert, make in shape.holders:
            value = convert(self._leaf(path, values[place]))
            values[place] = make() if value is None else value
        for places, convert, missing in shape.chains:
            values[places[0]] = _first(values, places, convert, missing)
        # a copy costs less than setting what is null in most rows
        record = self._missing.copy()
        for name, make in shape.absent:
            record[name] = make()
        record.update(zip(shape.names, shape.fields(values), strict=True))
        return record, asked

    def _leaf(self, path: str, value: Any) -> Any:
        """Return a value as L(walk) would leave it, where an object that is no value of its own is nothing.

        The depth of what is left out counts all the same.
        """
        if isinstance(value, dict) and path not in self.whole:
            walk(value, f"{path}.", {}, self.whole, DEEPEST - path.count(".") - 1)
            return None
        return redacted(value) if isinstance(value, list) and path != PARAMETERS else value

    def _learnt(
        self, tree: _Tree, nodes: Sequence[dict[str, Any]], values: Sequence[Any], signature: tuple[Any, ...]
    ) -> bool:
        """Work out how rows like this are read; return whether to try again, now that there is more to know.

        Where paths collide, or a key has a dot that could make them, a row cannot be read in the short way.
        """
        if not self._room:
            return False
        self._room -= 1
        numbers = dict(zip(tree.below, range(1, len(nodes)), strict=False))
        prefixes = [""] * len(nodes)
        paths: list[str] = []
        inner: list[int] = []
        grown = False
        plain = all(value.__class__ in _ORDINARY for value in values)
        for number, node in enumerate(nodes):
            for key, value in node.items():
                path = prefixes[number] + key.lower()
                plain = plain and "." not in key
                if path in self._parents and value.__class__ is dict:
                    inner.append(len(paths))
                    if (number, key) in numbers:
                        prefixes[numbers[number, key]] = f"{path}."
                    else:
                        tree.below.append((number, key))
                        grown = True
                paths.append(path)
        if grown:
            tree.shapes.clear()
        else:
            plain = plain and len(set(paths)) == len(paths)
            tree.shapes[signature] = _Shape(self, paths, list(map(type, values)), inner) if plain else None
        return True
