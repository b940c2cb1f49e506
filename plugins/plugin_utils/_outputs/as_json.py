# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documents as JSON text for files. Pure."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

# rows to convert to text at a time
_TOGETHER = 500


def render_json(document: Mapping[str, Any]) -> str:
    """Return indented JSON text with keys in the document's order. Raises `ValueError` for NaN and infinity."""
    return f"{_dumped(document)}\n"


def json_parts(document: Mapping[str, Any], key: str, depth: int, rows: Iterable[Any]) -> Iterator[str]:
    """Yield the text of `render_json` for a document whose rows should not all be in memory as data and as text.

    The document has an empty list under `key`, so many levels deep; `rows` are the rows of this list. Raises
    `ValueError` for NaN and infinity, and if there is no such list.
    """
    # cannot occur in a text, because JSON escapes line breaks
    start = f'\n{"  " * depth}"{key}": ['
    before, found, after = _dumped(document).partition(f"{start}]")
    if not found:
        raise ValueError(f"the document has no empty list {key} at depth {depth}")
    yield before + start
    margin, rest, comma = "  " * depth, iter(rows), ""
    while batch := list(islice(rest, _TOGETHER)):
        text = _dumped(batch).removeprefix("[").removesuffix("\n]")
        yield comma + text.replace("\n", f"\n{margin}")
        comma = ","
    yield f"\n{margin}]{after}\n" if comma else f"]{after}\n"


def encoded(parts: Iterable[str]) -> bytes:
    """Return a file from the parts of its text, of which one at a time is in memory."""
    file = io.BytesIO()
    for part in parts:
        file.write(part.encode())
    return file.getvalue()


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)
