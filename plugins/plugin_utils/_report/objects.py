# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Services and customers as two reports compare them: each once, with what is known for certain. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import IDS, platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import Record, Row, display_name
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.needs import subject_of

# what two reports are compared by, by kind
COMPARED: dict[str, tuple[str, ...]] = {
    "service": (
        "full_name",
        "name",
        "license_type",
        "license_label",
        "status",
        "enabled",
        "trial_status",
        "trial_expires",
    ),
    "customer": ("full_name", "name", "license_type", "license_label", "licensed_users"),
}
_ALWAYS = ("kind", "platform", "unread", "instance_id")
# what of a service tells of its customer, by the customer's own names
_OF_CUSTOMER = {name: CARRIED[name] for name in (*COMPARED["customer"], IDS["customer"], "unread")}
# all that is needed of a row
FIELDS: frozenset[str] = frozenset(
    (*_ALWAYS, *IDS.values(), *COMPARED["service"], *COMPARED["customer"], *_OF_CUSTOMER.values())
)

# an object among all that a report is about: platform, kind, and id in lower case
Key = tuple[str, str, str]


class Seen(NamedTuple):
    """An object of a report: what identifies it there, its id, the name to show, and what is known of it.

    `known` has no field that is unread, that the source left out, or about which hosts disagree.
    """

    subject: str
    ident: Any
    name: str
    known: dict[str, Any]


def objects(rows: Iterable[Row], *, many: bool = False) -> dict[Key, Seen]:
    """Return every service and customer of the rows, those that services carry among them."""
    found: dict[Key, Seen] = {}
    doubtful: dict[Key, set[str]] = {}
    for row in rows:
        for record in _records(row):
            seen = _seen(record, row["host"], many)
            key = (platform_of(record), record["kind"], str(seen.ident).lower())
            first = found.setdefault(key, seen)
            if first is seen:
                continue
            for field, value in seen.known.items():
                if first.known.setdefault(field, value) != value:
                    doubtful.setdefault(key, set()).add(field)
    for key, fields in doubtful.items():
        for field in fields:
            del found[key].known[field]
    return found


def _records(row: Row) -> Iterator[Mapping[str, Any]]:
    """Yield the record of a row, and that of the customer that a service carries."""
    record = row["record"]
    yield record
    if record["kind"] == "service" and record.get(CARRIED[IDS["customer"]]):
        carried = {name: record[field] for name, field in _OF_CUSTOMER.items() if field in record}
        yield {**carried, "kind": "customer", "platform": record.get("platform")}


def _seen(record: Record, host: str, many: bool) -> Seen:
    kind = record["kind"]
    subject = subject_of(record, host, many=many)
    ident = record.get(IDS[kind])
    if ident in (None, ""):
        ident = subject_of(record, host).partition(":")[2]
    unread = record.get("unread") or ()
    known = {field: record[field] for field in COMPARED[kind] if field in record and field not in unread}
    return Seen(subject, ident, display_name({**record, IDS[kind]: ident}), known)
