# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as one HTML page in the look of the license report, with nothing from the network. Pure. Private.

Frame, tables, script and style are those of the license report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document, notes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.page import PAGE, STYLE
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import reason
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    NOTHING,
    Cell,
    Column,
    Table,
    count_column,
    count_text,
    number_cell,
    short,
    text_cell,
    word_cell,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.frame import render

# rows of a table: a browser stays quick with so many, CSV and JSON have all of them
MOST_ROWS = 10_000

# severity, and verdict -> tone, which is a colour of the style sheet
TONES = {"critical": "bad", "high": "bad", "medium": "warn", "low": "service", "info": "none"}
_VERDICTS = {"ok": "good", "warning": "warn", "failed": "bad"}
_SOURCES = {"inventory": "the inventory", "api": "the platform itself"}


def render_html(document: Document) -> str:
    """Return the whole page."""
    many = len(document["platforms"]) > 1
    tables = [_findings(document["findings"], many), _rules(document["rules"])]
    if document["unjudged"]:
        tables.insert(1, _unjudged(document["unjudged"], many))
    if document["carried"]:
        about = "Findings of the last run that nobody could judge this time"
        tables.insert(1, _gone("carried", "Not judged again", about, document["carried"], many))
    if document["fixed"]:
        about = "Findings of the last run that are gone"
        tables.insert(1, _gone("fixed", "Fixed since the last run", about, document["fixed"], many))
    return render(
        PAGE,
        STYLE,
        f"License compliance: {short(document['policy'])}",
        document["generated_at"],
        population=document["population"],
        source=_SOURCES[document["source"]],
        warnings=[*document["warnings"], *notes(document)],
        figures=_figures(document),
        tables=tables,
    )


def _figures(document: Document) -> list[tuple[str, str, str, str, str]]:
    """Return the key figures: key, label, value, note, tone."""
    counts, baseline = document["counts"], document["baseline"]
    shown = [
        ("verdict", "Verdict", document["verdict"], short(document["message"]), _VERDICTS[document["verdict"]]),
        ("total", "Open findings", count_text(document["total"]), "of all severities", ""),
        *(
            (name, name.capitalize(), count_text(count), "open findings", TONES[name] if count else "good")
            for name, count in counts.items()
        ),
        ("waived", "Waived", count_text(document["waived"]), "accepted until a day, not counted", ""),
    ]
    if baseline is not None:
        since = "since the last run"
        shown.append(("new", "New", count_text(baseline["new"]), since, "warn" if baseline["new"] else "good"))
        shown.append(("fixed", "Fixed", count_text(baseline["fixed"]), since, ""))
    return shown


def _findings(findings: Sequence[Mapping[str, Any]], many: bool) -> Table:
    return Table(
        "findings",
        "Findings",
        "Every finding, the most severe first" + _first_of(findings),
        (
            *_heads(many),
            Column("Finding", lambda finding: text_cell(finding["title"], finding["message"])),
            Column("What to do", lambda finding: text_cell(finding["remediation"])),
            Column(
                "State",
                lambda finding: word_cell("waived" if finding["waiver"] else finding["change"] or "open"),
                "word",
                choices=True,
            ),
            Column("Waiver", lambda finding: _waiver(finding["waiver"])),
        ),
        findings[:MOST_ROWS],
        "No findings.",
        "details",
    )


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
        ),
        rows[:MOST_ROWS],
        "Nothing.",
        "details",
    )


def _gone(key: str, title: str, about: str, findings: Sequence[Mapping[str, Any]], many: bool) -> Table:
    return Table(
        key,
        title,
        about + _first_of(findings),
        (*_heads(many), Column("Finding", lambda finding: text_cell(finding["title"]))),
        findings[:MOST_ROWS],
        "Nothing.",
        "details",
    )


def _heads(many: bool) -> tuple[Column, ...]:
    """Return the columns that every table about objects begins with."""
    return (
        Column("Object", lambda item: text_cell(item["name"], _place(item, many))),
        _SEVERITY,
        Column("Rule", lambda item: text_cell(item["rule"]), choices=True),
    )


def _place(finding: Mapping[str, Any], many: bool) -> str:
    """Return what names the object of a finding, with its platform where there is more than one."""
    return f"{finding['subject']} on {finding['platform']}" if many and finding["platform"] else finding["subject"]


def _severity(item: Mapping[str, Any]) -> Cell:
    return Cell(short(item["severity"]), tone=TONES.get(item["severity"], "none"))


_SEVERITY = Column("Severity", _severity, "word", choices=True)


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


def _first_of(items: Sequence[Any]) -> str:
    return f" (the first {MOST_ROWS:,} of {len(items):,}; CSV and JSON have all)" if len(items) > MOST_ROWS else ""
