# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of the matrix of problems: healthy and faulty platforms, and the interface of a tested part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from simulator import Dataset, Fault, Simulator

SERVICES, CUSTOMERS = "/topology/services", "/v3/customer"


# --- healthy platforms


def healthy() -> Dataset:
    """Return the vendor's examples, with an Operator Connect service for each of the ten customers."""
    data = Dataset.samples()
    for number, customer in enumerate(data.customers, 1):
        more = {"id": number, "name": f"oc-{number}", "serviceSource": "OC", "umpId": customer["UmpCustomerGuid"]}
        data.services.append({**data.services[0], "deviceManagerParams": {}, "parameters": [], **more})
    return data


def device_manager_alone() -> Dataset:
    """Return the vendor's example of services; the platform has no customers."""
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
    """Keep half of each list, so that neither list shows what the other one lost."""
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
    """Return the variables for a platform, with the same name for any address, without retries."""
    more = {"RETRIES": "0", "RATE_LIMIT": "0", "PLATFORM_NAME": "matrix"}
    return {**sim.env(), **{f"LIVE_PLATFORM_{name}": value for name, value in more.items()}}


@dataclass
class Place:
    """Where a part works: a platform, and a folder with the files that it wrote when the platform was healthy."""

    sim: Simulator
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """Return the variables for the platform, without retries."""
        return env_of(self.sim)

    def be(self, data: Callable[[], Dataset], trouble: str = "") -> None:
        """Give the platform these rows, and then the problem."""
        self.sim.clear_faults()
        self.sim.clear_requests()
        self.sim.dataset = data()
        if trouble:
            TROUBLES[trouble](self.sim)


class Column(Protocol):
    """One tested part."""

    def learn(self, place: Place) -> None:
        """Read the healthy platform once for all rows, and leave in the folder what is kept from it."""

    def notices(self, place: Place, trouble: str) -> None:
        """Read the faulty platform. Raises AssertionError if the part accepts it as healthy."""

    def is_green(self, place: Place) -> None:
        """Read a healthy platform with all defaults. Raises AssertionError if the part reports a problem."""
