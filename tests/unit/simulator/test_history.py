# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""License histories: always the same, adding up, and no order or completeness to count on."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

import simulator
from simulator import Dataset, HistoryPlan, Simulator
from simulator.generate import REFERENCE_DATE
from simulator.history import MAX_MONTHS, license_history
from simulator.portal import CUSTOMERS
from simulator.spec import check_reply, check_value

Get = Callable[..., requests.Response]

TESTS = Path(simulator.__file__).parents[1]
GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"
HISTORY = f"{CUSTOMERS}/{GUID}/licenseinfo"
FACTORS = (
    "managedUsersDirectRouting",
    "managedUsersOperatorConnect",
    "managedUsersByLifeCycleManagement",
    "managedUsersUserInterface",
    "managedServiceNumbers",
)


def row(guid: str = "g", **values: Any) -> dict[str, Any]:
    return {"UmpCustomerGuid": guid, "LicenseType": 2, "LicensedUsersCount": 100, "ActiveUserCount": 80, **values}


def days(records: list[dict[str, Any]]) -> list[datetime.date]:
    return [datetime.date.fromisoformat(record["lastUpdate"][:10]) for record in records]


# --- errors


def test_an_unknown_customer(get: Get) -> None:
    answer = get(f"{CUSTOMERS}/no-such-guid/licenseinfo?nrOfMonths=1")
    assert answer.status_code == 404
    assert answer.json() == "Customer with no-such-guid not found"
    assert check_reply(answer) == "getLicenseInfo"


@pytest.mark.parametrize("months", ["0", "-1", "1.5", "one", "", "121", "99999999999999999999", "\u0663"])
def test_a_bad_number_of_months(get: Get, months: str) -> None:
    answer = get(HISTORY, params={"nrOfMonths": months})
    assert answer.status_code == 400
    assert "nrOfMonths" in answer.json()["detail"]
    check_reply(answer)


def test_a_customer_of_another_channel(sim: Simulator, get: Get) -> None:
    sim.dataset.channels = {7: set()}
    assert get(HISTORY, headers={"X-Ovoc-Channel-Id": "7"}).status_code == 404


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown order of days 'random'"):
        HistoryPlan(order="random")


# --- success


@pytest.mark.parametrize(("query", "expected"), [("", 30), ("?nrOfMonths=1", 30), ("?nrofmonths=3", 90)])
def test_one_record_for_each_day(get: Get, query: str, expected: int) -> None:
    answer = get(HISTORY + query)
    assert len(answer.json()) == expected
    found = days(answer.json())
    assert found == [REFERENCE_DATE - datetime.timedelta(days=ago) for ago in reversed(range(expected))]
    assert check_reply(answer) == "getLicenseInfo"


def test_the_largest_number_of_months(get: Get) -> None:
    assert len(get(HISTORY, params={"nrOfMonths": MAX_MONTHS}).json()) == MAX_MONTHS * 30


def test_the_guid_in_any_case(get: Get) -> None:
    assert get(f"{CUSTOMERS}/{GUID.upper()}/licenseinfo").json() == get(HISTORY).json()


def test_the_last_day_is_what_the_customer_has_now(sim: Simulator, get: Get) -> None:
    last = get(HISTORY).json()[-1]
    assert (last["acquiredLicenses"], last["currentlyLicensed"]) == (15, 1)
    sim.dataset.customer_row(GUID).update(LicensedUsersCount=None, ActiveUserCount=4)  # type: ignore[union-attr]
    last = get(HISTORY).json()[-1]
    assert (last["acquiredLicenses"], last["currentlyLicensed"]) == (0, 4)


def test_a_day_of_ones_own(sim: Simulator, get: Get) -> None:
    sim.dataset.history = HistoryPlan(end=datetime.date(2024, 2, 29))
    assert days(get(HISTORY).json())[-1] == datetime.date(2024, 2, 29)


def test_records_of_ones_own_are_answered_as_they_are(sim: Simulator, get: Get) -> None:
    for mine in ([], [{"currentlyLicensed": "many"}], ["odd", None]):
        sim.dataset.license_history = {GUID.upper(): mine}
        assert get(HISTORY, params={"nrOfMonths": 6}).json() == mine


def test_the_same_seed_gives_the_same_records_in_another_process() -> None:
    program = (
        "import sys, json, simulator; data = simulator.Dataset.generate(0, 9); "
        "print(json.dumps([data.licenses(row['UmpCustomerGuid'], 2) for row in data.customers]))"
    )
    env = {**os.environ, "PYTHONPATH": str(TESTS), "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo"}
    other = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True, text=True)
    data = Dataset.generate(0, 9)
    assert json.loads(other.stdout) == [data.licenses(customer["UmpCustomerGuid"], 2) for customer in data.customers]


def test_another_seed_or_guid_gives_others() -> None:
    first = license_history(row(), 1, HistoryPlan(seed=1))
    assert license_history(row(), 1, HistoryPlan(seed=1)) == first
    assert license_history(row(), 1, HistoryPlan(seed=2)) != first
    assert [record["currentlyLicensed"] for record in license_history(row("h"), 1, HistoryPlan(seed=1))] != [
        record["currentlyLicensed"] for record in first
    ]


def test_more_months_hold_the_days_of_fewer() -> None:
    plan = HistoryPlan(missing=0.2)
    short, long = license_history(row(), 1, plan), license_history(row(), 4, plan)
    assert long[-len(short) :] == short


@pytest.mark.parametrize("kind", range(6))
def test_the_figures_add_up_and_fit_the_family(kind: int) -> None:
    for record in license_history(row(LicenseType=kind), 6, HistoryPlan()):
        check_value("LicenseRecord", record)
        assert record["currentlyLicensed"] == sum(record[factor] for factor in FACTORS)
        assert record["managedUsersDirectRouting" if kind in (3, 4, 5) else "managedUsersOperatorConnect"] == 0
        if kind == 0:
            assert record["managedServiceNumbers"] == record["currentlyLicensed"]


@pytest.mark.parametrize(("seats", "used"), [(None, 0), (0, 0), (None, 7), (5, 0), (10, 13)])
def test_no_count_is_ever_negative(seats: int | None, used: int) -> None:
    for guid in "abcdefgh":
        for record in license_history(row(guid, LicensedUsersCount=seats, ActiveUserCount=used), 12, HistoryPlan()):
            check_value("LicenseRecord", record)


def test_orders_and_missing_days() -> None:
    complete = days(license_history(row(), 2, HistoryPlan()))
    assert complete == sorted(complete)
    assert days(license_history(row(), 2, HistoryPlan(order="descending"))) == complete[::-1]
    shuffled = days(license_history(row(), 2, HistoryPlan(order="shuffled")))
    assert shuffled not in (complete, complete[::-1])
    assert sorted(shuffled) == complete
    gaps = days(license_history(row(), 2, HistoryPlan(missing=0.3)))
    assert 20 < len(gaps) < 60
    assert gaps[-1] == complete[-1]
    assert days(license_history(row(), 2, HistoryPlan(missing=1))) == [REFERENCE_DATE]


def test_generated_customers_have_every_order_gaps_trends_and_days_over() -> None:
    data = Dataset.generate(0, 60)
    orders, lengths, over, moved = set(), set(), 0, set()
    for customer in data.customers:
        records = data.licenses(customer["UmpCustomerGuid"], 2) or []
        found = days(records)
        orders.add("up" if found == sorted(found) else "down" if found == sorted(found, reverse=True) else "mixed")
        lengths.add(len(found))
        over += sum(record["currentlyLicensed"] > record["acquiredLicenses"] for record in records)
        ordered = sorted(records, key=lambda record: str(record["lastUpdate"]))
        assert ordered[-1]["currentlyLicensed"] == customer["ActiveUserCount"]
        assert ordered[-1]["acquiredLicenses"] == (customer["LicensedUsersCount"] or 0)
        change = ordered[-1]["currentlyLicensed"] - ordered[0]["currentlyLicensed"]
        moved.add((change > 0) - (change < 0))
    assert orders == {"up", "down", "mixed"}
    assert min(lengths) < 60
    assert over > 100
    assert moved == {-1, 0, 1}
