# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ways to authenticate, as `requests` auth objects. Nothing here sends a request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.credentials import (
    AccessToken,
    Basic,
    ClientCredentials,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError

try:
    from requests.auth import AuthBase, HTTPBasicAuth
except ImportError:  # the client reports it; documentation and sanity tests must still load this file
    AuthBase = HTTPBasicAuth = object  # type: ignore[misc,assignment]

if TYPE_CHECKING:
    from requests import PreparedRequest

# seconds before its end at which a token is no longer used
TOKEN_MARGIN = 60.0
# lifetime in seconds if the answer has no expires_in (RFC 6749 section 5.1 only recommends it)
TOKEN_LIFETIME = 3600.0


@dataclass(frozen=True)
class Token:
    """A bearer token, and when to stop using it (seconds on the client's monotonic clock)."""

    value: str = field(repr=False)
    expires_at: float


class NoAuth(AuthBase):
    """Sends no credentials, and keeps `requests` from using those in `.netrc`."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        return request


class BearerAuth(AuthBase):
    """Sends a bearer token: a given one, or one from `fetch`, which is called again after `renew`."""

    def __init__(self, fetch: Callable[[], Token], clock: Callable[[], float], renewable: bool) -> None:
        self._fetch = fetch
        self._clock = clock
        self._renewable = renewable
        self._token: Token | None = None
        self._failed: LivePlatformError | None = None
        self._lock = threading.Lock()

    def current(self) -> str:
        """Return the token to send. Fetch one if there is none, or if the old one is about to expire.

        If that fails, threads that were waiting for the same token get the same error, so that a broken token service
        or a revoked secret is tried once, not once for each thread. Later calls try again.
        """
        known = self._failed
        with self._lock:
            if self._token is None or self._clock() >= self._token.expires_at:
                if self._failed is not known and self._failed is not None:
                    # a copy for each thread: an error holds the frames of the thread that raises it
                    raise self._failed.but()
                try:
                    self._token = self._fetch()
                except LivePlatformError as error:
                    self._failed = error.but()
                    raise
            return self._token.value

    def renew(self, refused: str) -> bool:
        """Forget a token that was refused. Return whether another one can be fetched.

        `refused` is that token: of several threads refused at the same time, only one fetches a new token.
        """
        with self._lock:
            if self._renewable and self._token is not None and self._token.value == refused:
                self._token = None
            return self._renewable

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.current()}"
        return request


def auth_for(
    credentials: ClientCredentials | AccessToken | Basic, fetch: Callable[[], Token], clock: Callable[[], float]
) -> Any:
    """Return the auth object for these credentials. Only client credentials use `fetch`."""
    if isinstance(credentials, Basic):
        # as bytes: `requests` encodes text as latin-1 and fails on other scripts (RFC 7617 section 2.1)
        return HTTPBasicAuth(credentials.username.encode(), credentials.password.encode())
    if isinstance(credentials, AccessToken):
        ready = Token(credentials.token, float("inf"))
        return BearerAuth(lambda: ready, clock, renewable=False)
    return BearerAuth(fetch, clock, renewable=True)
