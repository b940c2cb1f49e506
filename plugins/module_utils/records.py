# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows of the platform's two lists become records: flat, typed, redacted, the same keys on every one. Private to the collection.

A row is normalised here once; modules, inventory, facts and reports all see the result. The keys and their sources are
the tables of L(fields).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils import collector, parameters
from ansible_collections.audiocodes.live_platform.plugins.module_utils.convert import to_text
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, NotFoundError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.fields import (
    CUSTOMER_DETAIL_FIELDS,
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    TASK_FIELDS,
    USAGE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.flatten import redacted
from ansible_collections.audiocodes.live_platform.plugins.module_utils.licenses import (
    License,
    customer_license,
    label,
    service_license,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.tables import Table

Record = dict[str, Any]

# the key under which a list may be wrapped: what "Retrieve Services" shows, and its older name
_WRAPPERS = ("services", "customers", "data")
# signs of an answer that is only a part of the list; no paging is documented for either list
_COUNTS = ("total", "totalcount", "totalrecords")
_MORE = ("next", "nextlink", "nextpage", "@odata.nextlink")

_SERVICE = Table(SERVICE_FIELDS, asked=("licensetype", "parameters"))
_CUSTOMER = Table(CUSTOMER_FIELDS, asked=("sitelocation",))
_CUSTOMER_DETAILS = Table(CUSTOMER_DETAIL_FIELDS, asked=("umpcustomerguid",))
_SIP_CONNECTION = Table(SIP_CONNECTION_FIELDS)
_TASK = Table(TASK_FIELDS, whole=("outputdata",))
_USAGE = Table(USAGE_FIELDS, whole=("licensefactors",))


def services(body: Any, labels: Mapping[str, str] | None = None, include_raw: bool = False) -> list[Record]:
    """Return the records of all services in the body of the list, in its order.

    C(labels) maps license type slugs to a site's own labels. Raises L(DataError) for a body that is no list, for rows
    that are no objects or have no id, and for ids that occur twice: a record is never lost or overwritten silently.
    """
    rows = _rows(body, "services")[::-1]
    # a row whose record is made goes, where nobody else has the body: the next record gets its memory
    del body
    with collector.paused():
        records = [service(rows.pop(), labels, include_raw, number) for number in range(1, len(rows) + 1)]
    return _unique(records, "id", "services")


def customers(body: Any, labels: Mapping[str, str] | None = None, include_raw: bool = False) -> list[Record]:
    """Return the records of all customers in the body of the list; like L(services)."""
    rows = _rows(body, "customers")[::-1]
    # a row whose record is made goes, where nobody else has the body: the next record gets its memory
    del body
    with collector.paused():
        records = [customer(rows.pop(), labels, include_raw, number) for number in range(1, len(rows) + 1)]
    return _unique(records, "ump_customer_guid", "customers")


def one(body: Any, what: str, ident: str) -> Any:
    """Return the row in the body of an item, wrapped in a list as the vendor's example shows or bare.

    C(what) is C(service) or C(customer). Raises L(NotFoundError) where the list is empty.
    """
    wrapped = isinstance(body, dict) and any(key.lower() in _WRAPPERS and isinstance(body[key], list) for key in body)
    if not wrapped and not isinstance(body, list):
        return body
    rows = _rows(body, f"{what}s")
    if not rows:
        raise NotFoundError(f"{what} {ident} does not exist or belongs to another tenant")
    if len(rows) > 1:
        raise DataError(f"the platform returned {len(rows)} rows for {what} {ident}")
    return rows[0]


def service(row: Any, labels: Mapping[str, str] | None = None, include_raw: bool = False, number: int = 1) -> Record:
    """Return the record of one service. C(number) is the row's place in its list, for the message of a L(DataError)."""
    record, (license_type, values) = _SERVICE.read(_checked(row, "services", number))
    if record["id"] is None:
        raise DataError(f"row {number} of the list of services has no id")
    record["kind"] = "service"
    license_ = service_license(_text(license_type) or "", record["source"])
    _set_license(record, license_, labels)
    record["ai_summary_licensed"] = license_.ai_summary
    if values is not None:
        record["parameters"] = parameters.take(values, record)
    if include_raw:
        record["raw"] = redacted(row)
    return record


def customer(row: Any, labels: Mapping[str, str] | None = None, include_raw: bool = False, number: int = 1) -> Record:
    """Return the record of one customer; like L(service)."""
    record, (sites,) = _CUSTOMER.read(_checked(row, "customers", number))
    if not record["ump_customer_guid"]:
        raise DataError(f"row {number} of the list of customers has no UmpCustomerGuid")
    record["kind"] = "customer"
    _set_license(record, customer_license(record["license_code"]), labels)
    licensed, active = record["licensed_users"], record["active_users"]
    if active is not None and licensed is not None and licensed > 0:
        record["usage_percent"] = round(100 * active / licensed, 2)
    connections = [_sip_connection(item) for item in record["sip_connections"]]
    record["sip_connections"] = connections
    if sites is not None:
        record["sip_connections_total"] = len(connections)
        record["sip_connections_not_deployed"] = sum(item["deployment_state"] != "deployed" for item in connections)
    if include_raw:
        record["raw"] = redacted(row)
    return record


def customer_details(body: Any, guid: str) -> Record:
    """Return what only the item of a customer says: tenant domain and end of the app registration's secret.

    Raises L(DataError) where the body is not the item of that customer: without its keys nothing would seem to expire.
    """
    record, (found,) = _CUSTOMER_DETAILS.read(_checked(one(body, "customer", guid), "customers", 1))
    named = _text(found) or "without UmpCustomerGuid"
    if named.lower() != guid.lower():
        raise DataError(f"the platform returned customer {named} when asked for {guid}")
    return record


def no_customer_details() -> Record:
    """Return the same keys for a customer whose item could not be read."""
    return _CUSTOMER_DETAILS.nothing()


def usage_days(body: Any) -> list[Record]:
    """Return a customer's daily license counts, oldest first; of several counts on a day the latest stands.

    Rows without a readable date cannot be placed and raise L(DataError), as everything that is no list of rows does.
    """
    counts: list[Record] = []
    for number, row in enumerate(_rows(body, "daily license counts"), 1):
        record = _USAGE.read(_checked(row, "daily license counts", number))[0]
        if record["last_update"] is None:
            raise DataError(f"row {number} of the list of daily license counts has no date")
        record["date"] = record["last_update"][:10]
        record["license_factors"] = redacted(record["license_factors"])
        counts.append(record)
    counts.sort(key=lambda record: str(record["last_update"]))
    return list({record["date"]: record for record in counts}.values())


def task(row: Any) -> Record:
    """Return the record of one asynchronous task, its state in one of four words."""
    record = _TASK.read(_checked(row, "tasks", 1))[0]
    if not record["id"]:
        raise DataError("the answer is not a task: it has no id", hint="check url and api_prefix")
    for name in ("details", "messages", "output"):
        record[name] = redacted(record[name])
    record["state"] = task_state(record["status"])
    return record


# the words of a task's state without spaces and case; "CompletedSuccess" and the prose of "Get Task" are the vendor's
_TASK_STATES = {
    "running": ("inprogress", "running", "queued", "pending", "started", "created", "waiting"),
    "succeeded": ("completedsuccess", "completedsuccessfully", "completed", "success", "succeeded"),
    "failed": (
        "failed",
        "completedfailed",
        "completedfailure",
        "failure",
        "error",
        "cancelled",
        "canceled",
        "timedout",
    ),
}
_STATE_BY_WORD = {word: state for state, words in _TASK_STATES.items() for word in words}


def task_state(status: str) -> str:
    """Return C(running), C(succeeded), C(failed) or C(unknown) for a task's state in the platform's loose words."""
    return _STATE_BY_WORD.get(re.sub("[^a-z]", "", status.lower()), "unknown")


def _sip_connection(item: Any) -> Record:
    return _SIP_CONNECTION.read(item if isinstance(item, dict) else {"name": item})[0]


def _text(value: Any) -> str | None:
    return to_text(redacted(value) if isinstance(value, list) else value)


def _set_license(record: Record, license_: License, labels: Mapping[str, str] | None) -> None:
    record.update(license_.fields)
    if labels:
        record["license_label"] = label(license_, labels)


def _checked(row: Any, what: str, number: int) -> dict[str, Any]:
    """Return a row that is an object; raise L(DataError) for any other."""
    if not isinstance(row, dict):
        raise DataError(f"row {number} of the list of {what} is not an object")
    return row


def _rows(body: Any, what: str) -> list[Any]:
    """Return the rows of a list's body, wrapped or bare. Raises L(DataError) where it is no list or only a part of one."""
    rows = body
    if isinstance(body, dict):
        keys = {key.lower(): value for key, value in body.items()}
        rows = next((keys[name] for name in _WRAPPERS if isinstance(keys.get(name), list)), None)
        more = any(keys.get(name) for name in _MORE)
        if rows is not None and (
            more or any(isinstance(keys.get(name), int) and keys[name] > len(rows) for name in _COUNTS)
        ):
            raise DataError(f"the platform returned only a part of the list of {what} ({len(rows)} rows)")
    if not isinstance(rows, list):
        raise DataError(f"the answer is not a list of {what}", hint="check url and api_prefix")
    return rows


def _unique(records: list[Record], key: str, what: str) -> list[Record]:
    """Return the records, or raise L(DataError) naming the ids that occur more than once (GUIDs regardless of case)."""
    idents = [str(record[key]).lower() for record in records]
    if len(set(idents)) < len(idents):
        twice = sorted(ident for ident, times in Counter(idents).items() if times > 1)
        shown = ", ".join(twice[:5]) + (", ..." if len(twice) > 5 else "")
        raise DataError(f"{len(twice)} ids occur more than once in the list of {what}: {shown}")
    return records
