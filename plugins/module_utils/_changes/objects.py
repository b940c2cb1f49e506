# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Adding, changing or removing one object, so that it ends as it was or as it was wanted, and is reported so.

The read that a change is decided on is the last thing before the write: nothing lies between
them, so there is no second look. A task that is already at work on the object is waited for, or the change is refused.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import license_plans, tasks, writes
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    LivePlatformError,
    NotFoundError,
    PartialError,
    TaskError,
    VerificationError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

State = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """What reading an object shows: its state, None where it does not exist, and the ids of tasks at work on it."""

    state: State | None
    tasks: Sequence[str] = ()


@dataclass(frozen=True)
class Change:
    """One change that was decided on. C(what) names the object in messages, C(ident) in results.

    C(wanted) holds what the state must be, key by key; None: the object must not exist. C(forced): there is something to
    send that no read shows. C(hint) says what to do where an accepted change is not to be seen.
    """

    what: str
    before: State | None
    wanted: State | None
    read: Callable[[], Seen]
    write: Callable[[], str]
    forced: bool = False
    hint: str | None = None
    ident: str = ""

    def reached(self, seen: Seen) -> bool:
        """Whether the object is as wanted."""
        if self.wanted is None or seen.state is None:
            return self.wanted is seen.state
        return all(seen.state[key] == value for key, value in self.wanted.items())

    @property
    def foreseen(self) -> State | None:
        """The object as it shall be, with all that stays; None where it shall not exist."""
        return None if self.wanted is None else (self.before or {}) | self.wanted

    @property
    def needed(self) -> bool:
        """Whether anything has to be sent."""
        return self.forced or not self.reached(Seen(self.before))


@dataclass
class Outcome:
    """What became of a change. C(state): unchanged, would_change, changed, started or failed.

    C(sent) tells that the platform may have acted, C(unread) that nobody has looked since, C(open) that it accepted the write, or
    that the answer was lost, and that nobody has seen what came of it. C(after) is what was read last.
    """

    change: Change
    state: str = "unchanged"
    after: State | None = None
    sent: bool = False
    unread: bool = False
    open: bool = False
    tasks: list[str] = field(default_factory=list)
    failure: LivePlatformError | None = None

    @property
    def uncertain(self) -> bool:
        """Whether the platform may still carry the change out, or may have: an object that reads as before proves nothing."""
        if self.failure is None or not self.sent:
            return False
        return self.failure.goes_on or self.unread or (self.open and self.after == self.change.before)

    @property
    def changed(self) -> bool:
        """Whether the object is not what it was, or may not be, or would not be."""
        is_another = self.uncertain or self.unread or self.change.forced or self.after != self.change.before
        return self.state == "would_change" or (self.sent and is_another)

    @property
    def reported(self) -> State | None:
        """What a difference shows: the object as it was read last, or as it shall be where nobody has looked since."""
        return self.change.foreseen if self.unread else self.after

    def look(self, seen: Seen) -> Seen:
        """Keep what was read."""
        self.after, self.unread = seen.state, False
        return seen


def at_rest(client: Client, read: Callable[[], Seen], waiting: writes.Waiting, what: str) -> Seen:
    """Return what a read shows once no task is at work on the object, whatever became of those that were.

    Raises L(ConflictError) where one still is, or where tasks are not to be waited for.
    """
    seen = read()
    if seen.tasks and waiting.wait:
        for ident in seen.tasks:
            # how it ended is told by what is read then
            with contextlib.suppress(TaskError):
                tasks.wait_for(client, ident, waiting.timeout)
        seen = read()
    if seen.tasks:
        raise ConflictError(
            f"nothing was sent: {one_line(', '.join(seen.tasks))} is at work on {what} already",
            hint="follow it with task_info, then run again",
        )
    return seen


def predicted(change: Change) -> Outcome:
    """Return what would become of a change: what check mode tells."""
    if not change.needed:
        return Outcome(change, after=change.before)
    return Outcome(change, "would_change", change.foreseen)


def carry_out(client: Client, change: Change, waiting: writes.Waiting) -> Outcome:
    """Carry a change out and return what became of it; a failure is noted there, with what the object then is."""
    outcome = Outcome(change, after=change.before)
    if not change.needed:
        return outcome
    try:
        outcome.state = _steps(client, outcome, waiting)
    except LivePlatformError as error:
        outcome.state, outcome.failure = "failed", error
        if outcome.sent:
            outcome.after, outcome.unread = None, True
            try:
                outcome.look(change.read())
            except LivePlatformError as unread:
                reason = "" if str(unread) == str(error) else f": {unread}"
                outcome.failure = error.adding(f"what became of {change.what} could not be read{reason}")
        if outcome.uncertain:
            outcome.failure = writes.may_follow(outcome.failure)
    return outcome


def _steps(client: Client, outcome: Outcome, waiting: writes.Waiting) -> str:
    """Send a change and see it done; return the outcome's state. Raises where the object does not end as wanted."""
    change = outcome.change
    sent = _send(change)
    outcome.sent, outcome.unread, outcome.after, outcome.tasks = True, True, None, sent.tasks
    outcome.open = sent.lost is None or not sent.lost.refused
    if not sent.tasks:
        # the answer is lost or names no task: the object itself may name those at work on it
        turned_away = sent.lost is not None and sent.lost.refused
        seen = writes.settled(
            client,
            change.read,
            lambda seen: bool(seen.tasks) or change.reached(seen),
            () if turned_away else writes.TASK_PAUSES,
        )
        outcome.tasks = sent.tasks = list(seen.tasks)
    if sent.tasks:
        if not waiting.wait:
            return "started"
        try:
            writes.wait_for(client, sent, waiting)
        except TaskError as error:
            # a task that has ended leaves nothing open
            outcome.open = error.goes_on
            raise
        seen = writes.settled(client, change.read, change.reached)
    outcome.look(seen)
    # what no read shows has arrived for certain only with an answer, or with a task that succeeded
    if change.reached(seen) and (sent.tasks or not (change.forced and sent.lost)):
        return "changed"
    found = f"wanted {_shown(change.wanted)}, found {_shown(seen.state, change.wanted)}"
    if sent.lost:
        hint = None if sent.lost.refused else writes.MAY_FOLLOW
        raise sent.lost.adding(f"read back instead: {found}").but(hint=hint) from sent.lost
    said = sent.said(client.concealed)
    hint = f"{writes.MAY_FOLLOW}; {change.hint}" if change.hint else writes.MAY_FOLLOW
    raise VerificationError(f"the platform accepted the change, but read back: {found}", server_message=said, hint=hint)


def _send(change: Change) -> writes.Sent:
    """Send the write; a 404 that answers a removal is no answer, since it means both a wrong path and an object gone."""
    try:
        return writes.send(change.write)
    except NotFoundError as error:
        if change.wanted is not None:
            raise
        return writes.Sent(lost=error)


def _shown(state: State | None, like: State | None = None) -> str:
    """Return a state on one line, of the keys of C(like) alone where that is given."""
    if state is None:
        return "none"
    return license_plans.shown({key: state[key] for key in like} if like else state)


def result(outcome: Outcome, found: dict[str, Any], diff: tuple[State | None, State | None] | None) -> dict[str, Any]:
    """Return a module's result: C(found), which is its own part, and what all have. Raises L(PartialError) with the same.

    C(diff) is what to show as before and after, None where it is not asked for.
    """
    made = {
        "changed": outcome.changed,
        "state": outcome.state,
        **found,
        "task": outcome.tasks[0] if outcome.tasks else None,
        "tasks": outcome.tasks,
        "uncertain": [outcome.change.ident] if outcome.uncertain else [],
    }
    if diff is not None and outcome.changed:
        header = one_line(outcome.change.what)
        before, after = ({} if state is None else state for state in diff)
        made["diff"] = {"before_header": header, "after_header": header, "before": before, "after": after}
    if outcome.failure:
        raise PartialError(str(outcome.failure), made, outcome.failure)
    return made
