# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain values: no marks of ansible-core, nothing that a file cannot carry, no secret made readable."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import (
    as_written,
    by_people,
    clean_text,
    counted,
    percent,
    plain,
    untemplatable,
)


def keep(text: str) -> str:
    """Return the text in the class that it has."""
    return text


# like ansible-core's own strings: its text is a template to whoever sees the class, and str() keeps the class
Marked: type[str] = type("Marked", (str,), {"__str__": keep})


class Vaulted:
    """Like a vaulted value, which its text decrypts."""

    def __str__(self) -> str:
        return "secret"


def test_a_vaulted_or_other_foreign_value_is_refused() -> None:
    with pytest.raises(TypeError, match="Vaulted"):
        plain(Vaulted())


def test_strings_of_a_subclass_become_exact_strings_at_any_depth() -> None:
    value = plain({Marked("key"): [Marked("{{ 40 + 2 }}"), {"deep": Marked("x")}]})
    assert value == {"key": ["{{ 40 + 2 }}", {"deep": "x"}]}
    assert next(iter(value)).__class__ is str
    assert value["key"][0].__class__ is str
    assert value["key"][1]["deep"].__class__ is str


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\x07", "\x7f", "\x9b", "\ud83d", "\udc00", "\ufffe", "\x0b"])
def test_characters_that_no_report_can_carry_are_replaced(bad: str) -> None:
    assert clean_text(f"a{bad}b") == "a\ufffdb"
    clean_text(f"a{bad}b").encode()


def test_ordinary_characters_stay() -> None:
    text = "tab\tline\nbreak\r\n \u00df \u682a \U0001f4de \u200f"
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (1.5, 1.5),
        (float("nan"), None),
        (float("inf"), None),
        (dt.date(2026, 7, 19), "2026-07-19"),
        (dt.datetime(2026, 7, 19, 1, 2, tzinfo=dt.timezone.utc), "2026-07-19T01:02:00+00:00"),
        ((1, "a"), [1, "a"]),
    ],
)
def test_other_values_become_json(value: object, shown: object) -> None:
    assert plain(value) == shown
    assert type(plain(value)) is type(shown)
    json.dumps(plain(value), allow_nan=False)


@pytest.mark.parametrize("value", [None, "5", True, [], {}])
def test_what_is_no_number_counts_as_nothing(value: object) -> None:
    assert number(value) == 0


@pytest.mark.parametrize(
    ("used", "maximum", "share"),
    [
        (1, 0, None),
        (0, 0, None),
        (0, 5, 0),
        (1, 15, 7),
        (84, 954, 9),
        (1, 8, 13),
        (89, 90, 99),
        (90, 90, 100),
        (7, 5, 140),
        (1, 1000, 1),
        (999, 1000, 99),
        (1001, 1000, 101),
        (0.5, 1, 50),
    ],
)
def test_percent_is_rounded_hides_no_limit_and_is_null_without_a_maximum(
    used: int, maximum: int, share: int | None
) -> None:
    assert percent(used, maximum) == share


@pytest.mark.parametrize("text", ["{{ a }}", "{% a %}", "{# a #}", "{{{ a", "{{%", "a{{b{{"])
def test_published_text_can_open_no_template(text: str) -> None:
    shown = untemplatable({"key": [text], text: 1})
    for mark in ("{{", "{%", "{#"):
        assert mark not in str(shown["key"])
        assert not any(mark in key for key in shown)
    assert untemplatable({"n": 1, "t": "{ a }"}) == {"n": 1, "t": "{ a }"}


def test_names_are_sorted_as_people_sort() -> None:
    names = ["site 10", "Site 9", "alpha", "Beta", "10 Downing", "9 Lives", "site 9b", "", "\u00c9tude", "9" * 5000]
    assert sorted(names, key=by_people) == [
        "",
        "9 Lives",
        "10 Downing",
        "9" * 5000,
        "alpha",
        "Beta",
        "Site 9",
        "site 9b",
        "site 10",
        "\u00c9tude",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        (True, "true"),
        (12.5, "12.5"),
        ("it's", '"it\'s"'),
        (Marked("a"), "'a'"),
        ({"a": [None]}, '{"a": [null]}'),
        (dt.date(2026, 1, 2), '"2026-01-02"'),
        (float("nan"), "nan"),
        (["x" * 90], '["' + "x" * 75 + "..."),
    ],
)
def test_a_value_in_a_message_is_shown_as_people_write_it(value: object, shown: str) -> None:
    assert as_written(value) == shown


def test_a_number_is_told_with_its_noun() -> None:
    assert [counted(number_, "host") for number_ in (0, 1, 2)] == ["0 hosts", "1 host", "2 hosts"]
