# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A platform of exactly N hosts: the bodies of its two lists, byte for byte as the simulator answers them.

    python -m speed.population HOSTS FOLDER     writes services.json, customers.json and population.json
    python -m speed.population N FOLDER both    the same for N services and N customers

Three quarters of the hosts are services, about half of them with a customer; the others are customers that no service
carries. A process of its own, since Linux counts the memory of a parent to the peak of the commands that it starts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from simulator import Dataset

SEED = 8
SERVICE_SHARE = 0.75

Row = dict[str, Any]


def both(count: int, seed: int = SEED) -> tuple[list[Row], list[Row]]:
    """Return (rows of services, rows of customers), this many of each."""
    data = Dataset.generate(services=count, customers=count, seed=seed)
    return data.services, data.customers


def rows(hosts: int, seed: int = SEED) -> tuple[list[Row], list[Row]]:
    """Return (rows of services, rows of customers) that give this many hosts."""
    services = round(hosts * SERVICE_SHARE)
    data = Dataset.generate(services=services, customers=services, seed=seed)
    carried = {row.get(key) for row in data.services for key in ("umpId", "serviceId")}
    others = [row["UmpCustomerGuid"] for row in data.customers if row["UmpCustomerGuid"] not in carried]
    dropped = set(others[hosts - services :])
    return data.services, [row for row in data.customers if row["UmpCustomerGuid"] not in dropped]


def bodies(services: Sequence[Row], customers: Sequence[Row]) -> tuple[bytes, bytes]:
    """Return the bodies of "Retrieve Services" and "Get Services Brief Details (V3)" without details."""
    data = Dataset(services, customers)
    return data.services_body(), data.customers_body(all_details=False)


def main(hosts: int, folder: Path, make: Callable[[int], tuple[list[Row], list[Row]]] = rows) -> None:
    """Write the bodies and their numbers of rows."""
    services, customers = make(hosts)
    listed = bodies(services, customers)
    for name, body in zip(("services", "customers"), listed, strict=True):
        (folder / f"{name}.json").write_bytes(body)
    facts = {"hosts": hosts, "services": len(services), "customers": len(customers), "bytes": sum(map(len, listed))}
    (folder / "population.json").write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), both if sys.argv[3:] == ["both"] else rows)
