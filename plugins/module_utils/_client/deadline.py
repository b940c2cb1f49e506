# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A moment after which nothing more is read from a socket, however slowly bytes come.

The timeout of a socket begins anew with every byte. Deadlines are looked at where bytes are read: no thread, and nothing
that could reach a later answer of the same connection.
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

# the moment (monotonic, seconds) from which nothing more is read in this thread
_END: ContextVar[float] = ContextVar("end", default=math.inf)


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Let nothing be read in this thread when so many seconds have passed; who tries gets a C(TimeoutError)."""
    token = _END.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(token)


class Reader(io.RawIOBase):
    """What a socket receives, until C(end) (monotonic, seconds) and L(at_most), whichever is first."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket) -> None:
        self._raw, self._sock, self._timeout = raw, sock, sock.gettimeout()
        self.end = math.inf if self._timeout is None else time.monotonic() + self._timeout

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._raw.close()
        super().close()

    def readinto(self, buffer: Any) -> int | None:
        """Return how many bytes were read. Raises C(TimeoutError), as a socket does."""
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
    """Return what a socket receives, until L(at_most), as a file."""
    reader = Reader(sock.makefile("rb", buffering=0), sock)
    reader.end = math.inf
    return io.BufferedReader(reader)
