# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide "Live Platform in AWX" and its role as data: the guide's examples and tables, the role's files."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import textwrap
from pathlib import Path
from typing import Any

import yaml

from kits.harness import ROOT

GUIDE = ROOT / "docs" / "docsite" / "rst" / "awx_guide.rst"
FOR_DEVELOPERS = GUIDE.with_name("development_guide.rst")
BY_HAND = GUIDE.with_name("awx_objects_guide.rst")
PROJECT = ROOT / "examples" / "awx"
ROLE = ROOT / "roles" / "awx_configure"
_BLOCK = re.compile(r"^\.\. code-block:: [\w+-]+\n    :caption: (.+)\n\n((?:    .*\n|\n)+)", re.MULTILINE)
_TABLE = re.compile(r"^\.\. list-table:: (.+)\n((?:   .*\n|\n)+)", re.MULTILINE)


class Loader(yaml.SafeLoader):
    """Reads !unsafe as text."""


Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))  # type: ignore[arg-type]


def blocks(guide: Path = GUIDE) -> dict[str, str]:
    """Return the guide's examples by caption."""
    return {
        caption: textwrap.dedent(text).strip() + "\n"
        for caption, text in _BLOCK.findall(guide.read_text(encoding="utf-8"))
    }


def objects() -> dict[str, dict[str, Any]]:
    """Return the fields of every object on the page about AWX by hand: "Project Live Platform project" -> fields."""
    found: dict[str, dict[str, Any]] = {}
    for caption, text in blocks(BY_HAND).items():
        title, _colon, field = caption.rpartition(": ")
        if title in found:
            found[title][field] = yaml.safe_load(text)
        elif caption not in ("nightly", "monthly"):
            found[caption] = yaml.safe_load(text)
    return found


def table(title: str, guide: Path = GUIDE) -> list[list[str]]:
    """Return the rows of a table in the guide, each a list of one-line cells, without the heading."""
    body = dict(_TABLE.findall(guide.read_text(encoding="utf-8")))[title]
    rows = re.split(r"^   \* - ", body, flags=re.MULTILINE)[1:]
    cells = [re.split(r"^     - ?", row, flags=re.MULTILINE) for row in rows]
    return [[" ".join(cell.split()) for cell in row] for row in cells][1:]


def role_file(path: str) -> Any:
    """A YAML file of the role."""
    return yaml.load((ROLE / path).read_text(encoding="utf-8"), Loader)  # noqa: S506


@functools.cache
def tests() -> frozenset[str]:
    """Return every test function as "test_file.py::test_name"."""
    return frozenset(
        f"{path.name}::{node.name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


@functools.cache
def peers() -> str:
    """Return the folder with the collection awx.awx. Raises RuntimeError with the installer's message."""
    done = subprocess.run([str(ROOT / "scripts/peers")], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"awx.awx could not be installed: {done.stderr.strip()}")
    return done.stdout.strip()


def playbooks() -> list[Path]:
    """Return the playbooks of the project that AWX would list."""
    return sorted(path for path in PROJECT.glob("*.yml") if path.name != "live_platform.yml")


# the platform's credential type
INPUTS: dict[str, Any] = role_file("vars/main.yml")["awx_configure_credential_inputs"]
INJECTORS: dict[str, Any] = role_file("vars/main.yml")["awx_configure_credential_injectors"]
