# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A time limit for users' regular expressions on text that customers chose.

Some expressions take twice as long with each letter of a name. The limit is processor time of this process, so that
neither a busy machine nor waiting trips it, and the alarm of Ansible's task timeouts stays free. At each tick a
function looks at the running code, and raises if it has been running for too long.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# seconds of processor time for one expression
MOST_SECONDS = 5.0
TICK = 0.25

# takes a frame or None
Look = Callable[[Any], None]


def can_be_watched() -> bool:
    """Return whether this is the main thread: only it receives signals."""
    return threading.current_thread() is threading.main_thread()


@contextmanager
def watched(look: Look) -> Iterator[None]:
    """Call `look` with the innermost frame after each `TICK` of processor time; its error ends the running code.

    C code, such as a regular expression, has no frame; its caller's frame is passed. Use this only if `can_be_watched`.
    """
    before = signal.signal(signal.SIGVTALRM, lambda _signal, frame: look(frame))
    timer = signal.setitimer(signal.ITIMER_VIRTUAL, TICK, TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, *timer)
        signal.signal(signal.SIGVTALRM, before)
