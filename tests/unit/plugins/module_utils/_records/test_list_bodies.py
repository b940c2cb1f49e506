# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What could not be read is named, and what the platform left empty is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from kits.harness import ROOT

Row = dict[str, Any]
DATA = ROOT / "tests" / "simulator" / "data"


def sample_services() -> list[Row]:
    """The vendor's rows."""
    rows: list[Row] = json.loads((DATA / "services.json").read_text(encoding="utf-8"))["services"]
    return rows


def sample_customers() -> list[Row]:
    """The vendor's rows, with all details."""
    rows: list[Row] = json.loads((DATA / "customers_all_details.json").read_text(encoding="utf-8"))
    return rows


def renamed(rows: list[Row], key: str) -> list[Row]:
    """The rows with another name for a key of theirs."""
    assert all(key in row for row in rows)
    return [{(f"{name}New" if name == key else name): value for name, value in row.items()} for row in rows]


def test_everything_of_the_vendors_examples_can_be_read() -> None:
    assert [record["unread"] for record in lists.services(sample_services())] == [[]] * 6
    assert [record["unread"] for record in lists.customers(sample_customers(), details=True)] == [[]] * 10


@pytest.mark.parametrize("value", ["1,500", "1 500", "1500.00", 1500.5, "~1500", {"value": 1500}, [1500], True, 1e400])
def test_a_count_of_an_unknown_form(value: Any) -> None:
    """It is no missing count, and neither is the share that is made of it; other rows are not touched."""
    rows = sample_customers()
    rows[3]["ActiveUserCount"] = value
    found = [record["unread"] for record in lists.customers(rows, details=True)]
    assert found == [["active_users", "usage_percent"] if row == 3 else [] for row in range(10)]


@pytest.mark.parametrize("value", [None, "", "  ", 0, "15", 15.0])
def test_a_count_that_is_there_or_rightly_missing(value: Any) -> None:
    rows = sample_customers()
    rows[3]["ActiveUserCount"] = value
    assert lists.customers(rows, details=True)[3]["unread"] == []


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("isEnabled", ["enabled"]),
        ("status", ["status"]),
        ("licenseType", ["ai_summary_licensed", "license_label", "license_tier", "license_type"]),
        ("umpUsersSuspendAlarmStatus", ["suspend_alarm"]),
        ("applicationsStatus", ["deploy_status", "management_status", "voice_quality_status"]),
        # example values alone: nobody knows whether these are always there
        ("disabledTime", []),
        ("lcCustomerId", []),
    ],
)
def test_a_key_that_is_always_there_and_is_missing_in_every_service(key: str, fields: list[str]) -> None:
    found = lists.services(renamed(sample_services(), key))
    assert [record["unread"] for record in found] == [fields] * len(found)


def test_a_key_that_other_rows_have_is_optional_in_one() -> None:
    rows = sample_services()
    del rows[2]["isEnabled"]
    assert [record["unread"] for record in lists.services(rows)] == [[]] * 6


def test_keys_of_device_manager_services_are_missed_there_alone() -> None:
    """Services of other kinds have no devices: a platform without any Device Manager service is fine."""
    rows = renamed(sample_services(), "deviceManagerParams")
    rows[1]["serviceSource"] = "OC"
    found = lists.services(rows)
    assert "devices_personal" in found[0]["unread"]
    assert found[1]["unread"] == []
    others = [{**row, "serviceSource": "OC"} for row in rows]
    assert [record["unread"] for record in lists.services(others)] == [[]] * 6


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"devicesCount": {"personal": "10 of 10"}}, "devices_personal"),
        ({"maxDevicesPersonal": "unlimited"}, "devices_personal_max"),
        # an object in place of a value, and a value in place of an object
        ({"maxDevicesMeeting": {"count": 5}}, "devices_meeting_max"),
        ({"disconnectedDevices": 3}, "devices_meeting_disconnected"),
    ],
)
def test_devices_of_an_unknown_form(params: Row, field: str) -> None:
    rows = sample_services()
    rows[4]["deviceManagerParams"] = {**rows[4]["deviceManagerParams"], **params}
    found = lists.services(rows)
    assert field in found[4]["unread"]
    assert [record["unread"] for record in found if record is not found[4]] == [[]] * 5


@pytest.mark.parametrize("text", ["19.07.2026", "07-19-2026", "29-02-2026", "2026/07/19", 1784419200000, "soon"])
def test_a_trial_whose_end_nobody_can_read(text: Any) -> None:
    """It stays among the parameters, and says that it was not read."""
    parameter = {"name": "Trial Expiry Date", "type": "String", "value": text}
    rows = [{**row, "parameters": [parameter]} for row in sample_services()]
    record = lists.services(rows)[0]
    assert (record["trial_expires"], record["unread"]) == (None, ["trial_expires"])
    assert record["parameters"] == {"Trial Expiry Date": text}


@pytest.mark.parametrize("text", ["19-07-2026", "", None, "0001-01-01T00:00:00"])
def test_a_trial_whose_end_is_read_or_rightly_missing(text: Any) -> None:
    parameter = {"name": "Trial Expiry Date", "type": "String", "value": text}
    rows = [{**row, "parameters": [parameter]} for row in sample_services()]
    assert lists.services(rows)[0]["unread"] == []


def test_a_readable_parameter_stands_in_for_an_unreadable_value() -> None:
    rows = sample_services()
    rows[0] |= {"totalDIDs": "many", "parameters": [{"name": "Total DIDs", "type": "String", "value": "7"}]}
    record = lists.services(rows)[0]
    assert (record["dids_total"], record["unread"]) == (7, [])


def test_sip_connections_are_missed_only_where_they_were_asked_for() -> None:
    rows = renamed(sample_customers(), "SiteLocation")
    assert [record["unread"] for record in lists.customers(rows)] == [[]] * 10
    missed = ["sip_connections", "sip_connections_not_deployed", "sip_connections_total"]
    assert [record["unread"] for record in lists.customers(rows, details=True)] == [missed] * 10


def test_a_license_that_is_a_word_is_known_though_it_has_no_number() -> None:
    rows = sample_customers()
    rows[0]["LicenseType"] = "OC_GOLD"
    rows[1]["LicenseType"] = {"value": 5}
    first, second = lists.customers(rows, details=True)[:2]
    assert (first["license_type"], first["unread"]) == ("oc_gold", ["license_code"])
    of_license = {f"license_{part}" for part in ("code", "type", "label", "family", "tier")}
    assert set(second["unread"]) == {*of_license, "seats_counted"}


def test_a_service_carries_what_of_its_customer_is_unread() -> None:
    rows = sample_customers()
    rows[0]["ActiveUserCount"] = "1,500"
    services = lists.services([{**sample_services()[0], "umpId": rows[0]["UmpCustomerGuid"]}])
    joined, _known = join.join(services, lists.customers(rows, details=True))
    assert joined[0]["customer_unread"] == ["active_users", "usage_percent"]


def test_records_name_their_platform() -> None:
    (service,) = lists.services([{"id": 7}], platform="zurich")
    (customer,) = lists.customers([{"UmpCustomerGuid": "Ab"}], platform="zurich")
    assert (join.key(service), join.identity(service)) == (("zurich", "service", "7"), "service:7")
    assert (join.key(customer), join.identity(customer)) == (("zurich", "customer", "ab"), "customer:Ab")
