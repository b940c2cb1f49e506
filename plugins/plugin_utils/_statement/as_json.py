# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The statement as JSON: every key of the document on a line of its own, and every customer. Pure.

So two statements can be compared line by line, and a checksum can be looked for by eye. The checksum is not of these bytes: it is of
the canonical JSON, whatever blanks a file has.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_one_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def render_json(document: Mapping[str, Any]) -> str:
    """Return the JSON text, keys in the document's order."""
    entries = [f"  {_one_line(key)}: {_lines(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _lines(value: Any) -> str:
    """Return a value on one line, a list of objects with a line for each."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n    " + ",\n    ".join(map(_one_line, value)) + "\n  ]"
    return _one_line(value)
