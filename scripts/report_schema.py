#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the totals into the schema of the JSON report, from the table in plugin_utils/_report/totals.py.

Run it after a change of the table (`make generated`); a unit test fails when somebody forgot.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.totals import TOTALS

SCHEMA = Path(__file__).resolve().parent.parent / "roles" / "license_report" / "files" / "license_report.schema.json"
BLOCK = re.compile(r'(?<=^    "totals": )\{\n.*?^    \}', re.MULTILINE | re.DOTALL)
COUNT = {"type": "integer", "minimum": 0}
SUM = {"type": ["number", "null"]}


def written(source: str) -> str:
    """Return the text of the schema with the totals of the table."""
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


def main() -> int:
    """Rewrite the schema; with --check, only return 1 when it differs."""
    old = SCHEMA.read_text(encoding="utf-8")
    new = written(old)
    if "--check" in sys.argv:
        return int(new != old)
    SCHEMA.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
