# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The license of the whole instance: users, tenants and an expiry date, compared with the use by all customers. Pure Python.

Documented (vendor pages "Installing the Multitenant License" and "Configuring Service Provider Global License Settings"): an
instance has a pool of users for all tenants, a number of tenants, an expiry date, a warning limit (90 % in the example) and a
grace interval (10 % more, for a limited time). No request of the API reads them, so the user gives them as options. Inferred:
the pool counts the users that customers have acquired. Users in use are shown as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_day
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text, counted, some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin

Record = Mapping[str, Any]

BANDS = ("ok", "warning", "grace", "over")
# part of the pool -> what is counted against it
PARTS = {"users": "users_acquired", "tenants": "tenants_used"}
# the fields that say whether a customer's users count
_COUNTED = frozenset({"license_type", "seats_counted"})
# the name of an instance if no record has it
_UNNAMED = "unnamed"


# The pool of one platform, with the keys of `pool_of`; null is unknown, or not requested.
Pool = dict[str, Any]


@dataclass(frozen=True)
class PoolOptions:
    """What the user says about the license of the instance; None for options that are not set."""

    users: int | None = None
    tenants: int | None = None
    expires: date | None = None
    warning_percent: float = bands.WARNING_PERCENT
    grace_percent: float = bands.GRACE_PERCENT

    @property
    def given(self) -> list[str]:
        """The names of the options that request something."""
        asked = {"pool_users": self.users, "pool_tenants": self.tenants, "pool_expires": self.expires}
        return [name for name, value in asked.items() if value is not None]


def pool_spec() -> dict[str, dict[str, Any]]:
    """Return the argument spec of `PoolOptions`."""
    return {
        "pool_users": {"type": "int"},
        "pool_tenants": {"type": "int"},
        "pool_expires": {"type": "str"},
        "pool_warning_percent": {"type": "float", "default": bands.WARNING_PERCENT},
        "pool_grace_percent": {"type": "float", "default": bands.GRACE_PERCENT},
    }


def pool_options(options: Mapping[str, Any]) -> PoolOptions:
    """Return the checked options from validated ones. Raises `OptionError` with one line that names the option."""
    for name in ("pool_users", "pool_tenants"):
        if options[name] is not None and options[name] < 1:
            raise OptionError(
                f"{name} must be at least 1, but is {options[name]}", hint="leave it out if it is not known"
            )
    limits = bands.limits(options, "pool")
    return PoolOptions(options["pool_users"], options["pool_tenants"], _day(options["pool_expires"]), *limits)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return as_day(clean_text(text).strip())
    except ValueError:
        raise OptionError(f"pool_expires must be a date such as 2026-12-31, not {clean_text(text)}") from None


def pool_of(
    asked: PoolOptions, platforms: Iterable[str], customers: Iterable[Record], origin: Origin, today: date
) -> Pool | None:
    """Return the pool of the platform that has exactly these customers; None if no option requests it.

    `pool_users` and `pool_tenants` are the license, `users_acquired` the seats acquired by customers whose users
    count, `users_used` the users in use, `tenants_used` the number of customers; `days_left` is negative after the end. If a value
    is not known for one customer, the sum is unknown: `unread` names the sums affected by an unread answer. If the job sees only
    some of the customers, all are unknown, and `message` says so. Raises `OptionError` if there are several
    platforms, since a pool belongs to one.
    """
    if not asked.given:
        return None
    names = sorted(set(platforms) - {""})
    if len(names) > 1:
        raise OptionError(
            f"{', '.join(asked.given)} {'is' if len(asked.given) == 1 else 'are'} about one platform, and there are "
            f"{len(names)} here: {some(names)}",
            hint="run one job for each platform, with groups that hold its hosts only",
        )
    platform = names[0] if names else ""
    known = _by_customer(customers)
    pool: Pool = {
        "platform": platform,
        "pool_users": asked.users,
        "users_acquired": None,
        "users_used": None,
        "users_percent": None,
        "users_band": None,
        "pool_tenants": asked.tenants,
        "tenants_used": None,
        "tenants_percent": None,
        "tenants_band": None,
        "pool_expires": asked.expires.isoformat() if asked.expires else None,
        "days_left": (asked.expires - today).days if asked.expires else None,
        "warning_percent": asked.warning_percent,
        "grace_percent": asked.grace_percent,
        "unread": [],
        "message": "",
    }
    counts = asked.users is not None or asked.tenants is not None
    missing = _missing(platform, len(known), origin) if counts else ""
    if missing:
        pool["message"] = f"the instance's pool is not judged: {missing}"
    elif counts:
        _count(pool, known)
    return pool


def instance_of(pool: Pool) -> dict[str, Any]:
    """Return the record of the instance for policy rules, without fields that were not requested or could not be counted."""
    unread = pool["unread"]
    record: dict[str, Any] = {
        "kind": "instance",
        "id": pool["platform"] or _UNNAMED,
        "name": pool["platform"] or _UNNAMED,
        "platform": pool["platform"],
        "unread": list(unread),
    }
    for part, taken in PARTS.items():
        if pool[f"pool_{part}"] is not None and not pool["message"]:
            record |= {name: pool[name] for name in (f"pool_{part}", f"{part}_percent", f"{part}_band")}
            counted_ = (taken, "users_used") if part == "users" else (taken,)
            record |= {name: pool[name] for name in counted_ if pool[name] is not None or name in unread}
    if pool["pool_expires"] is not None:
        record["pool_expires"] = pool["pool_expires"]
    return record


def pool_lines(pool: Pool) -> list[tuple[str, str]]:
    """Return the lines that people read about a pool: pairs of a label and a sentence without a full stop."""
    found = []
    for part, label, words in (
        ("users", "Users of the instance", "acquired by customers"),
        ("tenants", "Tenants of the instance", "customers"),
    ):
        limit = pool[f"pool_{part}"]
        if limit is not None:
            found.append((label, share(pool, part, words)))
    left = pool["days_left"]
    if left is not None:
        when = "today" if left == 0 else f"in {counted(left, 'day')}" if left > 0 else f"{counted(-left, 'day')} ago"
        found.append(
            ("License of the instance", f"{'ended' if left < 0 else 'ends'} on {pool['pool_expires']}, {when}")
        )
    return found


def share(pool: Pool, part: str, words: str) -> str:
    """Return how much of a part of the pool is used, such as `95 of 100 acquired by customers (95.0 %): warning`."""
    taken: int | None = pool[PARTS[part]]
    limit: int = pool[f"pool_{part}"]
    if taken is None:
        return f"unknown of {limit}"
    percent, band = pool[f"{part}_percent"], pool[f"{part}_band"]
    return f"{taken} of {limit} {words} ({percent} %): {band}"


def _missing(platform: str, found: int, origin: Origin) -> str:
    """Return why these are not all customers of the platform; empty if nothing says so."""
    read = origin.read or {}
    if platform in read and "customers" not in read[platform]:
        return "the customers of the platform were not read"
    there = origin.rows.get(platform, {}).get("customers", 0)
    if there > found:
        return f"the job sees {found} of the platform's {there} customers"
    if not found and platform not in read:
        return "there is no customer"
    return ""


def _by_customer(customers: Iterable[Record]) -> list[list[Record]]:
    """Return the records of each customer; several if hosts say different things about it."""
    found: dict[Any, list[Record]] = {}
    for number, customer in enumerate(customers):
        guid = str(customer.get("ump_customer_guid") or "").lower()
        found.setdefault(guid or number, []).append(customer)
    return list(found.values())


def _count(pool: Pool, customers: list[list[Record]]) -> None:
    """Set the figures of a pool, in place: it is new, and nothing else holds it."""
    pool["users_acquired"] = _sum(pool, customers, "licensed_users", "users_acquired")
    pool["users_used"] = _sum(pool, customers, "active_users", "users_used")
    pool["tenants_used"] = len(customers)
    for part, taken in PARTS.items():
        used, limit = pool[taken], pool[f"pool_{part}"]
        if used is None or limit is None:
            continue
        band = bands.usage_band(used, limit, pool["warning_percent"], pool["grace_percent"])
        values = {f"{part}_percent": round(used * 100 / limit, 1), f"{part}_band": "ok" if band == "unused" else band}
        pool.update(values)


def _sum(pool: Pool, customers: list[list[Record]], field: str, name: str) -> int | None:
    """Return the sum of a field over the customers whose users count. If a value is not known: None, and `unread` says why."""
    total = 0
    for records in customers:
        # the inventory source leaves out the field, or those that say whether users count
        if any(field not in record or _COUNTED.isdisjoint(record) for record in records):
            return None
        if any(_is_unread(record, field) for record in records):
            pool["unread"].append(name)
            return None
        values = {record[field] or 0 for record in records if bands.seats_counted(record) is not False}
        if len(values) > 1:
            pool["unread"].append(name)
            return None
        total += sum(values)
    return total


def _is_unread(record: Record, field: str) -> bool:
    if any(name in (record.get("unread") or ()) for name in (field, "license_type")):
        return True
    value = record[field]
    # an inventory written by hand may hold anything
    return isinstance(value, bool) or not isinstance(value, (int, float, type(None)))
