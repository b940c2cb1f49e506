# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a page begins with, as data: what needs the reader, what changed since last time, what lapses next. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import short

# lines that are shown at once; the others open on a click
MOST_NEEDS = 7
MOST_LAPSES = 10
# entries of a list that opens; JSON has all
MOST_OPENED = 100

# severity -> tone, which is a colour of the style sheet; the worst first
SEVERITY_TONES = {"critical": "bad", "high": "bad", "medium": "warn", "low": "service", "info": "none"}


@dataclass(frozen=True)
class Need:
    """A rule that something breaks: a line of "What needs you".

    `place` is its place among all rules, by which rows of a table name it; `target` is the anchor that it leads to,
    `table` the table whose rows can be narrowed to it (empty: none), `filter` the name of that filter and `value` its value.
    """

    place: int
    severity: str
    title: str
    count: int
    stake: str
    remedy: str
    names: tuple[str, ...]
    target: str = ""
    table: str = ""
    filter: str = ""
    value: str = ""

    @property
    def tone(self) -> str:
        return SEVERITY_TONES.get(self.severity, "none")


def need(place: int, entry: Mapping[str, Any], stake: str, **leads_to: str) -> Need:
    """Return the line of a rule: `entry` is the rule's in `attention`, `stake` in words, `leads_to` the rest of `Need`."""
    return Need(
        place,
        entry["severity"],
        short(entry["title"]),
        entry["count"],
        stake,
        entry["remediation"],
        tuple(entry["names"]),
        **leads_to,
    )


class Needs(NamedTuple):
    """The panel "What needs you": findings by severity, and its lines, worst first."""

    counts: tuple[tuple[str, int], ...]
    lines: Sequence[Need]
    unjudged: int = 0


@dataclass(frozen=True)
class Change:
    """One kind of change since the last time: the words for it, its count, and a line for each of the first ones."""

    words: str
    count: int
    lines: tuple[str, ...]


class Since(NamedTuple):
    """The panel "Since last time": the day of the earlier report, and the kinds of changes that occurred."""

    day: str
    changes: Sequence[Change]


class Lapse(NamedTuple):
    """A date: what ends, whose it is, the day, and how far away it is in words."""

    name: str
    what: str
    day: str
    when: str
    tone: str = ""


class Lapses(NamedTuple):
    """The panel "Lapses next": what ends from today on, the soonest first, and what has ended, the latest first."""

    next: Sequence[Lapse]
    lapsed: Sequence[Lapse]
