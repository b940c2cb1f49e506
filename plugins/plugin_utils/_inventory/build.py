# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows become the draft of an inventory: hosts, names, groups, and what expressions make. Pure but for the expressions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime, timezone
from operator import attrgetter
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import FAMILY_BY_LICENSE_TYPE
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import all_names
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join, vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import nobody_hint
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.draft import Draft
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.entries import Reading
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.expressions import Expressions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    DEFAULT_GROUPINGS,
    GROUPINGS,
    MS_TENANTS,
    STALE,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import (
    Host,
    host_of,
    nested_families,
    set_groups,
    set_variables,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.messages import Messages
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.naming import (
    changed_names,
    set_names,
    taken_names,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.options import InventoryOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.time_limit import TimeLimit
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import Protector, trusted

# every host is an object of an API: there is nothing to connect to
LOCAL = trusted("local")
# ... and modules run in the Python that runs Ansible. A template: AWX updates in one image and runs jobs in another
INTERPRETER = trusted("{{ ansible_playbook_python }}")


class Build:
    """One inventory in the making. `inherited` are variables that core gives every host of the source."""

    def __init__(
        self,
        options: InventoryOptions,
        settings: Settings,
        expressions: Expressions,
        messages: Messages,
        inherited: Mapping[str, Any],
    ) -> None:
        self._options = options
        self._settings = settings
        self._expressions = expressions
        self._messages = messages
        self._inherited = inherited
        self._protect = Protector()
        self._limit = TimeLimit()

    def draft(self, reading: Reading, others: Iterable[str]) -> Draft:
        """Return the inventory of the rows. `others` are the groups of other sources.

        Raises `DataError` for one that core must not have, and `OptionError` for an expression that fails under `strict`.
        """
        options = self._options
        hosts = self._hosts(reading)
        set_groups(hosts, options.groupings, options.limits, options.group_prefix)
        proposals = self._proposals(hosts)
        taken = self._taken(hosts, others)
        renamed = set_names(hosts, proposals, taken)
        if not options.early:
            # last, so that they are made in the order in which core goes through them, side by side in memory
            self._set_variables(_by_name(hosts))
        draft, made = self._placed(hosts, reading.is_stale)
        # what keyed_groups makes is not known before: core would take a host of that name for the group
        while clashing := draft.clashing():
            taken |= clashing
            # not two of them side by side
            del draft
            renamed = set_names(hosts, proposals, taken)
            draft, made = self._placed(hosts, reading.is_stale)
        self._check_names(renamed, changed_names(hosts, proposals))
        nest(draft, _by_name(hosts), options)
        self._tell_roles(draft, reading, {host.record["kind"] for host in hosts})
        if warning := made.failures.warning():
            self._messages.warn(warning)
        return draft

    def _hosts(self, reading: Reading) -> list[Host]:
        """Return the hosts that pass the filters, by identity; with their variables where `options.early` says so."""
        options = self._options
        services, customers = join.join(reading.entry.services, reading.entry.customers, options.match_by)
        names = self._check_selection([*services, *customers])
        unmatched = (item for item in customers if not item["matched"])
        records = options.selection.passing([*services, *unmatched], names)
        # nothing that follows, warnings included, depends on the order of the platform's rows
        hosts = sorted(map(host_of, records), key=attrgetter("identity"))
        if options.early:
            self._set_variables(hosts)
        if options.filters:
            with self._limit.over(lambda: self._expressions.at_work):
                hosts = [host for host in hosts if self._expressions.keep(options.filters, host.variables)]
        check_population(len(hosts), len(services) + len(customers), options)
        return hosts

    def _check_selection(self, records: Sequence[Mapping[str, Any]]) -> set[str]:
        """Return all names where names are looked for. Warns of values and labels that fit nothing."""
        options = self._options
        names = all_names(records) if options.selection.names else set()
        warnings = vocabularies.check(records, options.selection, options.unknown_values)
        if unused := options.selection.idle_names(names):
            warnings.append(f"names: no record is named {', '.join(unused)}")
        for warning in [*warnings, *vocabularies.check_labels(records, options.labels)]:
            self._messages.warn(warning)
        return names

    def _set_variables(self, hosts: Sequence[Host]) -> None:
        options, named = self._options, self._settings.platform_name
        set_variables(hosts, options.vars_prefix, options.always_enabled, self._protect, named)

    def _proposals(self, hosts: Sequence[Host]) -> list[str | None]:
        """Return the names that `hostnames` gives, in the order of the hosts."""
        if not self._options.hostnames:
            return [None] * len(hosts)
        with self._limit.over(lambda: self._expressions.at_work):
            return [self._expressions.host_name(self._options.hostnames, host.variables) for host in hosts]

    def _taken(self, hosts: Sequence[Host], others: Iterable[str]) -> set[str]:
        """Return every group name that is known before the hosts have names."""
        options = self._options
        nested = [GROUPINGS[key] for key in options.nested_groups]
        ours = taken_names(hosts, options.groupings, nested, options.limits, options.group_prefix)
        return ours.union(others, self._expressions.group_names())

    def _placed(self, hosts: Sequence[Host], is_stale: bool) -> tuple[Draft, Expressions]:
        """Return a draft with the hosts in their groups, and the expressions that have made theirs in it."""
        exported = self._options.exported
        draft = Draft(**self._inherited)
        expressions = self._expressions.into(draft)
        are_asked = expressions.are_asked
        for group in self._options.always():
            draft.add_group(group)
        more = (self._options.group_prefix + STALE,) if is_stale else ()
        with self._limit.over(lambda: expressions.at_work) if are_asked else nullcontext():
            for host in _by_name(hosts):
                variables = host.variables
                if exported is not None:
                    variables = {name: value for name, value in variables.items() if name in exported}
                elif are_asked:
                    variables = variables.copy()
                variables["ansible_connection"] = LOCAL
                draft.place(host.name, variables, (*host.groups, *more))
                if are_asked:
                    expressions.construct(host.name, host.variables, self._protect)
        return draft, expressions

    def _check_names(self, renamed: int, changed: Sequence[str]) -> None:
        """Say in one warning what became of names. Raises `DataError` where the policy for equal ones wants none of them."""
        one = renamed == 1
        text = f"{renamed} {'host shares its' if one else 'hosts share their'} name with another host or a group"
        if renamed and self._options.duplicates == "fail":
            raise DataError(f"{text}, and duplicates is fail", hint="use hostnames, or duplicates: suffix")
        parts = [f"{text}; {'its id was' if one else 'their ids were'} appended"] if renamed else []
        parts += changed
        if parts:
            self._messages.warn("; ".join(parts))

    def _tell_roles(self, draft: Draft, reading: Reading, kinds: Collection[str]) -> None:
        """Set the variables of the groups of all hosts: of the groups, so that the group_vars of a site win."""
        told = about(reading, self._options.include, kinds)
        platform = self._protect(self._settings.platform)
        for kind in DEFAULT_GROUPINGS["kind"].always():
            group = self._options.group_prefix + kind
            draft.set_group_variable(group, "ansible_python_interpreter", INTERPRETER)
            for name, value in told.items():
                variable = f"{self._options.vars_prefix}{name}"
                draft.set_group_variable(group, variable, {platform: self._protect(value)})


def _by_name(hosts: Iterable[Host]) -> list[Host]:
    """Return the hosts in the order in which core goes through them; proposals stay in that of the identities."""
    return sorted(hosts, key=attrgetter("name"))


def about(reading: Reading, include: Collection[str], kinds: Collection[str]) -> dict[str, Any]:
    """Return what the roles need to know of a reading, as variables of groups without prefix.

    The kinds that were read; when that was, where a copy stands in; the rows before filters, where a kind that was read
    has no host: the list was compared with the other one here, and is empty for a reason.
    """
    entry = reading.entry
    told: dict[str, Any] = {"read": sorted(include)}
    if reading.is_stale:
        told[STALE] = _instant(entry.written)
    if any(kind.removesuffix("s") not in kinds for kind in include):
        told["rows"] = {"services": len(entry.services), "customers": len(entry.customers)}
    return told


def _instant(seconds: float) -> str | bool:
    """Return a time since the epoch as ISO 8601 text; true for one that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return True


def check_population(kept: int, total: int, options: InventoryOptions) -> None:
    """Raise `DataError` for an inventory that is empty or too small: AWX would delete what is missing."""
    if not kept and not options.allow_empty:
        raise DataError(
            f"no host is left of {total} services and customers: an empty inventory is an error unless allow_empty is set",
            hint=nobody_hint(options.selection.given) or None,
        )
    if kept < options.minimum_hosts:
        raise DataError(f"{kept} hosts are fewer than minimum_hosts ({options.minimum_hosts})")


def nest(draft: Draft, hosts: Sequence[Host], options: InventoryOptions) -> None:
    """Put groups into groups, where asked for: family > license type, and all tenants > tenant > host."""
    prefix = options.group_prefix
    if "license_family" in options.nested_groups:
        nested, direct = nested_families(hosts, prefix, FAMILY_BY_LICENSE_TYPE)
        for group, family in sorted(nested.items()):
            draft.add_child(draft.add_group(family), group)
        for family, names in sorted(direct.items()):
            for name in sorted(names):
                draft.add_host(name, draft.add_group(family))
    if "ms_tenant" in options.nested_groups:
        tenants = GROUPINGS["ms_tenant"]
        for host in hosts:
            for name in tenants.names(host.record, options.limits):
                group = draft.add_group(prefix + name)
                draft.add_child(draft.add_group(prefix + MS_TENANTS), group)
                draft.add_host(host.name, group)
