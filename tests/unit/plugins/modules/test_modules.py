# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules answer, with the vendor's examples as the platform's lists: results, filters, failures, check mode."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
import responses
from ansible.module_utils.common.parameters import PASS_VARS

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields
from kits.harness import ROOT

Run = Callable[..., dict[str, Any]]
Http = responses.RequestsMock
PORTAL = "https://live.example.com/tenantui/api"
SERVICES = f"{PORTAL}/ovoc/v1/topology/services/"
CUSTOMERS = f"{PORTAL}/v3/customer"
SAMPLES = ROOT / "tests" / "simulator" / "data"


def sample(name: str) -> Any:
    """One of the vendor's examples."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


GUIDS = [row["UmpCustomerGuid"] for row in sample("customers")]


@pytest.fixture
def platform(http: Http) -> Http:
    """Both lists answered with the vendor's examples."""
    http.get(SERVICES, json=sample("services"))
    http.get(CUSTOMERS, json=sample("customers"))
    return http


def test_services(platform: Http, run: Run) -> None:
    found = run("service_info", check=True)
    assert (found["changed"], found["count"], len(found["services"])) == (False, 6, 6)
    assert [list(service) for service in found["services"]] == [[field.name for field in fields.SERVICE_FIELDS]] * 6
    assert len(platform.calls) == 1


def test_headers_are_hidden_where_they_can_be_secret(platform: Http, run: Run) -> None:
    """An "en" is none: hidden, it would make an "ess********tial" of a license."""
    plain = run("service_info")
    options = {"headers": {"Accept-Language": "en", "X-Number": 1, "X-Key": "s3cret-key"}}
    found = run("service_info", **options)
    assert found["services"] == plain["services"]
    assert "s3cret-key" not in json.dumps(found)


def test_services_that_pass_a_filter(platform: Http, run: Run) -> None:
    found = run("service_info", statuses=["error"], labels={"essential": "Bronze"})
    assert {service["status"] for service in found["services"]} == {"error"}
    assert "Bronze" in {service["license_label"] for service in found["services"]}
    assert run("service_info", license_types=["essential"], statuses=["error"])["count"] < found["count"]


def test_a_license_type_that_nobody_has_heard_of_is_a_warning(platform: Http, run: Run) -> None:
    found = run("service_info", license_types=["Essential Plus"])
    assert (found["count"], len(found["warnings"])) == (0, 1)
    assert "license_types: essential plus is not a known license type" in found["warnings"][0]
    assert "with this label or tier are hosted_essentials_plus, oc_essentials_plus" in found["warnings"][0]


def test_a_misspelled_license_type_is_an_error(platform: Http, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a right one nobody would notice; a site that means it can say so."""
    failed = run("service_info", license_types=["essentail", "pro"])
    assert failed["failed"]
    assert (
        "license_types: essentail is not a known license type, and no record has it; did you mean essential?"
        in failed["msg"]
    )
    assert run("service_info", license_types=["essentail"], unknown_values="warn")["count"] == 0
    monkeypatch.setenv("LIVE_PLATFORM_UNKNOWN_VALUES", "error")
    assert "no such thing is" in run("service_info", sources=["no such thing"])["msg"]


@pytest.mark.parametrize(
    ("module", "option", "result"),
    [
        ("service_info", "ids", "services"),
        ("service_info", "statuses", "services"),
        ("service_info", "sources", "services"),
        ("customer_info", "guids", "customers"),
        ("customer_info", "license_types", "customers"),
        ("license_usage_info", "guids", "usage"),
        ("license_usage_info", "names", "usage"),
        ("task_info", "ids", "tasks"),
    ],
)
def test_an_empty_list_selects_nobody_and_reads_nothing(
    http: Http, run: Run, module: str, option: str, result: str
) -> None:
    found = run(module, **{option: []})
    assert (found.get("msg"), found["count"], found[result]) == (None, 0, [])
    assert len(http.calls) == 0


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_blank_text_means_that_a_list_is_not_given(platform: Http, run: Run, blank: str | None) -> None:
    options = dict.fromkeys(("ids", "license_types", "statuses", "sources", "names", "fields"), blank)
    assert run("service_info", **options)["services"] == run("service_info")["services"]


@pytest.mark.parametrize(("ids", "says"), [(["", "70001"], "ids: entry 1 is empty"), ([" "], "ids: entry 1 is empty")])
def test_a_blank_entry_is_a_variable_that_was_not_set(http: Http, run: Run, ids: list[str], says: str) -> None:
    assert run("service_info", ids=ids)["msg"] == says


def test_a_list_of_blank_names_is_refused(platform: Http, run: Run) -> None:
    assert "names: every entry is blank" in run("customer_info", names=["", " "])["msg"]


@pytest.mark.parametrize(
    ("module", "option"), [("service_info", "fields"), ("topology_facts", "include"), ("topology_facts", "match_by")]
)
def test_an_empty_list_that_makes_no_sense_is_an_error(run: Run, module: str, option: str) -> None:
    assert run(module, **{option: []})["msg"].startswith(f"{option} is an empty list: name at least one")


def test_a_variable_of_the_environment_that_nobody_knows_is_a_warning(
    platform: Http, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVE_PLATFORM_CLIENT_SECRETS", "hush-hush")
    (told,) = run("service_info")["warnings"]
    assert "LIVE_PLATFORM_CLIENT_SECRETS (did you mean LIVE_PLATFORM_CLIENT_SECRET?) is not a variable" in told
    assert "hush" not in told


def test_errors_to_ignore_that_are_about_nobody_are_a_warning(platform: Http, run: Run) -> None:
    for guid in GUIDS:
        platform.get(f"{CUSTOMERS}/{guid}", json={"UmpCustomerGuid": guid})
    found = run("customer_info", secrets_expiry=True, ignore_errors_for=["404", GUIDS[0], "nobody*"])
    assert found["warnings"] == ["ignore_errors_for: no customer has the name or GUID nobody*"]


def test_customers(platform: Http, run: Run) -> None:
    found = run("customer_info", license_types=["oc_pro"], include_raw=True)
    assert found["count"] == len(found["customers"]) == 2
    assert all("raw" in customer for customer in found["customers"])


def test_a_secret_that_expires(platform: Http, run: Run) -> None:
    """A customer that cannot be read fails the task with all that was read, or is passed over where that is wanted."""
    for guid in GUIDS:
        body = {"UmpCustomerGuid": guid, "ClientSecretExpirationDate": "12/24/2026 1:00:00 PM"}
        platform.get(f"{CUSTOMERS}/{guid}", json=body)
    platform.replace("GET", f"{CUSTOMERS}/{GUIDS[0]}", status=500, json={"message": "sorry"})
    failed = run("customer_info", secrets_expiry=True)
    assert failed["failed"]
    assert failed["msg"].startswith("1 customer could not be read, beginning with ")
    assert [(item["ump_customer_guid"], item["status"]) for item in failed["failed_items"]] == [(GUIDS[0], 500)]
    expires = [customer["client_secret_expires"] for customer in failed["customers"]]
    assert expires[0] is None
    assert {str(value)[:10] for value in expires[1:]} == {"2026-12-24"}
    passed = run("customer_info", secrets_expiry=True, ignore_errors_for=[GUIDS[0]])
    assert "failed" not in passed
    assert [item["ump_customer_guid"] for item in passed["failed_items"]] == [GUIDS[0]]


def test_what_secrets_expiry_reads_is_kept_whatever_fields_says(platform: Http, run: Run) -> None:
    """One request for each customer, and its answer is in the result."""
    for guid in GUIDS:
        body = {"UmpCustomerGuid": guid, "ClientSecretExpirationDate": "12/24/2026 1:00:00 PM"}
        platform.get(f"{CUSTOMERS}/{guid}", json=body)
    found = run("customer_info", secrets_expiry=True, fields=["name"])["customers"]
    added = {field.name for field in fields.CUSTOMER_DETAIL_FIELDS}
    always = ("kind", "platform", "ump_customer_guid", "unread")
    assert [set(customer) for customer in found] == [{*always, "name"} | added] * len(GUIDS)
    assert {str(customer["client_secret_expires"])[:10] for customer in found} == {"2026-12-24"}
    brief = run("customer_info", fields=["name"])["customers"]
    assert [set(customer) for customer in brief] == [{*always, "name"}] * len(GUIDS)


def test_topology(platform: Http, run: Run) -> None:
    """The fact is the only result, and a summary has no records."""
    assert run("topology_facts").keys() >= {"ansible_facts", "changed"}
    fact = run("topology_facts", fields=["name"])["ansible_facts"]["live_platform"]
    assert (len(fact["services"]), len(fact["customers"])) == (6, 10)
    assert "status" not in fact["services"][0]
    brief = run("topology_facts", summary_only=True, include=["customers"])["ansible_facts"]["live_platform"]
    assert not {"services", "customers"} & brief.keys()
    assert str(platform.calls[-1].request.url).startswith(CUSTOMERS)


def test_a_topology_whose_trials_expire_in_the_past(platform: Http, run: Run) -> None:
    failed = run("topology_facts", trial_expiring_days=-1)
    assert failed["msg"] == "trial_expiring_days must be 0 or more, not -1"
    assert len(platform.calls) == 0


def test_usage(platform: Http, run: Run) -> None:
    day = {"lastUpdate": "2026-11-20T00:00:00Z", "acquiredLicenses": 10, "currentlyLicensed": 4}
    platform.get(f"{CUSTOMERS}/{GUIDS[1]}", json=sample("customers")[1])
    platform.get(f"{CUSTOMERS}/{GUIDS[1]}/licenseinfo", json=[day])
    found = run("license_usage_info", guids=[GUIDS[1]])
    (customer,) = found["usage"]
    assert customer["ump_customer_guid"] == GUIDS[1]
    assert [entry["active_users"] for entry in customer["history"]] == [4]
    assert "history" not in run("license_usage_info", guids=[GUIDS[1]], history=False)["usage"][0]


def test_usage_of_no_month(platform: Http, run: Run) -> None:
    failed = run("license_usage_info", months=0)
    assert (failed["msg"], failed["failure"]["error"]) == ("months must be 1 or more, not 0", "OptionError")
    assert len(platform.calls) == 0


def test_tasks(http: Http, run: Run) -> None:
    http.get(f"{PORTAL}/v2/task/tsk_1", json={"id": "tsk_1", "status": "Completed"})
    found = run("task_info", ids=["tsk_1"])
    assert (found["count"], found["tasks"][0]["id"], found["tasks"][0]["state"]) == (1, "tsk_1", "succeeded")


def test_a_task_without_an_id_is_refused_by_ansible(run: Run) -> None:
    assert "ids" in run("task_info")["msg"]


@pytest.mark.parametrize("module", ["service_info", "customer_info", "topology_facts", "license_usage_info"])
def test_a_platform_that_cannot_be_reached(http: Http, run: Run, module: str) -> None:
    """Every module fails in the same form, and says nothing secret."""
    http.get(SERVICES, body=requests.exceptions.ConnectionError("no route"))
    http.get(CUSTOMERS, body=requests.exceptions.ConnectionError("no route"))
    failed = run(module)
    assert failed["failed"]
    assert failed["failure"]["error"] == "ConnectError"
    assert failed["msg"].startswith(f"GET {failed['failure']['path']}: ")
    assert "ready-token-1" not in json.dumps(failed)


def test_two_ways_to_authenticate(run: Run) -> None:
    failed = run("service_info", username="operator", password="hush-hush")
    assert failed["failure"]["error"] == "OptionError"
    assert "hush-hush" not in json.dumps(failed)


class Customer:
    """A customer that can be changed: its row as the platform answers it."""

    def __init__(self, http: Http) -> None:
        self.row = {**sample("customers")[0], "LicenseType": 4, "LicensedUsersCount": 10}
        self.guid = self.row["UmpCustomerGuid"]
        self.sent: list[Any] = []
        address = f"{CUSTOMERS}/{self.guid}"
        http.add_callback("GET", CUSTOMERS, lambda _request: (200, {}, json.dumps([self.row])))
        http.add_callback("GET", address, lambda _request: (200, {}, json.dumps(self.row)))
        http.add_callback("PATCH", address, self.change)

    def change(self, request: Any) -> tuple[int, dict[str, str], str]:
        """Take what is sent."""
        body = json.loads(request.body)
        self.sent.append(body)
        self.row |= {"LicenseType": body["licenseType"], "LicensedUsersCount": body["licensedUsersCount"]}
        return 200, {}, "{}"


def test_license(http: Http, run: Run) -> None:
    """Predicted in check mode, changed once, and nothing the second time."""
    customer = Customer(http)
    wish = {"guid": customer.guid, "license_type": "oc_pro", "licensed_users": 20}
    assert run("customer_license", check=True, **wish)["changed"] is True
    assert customer.sent == []
    assert run("customer_license", **wish)["changed"] is True
    assert run("customer_license", **wish)["changed"] is False
    assert customer.sent == [{"licenseType": 5, "licensedUsersCount": 20}]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_changes": 0}, "nothing was changed: 1 customer would change, but max_changes allows 0"),
        ({"wait_timeout": -1}, "wait_timeout must be 0 or more seconds, not -1"),
        ({"change_keys": {"license_type": " "}}, "change_keys: license_type must not be empty"),
    ],
)
def test_license_refused_before_anything_is_sent(http: Http, run: Run, options: Any, message: str) -> None:
    customer = Customer(http)
    assert run("customer_license", guid=customer.guid, licensed_users=20, **options)["msg"] == message
    assert customer.sent == []


# ansible-core 2.21 and newer add the options to a result only where that is asked for
SHOWN = {"_ansible_inject_invocation": True} if "inject_invocation" in PASS_VARS else {}
CREDENTIALS = {"tenant_id": "t", "client_id": "c", "client_secret": "hush-hush", "scope": "x", "access_token": None}


@pytest.mark.parametrize(("option", "more"), [("url", {}), ("authority", CREDENTIALS), ("proxy", {})])
@pytest.mark.parametrize("address", ["https://joe:s3cret-1@live.example.com", "https://live.example.com/?key=s3cret-1"])
def test_an_address_that_is_refused_is_not_shown(run: Run, option: str, more: Any, address: str) -> None:
    """Neither by the message nor by the options, which ansible-core adds to a result."""
    failed = run("customer_info", **{**SHOWN, **more, option: address})
    assert failed["msg"].startswith(option)
    assert "module_args" in failed["invocation"]
    assert "s3cret-1" not in json.dumps(failed)


@pytest.mark.parametrize("parameters", ['{"CarrierUserPassword": "hush-hush"}', "CarrierUserPassword=hush-hush"])
@pytest.mark.parametrize("options", [{}, {"url": ""}], ids=["name missing", "url missing"])
def test_secrets_in_a_dictionary_that_came_as_text(run: Run, parameters: str, options: Any) -> None:
    """Ansible masks the text, but not what it makes of it."""
    failed = run("sip_connection", guid="g", script_parameters=parameters, **options, **SHOWN)
    assert failed["failed"]
    assert "CarrierUserPassword" in json.dumps(failed["invocation"])
    assert "hush-hush" not in json.dumps(failed)
