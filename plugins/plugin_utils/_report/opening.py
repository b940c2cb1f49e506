# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the terminal's table and the ticket begin with: what needs somebody, what has changed, what lapses. Pure.

A section is data; each format makes its own table of it. Lists are cut, and so they are sorted by need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.stakes import stake_text, when_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.changes import CHANGES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model

# severity that asks nobody to act; it is counted apart
INFO = "info"
# change -> the words for it in a table, and behind a number of them
CHANGE_WORDS: dict[str, tuple[str, str]] = {
    "new": ("new", "new"),
    "gone": ("gone", "gone"),
    "license": ("license", "with another license"),
    "seats": ("seats acquired", "with other seats"),
    "state": ("state", "in another state"),
    "trial_begun": ("trial begun", "with a trial that began"),
    "trial_ended": ("trial ended", "with a trial that ended"),
    "renamed": ("renamed", "renamed"),
}
WHATS = {"trial": "AI Summary trial", "secret": "secret of the app registration", "pool": "license pool"}


class Most(NamedTuple):
    """How many lines of each list a format has room for: rules, changes of each kind, dates."""

    rules: int
    changes: int
    dates: int


class Column(NamedTuple):
    """A column: its heading, and whether it holds numbers."""

    title: str
    is_number: bool = False


class Section(NamedTuple):
    """A part of the opening: heading, sentences, and a table with the number of lines that it leaves out."""

    title: str
    sentences: list[str]
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[Any]] = ()
    left_out: int = 0


def sections(model: Model, most: Most) -> list[Section]:
    """Return the sections that there is something to say in, in the order of every format."""
    found = (_attention(model, most.rules), _changes(model, most.changes), *_lapses(model, most.dates))
    return [section for section in found if section is not None]


def _attention(model: Model, most: int) -> Section | None:
    found = model["attention"]
    if not found["policy"]:
        return None
    counts = found["counts"]
    told = [f"{count:,} {severity}" for severity, count in counts.items() if count and severity != INFO]
    open_ = sum(count for severity, count in counts.items() if severity != INFO)
    findings = "open finding" if open_ == 1 else "open findings"
    sentence = f"{open_:,} {findings}: {', '.join(told)}" if told else "Nothing is open"
    sentence += f"; and {counts[INFO]:,} for information" if counts[INFO] else ""
    sentences = [f"{sentence}."]
    if found["unjudged"]:
        pairs = "pair" if found["unjudged"] == 1 else "pairs"
        sentences.append(
            f"{found['unjudged']:,} {pairs} of rule and object could not be judged: what they rest on is unread or left out."
        )
    rules = found["rules"]
    columns = (Column("Severity"), Column("What"), Column("Count", True), Column("At stake"), Column("For example"))
    rows = [
        (
            entry["severity"],
            entry["title"],
            entry["count"],
            stake_text(entry["stake"]),
            entry["names"],
            entry["remediation"],
        )
        for entry in rules[:most]
    ]
    return Section("What needs you", sentences, (*columns, Column("What to do")), rows, len(rules) - len(rows))


def _changes(model: Model, most: int) -> Section | None:
    found = model["changes"]
    if found is None:
        return None
    told = [f"{found['counts'][change]:,} {CHANGE_WORDS[change][1]}" for change in CHANGES if found["counts"][change]]
    rows: list[Sequence[Any]] = []
    for change in CHANGES:
        items = [item for item in found["items"] if item["change"] == change][:most]
        rows += [
            (
                CHANGE_WORDS[change][0],
                item["name"],
                *([item["platform"]] if len(model["platforms"]) > 1 else []),
                _value(item["before"]),
                _value(item["after"]),
            )
            for item in items
        ]
    columns = [Column("Change"), Column("Name"), *_platform(model), Column("Before"), Column("Now")]
    sentence = ", ".join(told) if told else "nothing that this report shows has changed"
    return Section(
        f"Since the report of {found['since'][:10]}",
        [f"{sentence[:1].upper()}{sentence[1:]}."],
        columns,
        rows,
        len(found["items"]) - len(rows),
    )


def _lapses(model: Model, most: int) -> Iterator[Section]:
    for title, nearest, items in (
        ("Lapses next", "first", model["lapses"]["next"]),
        ("Has lapsed", "latest", model["lapses"]["lapsed"]),
    ):
        if not items:
            continue
        columns = [Column("Date"), Column("When"), Column("What"), Column("Name"), *_platform(model)]
        rows = [
            (
                item["date"],
                when_text(item["days_left"]),
                WHATS[item["what"]],
                item["name"],
                *([item["platform"]] if len(model["platforms"]) > 1 else []),
            )
            for item in items[:most]
        ]
        yield Section(
            title,
            [f"{len(items):,} in all, the {nearest} {when_text(items[0]['days_left'])}."],
            columns,
            rows,
            len(items) - len(rows),
        )


def _platform(model: Model) -> list[Column]:
    """Return the column that tells platforms apart, where there is more than one."""
    return [Column("Platform")] if len(model["platforms"]) > 1 else []


def _value(value: Any) -> str:
    if value is None:
        return "none"
    return f"{value:,}" if is_number(value) else str(value)
