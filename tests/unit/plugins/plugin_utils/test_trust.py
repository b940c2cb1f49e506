# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of the platform as data on every ansible-core: what is a mark, what stays as it is, and what core makes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible import context
from ansible.cli.inventory import InventoryCLI
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import host_of, set_variables
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import (
    TRUST_IS_OPT_IN,
    Protector,
    is_marked,
    trusted,
)

MARKED = [
    "{{ 7*7 }}",
    "a {{ 7*7 }} b",
    "{% if true %}x{% endif %}",
    "{# gone #}",
    "{{",
    "a{%",
    "#jinja2:variable_start_string:'<<',variable_end_string:'>>'\n<< 7*7 >>",
    "#jinja2:trim_blocks:True",
    "{{ lookup('pipe', 'id') }}",
]
PLAIN = [
    "",
    "plain",
    "{",
    "}}",
    "{ {",
    "%}",
    "#}",
    "#jinja2",
    " #jinja2:x",
    "# {",
    "\u041c",
    "a\x00b",
    "7*7",
    "[1, 2]",
    "True",
]


def rendered(value: Any) -> Any:
    """What core makes of a variable with this value, and of the value itself where it is used as a template."""
    templar = Templar(loader=DataLoader(), variables={"found": value, "shell": "{{ found }}"})
    return templar.template(trusted("{{ found }}")), templar.template(value)


def exported(value: Any) -> Any:
    """The value as the JSON of an inventory shows it."""
    # where a value stands decides whether core says that it is unsafe
    inventory = {"_meta": {"hostvars": {"host": {"found": value}}}}
    before, context.CLIARGS = context.CLIARGS, ImmutableDict(yaml=False, toml=False)
    try:
        return json.loads(InventoryCLI.dump(inventory))["_meta"]["hostvars"]["host"]["found"]
    finally:
        context.CLIARGS = before


@pytest.mark.parametrize("text", MARKED)
def test_a_template_of_the_platform_is_never_rendered(text: str) -> None:
    protected = Protector()(text)
    assert is_marked(text)
    assert rendered(protected) == (text, text)
    assert protected == text


@pytest.mark.parametrize("text", MARKED)
def test_a_marked_text_says_so_in_the_json_and_comes_back_unchanged(text: str) -> None:
    assert exported(Protector()(text)) == {"__ansible_unsafe": text}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_stays_plain_in_the_json(text: str) -> None:
    protected = Protector()(text)
    assert not is_marked(text)
    assert exported(protected) == text
    assert protected == text


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_itself_to_core(text: str) -> None:
    assert Templar(loader=DataLoader(), variables={}).template(Protector()(text)) == text


def test_the_tests_would_notice_a_template_that_is_rendered() -> None:
    text = MARKED[0]
    assert str(rendered(trusted(text))[1]) == "49"
    assert str(rendered(trusted(MARKED[6]))[1]) == "49"
    assert TRUST_IS_OPT_IN or rendered(text)[1] == "49"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (1.5, 1.5),
        (float("nan"), None),
        (float("inf"), None),
        ([1, "a", [None]], [1, "a", [None]]),
        (("a", ("b",)), ["a", ["b"]]),
        ({"a": {"b": ["c", float("-inf")]}}, {"a": {"b": ["c", None]}}),
    ],
)
def test_whatever_an_expression_gives_becomes_json(value: Any, expected: Any) -> None:
    assert Protector()(value) == expected
    json.dumps(Protector()(value), allow_nan=False)


def test_marks_are_found_at_any_depth_keys_included() -> None:
    text = MARKED[0]
    shown = exported(Protector()({"deep": [{"a": text}, (text,)]}))
    unsafe = {"__ansible_unsafe": text}
    assert shown == {"deep": [{"a": unsafe}, [unsafe]]}
    (key,) = Protector()({text: 1})
    assert Templar(loader=DataLoader(), variables={}).template(key) == text


def test_a_text_that_carries_trust_from_elsewhere_loses_it() -> None:
    class Text(str):
        __slots__ = ()

    for text in (Text(MARKED[0]), trusted(MARKED[0])):
        assert Templar(loader=DataLoader(), variables={}).template(Protector()(text)) == MARKED[0]


@pytest.mark.parametrize(
    "odd",
    [
        *MARKED,
        *PLAIN,
        trusted("{{ 7*7 }}"),
        trusted("plain"),
        ["{{ 7*7 }}"],
        {"{{ 7*7 }}": 1},
        {"a": ["#jinja2:x"]},
        float("nan"),
        1.5,
        True,
        None,
    ],
)
def test_a_value_of_a_host_is_treated_as_if_it_was_alone(odd: Any) -> None:
    record = {"kind": "service", "id": 1, "odd": odd, "none": None, "list": [], "text": "plain", "x": {"a": odd}}
    item = host_of(record)
    set_variables([item], "", safe=Protector())
    found = item.variables
    alone = {name: Protector()(value) for name, value in record.items()}
    assert {name: found[name] for name in record} == alone
    assert {name: found[name].__class__ for name in record} == {name: alone[name].__class__ for name in record}
    assert {name: exported(found[name]) for name in record} == {name: exported(alone[name]) for name in record}


@pytest.mark.parametrize(
    "values",
    [
        ["plain", "h\u00e9 \U0001f600", None, "plain", "\udc80", ""],
        [2**80, True, None, -70_000, False, 0],
        [True, None, False],
        [None, None],
    ],
)
def test_a_column_keeps_its_values_and_their_types(values: list[Any]) -> None:
    for given in (values, tuple(values)):
        found = Protector().column(given)
        assert list(found) == values
        assert [isinstance(value, bool) for value in found] == [isinstance(value, bool) for value in values]


def test_text_and_numbers_of_a_column_are_new_objects_in_its_order_so_that_they_lie_side_by_side() -> None:
    values = ["first text", "second text", 2**40, 2**41]
    found = [*Protector().column(values[:2]), *Protector().column(values[2:])]
    assert found == values
    assert not any(new is given for new, given in zip(found, values, strict=True))
