# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan and its outcome as tables for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.plan import (
    Entry,
    License,
    display_name,
    label,
)

# most customers in a task's output; files show all
MOST_LINES = 40
_NAME_WIDTH = 32
_TEXT_WIDTH = 100

_WORDS = {"not_possible": "not possible", "not_judged": "not judged", "not_tried": "not tried"}


def render_table(document: Document, most: int | None = MOST_LINES) -> list[str]:
    """Return the lines of the plan: its sums, then all customers except those that simply stay the same.

    With `most` None, all customers are shown.
    """
    sums, seats = document["counts"], document["seats"]
    told = ", ".join(f"{count} {_WORDS.get(action, action)}" for action, count in sums.items())
    lines = [
        f"License plan of {document['generated_on']} ({one_line(document['source'], 20)}): {told}",
        f"Seats of the customers that change: {seats['before']} before, {seats['after']} after",
    ]
    order = list(sums)
    shown = [entry for entry in document["customers"] if most is None or entry["action"] != "keep"]
    shown.sort(key=lambda entry: order.index(entry["action"]))
    titles = ("Action", "Customer", "In use", "License", "Seats", "Wanted", "Seats", "Reason")
    lines += _table(titles, [_plan_row(entry) for entry in shown[:most]], numbers=(2, 4, 6))
    lines += _more(len(shown), most, "customer")
    for waiver in document["expired_waivers"]:
        scope = ", ".join(f"{key} {value}" for key, value in sorted(waiver["scope"].items()))
        lines.append(one_line(f"Expired waiver: {scope}, until {waiver['until']} by {waiver['owner']}", _TEXT_WIDTH))
    return lines


def render_text(document: Document) -> str:
    """Return the text of the file: the table with all customers, and the warnings."""
    warnings = [one_line(f"Warning: {warning}", 300) for warning in document["warnings"]]
    return "\n".join([*render_table(document, None), *warnings]) + "\n"


def render_results(outcome: Mapping[str, Any], most: int | None = MOST_LINES) -> list[str]:
    """Return the lines of a plan's outcome: counts, then every customer that changed or is not as wanted."""
    told = ", ".join(f"{count} {_WORDS.get(state, state)}" for state, count in outcome["counts"].items() if count)
    lines = [f"License changes of {outcome['generated_on']}: {told or 'none'}"]
    shown = [item for item in outcome["customers"] if item["state"] != "unchanged"]
    titles = ("State", "Customer", "Before", "Seats", "Now", "Seats", "Task", "Error")
    lines += _table(titles, [_result_row(item) for item in shown[:most]], numbers=(3, 5))
    return lines + _more(len(shown), most, "customer")


def _plan_row(entry: Entry) -> list[str]:
    return [
        _WORDS.get(entry["action"], entry["action"]),
        one_line(display_name(entry), _NAME_WIDTH),
        _number(entry["active_users"]),
        *_license(entry["expected"]),
        *(_license(entry["wanted"]) if entry["wanted"] != entry["expected"] else ("", "")),
        one_line(entry["reason"], _TEXT_WIDTH),
    ]


def _result_row(item: Mapping[str, Any]) -> list[str]:
    return [
        _WORDS.get(item["state"], item["state"]),
        one_line(item["name"] or item["guid"], _NAME_WIDTH),
        *_license(item["before"]),
        *_license(item["after"]),
        one_line(item["task"] or "", 40),
        one_line(item["error"] or "", _TEXT_WIDTH),
    ]


def _license(license_: License | None) -> tuple[str, str]:
    if license_ is None:
        return "?", "?"
    return one_line(label(license_["license_type"]), 24), _number(license_["licensed_users"])


def _number(value: int | None) -> str:
    return "-" if value is None else str(value)


def _more(total: int, most: int | None, what: str) -> list[str]:
    return [f"... and {counted(total - most, f'more {what}')}"] if most is not None and total > most else []


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int]) -> list[str]:
    """Return an empty line, a heading and the rows; nothing if there are no rows."""
    if not rows:
        return []
    right = frozenset(numbers)
    widths = [max(len(row[column]) for row in (titles, *rows)) for column in range(len(titles))]
    cells = [
        [text.rjust(width) if column in right else text.ljust(width) for column, (text, width) in enumerate(pairs)]
        for pairs in (list(zip(row, widths, strict=True)) for row in (titles, *rows))
    ]
    return ["", *("  ".join(row).rstrip() for row in cells)]
