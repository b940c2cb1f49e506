# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which licenses and seats customers should have: makes a plan from records and parameters. Pure.

Seats are the platform's acquired licenses. Use is counted with the platform's license factors (vendor page "Managing
User Licenses"). The possible changes of license type are documented ("Upgrade or Downgrade Service License", "Upgrade
Operator Connect Customer License"); only `license_plans` knows them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import guards, license_plans
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import (
    CUSTOMER_LICENSES,
    LABELS,
    TIERS,
    UNKNOWN,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import identity
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.waivers import Index, Waiver
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.tier_rules import TierRule, target

Record = Mapping[str, Any]

# the subject of a plan's waivers
RULE = "rightsize"
DIRECTIONS = ("grow", "shrink")
# keys of an entry in the order in which people want to read them
ACTIONS = ("change", "not_possible", "waived", "protected", "not_judged", "keep")

# characters that are valid in the path of a request; some GUIDs in the vendor's examples are malformed
_ORDINARY_GUID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
# the fields that a plan needs, and the reason in the plan if one was unreadable
NEEDED = ("active_users", "licensed_users", "license_code", "license_type")
COULD_NOT_BE_READ = "could not be read"
FACTORS_UNREAD = f"license factors {COULD_NOT_BE_READ}"
FACTORS_NOT_KNOWN = "it is not known whether license factors are switched on"
_RANK_BY_TYPE = {item.slug: TIERS.index(item.tier) for item in CUSTOMER_LICENSES.values()}
# fields that a record may lack because the inventory source leaves them out
_NOTHING = {
    "name": "",
    "full_name": "",
    "license_type": UNKNOWN,
    "license_family": UNKNOWN,
    "active_users": None,
    "licensed_users": None,
}


class License(TypedDict):
    """A license type (slug) and its seats; None if the platform gives no number."""

    license_type: str
    licensed_users: int | None


class Entry(TypedDict):
    """A plan's entry for one customer.

    `expected` is the present license, `wanted` the planned one. `when` are the bounds of the tier rule, which must also
    hold when the plan is applied. `possible` are the documented next license types. Only the action `change` is ever
    sent.
    """

    guid: str
    name: str
    full_name: str
    action: str
    reason: str
    active_users: int | None
    expected: License
    wanted: License
    when: dict[str, float]
    possible: list[str]
    waiver: dict[str, str] | None


@dataclass(frozen=True)
class Seats:
    """How many seats a customer should have. The sum of `headroom_percent` of the seats in use and `headroom` is added."""

    headroom_percent: float = 10
    headroom: int = 0
    round_to: int = 5
    floor: int = 5
    ceiling: int | None = None
    directions: tuple[str, ...] = DIRECTIONS
    minimum_difference: int = 10

    def target(self, active: int) -> int:
        """Return the seats in use plus headroom, rounded up, between floor and ceiling, but never below those in use."""
        raw = active + math.ceil(active * Fraction(str(self.headroom_percent)) / 100) + self.headroom
        rounded = max(-(-raw // self.round_to) * self.round_to, self.floor)
        return max(active, rounded if self.ceiling is None else min(rounded, self.ceiling))

    def decided(self, active: int, licensed: int) -> tuple[int, str]:
        """Return the number of seats and the reason; `licensed` if nothing is to be done.

        Differences below the minimum are ignored, so that a plan does not follow every fluctuation. This does not apply
        to a customer that uses more than it acquired.
        """
        wanted = self.target(active)
        use = f"{active} of {licensed} seats in use"
        if wanted == licensed:
            return licensed, use
        direction = "grow" if wanted > licensed else "shrink"
        if direction not in self.directions:
            return licensed, f"{use}; {wanted} would fit, but seats may not {direction}"
        if direction == "grow" and self.ceiling is not None and wanted > self.ceiling:
            return licensed, f"{use}, which is above the ceiling of {self.ceiling}"
        if abs(wanted - licensed) < self.minimum_difference and active <= licensed:
            return licensed, f"{use}; {wanted} would fit, which is less than {self.minimum_difference} seats away"
        return wanted, use


@dataclass(frozen=True)
class Parameters:
    """The parameters of a plan. `waivers` are those in force; `protect` are lower-case GUIDs or patterns of names.

    `factors`: GUID in lower case -> whether the customer's users count as seats in use, for readable customers. None if
    this must not matter.
    """

    seats: Seats = Seats()
    tier_rules: tuple[TierRule, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    protect: tuple[str, ...] = ()
    factors: Mapping[str, bool | None] | None = None


class _Judgement(NamedTuple):
    action: str
    reason: str
    wanted: License
    possible: tuple[str, ...] = ()
    when: tuple[tuple[str, float], ...] = ()


def plan(customers: Iterable[Record], parameters: Parameters) -> list[Entry]:
    """Return an entry for each customer, ordered by name and GUID: the same data always gives the same plan."""
    records = [{**_NOTHING, **record} for record in customers]
    waivers, protected = Index(parameters.waivers, records), guards.Protected(parameters.protect)
    found: dict[str, Entry] = {}
    for record in records:
        entry = _entry(record, parameters, waivers, protected)
        first = found.setdefault(entry["guid"].lower(), entry)
        if first is not entry:
            found[entry["guid"].lower()] = _contradicted(first)
    return sorted(found.values(), key=lambda entry: (display_name(entry).casefold(), entry["guid"]))


def _contradicted(entry: Entry) -> Entry:
    """Return the entry of a customer whose hosts disagree."""
    return {
        **entry,
        "action": "not_judged",
        "reason": "its hosts disagree",
        "wanted": entry["expected"],
        "when": {},
        "possible": [],
        "waiver": None,
    }


def selected(customers: Iterable[Record], selection: Selection) -> list[Record]:
    """Return the customers that pass the filters."""
    return selection.passing({**_NOTHING, **record} for record in customers)


def unread(entries: Iterable[Entry]) -> list[Entry]:
    """Return the customers that are not judged because a needed value could not be read."""
    return [item for item in entries if _is_unread(item["action"], item["reason"])]


def lowered(entries: Iterable[Entry]) -> list[str]:
    """Return the GUIDs of the customers that lose seats or get a lower tier."""
    return [
        item["guid"] for item in entries if item["action"] == "change" and _lowers(item["expected"], item["wanted"])
    ]


def is_ordinary(guid: str) -> bool:
    """Return whether an id can be part of a request's path."""
    return bool(_ORDINARY_GUID.fullmatch(guid))


def display_name(entry: Mapping[str, Any]) -> str:
    """Return the name to show for a customer."""
    return str(entry["full_name"] or entry["name"] or entry["guid"])


def label(license_type: str) -> str:
    """Return a license type as the vendor writes it; an unknown one as it is."""
    return LABELS.get(license_type, license_type)


def impossible(old: str, new: str) -> str | None:
    """Return why a license type cannot become another one, or have its seats changed; None if it can."""
    allowed = license_plans.possible(old)
    if new in allowed:
        return None
    if new == old:
        return f"the platform documents no change of seats for {label(old)}"
    named = " or ".join(label(item) for item in allowed if item != old)
    ways = f"it can become {named}" if named else "nothing else is documented for it"
    return f"{label(old)} cannot become {label(new)}: {ways}"


def _entry(record: Record, parameters: Parameters, waivers: Index, protected: guards.Protected) -> Entry:
    action, reason, wanted, possible, when = _judged(record, parameters)
    protector = protected.by(record)
    waiver = None
    if protector is not None:
        action, reason = "protected", f"protected by {protector}"
    elif action in ("change", "not_possible") or _is_unread(action, reason):
        subject = identity({**record, "kind": "customer"})
        waiver = waivers.first(RULE, subject, record)
        if waiver is not None:
            action, reason = "waived", f"waived until {waiver.until} by {waiver.owner}: {waiver.reason}"
    if action == "change" and parameters.factors is not None and _lowers(_held(record), wanted):
        doubt = _doubt(record, parameters.factors)
        if doubt:
            action, reason, wanted, possible, when = _Judgement("not_judged", doubt, _held(record))
    return {
        "guid": str(record["ump_customer_guid"]),
        "name": str(record["name"]),
        "full_name": str(record["full_name"]),
        "action": action,
        "reason": reason,
        "active_users": _count(record["active_users"]),
        "expected": _held(record),
        "wanted": wanted,
        "when": dict(when),
        "possible": list(possible),
        "waiver": waiver.shown() if waiver else None,
    }


def _lowers(held: License, wanted: License) -> bool:
    """Return whether a change removes seats or lowers the tier."""
    old, new = held["licensed_users"], wanted["licensed_users"]
    ranks = [_RANK_BY_TYPE.get(item["license_type"], 0) for item in (held, wanted)]
    return (old is not None and new is not None and new < old) or ranks[1] < ranks[0]


def _doubt(record: Record, factors: Mapping[str, bool | None]) -> str:
    """Return why a customer's seats in use do not justify a reduction; "" if they do."""
    guid = str(record["ump_customer_guid"]).lower()
    if guid not in factors:
        return FACTORS_UNREAD
    if factors[guid] is None:
        return FACTORS_NOT_KNOWN
    return "" if factors[guid] else f"license factors are switched off: {record['active_users']} in use means nothing"


def _is_unread(action: str, reason: str) -> bool:
    """Return whether a customer is not judged because a needed value could not be read."""
    return action == "not_judged" and reason.endswith(COULD_NOT_BE_READ)


def _judged(record: Record, parameters: Parameters) -> _Judgement:
    """Return the judgement of a customer that is not protected."""
    held, active = _held(record), _count(record["active_users"])
    if not is_ordinary(str(record["ump_customer_guid"])):
        return _Judgement("not_judged", "its GUID cannot be used in a request", held)
    # an unreadable name may be a protected one
    fields = (*NEEDED, *(("name", "full_name") if parameters.protect else ()))
    if lost := [field for field in fields if field in (record.get("unread") or ())]:
        return _Judgement("not_judged", f"{', '.join(lost)} {COULD_NOT_BE_READ}", held)
    if active is None:
        return _Judgement("not_judged", "the seats in use are not known", held)
    old, licensed = held["license_type"], held["licensed_users"]
    rule = next((rule for rule in parameters.tier_rules if rule.applies(old, active, licensed)), None)
    new = target(old, rule.to_tier) if rule else old
    if rule is None or new == old:
        return _judged_seats(held, active, parameters.seats)
    obstacle = impossible(old, new)
    seats, reason = _seats(active, licensed, parameters.seats)
    wanted: License = {"license_type": new, "licensed_users": seats}
    if obstacle:
        return _Judgement("not_possible", obstacle, wanted, license_plans.possible(old))
    return _change(held, wanted, active, f"{reason}; tier rule {rule.number}")._replace(when=rule.when)


def _judged_seats(held: License, active: int, seats: Seats) -> _Judgement:
    """Return the judgement of the seats of a customer that keeps its license type."""
    license_type, licensed = held["license_type"], held["licensed_users"]
    obstacle = impossible(license_type, license_type)
    if obstacle or licensed is None:
        return _Judgement("not_judged", obstacle or "the seats acquired are not known", held)
    number, reason = seats.decided(active, licensed)
    return _change(held, {"license_type": license_type, "licensed_users": number}, active, reason)


def _change(held: License, wanted: License, active: int, reason: str) -> _Judgement:
    """Return the change; none if nothing differs, or if more seats are in use than would remain."""
    seats = wanted["licensed_users"]
    if wanted == held or seats is None or seats < active:
        return _Judgement("keep", reason, held)
    return _Judgement("change", reason, wanted)


def _seats(active: int, licensed: int | None, seats: Seats) -> tuple[int | None, str]:
    """Return the number of seats and the reason. A type without its own seats (None) gets the number that fits."""
    if licensed is not None:
        return seats.decided(active, licensed)
    wanted, use = seats.target(active), counted(active, "seat") + " in use"
    if seats.ceiling is not None and wanted > seats.ceiling:
        return None, f"{use}, which is above the ceiling of {seats.ceiling}"
    return wanted, use


def _held(record: Record) -> License:
    return {"license_type": str(record["license_type"]), "licensed_users": _count(record["licensed_users"])}


def _count(value: Any) -> int | None:
    """Return a number of seats; None for anything else in a record."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
