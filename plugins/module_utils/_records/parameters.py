# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The parameters of services: some go into fields, the others stay parameters.

The vendor documents a list of name, type and value (page "Retrieve Services"); a dictionary is read as well. The values
about metering become fields only on request, because a record has at most 85 keys otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Column, Columns, kinds_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.convert import to_text
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    METERING_FIELDS,
    SERVICE_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import is_secret, redacted

# name in lower case -> field that may hold its value
_FIELDS: dict[str, Field] = {
    path.lower().removeprefix("#"): field
    for field in SERVICE_FIELDS
    for path in field.source.split("|")
    if path.startswith("#")
}
METERING_NAMES = tuple(field.name for field in METERING_FIELDS)
# name of a parameter in lower case -> its field
_METERING = {field.source.removeprefix("#").lower(): field for field in METERING_FIELDS}
# the keys that every entry has in the vendor's examples
_KEYS = ("name", "type", "value")
_NAME, _TYPE, _VALUE = map(itemgetter, _KEYS)
# values without anything inside
_SCALARS = frozenset({str, int, bool})


Record = dict[str, Any]


class _Plan(NamedTuple):
    """Where the values of entries with certain names are, with a null after the last one.

    `entries` are the entries without secrets: (place, name to show, name of the field that may hold the value, or null).
    `fields` picks a value, or null, for each line of `_FIELDS`, and `others` the values of `names`, which no field
    holds.
    """

    entries: Sequence[tuple[int, str, str | None]]
    fields: Callable[[Sequence[Any]], tuple[Any, ...]]
    names: tuple[str, ...]
    others: Callable[[Sequence[Any]], tuple[Any, ...]]


def take(given: Column, columns: Columns, unread: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Fill columns that are still empty from the parameters; return the other parameters of each row, by name.

    Fields whose value cannot be read are added to `unread` (place of the row -> fields). Fields that now have a value
    are removed from it.

    The others include every value that a field does not show, because the field cannot read it or holds another value.
    Secrets are left out. An entry that is not an object with a name, or whose name occurs again, gets a name of its own,
    so that nothing is dropped.
    """
    rows = [_NOTHING if value in (None, []) else _entries(value) for value in given]
    left = [_others(parts, plan) if plan.names else {} for parts, plan in rows]
    picked = zip(*[plan.fields(parts) for parts, plan in rows], strict=True)
    unshown: dict[int, set[str]] = {}
    for field, values in zip(_FIELDS.values(), picked, strict=False):
        for row in _merge(field, values, columns, unread):
            unshown.setdefault(row, set()).add(field.name)
    for row, fields in unshown.items():
        parts, plan = rows[row]
        left[row] = {
            name: redacted(parts[place]) for place, name, field in plan.entries if field is None or field in fields
        }
    return left


def _merge(field: Field, values: Column, columns: Columns, unread: dict[int, list[str]]) -> list[int]:
    """Fill the empty places of a field's column; return the rows whose value the field does not show."""
    kinds = kinds_of(values)
    if not kinds <= _SCALARS:
        values = list(map(redacted, values))
        kinds = kinds_of(values)
    type_, held = TYPES[field.type], columns[field.name]
    found, missing = type_.readable(values, kinds), type_.missing()
    unshown: list[int] = []
    failed = type_.unreadable(values, kinds, found)
    if found.count(None) > values.count(None) + values.count(""):
        both = zip(found, values, strict=True)
        unshown = [row for row, (read, value) in enumerate(both) if read is None and value not in (None, "")]
    if held.count(missing) < len(held):
        both = zip(found, held, strict=True)
        unshown += [row for row, (read, had) in enumerate(both) if read not in (None, had) and had != missing]
        found = [read if had == missing else had for read, had in zip(found, held, strict=True)]
    columns[field.name] = column = type_.filled(found)
    _note(field.name, [row for row in failed if column[row] == missing], column, missing, unread)
    return unshown


def _note(name: str, failed: Sequence[int], column: Column, missing: Any, unread: dict[int, list[str]]) -> None:
    """Add a field to `unread` where it failed, and remove it where the parameters have its value."""
    for row in [row for row, names in unread.items() if name in names and column[row] != missing]:
        unread[row].remove(name)
    for row in failed:
        names = unread.setdefault(row, [])
        if name not in names:
            names.append(name)


def _others(parts: Sequence[Any], plan: _Plan) -> dict[str, Any]:
    shown = [part if part.__class__ is str and part.isascii() else redacted(part) for part in plan.others(parts)]
    return dict(zip(plan.names, shown, strict=True))


def _entries(value: Any) -> tuple[Sequence[Any], _Plan]:
    """Return (values of the entries, followed by a null; where they are)."""
    try:
        return _usual(value)
    except (KeyError, TypeError, ValueError):
        names, parts = _unusual(value)
        return [*parts, None], _planned(names)


def _usual(value: Any) -> tuple[Sequence[Any], _Plan]:
    """Return the same if every entry has exactly the vendor's three keys, with text as name; else raise any error."""
    names = tuple(map(_NAME, value))
    parts = [*map(_VALUE, value), None]
    # exactly the three keys in every entry
    if sum(map(len, value)) != len(_KEYS) * len([*map(_TYPE, value)]) or not (all(names) and "".join(names)):
        raise ValueError
    return parts, _plan(names)


def _unusual(value: Any) -> tuple[tuple[Any, ...], Sequence[Any]]:
    """Return (names, values) of entries in any form: an object maps names to values, or is a single entry."""
    if isinstance(value, dict) and None in _spelled(tuple(value)):
        return tuple(value), [*value.values()]
    entries = [_entry(item) for item in (value if isinstance(value, list) else [value])]
    return tuple(name for name, _part in entries), [part for _name, part in entries]


def _entry(item: Any) -> tuple[Any, Any]:
    """Return (name, value) of a list entry; of two keys that differ only in case, the last counts."""
    if isinstance(item, dict):
        name, value = _spelled(tuple(item))
        if name is not None and item[name]:
            return item[name], None if value is None else item[value]
    return "unnamed", item


@lru_cache(maxsize=256)
def _spelled(keys: tuple[str, ...]) -> tuple[str | None, str | None]:
    spelled = {key.lower(): key for key in keys}
    return spelled.get("name"), spelled.get("value")


def _picker(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return a function that picks the values at these places, always as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)


def _planned(names: Sequence[Any]) -> _Plan:
    entries: list[tuple[int, str, str | None]] = []
    seen: set[str] = set()
    held: dict[str, int] = {}
    for place, given in enumerate(names):
        name = " ".join((to_text(given if given.__class__ is str else redacted(given)) or "").split()) or "unnamed"
        if is_secret(name):
            continue
        field = _FIELDS.get(key := name.lower())
        if key in seen:
            name, key = _another(name, seen)
            field = None
        seen.add(key)
        if field:
            held[field.name] = place
        entries.append((place, name, field.name if field else None))
    others = {name: place for place, name, held_by in entries if held_by is None}
    return _Plan(
        entries,
        _picker([held.get(field.name, len(names)) for field in _FIELDS.values()]),
        tuple(others),
        _picker([*others.values()]),
    )


# most services have the same few sets of names
_plan = lru_cache(maxsize=1024)(_planned)
_NOTHING: tuple[Sequence[Any], _Plan] = ((None,), _planned(()))


def _another(name: str, seen: set[str]) -> tuple[str, str]:
    """Return (name with the first free number, the same in lower case)."""
    count = 2
    while f"{name} ({count})".lower() in seen:
        count += 1
    return f"{name} ({count})", f"{name} ({count})".lower()


def add_metering(services: Iterable[Record]) -> None:
    """Move values about metering from the parameters of services into fields, in place.

    As with every parameter, a value that cannot be read stays where it is, and its field is unread.
    """
    for service in services:
        service.update({field.name: TYPES[field.type].missing() for field in METERING_FIELDS})
        given = {name: field for name in service["parameters"] if (field := _METERING.get(name.lower()))}
        if given:
            _move(service, given)


def _move(service: Record, given: Mapping[str, Field]) -> None:
    """Set the fields of a service from its parameters; `given` maps the name of a parameter to its field."""
    parameters = dict(service["parameters"])
    unread = set(service["unread"])
    for name, field in given.items():
        values, type_ = [parameters[name]], TYPES[field.type]
        kinds = kinds_of(values)
        found = type_.readable(values, kinds)
        if type_.unreadable(values, kinds, found):
            unread.add(field.name)
        if found[0] is not None or values[0] in (None, ""):
            del parameters[name]
        service[field.name] = type_.filled(found)[0]
    service["parameters"], service["unread"] = parameters, sorted(unread)
