# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The parameters of a service: into the fields that hold them, the others as they are. Private to the collection.

The vendor documents a list of name, type and value (page "Retrieve Services"); a dictionary is read as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from operator import itemgetter
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.convert import (
    CONVERTERS,
    MISSING,
    to_text,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.fields import SERVICE_FIELDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils.flatten import is_secret, redacted

_Known = tuple[str, Callable[[Any], Any], Any]

# name in lower case -> (field that may hold it, converter, what the field holds without a value)
_KNOWN: dict[str, _Known] = {
    path.lower().removeprefix("#"): (field.name, CONVERTERS[field.type], MISSING[field.type]())
    for field in SERVICE_FIELDS
    for path in field.source.split("|")
    if path.startswith("#")
}
_SECRET: _Known = ("", to_text, None)
# the three keys of every entry that the vendor shows
_USUAL = itemgetter("name", "type", "value")


def take(value: Any, record: dict[str, Any]) -> dict[str, Any]:
    """Put parameters in the fields of C(record) that have no value by now; return those that no field shows, by name.

    Secrets are left out. An entry that is no object with a name, and a name that occurs again, get a name of their own,
    so that nothing is dropped.
    """
    names, parts = _entries(value)
    left: dict[str, Any] = {}
    # services have the same few sets of names, but an entry without name may have any value for one
    plan = _plan(names) if {str}.issuperset(map(type, names)) else _planned(names)
    for (name, known), part in zip(plan, parts, strict=True):
        if known is _SECRET:
            continue
        shown = part if part.__class__ is str and part.isascii() else redacted(part)
        if known is None:
            left[name] = shown
        elif shown not in (None, ""):
            field, convert, missing = known
            read = convert(shown)
            if read is None:
                left[name] = shown
            elif record[field] == missing:
                record[field] = read
            elif record[field] != read:
                left[name] = shown
    return left


def _entries(value: Any) -> tuple[tuple[Any, ...], Sequence[Any]]:
    """Return (names, values) of the entries."""
    if value.__class__ is list and value:
        # TypeError: an entry is no object; KeyError: it has other keys
        with suppress(TypeError, KeyError):
            if set(map(len, value)) == {3}:
                names, _types, parts = zip(*map(_USUAL, value), strict=True)
                if all(names):
                    return names, parts
    if isinstance(value, dict):
        return tuple(value), [*value.values()]
    entries = [_entry(item) for item in (value if isinstance(value, list) else [value])]
    return tuple(name for name, _part in entries), [part for _name, part in entries]


def _entry(item: Any) -> tuple[Any, Any]:
    """Return (name, value) of an entry of the list; of two keys that differ in case only the last counts."""
    if isinstance(item, dict):
        name, value = _keys(tuple(item))
        if name is not None and item[name]:
            return item[name], None if value is None else item[value]
    return "unnamed", item


@lru_cache(maxsize=256)
def _keys(keys: tuple[str, ...]) -> tuple[str | None, str | None]:
    spelled = {key.lower(): key for key in keys}
    return spelled.get("name"), spelled.get("value")


def _planned(names: Sequence[Any]) -> list[tuple[str, _Known | None]]:
    """Return (name to show, what is known of it) of each entry."""
    plan: list[tuple[str, _Known | None]] = []
    seen: set[str] = set()
    for given in names:
        name = " ".join((to_text(given) or "").split()) or "unnamed"
        key = name.lower()
        if is_secret(name):
            plan.append((name, _SECRET))
            continue
        known = _KNOWN.get(key)
        if key in seen:
            name, key = _another(name, seen)
            known = None
        seen.add(key)
        plan.append((name, known))
    return plan


_plan = lru_cache(maxsize=1024)(_planned)


def _another(name: str, seen: set[str]) -> tuple[str, str]:
    """Return (name with the first number that is free, the same in lower case)."""
    count = 2
    while f"{name} ({count})".lower() in seen:
        count += 1
    return f"{name} ({count})", f"{name} ({count})".lower()
