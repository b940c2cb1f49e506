# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by tests of HTML reports: the browser, the content of a table, and the accessibility check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)

# text of the cells of the table in the section with this heading, one list for each row, without small text under names
CELLS = """id => [...document.querySelectorAll(`section:has(> #${id}) tbody tr:not(.group)`)].map(row => [...row.cells].map(cell => {
  const copy = cell.cloneNode(true); copy.querySelectorAll("span").forEach(node => node.remove());
  return copy.textContent.trim(); }))"""

# axe-core's tags for WCAG 2.2 AA and for its own best practices
AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@contextmanager
def launched(chromium: Path) -> Iterator[Browser]:
    """Run headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def violations(page: Page) -> list[str]:
    """Return axe-core's findings on the page: the rule and the first elements that violate it."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{item['id']}: {[node['html'][:120] for node in item['nodes'][:3]]}" for item in found]
