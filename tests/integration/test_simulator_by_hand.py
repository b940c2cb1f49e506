# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make simulator`, as a newcomer uses it: what it prints, and the quick start, are typed into a second shell."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kits.harness import ROOT, Core

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


GUIDE = (
    (ROOT / "docs/docsite/rst/quick_start_guide.rst")
    .read_text(encoding="utf-8")
    .partition("\nUse your own platform")[0]
)
BLOCK = re.compile(r"^\.\. code-block:: (\S+)\n(?:    :caption: (\S+)\n)?\n((?:    .*\n|\n)+)", re.MULTILINE)


def session() -> list[str]:
    """What a reader types and writes, in the guide's order: a block with a file name becomes that file."""
    typed = []
    for language, name, indented in BLOCK.findall(GUIDE):
        text = textwrap.dedent(indented).strip() + "\n"
        if language == "console":
            typed += [line.removeprefix("$ ") for line in text.splitlines()]
        else:
            typed.append(f"cat >{name} <<'EOF'\n{text}EOF")
    return typed


@contextmanager
def made(command: str, env_file: Path) -> Iterator[None]:
    """Run what `make` runs for the command that starts the simulator, with another file for its variables."""
    printed = subprocess.run(
        [*shlex.split(command), "-n"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.replace("\\\n", " ")
    (line,) = [line for line in printed.splitlines() if " -m simulator " in line]
    assert "build/simulator.env" in line
    line = line.replace("build/simulator.env", shlex.quote(str(env_file)))
    with subprocess.Popen(["/bin/sh", "-c", line], cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout
            assert "with 400 services and 300 customers" in running.stdout.readline()
            yield
        finally:
            running.send_signal(signal.SIGINT)


def test_quick_start_guide(core: Core, tmp_path: Path) -> None:
    """Its files and commands, in its order; the core under test takes the place of the one in .venv."""
    install, start, *typed = session()
    assert install == "sudo apt install python3 python3-venv make git"
    script = "\n".join(f'{line}\necho "=== $?"' for line in typed)
    for printed, here in {
        "build/simulator.env": f"{tmp_path}/simulator.env",
        "$PWD/.venv/bin": str(core.bin),
        "build/try": f"{tmp_path}/try",
    }.items():
        assert printed in script
        script = script.replace(printed, here)
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    with made(start, tmp_path / "simulator.env"):
        done = subprocess.run(
            ["/bin/bash", "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    *results, rest = re.split(r"^=== (?:\d+)\n", done.stdout, flags=re.MULTILINE)
    assert re.findall(r"^=== (\d+)$", done.stdout, re.MULTILINE) == ["0"] * len(typed), done.stdout + done.stderr
    assert rest == ""
    shown = {line: result for line, result in zip(typed, results, strict=True) if line.startswith("ansible-")}
    graph, errors, one, report, tickets, some, troubled = shown.values()
    assert graph.count("@lp_status_") > 3
    in_error = errors.count("|--")
    assert in_error == 91
    assert '"lp_status": "error"' in one
    assert {path.suffix for path in (tmp_path / "try/reports").iterdir()} == {".html", ".csv", ".json"}
    assert "400 services" in report
    assert len(re.findall(r'"msg": "\d+: \S.*, \w.*, voice quality \w+"', tickets)) == in_error
    assert 0 < some.count('"msg": ') < in_error
    assert len(re.findall(r'"msg": "\S.* \(\w.*\)"', troubled)) == in_error
