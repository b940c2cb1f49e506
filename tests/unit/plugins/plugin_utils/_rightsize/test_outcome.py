# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about customers after a run, and which of them an undo file names."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import outcome, summary
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.as_text import render_results
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import build, request_of
from kits.rightsize import TODAY, customer, held, planned, request, row

MANY, FEW, PLUS = held("oc_pro", 100), held("oc_pro", 50), held("oc_essentials_plus", 50)
LATER = "2026-11-22"


def became(*rows: dict[str, Any], before: Any = MANY, after: Any = FEW, **result: Any) -> outcome.Outcome:
    """Return the outcome of one customer c1, and of those of the rows."""
    guids = dict.fromkeys(["c1", *(item["ump_customer_guid"].lower() for item in rows)])
    requests = [request(guid, before, after) for guid in guids]
    return outcome.outcome_of(requests, {"customers": list(rows), **result}, TODAY)


def undone(found: outcome.Outcome) -> list[tuple[str, Any, Any]]:
    """Return action, expected and wanted license of each customer of the undo plan."""
    return [(item["action"], item["expected"], item["wanted"]) for item in outcome.undo_of(found, TODAY)["customers"]]


@pytest.mark.parametrize(
    ("result", "state", "named"),
    [
        # killed, or skipped for a reason that nobody told: everything is possible
        (None, "unknown", True),
        ({"failed": True, "msg": "MODULE FAILURE"}, "unknown", True),
        ({"msg": "refused", "failure": {"error": "OptionError"}}, "not_tried", False),
        ({"customers": [], "msg": "x"}, "unknown", True),
        ({"customers": [{"ump_customer_guid": "c1", "state": "odd"}]}, "unknown", False),
    ],
)
def test_a_customer_that_the_module_does_not_name(result: Any, state: str, named: bool) -> None:
    found = outcome.outcome_of([request("c1", MANY, FEW)], result, TODAY)
    assert found["customers"][0]["state"] == state
    assert bool(found["message"])
    assert bool(undone(found)) == named


@pytest.mark.parametrize(
    ("row_", "expected"),
    [
        (row("c1", "changed", MANY, FEW), FEW),
        (row("C1", "changed", MANY, FEW), FEW),
        # half of it happened
        (row("c1", "failed", MANY, PLUS, changed=True), PLUS),
        (row("c1", "failed", MANY, PLUS), PLUS),
        # the answer was lost, and so was that of the read
        (row("c1", "failed", MANY, None, changed=True), FEW),
        (row("c1", "failed", MANY, None), FEW),
        # its task may yet come to its end
        (row("c1", "failed", MANY, MANY, task="tsk_1"), FEW),
        (row("c1", "started", MANY, None, task="tsk_1"), FEW),
    ],
)
def test_what_was_or_may_be_changed_is_undone(row_: dict[str, Any], expected: Any) -> None:
    assert undone(became(row_)) == [("change", expected, MANY)]


@pytest.mark.parametrize(
    "row_",
    [
        row("c1", "unchanged", FEW, FEW),
        row("c1", "would_change", MANY, FEW),
        row("c1", "not_tried", MANY, None, changed=False),
        row("c1", "failed", MANY, MANY, error="somebody else changed it"),
        row("c1", "failed", None, None, error="not found"),
    ],
)
def test_what_was_not_changed_is_not_undone(row_: dict[str, Any]) -> None:
    assert undone(became(row_)) == []


def test_a_way_back_that_is_not_documented_is_not_possible() -> None:
    essentials = held("oc_essentials", None)
    found = became(row("c1", "changed", essentials, PLUS), before=essentials, after=PLUS)
    (entry,) = outcome.undo_of(found, TODAY)["customers"]
    assert entry["action"] == "not_possible"
    assert entry["reason"] == "OC Essentials Plus cannot become OC Essentials: it can become OC Pro"
    assert entry["possible"] == ["oc_essentials_plus", "oc_pro"]


def test_the_undo_file_of_before_names_everything() -> None:
    undo = outcome.before_apply([request("c1", MANY, FEW), request("c2", FEW, PLUS)], TODAY)
    assert (undo["source"], undo["counts"]["change"]) == ("undo", 2)
    assert [item["expected"] for item in undo["customers"]] == [FEW, PLUS]


def test_an_undo_of_an_undo_is_what_was_wanted_first() -> None:
    first = outcome.undo_of(became(row("c1", "changed", MANY, FEW)), TODAY)
    (asked,) = map(request_of, first["customers"])
    again = outcome.outcome_of([asked], {"customers": [row("c1", "changed", FEW, MANY)]}, TODAY)
    assert undone(again) == [("change", MANY, FEW)]


def test_what_core_adds_to_a_failure_is_not_looked_at() -> None:
    """A registered failure of ansible-core 2.19 holds its error as an object of core's own."""
    rows = [row("c1", "changed", MANY, FEW), row("c2", "failed", MANY, MANY, error="refused")]
    told = {"failed": True, "msg": "1 of 2 customers failed"}
    assert became(*rows, **told, exception=object()) == became(*rows, **told)
    assert became(*rows, **told, exception=object())["message"] == "1 of 2 customers failed"


def test_only_news_are_news() -> None:
    assert not outcome.has_news(became(row("c1", "unchanged", FEW, FEW)))
    assert outcome.has_news(became(row("c1", "unchanged", FEW, FEW), row("c2", "failed", MANY, MANY)))


def test_a_failure_in_the_middle_in_words() -> None:
    found = became(
        row("c1", "changed", MANY, FEW),
        row("c2", "failed", MANY, MANY, error="HTTP 500: {{ 1 }}\n" + "x" * 5000),
        row("c3", "not_tried", MANY, None),
        msg="1 of 3 customers failed, beginning with {{ 40 + 2 }}",
    )
    plan = summary.of_plan(
        build(planned(customer("c1")), TODAY, "api"),
        {"json": "/x"},
        apply=True,
        max_changes=1,
        minimum=1,
        written=True,
    )
    told = summary.of_outcome(plan, found, {"result": "/y"}, dry_run=False)
    assert told["verdict"] == "failed"
    assert told["message"] == "3 changes: 1 failed, 1 not tried: 1 of 3 customers failed, beginning with { { 40 + 2 }}"
    assert told["files"] == {"json": "/x", "result": "/y"}
    assert {state: count for state, count in told["results"].items() if count} == {
        "changed": 1,
        "failed": 1,
        "not_tried": 1,
    }
    assert list(told) == list(summary.failure("x")) == list(plan)
    lines = render_results(found)
    assert lines[0] == f"License changes of {LATER}: 1 changed, 1 failed, 1 not tried"
    assert [line.split()[:2] for line in lines[3:]] == [["changed", "name-c1"], ["failed", "name-c2"], ["not", "tried"]]
    assert max(map(len, lines)) < 260


def test_check_mode_has_applied_nothing() -> None:
    found = became(row("c1", "would_change", MANY, FEW))
    told = summary.of_outcome(summary.failure(""), found, {}, dry_run=True)
    assert (told["applied"], told["written"], told["results"]["would_change"]) == (False, False, 1)
