# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rules by which a plan changes the tier of a license, as data. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.guards import BOUNDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import CUSTOMER_LICENSES, TIERS
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import values

_KEYS = ("from", "to_tier", "when")
_FAMILIES = {license_.slug: license_.family for license_ in CUSTOMER_LICENSES.values()}
_BY_TIER = {(license_.family, license_.tier): license_.slug for license_ in CUSTOMER_LICENSES.values()}


@dataclass(frozen=True)
class TierRule:
    """License types, their new tier, and the bounds that a customer must meet."""

    number: int
    license_types: frozenset[str]
    to_tier: str
    when: tuple[tuple[str, float], ...]

    def applies(self, license_type: str, active: int, licensed: int | None) -> bool:
        """Return whether the rule applies to a customer."""
        inside = (BOUNDS[name](active, licensed, bound) for name, bound in self.when)
        return license_type in self.license_types and all(inside)


def load(data: Any) -> tuple[TierRule, ...]:
    """Return the rules in a list, in order; the first matching rule counts. Raises `OptionError`, which names the rule.

    Example: `[{from: [hosted_pro, oc_pro], to_tier: essential_plus, when: {active_users_max: 0}}]`.
    """
    return tuple(_rule(row, number) for number, row in enumerate(values.rows(data, "tier_rules"), 1))


def target(license_type: str, tier: str) -> str:
    """Return the license type with this tier in the same family, for a type in a rule."""
    return _BY_TIER[_FAMILIES[license_type], tier]


def _rule(row: Any, number: int) -> TierRule:
    where = f"tier_rules: rule {number}"
    rule = values.keys(row, where, _KEYS, required=("from", "to_tier"))
    license_types = [item.lower() for item in values.texts(rule["from"], f"{where}: from")]
    for item in license_types:
        values.one_of(item, f"{where}: from", tuple(_FAMILIES))
    bounds = when(rule.get("when"), f"{where}: when")
    for least, bound in bounds.items():
        most = least.replace("_min", "_max")
        if bound > bounds.get(most, bound):
            raise OptionError(f"{where}: when: {least} is above {most}, so the rule can never apply")
    return TierRule(
        number,
        frozenset(license_types),
        values.one_of(rule["to_tier"], f"{where}: to_tier", TIERS[:-1]),
        tuple(bounds.items()),
    )


def when(value: Any, where: str) -> dict[str, float]:
    """Return the bounds that a customer must meet. Raises `OptionError`, which names the wrong one."""
    given: Mapping[str, Any] = values.keys(value or {}, where, tuple(BOUNDS))
    return {name: _bound(bound, f"{where}: {name}") for name, bound in given.items()}


def _bound(value: Any, where: str) -> float:
    if not is_number(value) or not 0 <= value < float("inf"):
        raise OptionError(f"{where} must be a number of at least 0, not {value}")
    return value
