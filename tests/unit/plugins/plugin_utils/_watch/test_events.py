# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the event source makes of two readings: one event for each difference that is watched, and nothing else."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import date, datetime, timezone
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import Limits
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.events import (
    Event,
    Seen,
    View,
    changes,
    everything,
    snapshot,
)
from kits.inventory import HOSTILE_NAMES, Row, customer_row, parameter, service_row

AT = datetime(2026, 7, 1, 12, 0, 0, 999, tzinfo=timezone.utc)
TODAY = date(2026, 7, 1)
GUID = "0b9a4c1e-0000-4000-8000-00000000000a"


def seen(
    services: Sequence[Row] = (), customers: Sequence[Row] = (), view: View | None = None, today: date = TODAY
) -> dict[str, Seen]:
    made = lists.services(list(services)), lists.customers(list(customers))
    return snapshot(*made, view or View(), Limits(today))


def between(before: dict[str, Seen], after: dict[str, Seen], view: View | None = None) -> list[Event]:
    return list(changes(before, after, view or View(), AT))


def service(ident: int = 7, **more: Any) -> Row:
    return service_row(ident, **({"licenseType": "PRO", "status": "OK"} | more))


def customer(**more: Any) -> Row:
    return customer_row(GUID, **({"LicenseType": 2, "LicensedUsersCount": 100} | more))


# --- nothing


@pytest.mark.parametrize(
    "more",
    [{"fullName": "Another"}, {"usersCount": 9}, {"name": "renamed"}, {"isEnabled": False}, {"umpUsersCount": 4}],
)
def test_what_is_not_watched_makes_no_event(more: Row) -> None:
    assert between(seen([service()]), seen([service(**more)])) == []


def test_use_of_seats_and_another_order_make_no_event() -> None:
    one, two = customer(ActiveUserCount=3), customer(ActiveUserCount=4)
    assert between(seen([service(1), service(2)], [one]), seen([service(2), service(1)], [two])) == []


def test_a_service_that_takes_over_a_customer_makes_no_event_of_the_customer() -> None:
    (event,) = between(seen([], [customer()]), seen([service(umpId=GUID)], [customer()]))
    assert event["live_platform"]["instance_id"] == "service:7"


def test_what_a_field_is_made_of_makes_it_unread() -> None:
    places = {"status": 1, "devices_personal_max": 3, "trial_state": 5}
    fields = View().fields("service")
    assert {name: fields.index(name) for name in places} == places
    odd = service(
        deviceManagerParams={"maxDevicesPersonal": "many", "maxDevicesMeeting": 5},
        parameters=[parameter("Trial Expiry Date", "next year")],
    )
    del odd["status"]
    assert seen([odd])["service:7"].unread == (1, 3, 5)
    assert seen([service()])["service:7"].unread == ()
    found = [item.unread for item in seen([], [customer(LicensedUsersCount="1,500")]).values()]
    assert found == [(View().fields("customer").index("licensed_users"),)]


# --- one event for each


def test_a_new_service_appears() -> None:
    assert between({}, seen([service()])) == [
        {
            "live_platform": {
                "type": "appeared",
                "platform": "",
                "kind": "service",
                "instance_id": "service:7",
                "host": "service-7",
                "name": "service 7",
                "changed": [],
                "before": {},
                "after": {
                    "license_type": "pro",
                    "status": "ok",
                    "ordered_users": None,
                    "devices_personal_max": None,
                    "devices_meeting_max": None,
                    "trial_state": "none",
                },
                "initial": False,
                "at": "2026-07-01T12:00:00+00:00",
            },
            "meta": {"hosts": "service-7"},
        }
    ]


def test_a_customer_that_is_gone_vanishes_under_its_last_name() -> None:
    (event,) = between(seen([], [customer()]), {})
    assert event["live_platform"]["type"] == "vanished"
    assert event["live_platform"]["before"] == {"license_type": "hosted_pro", "licensed_users": 100}
    assert event["live_platform"]["after"] == {}
    assert event["meta"]["hosts"] == "customer-0b9a4c1e-0000-4000-8000-00000000000a"


@pytest.mark.parametrize(
    ("more", "field", "before", "after"),
    [
        ({"licenseType": "ESSENTIAL"}, "license_type", "pro", "essential"),
        ({"licenseType": "BRAND NEW"}, "license_type", "pro", "brand_new"),
        ({"status": "ERROR"}, "status", "ok", "error"),
        ({"status": None}, "status", "ok", "unknown"),
        ({"deviceManagerParams": {"maxDevicesPersonal": 5}}, "devices_personal_max", None, 5),
        ({"deviceManagerParams": {"maxDevicesMeeting": 6}}, "devices_meeting_max", None, 6),
        ({"parameters": [parameter("Ordered Users", "50")]}, "ordered_users", None, 50),
        ({"parameters": [parameter("Trial Status", "enabled")]}, "trial_state", "none", "active"),
    ],
)
def test_a_service_changes(more: Row, field: str, before: Any, after: Any) -> None:
    (event,) = between(seen([service()]), seen([service(**more)]))
    found = event["live_platform"]
    assert (found["type"], found["changed"]) == ("changed", [field])
    assert (found["before"][field], found["after"][field]) == (before, after)


@pytest.mark.parametrize(
    ("more", "field", "before", "after"),
    [
        ({"LicenseType": 1}, "license_type", "hosted_pro", "hosted_essentials_plus"),
        ({"LicensedUsersCount": 101}, "licensed_users", 100, 101),
        ({"LicensedUsersCount": None}, "licensed_users", 100, None),
    ],
)
def test_a_customer_changes(more: Row, field: str, before: Any, after: Any) -> None:
    (event,) = between(seen([], [customer()]), seen([], [customer(**more)]))
    found = event["live_platform"]
    assert (found["kind"], found["changed"]) == ("customer", [field])
    assert (found["before"][field], found["after"][field]) == (before, after)


def test_a_trial_changes_by_the_calendar_alone() -> None:
    row = service(parameters=[parameter("Trial Status", "enabled"), parameter("Trial Expiry Date", "19-07-2026")])
    states = []
    days = [date(2026, 6, 1), TODAY, date(2026, 7, 20)]
    for old, new in itertools.pairwise(days):
        (event,) = between(seen([row], today=old), seen([row], today=new))
        states.append((event["live_platform"]["before"]["trial_state"], event["live_platform"]["after"]["trial_state"]))
    assert states == [("active", "expiring"), ("expiring", "expired")]


def test_only_what_is_asked_for_is_compared() -> None:
    view = View(watch=["status"])
    before, after = seen([service()], view=view), seen([service(licenseType="ESSENTIAL")], view=view)
    assert between(before, after, view) == []
    (event,) = between(before, seen([service(status="ERROR")], view=view), view)
    assert event["live_platform"]["after"] == {"status": "error"}


def test_events_come_in_one_order_and_a_full_start_says_so() -> None:
    found = list(everything(seen([service(9), service(10)], [customer()]), View(), AT))
    assert [event["live_platform"]["instance_id"] for event in found] == [
        f"customer:{GUID}",
        "service:10",
        "service:9",
    ]
    assert {(event["live_platform"]["type"], event["live_platform"]["initial"]) for event in found} == {
        ("appeared", True)
    }


# --- hosts


def test_a_customer_without_a_host_is_told_by_the_hosts_that_carry_it() -> None:
    carriers = [service(1, name="b", umpId=GUID), service(2, name="a", umpId=GUID.upper())]
    (event,) = between(seen(carriers, [customer()]), seen(carriers, [customer(LicensedUsersCount=1)]))
    assert event["meta"]["hosts"] == event["live_platform"]["host"] == "a,b"


def test_hosts_of_one_name_are_told_apart_by_their_ids() -> None:
    found = seen([service(1, name="Same"), service(2, name="same")])
    assert {identity: entry.hosts for identity, entry in found.items()} == {
        "service:1": "same-1",
        "service:2": "same-2",
    }


@pytest.mark.parametrize(
    ("name", "view", "host"),
    [
        ("lp_services", View(), "lp_services-1"),
        ("lp_license_pro", View(), "lp_license_pro-1"),
        ("lp_stale", View(), "lp_stale-1"),
        ("lp_ms_tenants", View(), "lp_ms_tenants-1"),
        ("lp_license_brand_new", View(), "lp_license_brand_new-1"),
        ("lp_enabled", View(), "lp_enabled"),
        ("lp_enabled", View(group_by=["enabled"]), "lp_enabled-1"),
        ("x_services", View(group_prefix="x_"), "x_services-1"),
        ("localhost", View(), "localhost-1"),
    ],
)
def test_no_host_is_called_like_a_group(name: str, view: View, host: str) -> None:
    others = [service(2, licenseType="BRAND NEW")]
    assert seen([service(1, name=name), *others], view=view)["service:1"].hosts == host


# --- text of the platform


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_no_text_in_an_event_can_be_taken_for_a_template(name: str) -> None:
    rows = [service(1, name=name, licenseType=name or None, status=name or None)]
    for event in everything(seen(rows, [customer(CustomerShortName=name)]), View(), AT):
        told = event["live_platform"]
        texts = [told["name"], event["meta"]["hosts"], *(v for v in told["after"].values() if isinstance(v, str))]
        for text in texts:
            assert not {"{", "}", "\n", "\x00"} & set(text), text
            assert not text.startswith("#")
            assert len(text) <= 300


def test_little_is_remembered_and_events_are_json() -> None:
    bulky = service(description="x" * 10_000, parameters=[parameter(f"p{n}", "y" * 1000) for n in range(50)])
    remembered = seen([bulky])["service:7"]
    assert len(repr(remembered)) < 300
    (event,) = everything({"service:7": remembered}, View(), AT)
    assert json.loads(json.dumps(event, allow_nan=False)) == event
