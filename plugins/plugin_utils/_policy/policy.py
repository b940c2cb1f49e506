# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A compliance policy: rules and waivers as data, validated before they are used. Pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import FAMILIES, TIERS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import folded
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.vocabularies import Wanted
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import values, waivers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import as_written
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import check_parameters
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.checks import (
    CHECKS,
    Check,
    Record,
    Test,
    compiled,
)

SCHEMA = 1
SEVERITIES = ("info", "low", "medium", "high", "critical")
KINDS = ("service", "customer", "instance")

# the rule of findings about expired waivers
EXPIRED_WAIVER = "waiver-expired"

_POLICY_KEYS = ("schema", "name", "rules", "waivers")
_RULE_KEYS = ("id", "title", "severity", "scope", "check", "remediation", "source", "enabled")
_SCOPE_KEYS = ("kind", "license_family", "license_tier", "license_type", "source", "enabled", "groups", "where")
# scope keys that hold one or more texts -> the closed list of their values, if there is one
_SCOPE_TEXTS: dict[str, tuple[str, ...] | None] = {
    "license_family": FAMILIES,
    "license_tier": TIERS,
    "license_type": None,
    "source": None,
}
_RULE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Scoped(NamedTuple):
    """A test of a scope, the fields that a record must have for it, and the fields whose values decide it."""

    test: Test
    fields: tuple[str, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One rule, ready to be applied.

    A record breaks it if all `tests` hold: first those of the `scope`, the cheapest and most selective
    ones first, then the check. `fields` are the fields that they use; `reads` are those and the fields whose absence
    decides nothing, though an unread value does. `groups`: the inventory groups of its objects, None for all objects.
    `wanted`: the values that it compares fields with.
    """

    id: str
    title: str
    severity: str
    kind: str
    enabled: bool
    groups: frozenset[str] | None
    scope: tuple[Scoped, ...]
    tests: tuple[Test, ...]
    fields: tuple[str, ...]
    reads: tuple[str, ...]
    check: Check
    remediation: str
    source: str
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True)
class Policy:
    """A validated policy. `rules` are the enabled ones."""

    name: str
    rules: tuple[Rule, ...]
    waivers: tuple[waivers.Waiver, ...] = ()


def load(data: Any, today: date, extra_waivers: Sequence[Any] = ()) -> Policy:
    """Return the policy described by `data` (read from YAML), with further waivers.

    `today` is the day that dates are compared with. Raises `OptionError` for unknown keys, wrong types and repeated
    rule ids, naming the rule or waiver.
    """
    policy = values.keys(data, "policy", _POLICY_KEYS, required=("rules",))
    if policy.get("schema", SCHEMA) != SCHEMA:
        raise OptionError(f"policy: schema {as_written(policy['schema'])} is not known; this version knows {SCHEMA}")
    rows = values.rows(policy["rules"], "policy: rules")
    rules = [_rule(row, number, today) for number, row in enumerate(rows, 1)]
    ids = [rule.id for rule in rules]
    _once(ids, "policy")
    return Policy(
        values.text(policy.get("name", "policy"), "policy: name"),
        tuple(rule for rule in rules if rule.enabled),
        waivers.load([*values.rows(policy.get("waivers") or [], "policy: waivers"), *extra_waivers], ids),
    )


def merged(base: Any, changes: Any) -> dict[str, Any]:
    """Return a policy with changes applied: rules by id, key by key; new rules and all waivers are added.

    So a site writes `{rules: [{id: trial-expiring, check: {within_days: 14}}]}` and keeps everything else. A check or
    scope with another type or kind replaces the old one completely.
    """
    known = values.keys(base, "policy", _POLICY_KEYS, required=("rules",))
    extra = values.keys(changes, "policy changes", _POLICY_KEYS)
    rules = _by_id(known["rules"], "policy")
    for ident, row in _by_id(extra.get("rules") or [], "policy changes").items():
        rules[ident] = _changed(rules.get(ident, {}), row)
    return {
        **known,
        **{key: value for key, value in extra.items() if key in ("name", "schema")},
        "rules": list(rules.values()),
        "waivers": [
            *values.rows(known.get("waivers") or [], "policy: waivers"),
            *values.rows(extra.get("waivers") or [], "policy changes: waivers"),
        ],
    }


def _by_id(data: Any, where: str) -> dict[str, Any]:
    rows = values.rows(data, f"{where}: rules")
    ids = [_id_of(row, f"{where}: rule {number}") for number, row in enumerate(rows, 1)]
    _once(ids, where)
    return dict(zip(ids, rows, strict=True))


def _once(ids: Sequence[str], where: str) -> None:
    twice = [ident for ident in dict.fromkeys(ids) if ids.count(ident) > 1]
    if twice:
        raise OptionError(f"{where}: the rule {', '.join(twice)} occurs more than once")


def _id_of(row: Any, where: str) -> str:
    if not isinstance(row, Mapping) or not isinstance(row.get("id"), str):
        raise OptionError(f"{where} has no id")
    return str(row["id"])


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule with changes applied."""
    rule = {**old, **new}
    for part, key in (("check", "type"), ("scope", "kind")):
        before, after = old.get(part), new.get(part)
        if isinstance(before, Mapping) and isinstance(after, Mapping) and after.get(key) in (None, before.get(key)):
            rule[part] = _bound_anew(before, after)
    return rule


def _bound_anew(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters with others applied; a new one of several alternatives replaces the old one."""
    gone: set[str] = set()
    for type_ in CHECKS.values():
        if any(name in after for name in type_.one_of):
            gone.update(type_.one_of)
    return {**{name: value for name, value in before.items() if name not in gone}, **after}


def _rule(row: Any, number: int, today: date) -> Rule:
    ident = row.get("id") if isinstance(row, Mapping) else None
    where = f"policy: rule {' '.join(ident.split())}" if isinstance(ident, str) and ident else f"policy: rule {number}"
    try:
        rule = values.keys(row, "it", _RULE_KEYS, required=("id", "title", "severity", "scope", "check"))
        if not isinstance(ident, str) or not _RULE_ID.fullmatch(ident) or ident == EXPIRED_WAIVER:
            raise OptionError(
                f"id must be at most 100 letters, digits, dots, dashes and underscores, and not {EXPIRED_WAIVER}"
            )
        for name in ("remediation", "source"):
            if not isinstance(rule.get(name, ""), str):
                raise OptionError(f"{name} must be text")
        scope = values.keys(rule["scope"], "scope", _SCOPE_KEYS, required=("kind",))
        kind = values.one_of(scope["kind"], "scope: kind", KINDS)
        if kind == "instance" and "groups" in scope:
            raise OptionError("scope: groups: an instance is in no inventory group")
        check = compiled(rule["check"], kind, today)
        scoped = _scope_tests(scope, kind, today)
        fields = tuple(dict.fromkeys((*check.fields, *(name for part in scoped for name in part.fields))))
        return Rule(
            id=ident,
            title=values.text(rule["title"], "title"),
            severity=values.one_of(rule["severity"], "severity", SEVERITIES),
            kind=kind,
            enabled=values.boolean(rule.get("enabled", True), "enabled"),
            groups=frozenset(values.texts(scope["groups"], "scope: groups")) if "groups" in scope else None,
            scope=tuple(scoped),
            tests=(*(part.test for part in scoped), check.breaks),
            fields=fields,
            reads=tuple(dict.fromkeys((*fields, *(name for part in scoped for name in part.reads)))),
            check=check,
            remediation=rule.get("remediation", ""),
            source=rule.get("source", ""),
            wanted=tuple(_wanted(where, kind, scope, rule["check"])),
        )
    except OptionError as error:
        raise OptionError(f"{where}: {error.message}") from None


def _wanted(where: str, kind: str, scope: Mapping[str, Any], check: Mapping[str, Any]) -> Iterator[Wanted]:
    """Yield the values that a rule compares fields with, to check that they are known or in the data."""
    for name in _SCOPE_TEXTS:
        for value in values.texts(scope[name], name) if name in scope else ():
            yield Wanted(f"{where}: scope: {name}", kind, name, folded(value))
    conditions = [("scope: where", condition) for condition in scope.get("where", [])]
    for place, item in [*conditions, ("check", check)]:
        for name, parameter in CHECKS[item["type"]].parameters.items():
            # named vocabularies are given as text
            listed = item.get(name, ()) if parameter.read is check_parameters.values else ()
            for value in listed if not isinstance(listed, str) else ():
                if isinstance(value, str):
                    for field in check_parameters.plain_fields(place, item["field"], kind):
                        yield Wanted(f"{where}: {place}: {name}", kind, field, folded(value))


def _scope_tests(scope: Mapping[str, Any], kind: str, today: date) -> list[Scoped]:
    """Return the tests that a record in scope passes; without tests, every record of the kind is in scope."""
    for name in (*_SCOPE_TEXTS, "enabled"):
        if name in scope and name not in check_parameters.FIELD_TYPES[kind]:
            raise OptionError(f"scope: {check_parameters.an(kind)} has no {name}")
    tests: list[Scoped] = [
        Scoped(_one_of_test(name, scope[name], known), (name,), (name,))
        for name, known in _SCOPE_TEXTS.items()
        if name in scope
    ]
    if "enabled" in scope:
        tests.append(_enabled_test(values.boolean(scope["enabled"], "scope: enabled")))
    where = values.rows(scope.get("where", []), "scope: where")
    return [*tests, *(_condition(check, kind, today) for check in where)]


def _one_of_test(name: str, wanted: Any, known: Sequence[str] | None) -> Test:
    chosen = [folded(item) for item in values.texts(wanted, f"scope: {name}")]
    if known is not None:
        for item in chosen:
            values.one_of(item, f"scope: {name}", known)
    accepted = frozenset(chosen)

    def test(record: Record) -> bool:
        return record.get(name) in accepted

    return test


def _enabled_test(wanted: bool) -> Scoped:
    """Return the test. A service whose `enabled` is not known counts as enabled."""
    if wanted:
        return Scoped(lambda record: record.get("enabled") is not False, (), ("enabled",))
    return Scoped(lambda record: record.get("enabled") is False, ("enabled",), ("enabled",))


def _condition(check: Any, kind: str, today: date) -> Scoped:
    try:
        condition = compiled(check, kind, today)
        return Scoped(condition.breaks, condition.fields, condition.fields)
    except OptionError as error:
        raise OptionError(f"scope: where: {error.message}") from None
