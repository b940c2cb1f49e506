# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All services and all customers, and what was requested beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.channels import (
    add_metering_tiers,
    with_channels,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.numbers import all_numbers
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import customers, services
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import KINDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.number_counts import add_counts
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.parameters import add_metering

if TYPE_CHECKING:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

Record = dict[str, Any]
Labels = Mapping[str, str]


def both_lists(
    client: Client,
    include: Collection[str] = KINDS,
    *,
    all_details: bool = False,
    channels: bool = False,
    metering: bool = False,
    metering_tiers: bool = False,
    numbers: bool = False,
    labels: Labels | None = None,
    include_raw: bool = False,
    warn: Callable[[str], object] = str,
) -> tuple[list[Record], list[Record]]:
    """Return the records of all services and of all customers, not yet joined.

    `include` names the lists to read, one request each; a list that is not named is empty. `channels` takes one request for each page
    of leads, none if there are no customers. `metering_tiers` implies `channels` and `metering` and takes one more request for each
    channel; it has no effect on a single list. `numbers` takes one request for each page of numbers, none if there are no customers.
    `warn` receives each warning.
    """
    tiers = metering_tiers and set(KINDS) <= set(include)
    ours: list[Record] = []
    theirs: list[Record] = []
    if "services" in include:
        ours = services(client, labels=labels, include_raw=include_raw)
    if metering or tiers:
        add_metering(ours)
    if "customers" in include:
        theirs = customers(client, all_details=all_details, labels=labels, include_raw=include_raw)
    if channels or tiers:
        with_channels(client, theirs)
    for warning in add_metering_tiers(client, ours, theirs) if tiers else ():
        warn(warning)
    if numbers and theirs:
        add_counts(theirs, all_numbers(client))
    return ours, theirs
