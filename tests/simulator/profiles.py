# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calling profiles of Operator Connect ("Get Calling Profiles"), the only public page with the names of SBCs.

Keys and forms are from the vendor's example. A profile has the SBCs of its trunks, so an SBC that only Direct Routing
customers use may be in none [assumed].
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

# Most SBCs in a made-up profile.
SBCS_A_PROFILE = 2


def made_profiles(customers: Iterable[Row]) -> list[Row]:
    """Return profiles for all SBCs in the SIP connections of ``customers``."""
    idents = sorted({site["sbcId"] for row in customers for site in row.get("SiteLocation") or ()})
    parts = [idents[start : start + SBCS_A_PROFILE] for start in range(0, len(idents), SBCS_A_PROFILE)]
    return [profile(f"profile-{number}", map(sbc, part)) for number, part in enumerate(parts, 1)]


def profile(name: str, sbcs: Iterable[Row]) -> Row:
    """Return a calling profile with a trunk for each SBC."""
    return {
        "additionalSbcList": [],
        "callingProfileId": str(uuid.uuid5(uuid.NAMESPACE_OID, name)),
        "name": name,
        "enviroment": None,
        "region": None,
        "carrier": None,
        "offerTypes": [{"offerTypeName": "Calling", "testNumbers": []}],
        "emergencyDialStrings": [],
        "isEmergencyProfile": False,
        "emergencyProfileId": None,
        "trunksEnrolled": [
            {
                "trunkFqdn": f"oc{one['sbcId']}.simulator.example",
                "trunkId": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{name}/{one['sbcId']}")),
                "matchingSbcList": [one],
            }
            for one in sbcs
        ],
        "validation": {"Calling": "Not validated"},
    }


def sbc(ident: int, name: str = "") -> Row:
    """Return an SBC as in the trunks of a calling profile."""
    name = name or f"SBC{ident:02d}"
    return {
        "sbcId": ident,
        "fqdn": f"{name.lower()}.simulator.example",
        "ipAddress": f"192.0.2.{ident % 250 + 1}",
        "name": name,
    }
