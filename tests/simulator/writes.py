# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The book of writes: every request to the platform that is more than a read, with its body less the secrets in it."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

READS = ("GET", "HEAD", "OPTIONS")
#: Keys, in lower case, whose values are never kept.
SECRET_KEYS = ("applicationclientsecret", "carrieruserpassword", "clientsecret", "password")
REMOVED = "(removed)"


@dataclasses.dataclass
class Write:
    """One write as it came, whatever became of it.

    ``body``: the JSON value, secrets replaced by REMOVED; None where there is none or it is not JSON. ``outcome``: the
    status of the portal's own answer, also when that was lost on its way; None where the request did not get so far.
    """

    method: str
    path: str
    body: Any = None
    outcome: int | None = None


def readable(body: bytes) -> Any:
    """The JSON value of a body without its secrets; None where it is not JSON."""
    try:
        return without_secrets(json.loads(body))
    except ValueError:
        return None


def without_secrets(value: Any) -> Any:
    """A copy whose secrets are REMOVED; also those of lists of {"name": ..., "value": ...}."""
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
