# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Turns rows about channels (resellers) into records. Pure Python.

The keys come from the example on the vendor's page "Get Specific Channel Details"; that the list has the same rows is inferred.
A channel holds the secret of its app registration. No record contains it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import rows_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.convert import to_state
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import says_nothing
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CHANNEL_INFO_FIELDS,
    CHANNEL_SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.list_bodies import (
    CHANNEL_WRAPPERS,
    finished,
    objects,
    refuse_null,
    rows_in,
    unique,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.tables import Table
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_int
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import redacted

Record = dict[str, Any]

_WHAT = "channels"
_SERVICES = "services"
_CHANNEL = Table(CHANNEL_INFO_FIELDS, whole=(_SERVICES,), asked=(_SERVICES,))
_SERVICE = Table(CHANNEL_SERVICE_FIELDS, whole=("info",))
# used if a row has no id of its own
_ID_IN_ADDRESS = re.compile("([0-9]+)/?$")


def channels(body: Any, include_raw: bool = False, platform: str = "") -> list[Record]:
    """Return the records of all channels in the body of the list, in its order.

    Raises `DataError` for a body that is not a list, for a row that is not an object or has no id, and for an id that occurs twice.
    """
    return unique(_read(rows_in(body, _WHAT, CHANNEL_WRAPPERS), include_raw, platform), "id", _WHAT)


def channel(body: Any, ident: str, include_raw: bool = False, platform: str = "") -> Record:
    """Return the record of one channel. Raises `DataError` if the body is not this channel."""
    if not isinstance(body, dict):
        raise DataError("the answer is not a channel", hint="check url and api_prefix")
    found = _read([body], include_raw, platform)[0]
    if str(found["id"]) != ident:
        raise DataError(f"the platform returned channel {found['id']} when asked for {ident}")
    return found


def _read(rows: Sequence[Any], include_raw: bool, platform: str) -> list[Record]:
    columns, (given,), failed, _seen = reading = _CHANNEL.read(objects(rows, _WHAT))
    addresses = zip(columns["id"], columns["url"], strict=True)
    columns["id"] = [_id_in(address) if ident is None else ident for ident, address in addresses]
    refuse_null(columns["id"], f"{_WHAT} has no id")
    columns["kind"] = ["channel"] * len(rows)
    services = list(map(_services, given))
    columns[_SERVICES] = [known for known, _is_unread in services]
    for place, (_known, is_unread) in enumerate(services):
        if is_unread and _SERVICES not in failed.setdefault(place, []):
            failed[place].append(_SERVICES)
    return finished(columns, reading, _CHANNEL, platform, rows, include_raw)


def _id_in(address: str) -> int | None:
    match = _ID_IN_ADDRESS.search(address)
    return as_int(match[1]) if match else None


def _services(given: Any) -> tuple[list[Record], bool]:
    """Return (the services of a channel in the platform's order, whether part of them could not be read)."""
    if not isinstance(given, dict):
        return [], not says_nothing(given)
    reading = _SERVICE.read(item if isinstance(item, dict) else {} for item in given.values())
    reading.columns["code"] = [to_state(code) for code in given]
    reading.columns["info"] = list(map(redacted, reading.columns["info"]))
    odd = any(not isinstance(item, dict) and not says_nothing(item) for item in given.values())
    return rows_of(reading.columns), odd or bool(reading.unread)
