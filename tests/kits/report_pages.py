# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers of the report's text formats, as a user's program would read them."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser

VOID = {"meta", "link", "rect", "line", "br", "img"}
# start tag -> open elements that it closes, innermost first, if their end tags are missing
ENDS = {"tr": ("td", "th", "tr"), "td": ("td", "th"), "th": ("td", "th"), "/tbody": ("td", "th", "tr")}


class Page(HTMLParser):
    """Tables by the caption of their section, the tags and attributes used, and the visible text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.figures: dict[str, str] = {}
        self._section = self._figure = ""
        self._is_heading = False
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self._end(tag)
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self._open.append(tag)
        if tag in {"h2", "h3"}:
            self._section = attributes.get("id") or ""
        if tag == "tbody":
            self.tables.setdefault(self._section, [])
        if tag == "tr" and attributes.get("class") == "group":
            self._is_heading = True
        elif tag == "tr":
            self._is_heading = False
        if tag == "tr" and "tbody" in self._open and not self._is_heading:
            self.tables[self._section].append([])
        if tag in {"td", "th"} and "tbody" in self._open and not self._is_heading:
            self.tables[self._section][-1].append("")
        self._figure = attributes.get("data-figure") or self._figure

    def _end(self, tag: str) -> None:
        for name in ENDS.get(tag, ()):
            if self._open[-1] == name and (tag == "/tbody" or "tbody" in self._open):
                self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        self._end(f"/{tag}")
        if tag not in VOID:
            assert self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if "tbody" in self._open and ("span" in self._open or self._is_heading):
            return
        if {"td", "th"} & set(self._open) and "tbody" in self._open:
            self.tables[self._section][-1][-1] += data
        elif "dd" in self._open and self.tags[-1][1].get("class") == "value":
            self.figures.setdefault(self._figure, data)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def read_markdown(text: str) -> dict[str, list[list[str]]]:
    """Return the tables by heading ("" for the first), each as lines of cells without escapes."""
    tables: dict[str, list[list[str]]] = {}
    title = ""
    for line in text.splitlines():
        if line.startswith("## "):
            title = line[3:]
        if line.startswith("| "):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            tables.setdefault(title, []).append([unescape(re.sub(r"\\(.)", r"\1", cell)).strip() for cell in cells])
    return {name: lines[2:] for name, lines in tables.items()}
