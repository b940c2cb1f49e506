# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One report in every format, each read by a program of its kind: wherever a number stands, it is the same.

The numbers of the JSON report are counted again from the hosts; what the other formats say is compared with JSON.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import COLUMNS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import encoded_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_markdown import render_markdown
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_pdf import render_pdf
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_text import render_table
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_xlsx import render_xlsx
from kits.consumers import Consumers
from kits.report_data import hostile_hosts, judged, many_hosts, sample_hosts
from kits.report_pages import Page, read_csv, read_markdown

Hosts = dict[str, dict[str, Any]]
# name of a number -> the number; null where a format says in words that there is none
Numbers = dict[str, int | None]

POPULATIONS: dict[str, Callable[[], Hosts]] = {
    "samples": sample_hosts,
    "generated": lambda: many_hosts(200),
    "hostile": hostile_hosts,
    "empty": dict,
}
SEVERITIES = ("critical", "high", "medium", "low", "info")


def number(text: Any) -> int | None:
    """Read a number as people do; null for words and dashes."""
    found = re.fullmatch(r"\d[\d,]*", str(text).strip())
    return int(found[0].replace(",", "")) if found else None


def pair(text: str) -> tuple[int | None, int | None]:
    """Read "1 of 100"."""
    used, _of, whole = text.partition(" of ")
    return number(used), number(whole.partition(" ")[0])


def one_line(numbers: Numbers) -> Numbers:
    """Give long names the form that all formats share: the beginning, on one line."""
    found: Numbers = {}
    for name, value in numbers.items():
        words, mark, end = name.rpartition(": ") if ": " in name else (name, "", "")
        found[" ".join(words.split())[:30].rstrip(".\u2026") + mark + end] = value
    return found


def of_json(data: dict[str, Any]) -> Numbers:
    totals = data["totals"]
    found: Numbers = {name: totals[name] for name in ("services", "services_disabled", "customers")}
    # the seats that count for "used of acquired": somebody acquired them, and their users count
    found["seats_used"] = totals["seats_active"] - totals["seats_active_unplanned"]
    found["seats_of"] = totals["seats_licensed"] - totals["seats_not_counted"]
    found["seats_acquired"] = totals["seats_licensed"]
    found |= {f"trials_{state}": totals[f"trials_{state}"] for state in ("active", "expiring", "expired")}
    for name in ("active", "max"):
        found[f"ai_{name}"] = totals[f"ai_summary_devices_{name}"]
    for item in data["license_types"]:
        label = item["label"]
        found[f"type {label}: services"], found[f"type {label}: customers"] = item["services"], item["customers"]
        found[f"type {label}: used"] = None if item["not_counted"] == item["customers"] > 0 else item["seats_active"]
        found[f"type {label}: acquired"] = item["seats_licensed"]
    found |= {f"status {item['status']}": item["services"] for item in data["statuses"]}
    for rule in data["attention"]["rules"]:
        severity = f"findings {rule['severity']}"
        found[severity] = (found.get(severity) or 0) + rule["count"]
    return found


def of_hosts(hosts: Hosts) -> Numbers:
    """Count again what needs no rule of the report."""
    services = [host for host in hosts.values() if host["lp_kind"] == "service"]
    states = Counter(host["lp_status"] or "unknown" for host in services)
    return {
        "services": len(services),
        "services_disabled": sum(host["lp_enabled"] is False for host in services),
        "ai_active": sum(host.get("lp_ai_summary_devices_active") or 0 for host in services),
        **{f"status {state}": count for state, count in states.items()},
        "customers": len({host["lp_ump_customer_guid"] for host in hosts.values() if host.get("lp_ump_customer_guid")}),
    }


def of_table(rows: list[list[str]], places: dict[str, int]) -> Numbers:
    """Read the table of license types: `places` are the columns of what it counts."""
    return {f"type {row[0]}: {name}": number(row[place]) for row in rows for name, place in places.items()}


def of_page(html: str) -> Numbers:
    page = Page(html)
    found = {name: number(page.figures[name]) for name in ("services", "customers")}
    found["trials_expiring"] = number(page.figures["trials"])
    found["seats_used"], found["seats_of"] = pair(page.figures["seats"])
    found["ai_active"], found["ai_max"] = pair(page.figures["ai_summary"])
    for severity, count in re.findall(r'<li data-severity="(\w+)".*?<b>(\d[\d,]*)</b>', html, re.DOTALL):
        found[f"findings {severity}"] = number(count)
    rows = page.tables.get("license-types", [])
    found |= of_table(rows, {"services": 2, "customers": 3})
    return found | {f"status {row[0]}": number(row[2]) for row in page.tables.get("statuses", [])}


def of_markdown(text: str) -> Numbers:
    tables = read_markdown(text)
    named = {row[0]: number(row[1]) for row in tables["Figures"]}
    words = {
        "services": "Services",
        "services_disabled": "Services disabled",
        "customers": "Customers",
        "seats_used": "Seats used",
        "seats_acquired": "Seats acquired",
        "trials_active": "Trials active",
        "trials_expiring": "Trials expiring within 30 days",
        "trials_expired": "Trials expired",
    }
    found = {name: named[words[name]] for name in words if words[name] in named}
    found |= of_table(tables.get("Licenses by type", []), {"services": 1, "customers": 2, "used": 3, "acquired": 4})
    return found | {f"status {row[0]}": number(row[1]) for row in tables.get("Services by status", [])} | of_line(text)


def of_line(text: str) -> Numbers:
    """Read "15 open findings: 5 high, 1 medium, 9 low; and 10 for information.", also as Markdown writes it."""
    (line,) = re.findall(r"^.*open findings.*$", text, re.MULTILINE)[:1] or [""]
    found = {
        f"findings {word}": number(count) for count, word in re.findall(r"(\d[\d,]*) (critical|high|medium|low)", line)
    }
    hints = re.search(r"and (\d[\d,]*) for information", line)
    return found | ({"findings info": number(hints[1])} if hints else {})


def of_terminal(lines: list[str]) -> Numbers:
    text = "\n".join(lines)
    found = of_line(text)
    counted = re.search(r"^(\d[\d,]*) services \((\d[\d,]*) disabled\), (\d[\d,]*) customers", text, re.MULTILINE)
    assert counted
    found |= dict(zip(("services", "services_disabled", "customers"), map(number, counted.groups()), strict=True))
    found["seats_used"], found["seats_of"] = pair(re.findall(r"^Seats used +(\S+ of \S+)", text, re.MULTILINE)[0])
    trials = re.findall(
        r"^Trials +(\d[\d,]*) active, (\d[\d,]*) expiring within 30 days, (\d[\d,]*) expired", text, re.MULTILINE
    )
    return found | dict(
        zip(("trials_active", "trials_expiring", "trials_expired"), map(number, trials[0]), strict=True)
    )


def of_workbook(path: Path) -> Numbers:
    sheets: dict[str, list[Any]] = {
        sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)
    }
    named = {row[0]: row[1] for row in sheets["Summary"]}
    words = {
        "services": "Services",
        "services_disabled": "Services disabled",
        "customers": "Customers",
        "trials_active": "Trials active",
        "trials_expiring": "Trials expiring",
        "trials_expired": "Trials expired",
        "ai_active": "AI summary devices active",
        "ai_max": "AI summary devices max",
    }
    found: Numbers = {name: named[word] for name, word in words.items()}
    found["seats_used"] = named["Seats active"] - named["Seats active unplanned"]
    found["seats_of"] = named["Seats licensed"] - named["Seats not counted"]
    found["seats_acquired"] = named["Seats licensed"]
    # a sheet without rows is left out, and the last row of a table has its sums
    heads, *rows = sheets.get("Licenses", [()])
    for row in (dict(zip(heads, row, strict=True)) for row in rows[:-1]):
        label = row["License type"]
        found[f"type {label}: services"], found[f"type {label}: customers"] = row["Services"], row["Customers"]
        found[f"type {label}: acquired"] = row["Seats acquired"]
    heads, *rows = sheets.get("Statuses", [()])
    for place, state in enumerate(heads):
        if state not in ("License type", "Services", "in another status"):
            found[f"status {state}"] = sum(row[place] for row in rows[:-1])
            assert rows[-1][place] == found[f"status {state}"]
    return found


def of_csv(text: str) -> Numbers:
    rows = [row for row in read_csv(text) if row["kind"] == "service"]
    states = Counter((row["status"] or "unknown").removeprefix("'") for row in rows)
    return {
        "services": len(rows),
        "services_disabled": sum(row["enabled"].lower() == "false" for row in rows),
        **{f"status {state}": count for state, count in states.items()},
    }


def of_pdf(pages: list[str]) -> Numbers:
    """Read the key figures, four in a line, and the counts of findings, as the PDF's text lays them out."""
    lines = [line for page in pages for line in page.splitlines() if line.strip()]
    values: dict[str, str] = {}
    for head, line in itertools.pairwise(lines):
        titles = re.split(r" {2,}", head.strip())
        if titles[0] in ("Services", "Services in error") and len(titles) == 4:
            values |= dict(zip(titles, re.split(r" {2,}", line.strip()), strict=True))
    found = {"services": number(values["Services"]), "customers": number(values["Customers"])}
    found["seats_used"], found["seats_of"] = pair(values["Seats used"])
    found["trials_expiring"] = number(values["Trials ending in 30 days"])
    found["ai_active"], found["ai_max"] = pair(values["AI Summary devices"])
    found["status error"] = number(values["Services in error"])
    (counts,) = [line for line in lines if "counted apart" in line]
    return found | {f"findings {word}": number(count) for count, word in re.findall(r"(\d[\d,]*) (\w+)", counts)}


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_format_has_the_same_numbers(name: str, consumers: Consumers, tmp_path: Path) -> None:
    hosts = POPULATIONS[name]()
    model = judged(hosts)
    book, paper = tmp_path / "report.xlsx", tmp_path / "report.pdf"
    book.write_bytes(render_xlsx(model))
    paper.write_bytes(render_pdf(model))
    (calc,) = consumers.converted(book, "xlsx", tmp_path)
    right = one_line(of_json(json.loads(encoded_json(model))))
    formats = {
        "the hosts": of_hosts(hosts),
        "html": of_page(render_html(model)),
        "md": of_markdown(render_markdown(model)),
        "terminal": of_terminal(render_table(model)),
        "xlsx": of_workbook(book),
        "xlsx in LibreOffice": of_workbook(calc),
        "csv": of_csv(render_csv(model, COLUMNS)),
        "pdf": of_pdf(consumers.pdf_pages(paper)),
    }
    for told, read in formats.items():
        numbers = one_line(read)
        assert {"services", *(() if told == "csv" else ("customers",))} <= numbers.keys()
        # what a format does not show, or says in words, is no number; a count of nothing may be left out of JSON
        wrong = {
            key: (value, right.get(key, 0))
            for key, value in numbers.items()
            if value is not None and value != (right.get(key, 0) or 0)
        }
        assert wrong == {}, told
    assert len(formats["html"]) >= len(SEVERITIES) + 5
