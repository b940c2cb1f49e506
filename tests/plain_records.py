# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading rows key by key, with nothing remembered from one row to the next: what the records are measured against.

Written straight from the rules: keys regardless of case, of values for the same path the first that is not null, of a
field's paths the first that has a readable value, entries of the parameters after all other paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.convert import CONVERTERS, MISSING, to_text
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.flatten import is_secret, redacted
from ansible_collections.audiocodes.live_platform.plugins.module_utils.licenses import customer_license, service_license

Row = dict[str, Any]
DEEPEST = 50


def service(row: Row) -> Row:
    """The record of a service that has an id."""
    flat = leaves(row)
    entries = parameters(flat.get("parameters"))
    record = fields(SERVICE_FIELDS, flat | {f"#{name.lower()}": value for name, value in entries.items()})
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
        if field is None or (read := CONVERTERS[types[field]](value)) is None or read != record[field]:
            left[name] = value
    return record | {
        "kind": "service",
        **described(license_),
        "ai_summary_licensed": license_.ai_summary,
        "parameters": left,
    }


def customer(row: Row) -> Row:
    """The record of a customer that has a GUID."""
    flat = leaves(row)
    record = fields(CUSTOMER_FIELDS, flat)
    sites = [
        fields(SIP_CONNECTION_FIELDS, leaves(item) if isinstance(item, dict) else {"name": item})
        for item in record["sip_connections"]
    ]
    licensed, active = record["licensed_users"], record["active_users"]
    word = flat.get("licensetype")
    known = flat.get("sitelocation") is not None
    return record | {
        "kind": "customer",
        **described(customer_license(record["license_code"], word if isinstance(word, str) else "")),
        "usage_percent": round(100 * active / licensed, 2)
        if licensed and licensed > 0 and active is not None
        else None,
        "sip_connections": sites,
        "sip_connections_total": len(sites) if known else None,
        "sip_connections_not_deployed": sum(site["deployment_state"] != "deployed" for site in sites)
        if known
        else None,
    }


def described(license_: Any) -> Row:
    """The four fields of a license."""
    named = {"type": license_.slug, "label": license_.label, "family": license_.family, "tier": license_.tier}
    return {f"license_{name}": value for name, value in named.items()}


def leaves(row: Row) -> Row:
    """The leaves of a row by their path in lower case; parameters are one of them, and lists are, without secrets."""
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
    """The fields of a table."""
    record = {}
    for field in table:
        values = (CONVERTERS[field.type](flat.get(path.lower())) for path in field.source.split("|") if path)
        record[field.name] = next((value for value in values if value is not None), MISSING[field.type]())
    return record


def parameters(value: Any) -> Row:
    """The entries by name, each with a name of its own, without secrets."""
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
