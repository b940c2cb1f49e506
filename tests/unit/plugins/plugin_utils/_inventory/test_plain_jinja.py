# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions that Jinja2 evaluates alone: that core gives the same, value and type, and what is left to core."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from ansible import constants
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import plain_jinja
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.expressions import Expressions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.plain_jinja import PlainJinja
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import (
    TRUST_IS_OPT_IN,
    Protector,
    trusted,
)

TEXTS = [
    *(
        "Acme Ltd - 3",
        "d15eaced-846f",
        "",
        " ",
        " x ",
        "a\n",
        "\n",
        "a\r\n",
        "\t",
        "Zo\u00eb",
        "\u00df",
        "\u0130",
        "x" * 300,
    ),
    *("True", "False", "None", "true", "null", "omit", "Yes", "'q'", '"q"', "\\", "a\\nb", "%s", "{0}", "x:y"),
    *(
        "[1]",
        "[1, 2]",
        "[",
        "(1,)",
        "{",
        "{a",
        "{'a': 1}",
        "{1}",
        "a}}",
        "%}",
        "a{{ 7*7 }}",
        "{% x",
        "{#",
        "#jinja2: x",
    ),
    *("5", "05", "-3", "+4", "1e5", "1_000", "0x10", "nan", "inf", " 7"),
]
OTHERS = [None, True, False, 0, 1, -1, 5, 10**30, 2.5, -0.0, 1e300, float("inf"), [1], {"k": "v"}]
VALUES: list[Any] = [*TEXTS, *OTHERS]
ONE = [
    "lp_a | upper",
    "lp_a | lower",
    "lp_a | title | trim",
    "lp_a | trim('x')",
    "lp_a | default('none', true) | length",
    "lp_a | default('none')",
    "(lp_a or 'none')[:2]",
    "lp_a[0]",
    "lp_a[-1:] | d('none')",
    "lp_a | first",
    "lp_a | int",
    "lp_a | float",
    "(lp_a | int(7)) * 2 + 1",
    "lp_a | string",
    "lp_a | replace('a', '{')",
    "lp_a | truncate(5, true, '')",
    "lp_a | urlencode",
    "lp_a | round(1)",
    "lp_a ~ ''",
    "none if lp_a else 'x'",
    "not lp_a",
    "lp_a == 5 or lp_a == '5'",
    "'a' in lp_a",
    "lp_a is number and lp_a > 1",
    "lp_a is string",
    "lp_a is defined and lp_a is not none",
    "lp_a * 2",
    " -lp_a",
]
# what is for core, the first two before 2.19
ODD = [
    "'[' ~ lp_a",
    "'True' if lp_a else 'False'",
    "lp_a | replace('x', '{{')",
    "-lp_a",
    "(lp_a)",
    "lp_a if lp_a else lp_absent",
    "lp_a | checksum",
    "lp_a[0] is string",
    "lp_a[0] is defined",
    "lp_a[0] | default('none')",
    "(lp_a | first) is none",
    "(lp_a if not lp_a) is number",
    # an "if" without "else" is an error to core, or a value of its own that default knows
    "('a' if lp_a == 'nope') | default('dd')",
    "('a' if lp_a == 'nope') | default('dd') | length",
    "('a' if lp_a == 'nope') is defined",
    "'x' ~ (lp_a if lp_a)",
    "lp_a if lp_a",
]
TWO = [
    "lp_a ~ ' / ' ~ lp_b",
    "lp_a ~ lp_b",
    "lp_a or lp_b",
    "lp_a | default(lp_b, true)",
    "lp_a + lp_b",
    "lp_a % lp_b",
    "lp_a in [lp_b, 'x']",
    "(lp_a if lp_b else 'none') | length",
]
SOME: list[Any] = ["Acme", "", "{", "[1", "]", "Tr", "True", "5", "{{ x }}", "{ 1 }}", None, True, 0, 5, 2.5]


class Plain(Constructable, BaseInventoryPlugin):
    """Core's own way."""

    NAME = "plain"

    def get_option(self, option: str, hostvars: Any = None) -> Any:
        return {"leading_separator": True}.get(option)


@pytest.fixture(scope="module")
def both() -> tuple[Plain, Expressions]:
    core = Plain()
    core.parse(InventoryData(), DataLoader(), "source")
    return core, Expressions(core, "lp_")


def given(plugin: Any, expression: str, variables: dict[str, Any]) -> tuple[str, str]:
    """What an expression gives: its type and its text; or the error."""
    try:
        result = plugin._compose(trusted(expression), variables)
    except Exception as error:  # noqa: BLE001  whatever core raises
        return error.__class__.__name__, str(error)
    if isinstance(result, str):
        # text that may be a template or not, which is decided anew for whatever an expression gives
        return "str", str(result)
    return result.__class__.__name__, repr(result)


@pytest.mark.parametrize("expression", [*ONE, *ODD])
def test_core_gives_the_same_for_every_value(both: tuple[Plain, Expressions], expression: str) -> None:
    for value in VALUES:
        variables = Protector()({"lp_a": value})
        wanted, got = (given(plugin, expression, variables) for plugin in both)
        assert got == wanted, repr(value)


@pytest.mark.parametrize("expression", TWO)
def test_core_gives_the_same_for_every_pair(both: tuple[Plain, Expressions], expression: str) -> None:
    for pair in itertools.product(SOME, SOME):
        variables = Protector()(dict(zip(("lp_a", "lp_b"), pair, strict=True)))
        wanted, got = (given(plugin, expression, variables) for plugin in both)
        assert got == wanted, pair


@pytest.mark.parametrize("expression", [*ONE, *TWO])
def test_core_need_not_be_asked(expression: str) -> None:
    """Otherwise the comparisons above would compare core with itself."""
    plain = PlainJinja()
    tried = [
        plain.find(trusted(expression), Protector()({"lp_a": a, "lp_b": b}))
        for a, b in itertools.product(VALUES, ("x", 5))
    ]
    assert any(tried)


@pytest.mark.parametrize(
    "expression",
    [
        "lp_a",
        "(lp_a)",
        "-lp_b",
        "+lp_b",
        "lp_a ~ '\\n'",
        "lp_a ~ '{{ lp_b }}'",
        "lp_a.upper()",
        "lp_a.__class__",
        "lp_a['upper']",
        "lp_a[lp_b]",
        "lp_a | checksum",
        "lp_a | random",
        "lp_a | no_such_filter",
        "lp_a is no_such_test",
        "lp_a ~ lp_list",
        "lp_a ~ lp_marked",
        "lp_a ~ lp_absent",
        "lp_absent | default('x')",
        "[lp_a, lp_b]",
        "{'k': lp_a}",
        "lp_a / 0",
        "(lp_a if not lp_b)",
        "(lp_a if lp_b)",
        "('a' if lp_b) | default('x')",
        "'b' ~ ('a' if lp_b) | upper",
        "lp_a | replace('x', '{{ y }}')",
        "lp_a ~ lookup('env', 'HOME')",
        "'%s' | format(lp_a)",
        "",
        "lp_a +",
        "a" * 3,
    ],
)
def test_what_is_left_to_core(expression: str) -> None:
    variables = Protector()({"lp_a": "x", "lp_b": 1, "lp_list": [1], "lp_marked": "{{ 7*7 }}"})
    assert PlainJinja().find(trusted(expression), variables) == ()


@pytest.mark.parametrize("expression", [None, 5, True, ["lp_a ~ 'x'"], pytest.param("lp_a ~ 'x'", id="no trust")])
def test_only_text_of_the_operator_is_evaluated(expression: Any) -> None:
    found = PlainJinja().find(expression, Protector()({"lp_a": "x"}))
    assert found == (("xx",) if isinstance(expression, str) and not TRUST_IS_OPT_IN else ())


def test_text_of_the_platform_is_no_expression() -> None:
    """Trust is asked for each time: the same text may have been met as the operator's."""
    plain, variables = PlainJinja(), Protector()({"lp_a": "x"})
    assert plain.find(trusted("lp_a ~ '{'"), variables) == ("x{",)
    assert plain.find(Protector()("lp_a ~ '{{'"), variables) == ()
    if TRUST_IS_OPT_IN:
        assert plain.find("lp_a ~ '{'", variables) == ()


def test_the_first_source_counts() -> None:
    first, second = Protector()([{"lp_a": "x"}, {"lp_a": "y", "lp_b": "z"}])
    assert PlainJinja().find(trusted("lp_a ~ lp_b"), first, second) == ("xz",)


class Loader:
    """One that has filters, or tests, of these names."""

    def __init__(self, **names: str) -> None:
        self._names = names

    def get(self, name: str) -> Any:
        if self._names.get(name) == "broken":
            raise KeyError(name)
        found = type("Found", (), {"ansible_name": self._names.get(name)})
        return found if name in self._names else None


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ({}, ("X",)),
        ({"upper": "upper"}, ()),
        ({"upper": "ansible.builtin.upper"}, ()),
        ({"upper": "broken"}, ()),
        ({"default": "ansible.builtin.default"}, ("X",)),
        ({"default": "default"}, ()),
        ({"default": "acme.tools.default"}, ()),
    ],
)
def test_a_filter_that_somebody_replaced_is_for_core(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str], found: tuple[str, ...]
) -> None:
    monkeypatch.setattr(plain_jinja, "filter_loader", Loader(**names))
    assert PlainJinja().find(trusted("lp_a | default('') | upper"), Protector()({"lp_a": "x"})) == found


def test_a_test_that_somebody_replaced_is_for_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_jinja, "test_loader", Loader(string="string"))
    assert PlainJinja().find(trusted("lp_a is string"), Protector()({"lp_a": "x"})) == ()


@pytest.mark.parametrize(
    ("name", "value", "native"),
    [("DEFAULT_JINJA2_EXTENSIONS", ["jinja2.ext.do"], TRUST_IS_OPT_IN), ("DEFAULT_JINJA2_NATIVE", True, False)],
)
def test_settings_that_change_how_core_reads_results(
    monkeypatch: pytest.MonkeyPatch, name: str, value: Any, native: bool
) -> None:
    monkeypatch.setattr(plain_jinja, "TRUST_IS_OPT_IN", native)
    monkeypatch.setattr(constants, name, value, raising=False)
    assert PlainJinja().find(trusted("lp_a ~ 'x'"), Protector()({"lp_a": "x"})) == ()


@pytest.mark.parametrize(
    ("value", "before", "since"),
    [
        ("x", ("x",), ("x",)),
        (5, ("5",), (5,)),
        (2.5, ("2.5",), (2.5,)),
        (True, (True,), (True,)),
        (None, ("",), (None,)),
        ("True", (), ("True",)),
        ("False", (), ("False",)),
        ("None", ("None",), ("None",)),
        ("[1]", (), ("[1]",)),
        ("{a", (), ("{a",)),
        ("a{{", (), ()),
        ([1], (), ()),
    ],
)
def test_what_core_makes_of_results_before_and_since_2_19(
    monkeypatch: pytest.MonkeyPatch, value: Any, before: tuple[Any, ...], since: tuple[Any, ...]
) -> None:
    for native, wanted in ((False, before), (True, since)):
        monkeypatch.setattr(plain_jinja, "TRUST_IS_OPT_IN", native)
        found = plain_jinja._finished(value)
        assert (found, *(item.__class__ for item in found)) == (wanted, *(item.__class__ for item in wanted))
