# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The written-down shape of the API: a valid document that the vendor's examples and the generated rows fit."""

from __future__ import annotations

import copy
import json
from typing import Any

import openapi_spec_validator
import pytest

from simulator import Dataset, spec
from simulator.acting import CUSTOMERS_V2
from simulator.dataset import DATA
from simulator.portal import CUSTOMERS


def test_the_document_is_valid_openapi() -> None:
    openapi_spec_validator.validate(spec.document())
    assert spec.document()["openapi"].startswith("3.1")


def test_the_validator_would_notice_a_broken_document() -> None:
    broken = copy.deepcopy(spec.document())
    del broken["paths"]["/tenantui/api/v3/customer/{guid}"]["get"]["parameters"][0]
    with pytest.raises(openapi_spec_validator.validation.exceptions.OpenAPIValidationError):
        openapi_spec_validator.validate(broken)


@pytest.mark.parametrize(
    ("schema", "value", "place"),
    [
        ("ServiceList", [], r"\$"),
        ("Service", {"id": 1}, "required"),
        ("OvocError", {"message": "x"}, "description"),
        ("MultitenantError", {"description": "x"}, r"\$"),
        ("Token", {"token_type": "Bearer", "expires_in": "3599", "access_token": "x"}, "expires_in"),
        ("LicenseRecord", {"acquiredLicenses": 50}, "required"),
        ("Task", {"id": "tsk_1", "status": 3}, r"\$"),
        ("TaskStart", {"taskId": "job-1"}, r"\$"),
        ("TaskStart", "", r"\$"),
        ("One", 2, r"\$"),
        ("ConnectionItem", {"siteName": "x"}, "required"),
        ("NumberPage", [], r"\$"),
        ("Number", {"telephoneNumber": 49, "umpCustomerGuid": None}, r"\$"),
        ("RemovalSummary", {"totalCount": 1}, "required"),
        ("LicensedUser", {"sipAddress": "x"}, "required"),
        ("TokenError", {"error": "invalid_client", "error_description": "no number"}, "TokenError"),
    ],
)
def test_what_does_not_fit_is_refused(schema: str, value: Any, place: str) -> None:
    with pytest.raises(spec.MisfitError, match=place):
        spec.check_value(schema, value)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("id",), "42712"),
        (("status",), "Ok"),
        (("isEnabled",), None),
        (("deviceManagerParams", "devicesCount", "meeting"), None),
        (("applicationsStatus", "voiceQuality", "sbcVoiceQualityJson", "vqMediaStatus"), 3),
        (("parameters", 0, "type"), "integer"),
        (("definedAt",), "2023-03-15"),
    ],
)
def test_every_level_of_a_service_is_checked(path: tuple[str | int, ...], wrong: Any) -> None:
    row: Any = Dataset.samples().services[0]
    spec.check_value("Service", row)
    part = row
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = wrong
    with pytest.raises(spec.MisfitError, match=str(path[-1])):
        spec.check_value("Service", row)


def test_a_listed_customer_with_app_registration_is_refused() -> None:
    row = Dataset.samples().customers[0]
    spec.check_value("Customer", row)
    with pytest.raises(spec.MisfitError):
        spec.check_value("Customer", {**row, "ApplicationClientSecret": "abc***"})


def test_the_samples_fit() -> None:
    services = json.loads((DATA / "services.json").read_text(encoding="utf-8"))
    spec.check_value("ServiceList", services)
    assert len(services["services"]) == 6
    for name in ("customers.json", "customers_all_details.json"):
        customers = json.loads((DATA / name).read_text(encoding="utf-8"))
        assert len(customers) == 10
        for row in customers:
            spec.check_value("Customer", row)


def test_generated_rows_fit() -> None:
    data = Dataset.generate(300, 300, seed=7)
    assert (len(data.services), len(data.customers)) == (300, 300)
    spec.check_value("ServiceList", {"services": data.services})
    for row in data.customers:
        spec.check_value("Customer", row)
        spec.check_value("CustomerItem", data.customer(row["UmpCustomerGuid"], all_details=True))


@pytest.mark.parametrize("table", ["Service", "CustomerBase", "SipConnection", "DeviceManager"])
def test_the_document_names_every_key_of_the_samples(table: str) -> None:
    data = Dataset.samples()
    rows = {
        "Service": data.services,
        "CustomerBase": data.customers,
        "SipConnection": [site for row in data.customers for site in row["SiteLocation"]],
        "DeviceManager": [row["deviceManagerParams"] for row in data.services],
    }[table]
    named = spec.document()["components"]["schemas"][table]["properties"]
    assert {key for row in rows for key in row} <= set(named)


#: The vendor's example answers, as the pages print them.
PRINTED = {
    "LicenseRecord": """{"acquiredLicenses": 50, "totalMonitoredUsers": 20, "currentlyLicensed": 24,
        "managedUsersDirectRouting": 6, "managedUsersOperatorConnect": 2, "managedUsersByLifeCycleManagement": 4,
        "managedUsersUserInterface": 10, "managedServiceNumbers": 2, "lastUpdate": "2023-11-06T16:05:06.0202209+00:00",
        "umpCustomerGuid": "b11a3f8a-9220-457a-938f-cae531f79d67", "licenseSettingsFlagsLevel": 2, "LicenseFactors": {
        "Managed Users - By Template": true, "Managed Users - By User Interface": true, "Managed Service Numbers": true}}""",
    "Task": """{"id": "tsk_185510", "status": "CompletedSuccess", "details": [null], "executionMessages": [],
        "outputData": {}, "createTime": "0001-01-01T00:00:00", "completeTime": null, "cancellationRequested": null}""",
    "TaskStart": """{"status": true, "msg": "queued", "sbcCleanupTaskId": "tsk_841026", "o365CleanupTask": "tsk_0"}""",
    "ConnectionItem": """{"tenantId": "3371606b-f589-4b50-b827-1a95cacf7225", "m365DeploymentState": null,
        "sbcDeploymentState": 3, "siteName": "DR94Site2", "onlinePstnGateway": "DR94Site2.sbc.example", "sbcInfo": {
        "sbcConfigurationType": 0, "cacProfile": "10 sessions", "carrierHostName": "Site2Hostname123",
        "carrierId": "SIPTrunk", "carrierMainLine": null, "carrierUserName": "Site2Carrier", "flagConfigureSbc": true,
        "sbcId": 8, "sbcScripts": {"onboardingScript": 7, "cleanupScript": 700, "customerVariables": {
        "CarrierUserPassword": "x", "CarierMailLine": "Site2MainLine123", "CustomVar.Variable1": "variable4"}}},
        "m365Info": {"m365Scripts": {"flagConfigureM365Routing": false, "onboardingScript": null, "cleanupScript": null,
        "customerVariables": null}}, "pendingTasks": []}""",
    "LicenseChange": """{"customerFullName": "BBOC532", "licenseType": 5, "licensedUsersCount": 50,
        "applicationClientId": "0fdc8122-e0b5-43ac-8433-54860113710d", "applicationClientSecret": "x"}""",
    "Upgrade": """{"upgradeToLicense": 4, "licenseCount": 20}""",
    "RemovalSummary": """{"markedForRemovalCount": 0, "readyForRemovalCount": 0, "totalCount": 0}""",
    "LicensedUser": """{"sipAddress": "user1@tenant.example", "licenseCriteria": "Managed Users - By User Interface"}""",
}


@pytest.mark.parametrize("schema", PRINTED)
def test_what_the_vendor_prints_fits_and_is_all_named(schema: str) -> None:
    value = json.loads(PRINTED[schema])
    spec.check_value(schema, value)
    declared = spec.document()["components"]["schemas"][schema]
    named = declared["properties"] if "properties" in declared else declared["oneOf"][1]["properties"]
    assert set(value) <= set(named)


def test_the_bare_id_of_a_task_fits() -> None:
    spec.check_value("TaskStart", "tsk_185510")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", f"{CUSTOMERS}/g", {"licenseType": 7}),
        ("PATCH", f"{CUSTOMERS}/g", None),
        ("PUT", f"{CUSTOMERS}/g", {}),
        ("POST", f"{CUSTOMERS_V2}/g/action/upgrade", {"upgradeToLicense": 3}),
        ("POST", f"{CUSTOMERS_V2}/g/sitelocation/", {"siteLocationName": "x"}),
        ("DELETE", f"{CUSTOMERS_V2}/g", {}),
        ("DELETE", "/elsewhere", None),
    ],
)
def test_a_request_that_does_not_fit_is_refused(method: str, path: str, body: Any) -> None:
    with pytest.raises(spec.MisfitError, match=path):
        spec.check_request(method, path, body)


def test_requests_that_fit() -> None:
    assert spec.check_request("PATCH", f"{CUSTOMERS}/g", json.loads(PRINTED["LicenseChange"])) == "changeLicense"
    assert spec.check_request("DELETE", f"{CUSTOMERS_V2}/g", None) == "deleteCustomer"
