# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""customer_info with sbc_names: the names that calling profiles give to the SBCs of SIP connections, for one request more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
import responses

from kits.inventory import customer_row
from simulator.profiles import profile, sbc

Run = Callable[..., dict[str, Any]]
Http = responses.RequestsMock
PORTAL = "https://live.example.com/tenantui/api"
CUSTOMERS = f"{PORTAL}/v3/customer"
PROFILES = f"{PORTAL}/v2/oc/callingprofile"
NAMED = {"all_details": True, "sbc_names": True}


def site(ident: str, sbc_id: int | None) -> dict[str, Any]:
    return {
        "id": ident,
        "name": f"site {ident}",
        "sbcId": sbc_id,
        "sbcDeploymentState": "Deployed",
        "sbcConfigurationType": "SipTrunk",
    }


@pytest.fixture
def platform(http: Http) -> Http:
    """Two customers on the SBCs 2, 4 and 5, one without SIP connections; the calling profiles have 2, 4 and 9."""
    rows = [
        customer_row(UmpCustomerGuid="c1", CustomerShortName="one", SiteLocation=[site("a", 2), site("b", 5)]),
        customer_row(UmpCustomerGuid="c2", CustomerShortName="two", SiteLocation=[site("c", 4), site("d", None)]),
        customer_row(UmpCustomerGuid="c3", CustomerShortName="three", SiteLocation=[]),
    ]
    http.get(CUSTOMERS, json=rows)
    http.get(f"{CUSTOMERS}/c1", json=rows[0])
    http.get(
        PROFILES, json=[profile("emea", [sbc(2, "Paris"), sbc(9, "Rome")]), profile("us", [sbc(4, "{{ Boston }}")])]
    )
    return http


def asked(http: Http) -> list[str]:
    return [urlsplit(str(call.request.url)).path.removeprefix("/tenantui/api/") for call in http.calls]


def names(result: dict[str, Any]) -> dict[str, Any]:
    return {item["id"]: item["sbc_name"] for customer in result["customers"] for item in customer["sip_connections"]}


# --- errors


@pytest.mark.parametrize("options", [{"sbc_names": True}, {**NAMED, "summary_only": True}])
def test_names_that_would_be_lost_are_not_asked_for(platform: Http, run: Run, options: dict[str, Any]) -> None:
    failed = run("customer_info", **options)
    assert "sbc_names adds to the SIP connections: it needs all_details" in failed["msg"]
    assert asked(platform) == []


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"error": "x"}, 200, "the answer is not a list of calling profiles"),
        (["x"], 200, "row 1 of the list of calling profiles is not an object"),
        ("no", 404, "GET /tenantui/api/v2/oc/callingprofile"),
    ],
)
def test_profiles_that_cannot_be_read_are_a_failure(
    platform: Http, run: Run, body: Any, status: int, says: str
) -> None:
    platform.replace("GET", PROFILES, json=body, status=status)
    failed = run("customer_info", **NAMED)
    assert failed["failed"]
    assert says in failed["msg"]
    assert failed["failure"]["path"] == "/tenantui/api/v2/oc/callingprofile"


# --- success


def test_names_cost_one_request_for_any_number_of_customers(platform: Http, run: Run) -> None:
    result = run("customer_info", **NAMED)
    assert names(result) == {"a": "Paris", "b": None, "c": "{{ Boston }}", "d": None}
    assert asked(platform) == ["v3/customer", "v2/oc/callingprofile"]


def test_nothing_is_asked_and_nothing_added_without_the_option(platform: Http, run: Run) -> None:
    (first, *_others) = run("customer_info", all_details=True)["customers"]
    assert "sbc_name" not in first["sip_connections"][0]
    assert asked(platform) == ["v3/customer"]


def test_only_those_that_pass_the_filters_count(platform: Http, run: Run) -> None:
    """Nobody has a SIP connection, so that no name is needed."""
    result = run("customer_info", **NAMED, names=["three"])
    assert [customer["sip_connections"] for customer in result["customers"]] == [[]]
    assert asked(platform) == ["v3/customer"]


@pytest.mark.parametrize("options", [{"guids": ["c1"]}, {"fields": ["name"], "names": ["one"]}])
def test_with_other_options(platform: Http, run: Run, options: dict[str, Any]) -> None:
    """Of one customer, and whatever fields says."""
    assert names(run("customer_info", **NAMED, **options)) == {"a": "Paris", "b": None}


@pytest.mark.parametrize(
    "profiles",
    [
        [],
        [{}],
        [{"trunksEnrolled": None}],
        [{"trunksEnrolled": ["x", {"matchingSbcList": [None, "Paris", {"name": "Paris"}, {"sbcId": 2, "name": ""}]}]}],
        [profile("emea", [sbc(2, "Paris")]), profile("us", [sbc(2, "Lyon")])],
    ],
)
def test_profiles_that_give_no_name(platform: Http, run: Run, profiles: list[Any]) -> None:
    """None at all, one without an id or a name, and one SBC with two names."""
    platform.replace("GET", PROFILES, json=profiles)
    assert set(names(run("customer_info", **NAMED)).values()) == {None}


def test_the_same_name_twice_and_other_letters_in_keys(platform: Http, run: Run) -> None:
    named = {"TrunksEnrolled": [{"MatchingSBCList": [{"SbcID": "2", "Name": "Paris"}]}]}
    platform.replace("GET", PROFILES, json=[named, profile("emea", [sbc(2, "Paris")])])
    assert names(run("customer_info", **NAMED))["a"] == "Paris"


def test_a_connection_with_the_id_of_its_customer(http: Http, run: Run) -> None:
    """The vendor documents it of the only connection of a customer: it is not taken for another customer."""
    row = customer_row(UmpCustomerGuid="c1", CustomerShortName="one", SiteLocation=[site("c1", 2)])
    http.get(CUSTOMERS, json=[row])
    http.get(f"{CUSTOMERS}/c1", json=row)
    http.get(PROFILES, json=[profile("emea", [sbc(2, "Paris")])])
    for options in ({}, {"guids": ["c1"]}):
        result = run("customer_info", **NAMED, **options)
        assert (result["count"], result["customers"][0]["name"], names(result)) == (1, "one", {"c1": "Paris"})
