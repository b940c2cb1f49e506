# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV files and workbooks of every job about customers whose names spreadsheets take for something else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import openpyxl

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import document as findings
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import formats as of_findings
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import COLUMNS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_xlsx import render_xlsx
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import document as plans
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import formats as of_plans
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import formats as of_statements
from kits import compliance, rightsize, statement
from kits.report_data import HOSTILE, default_policy, hosts_of, model_of, raw_customer, raw_service, trial

# what Excel, LibreOffice or pandas read as a number, a date, a time, truth, nothing or a formula
LOOKALIKES = (
    *("0042", "00123", "42", "1E5", "343770875748e278", "0455314310359583", "1234567890123456789", "1.5", "1,5", "10%"),
    *("1/2", "1-2", "12:30", "12.11.", "2026-11-22", "2026-11-22T23:30:00", "Mar-26", "1. M\u00e4rz 2026", "Dez 24"),
    *("=1+1", "+49 30 1234", "-4711", "@x", "TRUE", "WAHR", "NA", "None", "nan", "#N/A", "'", "'0042", "(030) 1234"),
)
NAMES = (*LOOKALIKES, *(name for name in HOSTILE if name not in LOOKALIKES))


def customers() -> list[dict[str, Any]]:
    """Return rows of the list of customers, one for each name, with seats used of 100: 91, 92, ..."""
    return [raw_customer(guid(place), name, seats=100, used=91 + place) for place, name in enumerate(NAMES)]


def guid(place: int) -> str:
    """Return a GUID of digits alone."""
    return f"00000000-0000-0000-0000-{place:012}"


def report() -> Model:
    """Return a report with these customers, and services with dates and ids of many digits."""
    services = [
        raw_service(
            42712, "2026-11-22", totalDIDs=50, usedDIDs=7, isEnabled=False, disabledTime="2026-01-02T03:04:05-05:00"
        ),
        raw_service(1_234_567_890_123_456, "12:30", status="ERROR", totalDIDs=5, usedDIDs=5),
        trial(8, "01-12-2026"),
    ]
    return model_of(hosts_of(services, customers()), policy=default_policy())


def compliance_document() -> findings.Document:
    """Return findings about these customers, one of them waived."""
    records = [compliance.customer(guid(place), name=name, full_name=name) for place, name in enumerate(NAMES)]
    waived = [compliance.waiver(rule="r1", scope={"name": "0042"}, owner="00123", until="2026-12-31", reason="=1+1")]
    policy = compliance.loaded(
        compliance.rule(kind="customer", check={"type": "state", "field": "license_type", "in": ["unknown"]}),
        waivers=waived,
    )
    found = evaluate.evaluate([], records, policy, compliance.TODAY)
    population = Population([], records, {}, [])
    now = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)
    return findings.build(found, policy, population, None, now, "inventory", "never", 0)


def plan() -> plans.Document:
    """Return a plan about these customers."""
    entries = rightsize.planned(*(rightsize.customer(guid(place), name=name) for place, name in enumerate(NAMES)))
    return plans.build(entries, rightsize.TODAY, "inventory", [], [])


def statement_document() -> Any:
    """Return a statement about customers with these names, with averages."""
    days = statement.history("2026-11-01", "2026-11-30", used=5)
    more = statement.history("2026-11-01", "2026-11-15", used=6)
    return statement.statement({name: [*days[15:], *more] for name in NAMES})


# job -> the bytes of its CSV file
CSV: dict[str, Callable[[], bytes]] = {
    "report": lambda: render_csv(report(), COLUMNS).encode(),
    "compliance": lambda: of_findings.encoded("csv", compliance_document()),
    "rightsize": lambda: of_plans.encoded("csv", plan()),
    "statement": lambda: of_statements.encoded("csv", statement_document()),
}
# job -> the bytes of its workbook
XLSX: dict[str, Callable[[], bytes]] = {
    "report": lambda: render_xlsx(report()),
    "compliance": lambda: of_findings.encoded("xlsx", compliance_document()),
    "statement": lambda: of_statements.encoded("xlsx", statement_document()),
}
# columns of CSV files that hold no text
NUMBERS = {
    "report": ("active_users", "licensed_users", "dids_total", "dids_used", "usage_percent"),
    "compliance": (),
    "rightsize": ("active_users", "licensed_users", "wanted_licensed_users"),
    "statement": ("acquired_seat_days", "used_seat_days", "used_peak", "days_counted", "customers"),
}
DATES = {
    "report": ("trial_expires", "disabled_time"),
    "compliance": ("waiver_until",),
    "rightsize": (),
    "statement": ("first_count", "used_peak_day"),
}


def lines(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file as Python's own reader has them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def plain(cell: str) -> str:
    """Return the text of a cell: one apostrophe in front is a mark."""
    return cell.removeprefix("'")


_TRUTH: dict[str, Any] = {"=TRUE()": True, "=FALSE()": False}
Cells = dict[tuple[str, str], Any]


def cells(path: Path) -> Cells:
    """Return (sheet, place) -> value of every cell of a workbook that has one; days and times as ISO 8601."""
    found: Cells = {}
    for page in openpyxl.load_workbook(path):
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    # LibreOffice saves true and false as formulas
                    value: Any = _TRUTH.get(str(cell.value), cell.value)
                    found[page.title, cell.coordinate] = (
                        value.isoformat() if isinstance(value, (date, datetime)) else value
                    )
    return found
