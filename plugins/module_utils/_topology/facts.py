# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The fact that topology_facts returns. Pure Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import field_names, join, totals

Record = dict[str, Any]


def build(
    services: list[Record],
    customers: list[Record],
    now: datetime,
    match_by: Sequence[str],
    members: str,
    expiring_days: int,
    included: Sequence[str] = ("services", "customers"),
) -> Record:
    """Return the fact: both lists joined (in place), the members of each group, totals, leftovers and conflicts.

    `members` is `id` or `name`: what the groups and the leftovers list. `now` is injected.
    `included` are the lists that were read; the other list is empty because nobody asked for it.
    """
    joined, known = join.join(services, customers, match_by)
    called: Callable[[Mapping[str, Any]], str] = join.identity if members == "id" else lambda item: item["name"]

    def by(field: str, items: Iterable[Record]) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for item in items:
            groups.setdefault(item[field], []).append(called(item))
        return dict(sorted(groups.items()))

    return {
        "services": joined,
        "customers": known,
        "by_license_type": by("license_type", [*joined, *known]),
        "by_status": by("status", joined),
        "by_source": by("source", joined),
        "totals": totals.of(joined, known, now.date(), expiring_days),
        "unmatched": {
            "services": [called(item) for item in joined if not item["matched"]],
            "customers": [called(item) for item in known if not item["matched"]],
        },
        "conflicts": join.conflicts(joined),
        "included": sorted(included),
        "gathered_at": now.isoformat(timespec="seconds"),
    }


def chooser(fields: Sequence[str]) -> Callable[[Record], Record]:
    """Return a function that reduces a record to the chosen fields (names or shell patterns; all fields if none is named).

    Raises `OptionError` for a pattern that matches no field.
    """
    if not fields:
        return lambda record: record
    chosen = field_names.fields(fields).union(field_names.IDENTITY, ["customer_unread"])
    return lambda record: {key: value for key, value in record.items() if key in chosen}
