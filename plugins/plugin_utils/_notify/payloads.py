# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The message as JSON for programs and chats. Pure.

Text from the platform goes into plain-text fields if the format has them. Elsewhere, markup in it is escaped, so that
no name can mention a channel or a person, or become a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import Message

SCHEMA = 1

# Slack, "Reference: Layout blocks": most characters are 150 for a header, 3000 for a text, 2000 for a field; most
# fields in a section are 10
_SLACK_TEXT = 2900
_SLACK_FIELDS = 10
# Microsoft Teams: most bytes of a message are 28 KB
_TEAMS_TEXT = 4000

# "Adaptive Cards: Text features": the subset of Markdown in a TextBlock
_TEAMS_MARKUP = re.compile(r"([\\*_\[\]()#`~>-])")
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
        body.append({"type": "TextBlock", "text": _teams_text(message.text[:_TEAMS_TEXT]), "wrap": True})
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
    return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}


def slack(message: Message) -> dict[str, Any]:
    """Return blocks for a Slack incoming webhook."""
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(message.title or "-")}]
    if message.text:
        blocks.append({"type": "section", "text": _plain(message.text[:_SLACK_TEXT])})
    fields = [_plain(f"{name}: {value}") for name, value in message.facts.items()]
    blocks += [
        {"type": "section", "fields": fields[start : start + _SLACK_FIELDS]}
        for start in range(0, len(fields), _SLACK_FIELDS)
    ]
    if message.link:
        button = {"type": "button", "text": _plain("Open"), "url": message.link}
        blocks.append({"type": "actions", "elements": [button]})
    # shown in a phone's notification; the only text with markup ("Formatting text for app surfaces")
    told = message.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": told, "blocks": blocks}


STYLES: dict[str, Callable[[Message], dict[str, Any]]] = {"json": generic, "teams": teams, "slack": slack}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _teams_text(text: str) -> str:
    return _TEAMS_MARKUP.sub(r"\\\1", text)
