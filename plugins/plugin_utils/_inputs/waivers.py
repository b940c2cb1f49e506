# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waivers: accepted deviations from a policy, each with an owner and an end date. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import (
    coverage,
    fits,
    folded,
    names_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import identity
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import values

Record = Mapping[str, Any]

_KEYS = ("rule", "scope", "reason", "owner", "until")
SCOPE_KEYS = ("platform", "subject", "name", "license_type", "license_family")


@dataclass(frozen=True)
class Waiver:
    """An accepted deviation, up to and including a day.

    `covered` is the scope, ready for comparison with the records passed to `resolved`: key -> the values that it
    matches.
    """

    rule: str
    scope: dict[str, str]
    reason: str
    owner: str
    until: date
    covered: Mapping[str, frozenset[str]] | None = None

    def covers(self, subject: str, record: Record) -> bool:
        """Return whether the waiver covers this object: each key of its scope must match, as a name or a pattern."""
        if self.covered is None:
            return all(
                any(fits(folded(value), name) for name in _named(key, subject, record))
                for key, value in self.scope.items()
            )
        return not any(names.isdisjoint(_named(key, subject, record)) for key, names in self.covered.items())

    def shown(self) -> dict[str, str]:
        """Return the part of the waiver that a finding shows."""
        return {"reason": self.reason, "owner": self.owner, "until": self.until.isoformat()}


def load(data: Any, rules: Sequence[str]) -> tuple[Waiver, ...]:
    """Return the waivers in a list. Raises `OptionError`, which names the waiver, also if its rule does not exist."""
    found = [_waiver(row, number, rules) for number, row in enumerate(values.rows(data, "policy: waivers"), 1)]
    first: dict[tuple[Any, ...], int] = {}
    for number, waiver in enumerate(found, 1):
        # scopes ignore case and blanks
        scope = sorted((key, folded(value)) for key, value in waiver.scope.items())
        same = first.setdefault((waiver.rule, *scope), number)
        if same != number:
            raise OptionError(f"waiver {number} of rule {waiver.rule}: waiver {same} has the same rule and scope")
    return tuple(found)


def resolved(waivers: Iterable[Waiver], records: Iterable[Record]) -> tuple[Waiver, ...]:
    """Return the waivers for these records, which must be all records: the exact name of one is not a pattern.

    Resolved waivers stay as they are. A customer may lack its kind.
    """
    waivers = tuple(waivers)
    known: dict[str, set[str]] = {key: set() for waiver in waivers if waiver.covered is None for key in waiver.scope}
    for record in records if known else ():
        subject = identity({"kind": "customer", **record})
        for key, values_ in known.items():
            values_.update(_named(key, subject, record))
    means = {
        key: coverage([waiver.scope[key] for waiver in waivers if key in waiver.scope], values_)
        for key, values_ in known.items()
    }
    return tuple(
        replace(waiver, covered={key: means[key][folded(value)] for key, value in waiver.scope.items()})
        if waiver.covered is None
        else waiver
        for waiver in waivers
    )


class Index:
    """Waivers by the names they cover: trying each of many waivers on each record would take minutes."""

    def __init__(self, waivers: Iterable[Waiver], records: Iterable[Record]) -> None:
        self.waivers = resolved(waivers, records)
        # key of a scope -> value -> positions of the waivers that match it
        self._places: dict[str, dict[str, list[int]]] = {}
        for place, waiver in enumerate(self.waivers):
            # any key will do; the one that matches the fewest records is the fastest
            key, names = min((waiver.covered or {}).items(), key=lambda item: len(item[1]))
            for name in names:
                self._places.setdefault(key, {}).setdefault(name, []).append(place)
        self._of_rule: dict[str, frozenset[int]] = {}

    def of_rule(self, rule: str) -> frozenset[int]:
        """Return the positions of a rule's waivers."""
        if rule not in self._of_rule:
            self._of_rule[rule] = frozenset(
                place for place, waiver in enumerate(self.waivers) if fnmatchcase(rule, waiver.rule)
            )
        return self._of_rule[rule]

    def covering(self, rule: str, subject: str, record: Record) -> list[int]:
        """Return the positions of a rule's waivers that cover an object, in order."""
        of_rule = self.of_rule(rule)
        if not of_rule:
            return []
        near = {
            place
            for key, places in self._places.items()
            for name in _named(key, subject, record)
            for place in places.get(name, ())
        }
        return sorted(place for place in near & of_rule if self.waivers[place].covers(subject, record))

    def first(self, rule: str, subject: str, record: Record) -> Waiver | None:
        """Return the first of a rule's waivers that covers an object; None if there is none."""
        return next((self.waivers[place] for place in self.covering(rule, subject, record)), None)


def _waiver(row: Any, number: int, rules: Sequence[str]) -> Waiver:
    rule = row.get("rule") if isinstance(row, Mapping) else None
    where = f"waiver {number} of rule {rule}" if rule else f"waiver {number}"
    waiver = values.keys(row, where, _KEYS, required=_KEYS)
    scope = values.keys(waiver["scope"], f"{where}: scope", SCOPE_KEYS)
    if not scope:
        raise OptionError(f"{where}: scope must name at least one of {', '.join(SCOPE_KEYS)}")
    scope = {key: values.text(value, f"{where}: scope: {key}") for key, value in scope.items()}
    for name in ("rule", "reason", "owner"):
        values.text(waiver[name], f"{where}: {name}")
    if not any(fnmatchcase(known, waiver["rule"]) for known in rules):
        raise OptionError(f"{where}: the policy has no such rule")
    return Waiver(
        waiver["rule"],
        scope,
        waiver["reason"],
        waiver["owner"],
        values.day(waiver["until"], f"{where}: until"),
    )


def _named(key: str, subject: str, record: Record) -> tuple[str, ...]:
    """Return the object's values that a key of a scope may match, ready for comparison."""
    if key == "subject":
        return (folded(subject),)
    return names_of(record) if key == "name" else (folded(record.get(key)),)
