# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as a short table for a terminal, and as the small summary that is published. Pure Python."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    LEAST,
    SCHEMA,
    Document,
    notes,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import (
    objects,
    reason,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import pushgateway
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, untemplatable
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.evaluate import RANK
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import SEVERITIES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import pool_lines

# lines of the table, and bytes of the summary: each later job of a workflow carries a copy of the summary
MOST_LINES = 20
MOST_BYTES = 3900
MOST_FINDINGS = 10
_LONGEST = {"platform": 60, "subject": 60, "name": 60, "message": 100}
_LONGEST_MESSAGE = 300


# what became of metrics for a gateway, where there is none
OUTCOME: Mapping[str, Any] = pushgateway.outcome()


def render_table(document: Document) -> list[str]:
    """Return the lines of the table, at most about 40, whatever the number of findings."""
    counts = document["counts"]
    population = document["population"]
    numbers = ", ".join(f"{count} {severity}" for severity, count in counts.items() if severity != "info")
    unjudged = [rule["id"] for rule in document["rules"] if rule["not_judged"]]
    entries = [entry for entry in document["unjudged"] if entry["count"]]
    lines = [
        f"Compliance with policy {one_line(document['policy'], 60)}, {document['generated_at']}: {document['verdict']}",
        f"{counted(population['services'], 'service')} and {counted(population['customers'], 'customer')} judged by "
        f"{counted(len(document['rules']), 'rule')}"
        + (f", {len(unjudged)} of which had nothing to judge" if unjudged else ""),
        f"{counted(document['total'], 'open finding')} ({numbers}), {counted(counts['info'], 'hint')} (info), "
        f"{document['waived']} waived",
    ]
    if document["baseline"] is not None:
        words = "{new} new, {persisting} persisting, {fixed} fixed".format(**document["baseline"])
        again = f", {document['baseline']['carried']} not judged again" if document["baseline"]["carried"] else ""
        lines.append(f"Since the baseline: {words}{again}")
    lines += [one_line(document["stale"], 200)] if document["stale"] else []
    lines += [f"{label}: {text}" for label, text in pool_lines(document["pool"])] if document["pool"] else []
    if entries:
        pairs = counted(sum(entry["count"] for entry in entries), "pair")
        lines.append(f"{pairs} of rule and object could not be judged:")
        lines += [
            one_line(f"  {entry['rule']} ({entry['severity']}): {objects(entry)}, {reason(entry)}", 200)
            for entry in entries[:MOST_LINES]
        ]
        lines += [f"  ... and {len(entries) - MOST_LINES} more"] if len(entries) > MOST_LINES else []
    lines += [one_line(note, 200) for note in notes(document)]
    # the list is cut, so the most urgent rules come first
    rules = sorted(
        (rule for rule in document["rules"] if rule["open"] or rule["waived"]),
        key=lambda rule: (not rule["open"], -RANK[rule["severity"]], -rule["open"], rule["id"]),
    )
    if rules:
        width = max(len(rule["id"]) for rule in rules)
        lines += ["", f"{'Severity':<8}  {'Rule':<{width}}  {'Open':>6}  {'Waived':>6}  Title"]
        lines += [
            f"{rule['severity']:<8}  {rule['id']:<{width}}  {rule['open']:>6}  {rule['waived']:>6}  "
            f"{one_line(rule['title'], 60)}"
            for rule in rules[:MOST_LINES]
        ]
        lines += [f"... and {counted(len(rules) - MOST_LINES, 'more rule')}"] if len(rules) > MOST_LINES else []
    lines += _most_severe(document)
    return lines


def summarize(
    document: Document, files: Mapping[str, str], written: bool, pushed: Mapping[str, Any] = OUTCOME
) -> dict[str, Any]:
    """Return what a later job may need: the verdict, counts, and as many of the most severe findings as fit.

    The whole is smaller than `MOST_BYTES` as JSON. No text in it can open a template.
    """
    baseline: Mapping[str, int | None] = document["baseline"] or dict.fromkeys(
        ("new", "persisting", "fixed", "carried")
    )
    summary: dict[str, Any] = {
        "schema": SCHEMA,
        "verdict": document["verdict"],
        "message": one_line(document["message"], _LONGEST_MESSAGE),
        "generated_at": document["generated_at"],
        "policy": one_line(document["policy"], _LONGEST["name"]),
        "population": document["population"],
        "total": document["total"],
        "counts": document["counts"],
        "waived": document["waived"],
        **baseline,
        "not_judged": sum(rule["not_judged"] is not None for rule in document["rules"]),
        "unjudged": sum(entry["count"] for entry in document["unjudged"]),
        "stale": one_line(document["stale"], _LONGEST_MESSAGE),
        "files": dict(files),
        "written": written,
        "metrics_push": dict(pushed),
        "top": [],
        "truncated": 0,
    }
    summary = untemplatable(summary)
    open_ = _open(document)
    for finding in open_[:MOST_FINDINGS]:
        shown = {key: finding[key] for key in ("id", "severity", "rule", "platform", "subject", "name", "message")}
        summary["top"].append(
            untemplatable(shown | {key: one_line(shown[key], most) for key, most in _LONGEST.items()})
        )
        if len(json.dumps(summary)) > MOST_BYTES:
            summary["top"].pop()
            break
    summary["truncated"] = len(open_) - len(summary["top"])
    return summary


def failure(message: str) -> dict[str, Any]:
    """Return the summary of a run that could not judge anything; it has the same keys as others."""
    return {
        "schema": SCHEMA,
        "verdict": "failed",
        "message": untemplatable(one_line(message, _LONGEST_MESSAGE)),
        "generated_at": None,
        "policy": None,
        "population": {"services": 0, "customers": 0},
        "total": 0,
        "counts": dict.fromkeys(reversed(SEVERITIES), 0),
        "waived": 0,
        "new": None,
        "persisting": None,
        "fixed": None,
        "carried": None,
        "not_judged": 0,
        "unjudged": 0,
        "stale": "",
        "files": {},
        "written": False,
        "metrics_push": dict(OUTCOME),
        "top": [],
        "truncated": 0,
    }


def _open(document: Document) -> list[dict[str, Any]]:
    """Return the open findings without hints, as `total` counts them."""
    return [item for item in document["findings"] if item["status"] == "open" and RANK[item["severity"]] >= RANK[LEAST]]


def _of_platform(finding: Mapping[str, Any]) -> str:
    return f" on {one_line(finding['platform'], 40)}" if finding["platform"] else ""


def _most_severe(document: Document) -> list[str]:
    open_ = _open(document)
    if not open_:
        return []
    many = len(document["platforms"]) > 1
    lines = [
        f"{finding['severity']:<8}  {one_line(finding['name'], 40)}{_of_platform(finding) if many else ''}: {one_line(finding['message'], 100)}"
        for finding in open_[:MOST_LINES]
    ]
    more = len(open_) - len(lines)
    return ["", *lines, *([f"... and {counted(more, 'more finding')}"] if more else [])]
