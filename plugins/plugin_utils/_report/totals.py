# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The totals of a report: one table, which the model and the schema of the JSON report are made of. Pure.

JSON, the workbook's summary and what is published show all of them, the other formats those that they name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands, totals
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import Record, Row, has_customer
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report import views


class Found(NamedTuple):
    """What is counted: all rows and those of services, customers, trials, hosts left out, and L(totals.of) of them."""

    rows: Sequence[Row]
    services: Sequence[Row]
    customers: Sequence[Record]
    trials: Sequence[Record]
    skipped: int
    counted: Record


@dataclass(frozen=True)
class Total:
    """A total: its name, and how it is counted. C(is_sum): a sum of a field, null where no record knows it.

    `kinds` are the kinds of objects that it depends on, `fields` their fields, as the document's `unread` names them: two
    reports that have read different things differ in it for no reason.
    """

    name: str
    count: Callable[[Found], Any]
    is_sum: bool = False
    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


_SERVICES, _CUSTOMERS = ("services",), ("customers",)
_BOTH = _SERVICES + _CUSTOMERS


def _fields(kind: tuple[str, ...], *names: str) -> tuple[str, ...]:
    return tuple(f"{name} of {kind[0]}" for name in names)


def _of_services(field: str) -> Total:
    return Total(
        field,
        lambda found: totals.known_total([row["record"] for row in found.services], field),
        True,
        _SERVICES,
        _fields(_SERVICES, field),
    )


def _of_customers(name: str, field: str) -> Total:
    return Total(
        name, lambda found: totals.known_total(found.customers, field), True, _CUSTOMERS, _fields(_CUSTOMERS, field)
    )


def _of_sip_connections(name: str, field: str) -> Total:
    """Return the total of a field that customers only know when all details were asked for."""

    def count(found: Found) -> Any:
        known = [customer for customer in found.customers if customer.get(field) is not None]
        return totals.total(known, field) if known else None

    return Total(name, count, True, _CUSTOMERS, _fields(_CUSTOMERS, field))


def _trials(state: str) -> Total:
    return Total(f"trials_{state}", lambda found: found.counted["trials"][state], False, _SERVICES, _OF_TRIALS)


_ENABLED = _fields(_SERVICES, "enabled")
_OF_TRIALS = _fields(_SERVICES, "trial_status", "trial_expires")
_OF_SEATS = _fields(_CUSTOMERS, "license_type", "licensed_users", "active_users")


def _has_seats(customer: Record) -> bool:
    return customer.get("licensed_users") is not None


def _is_enabled(record: Record) -> bool:
    # the inventory calls a host enabled of which nobody knows better
    return record.get("enabled") is True and not totals.is_unread(record, "enabled")


def _without_plan(found: Found) -> Any:
    return totals.known_total([item for item in found.customers if not _has_seats(item)], "active_users")


def _of_not_counted(found: Found) -> Any:
    return totals.known_total(list(filter(bands.is_not_counted, found.customers)), "licensed_users")


TOTALS: tuple[Total, ...] = (
    Total("hosts", lambda found: len(found.rows), kinds=_BOTH),
    Total("skipped", lambda found: found.skipped),
    Total("services", lambda found: found.counted["services"], kinds=_SERVICES),
    Total(
        "services_enabled",
        lambda found: sum(_is_enabled(row["record"]) for row in found.services),
        kinds=_SERVICES,
        fields=_ENABLED,
    ),
    Total("services_disabled", lambda found: found.counted["services_disabled"], kinds=_SERVICES, fields=_ENABLED),
    Total(
        "services_without_customer",
        lambda found: sum(not has_customer(row) for row in found.services),
        kinds=_BOTH,
        fields=_fields(_SERVICES, "ump_customer_guid"),
    ),
    Total("customers", lambda found: found.counted["customers"], kinds=_CUSTOMERS),
    Total(
        "customers_without_service",
        lambda found: sum(row["record"].get("kind") == "customer" for row in found.rows),
        kinds=_BOTH,
        fields=_fields(_SERVICES, "ump_customer_guid"),
    ),
    _of_customers("seats_licensed", "licensed_users"),
    _of_customers("seats_active", "active_users"),
    Total("seats_active_unplanned", _without_plan, True, _CUSTOMERS, _OF_SEATS),
    Total(
        "customers_with_seats",
        lambda found: sum(map(_has_seats, found.customers)),
        kinds=_CUSTOMERS,
        fields=_fields(_CUSTOMERS, "licensed_users"),
    ),
    Total("customers_over", lambda found: sum(map(views.is_over, found.customers)), kinds=_CUSTOMERS, fields=_OF_SEATS),
    Total(
        "customers_not_counted",
        lambda found: sum(map(bands.is_not_counted, found.customers)),
        kinds=_CUSTOMERS,
        fields=_OF_SEATS,
    ),
    Total("seats_not_counted", _of_not_counted, True, _CUSTOMERS, _OF_SEATS),
    *map(_of_services, totals.SERVICE_SUMS),
    *map(_trials, ("active", "expiring", "expired")),
    Total(
        "trials_without_date",
        lambda found: sum(trial["expires"] is None for trial in found.trials),
        kinds=_SERVICES,
        fields=_OF_TRIALS,
    ),
    _of_sip_connections("sip_connections", "sip_connections_total"),
    _of_sip_connections("sip_connections_not_deployed", "sip_connections_not_deployed"),
)
