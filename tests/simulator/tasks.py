# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asynchronous jobs of the platform ("Get Task"): their answer to each poll, and their effect after success.

The vendor's pages show ``CompletedSuccess`` in an example, "In Progress", "Completed Success" and "Failed" in
sentences, and times that are not set although the job is over. It is not known which of them a server prints.
"""

from __future__ import annotations

import dataclasses
import itertools
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

Row = dict[str, Any]

SUCCESS = "CompletedSuccess"
RUNNING = "In Progress"
NO_TIME = "0001-01-01T00:00:00"
# Numbers of tasks that requests start; the first one is from the vendor's example.
FIRST_NUMBER = 185510


@dataclasses.dataclass
class Task:
    """One job. It is over after ``polls`` reads and after ``seconds``; with neither, at the first read.

    ``status`` is the final word; ``running`` is the word before, or one for each poll. ``polls`` defaults to the number
    of those words; ``math.inf`` never ends. A read of one of its ``subjects`` (a customer, a SIP connection) counts as
    a poll, so that a job whose number was lost also ends. ``applies``: whether ``effect`` happens at the end; None: if
    ``status`` is CompletedSuccess in any spelling. ``extra``: keys to add or replace; ``omit``: keys to leave out.
    """

    id: str
    status: str = SUCCESS
    running: str | Sequence[str] = RUNNING
    polls: float | None = None
    seconds: float = 0.0
    details: Any = dataclasses.field(default_factory=lambda: [None])
    messages: list[Row] = dataclasses.field(default_factory=list)
    output: Row = dataclasses.field(default_factory=dict)
    created: str | None = NO_TIME
    completed: str | None = None
    cancellation: bool | None = None
    extra: Row = dataclasses.field(default_factory=dict)
    omit: Sequence[str] = ()
    applies: bool | None = None
    subjects: Sequence[str] = ()
    effect: Callable[[], None] | None = None
    asked: int = 0
    started: float = 0.0
    over: bool = False

    def __post_init__(self) -> None:
        if self.polls is None:
            self.polls = 0 if isinstance(self.running, str) else len(self.running)

    def due(self, now: float) -> bool:
        return self.polls is not None and self.asked >= self.polls and now - self.started >= self.seconds

    def word(self) -> str:
        """Return the status for this poll."""
        if self.over:
            return self.status
        return self.running if isinstance(self.running, str) else self.running[min(self.asked, len(self.running) - 1)]

    def body(self) -> Row:
        """Return the keys and values of "Get Task"."""
        values = {
            "id": self.id,
            "status": self.word(),
            "details": self.details,
            "executionMessages": self.messages,
            "outputData": self.output if self.over else {},
            "createTime": self.created,
            "completeTime": self.completed if self.over else None,
            "cancellationRequested": self.cancellation,
            **self.extra,
        }
        return {key: value for key, value in values.items() if key not in self.omit}

    def finish(self) -> None:
        self.over = True
        succeeded = "".join(self.status.split()).lower() == SUCCESS.lower()
        if self.effect is not None and (succeeded if self.applies is None else self.applies):
            self.effect()


class Tasks:
    """All jobs by id. All methods are thread-safe. ``clock`` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._tasks: dict[str, Task] = {}
        self._numbers = itertools.count(FIRST_NUMBER)
        self._lock = threading.RLock()

    def add(self, task: Task) -> Task:
        """Start a job; it replaces one with the same id."""
        with self._lock:
            task.started = self.clock()
            self._tasks[task.id] = task
        return task

    def new_id(self, prefix: str = "tsk_") -> str:
        with self._lock:
            return f"{prefix}{next(self._numbers)}"

    def get(self, ident: str) -> Task | None:
        with self._lock:
            return self._tasks.get(ident)

    def __len__(self) -> int:
        return len(self._tasks)

    def clear(self) -> None:
        with self._lock:
            self._tasks.clear()
            self._numbers = itertools.count(FIRST_NUMBER)

    def poll(self, ident: str) -> Row | None:
        """Count a poll and return the body of "Get Task"; None for an unknown id."""
        with self._lock:
            task = self._tasks.get(ident)
            if task is None:
                return None
            self._settle(task)
            body = task.body()
            task.asked += 1
            return body

    def seen(self, subject: str) -> None:
        """Count a poll for each job of ``subject``, because it is being read."""
        with self._lock:
            self.settle()
            for task in self._about(subject):
                task.asked += 1

    def pending(self, subject: str) -> list[str]:
        """Return the ids of the running jobs of ``subject``."""
        with self._lock:
            return [task.id for task in self._about(subject)]

    def settle(self) -> None:
        """End all jobs that are due."""
        with self._lock:
            for task in self._open():
                self._settle(task)

    def _open(self) -> list[Task]:
        return [task for task in self._tasks.values() if not task.over]

    def _about(self, subject: str) -> list[Task]:
        return [task for task in self._open() if subject.lower() in map(str.lower, task.subjects)]

    def _settle(self, task: Task) -> None:
        if not task.over and task.due(self.clock()):
            task.finish()
