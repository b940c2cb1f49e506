# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds the channel (reseller) of a customer in the leads of Operator Connect. Pure Python.

Documented (vendor page "Get All OC Leads"): a lead names its customer and its channel. Customers of other services have no
lead. Inferred: a removed lead counts only if there is no other one, and 0 means no channel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import pages
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import LEAD_FIELDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.list_bodies import objects
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.tables import Table

Record = dict[str, Any]

# the platform's maximum, so that one request is enough for nearly every platform
PAGE_SIZE = 20_000
FIELD = "channel_id"
_REMOVED = "removed"
_LEAD = Table(LEAD_FIELDS)


class _Lead(NamedTuple):
    """What a lead says about its customer's channel."""

    channel: int | None
    is_removed: bool
    is_unread: bool


def add_channels(customers: Iterable[Record], read: Callable[[int, int], Any]) -> None:
    """Set the channel of each customer, in place. It is unread if it cannot be read, or if the leads disagree.

    `read` takes the number and the size of a page and returns its body. Raises `DataError` for pages that are not lists of objects.
    """
    leads = _by_customer(pages.uncounted(lambda number: read(number, PAGE_SIZE), PAGE_SIZE, "leads"))
    for customer in customers:
        own = leads.get(customer["ump_customer_guid"].lower(), ())
        counting = [lead for lead in own if not lead.is_removed] or own
        channels = {lead.channel for lead in counting} - {None}
        customer[FIELD] = next(iter(channels)) if len(channels) == 1 else None
        if len(channels) > 1 or any(lead.is_unread for lead in counting):
            customer[FIELD] = None
            customer["unread"] = sorted({*customer["unread"], FIELD})


def _by_customer(rows: Sequence[Any]) -> dict[str, list[_Lead]]:
    """Return GUID in lower case -> its leads, without leads that never became a customer."""
    reading = _LEAD.read(objects(rows, "leads"))
    columns = reading.columns
    # the key is always there, even if it is null
    missing = bool(_LEAD.absent(reading.seen))
    found: dict[str, list[_Lead]] = {}
    for place, guid in enumerate(columns["ump_customer_guid"]):
        if guid:
            is_unread = missing or FIELD in reading.unread.get(place, ())
            lead = _Lead(columns[FIELD][place] or None, columns["status"][place] == _REMOVED, is_unread)
            found.setdefault(guid.lower(), []).append(lead)
    return found
