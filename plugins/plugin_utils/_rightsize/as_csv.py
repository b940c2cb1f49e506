# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan as CSV (RFC 4180): one line for each customer. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import csv_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import Document

COLUMNS = (
    *("action", "guid", "name", "full_name", "active_users", "license_type", "licensed_users"),
    *("wanted_license_type", "wanted_licensed_users", "reason", "waiver_owner", "waiver_until", "waiver_reason"),
)


_DATES = ("waiver_until",)


def render_csv(document: Document, *, bom: bool = False) -> str:
    """Return the CSV text: a heading, then the customers in order; each line ends with CR LF."""
    return "".join(csv_parts(COLUMNS, _rows(document), typed=_DATES, bom=bom))


def _rows(document: Document) -> Iterator[list[Any]]:
    for entry in document["customers"]:
        waiver = entry["waiver"] or {}
        values = {
            **entry,
            **entry["expected"],
            **{f"wanted_{name}": value for name, value in entry["wanted"].items()},
            **{f"waiver_{name}": value for name, value in waiver.items()},
        }
        yield [values.get(name) for name in COLUMNS]
