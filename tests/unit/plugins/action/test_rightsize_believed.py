# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing is changed by data that is not whole, not read or not of today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kits.report_data import sample_hosts
from kits.rightsize import PLATFORM, customer
from kits.rightsize_actions import DAY, NAMES, plan

Hosts = dict[str, dict[str, Any]]


def of_kind(kind: str, **variables: Any) -> Hosts:
    """The sample's hosts of a kind, with these variables."""
    return {name: host | variables for name, host in sample_hosts().items() if host["lp_kind"] == kind}


@pytest.mark.parametrize("field", ["active_users", "licensed_users", "license_code"])
def test_a_customer_of_which_a_field_could_not_be_read_is_not_judged(field: str, tmp_path: Path) -> None:
    hosts = sample_hosts()
    chosen = next(host for host in hosts.values() if host.get("lp_name") == "many_sbc_test")
    chosen |= {"lp_unread": [field]}
    guid = chosen["lp_ump_customer_guid"]
    result = plan(hosts, dest=str(tmp_path), **DAY)
    assert guid not in [item["guid"] for item in result["customers"]]
    written = json.loads((tmp_path / "license_rightsize.json").read_text(encoding="utf-8"))
    (entry,) = (item for item in written["customers"] if item["name"] == "many_sbc_test")
    assert (entry["action"], entry["reason"]) == ("not_judged", f"{field} could not be read")
    assert result["summary"]["verdict"] == "warning"
    assert f"could not be read: {field} of 1 customer" in result["summary"]["message"]
    # nobody knows what else is wrong with the answer: nothing is changed before somebody has looked
    applied = plan(hosts, dest=str(tmp_path), apply=True, **DAY)
    assert (applied["apply"], applied["summary"]["verdict"], applied["undo"]) == (False, "failed", "")
    assert f"many_sbc_test ({field} could not be read)" in applied["summary"]["message"]
    assert plan(hosts, dest=str(tmp_path), apply=True, protect=[guid], **DAY)["apply"]
    reviewed = str(tmp_path / "license_rightsize.json")
    assert plan(hosts, dest=str(tmp_path), apply=True, plan=reviewed, **DAY)["apply"]
    # or has accepted it beforehand
    waiver = {
        "rule": "rightsize",
        "scope": {"name": "many_sbc_test"},
        "reason": "known",
        "owner": "me",
        "until": "2026-12-31",
    }
    for accepted in ({"waivers": [waiver]}, {"protect": ["many_sbc_test"]}):
        result = plan(hosts, dest=str(tmp_path), apply=True, **accepted, **DAY)
        assert (result["apply"], result["summary"]["verdict"], len(result["customers"])) == (True, "ok", 3)


def test_who_may_be_protected_by_a_name_that_could_not_be_read_is_not_judged(tmp_path: Path) -> None:
    hosts = of_kind("customer", lp_unread=["full_name"])
    assert plan(hosts, dest=str(tmp_path), protect=["vip*"], **DAY)["customers"] == []
    assert plan(hosts, dest=str(tmp_path), **DAY)["customers"] != []


@pytest.mark.parametrize("when", ["2026-11-19T08:00:00+00:00", True])
def test_nothing_is_applied_from_stale_data(when: Any, tmp_path: Path) -> None:
    stale = {"lp_stale": {PLATFORM: when}}
    hosts = {name: host | stale for name, host in sample_hosts().items()}
    result = plan(hosts, dest=str(tmp_path), apply=True, **DAY)
    assert (result["apply"], result["undo"], result["summary"]["verdict"]) == (False, "", "failed")
    words = "stale data of 3 days" if isinstance(when, str) else "stale data: "
    assert result["summary"]["message"].startswith(f"nothing is changed based on {words}")
    assert {path.name for path in tmp_path.iterdir()} == NAMES
    for name in ("license_rightsize.txt", "license_rightsize.json"):
        assert words in (tmp_path / name).read_text(encoding="utf-8")
    planned = plan(hosts, dest=str(tmp_path), **DAY)
    assert (planned["summary"]["verdict"], planned["summary"]["stale"][: len(words)]) == ("warning", words)


def test_a_plan_of_today_is_applied_whatever_the_inventory(tmp_path: Path) -> None:
    """Somebody has looked at it, and each customer is read again just before its change."""
    plan(sample_hosts(), dest=str(tmp_path), **DAY)
    stale = {name: host | {"lp_stale": True} for name, host in sample_hosts().items()}
    result = plan(stale, dest=str(tmp_path), plan=str(tmp_path / "license_rightsize.json"), apply=True, **DAY)
    assert (result["apply"], result["summary"]["stale"]) == (True, "")


def test_lists_that_cannot_be_believed_make_no_plan(tmp_path: Path) -> None:
    read = {"lp_read": {PLATFORM: ["customers", "services"]}}
    result = plan(of_kind("customer", **read), dest=str(tmp_path), apply=True, **DAY)
    assert (result["failed"], result["customers"], list(tmp_path.iterdir())) == (True, [], [])
    assert "10 customers and not a single service" in result["msg"]
    alone = plan(of_kind("customer", lp_read={PLATFORM: ["customers"]}), dest=str(tmp_path), apply=True, **DAY)
    assert (alone["apply"], alone["summary"]["verdict"]) == (True, "ok")
    by_hand = plan(of_kind("customer"), dest=str(tmp_path), **DAY)
    assert by_hand["summary"]["verdict"] == "warning"


def test_a_platform_without_customers_has_nothing_to_plan_and_is_fine(tmp_path: Path) -> None:
    """One with Device Manager services alone. A minimum that somebody chose holds."""
    read = {"lp_read": {PLATFORM: ["customers", "services"]}, "lp_source": "dm", "lp_ump_customer_guid": ""}
    hosts = of_kind("service", **read, lp_customer_ump_customer_guid="")
    result = plan(hosts, dest=str(tmp_path), apply=True, **DAY)
    assert (result["summary"]["verdict"], result["summary"]["message"]) == ("ok", "")
    assert (result["apply"], result["customers"]) == (False, [])
    assert "all of its services are Device Manager services" in result["table"][-1]
    assert plan(hosts, dest=str(tmp_path), minimum_population=2, **DAY)["summary"]["verdict"] == "failed"
    by_hand = {name: {key: value for key, value in host.items() if key != "lp_read"} for name, host in hosts.items()}
    assert plan(by_hand, dest=str(tmp_path), **DAY)["summary"]["verdict"] == "failed"


def test_lists_that_topology_facts_was_told_to_accept_are_accepted(tmp_path: Path) -> None:
    """It has compared them."""
    fact = {"services": [], "customers": [customer("c1", platform=PLATFORM)], "included": ["customers", "services"]}
    variables = {"platform": {"ansible_facts": {"live_platform": fact}}}
    result = plan({}, variables=variables, source="api", platform="platform", dest=str(tmp_path), apply=True, **DAY)
    assert (result["summary"]["verdict"], result["summary"]["message"]) == ("ok", "")


def test_who_reads_customers_alone_misses_no_services(tmp_path: Path) -> None:
    fact = {"services": [], "customers": [customer("c1", platform=PLATFORM)]}
    variables = {"platform": {"ansible_facts": {"live_platform": fact}}}
    result = plan({}, variables=variables, source="api", platform="platform", dest=str(tmp_path), **DAY)
    assert (result["summary"]["verdict"], result["summary"]["message"]) == ("ok", "")
