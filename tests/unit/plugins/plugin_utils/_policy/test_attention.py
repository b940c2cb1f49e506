# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What needs somebody, by rule: the worst first, with what is at stake."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import attention, stakes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.check_parameters import FIELD_TYPES
from kits.compliance import DEFAULT_POLICY, TODAY, customer, found, loaded, rule, service, waiver

BAND = {"type": "band", "in": ["over", "grace"]}


def entries(*rules: Any, services: Any = (), customers: Any = (), **more: Any) -> list[attention.RuleEntry]:
    many = more.pop("many", False)
    return attention.rules(found(loaded(*rules, **more), services, customers), TODAY, many=many)


def test_rules_are_ordered_by_severity_then_stake_or_count_then_id() -> None:
    over = [customer(f"o{n}", licensed_users=10, active_users=10 + n) for n in (1, 30)]
    errors = [service(n, status="error") for n in range(1, 21)]
    got = entries(
        rule("low", severity="low", check={"type": "state", "field": "status", "in": ["error"]}),
        rule("b-errors", check={"type": "state", "field": "status", "in": ["error"]}),
        rule("a-errors", check={"type": "state", "field": "status", "in": ["error"]}),
        rule("seats", kind="customer", check=BAND),
        rule("worst", kind="customer", severity="critical", check={"type": "missing", "field": "ms_tenant_id"}),
        services=errors,
        customers=over,
    )
    assert [(item["rule"], item["count"]) for item in got] == [
        ("worst", 2),
        ("seats", 2),
        ("a-errors", 20),
        ("b-errors", 20),
        ("low", 20),
    ]


def test_the_worst_objects_come_first_and_three_of_them_by_name() -> None:
    over = [customer(f"c{n}", full_name=f"Customer {n}", licensed_users=10, active_users=10 + n) for n in (2, 10, 1, 7)]
    (entry,) = entries(rule(kind="customer", check=BAND), customers=over)
    assert entry["stake"] == {"amount": 20, "unit": "seats"}
    assert entry["names"] == ["Customer 10", "Customer 7", "Customer 2"]
    assert entry["subjects"] == ["customer:c10", "customer:c7", "customer:c2", "customer:c1"]


def test_objects_that_are_equally_bad_are_sorted_as_people_sort() -> None:
    names = ["site 10", "Site 2", "alpha", "Beta", "7 Hills"]
    errors = [service(n, full_name=name, status="error") for n, name in enumerate(names)]
    (entry,) = entries(rule(check={"type": "state", "field": "status", "in": ["error"]}), services=errors)
    wanted = ("7 Hills", "alpha", "Beta", "Site 2", "site 10")
    assert entry["subjects"] == [f"service:{names.index(name)}" for name in wanted]


def test_a_waived_finding_needs_nobody() -> None:
    errors = [service(n, license_type="pro") for n in (1, 2)]
    (entry,) = entries(rule(), services=errors, waivers=[waiver()])
    assert (entry["count"], entry["subjects"]) == (1, ["service:2"])


def test_a_waiver_that_has_ended_is_a_rule_of_its_own() -> None:
    got = entries(rule(), services=[service(1)], waivers=[waiver(until="2026-11-01")])
    assert [(item["rule"], item["kind"], item["count"], item["stake"]) for item in got] == [
        ("waiver-expired", "waiver", 1, None)
    ]


def test_subjects_name_their_platform_only_among_several() -> None:
    same = [service(1, license_type="pro", platform=platform) for platform in ("oslo", "zurich")]
    assert entries(rule(), services=same, many=True)[0]["subjects"] == ["service:1@oslo", "service:1@zurich"]
    assert entries(rule(), services=same[:1])[0]["subjects"] == ["service:1"]


@pytest.mark.parametrize(
    ("check", "record", "stake"),
    [
        (BAND, customer(licensed_users=10, active_users=25), (15, "seats")),
        ({"type": "band", "in": ["unused"]}, customer(licensed_users=40, active_users=0), (40, "seats")),
        ({"type": "band", "in": ["warning"]}, customer(licensed_users=10, active_users=9), (1, "seats")),
        ({"type": "band", "in": ["warning"]}, customer(licensed_users=10, active_users=10), None),
        (
            {"type": "band", "in": ["over"]},
            service(customer_licensed_users=10, customer_active_users=25),
            (15, "seats"),
        ),
        (
            {"type": "threshold", "field": "devices_personal", "of": "devices_personal_max", "at_least": 100},
            service(devices_personal=12, devices_personal_max=10),
            (2, "devices"),
        ),
        (
            {"type": "threshold", "field": "devices_personal", "of": "devices_personal_max", "at_least": 100},
            service(devices_personal=10, devices_personal_max=10),
            None,
        ),
        (
            {"type": "threshold", "field": "devices_meeting_disconnected", "of": "devices_meeting", "at_least": 50},
            service(devices_meeting_disconnected=6, devices_meeting=10),
            (6, "devices"),
        ),
        (
            {"type": "threshold", "field": "dids_used", "of": "dids_total", "above": 100},
            service(dids_used=103, dids_total=100),
            (3, "dids"),
        ),
        (
            {"type": "threshold", "field": "numbers_unassigned", "of": "numbers_total", "at_least": 80},
            customer(numbers_unassigned=9, numbers_total=10),
            (9, "numbers"),
        ),
        (
            {"type": "threshold", "field": "numbers_ready_for_removal", "above": 0},
            customer(numbers_ready_for_removal=4),
            (4, "numbers"),
        ),
        ({"type": "threshold", "field": "dids_free", "at_most": 0}, service(dids_free=0), None),
        ({"type": "threshold", "field": "dids_free", "at_most": 0}, service(dids_free=-4), (4, "dids")),
        (
            {"type": "expiry", "field": "trial_expires", "within_days": 30},
            service(trial_expires="2026-11-25"),
            (3, "days"),
        ),
        (
            {"type": "expiry", "field": "trial_expires", "expired": True},
            service(trial_expires="2026-11-20"),
            (-2, "days"),
        ),
        (
            {"type": "expiry", "field": "client_secret_expires", "expired": True},
            customer(client_secret_expires="2026-11-21"),
            (-1, "days"),
        ),
        ({"type": "state", "field": "status", "in": ["error"]}, service(status="error"), None),
    ],
)
def test_what_is_at_stake(check: dict[str, Any], record: dict[str, Any], stake: tuple[float, str] | None) -> None:
    both = ([record], []) if record["kind"] == "service" else ([], [record])
    (entry,) = entries(rule(kind=record["kind"], check=check), services=both[0], customers=both[1])
    assert entry["stake"] == (None if stake is None else {"amount": stake[0], "unit": stake[1]})


def test_of_days_the_fewest_that_are_left_count_and_come_first() -> None:
    days = {n: (TODAY + timedelta(days=n)).isoformat() for n in (20, 3, 11)}
    trials = [service(n, trial_expires=day) for n, day in days.items()]
    (entry,) = entries(rule(check={"type": "expiry", "field": "trial_expires", "within_days": 30}), services=trials)
    assert entry["stake"] == {"amount": 3, "unit": "days"}
    assert entry["subjects"] == ["service:3", "service:11", "service:20"]


def test_every_measure_is_about_fields_that_a_record_has() -> None:
    for measure in stakes.MEASURES:
        assert measure.unit in stakes.UNITS
        assert any(set(measure.fields) <= fields.keys() for fields in FIELD_TYPES.values()), measure
    assert all(any(field in fields for fields in FIELD_TYPES.values()) for field in stakes.DATES)


def test_every_rule_of_the_default_policy_about_a_limit_says_what_is_at_stake() -> None:
    """A rule with a share of two fields, or about a date, has a measure; a new one is not forgotten."""
    known = {measure.fields for measure in stakes.MEASURES}
    for row in DEFAULT_POLICY["rules"]:
        check = row["check"]
        if check["type"] == "threshold" and "of" in check:
            assert (check["field"], check["of"]) in known, row["id"]
        if check["type"] == "expiry":
            assert check["field"] in stakes.DATES, row["id"]


def test_nothing_has_the_keys_of_every_other() -> None:
    assert attention.nothing() == {
        "policy": "",
        "counts": {"critical": 0, "high": 0, "medium": 0, "low": 0, "info": 0},
        "rules": [],
        "unjudged": 0,
    }
