# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as a short table for a terminal, and as the small summary that is published. Pure. Private."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.names import word
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import EXPIRING_DAYS
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import (
    counted,
    minus,
    percent,
    some,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import pool_lines
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.opening import Most, Section, sections
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import (
    LICENSE_TYPE_COLUMNS,
    STATUS_COLUMNS,
    license_type_lines,
)

# lines of the lists that a table begins with
_MOST = Most(rules=7, changes=2, dates=7)
# the opening's columns that a terminal has room for, and how wide a text in each may be
_WIDTHS = {"What": 48, "What to do": 0, "For example": 0, "Name": 40, "Platform": 20, "Before": 16, "Now": 16}
# lines of one table, and entries of one count in the summary: license types and statuses are the platform's to invent
MOST_ENTRIES = 30
_NAME_WIDTH = 40


def render_table(model: Model) -> list[str]:
    """Return the lines of the table: what needs somebody, what has changed, what lapses, then the counts.

    They are at most about 120, whatever the number of hosts, groups and license types.
    """
    totals = model["totals"]
    apart = totals["seats_not_counted"]
    unplanned, not_counted = totals["seats_active_unplanned"], totals["customers_not_counted"]
    countable = minus(totals["seats_licensed"], totals["seats_not_counted"])
    lines = [
        f"{one_line(model['title'], 80)}, {model['generated_at']}",
        *([one_line(f"Platform: {', '.join(model['platforms'])}", 100)] if model["platforms"] else []),
        f"{counted(totals['services'], 'service')} ({totals['services_disabled']} disabled), "
        f"{counted(totals['customers'], 'customer')} ({totals['customers_without_service']} without a service)",
        *(one_line(notice, 100) for notice in model["notices"]),
        "",
    ]
    for section in sections(model, _MOST):
        lines += _section(section)
    lines += _figures(
        [
            ("Seats used", _use(minus(totals["seats_active"], unplanned), countable)),
            *([("... none acquired", str(unplanned))] if unplanned else []),
            *(
                [("... not counted", f"{counted(not_counted, 'customer')}, seats acquired: {apart}")]
                if not_counted
                else []
            ),
            ("Personal devices", _use(totals["devices_personal"], totals["devices_personal_max"])),
            ("Meeting devices", _use(totals["devices_meeting"], totals["devices_meeting_max"])),
            ("AI Summary devices", _use(totals["ai_summary_devices_active"], totals["ai_summary_devices_max"])),
            ("DIDs used", _use(totals["dids_used"], totals["dids_total"])),
            (
                "Trials",
                f"{totals['trials_active']} active, {totals['trials_expiring']} expiring within "
                f"{EXPIRING_DAYS} days, {totals['trials_expired']} expired",
            ),
            *(pool_lines(model["pool"]) if model["pool"] else []),
        ]
    )
    lines += _table(LICENSE_TYPE_COLUMNS, license_type_lines(model["license_types"]))
    lines += _table(STATUS_COLUMNS, model["statuses"])
    return [*lines, *_footer(model)]


def summarize(model: Model) -> dict[str, Any]:
    """Return what a later job may want: totals, and counts by license type (hosts) and status (services).

    C(content) is the same for reports about the same data, whenever they were made.
    Keys are words of letters, digits and underscores, as in the names of the inventory's groups but cut when they are
    very long; of license types and statuses the first L(MOST_ENTRIES) are there by name, the rest counts as C(other).
    """
    return {
        "schema": model["schema"],
        "generated_at": model["generated_at"],
        "content": hashlib.sha256(json.dumps(model["rows"], sort_keys=True).encode()).hexdigest()[:16],
        "stale": model["stale"],
        "attention": dict(model["attention"]["counts"]) if model["attention"]["policy"] else {},
        "changes": dict(model["changes"]["counts"]) if model["changes"] else {},
        "next_lapse": _next_lapse(model),
        "unread": dict(list(model["unread"].items())[:MOST_ENTRIES]),
        "totals": dict(model["totals"]),
        "pool": model["pool"],
        "license_types": _counts((item["license_type"], item["hosts"]) for item in model["license_types"]),
        "statuses": _counts((item["status"], item["services"]) for item in model["statuses"]),
    }


def _next_lapse(model: Model) -> dict[str, str]:
    """Return what lapses next; empty where nothing does. Without the days that are left: they change though nothing else does."""
    if not model["lapses"]["next"]:
        return {}
    item = model["lapses"]["next"][0]
    return {
        "what": item["what"],
        "name": one_line(item["name"], _NAME_WIDTH),
        "platform": one_line(item["platform"], _NAME_WIDTH),
        "date": item["date"],
    }


def _counts(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text, count in pairs:
        key = word(text)[:_NAME_WIDTH]
        key = key if key in counts or len(counts) < MOST_ENTRIES else "other"
        counts[key] = counts.get(key, 0) + count
    return counts


def _use(used: float | None, maximum: float | None) -> str:
    if used is None or maximum is None:
        return "could not be read"
    share = percent(used, maximum)
    return f"{used} of {maximum}" + (f" ({share}%)" if share is not None else "")


def _section(section: Section) -> list[str]:
    """Return heading, sentences, the columns that there is room for, and an empty line; text on the left, numbers on the right."""
    lines = [section.title, *(one_line(sentence, 100) for sentence in section.sentences)]
    lines += _aligned(
        ([column.title, *(one_line(str(row[place]), most) for row in section.rows)], column.is_number)
        for place, column in enumerate(section.columns if section.rows else ())
        if (most := _WIDTHS.get(column.title, _NAME_WIDTH))
    )
    return [*lines, *([f"... and {section.left_out} more"] if section.left_out else []), ""]


def _aligned(columns: Iterable[tuple[Sequence[str], bool]]) -> list[str]:
    """Return the lines of a table from its columns: the texts of each, and whether they stand on the right."""
    padded = []
    for texts, is_right in columns:
        width = max(map(len, texts))
        padded.append([text.rjust(width) if is_right else text.ljust(width) for text in texts])
    return ["  ".join(cells).rstrip() for cells in zip(*padded, strict=True)]


def _footer(model: Model) -> list[str]:
    """Return where the figures come from, in the words of the inventory, which nothing above uses."""
    totals = model["totals"]
    names = [one_line(group["name"], _NAME_WIDTH) for group in model["groups"]]
    left_out = f", and {totals['skipped']} left out that are neither" if totals["skipped"] else ""
    policy = model["attention"]["policy"]
    judged = [f"Judged by the policy {one_line(policy, 60)}."] if policy else []
    return [*judged, *([f"Inventory: {counted(totals['hosts'], 'host')} of {some(names)}{left_out}."] if names else [])]


def _figures(pairs: Sequence[tuple[str, str]]) -> list[str]:
    width = max(len(label) for label, _value in pairs)
    return [*(f"{label:<{width}}  {value}" for label, value in pairs), ""]


def _table(columns: Mapping[str, str], items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a heading, the rows and an empty line: the first column on the left, numbers on the right.

    C(columns): heading -> key.
    """
    shown = items[:MOST_ENTRIES]
    lines = _aligned(
        ([title, *(one_line(str(item[key]), _NAME_WIDTH) for item in shown)], place > 0)
        for place, (title, key) in enumerate(columns.items())
    )
    left_out = len(items) - len(shown)
    return [*lines, *([f"... and {left_out} more"] if left_out else []), ""]
