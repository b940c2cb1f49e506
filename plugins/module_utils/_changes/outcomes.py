# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The outcome of a change, and how a module's result shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import Change, Snapshot, State
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    LivePlatformError,
    PartialError,
    TaskError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line


@dataclass
class Outcome:
    """The outcome of a change. `state`: unchanged, would_change, changed, started, failed or not_tried.

    `last` is the last read; None if nothing was read, or nothing since the last request. `sent`: the platform may have
    acted. `open`: the platform accepted the last request, or its answer was lost, and no read or task has shown its
    effect yet. `messages`: errors that the platform reported, even if it carried out the change.
    """

    change: Change
    state: str = "not_tried"
    last: Snapshot | None = None
    sent: bool = False
    open: bool = False
    tasks: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    failure: LivePlatformError | None = None

    @property
    def after(self) -> State | None:
        """The state that was read last; None if the object does not exist or was not read."""
        return self.last.state if self.last else None

    @property
    def uncertain(self) -> bool:
        """Whether the platform may still carry out the change, or may have done so already.

        An object that looks the same proves nothing.
        """
        if self.failure is None or not self.sent:
            return False
        # a task that ended leaves nothing open, even if it failed
        is_open = self.open and not isinstance(self.failure, TaskError) and self.after == self.change.before
        return self.failure.goes_on or self.last is None or is_open

    @property
    def changed(self) -> bool:
        """Whether the object is, may be, or would be different; not everything that is sent can be read back."""
        differs = self.state != "failed" or self.uncertain or self.change.forced or self.after != self.change.before
        return self.state == "would_change" or (self.sent and differs)

    @property
    def diff(self) -> dict[str, Any]:
        """The difference to show: to the last read state, or to the expected one if nothing was read."""
        header = one_line(self.change.what)
        after = self.after if self.last else self.change.expected
        return {
            "before_header": header,
            "after_header": header,
            "before": self.change.before or {},
            "after": after or {},
        }

    def read(self) -> Snapshot:
        """Read the object, and keep the snapshot."""
        self.last = self.change.read()
        return self.last

    def as_result(self) -> dict[str, Any]:
        """Return the keys that the results of all modules have."""
        return {
            "changed": self.changed,
            "state": self.state,
            "task": self.tasks[0] if self.tasks else None,
            "tasks": self.tasks,
            "messages": self.messages,
        }


def initial(change: Change) -> Outcome:
    """Return the outcome before anything is sent. It is final if nothing has to be sent or may be sent."""
    before = Snapshot(change.before)
    if change.conflict:
        return Outcome(change, "failed", before, failure=ConflictError(change.conflict))
    if not change.needed:
        return Outcome(change, "unchanged", before)
    # a step with a check reads the object first
    return Outcome(change, last=None if change.steps[0].check else before)


def predicted(changes: Sequence[Change], stop_on_failure: bool = False) -> list[Outcome]:
    """Return the outcomes that changes would have, in their order: the result of check mode."""
    outcomes = [initial(change) for change in changes]
    if not is_stopped(outcomes, stop_on_failure):
        for outcome in outcomes:
            if outcome.change.needed:
                outcome.state, outcome.last = "would_change", Snapshot(outcome.change.expected)
    return outcomes


def is_stopped(outcomes: Iterable[Outcome], stop_on_failure: bool) -> bool:
    """Return whether no further change may start, because one failed."""
    return stop_on_failure and any(outcome.failure for outcome in outcomes)


def uncertain(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the ids of objects that the platform may still change, or may have changed."""
    return [outcome.change.ident for outcome in outcomes if outcome.uncertain]


def result(outcome: Outcome, found: dict[str, Any], with_diff: bool) -> dict[str, Any]:
    """Return the result of a module that changes one object; `found` is its own part.

    Raises `PartialError` with the same result if the change failed.
    """
    made = {**outcome.as_result(), **found, "uncertain": uncertain([outcome])}
    if with_diff and outcome.changed:
        made["diff"] = outcome.diff
    if outcome.failure:
        raise PartialError(str(outcome.failure), made, outcome.failure)
    return made
