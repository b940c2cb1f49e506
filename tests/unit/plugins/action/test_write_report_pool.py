# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The license of the instance in the report: every format, and what is said where it cannot be counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl

from ansible_collections.audiocodes.live_platform.plugins.action.write_report import ActionModule
from kits.harness import ROOT
from kits.report_data import hosts_of, raw_customer
from kits.report_pages import Page
from kits.written import acted

SCHEMA = json.loads(
    (ROOT / "roles" / "license_report" / "files" / "license_report.schema.json").read_text(encoding="utf-8")
)
AT: dict[str, Any] = {"generated_at": "2026-11-22T08:00:00Z", "formats": ["html", "csv", "json", "xlsx", "md"]}
ASKED: dict[str, Any] = {"pool_users": 100, "pool_tenants": 2, "pool_expires": "2026-12-01"}


def hosts(platform: str = "lab") -> dict[str, dict[str, Any]]:
    """Three customers of a platform, with 96 acquired seats of which 3 are in use."""
    found = hosts_of(customers=[raw_customer(f"{platform}-{n}", f"{platform} {n}", seats=32) for n in (1, 2, 3)])
    read = {"lp_platform": platform, "lp_read": {platform: ["customers"]}}
    return {name: {**variables, **read} for name, variables in found.items()}


def model(tmp_path: Path) -> dict[str, Any]:
    """The JSON report, which the schema allows."""
    found: dict[str, Any] = json.loads((tmp_path / "license_report.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def test_every_format_shows_it(tmp_path: Path) -> None:
    result = acted(ActionModule, hosts(), **AT, **ASKED, dest=str(tmp_path))
    assert result["status"] == "ok", result
    assert model(tmp_path)["pool"] == result["summary"]["pool"]
    assert result["summary"]["pool"]["users_band"] == "warning"
    users, tenants = "96 of 100 acquired by customers (96.0 %): warning", "3 of 2 customers (150.0 %): over"
    shown = [" ".join(line.split()) for line in result["table"]]
    assert f"Users of the instance {users}" in shown
    assert f"Tenants of the instance {tenants}" in shown
    assert "License of the instance ends on 2026-12-01, in 9 days" in shown
    markdown = (tmp_path / "license_report.md").read_text(encoding="utf-8")
    assert "| Users of the instance | 96 of 100 acquired by customers \\(96.0 &#37;\\)&#58; warning |" in markdown
    html = (tmp_path / "license_report.html").read_text(encoding="utf-8")
    figures = {name: text for name, text in Page(html).figures.items() if name.startswith("pool")}
    assert figures == {"pool_users": "96 of 100", "pool_tenants": "3 of 2", "pool_expires": "2026-12-01"}
    for note in ("96.0%, warning, 3 in use", "150.0%, over, license of the whole instance", "9 days left"):
        assert note in html
    rows = openpyxl.load_workbook(tmp_path / "license_report.xlsx")["Summary"].iter_rows(values_only=True)
    cells = {str(row[0]): row[1] for row in rows}
    assert cells["Instance: Users acquired"] == 96
    assert cells["Instance: Tenants band"] == "over"


def test_what_needs_somebody_and_what_lapses(tmp_path: Path) -> None:
    acted(ActionModule, hosts(), **AT, **ASKED, dest=str(tmp_path))
    found = model(tmp_path)
    needing = {entry["rule"]: entry for entry in found["attention"]["rules"] if entry["kind"] == "instance"}
    assert set(needing) == {"pool-users-near-limit", "pool-tenants-over", "pool-expiring"}
    assert {tuple(entry["subjects"]) for entry in needing.values()} == {("instance:lab",)}
    assert needing["pool-users-near-limit"]["stake"] == {"amount": 4, "unit": "seats"}
    assert needing["pool-expiring"]["stake"] == {"amount": 9, "unit": "days"}
    assert [(item["what"], item["subject"], item["days_left"]) for item in found["lapses"]["next"]] == [
        ("pool", "instance:lab", 9)
    ]


def test_nobody_who_does_not_ask_sees_it(tmp_path: Path) -> None:
    result = acted(ActionModule, hosts(), **AT, dest=str(tmp_path))
    assert model(tmp_path)["pool"] is None
    assert result["summary"]["pool"] is None
    assert not [rule for rule in model(tmp_path)["attention"]["rules"] if rule["kind"] == "instance"]
    for suffix in ("html", "md"):
        text = (tmp_path / f"license_report.{suffix}").read_text(encoding="utf-8")
        assert "of the instance" not in text
    assert not [line for line in result["table"] if "instance" in line]


def test_a_limit_does_not_make_the_pool_smaller(tmp_path: Path) -> None:
    known = hosts()
    result = acted(ActionModule, known, **AT, **ASKED, dest=str(tmp_path), hosts=[next(iter(known))])
    assert result["summary"]["pool"]["users_acquired"] == 96
    assert result["summary"]["totals"]["seats_licensed"] == 32


def test_groups_that_lack_customers_make_it_unknown(tmp_path: Path) -> None:
    known = {name: {**variables, "lp_rows": {"lab": {"customers": 4}}} for name, variables in hosts().items()}
    result = acted(ActionModule, known, **AT, **ASKED, dest=str(tmp_path))
    said = "the instance's pool is not judged: the job sees 3 of the platform's 4 customers"
    assert said in result["warnings"]
    assert (result["status"], model(tmp_path)["pool"]["message"]) == ("warning", said)
    html = (tmp_path / "license_report.html").read_text(encoding="utf-8")
    assert "not all customers are in this report; 100 licensed" in html
    assert "unknown of 100" in " ".join(result["table"])


def test_two_platforms_are_refused(tmp_path: Path) -> None:
    result = acted(ActionModule, hosts() | hosts("field"), **AT, **ASKED, dest=str(tmp_path))
    assert result["status"] == "error"
    assert "are about one platform, and there are 2 here: field, lab" in result["msg"]


def test_what_the_inventory_source_leaves_out_is_unknown_and_not_zero(tmp_path: Path) -> None:
    """Of customers that services carry, too."""
    service = {"id": 1, "name": "s", "umpId": "lab-1", "licenseType": "PRO", "status": "OK"}
    known = hosts_of([service], [raw_customer("lab-1", "carried", seats=50)])
    known = {
        name: {key: value for key, value in variables.items() if key != "lp_customer_licensed_users"}
        for name, variables in known.items()
    }
    result = acted(ActionModule, known, **AT, **ASKED, dest=str(tmp_path))
    pool = result["summary"]["pool"]
    assert (pool["users_acquired"], pool["users_band"], pool["tenants_used"]) == (None, None, 1)
    assert any("lp_customer_licensed_users" in text for text in result["warnings"])
