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
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, minus, percent
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import (
    LICENSE_TYPE_COLUMNS,
    STATUS_COLUMNS,
    license_type_lines,
)

# lines of one table, and entries of one count in the summary: license types and statuses are the platform's to invent
MOST_ENTRIES = 30
_NAME_WIDTH = 40
_GROUP_COLUMNS = {"Group": "name", "Hosts": "hosts", "Services": "services", "Customers": "customers"}


def render_table(model: Model) -> list[str]:
    """Return the lines of the table, at most about 100 whatever the number of hosts, groups and license types."""
    totals = model["totals"]
    apart = totals["seats_not_counted"]
    unplanned, not_counted = totals["seats_active_unplanned"], totals["customers_not_counted"]
    countable = minus(totals["seats_licensed"], totals["seats_not_counted"])
    lines = [
        f"{one_line(model['title'], 80)}, {model['generated_at']}",
        f"{totals['hosts']} hosts: {totals['services']} services ({totals['services_disabled']} disabled), "
        f"{totals['customers_without_service']} customers without a service"
        + (f"; left out: {totals['skipped']}" if totals["skipped"] else ""),
        *(one_line(notice, 100) for notice in model["notices"]),
        "",
    ]
    lines += _figures(
        [
            ("Customers", str(totals["customers"])),
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
        ]
    )
    lines += _table(LICENSE_TYPE_COLUMNS, license_type_lines(model["license_types"]))
    lines += _table(STATUS_COLUMNS, model["statuses"])
    lines += _table(_GROUP_COLUMNS, model["groups"])
    return lines[:-1]


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
        "unread": dict(list(model["unread"].items())[:MOST_ENTRIES]),
        "totals": dict(model["totals"]),
        "license_types": _counts((item["license_type"], item["hosts"]) for item in model["license_types"]),
        "statuses": _counts((item["status"], item["services"]) for item in model["statuses"]),
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


def _figures(pairs: Sequence[tuple[str, str]]) -> list[str]:
    width = max(len(label) for label, _value in pairs)
    return [*(f"{label:<{width}}  {value}" for label, value in pairs), ""]


def _table(columns: Mapping[str, str], items: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a heading, the rows and an empty line: the first column on the left, numbers on the right.

    C(columns): heading -> key.
    """
    shown = items[:MOST_ENTRIES]
    padded: list[list[str]] = []
    for title, key in columns.items():
        texts = [title, *(one_line(str(item[key]), _NAME_WIDTH) for item in shown)]
        width = max(map(len, texts))
        padded.append([text.rjust(width) if padded else text.ljust(width) for text in texts])
    lines = ["  ".join(line) for line in zip(*padded, strict=True)]
    left_out = len(items) - len(shown)
    return [*lines, *([f"... and {left_out} more"] if left_out else []), ""]
