# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The views of a report: rows and customers counted by license type, status, seats, device plan and trial. Pure. Private."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import (
    is_trial_unread,
    is_unread,
    known_total,
    number,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import percent
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    UNKNOWN,
    Record,
    Row,
    customer_of,
    display_name,
    services_of,
)

# statuses, those that want attention first
_STATUS_ORDER = ("error", "warning", "unmonitored", UNKNOWN)

# a device plan, and the fields of devices used, in the plan, and disconnected
PLANS = (
    ("personal", "devices_personal", "devices_personal_max", "devices_personal_disconnected"),
    ("meeting", "devices_meeting", "devices_meeting_max", "devices_meeting_disconnected"),
    ("ai_summary", "ai_summary_devices_active", "ai_summary_devices_max", None),
)
# bands, those that want attention first
_BANDS = ("over", "grace", "warning", "ok", "unused", bands.NOT_COUNTED)
# what a service carries of its customer's license
_LICENSE = {name: CARRIED[name] for name in ("license_type", "license_label")}


# heading -> key of the entries of L(license_types) and L(statuses), for formats that show them as plain tables
LICENSE_TYPE_COLUMNS = {
    "License type": "label",
    "Services": "services",
    "Customers": "customers",
    "Seats used": "seats_active",
    "Seats acquired": "seats_licensed",
}
# what stands in place of seats in use where users do not count
NOT_COUNTED_TEXT = "not counted"
STATUS_COLUMNS = {"Status": "status", "Services": "services"}
# device plan -> its label
PLAN_LABELS = {"personal": "Personal devices", "meeting": "Meeting devices", "ai_summary": "AI Summary devices"}


def groups(rows: Sequence[Row], sizes: Mapping[str, int]) -> list[dict[str, Any]]:
    members = {name: [row for row in rows if name in row["groups"]] for name in sizes}
    counts = {name: Counter(row["record"].get("kind") for row in found) for name, found in members.items()}
    return [
        {
            "name": name,
            "hosts": counts[name].total(),
            "services": len(services_of(members[name])),
            "customers": counts[name]["customer"],
            "skipped": sizes[name] - counts[name].total(),
        }
        for name in sizes
    ]


def license_types(rows: Sequence[Row], customers: Sequence[Record]) -> list[dict[str, Any]]:
    """Return one entry for each license type, the most used first; C(hosts) is the size of its inventory group."""
    found: dict[str, dict[str, Any]] = {}
    seats: dict[str, list[Record]] = {}

    def entry(record: Record) -> dict[str, Any]:
        slug = record.get("license_type") or UNKNOWN
        empty = dict.fromkeys(("hosts", "services", "customers", "seats_licensed", "seats_active", "not_counted"), 0)
        return found.setdefault(slug, {"license_type": slug, "label": record.get("license_label") or slug, **empty})

    for row in rows:
        carried = [record for record in (row["record"], customer_of(row, _LICENSE)) if record is not None]
        for slug in {entry(record)["license_type"] for record in carried}:
            found[slug]["hosts"] += 1
    for row in services_of(rows):
        entry(row["record"])["services"] += 1
    for customer in customers:
        of_type = entry(customer)
        of_type["customers"] += 1
        seats.setdefault(of_type["license_type"], []).append(customer)
    for slug, owners in seats.items():
        found[slug]["seats_licensed"] = known_total(owners, "licensed_users")
        not_counted = sum(map(bands.is_not_counted, owners))
        found[slug]["not_counted"] = not_counted
        found[slug]["seats_active"] = None if not_counted == len(owners) else known_total(owners, "active_users")
    return sorted(found.values(), key=lambda item: (-item["hosts"], item["license_type"]))


def license_type_lines(items: Iterable[Record]) -> list[dict[str, Any]]:
    """Return the entries of L(license_types) for plain tables, with words where seats in use are not counted."""
    return [{**item, "seats_active": seats_used(item["seats_active"], item["not_counted"])} for item in items]


def seats_used(active: Any, not_counted: Any) -> Any:
    """Return seats in use as a table shows them: the number, words where none is counted, null where not known."""
    return NOT_COUNTED_TEXT if active is None and not_counted else active


def statuses(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return one entry for each status, in the order of what wants attention, from the services counted by status."""
    return [{"status": status, "services": counts[status]} for status in sorted(counts, key=_attention)]


def license_statuses(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return one entry for each license type that services have, the most used first, with its services by status."""
    found: dict[str, Counter[str]] = {}
    labels: dict[str, str] = {}
    for row in services_of(rows):
        record = row["record"]
        slug = record.get("license_type") or UNKNOWN
        labels.setdefault(slug, record.get("license_label") or slug)
        found.setdefault(slug, Counter())[record.get("status") or UNKNOWN] += 1
    return [
        {
            "license_type": slug,
            "label": labels[slug],
            "services": found[slug].total(),
            "statuses": {status: found[slug][status] for status in sorted(found[slug], key=_attention)},
        }
        for slug in sorted(found, key=lambda slug: (-found[slug].total(), slug))
    ]


def _attention(status: str) -> tuple[bool, int, str]:
    rank = _STATUS_ORDER.index(status) if status in _STATUS_ORDER else len(_STATUS_ORDER)
    return status == "ok", rank, status


class Limits(NamedTuple):
    """Shares of the acquired seats, in percent: from `warning` on use is near its limit, above `grace` it is far beyond.

    The platform has no such limits for a customer, so they are a choice.
    """

    warning: float = bands.WARNING_PERCENT
    grace: float = bands.GRACE_PERCENT


def seats(customers: Sequence[Record], limits: Limits) -> list[dict[str, Any]]:
    """Return the customers that have seats or use some, the fullest first; use without a plan comes before all."""
    entries = [
        {
            "name": display_name(customer),
            "platform": platform_of(customer),
            "hosts": customer["hosts"],
            "license_type": customer.get("license_type") or UNKNOWN,
            "license_label": customer.get("license_label") or customer.get("license_type") or UNKNOWN,
            "licensed": customer.get("licensed_users"),
            "active": None if bands.is_not_counted(customer) else _known(customer, "active_users"),
            "percent": seats_percent(customer),
            "band": bands.band_of(customer, *limits),
            "over": is_over(customer),
        }
        for customer in customers
        if customer.get("licensed_users") is not None or number(customer.get("active_users"))
    ]
    return sorted(
        entries,
        key=lambda item: (
            -fullness(number(item["active"]), number(item["licensed"])),
            -number(item["active"]),
            item["hosts"],
        ),
    )


def _known(record: Record, field: str) -> Any:
    """Return a number, 0 where the platform gives none; null where it could not be read."""
    return None if is_unread(record, field) else number(record.get(field))


def seat_bands(items: Iterable[Record]) -> list[dict[str, Any]]:
    """Return the customers of L(seats) by band, every band once; those without a number of seats are in none."""
    counts = Counter(item["band"] for item in items if item["band"])
    return [{"band": band, "customers": counts[band]} for band in _BANDS]


def device_plans(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return services and their device plans (personal, meeting, AI Summary), one entry each, the fullest first."""
    entries = []
    for row in services_of(rows):
        record = row["record"]
        for plan, used_name, maximum_name, disconnected_name in PLANS:
            used, maximum = _known(record, used_name), _known(record, maximum_name)
            if used or maximum:
                entries.append(
                    {
                        "name": display_name(record),
                        "platform": platform_of(record),
                        "host": row["host"],
                        "plan": plan,
                        "used": used,
                        "max": maximum,
                        "percent": None if used is None else percent(used, number(maximum)),
                        "disconnected": record.get(disconnected_name) if disconnected_name else None,
                    }
                )
    return sorted(
        entries,
        key=lambda item: (
            -fullness(number(item["used"]), number(item["max"])),
            -number(item["used"]),
            item["host"],
            item["plan"],
        ),
    )


def plan_totals(items: Iterable[Record]) -> list[dict[str, Any]]:
    """Return one entry for each kind of device plan: devices used, in the plans, disconnected, and services over it."""
    found: dict[str, dict[str, Any]] = {
        plan: {"plan": plan, "services": 0, "over": 0, "used": 0, "max": 0, "disconnected": 0 if disconnected else None}
        for plan, _used, _maximum, disconnected in PLANS
    }
    for item in items:
        entry = found[item["plan"]]
        entry["services"] += 1
        entry["over"] += is_over_plan(item)
        entry["used"] += number(item["used"])
        entry["max"] += number(item["max"])
        if entry["disconnected"] is not None:
            entry["disconnected"] += number(item["disconnected"])
    return list(found.values())


def is_over_plan(item: Record) -> bool:
    """Tell whether a device plan is known to be exceeded."""
    return item["used"] is not None and item["max"] is not None and bool(item["used"] > item["max"])


def trials(rows: Sequence[Row], today: dt.date) -> list[dict[str, Any]]:
    """Return the trials, the first to end first; without a date last. What is one, C(bands.trial_state) says."""
    entries = []
    for row in services_of(rows):
        record = row["record"]
        if is_trial_unread(record):
            continue
        expires = day(record.get("trial_expires"))
        state = bands.trial_state(str(record.get("trial_status") or ""), expires, today)
        if state != "none":
            entries.append(
                {
                    "name": display_name(record),
                    "platform": platform_of(record),
                    "host": row["host"],
                    "status": record.get("trial_status") or UNKNOWN,
                    "start": record.get("trial_start"),
                    "expires": expires,
                    "days_left": None if expires is None else (dt.date.fromisoformat(expires) - today).days,
                    "state": state,
                    "enabled": record.get("enabled"),
                }
            )
    return sorted(entries, key=lambda item: (item["expires"] is None, item["expires"] or "", item["host"]))


def trial_months(items: Iterable[Record]) -> list[dict[str, Any]]:
    """Return the trials that have an end date by the month (YYYY-MM) and state, months without any left out."""
    counts = Counter((item["expires"][:7], item["state"]) for item in items if item["expires"])
    months = sorted({month for month, _state in counts})
    return [
        {"month": month, **{state: counts[month, state] for state in ("expired", "expiring", "active")}}
        for month in months
    ]


def day(value: Any) -> str | None:
    """Return the day of an ISO 8601 date or time as text; null for anything else."""
    try:
        return dt.date.fromisoformat(value[:10]).isoformat()
    except (TypeError, ValueError):
        return None


def seats_percent(customer: Record) -> int | None:
    """Return the seats used in whole percent of those acquired; null where one is not known or counted, or none acquired."""
    used = None if bands.is_not_counted(customer) else customer.get("active_users")
    return None if used is None else percent(number(used), number(customer.get("licensed_users")))


def is_over(customer: Record) -> bool:
    """Tell whether a customer uses more seats than it has acquired, be it by little (grace) or by much."""
    return bands.band_of(customer) in {"grace", "over"}


def fullness(used: float, maximum: float) -> float:
    """Return used/maximum to sort by; some use of nothing is fuller than anything, no use of nothing is empty."""
    if maximum > 0:
        return used / maximum
    return float("inf") if used else 0.0
