# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as samples of metrics. Pure.

Sums over all series of a metric are the totals of the report: each service and each customer counts once, in one
series. What could not be read has no sample, and a list that was read and is empty has a zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import (
    Sample,
    day_seconds,
    known_sum,
    label_text,
    read_times,
    sample,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    NAMED_BY,
    UNKNOWN,
    Record,
    Row,
    customer_of,
    customers_of,
    display_name,
    services_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model

# Texts of labels -> the records that have them. What becomes the same text is one series, and is added up.
_Groups = dict[tuple[str, ...], list[Record]]

# plan -> field of the devices in use. AI Summary is a license on top of these devices, and would count them again.
_DEVICES = {"personal": "devices_personal", "meeting": "devices_meeting"}
_DIDS = {"used": "dids_used", "free": "dids_free"}
# labels of services, and of the seats of customers
_KEY = ("platform", "license_type", "customer", "customer_id")
# what a service carries of its customer's name
_NAMES = {name: CARRIED[name] for name in NAMED_BY}


def samples(
    model: Model,
    report: str,
    read: Mapping[str, Collection[str]],
    read_at: Mapping[str, dt.datetime | None],
    *,
    per_customer: bool = False,
) -> list[Sample]:
    """Return the samples. `report` is the name of the report's files, `read` platform -> kinds that the source read.

    `read_at`: platform -> when it was read, null where that is not known. `per_customer`: series of single customers
    instead of one for all customers of a license type.
    """
    services = services_of(model["rows"])
    customers = customers_of(model["rows"])
    found = chain(
        _services(services, per_customer),
        _customers(customers, per_customer),
        _trials(model["trials"], services, per_customer),
        _empty(services, customers, read),
    )
    named = [one._replace(labels=tuple(sorted((*one.labels, ("report", report))))) for one in found]
    return [*named, *read_times(read_at, report)]


def _services(rows: Iterable[Row], per_customer: bool) -> Iterator[Sample]:
    by_license: _Groups = {}
    by_status: _Groups = {}
    for row in rows:
        record = row["record"]
        key = _service_key(row, per_customer)
        by_license.setdefault(key, []).append(record)
        by_status.setdefault((*key, label_text(record.get("status") or UNKNOWN)), []).append(record)
    for values, records in by_status.items():
        labels = dict(zip((*_KEY, "status"), values, strict=True))
        yield from sample("live_platform_services", len(records), **labels)
    for values, records in by_license.items():
        labels = dict(zip(_KEY, values, strict=True))
        for plan, field in _DEVICES.items():
            yield from sample("live_platform_devices", known_sum(records, field), **labels, plan=plan)
        for status, field in _DIDS.items():
            yield from sample("live_platform_dids", known_sum(records, field), **labels, status=status)


def _customers(customers: Iterable[Record], per_customer: bool) -> Iterator[Sample]:
    by_license: _Groups = {}
    by_customer: _Groups = {}
    for record in customers:
        license_of = _license(record)
        by_license.setdefault(license_of, []).append(record)
        names = _names(record) if per_customer else ("", "")
        # two versions of one customer, which hosts tell differently, both count in the report, so they are added up here
        by_customer.setdefault((*license_of, *names), []).append(record)
    for (platform, license_type), records in by_license.items():
        yield from sample("live_platform_customers", len(records), platform=platform, license_type=license_type)
    for values, records in by_customer.items():
        labels = dict(zip(_KEY, values, strict=True))
        yield from sample("live_platform_seats_acquired", known_sum(records, "licensed_users"), **labels)
        # nobody counts the users of a license type without seats, so that they use none is not known
        counted = [record for record in records if not bands.is_not_counted(record)]
        yield from sample("live_platform_seats_used", known_sum(counted, "active_users"), **labels)


def _trials(trials: Iterable[Record], services: Iterable[Row], per_customer: bool) -> Iterator[Sample]:
    rows = {row["host"]: row for row in services}
    ends: dict[tuple[str, ...], list[dt.date]] = {}
    for trial in trials:
        if trial["expires"] is not None:
            key = (*_service_key(rows[trial["host"]], per_customer), trial["state"])
            ends.setdefault(key, []).append(dt.date.fromisoformat(trial["expires"]))
    for values, days in ends.items():
        labels = dict(zip((*_KEY, "status"), values, strict=True))
        end = max(days) if labels["status"] == "expired" else min(days)
        yield from sample("live_platform_trial_end_timestamp_seconds", day_seconds(end), **labels)


def _empty(
    services: Iterable[Row], customers: Iterable[Record], read: Mapping[str, Collection[str]]
) -> Iterator[Sample]:
    """Yield a zero for each list of a platform that was read and has nobody."""
    there = {
        "services": {platform_of(row["record"]) for row in services},
        "customers": {platform_of(record) for record in customers},
    }
    for platform, kinds in read.items():
        for kind, platforms in there.items():
            if kind in kinds and platform not in platforms:
                yield from sample(f"live_platform_{kind}", 0, platform=platform)


def _service_key(row: Row, per_customer: bool) -> tuple[str, ...]:
    """Return the values of the labels `_KEY`; a service without a customer has no customer's name."""
    record = row["record"]
    customer = customer_of(row, _NAMES) if per_customer else None
    names = _names(customer) if customer else ("", "")
    return (*_license(record), *names)


def _license(record: Record) -> tuple[str, str]:
    return label_text(platform_of(record)), label_text(record.get("license_type") or UNKNOWN)


def _names(customer: Record) -> tuple[str, str]:
    return label_text(display_name(customer)), label_text(customer.get("ump_customer_guid"))
