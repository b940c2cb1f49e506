# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the SARIF Multitool says of our log, by the rules of the standard, of GitHub and of Azure DevOps.

Its exit status is 0 whatever it finds, so its results are counted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.formats import render
from kits.compliance import generated, loaded
from kits.consumers import Consumers
from kits.findings import document_of, of_hostile, of_samples

# the standard with the rules of GitHub Advanced Security, and with those of Azure DevOps
KINDS = ("Sarif;Ghas", "Sarif;Ado")


def complaints(consumers: Consumers, log: str, kind: str, folder: Path) -> list[tuple[str, str, str]]:
    """Return level, rule and name of the message of all that the program says of a log, notes too."""
    path, output = folder / "compliance.sarif", folder / "said.sarif"
    path.write_text(log, encoding="utf-8")
    output.unlink(missing_ok=True)
    arguments = ("--rule-kind", kind, "--output", output, "--level", "Error;Warning;Note")
    done = consumers.run("sarif-multitool", "validate", path, *arguments)
    assert output.exists(), done.stdout + done.stderr
    (run,) = json.loads(output.read_text(encoding="utf-8-sig"))["runs"]
    assert [invocation["executionSuccessful"] for invocation in run["invocations"]] == [True]
    levels = {rule["id"]: rule.get("defaultConfiguration", {}).get("level") for rule in run["tool"]["driver"]["rules"]}
    return [
        (
            result.get("level") or levels.get(result["ruleId"].partition("/")[0]) or "warning",
            result["ruleId"],
            str(result["message"]),
        )
        for result in run["results"]
    ]


def empty() -> Document:
    return document_of([], [], loaded())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [of_samples, of_hostile, empty, lambda: generated(300)])
def test_no_error(make: Callable[[], Document], kind: str, consumers: Consumers, tmp_path: Path) -> None:
    told = complaints(consumers, render("sarif", make()), kind, tmp_path)
    assert [item for item in told if item[0] == "error"] == []


@pytest.mark.parametrize(
    ("kind", "inside", "removed", "rule"),
    [
        ("Sarif;Ghas", "rules", "fullDescription", "GH2012"),
        ("Sarif;Ghas", "results", "locations", "GH1015"),
        ("Sarif;Ado", "driver", "fullName", "GHAzDO1018"),
        ("Sarif;Ado", "runs", "automationDetails", "GHAzDO1014"),
        ("Sarif;Ado", "automationDetails", "properties", "GHAzDO1019"),
        ("Sarif;Ado", "rules", "name", "GHAzDO2012"),
    ],
)
def test_what_we_write_for_them_is_wanted(
    kind: str, inside: str, removed: str, rule: str, consumers: Consumers, tmp_path: Path
) -> None:
    """Else the test above could not fail."""

    def without(data: object, name: str = "") -> object:
        if isinstance(data, dict):
            return {key: without(value, key) for key, value in data.items() if (name, key) != (inside, removed)}
        return [without(item, name) for item in data] if isinstance(data, list) else data

    log = json.dumps(without(json.loads(render("sarif", of_samples()))))
    told = complaints(consumers, log, kind, tmp_path)
    assert [item for item in told if item[0] == "error" and item[1].startswith(rule)], told


def test_an_address_is_percent_encoded(consumers: Consumers, tmp_path: Path) -> None:
    log = render("sarif", of_hostile())
    assert "a%20b/Z%C3%BCrich%20%7B0%7D%20%26%20%3Cc%3E%23%25.live_platform.yml" in log
    told = complaints(consumers, log.replace("a%20b/Z%C3%BCrich", "a b/Zürich"), "Sarif", tmp_path)
    assert {item[1] for item in told if item[0] == "error"} == {"SARIF1002"}
