# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns of people against names that customers chose: no name makes a run endless."""

from __future__ import annotations

import re
import signal
import threading
import time
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import name_patterns
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, matching
from kits.compliance import TODAY, customer, found, loaded, rule

# takes twice as long with every letter: with these, longer than anybody lives
NAIVE = "([A-Za-z]+ ?)+"
NAME = "x" * 60 + "!"


def of_names(check: dict[str, Any], **parts: Any) -> Any:
    return loaded(rule("names", **{"scope": {"kind": "customer"}, "check": check, **parts}))


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is what the tests need, not what people do."""
    monkeypatch.setattr(matching, "MOST_SECONDS", 0.5)


@pytest.mark.parametrize("how", ["must_match", "must_not_match"])
def test_name_against_a_naive_expression(soon: None, how: str) -> None:
    """An error that names rule and expression, and nothing of the customer."""
    ready = of_names({"type": "regex", "field": "name", how: NAIVE})
    began = time.process_time()
    with pytest.raises(OptionError) as caught:
        found(ready, [], [customer("a", name="acme"), customer("b", name=NAME)])
    assert time.process_time() - began < 5
    assert "policy: rule names: the regular expression ([A-Za-z]+ ?)+ took more than 0.5 s" in str(caught.value)
    assert "xxx" not in str(caught.value)


def test_naive_expression_in_a_scope(soon: None) -> None:
    """Where a rule applies is asked with the same expressions."""
    where = [{"type": "regex", "field": "full_name", "must_match": "(.*a)*b"}]
    ready = of_names({"type": "missing", "field": "ms_tenant_id"}, scope={"kind": "customer", "where": where})
    with pytest.raises(OptionError, match=r"rule names: the regular expression \(\.\*a\)\*b took more than"):
        found(ready, [], [customer("a", full_name="a" * 60)])


def test_many_names_that_are_slow_together(soon: None) -> None:
    """No single one takes long."""
    ready = of_names({"type": "regex", "field": "name", "must_match": NAIVE})
    with pytest.raises(OptionError, match="took more than"):
        found(ready, [], [customer(str(number), name="x" * 17 + "!") for number in range(5000)])


def test_timer_and_handler_are_as_before(soon: None) -> None:
    """Somebody else may use them."""
    mine = signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_VIRTUAL, 500, 7)
    try:
        with matching.bounded():
            assert matching.matches(re.compile("a+"), "aaa")
        assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_IGN
        left, interval = signal.getitimer(signal.ITIMER_VIRTUAL)
        assert left == pytest.approx(500, abs=5)
        assert interval == 7
        with pytest.raises(matching.TooSlowError, match=r"^\(a\+\)\+b$"), matching.bounded():
            matching.matches(re.compile("(a+)+b"), "a" * 60)
        assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_IGN
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, mine)


def test_a_busy_process_trips_nothing(soon: None) -> None:
    """Processor time of this process counts, and only what an expression takes of it."""
    with matching.bounded():
        until = time.process_time() + 1.2
        while time.process_time() < until:
            pass
        assert matching.matches(re.compile("a"), "a")


def in_thread(work: Any) -> Any:
    """What a function returns or raises in another thread."""
    result: list[Any] = []

    def run() -> None:
        try:
            result.append(work())
        except LivePlatformError as error:
            result.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return result[0]


def test_other_threads() -> None:
    """No time can be bounded there, so no expression is tried. Everything else is judged as always."""
    names = of_names({"type": "regex", "field": "name", "must_match": "a"})
    others = of_names({"type": "missing", "field": "name"})
    rows = [customer("b", name="b")]
    assert "in the main thread of a process only" in str(in_thread(lambda: found(names, [], rows)))
    assert in_thread(lambda: found(others, [], rows)) == []
    assert len(evaluate.evaluate([], rows, names, TODAY)) == 1


@pytest.mark.parametrize("pattern", ["*a" * 50 + "*b", "*?a" * 50 + "*b", "*[ab]" * 50 + "c", "?*" * 50 + "b"])
def test_shell_patterns_do_not_grow(pattern: str) -> None:
    """fnmatch gives back nothing that a star took: this would else outlast everybody."""
    began = time.process_time()
    assert not name_patterns.fits(pattern, "a" * 10_000)
    assert time.process_time() - began < 5
