# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP: sessions, tokens, retries, deadlines. Private to L(client), which knows the paths.

One L(Transport) is one run: one session, one token, one pacer.
"""

from __future__ import annotations

import io
import json
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies

from ansible_collections.audiocodes.live_platform.plugins.module_utils import addresses, failures
from ansible_collections.audiocodes.live_platform.plugins.module_utils.auth import (
    TOKEN_LIFETIME,
    TOKEN_MARGIN,
    BearerAuth,
    NoAuth,
    Token,
    auth_for,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.connection import ClientCredentials, Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils.deadline import at_most
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    ConnectError,
    DataError,
    LivePlatformError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.pacing import Pacer, asked_for
from ansible_collections.audiocodes.live_platform.plugins.module_utils.parallel import MOST_WORKERS
from ansible_collections.audiocodes.live_platform.plugins.module_utils.patience import Adapter
from ansible_collections.audiocodes.live_platform.plugins.module_utils.version import VERSION, check_python

try:
    import requests
    import urllib3
    from urllib3.exceptions import HTTPError, InsecureRequestWarning, MaxRetryError
    from urllib3.util.retry import Retry

    HAS_REQUESTS = True
    # what a transport error means -> what to do; the first class that fits counts
    _TRANSPORT: tuple[tuple[type[Exception], str, str], ...] = (
        (requests.exceptions.SSLError, "the TLS connection failed", "check ca_path, client_cert and the host in url"),
        (requests.exceptions.ProxyError, "the proxy failed", "check proxy and the proxy variables of the environment"),
        (
            requests.exceptions.ConnectTimeout,
            "the server cannot be reached",
            "check url and firewall, or raise timeout",
        ),
        (requests.exceptions.Timeout, "no answer in time", "try again later, or raise timeout"),
        (Exception, "no complete answer", "check url, proxy and firewall"),
    )
except ImportError:
    HAS_REQUESTS = False

# the longest wait, in seconds, that a Retry-After header or the back-off can ask for
LONGEST_WAIT = 60.0
# worth another attempt: a read may be repeated whatever became of it, a write only where it was turned away at the door
_REPEAT_READ = frozenset({429, 502, 503, 504})
_REPEAT_WRITE = frozenset({429})
_CHUNK = 1 << 20

# what C(with) gives is the class that was opened
Opened = TypeVar("Opened", bound="Transport")


class Transport:
    """A connection to one platform for one account.

    C(log) receives one line for each request, without secrets. Clock (seconds, monotonic) and sleep are injected, so
    that tests wait for nothing. Raises L(MissingLibraryError) where C(requests) is not installed.
    """

    def __init__(
        self,
        settings: Settings,
        log: Callable[[str], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        check_python(HAS_REQUESTS)
        self._settings = settings
        # the name that all records of this platform carry
        self.platform = settings.platform
        self._log = log or (lambda _line: None)
        self.clock = clock
        self.sleep = sleep
        self._pacer = Pacer(settings.rate_limit, clock, sleep)
        # what no text may show
        self.concealed = {*settings.secrets, *addresses.accounts(getproxies().values())}
        self._concealing = threading.Lock()
        self._latest = threading.local()
        self._auth = auth_for(settings.credentials, self._fetch_token, clock)
        self._session = requests.Session()
        # one connection for each of the threads that may read at once
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, Adapter(pool_maxsize=MOST_WORKERS))
        # even with allow_redirects=False a session reads the whole body of a redirect and parses its target
        self._session.get_redirect_target = lambda _response: None  # type: ignore[method-assign,assignment]
        self._session.headers["Accept"] = "application/json"
        self._session.headers["User-Agent"] = f"audiocodes.live_platform/{VERSION}"
        # for the platform alone: they may be secret, and who issues tokens is somebody else
        self._headers = dict(settings.headers)
        if settings.verify is False:
            # whoever sets validate_certs to false has decided; a warning with every run would hide the others
            urllib3.disable_warnings(InsecureRequestWarning)
        if settings.channel_id is not None:
            self._headers["X-Ovoc-Channel-Id"] = str(settings.channel_id)

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def __enter__(self: Opened) -> Opened:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def conceal(self, secrets: Iterable[str]) -> None:
        """Show none of these in any error, whatever the platform echoes."""
        more = set(secrets)
        with self._concealing:
            # a new set: other threads may be reading the old one
            self.concealed = self.concealed | more

    @property
    def asked(self) -> str:
        """The path of this thread's latest read, for errors in what it returned; empty before the first."""
        return str(getattr(self._latest, "path", ""))

    def read(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Send one GET and return the decoded JSON. Raises one of the L(LivePlatformError) family."""
        url = self._settings.base_url + path
        shown = self._latest.path = urlsplit(url).path
        content_type, body = self._send("GET", url, shown, auth=self._auth, headers=self._headers, params=params)
        return self._decoded("GET", shown, content_type, body)

    def write(self, method: str, path: str, document: Mapping[str, Any] | None = None) -> str:
        """Send one request that changes something, and return the answer's text: the vendor prints several forms of it.

        It is repeated only where nothing can have been done: after a refused token, once, and after 429. Raises one of
        the L(LivePlatformError) family; L(LivePlatformError.refused) tells whether the platform certainly did nothing.
        """
        url = self._settings.base_url + path
        shown = urlsplit(url).path
        content_type, body = self._send(
            method, url, shown, _REPEAT_WRITE, auth=self._auth, headers=self._headers, json=document
        )
        self._refuse_page(method, shown, content_type, body)
        return body.decode("utf-8", "replace").strip()

    def _fetch_token(self) -> Token:
        """Return a new token. Whatever goes wrong, no other request of this run would fare better."""
        try:
            return self._requested_token()
        except LivePlatformError as error:
            error.concerns_all = True
            if isinstance(error, DataError):
                error.hint = "check authority"
            raise

    def _requested_token(self) -> Token:
        """Return a new token by client credentials (RFC 6749 section 4.4.2)."""
        credentials = self._settings.credentials
        if not isinstance(credentials, ClientCredentials):
            raise TypeError("only client credentials fetch a token")
        form = {
            "grant_type": "client_credentials",
            "client_id": credentials.client_id,
            "client_secret": credentials.client_secret,
            "scope": credentials.scope,
        }
        parts = urlsplit(credentials.token_url)
        shown = f"{parts.scheme}://{parts.netloc}{parts.path}"
        asked = self.clock()
        try:
            content_type, body = self._send("POST", credentials.token_url, shown, auth=NoAuth(), data=form)
        except LivePlatformError as error:
            if error.status is None or error.status == 429 or error.status >= 500:
                raise
            raise AuthenticationError(
                f"HTTP {error.status}: no token was issued",
                method="POST",
                path=shown,
                status=error.status,
                server_message=error.server_message,
                hint="check tenant_id, client_id, client_secret and scope",
            ) from None
        document = self._decoded("POST", shown, content_type, body)
        token = document.get("access_token") if isinstance(document, dict) else None
        # what cannot stand in a header must not get there: the error of the HTTP library would show it
        if not isinstance(token, str) or not re.fullmatch("[!-~]+", token):
            raise AuthenticationError(
                "the answer holds no access_token", method="POST", path=shown, hint="check authority"
            )
        self.conceal([token])
        try:
            lifetime = float(document["expires_in"])
        except (KeyError, TypeError, ValueError, OverflowError):
            lifetime = 0.0
        if lifetime <= 0:
            lifetime = TOKEN_LIFETIME
        # a token that lives no longer than the margin is used for what is left of it, not fetched again for every request
        return Token(token, asked + max(lifetime - TOKEN_MARGIN, lifetime / 2))

    def _send(
        self, method: str, url: str, shown: str, repeat: frozenset[int] = _REPEAT_READ, *, auth: Any, **kwargs: Any
    ) -> tuple[str, bytes]:
        """Send a request until it succeeds, fails for good or its time is over.

        Returns (content type, body). One deadline holds for all attempts and the waiting between them: C(timeout) for
        each of them. The retry policy is urllib3's; the loop is ours, so that bodies cut short are retried as well
        and no wait outlasts the deadline.
        """
        deadline: float | None = None
        failed: LivePlatformError
        retry = Retry(total=self._settings.retries, backoff_factor=0.5, status_forcelist=repeat, allowed_methods=None)
        attempts, renewed = 0, False
        while True:
            # a token is fetched before the pacer and the request's own clock, for it has its own deadline
            token = auth.current() if isinstance(auth, BearerAuth) else ""
            if not isinstance(auth, NoAuth):
                self._pacer.wait()
            if deadline is None:
                deadline = self.clock() + self._settings.timeout * (self._settings.retries + 1)
            attempts += 1
            try:
                status, headers, body = self._attempt(method, url, shown, deadline, auth=auth, **kwargs)
            except (requests.exceptions.RequestException, HTTPError, OSError, ValueError) as error:
                failed = self._transport_failure(method, url, shown, error, attempts)
                # ValueError: an address or a header that cannot be sent at all; EOF: nobody looked at a certificate yet
                hopeless = isinstance(error, (requests.exceptions.SSLError, ValueError))
                hopeless &= not isinstance(failures.cause(error), ssl.SSLEOFError)
                final, retry_after = hopeless or repeat is _REPEAT_WRITE, None
            else:
                if 200 <= status < 300:
                    return headers.get("Content-Type", ""), body
                if status == 401 and token and not renewed and auth.renew(token):
                    renewed = True
                    continue
                failed = failures.failure(status, method, shown, body, self.concealed, attempts)
                final, retry_after = not retry.is_retry(method, status), headers.get("Retry-After")
            if final:
                raise failed
            try:
                retry = retry.increment(method, url)
            except MaxRetryError:
                raise failed from None
            wait = min(max(retry.get_backoff_time(), asked_for(retry_after) or 0.0), LONGEST_WAIT)
            if self.clock() + wait >= deadline:
                raise failed
            self.sleep(wait)

    def _attempt(
        self, method: str, url: str, shown: str, deadline: float, **kwargs: Any
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send a request once; return (status, headers, whole body). Raises what C(requests) and urllib3 raise."""
        settings, started = self._settings, self.clock()
        with (
            at_most(deadline - started),
            self._session.request(
                method,
                url,
                timeout=max(min(settings.timeout, deadline - started), 0.001),
                stream=True,
                allow_redirects=False,
                # given with each request: a session's own value would lose against REQUESTS_CA_BUNDLE
                verify=settings.verify,
                cert=settings.cert,
                proxies=addresses.proxies(url, settings.proxy),
                **kwargs,
            ) as response,
        ):
            body = self._body(response, method, shown, deadline)
        took = self.clock() - started
        self._log(f"{method} {shown}: HTTP {response.status_code}, {len(body)} bytes in {took:.2f} s")
        return response.status_code, response.headers, body

    def _body(self, response: requests.Response, method: str, shown: str, deadline: float) -> bytes:
        """Return the whole body; a server that sends drop by drop is left at the deadline."""
        # urllib3 < 2 would take a body that is cut short for a whole one
        response.raw.enforce_content_length = True
        # read1 returns what has arrived; without it (urllib3 < 2) a read waits for a whole chunk
        read1 = getattr(response.raw, "read1", None)
        chunks = iter(lambda: read1(_CHUNK, decode_content=True), b"") if read1 else response.iter_content(_CHUNK)
        body = io.BytesIO()
        late = ConnectError("the answer did not end in time", method=method, path=shown, hint="raise timeout")
        try:
            for chunk in chunks:
                body.write(chunk)
                if self.clock() > deadline:
                    raise late
        except (requests.exceptions.RequestException, HTTPError):
            # reading ends at the deadline, also where no chunk does: within the size of one, or in the trailers
            if self.clock() < deadline:
                raise
            raise late from None
        return body.getvalue()

    def _transport_failure(self, method: str, url: str, shown: str, error: Exception, attempts: int) -> ConnectError:
        """Return what a transport error means: which server, what happened, and what to do."""
        tries = f" after {attempts} attempts" if attempts > 1 else ""
        what, hint = next((what, hint) for kind, what, hint in _TRANSPORT if isinstance(error, kind))
        said = failures.clean(failures.reason(error), self.concealed)
        return ConnectError(
            f"{urlsplit(url).netloc}: {what}{tries}", method=method, path=shown, server_message=said, hint=hint
        )

    def _refuse_page(self, method: str, shown: str, content_type: str, body: bytes) -> None:
        """Raise L(DataError) for an HTML page: a success of whoever sent it, but not of the platform."""
        if "html" in content_type.lower() or body.lstrip()[:1] == b"<":
            raise DataError(
                "the answer is an HTML page, probably a login page, not data",
                method=method,
                path=shown,
                hint="check url, api_prefix and the account",
            )

    def _decoded(self, method: str, shown: str, content_type: str, body: bytes) -> Any:
        """Return the JSON of a body. Raises L(DataError) for anything else, above all for half a document."""

        def wrong(what: str, hint: str) -> DataError:
            return DataError(what, method=method, path=shown, hint=hint)

        self._refuse_page(method, shown, content_type, body)
        if not body.strip():
            raise wrong("the answer is empty", "check url and api_prefix")
        try:
            return json.loads(body, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            where = f" at character {error.pos} of {len(error.doc)}" if isinstance(error, json.JSONDecodeError) else ""
            raise wrong(
                f"the answer is not complete, valid JSON{where}", "it was probably cut short: try again"
            ) from None


def _refuse_constant(name: str) -> None:
    """Refuse NaN and Infinity, which no JSON reader behind us could read (RFC 8259 section 6)."""
    raise ValueError(f"{name} is not JSON")
