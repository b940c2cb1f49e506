#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the guide of the objects in AWX, from the tasks and variables of the role `awx_configure`.

Run it after a change of the role or of the examples in the AWX guide (`make generated`); a unit test fails otherwise.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain

ROOT = Path(__file__).resolve().parent.parent
RST = ROOT / "docs" / "docsite" / "rst"
PAGE = RST / "awx_objects_guide.rst"
ROLE = ROOT / "roles" / "awx_configure"
START, END = ".. begin: objects (make generated)\n", ".. end: objects\n"
MODULES = "awx.awx."

# module -> what AWX calls its objects
KINDS = {
    "credential_type": "Credential type",
    "credential": "Credential",
    "execution_environment": "Execution environment",
    "project": "Project",
    "inventory": "Inventory",
    "inventory_source": "Source",
    "job_template": "Template",
    "workflow_job_template": "Workflow",
    "schedule": "Schedule",
}
# what the modules do or look for, not what they store
NOT_STORED = ("wait", "update_secrets")
# objects whose organization is that of another object
OF_ANOTHER = ("inventory_source", "job_template", "schedule")
# fields that a form takes as YAML: they have a block of their own, to be copied as it is
TEXTS = ("inputs", "injectors", "source_vars", "extra_vars", "survey_spec", "workflow_nodes")
# what comes from the environment and is in no file
SECRETS = {
    "awx_configure_connection_env": {"client_secret": "(the client secret)"},
    "awx_configure_notification_env": {
        "webhook_url": "(the address of the webhook)",
        "mail_password": "(the password at the mail server)",
    },
    "awx_configure_stored": {"credential": {}, "notification_credential": {}},
}
EXAMPLES = ("my_awx.yml", "my_statement.yml")


def examples() -> dict[str, Any]:
    """Return the variables of the AWX guide's examples."""
    text = (RST / "awx_guide.rst").read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    for name in EXAMPLES:
        block = re.search(rf"^    :caption: {re.escape(name)}\n\n((?:    .*\n|\n)+)", text, re.MULTILINE)
        if block is None:
            raise ValueError(f"the AWX guide has no example {name}")
        found |= yaml.safe_load(textwrap.dedent(block[1]))
    return found


def objects() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what the role makes of the examples: the kind of each object, its name, and its fields."""
    loader = DataLoader()
    variables: dict[str, Any] = {}
    for file in ("defaults", "vars"):
        variables |= loader.load_from_file(str(ROLE / file / "main.yml"), cache="none", trusted_as_template=True)
    variables |= {**examples(), **SECRETS}
    for task in loader.load_from_file(str(ROLE / "tasks" / "main.yml"), cache="none", trusted_as_template=True):
        module = next((name for name in task if name.startswith(MODULES)), "")
        # a task that may fail only tries something
        if not module or "failed_when" in task:
            continue
        kind = module.removeprefix(MODULES)
        for item in Templar(loader, variables).template(task.get("loop", [None])):
            fields = Templar(loader, {**variables, "item": item}).template(task[module])
            unsaid = (*NOT_STORED, *(("organization",) if kind in OF_ANOTHER else ()))
            kept = {name: value for name, value in plain(fields).items() if name not in unsaid}
            yield KINDS[kind], kept["name"], kept


def described() -> str:
    """Return the part of the page with all objects."""
    parts = []
    for kind, name, fields in objects():
        title = f"{kind} *{name}*"
        parts += [title, "~" * len(title), ""]
        parts += block(f"{kind} {name}", {key: value for key, value in fields.items() if key not in TEXTS})
        for key in TEXTS:
            if fields.get(key):
                parts += block(f"{kind} {name}: {key}", fields[key])
    return "\n".join(["", *parts, ""])


def block(caption: str, content: Any) -> list[str]:
    """Return the lines of an example in YAML."""
    text = yaml.safe_dump(content, sort_keys=False, width=150, allow_unicode=True)
    return [".. code-block:: yaml", f"    :caption: {caption}", "", *textwrap.indent(text, "    ").splitlines(), ""]


def page() -> str:
    """Return the page with its objects. Raises ValueError if it has no place for them."""
    before, start, rest = PAGE.read_text(encoding="utf-8").partition(START)
    _old, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"the page has no {START.strip()}")
    return before + start + described() + end + after


def main() -> None:
    """Rewrite the page."""
    init_plugin_loader()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
