# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes on a simulated platform: clients with a clock that never waits, and the problems that a write can meet."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    engine,
    license_changes,
    license_plans,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import Waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import PartialError
from simulator import Dataset, Fault, Simulator

Result = dict[str, Any]
PLUS, PRO = "oc_essentials_plus", "oc_pro"
CODES = {"hosted_essentials": 0, "hosted_essentials_plus": 1, "hosted_pro": 2, "oc_essentials": 3, PLUS: 4, PRO: 5}


def customer(number: int, license_type: str = PLUS, seats: int | None = 10) -> Result:
    """A row of the platform."""
    return {
        "UmpCustomerGuid": f"00000000-0000-4000-8000-{number:012x}",
        "CustomerShortName": f"c{number}",
        "CustomerFullName": f"Customer {number}",
        "LicenseType": CODES[license_type],
        "LicensedUsersCount": seats,
        "ActiveUserCount": 3,
        "MsTenantId": f"10000000-0000-4000-8000-{number:012x}",
        "SiteLocation": [],
    }


def guid(number: int) -> str:
    return str(customer(number)["UmpCustomerGuid"])


def population() -> Dataset:
    """Customers c1 to c5 of OC Essentials Plus with 10 seats, c6 of OC Essentials."""
    return Dataset(services=[], customers=[*map(customer, range(1, 6)), customer(6, "oc_essentials", None)])


# options of sip_connection with their defaults, but with a short wait
SIP_DEFAULTS: Result = {
    **dict.fromkeys(
        ("guid", "id", "name", "confirm_name", "sbc_id", "onboarding_script", "cleanup_script", "script_parameters")
    ),
    **dict.fromkeys(("cac_profile", "configure_sbc", "enable_cac", "carrier_registration", "change_keys")),
    "state": "present",
    "customer_type": "IPGROUP_TYPE",
    "secret_parameters": None,
    "send_secrets": False,
    "script_parameters_form": "object",
    "send_flags": False,
    "id_form": "body",
    "wait": True,
    "wait_timeout": 100,
}


class Clock:
    """A clock that moves only while somebody sleeps. Thread-safe."""

    def __init__(self) -> None:
        self.now = 0.0
        self._lock = threading.Lock()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.now += seconds


def client_of(sim: Simulator, clock: Clock | None = None, **options: Any) -> Client:
    """Return a client of a simulator that never waits. The caller closes it."""
    given = {name.removeprefix("LIVE_PLATFORM_").lower(): value for name, value in sim.env().items()}
    time = clock or Clock()
    return Client(connection.settings({"timeout": 5, "retries": 1, **given, **options}), clock=time, sleep=time.sleep)


@dataclass(frozen=True)
class Trouble:
    """A problem with one write. ``done``: whether the platform carries it out anyway."""

    name: str
    begin: Callable[[Simulator, str, str], None]
    done: bool
    # the result is as if nothing had happened
    harmless: bool = False
    # text in the error
    says: str = ""
    # the platform may still carry it out: it accepted the write, or its answer is lost
    open: bool = False

    def __str__(self) -> str:
        return self.name


def _fault(**fields: Any) -> Callable[[Simulator, str, str], None]:
    def begin(sim: Simulator, method: str, path: str) -> None:
        sim.fault(path, Fault(method=method, times=1, **fields))

    return begin


# problems of any write: (simulator, method, part of the path) -> trouble
TROUBLES = (
    Trouble("cut before", _fault(kind="cut"), done=False, says="no complete answer", open=True),
    Trouble("cut during", _fault(kind="truncated_abort"), done=True, harmless=True),
    Trouble("cut after", _fault(kind="cut_after"), done=True, harmless=True),
    Trouble("hang", _fault(kind="hang", seconds=20), done=True, harmless=True),
    Trouble("500", _fault(status=500), done=False, says="HTTP 500", open=True),
    Trouble("502", _fault(status=502), done=False, says="HTTP 502", open=True),
    Trouble("login page", _fault(kind="html"), done=False, says="login page", open=True),
    Trouble("401 once", _fault(status=401), done=True, harmless=True),
    Trouble("429 once", _fault(status=429), done=True, harmless=True),
    Trouble(
        "400", _fault(status=400, body="Invalid change for License Type!"), done=False, says="Invalid change for Lic"
    ),
    Trouble("404", _fault(status=404, body="Customer with x not found"), done=False, says="Customer with x not found"),
    Trouble("409", _fault(status=409), done=False, says="HTTP 409"),
    Trouble(
        "odd answer",
        _fault(kind="invalid_json"),
        done=False,
        says="accepted the change, but read back: wanted",
        open=True,
    ),
)


def want(*numbers: int, license_type: str = PRO, seats: int = 20, **more: Any) -> list[Result]:
    return [{"guid": guid(number), "license_type": license_type, "licensed_users": seats, **more} for number in numbers]


def change(client: Client, rows: list[Result], **options: Any) -> Result:
    """Return the module's result, with ``failed`` set if it fails."""
    given: dict[str, Any] = {"waiting": Waiting(timeout=60), "workers": 1} | options
    keys = given.pop("keys", None)
    changes = license_changes.prepare(client, license_plans.desired_licenses(rows), 1, keys=keys)
    try:
        return {
            "failed": False,
            **license_changes.result(engine.carry_out_all(client, changes, **given), with_diff=True),
        }
    except PartialError as error:
        return {"failed": True, "msg": str(error), "failure": error.as_result(), **error.result}


def held(sim: Simulator, number: int) -> tuple[Any, Any]:
    """Return license type and seats of a customer on the platform."""
    row = sim.dataset.customer_row(guid(number))
    assert row is not None
    return row["LicenseType"], row["LicensedUsersCount"]


def told(state: Result | None) -> tuple[Any, Any]:
    """Return the same from a result."""
    assert state is not None
    return CODES[state["license_type"]], state["licensed_users"]


def states(result: Result) -> list[str]:
    return [row["state"] for row in result["customers"]]
