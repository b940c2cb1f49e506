# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tables of counts with their bars in the HTML report. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import (
    GRACE_PERCENT,
    NOT_COUNTED,
    WARNING_PERCENT,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    LONGEST_WORD,
    MOST_BARS,
    NOTHING,
    Bar,
    Cell,
    Column,
    Table,
    bar_cell,
    count_column,
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
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.timeline import STATES, Slot, draw, slots
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import seats_used

# columns of states in the table of licenses by type and status
MOST_STATES = 7

# tones from bad to good, as states stand in a stacked bar
_STATE_TONES = ("bad", "warn", "none", "good")

_PLANS = {"personal": "Personal devices", "meeting": "Meeting devices", "ai_summary": "AI Summary devices"}

_BANDS = {
    "over": f"more than {GRACE_PERCENT:g} % of those acquired",
    "grace": "more than acquired",
    "warning": f"{WARNING_PERCENT:g} % or more",
    "ok": f"less than {WARNING_PERCENT:g} %",
    "unused": "none used",
    "not_counted": "users do not count",
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
            Column(
                "License type",
                lambda item: text_cell(
                    item["label"], item["license_type"] if item["license_type"] != item["label"] else ""
                ),
            ),
            Column(
                "Share",
                lambda item: bar_cell(stack((("service", item["services"]), ("customer", item["customers"])), most)),
                "bar",
            ),
            count_column("Services", "services", "service"),
            count_column("Customers", "customers", "customer"),
            Column(
                "Seats used",
                lambda item: (
                    _used(item["seats_active"], item["not_counted"])
                    if item["seats_licensed"] or item["seats_active"] or item["not_counted"]
                    else Cell(NOTHING)
                ),
                "number",
            ),
            Column(
                "Seats acquired",
                lambda item: number_cell(item["seats_licensed"]) if item["seats_licensed"] else Cell(NOTHING),
                "number",
            ),
        ),
        items,
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
    most = max((item["services"] for item in items), default=0)

    def count(state: str) -> Callable[[Mapping[str, Any]], int]:
        return lambda item: int(item["statuses"].get(state, 0))

    def rest(item: Mapping[str, Any]) -> int:
        return int(item["services"] - sum(item["statuses"].get(state, 0) for state in states))

    # heading, tone, what counts the services of a row
    parts = [(short(state, LONGEST_WORD), tone_of(state), count(state)) for state in states]
    if any(map(rest, items)):
        parts.append(("other", "none", rest))

    def pieces(item: Mapping[str, Any]) -> Bar:
        return stack([(tone, counted(item)) for _title, tone, counted in parts], most)

    return Table(
        "license-statuses",
        "Licenses by type and status",
        "Services of each license type by status",
        (
            Column("License type", lambda item: text_cell(item["label"])),
            Column("Statuses", lambda item: bar_cell(pieces(item)), "bar"),
            count_column("Services", "services"),
            *(Column(title, _number(counted), "number", tone) for title, tone, counted in parts),
        ),
        items,
        "No services in these groups.",
        "across",
    )


def _number(count: Callable[[Any], int]) -> Callable[[Any], Cell]:
    return lambda item: number_cell(count(item))


def _statuses(items: Sequence[Mapping[str, Any]]) -> Table:
    most = max((item["services"] for item in items), default=0)
    return Table(
        "statuses",
        "Services by status",
        "Services in each management status",
        (
            Column("Status", lambda item: state_cell(item["status"]), "word"),
            Column("Share", lambda item: bar_cell(stack([(tone_of(item["status"]), item["services"])], most)), "bar"),
            count_column("Services", "services"),
        ),
        items,
        "No services in these groups.",
    )


def _seat_bands(items: Sequence[Mapping[str, Any]]) -> Table:
    most = max((item["customers"] for item in items), default=0)
    return Table(
        "seat-bands",
        "Customers by use of their seats",
        "Customers with acquired seats, by how much of them is used",
        (
            Column("Use", _band, "word"),
            Column("Share", lambda item: bar_cell(stack([(tone_of(item["band"]), item["customers"])], most)), "bar"),
            count_column("Customers", "customers"),
        ),
        items if most else (),
        "No customer in these groups has acquired seats.",
    )


def _seats(items: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "seats",
        "Seats used against acquired",
        "Customers by use of their seats" + first_of(items),
        (
            Column("Customer", lambda item: text_cell(item["name"], item["license_label"])),
            _meter_column("active", "licensed"),
            Column("Used", lambda item: _used(item["active"], item["band"] == NOT_COUNTED), "number"),
            count_column("Acquired", "licensed"),
            Column("Share", lambda item: percent_cell(item["percent"], item["over"]), "number"),
        ),
        items[:MOST_BARS],
        "No customer in these groups has acquired seats.",
    )


def _band(item: Mapping[str, Any]) -> Cell:
    return Cell(item["band"].replace("_", " "), _BANDS[item["band"]], tone_of(item["band"]))


def _used(active: Any, not_counted: Any) -> Cell:
    used = seats_used(active, not_counted)
    return Cell(used) if isinstance(used, str) else number_cell(used)


def _meter_column(used: str, maximum: str) -> Column:
    """Return the column with the bar of a use."""
    return Column("Use", lambda item: bar_cell(meter(number(item[used]), number(item[maximum]))), "bar")


def _plan_totals(items: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "plan-totals",
        "Device plans in all",
        "Devices of all services against their plans",
        (
            Column("Plan", lambda item: text_cell(_PLANS[item["plan"]])),
            _meter_column("used", "max"),
            count_column("In use", "used"),
            count_column("Plan", "max"),
            count_column("Services", "services"),
            Column("Over", lambda item: Cell(count_text(item["over"]), tone="bad" if item["over"] else ""), "number"),
        ),
        [item for item in items if item["services"]],
        "No service in these groups has a device plan.",
    )


def _device_plans(items: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "device-plans",
        "Fullest device plans",
        "Services by use of their device plans" + first_of(items),
        (
            Column("Service and plan", lambda item: text_cell(item["name"], _PLANS[item["plan"]])),
            _meter_column("used", "max"),
            count_column("In use", "used"),
            count_column("Plan", "max"),
            count_column("Disconnected", "disconnected"),
        ),
        items[:MOST_BARS],
        "No service in these groups has a device plan.",
    )


def _trial_line(model: Model) -> Table:
    found = slots(model["trial_months"], model["generated_at"])
    return Table(
        "trial-line",
        "Trials on a time line",
        "Trials by the month in which they end; the dashed line above is the day of this report",
        (
            Column("Month", lambda slot: word_cell(slot.label), "word"),
            *(Column(state, _number(_of_state(state)), "number", tone_of(state)) for state in STATES),
        ),
        found if any(sum(slot.counts.values()) for slot in found) else (),
        "No trials with an end date in these groups.",
        "across",
        draw(found, model["generated_at"]),
    )


def _of_state(state: str) -> Callable[[Slot], int]:
    return lambda slot: slot.counts[state]


def _trials(items: Sequence[Mapping[str, Any]]) -> Table:
    """Return the trials in the order of what can still be done: ending next, without a date, ended latest."""
    ended = [item for item in items if item["state"] == "expired"]
    ordered = [item for item in items if item["state"] != "expired"] + ended[::-1]
    return Table(
        "trials",
        "AI Summary trials",
        "Trials: those that end next, then those that ended last" + first_of(items),
        (
            Column(
                "Service",
                lambda item: text_cell(item["name"], "" if item["enabled"] is not False else "service disabled"),
            ),
            Column("State", lambda item: state_cell(item["state"]), "word"),
            Column("Ends", lambda item: word_cell(item["expires"]), "word"),
            count_column("Days left", "days_left"),
        ),
        ordered[:MOST_BARS],
        "No trials in these groups.",
    )


def _groups(items: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "groups",
        "Inventory groups",
        "The groups that this report is about",
        (
            Column("Group", lambda item: text_cell(item["name"])),
            count_column("Hosts", "hosts"),
            count_column("Services", "services"),
            count_column("Customers", "customers"),
            count_column("Left out", "skipped"),
        ),
        items,
        "No groups.",
    )
