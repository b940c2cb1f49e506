# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compliance guide says what the code does: rules, checks, parameters, scopes, and findings of the examples."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import waivers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import (
    check_parameters,
    checks,
    evaluate,
    policy,
    sources,
)
from kits.compliance import DEFAULT_POLICY, TODAY, sample_records
from kits.harness import ROOT

GUIDE = (ROOT / "docs" / "docsite" / "rst" / "compliance_guide.rst").read_text(encoding="utf-8")


def list_table(widths: str, rows: list[list[str]]) -> str:
    """Return a list-table of RST, the first row its heading."""
    lines = [".. list-table::", "   :header-rows: 1", f"   :widths: {widths}", ""]
    for row in rows:
        for mark, cell in zip(["* -", *["  -"] * (len(row) - 1)], row, strict=True):
            lines.append(f"   {mark} {cell}".rstrip())
    return "\n".join(lines)


def rules_table() -> str:
    """Return the table of the default rules as the guide shows it."""
    rows = [["Rule", "Severity", "What it finds", "Source"]]
    rows += [[f"``{row['id']}``", row["severity"], row["title"], row["source"]] for row in DEFAULT_POLICY["rules"]]
    return list_table("28 10 34 28", rows)


def samples_table() -> str:
    """Return the table of findings about the vendor's examples as the guide shows it."""
    findings = evaluate.evaluate(*sample_records(), policy.load(DEFAULT_POLICY, TODAY), TODAY)
    rows = [["Severity", "Rule", "Object", "Finding"]]
    rows += [[item["severity"], f"``{item['rule']}``", item["name"], item["message"]] for item in findings]
    return list_table("10 30 20 40", rows)


@pytest.mark.parametrize("table", [rules_table, samples_table])
def test_tables_are_up_to_date(table: Any) -> None:
    assert table() in GUIDE, f"expected in the guide:\n\n{table()}"


def test_every_check_and_parameter_is_there() -> None:
    for name, type_ in checks.CHECKS.items():
        row = re.search(rf"\* - ``{name}``\n((?:     .*\n)+)", GUIDE)
        assert row, name
        for parameter in type_.parameters:
            assert f"``{parameter}``" in row[1], f"{name}: {parameter}"
    for vocabulary in check_parameters.VOCABULARIES:
        assert f"``{vocabulary}``" in GUIDE


def test_every_key_is_there() -> None:
    for key in (*policy._SCOPE_KEYS, *policy._RULE_KEYS, *waivers.SCOPE_KEYS, *policy.SEVERITIES):
        assert f"``{key}``" in GUIDE, key


def test_policies_of_the_guide_load() -> None:
    """Every YAML block that is a policy, changes of one, or a list of waivers."""
    loaded = 0
    for block in re.findall(r"\.\. code-block:: yaml\n\n((?:    .*\n|\n)+)", GUIDE):
        data = yaml.safe_load(block)
        if isinstance(data, dict) and "rules" in data:
            alone = "schema" in data
            sources.policy_of(data if alone else None, None if alone else data, None, TODAY)
            loaded += 1
        elif isinstance(data, list) and "until" in data[0]:
            sources.policy_of(None, None, data, TODAY)
            loaded += 1
    assert loaded == 3
