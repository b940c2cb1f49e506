# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends one POST to a webhook. A webhook's address is a secret: whoever knows it can post."""

from __future__ import annotations

import json
from collections.abc import Mapping
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


def post(url: str, payload: Mapping[str, Any], headers: Mapping[str, str], timeout: float, ca_path: str | None) -> str:
    """Send the payload and return a short result, such as "HTTP 202". Redirects are not followed.

    `timeout` (seconds) covers the whole answer, however slowly it arrives. Raises `DeliveryError`, or
    `MissingLibraryError` without `requests`.
    """
    body = json.dumps(payload, ensure_ascii=False, default=str).encode()
    of_json = {"Content-Type": "application/json; charset=utf-8", **headers}
    return sending.send("webhooks", "POST", url, body, of_json, timeout, ca_path or True)
