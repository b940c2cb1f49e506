# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as CSV (RFC 4180): one line for each open or waived finding, and for each pair that could not be judged. Pure Python.

If the data is stale, there is one more column that says so; ordinary files always have the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import reason
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import csv_cells

COLUMNS = (
    *("id", "severity", "status", "change", "rule", "title", "kind", "platform", "subject", "name", "license_type"),
    *("message", "evidence", "remediation", "source"),
)
WAIVER_COLUMNS = ("owner", "until", "reason")
_DATES = ("waiver_until",)


def csv_parts(document: Document, *, bom: bool = False) -> Iterator[str]:
    """Yield the CSV text: a heading line, then the findings in their order, each line ended by CR LF."""
    stale = [document["stale"]] if document["stale"] else []
    headings = [*COLUMNS, *(f"waiver_{name}" for name in WAIVER_COLUMNS), *(["stale"] if stale else [])]
    return csv_cells.csv_parts(headings, _rows(document, stale), typed=_DATES, bom=bom)


def _rows(document: Document, stale: list[str]) -> Iterator[list[Any]]:
    for finding in chain(document["findings"], _unjudged(document["unjudged"])):
        waiver = finding["waiver"] or {}
        yield [*(finding[name] for name in COLUMNS), *(waiver.get(name) for name in WAIVER_COLUMNS), *stale]


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
