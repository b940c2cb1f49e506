# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Converters from the platform's values to those of a record; `field_types` says which field type uses which.

A converter of one value takes any JSON value, never raises, and returns `None` if it cannot read the value. A converter of
a column does the same for values that are all of one type, or null. Unreadable values stay in `parameters` or `raw`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Column, Remembered
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import TOO_LARGE, as_int
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import printable

# 2023-03-15T10:37:35.820+0000
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
# Forms that nearly all dates of a list have, on one or more lines -> the same date as `_date_in` writes it. The first is that of
# services, the second that of daily license counts.
_STAMPS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (
        re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}\n)+", re.ASCII),
        lambda text: f"{text[:26]}:{text[26:]}",
    ),
    (
        re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}[+-]\d\d:\d\d\n)+", re.ASCII),
        lambda text: f"{text[:26]}{text[27:]}",
    ),
)
# 19-07-2026
_DAY_FIRST = re.compile(r"(\d\d?)-(\d\d?)-(\d{4})", re.ASCII)
# 2/18/2027 8:39:26 AM
_US = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?: +(\d\d?):(\d\d):(\d\d) *([AP]M))?", re.ASCII | re.IGNORECASE)
# what the platform sends instead of a missing date
ZERO = "0001-01-01"

# how many different texts each of the tables below keeps
_MOST_TEXTS = 4096


def to_text(value: Any) -> str | None:
    """Return a string unchanged, and any other value as JSON, so that nothing is lost."""
    if isinstance(value, str):
        return printable(value) or None
    if value.__class__ is int:
        return str(value)
    return None if value is None else json.dumps(value, sort_keys=True)


def to_state(value: Any) -> str | None:
    """Return a word of a vocabulary, in lower case."""
    text = to_text(value)
    return (text.strip().lower() or None) if text else None


_WORDS = Remembered[Any, "str | None"](to_state, _MOST_TEXTS)


def to_int(value: Any) -> int | None:
    """Return a whole number from a number or text; the platform sends both for the same field."""
    return _INTS[value] if isinstance(value, str) else as_int(value)


_INTS = Remembered["str | None", "int | None"](as_int, _MOST_TEXTS)


def to_date(value: Any) -> str | None:
    """Return an ISO 8601 date, or date and time with the platform's own offset, written with a colon.

    Reads the forms on the vendor's pages: ISO with an offset without a colon, DD-MM-YYYY, and US dates M/D/YYYY with or
    without a 12 hour clock. The year 1 means no date.
    """
    if not isinstance(value, str):
        return None
    return _DATES[value]


def _date_in(text: str) -> str | None:
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


_DATES = Remembered[str, "str | None"](_date_in, _MOST_TEXTS)


def _clock(text: str) -> str:
    """Return a time of day with three or six digits of fraction, which every ISO 8601 reader accepts."""
    whole, _dot, fraction = text.partition(".")
    if not fraction:
        return text
    return f"{whole}.{fraction:0<3}" if len(fraction) <= 3 else f"{whole}.{fraction:0<6.6}"


def _checked(text: str) -> str | None:
    """Return the ISO text if the date and the time exist."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if text.startswith(ZERO) else text


def to_ident(value: Any) -> int | str | None:
    """Return an id as a number if it is one, else as text."""
    number = to_int(value)
    return number if number is not None else to_guid(value)


def to_guid(value: Any) -> str | None:
    """Return text like `to_text`. A number that JSON cannot hold, such as 1e400, is not an id."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return to_text(value)


def to_list(value: Any) -> list[Any] | None:
    """Return a list. A single value becomes a list of one, except a number that JSON cannot hold."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, str):
        value = printable(value)
    return value if isinstance(value, list) else [value]


def to_float(value: Any) -> float | None:
    """Return a value that is already a number."""
    if type(value) not in (int, float) or not -TOO_LARGE < value < TOO_LARGE:
        return None
    return float(value)


def to_dict(value: Any) -> dict[str, Any] | None:
    """Return an object unchanged."""
    return value if isinstance(value, dict) else None


def texts(values: Column) -> Column:
    """Convert text as `to_text` does."""
    found = [value or None for value in values]
    if "".join(filter(None, found)).isascii():
        return found
    return [value if value is None or value.isascii() else printable(value) for value in found]


def states(values: Column) -> Column:
    """Convert text as `to_state` does."""
    return list(map(_WORDS.__getitem__, values))


def counts(values: Column) -> Column:
    """Convert text as `to_int` does."""
    return list(map(_INTS.__getitem__, values))


def whole_numbers(values: Column, convert: Callable[[Any], Any]) -> Column:
    """Return whole numbers unchanged, or, if they are too large, as `convert` does."""
    others = list(filter(None, values))
    if not others or (max(others) < TOO_LARGE and min(others) > -TOO_LARGE):
        return values
    return list(map(convert, values))


def dates(values: Column) -> Column:
    """Convert text as `to_date` does."""
    lines = "\n".join([*filter(None, values), ""])
    # few dates are equal, so remembering them does not help
    written = next((write for form, write in _STAMPS if form.fullmatch(lines)), None)
    if written and ZERO not in lines:
        found = [written(value) if value else None for value in values]
        with suppress(ValueError):
            for text in filter(None, found):
                datetime.fromisoformat(text)
            return found
    return list(map(to_date, values))
