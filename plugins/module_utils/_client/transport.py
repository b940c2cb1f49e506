# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP: sessions, tokens, retries, deadlines. Used only by `client`, which knows the paths.

A `Transport` belongs to one run: it has one session, one token and one pacer.
"""

from __future__ import annotations

import random
import re
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import answers, failures
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.answers import Answer
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.auth import (
    TOKEN_LIFETIME,
    TOKEN_MARGIN,
    BearerAuth,
    NoAuth,
    Token,
    auth_for,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.patience import Adapter
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.timing import (
    MOST_AT_ONCE,
    Pacer,
    asked_for,
    at_most,
    jittered,
    pause,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.version import VERSION, check_python
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import addresses
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.credentials import ClientCredentials
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    ConnectError,
    DataError,
    LivePlatformError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import accounts, safe_line

try:
    import requests
    import urllib3
    from urllib3.exceptions import HTTPError, InsecureRequestWarning, MaxRetryError
    from urllib3.util.retry import Retry

    HAS_REQUESTS = True
    # kind of transport error -> what happened and what to do; the first match counts
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

# longest wait in seconds, whatever a Retry-After header or the back-off asks for
LONGEST_WAIT = 60.0
# Nothing was done, and the platform will accept the request later: repeat it until the deadline.
_TOO_EARLY = 429
# Statuses to try again: a read may always be repeated, a write may not.
_REPEAT_READ = frozenset({502, 503, 504})
_NO_CONTENT = 204
_REPEAT_WRITE: frozenset[int] = frozenset()

# the type of the opened class, for `with`
Opened = TypeVar("Opened", bound="Transport")


class Transport:
    """A connection to one platform with one account.

    `log` receives one line for each request, without secrets. `clock` (seconds, monotonic), `sleep` and `chance` (0 to
    less than 1) are injected, so that tests neither wait nor depend on chance. Raises `MissingLibraryError` if
    `requests` is not installed.
    """

    def __init__(
        self,
        settings: Settings,
        log: Callable[[str], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        check_python(HAS_REQUESTS)
        self._settings = settings
        # the platform's name in all its records
        self.platform = settings.platform
        self._log = log or (lambda _line: None)
        self.clock = clock
        self.sleep = sleep
        self._chance = chance
        self._pacer = Pacer(settings.rate_limit, clock, sleep)
        # what no text may show
        self.concealed = {*settings.secrets, *accounts(getproxies().values())}
        self._concealing = threading.Lock()
        self._latest = threading.local()
        self._auth = auth_for(settings.credentials, self._fetch_token, clock)
        self._session = requests.Session()
        # one connection for each thread that may read at once
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, Adapter(pool_maxsize=MOST_AT_ONCE))
        # even with allow_redirects=False a session reads the whole body of a redirect and parses its target
        self._session.get_redirect_target = lambda _response: None  # type: ignore[method-assign,assignment]
        self._session.headers["Accept"] = "application/json"
        self._session.headers["Accept-Encoding"] = answers.ACCEPTED
        self._session.headers["User-Agent"] = f"audiocodes.live_platform/{VERSION}"
        # only for the platform: these headers may be secret, and the token service belongs to somebody else
        self._headers = dict(settings.headers)
        if settings.verify is False:
            # the user chose validate_certs: false, and a warning in every run would hide other warnings
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
        """Hide these values in every error, whatever the platform echoes."""
        more = set(secrets)
        with self._concealing:
            # a new set: other threads may be reading the old one
            self.concealed = self.concealed | more

    @property
    def asked(self) -> str:
        """The path of this thread's latest read, for errors about its content; empty before the first read."""
        return str(getattr(self._latest, "path", ""))

    def read(
        self, path: str, params: Mapping[str, str] | None = None, *, is_page: bool = False, is_list: bool = False
    ) -> Any:
        """Send a GET and return the decoded JSON. Raises errors of the `LivePlatformError` family.

        With `is_page`, one of several pages was requested, so headers may mention other pages. With `is_list`, HTTP 204
        means a list without rows. This is inferred: a sister API of the vendor documents it ("Active Alarms" of the
        SBC). For any other read, 204 is an error, as is an empty answer with HTTP 200.
        """
        url = self._settings.base_url + path
        shown = self._latest.path = urlsplit(url).path
        answer = self._send("GET", url, shown, auth=self._auth, headers=self._headers, params=params)
        if is_list and answer.status == _NO_CONTENT and not answer.body.strip():
            return []
        document = answers.decoded(answer) if answers.is_whole(answer) else None
        answers.refuse_part(answer, document, self.concealed, is_page=is_page)
        return document

    def write(
        self,
        method: str,
        path: str,
        document: Mapping[str, Any] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> str:
        """Send a request that changes something, and return the text of the answer, which has several documented forms.

        It is repeated only if the platform certainly did nothing: once after a refused token, and after 429 (too many
        requests) until `timeout` ends it. Raises errors of the `LivePlatformError` family; their `refused` says whether
        the platform certainly did nothing.
        """
        url = self._settings.base_url + path
        shown = urlsplit(url).path
        sent = {"auth": self._auth, "headers": self._headers, "params": params, "json": document}
        answer = self._send(method, url, shown, _REPEAT_WRITE, **sent)
        answers.refuse_page(answer)
        return answer.body.decode("utf-8", "replace").strip()

    def _fetch_token(self) -> Token:
        """Return a new token. Any failure here concerns all requests of this run."""
        try:
            return self._requested_token()
        except LivePlatformError as error:
            hint = "check authority" if isinstance(error, DataError) else None
            raise error.but(concerns_all=True, hint=hint) from error

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
        answer = self._send("POST", credentials.token_url, shown, auth=NoAuth(), data=form)
        document = answers.decoded(answer)
        token = document.get("access_token") if isinstance(document, dict) else None
        # Do not put an invalid token in a header: the error of the HTTP library would show it.
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
        # a short-lived token is used for half its lifetime, instead of being fetched for every request
        return Token(token, asked + max(lifetime - TOKEN_MARGIN, lifetime / 2))

    def _send(
        self, method: str, url: str, shown: str, repeat: frozenset[int] = _REPEAT_READ, *, auth: Any, **kwargs: Any
    ) -> Answer:
        """Send a request until it succeeds, fails for good, or its time is over.

        One deadline covers all attempts and the waits between them: `timeout` times (`retries` + 1). An answer of 429
        (too many requests) does not use up a retry. The retry policy is urllib3's. The loop is ours, so that bodies cut
        short are retried too, and no wait goes past the deadline.
        """
        deadline: float | None = None
        failed: LivePlatformError
        retry = Retry(total=self._settings.retries, backoff_factor=0.5, allowed_methods=None)
        attempts, refusals, renewed = 0, 0, False
        while True:
            # get the token first: it has its own deadline, and must not count against this one
            token = auth.current() if isinstance(auth, BearerAuth) else ""
            if not isinstance(auth, NoAuth):
                self._pacer.wait()
            if deadline is None:
                deadline = self.clock() + self._settings.timeout * (self._settings.retries + 1)
            attempts += 1
            retry_after, too_early = None, False
            try:
                answer = self._attempt(method, url, shown, deadline, auth=auth, **kwargs)
            except (requests.exceptions.RequestException, HTTPError, OSError, ValueError, zlib.error) as error:
                failed = self._transport_failure(method, url, shown, error, attempts)
                # ValueError: an address or header that cannot be sent. SSLEOFError: the connection ended before any
                # certificate was checked.
                hopeless = isinstance(error, (requests.exceptions.SSLError, ValueError))
                hopeless &= not isinstance(failures.cause(error), ssl.SSLEOFError)
                final = hopeless or repeat is _REPEAT_WRITE
            else:
                status = answer.status
                if 200 <= status < 300:
                    return answer
                if status == 401 and token and not renewed and auth.renew(token):
                    renewed = True
                    continue
                explain = failures.token_failure if isinstance(auth, NoAuth) else failures.failure
                failed = explain(status, method, shown, answer.body, self.concealed, attempts)
                too_early, retry_after = status == _TOO_EARLY, answer.headers.get("Retry-After")
                final = not too_early and status not in repeat
            if final:
                raise failed
            if too_early:
                refusals += 1
                wait = pause(refusals, asked_for(retry_after))
            else:
                try:
                    retry = retry.increment(method, url)
                except MaxRetryError:
                    raise failed from None
                wait = max(retry.get_backoff_time(), asked_for(retry_after) or 0.0)
            wait = min(wait, LONGEST_WAIT)
            left = deadline - self.clock()
            if wait >= left:
                raise failed
            self.sleep(jittered(wait, left, self._chance))

    def _attempt(self, method: str, url: str, shown: str, deadline: float, **kwargs: Any) -> Answer:
        """Send a request once and return the complete answer. Raises the errors of `requests`, urllib3 and `zlib`."""
        settings, started = self._settings, self.clock()
        with (
            at_most(deadline - started),
            self._session.request(
                method,
                url,
                timeout=max(min(settings.timeout, deadline - started), 0.001),
                stream=True,
                allow_redirects=False,
                # set for each request: REQUESTS_CA_BUNDLE would override the session's own value
                verify=settings.verify,
                cert=settings.cert,
                proxies=addresses.proxies(url, settings.proxy),
                **kwargs,
            ) as response,
        ):
            most = answers.SMALL if isinstance(kwargs["auth"], NoAuth) else settings.max_response_mb * answers.MEBIBYTE
            body = self._body(response, method, shown, deadline, most)
        took = self.clock() - started
        self._log(f"{method} {shown}: HTTP {response.status_code}, {len(body)} bytes in {took:.2f} s")
        return Answer(method, shown, response.status_code, response.headers, body)

    def _body(self, response: requests.Response, method: str, shown: str, deadline: float, most: int) -> bytes:
        """Return the complete body of a success, up to `most` bytes, or the readable start of an error body.

        Stops at the deadline if the server sends too slowly.
        """
        coding = response.headers.get("Content-Encoding", "")
        late = ConnectError("the answer did not end in time", method=method, path=shown, hint="raise timeout")

        def in_time(chunks: Iterable[bytes]) -> Iterator[bytes]:
            for chunk in chunks:
                yield chunk
                if self.clock() > deadline:
                    raise late

        try:
            if not 200 <= response.status_code < 300:
                return answers.start(in_time(_chunks(response)), coding)
            answers.refuse_length(response.headers.get("Content-Length", ""), most)
            return answers.joined(in_time(_chunks(response)), coding, most)
        except answers.TooLargeError:
            raise DataError(
                f"the answer has more than {most // answers.MEBIBYTE} MiB and was not read to its end",
                method=method,
                path=shown,
                hint="check url, or raise max_response_mb if the platform is that large",
            ) from None
        except answers.CodingError as error:
            raise DataError(
                f"the answer is encoded as {safe_line(str(error), self.concealed)}, which was not asked for",
                method=method,
                path=shown,
                hint="check proxy, and Accept-Encoding in headers",
            ) from None
        except (requests.exceptions.RequestException, HTTPError):
            # Reads stop at the deadline even if no chunk ends: in the size of a chunk, or in the trailers.
            if self.clock() < deadline:
                raise
            raise late from None

    def _transport_failure(self, method: str, url: str, shown: str, error: Exception, attempts: int) -> ConnectError:
        """Return the error for a transport failure: which server, what happened, and what to do."""
        tries = f" after {attempts} attempts" if attempts > 1 else ""
        what, hint = next((what, hint) for kind, what, hint in _TRANSPORT if isinstance(error, kind))
        said = safe_line(failures.reason(error), self.concealed)
        return ConnectError(
            f"{urlsplit(url).netloc}: {what}{tries}", method=method, path=shown, server_message=said, hint=hint
        )


def _chunks(response: requests.Response) -> Iterable[bytes]:
    """Return the chunks of the body as they arrive, still compressed."""
    # urllib3 < 2 would accept a body that is cut short
    response.raw.enforce_content_length = True
    # `read1` returns what has arrived; without it (urllib3 < 2), a read waits for a whole chunk
    read1 = getattr(response.raw, "read1", None)
    if read1 is None:
        chunks: Iterable[bytes] = response.raw.stream(answers.CHUNK, decode_content=False)
        return chunks
    return iter(lambda: read1(answers.CHUNK, decode_content=False), b"")
