# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The statement of all customers as samples of metrics. Pure.

Every sample bears the month, so that the files of several months in one folder are series of their own. Sums over a month
are the totals of its statement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import (
    Sample,
    day_seconds,
    known_sum,
    label_text,
    sample,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Document

_KEY = ("reseller", "license_type", "customer", "customer_id")


def samples(document: Document, report: str, *, per_customer: bool = False) -> list[Sample]:
    """Return the samples. `report` is the name of the files without month; `per_customer`: series of single customers."""
    labels = {"platform": document["platform"], "report": report, "month": document["month"]}
    made = day_seconds(dt.date.fromisoformat(document["generated_at"]))
    return [*_counts(document, labels, per_customer), *sample("live_platform_read_timestamp_seconds", made, **labels)]


def _counts(document: Document, labels: dict[str, str], per_customer: bool) -> Iterator[Sample]:
    numbers: dict[tuple[str, str, str], int] = {}
    groups: dict[tuple[str, ...], list[Any]] = {}
    for line in document["customers"]:
        kind = (label_text(line["reseller"]), label_text(line["license_type"]))
        there = (*kind, "")
        numbers[there] = numbers.get(there, 0) + 1
        names = (label_text(line["full_name"] or line["name"]), line["guid"]) if per_customer else ("", "")
        # a customer of whom no day was counted is in no sum
        groups.setdefault((*kind, *names), []).extend([line] if line["days_counted"] else [])
    for item in document["not_read"]:
        key = (label_text(item["reseller"]), label_text(item["license_type"]), "not_read")
        numbers[key] = numbers.get(key, 0) + 1
    for (reseller, license_type, status), number in numbers.items():
        more = {"reseller": reseller, "license_type": license_type, "status": status}
        yield from sample("live_platform_customers", number, **labels, **more)
    for values, lines in groups.items():
        more = dict(zip(_KEY, values, strict=True))
        yield from sample("live_platform_seats_acquired", known_sum(lines, "acquired_last"), **labels, **more)
        yield from sample("live_platform_seats_used", known_sum(lines, "used_last"), **labels, **more)
    if not document["customers"] and not document["not_read"]:
        yield from sample("live_platform_customers", 0, **labels)
