# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums over the metrics of findings are the counts of the document, and what was not judged is no zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_prometheus import samples
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document, build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from kits.compliance import TODAY, found, generated, loaded, rule, service, waiver
from kits.metrics import Series, read, values
from kits.report_data import NOW

# no license type is "pro", which the rule of the tests finds
FINE = {"platform": "lab", "license_type": "essential"}
BROKEN = {"platform": "lab", "license_type": "pro"}


def series(told: Document) -> Series:
    return read(render(samples(told, "compliance", {"lab": NOW})))


def judged(services: Sequence[dict[str, Any]], *rules: Any, waivers: Sequence[Any] = ()) -> Document:
    ready = loaded(*(rules or [rule()]), waivers=waivers)
    population = Population(list(services), [], {}, [])
    return build(found(ready, services), ready, population, None, NOW, "api", "high", 0)


def test_sums_are_the_counts_of_the_document() -> None:
    told = generated(300)
    metrics = series(told)
    for severity, count in told["counts"].items():
        assert sum(values(metrics, "findings", status="open", severity=severity)) == count
    assert sum(values(metrics, "findings", status="waived")) == told["waived"]
    for one in told["rules"]:
        assert sum(values(metrics, "findings", status="open", rule=one["id"])) == one["open"]
    assert told["total"] > 100
    by_platform = Counter(finding["platform"] for finding in told["findings"])
    for platform, count in by_platform.items():
        there = [values(metrics, "findings", status=status, platform=platform) for status in ("open", "waived")]
        assert sum(map(sum, there)) == count


def test_a_rule_that_finds_nothing_is_zero() -> None:
    metrics = series(judged([service(1, **FINE)]))
    labels = {"platform": "lab", "report": "compliance", "severity": "high", "rule": "r1"}
    assert values(metrics, "findings", status="open", **labels) == [0]
    assert values(metrics, "findings", status="waived", **labels) == [0]
    assert values(metrics, "findings", status="unjudged") == []
    assert values(metrics, "read_timestamp_seconds", platform="lab") == [NOW.timestamp()]


def test_a_rule_that_had_nothing_to_judge_is_nothing() -> None:
    metrics = series(judged([service(1, **FINE)], rule(kind="customer")))
    assert values(metrics, "findings") == []


def test_what_could_not_be_judged_is_said_and_is_no_zero() -> None:
    there = [service(1, platform="lab", unread=["license_type"], license_type=None), service(2, **FINE)]
    metrics = series(judged([*there, service(3, **{**FINE, "platform": "other"})]))
    assert values(metrics, "findings", platform="lab", status="unjudged") == [1]
    assert values(metrics, "findings", platform="lab", status="open") == []
    assert values(metrics, "findings", platform="other", status="open") == [0]
    assert values(metrics, "findings", platform="other", status="unjudged") == []


def test_a_waiver_takes_a_finding_out_of_the_open_ones() -> None:
    told = judged([service(1, **BROKEN), service(2, **BROKEN)], waivers=[waiver()])
    metrics = series(told)
    assert values(metrics, "findings", status="open", rule="r1") == [1]
    assert values(metrics, "findings", status="waived", rule="r1") == [1]


def test_a_waiver_that_is_over_is_a_finding_of_its_own() -> None:
    told = judged([service(1, **BROKEN)], waivers=[waiver(until="2026-01-01")])
    metrics = series(told)
    assert sum(values(metrics, "findings", status="open")) == len(told["findings"]) == 2


def test_the_day_of_the_tests_is_that_of_the_policy() -> None:
    assert NOW.date() == TODAY
