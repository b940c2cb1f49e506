# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The license of the instance: what counts against it, where that ends, and when nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import (
    Pool,
    PoolOptions,
    instance_of,
    pool_lines,
    pool_of,
    pool_options,
    pool_spec,
)
from kits.compliance import TODAY, customer


def options(**given: Any) -> PoolOptions:
    """The options as a task reads them."""
    return pool_options(validated(given, pool_spec()))


def pool(
    customers: Sequence[Mapping[str, Any]],
    *,
    platforms: Sequence[str] = ("lab",),
    origin: Origin | None = None,
    **given: Any,
) -> Pool:
    """The pool of these customers."""
    found = pool_of(options(**given), platforms, customers, origin or Origin(), TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pool_users": 0}, "pool_users must be at least 1, but is 0"),
        ({"pool_tenants": -1}, "pool_tenants must be at least 1, but is -1"),
        ({"pool_users": "many"}, "pool_users"),
        ({"pool_expires": "31.12.2026"}, "pool_expires must be a date such as 2026-12-31, not 31.12.2026"),
        ({"pool_warning_percent": 101}, "pool_warning_percent must be from 0 to 100"),
        ({"pool_warning_percent": "nan"}, "pool_warning_percent must be from 0 to 100"),
        ({"pool_grace_percent": 99.9}, "pool_grace_percent at least 100"),
        ({"pool_grace_percent": "inf"}, "pool_grace_percent at least 100"),
    ],
)
def test_what_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionError, match=said):
        options(**given)


def test_blank_answers_ask_for_nothing() -> None:
    asked = options(
        pool_users="", pool_tenants=None, pool_expires=" ", pool_warning_percent="", pool_grace_percent=None
    )
    assert asked == PoolOptions()
    assert pool_of(asked, ["lab", "field"], [customer()], Origin(), TODAY) is None


def test_answers_of_a_survey_are_text() -> None:
    asked = options(pool_users="10", pool_tenants=" 2 ", pool_expires="2027-01-31", pool_warning_percent="80")
    assert asked == PoolOptions(10, 2, date(2027, 1, 31), 80.0, 110.0)


def test_acquired_users_that_count_and_customers() -> None:
    """An Essentials customer is a tenant, but its users do not count."""
    found = pool(
        [
            customer("a", licensed_users=60, active_users=50),
            customer("b", licensed_users=35, active_users=70),
            customer("c", licensed_users=None, active_users=3),
            customer("d", licensed_users=500, active_users=400, seats_counted=False),
        ],
        pool_users=100,
        pool_tenants=3,
        pool_expires="2026-12-01",
    )
    assert (found["users_acquired"], found["users_percent"], found["users_band"]) == (95, 95.0, "warning")
    assert found["users_used"] == 123
    assert (found["tenants_used"], found["tenants_percent"], found["tenants_band"]) == (4, 133.3, "over")
    assert (found["pool_expires"], found["days_left"]) == ("2026-12-01", 9)
    assert pool_lines(found) == [
        ("Users of the instance", "95 of 100 acquired by customers (95.0 %): warning"),
        ("Tenants of the instance", "4 of 3 customers (133.3 %): over"),
        ("License of the instance", "ends on 2026-12-01, in 9 days"),
    ]


@pytest.mark.parametrize(
    ("acquired", "band"),
    [(0, "ok"), (899, "ok"), (900, "warning"), (1000, "warning"), (1001, "grace"), (1100, "grace"), (1101, "over")],
)
def test_where_bands_end(acquired: int, band: str) -> None:
    assert pool([customer(licensed_users=acquired)], pool_users=1000)["users_band"] == band


def test_bands_of_other_shares() -> None:
    found = pool([customer(licensed_users=120)], pool_users=100, pool_grace_percent=120, pool_warning_percent=50)
    assert found["users_band"] == "grace"
    found = pool([customer(licensed_users=50)], pool_users=100, pool_warning_percent=50)
    assert found["users_band"] == "warning"


def test_one_customer_that_could_not_be_read_makes_the_sum_unknown() -> None:
    found = pool(
        [customer("a", licensed_users=5000), customer("b", licensed_users=None, unread=["licensed_users"])],
        pool_users=10,
        pool_tenants=10,
    )
    assert (found["users_acquired"], found["users_percent"], found["users_band"]) == (None, None, None)
    assert found["unread"] == ["users_acquired"]
    assert (found["tenants_used"], found["tenants_band"]) == (2, "ok")
    assert ("Users of the instance", "unknown of 10") in pool_lines(found)
    record = instance_of(found)
    assert (record["users_acquired"], record["unread"]) == (None, ["users_acquired"])


def test_whose_users_count_must_be_known() -> None:
    found = pool([customer(licensed_users=5, unread=["license_type"])], pool_users=10)
    assert (found["users_acquired"], found["unread"]) == (None, ["users_acquired", "users_used"])


def test_a_field_that_the_source_leaves_out_is_left_out() -> None:
    record = customer()
    del record["licensed_users"]
    found = instance_of(pool([record], pool_users=10))
    assert "users_acquired" not in found
    assert found["unread"] == []
    nobody_knows = {name: value for name, value in customer().items() if name not in ("license_type", "seats_counted")}
    assert "users_acquired" not in instance_of(pool([nobody_knows], pool_users=10))


def test_hosts_that_differ_about_a_customer_are_one_tenant_with_an_unknown_number_of_seats() -> None:
    twins = [customer("a", licensed_users=5), customer("A", licensed_users=6)]
    found = pool(twins, pool_users=10, pool_tenants=10)
    assert (found["tenants_used"], found["users_acquired"], found["unread"]) == (1, None, ["users_acquired"])
    same = pool([customer("a", licensed_users=5), customer("A", licensed_users=5)], pool_users=10)
    assert same["users_acquired"] == 5


@pytest.mark.parametrize("seats", ["many", True, [1]])
def test_seats_that_are_no_number_are_unknown(seats: Any) -> None:
    assert pool([customer(licensed_users=seats)], pool_users=10)["unread"] == ["users_acquired"]


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (Origin(read={"lab": ["services"]}), "the customers of the platform were not read"),
        (Origin(rows={"lab": {"customers": 10}}), "the job sees 1 of the platform's 10 customers"),
    ],
)
def test_a_part_of_the_customers_is_no_sum(origin: Origin, said: str) -> None:
    found = pool([customer(licensed_users=5)], origin=origin, pool_users=10, pool_tenants=10, pool_expires="2027-01-01")
    assert found["message"] == f"the instance's pool is not judged: {said}"
    assert (found["users_acquired"], found["tenants_used"], found["days_left"]) == (None, None, 40)
    assert instance_of(found) == {
        "kind": "instance",
        "id": "lab",
        "name": "lab",
        "platform": "lab",
        "unread": [],
        "pool_expires": "2027-01-01",
    }


def test_nobody_is_no_zero_unless_the_platform_said_so() -> None:
    assert pool([], platforms=[], pool_users=10)["message"].endswith("there is no customer")
    found = pool([], origin=Origin(read={"lab": ["services", "customers"]}), pool_users=10)
    assert (found["users_acquired"], found["users_band"], found["message"]) == (0, "ok", "")


def test_the_day_needs_no_customer() -> None:
    found = pool([], platforms=[], pool_expires="2026-11-22")
    assert (found["message"], found["days_left"]) == ("", 0)
    assert pool_lines(found) == [("License of the instance", "ends on 2026-11-22, today")]
    over = pool([], platforms=[], pool_expires="2026-11-21")
    assert pool_lines(over) == [("License of the instance", "ended on 2026-11-21, 1 day ago")]
    assert instance_of(over)["id"] == "unnamed"


def test_a_pool_is_that_of_one_platform() -> None:
    with pytest.raises(OptionError) as error:
        pool([customer()], platforms=["lab", "field", ""], pool_users=10, pool_expires="2027-01-01")
    assert "pool_users, pool_expires are about one platform, and there are 2 here: field, lab" in str(error.value)
    assert "run one job for each platform" in str(error.value)
