# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about tiers: what is refused, and which customers a rule is about."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import tier_rules

RULE: dict[str, Any] = {"from": "oc_pro", "to_tier": "essential_plus"}


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"from": "oc_pro"}, "tier_rules must be a list, not a dictionary"),
        (["oc_pro"], "tier_rules: rule 1 must be a dictionary, not text"),
        ([RULE, {"from": "oc_pro"}], "tier_rules: rule 2 lacks to_tier"),
        ([RULE | {"to": "pro"}], "tier_rules: rule 1 has the unknown key to"),
        ([RULE | {"from": "pro"}], "tier_rules: rule 1: from must be one of hosted_essentials, "),
        ([RULE | {"from": []}], "tier_rules: rule 1: from must not be empty"),
        ([RULE | {"to_tier": "unknown"}], "tier_rules: rule 1: to_tier must be one of essential, essential_plus, pro"),
        ([RULE | {"when": {"used": 0}}], "tier_rules: rule 1: when has the unknown key used"),
        ([RULE | {"when": {"active_users_max": "0"}}], "when: active_users_max must be a number of at least 0, not 0"),
        ([RULE | {"when": {"active_users_max": True}}], "when: active_users_max must be a number"),
        ([RULE | {"when": {"usage_percent_max": float("nan")}}], "when: usage_percent_max must be a number"),
        ([RULE | {"when": {"usage_percent_max": -1}}], "when: usage_percent_max must be a number"),
        (
            [RULE | {"when": {"active_users_max": 5, "active_users_min": 6}}],
            "tier_rules: rule 1: when: active_users_min is above active_users_max, so the rule can never apply",
        ),
    ],
)
def test_a_mistake_names_the_rule(rules: Any, said: str) -> None:
    with pytest.raises(OptionError) as error:
        tier_rules.load(rules)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("when", "inside", "outside"),
    [
        ({"active_users_max": 0}, (0, 9), (1, 9)),
        ({"active_users_min": 5}, (5, 9), (4, 9)),
        ({"licensed_users_max": 9}, (0, 9), (0, 10)),
        ({"licensed_users_min": 9}, (0, 9), (0, 8)),
        ({"licensed_users_min": 0}, (0, 0), (0, None)),
        ({"usage_percent_max": 33.3}, (333, 1000), (1, 3)),
        ({"usage_percent_min": 50}, (5, 10), (4, 10)),
        # nothing of nothing is no share
        ({"usage_percent_max": 100}, (0, 1), (0, 0)),
        ({"usage_percent_min": 0}, (0, 1), (0, None)),
        ({"active_users_max": 3, "licensed_users_min": 10}, (3, 10), (3, 9)),
    ],
)
def test_bounds(when: dict[str, Any], inside: tuple[int, int], outside: tuple[int, int | None]) -> None:
    (rule,) = tier_rules.load([RULE | {"when": when}])
    assert rule.applies("oc_pro", *inside)
    assert not rule.applies("oc_pro", *outside)
    assert not rule.applies("hosted_pro", *inside)


def test_a_rule_without_bounds_is_about_all_of_its_license_types() -> None:
    (rule,) = tier_rules.load([RULE | {"from": ["OC_Pro", "hosted_pro"]}])
    assert rule.applies("oc_pro", 9, None)
    assert rule.applies("hosted_pro", 0, 0)


def test_a_tier_stays_in_the_family() -> None:
    assert tier_rules.target("hosted_pro", "essential_plus") == "hosted_essentials_plus"
    assert tier_rules.target("oc_essentials", "pro") == "oc_pro"
