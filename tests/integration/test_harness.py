# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools that other tests rely on do what they promise: the right core, nothing leaking in, no silent skip."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kits import harness


def test_core_is_the_version_it_says_and_has_the_collection(core: harness.Core) -> None:
    """The commands of a core are of that version, on the Python of its name, and see this checkout as the collection."""
    version = harness.run(core, ["ansible", "--version"])
    wanted, _other, python = core.version.partition("-py")
    assert version.stdout.startswith(f"ansible [core {wanted}.")
    assert f"python version = {python or harness.matrix()[core.version]}." in version.stdout
    listed = harness.run(core, ["ansible-galaxy", "collection", "list", "--format", "json", "audiocodes.live_platform"])
    (found,) = json.loads(listed.stdout)
    assert Path(found, "audiocodes/live_platform").resolve() == harness.ROOT


def test_nothing_leaks_into_a_run(core: harness.Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command sees what the test gives it and nothing of the caller's environment, in an empty HOME."""
    monkeypatch.setenv("ANSIBLE_CONFIG", "/nowhere/ansible.cfg")
    monkeypatch.setenv("LIVE_PLATFORM_URL", "https://elsewhere.invalid")
    script = "import json, os; print(json.dumps([dict(os.environ), os.getcwd(), os.listdir()]))"
    done = harness.run(core, ["python", "-c", script], env={"GIVEN": "value"})
    seen, folder, files = json.loads(done.stdout)
    assert seen["GIVEN"] == "value"
    assert set(seen) - {"LC_CTYPE"} == {"GIVEN", "HOME", "LANG", "PATH"}
    assert folder == seen["HOME"] != os.environ["HOME"]
    assert files == [".ansible.cfg"]


def alive(process: int) -> bool:
    """Whether a process still does something: one that is gone, or waits to be collected, does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_run_that_takes_too_long_is_ended_with_its_children(cores: list[harness.Core], tmp_path: Path) -> None:
    """A hanging command fails the test that started it, and goes on nowhere."""
    note = tmp_path / "child"
    with pytest.raises(subprocess.TimeoutExpired):
        harness.run(cores[0], ["sh", "-c", f"sleep 4711 & echo $! >{note}; wait"], timeout=1)
    child = int(note.read_text())
    deadline = time.monotonic() + 10
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(child)


def test_an_unknown_core_is_an_error() -> None:
    """A core that cannot be installed is an error that says so, never a skip."""
    with pytest.raises(RuntimeError, match=r"ansible-core 1\.0 could not be installed: core: .* not one of 2\.16"):
        harness.install("1.0")


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--no-skips"], 1)])
def test_skips_fail_a_run_that_forbids_them(tmp_path: Path, options: list[str], status: int) -> None:
    """With --no-skips, as `make test` has it, a run with a skipped test fails."""
    (tmp_path / "test_it.py").write_text("import pytest\ndef test_a(): pytest.skip('no')\ndef test_b(): pass\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", "/dev/null", "-p", "conftest", *options, str(tmp_path)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(harness.ROOT / "tests")},
        capture_output=True,
        text=True,
    )
    assert "1 passed, 1 skipped" in done.stdout
    assert done.returncode == status
