# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rule that is not about a record, by what could be read of it, has nothing to judge there, whatever is unread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import EntryKey, entry_key
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.gaps import DEFECTS, NOT_ASKED
from kits.compliance import DEFAULT_POLICY, TODAY, customer, loaded, rule, service

Record = dict[str, Any]
Groups = Mapping[EntryKey, set[str]]

TRIAL = rule(
    "trial-over",
    scope={"kind": "service", "where": [{"type": "state", "field": "trial_status", "in": ["enabled"]}]},
    check={"type": "expiry", "field": "trial_expires", "expired": True},
)


def pairs(
    ready: policy.Policy, services: list[Record], customers: list[Record] | None = None, groups: Groups | None = None
) -> list[tuple[str, str]]:
    """(rule, object) that could not be judged, in their order."""
    judged = evaluate.judge(services, customers or [], ready, TODAY, groups)
    found = evaluate.unjudged(judged, ready, TODAY, groups, (*DEFECTS, NOT_ASKED))
    return [(pair.rule.id, f"{pair.record['kind']}:{pair.record.get('id', '')}") for pair in found]


@pytest.mark.parametrize(
    ("scope", "outside", "inside"),
    [
        ({"where": [{"type": "state", "field": "trial_status", "in": ["enabled"]}]}, "disabled", "enabled"),
        ({"where": [{"type": "state", "field": "trial_status", "not_in": ["disabled"]}]}, "disabled", "enabled"),
        ({"where": [{"type": "regex", "field": "trial_status", "must_match": "dis.*"}]}, "disabled", "enabled"),
        ({"license_type": ["pro"]}, "essential", "pro"),
        ({"license_family": ["hosted"]}, "device_manager", "hosted"),
        ({"license_tier": ["pro"]}, "essential", "pro"),
        ({"source": ["oc", "ltc"]}, "dm", "ltc"),
        ({"enabled": True}, False, True),
        ({"enabled": False}, True, False),
        ({"enabled": False}, None, False),
    ],
)
@pytest.mark.parametrize("lost", ["unread", "left_out"])
def test_what_readable_fields_keep_out_of_a_scope_is_judged(
    scope: dict[str, Any], outside: Any, inside: Any, lost: str
) -> None:
    ready = loaded(rule(scope={"kind": "service", **scope}, check={"type": "missing", "field": "trial_expires"}))
    field = next(iter(scope)) if "where" not in scope else "trial_status"
    services = [service(1, **{field: outside}), service(2, **{field: inside}), service(3, **{field: inside})]
    for item in services[:2]:
        if lost == "unread":
            item["unread"] = ["trial_expires"]
        else:
            del item["trial_expires"]
    assert pairs(ready, services) == [("r1", "service:2")]


def test_a_scope_that_could_not_be_read_keeps_nobody_out() -> None:
    """Neither by its empty value nor by that of another part of the scope."""
    services = [
        service(1, trial_status="unknown", unread=["trial_status"]),
        service(2, trial_status="disabled", unread=["trial_status", "trial_expires"]),
        service(3, trial_status="disabled", unread=["trial_expires"]),
    ]
    assert pairs(loaded(TRIAL), services) == [("trial-over", "service:1"), ("trial-over", "service:2")]


def test_one_readable_part_of_a_scope_is_enough_to_be_out_of_it() -> None:
    ready = loaded(
        rule(scope={"kind": "service", "source": ["oc"], "enabled": True}, check={"type": "missing", "field": "status"})
    )
    assert pairs(ready, [service(1, source="dm", unread=["enabled", "status"])]) == []
    assert pairs(ready, [service(1, source="oc", unread=["enabled", "status"])]) == [("r1", "service:1")]


def test_a_customer_that_could_not_be_found_keeps_no_service_out() -> None:
    """What a join by an unread GUID would have told is unread too, though it is null in the record."""
    ready = loaded(
        rule(
            scope={"kind": "service", "where": [{"type": "state", "field": "customer_license_type", "in": ["oc_pro"]}]},
            check={"type": "missing", "field": "device_url"},
        )
    )
    nobody = dict.fromkeys(name for name in service(1) if name.startswith("customer_"))
    assert pairs(ready, [service(1, **nobody, matched=False, unread=["ump_customer_guid"])]) == [("r1", "service:1")]
    assert pairs(ready, [service(1, **nobody, matched=False, unread=["device_url"])]) == []


def test_a_rule_that_is_about_nobody_is_judged() -> None:
    out = [service(1, trial_status="disabled", unread=["trial_expires"])]
    assert evaluate.not_judged(out, [], loaded(TRIAL)) == {}
    # one that may be about somebody is not
    both = [*out, service(2, trial_status="enabled", unread=["trial_expires"])]
    assert evaluate.not_judged(both, [], loaded(TRIAL)) == {"trial-over": "trial_expires could not be read"}


def test_a_rule_about_a_group_whose_members_could_be_read_is_judged() -> None:
    ready = loaded(rule(scope={"kind": "service", "groups": ["vip"]}, check={"type": "missing", "field": "status"}))
    services = [service(1, unread=["status"]), service(2, unread=["status"])]
    nobody: Groups = {entry_key(services[0]): {"others"}}
    assert evaluate.not_judged(services, [], ready, nobody) == {}
    assert pairs(ready, services, groups=nobody) == []
    vip: Groups = {entry_key(services[1]): {"vip"}}
    assert evaluate.not_judged(services, [], ready, vip) == {"r1": "status could not be read"}
    assert pairs(ready, services, groups=vip) == [("r1", "service:2")]


def test_details_that_nobody_asked_for_are_judged_by_no_scope() -> None:
    """One customer out of scope whose answer was odd does not make a rule judged of which nobody read the field."""
    ready = loaded(
        rule(
            kind="customer",
            scope={"kind": "customer", "license_family": ["hosted"]},
            check={"type": "missing", "field": "client_secret_expires"},
        )
    )
    customers = [
        {
            name: value
            for name, value in customer(ident, license_family=family).items()
            if name != "client_secret_expires"
        }
        for ident, family in (("a", "operator_connect"), ("b", "hosted"))
    ]
    customers[0]["unread"] = ["active_users"]
    assert evaluate.not_judged([], customers, ready) == {"r1": "no customer knows client_secret_expires"}


def test_a_scope_that_cannot_be_applied_names_object_and_rule() -> None:
    ready = loaded(rule(scope={"kind": "service", "source": ["oc"]}, check={"type": "missing", "field": "status"}))
    with pytest.raises(DataError, match="service:1: rule r1 cannot be applied"):
        evaluate.judge([service(1, source=["oc"], unread=["status"])], [], ready, TODAY)


def test_a_disabled_trial_with_an_odd_date_fails_no_rule_of_the_default_policy_about_trials() -> None:
    ready = policy.load(DEFAULT_POLICY, TODAY)
    trials = [item.id for item in ready.rules if "trial_status" in item.fields and "trial_expires" in item.fields]
    odd = [
        service(1, source="dm", trial_status="disabled", unread=["trial_expires"]),
        service(2, source="dm", trial_status="enabled", unread=["trial_expires"]),
    ]
    assert trials
    assert pairs(ready, odd) == [(ident, "service:2") for ident in trials]


def test_each_rule_looks_at_each_odd_record_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many records are odd in however many ways: what is sorted out is sorted out once."""
    looks = 0

    class Counted(dict[str, Any]):
        """A record that counts how often its scope is looked at."""

        def get(self, name: str, default: Any = None, /) -> Any:
            nonlocal looks
            looks += name == "source"
            return super().get(name, default)

    fields = ["status", "trial_expires", "contact_email", "device_url", "last_backup_time"]
    rules = [
        rule(f"r{number}", scope={"kind": "service", "source": ["oc"]}, check={"type": "missing", "field": field})
        for number, field in enumerate(fields)
    ]
    services = [
        Counted(service(number, source="dm" if number % 2 else "oc", unread=fields[: number % 6]))
        for number in range(1000)
    ]
    judged = evaluate.judge(services, [], loaded(*rules), TODAY)
    assert len(list(evaluate.unjudged(judged, loaded(*rules), TODAY))) == sum(
        number % 6 for number in range(0, 1000, 2)
    )
    assert looks <= 2 * len(rules) * len(services)
