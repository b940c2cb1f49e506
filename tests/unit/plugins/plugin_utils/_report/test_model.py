# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The counts of the report, against the vendor's examples counted by hand and against rows made for one question each."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import build_model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import Limits
from kits.report_data import GROUPS, NOW, hosts_of, model_of, raw_customer, raw_service, rows_of, sample_hosts, trial


def test_nothing_at_all_is_a_report_of_zeros() -> None:
    model = build_model([], {}, "Empty", NOW)
    assert {value for name, value in model["totals"].items() if not name.startswith("sip_")} == {0}
    assert model["totals"]["sip_connections"] is None
    assert model["groups"] == model["license_types"] == model["statuses"] == model["rows"] == []


def test_the_vendors_examples_give_the_totals_counted_by_hand() -> None:
    assert model_of(sample_hosts())["totals"] == {
        "hosts": 16,
        "skipped": 0,
        "services": 6,
        "services_enabled": 5,
        "services_disabled": 1,
        "services_without_customer": 6,
        "customers": 10,
        "customers_without_service": 10,
        "seats_licensed": 10 + 15 + 30 + 30 + 15,
        "seats_active": 1,
        "seats_active_unplanned": 0,
        "customers_with_seats": 5,
        "customers_over": 0,
        "customers_not_counted": 5,
        "seats_not_counted": 0,
        "devices_personal": 11 + 9 + 1,
        "devices_personal_max": 200 + 10 + 10 + 100 + 2 + 100,
        "devices_personal_disconnected": 7 + 7 + 1,
        "devices_meeting": 15 + 48,
        "devices_meeting_max": 200 + 10 + 10 + 300 + 2 + 10,
        "devices_meeting_disconnected": 11 + 29,
        "ai_summary_devices_active": 2 + 22,
        "ai_summary_devices_max": 5 + 300,
        "dids_total": 0,
        "dids_used": 0,
        "dids_free": 0,
        "trials_active": 0,
        "trials_expiring": 0,
        "trials_expired": 2,
        "trials_without_date": 0,
        "sip_connections": 1 + 1 + 1 + 2 + 1 + 2 + 2 + 1 + 1 + 11,
        "sip_connections_not_deployed": 0,
    }


def test_the_vendors_examples_by_license_type_and_status() -> None:
    model = model_of(sample_hosts())
    assert {item["license_type"]: item["hosts"] for item in model["license_types"]} == {
        "hosted_essentials": 5,
        "essential": 3,
        "hosted_pro": 2,
        "oc_pro": 2,
        "essential_imtr": 1,
        "hosted_essentials_plus": 1,
        "pro": 1,
        "pro_imtr": 1,
    }
    assert [(item["status"], item["services"]) for item in model["statuses"]] == [
        ("error", 3),
        ("unmonitored", 1),
        ("ok", 2),
    ]
    assert model["groups"] == [
        {"name": "lp_services", "hosts": 6, "services": 6, "customers": 0, "skipped": 0},
        {"name": "lp_customers", "hosts": 10, "services": 0, "customers": 10, "skipped": 0},
    ]


def test_rows_in_any_order_give_the_same_model() -> None:
    rows = rows_of(sample_hosts())
    sizes = dict.fromkeys(GROUPS, 0)
    assert build_model(rows, sizes, "t", NOW) == build_model(reversed(rows), sizes, "t", NOW)


def test_a_carried_customer_counts_under_both_license_types_and_once_as_customer() -> None:
    guid = "11111111-0000-4000-8000-000000000001"
    model = model_of(
        hosts_of(
            [raw_service(1, "a", umpId=guid), raw_service(2, "b", umpId=guid, licenseType="ESSENTIAL")],
            [raw_customer(guid, "shared", code=5, seats=30, used=40)],
        )
    )
    totals = model["totals"]
    assert (totals["hosts"], totals["services"], totals["customers"]) == (2, 2, 1)
    assert (totals["customers_without_service"], totals["services_without_customer"]) == (0, 0)
    assert (totals["seats_licensed"], totals["seats_active"], totals["customers_over"]) == (30, 40, 1)
    by_type = {item["license_type"]: item for item in model["license_types"]}
    assert {name: item["hosts"] for name, item in by_type.items()} == {"oc_pro": 2, "pro": 1, "essential": 1}
    assert (by_type["oc_pro"]["services"], by_type["oc_pro"]["customers"]) == (0, 1)
    assert (by_type["oc_pro"]["seats_licensed"], by_type["pro"]["seats_licensed"]) == (30, 0)
    assert [(item["hosts"], item["percent"], item["over"]) for item in model["seats"]] == [(["a", "b"], 133, True)]


def test_a_service_and_customer_of_the_same_license_type_are_one_host_of_it() -> None:
    guid = "11111111-0000-4000-8000-000000000002"
    hosts = hosts_of([raw_service(1, "a", umpId=guid, licenseType="OC_PRO")], [raw_customer(guid, "c", code=5)])
    (item,) = model_of(hosts)["license_types"]
    assert (item["license_type"], item["hosts"], item["services"], item["customers"]) == ("oc_pro", 1, 1, 1)


def test_a_host_in_two_groups_counts_once_in_the_totals_and_in_each_group() -> None:
    rows = rows_of(hosts_of([raw_service(1, "a"), raw_service(2, "b")]))
    rows[0]["groups"] = ["lp_services", "lp_status_ok"]
    model = build_model(rows, {"lp_status_ok": 1, "lp_services": 3}, "t", NOW, skipped=1)
    assert model["totals"]["hosts"] == 2
    assert [(group["name"], group["hosts"], group["skipped"]) for group in model["groups"]] == [
        ("lp_status_ok", 1, 0),
        ("lp_services", 2, 1),
    ]


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "expired"), (0, "expiring"), (30, "expiring"), (31, "active"), (400, "active")]
)
def test_a_trial_is_judged_by_the_day_of_the_report(days: int, state: str) -> None:
    end = (NOW + timedelta(days=days)).strftime("%d-%m-%Y")
    model = model_of(hosts_of([trial(1, end)]))
    assert [(item["state"], item["days_left"]) for item in model["trials"]] == [(state, days)]
    assert model["totals"][f"trials_{state}"] == 1


def test_the_day_of_a_report_is_that_of_utc() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    model = model_of(hosts_of([trial(1, "23-11-2026")]), now=late)
    assert model["generated_at"] == "2026-11-23T04:30:00Z"
    assert model["trials"][0]["days_left"] == 0


def test_trials_without_a_date_are_told_apart_and_come_last() -> None:
    enabled = raw_service(1, "no date", parameters=[{"name": "Trial Status", "value": "Enabled"}])
    model = model_of(hosts_of([enabled, raw_service(2, "none"), trial(3, "01-12-2026")]))
    assert [(item["name"], item["state"]) for item in model["trials"]] == [
        ("trial 3", "expiring"),
        ("no date", "active"),
    ]
    totals = model["totals"]
    assert (totals["trials_active"], totals["trials_expiring"], totals["trials_without_date"]) == (1, 1, 1)


def test_a_service_without_status_or_license_type_is_unknown() -> None:
    model = model_of(hosts_of([raw_service(1, "a", status=None, licenseType=None)]))
    assert model["statuses"] == [{"status": "unknown", "services": 1}]
    assert model["license_types"][0]["license_type"] == "unknown"


def test_use_without_seats_comes_first_and_stays_out_of_used_of_acquired() -> None:
    customers = [
        raw_customer("g1", "full", seats=10, used=10),
        raw_customer("g2", "free", seats=None, used=3),
        raw_customer("g3", "idle", code=0, seats=None, used=0),
        raw_customer("g4", "zero", seats=0, used=0),
    ]
    model = model_of(hosts_of(customers=customers))
    assert [item["name"] for item in model["seats"]] == ["free", "full", "zero"]
    totals = model["totals"]
    assert (totals["seats_licensed"], totals["seats_active"], totals["seats_active_unplanned"]) == (10, 13, 3)
    assert (totals["customers_with_seats"], totals["customers_over"]) == (2, 0)


def test_partial_hosts_of_a_hand_written_inventory_do_no_harm() -> None:
    hosts: dict[str, dict[str, Any]] = {
        "s": {"lp_kind": "service"},
        "c": {"lp_kind": "customer"},
        "odd": {"lp_kind": "service", "lp_dids_total": "many", "lp_trial_expires": "soon", "lp_enabled": None},
    }
    totals = model_of(hosts)["totals"]
    assert (totals["hosts"], totals["services"], totals["customers"], totals["dids_total"]) == (3, 2, 1, 0)
    assert (totals["services_enabled"], totals["services_disabled"]) == (0, 0)


def test_a_use_that_is_not_known_has_no_share() -> None:
    (item,) = model_of(hosts_of(customers=[{**raw_customer("g1", "c", seats=10), "ActiveUserCount": None}]))["seats"]
    assert (item["percent"], item["band"]) == (None, None)


def test_an_early_year_has_its_zeros() -> None:
    early = datetime(26, 11, 22, tzinfo=timezone.utc)
    assert build_model([], {}, "Early", early)["generated_at"] == "0026-11-22T00:00:00Z"


@pytest.mark.parametrize(
    ("limits", "bands", "words"),
    [
        ((90, 110), ["over", "grace", "ok"], "more than 110 % of those acquired"),
        ((50, 200), ["grace", "grace", "warning"], "more than 200 % of those acquired"),
    ],
)
def test_the_site_chooses_which_share_of_its_seats_is_far_too_much(
    limits: tuple[float, float], bands: list[str], words: str
) -> None:
    """The platform has no limit for one customer. That more seats are used than acquired is true with any choice."""
    rows = [raw_customer(str(used), f"uses {used}", code=2, seats=100, used=used) for used in (150, 105, 60)]
    model = model_of(hosts_of([], rows), limits=Limits(*limits))
    assert [item["band"] for item in model["seats"]] == bands
    assert model["totals"]["customers_over"] == 2
    assert model["seat_limits"] == dict(zip(("warning_percent", "grace_percent"), limits, strict=True))
    assert words in render_html(model)


def test_customers_whose_users_do_not_count_stand_apart() -> None:
    """Of Hosted Essentials only service numbers count; two customers have seats, one uses numbers, one nobody's seats."""
    rows = [
        raw_customer("a", "apart", code=0, seats=30, used=0),
        raw_customer("b", "without seats", code=0, seats=None, used=0),
        raw_customer("c", "numbers", code=0, seats=10, used=4),
        raw_customer("d", "unused", code=2, seats=20, used=0),
    ]
    model = model_of(hosts_of([], rows))
    seats = {item["name"]: (item["active"], item["percent"], item["band"]) for item in model["seats"]}
    assert seats == {"apart": (None, None, "not_counted"), "numbers": (4, 40, "ok"), "unused": (0, 0, "unused")}
    bands = {item["band"]: item["customers"] for item in model["seat_bands"]}
    assert bands == {"over": 0, "grace": 0, "warning": 0, "ok": 1, "unused": 1, "not_counted": 1}
    assert (model["totals"]["customers_not_counted"], model["totals"]["seats_not_counted"]) == (2, 30)
    types = {item["license_type"]: (item["seats_active"], item["not_counted"]) for item in model["license_types"]}
    assert types == {"hosted_essentials": (4, 2), "hosted_pro": (0, 0)}
    alone = model_of(hosts_of([], rows[:2]))["license_types"]
    assert [(item["seats_active"], item["not_counted"]) for item in alone] == [(None, 2)]


def test_seats_that_could_not_be_read_are_not_called_uncounted() -> None:
    model = model_of(hosts_of([], [raw_customer("a", "odd", code=0, seats=30) | {"ActiveUserCount": "1,5"}]))
    assert model["totals"]["customers_not_counted"] == 0
    assert [(item["active"], item["band"]) for item in model["seats"]] == [(None, None)]
    assert model["unread"] == {"active_users of customers": 1}
