# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions against names that customers chose: no name makes an inventory endless, and no honest one is refused."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import processor_time
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import time_limit
from kits.inventory import FakePlatform, service_row

Load = Callable[..., Any]
Failure = Callable[..., str]

# takes twice as long with every letter: with this name, longer than anybody lives
NAIVE = "lp_name | regex_search('(a+)+$')"
NAME = "a" * 60 + "!"


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds are what the tests need, not what people do."""
    monkeypatch.setattr(time_limit, "MOST_SECONDS", 0.2)
    for module in (processor_time, time_limit):
        monkeypatch.setattr(module, "TICK", 0.05)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"filters": [{"include": "lp_id == 0"}, {"exclude": f"({NAIVE}) == 'a'"}]}, "filters: entry 2: (lp_name | "),
        ({"hostnames": ["''", NAIVE]}, "hostnames: entry 2: lp_name | regex_search('(a+)+$') took"),
        ({"hostnames": ["{{ " + NAIVE + " }}"]}, "hostnames: entry 1: {{ lp_name | "),
        ({"compose": {"good": "lp_name", "short": NAIVE}}, "compose: short: lp_name | regex_search('(a+)+$') took"),
        ({"compose": {"new": "lp_name | regex_replace('(a+)+$', 'b')"}}, "compose: new: lp_name | regex_replace"),
        ({"compose": {"all": "lp_name | regex_findall('(a+)+$')"}}, "compose: all: lp_name | regex_findall"),
        ({"groups": {"such": "lp_name is match('(a+)+$')"}}, "groups: such: lp_name is match('(a+)+$') took"),
        ({"groups": {"such": "lp_name is search('(a+)+$')"}}, "groups: such: lp_name is search"),
        ({"groups": {"such": "lp_name is regex('(a+)+$')"}}, "groups: such: lp_name is regex"),
        ({"groups": {"such": "[lp_name] | select('match', '(a+)+$') | list"}}, "groups: such: [lp_name] | select"),
        ({"keyed_groups": [{"key": "lp_kind"}, {"key": NAIVE}]}, "keyed_groups: entry 2: {'key': "),
        (
            {"keyed_groups": [{"key": "lp_kind", "parent_group": "{{ " + NAIVE + " }}"}]},
            "keyed_groups: entry 1: {'key': ",
        ),
    ],
)
def test_a_naive_expression_is_an_error_that_names_it(
    soon: None, failure: Failure, platform: FakePlatform, options: dict[str, Any], says: str, strict: bool
) -> None:
    """Also without strict, and at once: the customer could have as many such names."""
    platform.holds([service_row(0, name="acme"), *(service_row(number, name=NAME) for number in range(1, 40))])
    began = time.process_time()
    text = failure(options | {"strict": strict})
    assert time.process_time() - began < 10
    assert text.startswith(f"audiocodes.live_platform: {says}"), text
    assert "took more than 0.2 s of processor time on service:1" in text
    assert "do not nest repetitions" in text
    assert "aaa" not in text


def test_names_that_are_slow_together(
    failure: Failure, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No single one takes long."""
    monkeypatch.setattr(time_limit, "MOST_MATCHING", 0.5)
    platform.holds([service_row(number, name=f"{number} " + "a" * 19 + "!") for number in range(2000)])
    began = time.process_time()
    text = failure({"compose": {"short": NAIVE, "id": "lp_id"}})
    assert time.process_time() - began < 10
    assert text.startswith(
        "audiocodes.live_platform: compose: short: this and other regular expressions took more than 0.5 s of processor "
        "time on all hosts together"
    )


def test_what_matches_nothing_has_no_limit_together(
    load: Load, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Core needs minutes for many hosts, and an expression may hash passwords."""
    monkeypatch.setattr(time_limit, "MOST_MATCHING", 0.25)
    platform.holds([service_row(number, name=f"n{number}") for number in range(12)])
    began = time.process_time()
    result = load({"compose": {"busy": "range(lp_id, 5000000) | sum"}})
    assert time.process_time() - began > 0.5
    assert len([name for name in result.names if result.vars(name)["busy"]]) == 12


def test_timer_and_handler_are_as_before(soon: None, load: Load, failure: Failure, platform: FakePlatform) -> None:
    """Somebody else may use them."""
    mine = signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_VIRTUAL, 500, 7)
    try:
        platform.holds([service_row(1, name="acme")])
        options = {"compose": {"short": NAIVE}, "hostnames": ["lp_name"], "filters": [{"include": True}]}
        assert load(options).names == ["acme"]
        assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_IGN
        platform.holds([service_row(1, name=NAME)])
        failure(options)
        assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_IGN
        left, interval = signal.getitimer(signal.ITIMER_VIRTUAL)
        assert left == pytest.approx(500, abs=60)
        assert interval == 7
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, mine)


@pytest.mark.parametrize(("options", "warned"), [({"compose": {"short": "lp_name | regex_search('c')"}}, 1), ({}, 0)])
def test_expressions_work_in_another_thread_with_a_warning(
    load: Load, platform: FakePlatform, options: dict[str, Any], warned: int
) -> None:
    """No time can be bounded there. Unlike a policy, most expressions match nothing, and worked there before."""
    platform.holds([service_row(1, name="acme")])
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(load(options)))
    thread.start()
    thread.join()
    assert results[0].names == ["acme"]
    assert [line for line in results[0].warnings if "no time limit" in line] == [
        "audiocodes.live_platform: there is no time limit for expressions here: it needs the main thread of a process"
    ] * warned
