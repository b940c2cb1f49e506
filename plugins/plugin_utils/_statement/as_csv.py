# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The statement as CSV (RFC 4180): a line for each customer, then sums, and what is said of the whole. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import csv_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.instance import pool_lines

# `row` says what a line is about, so that nobody adds up customers and sums
COLUMNS = (
    *("row", "name", "guid", "full_name", "reseller", "license_type", "seats_counted", "first_count"),
    *("days_expected", "days_counted", "days_missing", "days_unread", "days_not_yet_counted"),
    *("acquired_first", "acquired_last", "acquired_peak", "acquired_average", "acquired_seat_days"),
    *(
        "used_last",
        "used_peak",
        "used_peak_day",
        "used_average",
        "used_p95",
        "used_seat_days",
        "days_over",
        "seat_days_over",
    ),
    *("customers", "not_read", "without_counts", "seats_not_counted", "used_peaks", "note"),
)
# what the last lines say of the whole, the checksum at the end
_OF_THE_WHOLE = ("platform", "month", "timezone", "generated_at", "reseller", "verdict", "certified_by", "checksum")

# dates, and averages, which are text with two digits behind the point
_TYPED = ("first_count", "used_peak_day", "acquired_average", "used_average")

Row = dict[str, Any]


def render_csv(document: Document, *, bom: bool = False) -> str:
    """Return the CSV text: a heading line, then all rows, each line ended by CR LF."""
    lines = ([row.get(name) for name in COLUMNS] for row in rows(document))
    return "".join(csv_parts(COLUMNS, lines, typed=_TYPED, bom=bom))


def rows(document: Document) -> Iterator[Row]:
    """Yield every row: customers, customers that were not read, sums, reasons, and what is said of the whole."""
    for line in document["customers"]:
        yield _flat("customer", line)
    for item in document["not_read"]:
        yield {**_flat("not_read", item), "note": item["msg"]}
    for sums in document["by_reseller"]:
        yield _flat("reseller", sums)
    for sums in document["by_license_type"]:
        yield _flat("license_type", sums)
    yield _flat("total", document["total"])
    for label, sentence in pool_lines(document["pool"]):
        yield {"row": "pool", "name": label, "note": sentence}
    for reason in document["reasons"]:
        yield {"row": "reason", "note": reason}
    for name in _OF_THE_WHOLE:
        yield {"row": name, "note": document[name]}  # type: ignore[literal-required]


def _flat(kind: str, values: Mapping[str, Any]) -> Row:
    """Return a row of this kind; lists of days in one cell."""
    return {"row": kind, **{key: " ".join(value) if key in _LISTS else value for key, value in values.items()}}


_LISTS = frozenset({"days_missing", "days_unread"})
