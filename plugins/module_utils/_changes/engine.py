# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends changes, waits for their tasks, reads back, and decides on the outcome. Nothing else does.

A write is sent once. If its answer is lost, the state that the platform then shows decides. The result of every object
says whether it is as before or as wanted. A change without a check is based on a read directly before its request.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import tasks
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import (
    PAUSES,
    Change,
    Read,
    Snapshot,
    Step,
    shown,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.outcomes import (
    Outcome,
    initial,
    is_stopped,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import failures, parallel
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    LivePlatformError,
    NotFoundError,
    TaskError,
    VerificationError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import safe_line
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

# what to do if an accepted write, or one whose answer was lost, has no visible effect
MAY_FOLLOW = "the platform may still carry it out: look again, then run again"


@dataclass
class Sent:
    """What is known of a write: the ids of its tasks, and the failure that lost the answer.

    `denied` is the message of an HTTP 200 answer that reports a failure, `said` the message of any other answer.
    """

    tasks: list[str] = field(default_factory=list)
    lost: LivePlatformError | None = None
    denied: str | None = None
    said: str | None = None


def carry_out(client: Client, change: Change, waiting: tasks.Waiting) -> Outcome:
    """Carry out a change and return its outcome, even if it failed."""
    return carry_out_all(client, [change], waiting, 1)[0]


def carry_out_all(
    client: Client, changes: Sequence[Change], waiting: tasks.Waiting, workers: int, stop_on_failure: bool = False
) -> list[Outcome]:
    """Carry out changes, several at a time, and return their outcomes in the same order.

    After refused credentials, or after any failure with `stop_on_failure`, no further change is started.
    """
    outcomes = [initial(change) for change in changes]

    def begin(outcome: Outcome) -> None:
        _carry_out(client, outcome, waiting)
        if outcome.failure:
            raise outcome.failure

    if not is_stopped(outcomes, stop_on_failure):
        todo = [outcome for outcome in outcomes if outcome.change.needed]
        parallel.each(todo, begin, workers, stop=lambda error: stop_on_failure or parallel.hopeless(error))
    return outcomes


def read_at_rest(client: Client, read: Read, waiting: tasks.Waiting, what: str) -> Snapshot:
    """Return a snapshot once no task is running on the object, however its tasks ended.

    Raises `ConflictError` if a task is still running, or if tasks are not to be waited for.
    """
    snapshot = read()
    if snapshot.tasks and waiting.wait:
        for ident in snapshot.tasks:
            # the next read shows how the task ended
            with contextlib.suppress(TaskError):
                tasks.wait_for(client, ident, waiting.timeout)
        snapshot = read()
    if snapshot.tasks:
        raise ConflictError(
            f"nothing was sent: {what} is busy with {one_line(', '.join(snapshot.tasks))}",
            hint="follow it with task_info, then run again",
        )
    return snapshot


def _carry_out(client: Client, outcome: Outcome, waiting: tasks.Waiting) -> None:
    """Take the steps of a change. A failure goes into the outcome, together with the object's state at that time."""
    try:
        outcome.state = _take_steps(client, outcome, waiting)
    except LivePlatformError as error:
        outcome.state, outcome.failure = "failed", error
        if outcome.sent:
            outcome.last = None
            try:
                outcome.read()
            except LivePlatformError as unread:
                reason = "" if str(unread) == str(error) else f": {unread}"
                outcome.failure = error.adding(f"the outcome for {outcome.change.what} could not be read{reason}")
        if outcome.uncertain:
            outcome.failure = _may_follow(outcome.failure)


def _may_follow(error: LivePlatformError) -> LivePlatformError:
    """Return the failure with a hint that the platform may still act. The failure of a running task says so already."""
    if error.goes_on or MAY_FOLLOW in (error.hint or ""):
        return error
    return error.but(hint=f"{error.hint}; {MAY_FOLLOW}" if error.hint else MAY_FOLLOW)


def _take_steps(client: Client, outcome: Outcome, waiting: tasks.Waiting) -> str:
    """Take the steps of a change and return the state of its outcome. Raises if the object does not end as wanted."""
    steps = outcome.change.steps
    for step in steps:
        if step.check:
            if not step.check(outcome.read):
                return "unchanged" if step is steps[0] else "changed"
            # the decision came from an older read, so read back even after a refusal
            outcome.sent = True
        if not _take_step(client, outcome, step, waiting, is_last=step is steps[-1]):
            return "started"
        outcome.open = False
    return "changed"


def _take_step(client: Client, outcome: Outcome, step: Step, waiting: tasks.Waiting, is_last: bool) -> bool:
    """Send a step and wait until it is done; return False if its task is still running and is not waited for.

    If the task is known, only the last step is read back: the check of the next step reads too.
    """
    change = outcome.change
    sent = send(client, step)
    refused = sent.lost is not None and sent.lost.refused
    outcome.sent, outcome.open, outcome.last = True, not refused, None
    outcome.messages += [f"the platform answered: {sent.denied}"] if sent.denied else []

    def reached(snapshot: Snapshot) -> bool:
        return change.reached(snapshot, step.wanted)

    last = None
    if not sent.tasks:
        # the object may list the tasks running on it
        pauses = () if refused or sent.denied else step.pauses
        last = read_until(client, change.read, lambda snapshot: bool(snapshot.tasks) or reached(snapshot), pauses)
        sent.tasks = list(last.tasks)
    outcome.tasks = [*outcome.tasks, *sent.tasks]
    if sent.tasks:
        if not waiting.wait:
            return False
        for ident in sent.tasks:
            ended = tasks.wait_for(client, ident, waiting.timeout)
            outcome.messages += [f"task {ident}: {safe_line(text, client.concealed)}" for text in ended["errors"]]
        if not is_last:
            return True
        last = None
    outcome.last = last or read_until(client, change.read, reached)
    _verify(step, sent, outcome.last, reached(outcome.last))
    return True


def send(client: Client, step: Step) -> Sent:
    """Send a step once. Raises if the platform refused it. A lost answer is returned, not raised.

    A 404 to a removal counts as a lost answer: the path may be wrong, or the object may be gone.
    """
    try:
        answer = step.send()
    except LivePlatformError as error:
        if error.refused and not (step.wanted is None and isinstance(error, NotFoundError)):
            raise
        return Sent(lost=error)
    body = answer.encode(errors="replace")
    denied = failures.denied(body, client.concealed)
    return Sent(tasks.ids(answer), denied=denied, said=failures.said_in(body, client.concealed).message)


def read_until(
    client: Client, read: Read, reached: Callable[[Snapshot], bool], pauses: Sequence[float] = PAUSES
) -> Snapshot:
    """Read until `reached` is true, with these pauses (seconds), and return the last snapshot."""
    snapshot = read()
    for pause in pauses:
        if reached(snapshot):
            break
        client.sleep(pause)
        snapshot = read()
    return snapshot


def _verify(step: Step, sent: Sent, last: Snapshot, is_reached: bool) -> None:
    """Raise `VerificationError`, or the failure that lost the answer, if the object is not as the step wants it."""
    if is_reached:
        if sent.lost and not sent.tasks and step.unconfirmed:
            text, hint = step.unconfirmed
            raise sent.lost.adding(text).but(hint=hint) from sent.lost
        return
    found = f"wanted {shown(step.wanted)}, found {shown(last.state, step.wanted)}"
    if sent.lost:
        kept = None if sent.lost.refused else MAY_FOLLOW
        raise sent.lost.adding(f"read back instead: {found}").but(hint=kept) from sent.lost
    if sent.denied and not sent.tasks:
        raise VerificationError(
            f"the platform reports that the change failed, and read back: {found}",
            server_message=sent.denied,
            hint=f"{MAY_FOLLOW}; check the values that were given",
        )
    # an answer without a task may say in the server's words why nothing was done
    said = sent.denied if sent.tasks else sent.said
    hint = f"{MAY_FOLLOW}; {step.hint}" if step.hint else MAY_FOLLOW
    raise VerificationError(f"the platform accepted the change, but read back: {found}", server_message=said, hint=hint)
