# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Evaluates expressions that need nothing from ansible-core, with Jinja2 alone.

Core compiles an expression again for every host, which takes about a millisecond. Expressions with only operators,
constants, variables and some of Jinja2's own filters and tests are compiled once here. Everything that core might treat
differently is left to core: errors, missing variables, lists, dictionaries, text with template marks, replaced filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ansible import constants
from ansible.plugins.loader import filter_loader, test_loader
from jinja2 import StrictUndefined, UndefinedError, nodes
from jinja2.environment import TemplateExpression
from jinja2.sandbox import SandboxedEnvironment

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.purity import (
    PLAIN_NODES,
    inputs,
    parsed,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import (
    TRUST_IS_OPT_IN,
    is_marked,
    is_trusted,
    trusted,
)

# Jinja2's own, which core does not change
_PLAIN_FILTERS = """
    abs capitalize center count d default first float int last length lower replace reverse round string title trim
    truncate upper urlencode wordcount
"""
_PLAIN_TESTS = """
    boolean defined divisibleby eq equalto even false float ge gt greaterthan in integer le lessthan lower lt mapping ne
    none number odd sequence string true upper
"""
_FILTERS, _TESTS = frozenset(_PLAIN_FILTERS.split()), frozenset(_PLAIN_TESTS.split())
# rewritten by core since 2.19, but different only for its own undefined values
_REWRITTEN = frozenset(("d", "default", "defined"))
# types of variables; text that is safe to template has its own class from 2.19 on
_TEXT: type = trusted("").__class__
_NO_TEXT = (int, float, bool, type(None))
_KINDS, _RESULTS = frozenset((_TEXT, *_NO_TEXT)), frozenset((str, *_NO_TEXT))


class _Never(StrictUndefined):
    """Undefined values end the evaluation at once: core has its own, which tests treat differently."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        raise UndefinedError


class _Compiled(NamedTuple):
    names: tuple[str, ...]
    evaluate: TemplateExpression


class PlainJinja:
    """The expressions of one run, compiled at first use."""

    def __init__(self) -> None:
        # Jinja2 without extensions; types stay as they are since 2.19, and become text before
        self._asis = not getattr(constants, "DEFAULT_JINJA2_EXTENSIONS", None) and (
            TRUST_IS_OPT_IN or not constants.DEFAULT_JINJA2_NATIVE
        )
        self._environment = SandboxedEnvironment(undefined=_Never)
        self._compiled: dict[str, _Compiled | None] = {}

    def find(self, expression: Any, *sources: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return (core's result,) if that is certain, else (). The first source with a variable counts."""
        if not isinstance(expression, str) or not is_trusted(expression):
            return ()
        try:
            compiled = self._compiled[expression]
        except KeyError:
            compiled = self._compiled[str(expression)] = self._compile(str(expression))
        if compiled is None:
            return ()
        try:
            return _finished(compiled.evaluate({name: _given(name, sources) for name in compiled.names}))
        except Exception:  # noqa: BLE001  core reports it in its own words
            return ()

    def _compile(self, expression: str) -> _Compiled | None:
        names = inputs(expression)
        # Before 2.19, core puts "{{" in front, which a following sign would turn into another mark, and reads
        # backslashes differently.
        if not self._asis or names is None or expression[0] in "-+" or "\\" in expression or is_marked(expression):
            return None
        tree = parsed(expression)
        # core treats a single variable in yet another way
        if tree is None or isinstance(tree, nodes.Name):
            return None
        try:
            if all(map(_is_plain, [tree, *tree.find_all(nodes.Node)])):
                return _Compiled(names, self._environment.compile_expression(expression, undefined_to_none=False))
        except Exception:  # noqa: BLE001  core reports it in its own words
            return None
        return None


def _is_plain(node: nodes.Node) -> bool:
    if isinstance(node, nodes.CondExpr):
        # without "else" the result may be Jinja2's undefined, which does not fail here but does in core
        return node.expr2 is not None
    if isinstance(node, nodes.Filter):
        return node.name in _FILTERS and _is_jinjas(filter_loader, node.name)
    if isinstance(node, nodes.Test):
        return node.name in _TESTS and _is_jinjas(test_loader, node.name)
    if isinstance(node, nodes.Getitem):
        # any other one may be an attribute's name
        return isinstance(node.arg, nodes.Slice) or (
            isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int)
        )
    return isinstance(node, PLAIN_NODES)


def _is_jinjas(loader: Any, name: str) -> bool:
    """Return whether core uses Jinja2's own filter or test of this name, and no plugin replaces it."""
    try:
        found = loader.get(name)
    except Exception:  # noqa: BLE001  any error while loading a plugin
        return False
    return found is None or (name in _REWRITTEN and found.ansible_name == f"ansible.builtin.{name}")


def _given(name: str, sources: Iterable[Mapping[str, Any]]) -> Any:
    """Return the value of a variable, text without core's marks. Raises `LookupError` if it is missing or not plain."""
    for source in sources:
        if name in source:
            value = source[name]
            if value.__class__ not in _KINDS or (isinstance(value, str) and is_marked(value)):
                break
            return str(value) if isinstance(value, str) else value
    raise LookupError(name)


def _finished(result: Any) -> tuple[Any, ...]:
    """Return (the result as core gives it,), or ()."""
    if result.__class__ not in _RESULTS or (isinstance(result, str) and is_marked(result)):
        return ()
    if TRUST_IS_OPT_IN or isinstance(result, bool):
        return (result,)
    # before 2.19, core turns every result into text, and reads some text as a list, dictionary or boolean
    text = "" if result is None else str(result)
    return () if text.startswith(("{", "[")) or text in ("True", "False") else (text,)
