# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as an Excel workbook: what needs somebody first, then numbers, rules, and every finding below its rule. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document, notes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import reason
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.sheets import (
    PLATFORM,
    Chart,
    Column,
    Sheet,
    attention_sheet,
    filled,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.workbook import render_workbook
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import attention

_TITLE = "License compliance"
_SEVERITY, _IDENTITY = Column("Severity", rule="severity"), Column("Identity")


def render_xlsx(document: Document) -> bytes:
    """Return the workbook, the same for the same document. Raises `MissingLibraryError` without XlsxWriter."""
    below = f"{_TITLE}, {document['policy'][:100]}, {document['generated_at']}"
    return render_workbook(sheets(document), _TITLE, document["generated_at"], below=below)


def sheets(document: Document) -> list[Sheet]:
    """Return the sheets, in their order. Those of findings are left out where there is none; the others are always there."""
    today = dt.date.fromisoformat(document["generated_at"][:10])
    places = {rule["id"]: place for place, rule in enumerate(document["rules"])}
    # sorted below their rules, the worst rule first; each rule's findings stay in their order
    findings = sorted(document["findings"], key=lambda finding: places.get(finding["rule"], len(places)))
    found = [
        _findings("Findings", [finding for finding in findings if not finding["waiver"]]),
        _findings("Waived", [finding for finding in findings if finding["waiver"]]),
        _unjudged(document["unjudged"]),
        _gone("Fixed", document["fixed"]),
        _gone("Not judged again", document["carried"]),
        _unused(document["unused_waivers"]),
    ]
    return [
        attention_sheet(attention.rules(document["findings"], today)),  # type: ignore[arg-type]
        _summary(document),
        _numbers(document),
        _rules(document["rules"]),
        *(filled(sheet.on(document["platforms"])) for sheet in found if sheet.rows),
    ]


def _summary(document: Document) -> Sheet:
    baseline, population = document["baseline"] or {}, document["population"]
    rows: list[list[Any]] = [
        ["Verdict", document["verdict"], document["message"]],
        ["Open findings", document["total"], "without hints and without what is waived"],
        ["Hints", document["counts"]["info"], "of severity info, counted apart"],
        ["Waived", document["waived"], "accepted until a day, not counted"],
        *([name.capitalize(), count, "since the last run"] for name, count in baseline.items()),
        ["Not judged", sum(rule["unjudged"] for rule in document["rules"]), "pairs of rule and object"],
        *([name.capitalize(), count, "judged"] for name, count in population.items()),
        ["Policy", document["policy"], _fails(document["fail_on"])],
        ["Source", document["source"], ""],
        ["Platforms", ", ".join(document["platforms"]), ""],
        ["Generated at", document["generated_at"], "all times of this workbook are UTC"],
        *(["Warning", text, ""] for text in document["warnings"]),
        *(["Note", text, ""] for text in notes(document)),
        *(
            [f"Instance: {name.replace('_', ' ')}", value, ""]
            for name, value in (document["pool"] or {}).items()
            if not isinstance(value, (list, dict))
        ),
    ]
    return Sheet("Summary", [Column("Figure"), Column("Value", "any", "verdict"), Column("Note")], rows)


def _fails(severity: str) -> str:
    return (
        "no finding fails the job" if severity == "never" else f"findings of severity {severity} or above fail the job"
    )


def _numbers(document: Document) -> Sheet:
    """Return findings by severity."""
    waived = [finding["severity"] for finding in document["findings"] if finding["waiver"]]
    rows = [[severity, count, waived.count(severity)] for severity, count in document["counts"].items()]
    columns = [_SEVERITY, Column("Open", "number", is_summed=True), Column("Waived", "number", is_summed=True)]
    return Sheet("Numbers", columns, rows, Chart("Findings by severity", {"Open": "bad", "Waived": "none"}))


def _rules(rules: Sequence[Mapping[str, Any]]) -> Sheet:
    rows = [
        [
            rule["title"],
            rule["severity"],
            None if rule["not_judged"] else rule["open"],
            rule["waived"],
            rule["unjudged"],
            rule["not_judged"],
            *(rule[name] for name in ("remediation", "source", "id")),
        ]
        for rule in rules
    ]
    columns = [
        Column("Rule"),
        _SEVERITY,
        Column("Open", "number", is_summed=True),
        Column("Waived", "number", is_summed=True),
        Column("Not judged", "number", is_summed=True),
        Column("Why not judged"),
        Column("What to do"),
        Column("Source"),
        Column("Name for programs"),
    ]
    return Sheet("Rules", columns, rows)


def _findings(name: str, findings: Iterable[Mapping[str, Any]]) -> Sheet:
    rows = []
    for finding in findings:
        waiver = finding["waiver"] or {}
        rows.append(
            [
                *(
                    finding[key]
                    for key in ("title", "severity", "name", "platform", "message", "change", "license_type")
                ),
                *(waiver.get(key) for key in ("owner", "until", "reason")),
                *(finding[key] for key in ("remediation", "source", "subject", "rule", "id")),
            ]
        )
    columns = [
        Column("Rule"),
        _SEVERITY,
        Column("Who"),
        PLATFORM,
        Column("What"),
        Column("State"),
        Column("License type"),
        Column("Waived by"),
        Column("Waived until", "date"),
        Column("Reason"),
        Column("What to do"),
        Column("Source"),
        _IDENTITY,
        Column("Name of the rule"),
        Column("Id"),
    ]
    return Sheet(name, columns, rows)


def _unjudged(entries: Sequence[Mapping[str, Any]]) -> Sheet:
    rows = [
        [
            *(entry[key] for key in ("title", "severity")),
            *(item[key] for key in ("name", "platform")),
            reason(entry),
            *(item[key] for key in ("status", "subject")),
        ]
        for entry in entries
        for item in entry["subjects"]
    ]
    columns = [Column("Rule"), _SEVERITY, Column("Who"), PLATFORM, Column("Why"), Column("State"), _IDENTITY]
    return Sheet("Not judged", columns, rows)


def _gone(name: str, findings: Iterable[Mapping[str, Any]]) -> Sheet:
    """Return findings of the last run: those that are gone, or that nobody could judge this time."""
    keys = ("title", "severity", "name", "platform", "subject", "rule")
    columns = [Column("Rule"), _SEVERITY, Column("Who"), PLATFORM, _IDENTITY, Column("Name of the rule")]
    return Sheet(name, columns, [[finding[key] for key in keys] for finding in findings])


def _unused(waivers: Iterable[Mapping[str, Any]]) -> Sheet:
    """Return the waivers that accept nothing."""
    rows = [
        [
            item["rule"],
            ", ".join(f"{key} {text}" for key, text in item["scope"].items()),
            item["owner"],
            item["until"],
            item["reason"],
        ]
        for item in waivers
    ]
    columns = [Column("Name of the rule"), Column("For"), Column("Waived by"), Column("Waived until", "date")]
    return Sheet("Waivers without a finding", [*columns, Column("Reason")], rows)
