# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums over the metrics of a statement are its totals, and each month is a series of its own."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_prometheus import samples
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Document,
    Frame,
    NotRead,
    build,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from kits.metrics import Series, labels_of, read, values
from kits.statement import MONTH, TODAY, count_row, history, lines_of, statement

FRAME = Frame(month_of(MONTH, "UTC", TODAY), TODAY, "live.example.com")
HISTORIES = {
    "acme": history("2026-11-01", "2026-11-30", 10, 4),
    "beta": history("2026-11-01", "2026-11-20", 20, 25),
    "none": [],
    "odd": [count_row("2026-11-03T12:00:00Z", "many", 3)],
}


def series(document: Document, **more: Any) -> Series:
    return read(render(samples(document, "license_statement", **more)))


def told() -> Document:
    """A statement of two resellers, with a customer that was not read."""
    lines = lines_of(HISTORIES, FRAME.month)
    lines[0]["reseller"] = lines[1]["reseller"] = 'R "1"\n'
    lost = NotRead(guid="g9", name="lost", license_type="oc_pro", reseller="R2", status=500, msg="HTTP 500")
    return build(FRAME, lines, [lost], None)


@pytest.mark.parametrize("per_customer", [False, True])
def test_sums_are_the_totals_of_the_statement(per_customer: bool) -> None:
    document = told()
    metrics, total = series(document, per_customer=per_customer), document["total"]
    assert sum(values(metrics, "customers", status="")) == total["customers"] == 4
    assert values(metrics, "customers", status="not_read", reseller="R2") == [total["not_read"]] == [1]
    assert sum(values(metrics, "seats_acquired")) == total["acquired_last"] == 30
    assert sum(values(metrics, "seats_used")) == total["used_last"] == 29
    for sums in document["by_reseller"]:
        of_reseller = {"reseller": sums["reseller"]}
        assert sum(values(metrics, "customers", status="", **of_reseller)) == sums["customers"]
        assert sum(values(metrics, "seats_acquired", **of_reseller)) == (sums["acquired_last"] or 0)


def test_a_customer_without_a_count_has_no_seats() -> None:
    metrics = series(statement({"none": []}))
    assert (values(metrics, "seats_acquired"), values(metrics, "seats_used")) == ([], [])
    assert values(metrics, "customers", license_type="oc_pro") == [1]


def test_names_are_there_only_where_asked_for() -> None:
    document = told()
    assert "customer" not in labels_of(series(document), "seats_used")
    named = series(document, per_customer=True)
    assert values(named, "seats_used", customer="beta", customer_id="beta", license_type="oc_pro") == [25]


def test_every_series_names_the_month() -> None:
    for _name, pairs in series(told(), per_customer=True):
        assert {"month": "2026-11", "report": "license_statement"}.items() <= dict(pairs).items()


def test_the_time_is_the_day_of_the_statement() -> None:
    assert values(series(told()), "read_timestamp_seconds") == [1796083200]


def test_a_platform_without_customers_has_none() -> None:
    assert values(series(statement({})), "customers") == [0]
