# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An inventory under construction: core gets it in one piece, or not at all.

Core keeps what a plugin added before it failed, and a separate `InventoryData` would create everything twice.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import Any

from ansible.inventory.data import InventoryData
from ansible.inventory.group import Group
from ansible.inventory.host import Host

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError


class Draft:
    """Hosts, groups and memberships. Has the methods of `InventoryData` that core's `Constructable` calls."""

    def __init__(self, **inherited: Any) -> None:
        """Core gives every host of the source the `inherited` variables."""
        self._inherited = inherited
        self._variables: dict[str, dict[str, Any]] = {}
        # group -> hosts, and group -> groups; dictionaries keep the order and hold each name once
        self._members: dict[str, dict[str, None]] = {}
        self._children: dict[str, dict[str, None]] = {}
        # group -> its variables
        self._group_variables: dict[str, dict[str, Any]] = {}
        # the host that was requested last
        self._host: Host | None = None
        # a log of (method, its arguments without the host's name), while it is on
        self.done: list[tuple[str, tuple[str, ...]]] | None = None

    def place(self, host: str, variables: dict[str, Any], groups: Iterable[str]) -> None:
        """Add a host, which owns `variables` from now on, and its groups if they are new."""
        self._variables[host] = variables
        members = self._members
        for group in groups:
            if group in members:
                members[group][host] = None
            else:
                members[group] = {host: None}

    def add_group(self, group: str) -> str:
        """Add a group unless it exists, and return its name. Raises `OptionError` for an empty name."""
        if not group:
            raise OptionError("a group has an empty name")
        if self.done is not None:
            self.done.append(("add_group", (group,)))
        self._members.setdefault(group, {})
        return group

    def add_host(self, host: str, group: str) -> str:
        """Add an existing host to an existing group, and return the host's name."""
        if self.done is not None:
            self.done.append(("add_member", (group,)))
        self._members[group][host] = None
        return host

    def add_child(self, group: str, child: str) -> None:
        """Add a group, or a host, to a group."""
        is_group = child in self._members
        if self.done is not None:
            self.done.append(("add_child", (group, child)) if is_group else ("add_member", (group,)))
        if is_group:
            self._children.setdefault(group, {})[child] = None
        else:
            self._members[group][child] = None

    def repeat(self, done: Iterable[tuple[str, tuple[str, ...]]], host: str) -> None:
        """Repeat for a host what was done for another one."""
        for method, names in done:
            if method == "add_member":
                self._members[names[0]][host] = None
            elif method == "add_group":
                self._members.setdefault(names[0], {})
            else:
                self.add_child(*names)

    def variables_of(self, host: str) -> dict[str, Any]:
        """Return the variables of an existing host, without core's own."""
        return self._variables[host]

    def shared(self, inventory: InventoryData) -> list[str]:
        """Return the names of hosts that another source also has."""
        # once, because the object from core may be a slow wrapper
        others = inventory.hosts
        return [name for name in self._variables if name in others]

    def clashing(self) -> set[str]:
        """Return the names that are both a host and a group."""
        return self._members.keys() & self._variables.keys()

    def get_host(self, host: str) -> Host:
        """Return the host as core would have it now."""
        if self._host is None or self._host.name != host:
            self._host = Host(host, gen_uuid=False)
        self._host.vars = {**self._inherited, **self._variables[host]}
        self._host.groups = [Group(name) for name in self.groups_of(host)]
        return self._host

    def set_variable(self, host: str, name: str, value: Any) -> None:
        """Set a variable of a host, as core does."""
        if self._host is None or self._host.name != host:
            self._host = Host(host, gen_uuid=False)
        self._host.vars = self._variables[host]
        self._host.set_variable(name, value)
        self._variables[host] = self._host.vars

    def set_group_variable(self, group: str, name: str, value: Any) -> None:
        """Set a variable of a group, which is added if it is new.

        A dictionary is merged with that of an earlier source, and so are the lists in it. Any other value is replaced.
        """
        self._group_variables.setdefault(self.add_group(group), {})[name] = value

    def hand_over(self, inventory: InventoryData) -> None:
        """Add everything to core's inventory, in the order in which it was made.

        Raises `OptionError`, before anything is added, for a group that would contain itself.
        """
        for group in self._children:
            self._refuse_loop(group, inventory)
        source = inventory.current_source
        # else core would look up the source's folder for every host
        inventory.current_source = None
        try:
            with paused():
                self._hand_over(inventory)
        finally:
            inventory.current_source = source

    def _refuse_loop(self, group: str, inventory: InventoryData) -> None:
        below = [*self._below(group, inventory)]
        known = set(below)
        for name in below:
            # the group all contains everything
            if name in (group, "all"):
                raise OptionError(f"group {group} would contain itself", hint="check parent_group of keyed_groups")
            more = [child for child in self._below(name, inventory) if child not in known]
            known.update(more)
            below.extend(more)

    def _below(self, group: str, inventory: InventoryData) -> Iterable[str]:
        """Return the names of the groups in a group, including those from other sources."""
        there = inventory.groups[group].child_groups if group in inventory.groups and group != "all" else ()
        return dict.fromkeys([*self._children.get(group, ()), *(child.name for child in there)])

    def _hand_over(self, inventory: InventoryData) -> None:
        # once, because the object from core may be a slow wrapper
        hosts, groups = inventory.hosts, inventory.groups
        for name, variables in self._variables.items():
            if name in hosts:
                hosts[name].vars.update(variables)
                continue
            inventory.add_host(name)
            for own, value in {**hosts[name].vars, **self._inherited}.items():
                variables.setdefault(own, value)
            hosts[name].vars = variables
        for name, members in self._members.items():
            group = groups[inventory.add_group(name)]
            for member in members:
                group.add_host(hosts[member])
        for name, children in self._children.items():
            for child in children:
                inventory.add_child(name, child)
        for name, variables in self._group_variables.items():
            for own, value in variables.items():
                groups[name].set_variable(own, _together(groups[name].vars.get(own), value))

    def groups_of(self, host: str) -> list[str]:
        """Return the groups of a host, direct and indirect."""
        found = [name for name, members in self._members.items() if host in members]
        for name in found:
            found.extend(above for above, children in self._children.items() if name in children and above not in found)
        return found


def _together(there: Any, value: Any) -> Any:
    """Merge a group variable with the value of an earlier source: several sources may read one platform."""
    if not (isinstance(there, dict) and isinstance(value, dict)):
        return value
    return {**there, **{key: _lists_together(there.get(key), item) for key, item in value.items()}}


def _lists_together(there: Any, value: Any) -> Any:
    if not (isinstance(there, list) and isinstance(value, list)):
        return value
    return [*there, *(item for item in value if item not in there)]


def settle() -> None:
    """Take all current objects out of the garbage collector's sight, because an inventory's objects live to the end.

    The collector would scan them three more times before it treated them as old. Objects frozen earlier are checked
    first:
    an inventory that was read again has left its predecessor as garbage.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
