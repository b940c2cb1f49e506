# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a policy comes from: files, dictionaries, text of a survey, and what is said when it is none of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import policy, sources
from kits.compliance import DEFAULT_POLICY, TODAY, rule, waiver

OURS = {"name": "ours", "rules": [rule()]}


def load(policy_: Any = None, changes: Any = None, waivers: Any = None, *folders: Path) -> policy.Policy:
    return sources.policy_of(policy_, changes, waivers, TODAY, folders)


def refused(*arguments: Any) -> str:
    with pytest.raises(OptionError) as failure:
        load(*arguments)
    assert "\n" not in str(failure.value)
    return str(failure.value)


def test_a_path_that_leads_nowhere_names_where_was_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = refused("ours.yml", None, None, tmp_path / "play")
    assert told == f"policy: there is no file ours.yml (looked in {tmp_path}, {tmp_path}/play)"
    assert refused(None, None, str(tmp_path)).startswith("waivers: there is no file")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: [", "is not valid YAML, line "),
        ("rules:\n  - id: a\n   id: b\n", "is not valid YAML, line "),
        ("rules: !!python/object:os.system x\n", "is not valid YAML, line 1"),
        ("rules: \x00", "is not valid YAML: "),
        ("", "policy must be a dictionary, not null"),
        ("- 1\n", "policy must be a dictionary, not a list"),
    ],
)
def test_a_file_that_holds_no_policy_names_the_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "p.yml"
    path.write_text(text, encoding="utf-8")
    assert said in refused(str(path))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "p.yml"
    path.write_bytes(b"\xff\xfe\x00")
    assert f"policy: {path} could not be read" in refused(str(path))


@pytest.mark.parametrize("waivers", [5, {"waiver": []}, "[1"])
def test_waivers_that_are_none(waivers: Any) -> None:
    assert refused(OURS, None, waivers).startswith("waivers")


@pytest.mark.parametrize("blank", [None, "", "  ", {}, []])
def test_blank_means_the_default_policy(blank: Any) -> None:
    ready = load(blank, blank, blank)
    assert (ready.name, len(ready.rules), ready.waivers) == ("default", len(DEFAULT_POLICY["rules"]), ())


def test_every_form_gives_the_same_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    (tmp_path / "ours.yml").write_text(yaml.safe_dump(OURS), encoding="utf-8")
    (tmp_path / "waivers.yml").write_text(yaml.safe_dump({"waivers": [waiver()]}), encoding="utf-8")
    forms = [OURS, json.dumps(OURS), yaml.safe_dump(OURS), str(tmp_path / "ours.yml"), "ours.yml"]
    for form in forms:
        for waivers in ([waiver()], json.dumps([waiver()]), yaml.safe_dump([waiver()]), "waivers.yml"):
            ready = load(form, None, waivers, tmp_path)
            assert (ready.name, [item.id for item in ready.rules], len(ready.waivers)) == ("ours", ["r1"], 1)


def test_changes_and_waivers_add_up() -> None:
    changes = "rules:\n  - {id: r1, severity: low}\nwaivers: []\n"
    ready = load({**OURS, "waivers": [waiver()]}, changes, [waiver(scope={"name": "x"})])
    assert (ready.rules[0].severity, len(ready.waivers)) == ("low", 2)
