# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A time limit for an inventory's expressions, so that a customer's name cannot keep one busy for hours.

Two things are limited, in processor time: each evaluation (an ordinary one takes a millisecond), and all regular
expression matching together, because many fast matches add up. The total of all evaluations has no limit, because core
needs minutes of it for many hosts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.processor_time import (
    MOST_SECONDS,
    TICK,
    can_be_watched,
    watched,
)

# seconds of processor time for regular expressions on all hosts; ordinary ones need less than one for 50,000 hosts
MOST_MATCHING = 60.0
# functions of core's filters and tests that call regular expressions
_MATCHING = frozenset(("regex", "regex_findall", "regex_replace", "regex_search"))
_HINT = "do not nest repetitions, as in (a+)+"
_LONGEST = 300

# One evaluation: option, name or number of its entry, expression, identity of the host. A plain tuple, because one is
# made for each expression and host; always a new object, which identifies the evaluation.
Evaluation = tuple[str, Any, Any, Any]


class _TooSlow(BaseException):
    """Ends an evaluation. Not an `Exception`: core, Jinja2 and `strict` would take it for a failure on one host."""


class TimeLimit:
    """The limit for one inventory, however often its hosts are processed."""

    def __init__(self) -> None:
        # (option, entry) -> ticks
        self._matching: Counter[tuple[str, Any]] = Counter()

    @contextmanager
    def over(self, at_work: Callable[[], Evaluation | None]) -> Iterator[None]:
        """Limit the evaluations inside the block. `at_work` returns the current one.

        Raises `OptionError`, which names the option. Has no effect outside the main thread.
        """
        if not can_be_watched():
            yield
            return
        last: Evaluation | None = None
        lasting = 0

        def look(frame: FrameType | None) -> None:
            nonlocal last, lasting
            evaluation = at_work()
            if evaluation is None:
                return
            lasting = lasting + 1 if evaluation is last else 0
            last = evaluation
            if frame is not None and _is_matching(frame):
                self._matching[evaluation[:2]] += 1
            if lasting * TICK >= MOST_SECONDS:
                raise _TooSlow(_one(evaluation))
            if self._matching.total() * TICK >= MOST_MATCHING:
                raise _TooSlow(self._all())

        try:
            with watched(look):
                yield
        except _TooSlow as error:
            raise OptionError(str(error), hint=_HINT) from None

    def _all(self) -> str:
        ((entry, _ticks),) = self._matching.most_common(1)
        return (
            f"{_entry(*entry)}: this and other regular expressions took more than {MOST_MATCHING:g} s of processor time on all "
            "hosts together"
        )


def _is_matching(frame: FrameType) -> bool:
    module = str(frame.f_globals.get("__name__"))
    return module == "re" or (module.startswith("ansible.plugins.") and frame.f_code.co_name in _MATCHING)


def _one(evaluation: Evaluation) -> str:
    option, entry, expression, host = evaluation
    text = " ".join(str(expression).split())[:_LONGEST]
    return (
        f"{_entry(option, entry)}: {text} took more than {MOST_SECONDS:g} s of processor time on {host}; on some text, a "
        "regular expression never ends"
    )


def _entry(option: str, entry: Any) -> str:
    """Return the name of an option's entry for messages."""
    return f"{option}: entry {entry}" if isinstance(entry, int) else f"{option}: {entry}"
