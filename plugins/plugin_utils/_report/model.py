# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From inventory rows to the one model that every report format shows. Pure: no clock, no files, no Ansible. Private.

What is counted how:

- a host counts once in the totals, in however many of the groups it is;
- a service that carries its customer (C(customer_*) fields) counts under the service's license type and under that of
  its customer, as the inventory's groups do;
- a customer counts once, however many services carry it, and so do its seats;
- only services have a status.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import totals
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import shown_instant
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import attention
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.attention import Attention
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.gaps import Read
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import Policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import Pool
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    Row,
    customers_of,
    services_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report import needs, views
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.changes import Changes, Now, changes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.lapses import Lapses, lapses, of_pool
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.previous import (
    SCHEMA,
    Previous,
    scope_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.totals import TOTALS, Found


class Model(TypedDict):
    """The report as data; the JSON report shows it as it is. C(schema) counts up when a key changes or goes."""

    schema: int
    title: str
    generated_at: str
    platforms: list[str]
    pool: Pool | None
    notices: list[str]
    stale: str
    scope: dict[str, Any]
    unread: dict[str, int]
    attention: Attention
    changes: Changes | None
    lapses: Lapses
    groups: list[dict[str, Any]]
    totals: dict[str, Any]
    license_types: list[dict[str, Any]]
    license_statuses: list[dict[str, Any]]
    statuses: list[dict[str, Any]]
    seat_limits: dict[str, float]
    seat_bands: list[dict[str, Any]]
    seats: list[dict[str, Any]]
    plan_totals: list[dict[str, Any]]
    device_plans: list[dict[str, Any]]
    trial_months: list[dict[str, Any]]
    trials: list[dict[str, Any]]
    rows: list[Row]


class Asked(NamedTuple):
    """What a report is asked besides its counts.

    `policy`: what its rows are judged by, null for no judgement; `named` are the members of the inventory groups that the
    policy names. `read`: the kinds that the source read, by platform. `limited`: the rows are a part of those of the groups.
    `previous`: the report whose differences to this one are wanted. `pool`: the license of the instance, where a person named it. `limits`: where
    the bands of seats in use begin and end.
    """

    policy: Policy | None = None
    named: Mapping[str, Sequence[str]] = {}
    read: Read | None = None
    limited: bool = False
    previous: Previous | None = None
    pool: Pool | None = None
    limits: views.Limits = views.Limits()


_NOTHING = Asked()


def build_model(
    rows: Iterable[Row],
    groups: Mapping[str, int],
    title: str,
    generated_at: dt.datetime,
    skipped: int = 0,
    stale: str = "",
    asked: Asked = _NOTHING,
) -> Model:
    """Return the model of the rows, the same for the same rows in any order.

    C(groups) maps each group's name, in the order to show, to its number of hosts in the inventory; C(generated_at) is
    an aware time; C(skipped) is the number of hosts that are neither a service nor a customer and so are no rows.
    C(stale) says that the data is a cached copy, `asked` what else is wanted. What could not be read is in no count, and
    C(unread) says of how many services or customers.
    """
    with paused():
        return _model(sorted(rows, key=lambda row: row["host"]), groups, title, generated_at, skipped, stale, asked)


def _model(
    hosts: list[Row],
    groups: Mapping[str, int],
    title: str,
    generated_at: dt.datetime,
    skipped: int,
    stale: str,
    asked: Asked,
) -> Model:
    instant = generated_at.astimezone(dt.timezone.utc)
    customers = customers_of(hosts)
    of_services = services_of(hosts)
    services = [
        {**row["record"], "trial_expires": views.day(row["record"].get("trial_expires"))} for row in of_services
    ]
    counted = totals.of(services, customers, instant.date())
    platforms = sorted({platform_of(row["record"]) for row in hosts} - {""})
    many = len(platforms) > 1
    needing, problem = attention.nothing(), ""
    if asked.policy is not None:
        needing, problem = needs.judged(
            hosts, asked.policy, asked.named, instant.date(), asked.read, many=many, pool=asked.pool
        )
    seats = views.seats(customers, asked.limits)
    device_plans = views.device_plans(of_services)
    trials = views.trials(of_services, instant.date())
    found = Found(hosts, of_services, customers, trials, skipped, counted)
    unread = {
        **{f"{field} of services": count for field, count in totals.unread(services, _OF_SERVICES).items()},
        **{f"{field} of customers": count for field, count in totals.unread(customers, _OF_CUSTOMERS).items()},
    }
    counts = {total.name: total.count(found) for total in TOTALS}
    scope = scope_of(hosts, groups, asked.read, limited=asked.limited)
    now = Now(hosts, counts, unread, scope, instant.date(), many)
    return {
        "schema": SCHEMA,
        "title": title,
        "generated_at": shown_instant(instant),
        "platforms": platforms,
        "pool": asked.pool,
        "notices": [*([stale] if stale else []), *_unread_notice(unread), *_problem_notice(problem)],
        "stale": stale,
        "scope": scope.shown(),
        "unread": unread,
        "attention": needing,
        "changes": changes(now, asked.previous) if asked.previous else None,
        "lapses": lapses(of_services, trials, customers, instant.date(), many=many, more=of_pool(asked.pool)),
        "groups": views.groups(hosts, groups),
        "totals": counts,
        "license_types": views.license_types(hosts, customers),
        "license_statuses": views.license_statuses(of_services),
        "statuses": views.statuses(counted["statuses"]),
        "seat_limits": {"warning_percent": asked.limits.warning, "grace_percent": asked.limits.grace},
        "seat_bands": views.seat_bands(seats),
        "seats": seats,
        "plan_totals": views.plan_totals(device_plans),
        "device_plans": device_plans,
        "trial_months": views.trial_months(trials),
        "trials": trials,
        "rows": hosts,
    }


# the fields that counts are made of
_OF_SERVICES = (
    *("license_type", "status", "enabled", "source", "trial_status", "trial_expires", "ump_customer_guid"),
    *totals.SERVICE_SUMS,
)
_OF_CUSTOMERS = ("license_type", *totals.CUSTOMER_SUMS, "sip_connections_total", "sip_connections_not_deployed")


def _unread_notice(unread: Mapping[str, int]) -> list[str]:
    if not unread:
        return []
    told = ", ".join(f"{field} ({count})" for field, count in unread.items())
    return [f"the platform's answer could not be read, and counts nowhere: {told}"]


def _problem_notice(problem: str) -> list[str]:
    return [f"nobody could be judged, so that what needs attention is not known: {problem}"] if problem else []
