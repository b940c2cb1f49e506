# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an officer reads without scrolling, on a phone and on paper: boxes and pages of a report in headless Chromium."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Locator, Page

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import as_html as compliance
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.previous import find
from kits.compliance import generated
from kits.report_browser import CELLS, launched, violations
from kits.report_data import NOW, hosts_of, judged, many_hosts, raw_service

pytestmark = pytest.mark.browser

HEIGHT = 900
PLATFORM = "live.example.com"

# elements that stick out of the page, and numbers of which a part is hidden by a box around them
WIDER = """() => { const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")].filter(node => !node.closest(".hidden, thead, svg") && node.getClientRects().length &&
    (node.getBoundingClientRect().right > width + 1 || node.getBoundingClientRect().left < -1))
    .map(node => node.tagName + "." + node.className + " " + node.textContent.slice(0, 40)).slice(0, 5); }"""
CLIPPED = """() => { const found = [];
  for (const node of document.querySelectorAll("td, th, dd, b, summary, time, li")) {
    if (!/[0-9]/.test(node.textContent) || node.closest(".hidden") || !node.getClientRects().length) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    for (let box = node; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.overflowX === "visible") continue;
      const edge = box.getBoundingClientRect();
      if (text.right > edge.right + 1 || text.left < edge.left - 1) { found.push(node.textContent.slice(0, 40)); break; } } }
  return found.slice(0, 5); }"""
# headings of which a word is on two lines
BROKEN = """() => { const found = [];
  for (const node of document.querySelectorAll("h1, h2, h3, thead th, .title, caption")) {
    if (node.closest(".hidden") || !node.getClientRects().length) continue;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/[A-Za-z]{2,15}/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index); range.setEnd(walker.currentNode, word.index + word[0].length);
      if (range.getClientRects().length > 1) found.push(word[0]); } }
  return found; }"""


def report(folder: Path) -> Model:
    """Return a report on 400 services of one platform, some of which were otherwise a month ago."""
    earlier = judged(many_hosts(390), NOW - timedelta(days=30), PLATFORM)
    path = folder / "earlier.json"
    path.write_text(render_json(earlier), encoding="utf-8")
    soon = [
        raw_service(
            5000 + n, f"Trial {n}", parameters=[{"name": "Trial Expiry Date", "value": f"{24 + n % 5}-11-2026"}]
        )
        for n in range(14)
    ]
    previous, _warnings = find(path, NOW, [PLATFORM])
    return judged(many_hosts(386) | hosts_of(soon), NOW, PLATFORM, previous)


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with launched(chromium) as browser:
        yield browser


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return report(tmp_path_factory.mktemp("earlier"))


@pytest.fixture(scope="module")
def pages(model: Model, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the page of the license report, and that of compliance."""
    folder = tmp_path_factory.mktemp("pages")
    texts = {"license": render_html(model), "compliance": compliance.render_html(generated(400))}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


def opened(browser: Browser, path: Path, width: int = 1280, scheme: Any = "light", font: str = "") -> Page:
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, bypass_csp=bool(font))
    page.goto(path.as_uri())
    if font:
        page.add_style_tag(content=f"body, button, input, select {{ font-family: '{font}', sans-serif !important; }}")
    return page


def is_above_the_fold(found: Locator) -> bool:
    """Tell whether an element is seen whole without scrolling."""
    box = found.bounding_box()
    return box is not None and box["height"] > 0 and box["y"] >= 0 and box["y"] + box["height"] <= HEIGHT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_an_officer_needs_is_above_the_fold(
    browser: Browser, model: Model, pages: dict[str, Path], scheme: str
) -> None:
    page = opened(browser, pages["license"], scheme=scheme)
    assert page.title() == f"License report: {PLATFORM}"
    assert PLATFORM in page.locator("h1").inner_text()
    seen = [
        page.locator("h1"),
        *(page.locator(f"[data-severity={severity}]") for severity in model["attention"]["counts"]),
        *page.locator(".needs > ol > li").all(),
        page.locator(".lapses > ol > li").first,
        *page.locator(".since > ul > li").all(),
        page.locator("[data-figure=services] .delta"),
    ]
    assert len(seen) > 12
    assert all(map(is_above_the_fold, seen))
    counts = {item.get_attribute("data-severity"): item.inner_text() for item in page.locator("[data-severity]").all()}
    for severity, count in model["attention"]["counts"].items():
        assert counts[severity].split()[0] == f"{count:,}"
    assert model["lapses"]["next"][0]["name"] in page.locator(".lapses > ol > li").first.inner_text()
    titles = page.locator(".needs > ol > li .title").all_inner_texts()
    assert titles == [entry["title"] for entry in model["attention"]["rules"][:7]]
    told = " ".join(page.locator(".since > ul > li").all_inner_texts())
    assert model["changes"] is not None
    assert all(f"{count:,} " in told for count in model["changes"]["counts"].values() if count)
    # the speech of Ansible is at the end only
    page.evaluate("document.querySelector('footer').remove()")
    for word in ("inventory", "hosts", "variable", "lp_"):
        assert word not in page.locator("body").inner_text().lower()
    page.close()


def test_verdict_and_counts_of_compliance_are_above_the_fold(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["compliance"])
    seen = [
        page.locator("[data-figure=verdict]"),
        *page.locator(".needs > ol > li").all(),
        page.locator("[data-severity=low]"),
    ]
    assert len(seen) == 9
    assert all(map(is_above_the_fold, seen))
    page.close()


def test_a_line_leads_to_the_rows_that_it_is_about(browser: Browser, model: Model, pages: dict[str, Path]) -> None:
    entry = next(item for item in model["attention"]["rules"] if item["kind"] == "service")
    place = model["attention"]["rules"].index(entry)
    page = opened(browser, pages["license"])
    page.locator(f"[data-need='{place}'] a").click()
    assert page.url.endswith("#services")
    count = page.locator("section:has(> #services) .count").text_content()
    assert count == f"{entry['count']:,} of 400 rows"
    page.close()
    page = opened(browser, pages["compliance"])
    page.locator("[data-need='1'] a").click()
    assert page.locator("section:has(> #findings) tr.group").count() == 1
    heading = page.locator("section:has(> #findings) tr.group")
    assert heading.locator("b").inner_text() == page.locator("[data-need='1'] .title").inner_text()
    assert len(page.evaluate(CELLS, "findings")) == min(100, int(heading.locator("em").inner_text()))
    page.close()


@pytest.mark.parametrize("name", ["license", "compliance"])
@pytest.mark.parametrize("width", [390, 360])
@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans"])
def test_on_a_phone_nothing_is_cut(browser: Browser, pages: dict[str, Path], name: str, width: int, font: str) -> None:
    page = opened(browser, pages[name], width, font=font)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(WIDER) == []
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(BROKEN) == []
    # each cell has its label
    if name == "license":
        cell = page.locator("section:has(> #license-types) tbody tr").first.locator("td").nth(1)
        assert cell.evaluate("node => getComputedStyle(node, '::before').content") == '"Services"'
    page.close()


@pytest.mark.parametrize("name", ["license", "compliance"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_with_everything_that_they_can_show(
    browser: Browser, pages: dict[str, Path], name: str, scheme: str
) -> None:
    for width in (1280, 390):
        page = opened(browser, pages[name], width, scheme)
        assert violations(page) == []
        page.close()


@pytest.mark.parametrize("name", ["license", "compliance"])
def test_on_paper_tables_keep_their_headings_and_pages_have_numbers(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = opened(browser, pages[name])
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    texts = [" ".join(sheet.extract_text().split()) for sheet in reader.pages]
    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert re.search(rf"Page {number} of {len(texts)}(?![0-9])", text)
    # headings of a table of several pages, and of the next one
    head, following = {"license": ("Trial ends", "Every customer"), "compliance": ("Who What", "Open Waived")}[name]
    start = next(place for place, text in enumerate(texts) if head in text)
    end = next(place for place, text in enumerate(texts) if place > start and following in text)
    assert end > start + 2
    assert all(head in text for text in texts[start:end])


def test_names_of_platforms_are_told_where_there_are_two(model: Model) -> None:
    both = json.loads(json.dumps(model)) | {"platforms": ["oslo", "zurich"]}
    text = render_html(both)
    assert "<title>License report: 2 platforms</title>" in text
    assert "<bdi>oslo</bdi>, <bdi>zurich</bdi>" in text
