# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"). Pure.

An object of the platform is not a file, so it is a logical location. Waived findings are suppressed results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.version import VERSION
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    Document,
    full_subject,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import reason
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import json_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import some

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "audiocodesLivePlatformFinding/v1"

# severity -> level (SARIF 3.27.10)
LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}
# SARIF messages may hold placeholders in braces (3.11.5) and links in brackets (3.11.6); the platform's text has neither
_LITERAL = str.maketrans({"{": "{{", "}": "}}", "[": "\\[", "]": "\\]"})
_BASELINE_STATES = {"new": "new", "persisting": "unchanged"}


def sarif_parts(document: Document) -> Iterator[str]:
    """Yield the text of the SARIF log, one run."""
    places = _places(document)
    results = (_result(finding, places) for finding in document["findings"])
    return json_parts(_log(document, places), "results", 3, results)


def _places(document: Document) -> dict[str, int]:
    return {rule["id"]: place for place, rule in enumerate(document["rules"])}


def _log(document: Document, places: Mapping[str, int]) -> dict[str, Any]:
    """Return the SARIF log as data, without its results."""
    rules = document["rules"]
    driver = {
        "name": "audiocodes.live_platform compliance",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_rule(rule) for rule in rules],
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
    if document["stale"]:
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": document["stale"]}}]
    # runs of two platforms are two categories and do not replace each other
    place = "".join(f"{part}/" for part in ["compliance", document["policy"], "+".join(document["platforms"])] if part)
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": place},
        "invocations": [invocation],
        "results": [],
    }
    return {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    shown = {
        "id": rule["id"],
        "shortDescription": {"text": rule["title"]},
        "defaultConfiguration": {"level": LEVELS[rule["severity"]]},
        "properties": {"severity": rule["severity"], "kind": rule["kind"], "source": rule["source"]},
    }
    return {**shown, "help": {"text": rule["remediation"]}} if rule["remediation"] else shown


def _notification(rule: str, text: str, places: Mapping[str, int]) -> dict[str, Any]:
    return {"level": "note", "message": {"text": text}, "associatedRule": {"id": rule, "index": places[rule]}}


def _partly(entry: Mapping[str, Any]) -> str:
    subjects = some(list(map(full_subject, entry["subjects"])))
    return f"not judged for {subjects}: {reason(entry)}".translate(_LITERAL)


def _result(finding: Mapping[str, Any], places: Mapping[str, int]) -> dict[str, Any]:
    location = {"name": finding["name"], "fullyQualifiedName": full_subject(finding), "kind": finding["kind"]}
    result: dict[str, Any] = {
        "ruleId": finding["rule"],
        "ruleIndex": places[finding["rule"]],
        "level": LEVELS[finding["severity"]],
        "message": {"text": f"{finding['name']}: {finding['message']}".translate(_LITERAL)},
        "locations": [{"logicalLocations": [location]}],
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
