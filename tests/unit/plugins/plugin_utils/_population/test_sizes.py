# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sizes of lists from run to run: small losses add up, and a loss that stays is right some day."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import sizes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin

DAY = 86400.0
# 2026-11-22
START = 1795305600.0


def days(*rows: int | None, minimum: int = 0, every: float = 1) -> tuple[list[bool], sizes.Sizes]:
    """Whether each run of a platform with so many services was believed, and the sizes after them. None: not read."""
    known: sizes.Sizes = {}
    told = []
    for day, count in enumerate(rows):
        found = {"p": {} if count is None else {"services": count}}
        now = START + day * every * DAY
        lost = sizes.lost(found, known, now, {"services": minimum})
        known = sizes.after(known, found, now, believed=not lost)
        told.append(not lost)
    return told, known


@pytest.mark.parametrize(
    ("rows", "believed"),
    [
        ([100, 60], [True, True]),
        ([100, 59], [True, False]),
        # 30 percent each day
        ([100, 70, 49, 34], [True, True, False, False]),
        # a week of it, each day a little
        ([100, 92, 85, 78, 71, 65, 60, 55], [True] * 7 + [False]),
        ([100, 50, 90, 60], [True, False, True, True]),
        # days on which nobody read the list
        ([100, None, None, 50], [True, True, True, False]),
        ([100, *[None] * 30, 50], [True, *[True] * 30, False]),
        ([2, 1], [True, True]),
    ],
)
def test_what_is_believed(rows: list[int | None], believed: list[bool]) -> None:
    assert days(*rows)[0] == believed


def test_a_loss_that_stays_is_right_after_a_week() -> None:
    told, known = days(100, *[50] * 9, 25)
    assert told == [True, *[False] * 7, True, True, False]
    assert sizes.highest(known, START + 10 * DAY) == {"p": {"services": 50}}


def test_a_job_of_each_month_notices_and_does_not_stay_red() -> None:
    """The week begins when the loss is first seen, so that another try on the same day is no way around it."""
    assert days(100, 50, 50, every=30)[0] == [True, False, True]
    first, known = days(100, 50, every=30)
    again = sizes.lost({"p": {"services": 50}}, known, START + 30 * DAY + 60)
    assert first == [True, False]
    assert "50 fewer than the 100 in the baseline" in again


def test_a_minimum_that_is_near_says_that_the_loss_is_right() -> None:
    told, known = days(100, 50, 50, minimum=45)
    assert told == [True, True, True]
    # and the loss is the measure from then on
    assert sizes.highest(known, START + 2 * DAY) == {"p": {"services": 50}}
    # one that would not notice the next loss does not
    assert days(100, 50, minimum=1)[0] == [True, False]


def test_a_loss_is_one_of_its_platform_and_its_list() -> None:
    before: sizes.Sizes = {
        "oslo": {"services": [(START, 10)], "customers": [(START, 3)]},
        "zurich": {"services": [(START, 990)]},
    }
    found = {"oslo": {"services": 4, "customers": 3}, "zurich": {"services": 990}}
    told = sizes.lost(found, before, START + DAY)
    assert told == (
        "there are 4 services on oslo, 6 fewer than the 10 in the baseline (if this is right, set minimum_services to 994, or "
        "remove the baseline; a baseline that is updated accepts it after 2026-11-29)"
    )
    found["oslo"] = {"services": 10, "customers": 1}
    assert "there are 1 customer on oslo, 2 fewer than the 3" in sizes.lost(found, before, START + DAY)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (Origin(), {"p": {"services": 1, "customers": 0}}),
        (Origin(read={"p": ["services"]}), {"p": {"services": 1}}),
        (
            Origin(read={"p": ["services", "customers"], "q": ["customers"]}),
            {"p": {"services": 1, "customers": 0}, "q": {"customers": 0}},
        ),
        # groups or filters leave its rows out
        (Origin(rows={"p": {"services": 1, "customers": 5}}), {"p": {"services": 1}}),
        (Origin(elsewhere={"p": ["customers"]}), {"p": {"services": 1}}),
    ],
)
def test_a_list_that_was_not_read_has_no_count(origin: Origin, expected: dict[str, Any]) -> None:
    assert sizes.counts([{"platform": "p"}], [], origin) == expected
