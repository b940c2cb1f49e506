# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The types of fields, in one table. To add a type, add a row; readers, RETURN, policies and workbooks use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from types import NoneType
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import convert
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Column
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_bool

_ANY: Set[type] = frozenset({str, int, float, bool, list, dict})


@dataclass(frozen=True)
class FieldType:
    """What fields of a type hold, and how it is read.

    `returns` is their type in RETURN, `absent` what RETURN says about a missing value, and `missing` makes that value.

    `one` converts one value, and `columns` a whole column: type of all its values except nulls -> converter. `refuses`
    are the types of values that `one` cannot always read.

    `holds` are the types of a present value, `words` what a policy calls them; empty if the type holds something else.
    `sheet` is the kind of the column in a workbook: text, number, date or bool.
    """

    returns: str
    one: Callable[[Any], Any]
    columns: Mapping[type, Callable[[Column], Column]] = field(default_factory=dict)
    refuses: Set[type] = _ANY
    absent: str = "null"
    missing: Callable[[], Any] = NoneType
    holds: tuple[type, ...] = (str,)
    words: str = "text"
    sheet: str = "text"

    def readable(self, values: Column, kinds: Set[type]) -> Column:
        """Return each value converted by `one`; most columns are converted in one go.

        `kinds` is the result of `kinds_of`.
        """
        if not kinds:
            return values
        together = self.columns.get(next(iter(kinds))) if len(kinds) == 1 else None
        return together(values) if together else list(map(self.one, values))

    def unreadable(self, values: Column, kinds: Set[type], found: Column) -> list[int]:
        """Return the places of values that say something but that `one` could not read.

        `found` is the result of `readable` for the values. Null, blank text and the platform's zero date say nothing.
        """
        if found is values or self.refuses.isdisjoint(kinds) or found.count(None) <= values.count(None):
            return []
        both = enumerate(zip(values, found, strict=True))
        return [place for place, (value, read) in both if read is None and not says_nothing(value)]

    def filled(self, values: Column) -> Column:
        """Return the values with the missing value instead of nulls: a new list or dictionary for each."""
        missing = self.missing()
        if missing is None:
            return values
        if isinstance(missing, str):
            return [missing if value is None else value for value in values]
        return [self.missing() if value is None else value for value in values]


def says_nothing(value: Any) -> bool:
    """Return whether a value is null, blank text or the platform's zero date."""
    return value is None or (isinstance(value, str) and (not value.strip() or value.strip().startswith(convert.ZERO)))


def _same(values: Column) -> Column:
    return values


def _ints(values: Column) -> Column:
    return convert.whole_numbers(values, convert.to_int)


def _idents(values: Column) -> Column:
    return convert.whole_numbers(values, convert.to_ident)


_NONE: Set[type] = frozenset()
# numbers that JSON cannot hold
_FLOATS: Set[type] = frozenset({float})

TYPES: dict[str, FieldType] = {
    "int": FieldType(
        "int",
        convert.to_int,
        {int: _ints, str: convert.counts},
        holds=(int, float),
        words="a number",
        sheet="number",
    ),
    "float": FieldType("float", convert.to_float, holds=(int, float), words="a number", sheet="number"),
    "bool": FieldType("bool", as_bool, {bool: _same}, holds=(bool,), words="true or false", sheet="bool"),
    "date": FieldType("str", convert.to_date, {str: convert.dates}, sheet="date"),
    "ident": FieldType(
        "raw",
        convert.to_ident,
        {int: _idents},
        _FLOATS,
        "an error",
        holds=(str, int),
        words="a number or text",
        sheet="number",
    ),
    "text": FieldType("str", convert.to_text, {str: convert.texts}, _NONE, "an empty string", str),
    "guid": FieldType("str", convert.to_guid, {str: convert.texts}, _FLOATS, "an empty string", str),
    "state": FieldType("str", convert.to_state, {str: convert.states}, _NONE, "C(unknown)", lambda: "unknown"),
    "list": FieldType("list", convert.to_list, {list: _same}, absent="an empty list", missing=list, holds=(), words=""),
    "dict": FieldType("dict", convert.to_dict, absent="an empty dictionary", missing=dict, holds=(), words=""),
}
