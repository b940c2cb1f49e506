# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built-in groups: which record is in which of them, and which always exist."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import LICENSE_TYPES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    DEFAULT_GROUPINGS,
    GROUPINGS,
    Limits,
)
from kits.inventory import HOSTILE_NAMES, customer_row, joined, parameter, service_row

LIMITS = Limits(date(2026, 7, 19))
GUID = "0c8e0080-8bf3-4ae4-8b96-219977ae508f"


def names(key: str, record: dict[str, Any], limits: Limits = LIMITS) -> list[str]:
    return GROUPINGS[key].names(record, limits)


def service(**row: Any) -> dict[str, Any]:
    return joined([service_row(**row)])[0]


def customer(**row: Any) -> dict[str, Any]:
    return joined([], [customer_row(**row)])[0]


def pair(customer_fields: dict[str, Any], **row: Any) -> dict[str, Any]:
    """A service joined to a customer."""
    return joined([service_row(umpId=GUID, **row)], [customer_row(GUID, **customer_fields)])[0]


def trial(status: str | None, expires: str | None) -> list[dict[str, Any]]:
    values = {"Trial Status": status, "Trial Expiry Date": expires}
    return [parameter(name, value) for name, value in values.items() if value is not None]


VOICE = {"voiceQuality": {"voiceQualityStatus": "WARNING"}}
DEPLOYED = {"management": {"serviceDeployStatus": "DEPLOYED"}}
SIP = [{"id": "1", "sbcDeploymentState": "Deployed"}, {"id": "2", "sbcDeploymentState": "Not Ready"}]
AI = [parameter("AI Summary Status", "Enabled")]


@pytest.mark.parametrize(
    ("key", "record", "expected"),
    [
        ("kind", service(), ["services"]),
        ("kind", customer(), ["customers"]),
        # license types: the service's own, and that of its customer
        ("license_type", service(), ["license_unknown"]),
        ("license_type", service(licenseType="PRO_IMTR"), ["license_pro_imtr"]),
        ("license_type", service(licenseType="Gold + More!"), ["license_gold_more"]),
        ("license_type", pair({"LicenseType": 5}, licenseType="PRO"), ["license_pro", "license_oc_pro"]),
        ("license_type", pair({}, licenseType="PRO"), ["license_pro", "license_unknown"]),
        ("license_type", customer(LicenseType=0), ["license_hosted_essentials"]),
        ("license_type", customer(LicenseType=77), ["license_type_77"]),
        ("license_type", customer(LicenseType=None), ["license_unknown"]),
        # statuses: services only
        ("status", service(status="ERROR"), ["status_error"]),
        ("status", service(status=None), ["status_unknown"]),
        ("status", service(status="Out of order"), ["status_out_of_order"]),
        ("status", customer(), []),
        # group_by
        ("source", service(serviceSource="DM"), ["source_dm"]),
        ("source", service(serviceSource=None), ["source_unknown"]),
        ("source", customer(), []),
        ("license_family", service(serviceSource=None), ["license_family_unknown"]),
        ("license_family", service(licenseType="PRO"), ["license_family_device_manager"]),
        ("license_family", pair({"LicenseType": 5}, serviceSource=None), ["license_family_operator_connect"]),
        (
            "license_family",
            pair({"LicenseType": 2}, licenseType="PRO"),
            ["license_family_device_manager", "license_family_hosted"],
        ),
        ("license_family", customer(LicenseType=99), ["license_family_unknown"]),
        ("license_tier", service(licenseType="ESSENTIAL_IMTR"), ["license_tier_essential"]),
        ("license_tier", customer(LicenseType=4), ["license_tier_essential_plus"]),
        ("license_tier", service(), ["license_tier_unknown"]),
        ("enabled", service(isEnabled=True), ["enabled"]),
        ("enabled", service(isEnabled=False), ["disabled"]),
        ("enabled", service(isEnabled=None), ["enabled"]),
        ("enabled", customer(), ["enabled"]),
        ("deploy_status", service(applicationsStatus=DEPLOYED), ["deploy_status_deployed"]),
        ("deploy_status", service(), ["deploy_status_unknown"]),
        ("voice_quality_status", service(applicationsStatus=VOICE), ["voice_quality_status_warning"]),
        ("voice_quality_status", service(), ["voice_quality_status_unknown"]),
        ("trial", service(parameters=trial("enabled", "19-07-2026")), ["trial_expiring"]),
        ("trial", service(parameters=trial("enabled", "18-07-2026")), ["trial_expired"]),
        ("trial", service(parameters=trial("enabled", "19-08-2026")), ["trial_active"]),
        ("trial", service(parameters=trial("enabled", "no date")), ["trial_active"]),
        ("trial", service(), ["trial_none"]),
        ("trial", customer(), []),
        ("ai_summary", service(licenseType="PRO_IMTR", parameters=AI), ["ai_summary_enabled"]),
        ("ai_summary", service(licenseType="PRO_IMTR"), ["ai_summary_unknown"]),
        ("ai_summary", service(licenseType="PRO", parameters=AI), ["ai_summary_none"]),
        ("ai_summary", customer(), []),
        ("ms_tenant", service(serviceUcaasTenantId=GUID.upper()), [f"ms_tenant_{GUID.replace('-', '_')}"]),
        ("ms_tenant", pair({"MsTenantId": "a-b"}), ["ms_tenant_a_b"]),
        ("ms_tenant", pair({"MsTenantId": "a-b"}, serviceUcaasTenantId="c"), ["ms_tenant_c"]),
        ("ms_tenant", customer(MsTenantId=None), ["ms_tenant_none"]),
        ("channel", customer() | {"channel_id": 7}, ["channel_7"]),
        ("channel", customer(), ["channel_none"]),
        ("channel", customer() | {"unread": ["channel_id"]}, ["channel_unknown"]),
        ("channel", pair({}) | {"customer_channel_id": 7}, ["channel_7"]),
        ("channel", pair({}) | {"customer_unread": ["channel_id"]}, ["channel_unknown"]),
        ("channel", service(), ["channel_none"]),
        ("usage", customer(LicensedUsersCount=100, ActiveUserCount=90), ["usage_warning"]),
        ("usage", customer(LicensedUsersCount=100, ActiveUserCount=100), ["usage_warning"]),
        ("usage", customer(LicensedUsersCount=100, ActiveUserCount=110), ["usage_grace"]),
        ("usage", customer(LicensedUsersCount=100, ActiveUserCount=111), ["usage_over"]),
        ("usage", customer(LicensedUsersCount=100, ActiveUserCount=0), ["usage_unused"]),
        ("usage", customer(LicenseType=0, LicensedUsersCount=100, ActiveUserCount=0), ["usage_not_counted"]),
        ("usage", customer(LicenseType=0, LicensedUsersCount=100, ActiveUserCount=7), ["usage_ok"]),
        ("usage", customer(LicensedUsersCount=0, ActiveUserCount=1), ["usage_over"]),
        ("usage", customer(LicensedUsersCount=None, ActiveUserCount=1), []),
        ("usage", pair({"LicensedUsersCount": 10, "ActiveUserCount": 5}), ["usage_ok"]),
        ("usage", service(), []),
        (
            "sip_state",
            customer(SiteLocation=SIP),
            ["sip_state_deployed", "sip_state_not_ready", "sip_state_not_deployed"],
        ),
        ("sip_state", customer(SiteLocation=SIP[:1]), ["sip_state_deployed"]),
        ("sip_state", customer(SiteLocation=[{}]), ["sip_state_unknown", "sip_state_not_deployed"]),
        ("sip_state", customer(SiteLocation=[]), ["sip_state_none"]),
        ("sip_state", customer(), []),
        ("sip_state", pair({"SiteLocation": SIP[:1]}), ["sip_state_deployed"]),
        ("sip_state", service(), []),
    ],
)
def test_the_groups_of_a_record(key: str, record: dict[str, Any], expected: list[str]) -> None:
    assert names(key, record) == expected


def test_limits_are_the_operators() -> None:
    used = customer(LicensedUsersCount=100, ActiveUserCount=80)
    assert names("usage", used, Limits(date(2026, 1, 1), usage_warning_percent=80)) == ["usage_warning"]
    tried = service(parameters=trial("enabled", "19-07-2026"))
    assert names("trial", tried, Limits(date(2026, 7, 12), trial_expiring_days=7)) == ["trial_expiring"]
    assert names("trial", tried, Limits(date(2026, 7, 11), trial_expiring_days=7)) == ["trial_active"]


@pytest.mark.parametrize(
    ("key", "closed"),
    [
        ("kind", ["services", "customers"]),
        ("license_type", [f"license_{slug}" for slug in LICENSE_TYPES]),
        ("status", ["status_ok", "status_warning", "status_error", "status_unmonitored", "status_unknown"]),
        ("source", ["source_dm", "source_ltc", "source_oc", "source_unknown"]),
        ("enabled", ["enabled", "disabled"]),
        ("trial", ["trial_active", "trial_expiring", "trial_expired", "trial_none"]),
        ("channel", ["channel_none", "channel_unknown"]),
        ("usage", ["usage_ok", "usage_warning", "usage_grace", "usage_over", "usage_unused", "usage_not_counted"]),
    ],
)
def test_closed_vocabularies_always_have_their_groups(key: str, closed: list[str]) -> None:
    assert GROUPINGS[key].always() == closed


def test_kind_license_type_and_status_are_always_made() -> None:
    assert list(DEFAULT_GROUPINGS) == ["kind", "license_type", "status"]


@pytest.mark.parametrize("text", [*HOSTILE_NAMES, "7up", "PRO/../x", "__ansible_unsafe"])
def test_whatever_the_platform_writes_becomes_a_valid_group_name(text: str) -> None:
    voice = {"voiceQuality": {"voiceQualityStatus": text}, "management": {"serviceDeployStatus": text}}
    record = pair(
        {"MsTenantId": text, "LicenseType": text, "SiteLocation": [{"sbcDeploymentState": text}]},
        licenseType=text,
        status=text,
        serviceSource=text,
        applicationsStatus=voice,
        parameters=[*trial(text, text), parameter("AI Summary Status", text)],
    )
    for key in GROUPINGS:
        for name in names(key, record):
            assert re.fullmatch("[a-z_][a-z0-9_]{0,511}", name), (key, name)


def test_values_that_differ_in_case_share_a_group_and_others_without_letters_do_not() -> None:
    assert names("status", service(status="Weird")) == names("status", service(status="WEIRD"))
    assert names("status", service(status="\u041c")) != names("status", service(status="\u0411"))
