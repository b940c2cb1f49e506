# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The license of the instance in the findings: rules, verdict, every format, waivers and baseline."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from ansible_collections.audiocodes.live_platform.plugins.action.write_compliance import ActionModule
from kits.compliance import rule
from kits.harness import ROOT
from kits.report_data import hosts_of, raw_customer, sample_hosts
from kits.written import acted

SCHEMA = json.loads((ROOT / "roles" / "compliance" / "files" / "findings.schema.json").read_text(encoding="utf-8"))
DAY: dict[str, Any] = {"reference_date": "2026-11-22"}
RULES = (
    *("pool-users-over", "pool-users-in-grace", "pool-users-near-limit"),
    *("pool-tenants-over", "pool-tenants-near-limit", "pool-expiring", "pool-expired"),
)


def hosts(platform: str = "lab", seats: int = 60) -> dict[str, dict[str, Any]]:
    """Two customers of a platform with acquired seats."""
    found = hosts_of(customers=[raw_customer(f"{platform}-{n}", f"{platform} {n}", seats=seats) for n in (1, 2)])
    return {name: {**variables, "lp_platform": platform} for name, variables in found.items()}


def document(tmp_path: Path, known: dict[str, dict[str, Any]], **options: Any) -> dict[str, Any]:
    """Run the action and return its JSON report, which the schema allows."""
    result = acted(ActionModule, known, **DAY, dest=str(tmp_path), **options)
    assert not result.get("failed"), result
    told: dict[str, Any] = json.loads((tmp_path / "compliance.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    return told


def of_pool(told: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The rules, subjects and sentences of the findings about instances."""
    return [(item["rule"], item["subject"], item["message"]) for item in told["findings"] if item["kind"] == "instance"]


def test_without_the_options_the_rules_say_so_and_nothing_fails(tmp_path: Path) -> None:
    told = document(tmp_path, sample_hosts(), fail_on="low", policy_changes={"rules": [rule("x")]})
    said = {item["id"]: item["not_judged"] for item in told["rules"] if item["id"] in RULES}
    assert said == {
        **dict.fromkeys(RULES[:3], "not asked: pool_users is not given"),
        **dict.fromkeys(RULES[3:5], "not asked: pool_tenants is not given"),
        **dict.fromkeys(RULES[5:], "not asked: pool_expires is not given"),
    }
    assert told["pool"] is None
    assert not [item for item in told["unjudged"] if item["rule"] in RULES]
    assert "pool" not in told["message"]
    assert not [text for text in told["warnings"] if "pool" in text]


def test_each_option_asks_for_its_rules_only(tmp_path: Path) -> None:
    told = document(tmp_path, hosts(), pool_users=1000)
    assert of_pool(told) == []
    said = {item["id"]: item["not_judged"] for item in told["rules"] if item["id"] in RULES}
    assert [name for name, text in said.items() if text is None] == [*RULES[:3]]
    assert said["pool-tenants-over"] == "not asked: pool_tenants is not given"


def test_findings_name_the_instance_in_every_format(tmp_path: Path) -> None:
    told = document(tmp_path, hosts(), fail_on="high", pool_users=100, pool_tenants=2, pool_expires="2026-12-24")
    users = "120 of 100 users of the instance's license acquired by customers (120.0 %)"
    assert of_pool(told) == [
        ("pool-users-over", "instance:lab", users),
        ("pool-expiring", "instance:lab", "license of the instance ends 2026-12-24, in 32 days"),
        (
            "pool-tenants-near-limit",
            "instance:lab",
            "2 of 2 tenants of the instance's license in use (100.0 %)",
        ),
    ]
    assert told["verdict"] == "failed"
    assert told["population"] == {"services": 0, "customers": 2}
    assert told["pool"]["users_acquired"] == 120
    assert {item["platform"] for item in told["findings"] if item["kind"] == "instance"} == {"lab"}
    assert "instance:lab" in (tmp_path / "compliance.html").read_text(encoding="utf-8")
    text = (tmp_path / "compliance.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["kind"] for row in rows if row["rule"] == "pool-users-over"] == ["instance"]
    failures = ET.parse(tmp_path / "compliance.junit.xml").getroot().iter("failure")  # noqa: S314 (our own file)
    assert any(users in str(failure.get("message")) for failure in failures)
    sarif = json.loads((tmp_path / "compliance.sarif").read_text(encoding="utf-8"))["runs"][0]
    (place,) = [
        item["locations"][0]["logicalLocations"][0] for item in sarif["results"] if item["ruleId"] == "pool-users-over"
    ]
    assert (place["fullyQualifiedName"], place["kind"]) == ("instance:lab", "instance")


def test_the_terminal_shows_the_pool(tmp_path: Path) -> None:
    table = acted(ActionModule, hosts(), **DAY, dest=str(tmp_path), pool_users=200, pool_expires="2027-11-22")["table"]
    assert "Users of the instance: 120 of 200 acquired by customers (60.0 %): ok" in table
    assert "License of the instance: ends on 2027-11-22, in 365 days" in table


def test_shares_are_options(tmp_path: Path) -> None:
    told = document(tmp_path, hosts(), pool_users=100, pool_grace_percent=120)
    assert [item[0] for item in of_pool(told)] == ["pool-users-in-grace"]


def test_a_waiver_accepts_it_and_a_waiver_of_another_instance_does_not(tmp_path: Path) -> None:
    accepted = {"rule": "pool-*", "reason": "ordered", "owner": "officer", "until": "2026-12-31"}
    for scope, status in (
        ({"subject": "instance:LAB"}, "waived"),
        ({"platform": "lab"}, "waived"),
        ({"name": "x"}, "open"),
    ):
        told = document(tmp_path, hosts(), pool_users=100, waivers=[{**accepted, "scope": scope}])
        assert [item["status"] for item in told["findings"] if item["kind"] == "instance"] == [status], scope
        assert len(told["unused_waivers"]) == (status == "open")


def test_a_customer_that_could_not_be_read_leaves_the_pool_unjudged_and_fails(tmp_path: Path) -> None:
    known = hosts()
    name = next(iter(known))
    known[name] |= {"lp_unread": ["licensed_users"], "lp_licensed_users": None}
    told = document(tmp_path, known, fail_on="critical", pool_users=10)
    assert of_pool(told) == []
    (entry,) = [item for item in told["unjudged"] if item["rule"] == "pool-users-over"]
    assert (entry["fields"], entry["why"], entry["count"]) == (["users_acquired"], "unread", 1)
    assert entry["subjects"][0]["subject"] == "instance:lab"
    assert told["verdict"] == "failed"
    assert "pool-users-over (1 instance: users_acquired could not be read)" in told["message"]


def test_a_job_that_sees_a_part_says_so_and_judges_no_part(tmp_path: Path) -> None:
    known = {
        name: {
            **variables,
            "lp_read": {"lab": ["services", "customers"]},
            "lp_rows": {"lab": {"services": 0, "customers": 3}},
        }
        for name, variables in hosts().items()
    }
    told = document(tmp_path, known, fail_on="critical", pool_users=10, pool_expires="2026-11-23")
    assert [item[0] for item in of_pool(told)] == ["pool-expiring"]
    assert "the instance's pool is not judged: the job sees 2 of the platform's 3 customers" in told["warnings"]
    assert told["verdict"] == "warning"


def test_a_baseline_keeps_what_nobody_asked_for_again(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    asked: dict[str, Any] = {"baseline": str(baseline), "pool_users": 100}
    told = document(tmp_path, hosts(), **asked)
    assert told["baseline"] is None
    told = document(tmp_path, hosts(), **asked)
    assert (told["baseline"]["persisting"], told["baseline"]["carried"]) == (len(told["findings"]), 0)
    told = document(tmp_path, hosts(), baseline=str(baseline))
    assert [item["rule"] for item in told["carried"]] == ["pool-users-over"]
    assert told["fixed"] == []
    told = document(tmp_path, hosts(), baseline=str(baseline), pool_users=1000)
    assert [item["rule"] for item in told["fixed"]] == ["pool-users-over"]


def test_two_platforms_are_refused_only_where_a_pool_is_asked_for(tmp_path: Path) -> None:
    known = hosts() | hosts("field")
    assert not acted(ActionModule, known, **DAY, dest=str(tmp_path)).get("failed")
    result = acted(ActionModule, known, **DAY, dest=str(tmp_path), pool_users=10)
    assert result["failed"]
    assert result["msg"].startswith("pool_users is about one platform, and there are 2 here: field, lab")


def test_a_rule_of_a_site(tmp_path: Path) -> None:
    mine = {
        **rule("mine", "instance", check={"type": "threshold", "field": "users_used", "of": "pool_users", "above": 1}),
        "severity": "low",
    }
    told = document(tmp_path, hosts(), pool_users=100, policy={"rules": [mine]})
    assert of_pool(told) == [("mine", "instance:lab", "users in use of all customers: 2 of 100 (2.0 %), above 1 %")]


@pytest.mark.parametrize(
    ("scope", "check", "said"),
    [
        (
            {"groups": "lp_customers"},
            {"type": "pool", "of": "users", "in": ["over"]},
            "an instance is in no inventory group",
        ),
        ({"source": "oc"}, {"type": "pool", "of": "users", "in": ["over"]}, "an instance has no source"),
        ({}, {"type": "band", "in": ["over"]}, "its license is judged by the check pool"),
        (
            {},
            {"type": "pool", "of": "seats", "in": ["over"]},
            "check pool: of must be one of users, tenants, not seats",
        ),
        ({}, {"type": "pool", "of": "users", "in": ["unused"]}, "in must be a list of ok, warning, grace, over"),
        ({}, {"type": "missing", "field": "status"}, "an instance has no field status"),
    ],
)
def test_what_a_rule_about_an_instance_cannot_say(
    scope: dict[str, Any], check: dict[str, Any], said: str, tmp_path: Path
) -> None:
    mine = rule("mine", scope={"kind": "instance", **scope}, check=check)
    result = acted(ActionModule, hosts(), **DAY, dest=str(tmp_path), policy={"rules": [mine]})
    assert said in result["msg"]
