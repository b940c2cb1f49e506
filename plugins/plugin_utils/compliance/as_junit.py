# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as JUnit XML, which every CI system shows as test results. Pure. Private to the collection.

One test suite for each rule, in it one test case for each object that breaks it: an open finding is a failure, a
waived one is skipped. A rule without findings is one test case that passes, or is skipped where there was nothing
that it could judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.compliance.document import Document


def render_junit(document: Document) -> str:
    """Return the XML text, UTF-8 with a declaration."""
    by_rule: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for finding in document["findings"]:
        by_rule[finding["rule"]].append(finding)
    root = ET.Element("testsuites", {"name": f"compliance: {document['policy']}", "errors": "0"})
    for rule in document["rules"]:
        root.append(_suite(rule, by_rule[rule["id"]], document["generated_at"]))
    for total in ("tests", "failures"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    ET.indent(root, "  ")
    body: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(rule: Mapping[str, Any], findings: Sequence[Mapping[str, Any]], generated_at: str) -> ET.Element:
    skipped = rule["waived"] if findings else int(rule["not_judged"] is not None)
    suite = ET.Element(
        "testsuite",
        {
            "name": rule["id"],
            "tests": str(len(findings) or 1),
            "failures": str(rule["open"]),
            "errors": "0",
            "skipped": str(skipped),
            # the format's own notion of a time has no zone
            "timestamp": generated_at.removesuffix("Z"),
        },
    )
    properties = ET.SubElement(suite, "properties")
    for name in ("title", "severity", "remediation", "source"):
        ET.SubElement(properties, "property", {"name": name, "value": rule[name]})
    for finding in findings:
        suite.append(_broken(finding))
    if not findings:
        case = ET.SubElement(suite, "testcase", {"name": rule["title"], "classname": _class_name(rule["id"])})
        if rule["not_judged"]:
            ET.SubElement(case, "skipped", {"message": f"not judged: {rule['not_judged']}"})
    return suite


def _broken(finding: Mapping[str, Any]) -> ET.Element:
    # programs that compare runs take equal names for one test
    where = f"@{finding['platform']}" if finding["platform"] else ""
    name = f"{finding['name']} ({finding['subject']}{where})"
    case = ET.Element("testcase", {"name": name, "classname": _class_name(finding["rule"])})
    waiver = finding["waiver"]
    if waiver:
        message = f"waived until {waiver['until']} by {waiver['owner']}: {waiver['reason']}"
        ET.SubElement(case, "skipped", {"message": message}).text = finding["message"]
    else:
        failure = ET.SubElement(case, "failure", {"type": finding["severity"], "message": finding["message"]})
        failure.text = f"{finding['title']}\n{finding['message']}\n{finding['remediation']}\nid {finding['id']}"
    return case


def _class_name(rule: str) -> str:
    return f"compliance.{rule.replace('.', '_')}"
