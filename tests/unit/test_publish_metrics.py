# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dashboard, alert rules and guide name the metrics that there are; the tests in tests/consumers run them."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import EVERYWHERE, METRICS
from kits.harness import ROOT

DASHBOARD = json.loads((ROOT / "examples/grafana/live_platform.json").read_text(encoding="utf-8"))
RULES = yaml.safe_load((ROOT / "examples/prometheus/live_platform.rules.yml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs/docsite/rst/metrics_guide.rst").read_text(encoding="utf-8")

ALERTS = {rule["alert"]: rule["expr"] for group in RULES["groups"] for rule in group["rules"]}
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


@pytest.mark.parametrize("query", [*QUERIES, *ALERTS.values()])
def test_a_query_names_metrics_and_labels_that_there_are(query: str) -> None:
    for name, selected in re.findall(r"(live_platform_\w+)\{([^}]*)\}", query):
        labels = set(re.findall(r"(\w+)(?:=|!=|=~|!~)\"", selected))
        assert labels <= {*EVERYWHERE, *METRICS[name].labels}
        # else a service would count once for each report, and a statement as the present
        assert "report" in labels


def test_every_metric_is_in_the_dashboard_and_in_the_guide() -> None:
    assert set(re.findall(r"live_platform_[a-z_]+", " ".join(QUERIES))) == set(METRICS)
    for name in METRICS:
        assert f"``{name}``" in GUIDE


def test_every_alert_is_in_the_guide() -> None:
    assert re.findall(r"``(LivePlatform\w+)``", GUIDE) == list(ALERTS)


def test_the_dashboard_can_be_imported_anywhere() -> None:
    """It has no data source of its own, no id of a database, and no two panels of one place."""
    variables = {item["name"]: item for item in DASHBOARD["templating"]["list"]}
    assert list(variables) == ["datasource", "report", "findings", "platform"]
    assert variables["datasource"]["type"] == "datasource"
    assert "id" not in DASHBOARD
    assert {json.dumps(item["datasource"]) for panel in DASHBOARD["panels"] for item in (panel, *panel["targets"])} == {
        '{"type": "prometheus", "uid": "${datasource}"}'
    }
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
    cells = [
        (x, y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _y in cells) < 24
