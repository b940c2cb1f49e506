# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading rows together changes nothing: every row reads as it would alone, key by key, whatever stands beside it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists, tables
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    Field,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.rows import read
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from kits import oracle
from kits.harness import ROOT
from kits.rows import rows

Row = dict[str, Any]
DATA = ROOT / "tests" / "simulator" / "data"
READ: dict[str, Callable[[Row], Row]] = {"services": lists.service, "customers": lists.customer}
PLAIN: dict[str, Callable[[Row], Row]] = {"services": oracle.service, "customers": oracle.customer}
PLAIN_LISTS: dict[str, Callable[[list[Row]], list[Row]]] = {"services": oracle.services, "customers": oracle.customers}
LISTS: dict[str, Callable[[list[Row]], list[Row]]] = {"services": lists.services, "customers": lists.customers}
IDENTS = {"services": "id", "customers": "UmpCustomerGuid"}
TABLES = {"services": SERVICE_FIELDS, "customers": CUSTOMER_FIELDS}


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that were made in this test."""
    for name in ("_SERVICE", "_CUSTOMER", "_SIP_CONNECTION", "_TASK"):
        table: tables.Table = getattr(lists, name)
        monkeypatch.setattr(lists, name, tables.Table(table.fields, table.whole, table.asked))


def outcome(read: Callable[[Row], Row], row: Row) -> str:
    """The record as text, types and order of keys included; or that the row is refused."""
    try:
        return json.dumps(read(copy.deepcopy(row)))
    except DataError:
        return "refused"


def check(kind: str, rows: list[Row]) -> None:
    """All rows read as they would key by key, each alone and, those that are not refused, all together."""
    wanted = [outcome(PLAIN[kind], row) for row in rows]
    assert [outcome(READ[kind], row) for row in rows] == wanted
    good = [row for row, found in zip(rows, wanted, strict=True) if found != "refused"]
    mine = [identified(kind, row, str(number)) for number, row in enumerate(good)]
    assert [json.dumps(record) for record in LISTS[kind](copy.deepcopy(mine))] == [
        json.dumps(record) for record in PLAIN_LISTS[kind](copy.deepcopy(mine))
    ]
    for row in (row for row, found in zip(rows, wanted, strict=True) if found == "refused"):
        for others in (mine, mine[:1]):
            with pytest.raises(DataError, match="nested more than"):
                LISTS[kind](copy.deepcopy([*others, identified(kind, row, "x")]))


def identified(kind: str, row: Row, ident: str) -> Row:
    """The row with an id of its own, under the key that it has for it by now."""
    key = next((key for key in row if key.lower() == IDENTS[kind].lower()), IDENTS[kind])
    return {**row, key: ident}


def samples() -> Iterator[tuple[str, Row]]:
    """The vendor's rows, with their kind."""
    services = json.loads((DATA / "services.json").read_text(encoding="utf-8"))["services"]
    yield from (("services", row) for row in services)
    customers = json.loads((DATA / "customers_all_details.json").read_text(encoding="utf-8"))
    yield from (("customers", row) for row in customers)


def richest() -> list[tuple[str, Row]]:
    """The longest row of either kind."""
    return [max((entry for entry in samples() if entry[0] == kind), key=lambda entry: len(str(entry))) for kind in READ]


def deep(levels: int, inner: Any = 1) -> Row:
    """An object in an object, so many of them."""
    for _level in range(levels):
        inner = {"x": inner}
    return {"x": inner}


SECRET = {"password": "hunter2", "name": "clientSecret", "value": "hunter2"}
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    7,
    10**18 - 1,
    10**18,
    -(10**18),
    1.0,
    2.5,
    float("inf"),
    "",
    " ",
    "x",
    " Ok ",
    "5",
    "\u00e9",
    "\ud800",
    "true",
    "2024-01-16T03:47:40.085+0000",
    "2024-13-16T03:47:40.085+0000",
    "19-07-2026",
    [],
    [1, None],
    ["\ud800", SECRET],
    [[True]],
    {},
    {"a": 1},
    SECRET,
    {"A": {"name": "x", "NAME": "y"}},
    deep(46),
    deep(60),
    [deep(49)],
]


def places(row: Row, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every value of a row, objects included."""
    for key, value in row.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from places(value, (*path, key))


def put(row: Row, path: tuple[str, ...], value: Any) -> Row:
    """A copy of the row with another value."""
    row = copy.deepcopy(row)
    node = row
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return row


def twisted(row: Row) -> Iterator[Row]:
    """The row with its keys in other orders and spellings, twice, missing, or with dots in them."""
    yield dict(reversed(row.items()))
    yield {key.upper(): value for key, value in row.items()}
    yield {**dict.fromkeys(row), **{key.upper(): value for key, value in row.items()}}
    yield {**row, **{key.upper(): "other" for key in row}}
    yield {**{key.upper(): "other" for key in row}, **row}
    for key in row:
        yield {other: value for other, value in row.items() if other != key}
    # the sign of the unit kelvin: a small k is what it becomes, and never what becomes it
    kelvin = {key.replace("k", "\u212a"): "other" for key in row if "k" in key}
    yield {**row, **kelvin}
    yield {**kelvin, **row}
    for key, value in row.items():
        if isinstance(value, dict):
            yield {**row, key: {**value, **{inner.upper(): "other" for inner in value}}}
            yield {**row, key: {**{inner.upper(): "other" for inner in value}, **value}}
            yield {**row, key: {inner.upper(): part for inner, part in value.items()}}
            yield {**row, f"{key}.{next(iter(value), '')}": "other"}
            yield {f"{key}.{next(iter(value), '')}": "other", **row}
    flat = {".".join(path): value for path in places(row) if not isinstance(value := pick(row, path), dict)}
    yield flat
    yield {**row, **flat}
    yield {**flat, **row}


def pick(row: Row, path: tuple[str, ...]) -> Any:
    """The value at a path."""
    node: Any = row
    for key in path:
        node = node[key]
    return node


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(("kind", "row"), richest())
def test_any_value_in_any_place(kind: str, row: Row) -> None:
    """Of the vendor's rows; among others that have the same keys, and other values in that place."""
    for path in places(row):
        if path != (IDENTS[kind],):
            check(kind, [row, *(put(row, path, value) for value in ODD)])


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(("kind", "row"), list(samples()))
def test_keys_in_any_spelling_and_order(kind: str, row: Row) -> None:
    """Among rows of the vendor's spelling, too."""
    rows = [identified(kind, changed, "1") for changed in twisted(row)]
    check(kind, rows)
    check(kind, [row, *rows[:3], row])


def mixed(table: tuple[Field, ...], ident: str) -> st.SearchStrategy[list[Row]]:
    """Some rows, each several times, so that some have the same keys."""
    one = rows(table).map(lambda row: {key: value for key, value in row.items() if key[:1] != "#"} | {ident: "7"})
    return st.lists(one, min_size=1, max_size=6).map(lambda made: made * 2)


@pytest.mark.parametrize("kind", list(TABLES))
@settings(max_examples=30)
@given(data=st.data())
def test_any_rows_together(kind: str, data: st.DataObject) -> None:
    check(kind, data.draw(mixed(TABLES[kind], IDENTS[kind])))


@pytest.mark.parametrize("kind", list(TABLES))
@settings(max_examples=60)
@given(data=st.data())
def test_many_rows_read_as_each_does_by_the_rule(kind: str, data: st.DataObject) -> None:
    """Values, unread fields, and the fields whose key is always there and in no row."""
    table = tables.Table(TABLES[kind])
    rows = data.draw(mixed(TABLES[kind], IDENTS[kind]))
    by_rule = [read(row, table.fields, table.whole) for row in copy.deepcopy(rows)]
    together = table.read(rows)
    for place, plain in enumerate(by_rule):
        for field in table.fields:
            assert repr(together.columns[field.name][place]) == repr(plain.record[field.name])
        assert together.unread.get(place, []) == plain.unread
    seen = set().union(*[{*plain.leaves, *plain.objects} for plain in by_rule])
    assert table.absent(together.seen) == table.absent(seen)


NAMES = [
    "Total DIDs",
    "total dids",
    "Last Backup Time",
    "email",
    "EMAIL",
    "Trial Expiry Date",
    "Extra",
    "",
    "  ",
    None,
    5,
]
READABLE = st.sampled_from([None, "", 0, 5, "5", "7", "a@b", "19-07-2026", "2024-01-16T03:47:40.085+0000"])
ENTRY = st.fixed_dictionaries(
    {"name": st.sampled_from(NAMES), "value": READABLE | st.sampled_from(ODD)},
    optional={"type": st.just("String"), "NAME": st.sampled_from(NAMES), "Value": READABLE, "x": st.just(1)},
)
USUAL = st.fixed_dictionaries({"name": st.sampled_from(NAMES[:7]), "type": st.just("String"), "value": READABLE})
ENTRIES = st.lists(USUAL, max_size=6) | st.lists(ENTRY | USUAL, max_size=4)
SERVICE = st.fixed_dictionaries(
    {"id": st.just("7"), "parameters": ENTRIES | st.dictionaries(st.sampled_from(NAMES[:-2]), READABLE, max_size=4)},
    optional={"totalDIDs": READABLE, "lastBackupTime": READABLE},
)


@settings(max_examples=150)
@given(rows=st.lists(SERVICE, min_size=1, max_size=8))
def test_parameters_of_rows_together(rows: list[Row]) -> None:
    """Of fields that hold something already, that hold nothing, and that cannot read them, side by side."""
    check("services", rows)


def test_rows_of_more_keys_than_are_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform that sends other keys in every row takes no more time for each of them, the more rows there are."""
    alone: list[Any] = []

    def noted(row: Any, *table: Any) -> Any:
        alone.append(row)
        return read(row, *table)

    monkeypatch.setattr(tables, "read", noted)
    most = tables._MOST_KEYS
    few = [{"UmpCustomerGuid": str(number), "LicensedUsersCount": number} for number in range(5)]
    check("customers", [*few, {**few[0], **dict.fromkeys(map(str, range(most - 2)), 1)}])
    assert not alone
    check("customers", [*few, {**few[0], **dict.fromkeys(map(str, range(most - 1)), 1)}])
    assert alone


def test_lists_that_end_in_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is lost where one part ends and the next begins, and each keeps its place."""
    monkeypatch.setattr(lists, "PART", 3)
    for count in range(8):
        found = lists.services([{"id": number, "status": f"s{number}"} for number in range(count)], include_raw=True)
        assert [(record["id"], record["status"], record["raw"]["id"]) for record in found] == [
            (number, f"s{number}", number) for number in range(count)
        ]
    with pytest.raises(DataError, match=r"^row 5 of the list of services has no id"):
        lists.services([{"id": number} for number in (1, 2, 3, 4, None)])
    with pytest.raises(DataError, match=r"^row 4 of the list of services is not an object"):
        lists.services([*({"id": number} for number in (1, 2, 3)), []])
    with pytest.raises(DataError, match=r"^row 4 of the list of customers is not an object"):
        lists.customers([*({"UmpCustomerGuid": number} for number in "abc"), []])
    with pytest.raises(DataError, match=r"^row 5 of the list of customers has no UmpCustomerGuid"):
        lists.customers([{"UmpCustomerGuid": number} for number in ("a", "b", "c", "d", "")])


@pytest.mark.usefixtures("fresh")
def test_a_key_is_no_parameter() -> None:
    """Even where it is spelled as the table of fields writes one."""
    record = lists.service({"id": 1, "#email": "a@b", "#Ordered Users": 5})
    assert (record["contact_email"], record["ordered_users"]) == ("", None)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("key", ["parameters", "x", "details", "outputData"])
def test_what_is_nested_too_deep_is_refused_wherever_it_stands(key: str) -> None:
    """In a list, too, and under the name that only services keep as it is."""
    task = {"id": "x", key: deep(46) if key != "details" else [deep(46)]}
    assert lists.task(task)["id"] == "x"
    with pytest.raises(DataError, match="nested more than 50 levels deep"):
        lists.task({**task, key: deep(60) if key != "details" else [deep(60)]})


@pytest.mark.parametrize("key", ["description", "attachedSites", "attachedLinks", "definedAt", "status"])
def test_numbers_that_json_cannot_hold(key: str) -> None:
    """Read alike in a row that is out of the ordinary: there a key has a dot."""
    row = {"id": 1, key: [float("inf")] if key == "attachedSites" else float("inf")}
    assert lists.service(row) == lists.service({**row, "a.b": 1})


@pytest.mark.usefixtures("fresh")
def test_lists_and_dictionaries_are_never_shared() -> None:
    """Changing one record changes no other, and not the row."""
    row: Row = {"id": 1, "attachedSites": [1], "parameters": None}
    first, second = lists.service(row), lists.service(row)
    for name in ("attached_sites", "attached_links", "parameters"):
        assert first[name] is not second[name]
    assert first["attached_sites"] is not row["attachedSites"]
    customers = [lists.customer({"UmpCustomerGuid": "g"}) for _time in range(2)]
    assert customers[0]["sip_connections"] is not customers[1]["sip_connections"]


@pytest.mark.parametrize("type_", TYPES)
def test_of_a_fields_paths_the_first_that_can_be_read_counts(type_: str) -> None:
    """Whatever stands for nothing there; in the same column as rows that have the first."""
    value = {"int": 5, "float": 5.0, "bool": False, "date": "2026-01-01", "list": [1], "dict": {}}.get(type_, "x")
    table = tables.Table([Field("x", "a|b", type_, "")], whole=("a", "b"))
    rows = [{"a": value}, {"a": None, "b": value}, {"b": value}, {"a": "", "b": value}, {}]
    found = [record["x"] for record in table.records(rows)]
    assert found[:3] == [value] * 3
    assert found[3] == ([""] if type_ == "list" else value)
    assert found[4] == TYPES[type_].missing()
