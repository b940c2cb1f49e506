# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What became of planned changes of licenses, as results of a module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_plans import Plan, State
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    LivePlatformError,
    PartialError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line


@dataclass
class Outcome:
    """What became of one plan. C(state): unchanged, would_change, changed, started, failed or not_tried.

    C(after) is what was read last, None where nothing could be read. C(wrote) tells that a write was sent, C(open) that the
    platform accepted one, or that its answer was lost, and nobody has seen yet what came of it.
    """

    plan: Plan
    state: str = "not_tried"
    after: State | None = None
    wrote: bool = False
    open: bool = False
    tasks: list[str] = field(default_factory=list)
    failure: LivePlatformError | None = None

    @property
    def uncertain(self) -> bool:
        """Whether the platform may still carry the change out, or may have: a customer that reads as before proves nothing."""
        if self.failure is None or not self.wrote:
            return False
        return self.failure.goes_on or self.after is None or (self.open and self.after == self.plan.before)

    @property
    def changed(self) -> bool:
        """Whether the customer is not what it was, or may not be, or would not be; not all that is sent can be read."""
        is_another = self.uncertain or self.state == "changed" or self.after != self.plan.before
        return self.state == "would_change" or (self.wrote and is_another)

    def as_result(self) -> dict[str, Any]:
        """Return the row of a module's result."""
        return {
            "ump_customer_guid": self.plan.wish.guid,
            "name": self.plan.name,
            "state": self.state,
            "changed": self.changed,
            "before": self.plan.before or None,
            "wanted": self.plan.wanted or None,
            "after": self.after or None,
            "task": self.tasks[0] if self.tasks else None,
            "tasks": self.tasks,
            "error": str(self.failure) if self.failure else None,
        }


def first(plan: Plan) -> Outcome:
    """Return the outcome of a plan before anything was sent: decided already where nothing is to be sent."""
    if plan.conflict:
        return Outcome(plan, "failed", plan.before, failure=ConflictError(plan.conflict))
    return Outcome(plan) if plan.changes else Outcome(plan, "unchanged", plan.before)


def predicted(plans: Sequence[Plan], stop_on_failure: bool = False) -> list[Outcome]:
    """Return what would become of plans, in their order: what check mode tells."""
    outcomes = [first(plan) for plan in plans]
    if not is_stopped(outcomes, stop_on_failure):
        for outcome in outcomes:
            if outcome.plan.changes:
                outcome.state, outcome.after = "would_change", outcome.plan.wanted
    return outcomes


def is_stopped(outcomes: Sequence[Outcome], stop_on_failure: bool) -> bool:
    """Tell whether none is to be begun, since one has failed already."""
    return stop_on_failure and any(outcome.failure for outcome in outcomes)


def result(outcomes: Sequence[Outcome], with_diff: bool) -> dict[str, Any]:
    """Return a module's result. Raises L(PartialError) with the same, and the numbers in its text, where any plan failed."""
    found: dict[str, Any] = {
        "changed": any(outcome.changed for outcome in outcomes),
        "count": len(outcomes),
        "changes": sum(outcome.changed for outcome in outcomes),
        "customers": [outcome.as_result() for outcome in outcomes],
        "uncertain": [outcome.plan.wish.guid for outcome in outcomes if outcome.uncertain],
    }
    if with_diff:
        found["diff"] = [_diff(outcome) for outcome in outcomes if outcome.changed]
    failed = [outcome for outcome in outcomes if outcome.failure]
    if not failed:
        return found
    states = Counter(outcome.state for outcome in outcomes)
    numbers = ", ".join(f"{states[state]} {words}" for state, words in _STATES.items() if states[state])
    earliest = failed[0]
    who = one_line(earliest.plan.name or earliest.plan.wish.guid)
    told = f"{len(failed)} of {len(outcomes)} customers failed, beginning with {who}: {earliest.failure}"
    raise PartialError(f"{told} [{numbers}]" if numbers else told, found, earliest.failure)


_STATES = {
    "changed": "changed",
    "started": "started",
    "would_change": "would change",
    "unchanged": "as wanted already",
    "not_tried": "not tried",
}


def _diff(outcome: Outcome) -> dict[str, Any]:
    who = one_line(f"{outcome.plan.name} ({outcome.plan.wish.guid})")
    after = outcome.plan.wanted if outcome.after is None else outcome.after
    return {"before_header": who, "after_header": who, "before": outcome.plan.before, "after": after}
