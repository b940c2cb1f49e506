# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever JSON the platform sends: an error of ours, or records that hold to their table and can be written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import redacted
from kits.rows import SECRET, rows, secrets, values


def whole(value: Any) -> bool:
    """A number that a field of whole numbers may hold."""
    return value.__class__ is int and abs(value) < 10**18


# type of a field -> whether a value is one of it
CHECKS: dict[str, Any] = {
    "int": lambda value: value is None or whole(value),
    "float": lambda value: value is None or value.__class__ is float,
    "bool": lambda value: value is None or value.__class__ is bool,
    "date": lambda value: value is None or (value.__class__ is str and value[4] == value[7] == "-"),
    "ident": lambda value: whole(value) or (value.__class__ is str and value != ""),
    "text": lambda value: value.__class__ is str,
    "guid": lambda value: value.__class__ is str,
    "state": lambda value: value.__class__ is str and value == value.strip().lower() != "",
    "list": lambda value: value.__class__ is list,
    "dict": lambda value: value.__class__ is dict,
}


def check(record: dict[str, Any], fields: tuple[Field, ...], raw: bool) -> None:
    """The record has the table's keys in order, values of their types, and can be written as strict JSON and UTF-8."""
    assert list(record) == [field.name for field in fields] + (["raw"] if raw else [])
    wrong = {field.name: record[field.name] for field in fields if not CHECKS[field.type](record[field.name])}
    assert wrong == {}
    written = json.dumps(record, allow_nan=False, ensure_ascii=False)
    written.encode("utf-8")
    assert json.loads(written) == record
    assert SECRET not in written


def read(body: Any, what: str, raw: bool) -> list[dict[str, Any]]:
    """The records of a body, or none where it is refused in the proper way."""
    try:
        return getattr(lists, what)(body, include_raw=raw)  # type: ignore[no-any-return]
    except LivePlatformError as error:
        str(error).encode("utf-8")
        assert SECRET not in str(error)
        return []


@given(rows(SERVICE_FIELDS), st.booleans())
@example({"serviceId": "\ud800", "definedAt": "2023-02-30T10:00:00+0000", "parameters": [{"name": "\udfff"}]}, True)
@example({"attachedSites": float("inf"), "attachedLinks": "\ud800", "attachedDevices": {"a": 1}}, False)
@example({"attachedSites": [float("inf"), {"\ud800": "\udc00"}], "licenseType": "\u0130\u0000"}, True)
def test_any_service(row: dict[str, Any], raw: bool) -> None:
    """One row with an id always becomes one record."""
    (record,) = lists.services([{**row, "ID": None, "id": 7}], include_raw=raw)
    check(record, SERVICE_FIELDS, raw)


@given(rows(CUSTOMER_FIELDS), st.booleans())
@example({"LicenseType": -1, "LicensedUsersCount": 1, "ActiveUserCount": 1e308}, False)
@example({"SiteLocation": [None, 5, "x", [], {}, {"id": 10**400}]}, False)
def test_any_customer(row: dict[str, Any], raw: bool) -> None:
    """One row with a GUID always becomes one record, its SIP connections among it."""
    (record,) = lists.customers([{**row, "umpcustomerguid": None, "UmpCustomerGuid": "g"}], include_raw=raw)
    check(record, CUSTOMER_FIELDS, raw)
    for connection in record["sip_connections"]:
        check(connection, SIP_CONNECTION_FIELDS, False)


@pytest.mark.parametrize("what", ["services", "customers"])
@given(body=values | st.lists(values, max_size=3) | st.fixed_dictionaries({"services": st.lists(values, max_size=3)}))
def test_any_body(what: str, body: Any) -> None:
    """Any JSON at all."""
    for record in read(body, what, True):
        check(record, SERVICE_FIELDS if what == "services" else CUSTOMER_FIELDS, True)


@given(st.lists(rows(SERVICE_FIELDS), max_size=4), st.lists(rows(CUSTOMER_FIELDS), max_size=4))
def test_any_two_lists_join(services: list[dict[str, Any]], customers: list[dict[str, Any]]) -> None:
    """Whatever was read can be joined and filtered, and no row is lost on the way."""
    left = read([{**row, "ID": None, "id": number} for number, row in enumerate(services)], "services", False)
    guids = ({**row, "umpcustomerguid": None, "UmpCustomerGuid": f"g{n}"} for n, row in enumerate(customers))
    right = read(list(guids), "customers", False)
    joined, known = join.join(left, right, tuple(join.KEYS))
    assert [record["id"] for record in joined] == [record["id"] for record in left]
    assert [record["ump_customer_guid"] for record in known] == [record["ump_customer_guid"] for record in right]
    assert len({tuple(record) for record in joined}) <= 1
    json.dumps([joined, known], allow_nan=False, ensure_ascii=False).encode("utf-8")
    filters = {"license_types": ["pro"], "statuses": ["ok"], "sources": ["dm"], "enabled": True, "names": ["*"]}
    assert len(Selection.read(filters.get).passing([*joined, *known])) <= len(joined) + len(known)


@given(st.one_of(values, secrets, st.lists(secrets)))
def test_redaction_changes_nothing_else(value: Any) -> None:
    """A second time finds nothing more to do, and JSON without secrets and odd text comes out as it went in."""
    once = redacted(value)
    assert redacted(once) == once
    plain = json.loads(json.dumps(once))
    assert redacted(plain) == plain
