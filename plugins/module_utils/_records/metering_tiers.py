# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tiers on which a customer's use is metered, from the setup ids of services and channels. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Record = dict[str, Any]

TIERS = "metering_tiers"
# the tiers whose setup ids can be read, the higher tier first
CHANNEL, SERVICE = "channel", "service"


def add_tiers(services: Iterable[Record], customers: Iterable[Record], channels: Mapping[int, Record]) -> None:
    """Set, in place, the tiers on which customers have a setup id for the same use. The field is unread if a part of it is.

    A use is a service of a customer. Its tier is the service itself, or the channel if that has an id for services of this
    source. An id that is also on another tier elsewhere counts there, too. Of several services, the one on most tiers counts.
    `services` have the fields of `parameters.add_metering`, `customers` their channels; a customer without a channel has
    only the tier of its services. `channels` maps ids to records; a channel that is missing there could not be read.
    """
    services = list(services)
    of_id: dict[str, set[str]] = {}
    for tier, ident in [
        *((SERVICE, service["metering_tag"]) for service in services),
        *((CHANNEL, ident) for channel in channels.values() for ident in _of_channel(channel).values()),
    ]:
        of_id.setdefault(ident.strip().lower(), set()).add(tier)
    of_customer: dict[str, list[Record]] = {}
    for service in services:
        guid = service["ump_customer_guid"] or service["service_id"]
        of_customer.setdefault(guid.lower(), []).append(service)
    for customer in customers:
        own = of_customer.get(customer["ump_customer_guid"].lower(), [])
        ident = customer.get("channel_id")
        channel = channels.get(ident) if ident is not None else None
        uses = [set(_tiers(service, channel, of_id)) for service in own]
        most = max(uses, key=len, default=set())
        customer[TIERS] = sorted(most)
        parts = [*((service, "metering_tag") for service in own), (customer, "channel_id"), (channel or {}, "services")]
        lost = ident is not None and channel is None
        if lost or any(name in (part.get("unread") or ()) for part, name in parts):
            customer["unread"] = sorted({*customer["unread"], TIERS})


def _tiers(service: Record, channel: Record | None, of_id: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the tiers with a setup id for a service, and those that use its id for something else."""
    own = service["metering_tag"].strip()
    above = _of_channel(channel).get(service["source"], "").strip() if channel else ""
    for tier, ident in ((SERVICE, own), (CHANNEL, above)):
        if ident:
            yield tier
            yield from of_id.get(ident.lower(), ())


def _of_channel(channel: Record) -> dict[str, str]:
    """Return code of a service -> the channel's setup id for it, without services that are switched off."""
    return {
        item["code"]: item["metering_tag"]
        for item in channel["services"]
        if item["metering_tag"].strip() and item["enabled"] is not False
    }
