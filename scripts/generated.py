#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write generated text: option documentation that appears in several places.

The source of the connection options is the table in module_utils/_options/connection.py; the source of the options of a
job that writes files is its module's documentation. Everything else that lists them (doc fragment, event source, roles)
has blocks between two comments, which this script fills. Run it after a change (`make generated`); a unit test fails
otherwise.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS, Option

ROOT = Path(__file__).resolve().parent.parent
FRAGMENTS = "audiocodes.live_platform."
BLOCK = re.compile(
    r"^(?P<space> *)(?P<open>#|<!--|\.\.) begin: (?P<what>\w+) \(make generated\)(?P<close>| -->)\n.*?^ *(?P=open) end: (?P=what)(?P=close)\n",
    re.MULTILINE | re.DOTALL,
)
# types that may be blank text; a variable of any other type is raw in the role, because an answer may be blank
TEXT = {"str": "str", "path": "str"}


@dataclass(frozen=True)
class Role:
    """How a role passes a module's options on: the file with its task, and the options that are not plain variables."""

    module: str
    tasks: str = "main.yml"
    # options that the role sets itself
    own: frozenset[str] = frozenset()
    # defaults that differ from the module's
    defaults: Mapping[str, Any] = field(default_factory=dict)
    secrets: frozenset[str] = frozenset()
    # options that are newer than their variables
    older: frozenset[str] = frozenset()


# of the gateway of metrics
_PUSH = frozenset({"metrics_push_headers"})
# the role hands these on by the environment, because a controller keeps the arguments of a task
_PASSWORDS = frozenset({"mail_password", "metrics_push_password"})
ROLES = {
    "license_report": Role("write_report", own=_PASSWORDS, secrets=_PUSH),
    "compliance": Role(
        "write_compliance",
        "judge.yml",
        frozenset({"platform", "registrations"}) | _PASSWORDS,
        secrets=_PUSH,
        older=frozenset({"all_details", "secrets_expiry"}),
    ),
    "license_rightsize": Role(
        "write_rightsize_plan",
        own=frozenset({"platform", "factors", "preview"}),
        defaults={"protect": [], "tier_rules": []},
    ),
    "license_statement": Role("write_license_statement", own=_PASSWORDS, secrets=_PUSH),
    "notify": Role(
        "send_notification",
        defaults={"methods": []},
        secrets=frozenset({"webhook_url", "webhook_headers", "mail_password"}),
    ),
}


class _Dumper(yaml.SafeDumper):
    """Indents lists, like the rest of the collection."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 (the base has both)
        super().increase_indent(flow, indentless=False)


def dumped(data: Any) -> str:
    """Return data as YAML in block style."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=120, allow_unicode=True)


def documentation(module: str) -> dict[str, dict[str, Any]]:
    """Return a module's documented options: its own, then those of its fragments.

    Without the connection options, which a role gets from module_defaults and the environment.
    """
    source = (ROOT / "plugins" / "modules" / f"{module}.py").read_text(encoding="utf-8")
    texts = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    own = yaml.safe_load(texts["DOCUMENTATION"])
    options = dict(own["options"])
    for name in own["extends_documentation_fragment"]:
        if name == f"{FRAGMENTS}connection":
            continue
        file, _dot, part = name.removeprefix(FRAGMENTS).partition(".")
        fragment = import_module(f"ansible_collections.{FRAGMENTS}plugins.doc_fragments.{file}").ModuleDocFragment
        for option, entry in yaml.safe_load(getattr(fragment, part.upper() or "DOCUMENTATION"))["options"].items():
            options.setdefault(option, entry)
    return options


def variables(name: str) -> dict[str, dict[str, Any]]:
    """Return the role's variables -> argument specification, for its module's options."""
    role = ROLES[name]
    options = {option: entry for option, entry in documentation(role.module).items() if option not in role.own}
    found = {}
    for option, entry in options.items():
        default = role.defaults.get(option, entry.get("default"))
        if default in (None, {}):
            default = ""
        text = [_for_role(item, name, set(options)) for item in entry["description"]]
        if "choices" in entry:
            text.append(f"Choices are {', '.join(f'C({choice})' for choice in entry['choices'])}.")
        spec: dict[str, Any] = {"description": text}
        if "version_added" in entry and option not in role.older:
            spec["version_added"] = entry["version_added"]
        spec["type"] = TEXT.get(entry["type"], "raw")
        spec["default"] = int(default) if isinstance(default, float) and default == int(default) else default
        # core 2.22 would mask every value of a dictionary, however short, in the whole run; the action registers the secret ones
        if option in role.secrets and entry["type"] != "dict":
            spec["no_log"] = True
        found[f"{name}_{option}"] = spec
    return found


def _for_role(text: str, role: str, options: set[str]) -> str:
    """Turn a sentence about options into one about the role's variables."""

    def option(match: re.Match[str]) -> str:
        name = re.split(r"[=\[]", match[1])[0]
        return f"O({role}_{match[1]})" if name in options else f"C({match[1]})"

    text = re.sub(r"\bO\(([^)]+)\)", option, text)
    return re.sub(r"\bRV\((?:\w+\.)*(\w+)\)", r"C(\1)", text)


def specification(name: str) -> str:
    """Return the entries for meta/argument_specs.yml."""
    return dumped(variables(name))


def arguments(name: str) -> str:
    """Return the arguments for the role's task."""
    role = ROLES[name]
    return "".join(
        f'{option}: "{{{{ {name}_{option} }}}}"\n' for option in documentation(role.module) if option not in role.own
    )


def specified(name: str) -> dict[str, dict[str, Any]]:
    """Return the specification of all variables of the role, including its own."""
    specs = yaml.safe_load((ROOT / "roles" / name / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, Any]] = specs["argument_specs"]["main"]["options"]
    return found


def defaults(name: str) -> str:
    """Return the lines for defaults/main.yml."""
    return "".join(_default(variable, spec["default"]) for variable, spec in specified(name).items())


def _default(variable: str, value: Any) -> str:
    if value in ("", []) or (isinstance(value, str) and value.isdigit()):
        return f"{variable}: {json.dumps(value)}\n"
    return dumped({variable: value})


_PLAIN: tuple[tuple[str, str], ...] = (
    (r"\b[MP]\((?:ansible\.builtin\.|audiocodes\.live_platform\.)?([^)#]+)(?:#\w+)?\)", r"`\1`"),
    (r"\b[OCVE]\(([^)]*)\)", r"`\1`"),
    (r"\bL\(([^,]+),\s*([^)]+)\)", r"[\1](\2)"),
)


def table(name: str) -> str:
    """Return the table for the README."""
    rows = ["| variable | default | meaning |\n", "| --- | --- | --- |\n"]
    for variable, spec in specified(name).items():
        text = " ".join(spec["description"])
        for pattern, plain in _PLAIN:
            text = re.sub(pattern, plain, text)
        rows.append(f"| `{variable}` | `{_shown(spec['default'])}` | {text.replace('|', chr(92) + '|')} |\n")
    return "".join(rows)


def _shown(value: Any) -> str:
    """Return a default as YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if value == "" or (isinstance(value, str) and value.isdigit()) else str(value)


def markup_free(text: str) -> str:
    """Return a sentence without Ansible's markup, for text that `ansible-doc` does not read."""
    return re.sub(r"\b[OVCE]\(([^)]*)\)", r"\1", text)


def connection_options() -> str:
    """Return the options for the doc fragment `connection`."""
    return "".join(
        dumped({option.name: _documented([*option.description.split("\n"), _from_environment(option)], option)})
        for option in OPTIONS
    )


def _from_environment(option: Option) -> str:
    return f"If not set, E({option.env}) is used; blank counts as not set."


def _documented(text: list[str], option: Option) -> dict[str, Any]:
    entry = {
        "description": text,
        "version_added": option.version_added or None,
        "type": option.type,
        "default": option.default,
    }
    return {key: value for key, value in entry.items() if value is not None}


def connection_variables() -> str:
    """Return the options for the doc fragment `connection.plugin`."""
    return "".join(dumped({option.name: {"env": [{"name": option.env}]}}) for option in OPTIONS)


def event_source_options() -> str:
    """Return the connection options for the event source's documentation."""
    found = []
    for option in OPTIONS:
        text = [markup_free(item) for item in option.description.split("\n")]
        found.append(dumped({option.name: _documented([*text, f"Environment variable {option.env}."], option)}))
    return "".join(found)


def rules() -> str:
    """Return the default policy's table for the compliance guide."""
    policy = yaml.safe_load((ROOT / "roles/compliance/files/default_policy.yml").read_text(encoding="utf-8"))
    rows = [("Rule", "Severity", "What it finds", "Source")]
    rows += [(f"``{row['id']}``", row["severity"], row["title"], row["source"]) for row in policy["rules"]]
    lines = ["", ".. list-table::", "   :header-rows: 1", "   :widths: 28 10 34 28", ""]
    for row in rows:
        lines += [f"   {mark} {cell}" for mark, cell in zip(("* -", "  -", "  -", "  -"), row, strict=True)]
    return "\n".join([*lines, "", ""])


def blocks() -> Iterator[tuple[Path, str, Callable[[], str]]]:
    """Yield every file with a block, the name of the block, and the function that returns its lines.

    The order matters: a role's specification is filled before the text that is made from it.
    """
    fragment = ROOT / "plugins" / "doc_fragments" / "connection.py"
    yield fragment, "connection", connection_options
    yield fragment, "variables", connection_variables
    event_source = ROOT / "extensions" / "eda" / "plugins" / "event_source" / "live_platform.py"
    yield event_source, "connection", event_source_options
    yield ROOT / "docs" / "docsite" / "rst" / "compliance_guide.rst", "rules", rules
    for name, role in ROLES.items():
        folder = ROOT / "roles" / name
        yield folder / "meta" / "argument_specs.yml", role.module, partial(specification, name)
        yield folder / "tasks" / role.tasks, role.module, partial(arguments, name)
        yield folder / "defaults" / "main.yml", "variables", partial(defaults, name)
        yield folder / "README.md", "variables", partial(table, name)


def written(source: str, what: str, lines: str) -> str:
    """Return the text of a file with its named block replaced. Raises ValueError if it has no such block."""

    def block(match: re.Match[str]) -> str:
        if match["what"] != what:
            return match[0]
        space, sign, close = match["space"], match["open"], match["close"]
        first, last = f"{sign} begin: {what} (make generated){close}\n", f"{sign} end: {what}{close}\n"
        return space + first + indent(lines, space) + space + last

    if what not in (match["what"] for match in BLOCK.finditer(source)):
        raise ValueError(f"there is no block named {what}")
    return BLOCK.sub(block, source)


def main() -> None:
    """Rewrite every file that has a block."""
    for path, what, fill in blocks():
        path.write_text(written(path.read_text(encoding="utf-8"), what, fill()), encoding="utf-8")


if __name__ == "__main__":
    main()
