# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as the one document that all formats show. Pure Python: no clock, no files, no Ansible."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import Earlier
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import unjudged_entries
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.location import DEFAULT
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import (
    counted,
    plain,
    shown_instant,
    some,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.findings import Finding
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.gaps import DEFECTS, NOT_ASKED, Part
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import EXPIRED_WAIVER, Policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import believed, sizes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population

SCHEMA = 1

# the lowest severity that needs action; lower ones (info) are counted separately, as hints
LEAST = "low"

# the keys of a finding that a baseline keeps
BASELINE_KEYS = ("id", "rule", "title", "severity", "status", "platform", "subject", "name")


class Document(TypedDict):
    """The report as data, shown unchanged by the JSON file. `schema` increases when a key changes or is removed."""

    schema: int
    generated_at: str
    source: str
    policy: str
    platforms: list[str]
    population: dict[str, int]
    pool: dict[str, Any] | None
    verdict: str
    message: str
    fail_on: str
    location: str
    total: int
    counts: dict[str, int]
    waived: int
    baseline: dict[str, int] | None
    warnings: list[str]
    remarks: list[str]
    stale: str
    doubts: list[str]
    rules: list[dict[str, Any]]
    unjudged: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    fixed: list[dict[str, Any]]
    carried: list[dict[str, Any]]
    unused_waivers: list[dict[str, Any]]


def full_subject(item: Mapping[str, Any]) -> str:
    """Return the name of a finding's object among those of all platforms."""
    subject = str(item["subject"])
    # an instance is named like its platform
    return f"{subject}@{item['platform']}" if item["platform"] and not subject.startswith("instance:") else subject


def build(
    findings: Sequence[Finding],
    policy: Policy,
    population: Population,
    baseline: Sequence[Mapping[str, Any]] | None,
    now: dt.datetime,
    source: str,
    fail_on: str,
    minimum: int,
    *,
    unjudged: str = "fail",
    least: Mapping[str, int] | None = None,
    parts: Mapping[str, list[Part]] | None = None,
    before: sizes.Sizes | None = None,
    location: str = DEFAULT,
) -> Document:
    """Return the document for these findings.

    `total` and `counts` cover open findings, `waived` is separate; `findings` holds both. `baseline` holds
    the findings of an earlier run; without one it is None, and no finding is called new or persisting. `before` are the
    sizes of the lists up to that run. `unjudged` says how pairs of rule and record that could not be judged affect
    the verdict, `least` how many services and customers are expected. `parts` are those of `compliance.judge`. `location`
    is the file that SARIF results point to.
    """
    services, customers, origin = population.services, population.customers, population.origin
    instances = population.instances
    if parts is None:
        parts = evaluate.parts(services, customers, policy, origin.read, instances)
    judged = evaluate.Judgement(list(findings), dict(parts))
    reasons = evaluate.not_judged(services, customers, policy, population.groups, origin.read, parts, instances)
    pairs = list(evaluate.unjudged(judged, policy, now.date(), population.groups))
    entries = unjudged_entries.rows(pairs)
    stale = believed.stale(origin, now)
    by_hand = source == "inventory" and origin.read is None
    lists = believed.doubts(
        services,
        customers,
        origin,
        by_hand=by_hand,
        least=least,
        earlier=_earlier(baseline, sizes.highest(before or {}, now.timestamp())),
    )
    lost = sizes.lost(sizes.counts(services, customers, origin), before or {}, now.timestamp(), least)
    lacking = plain(unjudged_entries.warnings(entries))
    told = plain([*filter(None, [stale, lost]), *lists.warnings, *population.warnings])
    told += lacking if unjudged != "ignore" else []
    hopeless = _hopeless(policy, reasons, len(services) + len(customers), minimum, lacking)
    strict = unjudged == "fail" and fail_on != "never"
    # if there are too few objects, nothing more needs to be said
    problems = [] if len(services) + len(customers) < minimum else plain(lists.problems)
    problems += [f"nothing is judged by {stale}"] if stale and strict else []
    problems += [lost] if lost and strict else []
    failing = unjudged_entries.failing(entries, fail_on, unjudged, by_hand)
    verdict, message = _verdict(findings, fail_on, problems, failing, told)
    if hopeless:
        verdict, message = "failed", "; ".join([*hopeless, *problems])
    unused = evaluate.unused_waivers(
        findings,
        [*services, *customers, *instances],
        policy,
        [rule.id for rule in policy.rules if rule.id not in reasons],
        now.date(),
        pairs,
    )
    counts = evaluate.counts(findings)
    waived = counts.pop("waived")
    earlier = None if baseline is None else {str(item["id"]): _kept(item) for item in baseline}
    doubts = [*plain(lists.problems), *filter(None, [stale, lost]), *hopeless]
    changes = None
    if earlier is not None:
        changes = evaluate.compared(
            findings, earlier, None if doubts else _unjudged_ids(judged, policy, population, earlier, now)
        )
    persisting = frozenset(changes["persisting"] if changes else ())
    return {
        "schema": SCHEMA,
        "generated_at": shown_instant(now),
        "source": source,
        "policy": plain(policy.name),
        "platforms": plain(population.platforms),
        "population": {"services": len(services), "customers": len(customers)},
        "pool": plain(population.pool),
        "verdict": verdict,
        "message": message,
        "fail_on": fail_on,
        "location": location,
        "total": len(evaluate.failing(findings, LEAST)),
        "counts": counts,
        "waived": waived,
        "baseline": None if changes is None else {word: len(ids) for word, ids in changes.items()},
        "warnings": told,
        "remarks": plain(lists.remarks),
        "stale": stale,
        "doubts": doubts,
        "rules": plain(_rules(policy, findings, reasons, unjudged_entries.numbers(entries))),
        "unjudged": plain(entries),
        "findings": [
            {
                **plain(finding),
                "change": None if changes is None else "persisting" if finding["id"] in persisting else "new",
            }
            for finding in findings
        ],
        "fixed": [plain(earlier[ident]) for ident in changes["fixed"]] if earlier and changes else [],
        "carried": [plain(earlier[ident]) for ident in changes["carried"]] if earlier and changes else [],
        "unused_waivers": [plain({"rule": item.rule, "scope": item.scope, **item.shown()}) for item in unused],
    }


def _unjudged_ids(
    judged: evaluate.Judgement,
    policy: Policy,
    population: Population,
    baseline: Mapping[str, Mapping[str, Any]],
    now: dt.datetime,
) -> set[str]:
    """Return the ids of findings that could not be found: of rules that could not judge, or of kinds that were not read."""
    read = population.origin.read or {}
    ids = {
        ident
        for ident, item in baseline.items()
        if (kind := str(item.get("subject", "")).partition(":")[0]) in judged.parts
        and (
            not judged.parts[kind]
            if kind == "instance"
            else f"{kind}s" not in read.get(str(item.get("platform", "")), (f"{kind}s",))
        )
        and any(rule.id == item.get("rule") for rule in policy.rules)
    }
    if population.groups:
        whys = (*DEFECTS, NOT_ASKED)
        return ids | {pair.finding for pair in evaluate.unjudged(judged, policy, now.date(), population.groups, whys)}
    # without groups, rules about groups judge nothing
    blind = {rule.id for rule in policy.rules if rule.groups is not None}
    pairs = evaluate.unjudged(judged, policy, now.date(), whys=(*DEFECTS, NOT_ASKED))
    return (
        ids
        | {pair.finding for pair in pairs}
        | {ident for ident, item in baseline.items() if item.get("rule") in blind}
    )


def _earlier(baseline: Sequence[Mapping[str, Any]] | None, before: sizes.Counts) -> dict[str, Earlier]:
    """Return platform -> the number of services and customers in earlier runs, or at least of those with findings."""
    counts: dict[str, dict[str, int]] = {platform: dict(kinds) for platform, kinds in before.items()}
    subjects: dict[tuple[str, str], set[str]] = {}
    for item in baseline or ():
        kind, _colon, _ident = str(item.get("subject", "")).partition(":")
        if kind in ("service", "customer"):
            subjects.setdefault((str(item.get("platform", "")), f"{kind}s"), set()).add(str(item["subject"]).lower())
    for (platform, kind), names in subjects.items():
        of_platform = counts.setdefault(platform, {})
        of_platform[kind] = max(of_platform.get(kind, 0), len(names))
    return {platform: Earlier("the baseline", kinds) for platform, kinds in counts.items()}


def baseline_of(document: Document) -> dict[str, Any]:
    """Return what a later run is compared with, without list sizes: a small document of the same structure.

    It keeps findings that could not be judged this time.
    """
    there = [*document["findings"], *document["carried"]]
    findings = [_kept(finding) for finding in there]
    return {
        "schema": SCHEMA,
        "generated_at": document["generated_at"],
        "platforms": document["platforms"],
        "population": document["population"],
        "findings": findings,
    }


def _kept(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {key: finding.get(key, "") for key in BASELINE_KEYS}


def notes(document: Document) -> list[str]:
    """Return notes besides findings and warnings; they do not affect the verdict."""
    unused = [
        f"{item['rule']} for {', '.join(f'{key} {text}' for key, text in item['scope'].items())}"
        for item in document["unused_waivers"]
    ]
    told = list(document["remarks"])
    if unused:
        told.append(f"{counted(len(unused), 'waiver')} without a finding, to be removed or corrected: {some(unused)}")
    return told


def is_believed(document: Document, minimum: int) -> bool:
    """Return whether later runs may be compared with this one: enough was there, and something could be judged."""
    judged = sum(document["population"].values())
    rules = [rule for rule in document["rules"] if rule["id"] != EXPIRED_WAIVER]
    return (
        not document["doubts"]
        and judged >= minimum
        and (not judged or any(rule["not_judged"] is None for rule in rules))
    )


def _hopeless(
    policy: Policy, reasons: Mapping[str, str], found: int, minimum: int, warnings: Sequence[str]
) -> list[str]:
    """Return why there is nothing to give a verdict on."""
    if not policy.rules:
        return ["the policy has no rule that is on: nothing could be judged"]
    if found < minimum:
        return [f"{found} services and customers found, at least {minimum} expected"]
    if found and len(reasons) == len(policy.rules):
        return [f"nothing could be judged: {'; '.join(dict.fromkeys([*warnings, *reasons.values()]))}"]
    return []


def _verdict(
    findings: Sequence[Finding],
    fail_on: str,
    problems: Sequence[str],
    unjudged: Sequence[Mapping[str, Any]],
    warnings: Sequence[str],
) -> tuple[str, str]:
    """Return `ok`, `warning` or `failed`, and a line about it, which is empty if all is well."""
    failing = evaluate.failing(findings, fail_on)
    open_ = len(evaluate.failing(findings, LEAST))
    told = list(problems)
    if problems and open_ and not failing:
        told.append(_counted(findings, LEAST))
    if failing:
        told.append(_counted(failing, fail_on, f" of severity {fail_on} or above"))
    if unjudged:
        told.append(plain(unjudged_entries.message(unjudged, fail_on)))
    if told:
        return "failed", "; ".join(told)
    # if no severity fails the job, even critical findings only warn, and the line must not sound worse
    harmless = " (none of them fails this job)" if open_ else ""
    told = [*([f"{_counted(findings, LEAST)}{harmless}"] if open_ else []), *warnings]
    return ("warning", "; ".join(told)) if told else ("ok", "")


def _counted(findings: Sequence[Finding], least: str, words: str = "") -> str:
    """Return the number of open findings from a severity upwards, in words: `3 open findings: 1 critical, 2 low`."""
    found = evaluate.failing(findings, least)
    counts = {severity: count for severity, count in evaluate.counts(found).items() if count}
    return f"{counted(len(found), 'open finding')}{words}: {', '.join(f'{count} {name}' for name, count in counts.items())}"


def _rules(
    policy: Policy, findings: Sequence[Finding], reasons: Mapping[str, str], unjudged: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return the enabled rules, most severe first, with the numbers of their findings."""
    numbers = Counter((finding["rule"], finding["status"]) for finding in findings)
    rules = [
        {
            "id": rule.id,
            "title": rule.title,
            "severity": rule.severity,
            "kind": rule.kind,
            "open": numbers[rule.id, "open"],
            "waived": numbers[rule.id, "waived"],
            "not_judged": reasons.get(rule.id),
            "unjudged": unjudged.get(rule.id, 0),
            "remediation": rule.remediation,
            "source": rule.source,
        }
        for rule in policy.rules
    ]
    expired = [finding for finding in findings if finding["kind"] == "waiver"]
    if expired:
        texts = {key: expired[0][key] for key in ("title", "severity", "kind", "remediation", "source")}
        rules.append(
            {"id": EXPIRED_WAIVER, **texts, "open": len(expired), "waived": 0, "not_judged": None, "unjudged": 0}
        )
    return sorted(rules, key=lambda rule: (-evaluate.RANK[rule["severity"]], rule["id"]))
