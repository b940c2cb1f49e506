# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a write does to the data, without HTTP: licenses, removal of customers, SIP connections.

Which changes of license the platform allows is documented ("Upgrade or Downgrade Service License", "Upgrade Operator
Connect Customer License"). That the Operation Center's row of the service follows is assumed.
"""

from __future__ import annotations

from typing import Any

from .dataset import SITE_KEY, Dataset, Row, entry

#: What PATCH turns into what: plus and pro of one family. The same type again changes the seats alone.
CHANGES = ({1, 2}, {4, 5})
#: What "Upgrade Operator Connect Customer License" starts from, and leads to.
UPGRADES = {3: (4, 5)}
#: Operation Center license type of the customer license types 0-2, and of 3-5.
SERVICE_LICENSES = ("ESSENTIAL", "ESSENTIAL_PLUS", "PRO")
SERVICE_SOURCES = ("LTC", "OC")
#: What a SIP connection that was added is like [assumed].
NEW_SITE = {"sbcDeploymentState": "Deployed", "sbcConfigurationType": "SipTrunk"}
#: Keys that are null for the types without seats.
COUNTERS = ("LiveHubActiveUsersCount", "LiveHubSimpleUsersCount")


def may_change(old: Any, new: Any) -> bool:
    """Whether PATCH allows this change of license type."""
    return any({old, new} <= family for family in CHANGES)


def may_upgrade(old: Any, new: int) -> bool:
    """Whether the upgrade action allows this change of license type."""
    return new in UPGRADES.get(old, ())


def set_license(data: Dataset, guid: str, kind: int | None, seats: int | None) -> None:
    """Give a customer, if it is still there, a license type and seats; None leaves what it has."""
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
    """Keep an app registration the way it is read again: the secret masked."""
    given = {"ApplicationClientId": client_id, "ApplicationClientSecret": secret and f"{secret[:3]}******************"}
    entry(data.items, guid).update({key: value for key, value in given.items() if value is not None})


def remove_customer(data: Dataset, guid: str) -> None:
    """Remove a customer, its SIP connections, and its row in the Operation Center."""
    gone = [id(row) for row in (data.customer_row(guid), *_services_of(data, guid))]
    data.customers[:] = [row for row in data.customers if id(row) not in gone]
    data.services[:] = [row for row in data.services if id(row) not in gone]
    data.changed()


def add_site(data: Dataset, guid: str, site: Row, detail: Row) -> None:
    """Add a SIP connection to a customer, if that is still there."""
    row = data.customer_row(guid)
    if row is not None:
        row.setdefault(SITE_KEY, []).append(site)
        data.sites[site["id"]] = detail
        data.changed()


def change_site(data: Dataset, ident: str, site: Row, detail: Row) -> None:
    """Change values of a SIP connection, if it is still there: of its row, and of its own read."""
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
    """The Operation Center's rows of a customer, by either of the keys that join them."""
    return [
        row
        for row in data.services
        if row.get("serviceSource") in SERVICE_SOURCES
        and guid.lower() in (str(row.get("umpId")).lower(), str(row.get("serviceId")).lower())
    ]
