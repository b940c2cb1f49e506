# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Hands text from the platform to ansible-core as data that is never rendered as a template.

In ansible-core 2.19 and later, text is data unless it is marked as trusted, and `ansible-inventory --list` shows
unmarked strings as `{"__ansible_unsafe": ...}`, which AWX stores as it is. So text without a template mark, which
cannot be rendered, is marked as trusted; text with one stays untrusted. Before 2.19, text is a template unless it is
wrapped as unsafe, so only text with a template mark is wrapped.
"""

from __future__ import annotations

import marshal
import math
from collections.abc import Callable
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Column, Remembered, kinds_of

# types that cannot be a template, beside None
_NEVER_MARKED = frozenset({int, bool})
MARKS = ("{{", "{%", "{#")
# Text that starts with this chooses its own marks, such as `[[`. Every ansible-core reads it as a template.
HEADER = "#jinja2:"

try:
    from ansible.template import is_trusted_as_template, trust_as_template

    TRUST_IS_OPT_IN = True
    _plain: Callable[[str], str] = trust_as_template
    _marked: Callable[[str], str] = str
except ImportError:  # ansible-core < 2.19
    from ansible.utils.unsafe_proxy import wrap_var

    TRUST_IS_OPT_IN = False
    _plain = str
    _marked = wrap_var


def trusted(text: str) -> str:
    """Return the operator's text (never the platform's) as a template; text in an option may have lost its mark."""
    return trust_as_template(text) if TRUST_IS_OPT_IN else text


def is_trusted(text: str) -> bool:
    """Return whether ansible-core would evaluate the text as an expression."""
    return is_trusted_as_template(text) if TRUST_IS_OPT_IN else not hasattr(text, "__UNSAFE__")


def is_marked(text: str) -> bool:
    """Return whether ansible-core could see a template, statement or comment in the text."""
    return text.startswith(HEADER) or ("{" in text and any(mark in text for mark in MARKS))


# strings to remember; those that repeat soon occur again
_MOST_STRINGS = 100_000


def _safe(given: str | None) -> str | None:
    if given is None:
        return None
    # str(): text from a cache may be a subclass with its own marks
    text = str(given)
    return _marked(text) if is_marked(text) else _plain(text)


class Protector:
    """Makes values safe for ansible-core. Remembers distinct strings, because most of them repeat."""

    def __init__(self) -> None:
        self._seen: Remembered[str | None, str | None] = Remembered(_safe, _MOST_STRINGS)

    def __call__(self, value: Any) -> Any:
        """Return a JSON value with all strings made safe at any depth, including keys.

        Other values from expressions become JSON: a tuple becomes a list, and NaN or infinity becomes null.
        """
        if isinstance(value, str):
            return self._seen[value]
        if isinstance(value, (list, tuple)):
            return [self(item) for item in value]
        if isinstance(value, dict):
            return {self(key): self(item) for key, item in value.items()}
        return None if isinstance(value, float) and not math.isfinite(value) else value

    def column(self, values: Column) -> Column:
        """Return the values of one variable made safe, in their order, which is also the order of the copies in memory."""
        kinds = kinds_of(values)
        if kinds <= _NEVER_MARKED:
            return _copied(values) if int in kinds else values
        if kinds != {str}:
            return list(map(self, values))
        # if text without marks needs no change, one check of all values together is nearly always enough
        if TRUST_IS_OPT_IN or _may_be_marked("".join(filter(None, values))):
            return list(map(self._seen.__getitem__, values))
        # equal text is one object, as it is when marked
        return _copied(list(map({}.setdefault, values, values)))


def _copied(values: Column) -> Column:
    """Return new objects for text and whole numbers, allocated one after another.

    The platform's objects lie in memory in the order of its rows. Core walks them several times in the order of hosts,
    and scattered objects are slow to read. Marked text is a new object anyway.
    """
    found: Column = marshal.loads(marshal.dumps(list(values)))  # noqa: S302 - our own
    return found


def _may_be_marked(text: str) -> bool:
    """Return whether `is_marked` may be true for a part of the text."""
    return "{" in text or HEADER in text
