# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A statement that was written before, read from its file. A file whose checksum is not that of its content is not read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import find_file
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.canonical import checksum
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    COMPLETE,
    KIND,
    SCHEMA,
    Customer,
    Document,
    NotRead,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import Month

_KEYS = Document.__annotations__.keys() | {"from", "until"}
_LINE = Customer.__annotations__.keys()
_NOT_READ = NotRead.__annotations__.keys()
_LINE_TEXTS = ("guid", "name", "full_name", "license_type", "reseller")


class ChangedError(LivePlatformError):
    """A statement's content is not what its checksum was made of."""


def read(text: str, option: str, folders: Sequence[Path]) -> Document:
    """Return the statement at a path, looked for in the current directory and then in `folders`.

    Raises `OptionError` naming the option for a file that holds no statement, `ChangedError` for one that was changed.
    """
    path = find_file(text, option, folders)
    try:
        found = json.loads(
            path.read_bytes(), parse_float=_refused, parse_constant=_refused, object_pairs_hook=_without_doubles
        )
    except (OSError, ValueError, RecursionError) as error:
        raise OptionError(f"{option}: {path} could not be read as JSON: {one_line(str(error), 200)}") from None
    if not isinstance(found, dict) or (found.get("kind"), found.get("schema")) != (KIND, SCHEMA):
        raise OptionError(f"{option}: {path} holds no license statement of schema {SCHEMA}")
    try:
        made = checksum(found)
    except (TypeError, ValueError, RecursionError) as error:
        raise OptionError(f"{option}: {path} holds what no statement can: {error}") from None
    if found.get("checksum") != made:
        raise ChangedError(f"{option}: {path} was changed: its checksum is not that of its content ({made})")
    if not _is_statement(found):
        raise OptionError(f"{option}: {path} lacks what a license statement holds, or holds more")
    return found  # type: ignore[return-value]


def check(previous: Document, month: Month, platform: str) -> None:
    """Raise `OptionError` for an earlier statement that is of another platform, or of a later month."""
    check_platform(previous, platform, "previous")
    if previous["month"] > str(month):
        raise OptionError(f"previous is the statement of {previous['month']}, which is after {month}")


def check_platform(document: Document, platform: str, option: str) -> None:
    """Raise `OptionError`, naming both and the option, for a statement that is of another platform."""
    if document["platform"] != platform:
        raise OptionError(f"{option} is a statement of the platform {document['platform']}, not of {platform}")


def remarks(previous: Document, month: Month) -> list[str]:
    """Return what is to be said of changes since an earlier statement."""
    found = []
    if previous["verdict"] != COMPLETE:
        found.append(f"the statement of {previous['month']} that changes are counted from is {previous['verdict']}")
    if previous["timezone"] != month.timezone:
        found.append(f"the statement of {previous['month']} counts its days in {previous['timezone']}")
    return found


def _is_statement(found: dict[str, Any]) -> bool:
    """Tell whether keys and texts are those of a statement: whoever can write a checksum can write anything below it."""
    lines, lost = found.get("customers"), found.get("not_read")
    return (
        found.keys() == _KEYS
        and all(isinstance(found[key], str) for key in ("month", "timezone", "generated_at", "platform", "verdict"))
        and _are(lines, _LINE, _LINE_TEXTS)
        and _are(lost, _NOT_READ, ("guid", "name", "license_type", "reseller"))
        and all(line["acquired_last"] is None or isinstance(line["acquired_last"], int) for line in lines or ())
        and isinstance(found["days"], list)
        and all(
            isinstance(line[key], list) and len(line[key]) == len(found["days"])
            for line in lines or ()
            for key in ("acquired_daily", "used_daily")
        )
    )


def _are(items: Any, keys: Any, texts: Sequence[str]) -> bool:
    return isinstance(items, list) and all(
        isinstance(item, dict) and item.keys() == keys and all(isinstance(item[key], str) for key in texts)
        for item in items
    )


def _refused(text: str) -> Any:
    raise ValueError(f"it holds the number {one_line(text, 40)}")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice")
    return found
