# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of a run, and the files that show it: the same counts in all of them, hostile names in none."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, defaultdict
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import as_html, as_sarif
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_text import (
    MOST_BYTES,
    failure,
    render_table,
    summarize,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.baseline import (
    read_baseline,
    render_baseline,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document, build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.formats import PARTS, encoded, render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from kits.compliance import DEFAULT_POLICY, TODAY, customer, loaded, rule, sample_records, service, waiver
from kits.findings import of_hostile
from kits.report_data import HOSTILE

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=timezone.utc)


def document(
    services: list[Any],
    customers: list[Any],
    ready: policy.Policy,
    baseline: Any = None,
    fail_on: str = "never",
    minimum: int = 0,
    today: date = TODAY,
) -> Document:
    """Return the document of these records."""
    findings = evaluate.evaluate(services, customers, ready, today)
    population = Population(services, customers, {}, [])
    return build(findings, ready, population, baseline, NOW, "inventory", fail_on, minimum)


def samples(**more: Any) -> Document:
    """Return the document of the vendor's examples, some findings waived and one waiver over."""
    waivers = [
        waiver(rule="seats-unused", scope={"name": "auto_sys_*"}),
        waiver(rule="service-in-error", scope={"name": "Seraya"}, until="2026-11-21"),
    ]
    return document(*sample_records(), policy.load(DEFAULT_POLICY, TODAY, waivers), **more)


def hostile() -> Document:
    """Return the document of objects, rules and waivers with names that try to be more than names."""
    services = [
        service(f"{number}{name}", name=name, full_name=name, license_type=name) for number, name in enumerate(HOSTILE)
    ]
    ready = loaded(
        rule(
            "r1",
            title=HOSTILE[0],
            check={"type": "state", "field": "license_type", "not_in": ["pro"]},
            remediation=HOSTILE[1],
        ),
        waivers=[waiver(scope={"name": HOSTILE[0]}, owner=HOSTILE[1], reason=HOSTILE[2])],
    )
    return document(services, [], ready)


# ---- verdict


def test_too_few_are_a_failure_whatever_was_found() -> None:
    told = document([service(1)], [], loaded(rule()), minimum=2)
    assert (told["verdict"], told["message"]) == ("failed", "1 services and customers found, at least 2 expected")


@pytest.mark.parametrize(
    ("fail_on", "verdict", "message"),
    [
        ("high", "failed", "5 open findings of severity high or above: 5 high"),
        ("medium", "failed", "6 open findings of severity medium or above: 5 high, 1 medium"),
        ("critical", "warning", "13 open findings: 5 high, 1 medium, 7 low (none of them fails this job)"),
        ("never", "warning", "13 open findings: 5 high, 1 medium, 7 low (none of them fails this job)"),
    ],
)
def test_verdict(fail_on: str, verdict: str, message: str) -> None:
    told = samples(fail_on=fail_on)
    assert (told["verdict"], told["message"]) == (verdict, message)


def test_all_is_well_when_nothing_but_info_is_open() -> None:
    told = document([service(1, license_type="pro")], [], loaded(rule(severity="info")), fail_on="low")
    assert (told["verdict"], told["message"], told["total"], told["counts"]["info"]) == ("ok", "", 0, 1)


def test_a_source_that_leaves_fields_out_is_a_warning() -> None:
    """Else an inventory without statuses would be green for ever; what nobody reads unasked is no reason."""
    ready = loaded(
        rule("a", check={"type": "state", "field": "status", "in": ["error"]}),
        rule("b", "customer", check={"type": "expiry", "field": "client_secret_expires", "expired": True}),
        rule("c", check={"type": "state", "field": "license_type", "in": ["essential"]}),
    )
    told = document([{"kind": "service", "id": 1, "license_type": "pro"}], [customer()], ready)
    assert told["warnings"] == [
        "rules could not be applied because status of a service is missing (does the source set fields?)"
    ]
    assert told["verdict"] == "warning"
    assert {item["id"]: item["not_judged"] for item in told["rules"]} == {
        "a": "no service knows status",
        "b": "no customer knows client_secret_expires",
        "c": None,
    }


def test_a_policy_by_which_nothing_can_be_judged_is_a_failure() -> None:
    secret = {"type": "expiry", "field": "client_secret_expires", "expired": True}
    ready = loaded(rule("b", "customer", check=secret), waivers=[waiver(rule="b", until="2026-01-01")])
    told = document([], [customer()], ready)
    assert (told["verdict"], told["message"]) == (
        "failed",
        "nothing could be judged: no customer knows client_secret_expires",
    )


# ---- waivers that cover nothing


def test_a_waiver_without_a_finding_is_named_and_changes_no_verdict() -> None:
    ready = loaded(
        rule("r1", severity="info"),
        rule("unread", check={"type": "missing", "field": "ms_tenant_id"}),
        rule("off", enabled=False),
        waivers=[
            waiver(scope={"subject": "service:1"}),
            waiver(scope={"name": "service ?"}),
            waiver(scope={"name": "{{ mended }}", "license_type": "pro"}, owner="<b>"),
            waiver(rule="r*", scope={"subject": "service:9"}, until="2026-11-21"),
            waiver(rule="unread", scope={"subject": "service:9"}),
            waiver(rule="off"),
        ],
    )
    known = {"kind": "service", "id": 1, "name": "service 1", "license_type": "pro"}
    told = document([known], [], ready)
    named = {"rule": "r1", "scope": {"name": "{{ mended }}", "license_type": "pro"}}
    assert told["unused_waivers"] == [{**named, "reason": "agreed", "owner": "<b>", "until": "2026-12-31"}]
    line = "1 waiver without a finding, to be removed or corrected: r1 for name {{ mended }}, license_type pro"
    assert line in render_table(told)
    assert f'<p class="notice">{line}</p>' in render("html", told)
    assert told["message"] == (
        "1 open finding: 1 low (none of them fails this job); "
        "rules could not be applied because ms_tenant_id of a service is missing (does the source set fields?)"
    )


# ---- the same counts everywhere


def html_figures(page: str) -> dict[str, str]:
    """Return the key figures, and the findings by severity above what needs somebody."""
    figures = re.findall(r'data-figure="(\w+)">\s*<dt>[^<]*</dt>\s*<dd class="value">([^<]*)</dd>', page)
    return dict(re.findall(r'data-severity="(\w+)"(?:(?!</li>).)*?<b>([^<]*)</b>', page, re.DOTALL)) | dict(figures)


def sheets_of(told: Document) -> defaultdict[str, list[dict[str, Any]]]:
    """Return the rows of the workbook's sheets by their headings, without the last one with sums."""
    book = openpyxl.load_workbook(io.BytesIO(encoded("xlsx", told)))
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for page in book:
        heads, *rows = page.iter_rows(values_only=True)
        rows = rows[:-1] if page.auto_filter.ref != page.dimensions else rows
        found[page.title] = [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    return found


@pytest.mark.parametrize(
    "make", [samples, hostile, lambda: document([], [], loaded())], ids=["samples", "hostile", "empty"]
)
def test_counts_are_the_same_in_every_format(make: Any) -> None:
    told = make()
    texts = {name: render(name, told) for name in PARTS}
    total, waived, counts = told["total"], told["waived"], told["counts"]
    hints = counts["info"]
    assert sum(counts.values()) == total + hints

    findings = json.loads(texts["json"])["findings"]
    assert len(findings) == total + hints + waived
    rows = list(csv.DictReader(io.StringIO(texts["csv"], newline="")))
    assert [row["status"] for row in rows].count("open") == total + hints
    assert [row["id"].removeprefix("'") for row in rows] == [finding["id"] for finding in findings]
    assert {name: sum(row["severity"] == name and row["status"] == "open" for row in rows) for name in counts} == counts

    root = ET.fromstring(texts["junit"])  # noqa: S314 - made here
    idle = [suite for suite in root if len(suite.findall("testcase")) == 1 and suite.get("failures") == "0"]
    unjudged = sum(item["not_judged"] is not None for item in told["rules"])
    # the root has no totals, because it cannot say how many were skipped
    assert root.attrib.keys() == {"name", "time"}
    assert sum(int(suite.get("failures", "")) for suite in root) == len(root.findall(".//failure")) == total + hints
    assert len(root.findall(".//skipped")) == waived + unjudged
    assert sum(int(suite.get("skipped", "")) for suite in root) == waived + unjudged
    tests = sum(int(suite.get("tests", "")) for suite in root)
    assert tests == len(root.findall(".//testcase"))
    without = [item for item in told["rules"] if not item["open"] and not item["waived"]]
    assert len(without) <= len(idle)
    assert tests == total + hints + waived + len(without)
    assert len(list(root)) == len(told["rules"])

    (run,) = json.loads(texts["sarif"])["runs"]
    suppressed = [result for result in run["results"] if result["suppressions"]]
    assert (len(run["results"]) - len(suppressed), len(suppressed)) == (total + hints, waived)
    assert all(run["tool"]["driver"]["rules"][item["ruleIndex"]]["id"] == item["ruleId"] for item in run["results"])
    fingerprints = [next(iter(item["partialFingerprints"].values())) for item in run["results"]]
    assert fingerprints == [finding["id"] for finding in findings]

    book = sheets_of(told)
    assert len(book["Findings"]) == total + hints
    assert len(book["Waived"]) == waived
    assert {row["Severity"]: row["Open"] for row in book["Numbers"]} == counts
    assert (
        sum(row["Open"] or 0 for row in book["Rules"])
        == sum(row["Count"] for row in book["Attention"])
        == total + hints
    )
    assert sum(row["Waived"] for row in book["Rules"]) == waived
    assert {row["Id"] for name in ("Findings", "Waived") for row in book[name]} == {item["id"] for item in findings}
    summary = {row["Figure"]: row["Value"] for row in book["Summary"]}
    assert (summary["Open findings"], summary["Hints"], summary["Waived"]) == (total, hints, waived)
    assert (summary["Verdict"], summary["Policy"]) == (told["verdict"], told["policy"])
    assert len(book["Not judged"]) == sum(len(entry["subjects"]) for entry in told["unjudged"])

    shown = html_figures(texts["html"])
    assert {name: int(shown[name]) for name in counts} == counts
    assert (int(shown["total"]), int(shown["waived"])) == (total, waived)
    body = texts["html"].partition('id="findings"')[2].partition("</table>")[0]
    assert body.count("<tr><th scope=row") == total + hints + waived
    (line,) = [line for line in render_table(told) if " waived" in line and "finding" in line]
    assert re.match(rf"{total} open findings? \(.*\), {hints} hints? \(info\), {waived} waived$", line)


def test_the_samples_in_numbers() -> None:
    told = samples()
    assert (told["total"], told["waived"]) == (13, 3)
    assert told["counts"] == {"critical": 0, "high": 5, "medium": 1, "low": 7, "info": 10}
    (expired,) = [item for item in told["rules"] if item["id"] == "waiver-expired"]
    assert (expired["open"], expired["severity"]) == (1, "low")


def test_rendering_again_gives_the_same_bytes() -> None:
    assert {name: render(name, samples()) for name in PARTS} == {name: render(name, samples()) for name in PARTS}


# ---- single formats


def test_hostile_names_are_text_in_every_format() -> None:
    told = hostile()
    page = as_html.render_html(told)
    assert page.count("<script") == page.count("</script>") == 1
    assert "<img" not in page
    assert "<b>bold" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for row in csv.reader(io.StringIO(render("csv", told), newline="")):
        assert not any(value.lstrip().startswith(("=", "+", "-", "@")) for value in row)
    root = ET.fromstring(render("junit", told))  # noqa: S314 - made here
    assert {case.get("name", "").partition(" (service:")[0] for case in root.iter("testcase")} >= {
        "=1+1",
        "{{ 40 + 2 }}",
    }
    assert "{{" not in json.dumps(summarize(told, {}, written=True))
    assert all("\n" not in line and "\x1b" not in line for line in render_table(told))


def test_a_workbook_begins_with_what_needs_somebody_and_has_findings_below_their_rules() -> None:
    told = samples()
    book = sheets_of(told)
    assert [*book] == ["Attention", "Summary", "Numbers", "Rules", "Findings", "Waived"]
    rules = [row["Rule"] for row in book["Rules"]]
    shown = [row["Rule"] for row in book["Findings"]]
    assert [title for place, title in enumerate(shown) if place == 0 or shown[place - 1] != title] == [
        title for title in rules if title in shown
    ]
    assert [row["Severity"] for row in book["Attention"]] == sorted(
        (row["Severity"] for row in book["Attention"]), key=["critical", "high", "medium", "low", "info"].index
    )
    waived = book["Waived"][0]
    assert waived["Waived until"] == datetime(2026, 12, 31)
    assert "License type" in waived
    assert "Waived by" not in book["Findings"][0]
    assert "Platform" not in book["Findings"][0]


def test_text_in_the_workbook_is_never_a_formula_or_a_link() -> None:
    book = openpyxl.load_workbook(io.BytesIO(encoded("xlsx", hostile())))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert {name.replace("\r\n", "\n") for name in HOSTILE} <= {cell.value for cell in cells}


def test_control_characters_reach_no_file() -> None:
    odd = service(1, name="a\x00b\x1b[31m\ud800\ufffe", full_name="", license_type="pro")
    told = document([odd], [], loaded(rule()))
    for name in PARTS:
        text = render(name, told)
        text.encode("utf-8")
        assert not re.search("[\x00\x1b\ufffe]", text)
    assert told["findings"][0]["name"] == "a\ufffdb\ufffd[31m\ufffd\ufffd"


def test_html_of_too_many_findings_says_that_it_is_not_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_html, "MOST_ROWS", 5)
    page = as_html.render_html(samples())
    assert "(the first 5 of 26; CSV and JSON have all)" in page
    assert html_figures(page)["total"] == "13"


def test_html_allows_nothing_but_its_own_script_and_style() -> None:
    page = as_html.render_html(samples())
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=\"?(https?:)?//", page)
    assert "data-choices>State</th>" in page
    assert "data-choices>Severity</th>" in page


def test_sarif_levels_and_suppressions() -> None:
    (run,) = json.loads(render("sarif", samples()))["runs"]
    levels = {item["properties"]["severity"]: item["level"] for item in run["results"]}
    assert levels == {"high": "error", "medium": "warning", "low": "note", "info": "note"}
    waived = next(item for item in run["results"] if item["suppressions"])
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "agreed (officer, until 2026-12-31)"}
    ]
    told = run["invocations"][0]["toolConfigurationNotifications"]
    nobody_asked = {rule["id"] for rule in DEFAULT_POLICY["rules"] if rule["id"].startswith("pool-")}
    assert len(nobody_asked) == 7
    assert {item["associatedRule"]["id"] for item in told} == {
        "app-secret-expiring",
        "app-secret-expired",
        "metered-on-several-tiers",
        "numbers-marked-for-removal",
        "numbers-ready-for-removal",
        "numbers-unassigned",
        "numbers-without-service",
        *nobody_asked,
    }
    brackets = service(1, license_type="[x](http://e) {0}")
    check = {"type": "state", "field": "license_type", "not_in": ["pro"]}
    (run,) = json.loads(render("sarif", document([brackets], [], loaded(rule(check=check)))))["runs"]
    assert "\\[x\\](http://e) {{0}}" in run["results"][0]["message"]["text"]


def test_sarif_results_point_to_a_file_of_the_repository() -> None:
    (run,) = json.loads(render("sarif", of_hostile()))["runs"]
    files = {json.dumps(item["locations"][0]["physicalLocation"], sort_keys=True) for item in run["results"]}
    address = "a%20b/Z%C3%BCrich%20%7B0%7D%20%26%20%3Cc%3E%23%25.live_platform.yml"
    assert [json.loads(file) for file in files] == [
        {"artifactLocation": {"uri": address, "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 1}}
    ]
    (run,) = json.loads(render("sarif", samples()))["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "live_platform.yml"


def test_sarif_says_what_a_rule_is() -> None:
    ready = loaded(
        rule("in.error-2_x", title="t" * 2000, remediation="Do it.", source="The guide."),
        rule("r2", severity="low"),
    )
    (run,) = json.loads(render("sarif", document([], [], ready)))["runs"]
    first, second = run["tool"]["driver"]["rules"]
    assert (first["name"], second["name"]) == ("InError2X", "R2")
    assert len(first["shortDescription"]["text"]) == len(first["fullDescription"]["text"]) == 1024
    assert first["help"]["text"] == "Do it."
    # a rule without advice has help as well
    assert second["help"]["text"] == second["shortDescription"]["text"] == "Title of r2"
    assert (
        second["fullDescription"]["text"] == "Title of r2. A rule about each service in the policy test, severity low."
    )


def test_sarif_logs_of_two_platforms_are_two_categories() -> None:
    logs = [
        json.loads(render("sarif", document([service(1, platform=name)], [], loaded(rule()))))["runs"][0]
        for name in ("oslo", "zurich")
    ]
    ids = [run["automationDetails"]["id"] for run in logs]
    assert ids == [f"azuredevops/pipeline/build/compliance/test/{name}/" for name in ("oslo", "zurich")]
    phases = [run["automationDetails"]["properties"]["azuredevops/pipeline/build/phaseId"] for run in logs]
    assert phases[0] != phases[1]


def test_sarif_of_too_many_findings_has_the_worst_open_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_sarif, "MOST_RESULTS", 5)
    ready = loaded(
        rule("a", severity="low"),
        rule("b", severity="high"),
        waivers=[waiver(rule="b", scope={"subject": "service:1"})],
    )
    told = document([service(number, license_type="pro") for number in range(4)], [], ready)
    (run,) = json.loads(render("sarif", told))["runs"]
    # three open ones that are high, and two low ones in place of a waived one
    kept = Counter((item["ruleId"], bool(item["suppressions"])) for item in run["results"])
    assert kept == {("b", False): 3, ("a", False): 2}
    said = "SARIF has the most severe 5 of 8 findings, because programs that show it refuse more; JSON and CSV have all"
    assert run["invocations"][0]["toolExecutionNotifications"] == [{"level": "warning", "message": {"text": said}}]
    assert as_sarif.left_out(told) == said
    order = [finding["id"] for finding in told["findings"]]
    shown = [order.index(next(iter(item["partialFingerprints"].values()))) for item in run["results"]]
    assert shown == sorted(shown)
    monkeypatch.setattr(as_sarif, "MOST_RESULTS", 8)
    assert as_sarif.left_out(told) == ""


# ---- baseline


def earlier(path: Path) -> list[dict[str, str]]:
    """The findings of an earlier run."""
    found = read_baseline(path)
    assert found is not None
    return found.findings


def test_a_baseline_tells_what_is_new_and_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert read_baseline(path) is None
    first = document([service(1, license_type="pro"), service(2, license_type="pro")], [], loaded(rule()))
    assert {item["change"] for item in first["findings"]} == {None}
    assert first["baseline"] is None
    path.write_text(render_baseline(first), encoding="utf-8")
    services = [service(2, license_type="pro"), service(3, license_type="pro")]
    second = document(services, [], loaded(rule()), baseline=earlier(path))
    assert second["baseline"] == {"new": 1, "persisting": 1, "fixed": 1, "carried": 0}
    assert [(item["subject"], item["change"]) for item in second["findings"]] == [
        ("service:2", "persisting"),
        ("service:3", "new"),
    ]
    assert [item["name"] for item in second["fixed"]] == ["Service 1"]
    assert "Since the baseline: 1 new, 1 persisting, 1 fixed" in render_table(second)
    (run,) = json.loads(render("sarif", second))["runs"]
    assert [item["baselineState"] for item in run["results"]] == ["unchanged", "new"]
    page = as_html.render_html(second)
    assert (html_figures(page)["new"], html_figures(page)["fixed"]) == ("1", "1")
    assert 'id="fixed"' in page


def test_a_report_serves_as_baseline(tmp_path: Path) -> None:
    path = tmp_path / "compliance.json"
    path.write_text(render("json", samples()), encoding="utf-8")
    assert samples(baseline=earlier(path))["baseline"] == {"new": 0, "persisting": 26, "fixed": 0, "carried": 0}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": 9, "findings": []}', '{"schema": 1, "findings": [1]}', "\xff"]
)
def test_a_file_that_is_no_baseline(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(DataError, match=f"baseline {re.escape(str(path))} "):
        read_baseline(path)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (["oslo"], ["zurich"], "is of platform oslo, but what is judged is of platform zurich"),
        ([], ["zurich"], "is of no platform that it names, but what is judged is of platform zurich"),
        (["oslo"], ["oslo", "zurich"], "is of platform oslo, but what is judged is of platforms oslo, zurich"),
    ],
)
def test_a_baseline_of_another_platform_is_refused(
    tmp_path: Path, before: list[str], now: list[str], said: str
) -> None:
    """Its findings would all be called fixed."""
    path = tmp_path / "baseline.json"
    services = [service(number, platform=name) for number, name in enumerate(before)]
    path.write_text(render_baseline(document(services, [], loaded(rule()))), encoding="utf-8")
    found = read_baseline(path)
    assert found is not None
    with pytest.raises(DataError, match=f"baseline {re.escape(str(path))} {said}"):
        found.check(now)
    found.check(before)


# ---- summary


def test_the_summary_is_small_however_much_is_found() -> None:
    services = [service(number, full_name="\u682a{{ x }}" * 300, license_type="pro") for number in range(2000)]
    told = document(services, [], loaded(rule(title="t" * 5000), rule("x" * 100)), fail_on="high")
    summary = summarize(told, dict.fromkeys(PARTS, "/srv/" + "d" * 200), written=True)
    assert len(json.dumps(summary)) <= MOST_BYTES
    assert summary["top"]
    assert len(summary["top"]) + summary["truncated"] == summary["total"] == 4000
    assert "{{" not in json.dumps(summary)


def test_the_summary_of_a_failure_has_the_keys_of_every_other_one() -> None:
    told = failure("line one\nline two {{ x }}")
    assert told.keys() == summarize(samples(), {}, written=True).keys()
    assert (told["verdict"], told["written"]) == ("failed", False)
    assert told["message"] == "line one line two { { x }}"
    assert told["counts"].keys() == samples()["counts"].keys()


def test_the_table_is_short_however_much_is_found() -> None:
    services = [service(number, license_type="pro") for number in range(500)]
    rules = [rule(f"r{number}") for number in range(40)]
    lines = render_table(document(services, [], loaded(*rules)))
    assert len(lines) < 60
    assert lines[-1] == "... and 19980 more findings"
    assert max(map(len, lines)) < 200


def test_a_cut_list_of_rules_shows_the_worst_first() -> None:
    """By severity, then by the number of findings; rules whose findings are all waived come last."""
    ready = loaded(
        *(rule(f"a{n:02}", severity="low") for n in range(25)),
        rule("b-few", severity="high", check={"type": "state", "field": "license_type", "in": ["pro"]}),
        rule("c-many", severity="high", check={"type": "state", "field": "kind", "in": ["service"]}),
        rule("a-waived", severity="critical"),
        waivers=[waiver(rule="a-waived", scope={"license_type": "pro"})],
    )
    services = [service(1, license_type="pro"), service(2, license_type="essential")]
    lines = render_table(document(services, [], ready))
    place = next(place for place, line in enumerate(lines) if line.startswith("Severity"))
    assert [line.split()[1] for line in lines[place + 1 : place + 4]] == ["c-many", "b-few", "a00"]
    assert "... and 8 more rules" in lines


def test_hints_are_in_no_number_of_open_findings() -> None:
    told = document([service(1, license_type="pro")], [], loaded(rule(severity="info"), rule("r2", severity="low")))
    summary = summarize(told, {}, written=True)
    assert (told["total"], summary["total"], [item["rule"] for item in summary["top"]]) == (1, 1, ["r2"])
    assert summary["truncated"] == 0
    assert told["message"] == "1 open finding: 1 low (none of them fails this job)"
