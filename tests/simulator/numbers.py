# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers, leads and licensed users of the customers; always the same for the same rows.

Keys are from the vendor's pages "Get Operator Connect Customer Numbers V3", "Get Number Removal Status Summary", "Get
All OC Leads" and "Get Licensed Users", and their examples. The numbers have an unassigned country code.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]

# Customer license types of Operator Connect.
OPERATOR_CONNECT = (3, 4, 5)
NUMBERS_EACH = 6
# (acquiredNumberStatus, assignmentStatus, source); the examples show null, the other spellings are assumed.
STATES = (
    ("Active", "UserAssigned", "webapi"),
    ("Active", "Unassigned", "webui"),
    (None, None, "ocsync"),
    ("ReleaseRequested", "Unassigned", "webapi"),
    ("MarkedForRemoval", "ConferenceAssigned", None),
    ("ReadyForRemoval", "VoiceApp", "ocsync"),
)
MARKED, READY = "MarkedForRemoval", "ReadyForRemoval"
CAPABILITIES = ("Office365", "InboundCalling", "OutboundCalling", "UserAssignment")
# The two in the vendor's example.
CRITERIA = ("Managed Users - By User Interface", "Managed Users - By LifeCycle Management")


def made_numbers(
    customers: Iterable[Row], channels: Mapping[int, Collection[Any]], each: int = NUMBERS_EACH
) -> list[Row]:
    """Return ``each`` numbers of every Operator Connect customer."""
    rows: list[Row] = []
    for customer in customers:
        if customer.get("LicenseType") in OPERATOR_CONNECT:
            rows += [_number(customer, channels, len(rows) + place, place) for place in range(each)]
    return rows


def _number(customer: Row, channels: Mapping[int, Collection[Any]], index: int, place: int) -> Row:
    status, assignment, source = STATES[place % len(STATES)]
    sites = customer.get("SiteLocation") or [{}]
    sbcs = [{"sbcName": f"SBC {site['sbcId']}", "sbcId": site["sbcId"]} for site in sites[:1] if "sbcId" in site]
    return {
        "uploadTelephoneNumberEntryId": 324000 + index,
        "source": source,
        "sbcList": sbcs,
        "tenantCallingProfileId": None,
        "ocSipConnectionName": sites[0].get("name"),
        "ocSipConnectionDescription": None,
        "umpCustomerGuid": customer["UmpCustomerGuid"],
        "ovocChannelId": channel_of(customer, channels) or 0,
        "consentedOn": None,
        "umpCustomerFullName": customer["CustomerFullName"],
        "msCompanyName": customer["CustomerFullName"],
        "id": 125000 + index,
        "whenCreated": "2024-04-04T12:24:01.9697859+00:00",
        "acquiredNumberStatus": status,
        "telephoneNumber": f"+999{index:09d}",
        "callingProfileId": "00000000-0000-4000-8000-00000000ca11",
        "acquiredCapabilities": list(CAPABILITIES),
        "availableCapabilities": [*CAPABILITIES, "Mobile"],
        "acquiredOn": "2024-04-04T12:21:56.6005305+00:00",
        "isoCountryCode": "US",
        "locationId": None,
        "civicAddressId": None,
        "assignmentStatus": assignment,
        "tenantId": customer["MsTenantId"],
    }


def channel_of(customer: Row, channels: Mapping[int, Collection[Any]]) -> int | None:
    """Return the channel of a customer."""
    return next((channel for channel, ids in channels.items() if customer["UmpCustomerGuid"] in ids), None)


def chosen(rows: Iterable[Row], tenant: str, status: str) -> list[Row]:
    """Return the numbers of a Microsoft tenant and with a status; a blank one does not filter."""
    return [
        row
        for row in rows
        if (not tenant or str(row.get("tenantId")).lower() == tenant.lower())
        and (not status or _word(row.get("acquiredNumberStatus")) == _word(status))
    ]


def _word(text: Any) -> str:
    return re.sub("[^a-z]", "", str(text).lower())


def page(rows: Sequence[Row], number: int, size: int) -> Row:
    """Return one page, counted from 1; empty after the last one."""
    first = (number - 1) * size
    return {
        "currentPage": number,
        "pageSize": size,
        "totalPages": -(-len(rows) // size),
        "totalRecords": len(rows),
        "data": list(rows[first : first + size]),
    }


def removal_summary(rows: Iterable[Row]) -> Row:
    """Return how many numbers are being removed."""
    states = [row.get("acquiredNumberStatus") for row in rows]
    marked, ready = states.count(MARKED), states.count(READY)
    return {"markedForRemovalCount": marked, "readyForRemovalCount": ready, "totalCount": marked + ready}


def made_leads(customers: Iterable[Row], channels: Mapping[int, Collection[Any]]) -> list[Row]:
    """Return a lead for every Operator Connect customer, and one that never became a customer."""
    known = [row for row in customers if row.get("LicenseType") in OPERATOR_CONNECT]
    leads = [
        _lead(row["UmpCustomerGuid"], channel_of(row, channels), row["MsTenantId"], "Active", index)
        for index, row in enumerate(known)
    ]
    return [*leads, _lead(None, None, "00000000-0000-4000-8000-0000000001ea", "Removed", len(leads))]


def _lead(guid: str | None, channel: int | None, tenant: str | None, status: str, index: int) -> Row:
    return {
        "civicAddresses": None,
        "comments": None,
        "umpCustomerGuid": guid,
        "isNotActive": None if guid is None else False,
        "channelId": None,
        "ovocChannelId": channel,
        "isDirectLead": False,
        "id": f"00000000-0000-4000-8000-{index:012x}",
        "tenantId": tenant,
        "tenantOrigin": None,
        "operatorId": None,
        "status": status,
        "consentedOn": "2024-04-03T13:32:12.8286742Z",
        "lastModifiedOn": "2024-04-03T13:32:12.82872Z",
        "consentedCountries": ["US"],
        "contactDetails": dict.fromkeys(("fullName", "email", "phoneNumber", "companyName", "companySize")),
        "contacts": None,
    }


def made_users(customer: Row) -> list[Row]:
    """Return as many users as the customer has seats in use."""
    place = zlib.crc32(customer["UmpCustomerGuid"].encode()) % 10000
    return [
        {
            "sipAddress": f"user{index}@tenant{place}.onmicrosoft.example",
            "licenseCriteria": CRITERIA[index % len(CRITERIA)],
        }
        for index in range(customer.get("ActiveUserCount") or 0)
    ]
