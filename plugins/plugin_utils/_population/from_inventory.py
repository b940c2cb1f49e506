# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Turns inventory hosts into report rows, in one pass and without rendering templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    METERING_FIELDS,
    REQUESTED_CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import nobody_hint
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import (
    clean_text,
    plain,
    some,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    NEEDED,
    Row,
    customer_of,
    services_of,
)

# All names that a host of the inventory plugin can have, in the order of the tables. Nothing else is read: a variable
# such as lp_client_secret, which the plugin uses and which is set beside the inventory, must never reach a report.
COLUMNS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *(field.name for field in (*SERVICE_FIELDS, *METERING_FIELDS)),
            *(field.name for field in (*CUSTOMER_FIELDS, *REQUESTED_CUSTOMER_FIELDS)),
            "matched",
            "instance_id",
            *CARRIED.values(),
        ]
    )
)


class RawHostVars(Protocol):
    """The part of ansible-core's `hostvars` that is used; the same in 2.16 to 2.21."""

    def raw_get(self, host_name: str, /) -> Mapping[str, Any]:
        """Return the variables of a host unchanged, with templates unrendered."""


class Hosts(NamedTuple):
    """The hosts that a job is about.

    These are `rows`, the size of each group, the names of hosts from other sources, the variables that counts need but
    some hosts lack, and what the inventory says about its reading.
    """

    rows: list[Row]
    group_sizes: dict[str, int]
    skipped: list[str]
    lacking: list[str]
    origin: Origin = Origin()


def read_rows(hostvars: RawHostVars, groups: Mapping[str, Sequence[str]], wanted: Sequence[str], prefix: str) -> Hosts:
    """Return the hosts of the groups `wanted`, each host once, ordered by name.

    A host without `<prefix>kind` belongs to another source and is only counted. Raises `OptionError` if a group does not
    exist, and `DataError` if a variable holds something that is not plain data.
    """
    names = list(dict.fromkeys(wanted))
    missing = [name for name in names if name not in groups]
    if missing:
        raise OptionError(
            f"{'Group' if len(missing) == 1 else 'Groups'} {', '.join(map(repr, missing))} not found in the inventory",
            hint="the inventory source probably did not parse; look at the messages before this one, "
            "or at what 'ansible-inventory --graph' shows",
        )
    members = {name: [str.__str__(host) for host in groups[name]] for name in names}
    belongs: dict[str, list[str]] = {
        host: [] for host in sorted({host for hosts in members.values() for host in hosts})
    }
    for name, hosts in members.items():
        for host in hosts:
            belongs[host].append(name)

    keys = [(name, f"{prefix}{name}") for name in COLUMNS]
    rows: list[Row] = []
    skipped = []
    lacking: set[str] = set()
    reading = Reading(prefix, _stale_hosts(groups, names, prefix))
    for host, in_groups in belongs.items():
        variables = hostvars.raw_get(host)
        needed = NEEDED.get(str(variables.get(f"{prefix}kind")))
        if needed is None:
            skipped.append(host)
            continue
        record = _record(host, variables, keys)
        lacking |= needed - record.keys()
        reading.add(host, variables)
        rows.append({"host": host, "groups": in_groups, "record": record})
    sizes = {name: len(set(hosts)) for name, hosts in members.items()}
    origin = reading.origin()
    if not services_of(rows) or not any(map(customer_of, rows)):
        origin = _with_elsewhere(origin, hostvars, groups, prefix)
    return Hosts(rows, sizes, skipped, sorted(f"{prefix}{name}" for name in lacking), origin)


class Needs(NamedTuple):
    """What a job says about hosts that it cannot use.

    `left_out` ends the sentence about hosts of other sources. `lacking` is the sentence about missing variables, with `{}`
    for their names; if it is empty, nothing is said. If `fields` is given, the sentence is about these only.
    """

    left_out: str
    lacking: str = ""
    fields: frozenset[str] = frozenset()


def warnings_of(found: Hosts, wanted: Sequence[str], prefix: str, needs: Needs) -> list[str]:
    """Return at most one warning for each way in which the hosts of the groups `wanted` are incomplete."""
    nobody = nobody_hint({"groups": wanted})
    warnings = [nobody] if nobody else []
    if found.skipped:
        hosts = f"{len(found.skipped)} of {len(found.skipped) + len(found.rows)} hosts"
        warnings.append(f"{hosts} have no {prefix}kind and are {needs.left_out}: {some(found.skipped)}")
    fields = {f"{prefix}{name}" for name in needs.fields}
    lacking = [name for name in found.lacking if name in fields or not fields]
    if lacking and needs.lacking:
        warnings.append(needs.lacking.format(some(lacking)))
    return warnings


def _with_elsewhere(origin: Origin, hostvars: RawHostVars, groups: Mapping[str, Sequence[str]], prefix: str) -> Origin:
    """Return the origin with the kinds of the whole inventory, which groups may have left out. Looks at all hosts."""
    found: dict[str, set[str]] = {}
    for host in map(str.__str__, groups.get("all", ())):
        variables = hostvars.raw_get(host)
        kinds = found.setdefault(_text(variables.get(f"{prefix}platform")), set())
        kind = _text(variables.get(f"{prefix}kind"))
        if kind in NEEDED:
            kinds.add(f"{kind}s")
        if variables.get(f"{prefix}customer_ump_customer_guid"):
            kinds.add("customers")
    return replace(origin, elsewhere=found)


def _stale_hosts(groups: Mapping[str, Sequence[str]], wanted: Sequence[str], prefix: str) -> frozenset[str]:
    """Return the hosts in the groups of stale data that go with the wanted groups: lp_stale with lp_services."""
    prefixes = {prefix} | {
        name.removesuffix(kind) for name in wanted for kind in ("services", "customers") if name.endswith(kind)
    }
    return frozenset(str.__str__(host) for start in prefixes for host in groups.get(f"{start}stale", ()))


class Reading:
    """What hosts say about the reading that they come from: the variables of their groups, read once for each platform."""

    def __init__(self, prefix: str, stale_hosts: frozenset[str]) -> None:
        self._prefix = prefix
        self._stale_hosts = stale_hosts
        self._seen: set[str] = set()
        self._read: dict[str, Any] | None = None
        self._rows: dict[str, Any] = {}
        self._stale: dict[str, Any] = {}

    def add(self, host: str, variables: Mapping[str, Any]) -> None:
        """Add what a host says."""
        platform = _text(variables.get(f"{self._prefix}platform"))
        if host in self._stale_hosts:
            self._stale.setdefault(platform, None)
        if platform in self._seen:
            return
        self._seen.add(platform)
        read, rows, stale = (self._of(host, variables, name) for name in ("read", "rows", "stale"))
        if isinstance(read, dict):
            self._read = (self._read or {}) | {name: kinds for name, kinds in read.items() if isinstance(kinds, list)}
        if isinstance(rows, dict):
            self._rows |= {name: counts for name, counts in rows.items() if isinstance(counts, dict)}
        if isinstance(stale, dict):
            self._stale |= {name: _text(then) or None for name, then in stale.items() if then}
        elif stale is True:
            self._stale.setdefault(platform, None)

    def origin(self) -> Origin:
        """Return what all hosts together say."""
        return Origin(read=self._read, rows=self._rows, stale=self._stale)

    def _of(self, host: str, variables: Mapping[str, Any], name: str) -> Any:
        key = f"{self._prefix}{name}"
        return _value(host, key, variables[key]) if key in variables else None


def _text(value: Any) -> str:
    return clean_text(value) if isinstance(value, str) else ""


def only(population: Hosts, hosts: frozenset[str], groups: Mapping[str, Sequence[str]]) -> Hosts:
    """Return the part of a population in `hosts`. Raises `OptionError` if none of them is in the population."""
    rows = [row for row in population.rows if row["host"] in hosts]
    if not rows:
        raise OptionError(
            f"none of the {len(population.rows)} services and customers of the groups is among those that "
            f"the report is limited to: {some(sorted(hosts))}"
        )
    sizes = {name: len(hosts.intersection(map(str.__str__, groups[name]))) for name in population.group_sizes}
    return population._replace(
        rows=rows, group_sizes=sizes, skipped=[host for host in population.skipped if host in hosts]
    )


def _record(host: str, variables: Mapping[str, Any], keys: Sequence[tuple[str, str]]) -> dict[str, Any]:
    try:
        return {name: plain(variables[key]) for name, key in keys if key in variables}
    except TypeError:
        # again, to name the variable
        return {name: _value(host, key, variables[key]) for name, key in keys if key in variables}


def _value(host: str, key: str, value: Any) -> Any:
    try:
        return plain(value)
    except TypeError as error:
        raise DataError(f"host {host}: variable {key} is not data that a report can show ({error})") from None
