# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SIP connection whose id is its customer's GUID, as the vendor documents it of the only one: nothing takes one for the other."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import NotFoundError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.modules.customer import customer
from ansible_collections.audiocodes.live_platform.plugins.modules.sip_connection import sip_connection
from kits.acting import SIP_DEFAULTS, client_of
from simulator import Simulator

Result = dict[str, Any]

GUID, SHORT = "8f479a63-cf48-4f36-bbcd-65267a6f06cc", "two_sbc_two_cp"
SITE_NAME = "GSCIILOQQBGJR"
#: of another customer, which has several connections
OTHER = "27aa5123-9b59-4374-bc89-838a9e536f24"
CONNECTION, CUSTOMER = f"/tenantui/api/v2/sitelocation/{GUID}", f"/tenantui/api/v2/customer/{GUID}"
ONE = [
    pytest.param({"id": GUID}, id="by id"),
    pytest.param({"id": GUID.upper(), "guid": GUID}, id="by id and guid"),
    pytest.param({"guid": GUID, "name": SITE_NAME}, id="by name"),
]


@pytest.fixture
def acting(sim: Simulator) -> Simulator:
    """The vendor's examples, where the customer has one connection, whose id is that of the customer."""
    row = sim.dataset.customer_row(GUID)
    assert row is not None
    row["SiteLocation"] = [{**row["SiteLocation"][0], "id": GUID}]
    return sim


@pytest.fixture
def client(acting: Simulator) -> Iterator[Client]:
    """A client on a clock of its own; every request is sent at once."""
    with client_of(acting, rate_limit=0) as made:
        yield made


def run(client: Client, **options: Any) -> Result:
    """What sip_connection returns."""
    module = SimpleNamespace(params=SIP_DEFAULTS | options, check_mode=False, _diff=False, no_log_values=set())
    return sip_connection(module, client)


def remove_customer(client: Client, guid: str, confirm_name: str) -> Result:
    params = {"guid": guid, "state": "absent", "confirm_name": confirm_name, "wait": True, "wait_timeout": 100}
    told: list[str] = []
    module = SimpleNamespace(params=params, check_mode=False, _diff=False, no_log_values=set(), warn=told.append)
    return customer(module, client)


def writes(acting: Simulator) -> list[tuple[str, str]]:
    return [(write.method, write.path) for write in acting.writes]


def left(acting: Simulator) -> list[str] | None:
    """The names of the customer's connections on the platform, None where the customer is gone."""
    row = acting.dataset.customer_row(GUID)
    return None if row is None else [site["name"] for site in row["SiteLocation"]]


# --- what is refused


@pytest.mark.parametrize("name", [SITE_NAME, SITE_NAME.lower()])
def test_the_name_of_the_connection_removes_no_customer(acting: Simulator, client: Client, name: str) -> None:
    with pytest.raises(OptionError, match="confirm_name does not match the name of customer"):
        remove_customer(client, GUID, name)
    assert (writes(acting), left(acting)) == ([], [SITE_NAME])


def test_the_name_of_the_customer_removes_no_connection(acting: Simulator, client: Client) -> None:
    with pytest.raises(OptionError, match="confirm_name does not match the name of SIP connection"):
        run(client, id=GUID, state="absent", confirm_name=SHORT)
    assert (writes(acting), left(acting)) == ([], [SITE_NAME])


def test_a_guid_that_no_connection_has_names_none(acting: Simulator, client: Client) -> None:
    """Although a customer has it: there is nothing to remove, and nothing to change."""
    assert run(client, id=OTHER, state="absent", confirm_name=SHORT)["state"] == "unchanged"
    with pytest.raises(NotFoundError, match=f"no SIP connection with id {OTHER}"):
        run(client, id=OTHER, sbc_id=77)
    assert writes(acting) == []


def test_an_id_of_a_connection_alone_removes_no_customer(acting: Simulator, client: Client) -> None:
    """A customer with that GUID does not exist."""
    row = acting.dataset.customer_row(OTHER)
    assert row is not None
    only_site = row["SiteLocation"][0]
    assert remove_customer(client, only_site["id"], only_site["name"])["state"] == "unchanged"
    assert writes(acting) == []


# --- success


@pytest.mark.parametrize("options", ONE)
def test_the_connection_is_changed(acting: Simulator, client: Client, options: Result) -> None:
    result = run(client, **options, sbc_id=77)
    assert (result["state"], result["ump_customer_guid"], result["sip_connection"]["id"]) == ("changed", GUID, GUID)
    assert writes(acting) == [("PATCH", f"{CUSTOMER}/sitelocation/")]
    row = acting.dataset.customer_row(GUID)
    assert row is not None
    assert row["SiteLocation"][0]["sbcId"] == 77
    assert run(client, **options, sbc_id=77)["state"] == "unchanged"


@pytest.mark.parametrize("options", ONE)
def test_the_connection_is_removed_and_the_customer_stays(acting: Simulator, client: Client, options: Result) -> None:
    """Also where both have the same name."""
    row = acting.dataset.customer_row(GUID)
    assert row is not None
    row["CustomerShortName"] = SITE_NAME
    result = run(client, **options, state="absent", confirm_name=SITE_NAME)
    assert (result["state"], result["before"]["id"]) == ("changed", GUID)
    assert (writes(acting), left(acting)) == ([("DELETE", CONNECTION)], [])
    assert run(client, **options, state="absent", confirm_name=SITE_NAME)["state"] == "unchanged"
    assert len(acting.writes) == 1


def test_the_customer_is_removed_by_its_own_path(acting: Simulator, client: Client) -> None:
    assert remove_customer(client, GUID, SHORT)["state"] == "changed"
    assert (writes(acting), left(acting)) == ([("DELETE", CUSTOMER)], None)


def test_another_connection_of_the_same_customer(acting: Simulator, client: Client) -> None:
    """It gets an id of its own; the first one is left alone."""
    added = run(client, guid=GUID, name="Branch", sbc_id=4)["sip_connection"]
    assert added["id"] != GUID
    assert run(client, id=added["id"], state="absent", confirm_name="Branch")["state"] == "changed"
    assert writes(acting)[-1] == ("DELETE", f"/tenantui/api/v2/sitelocation/{added['id']}")
    assert left(acting) == [SITE_NAME]


def test_both_are_read_as_what_they_are(acting: Simulator, client: Client) -> None:
    (alone,) = topology.customers(client, [GUID], all_details=True)
    (listed,) = (one for one in topology.customers(client, all_details=True) if one["ump_customer_guid"] == GUID)
    assert alone == listed
    assert (alone["kind"], alone["name"]) == ("customer", SHORT)
    assert [(site["id"], site["name"]) for site in alone["sip_connections"]] == [(GUID, SITE_NAME)]
