# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's expressions one by one: what fails and how it is counted, what holds, and what comes out."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.draft import Draft
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.expressions import (
    Expressions,
    check_keyed_groups,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import Protector, trusted

VARIABLES = {"lp_name": "Acme {{ 7*7 }}", "lp_id": 5, "lp_none": None, "lp_list": ["a", "b"], "lp_site": "Zurich 1"}
PROTECTED: dict[str, Any] = Protector()(VARIABLES)


class Plugin(BaseInventoryPlugin):
    NAME = "test"

    def get_option(self, option: str, hostvars: Any = None) -> Any:
        return {"leading_separator": True, "strict": False}.get(option)


@pytest.fixture
def expressions() -> Expressions:
    """Expressions of a plugin whose draft has one host, "h"."""
    plugin = Plugin()
    plugin.parse(InventoryData(), DataLoader(), "source")
    draft = Draft()
    draft.place("h", {}, ())
    return Expressions(plugin, "lp_").into(draft)


def strictly(expressions: Expressions) -> Expressions:
    """The same, where no expression may fail."""
    expressions.strict = True
    return expressions


def construct(expressions: Expressions, **asked: Any) -> dict[str, Any]:
    """Evaluate for the host and return its variables."""

    def trusting(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: trusting(item) for key, item in value.items()}
        if isinstance(value, list):
            return [trusting(item) for item in value]
        return trusted(value) if isinstance(value, str) else value

    expressions.asked = {name: trusting(asked.get(name)) for name in ("compose", "groups", "keyed_groups")}
    expressions.construct("h", PROTECTED, Protector())
    return dict(expressions.inventory.variables_of("h"))


def groups(expressions: Expressions) -> list[str]:
    return sorted(expressions.inventory.groups_of("h"))


BROKEN = ["nothing.here", "lp_name | no_such_filter", "lp_id +", "1 / 0", "lp_list['x'].y"]


# --- filters


@pytest.mark.parametrize("condition", [*BROKEN, "lp_id", "lp_name", "lp_none", "'true'"])
def test_a_filter_that_fails_does_not_hold_and_is_counted(expressions: Expressions, condition: str) -> None:
    assert expressions.keep([(False, condition)], PROTECTED) is True
    assert expressions.keep([(True, condition), (False, True)], PROTECTED) is False
    assert "filters: entry 1 on 2 hosts" in str(expressions.failures.warning())


@pytest.mark.parametrize("condition", [*BROKEN, "lp_id", "lp_name"])
def test_a_filter_that_fails_is_an_error_under_strict(expressions: Expressions, condition: str) -> None:
    with pytest.raises(OptionError, match="filters: entry 2: "):
        strictly(expressions).keep([(True, False), (False, condition)], PROTECTED)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ([], True),
        ([(True, "lp_id == 5")], True),
        ([(True, "lp_id == 6")], True),
        ([(False, "lp_id == 5")], False),
        ([(False, "lp_id == 6")], True),
        ([(True, "lp_id == 5"), (False, "lp_id == 5")], True),
        ([(False, "lp_id == 5"), (True, "lp_id == 5")], False),
        ([(True, "lp_id == 6"), (False, True)], False),
        ([(True, "lp_id == 5"), (False, True)], True),
        ([(False, "'a' in lp_list")], False),
        ([(True, False), (False, True)], False),
    ],
)
def test_the_first_filter_that_holds_decides(
    expressions: Expressions, filters: list[tuple[bool, Any]], kept: bool
) -> None:
    assert strictly(expressions).keep(filters, PROTECTED) is kept
    assert expressions.failures.warning() is None


# --- host names


@pytest.mark.parametrize("text", [*BROKEN, "{{ nothing }}", "{{ lp_id"])
def test_a_host_name_that_fails_leaves_the_next_one(expressions: Expressions, text: str) -> None:
    assert expressions.host_name([text, "lp_site"], PROTECTED) == "Zurich-1"
    assert "hostnames: entry 1 on 1 host " in str(expressions.failures.warning())
    with pytest.raises(OptionError, match="hostnames: entry 1: "):
        strictly(expressions).host_name([text], PROTECTED)


@pytest.mark.parametrize(
    ("hostnames", "name"),
    [
        ([], None),
        (["lp_site"], "Zurich-1"),
        (["{{ lp_site }}-{{ lp_id }}"], "Zurich-1-5"),
        (["lp_site ~ '-' ~ lp_id"], "Zurich-1-5"),
        (["lp_none", "lp_id"], "5"),
        (["''", "'---'", "'x.example.com'"], "x.example.com"),
        (["lp_none"], None),
        (["lp_list"], "a-b"),
        (["'a:b/c*d!e'"], "a-b-c-d-e"),
        (["'x' * 600"], "x" * 200),
        (["'\u041c'"], None),
        (["{% if lp_id == 5 %}five{% endif %}"], "five"),
        (["lp_name"], "Acme-7-7"),
        (["{{ lp_name }}"], "Acme-7-7"),
    ],
)
def test_the_first_host_name_that_gives_one_counts(
    expressions: Expressions, hostnames: list[str], name: str | None
) -> None:
    assert strictly(expressions).host_name(hostnames, PROTECTED) == name
    assert expressions.failures.warning() is None


# --- compose, groups, keyed_groups


@pytest.mark.parametrize("expression", BROKEN)
def test_what_fails_is_left_out_and_counted_by_expression(expressions: Expressions, expression: str) -> None:
    asked: dict[str, Any] = {
        "compose": {"bad": expression, "good": "[lp_id + 1]"},
        "groups": {"bad": f"({expression}) == 1", "good": "lp_id == 5"},
        "keyed_groups": [{"key": expression, "prefix": "bad"}, {"key": "lp_site", "prefix": "good"}],
    }
    for _host in range(3):
        assert construct(expressions, **asked) == {"good": [6]}
    assert groups(expressions) == ["good", "good_Zurich_1"]
    warning = str(expressions.failures.warning())
    assert warning.startswith("3 expressions failed and were ignored because strict is false: ")
    for what in ("compose: bad", "groups: bad", f"keyed_groups: {expression}"):
        assert f"{what} on 3 hosts (" in warning
    assert "\n" not in warning


@pytest.mark.parametrize("expression", BROKEN)
@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("compose: x", lambda text: {"compose": {"x": text}}),
        ("groups: x", lambda text: {"groups": {"x": text}}),
        ("keyed_groups: ", lambda text: {"keyed_groups": [{"key": text}]}),
    ],
)
def test_what_fails_is_an_error_under_strict(expressions: Expressions, expression: str, what: str, asked: Any) -> None:
    with pytest.raises(OptionError) as error:
        construct(strictly(expressions), **asked(expression))
    assert str(error.value).startswith(what)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


def test_a_key_that_is_no_text_is_counted(expressions: Expressions) -> None:
    construct(expressions, keyed_groups=[{"key": "lp_id", "prefix": "id"}])
    assert groups(expressions) == []
    assert "keyed_groups: lp_id on 1 host (Invalid group name format" in str(expressions.failures.warning())


def test_an_empty_key_is_no_failure(expressions: Expressions) -> None:
    construct(expressions, keyed_groups=[{"key": "lp_none"}, {"key": "''"}, {"key": "[]"}])
    assert groups(expressions) == []
    assert expressions.failures.warning() is None


def test_text_of_the_platform_stays_text_in_what_expressions_make(expressions: Expressions) -> None:
    variables = construct(
        strictly(expressions), compose={"plain": "lp_name", "glued": "lp_name ~ '!'", "listed": "[lp_name, 1]"}
    )
    assert variables == {
        "plain": VARIABLES["lp_name"],
        "glued": f"{VARIABLES['lp_name']}!",
        "listed": [VARIABLES["lp_name"], 1],
    }
    expressions.templar.available_variables = variables
    for name in variables:
        assert expressions.templar.template(trusted("{{ " + name + " }}")) == variables[name]


@pytest.mark.parametrize("key", ["lp_site", "lp_site | lower", "lp_site.lower()"])
def test_a_parent_group_is_made_of_the_variables_of_its_own_host(expressions: Expressions, key: str) -> None:
    entry = {"key": trusted(key), "parent_group": trusted("{{ lp_status }}")}
    for host, status in (("h", "ok"), ("i", "error")):
        variables = Protector()({"lp_site": "Zurich", "lp_status": status})
        expressions.inventory.place(host, variables, ())
        strictly(expressions).asked = {"compose": {}, "groups": {}, "keyed_groups": [entry]}
        expressions.construct(host, variables, Protector())
        assert expressions.inventory.groups_of(host)[1:] == ["ok", "error"][: 1 + (host == "i")]


def test_groups_see_what_compose_has_made(expressions: Expressions) -> None:
    construct(
        strictly(expressions), compose={"size": "[lp_id * 2]"}, groups={"big": "size[0] > 9", "small": "size[0] < 9"}
    )
    assert groups(expressions) == ["big"]


def test_group_names_are_made_valid_and_short_enough(expressions: Expressions) -> None:
    keys = ["'x' * 600", "'x' * 599 ~ 'y'", "lp_name", "'a:b c'"]
    construct(strictly(expressions), keyed_groups=[{"key": key, "prefix": "p"} for key in keys])
    found = groups(expressions)
    assert all(name.isidentifier() and len(name) <= 512 for name in found)
    assert len(found) == 4
    assert {"p_Acme____7_7___", "p_a_b_c"} <= set(found)


@pytest.mark.parametrize("entries", [["x"], [None], [{}], [{"prefix": "x"}], [{"key": ""}], [{"key": "a"}, "b"]])
def test_an_entry_that_has_no_key_is_refused(entries: list[Any]) -> None:
    with pytest.raises(OptionError, match=r"keyed_groups: entry [12] must be a dictionary with a key"):
        check_keyed_groups(entries)


@pytest.mark.parametrize("entries", [None, [], [{"key": "a"}]])
def test_entries_that_have_one_are_fine(entries: Any) -> None:
    check_keyed_groups(entries)
