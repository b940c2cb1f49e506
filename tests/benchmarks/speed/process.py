# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures one command: wall time, processor time, peak memory, and size of its output."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

KIB_PER_MIB = 1024


@dataclass(frozen=True)
class Sample:
    """Seconds on the clock, seconds of the processor (user and system, children included), MiB, bytes."""

    wall: float
    cpu: float
    peak: float
    printed: int


def measure(argv: Sequence[str], env: Mapping[str, str], cwd: Path, output: Path) -> Sample:
    """Run a command with its standard output in a file. Raises RuntimeError with the end of stderr if it fails.

    The peak is that of its largest process. The caller must be small: Linux counts a process's peak from when it is
    still a copy of its parent.
    """
    errors = output.with_suffix(".stderr")
    with output.open("wb") as stdout, errors.open("wb") as stderr:
        start = time.perf_counter()
        process = subprocess.Popen(
            list(argv), env=dict(env), cwd=cwd, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        said = (
            errors.read_text(encoding="utf-8", errors="replace")[-2000:] or output.read_text(errors="replace")[-2000:]
        )
        raise RuntimeError(f"{' '.join(map(str, argv))} ended with {process.returncode}: {said}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KIB_PER_MIB, output.stat().st_size)
