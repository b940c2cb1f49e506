#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection costs against what ansible-core itself costs, and against others, measured in one run.

    make bench
    make bench BENCH="--core 2.18 --sizes 1000 10000"
    make bench BENCH="--sizes 50000 --only inventory,cache"
    make bench BENCH="--only jobs --against v1.0.0"        # whole jobs, in turns with an earlier commit
    make bench BENCH=--rst                                # the kept results as tables, nothing is measured
    make bench BENCH=--guide                              # the same, put into docs/docsite/rst/scale_guide.rst

The commands of one size take turns, and medians count. Each gets the same hosts, variables and groups: what our plugin
makes of a generated platform is what the bare plugin, the script, the static file and the peers start from; that they print
the same is checked. Servers answer with canned bodies. A command that takes longer than --patience is not repeated, but for
ours, the bare plugin and the modules. Results are kept in build/bench.json by core. Exit status 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from speed import bounds, commands, jobs, process, table

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "docsite" / "rst" / "scale_guide.rst"
RESULTS = ROOT / "build" / "bench.json"
PARTS = ("inventory", "cache", "options", "peers", "constructed", "modules", "jobs", "python")
SIZES = (1_000, 10_000)
PYTHON_SIZES = (1_000, 10_000, 100_000)
# the runs of Python alone are short: turns by size
PYTHON_TURNS = {1_000: 15, 10_000: 7}
PYTHON_PATH = {"PYTHONPATH": os.pathsep.join(str(ROOT / path) for path in ("tests", "tests/benchmarks"))}

Figures = dict[str, dict[str, float]]


def say(line: str) -> None:
    """Print progress on the terminal."""
    sys.stderr.write(f"{line}\n")


def script(*argv: str) -> Path:
    """Return the path that a script of the checkout prints."""
    return Path(
        subprocess.run(
            [str(ROOT / "scripts" / argv[0]), *argv[1:]], check=True, stdout=subprocess.PIPE, text=True
        ).stdout.strip()
    )


def python(bin_folder: Path, module: str, *argv: str | int | Path) -> str:
    """Return the output of a part of the benchmark. It runs in another process, because this one must stay small."""
    argv_ = [str(bin_folder / "python"), "-m", f"speed.{module}", *map(str, argv)]
    return subprocess.run(
        argv_, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **PYTHON_PATH}
    ).stdout


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """Yield the address of a server for the bodies in a folder."""
    argv = [sys.executable, "-m", "speed.server", str(folder)]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **PYTHON_PATH}
    ) as running:
        assert running.stdout is not None
        assert running.stdin is not None
        try:
            yield running.stdout.readline().strip()
        finally:
            running.stdin.close()


class Bench:
    """One size with one core."""

    def __init__(self, folder: Path, core: Path, parts: Sequence[str], turns: int, patience: float) -> None:
        self.folder = folder
        self.core = core
        self.parts = parts
        self.turns = turns
        self.patience = patience
        self.home = folder / "home"
        self.home.mkdir()
        (self.home / ".ansible.cfg").touch()

    def run(self, size: int) -> Figures:
        """Return the medians of every command."""
        python(Path(sys.executable).parent, "population", size, self.folder)
        with server(self.folder) as address:
            # all others start from our output
            first = commands.inventory_commands(self.folder)[0]
            self._measure(first, commands.clean_env(self.core, self.home, address))
            python(self.core, "finished", self._output(first), self.folder)
        # restart with the peers' rows
        with server(self.folder) as address:
            return self._turns(self._commands(size, address), commands.clean_env(self.core, self.home, address))

    def _commands(self, size: int, address: str) -> list[commands.Command]:
        peers = script("peers", "inventory") if "peers" in self.parts and size <= commands.MOST_SLOW else None
        every = [
            *commands.inventory_commands(self.folder),
            *commands.option_commands(self.folder),
            *commands.peer_commands(self.folder, peers, address),
            *commands.constructed_commands(self.folder),
            *commands.module_commands(self.folder, address),
        ]
        # nearly everything is compared with ours and with the bare plugin
        basis = {"ours", "bare"} if set(self.parts) - {"modules", "python"} else set[str]()
        return [item for item in every if size <= item.most and (item.part in self.parts or item.name in basis)]

    def _turns(self, chosen: Sequence[commands.Command], env: dict[str, str]) -> Figures:
        samples: dict[str, list[process.Sample]] = {item.name: [] for item in chosen}
        for item in chosen:
            if item.name == "cached":
                # fills the cache
                self._measure(item, env)
        for turn in range(self.turns):
            for item in chosen:
                if turn and not item.again and samples[item.name][0].wall > self.patience:
                    continue
                samples[item.name].append(self._measure(item, env))
                say(f"  {turn + 1} {item.name} {samples[item.name][-1]}")
            if not turn:
                self._check(chosen)
        return {name: medians(found) for name, found in samples.items() if found}

    def _measure(self, item: commands.Command, env: dict[str, str]) -> process.Sample:
        argv = commands.runnable(self.core, item)
        return process.measure(argv, commands.environment_of(env, item), self.home, self._output(item))

    def _output(self, item: commands.Command) -> Path:
        return self.folder / f"{item.name}.out"

    def _check(self, chosen: Sequence[commands.Command]) -> None:
        """Raise RuntimeError if outputs that should be equal differ: the comparison would be unfair."""
        digests = {item.name: digest(self._output(item)) for item in chosen if item.same}
        if len(set(digests.values())) > 1:
            raise RuntimeError(f"the outputs of {', '.join(digests)} differ: {digests}")


class Jobs(Bench):
    """Whole jobs of one size: as many services as customers, by this checkout and, in turns with it, by another commit."""

    def compare(self, size: int, against: str) -> Figures:
        """Return the medians of every command."""
        python(Path(sys.executable).parent, "population", size, self.folder, "both")
        (self.folder / "license_info.json").write_bytes(jobs.license_info())
        builds = {"": jobs.build(self.folder / "this", ROOT)}
        if against:
            builds[bounds.BEFORE] = jobs.build(self.folder / "before", ROOT, against)
        chosen = [item for item in jobs.job_commands(self.folder, builds) if size <= item.most]
        with server(self.folder) as address:
            return self._turns(chosen, commands.clean_env(self.core, self.home, address))


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def medians(samples: Sequence[process.Sample]) -> dict[str, float]:
    """The median of each figure, and how often it was taken."""
    names = ("wall", "cpu", "peak", "printed")
    return {name: statistics.median(getattr(item, name) for item in samples) for name in names} | {
        "turns": len(samples)
    }


def python_only(core: Path, sizes: Sequence[int], work: Path) -> dict[str, Any]:
    """Return the times of Python alone, by size."""
    found: dict[str, Any] = {}
    for size in sizes:
        say(f"Python only, {size} hosts")
        with tempfile.TemporaryDirectory(dir=work) as name:
            folder = Path(name)
            python(Path(sys.executable).parent, "population", size, folder)
            facts = json.loads((folder / "population.json").read_text(encoding="utf-8"))
            turns = str(PYTHON_TURNS.get(size, 3))
            found[str(size)] = {**json.loads(python(core, "python_only", folder, turns)), "population": facts}
    return found


def exponent_rows(found: dict[str, Any]) -> list[bounds.Row]:
    """Return how the time from bodies to groups grows from the smallest to the largest size."""
    if len(found) < 2:
        return []
    small, large = min(map(int, found)), max(map(int, found))
    times = [found[str(size)]["seconds"]["pipeline"] for size in (small, large)]
    exponent = math.log(times[1] / times[0]) / math.log(large / small)
    title = "Python: exponent of growth, bodies to groups"
    holds = exponent <= bounds.MOST_EXPONENT if large >= 10 * small else None
    return [bounds.Row(title, f"{small:,} to {large:,}", exponent, bounds.MOST_EXPONENT, False, holds)]


def environment(core: Path) -> dict[str, Any]:
    """Return versions, processors and load."""
    code = "import platform; from ansible.release import __version__ as v; print(v, platform.python_version())"
    said = subprocess.run(
        [str(core / "python"), "-c", code], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.split()
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    return {"core": said[0], "python": said[1], "processors": os.cpu_count(), "load average before": load}


def peer_versions() -> str:
    """Return the peers' versions."""
    found = []
    for name in ("netbox/netbox", "theforeman/foreman"):
        manifest = script("peers", "inventory") / "ansible_collections" / name / "MANIFEST.json"
        facts = json.loads(manifest.read_text(encoding="utf-8"))["collection_info"]
        found.append(f"{facts['namespace']}.{facts['name']} {facts['version']}")
    return " and ".join(found)


def run(options: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Run everything that was requested."""
    core = script("core", options.core) if options.core else ROOT / ".venv" / "bin"
    found: dict[str, Any] = {"environment": environment(core), "commands": {}, "python": {}, "rows": []}
    if "peers" in options.only:
        found["environment"]["peers"] = peer_versions()
    rows: list[bounds.Row] = []
    for size in options.sizes if set(options.only) - {"python"} else ():
        say(f"{size} hosts")
        folder = Path(tempfile.mkdtemp(dir=work))
        figures: Figures = {}
        if set(options.only) - {"python", "jobs"}:
            figures |= Bench(folder, core, options.only, options.turns, options.patience).run(size)
            shutil.rmtree(folder)
            folder.mkdir()
        if "jobs" in options.only:
            figures |= Jobs(folder, core, options.only, options.turns, options.patience).compare(size, options.against)
        found["commands"][str(size)] = figures
        rows += bounds.judged(size, figures)
        shutil.rmtree(folder)
    if "python" in options.only:
        found["python"] = python_only(core, options.python_sizes, work)
        for size, measured in found["python"].items():
            rows += bounds.judged(
                int(size), {stage: {"seconds": value} for stage, value in measured["seconds"].items()}
            )
        rows += exponent_rows(found["python"])
    found["environment"]["load average after"] = " ".join(f"{value:.2f}" for value in os.getloadavg())
    found["rows"] = [row.as_dict() for row in rows]
    return found


def kept() -> dict[str, Any]:
    """Return the results of earlier runs, by core."""
    with contextlib.suppress(FileNotFoundError):
        before: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
        return before
    return {}


def merged(before: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return a run, completed with what only an earlier run of the same core measured."""
    titles = {(row["title"], row["size"]) for row in new["rows"]}
    rows = [row for row in before.get("rows", ()) if (row["title"], row["size"]) not in titles] + new["rows"]
    rows.sort(key=lambda row: int(row["size"].split()[0].replace(",", "")))
    sizes = {**before.get("commands", {}), **new["commands"]}
    for size in sizes:
        sizes[size] = {**before.get("commands", {}).get(size, {}), **new["commands"].get(size, {})}
    by_size = dict(sorted(sizes.items(), key=lambda item: int(item[0])))
    facts = {**before.get("environment", {}), **new["environment"]}
    return {
        **new,
        "environment": facts,
        "commands": by_size,
        "python": new["python"] or before.get("python", {}),
        "rows": rows,
    }


def main() -> int:
    """Measure, print, save, check the bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--core", help="a version of the matrix such as 2.18; the newest by default")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of hosts")
    parser.add_argument(
        "--python-sizes", type=int, nargs="+", default=list(PYTHON_SIZES), help="the same, for Python only"
    )
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(PARTS), help=",".join(PARTS))
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--patience", type=float, default=40.0, help="seconds after which a command is not repeated")
    parser.add_argument(
        "--against", default="", help="a commit whose jobs are measured in turns with those of this checkout"
    )
    parser.add_argument("--rst", action="store_true", help="print the kept results for the guide and measure nothing")
    parser.add_argument("--guide", action="store_true", help="put the kept results into the guide and measure nothing")
    options = parser.parse_args()
    if wrong := set(options.only) - set(PARTS):
        parser.error(f"--only: {', '.join(sorted(wrong))} is not one of {', '.join(PARTS)}")
    if (options.rst or options.guide) and not kept():
        parser.error(f"{RESULTS} holds no results yet")
    if options.rst:
        sys.stdout.write(table.rst(kept().values()))
        return 0
    if options.guide:
        GUIDE.write_text(table.placed(GUIDE.read_text(encoding="utf-8"), table.rst(kept().values())), encoding="utf-8")
        return 0
    RESULTS.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=RESULTS.parent) as work:
        found = run(options, Path(work))
    sys.stdout.write(table.text(found))
    name = ".".join(found["environment"]["core"].split(".")[:2])
    before = kept()
    RESULTS.write_text(json.dumps({**before, name: merged(before.get(name, {}), found)}, indent=1), encoding="utf-8")
    return 1 if any(row["holds"] is False for row in found["rows"]) else 0


if __name__ == "__main__":
    sys.exit(main())
