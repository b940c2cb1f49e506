# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Turns rows into the draft of an inventory: hosts, names, groups, results of expressions.

Pure, except for the expressions.
"""

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

# all hosts are objects of an API, so there is nothing to connect to
LOCAL = trusted("local")
# Modules run in the Python that runs Ansible. This is a template, because AWX updates in one image and runs jobs in
# another.
INTERPRETER = trusted("{{ ansible_playbook_python }}")


class Build:
    """Builds one inventory. `inherited` are variables that core gives every host of the source."""

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
        """Return the draft for these rows. `others` are the groups of other sources.

        Raises `DataError` for an inventory that core must not get, and `OptionError` for an expression that fails under
        `strict`.
        """
        options = self._options
        hosts = self._hosts(reading)
        set_groups(hosts, options.groupings, options.limits, options.group_prefix)
        proposals = self._proposals(hosts)
        taken = self._taken(hosts, others)
        renamed = set_names(hosts, proposals, taken)
        if not options.early:
            # last, so that the variables lie in memory in the order in which core reads them
            self._set_variables(_by_name(hosts))
        draft, made = self._placed(hosts, reading.is_stale)
        # The names from keyed_groups are only known now. Core would mistake a host with such a name for the group.
        while clashing := draft.clashing():
            taken |= clashing
            # free the first draft before making another
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
        """Return the hosts that pass the filters, sorted by identity, with their variables if `options.early` is true."""
        options = self._options
        services, customers = join.join(reading.entry.services, reading.entry.customers, options.match_by)
        names = self._check_selection([*services, *customers])
        unmatched = (item for item in customers if not item["matched"])
        records = options.selection.passing([*services, *unmatched], names)
        # from here on nothing, warnings included, depends on the order of the platform's rows
        hosts = sorted(map(host_of, records), key=attrgetter("identity"))
        if options.early:
            self._set_variables(hosts)
        if options.filters:
            with self._limit.over(lambda: self._expressions.at_work):
                hosts = [host for host in hosts if self._expressions.keep(options.filters, host.variables)]
        check_population(len(hosts), len(services) + len(customers), options)
        return hosts

    def _check_selection(self, records: Sequence[Mapping[str, Any]]) -> set[str]:
        """Return all names if `names` is set. Warn about filter values and labels that match nothing."""
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
        """Return the names from `hostnames`, in the order of the hosts."""
        if not self._options.hostnames:
            return [None] * len(hosts)
        with self._limit.over(lambda: self._expressions.at_work):
            return [self._expressions.host_name(self._options.hostnames, host.variables) for host in hosts]

    def _taken(self, hosts: Sequence[Host], others: Iterable[str]) -> set[str]:
        """Return all group names that are known before the hosts have names."""
        options = self._options
        nested = [GROUPINGS[key] for key in options.nested_groups]
        ours = taken_names(hosts, options.groupings, nested, options.limits, options.group_prefix)
        return ours.union(others, self._expressions.group_names())

    def _placed(self, hosts: Sequence[Host], is_stale: bool) -> tuple[Draft, Expressions]:
        """Return a draft with the hosts in their groups, and the expressions that filled it."""
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
        """Warn once about renamed hosts. Raises `DataError` for equal names if `duplicates` is fail."""
        one = renamed == 1
        text = f"{renamed} {'host shares its' if one else 'hosts share their'} name with another host or a group"
        if renamed and self._options.duplicates == "fail":
            raise DataError(f"{text}, and duplicates is fail", hint="use hostnames, or duplicates: suffix")
        parts = [f"{text}; {'its id was' if one else 'their ids were'} appended"] if renamed else []
        parts += changed
        if parts:
            self._messages.warn("; ".join(parts))

    def _tell_roles(self, draft: Draft, reading: Reading, kinds: Collection[str]) -> None:
        """Set variables on the groups of all hosts, not on hosts, so that a site's group_vars win."""
        told = about(reading, self._options.include, kinds)
        platform = self._protect(self._settings.platform)
        for kind in DEFAULT_GROUPINGS["kind"].always():
            group = self._options.group_prefix + kind
            draft.set_group_variable(group, "ansible_python_interpreter", INTERPRETER)
            for name, value in told.items():
                variable = f"{self._options.vars_prefix}{name}"
                draft.set_group_variable(group, variable, {platform: self._protect(value)})


def _by_name(hosts: Iterable[Host]) -> list[Host]:
    """Return the hosts in the order in which core reads them; proposals stay sorted by identity."""
    return sorted(hosts, key=attrgetter("name"))


def about(reading: Reading, include: Collection[str], kinds: Collection[str]) -> dict[str, Any]:
    """Return what the roles need to know about a reading, as group variables without prefix.

    The kinds that were read, the time of a stale copy, and the number of rows before filters for a kind without hosts.
    That list was checked against the other one here, and is empty for a good reason.
    """
    entry = reading.entry
    told: dict[str, Any] = {"read": sorted(include)}
    if reading.is_stale:
        told[STALE] = _instant(entry.written)
    if any(kind.removesuffix("s") not in kinds for kind in include):
        told["rows"] = {"services": len(entry.services), "customers": len(entry.customers)}
    return told


def _instant(seconds: float) -> str | bool:
    """Return a time since the epoch as ISO 8601 text; true if it is outside the calendar."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return True


def check_population(kept: int, total: int, options: InventoryOptions) -> None:
    """Raise `DataError` for an empty or too small inventory: AWX would delete what is missing."""
    if not kept and not options.allow_empty:
        raise DataError(
            f"no host is left of {total} services and customers; set allow_empty if an empty inventory is right",
            hint=nobody_hint(options.selection.given) or None,
        )
    if kept < options.minimum_hosts:
        raise DataError(
            f"{kept} {'host is' if kept == 1 else 'hosts are'} fewer than minimum_hosts ({options.minimum_hosts})"
        )


def nest(draft: Draft, hosts: Sequence[Host], options: InventoryOptions) -> None:
    """Put groups into groups if requested: family > license type, and all tenants > tenant > host."""
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
