# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A bound on the time that regular expressions of people take on text that customers chose.

Some expressions take twice as long with every letter of a name. A timer counts the processor time of this process, so
that neither a busy machine nor waiting trips it, and the alarm that Ansible's task timeouts use stays free. At each tick
somebody looks at the code at work, and raises where it has been at work for too long.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# seconds of processor time that one expression may take
MOST_SECONDS = 5.0
TICK = 0.25

# takes a frame, or none
Look = Callable[[Any], None]


def can_be_watched() -> bool:
    """Tell whether this thread is the main one: signals arrive nowhere else."""
    return threading.current_thread() is threading.main_thread()


@contextmanager
def watched(look: Look) -> Iterator[None]:
    """Call `look` with the innermost frame after every `TICK` of processor time; what it raises ends the code at work.

    Code in C, such as a regular expression, has no frame: it is the one that called it. To be used where
    `can_be_watched` holds.
    """
    before = signal.signal(signal.SIGVTALRM, lambda _signal, frame: look(frame))
    timer = signal.setitimer(signal.ITIMER_VIRTUAL, TICK, TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, *timer)
        signal.signal(signal.SIGVTALRM, before)
