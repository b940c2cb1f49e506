# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The simulator's daily license counts, as the collection reads them."""

from __future__ import annotations

from datetime import date

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import trend
from simulator import Dataset, HistoryPlan


@pytest.mark.parametrize("order", ["ascending", "descending", "shuffled"])
def test_trend_of_a_history_with_gaps(order: str) -> None:
    """The last day is the customer's own row; the order in which the platform sends days changes nothing."""
    customer = {"UmpCustomerGuid": "g", "LicenseType": 2, "LicensedUsersCount": 50, "ActiveUserCount": 48}
    plan = HistoryPlan(seed=3, end=date(2026, 3, 1), order=order, missing=0.2)
    rows = Dataset([], [customer], history=plan).licenses("g", 3)
    days = lists.usage_days(rows)
    found = trend.trend(days)
    assert rows is not None
    assert 60 < len(rows) < 85
    assert (found["days"], found["last"], found["last_date"]) == (len(rows), 48, "2026-03-01")
    assert found["first_date"] == min(row["lastUpdate"] for row in rows)[:10]
    assert found["peak"] == max(row["currentlyLicensed"] for row in rows)
    assert found["days_over"] == sum(row["currentlyLicensed"] > row["acquiredLicenses"] for row in rows)
