# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be published at all: complete data, enough of it, and not suddenly less."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils import errors
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import client, failures, transport
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import build
from kits.inventory import FakePlatform, customer_row, service_row

# the one that tests replace
REAL_CLIENT = client.Client

Load = Callable[..., Any]
Failure = Callable[..., str]


DAY = 86400


def rows(services: int, customers: int) -> tuple[list[Any], list[Any]]:
    return [service_row(number) for number in range(services)], [customer_row(f"c{n}") for n in range(customers)]


FAILURES = [
    errors.ConnectError("no answer in time", method="GET", path="/x"),
    errors.AuthenticationError("HTTP 401: the platform does not accept the credentials", status=401),
    errors.AuthenticationError("HTTP 403: the account has no access to this", status=403),
    errors.NotFoundError("HTTP 404: not found or belongs to another tenant", method="GET", path="/x", status=404),
    errors.ConflictError("HTTP 409: tenant id validation conflict", status=409),
    errors.RequestError("HTTP 429: too many requests", status=429),
    errors.ServerError("HTTP 503: the portal is not configured", status=503),
    errors.DataError("the answer is an HTML page, probably a login page, not data", method="GET", path="/x"),
    errors.MissingLibraryError("the Python library requests is needed"),
]


@pytest.mark.parametrize("error", FAILURES, ids=[type(error).__name__ + str(error.status or "") for error in FAILURES])
@pytest.mark.parametrize("endpoint", ["services", "customers"])
def test_one_list_that_fails_is_an_error_and_nothing_is_published(
    failure: Failure, platform: FakePlatform, endpoint: str, error: Exception
) -> None:
    platform.holds(*rows(3, 3))
    platform.failures[endpoint] = error
    assert failure() == f"audiocodes.live_platform: {error}"


@pytest.mark.parametrize(
    ("services", "customers", "says"),
    [
        ([service_row(1), "no object"], [], "GET /services: row 2 of the list of services is not an object"),
        ([service_row(1), {"name": "x"}], [], "GET /services: row 2 of the list of services has no id"),
        ([service_row(1), service_row(1)], [], "GET /services: 1 id occurs more than once in the list of services: 1"),
        ([], [{"CustomerShortName": "x"}], "GET /customers: row 1 of the list of customers has no UmpCustomerGuid"),
        ([], [customer_row("a"), customer_row("A")], "GET /customers: 1 id occurs more than once"),
    ],
)
def test_a_row_that_cannot_be_a_host_is_an_error(
    failure: Failure, platform: FakePlatform, services: list[Any], customers: list[Any], says: str
) -> None:
    platform.holds(services, customers)
    assert says in failure()


@pytest.mark.parametrize(
    ("status", "path", "named"),
    [
        (403, "/tenantui/api/v3/customer", True),
        (403, "/tenantui/api/v3/customer/1591f338", False),
        (403, "/tenantui/api/ovoc/v1/topology/services/", False),
        (401, "/tenantui/api/v3/customer", False),
    ],
)
def test_who_may_not_read_customers_learns_how_to_leave_them_out(status: int, path: str, named: bool) -> None:
    error = failures.failure(status, "GET", path, b"", (), 1)
    assert ("include: [services]" in str(error)) is named


def test_a_missing_library_is_one_message_that_names_it(
    failure: Failure, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading the plugin must not need it: the image that AWX runs lacks it most of the time."""
    monkeypatch.setattr(client, "Client", REAL_CLIENT)
    monkeypatch.setattr(transport, "HAS_REQUESTS", False)
    said = f"audiocodes.live_platform: the Python library requests is needed, but {sys.executable} does not have it "
    assert failure().startswith(said)


def test_an_unexpected_exception_is_no_partial_inventory(
    load: Load, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect of ours in the middle of publishing must not leave half of the hosts behind either."""

    def broken(*_args: object) -> None:
        raise RuntimeError("defect")

    monkeypatch.setattr(build, "nest", broken)
    platform.holds(*rows(3, 3))
    result = load()
    assert (result.parsed, result.names, result.groups) == (False, [], {})


@pytest.mark.parametrize("strict", [False, True])
def test_another_source_is_as_it_was_where_ours_fails_half_way(
    load: Load, platform: FakePlatform, source: Callable[..., Path], tmp_path: Path, strict: bool
) -> None:
    """The first host, known from another source, and its groups have been added when the second one fails."""
    other = tmp_path / "other"
    other.write_text("[static]\nknown\n")
    platform.holds([service_row(0, name="known")], [customer_row("c0", CustomerShortName="unknown")])
    options = {
        "compose": {"x": "lp_source"},
        "keyed_groups": [{"key": "lp_kind", "prefix": "k", "parent_group": "static"}],
    }
    result = load(files=[other, source(options | {"strict": strict})])
    if strict:
        assert result.names == ["known"]
        assert (result.groups, result.children) == ({"static": ["known"]}, {})
        assert {group.name for group in result.manager.hosts["known"].groups} == {"all", "static"}
    else:
        assert result.names == ["known", "unknown"]
        assert result.children == {"static": ["k_service", "k_customer"]}


@pytest.mark.parametrize(
    "entries",
    [
        [{"key": "lp_kind", "prefix": "k", "parent_group": "k_service"}],
        [{"key": "'a'", "parent_group": "_b"}, {"key": "'b'", "parent_group": "_a"}],
        [{"key": "'all'", "prefix": "", "separator": "", "parent_group": "x"}],
        [{"key": "'above'", "prefix": "", "separator": "", "parent_group": "within"}],
    ],
    ids=["itself", "each other", "all", "with another source"],
)
def test_groups_that_would_be_below_themselves_leave_nothing_behind(
    load: Load, platform: FakePlatform, source: Callable[..., Path], tmp_path: Path, entries: list[dict[str, str]]
) -> None:
    """Core says so only when it has all hosts and some of the groups, which would count beside another source."""
    other = tmp_path / "other"
    other.write_text("[within]\nknown\n[above:children]\nwithin\n")
    platform.holds(*rows(2, 2))
    result = load(files=[other, source({"keyed_groups": entries})])
    assert (result.names, result.children) == (["known"], {"above": ["within"]})
    assert any("would contain itself (check parent_group of keyed_groups)" in line for line in result.lines)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"keyed_groups": [{"key": "['', 'x']", "prefix": "", "separator": ""}]}, "keyed_groups: ['', 'x']"),
        ({"groups": {"": "true"}}, "groups: "),
    ],
)
def test_a_group_without_a_name_is_an_expression_that_failed(
    load: Load, failure: Failure, platform: FakePlatform, options: dict[str, Any], what: str
) -> None:
    platform.holds(*rows(2, 0))
    result = load(options)
    assert len(result.names) == 2
    assert "" not in result.groups
    assert f"{what} on 2 hosts (a group has an empty name)" in result.warnings[-1]
    assert failure(options | {"strict": True}) == f"audiocodes.live_platform: {what}: a group has an empty name"


# --- empty


@pytest.mark.parametrize(
    "options", [{}, {"include": ["services"]}, {"names": ["nobody"]}, {"filters": [{"exclude": True}]}]
)
def test_an_empty_inventory_is_an_error_unless_allowed(
    load: Load, failure: Failure, platform: FakePlatform, options: dict[str, Any]
) -> None:
    filtered = "names" in options or "filters" in options
    platform.holds(*rows(2, 0) if filtered else rows(0, 0))
    total = 2 if filtered else 0
    assert failure(options) == (
        f"audiocodes.live_platform: no host is left of {total} services and customers; "
        "set allow_empty if an empty inventory is right"
    )
    result = load(options | {"allow_empty": True})
    assert result.parsed
    assert result.names == []
    assert result.groups["lp_services"] == result.groups["lp_status_error"] == []


# --- too few


@pytest.mark.parametrize("value", [-1, "many"])
def test_a_minimum_that_is_none_is_refused(failure: Failure, value: Any) -> None:
    assert "minimum_hosts" in failure({"minimum_hosts": value})


@pytest.mark.parametrize(("minimum", "enough"), [(5, True), (6, False)])
def test_minimum_hosts(load: Load, failure: Failure, platform: FakePlatform, minimum: int, enough: bool) -> None:
    platform.holds(*rows(2, 3))
    if enough:
        assert len(load({"minimum_hosts": minimum}).names) == 5
    else:
        assert (
            failure({"minimum_hosts": minimum}) == "audiocodes.live_platform: 5 hosts are fewer than minimum_hosts (6)"
        )


def test_minimum_hosts_counts_after_the_filters_and_beats_allow_empty(failure: Failure, platform: FakePlatform) -> None:
    platform.holds(*rows(2, 3))
    assert "2 hosts are fewer than minimum_hosts (3)" in failure({"minimum_hosts": 3, "names": ["service*"]})
    assert "0 hosts are fewer" in failure({"minimum_hosts": 1, "allow_empty": True, "names": ["nobody"]})


# --- suddenly less


@pytest.fixture
def cached(tmp_path: Path) -> dict[str, Any]:
    """Options of a source with a cache in a file, always read anew."""
    return {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "cache"),
        "cache_timeout": 1,
    }


@pytest.mark.parametrize(
    ("before", "after", "most", "lost"),
    [
        ((10, 0), (9, 0), 10, None),
        ((10, 0), (8, 0), 10, "8 services, 2 fewer than the 10"),
        ((10, 10), (10, 9), 10, None),
        ((10, 10), (10, 8), 10, "8 customers, 2 fewer than the 10"),
        # 9 % of all rows, and every customer
        ((100, 10), (100, 0), 20, "0 customers, 10 fewer than the 10"),
        ((100, 10), (100, 5), 20, "5 customers, 5 fewer than the 10"),
        ((5, 5), (5, 4), 0, "4 customers, 1 fewer than the 5"),
        ((5, 5), (6, 5), 0, None),
        # what one list gained says nothing about the other one
        ((4, 4), (3, 8), 0, "3 services, 1 fewer than the 4"),
        ((3, 0), (0, 0), 100, None),
        ((3, 0), (0, 0), 99.9, "0 services, 3 fewer than the 3"),
        ((1000, 0), (995, 0), 0.5, None),
        ((1000, 0), (994, 0), 0.5, "994 services, 6 fewer than the 1000"),
        ((0, 0), (3, 0), 0, None),
    ],
)
def test_maximum_drop_percent(
    load: Load,
    failure: Failure,
    platform: FakePlatform,
    clock: Any,
    cached: dict[str, Any],
    before: tuple[int, int],
    after: tuple[int, int],
    most: float,
    lost: str | None,
) -> None:
    """Each list is measured by itself."""
    options = cached | {"maximum_drop_percent": most, "allow_empty": True}
    platform.holds(*rows(*before))
    load(options)
    clock.now += 1_000_000
    platform.holds(*rows(*after))
    if lost is None:
        assert len(load(options).names) == sum(after)
        return
    for _time in range(2):
        # the copy that shows the loss is still there the next time
        assert failure(options) == (
            f"audiocodes.live_platform: the platform lists {lost} in the cache (its highest count of the last 7 days): "
            f"more than maximum_drop_percent ({most:g}) allows (raise it, or remove the cache, if this is right)"
        )


def test_a_slow_loss_is_measured_by_the_highest_count_of_a_week(
    load: Load, failure: Failure, platform: FakePlatform, clock: Any, cached: dict[str, Any]
) -> None:
    options = cached | {"maximum_drop_percent": 20}
    for services in (110, 100, 88):
        platform.holds(*rows(services, 0))
        assert len(load(options).names) == services
        clock.now += DAY
    platform.holds(*rows(75, 0))
    assert "75 services, 35 fewer than the 110 in the cache" in failure(options)
    # the 110 are older than a week, the 100 are not; then those are as well
    clock.now += 4.5 * DAY
    assert "75 services, 25 fewer than the 100 in the cache" in failure(options)
    clock.now += DAY
    assert len(load(options).names) == 75
    clock.now += 60
    # the 88 count until a week has passed
    platform.holds(*rows(70, 0))
    assert "70 services, 18 fewer than the 88 in the cache" in failure(options)


@pytest.mark.parametrize("value", [-1, "some"])
def test_a_drop_that_is_none_is_refused(failure: Failure, value: Any) -> None:
    assert "maximum_drop_percent" in failure({"maximum_drop_percent": value})


def test_without_a_cached_copy_nothing_can_drop(load: Load, platform: FakePlatform, cached: dict[str, Any]) -> None:
    platform.holds(*rows(1, 0))
    assert load(cached | {"maximum_drop_percent": 0}).names == ["service-0"]
    assert load({"maximum_drop_percent": 0}).names == ["service-0"]


def test_a_drop_may_be_filled_by_the_stale_copy_where_that_is_asked_for(
    load: Load, platform: FakePlatform, clock: Any, cached: dict[str, Any]
) -> None:
    options = cached | {"maximum_drop_percent": 10, "cache_stale_on_error": 3600}
    platform.holds(*rows(4, 0))
    load(options)
    clock.now += 60
    platform.holds(*rows(1, 0))
    result = load(options)
    assert len(result.groups["lp_stale"]) == 4
    assert any("STALE DATA" in line for line in result.warnings)
