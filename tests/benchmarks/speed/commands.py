# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands to run, as a table: the commands for one population, their sources, and their largest population."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PLUGIN = "audiocodes.live_platform.live_platform"
ANY = 1_000_000
MOST_SLOW = 10_000

# expressions on variables that both kinds of hosts have; "{}" is where a peer keeps them
KEYS = (
    "{}lp_license_type",
    "{}lp_license_family",
    "{}lp_license_tier",
    "{}lp_status",
    "({}lp_ms_tenant_id or 'none')[:2]",
)
COMPOSE = {
    "shouted": "lp_name | upper",
    "is_more": "lp_license_tier in ['pro', 'essential_plus']",
    "both_names": "lp_full_name ~ ' / ' ~ lp_name",
    "tenant_length": "lp_ms_tenant_id | default('none', true) | length",
    "twice": "(lp_users_count | default(0, true) | int) * 2",
}
CREDENTIALS = {
    "TENANT_ID": "11111111-2222-3333-4444-555555555555",
    "CLIENT_ID": "66666666-7777-8888-9999-000000000000",
    "CLIENT_SECRET": "benchmark",
    "SCOPE": "api://aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/.default",
}
SERVICES_PATH = "/tenantui/api/ovoc/v1/topology/services/"


@dataclass(frozen=True)
class Command:
    """One line of the table.

    `part` is a name for --only. `most`: the largest population to run it with. `same`: prints the same as ours.
    `again`: repeated however long it takes.
    """

    name: str
    part: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    most: int = ANY
    same: bool = False
    again: bool = False


def listing(source: Path) -> tuple[str, ...]:
    """Return ansible-inventory's command line as in AWX."""
    return ("ansible-inventory", "-i", str(source), "--list", "--export")


def keyed(where: str = "") -> list[dict[str, str]]:
    """Five keyed_groups."""
    return [{"prefix": f"k{number}", "key": key.format(where)} for number, key in enumerate(KEYS)]


def clean_env(bin_folder: Path, home: Path, address: str) -> dict[str, str]:
    """Return every command's environment: only the programs of this machine, and the server's address."""
    platform = {"URL": address, "AUTHORITY": address, **CREDENTIALS}
    return {
        "PATH": f"{bin_folder}:/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "ANSIBLE_NOCOLOR": "true",
        "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true",
        "ANSIBLE_DEPRECATION_WARNINGS": "false",
        **{f"LIVE_PLATFORM_{name}": value for name, value in platform.items()},
    }


def written(path: Path, content: Any) -> Path:
    """Write content to the path as JSON, which is also YAML, and return the path."""
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def ours(folder: Path, name: str, **options: Any) -> Path:
    """A source of our plugin."""
    return written(folder / f"{name}.live_platform.yml", {"plugin": PLUGIN, **options})


def playbook(folder: Path, name: str, module: str, options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the command line of ansible-playbook with one task on this machine."""
    task = {"name": name, module: options, "register": "found"}
    play = {"name": name, "hosts": "localhost", "connection": "local", "gather_facts": False, "tasks": [task]}
    python = {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    return (
        "ansible-playbook",
        "-i",
        "localhost,",
        str(written(folder / f"{name}.play.yml", [{**play, "vars": python}])),
    )


def inventory_commands(folder: Path) -> list[Command]:
    """Return the commands for our plugin, and for core without it. FOLDER holds the files of speed.finished."""
    bare = {"ANSIBLE_INVENTORY_ENABLED": "bench_bare", "ANSIBLE_INVENTORY_PLUGINS": str(HERE / "inventory_plugins")}
    cache = ours(
        folder, "cached", cache=True, cache_plugin="jsonfile", cache_timeout=0, cache_connection=str(folder / "cache")
    )
    return [
        Command("ours", "inventory", listing(ours(folder, "ours")), same=True, again=True),
        Command("bare", "inventory", listing(folder / "bare.pickle"), bare, same=True, again=True),
        Command("cached", "cache", listing(cache), same=True, again=True),
        Command("script", "inventory", listing(folder / "script.sh"), {"ANSIBLE_INVENTORY_ENABLED": "script"}),
        Command(
            "static", "inventory", listing(folder / "static.json"), {"ANSIBLE_INVENTORY_ENABLED": "yaml"}, MOST_SLOW
        ),
    ]


def option_commands(folder: Path) -> list[Command]:
    """Return the commands for our plugin with options that change its speed."""
    chosen: dict[str, dict[str, Any]] = {
        "ours_fields": {"fields": ["name", "license_type", "status", "customer_name", "customer_license_type"]},
        "ours_native": {"group_by": ["source", "license_family", "license_tier", "deploy_status", "enabled"]},
        "ours_raw": {"include_raw": True},
    }
    return [Command(name, "options", listing(ours(folder, name, **options))) for name, options in chosen.items()]


def constructed_commands(folder: Path) -> list[Command]:
    """Return the commands with five keyed_groups and five compose, for us and for plain Constructable."""
    theirs = {
        "ANSIBLE_INVENTORY_ENABLED": "bench_constructed",
        "ANSIBLE_INVENTORY_PLUGINS": str(HERE / "inventory_plugins"),
    }
    common = {"plugin": "bench_constructed", "hosts_file": str(folder / "hosts.json")}
    both = {"keyed_groups": keyed(), "compose": COMPOSE, "strict": True}
    plain = written(folder / "plain.constructed.yml", common)
    full = written(folder / "full.constructed.yml", {**common, **both})
    return [
        Command("ours_constructed", "constructed", listing(ours(folder, "constructed", **both)), most=MOST_SLOW),
        Command("constructable_plain", "constructed", listing(plain), theirs, MOST_SLOW),
        Command("constructable", "constructed", listing(full), theirs, MOST_SLOW),
    ]


def peer_commands(folder: Path, peers: Path | None, address: str) -> list[Command]:
    """Return the commands of nb_inventory and foreman, with and without five keyed_groups, and ours with them."""
    found = {"ANSIBLE_COLLECTIONS_PATH": str(peers), "PYTHONPATH": str(peers / "python") if peers else ""}
    sources = {
        "netbox": {
            "plugin": "netbox.netbox.nb_inventory",
            "api_endpoint": f"{address}/netbox",
            "token": "t0k3n",
            "flatten_custom_fields": True,
            "services": False,
            "config_context": False,
            "timeout": 600,
        },
        "foreman": {
            "plugin": "theforeman.foreman.foreman",
            "url": f"{address}/foreman",
            "user": "user",
            "password": "password",
            "use_reports_api": False,
            "legacy_hostvars": False,
            "want_params": False,
            "vars_prefix": "",
        },
    }
    keys = {"netbox": keyed("custom_fields."), "foreman": keyed()}
    # their plugins require certain file names
    names = {"netbox": "netbox_inventory.yml", "foreman": "foreman.yml"}
    made = [Command("ours_keyed", "peers", listing(ours(folder, "keyed", keyed_groups=keyed())), most=MOST_SLOW)]
    for name, options in sources.items():
        for suffix, more in (("", {}), ("_keyed", {"keyed_groups": keys[name]})):
            place = folder / f"{name}{suffix}"
            place.mkdir(exist_ok=True)
            source = written(place / names[name], {**options, **more})
            made.append(Command(f"{name}{suffix}", "peers", listing(source), found, MOST_SLOW))
    return made


def module_commands(folder: Path, address: str) -> list[Command]:
    """Return the commands of service_info, complete and reduced, and of uri with the same body."""
    info = "audiocodes.live_platform.service_info"
    uri = {"url": address + SERVICES_PATH, "return_content": True, "headers": {"Authorization": "Bearer t0k3n"}}
    tasks: dict[str, tuple[str, dict[str, Any]]] = {
        "service_info": (info, {}),
        "uri": ("ansible.builtin.uri", uri),
        "service_info_fields": (info, {"fields": ["name", "status", "license_type"]}),
        "service_info_summary": (info, {"summary_only": True}),
    }
    return [Command(name, "modules", playbook(folder, name, *task), again=True) for name, task in tasks.items()]


def environment_of(base: Mapping[str, str], command: Command) -> dict[str, str]:
    """The environment of one command."""
    return {**base, **{key: value for key, value in command.env.items() if value}}


def runnable(bin_folder: Path, command: Command) -> list[str]:
    """Return the command line with that core's program."""
    return [os.fspath(bin_folder / command.argv[0]), *command.argv[1:]]
