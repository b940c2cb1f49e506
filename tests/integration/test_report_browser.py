# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTML report of a real playbook run, opened in headless Chromium and compared with the JSON report beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page

from kits import harness
from kits.report_browser import CELLS, launched, violations
from kits.report_data import HOSTILE, hosts_of, inventory, raw_customer, raw_service, sample_hosts

pytestmark = pytest.mark.browser

HOSTILE_GUID = "22222222-0000-4000-8000-000000000000"

# the lowest contrast of visible text with what lies behind it (WCAG 2.2, 1.4.3), by selector of the text
CONTRAST = """() => {
  const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = node => { for (; node; node = node.parentElement) {
    const colour = rgb(getComputedStyle(node).backgroundColor); if (colour.length < 4 || colour[3] === 1) return colour; }
    return [255, 255, 255]; };
  const found = {};
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) continue;
    const [high, low] = [light(rgb(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
    const key = node.tagName + "." + node.className; const ratio = (high + 0.05) / (low + 0.05);
    found[key] = Math.min(ratio, found[key] ?? 99); }
  return found; }"""


@dataclass
class Report:
    """The files of one run, and whatever the browser had to say while it showed the page."""

    html: Path
    data: dict[str, Any]
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, browser: Browser, scheme: str = "light", width: int = 1280) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", self._refuse)
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(self.html.as_uri())
        return page

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with launched(chromium) as browser:
        yield browser


@pytest.fixture(scope="module")
def report(cores: list[harness.Core], tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The vendor's examples, and customers and services with names that try to be more than names, some of them joined."""
    folder = tmp_path_factory.mktemp("report")
    guids = [HOSTILE_GUID[:-2] + f"{number:02}" for number in range(len(HOSTILE))]
    hosts = sample_hosts() | hosts_of(
        [
            raw_service(n, name, umpId=guids[n] if n % 2 else None, status=name, licenseType=name)
            for n, name in enumerate(HOSTILE)
        ],
        [
            raw_customer(guid, name, seats=10, used=9 + n % 3)
            for n, (guid, name) in enumerate(zip(guids, HOSTILE, strict=True))
        ],
    )
    (folder / "inventory.json").write_text(json.dumps(inventory(hosts)), encoding="utf-8")
    variables = {"license_report_dest": str(folder), "license_report_title": "Licenses <b>of</b>&nbsp;& all"}
    playbook = "audiocodes.live_platform.license_report"
    argv = ["ansible-playbook", "-i", str(folder / "inventory.json"), playbook, "-e", json.dumps(variables)]
    done = harness.run(cores[-1], argv)
    assert done.returncode == 0, done.stdout + done.stderr
    data = json.loads((folder / "license_report.json").read_text(encoding="utf-8"))
    return Report(folder / "license_report.html", data)


def shown(count: float) -> str:
    return f"{count:,}"


def test_the_numbers_on_the_page_are_those_of_the_data(browser: Browser, report: Report) -> None:
    page = report.open(browser)
    totals = report.data["totals"]
    assert totals["services"] == 6 + len(HOSTILE)

    def figure(key: str) -> str:
        return page.locator(f"[data-figure={key}] .value").inner_text()

    assert page.locator("[data-total=hosts]").inner_text() == shown(totals["hosts"])
    assert figure("services") == shown(totals["services"])
    assert figure("customers") == shown(totals["customers"])
    assert figure("seats") == f"{shown(totals['seats_active'])} of {shown(totals['seats_licensed'])}"
    devices = totals["devices_personal"] + totals["devices_meeting"]
    plan = totals["devices_personal_max"] + totals["devices_meeting_max"]
    assert figure("devices") == f"{shown(devices)} of {shown(plan)}"
    ai_summary = (totals["ai_summary_devices_active"], totals["ai_summary_devices_max"])
    assert figure("ai_summary") == "{} of {}".format(*map(shown, ai_summary))
    assert figure("errors") == "3"
    assert figure("trials") == shown(totals["trials_expiring"])

    types = {row[0]: (row[2], row[3]) for row in page.evaluate(CELLS, "license-types")}
    told = {item["label"]: (shown(item["services"]), shown(item["customers"])) for item in report.data["license_types"]}
    assert {label: types[label] for label in ("Essential", "Hosted Essentials")} == {
        "Essential": ("3", "0"),
        "Hosted Essentials": ("0", "5"),
    }
    assert sorted(types.values()) == sorted(told.values())
    statuses = page.evaluate(CELLS, "statuses")
    assert [row[2] for row in statuses] == [shown(item["services"]) for item in report.data["statuses"]]
    seats = page.evaluate(CELLS, "seats")
    wanted = [[shown(item["active"]), shown(item["licensed"]), f"{item['percent']}%"] for item in report.data["seats"]]
    assert [row[2:] for row in seats] == wanted[: len(seats)]
    assert len(page.evaluate(CELLS, "services")) == totals["services"]
    assert len(page.evaluate(CELLS, "customers")) == totals["customers"]
    for group in report.data["groups"]:
        assert f"{group['name']} ({shown(group['hosts'])} hosts" in page.locator("footer").inner_text()


def test_bars_are_as_long_as_their_numbers_say(browser: Browser, report: Report) -> None:
    page = report.open(browser)
    widths = page.evaluate(
        """() => [...document.querySelectorAll("section:has(> #license-types) tbody tr")].map(row => {
          const track = row.querySelector(".track").getBoundingClientRect().width;
          const sum = [...row.querySelectorAll("rect:not(.track)")].reduce((all, bar) => all + bar.getBoundingClientRect().width, 0);
          return [Number(row.cells[2].textContent) + Number(row.cells[3].textContent), sum / track]; })"""
    )
    most = max(count for count, _share in widths)
    assert most > 1
    assert all(share == pytest.approx(count / most, abs=0.01) for count, share in widths)


def test_hostile_names_are_seen_as_text_and_nothing_runs(browser: Browser, report: Report) -> None:
    report.complaints.clear()
    report.requests.clear()
    page = report.open(browser)
    page.wait_for_load_state("networkidle")
    names = {row[0] for row in page.evaluate(CELLS, "customers")} & set(HOSTILE)
    assert {"<script>alert(1)</script>", "=1+1", "{{ 40 + 2 }}", "</title><img src=x onerror=alert(2)>"} <= names
    assert page.get_by_role("rowheader", name="<script>alert(1)</script>").first.is_visible()
    assert page.title() == "Licenses <b>of</b>&nbsp;& all"
    assert page.locator("h1").inner_text() == page.title()
    counts = "[document.scripts.length, document.images.length, document.querySelectorAll('h1 b, bdi b, td b, [scope=row] b').length]"
    assert page.evaluate(counts) == [1, 0, 0]
    assert report.complaints == []
    assert report.requests == [report.html.as_uri()]


def test_the_pages_policy_would_stop_a_script(browser: Browser, report: Report) -> None:
    page = report.open(browser)
    page.evaluate(
        """() => { const node = document.createElement("script"); node.textContent = "window.ran = 1"; document.body.append(node); }"""
    )
    assert page.evaluate("window.ran ?? 0") == 0
    assert any("Content Security Policy" in complaint for complaint in report.complaints)


@pytest.mark.parametrize("width", [1280, 800, 400])
def test_the_page_never_scrolls_sideways(browser: Browser, report: Report, width: int) -> None:
    page = report.open(browser, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_both_schemes(browser: Browser, report: Report, scheme: str) -> None:
    page = report.open(browser, scheme=scheme)
    contrasts = page.evaluate(CONTRAST)
    assert len(contrasts) > 10
    assert {key: ratio for key, ratio in contrasts.items() if ratio < 4.5} == {}
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(243, 245, 248)", "dark": "rgb(16, 20, 27)"}[scheme]


def test_on_paper_it_is_black_on_white_and_complete(browser: Browser, report: Report) -> None:
    page = report.open(browser, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert not page.get_by_role("navigation").is_visible()
    assert page.get_by_role("heading", name="Customers", exact=True).is_visible()


def test_every_table_is_found_by_its_name(browser: Browser, report: Report) -> None:
    page = report.open(browser)
    for heading in page.locator("section.panel > h3").all_inner_texts():
        assert page.get_by_role("region", name=f"{heading}, table").get_by_role("table").count() == 1
    assert page.locator("section.panel > h3").count() == 11
    links = page.get_by_role("navigation").get_by_role("link").all()
    assert [link.inner_text() for link in links] == page.locator("section.question > h2").all_inner_texts()
    for link in links:
        link.click()
        target = page.evaluate("document.querySelector(location.hash).textContent")
        assert target == link.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_accessibility_checker_finds_nothing(browser: Browser, report: Report, scheme: str) -> None:
    assert violations(report.open(browser, scheme=scheme)) == []


def test_the_accessibility_checker_would_find_something(browser: Browser, report: Report) -> None:
    page = report.open(browser)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(found.startswith("button-name: ") for found in violations(page))
