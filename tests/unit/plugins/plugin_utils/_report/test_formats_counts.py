# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same data in every format gives the same counts, whatever the names are."""

from __future__ import annotations

import io
import json
from collections import Counter, defaultdict
from typing import Any

import openpyxl
import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import COLUMNS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report import charts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_markdown import render_markdown
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_text import render_table, summarize
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_xlsx import render_xlsx
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.details import details
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.fields import (
    ALL_CUSTOMERS,
    ALL_SERVICES,
    heading,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from kits.report_data import hostile_hosts, hosts_of, many_hosts, model_of, raw_customer, sample_hosts
from kits.report_pages import Page, read_csv, read_markdown


def generated_hosts() -> dict[str, dict[str, Any]]:
    """Return hosts with something of everything."""
    return many_hosts(150)


def many_hostile_hosts() -> dict[str, dict[str, Any]]:
    """Return hostile names, and customers over their seats among them."""
    return hostile_hosts() | hosts_of(customers=[raw_customer("full", "=over|<b>", seats=1, used=2)])


@pytest.fixture(params=[sample_hosts, many_hostile_hosts, generated_hosts, dict], ids=lambda made: made.__name__)
def model(request: pytest.FixtureRequest) -> Model:
    return model_of(request.param())


Sheets = defaultdict[str, list[dict[str, Any]]]


def sheets_of(model: Model) -> Sheets:
    """Return the rows of the workbook's sheets by their headings, without the last one with sums, which are those of the rows."""
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(model)))
    found: Sheets = defaultdict(list)
    for page in book:
        heads, *lines = page.iter_rows(values_only=True)
        rows: list[dict[str, Any]] = [dict(zip(map(str, heads), line, strict=True)) for line in lines]
        if page.auto_filter.ref != page.dimensions:
            sums = rows.pop()
            assert sums.pop(str(heads[0])) == "Total"
            for title, value in sums.items():
                assert value is None or value == sum(row[title] for row in rows if isinstance(row[title], (int, float)))
        found[page.title] = rows
    return found


def numbers(text: str) -> int:
    return int(text.replace(",", ""))


class Shown:
    """A model in every format, each read back."""

    def __init__(self, model: Model) -> None:
        self.totals = model["totals"]
        self.page = Page(render_html(model))
        self.lines = read_csv(render_csv(model, COLUMNS))
        self.document = json.loads(render_json(model))
        self.sheets = sheets_of(model)
        self.ticket = render_markdown(model)
        self.tickets = read_markdown(self.ticket)
        self.figures = {name: numbers(count) for name, count in self.tickets["Figures"]}
        self.table = render_table(model)
        self.summary = summarize(model)


@pytest.fixture
def shown(model: Model) -> Shown:
    return Shown(model)


def test_counts_are_equal_in_all_formats(model: Model, shown: Shown) -> None:
    totals, page, lines, document = shown.totals, shown.page, shown.lines, shown.document
    sheets, tickets, figures = shown.sheets, shown.tickets, shown.figures

    # hosts, services, customers
    kinds = Counter(line["kind"] for line in lines)
    assert document["totals"] == shown.summary["totals"] == totals
    assert len(document["rows"]) == len(lines) == totals["hosts"]
    assert f"Inventory: {totals['hosts']} hosts of the groups " in shown.ticket.splitlines()[-1]
    services = [kinds["service"], len(page.tables.get("services", [])), figures["Services"]]
    services += [len(sheets["Services"]), len(sheets[ALL_SERVICES])]
    assert set(services) == {totals["services"]}
    customers = [len(page.tables.get("customers", [])), figures["Customers"]]
    customers += [len(sheets["Customers"]), len(sheets[ALL_CUSTOMERS])]
    assert set(customers) == {totals["customers"]}
    assert kinds["customer"] == totals["customers_without_service"]
    assert numbers(page.figures["services"]) == totals["services"]
    assert numbers(page.figures["customers"]) == totals["customers"]
    services_ = f"{totals['services']} service{'' if totals['services'] == 1 else 's'} "
    assert any(line.startswith(services_) for line in shown.table[:3])
    assert f"Inventory: {totals['hosts']} hosts of " in shown.table[-1]
    summary = {row["Figure"]: row["Value"] for row in sheets["Summary"]}
    assert {name: summary[heading(name)] for name in totals} == totals

    # licenses by type, in every format with the same numbers in the same order
    wanted = [[item["services"], item["customers"]] for item in model["license_types"]]
    assert [[numbers(row[2]), numbers(row[3])] for row in page.tables.get("license-types", [])] == wanted
    assert [[row["Services"], row["Customers"]] for row in sheets["Licenses"]] == wanted
    assert [[int(row[1]), int(row[2])] for row in tickets.get("Licenses by type", [])] == wanted
    assert [[item["services"], item["customers"]] for item in document["license_types"]] == wanted
    by_type = Counter(line["license_type"] for line in lines if line["kind"] == "service")
    assert sorted(by_type.values()) == sorted(count for count, _customers in wanted if count)
    assert sum(numbers(row[2]) for row in page.tables.get("license-statuses", [])) == totals["services"]

    # services by status
    states = [item["services"] for item in model["statuses"]]
    assert [numbers(row[2]) for row in page.tables.get("statuses", [])] == states
    assert [int(count) for _state, count in tickets.get("Services by status", [])] == states
    assert sum(row["Services"] for row in sheets["Statuses"]) == sum(states) == totals["services"]
    of_states = [
        value for row in sheets["Statuses"] for title, value in row.items() if title not in ("License type", "Services")
    ]
    assert sum(of_states) == totals["services"]
    assert sorted(Counter(line["status"] for line in lines if line["kind"] == "service").values()) == sorted(states)


def test_seats_trials_and_devices_are_equal_in_all_formats(shown: Shown) -> None:
    totals, page, sheets, figures = shown.totals, shown.page, shown.sheets, shown.figures
    used = totals["seats_active"] - totals["seats_active_unplanned"]
    countable = totals["seats_licensed"] - totals["seats_not_counted"]
    assert f"{used} of {countable}" in "\n".join(shown.table)
    assert (figures["Seats used"], figures["Seats acquired"]) == (used, totals["seats_licensed"])
    of_types = sum(0 if row[3] == "not counted" else int(row[3]) for row in shown.tickets.get("Licenses by type", []))
    assert figures["Seats used"] + figures["Seats used where no number was acquired"] == of_types
    assert (
        sum(row["Seats used"] or 0 for row in sheets["Seats"] if row["Use"] != "not counted") == totals["seats_active"]
    )
    assert sum(row["Seats acquired"] or 0 for row in sheets["Seats"]) == totals["seats_licensed"]
    if totals["seats_licensed"]:
        assert page.figures["seats"] == f"{used:,} of {countable:,}"
    over = sum(row["Use"] in ("over", "grace") for row in sheets["Seats"])
    bands = {row[0]: numbers(row[2]) for row in page.tables.get("seat-bands", [])}
    assert over == figures["Customers over their seats"] == totals["customers_over"]
    assert bands.get("over", 0) + bands.get("grace", 0) == totals["customers_over"]
    ends = Counter(row["State"] for row in sheets["Trials"])
    assert ends["expired"] == figures["Trials expired"] == totals["trials_expired"]
    assert sum(numbers(row[1]) for row in page.tables.get("trial-line", [])) == totals["trials_expired"]
    assert numbers(page.figures["trials"]) == ends["expiring"] == totals["trials_expiring"]
    of_plan = {
        plan: sum(row["In use"] for row in sheets["Devices"] if row["Plan"] == f"{plan} devices")
        for plan in ("Personal", "Meeting")
    }
    assert of_plan == {"Personal": totals["devices_personal"], "Meeting": totals["devices_meeting"]}
    plans = {row[0]: numbers(row[2]) for row in page.tables.get("plan-totals", [])}
    assert plans.get("Personal devices", 0) == totals["devices_personal"]


def test_a_customer_over_its_seats_is_marked_however_little_it_is() -> None:
    """201 of 200 seats are never 100 %, however the share is rounded."""
    model = model_of(hosts_of([], [raw_customer("g", "a", seats=200, used=201)]))
    tables = [table for table in (charts.seats(model), *details(model)) if table.id in ("seats", "customers")]
    shares = [(cell.text, cell.tone) for table in tables for row in table.cells() for cell in row if "%" in cell.text]
    assert shares == [("101%", "bad"), ("101%", "bad")]
