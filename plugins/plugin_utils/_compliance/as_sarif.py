# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"). Pure.

An object of the platform is not a file, so it is a logical location. Programs that show results in a repository need a file
as well, so all results point to one: the inventory source, or what `location` names. Waived findings are suppressed results.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.version import VERSION
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    Document,
    full_subject,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import reason
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import json_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.evaluate import RANK

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "audiocodesLivePlatformFinding/v1"

# GitHub refuses a run with more results and shows 5,000 of them (docs.github.com, "About code scanning limits on SARIF
# results")
MOST_RESULTS = 25_000
# GitHub cuts descriptions here (docs.github.com, "SARIF support for code scanning")
_LONGEST_DESCRIPTION = 1024

# Azure DevOps refuses a run that no pipeline made, unless it says so in this way: an id that begins so, and these four
# properties, -1 for "no pipeline" (rules GHAzDO1019 and GHAzDO1020 of the SARIF Multitool). Elsewhere they mean nothing.
_PIPELINE = "azuredevops/pipeline/build/"
_NO_PIPELINE = "-1"

# severity -> level (SARIF 3.27.10)
LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}
# SARIF messages may hold placeholders in braces (3.11.5) and links in brackets (3.11.6); the platform's text has neither
_LITERAL = str.maketrans({"{": "{{", "}": "}}", "[": "\\[", "]": "\\]"})
_BASELINE_STATES = {"new": "new", "persisting": "unchanged"}


def sarif_parts(document: Document) -> Iterator[str]:
    """Yield the text of the SARIF log, one run."""
    places = _places(document)
    address = quote(document["location"], safe="/")
    results = (_result(finding, places, address) for finding in _shown(document["findings"]))
    return json_parts(_log(document, places), "results", 3, results)


def left_out(document: Document) -> str:
    """Return a sentence about findings that the log leaves out; "" if it has all."""
    found = len(document["findings"])
    if found <= MOST_RESULTS:
        return ""
    return (
        f"SARIF has the most severe {MOST_RESULTS:,} of {found:,} findings, because programs that show it refuse more; "
        "JSON and CSV have all"
    )


def _shown(findings: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Return as many findings as a run may have, in their order: open ones first, then the most severe."""
    if len(findings) <= MOST_RESULTS:
        return findings
    by_weight = sorted(
        range(len(findings)),
        key=lambda place: (findings[place]["waiver"] is not None, -RANK[findings[place]["severity"]]),
    )
    return (findings[place] for place in sorted(by_weight[:MOST_RESULTS]))


def _places(document: Document) -> dict[str, int]:
    return {rule["id"]: place for place, rule in enumerate(document["rules"])}


def _log(document: Document, places: Mapping[str, int]) -> dict[str, Any]:
    """Return the SARIF log as data, without its results."""
    rules = document["rules"]
    driver = {
        "name": "audiocodes.live_platform compliance",
        "fullName": f"audiocodes.live_platform compliance {VERSION}",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_rule(rule, document["policy"]) for rule in rules],
    }
    invocation: dict[str, Any] = {"executionSuccessful": True, "endTimeUtc": document["generated_at"]}
    whole = {rule["id"] for rule in rules if rule["not_judged"]}
    told = [
        _notification(rule["id"], f"not judged: {rule['not_judged']}", places) for rule in rules if rule["not_judged"]
    ]
    told += [
        _notification(item["rule"], _partly(item), places) for item in document["unjudged"] if item["rule"] not in whole
    ]
    if told:
        invocation["toolConfigurationNotifications"] = told
    warnings = [text for text in (document["stale"], left_out(document)) if text]
    if warnings:
        invocation["toolExecutionNotifications"] = [
            {"level": "warning", "message": {"text": text.translate(_LITERAL)}} for text in warnings
        ]
    run = {
        "tool": {"driver": driver},
        "automationDetails": _category(document),
        "invocations": [invocation],
        "results": [],
    }
    return {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}


def _category(document: Document) -> dict[str, Any]:
    """Return what tells this log from others: runs of two platforms or policies do not replace each other."""
    parts = [part for part in ("compliance", document["policy"], "+".join(document["platforms"])) if part]
    place = _PIPELINE + "".join(f"{part}/" for part in parts)
    return {
        "id": place,
        "properties": {
            f"{_PIPELINE}buildDefinitionId": _NO_PIPELINE,
            f"{_PIPELINE}buildDefinitionName": "audiocodes.live_platform compliance",
            f"{_PIPELINE}phaseId": str(uuid.uuid5(uuid.NAMESPACE_URL, place)),
            f"{_PIPELINE}phaseName": "compliance",
        },
    }


def _rule(rule: Mapping[str, Any], policy: str) -> dict[str, Any]:
    title, remediation, source = rule["title"], rule["remediation"], rule["source"]
    whole = [f"{title}.", f"A rule about each {rule['kind']} in the policy {policy}, severity {rule['severity']}."]
    whole += [f"What to do: {remediation}"] if remediation else []
    whole += [f"Source: {source}"] if source else []
    return {
        "id": rule["id"],
        "name": _pascal_case(rule["id"]),
        "shortDescription": {"text": one_line(title, _LONGEST_DESCRIPTION)},
        "fullDescription": {"text": one_line(" ".join(whole), _LONGEST_DESCRIPTION)},
        "help": {"text": remediation or title},
        "defaultConfiguration": {"level": LEVELS[rule["severity"]]},
        "properties": {"severity": rule["severity"], "kind": rule["kind"], "source": source},
    }


def _pascal_case(ident: str) -> str:
    """Return `service-in-error` as `ServiceInError`."""
    return "".join(part[:1].upper() + part[1:] for part in re.split("[._-]+", ident))


def _notification(rule: str, text: str, places: Mapping[str, int]) -> dict[str, Any]:
    return {"level": "note", "message": {"text": text}, "associatedRule": {"id": rule, "index": places[rule]}}


def _partly(entry: Mapping[str, Any]) -> str:
    subjects = some(list(map(full_subject, entry["subjects"])))
    return f"not judged for {subjects}: {reason(entry)}".translate(_LITERAL)


def _result(finding: Mapping[str, Any], places: Mapping[str, int], address: str) -> dict[str, Any]:
    # the file as a whole; line 1, because some programs want one
    file = {"artifactLocation": {"uri": address, "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 1}}
    location = {"name": finding["name"], "fullyQualifiedName": full_subject(finding), "kind": finding["kind"]}
    result: dict[str, Any] = {
        "ruleId": finding["rule"],
        "ruleIndex": places[finding["rule"]],
        "level": LEVELS[finding["severity"]],
        "message": {"text": f"{finding['name']}: {finding['message']}".translate(_LITERAL)},
        "locations": [{"physicalLocation": file, "logicalLocations": [location]}],
        "partialFingerprints": {FINGERPRINT: finding["id"]},
        "properties": {"severity": finding["severity"], "evidence": finding["evidence"]},
    }
    if finding["change"]:
        result["baselineState"] = _BASELINE_STATES[finding["change"]]
    # an empty list says that suppressions were checked and there are none (SARIF 3.27.23)
    result["suppressions"] = [_suppression(finding["waiver"])] if finding["waiver"] else []
    return result


def _suppression(waiver: Mapping[str, str]) -> dict[str, Any]:
    said = f"{waiver['reason']} ({waiver['owner']}, until {waiver['until']})"
    return {"kind": "external", "status": "accepted", "justification": said}
