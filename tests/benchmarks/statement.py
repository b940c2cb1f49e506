#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a month of many customers costs: seconds of the processor and peak memory of each step.

cd tests && ../.venv/bin/python benchmarks/statement.py 10000

The counts of a customer are made when its turn comes, as they come from the platform one customer after the other. Making them and
reading them out of the platform's rows is measured apart from the core: counts to lines, lines to the document and its checksum.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.lists import usage_counts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Customer,
    Frame,
    build,
    customer_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.formats import RENDERERS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.usage import counts_of, line

TODAY = dt.date(2027, 1, 1)
Made = TypeVar("Made")
spent: dict[str, float] = {}


def timed(step: str, work: Callable[[], Made]) -> Made:
    """Return what the work makes, and add the processor time that it took to the step."""
    started = time.process_time()
    made = work()
    spent[step] = spent.get(step, 0.0) + time.process_time() - started
    return made


def rows(number: int) -> list[dict[str, Any]]:
    """The 31 rows of a month, as the platform sends them."""
    return [
        {
            "acquiredLicenses": 10 + number % 90,
            "totalMonitoredUsers": 5,
            "currentlyLicensed": (number * 7 + day * 3) % 100,
            "lastUpdate": f"2026-12-{day:02}T12:{number % 60:02}:{day:02}.{number % 10**7:07}+00:00",
            "licenseSettingsFlagsLevel": 2,
            "LicenseFactors": {"Managed Users - By Template": True},
        }
        for day in range(1, 32)
    ]


def main() -> None:
    """Print a line for each step."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    month = month_of("2026-12", "Europe/Berlin", TODAY)
    customers: list[Customer] = []
    for number in range(many):
        made = timed("making rows (not the product)", lambda number=number: rows(number))  # type: ignore[misc]
        counts = timed("rows to records", lambda made=made: usage_counts(made))  # type: ignore[misc]
        found = timed(
            "core: records to lines",
            lambda counts=counts: line(counts_of(counts, month.days, month.zone, "oc_pro"), month.days),  # type: ignore[misc]
        )
        known = {"ump_customer_guid": f"guid-{number}", "name": f"c{number}", "full_name": "", "license_type": "oc_pro"}
        customers.append(customer_of(known, found, f"reseller {number % 40}"))
    document = timed(
        "core: lines to document and checksum", lambda: build(Frame(month, TODAY, "x"), customers, [], None)
    )
    # a page for each reseller on paper takes WeasyPrint, and minutes
    for name, render in [(name, render) for name, render in RENDERERS.items() if name != "pdf"]:
        size = len(timed(f"file: {name}", lambda render=render: render(document)))  # type: ignore[misc]
        print(f"{name}: {size / 2**20:.1f} MiB")  # noqa: T201
    for step, seconds in spent.items():
        print(f"{step}: {seconds:.2f} s")  # noqa: T201
    print(f"core: {sum(seconds for step, seconds in spent.items() if step.startswith('core')):.2f} s")  # noqa: T201
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB; {many * 31} days")  # noqa: T201


if __name__ == "__main__":
    main()
