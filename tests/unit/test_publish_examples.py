# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example is YAML, its modules, roles and playbooks exist, and so do the options and variables that it gives them."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS
from kits.examples import (
    FILES,
    GUIDES,
    NAME,
    PLUGINS,
    READMES,
    Example,
    commands,
    documented,
    examples,
    options_of,
    plays,
    tasks,
)
from kits.harness import ROOT

EXAMPLES = examples()
YAML = [example for example in EXAMPLES if example.language == "yaml"]
MODULES = {path.stem: path for path in PLUGINS if path.parent.name == "modules"}
PLAYBOOKS = {path.stem for path in (ROOT / "playbooks").glob("*.yml")}
RULEBOOKS = {path.stem for path in (ROOT / "extensions/eda/rulebooks").glob("*.yml")}
# environment variables: those of the connection, and what the role notify reads
VARIABLES = {option.env for option in OPTIONS} | set(
    re.findall(
        r"LIVE_PLATFORM_NOTIFY_\w+", (ROOT / "plugins/plugin_utils/_notify/options.py").read_text(encoding="utf-8")
    )
)
ROLES = {path.parent.parent.name: path for path in (ROOT / "roles").glob("*/meta/argument_specs.yml")}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
# variables that a role takes beside its own
COMMON = {"ansible_connection"}


def options(module: str) -> dict[str, Any]:
    """Documented option -> its entry."""
    return options_of(documented(MODULES[module], "DOCUMENTATION"))


def check_options(where: str, given: Any, known: dict[str, Any]) -> None:
    """Assert that the options that are given are documented, suboptions as well, and choices are among the choices."""
    if isinstance(given, str):
        return  # a template
    for name, value in given.items():
        assert name in known, f"{where}: no option {name}"
        entry = known[name]
        text = isinstance(value, str) and entry.get("type") == "list"
        values = re.split(r"[,\s]+", value) if text else value if isinstance(value, list) else [value]
        if "suboptions" in entry:
            for item in values:
                check_options(f"{where}: {name}", item, entry["suboptions"])
        elif entry.get("choices"):
            for item in values:
                assert item in entry["choices"] or "{{" in str(item), f"{where}: {name} cannot be {item}"


def variables(role: str) -> set[str]:
    """The variables that a role documents."""
    spec = yaml.safe_load(ROLES[role].read_text(encoding="utf-8"))["argument_specs"]["main"]["options"]
    return set(spec) | COMMON


def test_there_are_examples_of_every_kind() -> None:
    """Else the tests below would pass on nothing."""
    where = " ".join(example.where for example in EXAMPLES)
    for path in (*GUIDES, *FILES, *READMES):
        name = path.name if path in GUIDES else str(path.relative_to(ROOT))
        assert name in where, name
    assert all(example.text for example in EXAMPLES)
    assert sum(len(plays(example)) for example in YAML) > 20
    assert len(commands()) > 20


def test_every_plugin_has_examples() -> None:
    """An empty constant would pass everything else."""
    for path in PLUGINS:
        assert documented(path, "EXAMPLES").strip(), path


@pytest.mark.parametrize("example", YAML, ids=lambda example: example.where)
def test_it_is_yaml_and_all_that_it_names_exists(example: Example) -> None:
    assert example.data is not None
    for play in plays(example):
        groups = {key for key in play.get("module_defaults", {}) if key.startswith("group/")}
        assert groups <= {f"group/{NAME}.live_platform"}
        if (imported := play.get("ansible.builtin.import_playbook", "")).startswith(NAME):
            assert imported.removeprefix(f"{NAME}.") in PLAYBOOKS
        for task in tasks(play):
            check_task(example.where, task)


def check_task(where: str, task: dict[str, Any]) -> None:
    """Assert that what a task names of this collection exists, with the options or variables that it is given."""
    for key, given in task.items():
        module = key.removeprefix(f"{NAME}.")
        if module != key:
            assert module in MODULES, f"{where}: no module {module}"
            check_options(f"{where}: {module}", given or {}, options(module))
        elif key in ("ansible.builtin.import_role", "ansible.builtin.include_role") and given["name"].startswith(NAME):
            role = given["name"].removeprefix(f"{NAME}.")
            assert role in ROLES, f"{where}: no role {role}"
            strange = {name for name in task.get("vars", {}) if name.startswith(role)} - variables(role)
            assert strange == set(), f"{where}: {role} has no {strange}"


@pytest.mark.parametrize(("where", "command"), commands(), ids=lambda value: str(value)[:60])
def test_a_command_names_what_exists(where: str, command: str) -> None:
    """Playbooks of the collection, variables of their roles, targets of the Makefile, options of the environment."""
    words = shlex.split(command, comments=True)
    for word in words:
        if match := re.fullmatch(rf"{re.escape(NAME)}\.(\w+)", word):
            assert match[1] in PLAYBOOKS | RULEBOOKS | set(MODULES) | {"live_platform"}, f"{where}: {word}"
        if match := re.match(r"LIVE_PLATFORM_(\w+)=", word):
            assert match[0].removesuffix("=") in VARIABLES, f"{where}: {word}"
        if match := re.match(
            r"((?:license_report|compliance|notify|license_rightsize|license_statement|awx_configure)_\w+)=", word
        ):
            assert any(match[1] in variables(role) for role in ROLES), f"{where}: {word}"
    if words[:1] == ["make"]:
        targets = [word for word in words[1:] if "=" not in word]
        assert set(targets) <= TARGETS, f"{where}: {command}"


def test_what_does_not_exist_is_noticed() -> None:
    """The checks above can fail."""
    tasks_that_are_wrong: tuple[dict[str, Any], ...] = (
        {f"{NAME}.service_inf": {}},
        {f"{NAME}.service_info": {"stati": ["error"]}},
        {f"{NAME}.topology_facts": {"include": ["hosts"]}},
        {"ansible.builtin.import_role": {"name": f"{NAME}.report"}},
        {"ansible.builtin.import_role": {"name": f"{NAME}.notify"}, "vars": {"notify_x": 1}},
    )
    for wrong in tasks_that_are_wrong:
        with pytest.raises(AssertionError):
            check_task("here", wrong)
    with pytest.raises(AssertionError):
        test_a_command_names_what_exists("here", "make coffee")
