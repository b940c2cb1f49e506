# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as a short list of what needs attention: by rule, the worst first. Pure Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import by_people, plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, stakes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.findings import Finding

# how many names of the worst objects a rule's entry shows
MOST_NAMES = 3


class RuleEntry(TypedDict):
    """A rule with open findings: how many, what is at stake, what to do, and which objects they are about.

    `kind` is the kind of its objects (`service`, `customer`, ..., `waiver`). `names` are the names of the worst objects, `subjects`
    identify all of them, the worst first.
    """

    rule: str
    title: str
    severity: str
    kind: str
    count: int
    stake: stakes.Stake | None
    remediation: str
    names: list[str]
    subjects: list[str]


class Attention(TypedDict):
    """What needs attention under a policy: its name (empty without one), open findings by severity, and rules, worst first.

    `unjudged`: pairs of rule and object that could not be judged because something about the object is unread or left out.
    """

    policy: str
    counts: dict[str, int]
    rules: list[RuleEntry]
    unjudged: int


def nothing() -> Attention:
    """Return an empty result, for when nothing was judged."""
    return {"policy": "", "counts": open_counts([]), "rules": [], "unjudged": 0}


def open_counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Return the number of open findings by severity, most severe first, every severity included."""
    counts = evaluate.counts(findings)
    return {severity: count for severity, count in counts.items() if severity != "waived"}


def rules(findings: Sequence[Finding], today: date, *, many: bool = False) -> list[RuleEntry]:
    """Return an entry for each rule with open findings: by severity, then by what is at stake or the count, then by id.

    `many`: there are several platforms, so subjects name theirs.
    """
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding["status"] == "open":
            found.setdefault(finding["rule"], []).append(finding)
    places = _places(findings)
    entries = [_entry(of_rule, places, today, many) for of_rule in found.values()]
    return sorted(entries, key=lambda entry: (-evaluate.RANK[entry["severity"]], -_weight(entry), entry["rule"]))


def full_subject(platform: str, subject: str, *, many: bool = True) -> str:
    """Return the name of an object in one report: `service:42712`, or `service:42712@cloud` with several platforms."""
    return f"{subject}@{platform}" if many and platform else subject


def _places(findings: Sequence[Finding]) -> dict[tuple[str, str, str], int]:
    """Return the place of each object in the order of names. Most objects break several rules, so names are sorted only once."""
    objects = {(finding["name"], finding["platform"], finding["subject"]) for finding in findings}
    ordered = sorted(objects, key=lambda item: (by_people(item[0]), item))
    return {item: place for place, item in enumerate(ordered)}


def _entry(
    findings: Sequence[Finding], places: Mapping[tuple[str, str, str], int], today: date, many: bool
) -> RuleEntry:
    stake, amounts = stakes.of_rule(findings, today)
    keys = [
        (-amount, places[item["name"], item["platform"], item["subject"]])
        for amount, item in zip(amounts, findings, strict=True)
    ]
    worst = [findings[place] for place in sorted(range(len(keys)), key=keys.__getitem__)]
    first = worst[0]
    return {
        "rule": first["rule"],
        "title": plain(first["title"]),
        "severity": first["severity"],
        "kind": first["kind"],
        "count": len(worst),
        "stake": stake,
        "remediation": plain(first["remediation"]),
        "names": plain([finding["name"] for finding in worst[:MOST_NAMES]]),
        "subjects": list(
            dict.fromkeys(plain(full_subject(item["platform"], item["subject"], many=many)) for item in worst)
        ),
    }


def _weight(entry: RuleEntry) -> float:
    """Return the weight of an entry among those of its severity: what is at stake if that is a number, else the count."""
    stake = entry["stake"]
    return entry["count"] if stake is None or stake["unit"] == stakes.DAYS else max(stake["amount"], entry["count"])
