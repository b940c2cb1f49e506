# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of a page: what is left out, what is marked, how long bars are, and the words of a page in its style sheet."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    Cell,
    Column,
    Group,
    Table,
    label_words,
    longest_use,
    meter,
    text_cell,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.labels import css_text, labels, paper_foot
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.rows import bodies, is_blank, mark, ready

HOSTILE = ('"', "</style><script>alert(1)</script>", "\\", "}", "\n*{display:none}", "*/", "\U0001f4de \u682a")


def table(*rows: Any, **more: Any) -> Table:
    columns = (
        Column("Name", lambda row: text_cell(row[0])),
        Column("Note", lambda row: text_cell(row[1])),
        Column("Count", lambda row: Cell(row[2]), "number"),
    )
    return Table("things", "Things", "Every thing", columns, rows, "Nothing.", **more)


def test_columns_without_any_value_are_left_out() -> None:
    shown = ready(table(("a", None, "0"), ("b", "", "1")))
    assert [column.title for column in shown.columns] == ["Name", "Count"]
    assert shown.classes == "n2"
    assert str(bodies(shown)).split("\n")[1:3] == ["<tr><th scope=row>a<td>0", "<tr><th scope=row>b<td>1"]
    assert [column.title for column in ready(table(("a", None, "1"), ("b", "x", "1"))).columns] == [
        "Name",
        "Note",
        "Count",
    ]
    assert len(ready(table()).columns) == 3


@pytest.mark.parametrize(
    ("rows", "blank"),
    [((), True), ((("a", "x", "0"), ("b", "", "\u2013")), True), ((("a", "x", "0"), ("b", "", "2")), False)],
)
def test_a_table_of_zeros_says_nothing(rows: Any, blank: bool) -> None:
    assert is_blank(table(*rows)) is blank


def test_an_empty_cell_at_the_end_is_empty() -> None:
    shown = ready(table(("a", "x", "\u2013"), ("b", "y", "1")))
    assert "<tr><th scope=row>a<td>x<td></td>\n" in str(bodies(shown))


def test_rows_name_the_rules_that_they_break() -> None:
    marks = (
        mark((0, 4), "<b>Over</b> +1", "bad", is_exception=True),
        mark((), "", "", is_exception=True),
        mark((7,), "Hint", "none", is_exception=False),
        mark((), "", "", is_exception=False),
    )
    shown = ready(table(*[(name, "x", "1") for name in "abcd"], marks=marks))
    assert str(bodies(shown)).split("\n")[1:5] == [
        '<tr data-r="0 4"><th scope=row class=m-bad>a<span>&lt;b&gt;Over&lt;/b&gt; +1</span><td>x<td>1',
        "<tr class=x><th scope=row>b<td>x<td>1",
        '<tr data-i="7"><th scope=row class=m-none>c<span>Hint</span><td>x<td>1',
        "<tr><th scope=row>d<td>x<td>1",
    ]


def test_groups_have_a_heading_with_what_is_said_once() -> None:
    rows = [("a", "x", "1"), ("b", "y", "2")]
    group = Group("rule-0", "high", "bad", "Over <plan>", ("Raise it.", ""), rows)
    text = str(bodies(ready(table(*rows, groups=(group,)))))
    assert text.count("<tr class=group") == text.count("<p>") == 1
    assert "Over &lt;plan&gt;" in text
    assert "<em>2</em>" in text


@pytest.mark.parametrize(
    ("used", "maximum", "longest", "pieces", "limit"),
    [
        (50, 100, 100.0, (("service", 0, 50.0),), None),
        (95, 100, 100.0, (("warn", 0, 95.0),), None),
        (101, 100, 200.0, (("bad", 0, 50.5),), 50.0),
        (200, 100, 200.0, (("bad", 0, 100.0),), 50.0),
        (5, 0, 200.0, (("bad", 0, 100.0),), 50.0),
        (0, 10, 200.0, (), 50.0),
    ],
)
def test_bars_go_on_beyond_the_limit(used: int, maximum: int, longest: float, pieces: Any, limit: float | None) -> None:
    assert meter(used, maximum, longest) == (pieces, limit)


def test_the_bars_of_a_table_have_one_scale() -> None:
    assert longest_use([(1, 10), (5, 10)]) == 100.0
    assert longest_use([(1, 10), (13, 10)]) == 130.0
    assert longest_use([(99, 10), (5, 0)]) == 300.0
    assert longest_use([]) == 100.0


def test_labels_that_are_names_of_programs_become_words() -> None:
    assert label_words("ESSENTIAL_PLUS") == "Essential plus"
    for label in ("Pro + AI Summary", "OC Pro", "pro_x", "=1+1", ""):
        assert label_words(label) == label


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_a_string_of_the_style_sheet(text: str) -> None:
    written = css_text(text)
    inner = written[1:-1]
    assert written[0] == written[-1] == '"'
    assert all(char.isascii() and (char.isalnum() or char in " \\") for char in inner)
    shown = ready(table(("a", "x", "1")))
    renamed = shown._replace(columns=[column._replace(title=text) for column in shown.columns])
    for rules in (labels([renamed]), paper_foot(text)):
        assert "<" not in rules
        assert f"content: {written}" in rules or f"content:{written}" in rules


def test_each_cell_but_the_name_has_its_label() -> None:
    rules = labels([ready(table(("a", "x", "1")))])
    assert '.of-things td:nth-child(2)::before{content:"Note"}' in rules
    assert '.of-things td:nth-child(3)::before{content:"Count"}' in rules
    assert "nth-child(1)" not in rules
