# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a statement reads from the platform, in the process that writes it. No record passes through a result or a variable of core."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.channels import with_channels
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.each_customer import for_each_customer
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness, lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import conceal
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import mailing, resellers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Customer,
    NotRead,
    customer_of,
    not_read_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import months_to_read
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.options import StatementOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.usage import Line, counts_of, line

Record = dict[str, Any]

# the texts of a customer that a statement shows; the license type is a slug
_TEXTS = ("ump_customer_guid", "name", "full_name", "license_type")


class Found(NamedTuple):
    """What was read: customers with their lines, those that could not be read, and what to say of resellers.

    `refused` is why nothing was read but the list: rows that contradict each other, or addresses of a reseller without customers.
    """

    customers: list[Customer]
    not_read: list[NotRead]
    warnings: list[str]
    refused: OptionError | None = None


def read(settings: Settings, options: StatementOptions, log: Callable[[str], object]) -> Found:
    """Return what the month's statement is about: one request for the list of customers, one for each, one for leads if wanted.

    `log` receives one line for each request, without secrets. Raises one of the `LivePlatformError` family where the list or the
    leads cannot be read, or where the list is shorter than it must be. A customer that cannot be read is no error here.
    """
    # imported late: a job that reads no platform needs no `requests`, and one that does reports a broken one as its own failure
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client  # noqa: PLC0415

    days = options.month.days_until(options.today)
    months = months_to_read(options.month, options.today)
    with Client(settings, log=log) as client:
        customers = topology.customers(client)
        completeness.check_minimum("customers", len(customers), options.minimum_customers)
        if options.resellers.source == resellers.LEADS:
            with_channels(client, customers)
        # a row or an address that fits no customer is an error before ten thousand requests, not after them
        try:
            by_guid, warnings = resellers.assigned(options.resellers, customers)
            mailing.check(options.mail_to, by_guid.values())
        except OptionError as error:
            return Found([], [], [], error)
        types = {customer["ump_customer_guid"]: customer["license_type"] for customer in customers}

        def one(guid: str) -> Line:
            # reduced at once: ten thousand histories need not be in memory together
            records = lists.usage_counts(client.license_info(guid, months))
            return line(counts_of(records, days, options.month.zone, types[guid]), days)

        done, failed = for_each_customer(client, customers, one, options.parallel)
        secrets = client.concealed
    records = {customer["ump_customer_guid"]: customer for customer in customers}
    return Found(
        [
            customer_of(_without(customer, secrets), found, by_guid[customer["ump_customer_guid"]])
            for customer, found in done
        ],
        [
            not_read_of(
                _without(records[failure["ump_customer_guid"]], secrets),
                {**failure, "msg": conceal(failure["msg"], secrets)},
                by_guid[failure["ump_customer_guid"]],
            )
            for failure in failed
        ],
        warnings,
    )


def _without(customer: Mapping[str, Any], secrets: Collection[str]) -> Record:
    """Return the texts of a customer without secrets that the platform sent back."""
    return {name: conceal(customer[name], secrets) for name in _TEXTS}
