# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no inventory is made of: one list empty, fewer rows than expected, a field of a group that could not be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils import errors
from kits.inventory import FakePlatform, customer_row, service_row

Load = Callable[..., Any]
Failure = Callable[..., str]


def rows(services: int, customers: int) -> tuple[list[Any], list[Any]]:
    return [service_row(number) for number in range(services)], [customer_row(f"c{n}") for n in range(customers)]


@pytest.fixture
def cached(tmp_path: Path) -> dict[str, Any]:
    """Options of a source with a cache in a file, always read anew."""
    return {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "cache"),
        "cache_timeout": 1,
    }


# --- one list empty


LTC = {"serviceSource": "LTC"}


@pytest.mark.parametrize(
    ("services", "customers", "says"),
    [
        ([], [customer_row()], "the platform lists 1 customer and not a single service"),
        (
            [service_row(umpId="c1")],
            [],
            "not a single customer, but 1 of them carry the GUID of a customer (service 1)",
        ),
        ([service_row(**LTC)], [], "not a single customer, but 1 of them are not Device Manager services (service 1)"),
    ],
)
def test_one_empty_list_is_an_error_where_the_other_one_contradicts_it(
    load: Load, failure: Failure, platform: FakePlatform, services: list[Any], customers: list[Any], says: str
) -> None:
    platform.holds(services, customers)
    assert says in failure()
    assert failure().endswith("(set allow_empty if this is right)")
    assert len(load({"allow_empty": True}).names) == 1
    # nobody asked for the other one
    assert len(load({"include": ["services" if services else "customers"]}).names) == 1


def test_a_platform_with_device_manager_services_alone_is_fine_and_says_so_once(
    load: Load, platform: FakePlatform, cached: dict[str, Any]
) -> None:
    platform.holds(*rows(3, 0))
    result = load(cached)
    assert len(result.names) == 3
    assert result.warnings == []
    assert len([line for line in result.lines if "all of its services are Device Manager services" in line]) == 1


@pytest.mark.parametrize("kind", ["services", "customers"])
def test_rows_in_the_cache_speak_against_an_empty_list(
    load: Load, failure: Failure, platform: FakePlatform, clock: Any, cached: dict[str, Any], kind: str
) -> None:
    options = cached | {"include": ["services", "customers"] if kind == "customers" else ["services"]}
    platform.holds(*rows(2, 3))
    load(options)
    clock.now += 1_000_000
    platform.holds(*rows(2, 0) if kind == "customers" else rows(0, 3))
    text = f"the platform lists no {kind}, but there were {3 if kind == 'customers' else 2} in the cache"
    assert text in failure(options)
    assert text in failure(options)
    assert "set allow_empty, or remove the cache, if this is right" in failure(options)
    # what was accepted once is the new measure
    clock.now += 2
    assert load(options | {"allow_empty": True}).parsed
    clock.now += 2
    if kind == "customers":
        assert len(load(options).names) == 2
    else:
        assert "no host is left of 0 services and customers" in failure(options)


def test_the_cached_copy_may_stand_in_for_an_empty_list(
    load: Load, platform: FakePlatform, clock: Any, cached: dict[str, Any]
) -> None:
    options = cached | {"cache_stale_on_error": 3600}
    platform.holds(*rows(2, 3))
    load(options)
    clock.now += 60
    platform.holds(*rows(2, 0))
    result = load(options)
    assert len(result.groups["lp_stale"]) == 5
    assert any("STALE DATA" in line and "the platform lists no customers" in line for line in result.warnings)


# --- fewer than somebody expects


@pytest.mark.parametrize("kind", ["services", "customers"])
def test_minimums_are_of_the_platforms_lists(
    load: Load, failure: Failure, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    platform.holds(*rows(4, 4))
    options = {"names": ["service 1"], "allow_empty": True}
    assert load(options | {f"minimum_{kind}": 4}).names == ["service-1"]
    says = f"the platform lists 4 {kind}, fewer than minimum_{kind} (5)"
    assert says in failure(options | {f"minimum_{kind}": 5})
    monkeypatch.setenv(f"LIVE_PLATFORM_MINIMUM_{kind.upper()}", "5")
    assert says in failure(options)
    result = load({"include": ["services" if kind == "customers" else "customers"]})
    assert len(result.names) == 4
    assert any(f"minimum_{kind} has no effect" in line for line in result.warnings)


def test_a_cached_copy_is_measured_by_the_minimum_of_today(
    load: Load, failure: Failure, platform: FakePlatform, cached: dict[str, Any]
) -> None:
    options = cached | {"cache_timeout": 3600, "cache_stale_on_error": 3600}
    platform.holds(*rows(4, 4))
    load(options)
    platform.failures["services"] = errors.ServerError("HTTP 503", status=503)
    assert len(load(options).names) == 8
    # it neither serves nor stands in
    assert "HTTP 503" in failure(options | {"minimum_services": 5})
    platform.holds(*rows(5, 4))
    assert len(load(options | {"minimum_services": 5}).names) == 9


# --- fields of groups that could not be read


RENAMED: list[tuple[str, str, str, dict[str, Any]]] = [
    ("services", "status", "status", {}),
    ("services", "licenseType", "license_type", {}),
    ("customers", "LicenseType", "license_type", {}),
    ("services", "isEnabled", "enabled", {"group_by": ["enabled"]}),
    ("services", "serviceSource", "source", {"group_by": ["source"]}),
    ("services", "serviceSource", "source", {"nested_groups": ["license_family"]}),
    ("customers", "ActiveUserCount", "active_users", {"group_by": ["usage"]}),
    ("customers", "LicensedUsersCount", "licensed_users", {"group_by": ["usage"]}),
    ("customers", "MsTenantId", "ms_tenant_id", {"nested_groups": ["ms_tenant"]}),
    ("customers", "SiteLocation", "sip_connections", {"group_by": ["sip_state"]}),
]


def renamed(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {f"{name}New" if name == key else name: value for name, value in row.items()}


@pytest.mark.parametrize(
    ("kind", "key", "field", "options"), RENAMED, ids=[f"{row[1]}-{'-'.join(row[3])}" for row in RENAMED]
)
def test_a_field_of_a_group_that_is_unread_in_all_rows_is_an_error(
    load: Load, failure: Failure, platform: FakePlatform, kind: str, key: str, field: str, options: dict[str, Any]
) -> None:
    services = [service_row(number, status="OK", licenseType="PRO") for number in range(3)]
    customers = [customer_row(f"c{number}", LicenseType=5, SiteLocation=[]) for number in range(3)]
    platform.holds(services, customers)
    assert len(load(options).names) == 6
    changed = [renamed(row, key) for row in (services if kind == "services" else customers)]
    platform.holds(*(changed, customers) if kind == "services" else (services, changed))
    assert f"{field} could not be read in any of 3 {kind}, but groups depend on it (" in failure(options)
    if options:
        # no other group needs it
        assert load().parsed
    other = "services" if kind == "customers" else "customers"
    assert len(load({**options, "include": [other]}).names) == 3


def test_the_error_says_what_to_do(failure: Failure, platform: FakePlatform) -> None:
    platform.holds([renamed(renamed(service_row(), "status"), "isEnabled")], [customer_row()])
    assert "leave enabled out of group_by" in failure({"group_by": ["enabled"]})
    assert "newer version of this collection; include: [customers] leaves out services" in failure()


def test_a_field_that_no_group_needs_may_be_unread(load: Load, platform: FakePlatform) -> None:
    services = [renamed(service_row(number, serviceSource="LTC"), "totalDIDs") for number in range(3)]
    platform.holds(services, [customer_row()])
    result = load()
    assert len(result.names) == 4
    assert result.vars("service-1")["lp_unread"] == ["dids_total"]
    assert result.warnings == []


def test_a_field_that_some_rows_lack_is_one_warning_with_names(load: Load, platform: FakePlatform) -> None:
    services = [service_row(n, isEnabled="perhaps" if n % 2 else True, name=f"s{n:02}") for n in range(14)]
    customers = [customer_row("c1", LicensedUsersCount="1,500"), customer_row("c2")]
    platform.holds(services, customers)
    # a row without a value is the one that a filter leaves out
    options = {"group_by": ["enabled", "usage"], "names": ["s00"]}
    assert load(options).warnings == [
        "audiocodes.live_platform: could not be read, and groups treat it as unknown: "
        "enabled of 7 of 14 services (s01, s03, s05, s07, s09, ...); licensed_users of 1 of 2 customers (customer-c1)"
    ]
    assert load({"names": ["s00"]}).warnings == []


def test_a_copy_that_a_new_group_cannot_be_made_of_is_read_anew(
    load: Load, failure: Failure, platform: FakePlatform, cached: dict[str, Any]
) -> None:
    platform.holds([renamed(service_row(number), "isEnabled") for number in range(3)])
    options = cached | {"cache_timeout": 3600}
    load(options)
    assert "enabled could not be read in any of 3 services" in failure(options | {"group_by": ["enabled"]})
    platform.holds(rows(3, 0)[0])
    assert load(options | {"group_by": ["enabled"]}).groups["lp_enabled"] == ["service-0", "service-1", "service-2"]
