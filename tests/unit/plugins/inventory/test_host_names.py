# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Host names: unique, safe for AWX and for host patterns, and the operator's where there is a template."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from ansible.parsing.utils.addresses import parse_address

from kits.inventory import HOSTILE_NAMES, FakePlatform, customer_row, service_row

Load = Callable[..., Any]
Failure = Callable[..., str]


@pytest.mark.parametrize("kind", ["service", "customer"])
def test_hostile_names(load: Load, platform: FakePlatform, kind: str) -> None:
    """All at once: no two of them get in each other's way, and every row is a host."""
    texts = list(HOSTILE_NAMES)
    if kind == "service":
        platform.holds([service_row(number, name=text) for number, text in enumerate(texts)])
    else:
        platform.holds([], [customer_row(f"{number}", CustomerShortName=text) for number, text in enumerate(texts)])
    result = load({"include": [f"{kind}s"]})
    by_id = {result.vars(name)["lp_instance_id"]: name for name in result.names}
    assert by_id == {
        f"{kind}:{number}": name or f"{kind}-{number}" for number, name in enumerate(HOSTILE_NAMES.values())
    }
    for name in result.names:
        assert re.fullmatch("[a-z0-9_][a-z0-9_.-]{0,511}", name)
        assert parse_address(name) == (name, None), "core or AWX would cut a port off"
        assert [host.name for host in result.manager.get_hosts(name)] == [name]
    assert [result.vars(by_id[f"{kind}:{number}"])["lp_name"] for number in range(len(texts))] == texts


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("all", {}),
        ("ungrouped", {}),
        ("localhost", {}),
        ("lp_services", {}),
        ("lp_status_ok", {}),
        ("lp_status_melting", {}),
        ("lp_stale", {}),
        ("lp_ms_tenants", {"nested_groups": ["ms_tenant"]}),
        ("lp_ms_tenant_none", {"nested_groups": ["ms_tenant"]}),
        ("lp_license_family_hosted", {"nested_groups": ["license_family"]}),
        ("my_group", {"groups": {"my_group": "true"}}),
        ("127-0-0-1", {"hostnames": ["'127.0.0.1'"]}),
    ],
)
def test_a_name_that_means_a_group_or_this_machine_gets_the_id(
    load: Load, platform: FakePlatform, name: str, options: dict[str, Any]
) -> None:
    platform.holds([service_row(7, name=name, status="MELTING")])
    result = load(options)
    assert result.names == [f"{name.replace('127-0-0-1', '127.0.0.1')}-7"]
    assert not any("same name" in line for line in result.warnings)
    assert load(options | {"duplicates": "warn"}).warnings[-1] == (
        "audiocodes.live_platform: 1 host shares its name with another host or a group; its id was appended"
    )


@pytest.mark.parametrize("hostnames", [None, ["lp_full_name"]])
def test_a_name_that_keyed_groups_makes_a_group_of_gets_the_id(
    load: Load, failure: Failure, platform: FakePlatform, hostnames: Any
) -> None:
    """Else a limit on the host would mean the group, and a group that the host is put into would get all of that group."""
    platform.holds([service_row(number, name=name, fullName=name) for number, name in ((1, "a"), (2, "c"), (3, "b"))])
    options = {
        "hostnames": hostnames,
        "groups": {"chosen": "lp_name == 'b'"},
        "keyed_groups": [{"key": "'b'", "prefix": "", "separator": ""}],
        "compose": {"own_name": "lp_name", "missing": "lp_nothing"},
    }
    result = load(options)
    assert result.names == ["a", "b-3", "c"]
    assert [result.vars(name)["own_name"] for name in result.names] == ["a", "b", "c"]
    assert result.groups["b"] == ["a", "b-3", "c"]
    assert (result.groups["chosen"], result.children) == (["b-3"], {})
    assert not any("same name" in line for line in result.warnings)
    assert "compose: missing on 3 hosts" in result.warnings[-1], "nothing is counted twice"
    assert "1 host shares its name with another host or a group" in failure(options | {"duplicates": "fail"})


def test_a_host_with_the_name_of_another_sources_group_is_not_taken_for_it(
    load: Load, platform: FakePlatform, source: Callable[..., Any], tmp_path: Any
) -> None:
    other = tmp_path / "other.ini"
    other.write_text("[acme]\nstranger\n")
    platform.holds([service_row(7, name="acme")])
    result = load(files=[other, source()])
    assert result.groups["lp_services"] == ["acme-7"]
    assert {host.name for host in result.manager.groups["lp_services"].get_hosts()} == {"acme-7"}


def test_a_host_that_is_one_with_another_sources_host_is_told(
    load: Load, platform: FakePlatform, source: Callable[..., Any], tmp_path: Any
) -> None:
    """A customer may call itself like a server, whose plays would run on the controller then."""
    other = tmp_path / "other.ini"
    other.write_text("acme ansible_connection=ssh\n")
    platform.holds([service_row(7, name="acme"), service_row(8, name="beta")])
    result = load(files=[other, source()])
    assert any(
        "1 host shares its name with a host of another source and was merged" in line and "acme" in line
        for line in result.warnings
    )
    assert load(files=[source()]).warnings == []


# --- hostnames


@pytest.mark.parametrize("value", [{"a": 1}, [1], [["x"]], "[broken"])
def test_host_name_templates_of_another_shape_are_refused(failure: Failure, platform: FakePlatform, value: Any) -> None:
    assert "hostnames" in failure({"hostnames": value})
    assert platform.requests == []


@pytest.mark.parametrize(
    ("hostnames", "names"),
    [
        (["lp_full_name"], ["Acme-Ltd", "b-42"]),
        ("{{ lp_kind }}-{{ lp_id | default(lp_ump_customer_guid) }}", ["service-1", "service-42"]),
        (["lp_description", "lp_full_name"], ["Acme-Ltd", "The-best-one"]),
        (["''"], ["a", "b-42"]),
        (["lp_name ~ '.example.com'"], ["a.example.com", "b-42.example.com"]),
        ('["lp_description", "lp_name"]', ["The-best-one", "a"]),
    ],
)
def test_host_name_templates_and_what_stands_in(
    load: Load, platform: FakePlatform, hostnames: Any, names: list[str]
) -> None:
    platform.holds(
        [
            service_row(1, name="a", fullName="Acme Ltd"),
            service_row(42, name="b:42", fullName="", description="The best one!"),
        ]
    )
    assert load({"hostnames": hostnames}).names == names


def test_a_host_name_template_that_fails_is_counted_and_the_default_stands_in(
    load: Load, failure: Failure, platform: FakePlatform
) -> None:
    platform.holds([service_row(1), service_row(2)])
    options = {"hostnames": ["lp_nothing.at_all"]}
    result = load(options)
    assert result.names == ["service-1", "service-2"]
    assert [line for line in result.warnings if "hostnames: entry 1 on 2 hosts" in line] == result.warnings[-1:]
    assert "hostnames: entry 1: " in failure(options | {"strict": True})


# --- what became of names, in one warning


def test_names_that_were_cut_or_made_harmless_are_counted_in_the_same_warning(
    load: Load, platform: FakePlatform
) -> None:
    evil = ("{{ 7*7 }}", "nul\x00byte", "#jinja2:x", "{% if %}")
    odd = [service_row(10 + number, name=name) for number, name in enumerate(evil)]
    platform.holds([*SAME, *odd, service_row(20, name="x" * 201)])
    assert load().warnings == [
        "audiocodes.live_platform: 2 hosts share their name with another host or a group; their ids were appended; "
        "1 name is longer than 200 characters, so the end was cut; "
        "4 names hold template marks or control characters, which were removed"
    ]
    # names that the operator makes are the operator's
    assert load({"hostnames": ["lp_instance_id"]}).warnings == []


def test_names_as_customers_have_them_are_no_reason_to_warn(load: Load, platform: FakePlatform) -> None:
    names = [
        "Acme & Co. (Z\u00fcrich)",
        "Yahoo!",
        "Site #1: Berlin",
        "100%",
        "\u041c\u043e\u0441\u043a\u0432\u0430",
        "a\u00a0b",
        "{x}",
    ]
    platform.holds([service_row(number, name=name) for number, name in enumerate([*names, "x" * 200])])
    assert load().warnings == []


# --- duplicates


SAME = [service_row(1, name="Acme"), service_row(2, name="acme"), service_row(3, name="other")]


def test_duplicates_fail(failure: Failure, platform: FakePlatform) -> None:
    platform.holds(SAME)
    assert failure({"duplicates": "fail"}) == (
        "audiocodes.live_platform: 2 hosts share their name with another host or a group, and duplicates is fail "
        "(use hostnames, or duplicates: suffix)"
    )
    platform.holds(SAME[1:])
    with pytest.raises(AssertionError, match="the source was parsed"):
        failure({"duplicates": "fail"})


@pytest.mark.parametrize("policy", ["suffix", "warn", None])
def test_duplicates_get_their_ids(load: Load, platform: FakePlatform, policy: str | None) -> None:
    platform.holds(SAME)
    result = load({"duplicates": policy} if policy else {})
    assert result.names == ["acme-1", "acme-2", "other"]
    assert result.warnings == [
        "audiocodes.live_platform: 2 hosts share their name with another host or a group; their ids were appended"
    ]


def test_a_policy_that_is_none_is_refused(failure: Failure) -> None:
    assert "duplicates" in failure({"duplicates": "overwrite"})


def test_duplicates_made_by_a_template(load: Load, platform: FakePlatform) -> None:
    platform.holds(SAME)
    assert load({"hostnames": ["'one'"]}).names == ["one-1", "one-2", "one-3"]


def test_a_service_and_a_customer_of_one_name(load: Load, platform: FakePlatform) -> None:
    platform.holds([service_row(1, name="acme")], [customer_row("ab-cd", CustomerShortName="ACME")])
    assert load().names == ["acme-1", "acme-ab-cd"]


@pytest.mark.parametrize("ids", [("a b", "a-b"), (" ", "-"), ("\u041c", "\u0411"), ("x" * 999, "x" * 998)])
def test_ids_that_are_no_ordinary_ones(load: Load, platform: FakePlatform, ids: tuple[str, str]) -> None:
    """Names and ids that look alike once they are cleaned: this has once been an endless loop."""
    platform.holds([service_row(ident, name="acme") for ident in ids], [customer_row(ids[0], CustomerShortName="acme")])
    result = load()
    assert len(result.names) == 3
    assert len({result.vars(name)["lp_instance_id"] for name in result.names}) == 3
    assert all(re.fullmatch("acme-[a-z0-9_-]{1,60}", name) for name in result.names)
