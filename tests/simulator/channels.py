# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels (resellers): rows with the keys of the vendor's example ("Get Specific Channel Details")."""

from __future__ import annotations

import uuid
from typing import Any

Row = dict[str, Any]

# Code of a service -> whether the example enables it; servicesNumber counts the enabled ones.
SERVICES = {
    "LIVE_CX": True,
    "WEBEX_CLOUD_CONNECT": True,
    "MI_REGIONAL": False,
    "DM": True,
    "LIVEHUB": False,
    "GENERIC": True,
    "STNG_REGIONAL": False,
    "OC": True,
    "SMART_TAP": False,
    "WEBEX_LGW": True,
    "MEETING_INSIGHTS": True,
    "ZOOM": True,
    "LTC": True,
    "STNG": False,
    "HYBRID_ENTITIES": True,
    "VOCA": False,
}
# The services with this key, and the one without a metering tag.
INFO = {
    "MI_REGIONAL": {},
    "MEETING_INSIGHTS": {"enableCustomTemplateManagement": False},
    "VOCA": {"subRegionalVocaIds": []},
}
WITHOUT_TAG = "SMART_TAP"


def made_channel(ident: int, tags: dict[str, str] | None = None, **chosen: Any) -> Row:
    """Return a channel. ``tags``: metering tags by service code, blank for all others."""
    known = tags or {}
    services: Row = {}
    for code, is_enabled in SERVICES.items():
        tag = {} if code == WITHOUT_TAG else {"meteringTag": known.get(code, "")}
        info = {"info": INFO[code]} if code in INFO else {}
        services[code] = {**tag, "enabled": is_enabled, **info}
    tenant = str(uuid.uuid5(uuid.NAMESPACE_OID, f"channel tenant {ident}"))
    row = {
        "id": ident,
        "name": f"channel{ident}",
        "description": f"Channel {ident}",
        "definedAt": "2025-08-12T07:02:10.822+0000",
        "lastChanged": "2025-11-16T16:20:05.808+0000",
        "adGroupName": None,
        "adGroupId": None,
        "dmSourceEmail": None,
        "iamAccountId": str(uuid.uuid5(uuid.NAMESPACE_OID, f"channel account {ident}")),
        "maxCustomers": 0,
        "services": services,
        "servicesNumber": sum(SERVICES.values()),
        "msTenantId": tenant,
        "vocaProviderId": None,
        "url": f"/ovoc/v1/topology/channels/{ident}",
        "appRegistrationSettings": {
            "msTenantId": tenant,
            "clientId": str(uuid.uuid5(uuid.NAMESPACE_OID, f"channel app {ident}")),
            "clientSecret": client_secret(ident),
            "cloudUrl": "https://login.microsoftonline.com/",
            "displayName": None,
            "identityAuthority": "MS_ENTRA_PUBLIC",
            "urlMode": "organizations",
        },
    }
    return {**row, **chosen}


def client_secret(ident: int) -> str:
    """Return the made-up secret of a channel's app registration."""
    return f"Channel#%{uuid.uuid5(uuid.NAMESPACE_OID, f'channel secret {ident}').hex[:12]}"
