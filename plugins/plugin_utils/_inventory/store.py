# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory's cache: its content, its keys, and how long entries are used.

It holds the normalised rows of both lists, never groups, tokens or secrets. An entry holds its own time, because an
ansible-core cache plugin either returns an entry or forgets it, and an old entry is still useful: it can replace the
data of a platform that does not answer, and it reveals a suspicious loss of rows. For that it keeps marks with recent
row counts, because many small losses add up.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible.errors import AnsibleError

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.credentials import (
    AccessToken,
    Basic,
    ClientCredentials,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)

Rows = list[dict[str, Any]]

# increase this when the form of an entry or the values of records change so that older entries become useless
SCHEMA = 4
# keys that every row of an entry must have; entries of older versions may lack some
_SERVICE = frozenset(field.name for field in SERVICE_FIELDS)
_CUSTOMER = frozenset(field.name for field in CUSTOMER_FIELDS)


@dataclass(frozen=True)
class Entry:
    """The platform's data and its time (seconds since the epoch).

    `marks` are those of `completeness`, by kind. A reading that is not compared with an earlier one starts its own.
    """

    services: Rows
    customers: Rows
    written: float
    marks: Mapping[str, Sequence[completeness.Mark]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.marks:
            object.__setattr__(self, "marks", self.marks_after({}))

    def of(self, kind: str) -> Rows:
        """Return the rows of one kind, `services` or `customers`."""
        return self.services if kind == "services" else self.customers

    @property
    def counts(self) -> dict[str, int]:
        """The number of rows of each list."""
        return {kind: len(self.of(kind)) for kind in completeness.KINDS}

    def marks_after(self, marks: Mapping[str, Sequence[completeness.Mark]]) -> dict[str, list[completeness.Mark]]:
        """Return the marks of an earlier entry, updated with this one."""
        return {
            kind: completeness.remembered(marks.get(kind, ()), rows, self.written) for kind, rows in self.counts.items()
        }


def key(settings: Settings, **choices: Any) -> str:
    """Return the key of an entry: a digest of endpoint, account, channel, headers and all choices that change the rows.

    Ansible-core's own helper uses only the source's path, and only six digits.
    """
    return _named(settings, _account(settings), choices)


def last_key(settings: Settings, **choices: Any) -> str:
    """Return the key of a note that holds the latest entry's key, for any account."""
    return _named(settings, "of any account", choices)


def _named(settings: Settings, account: str, choices: Mapping[str, Any]) -> str:
    asked = [settings.base_url, settings.direct, account, settings.channel_id, settings.headers]
    identity = [SCHEMA, *asked, choices]
    digest = hashlib.sha256(json.dumps(identity, sort_keys=True, default=str).encode()).hexdigest()
    return f"audiocodes_live_platform_{digest[:32]}"


def _account(settings: Settings) -> str:
    """Return the account without any secret.

    For a ready token, this is the account in it (RFC 7519), or else a digest.
    """
    credentials = settings.credentials
    if isinstance(credentials, ClientCredentials):
        return f"{credentials.token_url}|{credentials.client_id}|{credentials.scope}"
    if isinstance(credentials, Basic):
        return credentials.username
    account = _claims(credentials)
    return json.dumps(account, sort_keys=True) if account else hashlib.sha256(credentials.token.encode()).hexdigest()


def _claims(token: AccessToken) -> dict[str, Any]:
    """Return the account claims in a ready token; empty if it is opaque."""
    try:
        part = token.token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return {name: claims[name] for name in ("iss", "tid", "appid", "azp", "oid", "sub", "aud") if name in claims}
    except (IndexError, ValueError, TypeError, AttributeError):
        return {}


def is_opaque(settings: Settings) -> bool:
    """Return whether the token names no account. With a new token in each run, no entry is ever found."""
    return isinstance(settings.credentials, AccessToken) and not _claims(settings.credentials)


def load(cache: MutableMapping[str, Any], name: str) -> Entry | None:
    """Return the entry, however old; None if there is none or it cannot be read."""
    try:
        found = cache[name]
        marks = {kind: _marks(found["marks"][kind]) for kind in completeness.KINDS}
        services, customers = _rows(found["services"], _SERVICE), _rows(found["customers"], _CUSTOMER)
        entry = Entry(services, customers, float(found["written"]), marks)
    # core raises its own error for an unreadable file
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError, AnsibleError):
        return None
    return entry if math.isfinite(entry.written) else None


def _marks(found: Any) -> list[completeness.Mark]:
    """Return saved marks. Raises `ValueError` or `TypeError` for anything else."""
    marks = [(float(when), float(rows)) for when, rows in found]
    if not all(math.isfinite(number) for mark in marks for number in mark):
        raise ValueError("marks that are not numbers")
    return [(when, int(rows)) for when, rows in marks]


def save(cache: MutableMapping[str, Any], name: str, entry: Entry) -> None:
    """Put an entry where core's inventory manager saves it, after everything else has succeeded."""
    cache[name] = {
        "written": entry.written,
        "services": _text(entry.services),
        "customers": _text(entry.customers),
        "marks": {kind: [list(mark) for mark in marks] for kind, marks in entry.marks.items()},
    }


def noted(cache: MutableMapping[str, Any], name: str) -> str:
    """Return a note, or "" if there is none."""
    try:
        return str(cache[name]["key"])
    except (KeyError, TypeError, AnsibleError):
        return ""


def _text(rows: Rows) -> str:
    """Return rows with equal keys as JSON: the keys once, then the values of each row.

    It is one text, because core would otherwise process every single value on writing and on reading.
    """
    names = list(rows[0]) if rows else []
    if any(row.keys() != rows[0].keys() for row in rows):
        raise ValueError("the rows of an entry differ in their keys")
    return json.dumps([names, [[row[name] for name in names] for row in rows]])


def _rows(text: str, needed: frozenset[str]) -> Rows:
    """Return the rows in a text. Raises `ValueError` if it is not such a text or lacks a needed key."""
    with paused():
        names, rows = json.loads(text)
        if rows and not needed.issubset(names):
            raise ValueError("an entry of an older version")
        return [dict(zip(names, row, strict=True)) for row in rows]
