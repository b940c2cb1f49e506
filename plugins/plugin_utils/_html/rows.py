# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows of a table as HTML.

A report may have tens of thousands of rows, so this is plain string work with few characters for each cell: end tags
that HTML lets one leave out are left out (HTML Living Standard, "Optional tags"), alignment comes from the table's
class instead of one for each cell, and text in other writing directions is isolated by the style sheet.
"""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import Bar, Cell, Table


def body(table: Table) -> Markup:
    """Return the rows, every text escaped."""
    lines = [
        f"<tr><th scope=row{_inner(first)}{''.join(['<td' + _inner(cell) for cell in others])}"
        for first, *others in table.cells()
    ]
    return Markup("\n".join(lines))  # noqa: S704 - _inner escapes all text, and the rest of it is made here


def column_classes(table: Table) -> str:
    """Return the class of the table: n3 for numbers in the third column, w4 for single words in the fourth."""
    return " ".join(
        f"{column.kind[0]}{place}" for place, column in enumerate(table.columns, 1) if column.kind in {"number", "word"}
    )


def gauge_svg(gauge: Bar) -> Markup:
    """Return a bar as SVG. Its numbers stand beside it as text, so that it is hidden from screen readers."""
    pieces = "".join(
        f'<rect class="{tone}" x="{start}" width="{width}" height="10"/>' for tone, start, width in gauge.pieces
    )
    return Markup(  # noqa: S704 - tones are words of this collection, the rest are numbers
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="track" width="100" height="10"/>{pieces}</svg>'
    )


def _inner(cell: Cell) -> str:
    """Return what follows the name of a cell's tag."""
    text, under, tone, gauge = cell
    if gauge is not None:
        return f" class=bar-cell>{gauge_svg(gauge)}"
    mark = f" class=m-{tone}>" if tone else ">"
    return f"{mark}{escape(text)}<span>{escape(under)}</span>" if under else f"{mark}{escape(text)}"
