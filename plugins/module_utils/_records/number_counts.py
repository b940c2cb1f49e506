# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How many telephone numbers each customer has, and in which state. Pure Python.

That a number names its customer is documented (vendor page "Get Operator Connect Customer Numbers V3"). Only Operator Connect
has these numbers: a customer of another service has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import NUMBER_COUNT_FIELDS

Record = dict[str, Any]

NAMES = tuple(field.name for field in NUMBER_COUNT_FIELDS)
TOTAL = "numbers_total"
# the other counts: the field of a number and the value that they count
_COUNTED: dict[str, tuple[str, str]] = {
    "numbers_unassigned": ("assignment_status", "unassigned"),
    "numbers_marked_for_removal": ("status", "marked_for_removal"),
    "numbers_ready_for_removal": ("status", "ready_for_removal"),
}
_OWNER = "ump_customer_guid"


def add_counts(customers: Sequence[Record], numbers: Iterable[Record]) -> None:
    """Set the counts of each customer, in place. GUIDs are compared regardless of case.

    A count is null and unread where it is not known: those of a customer with a number whose state could not be read, and those of
    every customer if it could not be read whose a number is.
    """
    counts: Counter[tuple[str, str]] = Counter()
    lost: set[tuple[str, str]] = set()
    is_nobodys = False
    for number in numbers:
        owner, unread = number[_OWNER].lower(), number["unread"]
        is_nobodys = is_nobodys or _OWNER in unread
        counts[owner, TOTAL] += 1
        for name, (field, value) in _COUNTED.items():
            if field in unread:
                lost.add((owner, name))
            elif number[field] == value:
                counts[owner, name] += 1
    for customer in customers:
        owner = customer[_OWNER].lower()
        unknown = {name for name in NAMES if is_nobodys or (owner, name) in lost}
        customer.update({name: None if name in unknown else counts[owner, name] for name in NAMES})
        if unknown:
            customer["unread"] = sorted({*customer["unread"], *unknown})
