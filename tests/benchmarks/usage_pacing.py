#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long license_usage_info takes for many customers: within the documented pace, and in parallel without it.

    .venv/bin/python tests/benchmarks/usage_pacing.py              # about 7 minutes: 400 customers at 10 requests in 10 s
    .venv/bin/python tests/benchmarks/usage_pacing.py --only parallel

The simulator runs in a process of its own. Exit status 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import requests

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection, environment
from ansible_collections.audiocodes.live_platform.plugins.modules import license_usage_info

TESTS = Path(__file__).resolve().parent.parent

# the documented rate in requests per second
ALLOWED_RATE = 10 / 10
MOST_TIMES_THE_PACE = 1.2
LEAST_SPEED_UP = 5.0
LATENCY = 0.05
PARALLEL = 8


@dataclass(frozen=True)
class Platform:
    """A simulator in another process."""

    url: str
    options: dict[str, Any]

    def statuses(self) -> Counter[int | None]:
        """Return the number of answers by HTTP status, including the token."""
        log = requests.get(f"{self.url}/_simulator/requests", timeout=60).json()
        return Counter(entry["status"] for entry in log)

    def forget(self) -> None:
        """Empty the log of requests."""
        requests.delete(f"{self.url}/_simulator/requests", timeout=60)


@contextlib.contextmanager
def platform(customers: int, *arguments: str) -> Iterator[Platform]:
    """Run a simulator with this many customers."""
    argv = [sys.executable, "-m", "simulator", "--services", "0", "--customers", str(customers), *arguments]
    with subprocess.Popen(
        argv, env={**os.environ, "PYTHONPATH": str(TESTS)}, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            prefix = environment.ENV_PREFIX
            options = {name.removeprefix(prefix).lower(): value for name, value in said["env"].items()}
            yield Platform(said["url"], options)
        finally:
            process.terminate()


def read(options: dict[str, Any], **params: Any) -> tuple[float, dict[str, Any]]:
    """Return (seconds, result) of the module's work between its options and its result."""
    given = {"guids": None, "license_types": None, "names": None, "months": 1, "history": True} | params
    module: Any = SimpleNamespace(params={"ignore_errors_for": None, **given}, warn=say)
    defaults = {option.name: option.default for option in connection.OPTIONS}
    started = time.monotonic()
    with Client(connection.settings(defaults | options)) as client:
        result = license_usage_info.usage(module, client)
    return time.monotonic() - started, result


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


def whole(result: dict[str, Any], customers: int) -> bool:
    """Return whether every customer was read."""
    return result["count"] == customers and not result["failed_items"]


def within_the_pace(customers: int) -> bool:
    """Print how long it takes at the documented rate; return whether that is within the bound."""
    with platform(customers, "--pacing") as server:
        seconds, result = read(server.options, parallel=PARALLEL)
        statuses = server.statuses()
    # one for the list, one for each customer; the token service has no rate limit
    wanted = customers + 1
    least = wanted / ALLOWED_RATE
    say(f"pacing: {customers} customers, {wanted} requests at {ALLOWED_RATE:g}/s = {least:.1f} s, parallel={PARALLEL}")
    say(f"  took {seconds:.1f} s = {seconds / least:.3f} x (at most {MOST_TIMES_THE_PACE} x)")
    say(
        f"  answers by status {dict(statuses)}, read {result['count']}, failed {len(result['failed_items'])}",
    )
    return whole(result, customers) and seconds <= MOST_TIMES_THE_PACE * least


def in_parallel(customers: int) -> bool:
    """Print how much faster the default is than one request at a time; return whether that is within the bound."""
    with platform(customers, "--latency", str(LATENCY)) as server:
        options = server.options | {"rate_limit": 0}
        took: dict[int, float] = {}
        complete = True
        for workers in (1, PARALLEL):
            server.forget()
            took[workers], result = read(options, parallel=workers)
            complete = complete and whole(result, customers)
    ratio = took[1] / took[PARALLEL]
    say(f"parallel: {customers} customers, every answer takes {LATENCY} s, no pace")
    say(f"  one at a time {took[1]:.2f} s, parallel={PARALLEL} {took[PARALLEL]:.2f} s")
    say(f"  {ratio:.2f} x faster (at least {LEAST_SPEED_UP:g} x)")
    return complete and ratio >= LEAST_SPEED_UP


def main() -> int:
    """Run what was requested; return 1 if a bound was missed."""
    parser = argparse.ArgumentParser(description="Measure license_usage_info against the simulator.")
    parser.add_argument("--customers", type=int, default=400)
    parser.add_argument("--only", choices=["pacing", "parallel"])
    given = parser.parse_args()
    parts = {"parallel": in_parallel, "pacing": within_the_pace}
    asked = [part for name, part in parts.items() if given.only in (None, name)]
    within = [part(given.customers) for part in asked]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
