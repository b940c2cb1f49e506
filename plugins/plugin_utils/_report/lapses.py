# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What lapses next, and what has lapsed: trials, secrets of app registrations, the instance's pool. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import identity, platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import by_people
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import Pool, instance_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import Record, Row, display_name
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.needs import subject_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import day

# the field of a customer that says when the secret of its app registration ends; only known where details were read
_ENDS = "client_secret_expires"


class Lapse(TypedDict):
    """Something that ends on a day: `what` is `trial`, `secret` or `pool`, `kind` is `service`, `customer` or `instance`.

    `date` is YYYY-MM-DD; it is the last day on which it works. `days_left` is negative for what has lapsed.
    """

    what: str
    kind: str
    name: str
    platform: str
    date: str
    days_left: int
    subject: str


class Lapses(TypedDict):
    """`next` ends today or later, the soonest first; `lapsed` has ended, the latest first."""

    next: list[Lapse]
    lapsed: list[Lapse]


def lapses(
    rows: Iterable[Row],
    trials: Sequence[Record],
    customers: Iterable[Record],
    today: dt.date,
    *,
    many: bool = False,
    more: Iterable[Lapse] = (),
) -> Lapses:
    """Return what lapses. `trials` and `customers` are those of the views; `more` is what no row tells, such as the pool's end."""
    records = {row["host"]: row["record"] for row in rows}
    found = [*_of_trials(records, trials, many), *_of_secrets(customers, today, many), *more]
    coming = [item for item in found if item["days_left"] >= 0]
    gone = [item for item in found if item["days_left"] < 0]
    return {
        "next": sorted(coming, key=lambda item: (item["days_left"], *_order(item))),
        "lapsed": sorted(gone, key=lambda item: (-item["days_left"], *_order(item))),
    }


def of_pool(pool: Pool | None) -> list[Lapse]:
    """Return the end of the instance's license, where a person named it."""
    if pool is None or pool["pool_expires"] is None:
        return []
    instance = instance_of(pool)
    return [
        {
            "what": "pool",
            "kind": "instance",
            "name": instance["name"],
            "platform": instance["platform"],
            "date": pool["pool_expires"],
            "days_left": pool["days_left"],
            "subject": identity(instance),
        }
    ]


def _of_trials(records: Mapping[str, Record], trials: Iterable[Record], many: bool) -> Iterator[Lapse]:
    for trial in trials:
        if trial["expires"] is not None:
            yield {
                "what": "trial",
                "kind": "service",
                "name": trial["name"],
                "platform": trial["platform"],
                "date": trial["expires"],
                "days_left": trial["days_left"],
                "subject": subject_of(records[trial["host"]], trial["host"], many=many),
            }


def _of_secrets(customers: Iterable[Record], today: dt.date, many: bool) -> Iterator[Lapse]:
    for customer in customers:
        ends = day(customer.get(_ENDS))
        if ends is not None:
            yield {
                "what": "secret",
                "kind": "customer",
                "name": display_name(customer),
                "platform": platform_of(customer),
                "date": ends,
                "days_left": (dt.date.fromisoformat(ends) - today).days,
                "subject": subject_of(customer, customer["hosts"][0], "customer", many=many),
            }


def _order(item: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what entries of one day are ordered by."""
    return item["what"], by_people(item["name"]), item["subject"]
