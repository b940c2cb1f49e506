# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report in PDF where WeasyPrint is missing: nothing is written, and what to install is said."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.action.write_report import ActionModule
from kits.report_data import group_of, sample_hosts


def run(**options: Any) -> dict[str, Any]:
    hosts = sample_hosts()
    groups: dict[str, list[str]] = {"lp_services": [], "lp_customers": []}
    for name, variables in hosts.items():
        groups[group_of(variables)].append(name)
    task = SimpleNamespace(args=options, check_mode=False, diff=False, async_val=0, action="write_report")
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    hostvars = SimpleNamespace(raw_get=hosts.__getitem__)
    found: dict[str, Any] = ActionModule(task, connection, None, None, None, None).run(
        task_vars={"hostvars": hostvars, "groups": groups}
    )
    return found


def test_without_weasyprint_no_file_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    result = run(dest=str(tmp_path / "reports"), formats=["json", "pdf"])
    assert result["failed"]
    assert "the format pdf needs the Python library WeasyPrint, 57.2 or newer" in result["msg"]
    assert result["files"] == []
    assert not (tmp_path / "reports").exists()
