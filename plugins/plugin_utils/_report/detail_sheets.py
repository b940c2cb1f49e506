# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sheets of every service and every customer, with the columns of the page. Pure. Private."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import is_not_counted
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import label_words
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.sheets import (
    PLATFORM,
    Column,
    Sheet,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import by_people
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    NAMED_BY,
    UNKNOWN,
    Record,
    customer_of,
    customers_of,
    display_name,
    services_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.decisions import places_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.fields import listed
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.needs import subject_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import (
    NOT_COUNTED_TEXT,
    PLAN_LABELS,
    PLANS,
    seats_percent,
)

_OF_CUSTOMER = {name: CARRIED[name] for name in NAMED_BY}
_YES_NO: dict[Any, str] = {True: "yes", False: "no"}


def customers_sheet(model: Model) -> Sheet:
    needs = _Needs(model)
    found = sorted(customers_of(model["rows"]), key=lambda item: (*_order(item), item["hosts"]))
    rows = [
        [
            *_who(item),
            NOT_COUNTED_TEXT if is_not_counted(item) else item.get("active_users"),
            item.get("licensed_users"),
            seats_percent(item),
            item.get("sip_connections_total"),
            item.get("sip_connections_not_deployed"),
            item.get("ms_tenant_id"),
            listed(item["services"]),
            needs.of(subject_of(item, item["hosts"][0], "customer", many=needs.many)),
        ]
        for item in found
    ]
    columns = [
        Column("Customer"),
        PLATFORM,
        Column("License"),
        Column("Seats used", "number", is_summed=True),
        Column("Seats acquired", "number", is_summed=True),
        Column("Share", "percent", "share"),
        Column("SIP connections", "number", is_summed=True),
        Column("SIP connections not deployed", "number", "none is good", is_summed=True),
        Column("Microsoft tenant"),
        Column("Services"),
        Column("Needs"),
    ]
    return Sheet("Customers", columns, rows)


def services_sheet(model: Model) -> Sheet:
    needs = _Needs(model)
    found = sorted(services_of(model["rows"]), key=lambda row: (*_order(row["record"]), row["host"]))
    rows = []
    for row in found:
        record, customer = row["record"], customer_of(row, _OF_CUSTOMER)
        rows.append(
            [
                *_who(record),
                record.get("status") or UNKNOWN,
                _YES_NO.get(record.get("enabled"), UNKNOWN),
                record.get("source"),
                *_uses(record),
                record.get("trial_expires"),
                display_name(customer) if customer else "",
                needs.of(subject_of(record, row["host"], many=needs.many)),
            ]
        )
    columns = [
        Column("Service"),
        PLATFORM,
        Column("License"),
        Column("Status", rule="status"),
        Column("Enabled"),
        Column("Source"),
        *(
            Column(title, "number", is_summed=True)
            for label in (*(PLAN_LABELS[plan] for plan, *_fields in PLANS), "DIDs")
            for title in (f"{label} in use", f"{label} in all")
        ),
        Column("Trial ends", "date"),
        Column("Customer"),
        Column("Needs"),
    ]
    return Sheet("Services", columns, rows)


def _uses(record: Record) -> Iterator[Any]:
    """Yield what is used and its maximum, for each plan and for numbers; nothing for both where both are none."""
    pairs = [(used, maximum) for _plan, used, maximum, _disconnected in PLANS]
    for names in (*pairs, ("dids_used", "dids_total")):
        values = [record.get(name) for name in names]
        yield from values if any(map(number, values)) else (None, None)


def _who(record: Record) -> list[Any]:
    label = str(record.get("license_label") or record.get("license_type") or UNKNOWN)
    return [display_name(record), platform_of(record), label_words(label)]


def _order(record: Record) -> tuple[str, str]:
    return by_people(display_name(record)), platform_of(record)


class _Needs:
    """What objects need: the titles of the rules that they break, the worst first, without hints."""

    def __init__(self, model: Model) -> None:
        self.many = len(model["platforms"]) > 1
        self._places = places_of(model)
        self._titles = [rule["title"] if rule["severity"] != "info" else "" for rule in model["attention"]["rules"]]

    def of(self, subject: str) -> str:
        return "; ".join(filter(None, (self._titles[place] for place in self._places.get(subject, ()))))
