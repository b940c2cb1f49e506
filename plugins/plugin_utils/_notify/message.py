# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The content of a message for every method: a title, a text, a few figures, a link. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

# most figures in one message; a card in a chat has no room for more
MOST_FACTS = 24
LONGEST_FACT = 200

# Keys that change in every run although nothing else does. A report's summary has its own digest of the content.
_PASSING = frozenset({"generated_at", "files", "written", "duration", "message", "schema"})


# Texts of a result, and of a finding or a gateway in it.
_TEXTS = frozenset({"detail", "message", "name", "policy", "stale", "status", "title", "verdict"})
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\+00:00")


class Message(NamedTuple):
    """The message. `status` is a word such as `ok`, `warning` or `critical`, or ""; `result` are the given figures."""

    title: str
    text: str
    status: str
    facts: dict[str, str]
    link: str
    result: dict[str, Any]


def build(title: str, text: str, facts: Mapping[str, Any], link: str, result: Mapping[str, Any]) -> Message:
    """Return the message. Its figures are the given ones, then the plain values of the result and its dictionaries."""
    result = as_published(result)
    shown = {one_line(str(name), 80): one_line(_text(value), LONGEST_FACT) for name, value in facts.items()}
    for name, value in _figures(result):
        if len(shown) < MOST_FACTS:
            shown.setdefault(one_line(name, 80), one_line(_text(value), LONGEST_FACT))
    said = text or result.get("message", "")
    return Message(
        one_line(title, 150),
        said.strip(),
        str(result.get("status") or result.get("verdict") or ""),
        shown,
        link,
        dict(result),
    )


def as_published(value: Any, key: str = "") -> Any:
    """Return a result as the job published it, with its texts as text and its instants with a Z.

    AWX hands artifacts to later jobs as text that ansible-core from 2.19 on reads as YAML: "" becomes null, a policy
    called 2026 a number, and an instant a date.
    """
    if isinstance(value, Mapping):
        return {name: as_published(item, str(name)) for name, item in value.items()}
    if isinstance(value, list):
        return [as_published(item) for item in value]
    if key in _TEXTS and not isinstance(value, str):
        return "" if value is None else str(value)
    if key == "generated_at" and isinstance(value, str):
        return _INSTANT.sub(r"\1Z", value)
    return value


def digest(message: Message) -> str:
    """Return a digest that is equal for two messages with the same news, whenever they are made."""
    # an age grows but is not news, and what has changed since an earlier report was news before
    lasting = {name: value for name, value in message.result.items() if name not in {*_PASSING, "stale", "changes"}}
    given = {name: value for name, value in message.facts.items() if name not in _PASSING}
    content = [message.title, message.text, message.status, given, message.link, lasting]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def as_text(message: Message) -> str:
    """Return the message as plain text for mail."""
    width = max(map(len, message.facts), default=0)
    parts = [
        message.text,
        "\n".join(f"{name:<{width}}  {value}" for name, value in message.facts.items()),
        message.link,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _figures(result: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the plain values of the result, then those in its dictionaries under both names."""
    for name, value in result.items():
        if name not in _PASSING and not isinstance(value, (Mapping, list, tuple)) and value not in (None, ""):
            yield name.replace("_", " "), value
    for name, value in result.items():
        if name not in _PASSING and isinstance(value, Mapping):
            for inner, count in value.items():
                if not isinstance(count, (Mapping, list, tuple)) and count:
                    yield f"{name}: {inner}".replace("_", " "), count


def _text(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
