# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All examples of the collection: code blocks in guides and READMEs, EXAMPLES of plugins, files."""

from __future__ import annotations

import ast
import importlib
import re
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kits.harness import ROOT

NAME = "audiocodes.live_platform"
FRAGMENTS = f"ansible_collections.{NAME}.plugins.doc_fragments"
GUIDES = sorted((ROOT / "docs/docsite/rst").glob("*.rst"))
READMES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "roles").glob("*/README.md"))]
PLUGINS = [
    path
    for folder in ("plugins/modules", "plugins/inventory", "extensions/eda/plugins/event_source")
    for path in sorted((ROOT / folder).glob("*.py"))
]
FILES = sorted(path for pattern in ("*.yml", "*.yaml") for path in (ROOT / "examples").rglob(pattern))
RST = re.compile(r"^\.\. code-block:: (\S+)\n(?:    :.*\n)*\n((?:    .*\n|\n)+)", re.MULTILINE)
MARKDOWN = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """An example, and where it is."""

    where: str
    language: str
    text: str

    @property
    def data(self) -> Any:
        """Return its YAML data."""
        return yaml.load(self.text, _Loader)  # noqa: S506, it is a safe loader


class _Loader(yaml.SafeLoader):
    """Accepts Ansible's tags."""


for _tag in ("!unsafe", "!vault"):
    _Loader.add_constructor(_tag, lambda _loader, node: node.value)


def documented(path: Path, name: str) -> str:
    """Return the text of a plugin's constant without importing the plugin; "" if it has none."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return str(ast.literal_eval(node.value))
    return ""


@cache
def examples() -> tuple[Example, ...]:
    """Return all examples."""
    found = []
    for path in GUIDES:
        for number, (language, text) in enumerate(RST.findall(path.read_text(encoding="utf-8")), 1):
            found.append(Example(f"{path.name}, block {number}", language.split("+")[0], textwrap.dedent(text)))
    for path in READMES:
        for number, (language, text) in enumerate(MARKDOWN.findall(path.read_text(encoding="utf-8")), 1):
            found.append(Example(f"{path.relative_to(ROOT)}, block {number}", language, text))
    found += [Example(f"EXAMPLES of {path.stem}", "yaml", documented(path, "EXAMPLES")) for path in PLUGINS]
    for path in sorted((ROOT / "plugins/filter").glob("*.yml")):
        text = yaml.safe_load(path.read_text(encoding="utf-8"))["EXAMPLES"]
        found.append(Example(f"EXAMPLES of {path.stem}", "yaml", text))
    found += [Example(str(path.relative_to(ROOT)), "yaml", path.read_text(encoding="utf-8")) for path in FILES]
    return tuple(found)


def plays(example: Example) -> list[dict[str, Any]]:
    """Return the plays of a playbook; a list of tasks becomes one play. Empty for anything else, such as a rulebook."""
    data = example.data if example.language == "yaml" else None
    if not isinstance(data, list) or not all(isinstance(item, dict) and "name" in item for item in data):
        return []
    if any("sources" in item or "until" in item for item in data):
        return []
    if any("hosts" in item or "ansible.builtin.import_playbook" in item for item in data):
        return data
    return [{"name": example.where, "hosts": "localhost", "gather_facts": False, "tasks": data}]


def tasks(play: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the tasks of a play, including those in blocks."""
    todo = [task for key in ("tasks", "pre_tasks", "post_tasks", "handlers") for task in play.get(key, ())]
    found: list[dict[str, Any]] = []
    for task in todo:
        inner = [part for key in ("block", "rescue", "always") for part in task.get(key, ())]
        found += tasks({"tasks": inner}) if inner else [task]
    return found


def commands() -> list[tuple[str, str]]:
    """Return (place, command) for every command in a shell session, with continued lines joined, without the prompt."""
    found = []
    for example in examples():
        if example.language in ("console", "shell", "bash"):
            text = example.text.replace("\\\n", " ")
            prompts = "$ " in text
            lines = [
                line.removeprefix("$ ").strip() for line in text.splitlines() if line.startswith("$ ") or not prompts
            ]
            found += [(example.where, line) for line in lines if line]
    return found


def options_of(documentation: str) -> dict[str, Any]:
    """Return option -> its documentation, including our fragments."""
    said = yaml.safe_load(documentation)
    found: dict[str, Any] = {}
    for fragment in said.get("extends_documentation_fragment", []):
        name, _dot, part = fragment.removeprefix(f"{NAME}.").partition(".")
        shared = importlib.import_module(f"{FRAGMENTS}.{name}").ModuleDocFragment
        found.update(yaml.safe_load(getattr(shared, (part or "documentation").upper())).get("options") or {})
    found.update(said.get("options", {}))
    return found
