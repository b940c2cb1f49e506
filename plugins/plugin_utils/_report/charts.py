# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tables of counts with their bars in the HTML report. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    LONGEST_WORD,
    MOST_BARS,
    NOTHING,
    Cell,
    Column,
    Table,
    count_text,
    first_of,
    meter,
    number_cell,
    percent_cell,
    short,
    stack,
    state_cell,
    text_cell,
    tone_of,
    word_cell,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.timeline import STATES, draw, slots

# columns of states in the table of licenses by type and status
MOST_STATES = 7

# tones from bad to good, as states stand in a stacked bar
_STATE_TONES = ("bad", "warn", "none", "good")

_PLANS = {"personal": "Personal devices", "meeting": "Meeting devices", "ai_summary": "AI Summary devices"}

_BANDS = {
    "over": "beyond the grace interval",
    "grace": "more than acquired",
    "warning": "at the warning limit",
    "ok": "below the warning limit",
    "unused": "none used",
}


def charts(model: Model) -> tuple[list[Table], list[Table], list[Table]]:
    """Return the tables of counts, as three stacks: across the page, and below that left and right."""
    return (
        [_license_types(model["license_types"]), _license_statuses(model["license_statuses"]), _trial_line(model)],
        [_statuses(model["statuses"]), _trials(model["trials"]), _groups(model["groups"])],
        [
            _seat_bands(model["seat_bands"]),
            _seats(model["seats"]),
            _plan_totals(model["plan_totals"]),
            _device_plans(model["device_plans"]),
        ],
    )


def _license_types(items: Sequence[Mapping[str, Any]]) -> Table:
    most = max((item["services"] + item["customers"] for item in items), default=0)
    return Table(
        "license-types",
        "Licenses by type",
        "Services and customers of each license type",
        (
            Column("License type"),
            Column("Share", "bar"),
            Column("Services", "number", "service"),
            Column("Customers", "number", "customer"),
            Column("Seats used", "number"),
            Column("Seats acquired", "number"),
        ),
        tuple(
            (
                text_cell(item["label"], item["license_type"] if item["license_type"] != item["label"] else ""),
                Cell("", gauge=stack((("service", item["services"]), ("customer", item["customers"])), most)),
                number_cell(item["services"]),
                number_cell(item["customers"]),
                number_cell(item["seats_active"]) if item["seats_licensed"] or item["seats_active"] else Cell(NOTHING),
                number_cell(item["seats_licensed"]) if item["seats_licensed"] else Cell(NOTHING),
            )
            for item in items
        ),
        "No licenses in these groups.",
        "across",
    )


def _license_statuses(items: Sequence[Mapping[str, Any]]) -> Table:
    """Return services by license type and status: a column for each of the commonest states, and one for the rest."""
    counts: Counter[str] = Counter()
    for item in items:
        counts.update(item["statuses"])
    states = [state for state, _count in counts.most_common(MOST_STATES)]
    states.sort(key=lambda state: _STATE_TONES.index(tone_of(state)))
    rest = sum(counts.values()) - sum(counts[state] for state in states)
    most = max((item["services"] for item in items), default=0)
    rows = []
    for item in items:
        found = [item["statuses"].get(state, 0) for state in states]
        other = item["services"] - sum(found)
        pieces = zip([*map(tone_of, states), "none"], [*found, other], strict=True)
        shown = [*found, other] if rest else found
        rows.append(
            (
                text_cell(item["label"]),
                Cell("", gauge=stack(pieces, most)),
                number_cell(item["services"]),
                *map(number_cell, shown),
            )
        )
    return Table(
        "license-statuses",
        "Licenses by type and status",
        "Services of each license type by status",
        (
            Column("License type"),
            Column("Statuses", "bar"),
            Column("Services", "number"),
            *(Column(short(state, LONGEST_WORD), "number", tone_of(state)) for state in states),
            *((Column("other", "number", "none"),) if rest else ()),
        ),
        rows,
        "No services in these groups.",
        "across",
    )


def _statuses(items: Sequence[Mapping[str, Any]]) -> Table:
    most = max((item["services"] for item in items), default=0)
    return Table(
        "statuses",
        "Services by status",
        "Services in each management status",
        (Column("Status", "word"), Column("Share", "bar"), Column("Services", "number")),
        tuple(
            (
                state_cell(item["status"]),
                Cell("", gauge=stack(((tone_of(item["status"]), item["services"]),), most)),
                number_cell(item["services"]),
            )
            for item in items
        ),
        "No services in these groups.",
    )


def _seat_bands(items: Sequence[Mapping[str, Any]]) -> Table:
    most = max((item["customers"] for item in items), default=0)
    return Table(
        "seat-bands",
        "Customers by use of their seats",
        "Customers with acquired seats, by how much of them is used",
        (Column("Use", "word"), Column("Share", "bar"), Column("Customers", "number")),
        [
            (
                Cell(item["band"], _BANDS[item["band"]], tone_of(item["band"])),
                Cell("", gauge=stack(((tone_of(item["band"]), item["customers"]),), most)),
                number_cell(item["customers"]),
            )
            for item in items
        ]
        if most
        else [],
        "No customer in these groups has acquired seats.",
    )


def _seats(items: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "seats",
        "Seats used against acquired",
        "Customers by use of their seats" + first_of(items),
        (
            Column("Customer"),
            Column("Use", "bar"),
            Column("Used", "number"),
            Column("Acquired", "number"),
            Column("Share", "number"),
        ),
        tuple(
            (
                text_cell(item["name"], item["license_label"]),
                Cell("", gauge=meter(number(item["active"]), number(item["licensed"]))),
                number_cell(item["active"]),
                number_cell(item["licensed"]),
                percent_cell(item["percent"], item["over"]),
            )
            for item in items[:MOST_BARS]
        ),
        "No customer in these groups has acquired seats.",
    )


def _plan_totals(items: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "plan-totals",
        "Device plans in all",
        "Devices of all services against their plans",
        (
            Column("Plan"),
            Column("Use", "bar"),
            Column("In use", "number"),
            Column("Plan", "number"),
            Column("Services", "number"),
            Column("Over", "number"),
        ),
        [
            (
                text_cell(_PLANS[item["plan"]]),
                Cell("", gauge=meter(number(item["used"]), number(item["max"]))),
                number_cell(item["used"]),
                number_cell(item["max"]),
                number_cell(item["services"]),
                Cell(count_text(item["over"]), tone="bad" if item["over"] else ""),
            )
            for item in items
            if item["services"]
        ],
        "No service in these groups has a device plan.",
    )


def _device_plans(items: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "device-plans",
        "Fullest device plans",
        "Services by use of their device plans" + first_of(items),
        (
            Column("Service and plan"),
            Column("Use", "bar"),
            Column("In use", "number"),
            Column("Plan", "number"),
            Column("Disconnected", "number"),
        ),
        tuple(
            (
                text_cell(item["name"], _PLANS[item["plan"]]),
                Cell("", gauge=meter(number(item["used"]), number(item["max"]))),
                number_cell(item["used"]),
                number_cell(item["max"]),
                number_cell(item["disconnected"]),
            )
            for item in items[:MOST_BARS]
        ),
        "No service in these groups has a device plan.",
    )


def _trial_line(model: Model) -> Table:
    columns = slots(model["trial_months"], model["generated_at"])
    most = max(sum(slot.counts.values()) for slot in columns)
    return Table(
        "trial-line",
        "Trials on a time line",
        "Trials by the month in which they end; the dashed line above is the day of this report",
        (Column("Month", "word"), *(Column(state, "number", tone_of(state)) for state in STATES)),
        [(word_cell(slot.label), *(number_cell(slot.counts[state]) for state in STATES)) for slot in columns]
        if most
        else [],
        "No trials with an end date in these groups.",
        "across",
        draw(columns, model["generated_at"]),
    )


def _trials(items: Sequence[Mapping[str, Any]]) -> Table:
    """Return the trials in the order of what can still be done: ending next, without a date, ended latest."""
    ended = [item for item in items if item["state"] == "expired"]
    ordered = [item for item in items if item["state"] != "expired"] + ended[::-1]
    return Table(
        "trials",
        "AI Summary trials",
        "Trials: those that end next, then those that ended last" + first_of(items),
        (Column("Service"), Column("State", "word"), Column("Ends", "word"), Column("Days left", "number")),
        tuple(
            (
                text_cell(item["name"], "" if item["enabled"] is not False else "service disabled"),
                state_cell(item["state"]),
                word_cell(item["expires"]),
                number_cell(item["days_left"]),
            )
            for item in ordered[:MOST_BARS]
        ),
        "No trials in these groups.",
    )


def _groups(items: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "groups",
        "Inventory groups",
        "The groups that this report is about",
        (
            Column("Group"),
            Column("Hosts", "number"),
            Column("Services", "number"),
            Column("Customers", "number"),
            Column("Left out", "number"),
        ),
        tuple(
            (
                text_cell(item["name"]),
                *(number_cell(item[key]) for key in ("hosts", "services", "customers", "skipped")),
            )
            for item in items
        ),
        "No groups.",
    )
