# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make demo` as a newcomer meets it: what it prints, how it fails, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kits.harness import ROOT

SECONDS = 90


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo, just started, in an environment that would spoil it if it leaked in."""
    spoiled = {
        "LIVE_PLATFORM_URL": "https://elsewhere.invalid",
        "LIVE_PLATFORM_VALIDATE_CERTS": "no",
        "LIVE_PLATFORM_ACCESS_TOKEN": "of-someone-else",
        "ANSIBLE_INVENTORY_ENABLED": "ini",
        "ANSIBLE_STDOUT_CALLBACK": "no.such.callback",
        "ANSIBLE_CHECK_MODE_MARKERS": "maybe",
        "PYTHONPATH": "/nowhere",
    }
    work = tmp_path / "work"
    work.mkdir()
    with subprocess.Popen(
        [sys.executable, str(ROOT / "scripts/demo.py"), "--output", str(tmp_path / "report")],
        env={**os.environ, **spoiled, "TMPDIR": str(work)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        yield process
        process.kill()


def started_below(folder: Path) -> list[str]:
    """The command lines of the living processes whose HOME is in that folder: all that the demo starts."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"\0HOME={folder}/".encode() in b"\0" + (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # ended meanwhile, or not ours
    return found


def read_until(process: subprocess.Popen[str], text: str) -> None:
    """Read what the demo prints up to the line that holds the text."""
    assert process.stdout is not None
    for line in process.stdout:
        if text in line:
            return
    raise AssertionError(f"the demo never printed {text!r}")


def test_groups_and_report_are_shown(demo: subprocess.Popen[str], tmp_path: Path) -> None:
    """The last lines count the hosts of every group and name a report that is there."""
    printed, _nothing = demo.communicate(timeout=SECONDS)
    assert demo.returncode == 0, printed
    counts = dict(
        line.split() for line in printed.partition("Groups of the inventory")[2].splitlines() if "lp_" in line
    )
    expected = {"lp_services": "6", "lp_customers": "10", "lp_license_essential": "3", "lp_status_error": "3"}
    assert {name: counts.get(name) for name in expected} == expected
    reports = list((tmp_path / "report").glob("*.html"))
    assert len(reports) == 1
    assert reports[0].as_uri() in printed
    assert started_below(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("step", ["ansible-inventory -i", "TASK ["])
def test_interrupted_demo_leaves_nothing(
    demo: subprocess.Popen[str], tmp_path: Path, number: signal.Signals, step: str
) -> None:
    """Interrupted at any step it ends within seconds, with the status that says so, and ends what it started."""
    read_until(demo, step)
    assert len(started_below(tmp_path)) > 0
    demo.send_signal(number)
    demo.wait(timeout=20)
    assert demo.returncode == 128 + number
    deadline = time.monotonic() + 5
    while started_below(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert started_below(tmp_path) == []
    assert list((tmp_path / "work").iterdir()) == []
