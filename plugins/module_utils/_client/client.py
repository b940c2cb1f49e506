# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The requests to the platform, by name. Only this file and `transport` use HTTP.

Reads return decoded JSON, which is not checked here. Writes return the text of the answer. Paths and bodies follow the
vendor pages named with each request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.transport import Transport
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

SERVICES = "/api/ovoc/v1/topology/services/"
CHANNELS = "/api/ovoc/v1/topology/channels/"
CUSTOMERS = "/api/v3/customer"
CUSTOMERS_V2 = "/api/v2/customer"
SIP_CONNECTIONS = "/api/v2/sitelocation"
CALLING_PROFILES = "/api/v2/oc/callingprofile"
TASKS = "/api/v2/task"
NUMBERS = "/api/v3/oc/numbers"
LEADS = "/api/v2/oc/lead"

Body = Mapping[str, Any]


class Client(Transport):
    """A connection to one platform with one account. All methods raise errors of the `LivePlatformError` family."""

    def services(self) -> Any:
        """Return the body of the list of services (vendor page: Retrieve Services)."""
        return self.read(self._topology(SERVICES), is_list=True)

    def service(self, ident: str) -> Any:
        """Return the body of one service by its id in the Live Platform portal (same page)."""
        return self.read(self._topology(SERVICES) + _segment(ident))

    def channels(self) -> Any:
        """Return the body of the list of channels. Its path is inferred from the path of one channel."""
        return self.read(self._topology(CHANNELS), is_list=True)

    def channel(self, ident: str) -> Any:
        """Return the body of one channel (vendor page: Get Specific Channel Details). It holds a secret in clear text."""
        return self.read(self._topology(CHANNELS) + _segment(ident))

    def customers(self, all_details: bool = False) -> Any:
        """Return the body of the list of customers (vendor page: Get Services Brief Details (V3))."""
        return self.read(self._portal(CUSTOMERS), {"allDetails": str(all_details).lower()}, is_list=True)

    def customer(self, guid: str, all_details: bool = False) -> Any:
        """Return the body of one customer (vendor page: Get Details for Specific Service)."""
        return self.read(self._portal(CUSTOMERS, guid), {"allDetails": str(all_details).lower()})

    def license_info(self, guid: str, months: int) -> Any:
        """Return the body of a customer's daily license counts (vendor page: Get License Info for Service)."""
        return self.read(self._portal(CUSTOMERS, guid, "licenseinfo"), {"nrOfMonths": str(months)})

    def licensed_users(self, guid: str) -> Any:
        """Return the body of the list of a customer's licensed users (vendor page: Get Licensed Users)."""
        return self.read(self._portal(CUSTOMERS, guid, "licensedUsers"), is_list=True)

    def numbers(self, page: int, size: int, tenant: str = "", status: str = "") -> Any:
        """Return the body of one page of telephone numbers (vendor page: Get Operator Connect Customer Numbers V3).

        That page names the parameters Page Number and Page Size. The spelling PageSize is from the page about leads.
        """
        chosen = {"msTenantId": tenant, "acquiredNumberStatus": status}
        params = {"PageNumber": str(page), "PageSize": str(size)}
        params |= {name: value for name, value in chosen.items() if value}
        return self.read(self._portal(NUMBERS), params, is_page=True)

    def leads(self, page: int, size: int) -> Any:
        """Return the body of one page of leads (vendor page: Get All OC Leads).

        `checkOnline` stays off, because it makes the platform query Microsoft.
        """
        params = {"PageNumber": str(page), "PageSize": str(size)}
        return self.read(self._portal(LEADS), params, is_page=True, is_list=True)

    def removal_summary(self, tenant: str = "") -> Any:
        """Return the counts of numbers to be removed, as a body (vendor page: Get Number Removal Status Summary)."""
        return self.read(self._portal(f"{NUMBERS}/removal-status/summary"), {"msTenantId": tenant} if tenant else None)

    def sip_connection(self, ident: str) -> Any:
        """Return the body of one SIP connection (vendor page: Get SIP Connections). It holds a password in clear text."""
        return self.read(self._portal(SIP_CONNECTIONS, ident))

    def calling_profiles(self) -> Any:
        """Return the body of the list of Operator Connect calling profiles (vendor page: Get Calling Profiles)."""
        return self.read(self._portal(CALLING_PROFILES), is_list=True)

    def task(self, ident: str) -> Any:
        """Return the body of one asynchronous task (vendor page: Get Task)."""
        return self.read(self._portal(TASKS, ident))

    def change_customer(self, guid: str, body: Body) -> str:
        """Change license type and seats of a customer (vendor page: Upgrade or Downgrade Service License)."""
        return self.write("PATCH", self._portal(CUSTOMERS, guid), body)

    def upgrade_customer(self, guid: str, body: Body) -> str:
        """Start the upgrade of an OC Essentials customer (vendor page: Upgrade Operator Connect Customer License)."""
        return self.write("POST", self._portal(CUSTOMERS_V2, guid, "action", "upgrade"), body)

    def delete_customer(self, guid: str) -> str:
        """Delete a customer with its SIP connections and dial plans (vendor page: Delete Service)."""
        return self.write("DELETE", self._portal(CUSTOMERS_V2, guid))

    def add_sip_connection(self, guid: str, body: Body) -> str:
        """Start adding a SIP connection to a customer (vendor page: Add SIP Connection)."""
        return self.write("POST", self._portal(CUSTOMERS_V2, guid, "sitelocation") + "/", body)

    def change_sip_connection(self, guid: str, body: Body, params: Mapping[str, str] | None = None) -> str:
        """Start changing the SIP connection that the body or the parameters name (vendor page: Modify SIP Connection)."""
        return self.write("PATCH", self._portal(CUSTOMERS_V2, guid, "sitelocation") + "/", body, params)

    def delete_sip_connection(self, ident: str) -> str:
        """Start deleting a SIP connection (vendor page: Delete Specific SIP Connection)."""
        return self.write("DELETE", self._portal(SIP_CONNECTIONS, ident))

    def _topology(self, path: str) -> str:
        """Return a path of the Operation Center. It has no prefix if `url` names the Operation Center itself."""
        return path.removeprefix("/api") if self._settings.direct else path

    def _portal(self, path: str, *parts: str) -> str:
        """Return a path of the service provider's portal."""
        if self._settings.direct:
            raise OptionError(
                "url names an Operation Center, which has services only: customers and tasks need the address of the "
                "service provider's portal"
            )
        return "/".join((path, *map(_segment, parts)))


def _segment(ident: str) -> str:
    """Return an id as one part of a path. Raises `OptionError` for an id that would lead to another path."""
    if ident.strip() in ("", ".", ".."):
        raise OptionError(f"an id is empty or consists of dots: '{ident}' cannot be used in a request")
    return quote(ident, safe="")
