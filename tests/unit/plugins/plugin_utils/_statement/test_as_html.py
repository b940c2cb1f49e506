# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The statement as a page: a sheet for each reseller, the checksum on paper, text that is never markup."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from html import escape
from html.parser import HTMLParser

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Document,
    Frame,
    not_read_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from kits.report_data import HOSTILE
from kits.statement import MONTH, TODAY, history, lines_of, record, statement

FULL = ("2026-10-01", "2026-11-30")


class Page(HTMLParser):
    """What a page holds: its tags, and the text of each table row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.rows: list[list[str]] = []
        self._is_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_cell = self._is_cell and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.rows[-1][-1] += data.strip()


def of_resellers(**more: str) -> Document:
    """A customer of each of two resellers, one with gaps, and one that could not be read."""
    month = month_of(MONTH, "UTC", TODAY)
    lines = lines_of({"a": history(*FULL, seats=1200, used=1300, missing=["2026-11-03"]), "b": history(*FULL)}, month)
    lines[0]["reseller"] = "North"
    lost = [not_read_of(record("x", "lost"), {"status": 500, "msg": "no luck"}, "East")]
    return parts.statement(Frame(month, TODAY, "live.example.com", **more), lines, lost, None)  # type: ignore[arg-type]


def test_every_reseller_has_a_sheet_with_its_sums_and_room_to_sign() -> None:
    document = of_resellers(certified_by="Jo Doe")
    text = render_html(document)
    assert re.findall('<section class="sheet">\n<h2><bdi>(.*)</bdi>, 2026-11</h2>', text) == [
        "East",
        "North",
        "not assigned",
    ]
    assert text.count("Certified by <bdi>Jo Doe</bdi>") == 4
    rows = Page(text).rows
    (line,) = (row for row in rows if row[0] == "a")
    assert line == [
        *(
            "a",
            "OC Pro",
            "1,200",
            "1,200",
            "1,200",
            "1200.00",
            "1,300",
            "1,300",
            "1300.00",
            "1,300",
            "37,700",
            "29",
            "2,900",
        ),
        "29 of 30no count on 03",
    ]
    assert ["lost", "East", "no luck"] in rows
    # in the list, the margin, and the properties of the file
    assert text.count(document["checksum"]) == 3
    assert "checksum " + document["checksum"] in text.partition("</style>")[0]


@pytest.mark.parametrize(
    ("today", "marks"), [(dt.date(2026, 11, 20), 1), (dt.date(2026, 12, 1), 0)], ids=["open", "closed"]
)
def test_an_open_month_is_marked_on_every_page(today: dt.date, marks: int) -> None:
    text = render_html(statement({"a": history("2026-10-01", "2026-11-30")}, today=today))
    assert text.count('<div class="mark" aria-hidden="true">DRAFT</div>') == marks
    assert ".mark { position: fixed;" in text


def test_hostile_text_is_text_and_the_policy_allows_the_one_style_sheet() -> None:
    histories = {name: history(*FULL, missing=["2026-11-03"]) for name in HOSTILE}
    clean = Page(render_html(statement({f"c{place}": rows for place, rows in enumerate(histories.values())})))
    text = render_html(statement(histories, certified_by="<b>Jo</b>", warnings=["<script>"], reseller="</title><x>"))
    page = Page(text)
    extra = {"bdi", "h2", "ul", "li", "dt", "dd"}
    assert {tag for tag in page.tags if tag not in extra} == {tag for tag in clean.tags if tag not in extra}
    assert "script" not in page.tags
    assert escape("<b>Jo</b>") in text
    style = text.partition("<style>")[2].partition("</style>")[0]
    made = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src &#39;sha256-{made}&#39;" in text or f"style-src 'sha256-{made}'" in text
    assert not re.search("https?://|url\\(|@import", text)
    assert render_html(statement(histories)) == render_html(statement(histories))


def test_changes_are_told_in_words() -> None:
    month = month_of(MONTH, "UTC", TODAY)
    frame = Frame(month, TODAY, "live.example.com")
    before = parts.statement(frame, lines_of({"a": history(*FULL), "b": history(*FULL)}, month), [], None)
    now = lines_of({"a": history(*FULL, seats=30), "c": history(*FULL)}, month)
    now[0]["license_type"] = "oc_essentials"
    rows = Page(render_html(parts.statement(frame, now, [], before))).rows
    assert [row for row in rows if len(row) == 4][1:] == [
        ["c", "new customer", "", ""],
        ["b", "not a customer any more", "", ""],
        ["a", "license type", "OC Pro", "OC Essentials"],
        ["a", "seats acquired", "10", "30"],
    ]
