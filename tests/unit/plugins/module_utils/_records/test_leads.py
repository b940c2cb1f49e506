# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which channel a customer belongs to, by its leads."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import leads
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError

Row = dict[str, Any]


def lead(guid: str | None, channel: Any, status: str = "Active") -> Row:
    """A lead with the keys that count."""
    return {"umpCustomerGuid": guid, "ovocChannelId": channel, "status": status, "id": "x"}


def channels(rows: list[Any], *guids: str) -> list[tuple[int | None, list[str]]]:
    """The channel of each customer, and what of it is unread."""
    customers: list[Row] = [{"ump_customer_guid": guid, "channel_id": None, "unread": []} for guid in guids]
    leads.add_channels(customers, lambda _page, _size: rows)
    return [(customer["channel_id"], customer["unread"]) for customer in customers]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (None, "page 1 is not a list of leads"),
        ({"data": []}, "page 1 is not a list of leads"),
        (["lead"], "row 1 of the list of leads is not an object"),
    ],
)
def test_what_are_not_leads(body: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        channels(body, "a")


def test_channels_of_customers() -> None:
    """GUIDs regardless of case; 0 and null are no channel, and a customer without a lead has none either."""
    rows = [lead("A", 7), lead("b", "8"), lead("c", 0), lead("d", None), lead(None, 9), lead("", 9)]
    assert channels(rows, "a", "B", "c", "d", "e", "") == [(7, []), (8, []), *[(None, [])] * 4]


def test_a_lead_that_was_removed_counts_only_alone() -> None:
    rows = [lead("a", 7, "Removed"), lead("a", 8), lead("b", 9, "Removed")]
    assert channels(rows, "a", "b") == [(8, []), (9, [])]


def test_several_leads_that_agree() -> None:
    assert channels([lead("a", 7), lead("a", 7), lead("a", None)], "a") == [(7, [])]


def test_leads_that_disagree_are_unread() -> None:
    assert channels([lead("a", 7), lead("a", 8)], "a") == [(None, ["channel_id"])]


@pytest.mark.parametrize("channel", ["north", [7], {"id": 7}, 1.5])
def test_a_channel_that_cannot_be_read_is_unread(channel: Any) -> None:
    assert channels([lead("a", channel), lead("b", 8)], "a", "b") == [(None, ["channel_id"]), (8, [])]


def test_leads_without_the_key_are_unread() -> None:
    """The vendor documents it for every lead."""
    assert channels([{"umpCustomerGuid": "a", "status": "Active"}], "a", "b") == [(None, ["channel_id"]), (None, [])]


def test_more_leads_than_one_page_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leads, "PAGE_SIZE", 2)
    pages = [[lead("a", 7), lead("b", 8)], [lead("c", 9)]]
    customer: Row = {"ump_customer_guid": "c", "channel_id": None, "unread": ["name"]}
    leads.add_channels([customer], lambda page, _size: pages[page - 1])
    assert (customer["channel_id"], customer["unread"]) == (9, ["name"])
