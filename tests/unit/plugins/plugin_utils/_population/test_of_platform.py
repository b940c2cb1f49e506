# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is judged: hosts and the customers that they carry, each once; or what modules have registered."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import believed
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import (
    of_hosts,
    of_results,
)
from kits.compliance import DEFAULT_POLICY, TODAY, customer, found, sample_records, service
from kits.report_data import hosts_of, raw_customer, raw_service, rows_of, sample_hosts


def platform(services: Any, customers: Any) -> dict[str, Any]:
    """Return what a task that ran topology_facts has registered."""
    return {"changed": False, "ansible_facts": {"live_platform": {"services": services, "customers": customers}}}


@pytest.mark.parametrize(
    ("registered", "said"),
    [
        (None, "the platform could not be read: the task that reads it did not run"),
        ({"skipped": True}, "the platform could not be read: the task that reads it did not run"),
        ({"failed": False, "msg": "GET /x: 503"}, "the platform could not be read: GET /x: 503"),
    ],
)
def test_a_platform_that_was_not_read(registered: Any, said: str) -> None:
    with pytest.raises(LivePlatformError) as failure:
        of_results(registered, None)
    assert str(failure.value) == said


def test_registrations_of_which_a_part_failed() -> None:
    """A failure is no reason to judge the rest: what is missing would look like customers that are gone."""
    registered = {"customers": [customer()], "failed": False, "msg": "1 of 2 customers could not be read"}
    with pytest.raises(LivePlatformError, match="1 of 2 customers could not be read"):
        of_results(platform([], []), registered)


def test_what_was_registered() -> None:
    services, customers = sample_records()
    assert of_results(platform(services, customers), None)[:2] == (services, customers)


def test_registrations_take_the_place_of_customers_and_are_joined_anew() -> None:
    alone = service(1, ump_customer_guid="C1")
    registered = {"customers": [customer("c1", client_secret_expires="2026-12-01"), customer("c2")]}
    judged = of_results(platform([alone], []), registered)
    assert [item["matched"] for item in (*judged.services, *judged.customers)] == [True, True, False]
    assert judged.customers[0]["client_secret_expires"] == "2026-12-01"


def test_registrations_keep_the_tiers_of_metering_that_only_the_platform_was_asked_for() -> None:
    """A customer that only the later list has, or whose tiers could not be read, is unread."""
    tiers = {"metering_tiers": ["channel", "service"]}
    before = [customer("c1", **tiers), customer("c2", metering_tiers=[], unread=["metering_tiers"])]
    registered = {"customers": [customer(name, client_secret_expires=None) for name in ("c1", "c2", "c3")]}
    judged = of_results(platform([service(1, ump_customer_guid="C1")], before), registered)
    assert [item["metering_tiers"] for item in judged.customers] == [["channel", "service"], [], []]
    assert [item["unread"] for item in judged.customers] == [[], ["metering_tiers"], ["metering_tiers"]]
    assert judged.services[0]["customer_metering_tiers"] == ["channel", "service"]
    assert registered["customers"][2]["unread"] == []
    alone = of_results(platform([], [customer("c1")]), {"customers": [customer("c1")]})
    assert "metering_tiers" not in alone.customers[0]


@pytest.mark.parametrize("allow_empty", [False, True])
def test_an_empty_list_that_the_play_accepts_is_accepted_where_customers_are_read_apart(allow_empty: bool) -> None:
    """By the same option of the module as without the ends of secrets."""
    fact = {"services": [], "customers": [], "included": ["services"], "allow_empty": allow_empty}
    judged = of_results({"ansible_facts": {"live_platform": fact}}, {"customers": [customer("c1")]})
    doubts = believed.doubts(judged.services, judged.customers, judged.origin)
    assert (doubts.problems == []) is allow_empty


def test_a_host_without_identity_is_an_error_that_names_it() -> None:
    rows: Any = [{"host": "acme", "groups": [], "record": {"kind": "service"}}]
    with pytest.raises(DataError, match="host acme has neither an instance_id nor an id"):
        of_hosts(rows, {})


def test_hosts_are_judged_as_the_platform_is() -> None:
    """The inventory of the vendor's examples, and one in which services carry customers, give the same findings."""
    ready = policy.load(DEFAULT_POLICY, TODAY)
    judged = of_hosts(rows_of(sample_hosts()), {})
    assert found(ready, judged.services, judged.customers) == found(ready, *sample_records())
    hosts = hosts_of(
        [raw_service(1, "a", umpId="c1"), raw_service(2, "b", umpId="C1"), raw_service(3, "c")],
        [raw_customer("c1", "acme", used=50), raw_customer("c2", "other")],
    )
    judged = of_hosts(rows_of(hosts), {})
    assert [item["ump_customer_guid"] for item in judged.customers] == ["c1", "c2"]
    assert [item["matched"] for item in judged.customers] == [True, False]
    over = [item for item in found(ready, judged.services, judged.customers) if item["rule"] == "seats-over-acquired"]
    assert [item["name"] for item in over] == ["acme"]


def test_a_customer_that_a_service_carries_is_known_by_its_license_to_have_users_that_do_not_count() -> None:
    customers = [raw_customer("c1", "free", code=0, used=0), raw_customer("c2", "paid", code=2, used=0)]
    hosts = hosts_of([raw_service(1, "a", umpId="c1"), raw_service(2, "b", umpId="c2")], customers)
    judged = of_hosts(rows_of(hosts), {})
    assert [item["seats_counted"] for item in judged.customers] == [False, None]
    findings = found(policy.load(DEFAULT_POLICY, TODAY), judged.services, judged.customers)
    assert [item["name"] for item in findings if item["rule"] == "seats-unused"] == ["paid"]


def test_a_customer_is_in_the_groups_of_all_that_carry_it() -> None:
    hosts = hosts_of([raw_service(1, "a", umpId="c1"), raw_service(2, "b", umpId="c1")], [raw_customer("c1", "acme")])
    judged = of_hosts(rows_of(hosts), {"lp_x": ["a"], "lp_y": ["b", "elsewhere"]})
    groups = {ids[1:3]: names for ids, names in judged.groups.items()}
    assert groups == {("service", "1"): {"lp_x"}, ("service", "2"): {"lp_y"}, ("customer", "c1"): {"lp_x", "lp_y"}}


def test_two_hosts_of_one_identity_that_agree_count_once() -> None:
    """As where two sources read one platform; what their sources left out is no difference."""
    rows = rows_of(hosts_of([raw_service(1, "a")], []))
    record = {name: value for name, value in rows[0]["record"].items() if name != "status"}
    judged = of_hosts([*rows, {**rows[0], "host": "copy", "record": {**record, "instance_id": "service:1@x"}}], {})
    assert (len(judged.services), judged.warnings) == (1, [])


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("less", "more"),
    [
        ({"license_label": "Pro"}, {"license_label": "Gold"}),
        ({"customer_license_label": "Hosted Pro"}, {"customer_license_label": "Gold"}),
        # all_details of one source
        (
            {"customer_sip_connections": [], "customer_sip_connections_total": None, "customer_unread": []},
            {
                "customer_sip_connections": [{"id": "1"}],
                "customer_sip_connections_total": 1,
                "customer_unread": ["client_secret_expires"],
            },
        ),
        # only one of them reads customers
        ({"matched": False, "customer_name": None, "customer_unread": None}, {"matched": True, "customer_name": "c"}),
    ],
)
def test_what_only_one_source_asked_for_or_names_otherwise_is_no_difference(
    less: dict[str, Any], more: dict[str, Any], first: int
) -> None:
    """The service is judged once, by what either of them read."""
    (row,) = rows_of(hosts_of([raw_service(1, "a")], []))
    both: Any = [
        {**row, "host": f"h{place}", "record": {**row["record"], **part}} for place, part in enumerate((less, more))
    ]
    judged = of_hosts(both if not first else reversed(both), {})
    (service,) = judged.services
    assert judged.warnings == []
    of_the_source = ("license_label", "customer_license_label", "customer_unread")
    assert {name: service[name] for name in more if name not in of_the_source} == {
        name: value for name, value in more.items() if name not in of_the_source
    }


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"customer_sip_connections_total": 1}, {"customer_sip_connections_total": 2}),
        ({"customer_active_users": 1}, {"customer_active_users": 2}),
        ({"unread": ["status"]}, {"unread": []}),
        ({"matched": False, "customer_id": 1}, {"matched": True, "customer_id": 2}),
    ],
)
def test_what_both_sources_read_and_that_differs_is_a_difference(one: dict[str, Any], two: dict[str, Any]) -> None:
    (row,) = rows_of(hosts_of([raw_service(1, "a")], []))
    both: Any = [
        {**row, "host": f"h{place}", "record": {**row["record"], **part}} for place, part in enumerate((one, two))
    ]
    judged = of_hosts(both, {})
    assert (len(judged.services), len(judged.warnings)) == (2, 1)


@pytest.mark.parametrize("platforms", [("oslo", "zurich"), ("", "")])
def test_two_hosts_of_one_id_that_differ_are_both_judged(platforms: tuple[str, str]) -> None:
    """Ids are unique on one platform only. Where no host names its platform, a warning names the hosts."""
    rows = rows_of(hosts_of([raw_service(1, "a", status="OK")], []))
    one, two = (
        {**rows[0], "host": f"host-{number}", "record": {**rows[0]["record"], "platform": name, "status": status}}
        for number, (name, status) in enumerate(zip(platforms, ("ok", "error"), strict=True))
    )
    for order in ([one, two], [two, one]):
        rows_: Any = order
        judged = of_hosts(rows_, {"lp_x": ["host-1"]})
        assert sorted(item["status"] for item in judged.services) == ["error", "ok"]
        assert len(judged.groups) == 2
        assert sorted(map(len, judged.groups.values())) == [0, 1]
        ready = policy.load(DEFAULT_POLICY, TODAY)
        assert [item["rule"] for item in found(ready, judged.services)].count("service-in-error") == 1
        if platforms[0]:
            assert (judged.warnings, judged.platforms) == ([], ["oslo", "zurich"])
        else:
            assert judged.platforms == []
            (warning,) = judged.warnings
            assert warning.startswith("2 hosts say different things about the same service or customer")
            assert "host-0" in warning
            assert "host-1" in warning


def test_an_id_that_the_source_left_out() -> None:
    (row,) = rows_of(hosts_of([raw_service(7, "a")], []))
    del row["record"]["id"]
    assert of_hosts([row], {}).services[0]["id"] == "7"


def test_an_id_that_the_source_left_out_behind_the_name_of_a_platform() -> None:
    (row,) = rows_of(hosts_of([raw_service(7, "a")], []))
    del row["record"]["id"]
    row["record"]["instance_id"] = "service:7@oslo@home"
    assert of_hosts([row], {}).services[0]["id"] == "7"
