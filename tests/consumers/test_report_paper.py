# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report on paper, printed by Chromium and by WeasyPrint: which rows are there, their headings, the numbers of pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_pdf import render_pdf
from kits.consumers import Consumers
from kits.report_browser import FLAGS
from kits.report_data import judged, many_hosts

# seconds; a machine with other work takes several times as long as an idle one
PATIENCE = 900


def services(count: int) -> dict[str, dict[str, object]]:
    return {name: host for name, host in many_hosts(count).items() if host["lp_kind"] == "service"}


def printed(consumers: Consumers, by: str, count: int, rows: str, folder: Path) -> list[str]:
    """Return the text of each page of a report on so many services."""
    model, pdf = judged(services(count)), folder / "report.pdf"
    if by == "weasyprint":
        warnings: list[str] = []
        pdf.write_bytes(render_pdf(model, rows, warnings))
        assert warnings == []
    else:
        page = folder / "report.html"
        page.write_text(render_html(model, rows), encoding="utf-8")
        done = consumers.run(
            *("chromium", "--headless", *FLAGS, "--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}"),
            *(f"--print-to-pdf={pdf}", page.as_uri()),
            timeout=PATIENCE,
        )
        assert pdf.exists(), done.stderr
    return consumers.pdf_pages(pdf)


def numbered(page: str) -> list[int]:
    """Return the numbers of the services whose rows begin on a page: of the long table, which has their DIDs."""
    return [int(number) for number in re.findall(r"^ *Service (\d+) & sons .* / 100\b", page, re.MULTILINE)]


@pytest.mark.parametrize(
    ("by", "count", "rows"),
    [
        ("chromium", 150, "exceptions"),
        ("chromium", 150, "all"),
        ("weasyprint", 150, "exceptions"),
        ("weasyprint", 150, "all"),
        # so many rows are for a browser, see the role's README
        pytest.param("chromium", 10_000, "all", marks=pytest.mark.slow),
    ],
)
def test_paper_has_every_row_that_it_says(by: str, count: int, rows: str, consumers: Consumers, tmp_path: Path) -> None:
    pages = printed(consumers, by, count, rows, tmp_path)
    found = [number for page in pages for number in numbered(page)]
    (said,) = re.findall(r"Printed: ([\d,]+) of ([\d,]+) services\.", " ".join("".join(pages).split()))
    assert said == (f"{len(found):,}", f"{count:,}")
    assert len(found) == len(set(found))
    assert (len(found) == count) is (rows == "all")
    assert ("license_report_rows: all" in "".join(pages)) is (rows == "exceptions")
    for place, page in enumerate(pages, 1):
        assert f"Page {place} of {len(pages)}" in page
        assert not numbered(page) or "Trial ends" in page, f"page {place} has rows without headings"
