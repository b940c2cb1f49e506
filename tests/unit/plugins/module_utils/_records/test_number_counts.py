# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many numbers each customer has, and what is not known of them."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import number_counts

Record = dict[str, Any]


def number(guid: str, status: str = "active", assignment: str = "user_assigned", *unread: str) -> Record:
    return {"ump_customer_guid": guid, "status": status, "assignment_status": assignment, "unread": list(unread)}


def counted(numbers: list[Record], *guids: str) -> list[tuple[list[int | None], list[str]]]:
    """The counts of each customer, in the order of the names, and what of it is unread."""
    customers: list[Record] = [{"ump_customer_guid": guid, "unread": []} for guid in guids]
    number_counts.add_counts(customers, numbers)
    return [([customer[name] for name in number_counts.NAMES], customer["unread"]) for customer in customers]


def test_numbers_count_for_their_customer_whatever_the_case_of_its_guid() -> None:
    numbers = [
        number("A", assignment="unassigned"),
        number("a", "marked_for_removal"),
        number("a", "ready_for_removal", "unassigned"),
        number("b"),
        number(""),
    ]
    assert counted(numbers, "a", "B", "c") == [([3, 2, 1, 1], []), ([1, 0, 0, 0], []), ([0, 0, 0, 0], [])]


@pytest.mark.parametrize(
    ("field", "unread"),
    [
        ("status", ["numbers_marked_for_removal", "numbers_ready_for_removal"]),
        ("assignment_status", ["numbers_unassigned"]),
    ],
)
def test_a_state_that_could_not_be_read_makes_its_counts_unread(field: str, unread: list[str]) -> None:
    """The count of what was read would be too small, and look like the truth."""
    (one, missing), other = counted([number("a", "unknown", "unknown", field), number("a"), number("b")], "a", "b")
    assert missing == unread
    assert one[0] == 2
    assert [name for name, count in zip(number_counts.NAMES, one, strict=True) if count is None] == sorted(
        unread, key=number_counts.NAMES.index
    )
    assert other == ([1, 0, 0, 0], [])


def test_a_number_of_nobody_known_may_be_anybodys() -> None:
    for counts, unread in counted([number("", "active", "unassigned", "ump_customer_guid"), number("a")], "a", "b"):
        assert counts == [None] * 4
        assert unread == sorted(number_counts.NAMES)
