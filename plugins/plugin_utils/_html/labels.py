# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The part of the style sheet that is made of a page's own words: labels of cells on phones, the foot of printed pages.

A label in the style sheet costs nothing for each row. Every character of a text that is no ASCII letter, digit or blank is written
as its number (CSS Syntax Level 3, section 4.3.7), so that no text can end its string or the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.rows import Ready

# widest window, in CSS pixels, in which rows are stacked
PHONE = 640


def css_text(text: str) -> str:
    """Return a text as a string of CSS."""
    return (
        '"'
        + "".join(char if char.isascii() and (char.isalnum() or char == " ") else _escape(char) for char in text)
        + '"'
    )


def _escape(char: str) -> str:
    # the blank ends the number
    return f"\\{ord(char):x} "


def labels(tables: Iterable[Ready]) -> str:
    """Return the rules that name each cell of a stacked row by the heading of its column."""
    places: dict[str, list[str]] = {}
    for shown in tables:
        for place, column in enumerate(shown.columns, 1):
            if place > 1 and column.kind != "bar":
                places.setdefault(column.title, []).append(f".of-{shown.table.id} td:nth-child({place})::before")
    rules = "\n".join(f"{','.join(cells)}{{content:{css_text(title)}}}" for title, cells in places.items())
    return f"@media screen and (max-width: {PHONE}px) {{\n{rules}\n}}\n"


def paper_foot(text: str) -> str:
    """Return the rules for the foot of printed pages: what this is, and the page's number."""
    number = 'content: "Page " counter(page) " of " counter(pages)'
    boxes = f"@bottom-left {{ content: {css_text(text)} }} @bottom-right {{ {number} }}"
    # boxes at the top, even if empty, keep a browser's own heading with the address of the file away
    return f'@page {{ @top-left {{ content: "" }} @top-right {{ content: "" }} {boxes} }}\n'
