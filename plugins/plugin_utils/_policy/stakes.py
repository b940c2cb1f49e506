# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is at stake if a rule is broken: seats, devices, DIDs or days, taken from the evidence of findings. Pure Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.findings import Finding

UNITS = ("seats", "devices", "dids", "numbers", "days")
DAYS = "days"


class Stake(TypedDict):
    """How much is at stake: the sum over a rule's findings, or the fewest days left (negative: days since the date)."""

    amount: float
    unit: str


# unit -> its words, singular and plural
_WORDS = {
    "seats": ("seat", "seats"),
    "devices": ("device", "devices"),
    "dids": ("DID", "DIDs"),
    "numbers": ("number", "numbers"),
}


class Measure(NamedTuple):
    """A way to measure one finding. `fields`: the fields of its evidence that `amount` takes, in this order."""

    unit: str
    fields: tuple[str, ...]
    amount: Callable[..., float]


def _beyond(used: float, most: float) -> float:
    return max(used - most, 0)


def _unused(used: float, most: float) -> float:
    return 0 if used else most


def _left(used: float, most: float) -> float:
    return max(most - used, 0)


def _part(part: float, _whole: float) -> float:
    return part


def _all(count: float) -> float:
    return count


def _missing(free: float) -> float:
    return max(-free, 0)


# (what is used, its limit) -> unit
_LIMITS: dict[tuple[str, str], str] = {
    ("active_users", "licensed_users"): "seats",
    ("customer_active_users", "customer_licensed_users"): "seats",
    ("users_acquired", "pool_users"): "seats",
    ("ai_summary_devices_active", "ai_summary_devices_max"): "devices",
    ("devices_personal", "devices_personal_max"): "devices",
    ("devices_meeting", "devices_meeting_max"): "devices",
    ("dids_used", "dids_total"): "dids",
}
_PARTS: dict[tuple[str, str], str] = {
    ("devices_personal_disconnected", "devices_personal"): "devices",
    ("devices_meeting_disconnected", "devices_meeting"): "devices",
    ("numbers_unassigned", "numbers_total"): "numbers",
}
_COUNTS = ("numbers_total", "numbers_marked_for_removal", "numbers_ready_for_removal")
# The first measure whose sum over a rule's findings is not zero says what is at stake: use beyond a limit first, then
# unused capacity, then what is left.
MEASURES: tuple[Measure, ...] = (
    *(Measure(unit, fields, amount) for amount in (_beyond, _unused, _left) for fields, unit in _LIMITS.items()),
    *(Measure(unit, fields, _part) for fields, unit in _PARTS.items()),
    Measure("dids", ("dids_free",), _missing),
    *(Measure("numbers", (field,), _all) for field in _COUNTS),
)
# days after which something stops working
DATES = ("trial_expires", "client_secret_expires", "pool_expires")


def of_rule(findings: Sequence[Finding], today: date) -> tuple[Stake | None, list[float]]:
    """Return what is at stake in the findings of one rule, and the amount of each; a larger amount is worse.

    None, and zeros, if no measure fits.
    """
    # all findings of a rule use the same fields
    fields = findings[0]["evidence"].keys() if findings else ()
    for field in (name for name in DATES if name in fields):
        left = [_days(finding["evidence"].get(field), today) for finding in findings]
        known = [days for days in left if days is not None]
        if known:
            return {"amount": min(known), "unit": DAYS}, [-max(known) - 1.0 if days is None else -days for days in left]
    for measure in (item for item in MEASURES if fields and fields >= set(item.fields)):
        amounts = [_amount(measure, finding["evidence"]) for finding in findings]
        if any(amounts):
            return {"amount": sum(amounts), "unit": measure.unit}, amounts
    return None, [0.0] * len(findings)


def _amount(measure: Measure, evidence: Mapping[str, Any]) -> float:
    values = [evidence.get(field) for field in measure.fields]
    return 0 if None in values else measure.amount(*map(number, values))


def _days(value: Any, today: date) -> int | None:
    try:
        return (date.fromisoformat(value[:10]) - today).days
    except (TypeError, ValueError):
        return None


def stake_text(stake: Mapping[str, Any] | None) -> str:
    """Return what is at stake in words, such as `120 seats` or `first in 3 days`; empty if there is nothing to count."""
    if stake is None:
        return ""
    amount, unit = stake["amount"], stake["unit"]
    if unit == DAYS:
        return f"first {when_text(amount)}" if amount >= 0 else f"longest {when_text(amount)}"
    return f"{amount:,} {_WORDS[unit][amount != 1]}"


def when_text(days_left: float) -> str:
    """Return how far away a day is: `today`, `in 3 days`, `154 days ago`."""
    if days_left == 0:
        return "today"
    return f"in {_in_days(days_left)}" if days_left > 0 else f"{_in_days(-days_left)} ago"


def _in_days(count: float) -> str:
    return f"{count:,} {'day' if count == 1 else 'days'}"
