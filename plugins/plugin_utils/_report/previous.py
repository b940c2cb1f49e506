# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An earlier report, from its JSON file or from a folder of such files."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import (
    called_platforms,
    plain,
    read_instant,
    shown_instant,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import Row
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.objects import FIELDS

SCHEMA = 1
_KINDS = ("service", "customer")
_HOST = "inventory_hostname"
# the title of a report that is limited to hosts, from versions that say so nowhere else
_LIMITED = re.compile(r"\(limited to \d+ of \d+ services and customers\)$")
# A report begins so. Of a folder full of them only the one that is wanted is read whole.
_HEAD = re.compile(r'\s*\{\s*"schema":\s*\d+,\s*"title":\s*"(?:[^"\\]|\\.)*",\s*"generated_at":\s*"([^"\\]*)"')
_HEAD_BYTES = 65_536
_LONGEST = 200


class Scope(NamedTuple):
    """What a report is about: the names of its groups, whether it is limited to hosts, and the kinds read by platform."""

    groups: frozenset[str]
    limited: bool
    kinds: Mapping[str, frozenset[str]]

    def has(self, key: tuple[str, str, str]) -> bool:
        """Tell whether an object would be in this report if it existed."""
        platform, kind, _ident = key
        return not self.limited and f"{kind}s" in self.kinds.get(platform, ())

    def kinds_of(self, kind: str) -> set[str]:
        """Return the platforms of which a kind (`services`, `customers`) was read."""
        return {platform for platform, kinds in self.kinds.items() if kind in kinds}

    def is_like(self, other: Scope) -> bool:
        """Tell whether two reports count the same hosts."""
        return not self.limited and not other.limited and self.groups == other.groups

    def shown(self) -> dict[str, Any]:
        """Return what the document says of it."""
        return {"limited": self.limited, "kinds": {name: sorted(kinds) for name, kinds in sorted(self.kinds.items())}}


class Previous(NamedTuple):
    """An earlier report: its file, time and platforms, and what of it is compared."""

    path: Path
    generated_at: str
    instant: dt.datetime
    platforms: list[str]
    scope: Scope
    totals: Mapping[str, Any]
    unread: Mapping[str, Any]
    rows: list[Row]

    @property
    def day(self) -> dt.date:
        """The day of the report, in UTC."""
        return self.instant.date()


def scope_of(
    rows: Iterable[Row], groups: Iterable[str], read: Mapping[str, Any] | None, *, limited: bool = False
) -> Scope:
    """Return the scope of a report: kinds that the source read where it says so, else those that there are."""
    kinds: dict[str, set[str]] = {}
    for row in rows:
        record = row["record"]
        of_platform = kinds.setdefault(platform_of(record), set())
        of_platform.add(f"{record['kind']}s")
        if record.get("customer_ump_customer_guid"):
            of_platform.add("customers")
    for platform, names in (read or {}).items():
        kinds.setdefault(platform, set()).update(names)
    return Scope(frozenset(groups), limited, {platform: frozenset(names) for platform, names in kinds.items()})


def find(path: Path, now: dt.datetime, platforms: Sequence[str]) -> tuple[Previous | None, list[str]]:
    """Return the earlier report that a path means, none where there is none yet, and warnings.

    Of a folder that is the newest report of the same platforms that is older than `now`; files that are no reports do not
    matter, one that cannot be read is a warning. Raises OptionError for a single file that is no report, is of other
    platforms or is of a later time. The report of this very time is none: it is this one.
    """
    now = now.replace(microsecond=0)
    try:
        # unlike is_dir and exists it tells no file from a path that no file can have
        path.lstat()
    except FileNotFoundError:
        return None, []
    except (OSError, ValueError) as error:
        raise OptionError(f"previous: {_shown(path)} cannot be looked at: {_reason(error)}") from None
    try:
        if path.is_dir():
            return _newest(path, now, platforms)
    except OSError as error:
        raise OptionError(f"previous: {_shown(path)} cannot be looked at: {_reason(error)}") from None
    found = _read(path)
    if platforms and found.platforms != list(platforms):
        raise OptionError(
            f"previous: {_shown(path)} is of {called_platforms(found.platforms)}, but this report is of {called_platforms(platforms)}",
            hint="give each set of platforms reports of its own",
        )
    if found.instant > now:
        raise OptionError(
            f"previous: {_shown(path)} is of {found.generated_at}, which is after this report's time, {shown_instant(now)}"
        )
    return (found if found.instant < now else None), []


def _newest(folder: Path, now: dt.datetime, platforms: Sequence[str]) -> tuple[Previous | None, list[str]]:
    warnings: list[str] = []
    for path in _older(folder, now):
        try:
            found = _read(path)
        except OptionError as error:
            warnings.append(f"{error.message}, and is left out")
            continue
        if found.instant < now and (not platforms or found.platforms == list(platforms)):
            return found, warnings
    return None, warnings


def _older(folder: Path, now: dt.datetime) -> Iterator[Path]:
    """Yield the reports of a folder that are older than `now`, the newest first."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            with path.open("rb") as file:
                head = _HEAD.match(file.read(_HEAD_BYTES).decode(errors="replace"))
            instant = read_instant(head[1]) if head else None
        except (OSError, ValueError):
            continue
        if instant is not None and instant < now:
            found.append((instant, path))
    yield from (path for _instant, path in sorted(found, reverse=True))


def _read(path: Path) -> Previous:
    """Return a report. Raises OptionError for a file that is none."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"), object_hook=_needed)
    except (OSError, ValueError, RecursionError) as error:
        raise OptionError(f"previous: {_shown(path)} could not be read: {_reason(error)}") from None
    try:
        return _checked(path, document)
    except (TypeError, KeyError, ValueError, AttributeError):
        raise OptionError(
            f"previous: {_shown(path)} is no JSON license report of this version (schema {SCHEMA})"
        ) from None


def _needed(entry: dict[str, Any]) -> dict[str, Any]:
    """Return what of a dictionary is needed: of a row a few fields, so that a large report takes little memory."""
    if _HOST not in entry:
        return entry
    return {name: value for name, value in entry.items() if name in FIELDS or name == _HOST}


def _checked(path: Path, document: Any) -> Previous:
    """Return the parts of a report. Raises TypeError, KeyError, ValueError or AttributeError where one is not of its form."""
    if document["schema"] != SCHEMA:
        raise ValueError(document["schema"])
    rows = [_row(row) for row in document["rows"]]
    scope = document.get("scope")
    names = [plain(group["name"]) for group in document["groups"]]
    limited = bool(scope["limited"]) if scope is not None else bool(_LIMITED.search(document["title"]))
    read = (
        {plain(name): list(map(plain, kinds)) for name, kinds in scope["kinds"].items()} if scope is not None else None
    )
    instant = read_instant(document["generated_at"])
    return Previous(
        path,
        shown_instant(instant),
        instant,
        sorted(map(str, map(plain, document["platforms"]))),
        scope_of(rows, names, read, limited=limited),
        dict(document["totals"].items()),
        dict(document["unread"].items()),
        rows,
    )


def _row(row: Mapping[str, Any]) -> Row:
    record = {name: plain(value) for name, value in row.items() if name != _HOST}
    if record["kind"] not in _KINDS or not isinstance(row[_HOST], str):
        raise ValueError(record["kind"])
    return {"host": plain(row[_HOST]), "groups": [], "record": record}


def _shown(path: Path) -> str:
    return one_line(str(path), _LONGEST)


def _reason(error: Exception) -> str:
    return one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__, _LONGEST)
