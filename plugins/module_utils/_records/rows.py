# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads a row of JSON: `read` does it one row at a time and is the rule. `tables` reads many rows with the same result.

A row may be hostile: its lists are kept without secrets, printable, and not nested too deeply.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES, says_nothing
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import Field
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import DEEPEST, redacted, too_deep

# the path of a list whose reader redacts its entries one by one
PARAMETERS = "parameters"


class Plain(NamedTuple):
    """What a row contains: its record, the fields that cannot be read, its leaves by path, and the paths of objects."""

    record: dict[str, Any]
    unread: list[str]
    leaves: dict[str, Any]
    objects: Set[str]


def read(row: Mapping[str, Any], fields: Iterable[Field], whole: Container[str]) -> Plain:
    """Return what a row contains.

    A path consists of the keys that lead to a value, regardless of case. If a path has several values, the first that is not
    null counts. If a field has several paths, the first with a readable value counts. If no path has a readable value, but
    something that is not empty is at one of them or in its way, the field is unread.

    Objects whose path is in `whole` are values themselves. Raises `DataError` for a row that is nested too deeply.
    """
    leaves: dict[str, Any] = {}
    objects: set[str] = set()
    walk(row, "", leaves, whole, objects)
    plain = Plain({}, [], leaves, objects)
    for field in fields:
        type_ = TYPES[field.type]
        values = [leaves.get(path) for path in field.paths]
        found = next((value for value in map(type_.one, values) if value is not None), None)
        if found is None and not (
            all(map(says_nothing, values)) and all(is_clear(path, plain) for path in field.paths)
        ):
            plain.unread.append(field.name)
        plain.record[field.name] = type_.missing() if found is None else found
    return plain


def is_clear(path: str, plain: Plain) -> bool:
    """Return whether a path has no object in place of its value, and no value in place of an object on the way."""
    return path not in plain.objects and all(plain.leaves.get(place) in (None, "") for place in above(path))


def above(path: str) -> list[str]:
    """Return the paths of the objects that a path goes through."""
    return [path[:place] for place, sign in enumerate(path) if sign == "."]


def walk(
    node: Mapping[str, Any],
    prefix: str,
    flat: dict[str, Any],
    whole: Container[str],
    objects: set[str],
    room: int = DEEPEST,
) -> None:
    """Put the leaves of an object in `flat` by their path in lower case; the first value that is not null counts.

    Objects whose path is in `whole` are values themselves; the paths of all others are added to `objects`. Raises
    `DataError` for more than `room` levels.
    """
    if not room:
        raise too_deep()
    for key, value in node.items():
        path = prefix + key.lower()
        if isinstance(value, dict) and path not in whole:
            objects.add(path)
            walk(value, path + ".", flat, whole, objects, room - 1)
        elif flat.get(path) is None:
            flat[path] = redacted(value) if isinstance(value, list) and path != PARAMETERS else value
