# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m simulator``: serve until SIGTERM or SIGINT. Prints one line of JSON with address and credentials.

With ``--guide`` it prints lines for people to copy instead, as in ``make simulator``.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import shlex
import signal
import sys
import threading

from .dataset import Dataset
from .server import Simulator


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="simulator", description="A Live Platform on loopback.")
    options.add_argument("--port", type=int, default=0, help="default: a free one")
    options.add_argument("--tls", action="store_true", help="https, with a temporary CA")
    options.add_argument("--pacing", action="store_true", help="answer 429 beyond 10 requests in 10 s")
    options.add_argument("--latency", type=float, default=0.0, help="seconds that every request takes")
    options.add_argument("--services", type=int, help="number of generated services")
    options.add_argument("--customers", type=int, help="number of generated customers")
    options.add_argument("--seed", type=int, default=1, help="seed of the generated rows")
    options.add_argument("--env-file", type=pathlib.Path, help="write export lines to this file, removed at the end")
    options.add_argument("--guide", action="store_true", help="print what to type to use it; needs --env-file")
    return options


def dataset(services: int | None, customers: int | None, seed: int) -> Dataset:
    """The vendor's samples, or generated rows if a number is given."""
    if services is None and customers is None:
        return Dataset.samples()
    return Dataset.generate(services or 0, customers or 0, seed)


def write_env(path: pathlib.Path, env: dict[str, str]) -> None:
    """Write shell lines to a file that only the owner can read."""
    lines = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in env.items())
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(lines)


def guide(url: str, data: Dataset, env_file: pathlib.Path) -> str:
    """Return commands to type in a second terminal, in the folder of the checkout."""
    return f"""A simulated Live Platform with {len(data.services)} services and {len(data.customers)} customers: {url}
It runs until Ctrl-C. In a second terminal, in this folder:

  . {shlex.quote(str(env_file))}
  export PATH="$PWD/.venv/bin:$PATH"
  ansible-inventory -i examples/demo.live_platform.yml --graph
  ansible-playbook -i examples/demo.live_platform.yml audiocodes.live_platform.license_report -e license_report_dest=build/reports
"""


def main(arguments: list[str] | None = None) -> int:
    """Return the exit status: 0 after a signal, 1 if the port or the file is not available."""
    options = parser().parse_args(arguments)
    if options.guide and not options.env_file:
        parser().error("--guide needs --env-file")
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    data = dataset(options.services, options.customers, options.seed)
    written: pathlib.Path | None = None
    try:
        with Simulator(data, options.tls, options.pacing, port=options.port, latency=options.latency) as running:
            env = running.env()
            if options.env_file:
                write_env(options.env_file, env)
                written = options.env_file
            said = json.dumps({"url": running.url, "ca_path": running.ca_path, "env": env})
            print(guide(running.url, data, options.env_file) if options.guide else said, flush=True)
            ended.wait()
    except OSError as failure:
        print(f"simulator: {failure}", file=sys.stderr)
        return 1
    finally:
        if written:
            written.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
