# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The ways to authenticate, as C(requests) auth objects. No HTTP happens here."""

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
except ImportError:  # the client says so when it is made; this file must still load for documentation and sanity
    AuthBase = HTTPBasicAuth = object  # type: ignore[misc,assignment]

if TYPE_CHECKING:
    from requests import PreparedRequest

# seconds before its end of life at which a token is not used any more
TOKEN_MARGIN = 60.0
# seconds a token is taken to live where the answer does not say (RFC 6749 section 5.1 only recommends expires_in)
TOKEN_LIFETIME = 3600.0


@dataclass(frozen=True)
class Token:
    """A bearer token and the moment (on the client's monotonic clock, seconds) from which it is not used any more."""

    value: str = field(repr=False)
    expires_at: float


class NoAuth(AuthBase):
    """Sends nothing, and keeps C(requests) from looking into C(.netrc) for something to send."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        return request


class BearerAuth(AuthBase):
    """A bearer token: a ready one, or one from C(fetch), which is asked once and again after L(renew)."""

    def __init__(self, fetch: Callable[[], Token], clock: Callable[[], float], renewable: bool) -> None:
        self._fetch = fetch
        self._clock = clock
        self._renewable = renewable
        self._token: Token | None = None
        self._failed: LivePlatformError | None = None
        self._lock = threading.Lock()

    def current(self) -> str:
        """Return the token to send now, fetching one where there is none or the old one is about to end.

        Where none is to be had, threads that waited for it meanwhile share that failure: a service that is down, or a
        secret that was withdrawn, would else be tried once for each of them. Later calls try anew.
        """
        known = self._failed
        with self._lock:
            if self._token is None or self._clock() >= self._token.expires_at:
                if self._failed is not known and self._failed is not None:
                    # one for each thread: an error holds the frames of the thread that raises it
                    raise self._failed.but()
                try:
                    self._token = self._fetch()
                except LivePlatformError as error:
                    self._failed = error.but()
                    raise
            return self._token.value

    def renew(self, refused: str) -> bool:
        """Forget the token that was just refused; return whether another one can be had.

        C(refused) keeps threads that were refused at the same time from fetching one token each.
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
    """Return the auth object for the way that was chosen; C(fetch) is used for client credentials only."""
    if isinstance(credentials, Basic):
        # as bytes: C(requests) would encode text as latin-1 and fail on other scripts (RFC 7617 section 2.1)
        return HTTPBasicAuth(credentials.username.encode(), credentials.password.encode())
    if isinstance(credentials, AccessToken):
        ready = Token(credentials.token, float("inf"))
        return BearerAuth(lambda: ready, clock, renewable=False)
    return BearerAuth(fetch, clock, renewable=True)
