# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a report needs somebody, and what lapses next: the same figures as compliance, from the same rows."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import of_hosts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.lapses import lapses
from kits.compliance import loaded, rule
from kits.report_data import (
    NOW,
    default_policy,
    hosts_of,
    many_hosts,
    model_of,
    raw_customer,
    raw_service,
    rows_of,
    sample_hosts,
    trial,
)

TODAY = NOW.date()


@pytest.mark.parametrize("hosts", [sample_hosts(), many_hosts(50)])
def test_the_figures_are_those_of_compliance(hosts: dict[str, dict[str, Any]]) -> None:
    policy = default_policy()
    population = of_hosts(rows_of(hosts), {})
    judged = evaluate.judge(population.services, population.customers, policy, TODAY)
    counts = evaluate.counts(judged.findings)
    got = model_of(hosts, policy=policy)["attention"]
    assert got["policy"] == "default"
    assert {**got["counts"], "waived": 0} == counts
    assert sum(entry["count"] for entry in got["rules"]) == len(judged.findings) > 0
    assert got["unjudged"] == len(list(evaluate.unjudged(judged, policy, TODAY)))


def test_without_a_policy_nobody_is_judged() -> None:
    got = model_of(sample_hosts())["attention"]
    assert (got["policy"], got["rules"], sum(got["counts"].values()), got["unjudged"]) == ("", [], 0, 0)


def test_what_is_unread_is_counted_as_unjudged_and_never_as_fine() -> None:
    hosts = hosts_of([raw_service(1, "a")])
    hosts["a"]["lp_unread"] = ["license_type"]
    got = model_of(hosts, policy=loaded(rule()))["attention"]
    assert (got["rules"], got["unjudged"]) == ([], 1)


def test_a_value_that_cannot_be_judged_is_a_notice_and_the_report_is_there() -> None:
    hosts = hosts_of([raw_service(1, "a"), raw_service(2, "b")])
    hosts["a"]["lp_trial_expires"] = 5
    policy = loaded(rule(check={"type": "expiry", "field": "trial_expires", "expired": True}))
    model = model_of(hosts, policy=policy)
    assert model["totals"]["services"] == 2
    assert model["attention"]["unjudged"] == 2
    assert model["attention"]["policy"] == "test"
    (notice,) = [notice for notice in model["notices"] if "nobody could be judged" in notice]
    assert "service:1" in notice


def test_rules_about_groups_judge_their_members() -> None:
    hosts = hosts_of([raw_service(1, "a"), raw_service(2, "b")])
    policy = loaded(rule(scope={"kind": "service", "groups": ["gold"]}))
    got = model_of(hosts, policy=policy, named={"gold": ["b"]})["attention"]
    assert [entry["subjects"] for entry in got["rules"]] == [["service:2"]]


def test_hosts_without_any_id_are_named_by_the_host() -> None:
    hosts = hosts_of([raw_service(1, "a")])
    del hosts["a"]["lp_id"], hosts["a"]["lp_instance_id"]
    assert model_of(hosts, policy=loaded(rule()))["attention"]["rules"][0]["subjects"] == ["service:a"]
    hosts = hosts_of([trial(1, "25-11-2026")])
    del hosts["trial-1"]["lp_id"], hosts["trial-1"]["lp_instance_id"]
    assert model_of(hosts)["lapses"]["next"][0]["subject"] == "service:trial-1"


def test_two_platforms_are_told_apart() -> None:
    hosts = hosts_of([raw_service(1, "a"), trial(2, "25-11-2026")])
    hosts["a"]["lp_platform"], hosts["trial-2"]["lp_platform"] = "oslo", "zurich"
    model = model_of(hosts, policy=loaded(rule()))
    assert set(model["attention"]["rules"][0]["subjects"]) == {"service:1@oslo", "service:2@zurich"}
    assert [(item["platform"], item["subject"]) for item in model["lapses"]["next"]] == [("zurich", "service:2@zurich")]


def test_what_ends_next_comes_first_and_what_has_lapsed_latest_first() -> None:
    days = ("22-11-2026", "25-11-2026", "21-11-2026", "01-01-2026", "01-01-2028")
    got = model_of(hosts_of([trial(n, day) for n, day in enumerate(days)]))["lapses"]
    assert [(item["date"], item["days_left"], item["what"], item["kind"]) for item in got["next"]] == [
        ("2026-11-22", 0, "trial", "service"),
        ("2026-11-25", 3, "trial", "service"),
        ("2028-01-01", 405, "trial", "service"),
    ]
    assert [(item["date"], item["days_left"]) for item in got["lapsed"]] == [("2026-11-21", -1), ("2026-01-01", -325)]
    assert got["next"][1]["name"] == "trial 1"
    assert got["next"][1]["subject"] == "service:1"


def test_lapses_of_one_day_are_sorted_as_people_sort() -> None:
    got = model_of(hosts_of([trial(n, "25-11-2026") for n in (10, 9, 1)]))["lapses"]
    assert [item["name"] for item in got["next"]] == ["trial 1", "trial 9", "trial 10"]


def test_secrets_lapse_where_details_were_read() -> None:
    hosts = hosts_of(customers=[raw_customer("g1", "Acme"), raw_customer("g2", "Beta")])
    hosts["acme"]["lp_client_secret_expires"] = "2026-11-30"
    hosts["beta"]["lp_client_secret_expires"] = "2026-11-01T10:00:00Z"
    got = model_of(hosts)["lapses"]
    assert [(item["what"], item["kind"], item["name"], item["subject"]) for item in got["next"]] == [
        ("secret", "customer", "Acme", "customer:g1")
    ]
    assert [(item["name"], item["days_left"]) for item in got["lapsed"]] == [("Beta", -21)]


def test_what_no_row_tells_can_be_added() -> None:
    pool: Any = {"what": "pool", "kind": "instance", "name": "cloud", "platform": "cloud", "date": "2026-11-23"}
    pool |= {"days_left": 1, "subject": "instance:cloud"}
    got = lapses([], [], [], date(2026, 11, 22), more=[pool])
    assert [item["what"] for item in got["next"]] == ["pool"]


def test_json_has_them() -> None:
    hosts = hosts_of([trial(1, "25-11-2026"), raw_service(2, "b", status="ERROR")])
    data = json.loads(render_json(model_of(hosts, policy=default_policy())))
    assert "service-in-error" in [entry["rule"] for entry in data["attention"]["rules"]]
    assert [item["name"] for item in data["lapses"]["next"]] == ["trial 1"]
    assert data["changes"] is None
