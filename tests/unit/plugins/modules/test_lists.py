# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules make of lists that are shorter than anybody can believe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import responses

from kits.inventory import customer_row, service_row

Run = Callable[..., dict[str, Any]]
Holds = Callable[[list[Any], list[Any]], None]
PORTAL = "https://live.example.com/tenantui/api"
SERVICES = f"{PORTAL}/ovoc/v1/topology/services/"
CUSTOMERS = f"{PORTAL}/v3/customer"


@pytest.fixture
def holds(http: responses.RequestsMock) -> Holds:
    def answer(services: list[Any], customers: list[Any]) -> None:
        http.get(SERVICES, json={"services": services})
        http.get(CUSTOMERS, json=customers)

    return answer


@pytest.mark.parametrize(
    ("services", "customers", "says"),
    [
        ([], [customer_row()], "the platform lists 1 customer and not a single service"),
        ([service_row(umpId="c1")], [], "not a single customer, but 1 of them carry the GUID of a customer"),
        (
            [service_row(serviceSource="LTC")],
            [],
            "not a single customer, but 1 of them are not Device Manager services",
        ),
    ],
)
def test_facts_of_one_list_that_the_other_contradicts_are_a_failure(
    run: Run, holds: Holds, services: list[Any], customers: list[Any], says: str
) -> None:
    holds(services, customers)
    failed = run("topology_facts")
    assert failed["failed"]
    assert says in failed["msg"]
    assert "set allow_empty if this is right" in failed["msg"]
    assert failed["failure"]["error"] == "DataError"
    assert "failed" not in run("topology_facts", allow_empty=True)
    assert "failed" not in run("topology_facts", include=["services"])
    assert "failed" not in run("topology_facts", include=["customers"])


@pytest.mark.parametrize("services", [[], [service_row(1)], [service_row(1), service_row(2)]])
def test_facts_without_customers_are_fine_where_nothing_speaks_against_it(
    run: Run, holds: Holds, services: list[Any]
) -> None:
    holds(services, [])
    found = run("topology_facts")
    assert len(found["ansible_facts"]["live_platform"]["services"]) == len(services)
    assert found["warnings"] == []


@pytest.mark.parametrize(
    ("module", "kind", "one"),
    [
        ("service_info", "services", {"ids": ["1", "2"]}),
        ("customer_info", "customers", {"guids": ["c1", "c2"]}),
        ("license_usage_info", "customers", {"guids": ["c1", "c2"]}),
        ("topology_facts", "services", None),
        ("topology_facts", "customers", None),
    ],
)
def test_a_minimum_is_of_the_whole_list(
    run: Run,
    http: responses.RequestsMock,
    holds: Holds,
    module: str,
    kind: str,
    one: dict[str, Any] | None,
) -> None:
    holds([service_row(n) for n in (1, 2, 3)], [customer_row(f"c{n}") for n in (1, 2, 3)])
    for guid in ("c1", "c2", "c3"):
        http.get(f"{CUSTOMERS}/{guid}/licenseinfo", json=[])
    option = f"minimum_{kind}"
    assert "failed" not in run(module, **{option: 3})
    failed = run(module, **{option: 4})
    assert f"the platform lists 3 {kind}, fewer than {option} (4) (lower it if this is right)" in failed["msg"]
    assert f"{option} must be 0 or more, not -1" in run(module, **{option: -1})["msg"]
    if one:
        assert "failed" not in run(module, **one, **{option: 4})
        # whoever selects nobody reads nothing
        assert run(module, **{option: 4, next(iter(one)): []})["count"] == 0
        filtered = run(module, names=["nobody"], **{option: 4})
        assert f"fewer than {option}" in filtered["msg"]
