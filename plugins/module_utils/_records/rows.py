# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Walking through JSON that may be hostile: without secrets, and not too deep."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import DEEPEST, redacted, too_deep

# the path of a list whose entries are redacted by their reader, one by one
PARAMETERS = "parameters"


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
        raise too_deep()
    for key, value in node.items():
        path = prefix + key.lower()
        if isinstance(value, dict) and path not in whole:
            if objects is not None:
                objects.add(path)
            walk(value, path + ".", flat, whole, room - 1, objects)
        elif flat.get(path) is None:
            flat[path] = redacted(value) if isinstance(value, list) and path != PARAMETERS else value
