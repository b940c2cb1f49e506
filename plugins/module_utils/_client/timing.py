# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When a request may start, and when its answer must have arrived: the documented rate, the Retry-After of the server, a deadline.

A socket's own timeout starts again with every byte. So a deadline is checked at each read. This needs no thread, and it
cannot affect a later answer on the same connection.
"""

from __future__ import annotations

import contextlib
import io
import math
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

# the vendor's limit: 10 requests per 10 seconds (page "Release Operator Connect Numbers from Customer")
WINDOW = 10.0
# seconds added to the window: the server counts when a request arrives, not when it is sent
SLACK = 0.2

# most requests running at once; the pacer decides how many may start
MOST_AT_ONCE = 32
# when this thread stops reading (seconds on the monotonic clock)
_END: ContextVar[float] = ContextVar("end", default=math.inf)


class Pacer:
    """Lets at most `limit` requests start in any 10 seconds; 0 means no limit. Thread-safe.

    A burst up to the limit is sent at once, so a run of two or three requests is never slowed down.
    """

    def __init__(self, limit: int, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._limit = limit
        self._clock = clock
        self._sleep = sleep
        self._starts: deque[float] = deque(maxlen=limit or None)
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait until the next request may start, and count it."""
        if not self._limit:
            return
        with self._lock:
            now = self._clock()
            start = max(now, self._starts[0] + WINDOW + SLACK) if len(self._starts) == self._limit else now
            self._starts.append(start)
        if start > now:
            self._sleep(start - now)


def asked_for(retry_after: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for; None if it is neither a number nor a valid date.

    RFC 9110 section 10.2.3. Needs urllib3, which comes with `requests`.
    """
    from urllib3.exceptions import InvalidHeader  # noqa: PLC0415
    from urllib3.util.retry import Retry  # noqa: PLC0415

    if retry_after:
        with contextlib.suppress(InvalidHeader, ValueError, OverflowError):
            return float(Retry().parse_retry_after(retry_after))
    return None


def pause(refusals: int, asked: float | None) -> float:
    """Return how many seconds to wait after this many 429 answers: `asked` if given, else longer each time."""
    return asked or min(2.0 ** (refusals - 1), WINDOW)


def jittered(wait: float, left: float, chance: Callable[[], float]) -> float:
    """Return a wait that is randomly longer, but shorter than `left`: requests refused together return apart."""
    return wait + chance() * min(max(0.5, wait / 4), left - wait)


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop reads in this thread after this many seconds, with `TimeoutError`."""
    token = _END.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(token)


class Reader(io.RawIOBase):
    """Reads from a socket until `end` (seconds, monotonic clock) or the deadline of `at_most`, whichever is first."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket) -> None:
        self._raw, self._sock, self._timeout = raw, sock, sock.gettimeout()
        self.end = math.inf if self._timeout is None else time.monotonic() + self._timeout

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._raw.close()
        super().close()

    def readinto(self, buffer: Any) -> int | None:
        """Read into the buffer and return the number of bytes. Raises `TimeoutError`, as a socket does."""
        left = min(self.end, _END.get()) - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        if left >= (self._timeout or math.inf):
            return self._raw.readinto(buffer)
        self._sock.settimeout(left)
        try:
            return self._raw.readinto(buffer)
        finally:
            self._sock.settimeout(self._timeout)


def bounded(sock: socket.socket) -> io.BufferedReader:
    """Return a file that reads from the socket until the deadline of `at_most`."""
    reader = Reader(sock.makefile("rb", buffering=0), sock)
    reader.end = math.inf
    return io.BufferedReader(reader)
