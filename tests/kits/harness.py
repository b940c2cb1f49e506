# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the commands of one ansible-core of the matrix as a user would, isolated from this machine."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Core:
    """An installed ansible-core: its version ("2.16") and the folder with its ansible-* commands and python."""

    version: str
    bin: Path

    @property
    def python(self) -> Path:
        """The interpreter of this core."""
        return self.bin / "python"


@functools.cache
def _listed() -> list[list[str]]:
    """Return the lines of `scripts/core --list`: a version, its Python, and perhaps "candidate"."""
    listing = subprocess.run([str(ROOT / "scripts/core"), "--list"], check=True, stdout=subprocess.PIPE, text=True)
    return [line.split("\t") for line in listing.stdout.splitlines()]


def matrix() -> dict[str, str]:
    """Return the cores of the matrix, oldest first, each with its Python on this machine: "3.10", or "" for none."""
    return {version: python for version, python, *_word in _listed()}


def candidates() -> set[str]:
    """Return the cores of the matrix that are not released yet."""
    return {version for version, _python, *word in _listed() if word}


@functools.cache
def install(version: str) -> Core:
    """Return the core of that version, installed at first use. Raises RuntimeError with the installer's message."""
    done = subprocess.run([str(ROOT / "scripts/core"), version], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"ansible-core {version} could not be installed: {done.stderr.strip()}")
    return Core(version, Path(done.stdout.strip()))


def run(
    core: Core,
    argv: Sequence[str | Path],
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = 120,
) -> subprocess.CompletedProcess[str]:
    """Run a command of that core; argv[0] is "ansible-inventory", "ansible-playbook", "python", ...

    The environment is `env` and, unless `env` has them, PATH, LANG and an empty HOME. The working directory is that
    HOME unless `cwd` is given. No ansible.cfg of the machine is read. After `timeout` seconds, the command and its
    children are killed. Raises subprocess.TimeoutExpired.
    """
    with tempfile.TemporaryDirectory(prefix="home-") as home:
        # an empty one, or the machine's /etc/ansible/ansible.cfg would count
        Path(home, ".ansible.cfg").touch()
        clean = {"PATH": f"{core.bin}:/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": home, **(env or {})}
        program = core.bin / argv[0]
        with subprocess.Popen(
            [str(program if program.exists() else argv[0]), *map(str, argv[1:])],
            env=clean,
            cwd=cwd or home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        ) as process:
            try:
                stdout, stderr = process.communicate(timeout=timeout)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def script(name: str) -> ModuleType:
    """Return a file of scripts/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # dataclasses look up their own module
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
