# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Histories of customers, and runs of the playbook license_statement against a simulator."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.lists import usage_counts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import mailing
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Customer,
    Document,
    Frame,
    build,
    customer_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import Month, month_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.options import StatementOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.reading import Found
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.usage import counts_of, line
from kits import harness
from kits.inventory import service_row
from kits.report_data import raw_customer
from kits.rightsize import CODES, PLAYBOOK_ENV
from simulator import Dataset, Simulator

PLAYBOOK = "audiocodes.live_platform.license_statement"
MONTH = "2026-11"
# the day on which the statements of the tests are made
TODAY = dt.date(2026, 12, 1)
FACTORS = {"Managed Service Numbers": True}


def count_row(
    when: str,
    seats: Any,
    used: Any,
    factors: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A row of "Get License Info for Service", with what a statement reads of it."""
    return {
        "lastUpdate": when,
        "acquiredLicenses": seats,
        "currentlyLicensed": used,
        "LicenseFactors": dict(FACTORS if factors is None else factors),
    }


def history(first: str, last: str, seats: int = 10, used: int = 5, missing: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Rows of all days from the first to the last one, made at noon, but those that are missing."""
    day, end, gone = dt.date.fromisoformat(first), dt.date.fromisoformat(last), set(missing)
    rows = []
    while day <= end:
        if day.isoformat() not in gone:
            rows.append(count_row(f"{day}T12:00:00.0000000+00:00", seats, used))
        day += dt.timedelta(days=1)
    return rows


def dataset(**histories: list[dict[str, Any]]) -> Dataset:
    """A platform with these customers, all of OC Pro; the name is the GUID as well."""
    rows = [raw_customer(name, name, CODES["oc_pro"], 10, 5) for name in histories]
    data = Dataset(services=[service_row()], customers=rows)
    data.license_history.update(histories)
    return data


class Run:
    """Runs of the playbook against a simulator, in a directory that is empty at first."""

    def __init__(self, core: harness.Core, folder: Path, sim: Simulator) -> None:
        self.core = core
        self.folder = folder
        self.sim = sim

    def __call__(self, *argv: str | Path, env: Any = None, **variables: Any) -> subprocess.CompletedProcess[str]:
        """Run it with variables of the role, `env` on top of the environment."""
        values = {
            f"license_statement_{name}": value for name, value in {"reference_date": str(TODAY), **variables}.items()
        }
        self.sim.clear_requests()
        done = harness.run(
            self.core,
            ["ansible-playbook", PLAYBOOK, "-e", json.dumps(values), *argv],
            env={**self.sim.env(), **PLAYBOOK_ENV, **(env or {})},
            cwd=self.folder,
        )
        assert self.sim.env()["LIVE_PLATFORM_CLIENT_SECRET"] not in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def path(self, suffix: str = "json", month: str = MONTH) -> Path:
        return self.folder / "reports" / f"license_statement-{month}.{suffix}"

    def document(self, month: str = MONTH) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.path("json", month).read_text(encoding="utf-8"))
        return data

    def files(self) -> dict[str, bytes]:
        """Name -> content of every file that was written."""
        folder = self.folder / "reports"
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def published(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The result that a run hands on to later jobs."""
    text = done.stdout.partition("CUSTOM STATS:")[2].partition("RUN:")[2]
    result: dict[str, Any] = json.loads(text)["license_statement_result"]
    assert len(json.dumps(result)) < 4096
    return result


def record(guid: str, name: str | None = None, license_type: str = "oc_pro", **more: Any) -> dict[str, Any]:
    """What a statement reads of a customer's record."""
    name = guid if name is None else name
    return {
        "ump_customer_guid": guid,
        "name": name,
        "full_name": name,
        "license_type": license_type,
        "unread": [],
        **more,
    }


def lines_of(histories: Mapping[str, list[dict[str, Any]]], month: Month, today: dt.date = TODAY) -> list[Customer]:
    """The customers of a statement: name -> rows; of no reseller."""
    days = month.days_until(today)
    return [
        customer_of(record(name), line(counts_of(usage_counts(rows), days, month.zone, "oc_pro"), days), "not assigned")
        for name, rows in histories.items()
    ]


def statement(histories: Mapping[str, list[dict[str, Any]]], *, today: dt.date = TODAY, **more: Any) -> Document:
    """The statement of a month: name -> rows. `more` are parts of its frame."""
    month = month_of(MONTH, "UTC", today)
    return build(Frame(month, today, "live.example.com", **more), lines_of(histories, month, today), [], None)


def found_by(
    options: StatementOptions, histories: Mapping[str, list[dict[str, Any]]], resellers: Mapping[str, str]
) -> Found:
    """What is read of a platform that says this of its customers, as the action's options want it."""
    mailing.check(options.mail_to, [resellers[name] for name in histories])
    lines = lines_of(histories, options.month, options.today)
    return Found([{**item, "reseller": resellers[item["guid"]]} for item in lines], [], [])
