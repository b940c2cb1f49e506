# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions that read the platform themselves: connection, environment, what is read, and what nobody may see."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.action import write_compliance, write_report
from kits.inventory import customer_row, service_row
from simulator.channels import made_channel

PORTAL = "https://live.example.com/tenantui/api"
SERVICES = f"{PORTAL}/ovoc/v1/topology/services/"
CUSTOMERS = f"{PORTAL}/v3/customer"
TOKEN = "ready-token-1"
CONNECTION = {"url": "https://live.example.com", "access_token": TOKEN, "rate_limit": 0, "retries": 0}
FOREIGN = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "requests_ca_bundle", "curl_ca_bundle", "netrc")

Result = dict[str, Any]
Http = responses.RequestsMock


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own connection settings reaches a test."""
    for name in list(os.environ):
        if name.startswith("LIVE_PLATFORM_") or name.lower() in FOREIGN:
            monkeypatch.delenv(name)


@pytest.fixture
def http() -> Iterator[Http]:
    """HTTP inside the process: a request that no test has announced fails like an unreachable server."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def platform(http: Http) -> Http:
    """Two services, one of which has a customer, and a customer without a service."""
    http.get(SERVICES, json={"services": [service_row(1, umpId="c1"), service_row(2)]})
    http.get(CUSTOMERS, json=[customer_row("c1"), customer_row("c2")])
    return http


def run(
    module: ModuleType,
    folder: Path,
    *,
    environment: Any = None,
    check: bool = False,
    connection: Mapping[str, Any] | None = None,
    **options: Any,
) -> Result:
    """Run an action with the source `api`, and no variable at all."""
    arguments = {
        **(CONNECTION if connection is None else connection),
        "source": "api",
        "dest": str(folder),
        "formats": "json",
        **options,
    }
    task = SimpleNamespace(
        args=arguments, check_mode=check, diff=False, async_val=0, action="x", environment=environment
    )
    connected = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    result: Result = module.ActionModule(task, connected, None, None, None, None).run(task_vars={})
    return result


def judged(folder: Path) -> Any:
    return json.loads((folder / "compliance.json").read_text(encoding="utf-8"))


def test_the_platform_is_read_with_one_request_for_each_list(platform: Http, tmp_path: Path) -> None:
    result = run(write_compliance, tmp_path)
    assert result["summary"]["population"] == {"services": 2, "customers": 2}
    assert judged(tmp_path)["platforms"] == ["live.example.com"]
    assert [call.request.url for call in platform.calls] == [SERVICES, f"{CUSTOMERS}?allDetails=true"]
    assert {call.request.headers["Authorization"] for call in platform.calls} == {f"Bearer {TOKEN}"}


def test_check_mode_reads_and_writes_nothing(platform: Http, tmp_path: Path) -> None:
    result = run(write_compliance, tmp_path / "reports", check=True)
    assert (result["summary"]["population"]["services"], result["summary"]["written"]) == (2, False)
    assert not (tmp_path / "reports").exists()


def test_tiers_of_metering_are_read_and_judged_where_somebody_asks(platform: Http, tmp_path: Path) -> None:
    """A customer without a known channel is said, and does not change the verdict."""
    owned = service_row(1, umpId="c1", serviceSource="OC", parameters=[{"name": "Metering Tag", "value": "sb1-1"}])
    platform.replace("GET", SERVICES, json={"services": [owned, service_row(2)]})
    platform.get(f"{PORTAL}/v2/oc/lead", json=[{"umpCustomerGuid": "c1", "ovocChannelId": 7, "status": "Active"}])
    platform.get(f"{PORTAL}/ovoc/v1/topology/channels/7", json=made_channel(7, {"OC": "sb1-2"}))
    result = run(write_compliance, tmp_path, metering_tiers=True)
    found = judged(tmp_path)
    (finding,) = [item for item in found["findings"] if item["rule"] == "metered-on-several-tiers"]
    assert (finding["subject"], finding["message"]) == (
        "customer:c1",
        "tiers with a setup id: 2 (channel, service), above 1",
    )
    assert len(platform.calls) == 4
    said = "metering_tiers: no channel is known for 1 of 2 customers; only their services are looked at"
    assert said in result["warnings"]
    assert said not in found["warnings"]


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        ({"include": ["services"]}, [SERVICES]),
        ({"include": "customers", "all_details": "no"}, [f"{CUSTOMERS}?allDetails=false"]),
        ({"all_details": ""}, [SERVICES, f"{CUSTOMERS}?allDetails=true"]),
        (
            {"channels": True},
            [SERVICES, f"{CUSTOMERS}?allDetails=true", f"{PORTAL}/v2/oc/lead?PageNumber=1&PageSize=20000"],
        ),
    ],
)
def test_what_is_read(platform: Http, tmp_path: Path, options: dict[str, Any], urls: list[str]) -> None:
    platform.get(f"{PORTAL}/v2/oc/lead", json=[])
    result = run(write_compliance, tmp_path, **options)
    assert "failed" not in result
    assert [call.request.url for call in platform.calls] == urls


def test_the_inventory_costs_no_request_and_no_look_at_the_connection(http: Http, tmp_path: Path) -> None:
    """A group of module_defaults gives connection options to jobs from the inventory, too."""
    task = SimpleNamespace(
        args={"url": "not an address", "timeout": "never", "dest": str(tmp_path), "formats": "json"},
        check_mode=False,
        diff=False,
        async_val=0,
        action="x",
    )
    connected = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    variables: dict[str, Any] = {"hostvars": {}, "groups": {"lp_services": [], "lp_customers": []}}
    result = write_compliance.ActionModule(task, connected, None, None, None, None).run(task_vars=variables)
    assert result["summary"]["message"] == "0 services and customers found, at least 1 expected"
    assert len(http.calls) == 0


@pytest.mark.parametrize("as_list", [False, True])
def test_the_environment_of_the_task_is_that_of_the_reading(platform: Http, tmp_path: Path, as_list: bool) -> None:
    names = {**CONNECTION, "platform_name": "zurich"}
    environment: Any = {f"LIVE_PLATFORM_{name.upper()}": value for name, value in names.items()}
    if as_list:
        environment = [{"LIVE_PLATFORM_PLATFORM_NAME": "oslo"}, environment]
    before = dict(os.environ)
    result = run(write_compliance, tmp_path, connection={}, environment=environment)
    assert "failed" not in result
    assert judged(tmp_path)["platforms"] == ["zurich"]
    assert dict(os.environ) == before


def test_an_option_of_the_task_counts_before_the_environment(
    platform: Http, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVE_PLATFORM_PLATFORM_NAME", "oslo")
    monkeypatch.setenv("LIVE_PLATFORM_VALIDATE_CERTS", "")
    run(write_compliance, tmp_path, platform_name="zurich")
    assert judged(tmp_path)["platforms"] == ["zurich"]
    run(write_compliance, tmp_path, platform_name="")
    assert judged(tmp_path)["platforms"] == ["oslo"]


def test_an_empty_prefix_is_one(http: Http, tmp_path: Path) -> None:
    http.get("https://live.example.com/api/ovoc/v1/topology/services/", json={"services": [service_row(1)]})
    assert "failed" not in run(write_compliance, tmp_path, api_prefix="", include=["services"])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"connection": {}}, "url (environment: LIVE_PLATFORM_URL) is not set"),
        ({"retries": "many"}, "retries"),
        ({"rate_limit": -1}, "rate_limit must be 0 or more, not -1"),
        (
            {"secrets_expiry": True, "include": ["services"]},
            "secrets_expiry is about customers, which include leaves out",
        ),
        ({"include": []}, "include is an empty list"),
        ({"match_by": "guid"}, "value of match_by must be one or more of"),
    ],
)
def test_a_wrong_option_is_one_line_and_sends_nothing(
    http: Http, tmp_path: Path, options: dict[str, Any], says: str
) -> None:
    result = run(write_compliance, tmp_path, **options)
    assert (result["failed"], result["summary"]["verdict"]) == (True, "failed")
    assert says in result["msg"]
    assert "\n" not in result["msg"]
    assert len(http.calls) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_platform_that_is_not_read_says_why_and_shows_no_secret(http: Http, tmp_path: Path) -> None:
    """Not even where the platform sends it back."""
    http.get(SERVICES, status=403, json={"description": f"{TOKEN} may not read"})
    result = run(write_compliance, tmp_path)
    assert result["msg"].startswith("the platform could not be read: GET /tenantui/api/ovoc/v1/topology/services/: ")
    assert "******** may not read" in result["msg"]
    assert TOKEN not in json.dumps(result)


@pytest.mark.parametrize(
    "secret", ["https://me:s3cret-word@live.example.com", "https://live.example.com/?key=s3cret-word"]
)
def test_an_address_that_holds_a_secret_is_not_shown(http: Http, tmp_path: Path, secret: str) -> None:
    assert "s3cret-word" not in json.dumps(run(write_compliance, tmp_path, url=secret))


def test_secrets_that_the_platform_sends_back_are_in_no_file(http: Http, tmp_path: Path) -> None:
    """Of the options, of a file, and of the headers; in names and in the depth of parameters."""
    (tmp_path / "token").write_text("token-of-a-file\n", encoding="utf-8")
    hidden = service_row(1, fullName="A token-of-a-file", status="x-secret-header")
    http.get(SERVICES, json={"services": [hidden]})
    options = {
        "url": CONNECTION["url"],
        "access_token_file": str(tmp_path / "token"),
        "headers": {"X-Key": "x-secret-header"},
    }
    result = run(
        write_compliance,
        tmp_path / "out",
        connection=options,
        include=["services"],
        formats=["html", "csv", "json", "junit", "sarif"],
    )
    shown = json.dumps(result) + "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert "token-of-a-file" not in shown
    assert "x-secret-header" not in shown
    assert "A ********" in shown


def test_a_list_that_the_other_one_contradicts_is_not_believed(http: Http, tmp_path: Path) -> None:
    http.get(SERVICES, json={"services": []})
    http.get(CUSTOMERS, json=[customer_row("c1")])
    failed = run(write_compliance, tmp_path)
    assert "the platform lists 1 customer and not a single service" in failed["msg"]
    assert "failed" not in run(write_compliance, tmp_path, allow_empty=True)
    assert judged(tmp_path)["doubts"] == []


def test_secrets_that_expire_cost_one_request_for_each_customer(platform: Http, tmp_path: Path) -> None:
    for guid in ("c1", "c2"):
        platform.get(f"{CUSTOMERS}/{guid}", json=customer_row(guid))
    result = run(write_compliance, tmp_path, secrets_expiry="yes")
    assert "failed" not in result
    assert len(platform.calls) == 4


def test_a_customer_that_cannot_be_read_by_itself_is_an_error(platform: Http, tmp_path: Path) -> None:
    platform.get(f"{CUSTOMERS}/c1", json=customer_row("c1"))
    platform.get(f"{CUSTOMERS}/c2", status=500, json={})
    result = run(write_compliance, tmp_path, secrets_expiry=True)
    assert result["msg"].startswith("the platform could not be read: 1 customer could not be read, beginning with ")
    assert list(tmp_path.iterdir()) == []


def test_a_variable_of_the_environment_that_nobody_knows_is_a_warning_and_no_verdict(
    platform: Http, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVE_PLATFORM_UROL", "x")
    result = run(write_compliance, tmp_path)
    assert "LIVE_PLATFORM_UROL" in result["warnings"][0]
    assert "LIVE_PLATFORM_UROL" not in result["summary"]["message"]
    assert not [text for text in judged(tmp_path)["warnings"] if "UROL" in text]


# ---- the license report


AT: dict[str, Any] = {"generated_at": "2026-11-22T08:00:00Z"}


def report(folder: Path) -> Any:
    return json.loads((folder / "license_report.json").read_text(encoding="utf-8"))


def test_a_report_about_the_platform_itself(platform: Http, tmp_path: Path) -> None:
    """The rows are the hosts that the inventory plugin makes: a customer that a service carries is none."""
    result = run(write_report, tmp_path, **AT)
    assert result["summary"]["totals"]["hosts"] == 3
    assert [call.request.url for call in platform.calls] == [SERVICES, f"{CUSTOMERS}?allDetails=true"]
    rows = report(tmp_path)["rows"]
    shown = [(row["inventory_hostname"], row["groups"], row["instance_id"], row["enabled"]) for row in rows]
    assert shown == [
        ("customer-c2", ["lp_customers"], "customer:c2", True),
        ("service-1", ["lp_services"], "service:1", True),
        ("service-2", ["lp_services"], "service:2", True),
    ]
    assert (rows[0]["status"], rows[1]["customer_ump_customer_guid"]) == ("unknown", "c1")
    assert [(group["name"], group["hosts"]) for group in report(tmp_path)["groups"]] == [
        ("lp_services", 2),
        ("lp_customers", 1),
    ]


def test_the_name_of_a_platform_is_a_part_of_identities(platform: Http, tmp_path: Path) -> None:
    run(write_report, tmp_path, platform_name="zurich", **AT)
    assert {row["instance_id"] for row in report(tmp_path)["rows"]} == {
        "customer:c2@zurich",
        "service:1@zurich",
        "service:2@zurich",
    }


def test_names_that_collide_get_an_id_as_in_the_inventory(http: Http, tmp_path: Path) -> None:
    rows = [service_row(1, name="Acme"), service_row(2, name="acme"), service_row(3, name="lp services")]
    http.get(SERVICES, json={"services": rows})
    run(write_report, tmp_path, include=["services"], **AT)
    names = [row["inventory_hostname"] for row in report(tmp_path)["rows"]]
    assert names == ["acme-1", "acme-2", "lp-services"]


def test_a_report_about_some_groups_and_hosts(http: Http, tmp_path: Path) -> None:
    rows = [
        service_row(1, licenseType="PRO"),
        service_row(2, licenseType="ESSENTIAL"),
        service_row(3, licenseType="PRO"),
    ]
    http.get(SERVICES, json={"services": rows})
    common: dict[str, Any] = {"include": ["services"], "groups": ["lp_license_pro", "lp_status_error"], **AT}
    result = run(write_report, tmp_path, **common)
    assert [row["inventory_hostname"] for row in report(tmp_path)["rows"]] == ["service-1", "service-3"]
    assert "failed" not in result
    limited = run(write_report, tmp_path, hosts="service-3", **common)
    assert [row["inventory_hostname"] for row in report(tmp_path)["rows"]] == ["service-3"]
    assert limited["status"] == "warning"


def test_a_group_that_only_an_inventory_can_have_is_an_error(platform: Http, tmp_path: Path) -> None:
    result = run(write_report, tmp_path, groups=["lp_services", "ours"], **AT)
    assert (result["failed"], result["status"]) == (True, "error")
    assert result["msg"].startswith(
        "groups: the source api has no ours (it has the groups that the inventory plugin makes"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_report_of_a_platform_that_is_not_read(http: Http, tmp_path: Path) -> None:
    http.get(SERVICES, status=401, json={"description": f"{TOKEN} is refused"})
    result = run(write_report, tmp_path, **AT)
    assert (result["status"], result["summary"]["written"]) == ("error", False)
    assert result["msg"].startswith("the platform could not be read: GET /tenantui/api/ovoc/v1/topology/services/: ")
    assert TOKEN not in json.dumps(result)
    assert list(tmp_path.iterdir()) == []


def test_the_rules_of_a_report_know_the_groups_of_the_platform(platform: Http, tmp_path: Path) -> None:
    scope = {"kind": "service", "groups": ["lp_license_unknown"]}
    rule = {
        "id": "all",
        "title": "t",
        "severity": "high",
        "scope": scope,
        "check": {"type": "missing", "field": "carrier_id"},
    }
    policy = {"name": "p", "rules": [rule]}
    result = run(write_report, tmp_path, policy=policy, **AT)
    assert "failed" not in result
    assert '"all"' in json.dumps(report(tmp_path)["attention"])
