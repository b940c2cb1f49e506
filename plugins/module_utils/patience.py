# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A bound on how long an answer takes to arrive, however slowly its parts come. Private to the collection.

The timeout of a socket begins anew with every byte. Here status line and headers together get that timeout, and the
whole answer what L(at_most) says. Deadlines are looked at where bytes are read: no thread, and nothing that could reach
a later request of the same connection.
"""

from __future__ import annotations

import contextlib
import functools
import http.client
import io
import math
import socket
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

try:
    from requests.adapters import HTTPAdapter
except ImportError:  # the transport says so when it is made; this file must still load for documentation and sanity
    HTTPAdapter = object  # type: ignore[misc,assignment]

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


class _Reader(io.RawIOBase):
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


class _Answer(http.client.HTTPResponse):
    """An answer read by L(_Reader): of a server, or of a proxy to CONNECT."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self._reader = _Reader(self.fp.detach(), sock)
        self.fp = io.BufferedReader(self._reader)

    def begin(self) -> None:
        super().begin()
        # the body may take longer than the headers
        self._reader.end = math.inf


@functools.cache
def _bounded(pool: Any) -> Any:
    """Return this class of connection pools, of urllib3 itself or for SOCKS, with connections that read L(_Answer)."""
    if issubclass(pool.ConnectionCls.response_class, _Answer):
        return pool
    connection = type(pool.ConnectionCls.__name__, (pool.ConnectionCls,), {"response_class": _Answer})
    return type(pool.__name__, (pool,), {"ConnectionCls": connection})


class Adapter(HTTPAdapter):
    """An adapter of C(requests) with such connections, with and without a proxy."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self._bind(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return self._bind(super().proxy_manager_for(proxy, **kwargs))

    def _bind(self, manager: Any) -> Any:
        classes = manager.pool_classes_by_scheme
        manager.pool_classes_by_scheme = {scheme: _bounded(pool) for scheme, pool in classes.items()}
        return manager
