# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The groups that the inventory makes by itself: who is in them, which exist on a good day, prefixes and nesting."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from ansible import constants

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import GROUPINGS
from kits.inventory import HOSTILE_NAMES, FakePlatform, customer_row, parameter, service_row

Load = Callable[..., Any]
Failure = Callable[..., str]

TENANT = "a4c1032c-9111-4174-8202-06a56c5b50e3"
TENANT_GROUP = f"lp_ms_tenant_{TENANT.replace('-', '_')}"


def trial(expires: str) -> list[dict[str, Any]]:
    return [parameter("Trial Status", "enabled"), parameter("Trial Expiry Date", expires)]


SERVICES = [
    service_row(
        1,
        name="alpha",
        licenseType="PRO_IMTR",
        status="OK",
        serviceSource="DM",
        isEnabled=True,
        umpId="c1",
        serviceUcaasTenantId=TENANT,
        applicationsStatus={
            "management": {"serviceDeployStatus": "DEPLOYED"},
            "voiceQuality": {"voiceQualityStatus": "ERROR"},
        },
        parameters=[*trial("19-07-2026"), parameter("AI Summary Status", "enabled")],
    ),
    service_row(2, name="beta", licenseType="NOVEL KIND", status="Melting", serviceSource="XY", isEnabled=False),
]
CUSTOMERS = [
    customer_row(
        "c1",
        LicenseType=5,
        LicensedUsersCount=100,
        ActiveUserCount=101,
        SiteLocation=[{"id": "s", "sbcDeploymentState": "Deployed"}],
    ),
    customer_row("c2", CustomerShortName="delta", LicenseType=0, LicensedUsersCount=10, ActiveUserCount=10),
]


@pytest.fixture(autouse=True)
def small(platform: FakePlatform) -> None:
    platform.holds(SERVICES, CUSTOMERS)
    platform.leads_rows = [{"umpCustomerGuid": "C1", "ovocChannelId": 7, "status": "Active"}]


DEFAULT = {
    "alpha": ["lp_license_oc_pro", "lp_license_pro_imtr", "lp_services", "lp_status_ok"],
    "beta": ["lp_license_novel_kind", "lp_services", "lp_status_melting"],
    "delta": ["lp_customers", "lp_license_hosted_essentials"],
}


def test_an_unknown_key_is_refused_and_the_known_ones_are_named(failure: Failure) -> None:
    message = failure({"group_by": ["trial", "color"]})
    assert "group_by: color is not one of" in message
    assert "sip_state" in message


def test_kind_license_type_and_status_by_default(load: Load) -> None:
    result = load()
    assert {name: result.of(name) for name in result.names} == DEFAULT


@pytest.mark.parametrize(
    ("options", "prefix"), [({}, "lp_"), ({"group_prefix": "site_"}, "site_"), ({"include": ["services"]}, "lp_")]
)
def test_the_interpreter_is_a_variable_of_both_kinds_and_of_no_host(
    load: Load, options: dict[str, Any], prefix: str
) -> None:
    result = load(options)
    found = {name: group.vars for name, group in result.manager.groups.items() if group.vars}
    python = "{{ ansible_playbook_python }}"
    assert {name: variables["ansible_python_interpreter"] for name, variables in found.items()} == {
        f"{prefix}services": python,
        f"{prefix}customers": python,
    }
    assert not any("ansible_python_interpreter" in result.vars(name) for name in result.names)
    assert f'"{python}"' in result.export(), "plain text, which no core wraps as unsafe"


def test_groups_of_closed_vocabularies_exist_on_a_day_without_members(load: Load) -> None:
    groups = load().groups
    for name in (
        "lp_status_error",
        "lp_status_unknown",
        "lp_license_pro",
        "lp_license_unknown",
        "lp_license_oc_essentials",
    ):
        assert groups[name] == []


@pytest.mark.parametrize(
    ("key", "members", "empty"),
    [
        (
            "source",
            {"lp_source_dm": ["alpha"], "lp_source_xy": ["beta"]},
            ["lp_source_ltc", "lp_source_oc", "lp_source_unknown"],
        ),
        (
            "license_family",
            {
                "lp_license_family_device_manager": ["alpha"],
                "lp_license_family_operator_connect": ["alpha"],
                "lp_license_family_unknown": ["beta"],
                "lp_license_family_hosted": ["delta"],
            },
            [],
        ),
        (
            "license_tier",
            {
                "lp_license_tier_pro": ["alpha"],
                "lp_license_tier_unknown": ["beta"],
                "lp_license_tier_essential": ["delta"],
            },
            ["lp_license_tier_essential_plus"],
        ),
        ("enabled", {"lp_enabled": ["alpha", "delta"], "lp_disabled": ["beta"]}, []),
        (
            "deploy_status",
            {"lp_deploy_status_deployed": ["alpha"], "lp_deploy_status_unknown": ["beta"]},
            ["lp_deploy_status_ready", "lp_deploy_status_failed"],
        ),
        (
            "voice_quality_status",
            {"lp_voice_quality_status_error": ["alpha"], "lp_voice_quality_status_unknown": ["beta"]},
            ["lp_voice_quality_status_ok", "lp_voice_quality_status_warning", "lp_voice_quality_status_unmonitored"],
        ),
        (
            "trial",
            {"lp_trial_expiring": ["alpha"], "lp_trial_none": ["beta"]},
            ["lp_trial_active", "lp_trial_expired"],
        ),
        ("ai_summary", {"lp_ai_summary_enabled": ["alpha"], "lp_ai_summary_none": ["beta"]}, ["lp_ai_summary_unknown"]),
        ("ms_tenant", {TENANT_GROUP: ["alpha"], "lp_ms_tenant_none": ["beta", "delta"]}, []),
        ("channel", {"lp_channel_7": ["alpha"], "lp_channel_none": ["beta", "delta"]}, ["lp_channel_unknown"]),
        (
            "usage",
            {"lp_usage_grace": ["alpha"], "lp_usage_warning": ["delta"]},
            ["lp_usage_ok", "lp_usage_over", "lp_usage_unused", "lp_usage_not_counted"],
        ),
        (
            "sip_state",
            {"lp_sip_state_deployed": ["alpha"]},
            ["lp_sip_state_not_deployed", "lp_sip_state_unknown", "lp_sip_state_none"],
        ),
    ],
)
def test_group_by(load: Load, key: str, members: dict[str, list[str]], empty: list[str]) -> None:
    plain, groups = load().groups, load({"group_by": key}).groups
    assert {name: hosts for name, hosts in groups.items() if name not in plain} == members | {
        name: [] for name in empty
    }
    assert {name: groups[name] for name in plain} == plain


def test_every_key_of_group_by_at_once(load: Load) -> None:
    result = load({"group_by": list(GROUPINGS)})
    assert len(result.of("alpha")) == 4 + len(GROUPINGS) - 3 + 1  # two license families
    assert all(re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name) for name in result.groups)


# --- channels


@pytest.mark.parametrize("options", [{"channels": True}, {"group_by": ["channel"]}])
def test_channels_cost_one_request(load: Load, platform: FakePlatform, options: dict[str, Any]) -> None:
    result = load(options)
    assert result.vars("alpha")["lp_customer_channel_id"] == 7
    assert result.vars("delta")["lp_channel_id"] is None
    assert platform.requests == ["services", "customers", "leads"]


def test_channels_that_nobody_asked_for_are_not_there_and_not_unread(load: Load, platform: FakePlatform) -> None:
    result = load()
    assert "lp_customer_channel_id" not in result.vars("alpha")
    assert result.vars("alpha")["lp_customer_unread"] == []
    assert platform.requests == ["services", "customers"]


def test_numbers_are_counted_only_where_asked_for(load: Load, platform: FakePlatform) -> None:
    guid = platform.customers_rows[0]["UmpCustomerGuid"]
    platform.numbers_rows = [
        {
            "telephoneNumber": f"+4930{place}",
            "umpCustomerGuid": guid,
            "acquiredNumberStatus": "ReadyForRemoval",
            "assignmentStatus": None,
        }
        for place in range(2)
    ]
    result = load({"numbers": True})
    owner = next(name for name in result.names if result.vars(name).get("lp_customer_ump_customer_guid") == guid)
    assert result.vars(owner)["lp_customer_numbers_ready_for_removal"] == 2
    assert platform.requests == ["services", "customers", "numbers"]
    assert not [name for name in load().vars(owner) if "numbers_" in name]


def test_tiers_of_metering_cost_a_request_for_each_channel_and_only_where_asked_for(
    load: Load, platform: FakePlatform
) -> None:
    first, *others = platform.services_rows
    platform.services_rows = [{**first, "parameters": [{"name": "Metering Tag", "value": "sb1-1"}]}, *others]
    platform.channel_tags = {str(first["serviceSource"]).upper(): "sb1-2"}
    result = load({"metering_tiers": True})
    assert result.vars("alpha")["lp_customer_metering_tiers"] == ["channel", "service"]
    assert result.vars("alpha")["lp_metering_tag"] == "sb1-1"
    assert result.vars("delta")["lp_metering_tiers"] == []
    assert platform.requests == ["services", "customers", "leads", "channel 7"]
    assert [text for text in result.warnings if "metering_tiers: " in text and "no channel is known for" in text]


def test_leads_that_cannot_be_read_are_no_inventory(failure: Failure, platform: FakePlatform) -> None:
    platform.failures["leads"] = DataError("page 1 is not a list of leads")
    assert "/leads: page 1 is not a list of leads" in failure({"channels": True})


def test_a_channel_that_cannot_be_read_is_a_warning_and_a_group(load: Load, platform: FakePlatform) -> None:
    platform.leads_rows.append({"umpCustomerGuid": "c1", "ovocChannelId": 8, "status": "Active"})
    result = load({"group_by": ["channel"]})
    assert result.groups["lp_channel_unknown"] == ["alpha"]
    assert "could not be read, and groups treat it as unknown: channel_id of 1 of 2 customers" in " ".join(
        result.warnings
    )


# --- trial and usage


@pytest.mark.parametrize(
    ("day", "group"),
    [
        ("2026-06-18", "active"),
        ("2026-06-19", "expiring"),
        ("2026-07-19", "expiring"),
        ("2026-07-20", "expired"),
    ],
)
def test_trials_are_measured_against_a_day(load: Load, clock: Any, day: str, group: str) -> None:
    by_option = load({"group_by": ["trial"], "reference_date": day}).groups
    clock.today = date.fromisoformat(day)
    by_clock = load({"group_by": ["trial"]}).groups
    assert by_option == by_clock
    assert by_clock[f"lp_trial_{group}"] == ["alpha"]


def test_the_days_of_an_expiring_trial_are_an_option(load: Load) -> None:
    options = {"group_by": ["trial"], "reference_date": "2026-07-01"}
    assert load(options | {"trial_expiring_days": 18}).groups["lp_trial_expiring"] == ["alpha"]
    assert load(options | {"trial_expiring_days": 17}).groups["lp_trial_active"] == ["alpha"]


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "19-07-2026"])
def test_a_day_that_is_none_is_refused(failure: Failure, day: str) -> None:
    assert "reference_date must be a date such as 2026-12-31" in failure({"reference_date": day})


@pytest.mark.parametrize(
    ("active", "licensed", "group"),
    [
        (89, 100, "ok"),
        (90, 100, "warning"),
        (100, 100, "warning"),
        (101, 100, "grace"),
        (110, 100, "grace"),
        (111, 100, "over"),
        (0, 100, "unused"),
        (1, 0, "over"),
        (0, 0, None),
        (5, None, None),
        (None, 5, None),
    ],
)
def test_usage(load: Load, platform: FakePlatform, active: Any, licensed: Any, group: str | None) -> None:
    platform.holds([], [customer_row("c", ActiveUserCount=active, LicensedUsersCount=licensed)])
    groups = load({"include": ["customers"], "group_by": ["usage"]}).groups
    assert len(groups["lp_customers"]) == 1
    assert [name for name, hosts in groups.items() if "usage" in name and hosts] == (
        [f"lp_usage_{group}"] if group else []
    )


def test_the_limits_of_usage_are_options(load: Load) -> None:
    options = {"group_by": ["usage"], "usage_warning_percent": 100, "usage_grace_percent": 100}
    assert load(options).groups["lp_usage_over"] == ["alpha"]
    assert load(options | {"usage_grace_percent": 101}).groups["lp_usage_grace"] == ["alpha"]


# --- prefixes


@pytest.mark.parametrize("option", ["group_prefix", "vars_prefix"])
@pytest.mark.parametrize("value", ["lp-", "9x", "a b", "{{ x }}"])
def test_a_prefix_that_makes_no_identifier_is_refused(failure: Failure, option: str, value: str) -> None:
    assert f"{option} must have at most 100 letters" in failure({option: value})


@pytest.mark.parametrize("prefix", ["", "zurich_"])
def test_prefixes(load: Load, prefix: str) -> None:
    result = load({"group_prefix": prefix, "vars_prefix": prefix, "group_by": ["enabled"], "cache_stale_on_error": 60})
    assert result.of("beta") == sorted(
        f"{prefix}{name}" for name in ("disabled", "license_novel_kind", "services", "status_melting")
    )
    assert f"{prefix}stale" in result.groups
    variables = result.vars("beta")
    assert variables[f"{prefix}instance_id"] == "service:2"
    assert variables[f"{prefix}enabled"] is False
    assert [name for name in variables if not name.startswith(prefix)] == (["ansible_connection"] if prefix else [])


# --- nesting


def test_families_hold_license_types(load: Load) -> None:
    result = load({"nested_groups": "license_family"})
    assert "lp_license_pro_imtr" in result.children["lp_license_family_device_manager"]
    assert result.children["lp_license_family_operator_connect"] == [
        "lp_license_oc_essentials",
        "lp_license_oc_essentials_plus",
        "lp_license_oc_pro",
    ]
    assert result.children["lp_license_family_unknown"] == ["lp_license_novel_kind", "lp_license_unknown"]
    assert {host.name for host in result.manager.groups["lp_license_family_operator_connect"].get_hosts()} == {"alpha"}


def test_a_license_type_of_two_families_is_in_neither(load: Load, platform: FakePlatform) -> None:
    platform.holds(
        [service_row(1, licenseType="PRO", serviceSource="DM"), service_row(2, licenseType="PRO", serviceSource="OC")]
    )
    result = load({"include": ["services"], "nested_groups": ["license_family"]})
    assert all("lp_license_pro" not in children for children in result.children.values())
    assert result.groups["lp_license_family_device_manager"] == ["service-1"]
    assert result.groups["lp_license_family_operator_connect"] == ["service-2"]


def test_tenants_hold_their_services(load: Load) -> None:
    result = load({"nested_groups": ["ms_tenant"]})
    assert result.children["lp_ms_tenants"] == [TENANT_GROUP, "lp_ms_tenant_none"]
    assert result.groups[TENANT_GROUP] == ["alpha"]


def test_both_nestings_beside_the_same_keys_of_group_by(load: Load) -> None:
    both = ["license_family", "ms_tenant"]
    result = load({"nested_groups": both, "group_by": both})
    assert result.groups["lp_license_family_hosted"] == ["delta"]
    assert "lp_license_hosted_pro" in result.children["lp_license_family_hosted"]


def test_there_is_no_nesting_by_default(load: Load) -> None:
    result = load({"group_by": list(GROUPINGS)})
    assert result.names
    assert result.children == {}


# --- group names, whatever the platform writes


@pytest.mark.parametrize("transform", ["always", "never", "ignore", "silently"])
def test_group_names_are_valid_whatever_core_does_to_others(
    load: Load, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch, transform: str
) -> None:
    monkeypatch.setattr(constants, "TRANSFORM_INVALID_GROUP_CHARS", transform)
    platform.holds(
        [
            service_row(number, licenseType=text, status=text, serviceSource=text, serviceUcaasTenantId=text)
            for number, text in enumerate(HOSTILE_NAMES)
        ]
    )
    result = load(
        {"include": ["services"], "group_by": list(GROUPINGS), "keyed_groups": [{"key": "lp_status", "prefix": "by"}]}
    )
    assert len(result.names) == len(HOSTILE_NAMES)
    names = {name for name in result.groups if name.startswith("lp_")}
    assert all(re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,511}", name) for name in names)
    assert all(name.isidentifier() and len(name) <= 512 for name in result.groups)
    assert not any("group name" in line for line in result.warnings)
