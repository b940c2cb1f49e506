# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thousand customers against an independent calculation in SQL, written from the definition: equal to the last digit."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.lists import usage_counts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Customer,
    Document,
    Frame,
    build,
    customer_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.usage import counts_of, line
from kits.statement import MONTH, TODAY, count_row, record

CUSTOMERS = 1000
RESELLERS = ("North", "South", "not assigned")
# two hours ahead of UTC the whole year, which SQLite can add
ZONE = "Etc/GMT-2"

# counts: guid, reseller, made (ISO 8601 with offset), seats, users. What stands on a day is the last count that was made on it.
LAST = """
CREATE TABLE last AS
SELECT guid, reseller, day, seats, users FROM (
  SELECT *, date(made, '+2 hours') AS day, row_number() OVER (
    PARTITION BY guid, date(made, '+2 hours') ORDER BY julianday(made) DESC
  ) AS place FROM counts
) WHERE place = 1;
CREATE TABLE month AS
SELECT * FROM last WHERE day BETWEEN '2026-11-01' AND '2026-11-30' AND seats >= 0 AND users >= 0;
"""
LINE = """
SELECT guid, count(*) AS days_counted,
  (SELECT min(date(made, '+2 hours')) FROM counts WHERE counts.guid = month.guid) AS first_count,
  sum(seats) AS acquired_seat_days, max(seats) AS acquired_peak, sum(users) AS used_seat_days, max(users) AS used_peak,
  (SELECT min(day) FROM month AS m WHERE m.guid = month.guid AND m.users = max(month.users)) AS used_peak_day,
  (SELECT seats FROM month AS m WHERE m.guid = month.guid ORDER BY day LIMIT 1) AS acquired_first,
  (SELECT seats FROM month AS m WHERE m.guid = month.guid ORDER BY day DESC LIMIT 1) AS acquired_last,
  (SELECT users FROM month AS m WHERE m.guid = month.guid ORDER BY day DESC LIMIT 1) AS used_last,
  (SELECT min(users) FROM month AS m WHERE m.guid = month.guid AND 100 * (
    SELECT count(*) FROM month AS n WHERE n.guid = m.guid AND n.users <= m.users) >= 95 * count(month.guid)) AS used_p95,
  sum(users > seats) AS days_over, sum(max(users - seats, 0)) AS seat_days_over
FROM month GROUP BY guid
"""
SUMS = """
SELECT reseller, count(DISTINCT guid) AS customers,
  sum(seats) AS acquired_seat_days, sum(users) AS used_seat_days, sum(users > seats) AS days_over, sum(max(users - seats, 0)) AS seat_days_over
FROM month GROUP BY reseller
"""


def generated() -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """GUID -> (reseller, rows): gaps, changes of seats, several counts on a day, odd figures, other offsets, late beginnings."""
    draw = random.Random(20261201)
    found: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    for number in range(CUSTOMERS):
        begins = dt.datetime(2026, 10, 20) + dt.timedelta(days=draw.choice((0, 0, 0, draw.randrange(45))))
        seats, used, rows = draw.randrange(60), draw.randrange(70), []
        for day in range(46):
            seats = draw.randrange(200) if draw.random() < 0.05 else seats
            used = max(0, used + draw.randrange(-3, 4))
            for _count in range(draw.choice((0, 1, 1, 1, 1, 1, 1, 2))):
                made = dt.datetime(2026, 10, 20) + dt.timedelta(days=day, milliseconds=draw.randrange(86_400_000))
                if made < begins:
                    continue
                offset = draw.choice(("+00:00", "+00:00", "+05:30", "-08:00"))
                figure = -1 if draw.random() < 0.01 else used
                rows.append(count_row(f"{made.isoformat(timespec='milliseconds')}{offset}", seats, figure))
        draw.shuffle(rows)
        found[f"guid-{number}"] = (draw.choice(RESELLERS), rows)
    return found


@pytest.fixture(scope="module")
def data() -> dict[str, tuple[str, list[dict[str, Any]]]]:
    return generated()


@pytest.fixture(scope="module")
def document(data: dict[str, tuple[str, list[dict[str, Any]]]]) -> Document:
    month = month_of(MONTH, ZONE, TODAY)
    customers: list[Customer] = []
    for guid, (reseller, rows) in data.items():
        counts = counts_of(usage_counts(rows), month.days, month.zone, "oc_pro")
        customers.append(customer_of(record(guid), line(counts, month.days), reseller))
    return build(Frame(month, TODAY, "live.example.com"), customers, [], None)


@pytest.fixture(scope="module")
def base(data: dict[str, tuple[str, list[dict[str, Any]]]]) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute("CREATE TABLE counts (guid, reseller, made, seats, users)")
    connection.executemany(
        "INSERT INTO counts VALUES (?, ?, ?, ?, ?)",
        (
            (guid, reseller, row["lastUpdate"], row["acquiredLicenses"], row["currentlyLicensed"])
            for guid, (reseller, rows) in data.items()
            for row in rows
        ),
    )
    connection.executescript(
        LAST + "CREATE INDEX of_customer ON month (guid, day); CREATE INDEX of_count ON counts (guid);"
    )
    yield connection
    connection.close()


def test_every_line_is_what_sql_says(document: Document, base: sqlite3.Connection) -> None:
    lines: dict[str, Any] = {item["guid"]: item for item in document["customers"]}
    rows = base.execute(LINE).fetchall()
    assert len(lines) == CUSTOMERS
    assert 900 < len(rows) <= CUSTOMERS
    for row in rows:
        wanted = dict(row)
        assert {key: lines[row["guid"]][key] for key in wanted} == wanted
        # the nearest number of two digits; of two that are equally near, the even one
        for kind in ("acquired", "used"):
            found = int(lines[row["guid"]][f"{kind}_average"].replace(".", ""))
            away = 2 * abs(found * row["days_counted"] - 100 * row[f"{kind}_seat_days"])
            assert away < row["days_counted"] or (away == row["days_counted"] and found % 2 == 0)
    assert {guid for guid, item in lines.items() if item["days_counted"]} == {row["guid"] for row in rows}


def test_every_day_is_counted_missing_unread_or_before_the_first(document: Document, base: sqlite3.Connection) -> None:
    present = {(row["guid"], row["day"]) for row in base.execute("SELECT guid, day FROM last")}
    counted = {(row["guid"], row["day"]): (row["seats"], row["users"]) for row in base.execute("SELECT * FROM month")}
    for item in document["customers"]:
        first = item["first_count"] or "9999"
        for place, day in enumerate(document["days"]):
            key = (item["guid"], day)
            pair = (item["acquired_daily"][place], item["used_daily"][place])
            assert pair == counted.get(key, (None, None))
            assert (day in item["days_missing"]) == (key not in present and day >= first)
            assert (day in item["days_unread"]) == (key in present and key not in counted)
        assert item["days_not_yet_counted"] == sum(day < first for day in document["days"])
        gaps = len(item["days_missing"]) + len(item["days_unread"]) + item["days_not_yet_counted"]
        assert item["days_counted"] + gaps == item["days_expected"] == 30


def test_the_sums_of_resellers_are_what_sql_says(document: Document, base: sqlite3.Connection) -> None:
    sums = {item["reseller"]: item for item in document["by_reseller"]}
    rows = base.execute(SUMS).fetchall()
    assert len(rows) == len(RESELLERS)
    for row in rows:
        wanted = {key: row[key] for key in row.keys() if key not in ("reseller", "customers")}  # noqa: SIM118
        assert {key: sums[row["reseller"]][key] for key in wanted} == wanted
        assert sums[row["reseller"]]["customers"] - sums[row["reseller"]]["without_counts"] == row["customers"]
    for key in ("acquired_seat_days", "used_seat_days", "days_over", "seat_days_over", "used_last", "used_peaks"):
        assert document["total"][key] == sum(item[key] for item in document["by_reseller"])
