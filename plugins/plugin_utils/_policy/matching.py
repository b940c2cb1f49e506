# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A person's regular expressions against the platform's text, with a bound on their time.

Customers choose their names, and some expressions take twice as long with every letter of a name. A timer counts the
processor time of this process, so that neither a busy machine nor waiting trips it, and the alarm that Ansible's task
timeouts use stays free. At each tick it looks whether an expression is at work.
"""

from __future__ import annotations

import re
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# seconds of processor time that one expression may take for all records together; ordinary ones take some milliseconds
MOST_SECONDS = 5.0
_TICK = 0.25


class TooSlowError(Exception):
    """An expression took too long; the text is the expression."""


class OtherThreadError(Exception):
    """The time of an expression (the text) can be bounded in the main thread alone: signals arrive nowhere else."""


def matches(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a whole text matches.

    Raises L(TooSlowError) inside L(bounded), and L(OtherThreadError) rather than to take a time without any bound.
    """
    if threading.current_thread() is not threading.main_thread():
        raise OtherThreadError(pattern.pattern)
    return pattern.fullmatch(text) is not None


@contextmanager
def bounded() -> Iterator[None]:
    """Let no expression of L(matches) take more than L(MOST_SECONDS) of processor time."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seen: Counter[re.Pattern[str]] = Counter()

    def tick(_signal: int, frame: FrameType | None) -> None:
        # what runs in C, as an expression does, has no frame of its own: it is the one that called it
        if frame is None or frame.f_code is not matches.__code__:
            return
        pattern = frame.f_locals["pattern"]
        seen[pattern] += 1
        if seen[pattern] * _TICK >= MOST_SECONDS:
            raise TooSlowError(pattern.pattern)

    before = signal.signal(signal.SIGVTALRM, tick)
    timer = signal.setitimer(signal.ITIMER_VIRTUAL, _TICK, _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, *timer)
        signal.signal(signal.SIGVTALRM, before)
