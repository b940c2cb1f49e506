# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies and waivers as data: one error for each mistake, naming the rule; changes laid over a policy."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import policy
from kits.compliance import DEFAULT_POLICY, TODAY, found, loaded, rule, service, waiver


def refused(data: Any) -> str:
    """Return the one line with which a policy is refused."""
    with pytest.raises(OptionError) as failure:
        policy.load(data, TODAY)
    assert "\n" not in str(failure.value)
    return str(failure.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "policy must be a dictionary, not null"),
        ([], "policy must be a dictionary, not a list"),
        ({}, "policy lacks rules"),
        ({"rules": {}}, "policy: rules must be a list, not a dictionary"),
        ({"rules": [], "rule": []}, "policy has the unknown key rule; known are schema, name, rules, waivers"),
        ({"rules": [], "schema": 2}, "policy: schema 2 is not known; this version knows 1"),
        ({"rules": [], "name": 5}, "policy: name must be text, not 5"),
        ({"rules": [], "waivers": {"a": 1}}, "policy: waivers must be a list, not a dictionary"),
        ({"rules": ["seats"]}, "policy: rule 1: it must be a dictionary, not text"),
    ],
)
def test_a_policy_that_is_none(data: Any, said: str) -> None:
    assert refused(data) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"sevrity": "high"}, "it has the unknown key sevrity; known are id, title, severity"),
        ({"severity": "urgent"}, "severity must be one of info, low, medium, high, critical, not urgent"),
        ({"severity": ["high"]}, "severity must be one of"),
        ({"title": ""}, "title must be text, not ''"),
        ({"title": 7}, "title must be text, not 7"),
        ({"enabled": "no"}, "enabled must be true or false, not 'no'"),
        ({"remediation": []}, "remediation must be text"),
        ({"source": None}, "source must be text"),
        ({"scope": "service"}, "scope must be a dictionary, not text"),
        ({"scope": {}}, "scope lacks kind"),
        ({"scope": {"kind": "device"}}, "scope: kind must be one of service, customer, instance, not device"),
        ({"scope": {"kind": ["service"]}}, "scope: kind must be one of"),
        ({"scope": {"kind": "service", "family": "hosted"}}, "scope has the unknown key family"),
        ({"scope": {"kind": "service", "enabled": "yes"}}, "scope: enabled must be true or false"),
        ({"scope": {"kind": "customer", "enabled": True}}, "scope: a customer has no enabled"),
        ({"scope": {"kind": "customer", "source": "oc"}}, "scope: a customer has no source"),
        ({"scope": {"kind": "service", "license_family": "hostd"}}, "scope: license_family must be one of"),
        ({"scope": {"kind": "service", "license_tier": ["gold"]}}, "scope: license_tier must be one of"),
        ({"scope": {"kind": "service", "source": []}}, "scope: source must not be empty"),
        ({"scope": {"kind": "service", "groups": [1]}}, "scope: groups must be text, not 1"),
        ({"scope": {"kind": "service", "groups": {}}}, "scope: groups must be a list, not a dictionary"),
        ({"scope": {"kind": "service", "where": {}}}, "scope: where must be a list, not a dictionary"),
        ({"scope": {"kind": "service", "where": [{"type": "x"}]}}, "scope: where: a check cannot have the type x"),
        ({"check": {"type": "state", "field": "x", "in": [1]}}, "check state: field must be the name of a field"),
        (
            {"check": {"type": "threshold", "field": "dids_free", "above": 1, "below": 2}},
            "check threshold needs exactly one of above, at_least, below, at_most",
        ),
    ],
)
def test_a_mistake_in_a_rule_names_the_rule_and_its_place(parts: dict[str, Any], said: str) -> None:
    told = refused({"rules": [rule("good"), rule("bad", **parts)]})
    assert told.startswith(f"policy: rule bad: {said}")
    assert told.count("policy:") == 1


@pytest.mark.parametrize("ident", [None, 5, "", "two words", "../x", "x" * 101, "waiver-expired", "<b>"])
def test_a_rule_without_a_usable_id_is_named_by_its_place(ident: Any) -> None:
    told = refused({"rules": [rule("good"), {**rule(), "id": ident}]})
    assert "id must be at most 100 letters" in told
    assert told.startswith("policy: rule ")


def test_a_rule_that_lacks_something() -> None:
    assert refused({"rules": [{"id": "bad"}]}) == "policy: rule bad: it lacks title, severity, scope, check"


def test_rules_that_occur_twice_are_one_error() -> None:
    rules = [rule("a"), rule("b"), rule("a"), rule("c"), rule("b")]
    assert refused({"rules": rules}) == "policy: the rule a, b occurs more than once"


def test_a_rule_that_is_switched_off_is_checked_all_the_same() -> None:
    assert refused({"rules": [rule("off", enabled=False, severity="none")]}).startswith("policy: rule off: severity")
    assert loaded(rule("off", enabled=False), rule("on")).rules[0].id == "on"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"rule": "r9"}, "waiver 2 of rule r9: the policy has no such rule"),
        ({"owner": ""}, "waiver 2 of rule r1: owner must be text, not ''"),
        ({"reason": None}, "waiver 2 of rule r1: reason must be text, not null"),
        ({"until": "soon"}, "waiver 2 of rule r1: until must be a date such as 2026-12-31, not soon"),
        ({"until": None}, "waiver 2 of rule r1: until must be a date such as 2026-12-31, not null"),
        ({"untill": "2026-12-31"}, "waiver 2 of rule r1 has the unknown key untill"),
        ({"scope": {}}, "waiver 2 of rule r1: scope must name at least one of platform, subject, name"),
        ({"scope": {"id": 1}}, "waiver 2 of rule r1: scope has the unknown key id"),
        ({"scope": {"subject": 1}}, "waiver 2 of rule r1: scope: subject must be text, not 1"),
        ({"scope": "all"}, "waiver 2 of rule r1: scope must be a dictionary, not text"),
        ({"scope": {"subject": "service:1"}}, "waiver 2 of rule r1: waiver 1 has the same rule and scope"),
        ({"scope": {"subject": "SERVICE:1"}}, "waiver 2 of rule r1: waiver 1 has the same rule and scope"),
    ],
)
def test_a_mistake_in_a_waiver_names_the_waiver(parts: dict[str, Any], said: str) -> None:
    second = waiver(**{"scope": {"subject": "service:2"}, **parts})
    assert refused({"rules": [rule()], "waivers": [waiver(), second]}).startswith(said)


def test_a_waiver_lacks_something() -> None:
    assert refused({"rules": [rule()], "waivers": [{"rule": "r1"}]}) == (
        "waiver 1 of rule r1 lacks scope, reason, owner, until"
    )
    assert refused({"rules": [rule()], "waivers": [5]}) == "waiver 1 must be a dictionary, not a number"


@pytest.mark.parametrize("until", ["2026-12-31", date(2026, 12, 31), datetime(2026, 12, 31, 5)])
def test_a_day_as_yaml_or_json_have_it(until: Any) -> None:
    assert loaded(rule(), waivers=[waiver(until=until)]).waivers[0].until == date(2026, 12, 31)


@pytest.mark.parametrize("until", ["20261231", "2026-W53-4"])
def test_the_end_of_a_waiver_in_a_form_that_some_pythons_read(until: str) -> None:
    said = f"waiver 1 of rule r1: until must be a date such as 2026-12-31, not {until}"
    assert refused({"rules": [rule()], "waivers": [waiver(until=until)]}) == said


def test_the_default_policy_loads() -> None:
    rules = policy.load(DEFAULT_POLICY, TODAY).rules
    assert [rule_.id for rule_ in rules] == [row["id"] for row in DEFAULT_POLICY["rules"]]
    assert all(rule_.source and rule_.remediation for rule_ in rules)


def test_changes_keep_everything_else() -> None:
    changes = {
        "name": "ours",
        "rules": [
            {"id": "trial-expiring", "severity": "high", "check": {"within_days": 14}},
            {"id": "service-in-error", "enabled": False},
            {"id": "dids-exhausted", "check": {"below": 5}},
            rule("ours-only"),
        ],
        "waivers": [waiver(rule="seats-*")],
    }
    merged = policy.merged(DEFAULT_POLICY, changes)
    rules = {row["id"]: row for row in merged["rules"]}
    assert rules["trial-expiring"]["check"] == {"type": "expiry", "field": "trial_expires", "within_days": 14}
    assert rules["trial-expiring"]["title"] == "AI Summary trial about to end"
    assert rules["dids-exhausted"]["check"] == {"type": "threshold", "field": "dids_free", "below": 5}
    assert [row["id"] for row in merged["rules"]][:-1] == [row["id"] for row in DEFAULT_POLICY["rules"]]
    ready = policy.load(merged, TODAY)
    assert (ready.name, len(ready.rules), len(ready.waivers)) == (
        "ours",
        len(DEFAULT_POLICY["rules"]),
        1,
    )  # one off, one more
    assert DEFAULT_POLICY["waivers"] == []


def test_changes_hide_no_rule_that_occurs_twice() -> None:
    with pytest.raises(OptionError, match=r"^policy: the rule a occurs more than once$"):
        policy.merged({"rules": [rule("a"), rule("b"), rule("a", severity="low")]}, {"name": "ours"})


def test_a_check_or_scope_of_another_kind_replaces_the_old_one() -> None:
    base = {"rules": [rule("a", scope={"kind": "service", "enabled": True})]}
    changed = {"type": "missing", "field": "ms_tenant_id"}
    (row,) = policy.merged(base, {"rules": [{"id": "a", "scope": {"kind": "customer"}, "check": changed}]})["rules"]
    assert (row["scope"], row["check"]) == ({"kind": "customer"}, changed)


def test_a_check_or_scope_that_names_its_own_kind_again_keeps_the_rest() -> None:
    check = {"type": "threshold", "field": "devices_personal", "of": "devices_personal_max", "at_least": 90}
    base = {"rules": [rule("a", scope={"kind": "service", "enabled": True}, check=check)]}
    changes = {"scope": {"kind": "service", "source": "dm"}, "check": {"type": "threshold", "at_least": 80}}
    (row,) = policy.merged(base, {"rules": [{"id": "a", **changes}]})["rules"]
    assert (row["scope"], row["check"]) == (
        {"kind": "service", "enabled": True, "source": "dm"},
        {**check, "at_least": 80},
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], "policy changes must be a dictionary, not a list"),
        ({"rulez": []}, "policy changes has the unknown key rulez"),
        (
            {"rules": [{"id": "trial-expiring", "severity": "low"}, {"id": "trial-expiring", "enabled": False}]},
            "policy changes: the rule trial-expiring occurs more than once",
        ),
        ({"rules": {"a": 1}}, "policy changes: rules must be a list, not a dictionary"),
        ({"rules": [{"severity": "low"}]}, "policy changes: rule 1 has no id"),
        ({"rules": [{"id": "trial-expirign", "enabled": False}]}, "policy: rule trial-expirign: it lacks title"),
        (
            {"rules": [{"id": "trial-expiring", "check": {"days": 3}}]},
            "policy: rule trial-expiring: check expiry has no",
        ),
    ],
)
def test_changes_that_cannot_be(changes: Any, said: str) -> None:
    with pytest.raises(OptionError) as failure:
        policy.load(policy.merged(DEFAULT_POLICY, changes), TODAY)
    assert str(failure.value).startswith(said)


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        ({}, ["service:1", "service:2", "service:3"]),
        ({"source": "OC"}, ["service:2"]),
        ({"source": ["oc", "dm"]}, ["service:1", "service:2"]),
        ({"license_family": "operator_connect"}, ["service:2"]),
        ({"license_tier": ["pro"], "source": "dm"}, ["service:1"]),
        ({"license_type": "pro"}, ["service:1", "service:2", "service:3"]),
        ({"enabled": False}, ["service:1"]),
        ({"enabled": True}, ["service:2", "service:3"]),
        ({"groups": "lp_vip"}, ["service:3"]),
        ({"groups": ["lp_none"]}, []),
        ({"where": [{"type": "threshold", "field": "users_count", "above": 5}]}, ["service:2"]),
        ({"enabled": True, "where": [{"type": "state", "field": "source", "in": ["dm"]}]}, []),
    ],
)
def test_scope(scope: dict[str, Any], ids: list[str]) -> None:
    """Everything that it says must hold, for its rule alone; a service of which nothing is known counts as enabled."""
    services = [
        service(1, license_type="pro", license_tier="pro", source="dm", enabled=False),
        service(2, license_type="pro", license_family="operator_connect", source="oc", enabled=True, users_count=6),
        service(3, license_type="pro", license_tier="pro", enabled=None, users_count=5),
    ]
    ready = loaded(rule("r1", scope={"kind": "service", **scope}), rule("r2"))
    findings = found(ready, services, groups={("", "service", "3", ""): ["lp_vip", "lp_x"]})
    assert [item["subject"] for item in findings if item["rule"] == "r1"] == ids
    assert [item["subject"] for item in findings if item["rule"] == "r2"] == ["service:1", "service:2", "service:3"]
