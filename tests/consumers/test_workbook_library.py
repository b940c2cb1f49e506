# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks by the oldest XlsxWriter that we name, and by the newest one, read by the oldest openpyxl of Debian 12 and the newest one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.workbook import OLDEST
from kits.harness import ROOT
from kits.spreadsheets import XLSX, cells

# version -> XlsxWriter that writes; the first one is Debian 12's, the last one the newest that there is
WRITERS = {
    "oldest": "xlsxwriter==" + ".".join(map(str, OLDEST)),
    "before the prefix": "xlsxwriter==3.0.6",
    "newest": "xlsxwriter",
}
_WRITE = """
import sys
from pathlib import Path
from kits.spreadsheets import XLSX
for job, make in XLSX.items():
    Path(sys.argv[1], f"{job}.xlsx").write_bytes(make())
import xlsxwriter
print(xlsxwriter.__version__)
"""
_READ = """
import sys
from pathlib import Path
import openpyxl
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    for page in openpyxl.load_workbook(path):
        print(path.stem, page.title, page.dimensions, page["A1"].value)
print(openpyxl.__version__)
"""


def installed(requirement: str, folder: Path) -> Path:
    """Return the folder of a library that is installed into it alone."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), requirement]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def ran(program: str, library: Path, *argv: str) -> list[str]:
    """Run a program with a library in front of those of .venv, and return the lines that it prints."""
    env = {**os.environ, "PYTHONPATH": f"{library}{os.pathsep}{ROOT / 'tests'}"}
    done = subprocess.run([sys.executable, "-c", program, *argv], check=False, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("name", WRITERS)
def test_every_xlsxwriter_that_we_name_writes_the_same_cells(name: str, tmp_path: Path) -> None:
    library = installed(WRITERS[name], tmp_path / "library")
    (version,) = ran(_WRITE, library, str(tmp_path))
    assert version == (WRITERS[name].partition("==")[2] or version)
    for job, make in XLSX.items():
        (tmp_path / "here.xlsx").write_bytes(make())
        assert cells(tmp_path / f"{job}.xlsx") == cells(tmp_path / "here.xlsx")


def test_the_openpyxl_of_debian_12_reads_every_sheet(tmp_path: Path) -> None:
    for job, make in XLSX.items():
        (tmp_path / f"{job}.xlsx").write_bytes(make())
    *lines, version = ran(_READ, installed("openpyxl==3.0.9", tmp_path / "library"), str(tmp_path))
    assert version == "3.0.9"
    assert any(line.startswith("report Attention A1:H") for line in lines)
    assert len(lines) > 20
