# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks of integration tests: runs a real ansible-playbook with -v and reads every task's result from its output."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kits import harness

# warnings that only say that a test has no inventory
QUIET = {
    "ANSIBLE_NOCOLOR": "true",
    "ANSIBLE_LOCALHOST_WARNING": "false",
    "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
    "ANSIBLE_DEPRECATION_WARNINGS": "false",
}
_TASK = re.compile(r"^TASK \[(?P<name>.*)\] \**$", re.MULTILINE)
_RESULT = re.compile(r"^(?P<state>ok|changed|fatal): \[(?P<host>[^\]]+)\](?:: FAILED!)? => ", re.MULTILINE)
_ITEM = re.compile(r"^(?:ok|changed): \[[^\]]+\] => \(item=.*\) => ", re.MULTILINE)

Result = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """The output of a playbook.

    ``results``: task -> host -> result, with ``failed`` set if it failed; ``loops``: task -> results of its loop.
    """

    status: int
    output: str
    results: dict[str, dict[str, Result]]
    loops: dict[str, list[Result]]

    def __getitem__(self, task: str) -> Result:
        """Return the only result of a task."""
        (result,) = self.results[task].values()
        return result

    def failure(self, task: str) -> str:
        """Return the message of a failed task. Raises AssertionError if it did not fail."""
        assert self[task]["failed"], self[task]
        message: str = self[task]["msg"]
        return message


def read(output: str) -> tuple[dict[str, dict[str, Result]], dict[str, list[Result]]]:
    """Return (results, loops) from the output of ansible-playbook with -v or more."""
    results: dict[str, dict[str, Result]] = {}
    loops: dict[str, list[Result]] = {}
    starts = [*_TASK.finditer(output)]
    for task, after in zip(starts, [*(match.start() for match in starts[1:]), len(output)], strict=True):
        for match in _ITEM.finditer(output, task.end(), after):
            loops.setdefault(task["name"], []).append(_decoded(output, match.end()))
        for match in _RESULT.finditer(output, task.end(), after):
            if output[match.end()] == "{":
                failed = match["state"] == "fatal"
                results.setdefault(task["name"], {})[match["host"]] = {
                    **_decoded(output, match.end()),
                    "failed": failed,
                }
    return results, loops


def _decoded(output: str, start: int) -> Result:
    result: Result = json.JSONDecoder().raw_decode(output, start)[0]
    return result


def play(
    core: harness.Core,
    folder: Path,
    playbook: str | Sequence[Mapping[str, Any]],
    env: Mapping[str, str],
    *argv: str | Path,
    verbosity: str = "-v",
) -> Run:
    """Run a playbook (its text, or the tasks of one play on localhost) in a folder, and read every task's result."""
    if not isinstance(playbook, str):
        plays = [{"name": "Test", "hosts": "localhost", "gather_facts": False, "tasks": list(playbook)}]
        playbook = yaml.safe_dump(plays, sort_keys=False, allow_unicode=True)
    path = folder / "playbook.yml"
    path.write_text(playbook, encoding="utf-8")
    done = harness.run(core, ["ansible-playbook", verbosity, *argv, path], env={**QUIET, **env}, cwd=folder)
    output = done.stdout + done.stderr
    return Run(done.returncode, output, *read(done.stdout))
