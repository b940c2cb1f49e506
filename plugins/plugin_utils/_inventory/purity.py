# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds the variables that decide the result of an expression.

Core parses and compiles an expression again for every host, which takes about a millisecond. If the result depends only
on a few variables, one evaluation for each combination of their values is enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateError, nodes
from jinja2.parser import Parser

# filters whose result depends only on their input; others may use the clock, chance, a file or a secret
_PURE_FILTERS = """
    abs b64decode b64encode basename bool capitalize center checksum combine count d default difference dict2items
    dirname first flatten float from_json hash human_readable human_to_bytes int intersect ipaddr items items2dict join
    last length list log lower mandatory max md5 min normpath path_join pow quote regex_escape regex_findall
    regex_replace regex_search relpath replace reverse root round sha1 sort split splitext string sum
    symmetric_difference ternary title to_json to_uuid trim truncate type_debug union unique upper urlencode urlsplit
    win_basename win_dirname wordcount zip
"""
_PURE_TESTS = """
    all any boolean contains defined divisibleby eq equalto even falsy false float ge gt greaterthan in integer
    iterable le lessthan lower lt mapping match ne none number odd regex search sequence string subset superset true
    truthy undefined upper version version_compare
"""
_FILTERS, _TESTS = frozenset(_PURE_FILTERS.split()), frozenset(_PURE_TESTS.split())
# operators, constants, variables and parts of them
PLAIN_NODES = (
    nodes.And,
    nodes.BinExpr,
    nodes.Compare,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Const,
    nodes.Getitem,
    nodes.Keyword,
    nodes.List,
    nodes.Name,
    nodes.Operand,
    nodes.Or,
    nodes.Slice,
    nodes.Tuple,
    nodes.UnaryExpr,
)
_NODES = (*PLAIN_NODES, nodes.Dict, nodes.Getattr, nodes.Pair)
_ABSENT = object()
# what core knows about a host besides its variables, whatever their prefix
_OF_CORE = frozenset(
    ("group_names", "inventory_dir", "inventory_file", "inventory_hostname", "inventory_hostname_short")
)
# letters, digits and a few signs, with a letter first and no blank at the end
_ORDINARY = re.compile(r"[A-Za-z](?:[A-Za-z0-9 _.,@/+-]*[A-Za-z0-9])?")


@lru_cache(maxsize=1024)
def inputs(expression: str) -> tuple[str, ...] | None:
    """Return the names of all variables in an expression; None if it may depend on anything else or cannot be parsed.

    Method calls are fine, because inputs are scalars (see `key`) with pure methods. Function calls are not.
    """
    tree = parsed(expression)
    if tree is None:
        return None
    found: list[nodes.Node] = [tree]
    for node in found:
        if not _is_pure(node):
            return None
        found.extend(node.iter_child_nodes())
    return tuple(sorted({node.name for node in found if isinstance(node, nodes.Name)}))


def parsed(expression: str) -> nodes.Expr | None:
    """Return an expression as Jinja2 parses it; None if it cannot."""
    try:
        parser = Parser(Environment(), str(expression), state="variable")  # noqa: S701  nothing is rendered
        tree = parser.parse_expression()
    except (TemplateError, RecursionError):
        return None
    return tree if parser.stream.eos else None


def _is_pure(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Filter):
        return node.name in _FILTERS and node.node is not None
    if isinstance(node, nodes.Test):
        return node.name in _TESTS
    if isinstance(node, nodes.Call):
        return isinstance(node.node, nodes.Getattr)
    return isinstance(node, _NODES)


def key(expression: Any, prefix: str, *sources: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Return a key for remembering the result of an expression; None if it must not be remembered.

    The first of the `sources` with a variable counts. A missing variable is part of the key if it has our prefix and is
    not one of core's, because then it is unknown everywhere.
    """
    if not isinstance(expression, str):
        return None
    names = inputs(expression)
    if names is None:
        return None
    found: list[Any] = [str(expression)]
    for name in names:
        for source in sources:
            if name in source:
                value = source[name]
                break
        else:
            if not prefix or not name.startswith(prefix) or name in _OF_CORE:
                return None
            value = _ABSENT
        if isinstance(value, (dict, list, tuple, set)):
            return None
        # with the type: 1 equals true, and text with template marks has its own type
        found += (value.__class__, value)
    return tuple(found)


class Memory:
    """Results by `key`. Gives up on expressions whose results rarely repeat, because they would fill the memory."""

    # for each expression: most results to keep, and lookups after which at least one in ten must have hit
    MOST = 20_000
    TRIAL = 1_000

    def __init__(self) -> None:
        self._results: dict[tuple[Any, ...], dict[tuple[Any, ...], Any]] = {}
        self._asked: dict[tuple[Any, ...], list[int]] = {}

    def find(self, what: tuple[Any, ...], wanted: tuple[Any, ...] | None) -> tuple[Any, ...]:
        """Return (result,) if it is known, else (). `what` identifies the expression."""
        if wanted is None:
            return ()
        asked = self._asked.setdefault(what, [0, 0])
        asked[0] += 1
        known = self._results.setdefault(what, {})
        if wanted not in known:
            return ()
        asked[1] += 1
        return (known[wanted],)

    def keep(self, what: tuple[Any, ...], wanted: tuple[Any, ...] | None, result: Any) -> None:
        """Remember a result that was not found."""
        if wanted is None:
            return
        known, (lookups, useful) = self._results[what], self._asked[what]
        if lookups > self.TRIAL and useful * 10 < lookups:
            known.clear()
        elif len(known) < self.MOST:
            known[wanted] = result


def plain_text(expression: Any, variables: Mapping[str, Any]) -> str | None:
    """Return the result if the expression is only a variable's name and its value is ordinary text, else None.

    Ordinary text is text that no ansible-core takes for a template, number, list or boolean.
    """
    value = variables.get(expression) if isinstance(expression, str) else None
    if not isinstance(value, str) or not _ORDINARY.fullmatch(value) or value in ("True", "False", "None"):
        return None
    return value
