# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Conditions that a customer must meet at the moment of a write, whatever held when the change was planned. Pure.

A plan may be days old, written by hand, or an undo file without use and names. So these checks look only at the record
just read from the platform, not at the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_plans import LicensePlan
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import (
    Fitting,
    folded,
    names_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import given_list
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

Record = Mapping[str, Any]

# bound in a rule about tiers -> whether a customer meets it (seats in use, seats acquired, bound); unknown seats never
# do
BOUNDS: dict[str, Callable[[int, int | None, float], bool]] = {
    "active_users_min": lambda active, _licensed, bound: active >= bound,
    "active_users_max": lambda active, _licensed, bound: active <= bound,
    "licensed_users_min": lambda _active, licensed, bound: licensed is not None and licensed >= bound,
    "licensed_users_max": lambda _active, licensed, bound: licensed is not None and licensed <= bound,
    "usage_percent_min": lambda active, licensed, bound: bool(licensed) and active * 100 >= (licensed or 0) * bound,
    "usage_percent_max": lambda active, licensed, bound: bool(licensed) and active * 100 <= (licensed or 0) * bound,
}
_ALL_THE_SAME = "allow_below_use of customer_license sends it anyway"


@dataclass(frozen=True)
class Guard:
    """What a user forbids for all customers of a run. `protect` are GUIDs, names, or shell patterns of names."""

    protect: tuple[str, ...] = ()
    allow_below_use: bool = False


NONE = Guard()


def from_options(protect: Sequence[str] | None, allow_below_use: bool = False) -> Guard:
    """Return the guard from a module's options. Raises `OptionError` for a protect list of blanks."""
    entries = given_list(protect, "protect") or ()
    return Guard(tuple(dict.fromkeys(map(folded, entries))), allow_below_use)


class Protected:
    """A protect list in lower case: GUIDs, names, and shell patterns of names.

    Unlike elsewhere, an entry that is an exact name is also a pattern: here it is safer to match too many.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries = Fitting(entries)

    def by(self, record: Record) -> str | None:
        """Return the first entry that matches a customer; None if there is none."""
        return self._entries.first(names_of(record), also=[folded(record["ump_customer_guid"])])


def objection(plan: LicensePlan, record: Record, guard: Guard) -> str:
    """Return why a change must not be sent to the customer with this fresh record; "" if it may be sent."""
    protected = Protected(guard.protect).by(record)
    if protected is not None:
        return f"not sent: protected by {one_line(protected)}"
    found = _outside_rule(plan, record) or ("" if guard.allow_below_use else below_use(plan, record))
    return f"not sent: {found}" if found else ""


def _outside_rule(plan: LicensePlan, record: Record) -> str:
    """Return which bound of the rule behind the change no longer holds; "" if all hold."""
    active, licensed = seats_in_use(record), record["licensed_users"]
    if active is None:
        return "the plan depends on the seats in use, which cannot be read now" if plan.desired.when else ""
    one = "1 seat is in use" if active == 1 else f"{active} seats are in use"
    use = one if licensed is None else f"{active} of {licensed} seats are in use"
    broken = (
        f"{name} {bound:g}" for name, bound in plan.desired.when.items() if not BOUNDS[name](active, licensed, bound)
    )
    first = next(broken, None)
    return f"it was planned for customers with {first}, but {use} now: make a new plan" if first else ""


def below_use(plan: LicensePlan, record: Record) -> str:
    """Return the reason if the new seats are below those in use, or cannot be compared with them; else ""."""
    seats, active = plan.wanted["licensed_users"], seats_in_use(record)
    if seats is None or seats == record["licensed_users"]:
        return ""
    if active is None:
        return (
            f"licensed_users {seats} cannot be compared with the seats in use, which cannot be read ({_ALL_THE_SAME})"
        )
    if seats < active:
        return f"licensed_users {seats} is below the {active} {'seat' if active == 1 else 'seats'} in use now: make a new plan ({_ALL_THE_SAME})"
    return ""


def seats_in_use(record: Record) -> int | None:
    """Return the seats in use; None if the platform gives no valid number."""
    active = record.get("active_users")
    return active if isinstance(active, int) and not isinstance(active, bool) and active >= 0 else None
