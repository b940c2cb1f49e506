# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has changed since an earlier report, which was written as JSON and read again: real changes, and none but these."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.changes import CHANGES, Changes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.previous import find
from kits.report_data import (
    HOSTILE,
    NOW,
    hosts_of,
    many_hosts,
    model_of,
    raw_customer,
    raw_service,
    sample_hosts,
    trial,
)

THEN = datetime(2026, 11, 1, 8, 0, tzinfo=timezone.utc)
Hosts = dict[str, dict[str, Any]]


def on(platform: str, hosts: Hosts) -> Hosts:
    return {name: {**variables, "lp_platform": platform} for name, variables in hosts.items()}


class Reports:
    """Two reports in a row, the first through its JSON file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "before.json"

    def __call__(
        self,
        before: Hosts,
        after: Hosts,
        edit: Callable[[dict[str, Any]], None] = lambda _document: None,
        then: dict[str, Any] | None = None,
        **asked: Any,
    ) -> Changes:
        document = json.loads(render_json(model_of(before, now=THEN, **(then or {}))))
        edit(document)
        self.path.write_text(json.dumps(document), encoding="utf-8")
        previous, warnings = find(self.path, NOW, document["platforms"])
        assert not warnings
        model = model_of(after, previous=previous, **asked)
        assert model["changes"] is not None
        return model["changes"]


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    return Reports(tmp_path)


def told(found: Changes) -> list[tuple[Any, ...]]:
    return [(item["change"], item["kind"], item["name"], item["before"], item["after"]) for item in found["items"]]


@pytest.mark.parametrize("hosts", [sample_hosts(), many_hosts(30), {}])
def test_the_same_data_has_no_changes(reports: Reports, hosts: Hosts) -> None:
    found = reports(hosts, hosts)
    assert found["since"] == "2026-11-01T08:00:00Z"
    assert found["items"] == []
    assert found["counts"] == dict.fromkeys(CHANGES, 0)
    changed = {name: value for name, value in found["totals"].items() if value}
    # time has passed
    assert changed.keys() <= {"trials_active", "trials_expiring", "trials_expired"}
    assert found["totals"]["services"] == 0


def test_every_kind_of_change_is_told_and_counted(reports: Reports) -> None:
    before = hosts_of(
        [
            raw_service(1, "gone"),
            raw_service(2, "license"),
            raw_service(3, "state"),
            raw_service(4, "off"),
            raw_service(5, "trial begins"),
            {**trial(6, "10-11-2026"), "name": "trial ends", "fullName": "trial ends"},
            raw_service(7, "old name"),
        ],
        [raw_customer("G1", "more seats", seats=10), raw_customer("g2", "same")],
    )
    after = hosts_of(
        [
            raw_service(2, "license", licenseType="ESSENTIAL"),
            raw_service(3, "state", status="ERROR"),
            raw_service(4, "off", isEnabled=False),
            {**trial(5, "01-02-2027"), "name": "trial begins", "fullName": "trial begins"},
            {**trial(6, "10-11-2026"), "name": "trial ends", "fullName": "trial ends"},
            raw_service(7, "new name"),
            raw_service(8, "new"),
        ],
        [raw_customer("g1", "more seats", seats=15), raw_customer("g2", "same")],
    )
    found = reports(before, after)
    assert told(found) == [
        ("new", "service", "new", None, "Pro"),
        ("gone", "service", "gone", "Pro", None),
        ("license", "service", "license", "Pro", "Essential"),
        ("seats", "customer", "more seats", 10, 15),
        ("state", "service", "off", "ok", "disabled"),
        ("state", "service", "state", "ok", "error"),
        ("trial_begun", "service", "trial begins", None, "2027-02-01"),
        ("trial_ended", "service", "trial ends", "2026-11-10", "2026-11-10"),
        ("renamed", "service", "new name", "old name", "new name"),
    ]
    assert list(found["counts"].items()) == [(change, 2 if change == "state" else 1) for change in CHANGES]
    assert found["totals"]["seats_licensed"] == 5
    assert found["totals"]["services_disabled"] == 1
    (renamed,) = [item for item in found["items"] if item["change"] == "renamed"]
    assert (renamed["id"], renamed["subject"], renamed["platform"]) == (7, "service:7", "")


def test_a_host_that_is_renamed_is_the_same_object(reports: Reports) -> None:
    hosts = hosts_of([raw_service(1, "a")])
    assert told(reports(hosts, {"elsewhere": hosts["a"]})) == []


def test_a_customer_that_a_service_carries_is_the_same_as_one_of_its_own(reports: Reports) -> None:
    guid = "11111111-0000-4000-8000-000000000001"
    alone = hosts_of([raw_service(1, "a")], [raw_customer(guid, "Acme", seats=10)])
    carried = hosts_of([raw_service(1, "a", umpId=guid)], [raw_customer(guid, "Acme", seats=10)])
    assert told(reports(alone, carried)) == []
    more = hosts_of([raw_service(1, "a", umpId=guid)], [raw_customer(guid, "Acme", seats=12)])
    assert told(reports(carried, more)) == [("seats", "customer", "Acme", 10, 12)]


def test_two_platforms_with_the_same_ids_are_kept_apart(reports: Reports) -> None:
    oslo = on("oslo", hosts_of([raw_service(1, "a")]))
    zurich = {f"z-{name}": host for name, host in on("zurich", hosts_of([raw_service(1, "b")])).items()}
    changed = {
        f"z-{name}": host for name, host in on("zurich", hosts_of([raw_service(1, "b", status="ERROR")])).items()
    }
    found = reports({**oslo, **zurich}, {**oslo, **changed})
    assert [(item["platform"], item["subject"], item["change"]) for item in found["items"]] == [
        ("zurich", "service:1@zurich", "state")
    ]


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("field", ["license_type", "status", "trial_expires", "full_name", "enabled"])
def test_what_is_unread_is_no_change(reports: Reports, side: str, field: str) -> None:
    hosts: dict[str, Hosts] = {
        "before": hosts_of([{**trial(1, "01-02-2027"), "fullName": "A", "name": "a"}]),
        "after": hosts_of(
            [raw_service(1, "a", fullName="B", licenseType="ESSENTIAL", status="ERROR", isEnabled=False)]
        ),
    }
    whole = {item["change"] for item in reports(hosts["before"], hosts["after"])["items"]}
    assert whole == {"license", "state", "trial_ended", "renamed"}
    hosts[side]["a"]["lp_unread"] = [field]
    found = {item["change"] for item in reports(hosts["before"], hosts["after"])["items"]}
    gone = {
        "license_type": {"license"},
        "status": {"state"},
        "enabled": {"state"},
        "trial_expires": {"trial_ended"},
        "full_name": {"renamed"},
    }
    assert found == whole - gone[field]


@pytest.mark.parametrize("side", ["before", "after"])
def test_what_the_source_leaves_out_is_no_change(reports: Reports, side: str) -> None:
    hosts = {
        "before": hosts_of([raw_service(1, "a")], [raw_customer("g", "c", seats=1)]),
        "after": hosts_of(
            [raw_service(1, "a", status="ERROR", licenseType="ESSENTIAL", fullName="x")],
            [raw_customer("g", "c", seats=2)],
        ),
    }
    for name, host in hosts[side].items():
        hosts[side][name] = {
            key: value
            for key, value in host.items()
            if key not in ("lp_status", "lp_license_type", "lp_licensed_users", "lp_full_name")
        }
    assert told(reports(hosts["before"], hosts["after"])) == []


def test_a_total_whose_fields_were_unread_has_no_difference(reports: Reports) -> None:
    before = hosts_of([raw_service(1, "a", totalDIDs=5, usedDIDs=1)])
    after = hosts_of([raw_service(1, "a", totalDIDs=9, usedDIDs=2)])
    after["a"].update(lp_dids_total=None, lp_unread=["dids_total"])
    found = reports(before, after)
    assert "dids_total" not in found["totals"]
    assert found["totals"]["dids_used"] == 1


def test_a_report_limited_to_hosts_makes_nobody_new_or_gone(reports: Reports) -> None:
    few, all_ = hosts_of([raw_service(1, "a")]), hosts_of([raw_service(1, "a", status="ERROR"), raw_service(2, "b")])
    limited: dict[str, Any] = {"limited": True}
    found = reports(few, all_, then=limited)
    assert told(found) == [("state", "service", "a", "ok", "error")]
    assert found["totals"] == {}
    # what was there before and is in no full list now is gone
    assert [item["change"] for item in reports(all_, few, then=limited)["items"]] == ["gone", "state"]
    assert [item["change"] for item in reports(few, all_, **limited)["items"]] == ["new", "state"]
    assert [item["change"] for item in reports(all_, few, **limited)["items"]] == ["state"]


def test_a_report_of_an_earlier_version_says_in_its_title_that_it_is_limited(reports: Reports) -> None:
    few, all_ = hosts_of([raw_service(1, "a")]), hosts_of([raw_service(1, "a"), raw_service(2, "b")])

    def old(document: dict[str, Any]) -> None:
        for name in ("scope", "attention", "lapses", "changes"):
            del document[name]

    assert [item["change"] for item in reports(few, all_, old)["items"]] == ["new"]
    title = {"title": "License report (limited to 1 of 2 services and customers)"}
    assert told(reports(few, all_, old, then=title)) == []


def test_a_kind_that_one_report_did_not_read_is_neither_new_nor_gone(reports: Reports) -> None:
    services = hosts_of([raw_service(1, "a")])
    both = hosts_of([raw_service(1, "a")], [raw_customer("g", "c")])
    assert told(reports(services, both)) == told(reports(both, services)) == []
    found = reports(services, both, then={"read": {"": ["services", "customers"]}})
    assert told(found) == [("new", "customer", "c", None, "Hosted Pro")]
    found = reports(both, services, read={"": ["services", "customers"]})
    assert [item["change"] for item in found["items"]] == ["gone"]
    assert "customers" not in reports(both, services)["totals"]
    assert reports(both, services)["totals"]["services"] == 0


def test_reports_about_other_groups_make_nobody_new_or_gone(reports: Reports) -> None:
    before, after = hosts_of([raw_service(1, "a")]), hosts_of([raw_service(2, "b")])

    def other(document: dict[str, Any]) -> None:
        document["groups"] = [{"name": "lp_status_error"}]

    assert told(reports(before, after, other)) == []


def test_hosts_that_disagree_about_an_object_change_nothing(reports: Reports) -> None:
    one = hosts_of([raw_service(1, "a")])
    two = {**one, "b": {**one["a"], "lp_status": "error"}}
    assert told(reports(one, two)) == told(reports(two, one)) == []


def test_changes_are_sorted_as_people_sort(reports: Reports) -> None:
    names = ["site 10", "Site 2", "alpha"]
    after = hosts_of([raw_service(0, "x"), *(raw_service(n, name) for n, name in enumerate(names, 1))])
    found = reports(hosts_of([raw_service(0, "x")]), after)
    assert [item["name"] for item in found["items"]] == ["alpha", "Site 2", "site 10"]


def test_hostile_names_stay_data(reports: Reports) -> None:
    before = hosts_of([raw_service(0, "x"), *(raw_service(n, name) for n, name in enumerate(HOSTILE, 1))])
    found = reports(before, hosts_of([raw_service(0, "x")]))
    assert found["counts"]["gone"] == len(HOSTILE)
    assert {item["name"] for item in found["items"]} == {variables["lp_full_name"] for variables in before.values()} - {
        "x"
    }


def test_the_document_is_the_same_for_hosts_in_any_order(reports: Reports) -> None:
    before, after = many_hosts(20), many_hosts(30)
    one: Any = reports(before, after)
    other = reports(dict(reversed(before.items())), dict(reversed(after.items())))
    assert one == other
    assert one["counts"]["new"] > 10
