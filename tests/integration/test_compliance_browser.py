# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compliance page in headless Chromium: what it shows, that it filters, and that everybody can use it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_html import MOST_ROWS, render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    Document,
    baseline_of,
    build,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import instant
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from kits.compliance import DEFAULT_POLICY, TODAY, rule, sample_records, service, waiver
from kits.report_browser import CELLS, launched, violations
from kits.report_data import HOSTILE
from simulator import Dataset

pytestmark = pytest.mark.browser

WAIVERS = [waiver(rule="seats-unused", scope={"name": "auto_sys_*"})]


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with launched(chromium) as browser:
        yield browser


def document(services: list[Any], customers: list[Any], ready: policy.Policy, baseline: Any = None) -> Document:
    findings = evaluate.evaluate(services, customers, ready, TODAY)
    population = Population(services, customers, {}, [])
    return build(findings, ready, population, baseline, instant("2026-11-22"), "inventory", "high", 1)


def shown(browser: Browser, folder: Path, told: Document, scheme: Any = "light", width: int = 1280) -> Page:
    """Open the page of a document; whatever the browser complains about is an error."""
    path = folder / "compliance.html"
    path.write_text(render_html(told), encoding="utf-8")
    complaints: list[str] = []

    def refuse(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", refuse)
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:")) else complaints.append(request.url),
    )
    page.goto(path.as_uri())
    assert complaints == []
    return page


def samples() -> Document:
    ready = policy.load(DEFAULT_POLICY, TODAY, WAIVERS)
    services, customers = sample_records()
    return document(services[2:], customers, ready, baseline_of(document(services[:5], customers, ready))["findings"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(browser: Browser, tmp_path: Path, scheme: str) -> None:
    page = shown(browser, tmp_path, samples(), scheme)
    assert violations(page) == []


def test_the_page_shows_every_finding_and_filters_them(browser: Browser, tmp_path: Path) -> None:
    told = samples()
    page = shown(browser, tmp_path, told)
    rows = page.evaluate(CELLS, "findings")
    # below their rules: the same findings, in the order of the rules
    assert sorted(row[0] for row in rows) == sorted(item["name"] for item in told["findings"])
    assert {row[2] for row in rows} == {"new", "persisting", "waived"}
    headings = page.locator("section:has(> #findings) tr.group b").all_inner_texts()
    assert headings == [rule["title"] for rule in told["rules"] if rule["open"] or rule["waived"]]
    assert len(page.evaluate(CELLS, "fixed")) == len(told["fixed"]) > 0
    assert len(page.evaluate(CELLS, "rules")) == len(DEFAULT_POLICY["rules"])
    panel = page.locator("section:has(#findings)")
    panel.get_by_label("Severity").select_option(label="medium")
    medium = [item["name"] for item in told["findings"] if item["severity"] == "medium"]
    assert [row[0] for row in page.evaluate(CELLS, "findings")] == medium
    panel.get_by_label("Severity").select_option(label="all")
    panel.get_by_label("State").select_option(label="waived")
    assert len(page.evaluate(CELLS, "findings")) == told["waived"] == 3


def test_hostile_names_do_nothing(browser: Browser, tmp_path: Path) -> None:
    services = [service(number, full_name=name) for number, name in enumerate(HOSTILE)]
    check = {"type": "missing", "field": "ms_tenant_id"}
    ready = policy.load({"rules": [rule(title=HOSTILE[4], check=check)]}, TODAY)
    page = shown(browser, tmp_path, document(services, [], ready))
    assert len(page.evaluate(CELLS, "findings")) == len(HOSTILE)
    assert page.locator("img").count() == 0


def test_ten_thousand_services_stay_usable(browser: Browser, tmp_path: Path) -> None:
    """Opens in less than two seconds, without scrolling sideways at 1280 pixels."""
    data = Dataset.generate(services=10_000, customers=10_000, seed=1)
    joined = join.join(lists.services(data.services), lists.customers(data.customers))
    told = document(*joined, policy.load(DEFAULT_POLICY, TODAY))
    assert len(told["findings"]) > MOST_ROWS
    shown(browser, tmp_path, samples()).close()
    start = time.perf_counter()
    page = shown(browser, tmp_path, told)
    page.wait_for_selector("section:has(#findings) table.ready")
    rendering = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert rendering < 2000, f"{rendering} ms, {time.perf_counter() - start:.1f} s in all"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert "the first 10,000 of" in page.locator("section:has(#findings) caption").inner_text()
