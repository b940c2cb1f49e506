# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generated rows: always the same, plausible, and with everything in them that a report has to cope with."""

from __future__ import annotations

import collections
import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import simulator
from simulator import Dataset
from simulator.generate import REFERENCE_DATE

TESTS = Path(simulator.__file__).parents[1]


@pytest.fixture(scope="module")
def data() -> Dataset:
    return Dataset.generate()


def bodies(data: Dataset) -> bytes:
    return data.services_body() + data.customers_body(all_details=True)


def test_the_same_seed_gives_the_same_bytes_in_another_process(data: Dataset) -> None:
    program = (
        "import sys, simulator; data = simulator.Dataset.generate(); "
        "sys.stdout.buffer.write(data.services_body() + data.customers_body(True))"
    )
    env = {**os.environ, "PYTHONPATH": str(TESTS), "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo"}
    other = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True)
    assert other.stdout == bodies(data)


def test_another_seed_gives_others(data: Dataset) -> None:
    assert bodies(Dataset.generate(seed=2)) != bodies(data)


@pytest.mark.parametrize(("services", "customers"), [(0, 0), (0, 5), (5, 0), (1, 1), (400, 3), (3, 400)])
def test_as_many_as_asked_for(services: int, customers: int) -> None:
    data = Dataset.generate(services, customers)
    assert (len(data.services), len(data.customers)) == (services, customers)


def test_ids_are_unique() -> None:
    data = Dataset.generate(3000, 3000, seed=5)
    sites = [site["id"] for row in data.customers for site in row["SiteLocation"]]
    for ids in (
        [row["id"] for row in data.services],
        [row["serviceId"] for row in data.services],
        [row["umpId"] for row in data.services if "umpId" in row],
        [row["UmpCustomerGuid"] for row in data.customers],
        sites,
    ):
        assert len(ids) > 500
        assert len(set(ids)) == len(ids)


def test_services_are_joined_by_either_key_or_not_at_all(data: Dataset) -> None:
    known = {row["UmpCustomerGuid"] for row in data.customers}
    by_ump = [row for row in data.services if row.get("umpId") in known]
    by_service = [row for row in data.services if row["serviceId"] in known]
    assert len(by_ump) > 50
    assert len(by_service) > 20
    assert not [row for row in by_ump if row["serviceId"] in known]
    assert len(by_ump) + len(by_service) < min(len(data.services), len(known))
    assert {row["serviceSource"] for row in by_ump + by_service} == {"LTC", "OC"}


def test_every_state_is_there(data: Dataset) -> None:
    def values(key: str) -> set[object]:
        return {row[key] for row in data.services}

    assert values("status") == {"OK", "WARNING", "ERROR", "UNMONITORED", None}
    assert values("serviceSource") == {"DM", "LTC", "OC"}
    assert values("licenseType") == {"ESSENTIAL", "PRO", "ESSENTIAL_IMTR", "PRO_IMTR", "ESSENTIAL_PLUS"}
    assert values("isEnabled") == {True, False}
    deploys = {row["applicationsStatus"]["management"]["serviceDeployStatus"] for row in data.services}
    assert deploys == {"DEPLOYED", "READY", "FAILED", "UNKNOWN", None}
    assert {row["LicenseType"] for row in data.customers} == {0, 1, 2, 3, 4, 5}
    sip = {site["sbcDeploymentState"] for row in data.customers for site in row["SiteLocation"]}
    assert sip == {"Deployed", "NotDeployed", "Failed"}
    assert {len(row["SiteLocation"]) for row in data.customers} >= {0, 1, 2, 11}


def test_trials_are_active_expiring_expired_and_none(data: Dataset) -> None:
    days: set[int | None] = set()
    for row in data.services:
        values = {item["name"]: item["value"] for item in row["parameters"] or []}
        if "Trial Status" not in values:
            continue
        assert row["licenseType"].endswith("_IMTR")
        if values["Trial Status"] == "disabled":
            assert values["Trial Expiry Date"] == values["Trial Start Date"] == ""
            days.add(None)
            continue
        start, expiry = (
            datetime.datetime.strptime(values[f"Trial {end} Date"], "%d-%m-%Y").date() for end in ("Start", "Expiry")
        )
        assert (expiry - start).days == 180
        days.add((expiry - REFERENCE_DATE).days)
    assert days == {None, 120, 14, -30}


def test_seats_are_unused_full_and_overdrawn(data: Dataset) -> None:
    percents = {
        row["ActiveUserCount"] * 100 // row["LicensedUsersCount"] for row in data.customers if row["LicensedUsersCount"]
    }
    assert 0 in percents
    assert 100 in percents
    assert max(percents) > 110
    assert all(row["LicensedUsersCount"] is None for row in data.customers if row["LicenseType"] == 0)


def test_counters_add_up(data: Dataset) -> None:
    for row in data.services:
        assert row["totalDIDs"] == row["usedDIDs"] + row["freeDIDs"]
        device = row.get("deviceManagerParams")
        assert (device is not None) is (row["serviceSource"] == "DM")
        if device:
            for kind in ("Personal", "Meeting"):
                count = device["devicesCount"][kind.lower()]
                assert device["disconnectedDevices"][kind.lower()] <= count
                assert device[f"devicesPercentage{kind}"] == count * 100 // device[f"maxDevices{kind}"]
            offline = sum(device["disconnectedDevices"].values())
            expected = "ERROR" if offline else "OK"
            assert row["status"] == (expected if row["isEnabled"] else "UNMONITORED")


def test_names_hold_other_scripts_and_repeat(data: Dataset) -> None:
    names = collections.Counter(row["name"] for row in data.services)
    assert max(names.values()) > 1
    assert any(not row["fullName"].isascii() for row in data.services)
    shorts = collections.Counter(row["CustomerShortName"] for row in data.customers)
    assert max(shorts.values()) > 1
    assert all(3 <= len(name) <= 15 and name.isascii() and not set(name) & set(" .") for name in shorts)
    assert all(row["name"] == row["serviceName"] for row in data.services)


def test_channels_share_the_rows_out(data: Dataset) -> None:
    seen = [set(map(str, ids)) for ids in data.channels.values()]
    assert len(seen) == 3
    assert not set.intersection(*seen)
    for channel in data.channels:
        assert 0 < len(json.loads(data.services_body(channel))["services"]) < 400


def test_a_large_body_is_encoded_once_and_follows_its_rows() -> None:
    data = Dataset.generate(1000, 0)
    first = data.services_body()
    assert data.services_body() is first
    assert data.services_body(11) is not first
    data.services.append({"id": 1})
    assert json.loads(data.services_body())["services"][-1] == {"id": 1}
    data.services[0]["status"] = "changed"
    data.changed()
    assert json.loads(data.services_body())["services"][0]["status"] == "changed"


def test_one_row_among_50000_is_found() -> None:
    data = Dataset(services=[{"id": number} for number in range(50000)])
    assert data.service("49999") == {"id": 49999}
    assert data.service("50000") is None
