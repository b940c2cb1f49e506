# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows of the platform's two lists become records: flat, typed, redacted, the same keys on every one. Private to the collection.

A row is normalised here once; modules, inventory, facts and reports all see the result. The keys and their sources are
the tables of L(fields).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.convert import (
    CONVERTERS,
    MISSING,
    printable,
    to_text,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, NotFoundError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.fields import (
    CUSTOMER_DETAIL_FIELDS,
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    TASK_FIELDS,
    USAGE_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.licenses import (
    License,
    customer_license,
    label,
    service_license,
)

Record = dict[str, Any]

# the key under which a list may be wrapped: what "Retrieve Services" shows, and its older name
_WRAPPERS = ("services", "customers", "data")
# signs of an answer that is only a part of the list; no paging is documented for either list
_COUNTS = ("total", "totalcount", "totalrecords")
_MORE = ("next", "nextlink", "nextpage", "@odata.nextlink")

# the vendor's rows nest 5 levels deep; far more could be decoded, but neither walked nor written
DEEPEST = 50

_Plan = tuple[tuple[str, tuple[str, ...], Callable[[Any], Any], Callable[[], Any]], ...]


def _plan(fields: Iterable[Field]) -> _Plan:
    """Return the table in the form that the normaliser walks: name, paths in lower case, converter, what stands for missing."""
    return tuple(
        (
            item.name,
            tuple(path.lower() for path in item.source.split("|") if path),
            CONVERTERS[item.type],
            MISSING[item.type],
        )
        for item in fields
    )


_SERVICE = _plan(SERVICE_FIELDS)
_CUSTOMER = _plan(CUSTOMER_FIELDS)
_CUSTOMER_DETAILS = _plan(CUSTOMER_DETAIL_FIELDS)
_SIP_CONNECTION = _plan(SIP_CONNECTION_FIELDS)
_TASK = _plan(TASK_FIELDS)
_USAGE = _plan(USAGE_FIELDS)
_KNOWN_PARAMETERS = {
    path: name for name, paths, _convert, _missing in _SERVICE for path in paths if path.startswith("#")
}
_CONVERT_BY_NAME = {name: convert for name, _paths, convert, _missing in _SERVICE}


@lru_cache(maxsize=4096)
def is_secret(key: str) -> bool:
    """Tell whether a key names a secret, such as C(password), C(ApplicationClientSecret) or C(CarrierUserPassword)."""
    return re.sub("[^a-z0-9]", "", key.lower()).endswith(("password", "secret"))


def redacted(value: Any, room: int = DEEPEST) -> Any:
    """Return a copy of a JSON value without secrets: neither as keys nor as C(name)/C(value) pairs, at any depth.

    Text is made printable and numbers finite, so that the copy can be written as strict JSON. Raises L(DataError)
    where the value is nested deeper than C(room).
    """
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, (Mapping, list)) and not room:
        raise DataError(f"a row of the answer is nested more than {DEEPEST} levels deep")
    if isinstance(value, Mapping):
        pair = next((item for key, item in value.items() if key.lower() == "name" and isinstance(item, str)), "")
        return {
            printable(key): redacted(item, room - 1)
            for key, item in value.items()
            if not is_secret(key) and not (is_secret(pair) and key.lower() == "value")
        }
    if isinstance(value, list):
        return [redacted(item, room - 1) for item in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def services(body: Any, labels: Mapping[str, str] | None = None, include_raw: bool = False) -> list[Record]:
    """Return the records of all services in the body of the list, in its order.

    C(labels) maps license type slugs to a site's own labels. Raises L(DataError) for a body that is no list, for rows
    that are no objects or have no id, and for ids that occur twice: a record is never lost or overwritten silently.
    """
    rows = _rows(body, "services")
    return _unique([service(row, labels, include_raw, number) for number, row in enumerate(rows, 1)], "id", "services")


def customers(body: Any, labels: Mapping[str, str] | None = None, include_raw: bool = False) -> list[Record]:
    """Return the records of all customers in the body of the list; like L(services)."""
    rows = _rows(body, "customers")
    records = [customer(row, labels, include_raw, number) for number, row in enumerate(rows, 1)]
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
    flat = _flat(row, "services", number)
    parameters = _parameters(flat.get("parameters"))
    flat.update((key, value) for key, (_name, value) in parameters.items())
    record = _converted(flat, _SERVICE)
    if record["id"] is None:
        raise DataError(f"row {number} of the list of services has no id")
    record["kind"] = "service"
    license_ = service_license(to_text(flat.get("licensetype")) or "", record["source"])
    _set_license(record, license_, labels)
    record["ai_summary_licensed"] = license_.ai_summary
    record["parameters"] = _leftover(parameters, record)
    if include_raw:
        record["raw"] = redacted(row)
    return record


def customer(row: Any, labels: Mapping[str, str] | None = None, include_raw: bool = False, number: int = 1) -> Record:
    """Return the record of one customer; like L(service)."""
    flat = _flat(row, "customers", number)
    record = _converted(flat, _CUSTOMER)
    if not record["ump_customer_guid"]:
        raise DataError(f"row {number} of the list of customers has no UmpCustomerGuid")
    record["kind"] = "customer"
    _set_license(record, customer_license(record["license_code"]), labels)
    licensed, active = record["licensed_users"], record["active_users"]
    if active is not None and licensed is not None and licensed > 0:
        record["usage_percent"] = round(100 * active / licensed, 2)
    connections = [_sip_connection(item) for item in record["sip_connections"]]
    record["sip_connections"] = connections
    if flat.get("sitelocation") is not None:
        record["sip_connections_total"] = len(connections)
        record["sip_connections_not_deployed"] = sum(item["deployment_state"] != "deployed" for item in connections)
    if include_raw:
        record["raw"] = redacted(row)
    return record


def customer_details(body: Any, guid: str) -> Record:
    """Return what only the item of a customer says: tenant domain and end of the app registration's secret.

    Raises L(DataError) where the body is not the item of that customer: without its keys nothing would seem to expire.
    """
    flat = _flat(one(body, "customer", guid), "customers", 1)
    named = to_text(flat.get("umpcustomerguid")) or "without UmpCustomerGuid"
    if named.lower() != guid.lower():
        raise DataError(f"the platform returned customer {named} when asked for {guid}")
    return _converted(flat, _CUSTOMER_DETAILS)


def no_customer_details() -> Record:
    """Return the same keys for a customer whose item could not be read."""
    return _converted({}, _CUSTOMER_DETAILS)


def usage_days(body: Any) -> list[Record]:
    """Return a customer's daily license counts, oldest first; of several counts on a day the latest stands.

    Rows without a readable date cannot be placed and raise L(DataError), as everything that is no list of rows does.
    """
    counts: list[Record] = []
    for number, row in enumerate(_rows(body, "daily license counts"), 1):
        record = _converted(_flat(row, "daily license counts", number, whole=("licensefactors",)), _USAGE)
        if record["last_update"] is None:
            raise DataError(f"row {number} of the list of daily license counts has no date")
        record["date"] = record["last_update"][:10]
        record["license_factors"] = redacted(record["license_factors"])
        counts.append(record)
    counts.sort(key=lambda record: str(record["last_update"]))
    return list({record["date"]: record for record in counts}.values())


def task(row: Any) -> Record:
    """Return the record of one asynchronous task, its state in one of four words."""
    record = _converted(_flat(row, "tasks", 1, whole=("outputdata",)), _TASK)
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
    flat = _flat(item, "SIP connections", 1) if isinstance(item, dict) else {"name": item}
    return _converted(flat, _SIP_CONNECTION)


def _converted(flat: Mapping[str, Any], plan: _Plan) -> Record:
    """Return all fields of a plan; the first path with a readable value wins."""
    record: Record = {}
    for name, paths, convert, missing in plan:
        value = None
        for path in paths:
            found = flat.get(path)
            if found is not None:
                value = convert(found)
                if value is not None:
                    break
        record[name] = missing() if value is None else value
    return record


def _set_license(record: Record, license_: License, labels: Mapping[str, str] | None) -> None:
    record["license_type"] = license_.slug
    record["license_label"] = label(license_, labels or {})
    record["license_family"] = license_.family
    record["license_tier"] = license_.tier


def _flat(row: Any, what: str, number: int, whole: Iterable[str] = ("parameters",)) -> dict[str, Any]:
    """Return the leaves of a row by their path in lower case; where two keys differ in case only, the first value counts."""
    if not isinstance(row, dict):
        raise DataError(f"row {number} of the list of {what} is not an object")
    flat: dict[str, Any] = {}
    _walk(row, "", flat, frozenset(whole))
    return flat


def _walk(
    node: Mapping[str, Any], prefix: str, flat: dict[str, Any], whole: Container[str], room: int = DEEPEST
) -> None:
    """Walk a row's dictionaries; those whose path is in C(whole) are values of their own."""
    if not room:
        raise DataError(f"a row of the answer is nested more than {DEEPEST} levels deep")
    for key, value in node.items():
        path = prefix + key.lower()
        if isinstance(value, dict) and path not in whole:
            _walk(value, path + ".", flat, whole, room - 1)
        elif flat.get(path) is None:
            flat[path] = redacted(value) if isinstance(value, list) and path != "parameters" else value


def _parameters(value: Any) -> dict[str, tuple[str, Any]]:
    """Return the service's parameters as C(#name in lower case) -> (vendor's name, value), without secrets.

    The vendor documents a list of name, type and value; a dictionary is read as well. An entry that is no such object,
    and a name that occurs again, get a name of their own, so that nothing is dropped.
    """
    entries: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif value is not None:
        for item in value if isinstance(value, list) else [value]:
            keys = {key.lower(): part for key, part in item.items()} if isinstance(item, dict) else {}
            entries.append((keys["name"], keys.get("value")) if keys.get("name") else ("unnamed", item))
    found: dict[str, tuple[str, Any]] = {}
    for raw_name, part in entries:
        name = base = " ".join((to_text(raw_name) or "").split()) or "unnamed"
        if is_secret(name):
            continue
        count = 1
        while f"#{name.lower()}" in found:
            count += 1
            name = f"{base} ({count})"
        found[f"#{name.lower()}"] = (name, redacted(part))
    return found


def _leftover(parameters: Mapping[str, tuple[str, Any]], record: Record) -> dict[str, Any]:
    """Return the parameters that no field holds: unknown ones, and known ones whose value the field does not show."""
    left: dict[str, Any] = {}
    for key, (name, value) in parameters.items():
        field = _KNOWN_PARAMETERS.get(key)
        if field is None:
            left[name] = value
        elif value not in (None, ""):
            read = _CONVERT_BY_NAME[field](value)
            if read is None or read != record[field]:
                left[name] = value
    return left


def _rows(body: Any, what: str) -> list[Any]:
    """Return the rows of a list's body, wrapped or bare. Raises L(DataError) where it is no list or only a part of one."""
    rows = body
    if isinstance(body, dict):
        keys = {key.lower(): value for key, value in body.items()}
        rows = next((keys[name] for name in _WRAPPERS if isinstance(keys.get(name), list)), None)
        size = len(rows) if rows is not None else 0
        more = any(keys.get(name) for name in _MORE)
        if rows is not None and (
            more or any(isinstance(keys.get(name), int) and keys[name] > size for name in _COUNTS)
        ):
            raise DataError(f"the platform returned only a part of the list of {what} ({size} rows)")
    if not isinstance(rows, list):
        raise DataError(f"the answer is not a list of {what}", hint="check url and api_prefix")
    return rows


def _unique(records: list[Record], key: str, what: str) -> list[Record]:
    """Return the records, or raise L(DataError) naming the ids that occur more than once (GUIDs regardless of case)."""
    seen: set[str] = set()
    twice: set[str] = set()
    for record in records:
        ident = str(record[key]).lower()
        (twice if ident in seen else seen).add(ident)
    if twice:
        shown = ", ".join(sorted(twice)[:5]) + (", ..." if len(twice) > 5 else "")
        raise DataError(f"{len(twice)} ids occur more than once in the list of {what}: {shown}")
    return records
