# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as JUnit XML, which every CI system shows as test results. Pure.

Each rule is a test suite with one test case for each object that breaks it: an open finding is a failure, a waived
one is skipped. A rule without findings is one test case that passes, or is skipped if the rule could judge nothing.
What a rule could not judge, because a field was unread or left out, is skipped as well, one test case for each reason;
such a rule has no test case that passes. Some programs recognise a skipped test only if `skipped` contains text, and
others reject test cases without a time.

The root has no totals, as in pytest's files: the format has none for skipped tests there (Jenkins' schema), so programs
that trust its totals would call those passed. Each suite has them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    Document,
    full_subject,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import reason

# JSON and CSV have all of them
_MOST_NAMES = 100


def render_junit(document: Document) -> str:
    """Return the XML text, UTF-8 with a declaration."""
    by_rule: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for finding in document["findings"]:
        by_rule[finding["rule"]].append(finding)
    root = ET.Element("testsuites", {"name": f"compliance: {document['policy']}", "time": "0"})
    unjudged: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in document["unjudged"]:
        unjudged[entry["rule"]].append(entry)
    for rule in document["rules"]:
        root.append(_suite(rule, by_rule[rule["id"]], unjudged[rule["id"]], document))
    ET.indent(root, "  ")
    body: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(
    rule: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    unjudged: Sequence[Mapping[str, Any]],
    document: Document,
) -> ET.Element:
    cases = [*map(_broken, findings)]
    # a rule that judged nothing says so only once
    partly = [] if rule["not_judged"] else unjudged
    cases += [_not_judged(rule, entry) for entry in partly]
    if not cases:
        case = _case(rule["title"], rule["id"])
        if rule["not_judged"]:
            _skip(case, f"not judged: {rule['not_judged']}", rule["not_judged"])
        cases.append(case)
    suite = ET.Element(
        "testsuite",
        {
            "name": rule["id"],
            "tests": str(len(cases)),
            "failures": str(rule["open"]),
            "errors": "0",
            "time": "0",
            "skipped": str(sum(case.find("skipped") is not None for case in cases)),
            # the format's times have no zone
            "timestamp": document["generated_at"].removesuffix("Z"),
        },
    )
    properties = ET.SubElement(suite, "properties")
    for name in ("title", "severity", "remediation", "source"):
        ET.SubElement(properties, "property", {"name": name, "value": rule[name]})
    if document["stale"]:
        ET.SubElement(properties, "property", {"name": "stale", "value": document["stale"]})
    suite.extend(cases)
    return suite


def _not_judged(rule: Mapping[str, Any], entry: Mapping[str, Any]) -> ET.Element:
    subjects = entry["subjects"]
    name = f"{rule['title']}: {len(subjects)} not judged, {reason(entry)}"
    case = _case(name, rule["id"])
    listed = [f"{item['name']} ({full_subject(item)})" for item in subjects[:_MOST_NAMES]]
    more = [f"... and {len(subjects) - _MOST_NAMES} more"] if len(subjects) > _MOST_NAMES else []
    _skip(case, f"not judged: {reason(entry)}", "\n".join([*listed, *more]))
    return case


def _broken(finding: Mapping[str, Any]) -> ET.Element:
    # programs that compare runs treat equal names as one test
    name = f"{finding['name']} ({full_subject(finding)})"
    case = _case(name, finding["rule"])
    waiver = finding["waiver"]
    if waiver:
        message = f"waived until {waiver['until']} by {waiver['owner']}: {waiver['reason']}"
        _skip(case, message, finding["message"])
    else:
        failure = ET.SubElement(case, "failure", {"type": finding["severity"], "message": finding["message"]})
        failure.text = f"{finding['title']}\n{finding['message']}\n{finding['remediation']}\nid {finding['id']}"
    return case


def _case(name: str, rule: str) -> ET.Element:
    return ET.Element("testcase", {"name": name, "classname": f"compliance.{rule.replace('.', '_')}", "time": "0"})


def _skip(case: ET.Element, message: str, text: str) -> None:
    ET.SubElement(case, "skipped", {"message": message}).text = text
