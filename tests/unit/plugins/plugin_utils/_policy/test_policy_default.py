# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule of the default policy: a case that breaks it, one that does not, and one on either side of its bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from kits.compliance import DEFAULT_POLICY, TODAY, customer, found, instance, service

Fields = dict[str, Any]


class Case(NamedTuple):
    """Fields of a record that breaks a rule, of one that does not, and of the two records next to the bound."""

    breaks: Fields
    holds: Fields
    just_breaks: Fields
    just_holds: Fields


TRIAL = {"trial_status": "enabled"}
PLAN = {"devices_personal_max": 10, "devices_meeting_max": 10}
OFF = {"enabled": False}
OWN = {"license_family": "hosted", "license_tier": "pro"}
RUNNING = {"source": "oc", "enabled": True}

CASES: dict[str, Case] = {
    "seats-over-acquired": Case(
        {"licensed_users": 10, "active_users": 50},
        {"licensed_users": 10, "active_users": 5},
        {"licensed_users": 100, "active_users": 111},
        {"licensed_users": 100, "active_users": 110},
    ),
    "seats-in-grace": Case(
        {"licensed_users": 100, "active_users": 105},
        {"licensed_users": 100, "active_users": 50},
        {"licensed_users": 100, "active_users": 101},
        {"licensed_users": 100, "active_users": 100},
    ),
    "seats-at-warning-limit": Case(
        {"licensed_users": 100, "active_users": 95},
        {"licensed_users": None, "active_users": 95},
        {"licensed_users": 100, "active_users": 90},
        {"licensed_users": 100, "active_users": 89},
    ),
    "pool-users-over": Case(
        {"pool_users": 100, "users_acquired": 200},
        {"pool_users": 100, "users_acquired": 10},
        {"pool_users": 100, "users_acquired": 111},
        {"pool_users": 100, "users_acquired": 110},
    ),
    "pool-users-in-grace": Case(
        {"pool_users": 100, "users_acquired": 105},
        {"pool_users": 100, "users_acquired": 10},
        {"pool_users": 100, "users_acquired": 101},
        {"pool_users": 100, "users_acquired": 100},
    ),
    "pool-users-near-limit": Case(
        {"pool_users": 100, "users_acquired": 95},
        {"pool_users": 100, "users_acquired": 0},
        {"pool_users": 100, "users_acquired": 90},
        {"pool_users": 100, "users_acquired": 89},
    ),
    "pool-tenants-over": Case(
        {"pool_tenants": 10, "tenants_used": 20},
        {"pool_tenants": 10, "tenants_used": 1},
        {"pool_tenants": 10, "tenants_used": 11},
        {"pool_tenants": 10, "tenants_used": 10},
    ),
    "pool-tenants-near-limit": Case(
        {"pool_tenants": 20, "tenants_used": 19},
        {"pool_tenants": 20, "tenants_used": 1},
        {"pool_tenants": 20, "tenants_used": 18},
        {"pool_tenants": 20, "tenants_used": 17},
    ),
    "pool-expiring": Case(
        {"pool_expires": "2026-12-22"},
        {"pool_expires": "2027-11-22"},
        {"pool_expires": "2027-01-21"},
        {"pool_expires": "2027-01-22"},
    ),
    "pool-expired": Case(
        {"pool_expires": "2026-01-01"},
        {"pool_expires": "2027-11-22"},
        {"pool_expires": "2026-11-21"},
        {"pool_expires": "2026-11-22"},
    ),
    "seats-unused": Case(
        {"licensed_users": 30, "active_users": 0},
        {"licensed_users": None, "active_users": 0},
        {"licensed_users": 1, "active_users": 0, "seats_counted": None},
        {"licensed_users": 1, "active_users": 0, "seats_counted": False},
    ),
    "disabled-with-paid-license": Case(
        {**OFF, "license_type": "pro_imtr"},
        {"enabled": True, "license_type": "pro_imtr"},
        {**OFF, "license_type": "essential_imtr"},
        {**OFF, "license_type": "essential"},
    ),
    "trial-expiring": Case(
        {**TRIAL, "trial_expires": "2026-12-01"},
        {"trial_status": "disabled", "trial_expires": "2026-12-01"},
        {**TRIAL, "trial_expires": "2026-12-22"},
        {**TRIAL, "trial_expires": "2026-12-23"},
    ),
    "trial-expired-but-enabled": Case(
        {**TRIAL, "trial_expires": "2026-01-01"},
        {"trial_status": "", "trial_expires": "2026-01-01"},
        {**TRIAL, "trial_expires": "2026-11-21"},
        {**TRIAL, "trial_expires": "2026-11-22"},
    ),
    "ai-summary-devices-above-plan": Case(
        {"ai_summary_devices_active": 9, "ai_summary_devices_max": 5},
        {"ai_summary_devices_active": 9, "ai_summary_devices_max": None},
        {"ai_summary_devices_active": 6, "ai_summary_devices_max": 5},
        {"ai_summary_devices_active": 5, "ai_summary_devices_max": 5},
    ),
    "ai-summary-not-enabled": Case(
        {"ai_summary_licensed": True, "ai_summary_status": "disabled"},
        {"ai_summary_licensed": False, "ai_summary_status": "disabled"},
        {"ai_summary_licensed": True, "ai_summary_status": ""},
        {"ai_summary_licensed": True, "ai_summary_status": "Enabled"},
    ),
    "device-plan-full-personal": Case(
        {**PLAN, "devices_personal": 12},
        {**PLAN, "devices_meeting": 12},
        {**PLAN, "devices_personal": 10},
        {**PLAN, "devices_personal": 9},
    ),
    "device-plan-full-meeting": Case(
        {**PLAN, "devices_meeting": 12},
        {**PLAN, "devices_personal": 12},
        {**PLAN, "devices_meeting": 10},
        {**PLAN, "devices_meeting": 9},
    ),
    "devices-disconnected-personal": Case(
        {"devices_personal": 4, "devices_personal_disconnected": 4},
        {"devices_personal": 0, "devices_personal_disconnected": 0},
        {"devices_personal": 4, "devices_personal_disconnected": 2},
        {"devices_personal": 5, "devices_personal_disconnected": 2},
    ),
    "devices-disconnected-meeting": Case(
        {"devices_meeting": 4, "devices_meeting_disconnected": 4},
        {"devices_meeting": 0, "devices_meeting_disconnected": 0},
        {"devices_meeting": 4, "devices_meeting_disconnected": 2},
        {"devices_meeting": 5, "devices_meeting_disconnected": 2},
    ),
    "service-in-error": Case(
        {"status": "error", "enabled": True},
        {"status": "ok"},
        {"status": "error", "enabled": False},
        {"status": "warning"},
    ),
    "enabled-but-unmonitored": Case(
        {"status": "unmonitored", "enabled": True},
        {"status": "ok", "enabled": True},
        {"status": "unmonitored", "enabled": None},
        {"status": "unmonitored", "enabled": False},
    ),
    "voice-quality-critical": Case(
        {"sbc_voice_quality_status": "critical"},
        {"sbc_voice_quality_status": "clear"},
        {"teams_voice_quality_status": "critical"},
        {"teams_voice_quality_status": "major"},
    ),
    "voice-quality-major": Case(
        {"teams_voice_quality_status": "major"},
        {"teams_voice_quality_status": "unmonitored"},
        {"sbc_voice_quality_status": "major"},
        {"sbc_voice_quality_status": "critical"},
    ),
    "suspended-users-alarm": Case(
        {"suspend_alarm": 5},
        {"suspend_alarm": None},
        {"suspend_alarm": 1},
        {"suspend_alarm": 0},
    ),
    "service-not-deployed": Case(
        {"deploy_status": "failed"},
        {"deploy_status": "deployed"},
        {"deploy_status": "partly"},
        {"deploy_status": "unknown"},
    ),
    "dids-exhausted": Case(
        {"dids_total": 100, "dids_free": 0},
        {"dids_total": 0, "dids_free": 0},
        {"dids_total": 1, "dids_free": 0},
        {"dids_total": 1, "dids_free": 1},
    ),
    "dids-over-total": Case(
        {"dids_total": 10, "dids_used": 50},
        {"dids_total": None, "dids_used": 50},
        {"dids_total": 10, "dids_used": 11},
        {"dids_total": 10, "dids_used": 10},
    ),
    "sip-connection-not-deployed": Case(
        {"sip_connections_not_deployed": 3},
        {"sip_connections_not_deployed": None},
        {"sip_connections_not_deployed": 1},
        {"sip_connections_not_deployed": 0},
    ),
    "app-secret-expiring": Case(
        {"client_secret_expires": "2026-12-01T10:00:00+00:00"},
        {"client_secret_expires": "2026-01-01"},
        {"client_secret_expires": "2026-12-22"},
        {"client_secret_expires": "2026-12-23"},
    ),
    "app-secret-expired": Case(
        {"client_secret_expires": "2026-01-01"},
        {"client_secret_expires": None},
        {"client_secret_expires": "2026-11-21"},
        {"client_secret_expires": "2026-11-22"},
    ),
    "license-family-differs": Case(
        {**OWN, "customer_license_family": "operator_connect"},
        {**OWN, "customer_license_family": "hosted"},
        {"license_family": "device_manager", "customer_license_family": "hosted"},
        {**OWN, "customer_license_family": "unknown"},
    ),
    "license-tier-differs": Case(
        {**OWN, "customer_license_tier": "essential"},
        {**OWN, "customer_license_tier": "pro"},
        {"license_tier": "essential", "customer_license_tier": "essential_plus"},
        {**OWN, "customer_license_tier": None},
    ),
    "customer-without-service": Case({"matched": False}, {"matched": True}, {"matched": False}, {"matched": None}),
    "service-without-customer": Case(
        {"matched": False, "source": "oc"},
        {"matched": True, "source": "oc"},
        {"matched": False, "source": "ltc"},
        {"matched": False, "source": "dm"},
    ),
    "unknown-license-type-service": Case(
        {"license_type": "platinum"}, {"license_type": "pro"}, {"license_type": "unknown"}, {"license_type": "pro_imtr"}
    ),
    "metered-on-several-tiers": Case(
        {"metering_tiers": ["channel", "service"]},
        {"metering_tiers": []},
        {"metering_tiers": ["channel", "service"]},
        {"metering_tiers": ["service"]},
    ),
    "numbers-ready-for-removal": Case(
        {"numbers_ready_for_removal": 2},
        {"numbers_ready_for_removal": 0},
        {"numbers_ready_for_removal": 1},
        {"numbers_ready_for_removal": None},
    ),
    "numbers-marked-for-removal": Case(
        {"numbers_marked_for_removal": 2},
        {"numbers_marked_for_removal": 0},
        {"numbers_marked_for_removal": 1},
        {"numbers_marked_for_removal": None},
    ),
    "numbers-unassigned": Case(
        {"numbers_total": 10, "numbers_unassigned": 9},
        {"numbers_total": 10, "numbers_unassigned": 7},
        {"numbers_total": 10, "numbers_unassigned": 8},
        {"numbers_total": 0, "numbers_unassigned": 0},
    ),
    "numbers-without-service": Case(
        {"matched": False, "numbers_total": 3},
        {"matched": True, "numbers_total": 3},
        {"matched": False, "numbers_total": 1},
        {"matched": False, "numbers_total": 0},
    ),
    "unknown-license-type-customer": Case(
        {"license_type": "type_9"},
        {"license_type": "oc_pro"},
        {"license_type": "unknown"},
        {"license_type": "hosted_pro"},
    ),
    "unknown-status": Case(
        {"status": "melting"}, {"status": "ok"}, {"status": "unknown"}, {"status": "unmonitored", "enabled": False}
    ),
    "unknown-trial-status": Case(
        {"trial_status": "active"}, {"trial_status": " Enabled"}, {"trial_status": "enable"}, {"trial_status": ""}
    ),
    "no-microsoft-tenant": Case(
        {"licensed_users": 10, "ms_tenant_id": ""},
        {"licensed_users": 10, "ms_tenant_id": "632c26aa"},
        {"licensed_users": 1, "ms_tenant_id": ""},
        {"licensed_users": 0, "ms_tenant_id": ""},
    ),
    "never-backed-up": Case(
        {**RUNNING, "last_backup_time": None},
        {**RUNNING, "last_backup_time": "2026-01-01T00:00:00+00:00"},
        {**RUNNING, "source": "ltc", "last_backup_time": None},
        {**RUNNING, "source": "dm", "last_backup_time": None},
    ),
}
RULES = {rule.id: rule for rule in policy.load(DEFAULT_POLICY, TODAY).rules}


def test_every_rule_has_its_cases() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("rule", CASES)
def test_rule(rule: str) -> None:
    alone = policy.Policy("test", (RULES[rule],))
    makes: dict[str, Callable[..., Any]] = {"service": service, "customer": customer, "instance": instance}
    make = makes[RULES[rule].kind]
    case = CASES[rule]
    for name, expected in (("breaks", 1), ("holds", 0), ("just_breaks", 1), ("just_holds", 0)):
        record = make(**getattr(case, name))
        of_kind = {"service": [], "customer": [], "instance": []} | {record["kind"]: [record]}
        findings = found(alone, of_kind["service"], of_kind["customer"], instances=of_kind["instance"])
        assert len(findings) == expected, f"{name}: {getattr(case, name)}"


@pytest.mark.parametrize("rule", CASES)
def test_a_record_that_knows_nothing_breaks_only_rules_about_knowledge(rule: str) -> None:
    """An object of which the platform says no more than its name."""
    alone = policy.Policy("test", (RULES[rule],))
    findings = found(alone, [service(matched=None)], [customer(matched=None)])
    asks_for_knowledge = {"unknown-license-type-service", "unknown-license-type-customer", "unknown-status"}
    assert bool(findings) == (rule in asks_for_knowledge)


def test_unused_seats_are_judged_where_seats_are_counted_or_nobody_knows() -> None:
    alone = policy.Policy("test", (RULES["seats-unused"],))
    customers = [
        customer(name, licensed_users=30, active_users=used, seats_counted=counted)
        for name, used, counted in (("a", 0, True), ("b", 0, None), ("c", 0, False), ("d", 1, None))
    ]
    assert [item["subject"] for item in found(alone, [], customers)] == ["customer:a", "customer:b"]


def test_unused_seats_are_not_judged_where_the_license_could_not_be_read() -> None:
    alone = policy.Policy("test", (RULES["seats-unused"],))
    record = customer(licensed_users=30, active_users=0, unread=["license_type", "seats_counted"])
    assert found(alone, [], [record]) == []
    (part,) = evaluate.parts([], [record], alone)["customer"]
    assert (part.gaps["seats-unused"].why, part.gaps["seats-unused"].fields) == ("unread", ("seats_counted",))


@pytest.mark.parametrize("rule", ["seats-over-acquired", "seats-in-grace", "seats-at-warning-limit"])
def test_the_shares_of_a_customer_are_called_a_choice(rule: str) -> None:
    """The vendor has a warning limit and a grace interval for the whole instance only."""
    texts = RULES[rule].title + RULES[rule].remediation
    assert "grace" not in texts and "limit" not in texts
    assert "a choice of this policy" in RULES[rule].source
