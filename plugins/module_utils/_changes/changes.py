# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A change of one object of the platform: what it was, what it shall be, and the requests in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

State = dict[str, Any]

# seconds between reads until the platform shows what an accepted, or perhaps accepted, write does; its pages promise nothing
PAUSES = (1.0, 2.0, 4.0)
# the same where a task may be running whose id is not known, since the answer was lost or names none
TASK_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 15.0)


@dataclass(frozen=True)
class Snapshot:
    """What one read shows of an object: its state, None if it does not exist, and the ids of the tasks running on it.

    `record` is everything that was read, for checks that need more than the state.
    """

    state: State | None
    tasks: Sequence[str] = ()
    record: Mapping[str, Any] = field(default_factory=dict)


Read = Callable[[], Snapshot]


@dataclass(frozen=True)
class Step:
    """One request of a change, and what the object must hold afterwards, key by key; None: it must not exist.

    `check` takes a fresh snapshot just before the request. It returns whether the request is still needed, and raises
    if it must not be sent. `pauses` are the seconds between reads while the object is not as wanted and no task is known.
    `hint` says what else to do if an accepted request has no visible effect. `unconfirmed` is (what to say, what to do)
    if the answer is lost: no read shows whether such a request arrived.
    """

    send: Callable[[], str]
    wanted: State | None
    check: Callable[[Read], bool] | None = None
    pauses: Sequence[float] = TASK_PAUSES
    hint: str = ""
    unconfirmed: tuple[str, str] | None = None


def holds(state: State, wanted: State) -> bool:
    """Return whether a state has all wanted values."""
    return all(state[key] == value for key, value in wanted.items())


@dataclass(frozen=True)
class Change:
    """What one object shall become. `what` names the object in messages, `ident` and `name` in results.

    `conflict`: why nothing must be sent. `holds`: how a state is compared with what is wanted.
    """

    what: str
    before: State | None
    read: Read
    steps: tuple[Step, ...] = ()
    ident: str = ""
    name: str = ""
    conflict: str = ""
    holds: Callable[[State, State], bool] = holds

    @property
    def wanted(self) -> State | None:
        """The values that the state must have in the end; None if the object must not exist."""
        return self.steps[-1].wanted if self.steps else self.before

    @property
    def forced(self) -> bool:
        """Whether there is something to send that no read shows."""
        return bool(self.steps and self.steps[0].unconfirmed)

    @property
    def expected(self) -> State | None:
        """The state after the change, with all values that stay; None if the object shall not exist."""
        return None if self.wanted is None else {**(self.before or {}), **self.wanted}

    @property
    def needed(self) -> bool:
        """Whether anything has to be sent, and may be."""
        return not self.conflict and (self.forced or self.expected != self.before)

    def reached(self, snapshot: Snapshot, wanted: State | None) -> bool:
        """Return whether the object is as wanted."""
        if wanted is None or snapshot.state is None:
            return wanted is snapshot.state
        return self.holds(snapshot.state, wanted)


def shown(state: State | None, like: State | None = None) -> str:
    """Return a state on one line, reduced to the keys of `like` if that is given."""
    if state is None:
        return "none"
    return one_line(", ".join(f"{key} {state[key]}" for key in like or state))
