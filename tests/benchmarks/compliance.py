#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the default policy takes for many services and customers, and how that grows.

    .venv/bin/python tests/benchmarks/compliance.py                     # about a minute, and 2 GB of memory
    .venv/bin/python tests/benchmarks/compliance.py --sizes 1000 10000

N stands for N services and N customers. Seconds are those of the process, the best of three turns; the exponent is
the slope between the smallest and the largest N (1 is linear). Exit status 1 when 10,000 take a second or more, or
the work grows faster than N to the power of 1.2: the records of a large N no longer fit into the processor's caches,
and Python's garbage collector looks at them all.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists  # noqa: E402
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join  # noqa: E402
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy  # noqa: E402
from simulator import Dataset  # noqa: E402

TODAY = date(2026, 11, 22)
# the simulator generates this many rows; larger sets repeat them with new ids
GENERATED = 10_000
TURNS = 3
MOST_SECONDS = {10_000: 1.0}
MOST_EXPONENT = 1.2

Record = dict[str, Any]


def population(count: int) -> tuple[list[Record], list[Record]]:
    """Return this many services and customers, joined."""
    data = Dataset.generate(services=min(count, GENERATED), customers=min(count, GENERATED), seed=1)
    services, customers = join.join(lists.services(data.services), lists.customers(data.customers))
    return (
        [{**record, "id": number} for number, record in enumerate(itertools.islice(itertools.cycle(services), count))],
        [
            {**record, "ump_customer_guid": f"{record['ump_customer_guid']}-{number}"}
            for number, record in enumerate(itertools.islice(itertools.cycle(customers), count))
        ],
    )


def seconds(count: int, rules: policy.Policy) -> float:
    """Print and return the time of one evaluation."""
    services, customers = population(count)
    times = []
    found = 0
    for _turn in range(TURNS):
        start = time.process_time()
        found = len(evaluate.evaluate(services, customers, rules, TODAY))
        times.append(time.process_time() - start)
    best = min(times)
    print(f"{count:>7} + {count:>7}  {best:8.3f} s  {best / (2 * count) * 1e6:6.1f} us/record  {found:>7} findings")  # noqa: T201 - what a benchmark is for
    return best


def main() -> int:
    """Measure, print, check the bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = sorted(parser.parse_args().sizes)
    text = (ROOT / "roles" / "compliance" / "files" / "default_policy.yml").read_text(encoding="utf-8")
    rules = policy.load(yaml.safe_load(text), TODAY)
    times = {size: seconds(size, rules) for size in sizes}
    slow = [size for size, most in MOST_SECONDS.items() if times.get(size, 0.0) >= most]
    exponent = 1.0
    if len(sizes) > 1:
        exponent = math.log(times[sizes[-1]] / times[sizes[0]]) / math.log(sizes[-1] / sizes[0])
        print(f"exponent {exponent:.2f} (1 is linear)")  # noqa: T201
    return 1 if slow or exponent > MOST_EXPONENT else 0


if __name__ == "__main__":
    sys.exit(main())
