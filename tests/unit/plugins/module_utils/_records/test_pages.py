# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists in pages: every row of them, or one error that says which page was wrong."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import pages
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, ServerError

Body = dict[str, Any]
ROWS = [{"row": place} for place in range(7)]


def body(number: int, rows: list[Any] = ROWS, size: int = 3) -> Body:
    """A page as the platform makes it."""
    return {
        "currentPage": number,
        "pageSize": size,
        "totalPages": -(-len(rows) // size),
        "totalRecords": len(rows),
        "data": rows[(number - 1) * size : number * size],
    }


def read(changes: dict[int, Body | None] | None = None) -> list[Any]:
    """All rows of a list whose pages have these changes; null is a page that is not there."""

    def one(number: int) -> Any:
        change = (changes or {}).get(number, {})
        if change is None:
            raise ServerError("HTTP 500", method="GET", path="/numbers", status=500)
        return body(number) | change

    return pages.counted(one, "numbers")


# --- errors


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        # repeated, or another one
        ({2: body(1)}, "the platform returned page 1 when asked for page 2 of the list of numbers"),
        ({1: {"currentPage": 0}}, "the platform returned page 0 when asked for page 1"),
        # too short, too long, empty
        ({2: {"data": ROWS[3:5]}}, "page 2 of the list of numbers has 2 rows instead of 3 (7 rows"),
        ({2: {"data": []}}, "page 2 of the list of numbers has 0 rows instead of 3"),
        ({1: {"data": ROWS[:4]}}, "page 1 of the list of numbers has 4 rows instead of 3"),
        # the last one
        ({3: {"data": []}}, "page 3 of the list of numbers has 0 rows instead of 1"),
        ({3: {"data": ROWS[5:]}}, "page 3 of the list of numbers has 2 rows instead of 1"),
        # the whole changes meanwhile
        (
            {2: {"totalRecords": 8}},
            "page 2 of the list of numbers speaks of 8 rows in 3 pages of 3, the first page of 7 rows",
        ),
        ({3: {"totalPages": 4}}, "page 3 of the list of numbers speaks of 7 rows in 4 pages of 3"),
        ({2: {"pageSize": 4}}, "page 2 of the list of numbers speaks of 7 rows in 3 pages of 4"),
        # it contradicts itself
        ({1: {"totalPages": 2}}, "page 1 of the list of numbers speaks of 7 rows in 2 pages of 3, which cannot be"),
        (
            {1: {"pageSize": 0, "data": []}},
            "page 1 of the list of numbers speaks of 7 rows in 3 pages of 0, which cannot be",
        ),
        ({1: {"totalRecords": 0, "totalPages": 3}}, "speaks of 0 rows in 3 pages of 3, which cannot be"),
        # what it has to say is missing
        ({1: {"totalRecords": None}}, "page 1 of the list of numbers does not say how many there are"),
        ({2: {"currentPage": "two"}}, "page 2 of the list of numbers does not say how many there are"),
        ({1: {"totalPages": -1}}, "page 1 of the list of numbers does not say how many there are"),
        ({3: {"data": None}}, "page 3 of the list of numbers does not say how many there are"),
        (
            {2: {"errors": ["timeout"]}},
            'reports more, or an error, beside page 2 of the list of numbers: errors: ["timeout"]',
        ),
        ({3: {"hasMore": True}}, "reports more, or an error, beside page 3 of the list of numbers: hasmore: true"),
    ],
)
def test_a_page_that_is_wrong(changes: dict[int, Body | None], message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(changes)
    assert message in str(caught.value)
    assert caught.value.hint


def test_a_page_that_is_missing_is_named_in_its_own_error() -> None:
    with pytest.raises(ServerError) as caught:
        read({3: None})
    assert str(caught.value) == "GET /numbers: HTTP 500; it was page 3 of the list of numbers"


@pytest.mark.parametrize("odd", [None, [], [body(1)], "page", 3, {}, {"services": []}])
def test_what_is_not_a_page(odd: Any) -> None:
    with pytest.raises(DataError, match="page 1 of the list of numbers does not say how many there are"):
        pages.counted(lambda _number: odd, "numbers")


@pytest.mark.parametrize(
    ("bodies", "message"),
    [
        ([{"data": []}], "page 1 is not a list of leads"),
        ([ROWS[:3]], "page 1 of the list of leads has 3 rows, more than 2"),
        ([ROWS[:2], ROWS[:2]], "page 2 of the list of leads is the same as page 1"),
        ([ROWS[:2], None], "page 2 is not a list of leads"),
    ],
)
def test_a_bare_page_that_is_wrong(bodies: list[Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        pages.uncounted(lambda number: bodies[number - 1], 2, "leads")


# --- success


def test_all_rows_in_their_order_with_one_request_for_each_page() -> None:
    asked: list[int] = []

    def one(number: int) -> Body:
        asked.append(number)
        return body(number)

    assert pages.counted(one, "numbers") == ROWS
    assert asked == [1, 2, 3]


@pytest.mark.parametrize("total_pages", [0, 1])
def test_nothing_is_one_empty_page_or_none(total_pages: int) -> None:
    empty = body(1, []) | {"totalPages": total_pages}
    assert pages.counted(lambda _number: empty, "numbers") == []


def test_keys_in_any_case_and_numbers_as_text() -> None:
    odd = {"CurrentPage": "1", "PAGESIZE": 10.0, "totalpages": 1, "TotalRecords": "7", "Data": ROWS}
    assert pages.counted(lambda _number: odd, "numbers") == ROWS


def test_a_page_may_name_the_next_one() -> None:
    assert (
        read({1: {"hasNextPage": True, "next": "/numbers?PageNumber=2"}, 3: {"errors": [], "hasNextPage": False}})
        == ROWS
    )


def test_the_platform_may_send_smaller_pages_than_were_asked_for() -> None:
    """It says so in each of them."""
    assert pages.counted(lambda number: body(number, size=2), "numbers") == ROWS


@pytest.mark.parametrize(("size", "requests"), [(3, 3), (7, 2), (8, 1)])
def test_bare_pages_end_with_the_first_that_is_not_full(size: int, requests: int) -> None:
    asked: list[int] = []

    def one(number: int) -> list[Body]:
        asked.append(number)
        return ROWS[(number - 1) * size : number * size]

    assert pages.uncounted(one, size, "leads") == ROWS
    assert len(asked) == requests
