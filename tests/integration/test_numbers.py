# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers and licensed users through ansible-playbook: whole lists in as few requests as can be, or one error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kits import harness
from simulator import Dataset, Fault, Simulator
from simulator.number_routes import NUMBERS, REMOVAL_SUMMARY
from simulator.numbers import made_numbers
from simulator.portal import CUSTOMERS

Play = Callable[..., Any]
Results = dict[str, Any]

MODULE = "audiocodes.live_platform.number_info"
# in the first case, an ansible-core that templates what comes back would show
HOSTILE = "+999{{ 7*7 }}"
TASKS: dict[str, dict[str, Any]] = {
    "all": {},
    "totals": {"summary_only": True},
    "removals": {"removal_summary": True},
    "marked": {"statuses": ["marked_for_removal"], "match_customers": True, "fields": ["status"]},
    "nobody": {"guids": [], "assignment_statuses": ["unassigned"]},
}
# registered name -> (fault of the second page, what the error says)
BROKEN: dict[str, tuple[Fault, str]] = {
    "missing": (Fault(status=404, skip=1, times=1), "HTTP 404"),
    "short": (Fault("part", rows=199, skip=1, times=1), "page 2 of the list of numbers has 199 rows instead of 200"),
    "changed": (
        Fault("part", body={"totalRecords": 9999}, skip=1, times=1),
        "page 2 of the list of numbers speaks of 9999 rows",
    ),
    "repeated": (
        Fault("part", body={"currentPage": 1}, skip=1, times=1),
        "the platform returned page 1 when asked for page 2 of the list of numbers",
    ),
}


def data() -> Dataset:
    """Numbers for three pages, one of them hostile."""
    made = Dataset.generate(0, 60)
    made.numbers = made_numbers(made.customers, {}, each=20)
    assert 400 < len(made.numbers) < 600
    made.numbers[0]["telephoneNumber"] = HOSTILE
    return made


USERS = "audiocodes.live_platform.licensed_user_info"
USER_TASKS: dict[str, dict[str, Any]] = {
    "users": {"license_types": ["oc_pro"]},
    "user_totals": {"summary_only": True, "parallel": 2},
}


class Session:
    """What one playbook left behind: results, and the paths of the requests."""

    def __init__(self, results: Results, sim: Simulator) -> None:
        self.results = results
        self.customers = sim.dataset.customers
        self.rows = sim.dataset.number_rows()
        self.asked = [(entry.path, entry.query) for entry in sim.requests if "/api/" in entry.path]


@pytest.fixture(scope="module")
def session(core: harness.Core, play: Play) -> Iterator[Session]:
    with Simulator(data()) as sim:
        tasks = [{"name": name, MODULE: arguments, "register": name} for name, arguments in TASKS.items()]
        tasks += [{"name": name, USERS: arguments, "register": name} for name, arguments in USER_TASKS.items()]
        done, results = play(core, sim.env() | {"LIVE_PLATFORM_RATE_LIMIT": "0"}, tasks)
        assert done.returncode == 0, done.stdout + done.stderr
        yield Session(results, sim)


@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_is_not_what_it_should_be(core: harness.Core, play: Play, name: str) -> None:
    fault, says = BROKEN[name]
    with Simulator(data()) as sim:
        sim.fault(NUMBERS, fault)
        task = {"name": name, MODULE: {}, "register": name, "ignore_errors": True}
        _done, results = play(core, sim.env(), [task])
    result = results[name]
    assert result["failed"] is True
    assert result["msg"].startswith(f"GET {NUMBERS}: ")
    assert says in result["msg"]
    assert "page 2 of the list of numbers" in result["msg"]
    assert "\n" not in result["msg"]
    assert "numbers" not in result


def test_every_number_in_its_order(session: Session) -> None:
    found = session.results["all"]
    assert [item["number"] for item in found["numbers"]] == [row["telephoneNumber"] for row in session.rows]
    assert found["numbers"][0]["number"] == HOSTILE
    assert found["count"] == len(session.rows)
    assert {item["kind"] for item in found["numbers"]} == {"number"}


def test_totals(session: Session) -> None:
    found = session.results["totals"]
    assert "numbers" not in found
    assert found["totals"]["numbers"] == len(session.rows)
    states = [row["acquiredNumberStatus"] for row in session.rows]
    assert found["totals"]["statuses"] == {
        "active": states.count("Active"),
        "release_requested": states.count("ReleaseRequested"),
        "marked_for_removal": states.count("MarkedForRemoval"),
        "ready_for_removal": states.count("ReadyForRemoval"),
        "unknown": states.count(None),
    }


def test_the_summary_of_removals_agrees_with_the_list(session: Session) -> None:
    (summary,) = session.results["removals"]["removal_summary"]
    totals = session.results["totals"]["totals"]["statuses"]
    assert summary["marked_for_removal"] == totals["marked_for_removal"] == session.results["marked"]["count"]
    assert summary["ready_for_removal"] == totals["ready_for_removal"]
    assert {item["customer_license_family"] for item in session.results["marked"]["numbers"]} == {"operator_connect"}


def test_nobody_is_not_everybody(session: Session) -> None:
    assert (session.results["nobody"]["count"], session.results["nobody"]["numbers"]) == (0, [])


def test_what_was_asked(session: Session) -> None:
    """A request for each page, one for a summary, one for customers, none for nobody."""
    pages = [(NUMBERS, f"PageNumber={place}&PageSize=200") for place in (1, 2, 3)]
    marked = (NUMBERS, "PageNumber=1&PageSize=200&acquiredNumberStatus=MarkedForRemoval")
    everybody = (CUSTOMERS, "allDetails=false")
    numbers = [*pages, *pages, (REMOVAL_SUMMARY, ""), marked, everybody]
    assert session.asked[: len(numbers)] == numbers
    of_users = session.asked[len(numbers) :]
    pro = [row["UmpCustomerGuid"] for row in session.customers if row["LicenseType"] == 5]
    every = [row["UmpCustomerGuid"] for row in session.customers]
    assert sorted(of_users) == sorted(
        [everybody, everybody, *((f"{CUSTOMERS}/{guid}/licensedUsers", "") for guid in [*pro, *every])]
    )


def test_licensed_users(session: Session) -> None:
    seats = {row["UmpCustomerGuid"]: row["ActiveUserCount"] for row in session.customers}
    pro = {row["UmpCustomerGuid"] for row in session.customers if row["LicenseType"] == 5}
    found = session.results["users"]
    assert found["count"] == len(found["licensed_users"]) == sum(seats[guid] for guid in pro)
    assert {item["ump_customer_guid"] for item in found["licensed_users"]} <= pro
    totals = session.results["user_totals"]["totals"]
    assert totals["customers"] == seats
    assert sum(totals["license_criteria"].values()) == totals["licensed_users"] == sum(seats.values())
