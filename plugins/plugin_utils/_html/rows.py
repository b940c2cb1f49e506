# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows of a table as HTML.

A report may have tens of thousands of rows, so this is plain string work with few characters for each cell: end tags
that HTML lets one leave out are left out (HTML Living Standard, "Optional tags"), alignment comes from the table's
class instead of one for each cell, and text in other writing directions is isolated by the style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    NOTHING,
    Bar,
    Cell,
    Column,
    Group,
    Mark,
    Table,
)

# first letters of the classes that say where a column of a kind is; other kinds need none
_LETTERS = {"number": "n", "word": "w", "guid": "g"}


class Ready(NamedTuple):
    """A table as it is shown: with those of its columns that say something."""

    table: Table
    columns: Sequence[Column]

    @property
    def classes(self) -> str:
        """The class of the table: n3 for numbers in the third column, w4 for single words in the fourth."""
        return " ".join(
            f"{_LETTERS[column.kind]}{place}" for place, column in enumerate(self.columns, 1) if column.kind in _LETTERS
        )


def ready(table: Table) -> Ready:
    """Return a table without the columns in which no row has anything; the first one stays."""
    first, *others = table.columns
    return Ready(table, [first, *(column for column in others if not _is_empty(column, table.rows))])


def _is_empty(column: Column, rows: Sequence[Any]) -> bool:
    # cells are made again for the page: to keep those of a long table takes longer than to make them
    return bool(rows) and all(_is_nothing(column.cell(row)) for row in rows)


def _is_nothing(cell: Cell) -> bool:
    text, under, _tone, gauge = cell
    return text == NOTHING and not under and gauge is None


def is_blank(table: Table) -> bool:
    """Tell whether a table says nothing: it has no rows, or only zeros in its columns of numbers."""
    places = [place for place, column in enumerate(table.columns) if column.kind == "number"]
    return not table.rows or (
        bool(places) and all(line[place].text in ("0", NOTHING) for line in table.cells() for place in places)
    )


def bodies(shown: Ready) -> Markup:
    """Return the bodies of a table, every text escaped: one, or one for each group with its heading."""
    table, columns = shown
    if not table.groups:
        return Markup("<tbody>\n{}\n</tbody>").format(_body(table.rows, columns, table.marks))
    return Markup("\n").join(
        Markup("<tbody>\n{}{}\n</tbody>").format(_heading(group, len(columns)), _body(group.rows, columns))
        for group in table.groups
    )


def _body(rows: Sequence[Any], columns: Sequence[Column], marks: Sequence[Mark] = ()) -> Markup:
    first, *others = [column.cell for column in columns]
    if marks:
        lines = [
            f"<tr{mark.row}><th scope=row{mark.name}>{escape(first(row).text)}{mark.under}"
            f"{''.join(['<td' + _inner(cell(row)) for cell in others])}"
            for row, mark in zip(rows, marks, strict=True)
        ]
    else:
        lines = [
            f"<tr><th scope=row{_inner(first(row))}{''.join(['<td' + _inner(cell(row)) for cell in others])}"
            for row in rows
        ]
    # what follows an empty cell would belong to it, and it were not empty
    lines = [f"{line}</td>" if line.endswith("<td>") else line for line in lines]
    return Markup("\n".join(lines))  # noqa: S704 - _inner escapes all text, and the rest of it is made here


def mark(needs: Sequence[int], under: str, tone: str, *, is_exception: bool) -> Mark:
    """Return the mark of a row: the places of the rules that name it, text and tone below its name, whether it is an exception.

    Paper shows exceptions where it does not show all rows. Those with rules, which are many, have `data-r`; those without
    the class `x`; other rows with rules have `data-i`.
    """
    places = " ".join(map(str, needs))
    row = f' data-{"r" if is_exception else "i"}="{places}"' if places else " class=x" if is_exception else ""
    return Mark(row, f" class=m-{tone}" if tone else "", f"<span>{escape(under)}</span>" if under else "")


def _heading(group: Group, columns: int) -> Markup:
    notes = Markup().join(Markup("<p>{}</p>").format(note) for note in group.notes if note)
    return Markup(
        '<tr class=group id="{}" data-word="{}" data-title="{}"><th colspan={} scope=rowgroup>'
        "<b class=m-{}>{}</b> <i>{}</i> <em>{}</em>{}</th></tr>\n"
    ).format(
        group.id, group.word, group.title, columns, group.tone, group.title, group.word, f"{len(group.rows):,}", notes
    )


def gauge_svg(gauge: Bar) -> Markup:
    """Return a bar as SVG. Its numbers stand beside it as text, so that it is hidden from screen readers."""
    pieces = "".join(
        f'<rect class="{tone}" x="{start}" width="{width}" height="10"/>' for tone, start, width in gauge.pieces
    )
    if gauge.limit is not None:
        pieces += f'<rect class="limit" x="{gauge.limit}" width="0.8" height="10"/>'
    return Markup(  # noqa: S704 - tones are words of this collection, the rest are numbers
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="track" width="100" height="10"/>{pieces}</svg>'
    )


def _inner(cell: Cell) -> str:
    """Return what follows the name of a cell's tag; the style sheet writes the dash of an empty cell, and hides it on phones."""
    text, under, tone, gauge = cell
    if text == NOTHING and not under and not tone and gauge is None:
        return ">"
    if gauge is not None:
        return f" class=bar-cell>{gauge_svg(gauge)}"
    mark = f" class=m-{tone}>" if tone else ">"
    return f"{mark}{escape(text)}<span>{escape(under)}</span>" if under else f"{mark}{escape(text)}"
