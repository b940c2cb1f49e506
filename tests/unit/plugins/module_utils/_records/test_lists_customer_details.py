# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only the item of a customer says: when the secret of its app registration expires, and never the secret."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields, lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, NotFoundError

GUID = "8f479a63-cf48-4f36-bbcd-65267a6f06cc"

# the keys that "Get Details for Specific Service" adds to those of the list
ITEM: dict[str, Any] = {
    "UmpCustomerGuid": GUID,
    "CustomerShortName": "two_sbc_two_cp",
    "LicenseType": 5,
    "MsDefaultDomain": "contoso.onmicrosoft.example",
    "ApplicationClientId": "0b7c3a52-6f1e-4a55-9d1f-000000000001",
    "ApplicationClientSecret": "Abc~very-secret",
    "ClientSecretExpirationDate": "2/18/2027 8:39:26 AM",
}


def details(body: Any) -> Any:
    """What is read of the item of that customer."""
    return lists.customer_details(body, GUID)


@pytest.mark.parametrize("body", [None, 5, "text", [5]])
def test_no_object(body: Any) -> None:
    """Without its keys, nothing would ever seem to expire."""
    with pytest.raises(DataError, match="is not an object"):
        details(body)


@pytest.mark.parametrize("body", [{}, {"items": ITEM}, {**ITEM, "UmpCustomerGuid": None}])
def test_an_item_of_nobody(body: Any) -> None:
    """An object that is no customer is not a customer without a secret."""
    with pytest.raises(DataError, match=f"returned customer without UmpCustomerGuid when asked for {GUID}"):
        details(body)


def test_the_item_of_another() -> None:
    """Its date would stand beside the wrong name."""
    with pytest.raises(DataError, match=f"returned customer other when asked for {GUID}"):
        details({**ITEM, "UmpCustomerGuid": "other"})


@pytest.mark.parametrize("body", [[], {"customers": []}])
def test_no_item(body: Any) -> None:
    """An empty answer."""
    with pytest.raises(NotFoundError, match=f"customer {GUID} does not exist or belongs to another tenant"):
        details(body)


@pytest.mark.parametrize(
    "body", [ITEM, [ITEM], {"customers": [ITEM]}, {key.lower(): value for key, value in ITEM.items()}]
)
def test_item(body: Any) -> None:
    """Bare or wrapped, in any case of the keys; the secret is not there."""
    found = details(body)
    assert found == {
        "ms_default_domain": "contoso.onmicrosoft.example",
        "application_client_id": "0b7c3a52-6f1e-4a55-9d1f-000000000001",
        "client_secret_expires": "2027-02-18T08:39:26",
    }


def test_the_guid_in_another_case() -> None:
    """GUIDs are the same in any case."""
    assert details({**ITEM, "UmpCustomerGuid": GUID.upper()}) == details(ITEM)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("2/18/2027 8:39:26 AM", "2027-02-18T08:39:26"),
        ("12/1/2026 12:00:00 AM", "2026-12-01T00:00:00"),
        ("12/1/2026 12:00:01 PM", "2026-12-01T12:00:01"),
        ("12/31/2026 11:59:59 PM", "2026-12-31T23:59:59"),
        ("1/2/2027", "2027-01-02"),
        ("2027-02-18T08:39:26Z", "2027-02-18T08:39:26+00:00"),
        ("18/2/2027 8:39:26 AM", None),
        ("2/30/2027 8:39:26 AM", None),
        ("2/18/2027 13:39:26 PM", None),
        ("1/1/0001 12:00:00 AM", None),
        ("never", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_in_the_us_form(sent: Any, read: str | None) -> None:
    """Month first, 12 hours; a date that the calendar does not know is not bent into one."""
    assert details({**ITEM, "ClientSecretExpirationDate": sent})["client_secret_expires"] == read


def test_a_customer_that_could_not_be_read() -> None:
    """The same keys, all of them empty."""
    nothing = lists.no_customer_details()
    assert list(nothing) == [field.name for field in fields.CUSTOMER_DETAIL_FIELDS] == list(details(ITEM))
    assert nothing == {"ms_default_domain": "", "application_client_id": "", "client_secret_expires": None}


def test_the_secret_in_a_raw_row() -> None:
    """Not even the platform's own row keeps it."""
    assert "very-secret" not in str(lists.customer(ITEM, include_raw=True))
