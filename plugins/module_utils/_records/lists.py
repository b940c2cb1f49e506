# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Turns rows of the platform's two lists into records: flat, typed, redacted, all with the same keys.

Rows are normalised here once; modules, inventory, facts and reports all use the result. The tables of `fields` define the
keys and their sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import (
    parameters,
    voice_quality,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import (
    PART,
    Columns,
    paused,
    rows_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.convert import to_text
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_DETAIL_FIELDS,
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    TASK_FIELDS,
    USAGE_FIELDS,
    VOICE_QUALITY_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import (
    LICENSE_FIELDS,
    License,
    by_slug,
    customer_license,
    label,
    seats_counted,
    service_license,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.list_bodies import (
    WRAPPERS,
    complete_unread,
    objects,
    refuse_null,
    rows_in,
    unique,
    unread_column,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.tables import Table
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, NotFoundError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import redacted

Record = dict[str, Any]
Labels = Mapping[str, str]

_SERVICE = Table((*SERVICE_FIELDS, *VOICE_QUALITY_FIELDS), asked=("licensetype", "parameters"))
_CUSTOMER = Table(CUSTOMER_FIELDS, asked=("sitelocation", "licensetype"))
_CUSTOMER_DETAILS = Table(CUSTOMER_DETAIL_FIELDS, asked=("umpcustomerguid",))
_SIP_CONNECTION = Table(SIP_CONNECTION_FIELDS)
_TASK = Table(TASK_FIELDS, whole=("outputdata",))
_USAGE = Table(USAGE_FIELDS, whole=("licensefactors",))


@dataclass
class _Answer:
    """How to read the rows of one answer. `details`: all details of customers were requested."""

    labels: Labels | None
    include_raw: bool
    platform: str
    details: bool = False
    # the paths of all keys that occur
    seen: set[str] = field(default_factory=set)


# (rows, number of the first row, answer) -> records
_Read = Callable[[Iterable[Any], int, _Answer], list[Record]]


def services(body: Any, labels: Labels | None = None, include_raw: bool = False, platform: str = "") -> list[Record]:
    """Return the records of all services in the body of the list, in its order.

    `labels` maps license type slugs to a site's own labels. `platform` is the name of the platform that answered.
    Raises `DataError` for a body that is not a list, for rows that are not objects or have no id, and for ids that occur
    twice: a record is never lost or overwritten silently.
    """
    rows = rows_in(body, "services")[::-1]
    del body
    found = _in_parts(rows, _services, _SERVICE, _Answer(labels, include_raw, platform))
    return unique(found, "id", "services")


def customers(
    body: Any,
    labels: Labels | None = None,
    include_raw: bool = False,
    platform: str = "",
    details: bool = False,
) -> list[Record]:
    """Return the records of all customers in the body of the list; like `services`.

    `details` says that all details were requested, so that SIP connections are expected.
    """
    rows = rows_in(body, "customers")[::-1]
    del body
    found = _in_parts(rows, _customers, _CUSTOMER, _Answer(labels, include_raw, platform, details))
    return unique(found, "ump_customer_guid", "customers")


def one(body: Any, what: str, ident: str) -> Any:
    """Return the row in the body of an item, wrapped in a list as in the vendor's example, or bare.

    `what` is `service` or `customer`. Raises `NotFoundError` if the list is empty.
    """
    wrapped = isinstance(body, dict) and any(key.lower() in WRAPPERS and isinstance(body[key], list) for key in body)
    if not wrapped and not isinstance(body, list):
        return body
    rows = rows_in(body, f"{what}s")
    if not rows:
        raise NotFoundError(f"{what} {ident} does not exist or belongs to another tenant")
    if len(rows) > 1:
        raise DataError(f"the platform returned {len(rows)} rows for {what} {ident}")
    return rows[0]


def service(row: Any, labels: Labels | None = None, include_raw: bool = False, platform: str = "") -> Record:
    """Return the record of one service. Raises `DataError` like `services`."""
    return _in_parts([row], _services, _SERVICE, _Answer(labels, include_raw, platform))[0]


def customer(
    row: Any,
    labels: Labels | None = None,
    include_raw: bool = False,
    platform: str = "",
    details: bool = False,
) -> Record:
    """Return the record of one customer; like `customers`."""
    return _in_parts([row], _customers, _CUSTOMER, _Answer(labels, include_raw, platform, details))[0]


def _in_parts(rows: list[Any], read: _Read, table: Table, answer: _Answer) -> list[Record]:
    """Return the records of rows that are in reverse order.

    Rows are removed once read. If nothing else holds the body, their memory is free for the records.
    """
    found: list[Record] = []
    with paused():
        while rows:
            found += read((rows.pop() for _row in range(min(PART, len(rows)))), len(found) + 1, answer)
    if found:
        complete_unread(found, table.absent(answer.seen), answer.details)
    return found


def _services(rows: Iterable[Any], first: int, answer: _Answer) -> list[Record]:
    """Return the records of a part of the list of services; `first` is the number of its first row in the list."""
    raw = rows = list(rows) if answer.include_raw else rows
    columns, (license_types, given), failed, seen = _SERVICE.read(objects(rows, "services", first))
    answer.seen |= seen
    refuse_null(columns["id"], "services has no id", first)
    columns["kind"] = ["service"] * len(license_types)
    columns["platform"] = [answer.platform] * len(license_types)
    texts = [to_text(value) or "" for value in license_types]
    licenses = list(map(service_license, texts, columns["source"]))
    _set_licenses(columns, licenses, answer.labels)
    columns["ai_summary_licensed"] = [item.ai_summary for item in licenses]
    voice_quality.merge(columns, failed)
    columns["parameters"] = parameters.take(given, columns, failed)
    columns["unread"] = unread_column(failed, len(license_types))
    if answer.include_raw:
        columns["raw"] = list(map(redacted, raw))
    return rows_of(columns)


def _customers(rows: Iterable[Any], first: int, answer: _Answer) -> list[Record]:
    """Return the records of a part of the list of customers; like `_services`."""
    raw = rows = list(rows) if answer.include_raw else rows
    columns, (sites, license_types), failed, seen = _CUSTOMER.read(objects(rows, "customers", first))
    answer.seen |= seen
    refuse_null([guid or None for guid in columns["ump_customer_guid"]], "customers has no UmpCustomerGuid", first)
    columns["kind"] = ["customer"] * len(sites)
    columns["platform"] = [answer.platform] * len(sites)
    columns["unread"] = unread_column(failed, len(sites))
    # a number as documented, or a word that is on no page; it is kept like that of a service
    texts = [value if value.__class__ is str else "" for value in license_types]
    licenses = list(map(customer_license, columns["license_code"], texts))
    _set_licenses(columns, licenses, answer.labels)
    columns["seats_counted"] = [seats_counted(item.slug) for item in licenses]
    columns["usage_percent"] = list(map(_percent, columns["active_users"], columns["licensed_users"]))
    connections = _sip_connections(columns["sip_connections"])
    columns["sip_connections"] = connections
    # null if they were not requested
    known = [None if asked is None else found for asked, found in zip(sites, connections, strict=True)]
    columns["sip_connections_total"] = [None if found is None else len(found) for found in known]
    columns["sip_connections_not_deployed"] = [
        None if found is None else sum(item["deployment_state"] != "deployed" for item in found) for found in known
    ]
    if answer.include_raw:
        columns["raw"] = list(map(redacted, raw))
    return rows_of(columns)


def _percent(active: int | None, licensed: int | None) -> float | None:
    if active is None or licensed is None or licensed <= 0:
        return None
    return round(100 * active / licensed, 2)


def customer_details(body: Any, guid: str) -> Record:
    """Return what only the item of a customer contains: tenant domain and end of the app registration's secret.

    Raises `DataError` if the body is not this customer's item: without its keys, nothing would seem to expire.
    """
    columns, ((found,),), _unread, _seen = _CUSTOMER_DETAILS.read(objects([one(body, "customer", guid)], "customers"))
    named = to_text(found) or "without UmpCustomerGuid"
    if named.lower() != guid.lower():
        raise DataError(f"the platform returned customer {named} when asked for {guid}")
    return rows_of(columns)[0]


def no_customer_details() -> Record:
    """Return the same keys for a customer whose item could not be read."""
    return _CUSTOMER_DETAILS.nothing()


def usage_counts(body: Any) -> list[Record]:
    """Return all counts of a customer's licenses, in the platform's order, each with the day of its time.

    Raises `DataError` for a row without a readable date, since it cannot be placed, and for anything but a list of rows.
    """
    what = "daily license counts"
    columns = _USAGE.read(objects(rows_in(body, what), what)).columns
    refuse_null(columns["last_update"], f"{what} has no date")
    columns["date"] = [when[:10] for when in columns["last_update"]]
    columns["license_factors"] = list(map(redacted, columns["license_factors"]))
    return rows_of(columns)


def usage_days(body: Any) -> list[Record]:
    """Return a customer's daily license counts, oldest first. If a day has several counts, the latest one is used.

    Raises `DataError` like `usage_counts`.
    """
    counts = usage_counts(body)
    counts.sort(key=lambda record: str(record["last_update"]))
    return list({record["date"]: record for record in counts}.values())


def task(row: Any) -> Record:
    """Return the record of one asynchronous task, with its state as one of four words."""
    (record,) = _TASK.records(objects([row], "tasks"))
    if not record["id"].strip():
        raise DataError("the answer is not a task: it has no id", hint="check url and api_prefix")
    for name in ("details", "messages", "output"):
        record[name] = redacted(record[name])
    record["state"] = task_state(record["status"])
    record["errors"] = [text for level, text in task_messages(record) if level == "error"]
    return record


def task_messages(record: Record) -> Iterator[tuple[str, str]]:
    """Yield level (lower case) and text of each message of a task that has a text."""
    for item in record["messages"]:
        keys = {key.lower(): value for key, value in item.items()} if isinstance(item, dict) else {"message": item}
        text = keys.get("message")
        if isinstance(text, str) and text:
            yield str(keys.get("level") or "").strip().lower(), text


# the words of a task's state without spaces, in lower case; "CompletedSuccess" and the prose of "Get Task" are the vendor's
_TASK_STATES = {
    "running": ("inprogress", "running", "queued", "pending", "started", "created", "waiting"),
    "succeeded": ("completedsuccess", "completedsuccessfully", "completed", "success", "succeeded"),
    "failed": (
        "failed",
        "completedfailed",
        "completedfailure",
        "completederror",
        "completedwitherror",
        "completedwitherrors",
        "completedwithfailures",
        # part of the work was not done; reading the object shows which
        "completedpartially",
        "partiallycompleted",
        "failure",
        "error",
        "aborted",
        "cancelled",
        "canceled",
        "completedcancelled",
        "completedcanceled",
        "timedout",
        "timeout",
    ),
}
_STATE_BY_WORD = {word: state for state, words in _TASK_STATES.items() for word in words}


def task_state(status: str) -> str:
    """Return `running`, `succeeded`, `failed` or `unknown` for a task's state in the platform's own words."""
    return _STATE_BY_WORD.get(re.sub("[^a-z]", "", status.lower()), "unknown")


def _sip_connections(lists: Sequence[list[Any]]) -> list[list[Record]]:
    """Return the records of the SIP connections of many customers, read in one go."""
    items = (item if isinstance(item, dict) else {"name": item} for found in lists for item in found)
    every = iter(_SIP_CONNECTION.records(items))
    return [list(islice(every, len(found))) for found in lists]


def _set_licenses(columns: Columns, licenses: Sequence[License], labels: Labels | None) -> None:
    for name, attribute in LICENSE_FIELDS.items():
        columns[name] = list(map(attrgetter(attribute), licenses))
    if labels:
        sites = by_slug(labels)
        columns["license_label"] = [label(item, sites) for item in licenses]
