# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The trials on a time line, a month in each column, as SVG. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import tone_of

STATES = ("expired", "expiring", "active")

# months shown before and after that of the report; what lies beyond is added up at either end
BEFORE = 6
AFTER = 12

# a slot of the line, and the width that the line fills at least, if a slot is not stretched to more than three
_SLOT = 62
_WIDTH = 1160
_HEIGHT = 120
_TOP = 24
_BOTTOM = 26


class Slot(NamedTuple):
    """A column of the time line: its label, its trials by state, and whether it is the month of the report."""

    label: str
    counts: dict[str, int]
    now: bool


def slots(months: Sequence[Mapping[str, Any]], generated_at: str) -> list[Slot]:
    """Return the columns: from the first to the last month that has trials, the report's own always among them."""
    present = _index(generated_at[:7])
    first, last = present - BEFORE, present + AFTER
    counts: dict[int, dict[str, int]] = {}
    for item in months:
        place = min(max(_index(item["month"]), first - 1), last + 1)
        entry = counts.setdefault(place, dict.fromkeys(STATES, 0))
        for state in STATES:
            entry[state] += item[state]
    labels = {first - 1: "earlier", last + 1: "later"}
    return [
        Slot(
            labels.get(place, f"{place // 12:04}-{place % 12 + 1:02}"),
            counts.get(place, dict.fromkeys(STATES, 0)),
            place == present,
        )
        for place in range(min([*counts, present]), max([*counts, present]) + 1)
    ]


def draw(columns: Sequence[Slot], generated_at: str) -> Markup:
    """Return the time line. The table of the same numbers below it is what a screen reader gets."""
    most = max(sum(slot.counts.values()) for slot in columns) or 1
    wide = max(_SLOT, min(3 * _SLOT, _WIDTH // len(columns)))
    floor = _TOP + _HEIGHT
    parts = []
    for place, slot in enumerate(columns):
        left, base = place * wide, float(floor)
        for state in STATES:
            height = slot.counts[state] * _HEIGHT / most
            if height:
                base -= height
                parts.append(
                    f'<rect class="{tone_of(state)}" x="{left + 11}" y="{base:.1f}" width="{wide - 22}" height="{height:.1f}"/>'
                )
        total = sum(slot.counts.values())
        if total:
            parts.append(f'<text x="{left + wide // 2}" y="{base - 5:.1f}">{total:,}</text>')
        parts.append(f'<text class="faint" x="{left + wide // 2}" y="{floor + 18}">{slot.label}</text>')
        if slot.now:
            today = left + (int(generated_at[8:10]) - 1) * wide / 31
            parts.append(f'<line class="now" x1="{today:.1f}" x2="{today:.1f}" y1="6" y2="{floor}"/>')
    width = len(columns) * wide
    return Markup(  # noqa: S704 - numbers and words of this collection only
        f'<svg class="chart" viewBox="0 0 {max(width, _WIDTH)} {floor + _BOTTOM}" aria-hidden="true" focusable="false">'
        f'<line class="axis" x1="0" x2="{width}" y1="{floor}" y2="{floor}"/>{"".join(parts)}</svg>'
    )


def _index(month: str) -> int:
    """Return the number of months since year 0 of a month written YYYY-MM."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1
