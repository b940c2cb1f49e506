# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as Markdown for a ticket: the figures and what wants attention first, never every row. Pure. Private.

The tables are those of GitHub Flavored Markdown, which most trackers read. Text of the platform is escaped so that it
is neither markup nor HTML, and so that no tracker finds a link, an issue or a person to notify in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import EXPIRING_DAYS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import minus
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import (
    LICENSE_TYPE_COLUMNS,
    STATUS_COLUMNS,
    is_over_plan,
    license_type_lines,
)

# lines of a table of counts, and of one of services or customers
MOST_COUNTS = 40
MOST_ITEMS = 20
_LONGEST = 80
_LONGEST_NOTICE = 400

# as numeric character references these are text to every reader (CommonMark, "Entity and numeric character references")
_SPECIAL = re.compile(r"[&<>@#:$!%|~]|www\.|\bgh-(?=\d)", re.IGNORECASE)
_MARKUP = re.compile(r"([\\`*_{}\[\]()])")


def render_markdown(model: Model) -> str:
    """Return the text; of long lists the first lines, and a line that counts the others."""
    totals = model["totals"]
    planned = minus(totals["seats_active"], totals["seats_active_unplanned"])
    trials = [trial for trial in model["trials"] if trial["state"] != "active"]
    where = {"Platform": "platform"} if len(model["platforms"]) > 1 else {}
    parts = [
        f"# {escape(model['title'])}",
        f"{model['generated_at']}, inventory groups: {', '.join(escape(group['name']) for group in model['groups'])}",
        *(f"**{escape(notice, _LONGEST_NOTICE)}**" for notice in model["notices"]),
        _table(
            ("Figure", "Number"),
            [
                ("Hosts", totals["hosts"]),
                ("Hosts left out", totals["skipped"]),
                ("Services", totals["services"]),
                ("Services disabled", totals["services_disabled"]),
                ("Customers", totals["customers"]),
                ("Customers over their seats", totals["customers_over"]),
                ("Customers whose users do not count", totals["customers_not_counted"]),
                ("Seats used", planned),
                ("Seats acquired", totals["seats_licensed"]),
                ("Seats acquired by customers whose users do not count", totals["seats_not_counted"]),
                ("Seats used where no number was acquired", totals["seats_active_unplanned"]),
                ("Trials active", totals["trials_active"]),
                (f"Trials expiring within {EXPIRING_DAYS} days", totals["trials_expiring"]),
                ("Trials expired", totals["trials_expired"]),
            ],
        ),
        *_counts("Licenses by type", LICENSE_TYPE_COLUMNS, license_type_lines(model["license_types"])),
        *_counts("Services by status", STATUS_COLUMNS, model["statuses"]),
        *_items(
            "Customers over their seats",
            {"Customer": "name", **where, "License": "license_label", "Used": "active", "Acquired": "licensed"},
            [item for item in model["seats"] if item["over"]],
        ),
        *_items(
            "Device plans exceeded",
            {"Service": "name", **where, "Plan": "plan", "In use": "used", "Plan size": "max"},
            [item for item in model["device_plans"] if is_over_plan(item)],
        ),
        *_items(
            "Trials expiring or expired",
            {"Service": "name", **where, "State": "state", "Ends": "expires", "Days left": "days_left"},
            trials,
        ),
    ]
    return "\n\n".join(parts) + "\n"


def escape(text: str, longest: int = _LONGEST) -> str:
    """Return one line of text that every reader of Markdown shows as it is."""
    # not one after the other: a reference has characters of its own that must stay
    shown = _SPECIAL.sub(_reference, one_line(text, longest))
    return "".join(
        part if part.startswith("&") else _MARKUP.sub(r"\\\1", part) for part in re.split(r"(&#\d+;)", shown)
    )


def _reference(match: re.Match[str]) -> str:
    text = match.group()
    return f"{text[:-1]}&#{ord(text[-1])};"


def _counts(title: str, columns: Mapping[str, str], items: Sequence[dict[str, Any]]) -> list[str]:
    """Return a heading and a table; lines beyond the most there may be are added up in one. C(columns): heading -> key."""
    _name, *keys = columns.values()
    shown = [[item[key] for key in columns.values()] for item in items[:MOST_COUNTS]]
    rest = items[MOST_COUNTS:]
    if rest:
        shown.append([f"{len(rest)} others", *(sum(number(item[key]) for item in rest) for key in keys)])
    return [f"## {title}", _table(list(columns), shown)] if shown else []


def _items(title: str, columns: Mapping[str, str], items: Sequence[dict[str, Any]]) -> list[str]:
    """Return a heading and a table of the first items, and how many more there are; nothing where there is none.

    C(columns): heading -> key.
    """
    if not items:
        return []
    more = len(items) - MOST_ITEMS
    return [
        f"## {title}",
        _table(list(columns), [[item[key] for key in columns.values()] for item in items[:MOST_ITEMS]]),
        *([f"... and {more} more."] if more > 0 else []),
    ]


def _table(titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table, the columns behind the first on the right."""
    rule = ["---", *["---:"] * (len(titles) - 1)]
    return "\n".join(
        f"| {' | '.join(cells)} |" for cells in [list(titles), rule, *(list(map(_cell, row)) for row in rows)]
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return escape(value) if isinstance(value, str) else str(value)
