# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts for the report's tests: the vendor's examples, and hostile names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists, names
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import policy, sources
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import Policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import Row
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Asked, Model, build_model
from kits.compliance import DEFAULT_POLICY

DATA = Path(__file__).parents[1] / "simulator" / "data"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)
GROUPS = ("lp_services", "lp_customers")

# possible names of customers, which must appear exactly like this
HOSTILE = (
    "<script>alert(1)</script>",
    "=1+1",
    "{{ 40 + 2 }}",
    "{% raw %}{# no #}",
    "</title><img src=x onerror=alert(2)>",
    "\"quoted\", 'and' <b>bold</b> & more;",
    "Gro\u00df & S\u00f6hne \u682a\u5f0f\u4f1a\u793e \U0001f4de",
    "two\nlines\r\nand a\ttab",
    "@SUM(A1:A9)",
    "-2+3",
    "+1",
    "javascript:alert(3)",
    "${7*7} #{7*7} <%= 7*7 %>",
    "very long " + "x" * 5000,
)


def raw_customer(guid: str, name: str, code: int = 2, seats: int | None = 10, used: int = 1) -> dict[str, Any]:
    """Return a row of the customer list."""
    return {
        "UmpCustomerGuid": guid,
        "CustomerShortName": name,
        "CustomerFullName": name,
        "LicenseType": code,
        "LicensedUsersCount": seats,
        "ActiveUserCount": used,
    }


def raw_service(number: int, name: str, **more: Any) -> dict[str, Any]:
    """Return a row of the service list; `more` are other keys of the API."""
    row = {"id": number, "name": name, "fullName": name, "licenseType": "PRO", "status": "OK", "isEnabled": True}
    return row | more


def trial(number: int, expires: str) -> dict[str, Any]:
    """Return a service with a trial until a day (DD-MM-YYYY, as in the API)."""
    return raw_service(number, f"trial {number}", parameters=[{"name": "Trial Expiry Date", "value": expires}])


def hosts_of(services: Iterable[Any] = (), customers: Iterable[Any] = ()) -> dict[str, dict[str, Any]]:
    """Return the inventory plugin's hosts for these API rows: host name -> variables."""
    of_services, of_customers = join.join(lists.services(list(services)), lists.customers(list(customers)))
    found = [*of_services, *(customer for customer in of_customers if not customer["matched"])]
    ids = [str(record.get("id") or record["ump_customer_guid"]) for record in found]
    hosts = names.unique([names.host_slug(record["name"]) or "x" for record in found], ids)
    return {
        host: {f"lp_{name}": value for name, value in ({"status": "unknown", "enabled": True} | record).items()}
        | {"lp_instance_id": f"{record['kind']}:{ident}"}
        for host, record, ident in zip(hosts, found, ids, strict=True)
    }


def sample_hosts() -> dict[str, dict[str, Any]]:
    """Return the 16 hosts of the vendor's examples."""
    services = json.loads((DATA / "services.json").read_text(encoding="utf-8"))["services"]
    return hosts_of(services, json.loads((DATA / "customers_all_details.json").read_text(encoding="utf-8")))


def hostile_hosts() -> dict[str, dict[str, Any]]:
    """Return a customer, and a service with its own license type, for each hostile name."""
    return hosts_of(
        [raw_service(n, name, licenseType=name, status=name) for n, name in enumerate(HOSTILE, 1)],
        [raw_customer(f"guid-{n}", name) for n, name in enumerate(HOSTILE, 1)],
    )


def many_hosts(count: int) -> dict[str, dict[str, Any]]:
    """Return the hosts of `count` services and as many customers, half of them joined, with a variety of values."""
    types, states = ("PRO", "ESSENTIAL", "PRO_IMTR", "OC_PRO"), ("OK", "ERROR", "WARNING", "UNMONITORED", None)
    services = [
        raw_service(
            number,
            f"Service {number} & sons",
            licenseType=types[number % 4],
            status=states[number % 5],
            isEnabled=number % 7 != 0,
            umpId=f"guid-{number}" if number % 2 else None,
            totalDIDs=100,
            usedDIDs=number % 120,
            deviceManagerParams={
                "devicesCount": {"personal": number % 13, "meeting": number % 3},
                "maxDevicesPersonal": 10,
                "maxDevicesMeeting": 2,
                "disconnectedDevices": {"personal": number % 2, "meeting": 0},
            },
            parameters=[
                {"name": "Trial Expiry Date", "value": f"{number % 28 + 1:02}-{number % 12 + 1:02}-{2025 + number % 3}"}
            ]
            if number % 3 == 0
            else [],
        )
        for number in range(1, count + 1)
    ]
    customers = [
        raw_customer(
            f"guid-{number}",
            f"Customer {number} <GmbH>",
            code=number % 6,
            seats=None if number % 11 == 0 else 10,
            used=number % 14,
        )
        for number in range(1, count + 1)
    ]
    return hosts_of(services, customers)


def group_of(variables: dict[str, Any]) -> str:
    """Return the group for a host's kind."""
    return f"lp_{variables['lp_kind']}s"


def inventory(hosts: dict[str, dict[str, Any]], others: Iterable[str] = ()) -> dict[str, Any]:
    """Return a static inventory in Ansible's JSON form; `others` are hosts in lp_services without variables."""
    children: dict[str, dict[str, dict[str, Any]]] = {name: {"hosts": {}} for name in GROUPS}
    for name, variables in hosts.items():
        children[group_of(variables)]["hosts"][name] = variables
    children["lp_services"]["hosts"].update({name: {} for name in others})
    return {"all": {"children": children}}


def rows_of(hosts: dict[str, dict[str, Any]]) -> list[Row]:
    """Return the rows that the report reads from these hosts."""
    return [
        {
            "host": name,
            "groups": [group_of(variables)],
            "record": {key.removeprefix("lp_"): value for key, value in variables.items() if key.startswith("lp_")},
        }
        for name, variables in hosts.items()
    ]


def judged(
    hosts: dict[str, dict[str, Any]], now: datetime = NOW, platform: str = "live.example.com", previous: Any = None
) -> Model:
    """Return the model of these hosts of one platform, judged by the default policy, since a previous report or none."""
    rows: list[Row] = [{**row, "record": {**row["record"], "platform": platform}} for row in rows_of(hosts)]
    sizes = {group: sum(group in row["groups"] for row in rows) for group in GROUPS}
    asked = Asked(policy.load(DEFAULT_POLICY, now.date()), previous=previous)
    return build_model(rows, sizes, "License report", now, asked=asked)


def model_of(
    hosts: dict[str, dict[str, Any]], now: datetime = NOW, title: str = "License report", **asked: Any
) -> Model:
    """Return the model of these hosts in their two groups. `asked`: fields of `Asked`."""
    rows = rows_of(hosts)
    sizes = {group: sum(group in row["groups"] for row in rows) for group in GROUPS}
    return build_model(rows, sizes, title, now, asked=Asked(**asked))


def default_policy(now: datetime = NOW) -> Policy:
    """Return the default policy on a day."""
    return sources.policy_of(None, None, None, now.date())
