# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words for fields and values in findings: tables, and a fallback for fields that are in no table. Pure Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# field of a record -> its name in a sentence; other fields use their own name without underscores
FIELDS: Mapping[str, str] = {
    "active_users": "seats in use",
    "ai_summary_devices_active": "AI Summary devices in use",
    "ai_summary_devices_max": "AI Summary devices in the plan",
    "ai_summary_licensed": "AI Summary license",
    "ai_summary_status": "AI Summary",
    "client_secret_expires": "secret",
    "deploy_status": "deployment",
    "devices_meeting": "meeting room devices",
    "devices_meeting_disconnected": "meeting room devices disconnected",
    "devices_meeting_max": "meeting room devices in the plan",
    "devices_personal": "personal devices",
    "devices_personal_disconnected": "personal devices disconnected",
    "devices_personal_max": "personal devices in the plan",
    "dids_free": "DIDs left",
    "dids_total": "DIDs",
    "dids_used": "DIDs in use",
    "last_backup_time": "last backup",
    "licensed_users": "seats acquired",
    "metering_tiers": "tiers with a setup id",
    "ms_tenant_id": "Microsoft tenant",
    "numbers_marked_for_removal": "numbers marked for removal",
    "numbers_ready_for_removal": "numbers ready for removal",
    "numbers_total": "numbers",
    "numbers_unassigned": "numbers assigned to nobody",
    "pool_expires": "license of the instance",
    "pool_tenants": "tenants of the instance's license",
    "pool_users": "users of the instance's license",
    "sbc_voice_quality_status": "voice quality by the SBC",
    "sip_connections_not_deployed": "SIP connections not deployed",
    "sip_connections_total": "SIP connections",
    "suspend_alarm": "alarm about suspended users",
    "teams_voice_quality_status": "voice quality by Teams",
    "tenants_used": "tenants in use",
    "trial_expires": "trial",
    "trial_status": "trial status",
    "usage_percent": "seats in use in percent",
    "users_acquired": "users acquired by all customers",
    "users_used": "users in use of all customers",
}

# (kind of the record, field, value) -> the whole sentence
SENTENCES: Mapping[tuple[str, str, Any], str] = {
    ("customer", "matched", False): "no service belongs to it",
    ("customer", "matched", True): "a service belongs to it",
    ("service", "matched", False): "no customer belongs to it",
    ("service", "matched", True): "a customer belongs to it",
    ("service", "enabled", False): "the service is disabled",
    ("service", "enabled", True): "the service is enabled",
    ("service", "ai_summary_licensed", False): "its license has no AI Summary",
    ("service", "ai_summary_licensed", True): "its license has AI Summary",
    ("customer", "seats_counted", False): "its users do not count as seats",
}

# a rule's accepted values are listed up to this number; a longer list would be longer than the finding
MOST_VALUES = 3


def field(name: str) -> str:
    """Return the name of a field in a sentence. A field that a service carries from its customer is named as the customer's."""
    if name in FIELDS:
        return FIELDS[name]
    carried = name.removeprefix("customer_")
    if carried != name:
        return f"the customer's {field(carried)}"
    return name.replace("_", " ")


def value(given: Any) -> str:
    """Return a value in a sentence: `yes`, `no` and `not known` instead of programming terms."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if given in (None, "", [], {}):
        return "not known"
    return figure(given) if isinstance(given, (int, float)) else str(given)


def figure(number: float) -> str:
    """Return a number with separators and at most two decimals."""
    return f"{round(number, 2):,}".removesuffix(".0")


def state(record: Mapping[str, Any], name: str, accepted: tuple[Any, ...]) -> str:
    """Return the sentence about a value of a record. `accepted` are the values it should have; empty if it must not have this one."""
    given = record[name]
    known = isinstance(given, (bool, str)) or given is None
    sentence = SENTENCES.get((str(record.get("kind")), name, given)) if known else None
    if sentence:
        return sentence
    few = 0 < len(accepted) <= MOST_VALUES
    return f"{field(name)} is {value(given)}{', not ' + ' or '.join(map(value, accepted)) if few else ''}"
