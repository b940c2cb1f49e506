# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory while it is made: core gets it in one piece, or not at all.

Core keeps what a plugin had added before it failed, and an `InventoryData` of our own would be everything made twice.
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
    """Hosts, groups and who is in which. Has the methods of `InventoryData` that core's `Constructable` calls."""

    def __init__(self, **inherited: Any) -> None:
        """`inherited` are variables that core gives every host of the source."""
        self._inherited = inherited
        self._variables: dict[str, dict[str, Any]] = {}
        # group -> hosts, and group -> groups; dictionaries, since they keep the order and know each name once
        self._members: dict[str, dict[str, None]] = {}
        self._children: dict[str, dict[str, None]] = {}
        # group -> its variables
        self._group_variables: dict[str, dict[str, Any]] = {}
        # the host that was asked for last
        self._host: Host | None = None
        # what is done, while somebody wants to know: (method, its arguments without the name of the host)
        self.done: list[tuple[str, tuple[str, ...]]] | None = None

    def place(self, host: str, variables: dict[str, Any], groups: Iterable[str]) -> None:
        """Add a host, which takes `variables` over as they are, and the groups that are not there yet."""
        self._variables[host] = variables
        members = self._members
        for group in groups:
            if group in members:
                members[group][host] = None
            else:
                members[group] = {host: None}

    def add_group(self, group: str) -> str:
        """Add a group unless it is there; return its name. Raises `OptionError` for no name, as core would in the end."""
        if not group:
            raise OptionError("a group has an empty name")
        if self.done is not None:
            self.done.append(("add_group", (group,)))
        self._members.setdefault(group, {})
        return group

    def add_host(self, host: str, group: str) -> str:
        """Add a host that is there to a group that is; return the host's name."""
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
        """Do for a host what was done for another one."""
        for method, names in done:
            if method == "add_member":
                self._members[names[0]][host] = None
            elif method == "add_group":
                self._members.setdefault(names[0], {})
            else:
                self.add_child(*names)

    def variables_of(self, host: str) -> dict[str, Any]:
        """Return the variables of a host that is there, without those of core."""
        return self._variables[host]

    def shared(self, inventory: InventoryData) -> list[str]:
        """Return the names of hosts that another source has, too."""
        # once: what core hands a plugin may be a wrapper, which is slow to ask
        others = inventory.hosts
        return [name for name in self._variables if name in others]

    def clashing(self) -> set[str]:
        """Return the names that are those of a host and of a group."""
        return self._members.keys() & self._variables.keys()

    def get_host(self, host: str) -> Host:
        """Return the host as core would have it by now."""
        if self._host is None or self._host.name != host:
            self._host = Host(host, gen_uuid=False)
        self._host.vars = {**self._inherited, **self._variables[host]}
        self._host.groups = [Group(name) for name in self.groups_of(host)]
        return self._host

    def set_variable(self, host: str, name: str, value: Any) -> None:
        """Set a variable of a host the way core does."""
        if self._host is None or self._host.name != host:
            self._host = Host(host, gen_uuid=False)
        self._host.vars = self._variables[host]
        self._host.set_variable(name, value)
        self._variables[host] = self._host.vars

    def set_group_variable(self, group: str, name: str, value: Any) -> None:
        """Set a variable of a group, which is added unless it is there.

        A dictionary is added to that of an earlier source, and so are the lists in it. Anything else replaces what that has set.
        """
        self._group_variables.setdefault(self.add_group(group), {})[name] = value

    def hand_over(self, inventory: InventoryData) -> None:
        """Add everything to core's inventory, in the order in which it was made.

        Raises `OptionError` for a group that would be below itself, before anything is added.
        """
        for group in self._children:
            self._refuse_loop(group, inventory)
        source = inventory.current_source
        # core would look at the source's folder again for every host, to say where it comes from
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
            # everything is in all
            if name in (group, "all"):
                raise OptionError(f"group {group} would be below itself", hint="check parent_group of keyed_groups")
            more = [child for child in self._below(name, inventory) if child not in known]
            known.update(more)
            below.extend(more)

    def _below(self, group: str, inventory: InventoryData) -> Iterable[str]:
        """Return the names of the groups in a group, those that another source has put there included."""
        there = inventory.groups[group].child_groups if group in inventory.groups and group != "all" else ()
        return dict.fromkeys([*self._children.get(group, ()), *(child.name for child in there)])

    def _hand_over(self, inventory: InventoryData) -> None:
        # once: what core hands a plugin may be a wrapper, which is slow to ask
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
        """Return the groups that a host is in, itself or through others."""
        found = [name for name, members in self._members.items() if host in members]
        for name in found:
            found.extend(above for above, children in self._children.items() if name in children and above not in found)
        return found


def _together(there: Any, value: Any) -> Any:
    """Return a variable of a group that an earlier source may have set as well: one platform may be read by several."""
    if not (isinstance(there, dict) and isinstance(value, dict)):
        return value
    return {**there, **{key: _lists_together(there.get(key), item) for key, item in value.items()}}


def _lists_together(there: Any, value: Any) -> Any:
    if not (isinstance(there, list) and isinstance(value, list)):
        return value
    return [*there, *(item for item in value if item not in there)]


def settle() -> None:
    """Take all objects that there are by now out of the collector's sight, as those of an inventory stay to the end.

    It would walk through all of them three times more before it took them for old. Whatever was taken out of its sight
    before is looked at again first: an inventory that was read anew has left the one before as garbage.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
