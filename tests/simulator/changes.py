# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The effects of writes on the data, without HTTP: licenses, removal of customers, SIP connections.

The allowed changes of license are documented ("Upgrade or Downgrade Service License", "Upgrade Operator Connect
Customer License"). It is assumed that the service's row in the Operation Center follows.
"""

from __future__ import annotations

from typing import Any

from .dataset import SITE_KEY, Dataset, Row, entry

# Changes by PATCH: plus and pro of one family. The same type again changes only the seats.
CHANGES = ({1, 2}, {4, 5})
# Start and result of "Upgrade Operator Connect Customer License".
UPGRADES = {3: (4, 5)}
# Operation Center license type of the customer license types 0-2, and of 3-5.
SERVICE_LICENSES = ("ESSENTIAL", "ESSENTIAL_PLUS", "PRO")
SERVICE_SOURCES = ("LTC", "OC")
# Values of a new SIP connection [assumed].
NEW_SITE = {"sbcDeploymentState": "Deployed", "sbcConfigurationType": "SipTrunk"}
# Keys that are null for types without seats.
COUNTERS = ("LiveHubActiveUsersCount", "LiveHubSimpleUsersCount")


def may_change(old: Any, new: Any) -> bool:
    """Return whether PATCH allows this change of license type."""
    return any({old, new} <= family for family in CHANGES)


def may_upgrade(old: Any, new: int) -> bool:
    """Return whether the upgrade action allows this change of license type."""
    return new in UPGRADES.get(old, ())


def set_license(data: Dataset, guid: str, kind: int | None, seats: int | None) -> None:
    """Set license type and seats of a customer, if it still exists; None keeps a value."""
    row = data.customer_row(guid)
    if row is None:
        return
    if kind is not None:
        row["LicenseType"] = kind
        row |= {key: 0 for key in COUNTERS if row.get(key) is None}
        for service in _services_of(data, guid):
            service["licenseType"] = SERVICE_LICENSES[kind % len(SERVICE_LICENSES)]
    if seats is not None:
        row["LicensedUsersCount"] = seats
    data.changed()


def set_registration(data: Dataset, guid: str, client_id: str | None, secret: str | None) -> None:
    """Store an app registration in the form that reads show: with a masked secret."""
    given = {"ApplicationClientId": client_id, "ApplicationClientSecret": secret and f"{secret[:3]}******************"}
    entry(data.items, guid).update({key: value for key, value in given.items() if value is not None})


def remove_customer(data: Dataset, guid: str) -> None:
    """Remove a customer, its SIP connections, and its Operation Center row."""
    gone = [id(row) for row in (data.customer_row(guid), *_services_of(data, guid))]
    data.customers[:] = [row for row in data.customers if id(row) not in gone]
    data.services[:] = [row for row in data.services if id(row) not in gone]
    data.changed()


def add_site(data: Dataset, guid: str, site: Row, detail: Row) -> None:
    """Add a SIP connection to a customer, if that still exists."""
    row = data.customer_row(guid)
    if row is not None:
        row.setdefault(SITE_KEY, []).append(site)
        data.sites[site["id"]] = detail
        data.changed()


def change_site(data: Dataset, ident: str, site: Row, detail: Row) -> None:
    """Change a SIP connection, if it still exists: its row, and its own read."""
    found = data.site_row(ident)
    if found is not None:
        found[1].update(site)
        kept = entry(data.sites, ident)
        variables = {**kept.get("customerVariables", {}), **detail.get("customerVariables", {})}
        kept.update({**detail, "customerVariables": variables})
        data.changed()


def remove_site(data: Dataset, ident: str) -> None:
    found = data.site_row(ident)
    if found is not None:
        found[0][SITE_KEY].remove(found[1])
        data.sites.pop(found[1]["id"], None)
        data.changed()


def _services_of(data: Dataset, guid: str) -> list[Row]:
    """Return a customer's Operation Center rows, by either joining key."""
    return [
        row
        for row in data.services
        if row.get("serviceSource") in SERVICE_SOURCES
        and guid.lower() in (str(row.get("umpId")).lower(), str(row.get("serviceId")).lower())
    ]
