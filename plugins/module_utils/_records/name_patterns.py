# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names that people give: an existing name, or a shell pattern of names. Pure Python.

Filters, waivers, groups and errors to ignore all read them alike: an entry that is a known name means only that name, even
if it looks like a pattern, such as "[VIP] Acme". Any other entry is a pattern. Case and surrounding blanks do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from fnmatch import translate
from typing import Any

Record = Mapping[str, Any]

_MARKS = frozenset("*?[")


def folded(name: Any) -> str:
    """Return a name in the form that is compared."""
    return str(name or "").strip().lower()


def names_of(record: Record) -> tuple[str, str]:
    """Return the short and the full name of a record, in the form that is compared."""
    return folded(record.get("name")), folded(record.get("full_name"))


def all_names(records: Iterable[Record]) -> set[str]:
    """Return every short and full name of the records."""
    return {name for record in records for name in names_of(record)}


def coverage(entries: Iterable[str], known: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return entry -> the known names that it matches; both in the form of `folded`, without blank entries."""
    names = frozenset(map(folded, known))
    return {entry: _covered(entry, names) for entry in dict.fromkeys(map(folded, entries)) if entry}


def covered(entries: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """Return the known names that any entry matches."""
    return frozenset().union(*coverage(entries, known).values())


def idle(entries: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the entries that match no known name; most are misspelled."""
    return [entry for entry, names in coverage(entries, known).items() if not names]


class Fitting:
    """Entries that each match as a literal name and as a pattern. For lists where matching too much is safer than too little.

    Only patterns are tried one by one: both the list and the names may be long.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries = list(entries)
        self._places = {entry: place for place, entry in reversed(list(enumerate(self._entries)))}
        self._patterns = {place: _pattern(entry) for entry, place in self._places.items() if not _is_plain(entry)}

    def first(self, names: Collection[str], also: Collection[str] = ()) -> str | None:
        """Return the first entry that matches one of the names, or that equals one of the texts in `also`."""
        places = [self._places[name] for name in (*names, *also) if name in self._places]
        places += [place for place, pattern in self._patterns.items() if any(map(pattern.match, names))]
        return self._entries[min(places)] if places else None


def fits(entry: str, name: str) -> bool:
    """Return whether an entry matches a name, literally or as a pattern."""
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
