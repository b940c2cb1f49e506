# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What our plugin makes of a population, in the forms that others start from.

    PYTHON_OF_A_CORE -m speed.finished LISTED FOLDER

LISTED is what ``ansible-inventory --list --export`` printed. Written are:

* bare.pickle for the bare plugin, its text marked the way ours is: ansible-core 2.19 and newer lists unmarked text as an
  object, twice as large and slower
* static.json, an inventory file, and script.sh, an inventory script that prints the same
* hosts.json for Constructable, with all text as it is
* netbox.jsonl and foreman.jsonl for the peers: the same names and values, as rows that they make the same variables of
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

try:
    from ansible.template import trust_as_template
except ImportError:  # ansible-core < 2.19
    trust_as_template = str

Variables = dict[str, Any]
Hosts = dict[str, Variables]
Groups = dict[str, list[str]]

# variables that the peers add to ours, so we leave out as many of ours
NETBOX_ADDS = 6
FOREMAN_ADDS = 1


def read(listed: dict[str, Any]) -> tuple[Hosts, Groups]:
    """Return (hosts, groups) of a listing, including empty groups."""
    hosts: Hosts = listed["_meta"]["hostvars"]
    names = [name for name in listed["all"]["children"] if name != "ungrouped"]
    return hosts, {name: listed.get(name, {}).get("hosts", []) for name in names}


def shared(value: Any, known: dict[str, str]) -> Any:
    """Return the value with each distinct text marked and stored once, so that a pickle holds it only once."""
    if isinstance(value, str):
        if value not in known:
            known[value] = trust_as_template(value)
        return known[value]
    if isinstance(value, list):
        return [shared(item, known) for item in value]
    if isinstance(value, dict):
        return {key: shared(item, known) for key, item in value.items()}
    return value


def pickled(hosts: Hosts, groups: Groups) -> bytes:
    """Return the bare plugin's source."""
    known: dict[str, str] = {}
    return pickle.dumps((groups, [(name, shared(values, known)) for name, values in hosts.items()]), protocol=5)


def static(hosts: Hosts, groups: Groups) -> Variables:
    """Return the same as an inventory file."""
    children = {name: {"hosts": dict.fromkeys(members)} for name, members in groups.items()}
    return {"all": {"hosts": hosts, "children": children}}


def filled(variables: Variables, without: int) -> Variables:
    """Return all but the last few variables, without nulls: nb_inventory skips nulls, which would be less work."""
    names = list(variables)[: len(variables) - without]
    return {name: 0 if variables[name] is None else variables[name] for name in names}


def netbox(number: int, name: str, variables: Variables) -> Variables:
    """Return a NetBox device; flatten_custom_fields turns its custom fields into variables."""
    status = {"value": "active", "label": "Active"}
    return {"id": number, "name": name, "status": status, "tags": [], "custom_fields": filled(variables, NETBOX_ADDS)}


def foreman(number: int, name: str, variables: Variables) -> Variables:
    """Return a Foreman host, which turns all its keys into variables."""
    return {"id": number, "name": name, **filled(variables, FOREMAN_ADDS)}


def main(listed: Path, folder: Path) -> None:
    """Write everything."""
    text = listed.read_text(encoding="utf-8")
    hosts, groups = read(json.loads(text))
    (folder / "bare.pickle").write_bytes(pickled(hosts, groups))
    (folder / "static.json").write_text(json.dumps(static(hosts, groups)), encoding="utf-8")
    (folder / "hosts.json").write_text(json.dumps(hosts), encoding="utf-8")
    (folder / "script.json").write_text(text, encoding="utf-8")
    script = folder / "script.sh"
    script.write_text(f"#!/bin/sh\nexec cat '{folder / 'script.json'}'\n", encoding="utf-8")
    script.chmod(0o755)
    for name, row in (("netbox", netbox), ("foreman", foreman)):
        lines = [json.dumps(row(number, *host)) for number, host in enumerate(hosts.items(), 1)]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).absolute())
