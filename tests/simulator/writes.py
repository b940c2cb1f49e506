# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of writes: every request to the platform except reads, with its body but without secrets."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

READS = ("GET", "HEAD", "OPTIONS")
# Lower-case keys whose values are never stored.
SECRET_KEYS = ("applicationclientsecret", "carrieruserpassword", "clientsecret", "password")
REMOVED = "(removed)"


@dataclasses.dataclass
class Write:
    """One write as it arrived, whatever its outcome.

    ``body``: the JSON value with secrets replaced by REMOVED; None if there is none or it is not JSON. ``outcome``: the
    status of the portal's own answer, even if that was lost; None if the request did not get that far.
    """

    method: str
    path: str
    body: Any = None
    outcome: int | None = None


def readable(body: bytes) -> Any:
    """Return the JSON value of a body without secrets; None if it is not JSON."""
    try:
        return without_secrets(json.loads(body))
    except ValueError:
        return None


def without_secrets(value: Any) -> Any:
    """Return a copy with all secrets REMOVED, also in lists of {"name": ..., "value": ...}."""
    if isinstance(value, list):
        return [without_secrets(item) for item in value]
    if not isinstance(value, dict):
        return value
    lower = {key.lower(): key for key in value}
    named_secret = str(value.get(lower.get("name", ""))).lower() in SECRET_KEYS
    return {
        key: REMOVED
        if key.lower() in SECRET_KEYS or (named_secret and key.lower() == "value")
        else without_secrets(item)
        for key, item in value.items()
    }
