# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark in small: requests that are counted, and how cost grows. Ratios only, no seconds."""

from __future__ import annotations

import functools
import gc
import json
import math
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from kits import harness

sys.path.insert(0, str(harness.ROOT / "tests" / "benchmarks"))

import bench
from speed import bounds, commands, jobs, population, process, python_only, table

FEW, MANY = 500, 4_000
TURNS = 3
ROUNDS = 3
# what is linear takes 8 times as long, what is quadratic 64 times; caches and neighbours make it 9 to 13
MOST_GROWTH = 20.0
# from the bodies to groups, in times that json.loads takes; the bound of `make bench` is 3
MOST_TIMES_DECODING = 6.0


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Two populations on disk."""
    made = {}
    for size in (FEW, MANY):
        made[size] = tmp_path_factory.mktemp(f"hosts{size}")
        population.main(size, made[size])
    return made


@pytest.fixture(scope="module")
def served(sizes: dict[int, Path]) -> Iterator[dict[int, str]]:
    """A fast server for each."""
    with bench.server(sizes[FEW]) as few, bench.server(sizes[MANY]) as many:
        yield {FEW: few, MANY: many}


def requests(address: str) -> dict[str, int]:
    """How often each path was asked so far."""
    with urllib.request.urlopen(f"{address}/requests") as answer:  # noqa: S310 - our own server
        found: dict[str, int] = json.loads(answer.read())
        return found


def asked_more(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """What was asked between two counts, by the path's last part."""
    more = {path.rstrip("/").rpartition("/")[2]: after[path] - before.get(path, 0) for path in after}
    return {path: count for path, count in more.items() if count}


def best(work: Callable[[], object]) -> float:
    """The shortest processor time of several turns: what else the machine does makes turns longer, never shorter."""
    times = []
    for _turn in range(TURNS):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("size", [FEW, MANY])
def test_inventory_makes_three_requests(
    core: harness.Core, sizes: dict[int, Path], served: dict[int, str], tmp_path: Path, size: int
) -> None:
    """A token and two lists, whatever the number of hosts; and every host of the population is there."""
    command = commands.Command("ours", "inventory", commands.listing(commands.ours(tmp_path, "ours")))
    (tmp_path / ".ansible.cfg").touch()
    env = commands.clean_env(core.bin, tmp_path, served[size])
    before = requests(served[size])
    process.measure(commands.runnable(core.bin, command), env, tmp_path, tmp_path / "out")
    assert asked_more(before, requests(served[size])) == {"token": 1, "services": 1, "customer": 1}
    hostvars = json.loads((tmp_path / "out").read_text(encoding="utf-8"))["_meta"]["hostvars"]
    assert len(hostvars) == size
    assert "__ansible_unsafe" not in (tmp_path / "out").read_text(encoding="utf-8")


def test_modules_make_two_requests(core: harness.Core, served: dict[int, str], tmp_path: Path) -> None:
    """A token and the list, also for a part of the fields and for counts."""
    (tmp_path / ".ansible.cfg").touch()
    env = commands.clean_env(core.bin, tmp_path, served[MANY])
    known = {item.name: item for item in commands.module_commands(tmp_path, served[MANY])}
    before = requests(served[MANY])
    process.measure(commands.runnable(core.bin, known["service_info_summary"]), env, tmp_path, tmp_path / "out")
    assert asked_more(before, requests(served[MANY])) == {"token": 1, "services": 1}


def test_from_bodies_to_groups_is_linear(sizes: dict[int, Path]) -> None:
    """Eight times as many hosts cost about eight times as much, in every stage together and against json.loads."""
    bodies = {
        size: [(sizes[size] / f"{name}.json").read_bytes() for name in ("services", "customers")] for size in sizes
    }
    assert len(python_only.pipeline(*bodies[MANY])[3]) == MANY
    rounds = []
    for _round in range(ROUNDS):
        few, many = (best(functools.partial(python_only.pipeline, *bodies[size])) for size in (FEW, MANY))
        rounds.append((many / few, many / best(lambda: [json.loads(body) for body in bodies[MANY]])))
    growth, times_decoding = (min(values) for values in zip(*rounds, strict=True))
    assert growth < MOST_GROWTH
    assert times_decoding < MOST_TIMES_DECODING


def test_policy_and_report_are_linear(sizes: dict[int, Path]) -> None:
    """The default policy, and the report as HTML, over the same populations."""
    times = {}
    for size, folder in sizes.items():
        bodies = [(folder / f"{name}.json").read_bytes() for name in ("services", "customers")]
        _seconds, services, customers, hosts = python_only.pipeline(*bodies)
        stages = [python_only.beyond(services, customers, hosts) for _turn in range(TURNS)]
        times[size] = {stage: min(found[stage] for found in stages) for stage in stages[0]}
    for stage in ("policy", "report"):
        assert times[MANY][stage] / times[FEW][stage] < MOST_GROWTH, stage


def test_results_stay_small(sizes: dict[int, Path]) -> None:
    """Three fields are a tenth of a result at most, and counts do not grow with the number of services."""
    bytes_ = {}
    for size, folder in sizes.items():
        rows = lists.services(json.loads((folder / "services.json").read_bytes()))
        bytes_[size] = python_only.result_bytes(rows)
    assert bytes_[MANY]["fields"] < bytes_[MANY]["all"] / 10
    assert bytes_[MANY]["summary"] < 1_500
    assert bytes_[MANY]["summary"] < bytes_[FEW]["summary"] * 1.2


def figures(**walls: float) -> dict[str, dict[str, float]]:
    """Commands that took so many seconds."""
    return {name: {"wall": wall, "cpu": wall, "peak": 100.0} for name, wall in walls.items()}


def test_missed_bound_is_found() -> None:
    """A ratio above its bound fails, one at it holds, a small population is not judged."""

    def verdicts(size: int, found: dict[str, Any]) -> dict[str, bool | None]:
        return {row.title: row.holds for row in bounds.judged(size, found)}

    time_, script = "inventory: time against a bare plugin", "inventory: time against an inventory script"
    assert verdicts(10_000, figures(ours=13.0, bare=10.0))[time_] is False
    assert verdicts(10_000, figures(ours=12.0, bare=10.0, script=15.0)) == {
        time_: True,
        script: False,
        "inventory: peak memory against a bare plugin": True,
    }
    assert verdicts(1_000, figures(ours=13.0, bare=10.0))[time_] is None
    # at least: faster by a factor
    peers = "times faster than nb_inventory"
    assert verdicts(10_000, figures(ours=10.0, netbox=29.0))[peers] is False
    assert verdicts(10_000, figures(ours=10.0, netbox=30.0))[peers] is True
    # differences: what the expressions cost on top
    found = figures(ours=10.0, ours_constructed=21.0, constructable=60.0, constructable_plain=10.0)
    (row,) = [row for row in bounds.judged(10_000, found) if row.title.startswith("5 keyed_groups +")]
    assert (round(row.ratio, 2), row.holds) == (0.22, False)


def test_growth_is_judged() -> None:
    """The exponent between the smallest and the largest population."""

    def row(times: float) -> bounds.Row:
        found = {"1000": {"seconds": {"pipeline": 1.0}}, "100000": {"seconds": {"pipeline": times}}}
        return bench.exponent_rows(found)[0]

    assert (row(100.0).holds, math.isclose(row(100.0).ratio, 1.0)) == (True, True)
    assert (row(150.0).holds, round(row(150.0).ratio, 2)) == (False, 1.09)
    assert bench.exponent_rows({"1000": {}}) == []


def test_tables_show_what_was_measured() -> None:
    """As text and for the guide; a bound that is missed is easy to see."""
    rows = bounds.judged(10_000, figures(ours=13.0, bare=10.0))
    run = {
        "environment": {"core": "2.21.5", "python": "3.13.0"},
        "rows": [row.as_dict() for row in rows],
        "commands": {"10000": {**figures(ours=13.0, bare=10.0)}},
        "python": {},
    }
    words = " ".join(table.text(run).split())
    assert "inventory: time against a bare plugin 10,000 1.30 1.30 <= 1.2 NO" in words
    assert "this collection, from HTTP to the listing 13.0 / 100" in words
    assert '"inventory: time against a bare plugin", "10,000", "1.30", "1.30", "<= 1.2", "NO"' in table.rst([run])
    assert '"this collection, from HTTP to the listing", "13.0 / 100"' in table.rst([run])


def test_jobs_take_turns_with_another_build(tmp_path: Path) -> None:
    """Each job of this build, then of the other one where that has its role; all have a line in the tables."""
    other = tmp_path / "other"
    for job in ("license_report", "compliance"):
        (other / "ansible_collections" / jobs.NAMESPACE / jobs.NAME / "roles" / job).mkdir(parents=True)
    builds = {"": jobs.build(tmp_path / "this", harness.ROOT), bounds.BEFORE: other}
    found = jobs.job_commands(tmp_path, builds)
    assert [item.name for item in found] == [
        *("report", "report before", "compliance", "compliance before", "compliance_api", "compliance_api before"),
        *("rightsize", "statement"),
    ]
    assert {item.env["ANSIBLE_COLLECTIONS_PATH"] for item in found} == {str(path) for path in builds.values()}
    assert {item.name for item in found} <= {name + end for name in table.COMMANDS for end in ("", bounds.BEFORE)}
    rows = bounds.judged(10_000, figures(**{"report": 7.0, "report before": 10.0}))
    assert [(row.title, row.ratio, row.holds) for row in rows] == [
        ("report of the inventory: processor time against before", 0.7, False)
    ]


def test_figures_are_put_into_the_guide() -> None:
    """Between the two comments and nowhere else, as often as one likes."""
    guide = bench.GUIDE.read_text(encoding="utf-8")
    once = table.placed(guide, "FIGURES\n")
    assert once.count("FIGURES") == 1
    assert table.placed(once, "FIGURES\n") == once
    assert (once.partition(table.BEGIN)[0], once.partition(table.END)[2]) == (
        guide.partition(table.BEGIN)[0],
        guide.partition(table.END)[2],
    )
    with pytest.raises(ValueError, match="no place"):
        table.placed("a guide", "FIGURES")
