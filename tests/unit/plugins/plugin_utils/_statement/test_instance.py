# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the customers of a statement take of the license of the whole instance."""

from __future__ import annotations

import datetime as dt

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import PoolOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_text import render_table
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Frame, not_read_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.instance import pool_lines
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from kits.statement import MONTH, TODAY, history, lines_of, record, statement

FULL = ("2026-10-01", "2026-11-30")
POOL = PoolOptions(users=105, tenants=2, expires=dt.date(2026, 12, 31))
SEATS = {"a": history(*FULL, seats=60), "b": history(*FULL, seats=40)}


def test_seats_and_customers_at_the_end_of_the_month() -> None:
    document = statement(SEATS, pool=POOL)
    assert document["pool"] == {
        "pool_users": 105,
        "users_acquired": 100,
        "users_percent": "95.24",
        "users_band": "warning",
        "pool_tenants": 2,
        "tenants_used": 2,
        "tenants_percent": "100.00",
        "tenants_band": "warning",
        "pool_expires": "2026-12-31",
        "days_left": 31,
        "warning_percent": "90",
        "grace_percent": "110",
    }
    said = "100 of 105 (95.24 %): warning, acquired by customers"
    assert f"Users of the instance: {said}" in render_table(document)
    assert said in render_html(document)
    assert said in render_csv(document)
    assert pool_lines(document["pool"])[2][1] == "ends on 2026-12-31, 31 days after the end of the month"


class Marked(int):
    """A number as ansible-core 2.19 and later hand it on."""


def test_numbers_with_marks_are_numbers() -> None:
    marked = PoolOptions(users=Marked(105), tenants=Marked(2), expires=POOL.expires)
    assert statement(SEATS, pool=marked) == statement(SEATS, pool=POOL)


def test_what_is_not_known_of_one_customer_makes_the_sum_unknown() -> None:
    """And it is never zero; a customer whose users do not count takes no seats of the pool."""
    unknown = statement({**SEATS, "never": []}, pool=POOL)["pool"]
    assert unknown is not None
    assert (unknown["users_acquired"], unknown["users_band"], unknown["tenants_used"]) == (None, None, 3)
    assert pool_lines(unknown)[0][1] == "unknown of 105, acquired by customers"
    month = month_of(MONTH, "UTC", TODAY)
    lines = lines_of(SEATS, month)
    lines[0]["seats_counted"] = False
    frame = Frame(month, TODAY, "live.example.com", pool=POOL)
    pool = parts.statement(frame, lines, [], None)["pool"]
    assert pool is not None
    assert pool["users_acquired"] == 40
    lost = not_read_of(record("x"), {"status": 500, "msg": "no luck"}, "not assigned")
    pool = parts.statement(frame, lines, [lost], None)["pool"]
    assert pool is not None
    assert (pool["users_acquired"], pool["tenants_used"], pool["tenants_band"]) == (None, 3, "over")


def test_without_the_options_and_for_one_reseller_there_is_none() -> None:
    assert statement(SEATS)["pool"] is None
    assert statement(SEATS, pool=POOL, reseller="North")["pool"] is None
    only = statement(SEATS, pool=PoolOptions(tenants=5))["pool"]
    assert only is not None
    assert (only["users_acquired"], only["tenants_band"], only["days_left"]) == (None, "ok", None)
