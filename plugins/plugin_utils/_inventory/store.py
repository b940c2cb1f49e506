# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory's cache: what is kept, under which key, and for how long it counts.

Kept are the normalised rows of both lists, never a group, a token or a secret. The age of an entry is written in it,
since a cache plugin of ansible-core either returns an entry or forgets it, and a stale entry still has two uses: it
can stand in for a platform that does not answer, and it shows a suspicious loss of rows. For that it has marks: how many
rows each list had lately, since many small losses add up.
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

# raise it when the form of an entry, or the values of records, change in a way that makes older entries useless
SCHEMA = 4
# what every row of an entry must have; an entry of an older version may lack some
_SERVICE = frozenset(field.name for field in SERVICE_FIELDS)
_CUSTOMER = frozenset(field.name for field in CUSTOMER_FIELDS)


@dataclass(frozen=True)
class Entry:
    """What was read from the platform, and when (seconds since the epoch).

    `marks` are those of `completeness`, by kind; a reading that is not compared with an earlier one has its own.
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
        """How many rows each list has."""
        return {kind: len(self.of(kind)) for kind in completeness.KINDS}

    def marks_after(self, marks: Mapping[str, Sequence[completeness.Mark]]) -> dict[str, list[completeness.Mark]]:
        """Return the marks of an earlier entry as they are after this one."""
        return {
            kind: completeness.remembered(marks.get(kind, ()), rows, self.written) for kind, rows in self.counts.items()
        }


def key(settings: Settings, **choices: Any) -> str:
    """Return the key of an answer: a digest of endpoint, account, channel, headers and everything that changes the rows.

    The helper of ansible-core knows the path of the source only, and has room for six digits.
    """
    return _named(settings, _account(settings), choices)


def last_key(settings: Settings, **choices: Any) -> str:
    """Return the key of a note: the key of the latest answer by whatever account."""
    return _named(settings, "of any account", choices)


def _named(settings: Settings, account: str, choices: Mapping[str, Any]) -> str:
    asked = [settings.base_url, settings.direct, account, settings.channel_id, settings.headers]
    identity = [SCHEMA, *asked, choices]
    digest = hashlib.sha256(json.dumps(identity, sort_keys=True, default=str).encode()).hexdigest()
    return f"audiocodes_live_platform_{digest[:32]}"


def _account(settings: Settings) -> str:
    """Return who asks, without any secret.

    Of a ready token only the account in it (RFC 7519) or, where there is none, a digest.
    """
    credentials = settings.credentials
    if isinstance(credentials, ClientCredentials):
        return f"{credentials.token_url}|{credentials.client_id}|{credentials.scope}"
    if isinstance(credentials, Basic):
        return credentials.username
    account = _claims(credentials)
    return json.dumps(account, sort_keys=True) if account else hashlib.sha256(credentials.token.encode()).hexdigest()


def _claims(token: AccessToken) -> dict[str, Any]:
    """Return what a ready token says of the account, nothing where it is opaque."""
    try:
        part = token.token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return {name: claims[name] for name in ("iss", "tid", "appid", "azp", "oid", "sub", "aud") if name in claims}
    except (IndexError, ValueError, TypeError, AttributeError):
        return {}


def is_opaque(settings: Settings) -> bool:
    """Tell whether the account is a token that names none: with another token in each run nothing kept is ever found."""
    return isinstance(settings.credentials, AccessToken) and not _claims(settings.credentials)


def load(cache: MutableMapping[str, Any], name: str) -> Entry | None:
    """Return the entry of whatever age, or None where there is none that can be read."""
    try:
        found = cache[name]
        marks = {kind: _marks(found["marks"][kind]) for kind in completeness.KINDS}
        services, customers = _rows(found["services"], _SERVICE), _rows(found["customers"], _CUSTOMER)
        entry = Entry(services, customers, float(found["written"]), marks)
    # core raises its own error for a file that cannot be read
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError, AnsibleError):
        return None
    return entry if math.isfinite(entry.written) else None


def _marks(found: Any) -> list[completeness.Mark]:
    """Return marks as they were saved. Raises `ValueError` or `TypeError` for anything else."""
    marks = [(float(when), float(rows)) for when, rows in found]
    if not all(math.isfinite(number) for mark in marks for number in mark):
        raise ValueError("marks that are not numbers")
    return [(when, int(rows)) for when, rows in marks]


def save(cache: MutableMapping[str, Any], name: str, entry: Entry) -> None:
    """Put the entry where the manager of the inventory writes it from, once everything else has gone well."""
    cache[name] = {
        "written": entry.written,
        "services": _text(entry.services),
        "customers": _text(entry.customers),
        "marks": {kind: [list(mark) for mark in marks] for kind, marks in entry.marks.items()},
    }


def noted(cache: MutableMapping[str, Any], name: str) -> str:
    """Return a note, empty where there is none."""
    try:
        return str(cache[name]["key"])
    except (KeyError, TypeError, AnsibleError):
        return ""


def _text(rows: Rows) -> str:
    """Return rows, which all have the same keys, as JSON: the keys once, then the values of each row.

    One text, since core would look at every value by itself, both when it writes an entry and when it reads it.
    """
    names = list(rows[0]) if rows else []
    if any(row.keys() != rows[0].keys() for row in rows):
        raise ValueError("the rows of an entry differ in their keys")
    return json.dumps([names, [[row[name] for name in names] for row in rows]])


def _rows(text: str, needed: frozenset[str]) -> Rows:
    """Return the rows in a text. Raises `ValueError` where it is another text, or lacks a key that is needed."""
    with paused():
        names, rows = json.loads(text)
        if rows and not needed.issubset(names):
            raise ValueError("an entry of an older version")
        return [dict(zip(names, row, strict=True)) for row in rows]
