# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends one POST to a webhook.

A webhook's address is a secret: whoever knows it can post. So no error here holds the text of a library's exception,
which would contain it, and the other side's answer is shown only after the address is removed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.deadline import at_most
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.pacing import asked_for
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.addresses import is_loopback, proxies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import conceal_address
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.delivery import DeliveryError

_LONGEST_ANSWER = 120
# most bytes of an answer to read
_MOST_BYTES = 2000


def check_url(url: str) -> None:
    """Raise `OptionError`, without the address, unless a message may be sent to it."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in {"https", "http"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        parts, valid = None, False
    if not valid or parts is None or any(char.isspace() for char in url):
        raise OptionError("webhook_url is not an address such as https://host/path (its value is not shown)")
    if "@" in parts.netloc:
        raise OptionError("webhook_url holds credentials, which are not sent: put them into webhook_headers")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise OptionError("webhook_url must start with https: the address of a webhook is a secret")


def library() -> ModuleType:
    """Return the library `requests`, which mail does not need. Raises `MissingLibraryError`."""
    try:
        import requests  # noqa: PLC0415 - see above
    except ImportError:
        raise MissingLibraryError(
            f"webhooks need the Python library requests, but {sys.executable}, which runs Ansible, does not have it",
            hint=f"{sys.executable} -m pip install requests",
        ) from None
    return requests


def post(url: str, payload: Mapping[str, Any], headers: Mapping[str, str], timeout: float, ca_path: str | None) -> str:
    """Send the payload and return a short result, such as "HTTP 202". Redirects are not followed.

    `timeout` (seconds) covers the whole answer, however slowly it arrives. Raises `DeliveryError`, or
    `MissingLibraryError` without `requests`.
    """
    requests = library()
    # imports `requests` too
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.patience import Adapter  # noqa: PLC0415

    reasons: tuple[tuple[type[Exception], str, bool], ...] = (
        (requests.exceptions.SSLError, "the server's certificate was not accepted", False),
        (requests.exceptions.ProxyError, "the proxy did not connect", True),
        (requests.exceptions.Timeout, "no answer in time", True),
        (requests.exceptions.ConnectionError, "no connection", True),
    )
    body = json.dumps(payload, ensure_ascii=False, default=str).encode()
    try:
        with requests.Session() as session, at_most(timeout):
            for scheme in ("https://", "http://"):
                session.mount(scheme, Adapter())
            # even with allow_redirects=False a session reads the whole body of a redirect and parses its target
            session.get_redirect_target = lambda _answer: None
            # otherwise a .netrc of the machine would add a password
            session.auth = lambda request: request
            answer = session.post(
                url,
                data=body,
                headers={"Content-Type": "application/json; charset=utf-8", **headers},
                timeout=timeout,
                allow_redirects=False,
                stream=True,
                verify=ca_path or True,
                proxies=proxies(url),
            )
            if 200 <= answer.status_code < 300:
                return f"HTTP {answer.status_code}"
            told = _beginning(answer)
    except (requests.exceptions.RequestException, OSError, ValueError) as error:
        text, again = next(
            ((text, again) for kind, text, again in reasons if isinstance(error, kind)), ("the request failed", False)
        )
        raise DeliveryError(f"{text} ({type(error).__name__})", again=again) from None
    said = one_line(conceal_address(told, url, *headers.values()), _LONGEST_ANSWER)
    again = answer.status_code == 429 or answer.status_code >= 500
    raise DeliveryError(
        f"HTTP {answer.status_code}" + (f": {said}" if said else ""),
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
