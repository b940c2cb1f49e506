# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""compose, groups and keyed_groups: what they see, what they make, and how a failure shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible import context
from ansible.module_utils.common.collections import ImmutableDict
from ansible.utils.vars import load_extra_vars

from kits.inventory import FakePlatform, customer_row, service_row

Load = Callable[..., Any]
Failure = Callable[..., str]


@pytest.fixture(autouse=True)
def small(platform: FakePlatform) -> None:
    platform.holds(
        [
            service_row(1, name="alpha", umpId="c1", serviceUcaasTenantId="t-1", status="OK"),
            service_row(2, name="beta", status="ERROR"),
        ],
        [customer_row("c1", LicensedUsersCount=10, ActiveUserCount=4), customer_row("c2", CustomerShortName="delta")],
    )


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("compose", {"compose": {"seats": "lp_customer_licensed_users - 1"}}, "compose: seats"),
    ("groups", {"groups": {"busy": "lp_customer_active_users > 3"}}, "groups: busy"),
    (
        "keyed_groups",
        {"keyed_groups": [{"key": "lp_source + '_x'", "prefix": "by"}]},
        "keyed_groups: lp_source + '_x'",
    ),
]


@pytest.mark.parametrize(("asked", "options", "what"), BAD, ids=[entry[0] for entry in BAD])
def test_one_failing_expression_fails_the_source_under_strict_and_nothing_stays(
    failure: Failure, asked: str, options: dict[str, Any], what: str
) -> None:
    """Some hosts had been added when the first one failed: core would have kept them."""
    message = failure(options | {"strict": True})
    assert message.startswith(f"audiocodes.live_platform: {what}: ")


@pytest.mark.parametrize(("asked", "options", "what"), BAD, ids=[entry[0] for entry in BAD])
def test_failing_expressions_are_one_warning_with_a_count(
    load: Load, asked: str, options: dict[str, Any], what: str
) -> None:
    result = load(options)
    assert result.names == ["alpha", "beta", "delta"]
    warnings = [line for line in result.warnings if "strict is false" in line]
    assert len(warnings) == 1
    assert warnings[0].startswith("audiocodes.live_platform: 1 expression failed and was ignored")
    assert f"{what} on " in warnings[0]


def test_all_of_them_are_in_the_same_warning(load: Load) -> None:
    result = load({name: value for _asked, options, _what in BAD for name, value in options.items()})
    warnings = [line for line in result.warnings if "strict is false" in line]
    assert len(warnings) == 1
    assert "3 expressions failed" in warnings[0]
    assert all(what in warnings[0] for _asked, _options, what in BAD)


def test_what_holds_under_strict(load: Load) -> None:
    result = load(
        {
            "strict": True,
            "compose": {"seats_left": "[(lp_customer_licensed_users | default(0, true)) - 4]", "site": "'x'"},
            "groups": {"in_error": "lp_status == 'error'", "with seats": "seats_left[0] > 0"},
            "keyed_groups": [
                {"prefix": "state", "key": "lp_status"},
                {"prefix": "of", "key": "lp_kind", "separator": "", "parent_group": "kinds"},
            ],
        }
    )
    assert result.vars("alpha")["seats_left"] == [6]
    assert result.vars("beta")["site"] == "x"
    assert result.groups["in_error"] == ["beta"]
    assert result.groups["with_seats"] == ["alpha"]
    assert result.groups["state_unknown"] == ["delta"]
    assert result.children == {"kinds": ["ofservice", "ofcustomer"]}
    assert not any("strict" in line for line in result.warnings)


def test_core_groups_of_a_host_are_no_variables_of_it(load: Load) -> None:
    assert "group_names" not in load({"groups": {"x": "true"}}).vars("alpha")


def test_expressions_see_every_field_even_those_not_exported(load: Load) -> None:
    result = load(
        {
            "strict": True,
            "fields": ["name"],
            "compose": {"state": "lp_status"},
            "groups": {"bad": "lp_status == 'error'"},
            "keyed_groups": [{"key": "lp_status", "prefix": "s"}],
        }
    )
    assert "lp_status" not in result.vars("beta")
    assert result.vars("beta")["state"] == "error"
    assert result.groups["bad"] == result.groups["s_error"] == ["beta"]


def test_extra_variables_only_where_the_option_says_so(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "CLIARGS", ImmutableDict(yaml=False, toml=False, extra_vars=("site=zurich",)))
    kept = getattr(load_extra_vars, "extra_vars", None)
    if kept is not None:
        monkeypatch.delattr(load_extra_vars, "extra_vars")
    try:
        options: dict[str, Any] = {"compose": {"place": "site"}}
        assert load(options | {"use_extra_vars": True}).vars("alpha")["place"] == "zurich"
        assert "place" not in load(options).vars("alpha")
        for form in ("{{ site }}-{{ lp_name }}", "site ~ '-' ~ lp_name"):
            assert "zurich-alpha" in load({"hostnames": [form], "use_extra_vars": True}).names
            assert "alpha" in load({"hostnames": [form]}).names
    finally:
        if hasattr(load_extra_vars, "extra_vars"):
            del load_extra_vars.extra_vars


@pytest.mark.parametrize("entries", [["lp_status"], [{"prefix": "x"}], [{"key": ""}]])
@pytest.mark.parametrize("strict", [True, False])
def test_a_keyed_group_without_a_key_is_refused_before_anything_is_sent(
    failure: Failure, platform: FakePlatform, entries: list[Any], strict: bool
) -> None:
    assert "keyed_groups: entry 1 must be a dictionary with a key" in failure(
        {"keyed_groups": entries, "strict": strict}
    )
    assert platform.requests == []


@pytest.mark.parametrize("options", [{"compose": ["x"]}, {"groups": "x"}, {"keyed_groups": 7}])
def test_another_shape_is_refused(failure: Failure, platform: FakePlatform, options: dict[str, Any]) -> None:
    assert next(iter(options)) in failure(options)
    assert platform.requests == []


def test_a_group_whose_name_is_no_text_is_refused(failure: Failure, platform: FakePlatform) -> None:
    assert "groups: 2026 is not a group name: put it in quotes" in failure({"groups": {2026: "true"}})
    assert platform.requests == []


def test_an_empty_prefix_makes_a_leading_underscore_unless_told_otherwise(load: Load) -> None:
    options: dict[str, Any] = {"keyed_groups": [{"key": "lp_status"}]}
    assert load(options).groups["_error"] == ["beta"]
    assert load(options | {"leading_separator": False}).groups["error"] == ["beta"]


def test_an_empty_key_makes_no_group_and_no_warning(load: Load) -> None:
    result = load({"keyed_groups": [{"key": "lp_ms_tenant_id", "prefix": "ms"}]})
    assert [name for name in result.groups if name.startswith("ms")] == ["ms_t_1"]
    assert not any("strict" in line for line in result.warnings)
    default = load({"keyed_groups": [{"key": "lp_ms_tenant_id", "prefix": "ms", "default_value": "none"}]})
    assert default.groups["ms_none"] == ["beta", "delta"]


def test_a_key_that_is_no_text_is_counted(load: Load) -> None:
    result = load({"keyed_groups": [{"key": "lp_enabled", "prefix": "t"}]})
    assert result.names == ["alpha", "beta", "delta"]
    assert "keyed_groups: lp_enabled on 3 hosts (Invalid group name format" in result.warnings[-1]


def test_a_group_name_from_the_platform_is_never_too_long_for_awx(load: Load, platform: FakePlatform) -> None:
    platform.holds([service_row(1, description="x" * 600), service_row(2, description="x" * 599 + "y")])
    groups = [
        name for name in load({"keyed_groups": [{"key": "lp_description", "prefix": "d"}]}).groups if "xxx" in name
    ]
    assert [len(name) for name in groups] == [512, 512]
    assert len(set(groups)) == 2
