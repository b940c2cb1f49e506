# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends one HTTP request with content to another program, such as a webhook or a gateway of metrics.

Addresses and headers may be secrets. So no error here holds the text of a library's exception, which would contain
them, and the other side's answer is shown only after they are removed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from types import ModuleType
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.timing import asked_for, at_most
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.addresses import proxies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import SHORT, conceal, conceal_address
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import (
    DeliveryError,
    told_by_system,
)

_LONGEST_ANSWER = 120
# most bytes of an answer to read
_MOST_BYTES = 2000


def library(what: str) -> ModuleType:
    """Return the library `requests`; `what` needs it, such as `webhooks`. Raises `MissingLibraryError`."""
    try:
        import requests  # noqa: PLC0415 - not everything that writes files sends them
    except ImportError:
        raise MissingLibraryError(
            f"{what} need the Python library requests, but {sys.executable}, which runs Ansible, does not have it",
            hint=f"{sys.executable} -m pip install requests",
        ) from None
    return requests


def send(
    what: str,
    method: str,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    timeout: float,
    verify: str | bool,
    secrets: Collection[str] = (),
    *,
    secret_address: bool = True,
    taken: Callable[[int, str], bool] | None = None,
) -> str:
    """Send the content and return a short result, such as "HTTP 202". Redirects are not followed.

    `what` is sent, for a message. `timeout` (seconds) covers the whole answer, however slowly it arrives. `verify`: a
    file of certificates, or whether those of the machine are checked. Headers and `secrets` are never shown,
    and neither is a `secret_address`. `taken` says whether a good status with the start of this text means success: some
    programs refuse with status 200. Raises `DeliveryError`, or `MissingLibraryError` without `requests`.
    """
    requests = library(what)
    # imports `requests` too
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.patience import Adapter  # noqa: PLC0415

    reasons: tuple[tuple[type[Exception], str, bool], ...] = (
        (requests.exceptions.SSLError, "the server's certificate was not accepted", False),
        (requests.exceptions.ProxyError, "the proxy did not connect", True),
        (requests.exceptions.Timeout, "no answer in time", True),
        (requests.exceptions.ConnectionError, "no connection", True),
    )
    try:
        with requests.Session() as session, at_most(timeout):
            for scheme in ("https://", "http://"):
                session.mount(scheme, Adapter())
            # even with allow_redirects=False a session reads the whole body of a redirect and parses its target
            session.get_redirect_target = lambda _answer: None
            # otherwise a .netrc of the machine would add a password
            session.auth = lambda request: request
            answer = session.request(
                method,
                url,
                data=body,
                headers=dict(headers),
                timeout=timeout,
                allow_redirects=False,
                stream=True,
                verify=verify,
                proxies=proxies(url),
            )
            good = 200 <= answer.status_code < 300
            told = "" if good and taken is None else _beginning(answer)
            if good and (taken is None or taken(answer.status_code, told)):
                return f"HTTP {answer.status_code}"
    except (requests.exceptions.RequestException, OSError, ValueError) as error:
        text, again = next(
            ((text, again) for kind, text, again in reasons if isinstance(error, kind)), ("the request failed", False)
        )
        raise DeliveryError(f"{text}{told_by_system(error)}", again=again) from None
    told = conceal(told, secrets, SHORT)
    said = one_line(conceal_address(told, url if secret_address else "", *headers.values()), _LONGEST_ANSWER)
    # a program that refuses with status 200 may pass on that another one is busy
    again = answer.status_code == 429 or answer.status_code >= 500 or (good and "429" in told)
    raise DeliveryError(
        f"{'refused with ' if good else ''}HTTP {answer.status_code}" + (f": {said}" if said else ""),
        again=again,
        after=asked_for(answer.headers.get("Retry-After")),
        status=answer.status_code,
    )


def _beginning(answer: Any) -> str:
    """Return the start of an answer's text; "" if it does not arrive in time, because the status is enough."""
    with suppress(OSError):
        start: bytes = next(answer.iter_content(_MOST_BYTES), b"")
        return start.decode(errors="replace")
    return ""
