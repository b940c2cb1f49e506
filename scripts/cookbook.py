#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the cookbook: a section for each playbook in examples/cookbook, from its first comment and its plays.

The comment holds a title, a text, and the commands after `$`, with empty comment lines between them. Run it after a change
of these files (`make generated`); a unit test fails otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill, indent

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "docsite" / "rst" / "cookbook_guide.rst"
FOLDER = ROOT / "examples" / "cookbook"
# the order of the page: what people ask for most comes first
RECIPES = (
    "tickets",
    "essentials_above",
    "trials_ending",
    "disabled_but_paid",
    "over_by_reseller",
    "secrets_expiring",
    "numbers_to_remove",
    "monthly_statement",
    "two_platforms",
    "ci_gate",
    "metrics",
    "rightsize_plan",
    "license_change",
    "changes_since",
    "seat_users",
)


@dataclass(frozen=True)
class Recipe:
    """One playbook: its title, what it does, the commands that run it, and its plays as text."""

    name: str
    title: str
    text: str
    commands: tuple[str, ...]
    plays: str


def recipe(name: str) -> Recipe:
    """Return a recipe. Raises ValueError if the file's comment has another form."""
    source = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    comment, _blank, plays = source.partition("\n\n")
    parts = re.split(r"^#$\n", re.sub(r"^# ", "", comment, flags=re.MULTILINE), flags=re.MULTILINE)
    if len(parts) != 4:
        raise ValueError(f"{name}.yml does not begin with license, title, text and commands")
    _license, title, text, commands = parts
    return Recipe(name, title.strip(), text.strip(), tuple(re.findall(r"^\$ (.+)$", commands, re.MULTILINE)), plays)


def section(item: Recipe) -> str:
    """Return a recipe as a section of the page."""
    label = f"ansible_collections.audiocodes.live_platform.docsite.cookbook_guide.{item.name}"
    commands = "".join(f"    $ {command}\n" for command in item.commands)
    text = fill(" ".join(item.text.split()), 120, break_long_words=False, break_on_hyphens=False)
    return f""".. _{label}:

{item.title}
{"-" * len(item.title)}

{text}

.. code-block:: console

{commands}
.. code-block:: yaml+jinja
    :caption: {item.name}.yml

{indent(item.plays, "    ")}"""


def page() -> str:
    """Return the whole guide."""
    label = "ansible_collections.audiocodes.live_platform.docsite.cookbook_guide"
    sections = "\n".join(section(recipe(name)) for name in RECIPES)
    return f""".. Copyright: (c) 2026, audiocodes.live_platform contributors
.. GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
.. SPDX-License-Identifier: GPL-3.0-or-later
.. This page is generated from examples/cookbook: make generated

.. _{label}:

Cookbook
========

Short playbooks to copy and change. They are the files in ``examples/cookbook``, and a test runs each of them against the
simulator. The connection comes from the environment, as in :ref:`the quick start
<ansible_collections.audiocodes.live_platform.docsite.quick_start_guide>`; with ``make simulator`` they work without a platform.
Most of them need no inventory, because modules read the platform themselves. :ref:`The reference
<ansible_collections.audiocodes.live_platform.docsite.reference_guide>` lists license types, groups and fields.

.. contents::
   :local:
   :depth: 1

{sections}"""


def main() -> None:
    """Write the guide."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
