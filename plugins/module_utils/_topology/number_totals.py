# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Counts telephone numbers and licensed users, and joins them to their customers. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    LICENSED_USER_FIELDS,
    NUMBER_CUSTOMER_FIELDS,
    NUMBER_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.number_rows import STATUSES, UNKNOWN
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import totals

Record = dict[str, Any]


def of_numbers(numbers: Sequence[Record]) -> Record:
    """Return the number of telephone numbers: in all, by status (each of them), by assignment and by customer."""
    return {
        "numbers": len(numbers),
        "statuses": dict.fromkeys((*STATUSES, UNKNOWN), 0) | totals.by(numbers, "status"),
        "assignment_statuses": totals.by(numbers, "assignment_status"),
        "customers": totals.by(numbers, "ump_customer_guid"),
        "unread": totals.unread(numbers, [field.name for field in NUMBER_FIELDS]),
    }


def of_users(users: Sequence[Record], customers: Iterable[Record]) -> Record:
    """Return the number of licensed users: in all, by license factor, and for each customer, including those without any."""
    return {
        "licensed_users": len(users),
        "license_criteria": totals.by(users, "license_criteria"),
        "customers": {customer["ump_customer_guid"]: 0 for customer in customers}
        | totals.by(users, "ump_customer_guid"),
        "unread": totals.unread(users, [field.name for field in LICENSED_USER_FIELDS]),
    }


def match(numbers: Iterable[Record], customers: Iterable[Record]) -> None:
    """Add to the numbers, in place, fields of their customers from the list of customers; GUIDs match regardless of case."""
    by_guid = {customer["ump_customer_guid"].lower(): customer for customer in customers}
    carried = [field.name for field in NUMBER_CUSTOMER_FIELDS if field.name != "matched"]
    for number in numbers:
        customer = by_guid.get(number["ump_customer_guid"].lower())
        for name in carried:
            number[name] = customer[name.removeprefix("customer_")] if customer else None
        number["matched"] = customer is not None
