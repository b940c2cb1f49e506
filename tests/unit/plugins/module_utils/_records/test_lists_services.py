# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's example of "Retrieve Services" against records written by hand."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists

# design section 3, in its order
NAMES = re.findall(
    r"\w+",
    """kind id service_id name full_name description source license_type license_label
license_family license_tier ai_summary_licensed status management_status deploy_status voice_quality_status
teams_voice_quality_status sbc_voice_quality_status alert_rule_voice_quality_status suspend_alarm enabled disabled_time
defined_at last_backup_time tenant_id customer_id ump_customer_guid ms_tenant_id device_id device_type device_url
devices_personal devices_personal_max devices_personal_percent devices_personal_disconnected devices_meeting
devices_meeting_max devices_meeting_percent devices_meeting_disconnected dids_total dids_used dids_free users_count
ump_users_count elements_total elements_devices elements_links elements_sites attached_devices attached_links
attached_sites ai_summary_status ai_summary_devices_max ai_summary_devices_active trial_status trial_start
trial_expires contact_email ordered_users cac_profile carrier_id parameters url platform unread""",
)

# what all six have in common
COMMON: dict[str, Any] = {
    "kind": "service",
    "description": "",
    "source": "dm",
    "license_family": "device_manager",
    "deploy_status": "deployed",
    "voice_quality_status": "unmonitored",
    "teams_voice_quality_status": "unmonitored",
    "sbc_voice_quality_status": "unmonitored",
    "alert_rule_voice_quality_status": "unmonitored",
    "suspend_alarm": 0,
    "enabled": True,
    "disabled_time": None,
    "last_backup_time": None,
    "tenant_id": 1,
    "ump_customer_guid": "",
    "device_id": None,
    "device_type": "personal_and_meeting",
    "dids_total": 0,
    "dids_used": 0,
    "dids_free": 0,
    "users_count": None,
    "ump_users_count": 0,
    "elements_total": 1,
    "elements_devices": 0,
    "elements_links": 0,
    "elements_sites": 1,
    "attached_devices": [],
    "attached_links": [],
    "ai_summary_licensed": False,
    "ai_summary_status": "",
    "ai_summary_devices_max": None,
    "ai_summary_devices_active": None,
    "trial_status": "",
    "trial_start": None,
    "trial_expires": None,
    "contact_email": "",
    "ordered_users": None,
    "cac_profile": "",
    "carrier_id": "",
    "parameters": {},
}


def devices(personal: tuple[int, int, int, int], meeting: tuple[int, int, int, int]) -> dict[str, int]:
    """The eight device fields: (devices, plan, percent, disconnected) for both kinds."""
    parts = ("", "_max", "_percent", "_disconnected")
    return {
        f"devices_{kind}{part}": value
        for kind, values in (("personal", personal), ("meeting", meeting))
        for part, value in zip(parts, values, strict=True)
    }


IDLE = devices((0, 10, 0, 0), (0, 10, 0, 0))
PRO_AI = {"license_type": "pro_imtr", "license_label": "Pro + AI Summary", "license_tier": "pro"}
ESSENTIAL_AI = {
    "license_type": "essential_imtr",
    "license_label": "Essential + AI Summary",
    "license_tier": "essential",
}
ESSENTIAL = {"license_type": "essential", "license_label": "Essential", "license_tier": "essential"}
PRO = {"license_type": "pro", "license_label": "Pro", "license_tier": "pro"}
STATUS = ("status", "management_status")

ROWS: list[dict[str, Any]] = [
    {
        "id": 42712,
        "service_id": "20f45b4e-9389-4afd-bc0d-384f6d375810",
        "name": "customera-dm",
        "full_name": "DHD Customer A DM",
        "customer_id": 79192,
        "ms_tenant_id": "a4c1032c-9111-4174-8202-06a56c5b50e3",
        "defined_at": "2023-03-15T10:37:35.820+00:00",
        "attached_sites": [42713],
        **PRO_AI,
        **devices((11, 200, 5, 7), (15, 200, 7, 11)),
        **dict.fromkeys(STATUS, "error"),
        "ai_summary_licensed": True,
        "ai_summary_status": "enabled",
        "ai_summary_devices_max": 5,
        "ai_summary_devices_active": 2,
        "trial_status": "enabled",
        "trial_start": "2026-01-20",
        "trial_expires": "2026-07-19",
        "contact_email": "admin@customera.example.com",
    },
    {
        "id": 53904,
        "service_id": "675426ad-958e-4c4e-8d67-0d7b35d4c48b",
        "name": "CarlDMDemo",
        "full_name": "CarlDMDemo",
        "customer_id": 97884,
        "ms_tenant_id": "5bfd35ae-875a-4f06-8df8-6f916432909c",
        "defined_at": "2023-05-16T12:51:37.590+00:00",
        "attached_sites": [53905],
        **ESSENTIAL,
        **IDLE,
        **dict.fromkeys(STATUS, "ok"),
    },
    {
        "id": 54018,
        "service_id": "da2d3e2f-0a1e-4fa1-afcd-74051107bb95",
        "name": "Ami_customer",
        "full_name": "Ami customer",
        "customer_id": 97885,
        "ms_tenant_id": "c1341d1d-2cf8-417a-95fc-69a05a2c0d11",
        "defined_at": "2023-05-29T11:56:28.410+00:00",
        "attached_sites": [54019],
        **ESSENTIAL,
        **IDLE,
        **dict.fromkeys(STATUS, "ok"),
    },
    {
        "id": 55149,
        "service_id": "2913e267-ccab-4974-9d71-462eed586b93",
        "name": "Seraya",
        "full_name": "Seraya",
        "customer_id": 61954,
        "ms_tenant_id": "67fea0c1-0319-4f7c-9ae0-7f7de75dbcdd",
        "defined_at": "2023-07-09T13:17:23.628+00:00",
        "attached_sites": [55150],
        **ESSENTIAL_AI,
        **devices((9, 100, 9, 7), (48, 300, 16, 29)),
        **dict.fromkeys(STATUS, "error"),
        "ai_summary_licensed": True,
        "ai_summary_status": "enabled",
        "ai_summary_devices_max": 300,
        "ai_summary_devices_active": 22,
        "trial_status": "enabled",
        "trial_start": "2025-12-08",
        "trial_expires": "2026-06-06",
        "contact_email": "admin@seraya.example.com",
    },
    {
        "id": 55707,
        "service_id": "c07d9550-dbfa-4cde-b0b2-8e230c9106e5",
        "name": "ZARonaldM",
        "full_name": "ZARonaldM",
        "customer_id": 61972,
        "ms_tenant_id": "5029f258-3cac-454d-8e0e-02f8ad7b3883",
        "defined_at": "2023-08-01T15:49:11.442+00:00",
        "attached_sites": [55708],
        **ESSENTIAL,
        **devices((1, 2, 50, 1), (0, 2, 0, 0)),
        **dict.fromkeys(STATUS, "error"),
    },
    {
        "id": 55732,
        "service_id": "ed7260d8-e8e4-47c7-988f-04027381d7ba",
        "name": "ACME Inc.",
        "full_name": "ACME Inc.",
        "customer_id": 62250,
        "ms_tenant_id": "",
        "defined_at": "2023-08-03T16:06:11.294+00:00",
        "attached_sites": [],
        **PRO,
        **devices((0, 100, 0, 0), (0, 10, 0, 0)),
        **dict.fromkeys(STATUS, "unmonitored"),
        "enabled": False,
        "elements_total": 0,
        "elements_sites": 0,
    },
]


def expected() -> list[dict[str, Any]]:
    """The six records in full."""
    made = []
    for row in ROWS:
        record = {**COMMON, **row, "platform": "", "unread": []}
        record["url"] = f"/ovoc/v1/topology/services/{row['id']}"
        record["device_url"] = f"https://sandbox3.finebak.com/ltcfordevice/c/{row['service_id']}/"
        made.append(record)
    return made


def test_every_value_of_every_row(services_sample: Any) -> None:
    """All six rows, all fields."""
    found = lists.services(services_sample)
    assert found == expected()


def test_names_and_their_order(services_sample: Any) -> None:
    """Exactly the names of the design, in its order, on every record."""
    for record in lists.services(services_sample):
        assert list(record) == NAMES


def test_types_are_exact(services_sample: Any) -> None:
    """True is not 1: comparing records would not show it."""
    for record, wanted in zip(lists.services(services_sample), expected(), strict=True):
        assert {name: type(value) for name, value in record.items()} == {
            name: type(value) for name, value in wanted.items()
        }
