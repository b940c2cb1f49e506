# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the HTML report begins with, made of the report's document: needs, changes, lapses. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import EXPIRING_DAYS
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import count_text, short
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.decisions import (
    MOST_OPENED,
    Change,
    Lapse,
    Lapses,
    Needs,
    Since,
    need,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.stakes import stake_text, when_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.opening import CHANGE_WORDS

# kind of a rule's objects -> the table that has them
_TABLES = {"service": "services", "customer": "customers"}


def needs(model: Model) -> Needs | None:
    """Return what needs somebody; null where nobody judged."""
    found = model["attention"]
    if not found["policy"]:
        return None
    lines = []
    for place, entry in enumerate(found["rules"]):
        table = _TABLES.get(entry["kind"], "")
        stake = stake_text(entry["stake"])
        lines.append(need(place, entry, stake, target=table, table=table, filter="Needs", value=str(place)))
    return Needs(tuple(found["counts"].items()), lines, found["unjudged"])


def places_of(model: Model) -> dict[str, tuple[int, ...]]:
    """Return subject -> the places of the rules that name it, the worst first."""
    places: dict[str, tuple[int, ...]] = {}
    for place, entry in enumerate(model["attention"]["rules"]):
        for subject in entry["subjects"]:
            places[subject] = (*places.get(subject, ()), place)
    return places


def exceptions(model: Model) -> set[str]:
    """Return the subjects that paper shows although no rule names them: what ends soon, and what has changed."""
    changes = model["changes"]
    return {
        *(item["subject"] for item in model["lapses"]["next"] if item["days_left"] <= EXPIRING_DAYS),
        *(item["subject"] for item in (changes["items"] if changes else ())),
    }


def since(model: Model) -> Since | None:
    """Return what changed since the previous report; null without one."""
    found = model["changes"]
    if found is None:
        return None
    items: dict[str, list[Mapping[str, Any]]] = {}
    for item in found["items"]:
        items.setdefault(item["change"], []).append(item)
    many = len(model["platforms"]) > 1
    return Since(
        found["since"][:10],
        [
            Change(
                CHANGE_WORDS[change][1],
                count,
                tuple(_line(item, many) for item in items.get(change, [])[:MOST_OPENED]),
            )
            for change, count in found["counts"].items()
            if count
        ],
    )


def _line(item: Mapping[str, Any], many: bool) -> str:
    """Return a line about a change: whose it is, and the values before and after it where it has both."""
    who = f"{short(item['name'])} ({item['kind']}{' on ' + item['platform'] if many else ''})"
    before, after = item.get("before"), item.get("after")
    if before in (None, "") or after in (None, ""):
        return who
    return f"{who}: {_value(before)} \u2192 {_value(after)}"


def _value(value: Any) -> str:
    return count_text(value) if is_number(value) else short(str(value))


def lapses(model: Model) -> Lapses:
    """Return what lapses next and what has lapsed."""
    many = len(model["platforms"]) > 1
    found = model["lapses"]
    return Lapses([_lapse(item, many) for item in found["next"]], [_lapse(item, many) for item in found["lapsed"]])


def _lapse(item: Mapping[str, Any], many: bool) -> Lapse:
    left = item["days_left"]
    # one short word: the table below has the long ones
    what = "license" if item["what"] == "pool" else item["what"]
    return Lapse(
        short(item["name"], 60),
        f"{what} on {item['platform']}" if many and item["platform"] else what,
        item["date"],
        when_text(left),
        "bad" if left < 0 else "warn" if left <= EXPIRING_DAYS else "",
    )
