# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums over the metrics of a report are its totals, and what is not known is no zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import label_text, render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_prometheus import samples
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from kits.metrics import Series, labels_of, read, values
from kits.report_data import (
    HOSTILE,
    NOW,
    hostile_hosts,
    hosts_of,
    many_hosts,
    model_of,
    raw_customer,
    raw_service,
    sample_hosts,
    trial,
)

BOTH = ("services", "customers")
Hosts = dict[str, dict[str, Any]]


def series(model: Model, *, per_customer: bool = False, **more: Any) -> Series:
    """The metrics of a report of one platform without a name, read back."""
    given: dict[str, Any] = {"read": {"": BOTH}, "read_at": {"": NOW}} | more
    return read(render(samples(model, "license_report", per_customer=per_customer, **given)))


def thousand_hosts() -> Hosts:
    return many_hosts(1000)


@pytest.mark.parametrize("per_customer", [False, True])
@pytest.mark.parametrize("made", [sample_hosts, hostile_hosts, thousand_hosts, dict])
def test_sums_are_the_totals_of_the_report(made: Callable[[], Hosts], per_customer: bool) -> None:
    model = model_of(made())
    found, totals = series(model, per_customer=per_customer), model["totals"]
    for metric, labels, total in (
        ("services", {}, "services"),
        ("customers", {}, "customers"),
        ("seats_acquired", {}, "seats_licensed"),
        ("seats_used", {}, "seats_active"),
        ("devices", {"plan": "personal"}, "devices_personal"),
        ("devices", {"plan": "meeting"}, "devices_meeting"),
        ("dids", {"status": "used"}, "dids_used"),
        ("dids", {"status": "free"}, "dids_free"),
    ):
        there = values(found, metric, **labels)
        # without a sample nothing is known, which a total of nobody calls zero
        assert sum(there) == totals[total] if there else not totals[total], total
    for item in model["statuses"]:
        assert sum(values(found, "services", status=label_text(item["status"]))) == item["services"]
    assert values(found, "read_timestamp_seconds") == [NOW.timestamp()]


def test_license_types_of_the_report_are_those_of_the_metrics() -> None:
    model = model_of(many_hosts(100))
    found = series(model)
    for item in model["license_types"]:
        of_type = {"license_type": item["license_type"]}
        assert sum(values(found, "services", **of_type)) == item["services"]
        assert sum(values(found, "customers", **of_type)) == item["customers"]
        assert sum(values(found, "seats_acquired", **of_type)) == item["seats_licensed"]


def test_names_of_customers_are_there_only_where_asked_for() -> None:
    model = model_of(hostile_hosts())
    without, named = series(model), series(model, per_customer=True)
    assert not any({"customer", "customer_id"} & labels_of(without, metric) for metric in ("services", "seats_used"))
    names = {dict(pairs)["customer"] for name, pairs in named if name == "live_platform_seats_used"}
    assert names == set(map(label_text, HOSTILE))
    assert "customer" not in labels_of(named, "customers")


def test_a_service_bears_its_customer() -> None:
    hosts = hosts_of([raw_service(1, "a", umpId="g1"), raw_service(2, "b")], [raw_customer("g1", "Acme")])
    found = series(model_of(hosts), per_customer=True)
    assert values(found, "services", customer="Acme", customer_id="g1", license_type="pro") == [1]
    assert values(found, "services", customer="", customer_id="") == [1]


def test_what_could_not_be_read_has_no_sample() -> None:
    hosts = hosts_of(
        [raw_service(1, "a", totalDIDs="many", usedDIDs=3)],
        [raw_customer("g1", "Acme") | {"ActiveUserCount": "some"}],
    )
    found = series(model_of(hosts))
    assert values(found, "seats_used") == []
    assert values(found, "seats_acquired") == [10]
    assert values(found, "devices") == []
    assert values(found, "dids", status="used") == [3]


def test_users_that_nobody_counts_are_no_zero() -> None:
    """Of Hosted Essentials the platform counts no users."""
    hosts = hosts_of(customers=[raw_customer("g1", "a", code=0, used=0), raw_customer("g2", "b", code=2, used=0)])
    found = series(model_of(hosts))
    assert values(found, "seats_used", license_type="hosted_essentials") == []
    assert values(found, "seats_used", license_type="hosted_pro") == [0]
    assert values(found, "seats_acquired", license_type="hosted_essentials") == [10]


def test_a_list_that_was_read_and_is_empty_is_zero_and_one_that_was_not_is_nothing() -> None:
    empty = model_of({})
    assert values(series(empty), "services") == [0]
    assert values(series(empty), "customers") == [0]
    found = series(empty, read={"lab": ["customers"]}, read_at={"lab": NOW})
    assert (values(found, "services"), values(found, "customers", platform="lab")) == ([], [0])
    assert series(empty, read={}, read_at={}) == {}


def test_a_time_that_nobody_knows_is_no_sample() -> None:
    found = series(model_of(sample_hosts()), read_at={"a": None, "b": dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)})
    assert values(found, "read_timestamp_seconds", platform="b") == [1767225600]
    assert values(found, "read_timestamp_seconds") == [1767225600]


def test_the_next_trial_to_end_counts_and_of_those_that_ended_the_last() -> None:
    days = {1: "01-12-2026", 2: "05-12-2026", 3: "01-06-2027", 4: "01-01-2026", 5: "02-02-2026", 6: "22-11-2026"}
    hosts = hosts_of([trial(number, day) for number, day in days.items()])
    found = series(model_of(hosts))

    def end(year: int, month: int, day: int) -> list[float]:
        return [dt.datetime(year, month, day, tzinfo=dt.timezone.utc).timestamp()]

    assert values(found, "trial_end_timestamp_seconds", status="expiring") == end(2026, 11, 22)
    assert values(found, "trial_end_timestamp_seconds", status="active") == end(2027, 6, 1)
    assert values(found, "trial_end_timestamp_seconds", status="expired") == end(2026, 2, 2)


def test_every_series_names_platform_and_report() -> None:
    """So the files of two reports in one folder never say different things of one series."""
    hosts = {name: variables | {"lp_platform": "lab"} for name, variables in sample_hosts().items()}
    found = series(model_of(hosts), read={"lab": BOTH}, read_at={"lab": NOW})
    for _name, pairs in found:
        assert {"platform": "lab", "report": "license_report"}.items() <= dict(pairs).items()


def test_two_platforms_are_series_of_their_own() -> None:
    first, second = sample_hosts(), many_hosts(20)
    hosts = {f"a-{name}": values_ | {"lp_platform": "a"} for name, values_ in first.items()}
    hosts |= {f"b-{name}": values_ | {"lp_platform": "b"} for name, values_ in second.items()}
    found = series(model_of(hosts), read_at={"a": NOW, "b": NOW}, read={})
    assert sum(values(found, "services", platform="a")) == model_of(first)["totals"]["services"]
    assert sum(values(found, "services", platform="b")) == 20


def test_texts_that_become_equal_are_added_up() -> None:
    hosts = hosts_of([raw_service(1, "a"), raw_service(2, "b"), raw_service(3, "c")])
    for (name, variables), kind in zip(hosts.items(), ("unknown", None, ""), strict=True):
        hosts[name] = variables | {"lp_license_type": kind}
    assert values(series(model_of(hosts)), "services", license_type="unknown") == [3]


def test_two_versions_of_a_customer_count_as_in_the_report() -> None:
    """Hosts that say different things of one customer are added up, because the report counts both."""
    hosts = hosts_of(customers=[raw_customer("g1", "Acme", seats=10)])
    hosts |= {"other": hosts["acme"] | {"lp_licensed_users": 20}}
    model = model_of(hosts)
    assert values(series(model, per_customer=True), "seats_acquired", customer_id="g1") == [30]
    assert model["totals"]["seats_licensed"] == 30
