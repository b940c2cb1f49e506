# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A change of one object on the platform: its state before, the wanted state, and the requests in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

State = dict[str, Any]

# Seconds between reads until the effect of a write shows. The vendor's pages promise no time.
PAUSES = (1.0, 2.0, 4.0)
# the same if a task may be running whose id is unknown, because the answer was lost or names none
TASK_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 15.0)


@dataclass(frozen=True)
class Snapshot:
    """What one read shows: the object's state (None if it does not exist) and the ids of the tasks running on it.

    `record` is everything that was read, for checks that need more than the state.
    """

    state: State | None
    tasks: Sequence[str] = ()
    record: Mapping[str, Any] = field(default_factory=dict)


Read = Callable[[], Snapshot]


@dataclass(frozen=True)
class Step:
    """One request of a change, and the values that the object must have afterwards; None: it must not exist.

    `check` takes a fresh snapshot just before the request. It returns whether the request is still needed, and raises
    if it must not be sent. `pauses` are the seconds between reads while the object is not as wanted and no task is
    known. `hint` says what else to do if an accepted request has no visible effect. `unconfirmed` is (what to say, what
    to do) if the answer is lost and no read shows whether the request arrived.
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
    """How to bring one object to its wanted state. `what` names it in messages, `ident` and `name` in results.

    `conflict`: why nothing must be sent. `holds`: compares a state with the wanted one.
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
        """The values that the state must have at the end; None if the object must not exist."""
        return self.steps[-1].wanted if self.steps else self.before

    @property
    def forced(self) -> bool:
        """Whether the change sends something that no read shows."""
        return bool(self.steps and self.steps[0].unconfirmed)

    @property
    def expected(self) -> State | None:
        """The state after the change, with the values that stay; None if the object must not exist."""
        return None if self.wanted is None else {**(self.before or {}), **self.wanted}

    @property
    def needed(self) -> bool:
        """Whether something has to be sent and may be sent."""
        return not self.conflict and (self.forced or self.expected != self.before)

    def reached(self, snapshot: Snapshot, wanted: State | None) -> bool:
        """Return whether the object is as wanted."""
        if wanted is None or snapshot.state is None:
            return wanted is snapshot.state
        return self.holds(snapshot.state, wanted)


def shown(state: State | None, like: State | None = None) -> str:
    """Return a state on one line, with only the keys of `like` if it is given."""
    if state is None:
        return "none"
    return one_line(", ".join(f"{key} {state[key]}" for key in like or state))
