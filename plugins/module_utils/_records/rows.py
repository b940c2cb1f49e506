# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Walking and copying JSON that may be hostile: without secrets, printable, and not too deep."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.convert import printable
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError

# the vendor's rows nest 5 levels deep; far more could be decoded, but neither walked nor written
DEEPEST = 50

# what a copy need not look into
_PLAIN = frozenset({int, bool, type(None)})
# the path of a list whose entries are redacted by their reader, one by one
PARAMETERS = "parameters"


@lru_cache(maxsize=4096)
def is_secret(key: str) -> bool:
    """Tell whether a key names a secret, such as C(password), C(ApplicationClientSecret) or C(CarrierUserPassword)."""
    return re.sub("[^a-z0-9]", "", key.lower()).endswith(("password", "secret"))


def redacted(value: Any, room: int = DEEPEST) -> Any:
    """Return a copy of a JSON value without secrets: neither as keys nor as C(name)/C(value) pairs, at any depth.

    Text is made printable and numbers finite, so that the copy can be written as strict JSON. Raises L(DataError)
    where the value is nested deeper than C(room).
    """
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, (Mapping, list)) and not room:
        raise _too_deep()
    if isinstance(value, Mapping):
        pair = any(is_secret(item) for key, item in value.items() if key.lower() == "name" and isinstance(item, str))
        return {
            printable(key): redacted(item, room - 1)
            for key, item in value.items()
            if not is_secret(key) and not (pair and key.lower() == "value")
        }
    if isinstance(value, list):
        return [item if item.__class__ in _PLAIN else redacted(item, room - 1) for item in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _too_deep() -> DataError:
    return DataError(f"a row of the answer is nested more than {DEEPEST} levels deep")


def walk(
    node: Mapping[str, Any],
    prefix: str,
    flat: dict[str, Any],
    whole: Container[str],
    room: int = DEEPEST,
    objects: set[str] | None = None,
) -> None:
    """Put the leaves of an object in C(flat) by their path in lower case; the first that is not null counts.

    Objects whose path is in C(whole) are values of their own; the paths of all others are added to C(objects). Raises
    L(DataError) for more than C(room) levels.
    """
    if not room:
        raise _too_deep()
    for key, value in node.items():
        path = prefix + key.lower()
        if isinstance(value, dict) and path not in whole:
            if objects is not None:
                objects.add(path)
            walk(value, path + ".", flat, whole, room - 1, objects)
        elif flat.get(path) is None:
            flat[path] = redacted(value) if isinstance(value, list) and path != PARAMETERS else value
