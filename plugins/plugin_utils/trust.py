# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Text from the platform as data that no ansible-core ever renders as a template.

ansible-core 2.19 turned trust round: there text is data unless marked as trusted, and `ansible-inventory --list`
shows every unmarked string as `{"__ansible_unsafe": ...}`, which AWX stores as it is. So text that holds no template
mark, and therefore cannot be rendered into anything else, is marked as trusted; text with a mark stays untrusted.
Before 2.19 text is a template unless wrapped as unsafe; there only text with a mark is wrapped, for the same reason.
"""

from __future__ import annotations

import marshal
import math
from collections.abc import Callable
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Column, Remembered, kinds_of

# what cannot be a template, beside null
_NEVER_MARKED = frozenset({int, bool})
MARKS = ("{{", "{%", "{#")
# text that begins with it chooses marks of its own, such as `[[`: to every ansible-core it is a template
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
    """Return text of the operator (never of the platform) as a template; what an option holds may have lost its mark."""
    return trust_as_template(text) if TRUST_IS_OPT_IN else text


def is_trusted(text: str) -> bool:
    """Tell whether ansible-core would evaluate the text as an expression."""
    return is_trusted_as_template(text) if TRUST_IS_OPT_IN else not hasattr(text, "__UNSAFE__")


def is_marked(text: str) -> bool:
    """Tell whether ansible-core could see a template, a statement or a comment in the text."""
    return text.startswith(HEADER) or ("{" in text and any(mark in text for mark in MARKS))


# how many strings are remembered; those that repeat are soon met again
_MOST_STRINGS = 100_000


def _safe(given: str | None) -> str | None:
    if given is None:
        return None
    # str(): what comes out of a cache may be a subclass that carries marks of its own
    text = str(given)
    return _marked(text) if is_marked(text) else _plain(text)


class Protector:
    """Returns values that are safe to hand to ansible-core. Remembers each distinct string, most of which repeat."""

    def __init__(self) -> None:
        self._seen: Remembered[str | None, str | None] = Remembered(_safe, _MOST_STRINGS)

    def __call__(self, value: Any) -> Any:
        """Return a JSON value with all its strings, keys of dictionaries included, made safe at any depth.

        What an expression may give beside JSON becomes JSON: a tuple a list, and a number that is none becomes null.
        """
        if isinstance(value, str):
            return self._seen[value]
        if isinstance(value, (list, tuple)):
            return [self(item) for item in value]
        if isinstance(value, dict):
            return {self(key): self(item) for key, item in value.items()}
        return None if isinstance(value, float) and not math.isfinite(value) else value

    def column(self, values: Column) -> Column:
        """Return the values of one variable made safe, in their order, which is that of their copies in memory."""
        kinds = kinds_of(values)
        if kinds <= _NEVER_MARKED:
            return _copied(values) if int in kinds else values
        if kinds != {str}:
            return list(map(self, values))
        # where text without marks stays as it is, one look at all of it together is nearly always enough
        if TRUST_IS_OPT_IN or _may_be_marked("".join(filter(None, values))):
            return list(map(self._seen.__getitem__, values))
        # equal text is one object, as where it is marked
        return _copied(list(map({}.setdefault, values, values)))


def _copied(values: Column) -> Column:
    """Return new objects for text and whole numbers, made one after another.

    Those of the platform lie in memory in the order of its rows, but core goes through them several times in the order
    of the hosts, and far apart they are slow to come by. Text that is marked is a new object anyhow.
    """
    found: Column = marshal.loads(marshal.dumps(list(values)))  # noqa: S302 - our own
    return found


def _may_be_marked(text: str) -> bool:
    """Tell whether `is_marked` may hold for a part of the text."""
    return "{" in text or HEADER in text
