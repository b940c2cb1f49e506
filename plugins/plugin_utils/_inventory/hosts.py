# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Turns records into hosts: identity, variables, groups. Pure, without Ansible."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import (
    PART,
    Column,
    Columns,
    paused,
    rows_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import field_names, join
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import Grouping, Limits

Record = dict[str, Any]

# variables of every host, whatever fields are chosen: its identity, and what AWX needs
ALWAYS = ("kind", "instance_id", "enabled", "platform", "unread", "customer_unread")


# ordinary ids of the platform: numbers and GUIDs
_ORDINARY_ID = re.compile(r"[A-Za-z0-9._-]{1,200}")


@dataclass
class Host:
    """One host. Expressions can use `variables`; `groups` are names with prefix, in order."""

    __slots__ = ("groups", "identity", "name", "record", "variables")

    record: Record
    identity: str
    variables: dict[str, Any]
    name: str
    groups: tuple[str, ...]


class Safe(Protocol):
    """Makes values safe for ansible-core."""

    def column(self, values: Column, /) -> Column:
        """Return the values of one variable made safe, in order."""


def host_of(record: Record) -> Host:
    """Return the host of a record, still without variables, name and groups."""
    kind = record["kind"]
    ident = record["id" if kind == "service" else "ump_customer_guid"]
    # a number needs no check
    identity = f"{kind}:{ident}" if ident.__class__ is int else _storable(join.identity(record))
    return Host(record, identity, {}, "", ())


def instance_id(identity: str, named: str) -> str:
    """Return a host's `instance_id`: its identity, and the user's name for the platform, if any."""
    return f"{identity}@{named}" if named else identity


def set_variables(
    hosts: Sequence[Host], prefix: str, always_enabled: bool = False, safe: Safe | None = None, named: str = ""
) -> None:
    """Set the variables of every host. `named` is the user's name for the platform, if any.

    Every host says whether it is enabled, because AWX otherwise keeps the last state. Only an explicit "no" from the
    platform disables a host.
    """
    with paused():
        for start in range(0, len(hosts), PART):
            alike: dict[tuple[str, ...], list[Host]] = {}
            for item in hosts[start : start + PART]:
                alike.setdefault(tuple(item.record), []).append(item)
            for items in alike.values():
                columns = _variables(items, prefix, always_enabled, named)
                # in the order in which core prints them: sorting sorted data is cheapest
                ordered = {name: safe.column(columns[name]) if safe else columns[name] for name in sorted(columns)}
                for item, variables in zip(items, rows_of(ordered), strict=True):
                    item.variables = variables


def _variables(hosts: Sequence[Host], prefix: str, always_enabled: bool, named: str) -> Columns:
    """Return the variables of hosts whose records have the same fields."""
    record = hosts[0].record
    values = zip(*[item.record.values() for item in hosts], strict=True)
    # the same name objects for all hosts, however many batches there are
    columns: Columns = {sys.intern(prefix + field): column for field, column in zip(record, values, strict=True)}
    nulls, unknown = [None] * len(hosts), ["unknown"] * len(hosts)
    # the fixed variables win over fields with the same name
    identities = [item.identity for item in hosts]
    columns[f"{prefix}instance_id"] = [instance_id(one, named) for one in identities] if named else identities
    columns.setdefault(f"{prefix}status", unknown)
    enabled = columns.get(f"{prefix}enabled", nulls)
    columns[f"{prefix}enabled"] = [always_enabled or value is not False for value in enabled]
    if "raw" in record and record["kind"] == "service":
        # without customers, no service has a customer's row
        columns.setdefault(f"{prefix}customer_raw", nulls)
    return columns


def _storable(identity: str) -> str:
    """Return an identity that AWX can store and compare; an unusual id is replaced by its digest."""
    kind, _colon, ident = identity.partition(":")
    return identity if _ORDINARY_ID.fullmatch(ident) else f"{kind}:{digest(ident)}"


def digest(text: str) -> str:
    """Return a digest in place of an id that cannot be used."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def set_groups(hosts: Iterable[Host], groupings: Sequence[Grouping], limits: Limits, prefix: str) -> None:
    """Set the groups of every host, in the order of the groupings."""
    # values that the groupings read -> groups; most hosts share them
    fields = tuple(dict.fromkeys(field for grouping in groupings for field in grouping.reads))
    known: dict[tuple[Any, ...], tuple[str, ...]] = {}
    for item in hosts:
        seen = tuple(map(item.record.get, fields))
        remember = True
        try:
            item.groups = known[seen]
            continue
        except KeyError:
            pass
        except TypeError:
            # a value is a list
            remember = False
        names = (prefix + name for grouping in groupings for name in grouping.names(item.record, limits))
        item.groups = tuple(dict.fromkeys(names))
        if remember:
            known[seen] = item.groups


def exported_variables(fields: Sequence[str], prefix: str) -> frozenset[str] | None:
    """Return the names of the variables to export, with prefix; None for all.

    `fields` are field names or shell patterns. Raises `OptionError` for one that matches no field.
    """
    if not fields:
        return None
    chosen = field_names.fields(fields).union(ALWAYS)
    return frozenset(prefix + name for name in chosen)


def nested_families(
    hosts: Iterable[Host], prefix: str, known: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return how to nest license types in families: (group of a type -> group of its family, family group -> hosts).

    `known` maps license type to family. A type that services of several families share cannot be nested; its hosts go
    directly into the family groups.
    """
    families = {slug: {family} for slug, family in known.items()}
    members: dict[tuple[str, str], set[str]] = {}
    used: set[str] = set()
    for item in hosts:
        for start in ("", "customer_"):
            slug, family = item.record.get(f"{start}license_type"), item.record.get(f"{start}license_family")
            if slug and family:
                if slug not in used:
                    used.add(slug)
                    families[slug] = set()
                families[slug].add(family)
                members.setdefault((slug, family), set()).add(item.name)
    nested: dict[str, str] = {}
    direct: dict[str, set[str]] = {}
    for slug, of_slug in families.items():
        if len(of_slug) == 1:
            group, family = f"{prefix}license_{slug}", f"{prefix}license_family_{next(iter(of_slug))}"
            # a type may have the name of a family
            if group != family:
                nested[group] = family
            continue
        for family in of_slug:
            direct.setdefault(f"{prefix}license_family_{family}", set()).update(members[slug, family])
    return nested, direct
