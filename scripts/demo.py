# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs `make demo`: a simulated Live Platform, its inventory, and a license report in build/demo/.

The commands get only the terminal's settings from the caller's environment, and no process outlives this one.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parent.parent
# resolved, because .venv may be a link to a path without blanks
BIN = (ROOT / ".venv").resolve() / "bin"
SOURCE = ROOT / "examples" / "demo.live_platform.yml"
REPORT = "license_report"
PLAYBOOK = "audiocodes.live_platform.license_report"
START_SECONDS = 20.0
TERMINAL = ("TERM", "COLORTERM", "NO_COLOR", "COLUMNS")


class DemoError(Exception):
    """A step failed; the text says which one and why."""


@contextlib.contextmanager
def process(
    argv: Sequence[str | Path],
    env: Mapping[str, str],
    cwd: Path,
    stdout: int | None = None,
    stderr: IO[bytes] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command. At the end of the block, stop it and its children."""
    with subprocess.Popen(
        [str(part) for part in argv],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
    ) as child:
        try:
            yield child
        finally:
            # interrupt first: ansible-playbook then ends its workers, which are in other sessions
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(timeout=5)


def run(argv: Sequence[str | Path], env: Mapping[str, str], capture: bool = False) -> str:
    """Run a command and return its output if captured. Raises DemoError if it fails."""
    with process(argv, env, Path(env["HOME"]), subprocess.PIPE if capture else None) as child:
        printed, _nothing = child.communicate()
        if child.returncode != 0:
            raise DemoError(f"{Path(argv[0]).name} ended with status {child.returncode}")
    return (printed or b"").decode()


@contextlib.contextmanager
def simulator(env: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Run the simulator, and yield the variables that point the collection to it."""
    log = Path(env["HOME"], "simulator.log")
    with (
        log.open("wb") as errors,
        process([BIN / "python", "-m", "simulator"], env, ROOT / "tests", subprocess.PIPE, errors) as child,
        selectors.DefaultSelector() as selector,
    ):
        assert child.stdout is not None  # noqa: S101 - a pipe was requested
        selector.register(child.stdout, selectors.EVENT_READ)
        line = child.stdout.readline() if selector.select(START_SECONDS) else b""
        if not line:
            raise DemoError(f"the simulator did not start:\n{log.read_text(errors='replace')}")
        yield json.loads(line)["env"]


def group_sizes(graph: str) -> dict[str, int]:
    """Return the number of hosts in each group, from the output of `ansible-inventory --graph`."""
    sizes: dict[str, int] = {}
    group = ""
    for line in graph.splitlines():
        if match := re.search(r"--@(\w+):$", line):
            group = match[1]
            sizes[group] = 0
        elif group and "|--" in line:
            sizes[group] += 1
    return sizes


def environment(home: str) -> dict[str, str]:
    """Return the commands' environment: the terminal's settings and our own ansible.cfg, so that no other one counts."""
    settings = Path(home, "ansible.cfg")
    settings.write_text("[inventory]\nany_unparsed_is_failed = true\n")
    return {
        **{name: os.environ[name] for name in TERMINAL if name in os.environ},
        "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
        "HOME": home,
        "LANG": "C.UTF-8",
        "ANSIBLE_CONFIG": str(settings),
    }


def demo(output: Path) -> None:
    """Run all steps. Raises DemoError if one fails."""
    output.mkdir(parents=True, exist_ok=True)
    # remove the files of an earlier run, which would prove nothing
    for old in output.glob(f"{REPORT}.*"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="live-platform-demo-") as home:
        env = environment(home)
        print("demo: starting the simulated Live Platform", flush=True)
        with simulator(env) as connection:
            env |= connection
            print(f"demo: ansible-inventory -i {SOURCE.relative_to(ROOT)} --graph", flush=True)
            graph = run([BIN / "ansible-inventory", "-i", SOURCE, "--graph"], env, capture=True)
            print(graph)
            print(f"demo: ansible-playbook -i {SOURCE.relative_to(ROOT)} {PLAYBOOK}", flush=True)
            where = json.dumps({"license_report_dest": str(output), "license_report_basename": REPORT})
            run([BIN / "ansible-playbook", "-i", SOURCE, PLAYBOOK, "-e", where], env)
    summary(group_sizes(graph), sorted(output.glob(f"{REPORT}.*")))


def summary(sizes: Mapping[str, int], written: Sequence[Path]) -> None:
    """Print the groups with their counts, and the report's path. Raises DemoError if there is no report."""
    reports = [path for path in written if path.suffix == ".html"]
    if not reports:
        raise DemoError("no report was written")
    print("Groups of the inventory, and their hosts:")
    for group, size in sorted(sizes.items()):
        if group not in {"all", "ungrouped"}:
            print(f"  {group:<42}{size:>4}")
    for report in reports:
        print(f"\nThe license report, to be opened in a browser:\n  {report.as_uri()}\n  {report}")
    print(f"beside it: {', '.join(path.name for path in written if path not in reports)}")
    print("\nTo keep a platform running and try things yourself:\n  make simulator SERVICES=400 CUSTOMERS=300")


def stop(number: int, _frame: object) -> NoReturn:
    """Exit cleanly, so that child processes end too. Further signals are ignored."""
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    sys.exit(128 + number)


def main() -> None:
    """Run the demo; the exit status is 0 only if every step succeeded."""
    parser = argparse.ArgumentParser(description="Show the collection on a simulated Live Platform.")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "demo", help="folder for the report")
    output = parser.parse_args().output.resolve()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        demo(output)
    except DemoError as error:
        sys.exit(f"demo: {error}")


if __name__ == "__main__":
    main()
