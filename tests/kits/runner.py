# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs jobs as AWX does: with ansible-runner in a private data folder, and if possible locked down like its containers.

A locked job has a read-only root file system, a uid that is not in the passwd file, group 0, and an empty HOME. This
needs root; LOCKED says whether this machine allows it. Tests have "locked" or "plain" (only the empty HOME) in their
ids, so that a run shows which one was used.
"""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kits import harness

UID = 1234567
# AWX's variables for everything that it runs, and for jobs and inventory updates (awx.main.tasks.jobs), without
# credentials
_EVERY = {
    "ANSIBLE_FORCE_COLOR": "True",
    "ANSIBLE_HOST_KEY_CHECKING": "False",
    "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True",
    "ANSIBLE_PARAMIKO_RECORD_HOST_KEYS": "False",
}
_OF_JOBS = {
    "ANSIBLE_RETRY_FILES_ENABLED": "False",
    "AWX_HOST": "https://awx.example.com",
    "INVENTORY_ID": "2",
    "JOB_ID": "345",
    "MAX_EVENT_RES": "700000",
}
_OF_UPDATES = {
    "ANSIBLE_HOST_PATTERN_MISMATCH": "error",
    "ANSIBLE_INVENTORY_EXPORT": "True",
    "ANSIBLE_VERBOSE_TO_STDERR": "True",
    "INVENTORY_SOURCE_ID": "12",
    "INVENTORY_UPDATE_ID": "345",
}
INSIDE = Path("/mnt/runner")


def _hidden(paths: Iterable[Path]) -> dict[Path, set[str]]:
    """Return the top folders on the way to these paths that other users cannot enter, and what is needed in each."""
    found: dict[Path, set[str]] = {}
    for path in paths:
        closed = [parent for parent in reversed(path.parents) if not parent.stat().st_mode & stat.S_IXOTH]
        if closed:
            found.setdefault(closed[0], set()).add(path.relative_to(closed[0]).parts[0])
    return found


def _lock(core: harness.Core, private: Path) -> list[str]:
    """Return the prefix for a locked command: its folder is INSIDE, and its uid can read what it needs."""
    needed = {harness.ROOT, core.bin.resolve(), core.python.resolve(), Path(sys.executable).resolve(), Path(sys.prefix)}
    lines = [
        "set -e",
        "mount --make-rprivate /",
        f"mount -t tmpfs -o mode=755 tmpfs {INSIDE.parent}",
        f"mkdir {INSIDE}",
        f"mount --bind {shlex.quote(str(private))} {INSIDE}",
    ]
    for number, (folder, names) in enumerate(sorted(_hidden(needed).items())):
        aside, place = f"{INSIDE.parent}/{number}", shlex.quote(str(folder))
        lines += [f"mkdir {aside}", f"mount --bind {place} {aside}", f"mount -t tmpfs -o mode=755 tmpfs {place}"]
        for name in map(shlex.quote, sorted(names)):
            lines += [f"mkdir {place}/{name}", f"mount --bind {aside}/{name} {place}/{name}"]
    lines += [
        "mount --bind /tmp /tmp",
        "mount -o remount,bind,ro /",
        f"cd {INSIDE}/project",
        f'exec setpriv --reuid {UID} --regid 0 --clear-groups --no-new-privs "$@"',
    ]
    return ["unshare", "--mount", "sh", "-c", "\n".join(lines), "sh"]


_JOB = """
import json, os, sys
import ansible_runner
spec = json.load(sys.stdin)
if spec["inventories"]:
    found, errors = ansible_runner.interface.get_inventory(
        action="list", response_format="json", export=True, quiet=True, inventories=[f"{spec['folder']}/project/{name}" for name in spec["inventories"]],
        private_data_dir=spec["folder"], envvars=spec["env"],
    )
    answer = {"inventory": found, "errors": errors}
else:
    job = ansible_runner.run(private_data_dir=spec["folder"], quiet=True, envvars=spec["env"], **spec["job"])
    answer = {"status": job.status, "rc": job.rc, "stdout": job.stdout.read(), "events": list(job.events)}
answer["uid"] = os.getuid()
try:
    open("/usr/written", "w").close()
    answer["root"] = "writable"
except OSError as error:
    answer["root"] = error.strerror
print("\\n" + json.dumps(answer))
"""


def _can_lock() -> bool:
    """Return whether jobs can be locked here, with an ansible-runner that they can start."""
    with tempfile.TemporaryDirectory() as base:
        Path(base, "project").mkdir()
        here = harness.Core("", Path(sys.executable).parent)
        try:
            command = [*_lock(here, Path(base)), sys.executable, "-c", "import ansible_runner"]
            return (
                os.geteuid() == 0
                and subprocess.run(command, check=False, capture_output=True, timeout=60).returncode == 0
            )
        except OSError:
            return False


LOCKED = _can_lock()
PLACE = "locked" if LOCKED else "plain"


@dataclass(frozen=True)
class Job:
    """A finished job: status and return code, output, events, and folder."""

    status: str
    rc: int
    stdout: str
    events: list[dict[str, Any]]
    uid: int
    root: str

    @property
    def artifacts(self) -> dict[str, Any]:
        """Return what the job published with set_stats, which AWX passes to the next node of a workflow."""
        (stats,) = (event for event in self.events if event["event"] == "playbook_on_stats")
        found: dict[str, Any] = stats["event_data"].get("artifact_data", {})
        return found


def folder(base: Path) -> Path:
    """Return a private data folder that any uid in group 0 can write to, as in AWX."""
    made = base / "runner"
    for name in ("project", "inventory", "env", "artifacts", "home"):
        (made / name).mkdir(parents=True)
    return made


def _call(core: harness.Core, private: Path, env: dict[str, str], **spec: Any) -> dict[str, Any]:
    for path in (private, *private.rglob("*")):
        path.chmod(0o777 if path.is_dir() or os.access(path, os.X_OK) else 0o666)
    lock = _lock(core, private) if LOCKED else []
    inside = INSIDE if LOCKED else private
    clean = {"PATH": f"{core.bin}:/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(inside / "home")}
    given = {**_EVERY, **clean, "AWX_PRIVATE_DATA_DIR": str(inside), **env}
    done = subprocess.run(
        [*lock, sys.executable, "-c", _JOB],
        input=json.dumps({"folder": str(inside), "env": given, "inventories": [], "job": {}, **spec}),
        env=clean,
        cwd=private / "project",
        check=False,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def inventory(core: harness.Core, private: Path, env: dict[str, str], source: str) -> tuple[dict[str, Any], str]:
    """Return (inventory, errors) from ansible_runner.interface.get_inventory for a file of the project."""
    answer = _call(core, private, _OF_UPDATES | env, inventories=[source])
    return answer["inventory"], answer["errors"]


def run(core: harness.Core, private: Path, env: dict[str, str], **job: Any) -> Job:
    """Run a job; ``job`` are arguments for ansible_runner.run, such as playbook, extravars and cmdline."""
    answer = _call(core, private, _OF_JOBS | env, job=job)
    return Job(**{name: answer[name] for name in ("status", "rc", "stdout", "events", "uid", "root")})
