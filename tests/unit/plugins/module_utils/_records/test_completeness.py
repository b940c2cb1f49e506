# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pairs of lists are believed: what speaks against an empty list, and what a loss is measured by."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness, lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import Earlier
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, OptionError
from kits.inventory import customer_row, service_row

DM, LTC = {"serviceSource": "DM"}, {"serviceSource": "LTC"}
NOBODY = {"serviceSource": None}
CARRIER = {"serviceSource": "DM", "umpId": "c1"}
DAY = 86400.0


def services(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return lists.services([service_row(number, **row) for number, row in enumerate(rows)])


def customers(count: int) -> list[dict[str, Any]]:
    return lists.customers([customer_row(f"c{number}") for number in range(count)])


def check(ours: list[dict[str, Any]], theirs: list[dict[str, Any]], *args: Any, **more: Any) -> str:
    return completeness.check(ours, theirs, *args, **more)


# --- one list empty


@pytest.mark.parametrize(
    ("ours", "says"),
    [
        ([CARRIER], "1 of them carry the GUID of a customer (service 0)"),
        ([DM, CARRIER, DM], "1 of them carry the GUID of a customer (service 1)"),
        ([LTC], "1 of them are not Device Manager services (service 0)"),
        ([DM, {"serviceSource": "SMART_TAP"}], "1 of them are not Device Manager services (service 1)"),
        ([LTC] * 5, "5 of them are not Device Manager services (service 0, service 1, service 2, ...)"),
        ([NOBODY, NOBODY], "2 of them do not say whether they are Device Manager services"),
    ],
)
def test_services_that_have_customers_speak_against_a_list_without_any(ours: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(DataError) as caught:
        check(services(*ours), [])
    assert f"the platform lists {len(ours)} service" in str(caught.value)
    assert f"and not a single customer, but {says}" in str(caught.value)
    assert "(set allow_empty if this is right)" in str(caught.value)


def test_a_source_whose_key_is_missing_in_every_row_is_no_device_manager() -> None:
    rows = [{key: value for key, value in service_row(1).items() if key != "serviceSource"}]
    with pytest.raises(DataError, match="do not say whether they are Device Manager services"):
        check(lists.services(rows), [])


@pytest.mark.parametrize("ours", [[DM], [DM, DM], [DM, NOBODY]])
def test_a_platform_with_device_manager_services_alone_is_fine_and_says_so(ours: list[dict[str, Any]]) -> None:
    assert check(services(*ours), []) == completeness.DEVICE_MANAGER_ALONE


def test_customers_speak_against_a_list_of_services_without_any() -> None:
    with pytest.raises(DataError, match="the platform lists 1 customer and not a single service"):
        check([], customers(1))


@pytest.mark.parametrize("ours", [[DM], [LTC], [CARRIER]])
def test_two_lists_with_rows_are_believed(ours: list[dict[str, Any]]) -> None:
    assert check(services(*ours), customers(1)) == ""


def test_two_empty_lists_are_left_to_the_caller() -> None:
    assert check([], []) == ""


@pytest.mark.parametrize(("ours", "theirs", "read"), [([], 3, "customers"), ([LTC, CARRIER], 0, "services")])
def test_what_nobody_asked_for_is_no_suspicion(ours: list[dict[str, Any]], theirs: int, read: str) -> None:
    assert check(services(*ours), customers(theirs), [read]) == ""


@pytest.mark.parametrize(
    ("ours", "theirs", "missing"), [([DM], 0, "no customers"), ([], 3, "no services"), ([], 0, "no services")]
)
def test_rows_of_an_earlier_reading_speak_against_an_empty_list(
    ours: list[dict[str, Any]], theirs: int, missing: str
) -> None:
    earlier = [Earlier("the baseline", {}), Earlier("the cache", {"services": 7, "customers": 7})]
    with pytest.raises(DataError, match=f"{missing}, but there were 7 in the cache"):
        check(services(*ours), customers(theirs), earlier=earlier)


def test_an_earlier_reading_without_rows_of_that_kind_is_no_suspicion() -> None:
    assert check(services(DM), [], earlier=[Earlier("the cache", {"services": 7, "customers": 0})])
    assert check(services(LTC), [], ["services"], earlier=[Earlier("the cache", {"customers": 7})]) == ""


def test_allow_empty_accepts_one_empty_list_whatever_speaks_against_it() -> None:
    earlier = [Earlier("the cache", {"services": 7, "customers": 7})]
    assert check(services(LTC), [], earlier=earlier, allow_empty=True) == ""
    assert check([], customers(1), earlier=earlier, allow_empty=True) == ""


def test_a_message_shows_text_of_the_platform_in_one_line() -> None:
    with pytest.raises(DataError) as caught:
        check(services(LTC | {"name": "a\nb\x1b[31m"}), [], hint="do this")
    assert "(a b [31m) (do this)" in str(caught.value)


# --- minimums


@pytest.mark.parametrize(("kind", "found"), [("services", "2 services"), ("customers", "1 customer")])
def test_a_minimum_is_of_one_list_and_stronger_than_allow_empty(kind: str, found: str) -> None:
    lists = services(DM, DM), customers(1)
    enough = {"services": 2, "customers": 1}
    assert check(*lists, least=enough) == ""
    with pytest.raises(DataError, match=f"lists {found}, fewer than x_minimum_{kind} \\({enough[kind] + 1}\\)"):
        check(*lists, least={kind: enough[kind] + 1}, allow_empty=True, prefix="x_")


def test_a_minimum_of_a_list_that_was_not_read_is_none() -> None:
    assert check(services(DM), [], ["services"], least={"customers": 5}) == ""


def test_minimums_are_read_by_their_options() -> None:
    assert completeness.minimums({"minimum_services": None, "minimum_customers": "3"}.get) == {
        "services": 0,
        "customers": 3,
    }
    with pytest.raises(OptionError, match="minimum_customers must be 0 or more, not -1"):
        completeness.minimums({"minimum_customers": -1}.get)


# --- a loss


def drop(before: dict[str, int], after: dict[str, int], most: float, at_least: int = 1) -> None:
    completeness.check_drop(after, Earlier("the cache", before), most, "raise it", at_least)


@pytest.mark.parametrize("lost", ["services", "customers"])
def test_a_loss_is_measured_for_each_list(lost: str) -> None:
    """9 % of all rows are gone, and all of one list."""
    before = {"services": 100, "customers": 100, lost: 10}
    with pytest.raises(DataError, match=f"lists 7 {lost}, 3 fewer than the 10 in the cache: .* \\(20\\) allows"):
        drop(before, before | {lost: 7}, 20)
    drop(before, before | {lost: 8}, 20)
    drop(before, before | {lost: 11}, 0)


def test_a_loss_of_few_rows_may_be_fine_whatever_percentage_they_are() -> None:
    drop({"customers": 2}, {"customers": 1}, 40, at_least=2)
    with pytest.raises(DataError):
        drop({"customers": 4}, {"customers": 2}, 40, at_least=2)


def readings(*counts: tuple[float, int]) -> list[completeness.Mark]:
    marks: list[completeness.Mark] = []
    for day, rows in counts:
        marks = completeness.remembered(marks, rows, day * DAY)
    return marks


@pytest.mark.parametrize(
    ("counts", "day", "measure"),
    [
        ([(0, 110)], 0, 110),
        ([(0, 110), (1, 100), (2, 85), (3, 70)], 4, 110),
        ([(0, 100), (1, 110), (2, 105)], 3, 110),
        ([(0, 110), (1, 100), (2, 85)], 8, 100),
        ([(0, 110), (6, 110), (7, 100)], 13, 110),
        ([(0, 110), (8, 100)], 9, 100),
        ([(0, 110)], 400, 110),
        ([(0, 110), (1, 100)], 400, 100),
        ([(0, 110), (1, 0)], 1, 0),
        ([(0, 110), (1, 0), (2, 3)], 2, 3),
    ],
    ids=[
        "one",
        "slowly less",
        "more",
        "a day later",
        "seen again",
        "long ago",
        "alone",
        "the last",
        "accepted",
        "anew",
    ],
)
def test_the_measure_is_the_highest_count_of_a_week(counts: list[tuple[float, int]], day: float, measure: int) -> None:
    assert completeness.highest(readings(*counts), day * DAY) == measure


def test_no_reading_is_no_measure() -> None:
    assert completeness.highest([], 0) == 0
