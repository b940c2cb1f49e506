# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles write metrics and send them to a gateway, as people run them."""

from __future__ import annotations

import json
import stat
import subprocess
from pathlib import Path
from typing import Any

from kits import harness
from kits.metrics import gateway, read, values
from kits.statement import Run, dataset, history
from simulator import Simulator

DAY = {"compliance_reference_date": "2026-11-22", "license_report_generated_at": "2026-11-22T08:00:00Z"}
PASSWORD = "gateway-password-0815"
QUIET = {
    "ANSIBLE_LOCALHOST_WARNING": "false",
    "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
    "ANSIBLE_NOCOLOR": "true",
    "ANSIBLE_SHOW_CUSTOM_STATS": "true",
}


def run(
    core: harness.Core, folder: Path, sim: Simulator, playbook: str, *argv: str, **variables: Any
) -> subprocess.CompletedProcess[str]:
    """Run a playbook about the platform itself."""
    return harness.run(
        core,
        ["ansible-playbook", f"audiocodes.live_platform.{playbook}", "-e", json.dumps(DAY | variables), *argv],
        env={**QUIET, **sim.env(), "LIVE_PLATFORM_PLATFORM_NAME": "lab"},
        cwd=folder,
    )


def push(url: str, role: str) -> dict[str, Any]:
    """Variables of a role for a gateway with a password."""
    given = {"url": url, "username": "reports", "password": PASSWORD, "retries": 0}
    return {f"{role}_metrics_push_{name}": value for name, value in given.items()}


def test_report_and_findings_in_one_folder(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """And on one gateway. No password is in the output, however much of it there is."""
    with gateway() as place:
        done = run(
            core,
            tmp_path,
            sim,
            "compliance_report",
            "-vvv",
            compliance_source="api",
            compliance_formats="json,prometheus",
            license_report_formats=["json", "prometheus"],
            **push(place.url, "compliance"),
            **push(place.url, "license_report"),
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "reports").iterdir()}
    assert modes == {
        "compliance.json": 0o640,
        "license_report.json": 0o640,
        "compliance.prom": 0o644,
        "license_report.prom": 0o644,
    }
    texts = {name: (tmp_path / "reports" / f"{name}.prom").read_bytes() for name in ("license_report", "compliance")}
    report, findings = read(texts["license_report"]), read(texts["compliance"])
    assert not report.keys() & findings.keys()
    totals = json.loads((tmp_path / "reports/license_report.json").read_text(encoding="utf-8"))["totals"]
    assert sum(values(report, "services", platform="lab")) == totals["services"] == 6
    assert sum(values(report, "seats_acquired", platform="lab")) == totals["seats_licensed"]
    told = json.loads((tmp_path / "reports/compliance.json").read_text(encoding="utf-8"))
    assert sum(values(findings, "findings", status="open", severity="high")) == told["counts"]["high"] > 0
    assert [group for _method, group, _headers, _text in place.received] == [
        {"job": "live_platform", "platform": "lab", "report": name} for name in ("compliance", "license_report")
    ]
    assert all(headers["Authorization"].startswith("Basic ") for _m, _g, headers, _t in place.received)


def test_what_is_not_delivered_fails_the_role_when_everything_else_is_done(
    core: harness.Core, sim: Simulator, tmp_path: Path
) -> None:
    with gateway(400, f"no {PASSWORD}") as place:
        done = run(
            core,
            tmp_path,
            sim,
            "license_report",
            license_report_source="api",
            license_report_formats="prometheus",
            **push(place.url, "license_report"),
        )
    assert done.returncode == 2
    assert "Fail if the metrics were not delivered" in done.stdout
    assert "the metrics were not delivered to the gateway for lab: HTTP 400: no ***" in done.stdout
    assert PASSWORD not in done.stdout + done.stderr
    result = json.loads(done.stdout.partition("CUSTOM STATS:")[2].partition("RUN:")[2])["license_report_result"]
    assert (result["status"], result["metrics_push"]["state"], result["written"]) == ("ok", "undelivered", True)
    assert (tmp_path / "reports" / "license_report.prom").is_file()


def test_check_mode_writes_and_sends_nothing(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    with gateway() as place:
        done = run(
            core,
            tmp_path,
            sim,
            "license_report",
            "--check",
            "--diff",
            license_report_source="api",
            license_report_formats="prometheus",
            **push(place.url, "license_report"),
        )
    assert done.returncode == 0, done.stdout
    assert place.received == []
    assert not (tmp_path / "reports").exists()
    assert "license_report.prom" in done.stdout
    assert '"would send: lab"' in done.stdout


def test_statements_of_two_months_in_one_folder(core: harness.Core, tmp_path: Path) -> None:
    data = dataset(acme=history("2026-10-01", "2026-11-30", 10, 4), beta=history("2026-10-01", "2026-11-30", 20, 5))
    with Simulator(data) as sim, gateway() as place:
        start = Run(core, tmp_path, sim)
        resellers = [{"customer": "acme", "reseller": "R1"}, {"customer": "beta", "reseller": "R2"}]
        for month in ("2026-10", "2026-11"):
            done = start(
                month=month,
                formats="json,prometheus",
                resellers=resellers,
                per_reseller=True,
                metrics_per_customer=True,
                metrics_push_url=place.url,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    files = sorted((tmp_path / "reports").glob("*.prom"))
    # resellers have files of the other formats; here they are labels
    assert [path.name for path in files] == ["license_statement-2026-10.prom", "license_statement-2026-11.prom"]
    first, second = (read(path.read_bytes()) for path in files)
    assert not first.keys() & second.keys()
    total = start.document()["total"]
    assert sum(values(second, "seats_acquired", month="2026-11")) == total["acquired_last"] == 30
    assert values(second, "seats_used", reseller="R2", customer="beta", customer_id="beta") == [5]
    assert {group["report"] for _method, group, _headers, _text in place.received} == {"license_statement"}
