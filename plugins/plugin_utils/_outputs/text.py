# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Plain values for reports: host variables without ansible-core's marks, and text that every file format can hold."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

# Characters that XML, HTML, CSV readers or UTF-8 cannot hold, or that control a terminal: C0 (except tab and line
# breaks), DEL, C1, lone surrogates and the two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"

# names to show in a warning
MOST_NAMES = 5
# characters of a value in a message
_LONGEST_VALUE = 80


def clean_text(text: str) -> str:
    """Return `text` as an exact str, with U+FFFD for every character that a report cannot hold.

    `str.__str__` drops ansible-core's subclasses. Otherwise text that an inventory file marked as a trusted template
    would be rendered when a result with it is printed (ansible-core 2.19 and later).
    """
    return _UNPRINTABLE.sub(REPLACEMENT, str.__str__(text))


def plain(value: Any) -> Any:
    """Return `value` as plain JSON data: exact types, dates as ISO 8601 text, no NaN. Templates stay text.

    Raises `TypeError` for anything else, such as a vaulted value, which must not be decrypted into a file.
    """
    # most values of a host; exact classes, so that no mark of ansible-core passes
    exact = value.__class__
    if exact in _AS_THEY_ARE or (exact is str and value.isprintable()):
        return value
    if exact is dict:
        return {
            key if key.__class__ is str and key.isprintable() else clean_text(str(key)): plain(item)
            for key, item in value.items()
        }
    if exact is list:
        return list(map(plain, value))
    for kind, convert in _SCALARS:
        if isinstance(value, kind):
            return convert(value)
    if isinstance(value, Mapping):
        return {clean_text(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    raise TypeError(type(value).__name__)


_AS_THEY_ARE = frozenset({type(None), bool, int})
# the order matters: a boolean is also an int
_SCALARS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (str, clean_text),
    (type(None), lambda _value: None),
    (bool, bool),
    (int, int),
    (float, lambda value: float(value) if math.isfinite(value) else None),
    (dt.date, lambda value: value.isoformat()),  # a datetime is also a date
)


def shown_instant(instant: dt.datetime) -> str:
    """Return an aware time as ISO 8601 in UTC, in seconds. `strftime` may drop the zeros of an early year."""
    return instant.astimezone(dt.timezone.utc).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def read_instant(text: str) -> dt.datetime:
    """Return the time that ISO 8601 text names, in UTC; text without an offset is UTC. Raises `ValueError`."""
    # `fromisoformat` of Python 3.10 does not know the Z
    instant = dt.datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", text))
    if instant.tzinfo is None:
        return instant.replace(tzinfo=dt.timezone.utc)
    try:
        return instant.astimezone(dt.timezone.utc)
    except OverflowError:
        raise ValueError(f"{text} is outside of the calendar in UTC") from None


def called_platforms(names: Sequence[str]) -> str:
    """Return platforms in a sentence: `platform a`, `platforms a, b`."""
    if not names:
        return "no platform that it names"
    return f"{'platform' if len(names) == 1 else 'platforms'} {', '.join(names)}"


def percent(used: float, maximum: float) -> int | None:
    """Return `used` in whole percent of `maximum`, rounded; None without a maximum.

    Rounding hides no limit: 0 is nothing, 100 is all; less or more than that is at most 99 or at least 1 and 101.
    """
    if maximum <= 0:
        return None
    share = int((used * 200 + maximum) // (maximum * 2))
    if used > maximum:
        return max(share, 101)
    return min(max(share, 1), 99) if 0 < used < maximum else share


def minus(whole: float | None, part: float | None) -> float | None:
    """Return a difference; None if a value is not known."""
    return None if whole is None or part is None else whole - part


def plus(*parts: float | None) -> float | None:
    """Return a sum; None if a value is not known."""
    return None if None in parts else sum(part or 0 for part in parts)


def untemplatable(value: Any) -> Any:
    """Return a copy of plain data in which no text can start a template.

    A job's artifacts become extra variables of the next job in a workflow, and ansible-core before 2.19 renders those.
    """
    if isinstance(value, str):
        return re.sub(r"\{(?=[{%#])", "{ ", value)
    if isinstance(value, dict):
        return {untemplatable(key): untemplatable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [untemplatable(item) for item in value]
    return value


# digits of one number in a name; more are text
_NUMBER = re.compile(r"[0-9]{1,18}")


def by_people(text: str) -> str:
    """Return what names are sorted by for people: regardless of case, numbers by their value (2 before 10)."""
    # one text with numbers of equal length is compared, and made, much faster than a list of parts
    return _NUMBER.sub(_padded, text.casefold())


def _padded(found: re.Match[str]) -> str:
    return found[0].zfill(18)


def as_written(value: Any) -> str:
    """Return a value of an option or file as people write it there: `null`, `true`, `'text'`, `["a"]`."""
    if isinstance(value, str):
        return repr(str.__str__(value))
    if isinstance(value, float):
        return repr(float(value))
    return one_line(json.dumps(value, ensure_ascii=False, default=str), _LONGEST_VALUE)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: `1 rule`, `2 rules`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def some(names: list[str]) -> str:
    """Return the first few names, and the total if that is not all."""
    more = f", ... ({len(names)} in all)" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
