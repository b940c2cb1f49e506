#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write totals and rows into the JSON report's schema, from the tables of totals (plugin_utils/_report) and fields.

Run it after a change of a table (`make generated`); a unit test fails otherwise.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    METERING_FIELDS,
    REQUESTED_CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.totals import TOTALS

SCHEMA = Path(__file__).resolve().parent.parent / "roles" / "license_report" / "files" / "license_report.schema.json"
BLOCK = re.compile(r'(?<=^    "totals": )\{\n.*?^    \}', re.MULTILINE | re.DOTALL)
COUNT = {"type": "integer", "minimum": 0}
SUM = {"type": ["number", "null"]}
ROW = re.compile(
    r'(?<="kind": \{"enum": \["service", "customer"\]\},\n).*?(?=        \},\n        "required": \["inventory_hostname")',
    re.DOTALL,
)
# type of a field in RETURN -> its JSON types
JSON_TYPES = {
    "str": ("string",),
    "int": ("integer",),
    "float": ("number",),
    "bool": ("boolean",),
    "list": ("array",),
    "dict": ("object",),
    "raw": ("integer", "string"),
}


def properties_of_rows() -> dict[str, dict[str, Any]]:
    """Return name -> schema for the values of a row: its record's, and those of the customer that a service carries."""
    fields = {
        field.name: field for field in (*CUSTOMER_FIELDS, *REQUESTED_CUSTOMER_FIELDS, *SERVICE_FIELDS, *METERING_FIELDS)
    }
    found = {name: _property(field, plain(field.description)) for name, field in fields.items() if name != "kind"}
    found["matched"] = {
        "description": "Whether the service carries a customer, or the customer is carried.",
        "type": ["boolean", "null"],
    }
    found["instance_id"] = {"description": "Identity that never changes, such as service:42712.", "type": "string"}
    customer = {field.name: field for field in (*CUSTOMER_FIELDS, *REQUESTED_CUSTOMER_FIELDS)}
    for name, carried in CARRIED.items():
        found[carried] = _property(customer[name], f"Of the customer that the service carries: {name}.")
    return found


def _property(field: Field, description: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "description": description,
        "type": [*JSON_TYPES[TYPES[field.type].returns], "null"],
    }
    return {**entry, "items": {"type": "string"}} if field.name == "unread" else entry


def plain(text: str) -> str:
    """Return a description without Ansible's markup."""
    return re.sub(r"\b[CV]\(([^()]*(?:\([^()]*\))?[^()]*)\)", r"\1", text)


def written(source: str) -> str:
    """Return the text of the schema with the tables' totals and rows."""
    lines = (f'          "{name}": {json.dumps(entry)}' for name, entry in properties_of_rows().items())
    rows = ",\n".join(lines) + "\n"
    source = ROW.sub(lambda _match: rows, source)
    properties = ",\n".join(f'        "{total.name}": {json.dumps(SUM if total.is_sum else COUNT)}' for total in TOTALS)
    names = ",\n".join(f'        "{total.name}"' for total in TOTALS)
    block = f"""{{
      "type": "object",
      "properties": {{
{properties}
      }},
      "required": [
{names}
      ],
      "additionalProperties": false
    }}"""
    return BLOCK.sub(lambda _match: block, source)


def main() -> None:
    """Rewrite the schema."""
    SCHEMA.write_text(written(SCHEMA.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
