# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How anything is changed: sent once, its tasks awaited, read back.

A write is never repeated because its answer is missing: what the platform holds afterwards decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import tasks
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import failures
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    LivePlatformError,
    OptionError,
)

# the options of modules that wait for tasks
WAITING: dict[str, Any] = {
    "wait": {"type": "bool", "default": True},
    "wait_timeout": {"type": "float", "default": 600.0},
}
# seconds between reads until the platform shows what an accepted, or perhaps accepted, write does; its pages promise nothing
PAUSES = (1.0, 2.0, 4.0)
# the same where a task may be at work whose id nobody knows, since the answer was lost or names none
TASK_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 15.0)
# what to do after a write that was accepted, or whose answer was lost, and that is not to be seen
MAY_FOLLOW = "the platform may still carry it out: look again, then run again"

Found = TypeVar("Found")


@dataclass
class Sent:
    """What is known of a write: the ids of the tasks it started, its answer, and the failure that swallowed that."""

    tasks: list[str] = field(default_factory=list)
    lost: LivePlatformError | None = None
    answer: str = field(default="", repr=False, compare=False)

    def said(self, secrets: Iterable[str]) -> str | None:
        """Return the server's own words in an answer that names no task: a success may tell why nothing was done."""
        return None if self.tasks else failures.server_message(self.answer.encode(), secrets)


@dataclass(frozen=True)
class Waiting:
    """Whether tasks are waited for, and how many seconds each may take."""

    wait: bool = True
    timeout: float = 600.0


def waiting(params: Mapping[str, Any]) -> Waiting:
    """Return what the options of WAITING say. Raises L(OptionError)."""
    if not 0 <= params["wait_timeout"] < math.inf:
        raise OptionError(f"wait_timeout must be 0 or more seconds, not {params['wait_timeout']:g}")
    return Waiting(params["wait"], params["wait_timeout"])


def send(write: Callable[[], str]) -> Sent:
    """Send a write once. Raises where the platform refused it; an answer that is lost is noted, not raised."""
    try:
        answer = write()
        return Sent(tasks.ids(answer), answer=answer)
    except LivePlatformError as error:
        if error.refused:
            raise
        return Sent(lost=error)


def may_follow(error: LivePlatformError) -> LivePlatformError:
    """Return a failure whose hint says that the platform may still carry out what was sent; a task that goes on has its own."""
    if error.goes_on or MAY_FOLLOW in (error.hint or ""):
        return error
    return error.but(hint=f"{error.hint}; {MAY_FOLLOW}" if error.hint else MAY_FOLLOW)


def wait_for(client: Client, sent: Sent, waiting: Waiting) -> None:
    """Wait for the end of all tasks of a write. Raises L(TaskError)."""
    for ident in sent.tasks:
        tasks.wait_for(client, ident, waiting.timeout)


def settled(
    client: Client,
    read: Callable[[], Found],
    reached: Callable[[Found], bool],
    pauses: Sequence[float] = PAUSES,
) -> Found:
    """Return what is read once C(reached) holds for it, or the last of several reads with these pauses (seconds)."""
    found = read()
    for pause in pauses:
        if reached(found):
            break
        client.sleep(pause)
        found = read()
    return found
