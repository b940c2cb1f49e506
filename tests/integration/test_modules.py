# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The info modules through ansible-playbook: what a playbook gets, and what the platform is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from simulator import Dataset, Simulator

Play = Callable[..., Any]
Results = dict[str, Any]

SERVICES = "audiocodes.live_platform.service_info"
CUSTOMERS = "audiocodes.live_platform.customer_info"
GUIDS = ("06682fff-80b4-49bd-b994-f3947dd3ecaa", "8F479A63-CF48-4F36-BBCD-65267A6F06CC")

# registered name -> (module, its arguments)
TASKS: dict[str, tuple[str, dict[str, Any]]] = {
    "all_services": (SERVICES, {}),
    "one_service": (SERVICES, {"ids": [42712]}),
    "two_services": (SERVICES, {"ids": ["55732", 42712]}),
    "unknown_service": (SERVICES, {"ids": [99999999]}),
    "unknown_services": (SERVICES, {"ids": [42712, 777, "x{y"]}),
    "by_license": (SERVICES, {"license_types": ["PRO", "essential"]}),
    "by_status": (SERVICES, {"statuses": ["error"], "sources": ["dm"]}),
    "disabled": (SERVICES, {"enabled": False}),
    "by_name": (SERVICES, {"names": ["carl*", "acme inc."]}),
    "nobody": (SERVICES, {"names": ["nobody"], "license_types": ["gold"]}),
    "raw_services": (SERVICES, {"include_raw": True, "labels": {"pro": "Gold"}}),
    "all_customers": (CUSTOMERS, {}),
    "details": (CUSTOMERS, {"all_details": True}),
    "two_customers": (CUSTOMERS, {"guids": list(GUIDS)}),
    "one_customer": (CUSTOMERS, {"guids": [GUIDS[0]], "all_details": True, "include_raw": True}),
    "unknown_customer": (CUSTOMERS, {"guids": ["no-such-guid"]}),
    "unknown_customers": (CUSTOMERS, {"guids": [GUIDS[0], "no-such-guid"]}),
    "hosted_pro": (CUSTOMERS, {"license_types": ["hosted_pro"], "names": ["*_r"]}),
    "no_customers": (CUSTOMERS, {"license_types": ["oc_essentials"]}),
    "few_fields": (SERVICES, {"fields": ["name", "dids_*"], "statuses": ["error"], "include_raw": True}),
    "few_customer_fields": (CUSTOMERS, {"fields": ["licensed_users"]}),
    "service_totals": (SERVICES, {"summary_only": True, "enabled": True, "fields": ["name"]}),
    "customer_totals": (CUSTOMERS, {"summary_only": True}),
    "totals_of_nobody": (SERVICES, {"summary_only": True, "names": ["nobody"]}),
}


# refused before anything is read: registered name -> (module, its arguments, the message)
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "unknown_field": (SERVICES, {"fields": ["name", "nmae"]}, "fields: nmae is not a field of a service"),
    "foreign_field": (CUSTOMERS, {"fields": ["dids_*"]}, "fields: dids_* is not a field of a customer"),
    "dropped_details": (
        CUSTOMERS,
        {"summary_only": True, "secrets_expiry": True},
        "summary_only would drop what secrets_expiry reads with a request for each customer: use one of them",
    ),
}


def task(name: str, **more: Any) -> dict[str, Any]:
    """A task of the table."""
    module, arguments = TASKS[name]
    return {"name": name, module: arguments, "register": name, "ignore_errors": True, **more}


class Session:
    """What one playbook run over all tasks of the table left behind."""

    def __init__(self, results: Results, sim: Simulator, output: str) -> None:
        self.results = results
        self.requests = sim.requests
        self.tokens = sim.token_requests
        self.output = output


@pytest.fixture(scope="module")
def session(core: harness.Core, play: Play) -> Iterator[Session]:
    """All tasks of the table in one playbook, with the connection from the environment alone."""
    with Simulator() as sim:
        refused = [
            {"name": name, module: arguments, "register": name, "ignore_errors": True}
            for name, (module, arguments, _message) in REFUSED.items()
        ]
        done, results = play(core, sim.env(), [*(task(name) for name in TASKS), *refused])
        assert done.returncode == 0, done.stdout + done.stderr
        yield Session(results, sim, done.stdout + done.stderr)


def ids(result: Results) -> list[Any]:
    """The ids or GUIDs in a result."""
    found = result["services"] if "services" in result else result["customers"]
    assert result["count"] == len(found)
    return [record.get("id") or record["ump_customer_guid"] for record in found]


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("unknown_service", ["99999999"]),
        ("unknown_services", ["777", "x{y"]),
        ("unknown_customer", ["no-such-guid"]),
        ("unknown_customers", ["no-such-guid"]),
    ],
)
def test_unknown_ids_fail_and_are_named(session: Session, name: str, named: list[str]) -> None:
    """With the request in the message, and what went wrong as a dictionary."""
    result = session.results[name]
    assert result["failed"] is True
    assert "exception" not in result or "Traceback" not in str(result["exception"])
    assert result["msg"].startswith("GET /tenantui/api/")
    assert "\n" not in result["msg"]
    for ident in named:
        assert ident in result["msg"]
    assert (result["failure"]["error"], result["failure"]["method"]) == ("NotFoundError", "GET")
    assert GUIDS[0] not in result["msg"]


@pytest.mark.parametrize("name", ["nobody", "no_customers"])
def test_filter_that_nothing_passes(session: Session, name: str) -> None:
    """An empty list is a result."""
    result = session.results[name]
    assert (result["failed"], result["changed"], result["count"]) == (False, False, 0)
    assert ids(result) == []


def test_license_type_nobody_has_heard_of(session: Session) -> None:
    """A warning, as long as it is like no known one; a known one that nobody has is none."""
    said = " ".join(session.output.split())
    assert "license_types: gold is not a known license type, and no record has it" in said
    assert "names: no record is named nobody" in said
    assert "oc_essentials is not" not in said


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("all_services", [42712, 53904, 54018, 55149, 55707, 55732]),
        ("one_service", [42712]),
        ("two_services", [55732, 42712]),
        ("by_license", [53904, 54018, 55707, 55732]),
        ("by_status", [42712, 55149, 55707]),
        ("disabled", [55732]),
        ("by_name", [53904, 55732]),
        ("two_customers", [guid.lower() for guid in GUIDS]),
        ("one_customer", [GUIDS[0]]),
        ("hosted_pro", ["27aa5123-9b59-4374-bc89-838a9e536f24"]),
    ],
)
def test_records_that_are_returned(session: Session, name: str, expected: list[Any]) -> None:
    """All, those that were named in the order of their names, or those that pass every filter."""
    result = session.results[name]
    assert (result["failed"], result["changed"]) == (False, False)
    assert ids(result) == expected


def test_records_are_those_of_the_table(session: Session) -> None:
    """Types survive Ansible: numbers are numbers, null is null."""
    record = session.results["one_service"]["services"][0]
    assert record == session.results["all_services"]["services"][0]
    chosen = ("name", "license_label", "enabled", "disabled_time", "trial_expires", "attached_sites", "devices_meeting")
    assert [record[name] for name in chosen] == [
        *("customera-dm", "Pro + AI Summary", True, None, "2026-07-19", [42713], 15)
    ]
    customer = next(item for item in session.results["all_customers"]["customers"] if item["name"] == "two_sbc_two_cp")
    assert (customer["usage_percent"], customer["license_type"], customer["sip_connections"]) == (6.67, "oc_pro", [])
    assert len(session.results["all_customers"]["customers"]) == 10
    details = {item["name"]: item["sip_connections_total"] for item in session.results["details"]["customers"]}
    assert (details["many_sbc_test"], details["micu_test"]) == (11, 1)


@pytest.mark.parametrize("name", REFUSED)
def test_options_that_make_no_sense_are_refused(session: Session, name: str) -> None:
    """With one line; that nothing is sent for them is seen where the requests are counted."""
    result = session.results[name]
    assert (result["failed"], result["msg"]) == (True, REFUSED[name][2])


def test_fields_keep_a_result_small(session: Session) -> None:
    """The identity and what was asked for, of every record that passes the filters; nothing else, not even the raw row."""
    result = session.results["few_fields"]
    identity = {"kind", "platform", "id", "ump_customer_guid", "unread"}
    assert ids(result) == [42712, 55149, 55707]
    for record in result["services"]:
        assert set(record) == {*identity, "name", "dids_total", "dids_used", "dids_free"}
    assert [set(item) for item in session.results["few_customer_fields"]["customers"]] == 10 * [
        {"kind", "platform", "ump_customer_guid", "unread", "licensed_users"}
    ]


def test_summary_only(session: Session) -> None:
    """Counts of what passes the filters, and no records; figures added up by hand from the vendor's examples."""
    result = session.results["service_totals"]
    assert "services" not in result
    assert (result["changed"], result["count"], result["totals"]["services"]) == (False, 5, 5)
    totals = result["totals"]
    assert (totals["services_disabled"], totals["sources"]) == (0, {"dm": 5})
    assert totals["license_types"] == {"essential": 3, "essential_imtr": 1, "pro_imtr": 1}
    assert totals["license_families"] == {"device_manager": 5}
    assert totals["statuses"] == {"error": 3, "ok": 2}
    assert not {"customers", "licensed_users", "active_users"} & set(totals)

    result = session.results["customer_totals"]
    assert "customers" not in result
    assert (result["count"], result["totals"]) == (
        10,
        {
            "customers": 10,
            "licensed_users": 100,
            "active_users": 1,
            "license_types": {"hosted_essentials": 5, "hosted_essentials_plus": 1, "hosted_pro": 2, "oc_pro": 2},
            "license_families": {"hosted": 8, "operator_connect": 2},
        },
    )
    nobody = session.results["totals_of_nobody"]
    assert (nobody["failed"], nobody["count"], nobody["totals"]["license_types"]) == (False, 0, {})


def test_raw_rows_hold_no_secret(session: Session) -> None:
    """The row as the platform sent it, but for passwords; the item of a customer has a client secret."""
    raw = session.results["raw_services"]["services"][0]["raw"]
    assert raw["deviceManagerParams"]["deviceType"] == "PERSONAL_AND_MEETING"
    assert "password" not in raw["deviceManagerParams"]
    assert {item["license_label"] for item in session.results["raw_services"]["services"]} >= {"Gold", "Essential"}
    assert "raw" not in session.results["all_services"]["services"][0]
    item = session.results["one_customer"]["customers"][0]["raw"]
    assert "ApplicationClientId" in item, "the item read was not raw: this test would prove nothing"
    assert "ApplicationClientSecret" not in json.dumps(session.results)


def test_one_token_and_one_read_for_each_task(session: Session) -> None:
    """One id is read as an item, everything else by the list."""
    assert session.tokens == len(TASKS)
    reads = [request.path.removeprefix("/tenantui/api/") for request in session.requests if request.method == "GET"]
    # a customer that is not found is looked for in the list, where its GUID may be spelled in other letters
    assert len(reads) == len(TASKS) + 1
    assert reads[:4] == [
        "ovoc/v1/topology/services/",
        *(f"ovoc/v1/topology/services/{end}" for end in (42712, "", 99999999)),
    ]
    assert {request.query for request in session.requests if "customer" in request.path} == {
        *("allDetails=false", "allDetails=true")
    }


def test_check_mode_and_module_defaults_over_tls(core: harness.Core, play: Play, tmp_path: Path) -> None:
    """The group's defaults connect all modules of a play; blank variables are as good as none; secrets may be files."""
    with Simulator(tls=True) as sim:
        options = {name.removeprefix("LIVE_PLATFORM_").lower(): value for name, value in sim.env().items()}
        (tmp_path / "secret").write_text(options.pop("client_secret") + "\n", encoding="utf-8")
        defaults = {
            "group/audiocodes.live_platform.live_platform": {**options, "client_secret_file": str(tmp_path / "secret")}
        }
        blanks = dict.fromkeys([*sim.env(), "LIVE_PLATFORM_VALIDATE_CERTS", "LIVE_PLATFORM_ACCESS_TOKEN"], "")
        tasks = [
            task("all_services"),
            # a task's own value beats the group's
            {**task("all_customers"), CUSTOMERS: {"url": f"{sim.url}/nowhere"}},
            {**task("details", check_mode=True), CUSTOMERS: {"url": f"{sim.url}/tenantui/api/v3/customer"}},
            {**task("by_status"), SERVICES: {"ca_path": "", "validate_certs": "{{ omit }}"}},
        ]
        done, results = play(core, blanks, tasks, "--check", module_defaults=defaults)
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(ids(results["all_services"])) == 6
        assert results["all_services"]["changed"] is False
        assert len(ids(results["details"])) == 10
        assert "HTTP 404" in results["all_customers"]["msg"]
        # a blank ca_path is none, and a blank LIVE_PLATFORM_VALIDATE_CERTS does not switch the check off
        assert "CERTIFICATE_VERIFY_FAILED" in results["by_status"]["msg"]
        for secret in sim.secrets():
            assert secret not in done.stdout + done.stderr


def test_other_ways_to_authenticate(core: harness.Core, play: Play) -> None:
    """A ready token, and HTTP Basic for an Operation Center; two ways at once are one too many."""
    with Simulator() as sim:
        token, basic = sim.env("token"), sim.env("basic")
        tasks = [
            {**task("all_services"), "environment": token},
            {**task("by_status"), "environment": {**basic, "LIVE_PLATFORM_URL": f"{sim.url}/ovoc"}},
            {**task("all_customers"), "environment": {**token, **basic}},
            {**task("details"), "environment": {"LIVE_PLATFORM_URL": sim.url}},
        ]
        done, results = play(core, {}, tasks)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (len(ids(results["all_services"])), len(ids(results["by_status"]))) == (6, 3)
        assert sim.token_requests == 0
        for name in ("all_customers", "details"):
            assert "exactly one way to authenticate must be given" in results[name]["msg"]
        assert sim.count() == 2
        for secret in sim.secrets():
            assert secret not in done.stdout + done.stderr


def test_two_thousand_rows_cost_no_more_requests(core: harness.Core, play: Play) -> None:
    """One token and one list."""
    with Simulator(Dataset.generate(2000, 20)) as sim:
        # the count is checked in the play: the records need not pass through a template
        wrong = "_read.services | length != 2000 or _read.count != 2000"
        done, _results = play(core, sim.env(), [{SERVICES: {}, "register": "_read", "failed_when": wrong}])
        assert done.returncode == 0, done.stdout + done.stderr
        assert (sim.token_requests, len(sim.requests)) == (1, 2)
