# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: fetched once, renewed once, never shown."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.auth import (
    BearerAuth,
    NoAuth,
    Token,
    auth_for,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.credentials import (
    AccessToken,
    Basic,
    ClientCredentials,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import ConnectError

THREADS = 8


class Issuer:
    """Issues numbered tokens that live 100 seconds."""

    def __init__(self, clock: Callable[[], float], failures: int = 0) -> None:
        self.clock = clock
        self.failures = failures
        self.issued = 0

    def __call__(self) -> Token:
        if self.failures:
            self.failures -= 1
            raise RuntimeError("no token today")
        self.issued += 1
        return Token(f"token-{self.issued}", self.clock() + 100)


def request() -> requests.PreparedRequest:
    """A request that nobody sends."""
    return requests.Request("GET", "https://live.example.com").prepare()


def in_threads(work: Callable[[], Any]) -> list[Any]:
    """What ``work`` returns in each of several threads that start it at the same moment."""
    barrier = threading.Barrier(THREADS)
    results: list[Any] = []

    def run() -> None:
        barrier.wait(10)
        results.append(work())

    threads = [threading.Thread(target=run) for _unused in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(results) == THREADS
    return results


def test_failed_fetch_is_not_remembered(fake_time: Any) -> None:
    """The error reaches the caller, the lock is free again, and the next call tries anew."""
    auth = BearerAuth(Issuer(fake_time.clock, failures=1), fake_time.clock, renewable=True)
    with pytest.raises(RuntimeError):
        auth.current()
    assert auth.current() == "token-1"


def test_who_waits_for_a_token_shares_its_failure() -> None:
    """A token service that is down is asked once for all of them, not once for each; a later call asks again."""
    asked: list[int] = []
    waiting, lock = threading.Semaphore(0), threading.Lock()

    class Counted:
        def __enter__(self) -> None:
            waiting.release()
            lock.acquire()

        def __exit__(self, *_error: object) -> None:
            lock.release()

    def fetch() -> Token:
        asked.append(1)
        if len(asked) > 1:
            return Token("at last", 1.0)
        for _number in range(THREADS):
            assert waiting.acquire(timeout=20)
        raise ConnectError("down", hint="wait")

    def current(_number: int) -> str:
        with pytest.raises(ConnectError) as caught:
            auth.current()
        said = str(caught.value)
        # as whoever catches it may do
        caught.value.message += ", and more"
        return said

    auth = BearerAuth(fetch, lambda: 0.0, renewable=True)
    auth._lock = Counted()  # type: ignore[assignment]
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(current, range(THREADS))) == ["down (wait)"] * THREADS
    assert len(asked) == 1
    assert auth.current() == "at last"


def test_ready_token_cannot_be_renewed(fake_time: Any) -> None:
    """The platform refused it, and there is no other."""
    auth = auth_for(AccessToken("given"), Issuer(fake_time.clock), fake_time.clock)
    assert auth(request()).headers["Authorization"] == "Bearer given"
    assert auth.renew("given") is False
    fake_time.now += 10**9
    assert auth.current() == "given"


def test_token_is_fetched_once_and_again_at_its_end(fake_time: Any) -> None:
    """One token serves all requests until it is about to end."""
    issuer = Issuer(fake_time.clock)
    auth = auth_for(ClientCredentials("https://x", "c", "s", "p"), issuer, fake_time.clock)
    assert issuer.issued == 0, "nothing is fetched before somebody asks"
    for _unused in range(3):
        assert auth(request()).headers["Authorization"] == "Bearer token-1"
    fake_time.now += 99.9
    assert auth.current() == "token-1"
    fake_time.now += 0.1
    assert auth.current() == "token-2"


def test_only_the_refused_token_is_forgotten(fake_time: Any) -> None:
    """Who was refused with an old token takes the new one that somebody else has fetched."""
    issuer = Issuer(fake_time.clock)
    auth = BearerAuth(issuer, fake_time.clock, renewable=True)
    first = auth.current()
    assert auth.renew(first) is True
    second = auth.current()
    assert auth.renew(first) is True
    assert auth.current() == second == "token-2"
    assert issuer.issued == 2


def test_threads_fetch_one_token(fake_time: Any) -> None:
    """However many ask at once."""
    issuer = Issuer(fake_time.clock)
    auth = BearerAuth(issuer, fake_time.clock, renewable=True)
    assert set(in_threads(auth.current)) == {"token-1"}
    assert issuer.issued == 1


def test_threads_refused_together_renew_once(fake_time: Any) -> None:
    """Eight refusals of one token cost one new token."""
    issuer = Issuer(fake_time.clock)
    auth = BearerAuth(issuer, fake_time.clock, renewable=True)
    old = auth.current()

    def refused() -> str:
        assert auth.renew(old)
        return auth.current()

    assert set(in_threads(refused)) == {"token-2"}
    assert issuer.issued == 2


@pytest.mark.parametrize(
    ("username", "password"), [("joe", "pa:ss word"), ("j\u00f6e", "\u043f\u0430\u0440\u043e\u043b\u044c"), ("", "x")]
)
def test_basic(username: str, password: str, fake_time: Any) -> None:
    """RFC 7617 in UTF-8, whatever the script."""
    auth = auth_for(Basic(username, password), Issuer(fake_time.clock), fake_time.clock)
    scheme, value = auth(request()).headers["Authorization"].split(" ")
    assert scheme == "Basic"
    assert base64.b64decode(value).decode() == f"{username}:{password}"


def test_nothing_is_sent_without_authentication() -> None:
    """For the token request, whose credentials are in the form."""
    assert "Authorization" not in NoAuth()(request()).headers


def test_no_token_in_text(fake_time: Any) -> None:
    """A token in a log or a traceback of ours would be a leak."""
    auth = BearerAuth(Issuer(fake_time.clock), fake_time.clock, renewable=True)
    assert auth.current() == "token-1"
    assert "token-1" not in repr(Token("token-1", 0.0)) + repr(auth) + str(auth)
