# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which hosts there are and which variables they show: include, filters, match_by, fields, raw rows, labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kits.inventory import FakePlatform, customer_row, sample_customers, sample_services, service_row

Load = Callable[..., Any]
Failure = Callable[..., str]

GUID = "0c8e0080-8bf3-4ae4-8b96-219977ae508f"
SERVICES = [
    service_row(
        1, name="alpha", licenseType="PRO", status="OK", serviceSource="DM", isEnabled=True, umpId=GUID, definedAt="x"
    ),
    service_row(2, name="beta", licenseType="ESSENTIAL", status="ERROR", serviceSource="OC", isEnabled=False),
    service_row(3, name="gamma", fullName="Gamma Ray Ltd", status=None, serviceSource=None),
]
CUSTOMERS = [
    customer_row(GUID, CustomerShortName="acme", LicenseType=5, LicensedUsersCount=10, ActiveUserCount=4),
    customer_row("c2", CustomerShortName="delta", LicenseType=1),
    customer_row("c3", CustomerShortName="epsilon", LicenseType=42),
]


@pytest.fixture(autouse=True)
def small(platform: FakePlatform) -> None:
    platform.holds(SERVICES, CUSTOMERS)


# --- include


@pytest.mark.parametrize("value", ["servers", ["services", "x"], {"services": True}])
def test_include_refuses_what_it_does_not_know(failure: Failure, value: Any) -> None:
    assert "include" in failure({"include": value})


@pytest.mark.parametrize(
    ("include", "hosts", "requests"),
    [
        (None, ["alpha", "beta", "delta", "epsilon", "gamma"], ["services", "customers"]),
        (["services"], ["alpha", "beta", "gamma"], ["services"]),
        ("services", ["alpha", "beta", "gamma"], ["services"]),
        (["customers"], ["acme", "delta", "epsilon"], ["customers"]),
        ("customers,services", ["alpha", "beta", "delta", "epsilon", "gamma"], ["services", "customers"]),
    ],
)
def test_include(load: Load, platform: FakePlatform, include: Any, hosts: list[str], requests: list[str]) -> None:
    assert load({"include": include} if include else {}).names == hosts
    assert platform.requests == requests


def test_services_alone_carry_null_for_the_customer(load: Load) -> None:
    variables = load({"include": ["services"]}).vars("alpha")
    assert (variables["lp_matched"], variables["lp_customer_name"], variables["lp_customer_license_type"]) == (
        False,
        None,
        None,
    )


def test_the_number_of_requests_does_not_depend_on_the_number_of_hosts(load: Load, platform: FakePlatform) -> None:
    for count in (1, 300):
        platform.holds([service_row(number) for number in range(count)], [customer_row(f"c{n}") for n in range(count)])
        assert len(load().names) == 2 * count
        assert platform.requests == ["services", "customers"]


def test_all_details_are_asked_for_where_they_are_needed(load: Load, platform: FakePlatform) -> None:
    for options, request in (
        ({}, "customers"),
        ({"all_details": True}, "customers with details"),
        ({"group_by": ["sip_state"]}, "customers with details"),
    ):
        platform.holds(SERVICES, CUSTOMERS)
        load(options)
        assert platform.requests == ["services", request]


# --- filters on fields


@pytest.mark.parametrize("value", [{"a": 1}, [["x"]], True])
@pytest.mark.parametrize("option", ["license_types", "statuses", "sources", "names"])
def test_a_filter_of_another_shape_is_refused(failure: Failure, option: str, value: Any) -> None:
    assert failure({option: value}).startswith(f"audiocodes.live_platform: {option} must be a list")


def test_a_filter_that_leaves_nobody_is_an_error(failure: Failure) -> None:
    assert "no host is left of 6 services and customers" in failure({"names": ["nobody"]})


def test_a_license_type_that_nobody_has_heard_of_is_warned_about(load: Load) -> None:
    result = load({"license_types": ["pro", "gold", "type_42"]})
    assert result.names == ["alpha", "epsilon"]
    (told,) = [line for line in result.warnings if "gold" in line]
    assert told.startswith(
        "audiocodes.live_platform: license_types: gold is not a known license type, and no record has it"
    )
    assert 'a label such as "Essential Plus" is not a license type' in told
    assert "known are essential, " in told
    assert not any("type_42 is" in line for line in result.warnings)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        # such a list would lose all services in error, and an AWX source that overwrites would delete their hosts
        (
            {"statuses": "eror, warning"},
            "statuses: eror is not a known status, and no record has it; did you mean error?",
        ),
        ({"license_types": ["pro", "esential"]}, "did you mean essential?"),
        ({"sources": ["dm", "lct"]}, "sources: lct is not a known source, and no record has it; did you mean ltc?"),
        ({"statuses": ["ok", "bogus"], "unknown_values": "error"}, "statuses: bogus is not a known status"),
    ],
)
def test_a_misspelled_value_is_an_error(failure: Failure, options: dict[str, Any], says: str) -> None:
    told = failure(options)
    assert says in told
    assert "known are" in told


def test_a_misspelled_value_is_a_warning_where_that_is_asked_for(load: Load) -> None:
    result = load({"statuses": ["ok", "erorr"], "unknown_values": "warn"})
    assert any("statuses: erorr is not a known status" in line for line in result.warnings)


@pytest.mark.parametrize("option", ["statuses", "names"])
def test_an_empty_list_selects_nobody_and_says_so(load: Load, failure: Failure, option: str) -> None:
    assert f"{option} is an empty list, which selects nobody" in failure({option: []})
    assert load({option: [], "allow_empty": True}).names == []


def test_a_name_with_the_marks_of_a_pattern_is_that_name(load: Load, platform: FakePlatform) -> None:
    """Also where it is only the name of a customer that a service carries: "V Acme" is somebody else."""
    names = ["[VIP] Acme", "V Acme", "I Acme"]
    platform.holds([service_row(number, name=name) for number, name in enumerate(names)])
    assert load({"names": ["[vip] acme "]}).names == ["vip-acme"]


def test_a_name_that_fits_nobody_is_a_warning(load: Load) -> None:
    warned = load({"names": ["alpha", "nobody*", "who"]}).warnings
    assert "audiocodes.live_platform: names: no record is named nobody*, who" in warned


def test_a_label_of_a_license_type_that_nobody_has_is_a_warning(load: Load) -> None:
    (told,) = load({"labels": {2: "Gold", "pro": "P", "type_42": "T", "esential": "E"}}).warnings
    assert "2 (did you mean hosted_pro?), esential (did you mean essential?)" in told


@pytest.mark.parametrize(
    ("options", "hosts"),
    [
        ({"license_types": ["pro"]}, ["alpha"]),
        ({"license_types": "PRO, Essential"}, ["alpha", "beta"]),
        # the license type of the customer counts as well
        ({"license_types": ["oc_pro"]}, ["alpha"]),
        ({"license_types": ["type_42", "unknown"]}, ["epsilon", "gamma"]),
        ({"statuses": ["error"]}, ["beta"]),
        ({"statuses": "unknown"}, ["delta", "epsilon", "gamma"]),
        ({"sources": ["DM", "oc"]}, ["alpha", "beta"]),
        ({"sources": ["unknown"]}, ["delta", "epsilon", "gamma"]),
        ({"enabled": False}, ["beta"]),
        ({"enabled": True}, ["alpha", "delta", "epsilon", "gamma"]),
        ({"enabled": "no"}, ["beta"]),
        ({"names": ["ALPHA", "*ta"]}, ["alpha", "beta", "delta"]),
        ({"names": ["gamma ray*"]}, ["gamma"]),
        ({"names": "alpha\nbeta"}, ["alpha", "beta"]),
        ({"license_types": ["pro", "essential"], "enabled": True}, ["alpha"]),
        ({"statuses": "", "names": None}, ["alpha", "beta", "delta", "epsilon", "gamma"]),
    ],
)
def test_filters(load: Load, options: dict[str, Any], hosts: list[str]) -> None:
    assert load(options).names == hosts


# --- filters in Jinja


@pytest.mark.parametrize(
    ("filters", "hosts"),
    [
        ([{"include": "lp_kind == 'service'"}, {"exclude": True}], ["alpha", "beta", "gamma"]),
        ([{"exclude": "lp_status == 'error'"}], ["alpha", "delta", "epsilon", "gamma"]),
        # the first condition that holds decides
        ([{"include": "lp_name == 'beta'"}, {"exclude": "lp_kind == 'service'"}], ["beta", "delta", "epsilon"]),
        ([{"exclude": "lp_kind == 'service'"}, {"include": "lp_name == 'beta'"}], ["delta", "epsilon"]),
        # none holds: included
        ([{"include": "lp_name == 'beta'"}], ["alpha", "beta", "delta", "epsilon", "gamma"]),
        ([{"include": "lp_customer_licensed_users == 10"}, {"exclude": True}], ["alpha"]),
        ('[{"include": "lp_name == \'beta\'"}, {"exclude": true}]', ["beta"]),
    ],
)
def test_jinja_filters(load: Load, filters: Any, hosts: list[str]) -> None:
    # customers have no lp_customer_licensed_users: under strict that would be an error
    assert load({"filters": filters}).names == hosts


def test_jinja_filters_see_fields_that_are_not_exported(load: Load) -> None:
    result = load({"filters": [{"include": "lp_source == 'dm'"}, {"exclude": True}], "fields": ["name"]})
    assert result.names == ["alpha"]
    assert "lp_source" not in result.vars("alpha")


def test_a_jinja_filter_that_fails_is_warned_about_once_with_a_count(load: Load, failure: Failure) -> None:
    filters = [{"exclude": "lp_source == 'dm'"}]
    result = load({"filters": filters})
    assert result.names == ["beta", "delta", "epsilon", "gamma"]
    counted = [line for line in result.warnings if "strict is false" in line]
    assert len(counted) == 1
    assert "filters: entry 1 on 2 hosts" in counted[0]
    assert "filters: entry 1: " in failure({"filters": filters, "strict": True})


# --- match_by


@pytest.mark.parametrize(
    ("match_by", "service", "matched"),
    [
        (None, {"umpId": GUID}, True),
        (None, {"umpId": GUID.upper()}, True),
        (None, {"serviceId": GUID}, True),
        (None, {"name": "acme"}, False),
        (["ump_customer_guid"], {"serviceId": GUID}, False),
        ("service_id", {"umpId": GUID}, False),
        (["service_id"], {"serviceId": GUID}, True),
        (["name"], {"name": "ACME"}, True),
        (["name"], {"umpId": GUID}, False),
        (["ump_customer_guid", "name"], {"name": "acme"}, True),
    ],
)
def test_match_by(load: Load, platform: FakePlatform, match_by: Any, service: dict[str, Any], matched: bool) -> None:
    platform.holds([service_row(1, **{"name": "solo", **service})], CUSTOMERS[:1])
    result = load({"match_by": match_by} if match_by else {})
    found = next(result.vars(name) for name in result.names if result.vars(name)["lp_kind"] == "service")
    assert (found["lp_matched"], found["lp_customer_name"]) == (matched, "acme" if matched else None)
    assert len(result.names) == (1 if matched else 2)


def test_a_name_that_two_customers_share_matches_none(load: Load, platform: FakePlatform) -> None:
    platform.holds([service_row(1, name="acme")], [CUSTOMERS[0], CUSTOMERS[0] | {"UmpCustomerGuid": "c9"}])
    result = load({"match_by": ["name"]})
    assert len(result.names) == 3
    assert not any(result.vars(name)["lp_matched"] for name in result.names)


# --- fields, raw, labels


@pytest.mark.parametrize("fields", [["colour"], "lp_name", ["name", "dids_x*"]])
def test_a_field_that_does_not_exist_is_refused_before_anything_is_sent(
    failure: Failure, platform: FakePlatform, fields: Any
) -> None:
    assert "is not a field of a service or a customer" in failure({"fields": fields})
    assert platform.requests == []


def test_fields(load: Load) -> None:
    always = {"lp_kind", "lp_instance_id", "lp_enabled", "lp_platform", "lp_unread", "ansible_connection"}
    result = load({"fields": ["name", "customer_license*", "status"]})
    licenses = {f"lp_customer_license_{part}" for part in ("code", "type", "label", "family", "tier")}
    assert set(result.vars("alpha")) == always | {
        *("lp_name", "lp_status", "lp_customer_licensed_users", "lp_customer_unread"),
        *licenses,
    }
    assert set(result.vars("delta")) == always | {"lp_name", "lp_status"}


def test_raw_rows_are_there_when_asked_for_and_without_secrets(load: Load, platform: FakePlatform) -> None:
    secrets = {"password": "hush", "CarrierUserPassword": "hush", "deep": {"clientSecret": "hush", "kept": 1}}
    platform.holds([SERVICES[0] | secrets, SERVICES[1]], [CUSTOMERS[0] | {"ApplicationClientSecret": "hush", "New": 1}])
    plain = load()
    assert "lp_raw" not in plain.vars("alpha")
    assert "lp_customer_raw" not in plain.vars("alpha")
    result = load({"include_raw": True})
    alpha, beta = result.vars("alpha"), result.vars("beta")
    assert alpha["lp_raw"]["definedAt"] == "x"
    assert alpha["lp_raw"]["deep"] == {"kept": 1}
    assert alpha["lp_customer_raw"]["New"] == 1
    assert beta["lp_customer_raw"] is None
    assert "hush" not in result.export() + plain.export() + result.text


def test_raw_rows_of_customers_are_null_where_customers_are_not_read(load: Load) -> None:
    result = load({"include_raw": True, "include": ["services"]})
    assert result.vars("alpha")["lp_customer_raw"] is None


@pytest.mark.parametrize("labels", [{"pro": "Gold", "type_42": "Legacy"}, '{"pro": "Gold", "type_42": "Legacy"}'])
def test_labels_of_a_site(load: Load, labels: Any) -> None:
    result = load({"labels": labels})
    found = {name: result.vars(name)["lp_license_label"] for name in result.names}
    assert found == {
        "alpha": "Gold",
        "beta": "Essential",
        "gamma": "Unknown",
        "delta": "Hosted Essentials Plus",
        "epsilon": "Legacy",
    }
    assert "lp_license_pro" in result.of("alpha")


def test_the_vendors_examples(load: Load, platform: FakePlatform) -> None:
    platform.holds(sample_services(), sample_customers())
    result = load()
    assert len(result.names) == 16
    assert len(result.groups["lp_services"]) == 6
    assert len(result.groups["lp_customers"]) == 10
    assert result.groups["lp_status_error"] == ["customera-dm", "seraya", "zaronaldm"]
