# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends one POST to a webhook. A webhook's address is a secret: whoever knows it can post."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.addresses import is_loopback
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import sending


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
    return sending.library("webhooks")


def taken(style: str, status: int, text: str) -> bool:
    """Return whether an answer with a good status means that the message was taken.

    A workflow of Teams answers 202; the connectors before it answered 200 with 1, or with an error as text. Slack and
    programs like it answer ok, or JSON that says so. A page is the sign-in of a proxy or of another program.
    """
    said = text.strip()
    if re.match(r"<(!doctype|html)\b", said, re.IGNORECASE):
        return False
    if style == "teams":
        return status != 200 or said in ("", "1")
    if style == "slack":
        return said.lower() == "ok" or bool(re.fullmatch(r'\{.*"(ok|success)"\s*:\s*true\b.*\}', said, re.DOTALL))
    return True


def post(
    url: str,
    payload: Mapping[str, Any],
    headers: Mapping[str, str],
    timeout: float,
    ca_path: str | None,
    style: str = "json",
) -> str:
    """Send the payload and return a short result, such as "HTTP 202". Redirects are not followed.

    `timeout` (seconds) covers the whole answer, however slowly it arrives. Raises `DeliveryError`, or
    `MissingLibraryError` without `requests`.
    """
    body = json.dumps(payload, ensure_ascii=False, default=str).encode()
    of_json = {"Content-Type": "application/json; charset=utf-8", **headers}
    return sending.send("webhooks", "POST", url, body, of_json, timeout, ca_path or True, taken=partial(taken, style))
