# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The byte order mark of CSV files: the same option in every job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.action import write_compliance, write_report
from kits.report_data import sample_hosts
from kits.rightsize_actions import plan
from kits.written import acted

MARK = b"\xef\xbb\xbf"


def report(dest: Path, **options: Any) -> dict[str, Any]:
    return acted(write_report.ActionModule, sample_hosts(), dest=str(dest), **options)


def compliance(dest: Path, **options: Any) -> dict[str, Any]:
    return acted(write_compliance.ActionModule, sample_hosts(), dest=str(dest), **options)


def rightsize(dest: Path, **options: Any) -> dict[str, Any]:
    return plan(sample_hosts(), dest=str(dest), **options)


@pytest.mark.parametrize("job", [report, compliance, rightsize])
def test_only_the_csv_file_has_the_mark_and_only_where_it_is_asked_for(job: Any, tmp_path: Path) -> None:
    assert not job(tmp_path / "plain").get("failed")
    assert not job(tmp_path / "marked", csv_bom="yes").get("failed")
    (plain,) = (tmp_path / "plain").glob("*.csv")
    assert (tmp_path / "marked" / plain.name).read_bytes() == MARK + plain.read_bytes()
    assert not plain.read_bytes().startswith(MARK)
    others = [path for path in (tmp_path / "marked").iterdir() if path.suffix != ".csv"]
    assert len(others) >= 2
    assert not [path.name for path in others if MARK in path.read_bytes()]


def test_a_plan_beside_its_own_csv_file_is_written_whether_that_has_the_mark_or_not(tmp_path: Path) -> None:
    assert rightsize(tmp_path, csv_bom=True)["summary"]["verdict"] == "ok"
    assert rightsize(tmp_path, formats=["json"])["summary"]["verdict"] == "ok"
