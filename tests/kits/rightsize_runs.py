# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of the playbook license_rightsize against a simulator."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from kits import harness
from kits.inventory import service_row
from kits.report_data import raw_customer
from kits.rightsize import CODES, PLAYBOOK_ENV
from simulator import Dataset, Simulator

PLAYBOOK = "audiocodes.live_platform.license_rightsize"
PLAN = "reports/license_rightsize.json"


class Run:
    """Runs of the playbook against a simulator, in a directory that starts empty."""

    def __init__(self, core: harness.Core, folder: Path, sim: Simulator) -> None:
        self.core = core
        self.folder = folder
        self.sim = sim

    def __call__(self, *argv: str | Path, **variables: Any) -> subprocess.CompletedProcess[str]:
        values = {f"license_rightsize_{name}": value for name, value in {"source": "api", **variables}.items()}
        self.sim.clear_requests()
        done = harness.run(
            self.core,
            ["ansible-playbook", PLAYBOOK, "-e", json.dumps(values), *argv],
            env={**self.sim.env(), **PLAYBOOK_ENV},
            cwd=self.folder,
        )
        assert self.sim.env()["LIVE_PLATFORM_CLIENT_SECRET"] not in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def file(self, suffix: str) -> Any:
        """Return the JSON file with a suffix; None if there is none."""
        path = self.folder / "reports" / f"license_rightsize.{suffix}"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def failed(done: subprocess.CompletedProcess[str]) -> str:
    """Return the single error of a failed run."""
    assert done.returncode == 2, done.stdout + done.stderr
    errors = [line for line in done.stdout.splitlines() if line.startswith("fatal: ")]
    assert len(errors) == 1, done.stdout
    return errors[0]


def customers(**license_: tuple[str, int | None, int]) -> Dataset:
    """Return a platform with these customers and one service: name (also GUID) -> license type, seats, seats in use."""
    rows = [raw_customer(name, name, CODES[kind], seats, used) for name, (kind, seats, used) in license_.items()]
    return Dataset(services=[service_row()], customers=rows)
