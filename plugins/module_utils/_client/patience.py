# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`requests` with a limit on how long an answer takes to arrive.

The status line and headers together get the timeout of the socket. `timing.at_most` limits the whole answer.
"""

from __future__ import annotations

import functools
import http.client
import io
import math
import socket
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.timing import Reader

try:
    from requests.adapters import HTTPAdapter
except ImportError:  # the transport reports it; documentation and sanity tests must still load this file
    HTTPAdapter = object  # type: ignore[misc,assignment]


class _Answer(http.client.HTTPResponse):
    """An answer that is read by `Reader`: from a server, or from a proxy after CONNECT."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self._reader = Reader(self.fp.detach(), sock)
        self.fp = io.BufferedReader(self._reader)

    def begin(self) -> None:
        super().begin()
        # the body may take longer than the headers
        self._reader.end = math.inf


@functools.cache
def _bounded(pool: Any) -> Any:
    """Return this class of connection pools (urllib3's own, or the one for SOCKS) with connections that read `_Answer`."""
    if issubclass(pool.ConnectionCls.response_class, _Answer):
        return pool
    connection = type(pool.ConnectionCls.__name__, (pool.ConnectionCls,), {"response_class": _Answer})
    return type(pool.__name__, (pool,), {"ConnectionCls": connection})


class Adapter(HTTPAdapter):
    """An adapter for `requests` that uses these connections, with and without a proxy."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self._bind(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return self._bind(super().proxy_manager_for(proxy, **kwargs))

    def _bind(self, manager: Any) -> Any:
        classes = manager.pool_classes_by_scheme
        manager.pool_classes_by_scheme = {scheme: _bounded(pool) for scheme, pool in classes.items()}
        return manager
