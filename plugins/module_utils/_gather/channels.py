# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Channels, and what customers have of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import parallel
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import given, naming
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import channel_rows, metering_tiers
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.leads import add_channels
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError, NotFoundError

if TYPE_CHECKING:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

Record = dict[str, Any]


def with_channels(client: Client, customers_: Sequence[Record]) -> None:
    """Set the channel of each customer, in place. One request for each page of leads, none if there are no customers."""
    if customers_:
        with naming(client):
            add_channels(customers_, client.leads)


def read_channels(client: Client, include_raw: bool = False) -> list[Record]:
    """Return the records of all channels, with one request. The address of one channel is documented, that of the list is not."""
    with naming(client):
        return channel_rows.channels(client.channels(), include_raw, client.platform)


def read_channel(client: Client, ident: str, include_raw: bool = False) -> Record:
    """Return the record of one channel, with one request."""
    with naming(client):
        return channel_rows.channel(client.channel(ident), ident, include_raw, client.platform)


def each_channel(
    client: Client, idents: Sequence[str], include_raw: bool, workers: int
) -> tuple[list[Record], list[Record]]:
    """Return (the records of the channels with these ids, failures), both in the order of the ids, each id once.

    A failure is a record of `id`, `name` (empty: it could not be read), `status` (HTTP, or null) and `msg`.
    """
    wanted = list(dict.fromkeys(given(idents, "ids") or ()))
    results = parallel.each(wanted, lambda ident: read_channel(client, ident, include_raw), workers)
    done: list[Record] = []
    failed: list[Record] = []
    for ident, result in zip(wanted, results, strict=True):
        if isinstance(result, LivePlatformError):
            failed.append({"id": ident, "name": "", "status": result.status, "msg": str(result)})
        else:
            done.append(result)
    return done, failed


def add_metering_tiers(client: Client, services_: Sequence[Record], customers_: Sequence[Record]) -> list[str]:
    """Set the metering tiers of customers, in place, and return warnings.

    Services must have their metering fields, and customers their channels. Each channel of a customer costs one
    request, whose address is documented; a channel that does not exist is unread.
    """
    idents = sorted({customer["channel_id"] for customer in customers_} - {None})
    found: dict[int, Record] = {}
    for ident in idents:
        with suppress(NotFoundError):
            found[ident] = read_channel(client, str(ident))
    metering_tiers.add_tiers(services_, customers_, found)
    without = sum(customer["channel_id"] is None for customer in customers_)
    lost = [str(ident) for ident in idents if ident not in found]
    said = [f"metering_tiers: the platform has no channel {', '.join(lost)}"] if lost else []
    if without:
        said.append(
            f"metering_tiers: no channel is known for {without} of {len(customers_)} customers; only their services are looked at"
        )
    return said
