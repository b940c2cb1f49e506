# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every program that the tests of this folder use runs, and is the one that is pinned."""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path

import pytest

from kits.consumers import Consumers
from kits.harness import ROOT

NPM = json.loads((ROOT / "tests/consumers/package.json").read_text(encoding="utf-8"))["dependencies"]
PYTHON = re.findall(
    r"^([\w-]+)==([\d.]+)$", (ROOT / "requirements-consumers.txt").read_text(encoding="utf-8"), re.MULTILINE
)
# program -> the arguments with which it tells its version
TELLS = {
    "pdftotext": ["-v"],
    "pdfinfo": ["-v"],
    "pdftoppm": ["-v"],
    "promtool": ["--version"],
    "prometheus": ["--version"],
    "prometheus-node-exporter": ["--version"],
    "prometheus-pushgateway": ["--version"],
    "node": ["--version"],
    "sarif-multitool": ["version"],
}


@pytest.mark.parametrize("name", TELLS)
def test_a_program_tells_its_version(name: str, consumers: Consumers) -> None:
    done = consumers.run(name, *TELLS[name])
    assert done.returncode == 0
    assert re.search(r"\d+\.\d+", done.stdout + done.stderr)


@pytest.mark.parametrize(("name", "version"), NPM.items())
def test_a_package_of_npm_is_the_pinned_one(name: str, version: str, consumers: Consumers) -> None:
    package = json.loads((consumers.node_modules / name / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == version


@pytest.mark.parametrize(("name", "version"), PYTHON)
def test_a_package_of_python_is_the_pinned_one(name: str, version: str, consumers: Consumers) -> None:
    assert importlib.metadata.version(name) == version


def test_libreoffice_calculates(consumers: Consumers, tmp_path: Path) -> None:
    source = tmp_path / "two.csv"
    source.write_text("name,count\nAcme,2\n", encoding="utf-8")
    (workbook,) = consumers.converted(source, "xlsx", tmp_path)
    (again,) = consumers.converted(workbook, "csv", tmp_path)
    assert again.read_text(encoding="utf-8") == "name,count\nAcme,2\n"
