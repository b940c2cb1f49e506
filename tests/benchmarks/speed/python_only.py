# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python alone, without ansible-core: from the bodies to finished groups, then policy and report.

    PYTHON_OF_A_CORE -m speed.python_only FOLDER TURNS

prints an object: ``seconds``, stage -> median, and ``result_bytes``, the size of a service_info task's result. Seconds
are processor time, so that other load on the machine does not count.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.info import (
    smaller,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    DEFAULT_GROUPINGS,
    Limits,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import (
    host_of,
    set_groups,
    set_variables,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.naming import set_names
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import read_rows
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.formats import RENDERERS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import build_model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.options import read_options
from speed.bounds import JSON_LOADS

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, tzinfo=timezone.utc)
POLICY = Path(__file__).resolve().parents[3] / "roles" / "compliance" / "files" / "default_policy.yml"
FIELDS = ("name", "status", "license_type")

Stages = dict[str, float]


class Clock:
    """Adds up the processor time of named stages."""

    def __init__(self) -> None:
        self.seconds: Stages = {}

    def __call__(self, stage: str, work: Callable[[], Any]) -> Any:
        """Return the result of `work`."""
        start = time.process_time()
        result = work()
        self.seconds[stage] = time.process_time() - start
        return result


def pipeline(services_body: bytes, customers_body: bytes) -> tuple[Stages, list[Any], list[Any], list[Any]]:
    """Return (seconds by stage, services, customers, hosts with names and groups)."""
    clock = Clock()

    def made(services: list[Any], customers: list[Any]) -> list[Any]:
        hosts = [*map(host_of, [*services, *(item for item in customers if not item["matched"])])]
        set_variables(hosts, "lp_")
        return hosts

    def grouped(hosts: list[Any]) -> None:
        set_groups(hosts, list(DEFAULT_GROUPINGS.values()), Limits(TODAY), "lp_")
        set_names(hosts, [None] * len(hosts), {name for host in hosts for name in host.groups})

    # as in the plugin: no garbage collection, and no body is kept after its records are made
    with paused():
        bodies = clock("decode", lambda: [json.loads(customers_body), json.loads(services_body)])
        rows = clock("records", lambda: (lists.services(bodies.pop()), lists.customers(bodies.pop())))
        services, customers = clock("topology", lambda: join.join(*rows))
        hosts = clock("hosts", lambda: made(services, customers))
        clock("groups", lambda: grouped(hosts))
    return clock.seconds, services, customers, hosts


class HostVars:
    """The part of ansible-core's hostvars that a report uses."""

    def __init__(self, hosts: list[Any]) -> None:
        self._variables = {host.name: host.variables for host in hosts}

    def raw_get(self, host_name: str, /) -> dict[str, Any]:
        """Return the variables of a host."""
        found: dict[str, Any] = self._variables[host_name]
        return found


def beyond(services: list[Any], customers: list[Any], hosts: list[Any]) -> Stages:
    """Return the seconds of the policy and of the HTML report."""
    clock = Clock()
    rules = policy.load(yaml.safe_load(POLICY.read_text(encoding="utf-8")), TODAY)
    clock("policy", lambda: evaluate.evaluate(services, customers, rules, TODAY))
    everybody = {"lp_services": [host.name for host in hosts]}

    def report() -> str | bytes:
        found = read_rows(HostVars(hosts), everybody, list(everybody), "lp_")
        model_ = build_model(found.rows, found.group_sizes, "Benchmark", NOW)
        return RENDERERS["html"](model_, read_options({}))

    clock("report", report)
    return clock.seconds


def result_bytes(services: list[Any]) -> dict[str, int]:
    """Return the size of a service_info task's result: complete, some fields, only counts."""
    found = {"changed": False, "services": services, "count": len(services)}
    params: dict[str, dict[str, Any]] = {"all": {}, "fields": {"fields": FIELDS}, "summary": {"summary_only": True}}
    nothing = {"fields": None, "summary_only": False}
    return {
        name: len(json.dumps(smaller({**nothing, **options}, "service")(dict(found))))
        for name, options in params.items()
    }


def measured(folder: Path, turns: int) -> dict[str, Any]:
    """Return the medians of this many turns, and the sizes of results."""
    bodies = [(folder / f"{name}.json").read_bytes() for name in ("services", "customers")]
    times: dict[str, list[float]] = {}
    sizes: dict[str, int] = {}
    for turn in range(turns):
        gc.collect()
        alone = Clock()
        # the decoded data is freed after the clock has stopped
        decoded = alone(JSON_LOADS, lambda: [json.loads(body) for body in bodies])
        del decoded
        gc.collect()
        stages, services, customers, hosts = pipeline(*bodies)
        stages |= {"pipeline": sum(stages.values()), **alone.seconds}
        # no bound depends on these, and with few turns they take the longest
        if turn < max(1, turns - 2):
            stages |= beyond(services, customers, hosts)
        for stage, seconds in stages.items():
            times.setdefault(stage, []).append(seconds)
        sizes = result_bytes(lists.services(json.loads(bodies[0])))
        del services, customers, hosts
    return {"seconds": {stage: statistics.median(seconds) for stage, seconds in times.items()}, "result_bytes": sizes}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(Path(sys.argv[1]), int(sys.argv[2]))))
