# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds which rules cannot judge which records, and why. Pure Python.

A rule judges a record only if each of its fields, including those of the scope, has a value or is known to have none.
Otherwise the pair of rule and record is unjudged: it is neither a finding nor compliance. A record that is already out of the
scope by the fields that could be read is not such a pair: whatever the other fields would say, the rule is not about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_DETAIL_FIELDS,
    METERING_FIELDS,
    REQUESTED_CUSTOMER_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import ON_DEMAND, platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.checks import Record, Test
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import Rule

# Why: the platform's answer could not be read, the inventory source leaves the field out, or it was not requested. Only the
# first two are defects to fix.
UNREAD, LEFT_OUT, NOT_ASKED = "unread", "left_out", "not_asked"
DEFECTS = (UNREAD, LEFT_OUT)

# fields that are read only on request: a record without them is no defect of the inventory source
_OPTIONAL = frozenset(
    (
        *ON_DEMAND,
        *(field.name for field in (*CUSTOMER_DETAIL_FIELDS, *REQUESTED_CUSTOMER_FIELDS, *METERING_FIELDS)),
        *(CARRIED[field.name] for field in REQUESTED_CUSTOMER_FIELDS),
        # users give them as options, or do not
        *("pool_users", "pool_tenants", "pool_expires"),
    )
)
# the fields that join a service to its customer
_JOINED_BY = ("ump_customer_guid", "service_id")
_OF_CUSTOMER = frozenset(CARRIED.values()) - {CARRIED["unread"]}

# platform -> the kinds that a source read; a platform that is missing was read completely
Read = Mapping[str, Collection[str]]


class Gap(NamedTuple):
    """Why a rule cannot judge a record, and the fields that are missing. `scope`: the tests of its scope that need none of them."""

    why: str
    fields: tuple[str, ...]
    scope: tuple[Test, ...] = ()


class Part(NamedTuple):
    """Records that the same rules can judge, and rule -> gap for the other rules.

    `outside` are rules that would have a gap too, but are not about these records.
    """

    records: list[Record]
    gaps: dict[str, Gap]
    outside: frozenset[str] = frozenset()


class _State(NamedTuple):
    """What a record does not say: field -> the field that could not be read; fields left out; fields not requested."""

    unread: Mapping[str, str]
    lacking: frozenset[str]
    unasked: frozenset[str]


def parts(
    records: Sequence[Record], rules: Sequence[Rule], read: Read | None = None, doubtful: Collection[str] = ()
) -> list[Part]:
    """Return the records of one kind, grouped by which rules (of that kind) can judge them.

    `doubtful` are platforms where a service may belong to a customer without its record saying so, see `doubtful_joins`.
    """
    unasked = _unasked(records, rules, read or {})
    everywhere = frozenset.intersection(*unasked.values()) if unasked else frozenset()
    # almost all records have all of these, so one test for each is enough
    needed = frozenset(field for rule in rules for field in rule.fields) - everywhere
    special = {platform for platform, fields in unasked.items() if fields != everywhere}.union(doubtful)
    found: dict[Any, Part] = {}
    plain: list[Record] = []
    for record in records:
        if (
            record.get("unread")
            or record.get("customer_unread")
            or not needed <= record.keys()
            or (special and platform_of(record) in special)
        ):
            platform = platform_of(record)
            state = _State(
                unread_of(record, platform in doubtful), needed.difference(record), unasked.get(platform, everywhere)
            )
            key = (frozenset(state.unread.items()), state.lacking, state.unasked)
            if key not in found:
                found[key] = Part([], _gaps(rules, state))
            found[key].records.append(record)
        else:
            plain.append(record)
    usual = Part(plain, _gaps(rules, _State({}, frozenset(), everywhere)))
    return [*([usual] if plain else []), *found.values()]


def unread_of(record: Record, doubtful: bool = False) -> dict[str, str]:
    """Return field -> the field that could not be read, for every field that is unknown for that reason.

    This includes fields that a service carries from its customer, and all that a join by an unread GUID would have set.
    """
    own = {field: field for field in record.get("unread") or ()}
    carried = {f"customer_{field}": f"customer_{field}" for field in record.get("customer_unread") or ()}
    if record.get("matched"):
        return own | carried
    key = next((field for field in _JOINED_BY if field in own), None)
    if record.get("kind") == "service" and key is not None:
        return own | dict.fromkeys(_OF_CUSTOMER | {"matched"}, key)
    return own | carried | ({"matched": f"{_JOINED_BY[0]} of services"} if doubtful else {})


def doubtful_joins(services: Iterable[Record]) -> set[str]:
    """Return the platforms where a service has no customer because the field that names it could not be read."""
    return {
        platform_of(service)
        for service in services
        if service.get("unread") and not service.get("matched") and not set(_JOINED_BY).isdisjoint(service["unread"])
    }


def _gaps(rules: Iterable[Rule], state: _State) -> dict[str, Gap]:
    found = {}
    for rule in rules:
        unasked = [field for field in rule.fields if field in state.unasked or field in state.lacking & _OPTIONAL]
        unread = [state.unread[field] for field in rule.reads if field in state.unread]
        lacking = [field for field in rule.fields if field in state.lacking]
        # the record would not have been judged in any case if the data was not requested
        for why, fields in ((NOT_ASKED, unasked), (UNREAD, unread), (LEFT_OUT, lacking)):
            if fields:
                unknown = state.unasked.union(state.unread, state.lacking)
                scope = tuple(part.test for part in rule.scope if unknown.isdisjoint(part.reads))
                found[rule.id] = Gap(why, tuple(dict.fromkeys(fields)), scope)
                break
    return found


def _unasked(records: Sequence[Record], rules: Sequence[Rule], read: Read) -> dict[str, frozenset[str]]:
    """Return platform -> the fields of the rules that were not requested there; empty if that holds for no field at all."""
    wanted = {field for rule in rules for field in rule.fields}
    optional = sorted(wanted & _OPTIONAL)
    if not optional and not read:
        return {}
    everywhere = set(map(platform_of, records))
    answered = {field: _answered(records, field, everywhere) for field in optional}
    found = {}
    for platform in everywhere:
        fields = {field for field, platforms in answered.items() if platform not in platforms}
        kinds = read.get(platform)
        if kinds is not None and "customers" not in kinds:
            fields |= wanted & _OF_CUSTOMER
        if kinds is not None and not {"services", "customers"} <= set(kinds):
            fields.add("matched")
        found[platform] = frozenset(fields)
    return found


def _answered(records: Sequence[Record], field: str, everywhere: set[str]) -> set[str]:
    """Return the platforms, of all these, where a field was requested: one of their records has it, or has it unread."""
    found: set[str] = set()
    for record in filter(_has(field), records):
        found.add(platform_of(record))
        if found == everywhere:
            break
    return found


def _has(field: str) -> Callable[[Record], bool]:
    teller = ON_DEMAND.get(field)
    if teller is None:
        return lambda record: field in record
    carried = field.removeprefix("customer_") if field.startswith("customer_") else None

    def has(record: Record) -> bool:
        if field not in record:
            return False
        if record[field] not in (None, []) or record.get(teller) is not None:
            return True
        return (field if carried is None else carried) in (
            record.get("unread" if carried is None else "customer_unread") or ()
        )

    return has
