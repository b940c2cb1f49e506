# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The message as JSON for programs and chats. Pure.

Text from the platform goes into plain-text fields if the format has them. Elsewhere, markup in it is escaped, so that
no name can mention a channel or a person, or become a link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import Message

SCHEMA = 1

# Slack, "Reference: Layout blocks": most characters are 150 for a header, 3000 for a text, 2000 for a field; most
# fields in a section are 10, most blocks 50. Counted as JavaScript does.
_SLACK_HEADER = 150
_SLACK_TEXT = 2900
_SLACK_FIELDS = 10
_SLACK_FACTS = _SLACK_FIELDS * (50 - 3)
# Microsoft Teams: most bytes of a message are 28 KB. A workflow passes the card on as a text in JSON, in which each
# quotation mark and backslash takes one more byte, and that counts.
_TEAMS_BYTES = 28_000
# text to keep before facts are left out, in characters
_LEAST_TEXT = 500

# CommonMark, of which a TextBlock has a part ("Adaptive Cards: Text features"), and what a renderer may know besides
_TEAMS_MARKUP = re.compile(r"([\\*_\[\]()#`~<>&+|!-])")
# a list with numbers
_TEAMS_NUMBER = re.compile(r"^(\d+)\.", re.MULTILINE)
_TEAMS_COLOURS = {"ok": "Good", "warning": "Warning"}


def generic(message: Message) -> dict[str, Any]:
    """Return the message as it is, for a program."""
    return {
        "schema": SCHEMA,
        "title": message.title,
        "status": message.status,
        "text": message.text,
        "facts": message.facts,
        "link": message.link,
        "result": message.result,
    }


def teams(message: Message) -> dict[str, Any]:
    """Return an Adaptive Card for the workflow "Post to a channel when a webhook request is received"."""
    return _fitted(message, _card, len(message.facts))


def _card(message: Message) -> tuple[dict[str, Any], bool]:
    """Return the card, and whether it is small enough."""
    colour = _TEAMS_COLOURS.get(message.status, "Attention") if message.status else "Default"
    body: list[dict[str, Any]] = [
        {
            "type": "TextBlock",
            "text": _teams_text(message.title),
            "size": "Large",
            "weight": "Bolder",
            "wrap": True,
            "color": colour,
        }
    ]
    if message.text:
        body.append({"type": "TextBlock", "text": _teams_text(message.text), "wrap": True})
    if message.facts:
        facts = [{"title": _teams_text(name), "value": _teams_text(value)} for name, value in message.facts.items()]
        body.append({"type": "FactSet", "facts": facts})
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if message.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Open", "url": message.link}]
    kind = "application/vnd.microsoft.card.adaptive"
    payload = {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}
    return payload, len(_json(_json(payload)).encode()) <= _TEAMS_BYTES


def slack(message: Message) -> dict[str, Any]:
    """Return blocks for a Slack incoming webhook."""
    return _fitted(message, _blocks, _SLACK_FACTS)


def _blocks(message: Message) -> tuple[dict[str, Any], bool]:
    """Return the blocks, and whether the text in them is short enough."""
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(_short(message.title, _SLACK_HEADER) or "-")}]
    if message.text:
        blocks.append({"type": "section", "text": _plain(message.text)})
    fields = [_plain(f"{name}: {value}") for name, value in message.facts.items()]
    blocks += [
        {"type": "section", "fields": fields[start : start + _SLACK_FIELDS]}
        for start in range(0, len(fields), _SLACK_FIELDS)
    ]
    if message.link:
        # not a button: Slack wants a program that answers to it, and shows a warning sign without one
        address = _slack_markup(message.link).replace("|", "%7C")
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": f"<{address}|Open>"}})
    # the text is shown in a phone's notification
    return {"text": _slack_markup(message.title), "blocks": blocks}, _units(message.text) <= _SLACK_TEXT


def _fitted(
    message: Message, make: Callable[[Message], tuple[dict[str, Any], bool]], most_facts: int
) -> dict[str, Any]:
    """Return the payload with as much of text and facts as fits, in this order; what is left out shows."""
    count = min(len(message.facts), most_facts)
    while True:
        shown = message._replace(facts=_first(message.facts, count))
        best, fits = make(shown)
        if fits:
            return best
        # the longest text that fits
        kept, too_long = -1, len(message.text)
        while kept < too_long - 1:
            length = (kept + too_long) // 2
            payload, fits = make(shown._replace(text=_cut(message.text, length)))
            if fits:
                kept, best = length, payload
            else:
                too_long = length
        if not count or kept >= _LEAST_TEXT:
            return best
        count //= 2


def _first(facts: dict[str, str], count: int) -> dict[str, str]:
    """Return at most so many facts; if that is not all, the last one says how many are missing."""
    if len(facts) <= count or not count:
        return facts if count else {}
    return {**dict(list(facts.items())[: count - 1]), "...": f"and {len(facts) - count + 1} more"}


def _cut(text: str, length: int) -> str:
    return f"{text[:length].rstrip()}..." if length else "..."


def _short(text: str, most: int) -> str:
    """Return text of at most so many units."""
    if _units(text) <= most:
        return text
    return next(cut for length in range(most, 0, -1) if _units(cut := _cut(text, length)) <= most)


def _units(text: str) -> int:
    """Return the length that JavaScript sees: letters beyond the basic plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _slack_markup(text: str) -> str:
    """Return text without markup ("Formatting text for app surfaces")."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


STYLES: dict[str, Callable[[Message], dict[str, Any]]] = {"json": generic, "teams": teams, "slack": slack}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _teams_text(text: str) -> str:
    """Return text that a TextBlock shows as it is: a line break needs an empty line, and blanks at a start make code."""
    lines = filter(None, map(str.strip, text.splitlines()))
    return _TEAMS_NUMBER.sub(r"\1\\.", _TEAMS_MARKUP.sub(r"\\\1", "\n\n".join(lines)))
