# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers, summaries of removals and licensed users as records."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields, number_rows
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError

GUID = "82686da4-980d-4eef-8c00-cfe918d954d4"
TENANT = "f94238e5-4f2c-4e1b-8125-2d27122ca75f"
# keys and values of the vendor's examples, but for names and the number itself
ROW: dict[str, Any] = {
    "uploadTelephoneNumberEntryId": 294672,
    "source": "webapi",
    "sbcList": [{"sbcName": "US SP1 SBC", "sbcId": 11}],
    "tenantCallingProfileId": None,
    "ocSipConnectionName": None,
    "umpCustomerGuid": GUID,
    "ovocChannelId": 0,
    "consentedOn": None,
    "umpCustomerFullName": "Acme",
    "msCompanyName": "MSFT",
    "id": 121452,
    "whenCreated": "2024-04-04T12:24:01.9697859+00:00",
    "acquiredNumberStatus": None,
    "telephoneNumber": "+999000000001",
    "callingProfileId": "5f3fbb3b-df9b-483d-b294-c7eb01e22aac",
    "acquiredCapabilities": ["TollFree", "InboundCalling"],
    "availableCapabilities": ["TollFree"],
    "acquiredOn": "2024-04-04T12:21:56.6005305+00:00",
    "isoCountryCode": "US",
    "locationId": None,
    "civicAddressId": None,
    "assignmentStatus": None,
    "tenantId": TENANT,
}
CUSTOMER = {"ump_customer_guid": GUID, "name": "acme"}


def number(**values: Any) -> dict[str, Any]:
    """The record of one number, whose row has these values."""
    (found,) = number_rows.numbers({"": [ROW | values]}, platform="here")
    return found


# --- errors


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([None], "row 1 of the list of numbers is not an object"),
        ([ROW, "x"], "row 2 of the list of numbers is not an object"),
        ([ROW, {**ROW, "telephoneNumber": ""}], "row 2 of the list of numbers has no telephone number"),
        ([{}], "row 1 of the list of numbers has no telephone number"),
        ([ROW, ROW], r"1 id occurs more than once in the list of numbers: \+999000000001"),
    ],
)
def test_rows_that_cannot_be_numbers(rows: list[Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        number_rows.numbers({"": rows})


def test_a_number_that_two_tenants_have() -> None:
    with pytest.raises(DataError, match="1 id occurs more than once in the list of numbers"):
        number_rows.numbers({TENANT: [ROW], "other": [{**ROW, "tenantId": None}]})


def test_a_platform_that_does_not_look_at_the_tenant() -> None:
    with pytest.raises(DataError, match=f"returned numbers of tenant {TENANT} when asked for other"):
        number_rows.numbers({"other": [ROW]})


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ([], "not a summary of removals"),
        ("0", "not a summary of removals"),
        ({}, "no count of a summary"),
        ({"description": "x"}, "no count of a summary"),
        ({"markedForRemovalCount": "many"}, "no count of a summary"),
    ],
)
def test_what_is_not_a_summary(body: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        number_rows.removal_summary(body, "")


@pytest.mark.parametrize("body", [None, {}, "user", {"users": []}, ["user"]])
def test_what_are_not_users(body: Any) -> None:
    with pytest.raises(DataError, match="list of licensed users"):
        number_rows.licensed_users(body, CUSTOMER)


# --- numbers


def test_every_field_of_the_vendors_example() -> None:
    assert number() == {
        "kind": "number",
        "number": "+999000000001",
        "number_id": 121452,
        "ump_customer_guid": GUID,
        "customer_name": "Acme",
        "ms_company_name": "MSFT",
        "ms_tenant_id": TENANT,
        # 0 in the example
        "channel_id": None,
        "sip_connection_name": "",
        "sbcs": [{"id": 11, "name": "US SP1 SBC"}],
        "status": "unknown",
        "assignment_status": "unknown",
        "capabilities": ["TollFree", "InboundCalling"],
        "available_capabilities": ["TollFree"],
        "calling_profile_id": "5f3fbb3b-df9b-483d-b294-c7eb01e22aac",
        "acquired_on": "2024-04-04T12:21:56.600530+00:00",
        "created_at": "2024-04-04T12:24:01.969785+00:00",
        "consented_on": None,
        "source": "webapi",
        "country_code": "US",
        "location_id": "",
        "civic_address_id": "",
        "platform": "here",
        "unread": [],
    }
    assert list(number()) == [field.name for field in fields.NUMBER_FIELDS]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Active", "active"),
        ("Release Requested", "release_requested"),
        ("ReleaseRequested", "release_requested"),
        ("MARKED_FOR_REMOVAL", "marked_for_removal"),
        ("Marked For Removal", "marked_for_removal"),
        (2, "marked_for_removal"),
        (3, "ready_for_removal"),
        ("ready-for-removal", "ready_for_removal"),
    ],
)
def test_a_status_in_any_spelling(said: Any, status: str) -> None:
    assert (number(acquiredNumberStatus=said)["status"], number(acquiredNumberStatus=said)["unread"]) == (status, [])


@pytest.mark.parametrize("said", ["Ported", 0, 1, True, ["Active"]])
def test_a_status_that_nobody_knows_is_unread(said: Any) -> None:
    found = number(acquiredNumberStatus=said)
    assert (found["status"], found["unread"]) == ("unknown", ["status"])


@pytest.mark.parametrize("said", [None, "", " "])
def test_no_status_is_not_unread(said: Any) -> None:
    assert (number(acquiredNumberStatus=said)["status"], number(acquiredNumberStatus=said)["unread"]) == ("unknown", [])


@pytest.mark.parametrize(
    ("said", "assignment"),
    [
        ("Unassigned", "unassigned"),
        ("UserAssigned", "user_assigned"),
        ("Conference Assigned", "conference_assigned"),
        ("VoiceApp", "voice_app"),
        # a platform of tomorrow
        ("QueueAssigned", "queueassigned"),
    ],
)
def test_assignments(said: str, assignment: str) -> None:
    assert (number(assignmentStatus=said)["assignment_status"], number(assignmentStatus=said)["unread"]) == (
        assignment,
        [],
    )


def test_keys_that_no_row_has_though_they_are_always_there_are_unread() -> None:
    rows = [{"TelephoneNumber": "+9991"}, {"telephonenumber": "+9992"}]
    for found in number_rows.numbers({"": rows}):
        assert found["unread"] == ["assignment_status", "status", "ump_customer_guid"]


def test_values_of_another_form_are_unread() -> None:
    found = number(ovocChannelId="north", acquiredOn="soon", umpCustomerGuid={"a": 1})
    assert (found["channel_id"], found["acquired_on"], found["ump_customer_guid"]) == (None, None, "")
    assert found["unread"] == ["acquired_on", "channel_id", "ump_customer_guid"]


@pytest.mark.parametrize(
    ("said", "text"), [("+49 (0)30", "+49 (0)30"), (4930123, "4930123"), ("=1+1", "=1+1"), ("{{ 7*7 }}", "{{ 7*7 }}")]
)
def test_a_number_is_text_as_it_came(said: Any, text: str) -> None:
    assert number(telephoneNumber=said)["number"] == text


def test_a_channel() -> None:
    assert number(ovocChannelId=7)["channel_id"] == 7


def test_odd_sbcs_are_kept() -> None:
    assert number(sbcList="one")["sbcs"] == [{"id": None, "name": "one"}]
    assert number(sbcList=None)["sbcs"] == []
    assert number(sbcList=[{"fqdn": "sbc1.example.com"}])["sbcs"] == [{"id": None, "name": ""}]


def test_the_row_itself_has_no_secrets() -> None:
    (found,) = number_rows.numbers({"": [{**ROW, "aslPassword": "hush-hush"}]}, include_raw=True)
    assert found["raw"] == ROW


# --- summaries


@pytest.mark.parametrize("key", ["totalCount", "TotalCounts"])
def test_a_summary(key: str) -> None:
    body = {"markedForRemovalCount": 2, "readyForRemovalCount": 0, key: 2}
    assert number_rows.removal_summary(body, TENANT, "here") == {
        "ms_tenant_id": TENANT,
        "marked_for_removal": 2,
        "ready_for_removal": 0,
        "total": 2,
        "platform": "here",
        "unread": [],
    }


def test_a_summary_without_a_count_is_unread_and_not_zero() -> None:
    found = number_rows.removal_summary({"markedForRemovalCount": 2, "totalCount": "many"}, "")
    assert (found["ready_for_removal"], found["total"]) == (None, None)
    assert found["unread"] == ["ready_for_removal", "total"]


# --- licensed users


@pytest.mark.parametrize("wrapped", [False, True])
def test_users(wrapped: bool) -> None:
    rows = [{"sipAddress": "one@acme.example", "licenseCriteria": "Managed Users - By User Interface"}]
    (found,) = number_rows.licensed_users({"data": rows} if wrapped else rows, CUSTOMER, platform="here")
    assert found == {
        "kind": "licensed_user",
        "ump_customer_guid": GUID,
        "customer_name": "acme",
        "sip_address": "one@acme.example",
        "license_criteria": "Managed Users - By User Interface",
        "platform": "here",
        "unread": [],
    }


def test_nobody() -> None:
    assert number_rows.licensed_users([], CUSTOMER) == []
