# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules on the collection's own hosts run in the Python that runs Ansible, though another one comes first in PATH."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from kits.harness import Core, run
from simulator import Simulator

PLUGIN = "audiocodes.live_platform.live_platform"
TEMPLATE = "{{ ansible_playbook_python }}"
# as pipx leaves it: the commands of the virtual environment are called by their paths
SYSTEM = {"PATH": "/usr/bin:/bin", "ANSIBLE_NOCOLOR": "true", "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
PLAY = [
    {
        "name": "Look into each service",
        "hosts": "all",
        "gather_facts": False,
        "tasks": [
            {
                "name": "Ask",
                "audiocodes.live_platform.service_info": {"ids": ["{{ lp_id }}"]},
                "register": "found",
                "when": "lp_kind == 'service'",
            },
            {"name": "Where", "ansible.builtin.setup": {"gather_subset": ["!all", "!min", "python"]}},
            {
                "name": "Judge",
                "ansible.builtin.assert": {
                    "that": [
                        "found.count | default(1) == 1",
                        "ansible_facts.python.executable == ansible_playbook_python",
                    ]
                },
            },
        ],
    }
]


def source(folder: Path, name: str = "my", **options: Any) -> Path:
    """A source file; JSON is YAML."""
    path = folder / f"{name}.live_platform.yml"
    path.write_text(json.dumps({"plugin": PLUGIN, **options}), encoding="utf-8")
    return path


def exported(core: Core, folder: Path, env: dict[str, str], *sources: Path) -> dict[str, Any]:
    """What AWX stores of these sources."""
    argv: list[str | Path] = ["ansible-inventory", "--list", "--export"]
    done = run(core, [*argv, *(word for path in sources for word in ("-i", path))], {**SYSTEM, **env}, folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def job(core: Core, folder: Path, env: dict[str, str], inventory: Path, *argv: str) -> str:
    """Run the play; return its output."""
    (folder / "play.yml").write_text(yaml.safe_dump(PLAY), encoding="utf-8")
    done = run(core, ["ansible-playbook", "-i", inventory, "play.yml", *argv], {**SYSTEM, **env}, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.every_core
def test_modules_run_in_the_python_of_ansible(core: Core, tmp_path: Path, sim: Simulator) -> None:
    """In a play on the source itself, and in a later job on what AWX stored of it."""
    mine = source(tmp_path, group_prefix="site_")
    stored = exported(core, tmp_path, sim.env(), mine)
    for group in ("services", "customers"):
        assert stored[f"site_{group}"]["vars"]["ansible_python_interpreter"] == TEMPLATE
    assert not any("ansible_python_interpreter" in host for host in stored["_meta"]["hostvars"].values())
    script = tmp_path / "stored"
    (tmp_path / "stored.json").write_text(json.dumps(stored), encoding="utf-8")
    script.write_text(f"#!/bin/sh\ncat {shlex.quote(str(tmp_path / 'stored.json'))}\n", encoding="utf-8")
    script.chmod(0o700)
    for inventory in (mine, script):
        output = job(core, tmp_path, sim.env(), inventory)
        assert "failed=0" in output
        # core warns of an interpreter that it had to look for
        assert "interpreter" not in output


def test_the_group_variables_of_a_site_win(core: Core, tmp_path: Path, sim: Simulator) -> None:
    mine = source(tmp_path)
    (tmp_path / "group_vars").mkdir()
    link = tmp_path / "python"
    link.symlink_to(core.python)
    for group in ("lp_services", "all"):
        chosen = tmp_path / "group_vars" / f"{group}.yml"
        chosen.write_text(json.dumps({"ansible_python_interpreter": str(link)}), encoding="utf-8")
        command: list[str | Path] = ["ansible", "-i", mine, "lp_services", "-m", "ansible.builtin.debug"]
        done = run(core, [*command, "-a", "msg=in={{ ansible_python_interpreter }}"], {**SYSTEM, **sim.env()}, tmp_path)
        assert done.stdout.count(f"in={link}") == 6, done.stdout
        chosen.unlink()


def test_two_sources_agree(core: Core, tmp_path: Path, sim: Simulator) -> None:
    """Groups that two platforms share have one interpreter."""
    sources = [source(tmp_path, name, hostnames=[f"{name}-{{{{ lp_id }}}}"], include=["services"]) for name in "ab"]
    stored = exported(core, tmp_path, sim.env(), *sources)
    assert len(stored["_meta"]["hostvars"]) == 12
    assert stored["lp_services"]["vars"]["ansible_python_interpreter"] == TEMPLATE
