#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long customer_license takes to change many customers, against what the pace alone makes of its requests.

    .venv/bin/python tests/benchmarks/change_pacing.py                        # about 20 minutes: 400 customers
    .venv/bin/python tests/benchmarks/change_pacing.py --rate 100             # 2 minutes: ten times the documented pace

The simulator runs in a process of its own. Exit status 1 when the bound is missed.
"""

from __future__ import annotations

import argparse
import sys
import time

from usage_pacing import MOST_TIMES_THE_PACE, PARALLEL, Platform, platform, say

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    engine,
    license_changes,
    license_plans,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_changes import result
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import Waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection

# seconds for the documented number of requests
WINDOW = 10


def change(server: Platform, customers: int, rate: int) -> tuple[float, int]:
    """Give this many customers one more seat; return (seconds, customers changed)."""
    defaults = {option.name: option.default for option in connection.OPTIONS}
    with Client(connection.settings(defaults | server.options | {"rate_limit": 0})) as reader:
        able = [
            row
            for row in topology.customers(reader)
            if row["license_type"] in license_plans.possible(row["license_type"])
        ]
    server.forget()
    rows = [
        {"guid": row["ump_customer_guid"], "licensed_users": (row["licensed_users"] or 0) + 1}
        for row in able[:customers]
    ]
    started = time.monotonic()
    with Client(connection.settings(defaults | server.options | {"rate_limit": rate})) as client:
        changes = license_changes.prepare(client, license_plans.desired_licenses(rows), PARALLEL)
        done = engine.carry_out_all(client, changes, Waiting(), PARALLEL)
    return time.monotonic() - started, int(result(done, with_diff=False)["changes"])


def main() -> int:
    """Measure; return 1 if the bound was missed."""
    parser = argparse.ArgumentParser(description="Measure customer_license against the simulator.")
    parser.add_argument("--customers", type=int, default=400)
    parser.add_argument("--rate", type=int, default=10, help="requests in ten seconds")
    given = parser.parse_args()
    # only some of the generated customers have a license whose seats can change
    with platform(given.customers * 3, *(["--pacing"] if given.rate == WINDOW else [])) as server:
        seconds, changed = change(server, given.customers, given.rate)
        statuses = server.statuses()
    # the token service has no rate limit
    requests = statuses.total() - 1
    least = requests * WINDOW / given.rate
    say(
        f"{changed} of {given.customers} customers changed, {requests} requests at {given.rate / WINDOW:g}/s = {least:.1f} s"
    )
    say(f"  took {seconds:.1f} s = {seconds / least:.3f} x (at most {MOST_TIMES_THE_PACE} x)")
    say(f"  answers by status {dict(statuses)}")
    return 0 if changed == given.customers and seconds <= MOST_TIMES_THE_PACE * least else 1


if __name__ == "__main__":
    sys.exit(main())
