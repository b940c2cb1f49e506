# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A deadline for reads from a socket, however slowly the bytes arrive.

A socket's own timeout starts again with every byte. So the deadline is checked at each read. This needs no thread, and
it cannot affect a later answer on the same connection.
"""

from __future__ import annotations

import contextlib
import io
import math
import socket
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

# when this thread stops reading (seconds on the monotonic clock)
_END: ContextVar[float] = ContextVar("end", default=math.inf)


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
