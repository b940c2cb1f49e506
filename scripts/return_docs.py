#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the record fields into the modules' RETURN blocks, from the tables in module_utils/_records/fields.py.

Ansible reads RETURN from the source text, so it cannot be computed there. Run it after a change of the tables (`make
generated`); a unit test fails otherwise.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from textwrap import indent

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES

MODULES = Path(__file__).resolve().parent.parent / "plugins" / "modules"
BLOCK = re.compile(r"^( *)# fields: (\w+)(?:, ([^\n]+))?\n.*?^ *# end of fields\n", re.MULTILINE | re.DOTALL)

# field with records -> when it is returned -> table of its fields
INNER = {
    "sip_connections": {
        "always": fields.SIP_CONNECTION_FIELDS,
        "when O(sbc_names) is true": fields.SIP_CONNECTION_SBC_FIELDS,
    },
    "sbcs": {"always": fields.NUMBER_SBC_FIELDS},
    "services": {"always": fields.CHANNEL_SERVICE_FIELDS},
}


def described(table: tuple[fields.Field, ...], returned: str = "always") -> str:
    """Return the YAML for a table's fields, one key each."""
    lines: list[str] = []
    for field in table:
        type_ = TYPES[field.type]
        rest = f" Missing is {type_.absent}." if field.source and field.type != "ident" else ""
        lines += [
            f"{field.name}:",
            f"  description: {quoted(field.description + rest)}",
            f"  returned: {returned}",
            f"  type: {type_.returns}",
        ]
        if field.name in INNER:
            inner = "".join(described(part, when) for when, part in INNER[field.name].items())
            lines += ["  elements: dict", "  contains:", indent(inner, "    ").rstrip("\n")]
        elif field.name == "unread":
            lines.append("  elements: str")
        elif type_.returns == "list":
            lines.append("  elements: raw")
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return text as a YAML scalar in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def written(source: str) -> str:
    """Return a module's source with its blocks filled."""

    def block(match: re.Match[str]) -> str:
        space, name, returned = match.groups()
        marker = f"{name}, {returned}" if returned else name
        lines = indent(described(getattr(fields, name), returned or "always"), space)
        return f"{space}# fields: {marker}\n{lines}{space}# end of fields\n"

    return BLOCK.sub(block, source)


def main() -> int:
    """Rewrite every module that has a block. With --check, return the number of changed files."""
    changed = 0
    for path in sorted(MODULES.glob("*.py")):
        old = path.read_text(encoding="utf-8")
        new = written(old)
        if new != old:
            changed += 1
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    return changed if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
