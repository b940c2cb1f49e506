# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new column of the page and a new total take one line each: what CONTRIBUTING says of them is true."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import Column, text_cell
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report import details, model, totals
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_text import summarize
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.sheets import sheets
from kits.harness import script
from kits.report_data import model_of, sample_hosts
from kits.report_pages import Page


def test_a_column_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heading and cells of every row are then on the page."""
    column = Column("Cluster", lambda row: text_cell(f"cluster of {row['host']}"))
    monkeypatch.setattr(details, "_SERVICE_COLUMNS", (*details._SERVICE_COLUMNS, column))
    built = model_of(sample_hosts())
    html = render_html(built)
    services = {row["host"] for row in built["rows"] if row["record"]["kind"] == "service"}
    assert '<th scope="col">Cluster</th>' in html
    assert {row[-1].strip() for row in Page(html).tables["services"]} == {f"cluster of {host}" for host in services}


def test_a_total_is_one_row_and_a_generated_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON, workbook and summary then have it, and the schema wants it."""
    more = (*totals.TOTALS, totals.Total("services_seen", lambda found: len(found.services)))
    writer: ModuleType = script("report_schema")
    before = writer.SCHEMA.read_text(encoding="utf-8")
    for place in (model, writer):
        monkeypatch.setattr(place, "TOTALS", more)
    built = model_of(sample_hosts())
    document: dict[str, Any] = json.loads(render_json(built))
    assert document["totals"]["services_seen"] == 6
    assert summarize(built)["totals"]["services_seen"] == 6
    (summary,) = [sheet for sheet in sheets(built) if sheet.name == "Summary"]
    assert ["Services seen", 6, ""] in summary.rows
    with pytest.raises(jsonschema.ValidationError, match="services_seen"):
        jsonschema.Draft202012Validator(json.loads(before)).validate(document)
    schema = json.loads(writer.written(before))
    jsonschema.Draft202012Validator(schema).validate(document)
    del document["totals"]["services_seen"]
    with pytest.raises(jsonschema.ValidationError, match="services_seen"):
        jsonschema.Draft202012Validator(schema).validate(document)
