# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as the one document that every format shows. Pure: no clock, no files, no Ansible. Private."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils import compliance
from ansible_collections.audiocodes.live_platform.plugins.module_utils.policy import EXPIRED_WAIVER, Policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.compliance.population import Population
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.values import plain, shown_instant, some

SCHEMA = 1

# what a baseline keeps of a finding
BASELINE_KEYS = ("id", "rule", "title", "severity", "status", "platform", "subject", "name")

# fields that nobody reads without being asked to: that they lack is no defect of the inventory source
_OPTIONAL = frozenset(
    (
        *compliance.ON_DEMAND,
        *("client_secret_expires", "ms_default_domain", "application_client_id"),
    )
)


class Document(TypedDict):
    """The report as data; the JSON file shows it as it is. C(schema) counts up when a key changes or goes."""

    schema: int
    generated_at: str
    source: str
    policy: str
    platforms: list[str]
    population: dict[str, int]
    verdict: str
    message: str
    fail_on: str
    total: int
    counts: dict[str, int]
    waived: int
    baseline: dict[str, int] | None
    warnings: list[str]
    rules: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    fixed: list[dict[str, Any]]
    unused_waivers: list[dict[str, Any]]


def build(
    findings: Sequence[compliance.Finding],
    policy: Policy,
    population: Population,
    baseline: Sequence[Mapping[str, Any]] | None,
    now: dt.datetime,
    source: str,
    fail_on: str,
    minimum: int,
) -> Document:
    """Return the document of these findings.

    C(total) and C(counts) are about open findings, C(waived) stand beside them: C(findings) holds both. C(baseline)
    are the findings of an earlier run, None without one; then no finding is called new or persisting.
    """
    unjudged = compliance.not_judged(population.services, population.customers, policy, population.groups)
    told = plain([*population.warnings, *_lacking(policy, unjudged, population)])
    judged = len(population.services) + len(population.customers)
    verdict, message = _verdict(findings, fail_on, policy, unjudged, judged, minimum, told)
    unused = compliance.unused_waivers(
        findings,
        [*population.services, *population.customers],
        policy,
        [rule.id for rule in policy.rules if rule.id not in unjudged],
        now.date(),
    )
    counts = compliance.counts(findings)
    waived = counts.pop("waived")
    before = None if baseline is None else {str(item["id"]): item for item in baseline}
    changes = None if before is None else compliance.compared(findings, before)
    persisting = frozenset(changes["persisting"] if changes else ())
    return {
        "schema": SCHEMA,
        "generated_at": shown_instant(now),
        "source": source,
        "policy": plain(policy.name),
        "platforms": plain(population.platforms),
        "population": {"services": len(population.services), "customers": len(population.customers)},
        "verdict": verdict,
        "message": message,
        "fail_on": fail_on,
        "total": sum(counts.values()),
        "counts": counts,
        "waived": waived,
        "baseline": None if changes is None else {word: len(ids) for word, ids in changes.items()},
        "warnings": told,
        "rules": plain(_rules(policy, findings, unjudged)),
        "findings": [
            {
                **plain(finding),
                "change": None if changes is None else "persisting" if finding["id"] in persisting else "new",
            }
            for finding in findings
        ],
        "fixed": [plain(dict(before[ident])) for ident in changes["fixed"]] if before and changes else [],
        "unused_waivers": [plain({"rule": item.rule, "scope": item.scope, **item.shown()}) for item in unused],
    }


def baseline_of(document: Document) -> dict[str, Any]:
    """Return what a later run is compared with: a small document of the same shape."""
    findings = [{key: finding[key] for key in BASELINE_KEYS} for finding in document["findings"]]
    return {
        "schema": SCHEMA,
        "generated_at": document["generated_at"],
        "platforms": document["platforms"],
        "findings": findings,
    }


def notes(document: Document) -> list[str]:
    """Return what people should know besides findings and warnings; nothing of it is in the verdict."""
    unused = [
        f"{item['rule']} for {', '.join(f'{key} {text}' for key, text in item['scope'].items())}"
        for item in document["unused_waivers"]
    ]
    if not unused:
        return []
    return [f"{_number(len(unused), 'waiver')} without a finding, to be removed or corrected: {some(unused)}"]


def is_believed(document: Document, minimum: int) -> bool:
    """Tell whether later runs may be compared with this one: enough was there, and something could be judged."""
    judged = sum(document["population"].values())
    rules = [rule for rule in document["rules"] if rule["id"] != EXPIRED_WAIVER]
    return judged >= minimum and (not judged or any(rule["not_judged"] is None for rule in rules))


def _verdict(
    findings: Sequence[compliance.Finding],
    fail_on: str,
    policy: Policy,
    unjudged: Mapping[str, str],
    judged: int,
    minimum: int,
    warnings: Sequence[str],
) -> tuple[str, str]:
    """Return C(ok), C(warning) or C(failed), and a line about it that is empty when all is well."""
    if not policy.rules:
        return "failed", "the policy has no rule that is on: nothing could be judged"
    if judged < minimum:
        return "failed", f"{judged} services and customers found, at least {minimum} expected"
    if judged and len(unjudged) == len(policy.rules):
        return "failed", f"nothing could be judged: {'; '.join(dict.fromkeys([*warnings, *unjudged.values()]))}"
    failing = compliance.failing(findings, fail_on)
    if failing:
        counts = {severity: count for severity, count in compliance.counts(failing).items() if count}
        some = ", ".join(f"{count} {severity}" for severity, count in counts.items())
        return "failed", f"{_number(len(failing), 'open finding')} of severity {fail_on} or above: {some}"
    open_ = len(compliance.failing(findings, "low"))
    told = [*([_number(open_, "open finding")] if open_ else []), *warnings]
    return ("warning", "; ".join(told)) if told else ("ok", "")


def _lacking(policy: Policy, unjudged: Mapping[str, str], population: Population) -> list[str]:
    """Return a warning about fields that every record of a kind lacks, though a source has them unless it chooses."""
    by_kind = {"service": population.services, "customer": population.customers}
    lacking = {
        f"{field} of a {rule.kind}"
        for rule in policy.rules
        if rule.id in unjudged and by_kind[rule.kind] and not _OPTIONAL.intersection(rule.fields)
        for field in compliance.unknown_fields(by_kind[rule.kind], rule)
    }
    if not lacking:
        return []
    return [f"rules could not be applied for want of {', '.join(sorted(lacking))} (does the source choose fields?)"]


def _rules(policy: Policy, findings: Sequence[compliance.Finding], unjudged: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the enabled rules, the most severe first, with the numbers of their findings."""
    numbers = Counter((finding["rule"], finding["status"]) for finding in findings)
    rules = [
        {
            "id": rule.id,
            "title": rule.title,
            "severity": rule.severity,
            "kind": rule.kind,
            "open": numbers[rule.id, "open"],
            "waived": numbers[rule.id, "waived"],
            "not_judged": unjudged.get(rule.id),
            "remediation": rule.remediation,
            "source": rule.source,
        }
        for rule in policy.rules
    ]
    expired = [finding for finding in findings if finding["kind"] == "waiver"]
    if expired:
        texts = {key: expired[0][key] for key in ("title", "severity", "kind", "remediation", "source")}
        rules.append({"id": EXPIRED_WAIVER, **texts, "open": len(expired), "waived": 0, "not_judged": None})
    return sorted(rules, key=lambda rule: (-compliance.RANK[rule["severity"]], rule["id"]))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
