# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads rows key by key and one by one: the reference for the records.

Written straight from the rules: keys ignore case. Of several values for a path, the first that is not null counts; of a
field's paths, the first with a readable value. Parameters come after all other paths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.convert import to_text
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    DERIVED,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    VOICE_QUALITY_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import (
    customer_license,
    service_license,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import is_secret, redacted

Row = dict[str, Any]
DEEPEST = 50
ZERO = "0001-01-01"


def service(row: Row) -> Row:
    """Return the record of a single service that has an id."""
    return services([row])[0]


def services(rows: Sequence[Row]) -> list[Row]:
    """Return the records of services that have ids."""
    return complete(SERVICE_FIELDS, rows, [one_service(row) for row in rows])


def customer(row: Row) -> Row:
    """Return the record of a single customer that has a GUID."""
    return customers([row])[0]


def customers(rows: Sequence[Row]) -> list[Row]:
    """Return the records of customers that have GUIDs, without details."""
    return complete(CUSTOMER_FIELDS, rows, [one_customer(row) for row in rows])


def complete(table: tuple[Field, ...], rows: Sequence[Row], records: list[Row]) -> list[Row]:
    """Add fields that are unread because no row has their key, and fields that depend on unread ones."""
    seen = set().union(*[keys(row) for row in rows])
    for field in table:
        absent = field.always and not any(path.lower() in seen for path in field.source.split("|"))
        if absent and field.always != "details" and all(item[field.name] == nothing(field) for item in records):
            for item in records:
                if field.always == "all" or item["source"] == field.always:
                    item["unread"].append(field.name)
    for item in records:
        for name in item["unread"]:
            for made in DERIVED.get(name, ()):
                if item.get(made, 1) in (None, False, "", "unknown", "Unknown", []) and made not in item["unread"]:
                    item["unread"].append(made)
        item["unread"] = sorted(set(item["unread"]))
    return records


def nothing(field: Field) -> Any:
    """Return the value of a field that has none."""
    return TYPES[field.type].missing()


def keys(row: Row) -> set[str]:
    """Return the paths of all keys of a row, including those of objects."""
    found: set[str] = set()

    def walk(node: Row, prefix: str) -> None:
        for key, value in node.items():
            found.add(prefix + key.lower())
            if isinstance(value, dict):
                walk(value, f"{prefix}{key.lower()}.")

    walk(row, "")
    return found


def strays(row: Row) -> dict[str, bool]:
    """Return path -> whether it holds an object, for everything with a value."""
    found: dict[str, bool] = {}

    def walk(node: Row, prefix: str) -> None:
        for key, value in node.items():
            path = prefix + key.lower()
            if isinstance(value, dict) and path != "parameters":
                found[path] = True
                walk(value, f"{path}.")
            elif value not in (None, ""):
                found.setdefault(path, False)

    walk(row, "")
    return found


def unread(table: tuple[Field, ...], row: Row, values: Mapping[str, Any], record: Row) -> list[str]:
    """Return the fields without a value whose paths hold, or lead through, something unreadable."""
    there, found = strays(row), []
    for field in table:
        if record[field.name] != nothing(field):
            continue
        for path in filter(None, field.source.lower().split("|")):
            value = values.get(path)
            blank = value is None or (isinstance(value, str) and (not value.strip() or value.strip()[:10] == ZERO))
            above = [path[:place] for place, sign in enumerate(path) if sign == "."]
            object_here = not path.startswith("#") and there.get(path) is True
            read = value is not None and TYPES[field.type].one(value) is not None
            if object_here or any(there.get(place) is False for place in above) or not (blank or read):
                found.append(field.name)
                break
    return found


def one_service(row: Row) -> Row:
    """Return the record of a service, without what other rows show."""
    flat = leaves(row)
    entries = parameters(flat.get("parameters"))
    values = flat | {f"#{name.lower()}": value for name, value in entries.items()}
    record = fields(SERVICE_FIELDS, values)
    license_ = service_license(to_text(flat.get("licensetype")) or "", record["source"])
    types = {field.name: field.type for field in SERVICE_FIELDS}
    holding = {
        path.lower(): field.name for field in SERVICE_FIELDS for path in field.source.split("|") if path.startswith("#")
    }
    left = {}
    for name, value in entries.items():
        field = holding.get(f"#{name.lower()}")
        if field is not None and value in (None, ""):
            continue
        if field is None or (read := TYPES[types[field]].one(value)) is None or read != record[field]:
            left[name] = value
    failed = unread(SERVICE_FIELDS, row, values, record)
    parts = fields(VOICE_QUALITY_FIELDS, values)
    for part in unread(VOICE_QUALITY_FIELDS, row, values, parts):
        failed = sorted({*failed, f"{part.rpartition('_')[0]}_status"})
    for name, word in parts.items():
        status = f"{name.rpartition('_')[0]}_status"
        order = ["warning", "major", "error", "critical"]
        if word in order and (record[status] not in order or order.index(record[status]) < order.index(word)):
            record[status] = word
    return record | {
        "kind": "service",
        **described(license_),
        "ai_summary_licensed": license_.ai_summary,
        "parameters": left,
        "unread": failed,
    }


def one_customer(row: Row) -> Row:
    """Return the record of a customer, without what other rows show."""
    flat = leaves(row)
    record = fields(CUSTOMER_FIELDS, flat)
    sites = [
        fields(SIP_CONNECTION_FIELDS, leaves(item) if isinstance(item, dict) else {"name": item})
        for item in record["sip_connections"]
    ]
    licensed, active = record["licensed_users"], record["active_users"]
    word = flat.get("licensetype")
    license_ = customer_license(record["license_code"], word if isinstance(word, str) else "")
    # before unread, which uses it
    record["seats_counted"] = False if license_.slug == "hosted_essentials" else None
    known = flat.get("sitelocation") is not None
    return record | {
        "kind": "customer",
        **described(license_),
        "usage_percent": round(100 * active / licensed, 2)
        if licensed and licensed > 0 and active is not None
        else None,
        "sip_connections": sites,
        "sip_connections_total": len(sites) if known else None,
        "sip_connections_not_deployed": sum(site["deployment_state"] != "deployed" for site in sites)
        if known
        else None,
        "unread": unread(CUSTOMER_FIELDS, row, flat, record),
    }


def described(license_: Any) -> Row:
    """Return the four fields of a license."""
    named = {"type": license_.slug, "label": license_.label, "family": license_.family, "tier": license_.tier}
    return {f"license_{name}": value for name, value in named.items()}


def leaves(row: Row) -> Row:
    """Return a row's leaves by lower-case path, without secrets; parameters and lists are leaves."""
    flat: Row = {}

    def walk(node: Mapping[str, Any], prefix: str, room: int) -> None:
        if not room:
            raise DataError("too deep")
        for key, value in node.items():
            path = prefix + key.lower()
            if isinstance(value, dict) and path != "parameters":
                walk(value, f"{path}.", room - 1)
            elif flat.get(path) is None:
                flat[path] = redacted(value) if isinstance(value, list) and path != "parameters" else value

    walk(row, "", DEEPEST)
    return {path: value for path, value in flat.items() if not path.startswith("#")}


def fields(table: tuple[Field, ...], flat: Mapping[str, Any]) -> Row:
    """Return the fields of a table."""
    record = {}
    for field in table:
        values = (TYPES[field.type].one(flat.get(path.lower())) for path in field.source.split("|") if path)
        record[field.name] = next((value for value in values if value is not None), TYPES[field.type].missing())
    return record


def parameters(value: Any) -> Row:
    """Return the entries by unique name, without secrets."""
    entries: list[tuple[Any, Any]] = []
    if isinstance(value, dict) and not {"name", "value"} <= {key.lower() for key in value}:
        entries = list(value.items())
    elif value is not None:
        for item in value if isinstance(value, list) else [value]:
            keys = {key.lower(): part for key, part in item.items()} if isinstance(item, dict) else {}
            entries.append((keys["name"], keys.get("value")) if keys.get("name") else ("unnamed", item))
    found: Row = {}
    for given, part in entries:
        name = base = " ".join((to_text(redacted(given)) or "").split()) or "unnamed"
        if is_secret(name):
            continue
        count = 1
        while name.lower() in {other.lower() for other in found}:
            count += 1
            name = f"{base} ({count})"
        found[name] = redacted(part)
    return found
