# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a row of JSON is read: by L(read), one row at a time, which is the rule. C(tables) reads many rows alike.

A row may be hostile: what is kept of its lists is without secrets and printable, and none is nested too deep.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES, says_nothing
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import Field
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import DEEPEST, redacted, too_deep

# the path of a list whose entries are redacted by their reader, one by one
PARAMETERS = "parameters"


class Plain(NamedTuple):
    """What a row says: its record, the fields that cannot be read, its leaves by path, and the paths of objects."""

    record: dict[str, Any]
    unread: list[str]
    leaves: dict[str, Any]
    objects: Set[str]


def read(row: Mapping[str, Any], fields: Iterable[Field], whole: Container[str]) -> Plain:
    """Return what a row says.

    A path is made of the keys that lead to a value, regardless of case; of several values for one path the first that is
    not null counts. Of a field's paths the first with a readable value counts. Where none has one, and something stands at
    one of them, or in its way, that says something, the field is unread.

    Objects whose path is in C(whole) are values of their own. Raises L(DataError) for a row that is nested too deep.
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
    """Tell whether no object stands at a path in place of a value, and no value in place of an object on the way."""
    return path not in plain.objects and all(plain.leaves.get(place) in (None, "") for place in above(path))


def above(path: str) -> list[str]:
    """Return the paths of the objects that a path leads through."""
    return [path[:place] for place, sign in enumerate(path) if sign == "."]


def walk(
    node: Mapping[str, Any],
    prefix: str,
    flat: dict[str, Any],
    whole: Container[str],
    objects: set[str],
    room: int = DEEPEST,
) -> None:
    """Put the leaves of an object in C(flat) by their path in lower case; the first that is not null counts.

    Objects whose path is in C(whole) are values of their own; the paths of all others are added to C(objects). Raises
    L(DataError) for more than C(room) levels.
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
