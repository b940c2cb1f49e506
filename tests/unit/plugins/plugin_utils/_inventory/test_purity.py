# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be remembered of an expression, and by what; and that it gives what core gives for every host."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
from ansible.utils.path import basedir

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import purity
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.draft import Draft
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.expressions import (
    Expressions,
    Failures,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.purity import (
    Memory,
    inputs,
    key,
    plain_text,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import Protector, trusted

PURE = {
    "lp_name": ("lp_name",),
    "lp_a ~ '-' ~ lp_b | upper": ("lp_a", "lp_b"),
    "(lp_a | default(0, true)) - (lp_b | int)": ("lp_a", "lp_b"),
    "lp_a if lp_b is defined else lp_c": ("lp_a", "lp_b", "lp_c"),
    "lp_a.split('-')[0]": ("lp_a",),
    "lp_a[:3] in ['x', lp_b]": ("lp_a", "lp_b"),
    "{'a': lp_a}": ("lp_a",),
    "'constant'": (),
    "not lp_a and lp_b or -lp_c > 1": ("lp_a", "lp_b", "lp_c"),
}
IMPURE = [
    "lookup('pipe', 'date')",
    "query('env', 'HOME')",
    "now()",
    "now().year ~ lp_a",
    "lp_a ~ lookup('password', '/dev/null')",
    "range(5) | random",
    "['a', 'b'] | random",
    "[1, 2, 3] | shuffle",
    "lp_a | password_hash('sha512')",
    "'%Y' | strftime",
    "lp_a | community.general.random_mac",
    "['a'] | map('random')",
    "lp_a is file",
    "lp_a | no_such_filter",
]
UNREADABLE = ["", "lp_a +", "lp_a }} {{ lp_b", "lp_a lp_b", "{% if x %}", "(" * 2000]


@pytest.mark.parametrize(("expression", "names"), PURE.items())
def test_what_depends_on_variables_alone(expression: str, names: tuple[str, ...]) -> None:
    assert inputs(expression) == names


@pytest.mark.parametrize("expression", IMPURE + UNREADABLE)
def test_what_may_depend_on_anything_else_is_never_remembered(expression: str) -> None:
    assert inputs(expression) is None
    assert key(expression, "lp_", {"lp_a": 1, "lp_b": 2}) is None


def test_equal_values_of_another_type_are_other_values() -> None:
    keys = [key("lp_a", "lp_", {"lp_a": value}) for value in (1, True, 1.0, "1", None, Protector()("1"))]
    keys.append(key("lp_a", "lp_", {}))
    assert None not in keys
    assert len(set(keys)) == len({*keys[:5], keys[6]}) + (Protector()("1").__class__ is not str)


@pytest.mark.parametrize("value", [[1], {"a": 1}, (1,), {1}])
def test_what_could_change_is_no_key(value: Any) -> None:
    assert key("lp_a", "lp_", {"lp_a": value}) is None


def test_a_name_that_is_not_ours_must_be_there() -> None:
    """It could be one of core's, such as inventory_hostname, which differs for every host."""
    assert key("inventory_hostname", "lp_", {"lp_a": 1}) is None
    assert key("inventory_hostname", "inventory_", {"inventory_a": 1}) is None
    assert key("'a' in group_names", "group_", {"group_a": 1}) is None
    assert key("lp_b", "", {"lp_a": 1}) is None
    assert key("size", "lp_", {"size": 1}, {"lp_a": 1}) is not None


def test_the_first_source_counts() -> None:
    assert key("lp_a", "lp_", {"lp_a": 1}, {"lp_a": 2}) == key("lp_a", "lp_", {"lp_a": 1})


@pytest.mark.parametrize("value", ["ok", "Acme Inc", "a", "d15eaced-846f", "a.b@c.example", "x/y+z, w"])
def test_a_name_alone_gives_ordinary_text(value: str) -> None:
    assert plain_text("lp_a", {"lp_a": value}) == value


@pytest.mark.parametrize(
    "value",
    ["True", "False", "None", "", "5", "05", "[1]", "{'a': 1}", "a ", " a", "a\n", "{{ a }}", "a{{", "\u00e9", 1, None],
)
def test_anything_else_is_for_core(value: Any) -> None:
    assert plain_text("lp_a", {"lp_a": value}) is None
    assert plain_text("lp_b", {"lp_a": "ok"}) is None
    assert plain_text("lp_a | upper", {"lp_a": "ok"}) is None


def test_results_that_hardly_repeat_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Memory, "TRIAL", 10)
    memory = Memory()
    for number in range(30):
        assert memory.find(("unique",), (number,)) == ()
        memory.keep(("unique",), (number,), "x")
        memory.find(("often",), (number % 2,))
        memory.keep(("often",), (number % 2,), "y")
    assert memory.find(("unique",), (0,)) == ()
    assert memory.find(("often",), (0,)) == ("y",)


# --- against Constructable as it is

SPECIAL = [
    "[1, 2]",
    "{'a': 1}",
    "True",
    "5",
    "05",
    " x ",
    "None",
    "",
    "a{{ 7*7 }}",
    "Zo\u00eb",
    "x:y",
    "omit",
    "Yes",
    "null",
    "a\n",
    "False",
]
HOSTS: dict[str, dict[str, Any]] = {
    f"h{number}": {
        "lp_name": f"name {number % 7}",
        "lp_text": SPECIAL[number % len(SPECIAL)],
        "lp_status": ["ok", "error", "unknown"][number % 3],
        "lp_count": [None, 0, 1, True, 2.5, 10][number % 6],
        "lp_tags": ["a", f"b{number % 2}"],
        "lp_map": {"k": number % 3},
        **({"lp_only": number % 4} if number % 2 else {}),
    }
    for number in range(66)
}
COMPOSE = {
    "c_plain": "lp_status",
    "c_text": "lp_text",
    "c_sum": "(lp_count | default(0, true)) + 1",
    "c_glue": "lp_name ~ '/' ~ lp_text",
    "c_default": "lp_only | default('none')",
    "c_bool": "lp_status == 'ok'",
    "c_list": "[lp_name, lp_count]",
    "c_upper": "lp_text | upper",
    "c_method": "lp_status.title()",
    "c_both": "lp_name ~ '/' ~ lp_status",
    "c_length": "lp_text | length",
    "c_int": "lp_count | default(0, true) | int",
    "c_none": "none if lp_count else lp_text",
    "c_nested": "lp_map.k",
    "c_fails": "lp_only + 1",
    "c_type": "lp_count | type_debug",
    "c_given": "'{}'.format(lp_count)",
    "lp_status": "lp_status ~ '!' if lp_only is defined else lp_status",
}
GROUPS = {
    "g_error": "lp_status.startswith('error')",
    "g_made": "c_bool",
    "g_only": "lp_only is defined and lp_only > 1",
    "g_fails": "lp_only > 1",
    "g_name": "inventory_hostname == 'h5'",
    "g_in": "'g_error' in group_names",
    "g_odd name": "lp_count",
    "g_long": "lp_text | length > 3",
    "g_int": "lp_count | int",
    # 0 is false, and "0" true
    "g_mixed": "lp_only | default('0') | int if lp_status == 'ok' else '0'",
    "g_x": "'x' in lp_text",
}
KEYED: list[dict[str, Any]] = [
    {"key": "lp_status", "prefix": "s"},
    {"key": "lp_status", "prefix": "t", "separator": "", "parent_group": "parents"},
    {"key": "lp_name", "prefix": "n", "parent_group": "{{ lp_status }}"},
    {"key": "lp_only", "prefix": "o"},
    {"key": "lp_only | string", "prefix": "p"},
    {"key": "lp_text", "prefix": "x", "default_value": "none"},
    {"key": "lp_tags", "prefix": "tag"},
    {"key": "lp_map", "prefix": "map"},
    {"key": "c_glue"},
    {"key": "lp_count", "prefix": "count"},
    {"key": "lp_text | lower", "prefix": "lower", "default_value": "none", "parent_group": "lower"},
    {"key": "lp_text | lower", "prefix": "lower", "separator": "", "parent_group": "{{ lp_status }}"},
    {"key": "(lp_text or 'none')[:2]", "trailing_separator": False},
    {"key": "lp_text | length", "prefix": "length"},
    {"key": "lp_count or none", "prefix": "either", "default_value": "neither"},
    {"key": "lp_status == 'ok'", "prefix": "is"},
    {"key": "lp_status ~ c_length", "prefix": "made"},
    {"key": "lp_name", "parent_group": "{{ lp_absent }}"},
]


class Plain(Constructable, BaseInventoryPlugin):
    """Core's own way."""

    NAME = "plain"
    _sanitize_group_name = staticmethod(Expressions._sanitize_group_name)

    def get_option(self, option: str, hostvars: Any = None) -> Any:
        return {"leading_separator": True}.get(option)


def trusting(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: trusting(item) for name, item in value.items()}
    if isinstance(value, list):
        return [trusting(item) for item in value]
    return trusted(value) if isinstance(value, str) else value


def by_core(protect: Protector) -> InventoryData:
    """The inventory as Constructable makes it, without what fails."""
    plugin, inventory = Plain(), InventoryData()
    inventory.current_source = "/src/x.yml"
    plugin.parse(inventory, DataLoader(), "source")
    for name, given in HOSTS.items():
        variables = protect(given)
        inventory.add_host(name)
        inventory.hosts[name].vars.update(variables)
        plugin._set_composite_vars(trusting(COMPOSE), variables, name)
        for group, condition in trusting(GROUPS).items():
            plugin._add_host_to_composed_groups({group: condition}, variables, name)
        for entry in trusting(KEYED):
            try:
                plugin._add_host_to_keyed_groups([entry], variables, name)
            except Exception:  # noqa: BLE001, S112  a key that is no text
                continue
    return inventory


def by_us(protect: Protector) -> tuple[InventoryData, Failures]:
    """The inventory as our plugin makes it."""
    plugin, inventory = Plain(), InventoryData()
    inventory.current_source = "/src/x.yml"
    plugin.parse(inventory, DataLoader(), "source")
    draft = Draft(inventory_file="/src/x.yml", inventory_dir=basedir("/src/x.yml"))
    expressions = Expressions(plugin, "lp_").into(draft)
    expressions.asked = {"compose": trusting(COMPOSE), "groups": trusting(GROUPS), "keyed_groups": trusting(KEYED)}
    for name, given in HOSTS.items():
        variables = protect(given)
        draft.place(name, variables.copy(), ())
        expressions.construct(name, variables, protect)
    draft.hand_over(inventory)
    return inventory, expressions.failures


def shown(inventory: InventoryData) -> Any:
    """Hosts with variables and their types, groups with hosts and children, in order."""
    return (
        {
            name: {
                variable: (value, value.__class__.__name__.lstrip("_")) for variable, value in sorted(host.vars.items())
            }
            for name, host in inventory.hosts.items()
        },
        {
            name: ([host.name for host in group.hosts], [child.name for child in group.child_groups])
            for name, group in inventory.groups.items()
        },
    )


def test_every_host_has_what_constructable_gives_it() -> None:
    protect = Protector()
    wanted, (given, _failures) = by_core(protect), by_us(protect)
    for host in wanted.hosts.values():
        # what an expression makes of the platform's text is protected by us, and not by core
        host.vars.update({name: protect(value) for name, value in host.vars.items() if name in COMPOSE})
    assert shown(given) == shown(wanted)


def test_nothing_is_remembered_where_nothing_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with a memory that is full from the start; and failures are counted alike."""
    protect = Protector()
    given, failures = by_us(protect)
    monkeypatch.setattr(purity.Memory, "MOST", 0)
    again, failed = by_us(protect)
    assert shown(again) == shown(given)
    monkeypatch.setattr(purity.Memory, "TRIAL", 3)
    assert shown(by_us(protect)[0]) == shown(given)
    assert failed.warning() == failures.warning()
    assert "compose: c_fails on 33 hosts" in str(failures.warning())
    assert "keyed_groups: lp_only on 66 hosts" in str(failures.warning())


def test_an_expression_is_evaluated_once_for_each_of_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    evaluate = Constructable._compose

    def counting(self: Any, template: str, *args: Any, **kwargs: Any) -> Any:
        seen.append(str(template))
        return evaluate(self, template, *args, **kwargs)

    monkeypatch.setattr(Constructable, "_compose", counting)
    by_us(Protector())
    assert seen.count("lp_status.title()") == len({given["lp_status"] for given in HOSTS.values()}) == 3
    assert seen.count("lp_count | type_debug") == 6
    assert seen.count("[lp_name, lp_count]") == len(HOSTS)
    # Jinja2 alone evaluates it where there is something to evaluate
    assert seen.count("lp_only | default('none')") == 1
    assert "lp_name ~ '/' ~ lp_status" not in seen


def test_extra_variables_may_change_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plain, "get_option", lambda _self, option, _hostvars=None: option == "use_extra_vars")
    plugin = Plain()
    plugin.parse(InventoryData(), DataLoader(), "source")
    expressions = Expressions(plugin, "lp_")
    for extra in ("one", "two"):
        expressions._vars = {"lp_absent": trusted(extra)}
        assert expressions._compose(trusted("lp_absent"), {"lp_a": 1}) == extra
        expressions._vars = {"lp_a": trusted(extra)}
        assert expressions._compose(trusted("lp_a | upper"), {"lp_a": trusted("x")}) == extra.upper()
