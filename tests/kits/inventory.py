# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""For the inventory's tests: small rows in the platform's form, and a client that answers with them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from kits.harness import ROOT
from simulator.channels import made_channel
from simulator.numbers import page as numbers_page

Row = dict[str, Any]
Record = dict[str, Any]

SAMPLES = ROOT / "tests" / "simulator" / "data"

# names that have broken inventories: text -> the host's name (None: from its identity)
HOSTILE_NAMES: dict[str, str | None] = {
    "{{ 7*7 }}": "7-7",
    "{% for x in y %}": "for-x-in-y",
    "{# gone #}": "gone",
    "#jinja2:variable_start_string:'[['\n[[ 7*7 ]]": "jinja2-variable_start_string-7-7",
    "web:prod": "web-prod",
    "nul\x00byte": "nul-byte",
    "x" * 600: "x" * 200,
    "Zo\u00eb's caf\u00e9": "zoe-s-cafe",
    "\u041c\u043e\u0441\u043a\u0432\u0430": None,
    "": None,
    "   ": None,
    "-_-": None,
    "all,!prod:&x[0]~": "all-prod-x-0",
    "../../etc/passwd": "etc-passwd",
    "=cmd|' /C calc'!A0": "cmd-c-calc-a0",
}


# keys that the platform always writes, with empty values
_SERVICE: Row = {
    "serviceId": "",
    "serviceSource": "DM",
    "licenseType": None,
    "status": None,
    "isEnabled": None,
    "umpUsersSuspendAlarmStatus": None,
    "totalDIDs": None,
    "usedDIDs": None,
    "freeDIDs": None,
    "deviceManagerParams": {
        "deviceType": None,
        "devicesCount": {"personal": None, "meeting": None},
        "maxDevicesPersonal": None,
        "maxDevicesMeeting": None,
        "devicesPercentagePersonal": None,
        "devicesPercentageMeeting": None,
        "disconnectedDevices": {"personal": None, "meeting": None},
    },
    "applicationsStatus": {
        "management": {"managementStatus": None, "serviceDeployStatus": None},
        "voiceQuality": {"voiceQualityStatus": None},
    },
}
_CUSTOMER: Row = {
    "CustomerFullName": "",
    "LicenseType": None,
    "LicensedUsersCount": None,
    "ActiveUserCount": None,
    "MsTenantId": "",
}


def service_row(ident: Any = 1, **more: Any) -> Row:
    """Return a row of "Retrieve Services" with an id, a name and `more`; a Device Manager service by default."""
    return {"id": ident, "name": f"service {ident}", "fullName": f"Service {ident}", **copy.deepcopy(_SERVICE), **more}


def customer_row(guid: Any = "c1", **more: Any) -> Row:
    """Return a row of "Get Services Brief Details (V3)"."""
    return {"UmpCustomerGuid": guid, "CustomerShortName": f"customer {guid}", **_CUSTOMER, **more}


def parameter(name: str, value: Any) -> Row:
    """Return an entry of a service's parameters."""
    return {"name": name, "type": "String", "value": value}


def joined(services: Sequence[Row] = (), customers: Sequence[Row] = ()) -> list[Record]:
    """Return the records of these rows in the form of hosts: joined services, and customers without services."""
    known, others = join.join(lists.services(list(services)), lists.customers(list(customers)))
    return [*known, *(record for record in others if not record["matched"])]


def sample_services() -> list[Row]:
    """Return the vendor's example of "Retrieve Services"."""
    rows: list[Row] = json.loads((SAMPLES / "services.json").read_text(encoding="utf-8"))["services"]
    return rows


def sample_customers() -> list[Row]:
    """Return the vendor's example of "Get Services Brief Details (V3)", with all details."""
    rows: list[Row] = json.loads((SAMPLES / "customers_all_details.json").read_text(encoding="utf-8"))
    return rows


class FakePlatform:
    """Replaces the client: answers with rows, remembers requests, and fails if a test wants it.

    A call creates a client. ``asked`` lists the requests ("services", "customers", "customers with details", "leads"),
    ``settings`` those of the created clients. ``failures`` maps a list's name to the exception that its read raises.
    """

    platform = "platform.example.com"

    def __init__(self) -> None:
        self.services_rows: list[Row] = []
        self.customers_rows: list[Row] = []
        self.leads_rows: list[Row] = []
        self.channel_tags: dict[str, str] = {}
        self.numbers_rows: list[Row] = []
        self.requests: list[str] = []
        self.settings: list[Any] = []
        self.failures: dict[str, Exception] = {}

    @property
    def asked(self) -> str:
        """The path of the latest read."""
        return f"/{self.requests[-1].split()[0]}" if self.requests else ""

    def holds(self, services: Sequence[Row] = (), customers: Sequence[Row] = ()) -> None:
        """Replace the platform's lists, and forget requests and failures."""
        self.services_rows, self.customers_rows = list(services), list(customers)
        self.requests, self.settings, self.failures = [], [], {}

    def __call__(self, settings: Any, log: Callable[[str], object] | None = None) -> FakePlatform:
        self.settings.append(settings)
        self.platform = settings.platform
        return self

    def __enter__(self) -> FakePlatform:
        return self

    def __exit__(self, *_exc: object) -> None:
        pass

    def services(self) -> Any:
        self._answer("services", "services")
        return {"services": copy.deepcopy(self.services_rows)}

    def customers(self, all_details: bool = False) -> Any:
        self._answer("customers", "customers with details" if all_details else "customers")
        hidden = () if all_details else ("SiteLocation",)
        return [{key: value for key, value in row.items() if key not in hidden} for row in self.customers_rows]

    def leads(self, page: int, size: int) -> Any:
        self._answer("leads", "leads")
        return copy.deepcopy(self.leads_rows[(page - 1) * size : page * size])

    def numbers(self, page: int, size: int, tenant: str = "", status: str = "") -> Any:
        self._answer("numbers", f"numbers {tenant}{status}".rstrip())
        return numbers_page(copy.deepcopy(self.numbers_rows), page, size)

    def channel(self, ident: str) -> Any:
        self._answer("channel", f"channel {ident}")
        return made_channel(int(ident), self.channel_tags)

    def _answer(self, what: str, request: str) -> None:
        self.requests.append(request)
        if what in self.failures:
            raise self.failures[what]
