# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names that people give: a name that exists, or a shell pattern of names. Pure Python.

One reading for filters, waivers, groups and errors to ignore: an entry that is a known name means that name alone, also
where it holds the marks of a pattern, such as "[VIP] Acme". Any other entry is a pattern. Neither case nor blanks around
a name matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from fnmatch import translate
from typing import Any

Record = Mapping[str, Any]

_MARKS = frozenset("*?[")


def folded(name: Any) -> str:
    """Return a name as it is compared."""
    return str(name or "").strip().lower()


def names_of(record: Record) -> tuple[str, str]:
    """Return the short and the full name of a record, as they are compared."""
    return folded(record.get("name")), folded(record.get("full_name"))


def all_names(records: Iterable[Record]) -> set[str]:
    """Return every short and full name of the records."""
    return {name for record in records for name in names_of(record)}


def coverage(entries: Iterable[str], known: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return entry -> the known names that it means; both as L(folded) has them, blank entries left out."""
    names = frozenset(map(folded, known))
    return {entry: _covered(entry, names) for entry in dict.fromkeys(map(folded, entries)) if entry}


def covered(entries: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """Return the known names that any of the entries means."""
    return frozenset().union(*coverage(entries, known).values())


def idle(entries: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the entries that mean no known name: most often misspelled."""
    return [entry for entry, names in coverage(entries, known).items() if not names]


class Fitting:
    """Entries each of which means a name as itself, and as a pattern too. For lists where covering more is safer.

    Only patterns are tried one by one: a list may be long, and so may that of the names.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries = list(entries)
        self._places = {entry: place for place, entry in reversed(list(enumerate(self._entries)))}
        self._patterns = {place: _pattern(entry) for entry, place in self._places.items() if not _is_plain(entry)}

    def first(self, names: Collection[str], also: Collection[str] = ()) -> str | None:
        """Return the first entry that means one of the names, or is literally one of the texts C(also)."""
        places = [self._places[name] for name in (*names, *also) if name in self._places]
        places += [place for place, pattern in self._patterns.items() if any(map(pattern.match, names))]
        return self._entries[min(places)] if places else None


def fits(entry: str, name: str) -> bool:
    """Tell whether an entry, alone, means a name: as itself, or as a pattern."""
    return entry == name or bool(_covered(entry, frozenset([name])))


def _covered(entry: str, names: frozenset[str]) -> frozenset[str]:
    if entry in names:
        return frozenset([entry])
    if _is_plain(entry):
        return frozenset()
    return frozenset(filter(_pattern(entry).match, names))


def _is_plain(entry: str) -> bool:
    return _MARKS.isdisjoint(entry)


def _pattern(entry: str) -> re.Pattern[str]:
    return re.compile(translate(entry))
