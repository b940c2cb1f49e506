# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make demo` installs requirements-demo.txt alone, so the demo and the simulator may import nothing else."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from kits import harness

TESTS = harness.ROOT / "tests"
# a module that is not called as its distribution is
DISTRIBUTIONS = {"yaml": "pyyaml", "referencing": "jsonschema"}
OWN = {path.stem for path in TESTS.iterdir()} | {"simulator"}


def imported(path: Path) -> set[str]:
    """The top-level names of the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_the_demo_imports_only_what_it_installs() -> None:
    files = [*(TESTS / "simulator").glob("*.py"), harness.ROOT / "scripts" / "demo.py"]
    foreign = set().union(*map(imported, files)) - set(sys.stdlib_module_names) - OWN
    listed = harness.ROOT.joinpath("requirements-demo.txt").read_text(encoding="utf-8")
    installed = set(re.findall(r"^[a-z][a-z0-9-]*", listed, re.MULTILINE))
    assert "starlette" in foreign
    assert {DISTRIBUTIONS.get(name, name) for name in foreign} <= installed
