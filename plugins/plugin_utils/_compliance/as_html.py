# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as one HTML page in the look of the license report, with nothing from the network. Pure.

The page begins with what needs somebody, by rule; findings stand below their rule, which says once what to do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document, notes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.page import PAGE
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import reason
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    NOTHING,
    Cell,
    Column,
    Group,
    Paper,
    Table,
    count_column,
    count_text,
    number_cell,
    short,
    text_cell,
    word_cell,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.decisions import (
    MOST_OPENED,
    SEVERITY_TONES,
    Change,
    Needs,
    Since,
    need,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.frame import render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.sections import Figure, filled, section
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import attention
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.stakes import stake_text

# rows of a table: a browser stays quick with so many, CSV and JSON have all of them
MOST_ROWS = 10_000

_VERDICTS = {"ok": "good", "warning": "warn", "failed": "bad"}
_SOURCES = {"inventory": "the inventory", "api": "the platform itself"}
# severities whose findings make even a verdict of `warning` bad news
_GRAVE = ("critical", "high")
_INFO = "info"


def render_html(document: Document) -> str:
    """Return the whole page."""
    many = len(document["platforms"]) > 1
    groups = _groups(document)
    sections = filled(
        [
            section("what", "What was found", details=[_findings(document["findings"], groups, many)]),
            section("changed", "What changed", details=_changed(document, many)),
            section(
                "open-questions",
                "What could not be judged",
                details=[_unjudged(document["unjudged"], many)] if document["unjudged"] else [],
            ),
            section("judged-by", "What was judged", details=[_rules(document["rules"])]),
        ]
    )
    return render(
        PAGE,
        "License compliance",
        document["platforms"],
        document["generated_at"],
        [shown for item in sections for shown in item.tables()],
        population=document["population"],
        policy=short(document["policy"]),
        source=_SOURCES[document["source"]],
        warnings=[*document["warnings"], *notes(document)],
        figures=_figures(document),
        needs=_needs(document, groups),
        since=_since(document),
        sections=sections,
    )


def _figures(document: Document) -> list[Figure]:
    counts, baseline = document["counts"], document["baseline"]
    verdict, grave = document["verdict"], any(counts[severity] for severity in _GRAVE)
    tone = "bad" if verdict == "warning" and grave else _VERDICTS[verdict]
    found = document["total"]
    of_severities = ", ".join(
        f"{count_text(count)} {severity}" for severity, count in counts.items() if count and severity != _INFO
    )
    shown = [
        Figure("verdict", "Verdict", verdict, short(document["message"]), tone),
        Figure("total", "Open findings", count_text(found), of_severities, "" if found else "good"),
        Figure(_INFO, "Hints", count_text(counts[_INFO]), "of severity info, counted apart"),
        Figure("waived", "Waived", count_text(document["waived"]), "accepted until a day, not counted"),
    ]
    if baseline is not None:
        since = "since the last run"
        shown.append(Figure("new", "New", count_text(baseline["new"]), since, "warn" if baseline["new"] else "good"))
        shown.append(Figure("fixed", "Fixed", count_text(baseline["fixed"]), since))
    return shown


def _needs(document: Document, groups: Mapping[str, Group]) -> Needs:
    """Return what needs somebody: each rule with open findings, leading to them."""
    today = dt.date.fromisoformat(document["generated_at"][:10])
    lines = []
    for place, entry in enumerate(attention.rules(document["findings"], today)):  # type: ignore[arg-type]
        group = groups.get(entry["rule"])
        target = group.id if group else "findings"
        lines.append(
            need(
                place,
                entry,
                stake_text(entry["stake"]),
                target=target,
                table="findings" if group else "",
                filter="Rule",
                value=target,
            )
        )
    return Needs(tuple(document["counts"].items()), lines, sum(rule["unjudged"] for rule in document["rules"]))


def _since(document: Document) -> Since | None:
    """Return what changed since the baseline; null without one."""
    baseline = document["baseline"]
    if baseline is None:
        return None
    new = [item for item in document["findings"] if item["change"] == "new"]
    kinds = (
        ("new", new, baseline["new"]),
        ("fixed", document["fixed"], baseline["fixed"]),
        ("not judged again", document["carried"], baseline["carried"]),
    )
    return Since(
        "",
        [
            Change(words, count, tuple(f"{item['name']}: {item['title']}" for item in items[:MOST_OPENED]))
            for words, items, count in kinds
            if count
        ],
    )


def _groups(document: Document) -> dict[str, Group]:
    """Return the findings by rule, the worst rule first; no more of them than a browser likes."""
    of_rules: dict[str, list[Mapping[str, Any]]] = {}
    for finding in document["findings"]:
        of_rules.setdefault(finding["rule"], []).append(finding)
    groups: dict[str, Group] = {}
    left = MOST_ROWS
    for place, rule in enumerate(rule for rule in document["rules"] if rule["id"] in of_rules):
        found = of_rules[rule["id"]][:left]
        left -= len(found)
        if found:
            groups[rule["id"]] = Group(
                f"rule-{place}",
                rule["severity"],
                SEVERITY_TONES.get(rule["severity"], "none"),
                short(rule["title"]),
                (rule["remediation"], f"Source: {rule['source']}" if rule["source"] else ""),
                found,
            )
    return groups


def _findings(findings: Sequence[Mapping[str, Any]], groups: Mapping[str, Group], many: bool) -> Table:
    shown = [finding for group in groups.values() for finding in group.rows]
    return Table(
        "findings",
        "Findings",
        "Every finding below its rule, the most severe first" + _first_of(findings),
        (
            Column("Who", lambda finding: text_cell(finding["name"])),
            *([_PLATFORM] if many else []),
            Column("What", lambda finding: text_cell(finding["message"])),
            Column("State", lambda finding: word_cell(_state(finding)), "word", choices=True),
            Column("Waiver", lambda finding: _waiver(finding["waiver"])),
            _SUBJECT,
        ),
        shown,
        "No findings.",
        "details",
        groups=tuple(groups.values()),
        paper=_paper(shown, findings, "findings"),
    )


def _state(finding: Mapping[str, Any]) -> str | None:
    """Return the state of a finding: waived, or how it stands to the last run; nothing where all are merely open."""
    return "waived" if finding["waiver"] else finding["change"]


def _waiver(waiver: Mapping[str, Any] | None) -> Cell:
    if not waiver:
        return Cell(NOTHING)
    return text_cell(f"until {waiver['until']}", f"{waiver['owner']}: {waiver['reason']}")


def _unjudged(entries: Sequence[Mapping[str, Any]], many: bool) -> Table:
    rows = [
        {**item, "severity": entry["severity"], "rule": entry["rule"], "why": f"not judged: {reason(entry)}"}
        for entry in entries
        for item in entry["subjects"]
    ]
    return Table(
        "unjudged",
        "Not judged",
        "What rules could not judge, because the platform's answer could not be read or the source leaves fields out"
        + _first_of(rows),
        (
            *_heads(many),
            Column("Why", lambda row: text_cell(row["why"])),
            Column("State", lambda row: word_cell(row["status"]), "word", choices=True),
            _SUBJECT,
        ),
        rows[:MOST_ROWS],
        "Nothing.",
        "details",
        paper=_paper(rows[:MOST_ROWS], rows, "services and customers, each with its rule"),
    )


def _changed(document: Document, many: bool) -> list[Table]:
    """Return the tables of findings that are gone, or that nobody judged again, since the last run."""
    tables = []
    if document["fixed"]:
        about = "Findings of the last run that are gone"
        tables.append(_gone("fixed", "Fixed since the last run", about, document["fixed"], many))
    if document["carried"]:
        about = "Findings of the last run that nobody could judge this time"
        tables.append(_gone("carried", "Not judged again", about, document["carried"], many))
    return tables


def _gone(key: str, title: str, about: str, findings: Sequence[Mapping[str, Any]], many: bool) -> Table:
    return Table(
        key,
        title,
        about + _first_of(findings),
        (*_heads(many), Column("Finding", lambda finding: text_cell(finding["title"])), _SUBJECT),
        findings[:MOST_ROWS],
        "Nothing.",
        "details",
        paper=_paper(findings[:MOST_ROWS], findings, "findings"),
    )


def _heads(many: bool) -> tuple[Column, ...]:
    """Return the columns that every table about objects begins with."""
    return (
        Column("Who", lambda item: text_cell(item["name"])),
        *([_PLATFORM] if many else []),
        _SEVERITY,
        Column("Rule", lambda item: text_cell(item["rule"]), choices=True),
    )


def _severity(item: Mapping[str, Any]) -> Cell:
    return Cell(short(item["severity"]), tone=SEVERITY_TONES.get(item["severity"], "none"))


_SEVERITY = Column("Severity", _severity, "word", choices=True)
_PLATFORM = Column("Platform", lambda item: text_cell(item["platform"]), choices=True)
_SUBJECT = Column("Identity", lambda item: text_cell(item["subject"]), "guid")


def _rules(rules: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        "rules",
        "Rules",
        "Every rule of the policy, the most severe first",
        (
            Column("Rule", lambda rule: text_cell(rule["title"], rule["id"])),
            _SEVERITY,
            Column("Open", lambda rule: Cell(NOTHING) if rule["not_judged"] else number_cell(rule["open"]), "number"),
            count_column("Waived", "waived"),
            Column("Not judged", lambda rule: text_cell(rule["not_judged"] or _partly(rule["unjudged"]))),
            Column("Source", lambda rule: text_cell(rule["source"])),
        ),
        rules,
        "The policy has no rules.",
        "details",
    )


def _partly(count: int) -> str:
    return f"{count_text(count)} of them" if count else ""


def _paper(shown: Sequence[Any], whole: Sequence[Any], words: str) -> Paper:
    """Return what a table says on paper, where nobody can look for what is left out."""
    return Paper(len(shown), len(whole), words, "The others are in CSV and JSON." if len(shown) < len(whole) else "")


def _first_of(items: Sequence[Any]) -> str:
    return f" (the first {MOST_ROWS:,} of {len(items):,}; CSV and JSON have all)" if len(items) > MOST_ROWS else ""
