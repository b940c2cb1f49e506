# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tables of every service and every customer in the HTML report. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    NOTHING,
    Cell,
    Column,
    Table,
    count_text,
    number_cell,
    percent_cell,
    state_cell,
    text_cell,
    use_cell,
    word_cell,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    UNKNOWN,
    customer_of,
    customers_of,
    display_name,
    services_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import is_over, seats_percent

_YES_NO: dict[Any, str] = {True: "yes", False: "no"}


def details(model: Model) -> list[Table]:
    """Return the tables of every service and every customer."""
    return [_services(model), _customers(model)]


def _platforms(model: Model) -> tuple[Column, ...]:
    """Return the column that tells platforms apart, where there is more than one."""
    return (Column("Platform", choices=True),) if len(model["platforms"]) > 1 else ()


def _with_platform(row: tuple[Cell, ...], record: Mapping[str, Any], shown: bool) -> tuple[Cell, ...]:
    return (row[0], text_cell(platform_of(record)), *row[1:]) if shown else row


def _services(model: Model) -> Table:
    platforms = _platforms(model)
    return Table(
        "services",
        "Services",
        "Every service, by host name",
        (
            Column("Service"),
            *platforms,
            Column("License", choices=True),
            Column("Status", "word", choices=True),
            Column("Enabled", "short", choices=True),
            Column("Source", "short", choices=True),
            Column("Personal devices", "number"),
            Column("Meeting devices", "number"),
            Column("AI Summary", "number"),
            Column("DIDs", "number"),
            Column("Trial ends", "word"),
            Column("Customer"),
        ),
        tuple(
            _with_platform(_service_row(row["host"], row["record"], customer_of(row)), row["record"], bool(platforms))
            for row in services_of(model["rows"])
        ),
        "No services in these groups.",
        "details",
    )


def _service_row(host: str, record: Mapping[str, Any], customer: Mapping[str, Any] | None) -> tuple[Cell, ...]:
    return (
        text_cell(display_name(record), host),
        text_cell(record.get("license_label") or record.get("license_type") or UNKNOWN),
        state_cell(record.get("status") or UNKNOWN),
        word_cell(_YES_NO.get(record.get("enabled"), UNKNOWN)),
        word_cell(record.get("source")),
        use_cell(record.get("devices_personal"), record.get("devices_personal_max")),
        use_cell(record.get("devices_meeting"), record.get("devices_meeting_max")),
        use_cell(record.get("ai_summary_devices_active"), record.get("ai_summary_devices_max")),
        use_cell(record.get("dids_used"), record.get("dids_total")),
        word_cell(record.get("trial_expires")),
        text_cell(display_name(customer), str(customer.get("license_label") or "")) if customer else Cell(NOTHING),
    )


def _customers(model: Model) -> Table:
    platforms = _platforms(model)
    return Table(
        "customers",
        "Customers",
        "Every customer, by name",
        (
            Column("Customer"),
            *platforms,
            Column("License", choices=True),
            Column("Seats used", "number"),
            Column("Seats acquired", "number"),
            Column("Share", "number"),
            Column("SIP connections", "number"),
            Column("Microsoft tenant"),
            Column("Services"),
        ),
        tuple(
            _with_platform(_customer_row(customer), customer, bool(platforms))
            for customer in customers_of(model["rows"])
        ),
        "No customers in these groups.",
        "details",
    )


def _customer_row(customer: Mapping[str, Any]) -> tuple[Cell, ...]:
    used, acquired = customer.get("active_users"), customer.get("licensed_users")
    not_deployed = number(customer.get("sip_connections_not_deployed"))
    return (
        text_cell(display_name(customer), ", ".join(customer["hosts"])),
        text_cell(customer.get("license_label") or customer.get("license_type") or UNKNOWN),
        number_cell(used),
        number_cell(acquired),
        percent_cell(seats_percent(customer), is_over(customer)),
        Cell(
            count_text(customer.get("sip_connections_total")),
            under=f"{not_deployed} not deployed" if not_deployed else "",
            tone="warn" if not_deployed else "",
        ),
        text_cell(customer.get("ms_tenant_id")),
        text_cell(", ".join(customer["services"])),
    )
