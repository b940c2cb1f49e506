# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as CSV (RFC 4180): one line for each open or waived finding, and for each pair that could not be judged. Pure Python.

If the data is stale, there is one more column that says so; ordinary files always have the same columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import reason
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import remembering

COLUMNS = (
    *("id", "severity", "status", "change", "rule", "title", "kind", "platform", "subject", "name", "license_type"),
    *("message", "evidence", "remediation", "source"),
)
WAIVER_COLUMNS = ("owner", "until", "reason")
# characters that are text before they become a part of the file
_PART = 1 << 20


def csv_parts(document: Document) -> Iterator[str]:
    """Yield the CSV text: a heading line, then the findings in their order, each line ended by CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    stale = [document["stale"]] if document["stale"] else []
    writer.writerow([*COLUMNS, *(f"waiver_{name}" for name in WAIVER_COLUMNS), *(["stale"] if stale else [])])
    cell = remembering()
    for finding in chain(document["findings"], _unjudged(document["unjudged"])):
        waiver = finding["waiver"] or {}
        values = [*(finding[name] for name in COLUMNS), *(waiver.get(name) for name in WAIVER_COLUMNS), *stale]
        writer.writerow(map(cell, values))
        if text.tell() > _PART:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _unjudged(entries: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what could not be judged in the form of findings; `status` tells them apart."""
    for entry in entries:
        for item in entry["subjects"]:
            yield {
                **dict.fromkeys(COLUMNS, ""),
                **{name: entry[name] for name in ("rule", "title", "severity", "kind")},
                **item,
                "message": f"not judged: {reason(entry)}",
            }
