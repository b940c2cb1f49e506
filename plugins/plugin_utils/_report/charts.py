# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tables of counts with their bars in the HTML report: one function for each table. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import (
    NOT_COUNTED,
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
    label_words,
    longest_use,
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
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import percent
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.stakes import when_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import UNKNOWN
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.opening import WHATS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.timeline import STATES, Slot, draw, slots
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import seats_used

# dates in the tables of what lapses; the services' table has every one
MOST_DATES = 12
# columns of states in the table of licenses by type and status
MOST_STATES = 7

# tones from bad to good, as states stand in a stacked bar
_STATE_TONES = ("bad", "warn", "none", "good")

_PLANS = {"personal": "Personal devices", "meeting": "Meeting devices", "ai_summary": "AI Summary devices"}

# band -> its words; the percents are those of the report's limits
BAND_WORDS = {
    "over": "more than {grace_percent:g} % of those acquired",
    "grace": "more than acquired",
    "warning": "{warning_percent:g} % or more",
    "ok": "less than {warning_percent:g} %",
    "unused": "none used",
    "not_counted": "users do not count",
}


def license_types(model: Model) -> Table:
    """Return services, customers and seats by license type, each type with its share of all."""
    items = model["license_types"]
    totals = model["totals"]
    counts = [item["services"] + item["customers"] for item in items]
    most, whole = max(counts, default=0), sum(counts)
    seats = _seats_of_all(totals)
    return Table(
        "license-types",
        "Licenses by type",
        f"In all: {count_text(totals['services'])} services, {count_text(totals['customers'])} customers" + seats,
        (
            Column("License type", lambda item: text_cell(_type_words(item))),
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
            Column(
                "Of all",
                lambda item: percent_cell(percent(item["services"] + item["customers"], whole), None),
                "number",
            ),
        ),
        items,
        "No licenses.",
        "across",
    )


def _type_words(item: Mapping[str, Any]) -> str:
    """Return the name of a license type; words where the platform names none."""
    return "not known" if item["license_type"] == UNKNOWN else label_words(str(item["label"]))


def _seats_of_all(totals: Mapping[str, Any]) -> str:
    if not totals["seats_licensed"]:
        return ""
    return f", {count_text(totals['seats_licensed'])} seats acquired"


def license_statuses(model: Model) -> Table:
    """Return services by license type and status: a column for each of the commonest states, and one for the rest."""
    items = model["license_statuses"]
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
            Column("License type", lambda item: text_cell(_type_words(item))),
            Column("Statuses", lambda item: bar_cell(pieces(item)), "bar"),
            count_column("Services", "services"),
            *(Column(title, _number(counted), "number", tone) for title, tone, counted in parts),
        ),
        items,
        "No services.",
        "across",
    )


def _number(count: Callable[[Any], int]) -> Callable[[Any], Cell]:
    return lambda item: number_cell(count(item))


def statuses(model: Model) -> Table:
    items = model["statuses"]
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
        "No services.",
    )


def seat_bands(model: Model) -> Table:
    items = model["seat_bands"]
    most = max((item["customers"] for item in items), default=0)
    return Table(
        "seat-bands",
        "Customers by use of their seats",
        "Customers with acquired seats, by how much of them is used",
        (
            Column("Use", partial(_band, model["seat_limits"]), "word"),
            Column("Share", lambda item: bar_cell(stack([(tone_of(item["band"]), item["customers"])], most)), "bar"),
            count_column("Customers", "customers"),
        ),
        items if most else (),
        "No customer has acquired seats.",
    )


def seats(model: Model) -> Table:
    items = model["seats"]
    shown = items[:MOST_BARS]
    return Table(
        "seats",
        "Seats used against acquired",
        "Customers by use of their seats" + first_of(items),
        (
            Column("Customer", lambda item: text_cell(item["name"])),
            *_platforms(model),
            _meter_column("active", "licensed", shown),
            Column("Used", lambda item: _used(item["active"], item["band"] == NOT_COUNTED), "number"),
            count_column("Acquired", "licensed"),
            Column("Share", lambda item: percent_cell(item["percent"], item["over"]), "number"),
        ),
        shown,
        "No customer has acquired seats.",
    )


def _band(limits: Mapping[str, float], item: Mapping[str, Any]) -> Cell:
    return Cell(item["band"].replace("_", " "), BAND_WORDS[item["band"]].format(**limits), tone_of(item["band"]))


def _used(active: Any, not_counted: Any) -> Cell:
    used = seats_used(active, not_counted)
    return Cell(used) if isinstance(used, str) else number_cell(used)


def _meter_column(used: str, maximum: str, items: Sequence[Mapping[str, Any]]) -> Column:
    """Return the column with the bars of a use, all drawn on one scale."""
    longest = longest_use((number(item[used]), number(item[maximum])) for item in items)
    return Column("Use", lambda item: bar_cell(meter(number(item[used]), number(item[maximum]), longest)), "bar")


def _platforms(model: Model) -> list[Column]:
    """Return the column of platforms, where there is more than one."""
    return [Column("Platform", lambda item: text_cell(item["platform"]))] if len(model["platforms"]) > 1 else []


def plan_totals(model: Model) -> Table:
    items = [item for item in model["plan_totals"] if item["services"]]
    return Table(
        "plan-totals",
        "Device plans in all",
        "Devices of all services against their plans",
        (
            Column("Plan", lambda item: text_cell(_PLANS[item["plan"]])),
            _meter_column("used", "max", items),
            count_column("In use", "used"),
            count_column("Plan", "max"),
            count_column("Services", "services"),
            Column("Over", lambda item: Cell(count_text(item["over"]), tone="bad" if item["over"] else ""), "number"),
        ),
        items,
        "No service has a device plan.",
    )


def device_plans(model: Model) -> Table:
    items = model["device_plans"]
    shown = items[:MOST_BARS]
    return Table(
        "device-plans",
        "Fullest device plans",
        "Services by use of their device plans" + first_of(items),
        (
            Column("Service", lambda item: text_cell(item["name"])),
            *_platforms(model),
            Column("Plan", lambda item: word_cell(_PLANS[item["plan"]].removesuffix(" devices")), "word"),
            _meter_column("used", "max", shown),
            count_column("In use", "used"),
            count_column("Plan", "max"),
            count_column("Disconnected", "disconnected"),
        ),
        shown,
        "No service has a device plan.",
    )


def trial_line(model: Model) -> Table:
    """Return the trials by the month in which they end, drawn on a time line; months without any are only on the line."""
    found = slots(model["trial_months"], model["generated_at"])
    filled = [slot for slot in found if any(slot.counts.values())]
    return Table(
        "trial-line",
        "Trials on a time line",
        "Trials by the month in which they end; the dashed line above is the day of this report",
        (
            Column("Month", lambda slot: word_cell(slot.label), "word"),
            *(Column(state, _number(_of_state(state)), "number", tone_of(state)) for state in STATES),
        ),
        filled,
        "No trials with an end date.",
        "across",
        draw(found, model["generated_at"]),
    )


def _of_state(state: str) -> Callable[[Slot], int]:
    return lambda slot: slot.counts[state]


def ends_next(model: Model) -> Table:
    """Return what ends from today on, the soonest first."""
    return _lapses("ends-next", "Ends next", "What ends, the soonest first", model["lapses"]["next"], model)


def has_ended(model: Model) -> Table:
    """Return what has ended, the latest first."""
    return _lapses("has-ended", "Has ended", "What has ended, the latest first", model["lapses"]["lapsed"], model)


def _lapses(ident: str, title: str, caption: str, items: Sequence[Mapping[str, Any]], model: Model) -> Table:
    more = f" (the first {MOST_DATES} of {len(items):,})" if len(items) > MOST_DATES else ""
    return Table(
        ident,
        title,
        caption + more,
        (
            Column("Whose", lambda item: text_cell(item["name"])),
            *_platforms(model),
            Column("What", lambda item: text_cell(WHATS[item["what"]])),
            Column("Day", lambda item: word_cell(item["date"]), "word"),
            Column("When", lambda item: Cell(when_text(item["days_left"])), "word"),
        ),
        items[:MOST_DATES],
        "Nothing.",
    )
