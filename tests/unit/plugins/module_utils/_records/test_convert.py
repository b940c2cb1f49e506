# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the platform's values to those of a record: nothing raises, nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import kinds_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.convert import (
    dates,
    to_date,
    to_ident,
    to_int,
    to_list,
    to_state,
    to_text,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES, says_nothing
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_bool


def same(value: Any, expected: Any) -> bool:
    """Equal and of one type: 1 is not True."""
    return bool(value == expected) and type(value) is type(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("five", None),
        ("5.5", None),
        ("1e3", None),
        ("1.000", None),
        ("1.", None),
        ("0x10", None),
        ("\u0665", None),
        ("9" * 19, None),
        (True, None),
        (5.5, None),
        (float("inf"), None),
        (float("nan"), None),
        (10**18, None),
        (-(10**18), None),
        (1e300, None),
        ([5], None),
        ({}, None),
        (0, 0),
        (-3, -3),
        (5.0, 5),
        ("0", 0),
        (" +12 ", 12),
        ("5.0", 5),
        ("-7", -7),
        ("9" * 18, 10**18 - 1),
    ],
)
def test_numbers(value: Any, expected: Any) -> None:
    """The platform sends a number as one or as text."""
    assert same(to_int(value), expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("maybe", None),
        ("Yes", True),
        (" no", False),
        ("", None),
        (2, None),
        ([], None),
        (True, True),
        (False, False),
        (1, True),
        (0, False),
        (" TRUE ", True),
        ("False", False),
        ("1", True),
        ("0", False),
    ],
)
def test_booleans(value: Any, expected: Any) -> None:
    """Only what clearly is one: a word that nobody knows is not False."""
    assert same(as_bool(value), expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        (5, None),
        (1678876655820, None),
        ("tomorrow", None),
        ("2026-13-01", None),
        ("2026-02-30", None),
        ("31-02-2026", None),
        ("0000-01-01", None),
        ("2026-01-01T25:00:00Z", None),
        ("2026-01-01T10:00:00+99:99", None),
        ("2026-01-01T10:00:00 UTC", None),
        ("2026-1-1", None),
        ("13/18/2027", None),
        ("2/18/2027 0:39:26 AM", None),
        ("2/18/2027 13:39:26 PM", None),
        ("2/18/2027 8:39:26", None),
        ("0001-01-01T00:00:00", None),
        ("01-01-0001", None),
        ("\u0662\u0660\u0662\u0666-01-01", None),
        ("2023-03-15T10:37:35.820+0000", "2023-03-15T10:37:35.820+00:00"),
        ("2023-03-15T10:37:35.820-0530", "2023-03-15T10:37:35.820-05:30"),
        ("2023-03-15T10:37:35+02:00", "2023-03-15T10:37:35+02:00"),
        ("2023-03-15T10:37:35Z", "2023-03-15T10:37:35+00:00"),
        ("2023-03-15 10:37", "2023-03-15T10:37"),
        ("2023-03-15T10:37:35.1Z", "2023-03-15T10:37:35.100+00:00"),
        ("2023-03-15T10:37:35.820Z", "2023-03-15T10:37:35.820+00:00"),
        ("2023-03-15T10:37:35.1234Z", "2023-03-15T10:37:35.123400+00:00"),
        ("2023-03-15T10:37:35.1234567Z", "2023-03-15T10:37:35.123456+00:00"),
        (" 2023-03-15 ", "2023-03-15"),
        ("19-07-2026", "2026-07-19"),
        ("1-2-2026", "2026-02-01"),
        ("29-02-2028", "2028-02-29"),
        ("2/18/2027 8:39:26 AM", "2027-02-18T08:39:26"),
        ("2/18/2027 1:39:26 PM", "2027-02-18T13:39:26"),
        ("12/1/2027 12:00:00 AM", "2027-12-01T00:00:00"),
        ("12/1/2027 12:00:01 pm", "2027-12-01T12:00:01"),
        ("2/18/2027", "2027-02-18"),
    ],
)
def test_dates(value: Any, expected: Any) -> None:
    """ISO 8601 from the forms that the vendor's pages print; dashes mean day first, slashes month first."""
    assert to_date(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        (" ", " "),
        (5, "5"),
        (True, "true"),
        (1.5, "1.5"),
        ([1, "\u00e9"], '[1, "\\u00e9"]'),
        ({"b": 1, "a": 2}, '{"a": 2, "b": 1}'),
        ("ACME \u00e9 \U0001f600", "ACME \u00e9 \U0001f600"),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_texts(value: Any, expected: Any) -> None:
    """What is no text is written as JSON, so that it is not lost."""
    assert to_text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        (" OK ", "ok"),
        ("PERSONAL_AND_MEETING", "personal_and_meeting"),
        (3, "3"),
    ],
)
def test_states(value: Any, expected: Any) -> None:
    """A word of a vocabulary."""
    assert to_state(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        (42712, 42712),
        ("42712", 42712),
        (" 42712 ", 42712),
        (42712.0, 42712),
        ("abc-1", "abc-1"),
        (10**20, "1" + "0" * 20),
        ([1], "[1]"),
    ],
)
def test_idents(value: Any, expected: Any) -> None:
    """One id in one form, so that a number and its text do not pass for two objects."""
    assert same(to_ident(value), expected)


def test_lists() -> None:
    """A single value is a list of one."""
    assert to_list(None) is None
    assert to_list([]) == []
    assert to_list([1, None]) == [1, None]
    assert to_list(5) == [5]
    assert to_list("\ud800") == ["\ufffd"]
    assert to_list(float("inf")) is None


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("float", None, None),
        ("float", "5", None),
        ("float", True, None),
        ("float", 5, 5.0),
        ("dict", None, None),
        ("dict", [["a", 1]], None),
        ("dict", {"a": 1}, {"a": 1}),
    ],
)
def test_what_is_never_read_from_another_type(type_: str, value: Any, expected: Any) -> None:
    assert same(TYPES[type_].one(value), expected)


# of every type that JSON has, and of every form that a converter reads; several are equal and not the same
ANY: list[Any] = [
    *(None, "", " ", "x", " Ok ", "\u00e9", "\ud800", "5", " 7 ", "-1", "1.0", "true", "a\nb"),
    *(0, 1, -1, 10**18 - 1, 10**18, -(10**18), True, False, 1.0, 2.5, float("inf"), float("nan")),
    *("2024-01-16T03:47:40.085+0000", "2024-13-16T03:47:40.085+0000", "0001-01-01T00:00:00.000+0000", "19-07-2026"),
    *("2024-01-16T03:47:40.085+0000\n2024-01-16T03:47:40.085+0000", "2/18/2027 8:39:26 AM"),
    *([], [1], {}, {"a": 1}),
]
COLUMNS = st.one_of(
    *(st.lists(st.sampled_from([value, None, *more])) for value in ANY for more in ([], [value, ANY[3]], ANY)),
    *(st.lists(st.sampled_from([value for value in ANY if value.__class__ is kind] + [None])) for kind in (str, int)),
)


@pytest.mark.parametrize("type_", TYPES)
@given(values=COLUMNS)
@settings(max_examples=150)
def test_a_column_reads_as_its_values_do_one_by_one(type_: str, values: list[Any]) -> None:
    found = TYPES[type_].readable(values, kinds_of(values))
    # as text, since nan is not equal to itself
    assert [repr(value) for value in found] == [repr(TYPES[type_].one(value)) for value in values]


@pytest.mark.parametrize("type_", TYPES)
def test_what_stands_for_nothing_is_filled_in(type_: str) -> None:
    found = TYPES[type_].filled([None, "x", None])
    assert [found[0], found[2]] == [TYPES[type_].missing(), TYPES[type_].missing()]
    assert found[1] == "x"
    assert type_ not in ("list", "dict") or found[0] is not found[2]


def test_what_is_said_of_a_missing_value_is_true() -> None:
    """And no two records share a list."""
    words: dict[str, Any] = {
        "null": None,
        "an empty string": "",
        "C(unknown)": "unknown",
        "an empty list": [],
        "an empty dictionary": {},
        "an error": None,
    }
    for type_ in TYPES.values():
        assert same(type_.missing(), words[type_.absent])
    assert TYPES["list"].missing() is not TYPES["list"].missing()


@pytest.mark.parametrize("value", ANY, ids=repr)
@pytest.mark.parametrize("type_", TYPES)
def test_what_a_type_refuses_is_listed(type_: str, value: Any) -> None:
    """What cannot be read is noticed only among values of these types."""
    if TYPES[type_].one(value) is None and not says_nothing(value):
        assert type(value) in TYPES[type_].refuses


@pytest.mark.parametrize("value", ANY, ids=repr)
@pytest.mark.parametrize("type_", TYPES)
def test_what_a_type_holds_is_what_its_converter_returns(type_: str, value: Any) -> None:
    found = TYPES[type_].one(value)
    assert found is None or not TYPES[type_].holds or type(found) in TYPES[type_].holds


# the forms of services and of daily license counts, with days and times that may not exist
_STAMP = st.builds(
    lambda year, parts, end: "{}-{}-{}T{}:{}:{}".format(year, *parts) + end,
    st.sampled_from(["0001", "2023", "2026", "2028"]),
    st.tuples(
        *(st.integers(low, high).map("{:02}".format) for low, high in ((1, 13), (1, 31), (0, 24), (0, 60), (0, 60)))
    ),
    st.sampled_from([".820+0000", ".000-0730", ".1234567+00:00", ".0000000+02:00", ".123456+00:00", "Z", ""]),
)


@settings(max_examples=300)
@given(st.lists(st.one_of(st.none(), _STAMP), min_size=1, max_size=4), st.booleans())
def test_dates_of_a_column_are_those_of_each_value(values: list[str | None], alike: bool) -> None:
    column = [value[:-5] + "+0000" if value and alike else value for value in values]
    assert list(dates(column)) == [to_date(value) for value in column]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2026-02-15T08:39:26.820+0000", "2026-02-15T08:39:26.820+00:00"),
        ("2026-02-15T08:39:26.1234567+00:00", "2026-02-15T08:39:26.123456+00:00"),
        ("2026-02-30T08:39:26.1234567+00:00", None),
        ("0001-01-01T00:00:00.0000000+00:00", None),
    ],
)
def test_a_column_of_dates_of_one_form(sent: str, expected: str | None) -> None:
    assert list(dates([sent, None, sent])) == [expected, None, expected]
