# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Converters from the platform's values to those of a record. Private to the collection.

Every converter takes any JSON value, never raises, and returns C(None) for what it cannot read; the table L(MISSING)
says what a record holds then. What cannot be read is not lost: it stays in C(parameters) or in C(raw).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

_INT = re.compile(r"[+-]?[0-9]{1,18}")
# beyond it a number is no count and no id; most readers of JSON could not hold it either
_TOO_LARGE = 10**18
# 2023-03-15T10:37:35.820+0000
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
# the form above in full
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}", re.ASCII)
# 19-07-2026
_DAY_FIRST = re.compile(r"(\d\d?)-(\d\d?)-(\d{4})", re.ASCII)
# 2/18/2027 8:39:26 AM
_US = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?: +(\d\d?):(\d\d):(\d\d) *([AP]M))?", re.ASCII | re.IGNORECASE)
# the encoding in which two halves of a pair are one character
_OF_PAIRS = "utf-16"
# what the platform sends where it has no date
_ZERO = "0001-01-01"


def printable(text: str) -> str:
    """Return text that every writer can encode: half of a surrogate pair, which JSON allows, becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode(_OF_PAIRS, "surrogatepass").decode(_OF_PAIRS, "replace")


def to_text(value: Any) -> str | None:
    """Return a string as it is, and any other value in its JSON form, so that nothing is lost."""
    if isinstance(value, str):
        return printable(value) or None
    return None if value is None else json.dumps(value, sort_keys=True)


def to_state(value: Any) -> str | None:
    """Return a word of a vocabulary in lower case."""
    text = to_text(value)
    return (text.strip().lower() or None) if text else None


@lru_cache(maxsize=4096)
def state(text: str) -> str:
    """Return the word of a vocabulary in text, C(unknown) where there is none."""
    return to_state(text) or "unknown"


def to_int(value: Any) -> int | None:
    """Return a whole number from a number or from text; the platform sends both for the same field."""
    if isinstance(value, str):
        return _int_in(value)
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    return value if value.__class__ is int and abs(value) < _TOO_LARGE else None


@lru_cache(maxsize=4096)
def _int_in(text: str) -> int | None:
    return int(text) if _INT.fullmatch(text.strip()) else None


def to_bool(value: Any) -> bool | None:
    """Return a boolean from a boolean, 0 or 1, or the words true and false."""
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).strip().lower())


def to_date(value: Any) -> str | None:
    """Return ISO 8601: a date, or a date and time with the offset that the platform gave, written with a colon.

    Reads what the vendor's pages print: ISO with an offset without colon, DD-MM-YYYY, and the US form M/D/YYYY with
    or without a 12 hour clock. The year 1 stands for no date.
    """
    if not isinstance(value, str):
        return None
    # nearly every date is written so, and hardly two are equal
    if _STAMP.fullmatch(value):
        return _checked(f"{value[:26]}:{value[26:]}")
    return _date_of_any_form(value)


@lru_cache(maxsize=4096)
def _date_of_any_form(text: str) -> str | None:
    text = text.strip()
    if match := _ISO.fullmatch(text):
        day, clock, offset = match.groups()
        if offset:
            offset = "+00:00" if offset == "Z" else f"{offset[:3]}:{offset[-2:]}"
        return _checked(f"{day}T{_clock(clock)}{offset or ''}" if clock else day)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return _checked(f"{year}-{int(month):02}-{int(day):02}")
    if match := _US.fullmatch(text):
        month, day, year, hour, minute, second, half = match.groups()
        ymd = f"{year}-{int(month):02}-{int(day):02}"
        if hour is None:
            return _checked(ymd)
        if not 1 <= int(hour) <= 12:
            return None
        return _checked(f"{ymd}T{int(hour) % 12 + (12 if half.upper() == 'PM' else 0):02}:{minute}:{second}")
    return None


def _clock(text: str) -> str:
    """Return a time of day whose fraction has three or six digits, which every reader of ISO 8601 takes."""
    whole, _dot, fraction = text.partition(".")
    if not fraction:
        return text
    return f"{whole}.{fraction:0<3}" if len(fraction) <= 3 else f"{whole}.{fraction:0<6.6}"


def _checked(text: str) -> str | None:
    """Return the ISO text where the calendar and the clock know it."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if text.startswith(_ZERO) else text


def to_ident(value: Any) -> int | str | None:
    """Return an id: a number wherever it is one, else its text."""
    number = to_int(value)
    return number if number is not None else to_text(value)


def to_list(value: Any) -> list[Any] | None:
    """Return a list; a single value becomes a list of one, but for a number that JSON cannot hold."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, str):
        value = printable(value)
    return value if isinstance(value, list) else [value]


def _dictionary(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None


CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "int": to_int,
    "float": lambda value: float(value) if type(value) in (int, float) else None,
    "bool": to_bool,
    "date": to_date,
    "ident": to_ident,
    "text": to_text,
    "guid": to_text,
    "state": to_state,
    "list": to_list,
    "dict": _dictionary,
}

MISSING: dict[str, Callable[[], Any]] = {
    "int": lambda: None,
    "float": lambda: None,
    "bool": lambda: None,
    "date": lambda: None,
    "ident": lambda: None,
    "text": str,
    "guid": str,
    "state": lambda: "unknown",
    "list": list,
    "dict": dict,
}


# (type of a field, type of a value) -> the value is what the converter would return, but for whole numbers that are too
# large and for text that is not printable
AS_IT_IS = frozenset({("bool", bool)})
WHOLE_NUMBERS = frozenset({("int", int), ("ident", int)})
TEXTS = frozenset({("text", str), ("guid", str)})


def are_ordinary(numbers: Sequence[int]) -> bool:
    """Tell whether whole numbers (at least one) are all within the range of L(to_int)."""
    return max(numbers) < _TOO_LARGE and min(numbers) > -_TOO_LARGE
