# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The four keys that only the read of one customer has ("Get Details for Specific Service")."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

Row = dict[str, Any]

# The server masks the secret; its real value is not in this package.
ITEM_KEYS = ("MsDefaultDomain", "ApplicationClientId", "ApplicationClientSecret", "ClientSecretExpirationDate")
# Days from ``Dataset.today`` to the end of an app registration's secret: ended, ending soon, far away.
EXPIRES_IN = (-400, -30, -1, 0, 1, 6, 13, 29, 30, 45, 89, 120, 200, 364, 500, 720)


def item_fields(row: Row, chosen: Row, today: datetime.date) -> Row:
    """Return the values: from ``chosen``, else from the row, else made from the GUID (null without an MS tenant)."""
    made: Row = dict.fromkeys(ITEM_KEYS)
    if row.get("MsTenantId"):
        app = uuid.uuid5(uuid.NAMESPACE_OID, str(row.get("UmpCustomerGuid")))
        day = datetime.datetime.combine(today, datetime.time())
        ends = day + datetime.timedelta(days=EXPIRES_IN[app.int % len(EXPIRES_IN)], seconds=app.int % 86399)
        made = {
            "MsDefaultDomain": f"tenant{app.int % 10000}.onmicrosoft.example",
            "ApplicationClientId": str(app),
            "ApplicationClientSecret": f"{app.hex[:3]}******************",
            "ClientSecretExpirationDate": us_date(ends),
        }
    return {key: chosen.get(key, row.get(key, made[key])) for key in ITEM_KEYS}


def us_date(when: datetime.datetime) -> str:
    """Return the vendor's US form, month first, no leading zeros: ``2/18/2027 8:39:26 AM``."""
    hour = when.hour % 12 or 12
    return f"{when.month}/{when.day}/{when.year} {hour}:{when:%M:%S} {'AM' if when.hour < 12 else 'PM'}"


# State of a SIP connection in the lists -> its number in its own read. Only 3 is in an example.
SITE_STATES = {"NotDeployed": 0, "Deployed": 3, "Failed": 4}
CONFIGURATIONS = {"SipTrunk": 0, "Byoc": 1}


def site_detail(site: Row, customer: Row, chosen: Row, pending: list[str]) -> Row:
    """Return the body of "Get SIP Connections". ``chosen``: {any key in it: value}, instead of made-up values.

    ``chosen["customerVariables"]`` is merged with the made-up one. CarrierUserPassword is in clear text, as in the
    vendor's example; a reader must remove it.
    """
    name = site["name"]
    configuration = site["sbcConfigurationType"]

    def pick(**made: Any) -> Row:
        return {key: chosen.get(key, value) for key, value in made.items()}

    variables = {"CarrierUserPassword": carrier_password(site), "CarierMailLine": f"{name}MainLine"}
    scripts = pick(onboardingScript=7, cleanupScript=700) | {
        "customerVariables": {**variables, **chosen.get("customerVariables", {})}
    }
    info = pick(
        sbcConfigurationType=CONFIGURATIONS.get(configuration, configuration),
        cacProfile="10 sessions",
        carrierHostName=f"{name}.carrier.example",
        carrierId="SIPTrunk",
        carrierMainLine=None,
        carrierUserName=f"{name}Carrier",
        flagConfigureSbc=True,
    )
    m365 = {
        "flagConfigureM365Routing": False,
        "onboardingScript": None,
        "cleanupScript": None,
        "customerVariables": None,
    }
    return {
        "tenantId": customer.get("MsTenantId"),
        **pick(m365DeploymentState=None, sbcDeploymentState=SITE_STATES.get(site["sbcDeploymentState"], 1)),
        "siteName": name,
        **pick(onlinePstnGateway=f"{name}.sbc.example"),
        "sbcInfo": {**info, "sbcId": site["sbcId"], "sbcScripts": scripts},
        "m365Info": {"m365Scripts": m365},
        "pendingTasks": pending,
    }


def carrier_password(site: Row) -> str:
    """Return the made-up password of a SIP connection's carrier account."""
    return f"Carrier#%{uuid.uuid5(uuid.NAMESPACE_OID, str(site['id'])).hex[:12]}"
