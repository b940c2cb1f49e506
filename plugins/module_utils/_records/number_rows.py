# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Turns rows about telephone numbers and licensed users into records, as `lists` does for services and customers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    LICENSED_USER_FIELDS,
    NUMBER_FIELDS,
    NUMBER_SBC_FIELDS,
    REMOVAL_SUMMARY_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.list_bodies import (
    finished,
    objects,
    refuse_null,
    rows_in,
    unique,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.tables import Table
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError

Record = dict[str, Any]

UNKNOWN = "unknown"
# state of a number -> its name in a request. The states are documented; the page "Get Number Removal Status Summary" spells the
# last two like this and also gives their numbers; the others follow the same pattern.
STATUSES: dict[str, str] = {
    "active": "Active",
    "release_requested": "ReleaseRequested",
    "marked_for_removal": "MarkedForRemoval",
    "ready_for_removal": "ReadyForRemoval",
}
_STATUS_NUMBERS = {"2": "marked_for_removal", "3": "ready_for_removal"}
# what a number can be assigned to, according to the portal's page about number management
_ASSIGNMENTS = ("unassigned", "user_assigned", "conference_assigned", "voice_app")

_NUMBER = Table(NUMBER_FIELDS)
_SBC = Table(NUMBER_SBC_FIELDS)
_SBC_NAME = next(field.source for field in NUMBER_SBC_FIELDS if field.name == "name")
_SUMMARY = Table(REMOVAL_SUMMARY_FIELDS)
_USER = Table(LICENSED_USER_FIELDS)


def _word(text: str) -> str:
    return re.sub("[ _-]", "", text)


_STATUS_WORDS = {_word(slug): slug for slug in STATUSES}
_ASSIGNMENT_WORDS = {_word(slug): slug for slug in _ASSIGNMENTS}


def numbers(rows: Mapping[str, Sequence[Any]], include_raw: bool = False, platform: str = "") -> list[Record]:
    """Return the records of all numbers, in the order of the rows.

    `rows` maps the requested Microsoft tenant (blank: all tenants) to its rows. Raises `DataError` for rows that are
    not objects, have no number or belong to another tenant, and for numbers that occur twice.
    """
    found: list[Record] = []
    for tenant, own in rows.items():
        read = _numbers(own, include_raw, platform)
        if tenant:
            _refuse_others(read, tenant)
        found += read
    return unique(found, "number", "numbers")


def _numbers(rows: Sequence[Any], include_raw: bool, platform: str) -> list[Record]:
    what = "numbers"
    columns, _asked, failed, _seen = reading = _NUMBER.read(objects(rows, what))
    refuse_null([number or None for number in columns["number"]], f"{what} has no telephone number")
    columns["kind"] = ["number"] * len(rows)
    columns["channel_id"] = [channel or None for channel in columns["channel_id"]]
    columns["sbcs"] = _sbcs(columns["sbcs"])
    words, assignments = columns["status"], columns["assignment_status"]
    columns["status"] = list(map(_status, words))
    columns["assignment_status"] = [_ASSIGNMENT_WORDS.get(_word(word), word) for word in assignments]
    for place, (word, status) in enumerate(zip(words, columns["status"], strict=True)):
        if status == UNKNOWN != word:
            failed.setdefault(place, []).append("status")
    return finished(columns, reading, _NUMBER, platform, rows, include_raw)


def _refuse_others(records: Iterable[Record], tenant: str) -> None:
    """Raise `DataError` if a number belongs to another Microsoft tenant than the requested one."""
    for record in records:
        if record["ms_tenant_id"] and record["ms_tenant_id"].lower() != tenant.lower():
            raise DataError(f"the platform returned numbers of tenant {record['ms_tenant_id']} when asked for {tenant}")


def _status(word: str) -> str:
    """Return the state of a number from any spelling."""
    return _STATUS_NUMBERS.get(word) or _STATUS_WORDS.get(_word(word), UNKNOWN)


def _sbcs(lists: Sequence[list[Any]]) -> list[list[Record]]:
    items = (item if isinstance(item, dict) else {_SBC_NAME: item} for found in lists for item in found)
    every = iter(_SBC.records(items))
    return [list(islice(every, len(found))) for found in lists]


def removal_summary(body: Any, tenant: str, platform: str = "") -> Record:
    """Return how many numbers are being removed. Raises `DataError` if the body does not say it."""
    if not isinstance(body, Mapping):
        raise DataError("the answer is not a summary of removals", hint="check url and api_prefix")
    columns, *_rest = reading = _SUMMARY.read([body])
    if all(columns[name][0] is None for name in ("marked_for_removal", "ready_for_removal", "total")):
        raise DataError("the answer holds no count of a summary of removals", hint="check url and api_prefix")
    columns["ms_tenant_id"] = [tenant]
    return finished(columns, reading, _SUMMARY, platform, [body])[0]


def licensed_users(
    body: Any, customer: Mapping[str, Any], include_raw: bool = False, platform: str = ""
) -> list[Record]:
    """Return the records of a customer's licensed users. Raises `DataError` for a body that is not a list of objects."""
    what = "licensed users"
    rows = rows_in(body, what)
    columns, *_rest = reading = _USER.read(objects(rows, what))
    columns["kind"] = ["licensed_user"] * len(rows)
    columns["ump_customer_guid"] = [customer["ump_customer_guid"]] * len(rows)
    columns["customer_name"] = [customer["name"]] * len(rows)
    return finished(columns, reading, _USER, platform, rows, include_raw)
