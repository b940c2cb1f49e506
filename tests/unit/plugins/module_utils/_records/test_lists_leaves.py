# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No field of the vendor's examples is lost: every leaf is a field, a parameter, left out on purpose, or a secret."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    UNMAPPED,
    VOICE_QUALITY_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import is_secret
from kits.harness import ROOT

DATA = ROOT / "tests" / "simulator" / "data"
Path = tuple[str, ...]


def rows(file: str) -> list[dict[str, Any]]:
    """The rows of an example, without its wrapper."""
    document = json.loads((DATA / file).read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = document["services"] if isinstance(document, dict) else document
    return found


def leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """(path of keys, value) of everything that is no object; a list of objects counts by its objects' keys."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list) and any(isinstance(item, dict) for item in node):
        for item in node:
            yield from leaves(item, path)
    else:
        yield path, node


def sources(fields: tuple[Field, ...], prefix: str = "") -> dict[str, Field]:
    """Vendor path in lower case (#name for a parameter) -> its field."""
    return {
        (path if path.startswith("#") else prefix + path).lower(): field
        for field in fields
        for path in field.source.split("|")
        if path
    }


SERVICE_SOURCES = sources((*SERVICE_FIELDS, *VOICE_QUALITY_FIELDS))
CUSTOMER_SOURCES = sources(CUSTOMER_FIELDS) | sources(SIP_CONNECTION_FIELDS, "SiteLocation.")
UNMAPPED_PATHS = {path.lower() for path in UNMAPPED}


def account(path: Path, value: Any, known: dict[str, Field]) -> str:
    """Where a leaf goes; "" when nobody knows."""
    dotted = ".".join(path).lower()
    if dotted in ("parameters.name", "parameters.value"):
        # the name must be one of a field; the value goes with it (see test_every_leaf_reaches_its_field)
        return "parameter" if dotted.endswith("value") or f"#{value.lower()}" in known else ""
    if is_secret(path[-1]):
        return "secret"
    if dotted in UNMAPPED_PATHS:
        return "unmapped"
    # null in some rows, an object or a list in others
    return "field" if dotted in known or (dotted == "parameters" and value is None) else ""


@pytest.mark.parametrize(
    ("file", "known", "count"),
    [
        ("services.json", SERVICE_SOURCES, 6),
        ("customers.json", CUSTOMER_SOURCES, 10),
        ("customers_all_details.json", CUSTOMER_SOURCES, 10),
    ],
)
def test_every_leaf_is_accounted_for(file: str, known: dict[str, Field], count: int) -> None:
    """Of every row of every example."""
    assert len(rows(file)) == count
    lost = {path for row in rows(file) for path, value in leaves(row) if not account(path, value, known)}
    assert lost == set()


def test_nothing_is_left_out_that_is_not_there() -> None:
    """A path in UNMAPPED that no example has, or that is a field by now, is a mistake in the table."""
    seen = {".".join(path).lower() for row in rows("services.json") for path, _value in leaves(row)}
    assert seen >= UNMAPPED_PATHS
    assert not UNMAPPED_PATHS & SERVICE_SOURCES.keys()


# type of a field -> (what the platform sends, what the record must hold then)
PROBES: dict[str, tuple[Any, Any]] = {
    "int": (987654, 987654),
    "ident": (987654, 987654),
    "text": ("probe_x", "probe_x"),
    "guid": ("probe_x", "probe_x"),
    "state": ("PROBE_X", "probe_x"),
    "date": ("2031-02-03T04:05:06.700+0000", "2031-02-03T04:05:06.700+00:00"),
    "list": ([987654, 987655], [987654, 987655]),
}


SPELLINGS: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower)


def put(row: Any, path: list[str], value: Any) -> None:
    """Set a value at a path of keys, in any spelling of case; into every object where there is a list of them."""
    if isinstance(row, list):
        for item in row:
            put(item, path, value)
        return
    key = next((key for key in row if key.lower() == path[0].lower()), path[0])
    if len(path) == 1:
        row[key] = value
    else:
        put(row.setdefault(key, {}), path[1:], value)


def probe(field: Field, source: str, row: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """(row with a value of its own at ``source`` and nothing at the field's other sources, what the field must hold)."""
    row = copy.deepcopy(row)
    sent, wanted = PROBES.get(field.type, (None, None))
    if field.type == "bool":
        sent = wanted = False
    for path in field.source.split("|"):
        value = sent if path == source else None
        if path.startswith("#"):
            row["parameters"] = [item for item in row["parameters"] or [] if item["name"] != path[1:]]
            row["parameters"].append({"name": path[1:], "type": "String", "value": value})
        else:
            put(row, path.split("."), value)
    return row, wanted


def each_source(fields: tuple[Field, ...]) -> list[Any]:
    """Every field with each of its sources."""
    return [
        pytest.param(field, source, id=f"{field.name}-{source}")
        for field in fields
        for source in field.source.split("|")
        if source
    ]


@pytest.mark.parametrize(("field", "source"), each_source(SERVICE_FIELDS))
def test_every_leaf_of_a_service_reaches_its_field(field: Field, source: str) -> None:
    """A value of its own at the vendor's path shows up under the record's name, in every spelling of the keys."""
    row, wanted = probe(field, source, rows("services.json")[0])
    for spelling in SPELLINGS:
        record = lists.services([spelled(row, spelling)])[0]
        assert record[field.name] == wanted
        assert type(record[field.name]) is type(wanted)
        assert source.removeprefix("#") not in record["parameters"]


@pytest.mark.parametrize(
    ("field", "source"), [case for case in each_source(CUSTOMER_FIELDS) if "SiteLocation" not in case.values]
)
def test_every_leaf_of_a_customer_reaches_its_field(field: Field, source: str) -> None:
    """Likewise."""
    row, wanted = probe(field, source, rows("customers_all_details.json")[3])
    for spelling in SPELLINGS:
        assert lists.customers([spelled(row, spelling)])[0][field.name] == wanted


@pytest.mark.parametrize(("field", "source"), each_source(SIP_CONNECTION_FIELDS))
def test_every_leaf_of_a_sip_connection_reaches_its_field(field: Field, source: str) -> None:
    """Likewise, on every one of a customer's connections."""
    sent, wanted = PROBES[field.type]
    customer = copy.deepcopy(rows("customers_all_details.json")[3])
    put(customer, ["SiteLocation", source], sent)
    for spelling in SPELLINGS:
        found = lists.customers([spelled(customer, spelling)])[0]["sip_connections"]
        assert [connection[field.name] for connection in found] == [wanted, wanted]


def spelled(node: Any, spelling: Callable[[str], str]) -> Any:
    """A copy with all keys in another spelling; values, parameter names among them, stay as they are."""
    if isinstance(node, dict):
        return {spelling(key): spelled(value, spelling) for key, value in node.items()}
    return [spelled(item, spelling) for item in node] if isinstance(node, list) else node
