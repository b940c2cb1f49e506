# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as Markdown for a ticket: what needs somebody first, then the figures, never every row. Pure. Private.

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
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import by_people, counted, minus
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import pool_lines
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.opening import (
    Column,
    Most,
    Section,
    sections,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import (
    LICENSE_TYPE_COLUMNS,
    PLAN_LABELS,
    STATUS_COLUMNS,
    fullness,
    is_over_plan,
    license_type_lines,
)

# lines of the lists that a ticket begins with
_MOST = Most(rules=20, changes=5, dates=20)
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
    where = {"Platform": "platform"} if len(model["platforms"]) > 1 else {}
    parts = [
        f"# {escape(model['title'])}",
        ", ".join([model["generated_at"], *map(escape, model["platforms"])]),
        *(f"**{escape(notice, _LONGEST_NOTICE)}**" for notice in model["notices"]),
        *(part for section in sections(model, _MOST) for part in _section(section)),
        "## Figures",
        _table(
            (Column("Figure"), Column("Number", True)),
            [
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
                *(pool_lines(model["pool"]) if model["pool"] else []),
            ],
        ),
        *_counts("Licenses by type", LICENSE_TYPE_COLUMNS, license_type_lines(model["license_types"])),
        *_counts("Services by status", STATUS_COLUMNS, model["statuses"]),
        *_items(
            "Customers over their seats",
            {"Customer": "name", **where, "License": "license_label"},
            {"Used": "active", "Acquired": "licensed"},
            _fullest((item for item in model["seats"] if item["over"]), "active", "licensed"),
        ),
        *_items(
            "Device plans exceeded",
            {"Service": "name", **where, "Plan": "label"},
            {"In use": "used", "Plan size": "max"},
            _fullest(
                ({**item, "label": PLAN_LABELS[item["plan"]]} for item in model["device_plans"] if is_over_plan(item)),
                "used",
                "max",
            ),
        ),
        _footer(model),
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
    (first, *titles), (_name, *keys) = columns, columns.values()
    shown = [[item[key] for key in columns.values()] for item in items[:MOST_COUNTS]]
    rest = items[MOST_COUNTS:]
    if rest:
        shown.append([counted(len(rest), "other"), *(sum(number(item[key]) for item in rest) for key in keys)])
    return [f"## {title}", _table(_columns([first], titles), shown)] if shown else []


def _section(section: Section) -> list[str]:
    """Return heading, sentences and table of a part of the opening, and how many lines of it are left out."""
    parts = [f"## {section.title}", *(escape(sentence, _LONGEST_NOTICE) for sentence in section.sentences)]
    parts += [_table(section.columns, section.rows)] if section.rows else []
    return [*parts, *([f"... and {section.left_out} more."] if section.left_out else [])]


def _footer(model: Model) -> str:
    """Return where the figures come from, in the words of the inventory, which nothing above uses."""
    totals, policy = model["totals"], model["attention"]["policy"]
    judged = f"Judged by the policy {escape(policy)}. " if policy else ""
    left_out = (
        f", and {totals['skipped']} left out that are neither a service nor a customer" if totals["skipped"] else ""
    )
    groups = ", ".join(escape(group["name"]) for group in model["groups"])
    return f"{judged}Inventory: {counted(totals['hosts'], 'host')} of the groups {groups}{left_out}."


def _items(
    title: str, texts: Mapping[str, str], numbers: Mapping[str, str], items: Sequence[dict[str, Any]]
) -> list[str]:
    """Return a heading and a table of the first items, and how many more there are; nothing where there is none.

    C(texts) and C(numbers): heading -> key.
    """
    if not items:
        return []
    more = len(items) - MOST_ITEMS
    keys = [*texts.values(), *numbers.values()]
    return [
        f"## {title}",
        _table(_columns(texts, numbers), [[item[key] for key in keys] for item in items[:MOST_ITEMS]]),
        *([f"... and {more} more."] if more > 0 else []),
    ]


def _fullest(items: Iterable[dict[str, Any]], used: str, most: str) -> list[dict[str, Any]]:
    """Return items by need: the fullest first, then the most used, then as people sort names."""
    return sorted(
        items,
        key=lambda item: (
            -fullness(number(item[used]), number(item[most])),
            -number(item[used]),
            by_people(item["name"]),
            item["platform"],
        ),
    )


def _columns(texts: Iterable[str], numbers: Iterable[str]) -> list[Column]:
    return [*map(Column, texts), *(Column(title, True) for title in numbers)]


def _table(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table, text on the left and numbers on the right."""
    titles = [column.title for column in columns]
    rule = ["---:" if column.is_number else "---" for column in columns]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [titles, rule, *(list(map(_cell, row)) for row in rows)])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return escape(", ".join(value))
    return escape(value) if isinstance(value, str) else str(value)
