# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs that people start, each as one command of ansible-playbook, by this build of the collection and by another one."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speed.commands import Command, ours, written

NAMESPACE, NAME = "audiocodes", "live_platform"
PREFIX = f"{NAMESPACE}.{NAME}"
# the month of the statement, closed for good
MONTH = "2026-10"


@dataclass(frozen=True)
class Job:
    """A role with its variables. `from_inventory`: it reads the hosts of our inventory plugin, else the platform itself."""

    role: str
    variables: Mapping[str, Any]
    from_inventory: bool = True


# no verdict ends a command: its exit status is the same whatever the population holds
JOBS: dict[str, Job] = {
    "report": Job("license_report", {"license_report_formats": ["html", "csv", "json"]}),
    "compliance": Job("compliance", {"compliance_fail_on": "never"}),
    "compliance_api": Job("compliance", {"compliance_fail_on": "never", "compliance_source": "api"}, False),
    "rightsize": Job("license_rightsize", {}),
    "statement": Job(
        "license_statement",
        {"license_statement_month": MONTH, "license_statement_fail_on": "none"},
        from_inventory=False,
    ),
}
# the largest population for a job that asks once for each customer
MOST = {"statement": 10_000}


def license_info() -> bytes:
    """Return the body of the daily counts of a customer, the same for each."""
    days = [f"2026-{month:02}-{day:02}" for month, last in ((9, 30), (10, 31)) for day in range(1, last + 1)]
    rows = [
        {
            "acquiredLicenses": 50,
            "totalMonitoredUsers": 5,
            "currentlyLicensed": 30 + number % 25,
            "lastUpdate": f"{day}T12:00:00.0000000+00:00",
            "licenseSettingsFlagsLevel": 2,
            "LicenseFactors": {"Managed Users - By Template": True},
        }
        for number, day in enumerate(days)
    ]
    return json.dumps(rows).encode()


def build(folder: Path, root: Path, revision: str = "") -> Path:
    """Return a folder for ANSIBLE_COLLECTIONS_PATH that holds the checkout at `root`, or one of its earlier commits.

    Raises CalledProcessError for a revision that git does not know.
    """
    place = folder / "ansible_collections" / NAMESPACE / NAME
    place.parent.mkdir(parents=True)
    if not revision:
        place.symlink_to(root)
        return folder
    place.mkdir()
    archive = folder / "archive.tar"
    subprocess.run(["git", "-C", str(root), "archive", f"--output={archive}", revision], check=True)  # noqa: S607
    shutil.unpack_archive(archive, place, filter="data")
    archive.unlink()
    return folder


def has_role(build_: Path, job: Job) -> bool:
    """Tell whether a build has the role of a job."""
    return (build_ / "ansible_collections" / NAMESPACE / NAME / "roles" / job.role).is_dir()


def job_commands(folder: Path, builds: Mapping[str, Path]) -> list[Command]:
    """Return the commands of all jobs, in turns of the builds: end of the name -> folder of `build`."""
    found = []
    for name, job in JOBS.items():
        tasks = [{"name": name, "ansible.builtin.import_role": {"name": f"{PREFIX}.{job.role}"}}]
        python = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
        play = {
            "name": name,
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            "tasks": tasks,
            "vars": {**python, **job.variables, f"{job.role}_dest": str(folder / "reports" / name)},
        }
        source = str(ours(folder, name)) if job.from_inventory else "localhost,"
        argv = ("ansible-playbook", "-i", source, str(written(folder / f"{name}.job.yml", [play])))
        found += [
            Command(
                name + end,
                "jobs",
                argv,
                {"ANSIBLE_COLLECTIONS_PATH": str(place), "LIVE_PLATFORM_RATE_LIMIT": "0"},
                MOST.get(name, Command.most),
                again=True,
            )
            for end, place in builds.items()
            if has_role(place, job)
        ]
    return found
