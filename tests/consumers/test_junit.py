# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that count tests in JUnit XML find as many failures, skips and passes as there are findings, waivers and rules.

They are `junitparser`, which many tools are made of, Codecov's parser (`test-results-parser` of PyPI) and the one of testbeats
(`test-results-parser` of npm).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import junitparser
import pytest
import test_results_parser

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.formats import render
from kits.compliance import generated, loaded, rule, service
from kits.consumers import Consumers
from kits.findings import document_of, of_hostile, of_samples

# each of the three words -> how often
Counts = dict[str, int]

PROGRAM = """
const { parse } = require(process.argv[1] + "/test-results-parser");
const found = parse({ type: "junit", files: [process.argv[2]] });
const words = { FAIL: "failed", SKIP: "skipped", PASS: "passed" };
const cases = { failed: 0, skipped: 0, passed: 0 };
for (const suite of found.suites) for (const item of suite.cases) cases[words[item.status]] += 1;
const totals = { failed: found.failed + found.errors, skipped: found.skipped, passed: found.passed };
console.log(JSON.stringify([cases, totals, found.duration]));
"""


def partly_unread() -> Document:
    """Return findings beside objects of the same rules that could not be judged."""
    services = [
        service(number, license_type="pro", unread=["license_type"] if number < 3 else []) for number in range(5)
    ]
    return document_of(services, [], loaded(rule(), rule("r2", check={"type": "missing", "field": "ms_tenant_id"})))


DOCUMENTS = pytest.mark.parametrize("make", [of_samples, of_hostile, partly_unread, lambda: generated(300)])


def expected(document: Document) -> Counts:
    """Return what a reader shall count: findings, what is waived or could not be judged, and rules without either."""
    by_rule = Counter(finding["rule"] for finding in document["findings"])
    unjudged = [entry for entry in document["unjudged"] if not whole(document, entry["rule"])]
    by_rule.update(entry["rule"] for entry in unjudged)
    rules = document["rules"]
    return {
        "failed": sum(finding["waiver"] is None for finding in document["findings"]),
        "skipped": document["waived"]
        + len(unjudged)
        + sum(item["not_judged"] is not None and not by_rule[item["id"]] for item in rules),
        "passed": sum(item["not_judged"] is None and not by_rule[item["id"]] for item in rules),
    }


def whole(document: Document, ident: str) -> bool:
    """Whether a rule judged nothing at all."""
    return any(item["id"] == ident and item["not_judged"] for item in document["rules"])


def test_some_is_of_each_kind() -> None:
    assert all(expected(of_samples()).values())
    assert expected(partly_unread())["skipped"] == len(partly_unread()["unjudged"]) == 1


@DOCUMENTS
def test_junitparser(make: Callable[[], Document]) -> None:
    document = make()
    found = junitparser.JUnitXml.fromstring(render("junit", document).encode())
    cases = Counter(
        "skipped" if case.is_skipped else "failed" if case.is_failure else "passed" for suite in found for case in suite
    )
    assert {name: cases[name] for name in expected(document)} == expected(document)
    suites = {
        "failed": sum(suite.failures + suite.errors for suite in found),
        "skipped": sum(suite.skipped for suite in found),
        "passed": sum(suite.tests - suite.failures - suite.errors - suite.skipped for suite in found),
    }
    assert suites == expected(document)


@DOCUMENTS
def test_codecov(make: Callable[[], Document]) -> None:
    document = make()
    found = test_results_parser.parse_junit_xml(render("junit", document).encode())
    words = {"failure": "failed", "skip": "skipped", "pass": "passed"}
    cases = Counter(words[str(run.outcome)] for run in found.testruns)
    assert {name: cases[name] for name in expected(document)} == expected(document)


@DOCUMENTS
def test_testbeats(make: Callable[[], Document], consumers: Consumers, tmp_path: Path) -> None:
    document = make()
    path = tmp_path / "compliance.junit.xml"
    path.write_text(render("junit", document), encoding="utf-8")
    done = consumers.run("node", "-e", PROGRAM, consumers.node_modules, path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [expected(document), expected(document), 0]


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        # the time is missing: refused by Codecov
        (lambda text: text.replace(' time="0"', ""), None),
        # the reason of a skip is an attribute only: passed for Codecov
        (lambda text: text.replace(">no customer knows client_secret_expires</skipped>", "/>"), "pass"),
    ],
)
def test_what_is_written_for_codecov_is_wanted(fault: Callable[[str], str], seen: str | None) -> None:
    """Else the tests above could not fail."""
    text = render("junit", of_samples())
    wrong = fault(text)
    assert wrong != text
    if seen is None:
        with pytest.raises(Exception, match="time"):
            test_results_parser.parse_junit_xml(wrong.encode())
        return
    counts = [
        Counter(str(run.outcome) for run in test_results_parser.parse_junit_xml(each.encode()).testruns)[seen]
        for each in (text, wrong)
    ]
    assert counts[1] > counts[0]
