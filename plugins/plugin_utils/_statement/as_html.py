# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The statement as one HTML page, to be printed and signed: a sheet of paper for each reseller. Pure, nothing from the network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import jinja2

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import LABELS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.changes import Changes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Customer,
    Document,
    called,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.instance import pool_lines
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.page import PAGE, STYLE

_NOTHING = "\u2013"

# heading, and the key of the sums
_SUMS = (
    ("Customers", "customers"),
    ("Not read", "not_read"),
    ("Days counted", "days_counted"),
    ("Days expected", "days_expected"),
    ("Acquired at the end", "acquired_last"),
    ("In use at the end", "used_last"),
    ("Acquired, seat-days", "acquired_seat_days"),
    ("In use, seat-days", "used_seat_days"),
    ("Days over", "days_over"),
    ("Seat-days over", "seat_days_over"),
)
# heading, and the key of a customer where the column has numbers
_COLUMNS = (
    ("Customer", ""),
    ("License", ""),
    ("Acquired, first", "acquired_first"),
    ("last", "acquired_last"),
    ("peak", "acquired_peak"),
    ("average", "acquired_average"),
    ("In use, last", "used_last"),
    ("peak", "used_peak"),
    ("average", "used_average"),
    ("95th pct.", "used_p95"),
    ("Seat-days", "used_seat_days"),
    ("Days over", "days_over"),
    ("Seat-days over", "seat_days_over"),
    ("Days counted", "days_counted"),
)
_CHANGES = {
    "added": "new customer",
    "removed": "not a customer any more",
    "license_types": "license type",
    "resellers": "reseller",
    "seats": "seats acquired",
    "unknown": "not known, it could not be read",
}


def render_html(document: Document) -> str:
    """Return the whole page."""
    style = STYLE % {key: document[key] for key in ("month", "verdict", "checksum")}
    return _template().render(
        document=document,
        title=f"License statement {document['month']}",
        style=style,
        style_hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        number=number,
        pool=pool_lines(document["pool"]),
        columns=_COLUMNS,
        sum_columns=_SUMS,
        by_reseller=[(sums["reseller"], sums) for sums in document["by_reseller"]],
        by_license_type=[(_label(sums["license_type"]), sums) for sums in document["by_license_type"]],
        changes=list(_changes(document["changes"])) if document["changes"] else [],
        sheets=list(_sheets(document)),
    )


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(PAGE)


def number(value: Any) -> str:
    """Return a whole number with its thousands apart, text as it is, and a dash for null."""
    return _NOTHING if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _label(license_type: str) -> str:
    return LABELS.get(license_type, license_type)


def _sheets(document: Document) -> Iterator[tuple[str, list[tuple[list[str], str]], Mapping[str, Any]]]:
    """Yield (reseller, its customers as cells and a note, its sums); one of whose customers none was read has a sheet as well."""
    lines: dict[str, list[tuple[list[str], str]]] = {}
    for line in document["customers"]:
        lines.setdefault(line["reseller"], []).append((_cells(line), _notes(line)))
    for sums in document["by_reseller"]:
        yield sums["reseller"], lines.get(sums["reseller"], []), sums


def _cells(line: Customer) -> list[str]:
    values: Mapping[str, Any] = {**line, "days_counted": f"{line['days_counted']} of {line['days_expected']}"}
    return [called(line), _label(line["license_type"]), *(number(values[key]) for _title, key in _COLUMNS[2:])]


def _notes(line: Customer) -> str:
    """Return what is to be said of a customer: gaps, and figures that mean something else than they seem to."""
    found = [f"{what} {_days(line[key])}" for key, what in _GAPS.items() if line[key]]  # type: ignore[literal-required]
    if line["first_count"] is None:
        found.append("never counted")
    elif line["days_not_yet_counted"]:
        found.append(f"not counted before {line['first_count']}, reason unknown")
    if line["seats_counted"] is False:
        found.append("users do not count as seats in use")
    return "; ".join(found)


_GAPS = {"days_missing": "no count on", "days_unread": "count could not be read on"}


def _days(days: Sequence[str]) -> str:
    return some([day[8:] for day in days]) if len(days) < 31 else counted(len(days), "day")


def _changes(changes: Changes) -> Iterator[tuple[str, str, str, str]]:
    """Yield (customer, what changed, before, after)."""
    for key, what in _CHANGES.items():
        for item in changes[key]:  # type: ignore[literal-required]
            pair = (item.get("before", ""), item.get("after", ""))
            before, after = (_label(value) if key == "license_types" else number(value) for value in pair)
            yield called(item), what, before, after
