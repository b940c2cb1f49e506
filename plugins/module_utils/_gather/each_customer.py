# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What takes a request for each customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import parallel
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import naming
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError

if TYPE_CHECKING:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

Record = dict[str, Any]
Read = TypeVar("Read")


def for_each_customer(
    client: Client, customers_: Sequence[Record], read: Callable[[str], Read], workers: int
) -> tuple[list[tuple[Record, Read]], list[Record]]:
    """Return (customers with what was read of each, failures), both in the order of the customers.

    `read` takes a GUID. A failure is a record of `ump_customer_guid`, `name`, `status` (HTTP, or null) and `msg`.
    What was read of the other customers is kept.
    """

    def one(customer: Record) -> Read:
        with naming(client):
            return read(customer["ump_customer_guid"])

    results = parallel.each(customers_, one, workers)
    done: list[tuple[Record, Read]] = []
    failed: list[Record] = []
    for customer, result in zip(customers_, results, strict=True):
        if isinstance(result, LivePlatformError):
            who = {key: customer[key] for key in ("ump_customer_guid", "name")}
            failed.append({**who, "status": result.status, "msg": str(result)})
        else:
            done.append((customer, result))
    return done, failed


def with_secrets_expiry(
    client: Client, customers_: Sequence[Record], workers: int
) -> tuple[list[Record], list[Record]]:
    """Return (customers with the expiry dates of their app registrations' secrets, failures). One request for each customer.

    A customer that could not be read has these fields without a value. For the failures, see `for_each_customer`.
    """
    read, failed = for_each_customer(
        client, customers_, lambda guid: lists.customer_details(client.customer(guid), guid), workers
    )
    details = {customer["ump_customer_guid"]: detail for customer, detail in read}
    nothing = lists.no_customer_details()
    return [item | details.get(item["ump_customer_guid"], nothing) for item in customers_], failed
