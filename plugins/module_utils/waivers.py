# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Accepted deviations from a policy, each with an owner and an end. Pure Python. Private to the collection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase, translate
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils import policy_values as values
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

Record = Mapping[str, Any]

_KEYS = ("rule", "scope", "reason", "owner", "until")
SCOPE_KEYS = ("subject", "name", "license_type", "license_family")


@dataclass(frozen=True)
class Waiver:
    """An accepted deviation, until and including a day. C(patterns) is its scope, ready to be matched."""

    rule: str
    scope: dict[str, str]
    reason: str
    owner: str
    until: date
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def covers(self, subject: str, record: Record) -> bool:
        """Tell whether the waiver is about this object; every key of its scope must fit (shell patterns, any case)."""
        return all(any(map(pattern.match, _named(key, subject, record))) for key, pattern in self.patterns)

    def shown(self) -> dict[str, str]:
        """Return what a finding says about it."""
        return {"reason": self.reason, "owner": self.owner, "until": self.until.isoformat()}


def load(data: Any, rules: Sequence[str]) -> tuple[Waiver, ...]:
    """Return the waivers of a list. Raises L(OptionError) naming the waiver, also for one whose rule does not exist."""
    found = [_waiver(row, number, rules) for number, row in enumerate(values.rows(data, "policy: waivers"), 1)]
    first: dict[tuple[Any, ...], int] = {}
    for number, waiver in enumerate(found, 1):
        # case does not matter to what a scope fits
        scope = sorted((key, pattern.lower()) for key, pattern in waiver.scope.items())
        same = first.setdefault((waiver.rule, *scope), number)
        if same != number:
            raise OptionError(f"waiver {number} of rule {waiver.rule}: waiver {same} has the same rule and scope")
    return tuple(found)


def applying(waivers: Sequence[Waiver], rule: str) -> tuple[Waiver, ...]:
    """Return the waivers of a rule."""
    return tuple(waiver for waiver in waivers if fnmatchcase(rule, waiver.rule))


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
        tuple((key, re.compile(translate(pattern.lower()))) for key, pattern in scope.items()),
    )


def _named(key: str, subject: str, record: Record) -> list[str]:
    """Return what of an object a key of a scope may mean, in lower case."""
    if key == "subject":
        return [subject.lower()]
    if key == "name":
        return [str(record.get(name) or "").lower() for name in ("name", "full_name")]
    return [str(record.get(key) or "").lower()]
