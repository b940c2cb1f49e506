# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of the matrix of troubles: platforms in order and in trouble, and what a part of the collection is to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from simulator import Dataset, Fault, Simulator

SERVICES, CUSTOMERS = "/topology/services", "/v3/customer"


# --- platforms that are in order


def healthy() -> Dataset:
    """The vendor's examples, and an Operator Connect service for each of the ten customers."""
    data = Dataset.samples()
    for number, customer in enumerate(data.customers, 1):
        more = {"id": number, "name": f"oc-{number}", "serviceSource": "OC", "umpId": customer["UmpCustomerGuid"]}
        data.services.append({**data.services[0], "deviceManagerParams": {}, "parameters": [], **more})
    return data


def device_manager_alone() -> Dataset:
    """The vendor's example of services; the platform has no customer."""
    data = Dataset.samples()
    data.customers = []
    return data


IN_ORDER = {"healthy": healthy, "Device Manager alone": device_manager_alone}


# --- rows


def _no_customers(sim: Simulator) -> None:
    sim.dataset.customers = []


def _no_services(sim: Simulator) -> None:
    sim.dataset.services = []


def _half(sim: Simulator) -> None:
    """Half of each list, none of them known to be missing by the other one."""
    sim.dataset.customers = sim.dataset.customers[::2]
    sim.dataset.services = sim.dataset.services[::2]


def _renamed(sim: Simulator) -> None:
    for service in sim.dataset.services:
        service["state"] = service.pop("status")


def _renamed_of_customers(sim: Simulator) -> None:
    for customer in sim.dataset.customers:
        customer["ActiveUsers"] = customer.pop("ActiveUserCount")


def _unreadable(sim: Simulator) -> None:
    sim.dataset.customers[0]["ActiveUserCount"] = "1,500"


def _part(sim: Simulator) -> None:
    sim.fault(CUSTOMERS, Fault("part", status=206, rows=5))


def _stale(sim: Simulator) -> None:
    sim.fault(SERVICES, Fault(status=503))


TROUBLES: dict[str, Callable[[Simulator], None]] = {
    "customers empty": _no_customers,
    "services empty": _no_services,
    "half": _half,
    "field renamed": _renamed,
    "field of customers renamed": _renamed_of_customers,
    "value unreadable": _unreadable,
    "206": _part,
    "stale": _stale,
}


# --- columns


def env_of(sim: Simulator) -> dict[str, str]:
    """How to reach a platform, by whatever address the same one; nothing is tried again."""
    more = {"RETRIES": "0", "RATE_LIMIT": "0", "PLATFORM_NAME": "matrix"}
    return {**sim.env(), **{f"LIVE_PLATFORM_{name}": value for name, value in more.items()}}


@dataclass
class Place:
    """Where a part works: a platform, and a folder that holds what it left there when the platform was in order."""

    sim: Simulator
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """How to reach the platform; nothing is tried again."""
        return env_of(self.sim)

    def be(self, data: Callable[[], Dataset], trouble: str = "") -> None:
        """Let the platform hold these rows, and then be in trouble."""
        self.sim.clear_faults()
        self.sim.clear_requests()
        self.sim.dataset = data()
        if trouble:
            TROUBLES[trouble](self.sim)


class Column(Protocol):
    """One part."""

    def learn(self, place: Place) -> None:
        """See the platform in order, once for all rows, and leave in the folder what is kept of that."""

    def notices(self, place: Place, trouble: str) -> None:
        """See the platform in trouble; AssertionError where it is taken for fine."""

    def is_green(self, place: Place) -> None:
        """See a platform in order, with all defaults; AssertionError where anything is said against it."""
