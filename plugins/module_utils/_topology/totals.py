# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Counts records: the totals of a platform. Pure Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number

Record = Mapping[str, Any]

# totals that are the plain sum of one field
SERVICE_SUMS = (
    "devices_personal",
    "devices_personal_max",
    "devices_personal_disconnected",
    "devices_meeting",
    "devices_meeting_max",
    "devices_meeting_disconnected",
    "ai_summary_devices_active",
    "ai_summary_devices_max",
    "dids_total",
    "dids_used",
    "dids_free",
)
CUSTOMER_SUMS = ("licensed_users", "active_users")


def number(value: Any) -> int | float:
    """Return a number unchanged, and 0 for anything else (null, text, a boolean)."""
    if value.__class__ is int or value is None:
        return value or 0
    return value if is_number(value) else 0


def total(records: Iterable[Record], field: str) -> Any:
    """Return the sum of a field, an int for ints. Records without the field, or with an unknown value, do not count."""
    return sum(number(record.get(field)) for record in records)


def known_total(records: Sequence[Record], field: str) -> Any:
    """Return the sum of a field; null if it could not be read for any record, which differs from 0."""
    found = total(records, field)
    return None if not found and records and all(is_unread(record, field) for record in records) else found


def is_unread(record: Record, field: str) -> bool:
    """Return whether a field of a record could not be read."""
    return field in (record.get("unread") or ())


def unread(records: Iterable[Record], fields: Collection[str]) -> dict[str, int]:
    """Return field -> the number of records for which it could not be read, in the order of `fields`."""
    counts = Counter(field for record in records if record.get("unread") for field in record["unread"])
    return {field: counts[field] for field in fields if counts[field]}


def trials(services: Iterable[Record], today: date, expiring_days: int = bands.EXPIRING_DAYS) -> dict[str, int]:
    """Return the number of services by trial state, every state included; unreadable trials count in none."""
    states = (
        bands.trial_state(item.get("trial_status") or "", item.get("trial_expires"), today, expiring_days)
        for item in services
        if not item.get("unread") or not is_trial_unread(item)
    )
    return dict.fromkeys(bands.TRIAL_STATES, 0) | dict(Counter(states))


def is_trial_unread(service: Record) -> bool:
    """Return whether the state of a service's trial is unknown because fields could not be read."""
    return is_unread(service, "trial_status") or is_unread(service, "trial_expires")


def of(
    services: Sequence[Record], customers: Sequence[Record], today: date, expiring_days: int = bands.EXPIRING_DAYS
) -> dict[str, Any]:
    """Return the totals of these services and customers, each counted once. Records may lack fields."""
    return {
        "services": len(services),
        "customers": len(customers),
        "services_disabled": sum(item.get("enabled") is False for item in services),
        **{field: total(customers, field) for field in CUSTOMER_SUMS},
        **{field: total(services, field) for field in SERVICE_SUMS},
        "trials": trials(services, today, expiring_days),
        "license_types": by(chain(services, customers), "license_type"),
        "statuses": by(services, "status"),
        "sources": by(services, "source"),
    }


def by(records: Iterable[Record], field: str) -> dict[str, int]:
    """Return the number of records by the word that a field holds, ordered by word; without a word it is `unknown`.

    In an inventory that was written by hand a word may be a number.
    """
    counts = Counter(record.get(field) or "unknown" for record in records)
    return {word: counts[word] for word in sorted(counts, key=str)}
