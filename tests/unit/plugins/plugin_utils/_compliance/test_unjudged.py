# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody could read is not judged: the verdict, every format, waivers, and what a baseline keeps."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_text import (
    MOST_BYTES,
    render_table,
    summarize,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.baseline import (
    read_baseline,
    render_baseline,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    Document,
    build,
    is_believed,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.formats import PARTS, render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import waivers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import sizes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from kits.compliance import DATA, DEFAULT_POLICY, TODAY, customer, loaded, rule, service, waiver
from kits.harness import ROOT
from simulator import Dataset

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)
POLICY = policy.load(DEFAULT_POLICY, TODAY)
SCHEMA = json.loads((ROOT / "roles" / "compliance" / "files" / "findings.schema.json").read_text(encoding="utf-8"))
OVER = rule("over", "customer", severity="critical", check={"type": "band", "in": ["over"]})

Record = dict[str, Any]


def judged(
    services: Sequence[Record],
    customers: Sequence[Record],
    ready: policy.Policy = POLICY,
    *,
    source: str = "api",
    fail_on: str = "low",
    baseline: Any = None,
    groups: Mapping[join.EntryKey, set[str]] | None = None,
    origin: Origin | None = None,
    **more: Any,
) -> Document:
    """Return the document about these records; what it says is what the schema allows."""
    read = (origin or Origin()).read
    found = evaluate.judge(services, customers, ready, TODAY, groups, read)
    population = Population(list(services), list(customers), dict(groups or {}), [], origin or Origin())
    told = build(found.findings, ready, population, baseline, NOW, source, fail_on, 1, parts=found.parts, **more)
    jsonschema.validate(json.loads(render("json", told)), SCHEMA)
    return told


def samples() -> tuple[list[Record], list[Record]]:
    """The vendor's rows, as the platform answers them."""
    services = json.loads((DATA / "services.json").read_text(encoding="utf-8"))["services"]
    return services, json.loads((DATA / "customers_all_details.json").read_text(encoding="utf-8"))


def read(services: Sequence[Record], customers: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """The records of these rows, joined."""
    return join.join(lists.services(services), lists.customers(customers, details=True))


def renamed(rows: Sequence[Record], key: str) -> list[Record]:
    """The rows with another name for a key of theirs."""
    assert any(key in row for row in rows)
    return [{(f"{name}New" if name == key else name): value for name, value in row.items()} for row in rows]


def row_of(told: Document, ident: str) -> dict[str, Any]:
    """What the document says about a rule."""
    return next(item for item in told["rules"] if item["id"] == ident)


# ---- every part of the platform's answers


@pytest.mark.parametrize(
    ("kind", "key", "rules"),
    [
        (1, "ActiveUserCount", ["seats-over-acquired", "seats-in-grace", "seats-at-warning-limit", "seats-unused"]),
        (1, "MsTenantId", ["no-microsoft-tenant"]),
        (1, "SiteLocation", ["sip-connection-not-deployed"]),
        (1, "LicenseType", ["unknown-license-type-customer"]),
        (0, "isEnabled", ["disabled-with-paid-license", "enabled-but-unmonitored", "never-backed-up"]),
        (0, "deviceManagerParams", ["device-plan-full-personal", "device-plan-full-meeting"]),
        (0, "status", ["service-in-error", "unknown-status"]),
        (0, "applicationsStatus", ["service-not-deployed"]),
    ],
)
def test_a_key_that_is_missing_in_every_row_is_never_green(kind: int, key: str, rules: list[str]) -> None:
    rows = samples()
    # a service of each source: a rule that is about none of them has nothing to judge
    rows[0][0]["serviceSource"] = "OC"
    told = judged(*read(*(renamed(part, key) if place == kind else part for place, part in enumerate(rows))))
    assert set(rules) <= {item["rule"] for item in told["unjudged"]}
    assert all(row_of(told, ident)["open"] == 0 for ident in rules)
    assert told["verdict"] == "failed"


@pytest.mark.parametrize("value", ["1,500", "1 500", "1500.00", 1500.5, "~1500", {"value": 1500}, [1500]])
def test_one_value_of_another_form_is_one_pair_of_each_rule(value: Any) -> None:
    services, customers = samples()
    customers[3]["ActiveUserCount"] = value
    told = judged(*read(services, customers), fail_on="critical")
    row = row_of(told, "seats-over-acquired")
    assert (row["not_judged"], row["unjudged"]) == (None, 1)
    entry = next(item for item in told["unjudged"] if item["rule"] == "seats-over-acquired")
    assert (entry["severity"], entry["why"], entry["fields"], entry["count"]) == (
        "critical",
        "unread",
        ["active_users"],
        1,
    )
    assert [item["subject"] for item in entry["subjects"]] == [f"customer:{customers[3]['UmpCustomerGuid']}"]
    assert told["verdict"] == "failed"
    assert told["message"] == (
        "1 rule of severity critical or above could not judge everything: "
        "seats-over-acquired (1 customer: active_users could not be read)"
    )


@pytest.mark.parametrize("when", ["19.07.2026", "07-19-2026", "29-02-2026", "2026/07/19", 1784419200000])
def test_a_date_of_another_form(when: Any) -> None:
    services, customers = samples()
    trials = [
        item
        for row in services
        for item in row.get("parameters") or ()
        if item.get("name") == "Trial Expiry Date" and item["value"]
    ]
    assert trials
    for item in trials:
        item["value"] = when
    told = judged(*read(services, customers), fail_on="high")
    assert row_of(told, "trial-expired-but-enabled")["unjudged"] == len(trials)
    assert (told["verdict"], row_of(told, "trial-expired-but-enabled")["open"]) == ("failed", 0)


@pytest.mark.parametrize(
    "check",
    [
        {"type": "missing", "field": "ms_tenant_id"},
        {"type": "state", "field": "ms_tenant_id", "not_in": ["x"]},
        {"type": "match", "field": "ms_tenant_id", "with": "name"},
        {"type": "regex", "field": "ms_tenant_id", "must_match": "x"},
    ],
    ids=lambda check: str(check["type"]),
)
def test_every_check_leaves_an_unread_field_alone(check: dict[str, Any]) -> None:
    told = judged(
        [service(1)],
        [customer("a", unread=["ms_tenant_id"])],
        loaded(rule(kind="customer", scope={"kind": "customer"}, check=check)),
    )
    assert (told["findings"], row_of(told, "r1")["unjudged"]) == ([], 1)
    assert row_of(told, "r1")["not_judged"] == "ms_tenant_id could not be read"


@pytest.mark.parametrize(
    ("scope", "field"),
    [
        ({"enabled": True}, "enabled"),
        ({"enabled": False}, "enabled"),
        ({"source": "oc"}, "source"),
        ({"license_type": ["pro"]}, "license_type"),
        ({"where": [{"type": "missing", "field": "contact_email"}]}, "contact_email"),
    ],
)
def test_a_scope_needs_its_fields_as_well(scope: dict[str, Any], field: str) -> None:
    ready = loaded(rule(scope={"kind": "service", **scope}, check={"type": "missing", "field": "device_url"}))
    told = judged([service(1, unread=[field]), service(2, unread=["users_count"])], [customer()], ready)
    assert [item["subject"] for item in told["unjudged"][0]["subjects"]] == ["service:1"]


def test_a_service_is_judged_by_what_could_be_read_of_its_customer() -> None:
    ready = loaded(rule(check={"type": "band", "in": ["over"]}))
    carrying = {"matched": True, "customer_ump_customer_guid": "a"}
    told = judged([service(1, **carrying, customer_unread=["active_users"])], [customer("a")], ready)
    assert told["unjudged"][0]["fields"] == ["customer_active_users"]


def test_a_guid_that_could_not_be_read_leaves_the_join_in_doubt() -> None:
    """Who has no customer, and which customer has no service, is not known then."""
    services, customers = (
        [service(1, source="oc", unread=["ump_customer_guid"]), service(2, source="oc")],
        [customer("a")],
    )
    told = judged(services, customers)
    assert [item["subject"] for item in told["findings"] if item["rule"] == "service-without-customer"] == ["service:2"]
    assert [item["subject"] for item in told["findings"] if item["rule"] == "customer-without-service"] == []
    found = {item["rule"]: item["fields"] for item in told["unjudged"]}
    assert found["service-without-customer"] == ["ump_customer_guid"]
    assert found["license-tier-differs"] == ["ump_customer_guid"]
    assert found["customer-without-service"] == ["ump_customer_guid of services"]


def test_rules_about_groups_leave_alone_who_is_in_none_of_them() -> None:
    ready = loaded(rule(scope={"kind": "service", "groups": ["vip"]}))
    services = [service(1, unread=["license_type"]), service(2, unread=["license_type"])]
    told = judged(services, [customer()], ready, groups={join.entry_key(services[1]): {"vip"}})
    assert [item["subject"] for item in told["unjudged"][0]["subjects"]] == ["service:2"]


# ---- the verdict


@pytest.mark.parametrize(
    ("unjudged", "fail_on", "verdict"),
    [
        ("fail", "high", "failed"),
        ("fail", "critical", "warning"),
        ("fail", "never", "warning"),
        ("warn", "low", "warning"),
        ("ignore", "low", "ok"),
    ],
)
@pytest.mark.parametrize("why", ["unread", "left_out"])
def test_what_it_does_to_the_verdict(unjudged: str, fail_on: str, verdict: str, why: str) -> None:
    odd = service(2, unread=["license_type"])
    if why == "left_out":
        odd = service(2)
        del odd["license_type"]
    told = judged([service(1), odd], [customer()], loaded(rule()), fail_on=fail_on, unjudged=unjudged)
    assert told["verdict"] == verdict
    assert [(item["why"], item["count"]) for item in told["unjudged"]] == [(why, 1)]
    assert bool(told["warnings"]) is (unjudged != "ignore")


def test_details_that_nobody_asked_for_never_fail() -> None:
    services, customers = samples()
    for row in customers:
        del row["SiteLocation"]
    plain = join.join(lists.services(services), lists.customers(customers))
    told = judged(*plain)
    assert told["unjudged"] == []
    assert row_of(told, "sip-connection-not-deployed")["not_judged"] == "no customer knows sip_connections_not_deployed"
    assert row_of(told, "app-secret-expired")["not_judged"] == "no customer knows client_secret_expires"


def test_a_kind_that_the_source_does_not_include_never_fails() -> None:
    """Neither its rules nor what its records would have told about the others."""
    services, _customers = read(*samples())
    for item in services:
        item |= {"matched": False, "source": "oc"}
    platform = services[0]["platform"]
    told = judged(services, [], origin=Origin(read={platform: ["services"]}), fail_on="never")
    assert (told["unjudged"], told["warnings"]) == ([], [])
    assert row_of(told, "seats-over-acquired")["not_judged"] == "the source does not read customers"
    assert row_of(told, "service-without-customer")["not_judged"] == "no service knows matched"
    assert not [item for item in told["findings"] if item["rule"] == "service-without-customer"]


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("details", [True, False])
def test_nothing_of_a_healthy_platform_is_unjudged(seed: int, details: bool) -> None:
    dataset = Dataset.generate(400, 400, seed)
    services, customers = join.join(
        lists.services(dataset.services), lists.customers(dataset.customers, details=details)
    )
    told = judged(services, customers)
    assert told["unjudged"] == []
    assert (told["warnings"], told["doubts"]) == ([], [])
    assert "could not" not in told["message"]


# ---- waivers


def test_a_waiver_accepts_what_could_not_be_judged() -> None:
    services = [service(number, unread=["license_type"]) for number in (1, 2)]
    told = judged(services, [customer()], loaded(rule(), waivers=[waiver()]))
    assert [(item["count"], item["waived"]) for item in told["unjudged"]] == [(1, 1)]
    assert [item["status"] for item in told["unjudged"][0]["subjects"]] == ["waived", "unjudged"]
    both = judged(
        services,
        [customer()],
        loaded(
            rule(), rule("r2", check={"type": "missing", "field": "name"}), waivers=[waiver(scope={"subject": "*"})]
        ),
    )
    assert (both["verdict"], both["warnings"], both["unused_waivers"]) == ("ok", [], [])
    over = judged(
        services, [customer()], loaded(rule(), rule("r2"), waivers=[waiver(until="2026-11-21", scope={"subject": "*"})])
    )
    assert over["verdict"] == "failed"


# ---- formats


@pytest.mark.parametrize("waived", [False, True])
def test_a_rule_that_judged_a_part_is_no_test_case_that_passes(waived: bool) -> None:
    """Nor one that judged a part and found something: programs count what passes."""
    services = [service(1), service(2, unread=["license_type"])]
    agreed = [waiver(scope={"subject": "service:2"})] if waived else []
    told = judged(services, [customer()], loaded(rule(), waivers=agreed))
    (suite,) = ET.fromstring(render("junit", told)).findall("testsuite")  # noqa: S314 - made here
    (case,) = suite.findall("testcase")
    assert case.get("name") == "Title of r1: 1 not judged, license_type could not be read"
    assert (suite.get("tests"), suite.get("skipped"), suite.get("failures")) == ("1", "1", "0")
    services[0]["license_type"] = "pro"
    told = judged(services, [customer()], loaded(rule(), waivers=agreed))
    (suite,) = ET.fromstring(render("junit", told)).findall("testsuite")  # noqa: S314 - made here
    assert (suite.get("tests"), suite.get("skipped"), suite.get("failures")) == ("2", "1", "1")


def test_what_is_skipped_has_text_and_everything_a_time() -> None:
    """Codecov's parser takes an empty C(skipped) for a test that passed, and refuses test cases without a time."""
    services = [service(1, license_type="pro"), service(2, license_type="pro"), service(3, unread=["license_type"])]
    nobody = rule("nobody", kind="customer", check={"type": "missing", "field": "client_secret_expires"})
    told = judged(services, [customer()], loaded(rule(), nobody, waivers=[waiver()]))
    root = ET.fromstring(render("junit", told))  # noqa: S314 - made here
    skipped = root.findall(".//skipped")
    assert (len(skipped), all(item.text and item.text.strip() for item in skipped)) == (3, True)
    assert {item.get("time") for tag in ("testsuites", "testsuite", "testcase") for item in root.iter(tag)} == {"0"}


def test_every_format_says_it(tmp_path: Path) -> None:
    services = [service(1), service(2, name="{x} [y]", full_name="", unread=["license_type"], platform="zurich")]
    services[0]["source"] = "dm"
    told = judged(services, [customer(platform="zurich")], loaded(rule()))
    texts = {name: render(name, told) for name in PARTS}
    reason = "license_type could not be read"

    (case,) = ET.fromstring(texts["junit"]).findall(".//testcase[skipped]")  # noqa: S314 - made here
    assert case.find("skipped").attrib == {"message": f"not judged: {reason}"}  # type: ignore[union-attr]
    assert "service:2@zurich" in (case.find("skipped").text or "")  # type: ignore[union-attr]
    (run,) = json.loads(texts["sarif"])["runs"]
    (note,) = run["invocations"][0]["toolConfigurationNotifications"]
    assert note["message"]["text"] == f"not judged for service:2@zurich: {reason}"
    (row,) = csv.DictReader(io.StringIO(texts["csv"], newline=""))
    assert (row["status"], row["subject"], row["platform"]) == ("unjudged", "service:2", "zurich")
    assert row["message"] == f"not judged: {reason}"
    assert f"not judged: {reason}" in texts["html"]
    assert any("r1 (high): 1 service, license_type could not be read" in line for line in render_table(told))
    summary = summarize(told, {}, written=True)
    assert summary["unjudged"] == 1
    assert reason in summary["message"]


def test_the_summary_stays_small() -> None:
    services = [service(number, name="x" * 200, unread=["license_type"]) for number in range(2000)]
    told = judged(services, [customer()], loaded(*(rule(f"r{number}") for number in range(30))))
    assert len(json.dumps(summarize(told, {}, written=True))) < MOST_BYTES
    assert len(render_table(told)) < 45


# ---- baselines


def test_what_was_not_judged_again_is_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    kept = {"licensed_users": 10, "active_users": 20}
    first = judged([service(1)], [customer("a", **kept), customer("b", **kept)], loaded(OVER))
    path.write_text(render_baseline(first), encoding="utf-8")
    unread = {"licensed_users": 10, "active_users": None, "unread": ["active_users"]}
    mended = {"licensed_users": 30, "active_users": 20}
    second = judged(
        [service(1)], [customer("a", **unread), customer("b", **mended)], loaded(OVER), baseline=earlier(path)
    )
    assert second["baseline"] == {"new": 0, "persisting": 0, "fixed": 1, "carried": 1}
    assert [item["subject"] for item in second["carried"]] == ["customer:a"]
    for text in (render_baseline(second), render("json", second)):
        path.write_text(text, encoding="utf-8")
        third = judged(
            [service(1)], [customer("a", **kept), customer("b", **mended)], loaded(OVER), baseline=earlier(path)
        )
        assert third["baseline"] == {"new": 0, "persisting": 1, "fixed": 0, "carried": 0}


def test_a_detail_that_was_asked_for_last_time_only_is_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    ready = loaded(
        rule("sip", "customer", check={"type": "threshold", "field": "sip_connections_not_deployed", "above": 0}),
        rule("r2"),
    )
    first = judged([service(1)], [customer("a", sip_connections_total=2, sip_connections_not_deployed=1)], ready)
    path.write_text(render_baseline(first), encoding="utf-8")
    told = judged([service(1)], [customer("a")], ready, baseline=earlier(path))
    assert told["baseline"] == {"new": 0, "persisting": 0, "fixed": 0, "carried": 1}


def test_rules_and_records_that_are_gone_are_fixed(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    pro = {"license_type": "pro"}
    first = judged([service(1, **pro), service(2, **pro)], [customer()], loaded(rule("r1"), rule("r2")))
    path.write_text(render_baseline(first), encoding="utf-8")
    told = judged(
        [service(2, license_type="", unread=["license_type"])],
        [customer()],
        loaded(rule("r1"), rule("r3", check={"type": "missing", "field": "id"})),
        baseline=earlier(path),
    )
    assert told["baseline"] == {"new": 0, "persisting": 0, "fixed": 3, "carried": 1}
    assert {(item["rule"], item["subject"]) for item in told["carried"]} == {("r1", "service:2")}


def earlier(path: Path) -> Any:
    """The findings of a baseline file."""
    found = read_baseline(path)
    assert found is not None
    return found.findings


def sizes_of(platform: str = "", **counts: int) -> sizes.Sizes:
    """The sizes of the lists of one run, an hour ago."""
    return {platform: {kind: [(NOW.timestamp() - 3600, rows)] for kind, rows in counts.items()}}


# ---- one list empty


OC = {"source": "oc", "matched": False}


@pytest.mark.parametrize(
    ("services", "customers", "said"),
    [
        ([], [customer()], "1 customer and not a single service"),
        ([service(1, **OC)], [], "not a single customer, but 1 of them are not Device Manager services"),
        ([service(1, source="dm", ump_customer_guid="g")], [], "carry the GUID of a customer"),
        ([service(1)], [], "do not say whether they are Device Manager services"),
    ],
)
@pytest.mark.parametrize("fail_on", ["never", "low"])
def test_one_list_empty_though_something_speaks_against_it(
    services: list[Record], customers: list[Record], said: str, fail_on: str
) -> None:
    told = judged(services, customers, fail_on=fail_on)
    assert told["verdict"] == "failed"
    assert said in told["message"]
    assert not is_believed(told, 1)


@pytest.mark.parametrize(
    ("fail_on", "findings"),
    [("low", "1 open finding of severity low or above: 1 critical"), ("never", "1 open finding: 1 critical")],
)
def test_a_list_that_is_not_believed_hides_no_finding(fail_on: str, findings: str) -> None:
    over = customer("a", licensed_users=10, active_users=20)
    told = judged([], [over], loaded(OVER), fail_on=fail_on)
    problem, _semicolon, rest = told["message"].partition("; ")
    assert "1 customer and not a single service" in problem
    assert rest.endswith(findings)


def test_a_provider_with_device_manager_services_alone_is_fine() -> None:
    told = judged([service(1, source="dm", status="ok", license_type="pro")], [], fail_on="low")
    assert (told["verdict"], told["warnings"]) == ("ok", [])
    assert told["remarks"] == [
        "the platform has no customers: all of its services are Device Manager services, which is fine"
    ]
    assert any("which is fine" in line for line in render_table(told))


@pytest.mark.parametrize("by_hand", [True, False])
def test_an_inventory_that_says_nothing_of_its_reading_is_only_a_warning(by_hand: bool) -> None:
    origin = Origin() if by_hand else Origin(read={"elsewhere": ["services", "customers"]})
    told = judged([], [customer(platform="here")], loaded(OVER), source="inventory", origin=origin)
    assert told["verdict"] == ("warning" if by_hand else "failed")
    assert "1 customer and not a single service" in told["message"]


def test_a_list_that_groups_or_filters_leave_out_is_no_suspicion() -> None:
    whole = {"p": ["customers", "services"]}
    for origin in (
        Origin(whole, elsewhere={"p": {"services"}}),
        Origin(whole, rows={"p": {"services": 3, "customers": 1}}),
    ):
        told = judged([], [customer(platform="p")], loaded(OVER), source="inventory", origin=origin)
        assert (told["verdict"], told["doubts"]) == ("ok", [])


def test_an_emptied_list_is_known_by_the_baseline(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    over = customer("a", licensed_users=10, active_users=20)
    dm = service(1, source="dm", status="ok", license_type="pro")
    path.write_text(render_baseline(judged([dm], [over], loaded(OVER))), encoding="utf-8")
    told = judged([dm], [], loaded(OVER), baseline=earlier(path))
    assert (told["verdict"], told["baseline"]) == ("failed", {"new": 0, "persisting": 0, "fixed": 0, "carried": 1})
    assert "the platform lists no customers, but there were 1 in the baseline" in told["message"]
    assert not is_believed(told, 1)
    # nothing was found about a healthy platform, and still it had customers
    fine = judged([dm], [], baseline=[], before=sizes_of(services=1, customers=1))
    assert "there were 1 in the baseline" in fine["message"]


@pytest.mark.parametrize("by_hand", [True, False])
def test_what_hosts_written_by_hand_lack_is_a_warning(by_hand: bool) -> None:
    """Nobody left it out. What could not be read fails all the same."""
    origin = Origin() if by_hand else Origin(read={"": ["services", "customers"]})
    hosts = [{"kind": "service", "id": 1, "name": "a", "status": "ok"}]
    ready = loaded(rule(), rule("r2", check={"type": "state", "field": "status", "in": ["error"]}))
    told = judged(hosts, [], ready, source="inventory", origin=origin)
    assert told["verdict"] == ("warning" if by_hand else "failed")
    assert "license_type of a service" in str(told["warnings"])
    unread = judged([*hosts, {**hosts[0], "id": 2, "unread": ["status"]}], [], ready, source="inventory", origin=origin)
    assert (unread["verdict"], "r2 (1 service: status could not be read)" in unread["message"]) == ("failed", True)
    assert ("r1 (" in unread["message"]) is not by_hand


@pytest.mark.parametrize(
    ("least", "verdict"),
    [({"services": 1, "customers": 1}, "ok"), ({"services": 2}, "failed"), ({"customers": 2}, "failed")],
)
def test_minimums_of_each_list(least: dict[str, int], verdict: str) -> None:
    told = judged(
        [service(1, source="dm", status="ok", license_type="pro")],
        [customer(matched=True, license_type="oc_pro")],
        least=least,
    )
    assert told["verdict"] == verdict
    assert is_believed(told, 1) is (verdict == "ok")
    if verdict == "failed":
        assert f"fewer than minimum_{next(iter(least))} (2)" in told["message"]


def test_half_of_what_the_baseline_knew_is_not_believed(tmp_path: Path) -> None:
    """Who is gone has mended nothing: such a run is never green, and calls nothing fixed."""
    path = tmp_path / "base.json"
    services = [service(number, license_type="pro") for number in range(5)]
    first = judged(services, [customer()], loaded(rule()))
    path.write_text(render_baseline(first, sizes_of(services=5, customers=1)), encoding="utf-8")
    kept = read_baseline(path)
    assert kept is not None
    fine = judged(services[:3], [customer()], loaded(rule()), baseline=kept.findings, before=kept.sizes)
    assert fine["baseline"] == {"new": 0, "persisting": 3, "fixed": 2, "carried": 0}
    for fail_on, verdict in (("never", "warning"), ("critical", "failed")):
        told = judged(
            services[:2], [customer()], loaded(rule()), baseline=kept.findings, before=kept.sizes, fail_on=fail_on
        )
        assert told["baseline"] == {"new": 0, "persisting": 2, "fixed": 0, "carried": 3}
        assert (told["verdict"], is_believed(told, 1)) == (verdict, False)
        assert "there are 2 services, 3 fewer than the 5 in the baseline" in told["message"]


# ---- stale data


@pytest.mark.parametrize(
    ("unjudged", "fail_on", "verdict"),
    [("fail", "low", "failed"), ("fail", "never", "warning"), ("warn", "low", "warning"), ("ignore", "low", "warning")],
)
def test_stale_data_is_never_green(unjudged: str, fail_on: str, verdict: str) -> None:
    origin = Origin(stale={"p": "2026-11-19T07:00:00+00:00"})
    fine = service(1, source="dm", status="ok", license_type="pro", platform="p")
    told = judged([fine], [], source="inventory", origin=origin, fail_on=fail_on, unjudged=unjudged)
    assert told["verdict"] == verdict
    assert "stale data of 3 days" in told["message"]
    assert not is_believed(told, 1)
    assert "stale data of 3 days" in summarize(told, {}, written=True)["stale"]
    for name in PARTS:
        text = render(name, told)
        # a CSV file without rows has its heading alone
        assert ("stale" if name == "csv" else "stale data of 3 days") in text, name


def test_nothing_is_fixed_by_stale_data() -> None:
    first = judged([service(1, license_type="pro")], [customer()], loaded(rule()))
    told = judged(
        [service(1)], [customer()], loaded(rule()), baseline=first["findings"], origin=Origin(stale={"": None})
    )
    assert told["baseline"] == {"new": 0, "persisting": 0, "fixed": 0, "carried": 1}
    assert told["stale"].startswith("stale data: ")


def test_findings_of_stale_data_say_so_in_each_line() -> None:
    told = judged([service(1, license_type="pro")], [customer()], loaded(rule()), origin=Origin(stale={"": None}))
    (row,) = csv.DictReader(io.StringIO(render("csv", told), newline=""))
    assert row["stale"].startswith("stale data")


def test_customers_that_one_run_did_not_read_are_remembered_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    ready = loaded(OVER, rule("error", check={"type": "state", "field": "status", "in": ["error"]}))
    over = customer("a", platform="p", licensed_users=10, active_users=20)
    dm = service(1, platform="p", source="dm", status="ok", license_type="pro")
    path.write_text(render_baseline(judged([dm], [over], ready)), encoding="utf-8")
    alone = Origin(read={"p": ["services"]})
    told = judged([dm], [], ready, origin=alone, baseline=earlier(path), before=sizes_of("p", services=1, customers=1))
    path.write_text(render_baseline(told), encoding="utf-8")
    both = Origin(read={"p": ["customers", "services"]})
    told = judged([dm], [], ready, origin=both, baseline=earlier(path), before=sizes_of("p", **told["population"]))
    assert (told["verdict"], told["baseline"]) == ("failed", {"new": 0, "persisting": 0, "fixed": 0, "carried": 1})
    assert "the platform lists no customers, but there were 1 in the baseline" in told["message"]


@pytest.mark.parametrize("licensed", [10, None])
def test_a_waiver_for_each_of_many_customers_is_looked_at_for_its_own_alone(
    monkeypatch: pytest.MonkeyPatch, licensed: int | None
) -> None:
    """Findings and unjudged pairs: each waiver tried on each of them would be minutes on a large platform."""
    looks: list[str] = []
    covers = waivers.Waiver.covers

    def counted(self: waivers.Waiver, subject: str, record: Record) -> bool:
        looks.append(subject)
        return covers(self, subject, record)

    monkeypatch.setattr(waivers.Waiver, "covers", counted)
    many = 100
    state: Record = {"licensed_users": licensed, "active_users": 20} if licensed else {"unread": ["active_users"]}
    people = [customer(f"c{number}", name=f"name {number}", **state) for number in range(many)]
    people.append(customer("fine", licensed_users=10, active_users=1))
    agreed = [waiver(rule="over", scope={"name": f"name {number}"}) for number in range(1, many)]
    agreed += [waiver(rule="ov*", scope={"name": f"gone {number}"}) for number in range(many)]
    told = judged([service(1)], people, loaded(OVER, waivers=agreed), baseline=[])
    there = told["findings"] if licensed else told["unjudged"][0]["subjects"]
    assert [item["subject"] for item in there if item["status"] != "waived"] == ["customer:c0"]
    assert [item["scope"]["name"] for item in told["unused_waivers"]] == [f"gone {number}" for number in range(many)]
    assert len(looks) < 5 * many
