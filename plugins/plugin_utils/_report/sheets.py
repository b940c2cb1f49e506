# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as sheets of a workbook: what needs somebody first, then what the page shows, in its words, and all fields last. Pure. Private."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import label_words, tone_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.sheets import (
    PLATFORM,
    Chart,
    Column,
    Sheet,
    attention_sheet,
    filled,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    UNKNOWN,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.charts import BAND_WORDS, MOST_STATES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.detail_sheets import (
    customers_sheet,
    services_sheet,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.fields import (
    full_sheets,
    heading,
    listed,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.figures import figures
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.opening import (
    CHANGE_WORDS,
    WHATS,
    Most,
    sections,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import (
    NOT_COUNTED_TEXT,
    PLAN_LABELS,
    seats_used,
)

_TRIAL_TONES = {"expired": "bad", "expiring": "warn", "active": "good"}


def sheets(model: Model) -> list[Sheet]:
    """Return the sheets of a report, in their order. One that has nothing to say is left out, but for the first and the last ones."""
    found = [
        _changes(model),
        _lapses(model),
        _licenses(model),
        _statuses(model),
        _seat_bands(model),
        _plan_totals(model),
        _trial_months(model),
        _seats(model),
        _devices(model),
        _trials(model),
    ]
    opening = [attention_sheet(model["attention"]["rules"])] if model["attention"]["policy"] else []
    told = [sheet.on(model["platforms"]) for sheet in found if sheet.rows]
    everybody = [filled(sheet.on(model["platforms"])) for sheet in (customers_sheet(model), services_sheet(model))]
    return [*opening, _summary(model), *told, *everybody, *full_sheets(model)]


def _summary(model: Model) -> Sheet:
    """Return the key figures of the page in its words, then every total as a number."""
    rows: list[list[Any]] = [
        ["Title", model["title"], ""],
        ["Generated at", model["generated_at"], "all times of this workbook are UTC"],
        *(["Notice", notice, ""] for notice in model["notices"]),
        ["Platforms", ", ".join(model["platforms"]), ""],
        ["Groups", ", ".join(group["name"] for group in model["groups"]), ""],
        *([part.title, sentence, ""] for part in sections(model, Most(0, 0, 0)) for sentence in part.sentences),
        *([shown.label, shown.value, ", ".join(filter(None, (shown.note, shown.delta)))] for shown in figures(model)),
        *([heading(name), value, ""] for name, value in model["totals"].items()),
        *([f"Instance: {heading(name)}", listed(value), ""] for name, value in (model["pool"] or {}).items()),
    ]
    return Sheet("Summary", [Column("Figure"), Column("Value", "any"), Column("Note")], rows)


def _changes(model: Model) -> Sheet:
    changes = model["changes"]
    rows = [
        [
            CHANGE_WORDS[item["change"]][0],
            *(item[name] for name in ("name", "platform", "kind", "id", "before", "after")),
        ]
        for item in (changes["items"] if changes else ())
    ]
    columns = [Column("Change"), Column("Name"), PLATFORM, Column("Kind"), Column("Id", "id"), Column("Before", "any")]
    return Sheet("Changes", [*columns, Column("Now", "any")], rows)


def _lapses(model: Model) -> Sheet:
    found = model["lapses"]
    rows = [
        [item["date"], item["days_left"], WHATS[item["what"]], item["name"], item["platform"], item["kind"]]
        for item in (*found["next"], *found["lapsed"])
    ]
    columns = [Column("Date", "date"), Column("Days left", "number", "days"), Column("What"), Column("Name"), PLATFORM]
    return Sheet("Lapses", [*columns, Column("Kind")], rows)


def _type_words(item: Mapping[str, Any]) -> str:
    return "not known" if item["license_type"] == UNKNOWN else label_words(str(item["label"]))


def _licenses(model: Model) -> Sheet:
    rows = [
        [
            _type_words(item),
            item["services"],
            item["customers"],
            seats_used(item["seats_active"], item["not_counted"]),
            item["seats_licensed"],
            item["not_counted"],
            item["license_type"],
        ]
        for item in model["license_types"]
    ]
    columns = [
        Column("License type"),
        Column("Services", "number", is_summed=True),
        Column("Customers", "number", is_summed=True),
        Column("Seats used", "number", is_summed=True),
        Column("Seats acquired", "number", is_summed=True),
        Column("Customers that do not count", "number", is_summed=True),
        Column("Name for programs"),
    ]
    chart = Chart("Licenses by type", {"Services": "service", "Customers": "customer"})
    return Sheet("Licenses", columns, rows, chart)


def _statuses(model: Model) -> Sheet:
    """Return services by license type and status: a column for each of the commonest states, and one for the rest."""
    items = model["license_statuses"]
    counts: Counter[str] = Counter()
    for item in items:
        counts.update(item["statuses"])
    # the order of the page: what wants attention first
    common = {state for state, _count in counts.most_common(MOST_STATES)}
    states = [item["status"] for item in model["statuses"] if item["status"] in common]
    rows = []
    for item in items:
        shown = [item["statuses"].get(state, 0) for state in states]
        rows.append([_type_words(item), item["services"], *shown, item["services"] - sum(shown)])
    titles = [state[:40] for state in states]
    columns = [
        Column("License type"),
        Column("Services", "number", is_summed=True),
        *(Column(title, "number", "none is good" if title == "error" else "", is_summed=True) for title in titles),
        Column("in another status", "number", is_summed=True),
    ]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    tones = {column.title: tone_of(column.title) for column in columns[2:]}
    return Sheet("Statuses", columns, rows, Chart("Licenses by type and status", tones))


def _seat_bands(model: Model) -> Sheet:
    items = model["seat_bands"] if any(item["customers"] for item in model["seat_bands"]) else []
    rows = [
        [_words(item["band"]), BAND_WORDS[item["band"]].format(**model["seat_limits"]), item["customers"]]
        for item in items
    ]
    columns = [Column("Use", rule="use"), Column("Seats used"), Column("Customers", "number", is_summed=True)]
    chart = Chart("Customers by use of their seats", {"Customers": "service"})
    return Sheet("Use of seats", columns, rows, chart)


def _words(name: str | None) -> str:
    return (name or "").replace("_", " ")


def _plan_totals(model: Model) -> Sheet:
    rows = [
        [PLAN_LABELS[item["plan"]], *(item[name] for name in ("used", "max", "disconnected", "services", "over"))]
        for item in model["plan_totals"]
        if item["services"]
    ]
    columns = [
        Column("Plan"),
        Column("In use", "number"),
        Column("Maximum", "number"),
        Column("Disconnected", "number"),
        Column("Services", "number"),
        Column("Over", "number", "none is good"),
    ]
    chart = Chart("Device plans in all", {"In use": "service", "Maximum": "none"}, is_clustered=True)
    return Sheet("Device plans", columns, rows, chart)


def _trial_months(model: Model) -> Sheet:
    rows = [[item["month"], *(item[state] for state in _TRIAL_TONES)] for item in model["trial_months"]]
    columns = [Column("Month"), *(Column(state, "number", is_summed=True) for state in _TRIAL_TONES)]
    return Sheet("Trial months", columns, rows, Chart("Trials by the month in which they end", _TRIAL_TONES))


def _seats(model: Model) -> Sheet:
    rows = [
        [
            *(item[name] for name in ("name", "platform", "license_label")),
            _words(item["band"]),
            NOT_COUNTED_TEXT if item["band"] == "not_counted" else item["active"],
            *(item[name] for name in ("licensed", "percent")),
        ]
        for item in model["seats"]
    ]
    columns = [
        Column("Customer"),
        PLATFORM,
        Column("License"),
        Column("Use", rule="use"),
        Column("Seats used", "number", is_summed=True),
        Column("Seats acquired", "number", is_summed=True),
        Column("Share", "percent", "share"),
    ]
    return Sheet("Seats", columns, rows)


def _devices(model: Model) -> Sheet:
    names = ("used", "max", "percent", "disconnected")
    rows = [
        [item["name"], item["platform"], PLAN_LABELS[item["plan"]], *(item[name] for name in names)]
        for item in model["device_plans"]
    ]
    columns = [
        Column("Service"),
        PLATFORM,
        Column("Plan"),
        Column("In use", "number", is_summed=True),
        Column("Maximum", "number", is_summed=True),
        Column("Share", "percent", "share"),
        Column("Disconnected", "number", is_summed=True),
    ]
    return Sheet("Devices", columns, rows)


def _trials(model: Model) -> Sheet:
    names = ("name", "platform", "state", "start", "expires", "days_left", "status", "enabled")
    rows = [[item[name] for name in names] for item in model["trials"]]
    columns = [
        Column("Service"),
        PLATFORM,
        Column("State", rule="trial"),
        Column("Start", "date"),
        Column("Ends", "date"),
        Column("Days left", "number", "days"),
        Column("Status"),
        Column("Enabled", "bool"),
    ]
    return Sheet("Trials", columns, rows)
