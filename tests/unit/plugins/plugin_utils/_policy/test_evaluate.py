# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records judged by a policy: findings, waivers, order, ids, and how the work grows."""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.findings import finding_id
from kits.compliance import DEFAULT_POLICY, TODAY, customer, found, loaded, rule, sample_records, service, waiver

ENABLED = {"type": "state", "field": "enabled", "in": [True]}
NOT_MATCHED = {"type": "state", "field": "matched", "in": [False]}
BROKEN = [service(1, license_type="pro"), service(2, license_type="pro"), service(3, license_type="essential")]


def generated(count: int) -> tuple[list[Any], list[Any]]:
    """Return so many services and customers: the vendor's examples again and again, under new ids."""
    services, customers = (itertools.islice(itertools.cycle(rows), count) for rows in sample_records())
    return (
        [{**record, "id": number} for number, record in enumerate(services)],
        [{**record, "ump_customer_guid": f"guid-{number}"} for number, record in enumerate(customers)],
    )


@pytest.mark.parametrize(
    ("fields", "check"),
    [
        ({"dids_free": 10**400}, {"type": "threshold", "field": "dids_used", "of": "dids_free", "above": 0.5}),
        ({"dids_free": "many"}, {"type": "threshold", "field": "dids_free", "above": 1}),
        ({"trial_expires": 20261122}, {"type": "expiry", "field": "trial_expires", "expired": True}),
        ({"trial_expires": "2026-99-99"}, {"type": "expiry", "field": "trial_expires", "within_days": 36500}),
        ({"trial_status": 5}, {"type": "state", "field": "trial_status", "in": ["x"]}),
        ({"status": ["x"]}, {"type": "state", "field": "status", "in": ["x"]}),
    ],
)
def test_a_value_that_cannot_be_is_one_error_that_names_object_and_rule(
    fields: dict[str, Any], check: dict[str, Any]
) -> None:
    ready = loaded(rule("r0", check={"type": "missing", "field": "id"}), rule("r1", check=check))
    with pytest.raises(DataError, match="service:7: rule r1 cannot be applied") as failure:
        found(
            ready,
            [service(6), service(7, **{"dids_used": 1, **fields})],
            today=date(2000, 1, 1) if "2026" in str(fields) else TODAY,
        )
    assert "\n" not in str(failure.value)


def test_a_record_without_identity_is_an_error() -> None:
    with pytest.raises(DataError, match="a record: rule r1 cannot be applied: 'id'"):
        found(loaded(rule()), [{"kind": "service"}])


def test_nothing_to_judge() -> None:
    assert found(loaded(rule())) == []
    assert found(loaded(), BROKEN) == []


def test_a_finding() -> None:
    ready = loaded(rule(remediation="Mend it.", source="a page"))
    (finding, other) = found(ready, BROKEN)
    assert other["subject"] == "service:2"
    assert finding == {
        "id": finding_id("r1", "", "service:1"),
        "rule": "r1",
        "title": "Title of r1",
        "severity": "high",
        "status": "open",
        "platform": "",
        "subject": "service:1",
        "kind": "service",
        "name": "Service 1",
        "license_type": "pro",
        "message": "license type is pro",
        "evidence": {"license_type": "pro"},
        "remediation": "Mend it.",
        "source": "a page",
        "waiver": None,
    }


def test_ids_do_not_depend_on_anything_but_rule_and_object() -> None:
    """Written down: an id that changes makes every finding of every site look new."""
    assert finding_id("service-in-error", "", "service:42712") == "87edcfa4572a23cd"
    lower, upper = (finding_id("r", "", f"customer:{guid}") for guid in ("ab-cd", "AB-CD"))
    assert lower == upper
    # half of a surrogate pair, which a waiver in YAML or JSON can spell
    assert finding_id("r", "", "waiver:r:name \ud800") != finding_id("r", "", "waiver:r:name \ud801")
    (one,) = found(loaded(rule(title="x", severity="low")), [service(1, license_type="PRO".lower(), name="a")])
    (two,) = found(loaded(rule()), [service(1, license_type="pro", name="b")], today=date(2030, 1, 1))
    assert one["id"] == two["id"]
    assert len({item["id"] for item in found(loaded(rule("a"), rule("b")), BROKEN)}) == 4


def test_one_id_on_two_platforms_is_two_findings() -> None:
    """Each has an id and a waiver of its own."""
    services = [service(1, license_type="pro", platform=name) for name in ("oslo", "zurich")]
    waiver = {"rule": "r1", "scope": {"platform": "OSLO"}, "reason": "x", "owner": "y", "until": "2030-01-01"}
    findings = found(loaded(rule(), waivers=[waiver]), services)
    assert [(item["platform"], item["status"]) for item in findings] == [("oslo", "waived"), ("zurich", "open")]
    assert len({item["id"] for item in findings}) == 2


def test_order_is_the_same_whatever_the_order_of_the_records() -> None:
    ready = policy.load(DEFAULT_POLICY, TODAY)
    services, customers = generated(60)
    expected = found(ready, services, customers)
    assert len(expected) > len(services)
    assert [evaluate.RANK[item["severity"]] for item in expected] == sorted(
        (evaluate.RANK[item["severity"]] for item in expected), reverse=True
    )
    rng = random.Random(7)
    for _turn in range(3):
        rng.shuffle(services)
        rng.shuffle(customers)
        assert found(ready, services, customers) == expected


def test_names_are_sorted_whatever_their_case() -> None:
    services = [service(1, license_type="pro", full_name=name) for name in ("AB", "ac", "a_")]
    assert [item["name"] for item in found(loaded(rule()), services)] == ["a_", "AB", "ac"]


@pytest.mark.parametrize(("fields", "name"), [({}, "service:1"), ({"full_name": "", "name": "short"}, "short")])
def test_a_finding_about_an_object_with_few_fields(fields: dict[str, Any], name: str) -> None:
    """It has a name in any case, and no license where nobody read one."""
    (finding,) = found(loaded(rule(check=ENABLED)), [{"kind": "service", "id": 1, "enabled": True, **fields}])
    assert (finding["name"], finding["license_type"]) == (name, "")


def test_groups_of_nobody() -> None:
    """A rule about groups applies to nothing where no groups are known."""
    assert found(loaded(rule(scope={"kind": "service", "groups": ["lp_vip"]})), BROKEN) == []


@pytest.mark.parametrize(
    ("scope", "subjects"),
    [
        ({"subject": "service:1"}, ["service:1"]),
        ({"subject": "SERVICE:*"}, ["service:1", "service:2"]),
        ({"name": "service 2"}, ["service:2"]),
        ({"name": "Full *"}, ["service:1"]),
        ({"name": "Full *", "license_type": "essential"}, []),
        ({"license_type": "p?o", "license_family": "device*"}, ["service:2"]),
        ({"subject": "service:3"}, []),
    ],
)
def test_what_a_waiver_covers(scope: dict[str, str], subjects: list[str]) -> None:
    """Every key of its scope; case does not matter; of names the short or the full one."""
    services = [
        service(1, license_type="pro", full_name="Full name"),
        service(2, license_type="pro", license_family="device_manager"),
    ]
    findings = found(loaded(rule(), waivers=[waiver(scope=scope)]), services)
    assert len(findings) == 2
    waived = [item for item in findings if item["status"] == "waived"]
    assert [item["subject"] for item in waived] == subjects
    assert all(item["waiver"] == {"reason": "agreed", "owner": "officer", "until": "2026-12-31"} for item in waived)


@pytest.mark.parametrize(
    ("scope", "waived"),
    [
        # somebody is called that, so nobody else is meant
        ({"name": "[VIP] Acme"}, ["service:1"]),
        ({"name": " [vip] acme "}, ["service:1"]),
        ({"name": "delta"}, ["service:3"]),
        # nobody is called that
        ({"name": "[V] Acme"}, ["service:2"]),
        ({"license_type": "p[r]o"}, ["service:1"]),
        ({"license_type": "pr?"}, ["service:2", "service:3"]),
    ],
)
def test_a_waiver_means_a_name_before_it_means_a_pattern(scope: dict[str, str], waived: list[str]) -> None:
    services = [
        service(1, name="[VIP] Acme", license_type="p[r]o"),
        service(2, name="V Acme", license_type="pro"),
        service(3, name="Delta ", license_type="pro"),
    ]
    ready = loaded(rule(scope={"kind": "service"}, check=NOT_MATCHED), waivers=[waiver(scope=scope)])
    findings = found(ready, services)
    assert sorted(item["subject"] for item in findings if item["status"] == "waived") == waived
    assert evaluate.unused_waivers(findings, services, ready, ["r1"], TODAY) == []


def test_the_name_of_a_customer_is_no_pattern_of_services_either() -> None:
    ready = loaded(rule(scope={"kind": "service"}, check=NOT_MATCHED), waivers=[waiver(scope={"name": "[VIP] Acme"})])
    (finding,) = found(ready, [service(2, name="V Acme", license_type="pro")], [customer("g", name="[VIP] Acme")])
    assert finding["status"] == "open"


def test_a_waiver_of_several_rules() -> None:
    ready = loaded(rule("seats-a"), rule("seats-b"), rule("x"), waivers=[waiver(rule="seats-*")])
    status = {item["rule"]: item["status"] for item in found(ready, BROKEN[:1])}
    assert status == {"seats-a": "waived", "seats-b": "waived", "x": "open"}


def test_a_waiver_ends_after_its_last_day_and_is_a_finding_then() -> None:
    data = [rule()], [waiver(until="2026-11-22")]
    (finding,) = found(loaded(*data[0], waivers=data[1]), BROKEN[:1])
    assert finding["status"] == "waived"
    tomorrow = date(2026, 11, 23)
    open_, expired = found(loaded(*data[0], waivers=data[1], today=tomorrow), BROKEN[:1], today=tomorrow)
    assert (open_["status"], open_["waiver"]) == ("open", None)
    assert expired["rule"] == "waiver-expired"
    assert expired["message"] == "the waiver of officer ended on 2026-11-22, 1 day ago"
    assert (expired["status"], expired["severity"], expired["kind"]) == ("open", "low", "waiver")
    later = date(2027, 1, 1)
    again = found(loaded(*data[0], waivers=data[1], today=later), today=later)
    assert [item["id"] for item in again] == [expired["id"]]


def test_waived_findings_never_count() -> None:
    findings = found(loaded(rule(), waivers=[waiver()]), BROKEN)
    assert evaluate.counts(findings) == {"critical": 0, "high": 1, "medium": 0, "low": 0, "info": 0, "waived": 1}
    assert [item["subject"] for item in evaluate.failing(findings, "high")] == ["service:2"]
    everything = found(loaded(rule(), waivers=[waiver(scope={"subject": "*"})]), BROKEN)
    assert evaluate.failing(everything, "low") == []


@pytest.mark.parametrize(
    ("fail_on", "expected"),
    [
        ("never", []),
        ("critical", ["d"]),
        ("high", ["d", "c"]),
        ("medium", ["d", "c", "b"]),
        ("low", ["d", "c", "b", "a"]),
    ],
)
def test_what_fails(fail_on: str, expected: list[str]) -> None:
    severities = {"e": "info", "a": "low", "b": "medium", "c": "high", "d": "critical"}
    findings = found(loaded(*(rule(name, severity=severity) for name, severity in severities.items())), BROKEN[:1])
    assert [item["rule"] for item in evaluate.failing(findings, fail_on)] == expected
    assert fail_on in evaluate.FAIL_ON


def test_comparing_with_an_earlier_run() -> None:
    before = [item["id"] for item in found(loaded(rule()), BROKEN[:1])] + ["gone", "gone"]
    now = found(loaded(rule()), BROKEN)
    one, two = (item["id"] for item in now)
    assert evaluate.compared(now, before) == {"new": [two], "persisting": [one], "fixed": ["gone"], "carried": []}
    assert evaluate.compared([], []) == {"new": [], "persisting": [], "fixed": [], "carried": []}


def test_rules_that_nothing_can_be_judged_by() -> None:
    sip = {"type": "threshold", "field": "sip_connections_not_deployed", "above": 0}
    ready = loaded(
        rule("secret", "customer", check={"type": "expiry", "field": "client_secret_expires", "expired": True}),
        rule("sip", "customer", check=sip),
        rule("service"),
    )
    people = [customer("a"), customer("b")]
    assert evaluate.not_judged([], people, ready) == {
        "secret": "no customer knows client_secret_expires",
        "sip": "no customer knows sip_connections_not_deployed",
        "service": "there is no service",
    }
    people[1] |= {"client_secret_expires": None, "sip_connections_not_deployed": 0}
    assert evaluate.not_judged(BROKEN, people, ready) == {}


@pytest.mark.parametrize("check", [{"type": "missing"}, {"type": "state", "not_in": [0]}], ids=["missing", "state"])
def test_what_nobody_asked_for_is_missing_nowhere(check: dict[str, Any]) -> None:
    ready = loaded(
        rule(scope={"kind": "customer"}, check={**check, "field": "sip_connections_total"}),
        waivers=[waiver(scope={"subject": "customer:a"})],
    )
    people = [customer("a"), customer("b")]
    assert evaluate.not_judged([], people, ready) == {"r1": "no customer knows sip_connections_total"}
    findings = found(ready, customers=people)
    assert (findings, evaluate.unused_waivers(findings, people, ready, [], TODAY)) == ([], [])
    people[1]["sip_connections_total"] = 0
    assert [item["subject"] for item in found(ready, customers=people)] == ["customer:a"]


def test_a_list_of_sip_connections_that_nobody_asked_for_is_not_missing() -> None:
    """It is empty then, and its number is null."""
    ready = loaded(rule(scope={"kind": "customer"}, check={"type": "missing", "field": "sip_connections"}))
    people = [{**customer("a"), "sip_connections": [], "sip_connections_total": None}]
    assert evaluate.not_judged([], people, ready) == {"r1": "no customer knows sip_connections"}
    assert found(ready, customers=people) == []
    people[0]["sip_connections_total"] = 0
    assert evaluate.not_judged([], people, ready) == {}
    assert [item["subject"] for item in found(ready, customers=people)] == ["customer:a"]


@pytest.mark.parametrize("field", ["total", "not_deployed"])
def test_what_a_service_carries_of_sip_connections_is_not_missing_where_nobody_asked(field: str) -> None:
    field = f"customer_sip_connections_{field}"
    ready = loaded(rule(scope={"kind": "service"}, check={"type": "missing", "field": field}))
    carrying = [{**service(1), "customer_sip_connections": [], "customer_sip_connections_total": None, field: None}]
    assert evaluate.not_judged(carrying, [], ready) == {"r1": f"no service knows {field}"}
    assert found(ready, carrying) == []


@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        ({"where": [{"type": "state", "field": "trial_status", "in": ["enabled"]}]}, "no service knows trial_status"),
        ({"enabled": False}, "no service knows enabled"),
        ({"license_tier": "pro", "source": "oc"}, "no service knows license_tier, source"),
        ({"enabled": True}, None),
    ],
)
def test_a_scope_that_nothing_can_be_told_by_is_not_judged(scope: dict[str, Any], reason: str | None) -> None:
    """Else a source that leaves the field of a condition out would pass the rule."""
    ready = loaded(rule(scope={"kind": "service", **scope}))
    few = [{"kind": "service", "id": 1, "license_type": "pro"}]
    assert evaluate.not_judged(few, [], ready).get("r1") == reason
    assert evaluate.not_judged([*few, service(2)], [], ready) == {}


def test_groups_that_the_source_does_not_know_are_not_judged() -> None:
    ready = loaded(rule(scope={"kind": "service", "groups": ["vip"]}))
    assert evaluate.not_judged(BROKEN, [], ready) == {"r1": "the source knows no inventory groups"}
    assert evaluate.not_judged(BROKEN, [], ready, {join.entry_key(BROKEN[0]): set()}) == {}


def test_waivers_that_cover_nothing() -> None:
    """Of those that have not ended, by the findings of the rules that were judged."""
    ready = loaded(
        rule("r1"),
        rule("r2"),
        rule("blind"),
        waivers=[
            waiver(rule="r1", scope={"subject": "service:1"}, until=TODAY.isoformat()),
            waiver(rule="r?", scope={"license_type": "pro"}),
            waiver(rule="r2", scope={"name": "service 3"}),
            waiver(rule="r*", scope={"subject": "service:9"}),
            waiver(rule="r2", scope={"subject": "service:9"}, until="2026-11-21"),
            waiver(rule="r1", scope={"name": "nobody"}, until=TODAY.isoformat()),
            waiver(rule="blind", scope={"name": "nobody"}),
        ],
    )
    findings = found(ready, BROKEN)
    assert {item["status"] for item in findings} == {"open", "waived"}
    unused = evaluate.unused_waivers(findings, BROKEN, ready, ["r1", "r2"], TODAY)
    assert [(item.rule, item.scope) for item in unused] == [
        ("r2", {"name": "service 3"}),
        ("r*", {"subject": "service:9"}),
        ("r1", {"name": "nobody"}),
    ]


def test_records_none_of_which_knows_all() -> None:
    """Each field is known of one, and still nothing can be judged."""
    ready = loaded(rule(scope={"kind": "service", "license_tier": "pro"}, check=ENABLED))
    halves = [{"kind": "service", "id": 1, "enabled": True}, {"kind": "service", "id": 2, "license_tier": "pro"}]
    assert evaluate.not_judged(halves, [], ready) == {"r1": "no service knows enabled, license_tier"}


def test_all_fields_that_nobody_knows_are_named() -> None:
    ready = loaded(rule(check={"type": "band", "in": ["over"]}))
    lonely = [{"kind": "service", "id": 1, "name": "a"}]
    assert evaluate.not_judged(lonely, [], ready) == {
        "r1": "no service knows customer_active_users, customer_licensed_users"
    }


# what the default policy says about the vendor's examples on 22 November 2026, checked by hand against the example
# answers of "Retrieve Services" and "Get Services Brief Details (V3)"; docs/docsite/rst/compliance_guide.rst shows it
SAMPLE_FINDINGS = [
    ("high", "service-in-error", "DHD Customer A DM", "status is error"),
    ("high", "service-in-error", "Seraya", "status is error"),
    ("high", "service-in-error", "ZARonaldM", "status is error"),
    ("high", "trial-expired-but-enabled", "DHD Customer A DM", "trial ended 2026-07-19, 126 days ago"),
    ("high", "trial-expired-but-enabled", "Seraya", "trial ended 2026-06-06, 169 days ago"),
    (
        *("medium", "disabled-with-paid-license", "ACME Inc."),
        "license type is pro",
    ),
    (
        *("low", "devices-disconnected-meeting", "DHD Customer A DM"),
        "meeting room devices disconnected: 11 of 15 (73.3 %), at least 50 %",
    ),
    (
        "low",
        "devices-disconnected-meeting",
        "Seraya",
        "meeting room devices disconnected: 29 of 48 (60.4 %), at least 50 %",
    ),
    (
        *("low", "devices-disconnected-personal", "DHD Customer A DM"),
        "personal devices disconnected: 7 of 11 (63.6 %), at least 50 %",
    ),
    (
        "low",
        "devices-disconnected-personal",
        "Seraya",
        "personal devices disconnected: 7 of 9 (77.8 %), at least 50 %",
    ),
    (
        *("low", "devices-disconnected-personal", "ZARonaldM"),
        "personal devices disconnected: 1 of 1 (100.0 %), at least 50 %",
    ),
    ("low", "seats-unused", "auto_sys_plus_r", "0 seats in use of 10 acquired (0.0 %)"),
    ("low", "seats-unused", "auto_sys_pro", "0 seats in use of 30 acquired (0.0 %)"),
    ("low", "seats-unused", "auto_sys_pro_r", "0 seats in use of 30 acquired (0.0 %)"),
    ("low", "seats-unused", "many_sbc_test", "0 seats in use of 15 acquired (0.0 %)"),
    *(
        ("info", "customer-without-service", name, "no service belongs to it")
        for name in (
            *("auto_serv_ess", "auto_sys_plus_r", "auto_sys_pro", "auto_sys_pro_r", "many_sbc_test"),
            *("micu_test", "micu_test1", "new_sbc_test", "new_sept_lead", "two_sbc_two_cp"),
        )
    ),
]


def test_the_vendors_examples() -> None:
    findings = found(policy.load(DEFAULT_POLICY, TODAY), *sample_records())
    told = [(item["severity"], item["rule"], item["name"], item["message"]) for item in findings]
    assert told == SAMPLE_FINDINGS


def calls_of(function: Callable[[], object]) -> int:
    """Return how many functions are called while one runs."""
    events: Counter[str] = Counter()

    def note(_frame: object, event: str, _called: object) -> None:
        events[event] += 1

    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return events["call"] + events["c_call"]


def test_work_grows_with_the_number_of_records_and_no_faster() -> None:
    """Four times the records, about four times the calls: these are counted, for no clock tells the same twice."""
    ready = policy.load(DEFAULT_POLICY, TODAY)
    few, many = (calls_of(partial(evaluate.evaluate, *generated(count), ready, TODAY)) for count in (500, 2000))
    assert few > 500, "nothing was counted"
    assert many < few * 4 * 1.1


def test_many_waivers_cost_little() -> None:
    """Waivers are looked at for findings of their rule only."""
    services = [service(number, license_type="pro") for number in range(500)]
    waivers = [waiver(scope={"subject": f"service:{number}"}) for number in range(0, 500, 2)]
    start = time.process_time()
    findings = found(loaded(rule("a"), rule("r1"), waivers=waivers), services)
    assert time.process_time() - start < 2
    assert evaluate.counts(findings)["waived"] == 250


@pytest.mark.parametrize(("until", "ago"), [("2026-11-21", "1 day"), ("2026-11-20", "2 days")])
def test_an_expired_waiver_is_a_finding_with_every_key(until: str, ago: str) -> None:
    """It has the keys of any other finding, in the same order, and says whose it was and what to do."""
    ready = loaded(rule("r1"), waivers=[waiver(until=until)])
    (expired,) = [item for item in found(ready, []) if item["kind"] == "waiver"]
    assert list(expired) == list(found(loaded(rule("r1")), BROKEN)[0])
    assert expired == {
        "id": finding_id(policy.EXPIRED_WAIVER, "", expired["subject"]),
        "rule": policy.EXPIRED_WAIVER,
        "title": "A waiver has expired",
        "severity": "low",
        "status": "open",
        "platform": "",
        "subject": "waiver:r1:subject service:1",
        "kind": "waiver",
        "name": "r1 for subject service:1",
        "license_type": "",
        "message": f"the waiver of officer ended on {until}, {ago} ago",
        "evidence": {"reason": "agreed", "owner": "officer", "until": until},
        "remediation": "Fix what was waived, or agree on a new date.",
        "source": "",
        "waiver": None,
    }


def test_the_scope_of_an_expired_waiver_names_every_key() -> None:
    """In one order, whatever the order in the file."""
    ready = loaded(rule("r1"), waivers=[waiver(until="2026-11-20", scope={"name": "a*", "license_type": "pro"})])
    assert [item["name"] for item in found(ready, []) if item["kind"] == "waiver"] == [
        "r1 for license_type pro, name a*"
    ]
