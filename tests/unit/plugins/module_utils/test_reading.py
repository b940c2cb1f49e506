# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Option values that arrive as text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_day, as_dict, as_list, is_blank


@pytest.mark.parametrize(
    "value",
    [
        True,
        {"a": 1},
        "[1, 2",
        "[" * 100_000,
        [["nested"]],
        [{"a": 1}],
        ("a", ("b",)),
        "[[1]]",
        "[{[1]: 2}]",
    ],
)
def test_what_is_no_list_is_refused_by_name(value: Any) -> None:
    """The message names the option; a value that nests is not flattened in silence."""
    with pytest.raises(OptionError, match="license_types"):
        as_list(value, "license_types")


@pytest.mark.parametrize(
    "value",
    [
        *(True, 5, ["a"], "[1]", "{", "word", '{"a": ', "{" * 100_000, "{{ word }}", '{{"a": "word"}}', "a: word: b"),
        # one key without a value to YAML
        "{a:word}",
    ],
)
def test_what_is_no_dictionary_is_refused_by_name(value: Any) -> None:
    """The message names the option and never holds the value, which may be secret."""
    with pytest.raises(OptionError, match="headers must be a dictionary") as caught:
        as_dict(value, "headers")
    assert "word" not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, []),
        ("", []),
        (" \n\t ", []),
        ([], []),
        ("pro", ["pro"]),
        ("pro, essential", ["pro", "essential"]),
        ("pro\nessential\n\n", ["pro", "essential"]),
        ("pro,,essential,", ["pro", "essential"]),
        ('["pro", "essential"]', ["pro", "essential"]),
        ("['pro', 'essential']", ["pro", "essential"]),
        (" [1, 2] ", ["1", "2"]),
        ("[pro, 0012, no]", ["pro", "0012", "no"]),
        ("\n- pro\n- 'a, b'\n", ["pro", "a, b"]),
        # to Python these are negative numbers
        ("- 4711", ["4711"]),
        ("- 1_000", ["1_000"]),
        ([" pro ", "", None, 5], ["pro", "5"]),
        (("a", "b"), ["a", "b"]),
        (42712, ["42712"]),
    ],
)
def test_lists(value: Any, expected: list[str]) -> None:
    """Surveys and AWX send lists as text: with commas, lines, JSON, YAML or Python's own form."""
    assert as_list(value, "x") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, {}),
        ("  ", {}),
        ({}, {}),
        ({"X-A": "b", 1: 2}, {"X-A": "b", "1": 2}),
        ('{"X-A": "b"}', {"X-A": "b"}),
        (" {'X-A': True} ", {"X-A": True}),
        ("pro: Gold\noc_pro: 0012\n", {"pro": "Gold", "oc_pro": "0012"}),
        ("{X-A: b}", {"X-A": "b"}),
    ],
)
def test_dictionaries(value: Any, expected: dict[str, Any]) -> None:
    """Text may be JSON, YAML or, from AWX source variables, Python's own form."""
    assert as_dict(value, "x") == expected


@pytest.mark.parametrize(
    ("value", "blank"),
    [(None, True), ("", True), (" \r\n", True), ("0", False), (0, False), (False, False), ([], False)],
)
def test_blank(value: Any, blank: bool) -> None:
    """Only nothing and invisible text mean "not set"."""
    assert is_blank(value) is blank


@pytest.mark.parametrize(
    "text", ["20261231", "2026-W53-4", "2026W534", "2026-1-1", " 2026-12-31", "\uff12026-12-31", "2026-02-30", ""]
)
def test_a_day_in_another_form_is_none(text: str) -> None:
    """Python 3.11 reads some of them and 3.10 does not: a waiver must not end on another day, or be refused, by that."""
    with pytest.raises(ValueError, match=r"YYYY-MM-DD|day is out of range"):
        as_day(text)


def test_a_day() -> None:
    assert as_day("2026-12-31") == date(2026, 12, 31)
