# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter compliance_findings."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.audiocodes.live_platform.plugins.filter.records import FilterModule
from kits.compliance import rule, sample_records, service, waiver

compliance_findings = FilterModule().filters()["compliance_findings"]
OURS = {"rules": [rule()]}


@pytest.mark.parametrize(
    ("value", "arguments", "said"),
    [
        ([], {}, "expected a dictionary with services and customers"),
        ({}, {}, "expected a dictionary with services and customers"),
        ({"services": "x"}, {}, "services must be a list of records, not text"),
        ({"services": [{"kind": "customer"}]}, {}, "services: item 1 is not a record of a service"),
        ({"services": [{"kind": "service"}]}, {}, "services: item 1 is not a record of a service"),
        ({"services": []}, {"policy": {"rules": [{"id": "x"}]}}, "policy: rule x: it lacks title"),
        ({"services": []}, {"waivers": [5]}, "waiver 1 must be a dictionary, not a number"),
        ({"services": []}, {"today": "now"}, "today must be a date such as 2026-12-31, not now"),
        ({"services": [service(1, dids_total="x")]}, {}, "service:1: rule dids-exhausted cannot be applied"),
    ],
)
def test_what_cannot_be_judged_is_one_line(value: Any, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(AnsibleFilterError) as failure:
        compliance_findings(value, **arguments)
    assert str(failure.value).startswith(f"compliance_findings: {said}")
    assert "\n" not in str(failure.value)


def test_the_fact_of_topology_facts() -> None:
    services, customers = sample_records()
    found = compliance_findings({"services": services, "customers": customers, "totals": {}}, today="2026-11-22")
    assert len(found) == 25
    assert found[0]["message"] == "status is error"
    only = compliance_findings({"customers": customers}, today="2026-11-22")
    assert {item["kind"] for item in only} == {"customer"}


def test_a_policy_and_waivers_of_ones_own() -> None:
    records = {"services": [service(1, license_type="pro"), service(2, license_type="pro")]}
    found = compliance_findings(records, OURS, [waiver()], "2026-11-22")
    assert [item["status"] for item in found] == ["waived", "open"]
    assert (
        compliance_findings(records, policy=OURS, waivers=[waiver()], today="2027-01-01")[2]["rule"] == "waiver-expired"
    )


def test_what_could_not_be_read_is_a_warning_and_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ansible.utils.display.Display.warning", lambda _self, text: said.append(text))
    odd = service(2, license_type="pro", unread=["license_type"])
    found = compliance_findings({"services": [service(1, license_type="pro"), odd]}, OURS, None, "2026-11-22")
    assert [item["subject"] for item in found] == ["service:1"]
    assert said == [
        "compliance_findings: 1 rule could not judge everything, because the platform's answer could not be read: "
        "license_type of 1 service"
    ]


def test_a_misspelled_value_of_the_policy_is_an_error() -> None:
    ready = {"rules": [rule(check={"type": "state", "field": "status", "in": ["eror"]})]}
    with pytest.raises(
        AnsibleFilterError, match="eror is not a known status, and no service has it; did you mean error"
    ):
        compliance_findings({"services": [service(1)]}, ready)
