# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cells, bars and tables of a page as data, and how values become cells. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import WARNING_PERCENT
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number

# lines of a table with bars; what is left out stands in the tables of details
MOST_BARS = 8
# the longest bar of a table of uses, in percent of what was acquired; what is beyond is cut there and said by its number
LONGEST_USE = 300.0
# characters of a name, and of a word or date that is kept on one line; CSV and JSON have all of them
LONGEST_TEXT = 160
LONGEST_WORD = 40

NOTHING = "\u2013"

# words that say how good or bad something is -> tone, which is a colour of the style sheet
_TONES = {
    "ok": "good",
    "warning": "warn",
    "error": "bad",
    "active": "good",
    "expiring": "warn",
    "expired": "bad",
    "over": "bad",
    "grace": "warn",
}


class Bar(NamedTuple):
    """A bar: pieces of (tone, start, width), in hundredths of its whole length; `limit` is where all is used, if it says so."""

    pieces: tuple[tuple[str, float, float], ...]
    limit: float | None = None


class Cell(NamedTuple):
    """One cell: text, smaller text under it, a tone that colours a mark before it, or a bar."""

    text: str
    under: str = ""
    tone: str = ""
    gauge: Bar | None = None


class Column(NamedTuple):
    """A column: its heading, and what makes its cell of what a row is about.

    `kind` is text, word (one line), short (a few letters), number, guid (a click shows it) or bar; a tone is the legend
    of a bar's pieces; `choices` says that the page may offer the column's values to choose from.
    """

    title: str
    cell: Callable[[Any], Cell]
    kind: str = "text"
    tone: str = ""
    choices: bool = False


class Group(NamedTuple):
    """Rows of a table under a heading of their own: its anchor, a word with its tone, a title, and text said once for all."""

    id: str
    word: str
    tone: str
    title: str
    notes: tuple[str, ...]
    rows: Sequence[Any]


class Mark(NamedTuple):
    """What a row has besides its cells, as markup: attributes of the row and of its first cell, and what follows its name."""

    row: str = ""
    name: str = ""
    under: str = ""


class Paper(NamedTuple):
    """What a table says on paper: how many of its rows are printed, of how many, what they are, and where the others are."""

    printed: int
    whole: int
    words: str
    note: str = ""


class Table(NamedTuple):
    """A table; `empty` is said in its place when it has no rows. The first cell of a row is its heading.

    `rows` are what the rows are about, in any form that the columns take; `groups` are the same rows under headings.
    `kind` is the class of the panel around it: across, half or details. `marks` are those of the rows, in their order, or none.
    `paper` is what paper says above the rows; null says nothing, since all are there.
    """

    id: str
    title: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    empty: str
    kind: str = "half"
    chart: Markup = Markup()
    groups: Sequence[Group] = ()
    marks: Sequence[Mark] = ()
    paper: Paper | None = None

    def cells(self) -> Iterator[list[Cell]]:
        """Yield the cells of each row."""
        makers = [column.cell for column in self.columns]
        for row in self.rows:
            yield [cell(row) for cell in makers]


def text_cell(value: Any, under: str = "") -> Cell:
    return Cell(short(str(value)) if value not in (None, "") else NOTHING, "" if under == value else short(under))


def word_cell(value: Any) -> Cell:
    return Cell(short(str(value), LONGEST_WORD) if value not in (None, "") else NOTHING)


def state_cell(word: str) -> Cell:
    return Cell(short(word, LONGEST_WORD), tone=tone_of(word))


def number_cell(value: Any) -> Cell:
    return Cell(count_text(value))


def bar_cell(gauge: Bar) -> Cell:
    return Cell("", gauge=gauge)


def count_column(title: str, key: str, tone: str = "") -> Column:
    """Return the column of the numbers that rows have under a key."""
    return Column(title, lambda row: number_cell(row[key]), "number", tone)


def percent_cell(value: int | None, over: bool | None) -> Cell:
    """Return a share in whole percent: `over` tells whether it is more than all, null that it is not about limits."""
    if value is None:
        return Cell(NOTHING)
    if over is None:
        return Cell(f"{value}%")
    return Cell(f"{value}%", tone="bad" if over else "warn" if value >= WARNING_PERCENT else "")


def use_cell(used: Any, maximum: Any) -> Cell:
    """Return "used / maximum", marked when it is over; a dash where neither is known or both are nothing."""
    if not number(used) and not number(maximum):
        return Cell(NOTHING)
    return Cell(
        f"{count_text(number(used))} / {count_text(maximum)}", tone="bad" if number(used) > number(maximum) else ""
    )


def count_text(value: Any) -> str:
    return NOTHING if value is None else f"{number(value):,}"


def short(text: str, longest: int = LONGEST_TEXT) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "\u2026"


def label_words(label: str) -> str:
    """Return a label that is no words but a name of programs in words: "Essential plus" of ESSENTIAL_PLUS."""
    return label.replace("_", " ").capitalize() if "_" in label and label.isupper() and label.isascii() else label


def tone_of(word: str) -> str:
    return _TONES.get(word, "none")


def first_of(items: Sequence[Any]) -> str:
    return f" (the first {MOST_BARS} of {len(items):,})" if len(items) > MOST_BARS else ""


def longest_use(uses: Iterable[tuple[float, float]]) -> float:
    """Return the length of the bars of a table of uses (used, acquired), in percent: 100, or more where one is beyond it."""
    shares = (used * 100 / maximum if maximum > 0 else 100.0 for used, maximum in uses)
    return min(max((100.0, *shares)), LONGEST_USE)


def meter(used: float, maximum: float, longest: float = 100.0) -> Bar:
    """Return the bar of a use; beyond the limit it goes on to `longest` percent. It is bad when over, or of nothing.

    Where a bar is longer than 100 percent, a mark shows the limit.
    """
    share = used * 100 / maximum if maximum > 0 else (longest + 1 if used else 0.0)
    tone = "bad" if share > 100 else "warn" if share >= WARNING_PERCENT else "service"
    width = round(min(share, longest) * 100 / longest, 2)
    return Bar(((tone, 0, width),) if width else (), round(10_000 / longest, 2) if longest > 100 else None)


def stack(parts: Iterable[tuple[str, float]], whole: float) -> Bar:
    """Return the bar of counts side by side, C(whole) being the full length."""
    pieces = []
    start = 0.0
    for tone, count in parts:
        width = count * 100 / whole if whole else 0.0
        if width:
            pieces.append((tone, round(start, 2), round(width, 2)))
        start += width
    return Bar(tuple(pieces))
