# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that are not as the examples show them: refused with a reason, or read without loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, NotFoundError

Read = Callable[..., list[dict[str, Any]]]

# how to read a list, what it is a list of, and a row with the least that is needed
KINDS: dict[str, tuple[Read, dict[str, Any]]] = {
    "services": (lists.services, {"id": 1}),
    "customers": (lists.customers, {"UmpCustomerGuid": "guid-1"}),
}


@pytest.fixture(params=KINDS)
def what(request: pytest.FixtureRequest) -> str:
    """Both lists."""
    return str(request.param)


@pytest.mark.parametrize("body", [None, 5, "text", True, {}, {"items": []}, {"services": None}, {"customers": {}}])
def test_body_that_is_no_list(what: str, body: Any) -> None:
    """Another address, or another version of the platform."""
    with pytest.raises(DataError, match=f"the answer is not a list of {what} .check url and api_prefix"):
        KINDS[what][0](body)


@pytest.mark.parametrize("row", [None, 5, "text", True, [], [{"id": 1}]])
def test_row_that_is_no_object(what: str, row: Any) -> None:
    """The place is named; the other rows are not returned without it."""
    read, good = KINDS[what]
    with pytest.raises(DataError, match=f"row 2 of the list of {what} is not an object"):
        read([good, row])


@pytest.mark.parametrize("row", [{}, {"id": None}, {"id": ""}, {"id": {"a": 1}}, {"UmpCustomerGuid": ""}])
def test_row_without_id(what: str, row: Any) -> None:
    """Nothing could refer to it."""
    read, good = KINDS[what]
    with pytest.raises(DataError, match=f"row 2 of the list of {what} has no (id|UmpCustomerGuid)"):
        read([good, row])


@pytest.mark.parametrize(
    ("idents", "message"),
    [
        ([1, 2, 1], "1 id occurs more than once in the list of services: 1"),
        ([1, "1"], "1 id occurs more than once in the list of services: 1"),
        ([1, 1.0], "1 id occurs more than once in the list of services: 1"),
        ([7, 7, 7, 8, 8], "2 ids occur more than once in the list of services: 7, 8"),
        ([*range(5), *range(5)], "5 ids occur more than once in the list of services: 0, 1, 2, 3, 4"),
        ([*range(6), *range(6)], "6 ids occur more than once in the list of services: 0, 1, 2, 3, 4, ..."),
        ([*range(10), *range(10)], "10 ids .*: 0, 1, 2, 3, 4, ..."),
    ],
)
def test_duplicate_services(idents: list[Any], message: str) -> None:
    """Never a silent overwrite. The first five are named."""
    with pytest.raises(DataError, match=f"{message}$"):
        lists.services([{"id": ident} for ident in idents])


def test_duplicate_customers() -> None:
    """GUIDs are the same in any case."""
    with pytest.raises(DataError, match="1 id occurs more than once in the list of customers: abc"):
        lists.customers([{"UmpCustomerGuid": "abc"}, {"UmpCustomerGuid": "ABC"}])


@pytest.mark.parametrize(
    "signs",
    [
        {"total": 2},
        {"totalCount": 2},
        {"totalRecords": 2},
        {"TotalRecords": 2},
        {"next": "/x?page=2"},
        {"nextLink": "/x"},
        {"nextPage": 2},
        {"@odata.nextLink": "/x"},
        {"currentPage": 1, "pageSize": 1, "totalPages": 3, "totalRecords": None},
        {"totalRecords": "2"},
        {"TotalPages": "2"},
        {"count": 2},
        {"@odata.count": 2},
        {"hasMore": True},
        {"hasMore": "true"},
        {"pagination": {"total": 60}},
        {"page": {"totalElements": 60, "number": 0}},
        {"cursor": {"paging": {"totalRecords": 60}}},
        {"meta": [{"pages": {"total_pages": 2}}]},
        {"totalElements": 60},
        {"totalItems": 60.0},
        {"total_count": 60},
        {"total": {"value": 60, "relation": "eq"}},
        {"hasNext": True},
        {"has_more": 1},
        {"nextPageToken": "abc"},
        {"next_page": 2},
        {"continuationToken": "abc"},
        {"truncated": True},
        {"isPartial": True},
        {"last": False},
        {"paging": {"next": "/x?page=2"}},
        {"links": {"next": "/x?page=2"}},
        {"_links": {"self": {"href": "/x"}, "next": {"href": "/x?page=2"}}},
        {"links": [{"rel": "self", "href": "/x"}, {"rel": "next", "href": "/x?page=2"}]},
        {"links": [{"rel": ["self"], "href": "/x"}, {"rel": ["next", "last"], "href": "/x?page=2"}]},
        {"x": {"y": [[{"Next-Cursor": "abc"}]]}},
    ],
)
@pytest.mark.parametrize("wrapper", ["services", "customers", "data", "Data"])
def test_part_of_a_list(what: str, wrapper: str, signs: dict[str, Any]) -> None:
    """No paging is documented; should it come, a part must not pass for the whole."""
    read, good = KINDS[what]
    with pytest.raises(DataError, match=rf"only a part of the list of {what} \(1 row\)"):
        read({wrapper: [good], **signs})


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: rows,
        lambda rows: {"services": rows},
        lambda rows: {"SERVICES": rows},
        lambda rows: {"customers": rows, "total": 1, "next": None},
        lambda rows: {"data": rows, "totalRecords": 1, "currentPage": 1},
        lambda rows: {"data": rows, "totalRecords": "1", "totalPages": 1, "hasMore": "false", "count": None},
        lambda rows: {"data": rows, "errors": [], "error": None, "truncated": False, "isPartial": "no"},
        lambda rows: {"data": rows, "success": True, "succeeded": None, "failed": 0, "status": "success"},
        lambda rows: {"data": rows, "status": 200, "partialFailure": False, "failures": [], "isSuccess": "true"},
        lambda rows: {"data": rows, "error": {"code": 0, "message": ""}, "total": "unknown", "nextPageToken": ""},
        lambda rows: {"data": rows, "page": {"totalElements": 1, "totalPages": 1, "last": True}, "nextPage": -1},
        lambda rows: {"data": rows, "_links": {"self": {"href": "/x"}, "next": {}, "last": {"href": "/x"}}},
        lambda rows: {"data": rows, "links": [{"rel": "self", "href": "/x"}, {"rel": "last", "href": "/x"}]},
        lambda rows: {"data": rows, "links": [{"rel": ["self", "last"], "href": "/x"}, {"rel": [], "href": "/x"}]},
    ],
)
def test_whole_list(what: str, wrap: Callable[[list[Any]], Any]) -> None:
    """Bare or wrapped, as the pages show it in turn; an empty list is a list."""
    read, good = KINDS[what]
    assert len(read(wrap([good]))) == 1
    assert read([]) == []


def test_part_of_a_list_names_what_was_seen(what: str) -> None:
    """Where it stands, and its value."""
    read, good = KINDS[what]
    with pytest.raises(DataError) as caught:
        read({"data": [good], "page": {"totalElements": 60}})
    assert caught.value.server_message == "page.totalElements: 60"


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        ({"error": "backend timeout"}, "error: backend timeout"),
        ({"errors": [{"code": 7}]}, 'errors: [{"code": 7}]'),
        ({"success": False}, "success: false"),
        ({"Succeeded": "false"}, "Succeeded: false"),
        ({"meta": {"isSuccess": False}}, "meta.isSuccess: false"),
        ({"partialFailure": True}, "partialFailure: true"),
        ({"failed": 3}, "failed: 3"),
        ({"status": "Error"}, "status: Error"),
        ({"meta": {"Errors": ["shard 3"]}}, 'meta.Errors: ["shard 3"]'),
        ({"status": {"error_message": "half of it"}}, "status.error_message: half of it"),
    ],
)
@pytest.mark.parametrize("rows", [0, 1])
def test_error_beside_the_rows(what: str, signs: dict[str, Any], said: str, rows: int) -> None:
    """Above all beside none: what failed is no empty list."""
    read, good = KINDS[what]
    count = "1 row" if rows == 1 else f"{rows} rows"
    with pytest.raises(DataError, match=rf"an error beside the list of {what} \({count}\), which may") as caught:
        read({"data": [good] * rows, **signs})
    assert caught.value.server_message == said


def test_rows_may_hold_any_word(what: str) -> None:
    """What stands in a row is about the row."""
    read, good = KINDS[what]
    (record,) = read({"data": [{**good, "total": 60, "next": "x", "error": "y", "page": {"total": 60}}]})
    assert record["kind"] == what.rstrip("s")


@pytest.mark.parametrize("body", [[], {"services": []}, {"data": []}])
def test_item_that_does_not_exist(body: Any) -> None:
    """An empty answer to the request for one row."""
    with pytest.raises(NotFoundError, match="service 42 does not exist or belongs to another tenant"):
        lists.one(body, "service", "42")


def test_item_with_several_rows() -> None:
    """Which one was meant?"""
    with pytest.raises(DataError, match="returned 2 rows for service 42"):
        lists.one({"services": [{"id": 42}, {"id": 43}]}, "service", "42")


@pytest.mark.parametrize("body", [{"id": 42}, {"services": [{"id": 42}]}, {"Services": [{"id": 42}]}, [{"id": 42}]])
def test_item(body: Any) -> None:
    """In the list's wrapper, as the example shows it, or bare."""
    assert lists.one(body, "service", "42") == {"id": 42}


@pytest.mark.parametrize("wrap", [lambda value: [value], lambda value: {"a": value}, lambda value: [{"a": value}]])
@pytest.mark.parametrize("include_raw", [False, True])
def test_rows_nested_without_end(what: str, wrap: Callable[[Any], Any], include_raw: bool) -> None:
    """What could be decoded but neither walked nor written is refused, not met with a RecursionError."""
    read, good = KINDS[what]
    value: Any = 1
    for _unused in range(5000):
        value = wrap(value)
    for key in ("extra", "description", "parameters"):
        if key != "parameters" or include_raw or what == "services":
            with pytest.raises(DataError, match="nested more than 50 levels"):
                read([{**good, key: value}], include_raw=include_raw)


def test_keys_that_differ_in_case_only() -> None:
    """The first value that is one counts, as the tables and the examples mix spellings."""
    assert lists.services([{"id": 1, "STATUS": None, "status": "OK", "Status": "ERROR"}])[0]["status"] == "ok"


def test_spelling_of_the_vendors_tables() -> None:
    """The field tables spell keys differently from the examples."""
    service = lists.services([{"Id": 1, "Enabled": False, "umpId": "G", "lastBackupTime": "01-02-2026"}])[0]
    assert (service["enabled"], service["ump_customer_guid"], service["last_backup_time"]) == (False, "G", "2026-02-01")
    site = {"id": "s", "sbcdeploymentState": 3, "SbcConfigurationType": 0}
    customer = lists.customers(
        [{"umpCustomerGuid": "g", "licenseType": 3, "licensedUsersCount": 5, "msTenantID": "m", "siteLocation": [site]}]
    )[0]
    assert (customer["license_type"], customer["licensed_users"], customer["ms_tenant_id"]) == ("oc_essentials", 5, "m")
    assert customer["sip_connections"][0]["deployment_state"] == "3"
    assert customer["sip_connections"][0]["configuration_type"] == "0"
    assert (customer["sip_connections_total"], customer["sip_connections_not_deployed"]) == (1, 1)


def test_least_that_a_row_can_hold(what: str) -> None:
    """Every key is there, missing values are null, "", [] or {} by type, and vocabularies say unknown."""
    read, good = KINDS[what]
    (record,) = read([good])
    full = read([{**good, "extra": {"deep": [1]}}])[0]
    assert list(record) == list(full)
    assert {name: value for name, value in record.items() if name.startswith("license") and value is not None} == {
        "license_type": "unknown",
        "license_label": "Unknown",
        "license_family": "unknown",
        "license_tier": "unknown",
    }
    assert record["name"] == record["full_name"] == ""


@pytest.mark.parametrize(
    ("licensed", "active", "percent"),
    [
        (None, 5, None),
        (0, 5, None),
        (-1, 5, None),
        (10, None, None),
        (10, 0, 0.0),
        (3, 1, 33.33),
        (10, 13, 130.0),
        ("30", "19", 63.33),
        (1, 10**400, None),
        (10**400, 1, None),
    ],
)
def test_usage(licensed: Any, active: Any, percent: float | None) -> None:
    """Percent of the acquired seats to two decimals; null where there are none, or where a number is absurd."""
    row = {"UmpCustomerGuid": "g", "LicensedUsersCount": licensed, "ActiveUserCount": active}
    assert lists.customers([row])[0]["usage_percent"] == percent


def test_site_labels(what: str) -> None:
    """A site's own labels go by license type; the type itself stays."""
    read, good = KINDS[what]
    row = {**good, "licenseType": 2 if what == "customers" else "PRO"}
    slug = "hosted_pro" if what == "customers" else "pro"
    record = read([row], labels={slug: "Gold", "other": "x"})[0]
    assert (record["license_type"], record["license_label"]) == (slug, "Gold")
    assert read([row], labels={slug: 5})[0]["license_label"] == "5"
    assert read([row], labels={slug.upper(): "Gold"})[0]["license_label"] == "Gold"


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda: lists.service({}), "row 1 of the list of services has no id"),
        (lambda: lists.customer({}), "row 1 of the list of customers has no UmpCustomerGuid"),
        (lambda: lists.customer_details("x", "g"), "row 1 of the list of customers is not an object"),
        (lambda: lists.task("x"), "row 1 of the list of tasks is not an object"),
        (lambda: lists.task({}), "the answer is not a task: it has no id (check url and api_prefix)"),
        (
            lambda: lists.one({"services": [{"id": 1}], "total": 2}, "service", "1"),
            "the platform returned only a part of the list of services (1 row): total: 2 "
            "(no pages are documented for it: check url and proxy, or ask the operator of the platform)",
        ),
    ],
)
def test_an_item_is_refused_in_the_words_of_the_list(read: Callable[[], Any], message: str) -> None:
    with pytest.raises(DataError) as caught:
        read()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "body", [{"id": 1, "attachedSites": []}, {"id": 1, "services": "none"}, {"id": 1, "data": None}]
)
def test_an_item_is_not_taken_for_a_list_by_what_it_holds(body: dict[str, Any]) -> None:
    assert lists.one(body, "service", "1") is body


@pytest.mark.parametrize("ident", [float("inf"), float("-inf"), float("nan"), {"a": 1e400}])
def test_id_that_json_cannot_hold(what: str, ident: Any) -> None:
    """1e400 is read as infinity, and is no name for anything."""
    read, good = KINDS[what]
    key = {"services": "id", "customers": "UmpCustomerGuid"}[what]
    with pytest.raises(DataError, match=f"row 2 of the list of {what} has no (id|UmpCustomerGuid)"):
        read([good, {**good, key: ident}])


def test_label_of_half_a_pair(what: str) -> None:
    """A license type that nobody knows is shown like any other text: every writer can encode it."""
    read, good = KINDS[what]
    key = {"services": "licenseType", "customers": "LicenseType"}[what]
    assert read([{**good, key: "gold \ud83d"}])[0]["license_label"] == "gold \ufffd"
