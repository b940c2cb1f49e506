# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make simulator`, as a newcomer uses it: what it prints is typed into a second shell, in the checkout."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from kits.harness import ROOT

SECONDS = 120


def test_what_it_prints_can_be_typed(tmp_path: Path) -> None:
    env_file = tmp_path / "simulator.env"
    argv = [
        sys.executable,
        "-m",
        "simulator",
        "--guide",
        "--env-file",
        str(env_file),
        "--services",
        "9",
        "--customers",
        "5",
    ]
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    with subprocess.Popen(
        argv, cwd=ROOT, env={**os.environ, "PYTHONPATH": "tests"}, stdout=subprocess.PIPE, text=True
    ) as simulator:
        assert simulator.stdout
        # it ends with an empty line, and then says nothing more
        printed = [next(simulator.stdout) for _line in range(8)]
        try:
            assert "with 9 services and 5 customers: http://" in printed[0]
            typed = "".join(line[2:] for line in printed if line.startswith("  "))
            assert typed.count("ansible-") == 2
            # the report belongs to this test, not to the checkout
            typed = typed.replace("=build/reports", f"={tmp_path}")
            done = subprocess.run(
                ["/bin/bash", "-e", "-c", typed],
                cwd=ROOT,
                env=env,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        finally:
            simulator.send_signal(signal.SIGINT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "@lp_services:" in done.stdout
    assert "9 services" in done.stdout
    assert (tmp_path / "license_report.html").is_file()
    assert simulator.returncode == 0
    assert not env_file.exists(), "it holds a secret"


def test_a_guide_without_a_file_to_point_at_is_refused() -> None:
    argv = [sys.executable, "-m", "simulator", "--guide"]
    done = subprocess.run(
        argv, cwd=ROOT, env={**os.environ, "PYTHONPATH": "tests"}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "--guide needs --env-file" in done.stderr
