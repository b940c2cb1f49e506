# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action write_rightsize_result; and that the documentation of both actions and of the role tells the truth."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.modules import (
    customer_license,
    write_rightsize_plan,
    write_rightsize_result,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.formats import RENDERERS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.options import (
    FORMATS,
    PLAN_SPEC,
    RESULT_SPEC,
)
from kits.examples import options_of
from kits.harness import ROOT
from kits.report_data import sample_hosts
from kits.rightsize_actions import NAMES, UNDO, content, done, plan, record


def test_a_result_needs_a_plan(tmp_path: Path) -> None:
    result = record({"skipped": True}, None, dest=str(tmp_path))
    assert (result["failed"], result["msg"]) == (True, "p holds no result of write_rightsize_plan")
    assert result["summary"]["verdict"] == "failed"
    assert list(tmp_path.iterdir()) == []


def test_result_and_undo_file(tmp_path: Path) -> None:
    planned = plan(sample_hosts(), dest=str(tmp_path), apply=True)
    result = record(planned, done(planned), dest=str(tmp_path), diff=True)
    told = result["summary"]
    assert (told["verdict"], told["applied"], told["results"]["changed"]) == ("ok", True, 4)
    assert told["files"]["undo"] == str(tmp_path / UNDO)
    assert told["files"]["result"] == str(tmp_path / "license_rightsize.result.json")
    assert len(result["diff"]) == 2
    restored = plan({}, dest=str(tmp_path), plan=told["files"]["undo"])["customers"]
    assert {item["guid"]: item["expected"]["licensed_users"] for item in restored} == {
        item["guid"]: item["licensed_users"] for item in planned["customers"]
    }
    assert {item["guid"]: item["licensed_users"] for item in restored} == {
        item["guid"]: item["expected"]["licensed_users"] for item in planned["customers"]
    }


def test_where_nothing_was_changed_nothing_is_left(tmp_path: Path) -> None:
    """Neither an undo file, nor a result in the place of that of the run before."""
    planned = plan(sample_hosts(), dest=str(tmp_path), apply=True)
    (tmp_path / "license_rightsize.result.json").write_text("of the run before", encoding="utf-8")
    result = record(planned, done(planned, "unchanged"), dest=str(tmp_path))
    assert (result["changed"], result["summary"]["results"]["unchanged"]) == (False, 4)
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES, "license_rightsize.result.json"}
    assert (tmp_path / "license_rightsize.result.json").read_text(encoding="utf-8") == "of the run before"


def test_a_module_that_was_killed_leaves_the_undo_of_everything(tmp_path: Path) -> None:
    planned = plan(sample_hosts(), dest=str(tmp_path), apply=True)
    result = record(planned, {"failed": True, "msg": "MODULE FAILURE"}, dest=str(tmp_path))
    assert result["summary"]["verdict"] == "failed"
    assert result["summary"]["message"] == "4 changes: 4 unknown: MODULE FAILURE"
    assert content(tmp_path / UNDO)["counts"]["change"] == 4


def test_result_and_undo_file_are_one_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The undo file of before, about everything, stays where the result cannot be written, and the other way round."""
    planned = plan(sample_hosts(), dest=str(tmp_path), apply=True)
    applied = done(planned)
    applied["customers"][0] |= {"state": "failed", "changed": False, "after": applied["customers"][0]["before"]}
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    replace = Path.replace
    for stuck in (UNDO, "license_rightsize.result.json"):

        def refused(self: Path, target: Path, stuck: str = stuck) -> Path:
            if target.name == stuck:
                raise PermissionError(1, "Operation not permitted")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", refused)
        assert f"{stuck} could not be written" in record(planned, applied, dest=str(tmp_path))["msg"]
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_change_that_may_still_come_is_undone(tmp_path: Path) -> None:
    planned = plan(sample_hosts(), dest=str(tmp_path), apply=True)
    applied = done(planned)
    open_, closed = applied["customers"][:2]
    for row in (open_, closed):
        row |= {"state": "failed", "changed": False, "after": row["before"]}
    applied["uncertain"] = [open_["ump_customer_guid"].upper()]
    result = record(planned, applied, dest=str(tmp_path))
    assert result["summary"]["uncertain"] == [open_["ump_customer_guid"]]
    assert result["summary"]["message"].startswith("4 changes: 2 failed, 1 of them may still be carried out")
    assert content(tmp_path / "license_rightsize.result.json")["uncertain"] == [open_["ump_customer_guid"]]
    assert {item["guid"] for item in content(tmp_path / UNDO)["customers"]} == {
        row["ump_customer_guid"] for row in applied["customers"] if row is not closed
    }


def test_a_later_run_settles_what_was_uncertain(tmp_path: Path) -> None:
    """The result then says that the customer was changed, and from what; its undo file is that of the run that changed it."""
    planned = plan(sample_hosts(), dest=str(tmp_path), apply=True, names="many_*")
    applied = done(planned)
    (row,) = applied["customers"]
    row |= {"state": "failed", "after": row["before"]}
    applied["uncertain"] = [row["ump_customer_guid"]]
    record(planned, applied, dest=str(tmp_path))
    again = plan({}, dest=str(tmp_path), plan=str(tmp_path / "license_rightsize.json"), apply=True)
    result = record(again, done(again, "unchanged"), dest=str(tmp_path))
    assert (result["summary"]["uncertain"], result["summary"]["results"]["unchanged"]) == ([], 1)
    written = content(tmp_path / "license_rightsize.result.json")
    (item,) = written["customers"]
    assert (written["uncertain"], written["counts"]["changed"], item["state"]) == ([], 1, "changed")
    assert (item["before"]["licensed_users"], item["after"]["licensed_users"]) == (15, 5)
    assert content(tmp_path / UNDO)["counts"]["change"] == 1
    # and no further run has anything to add
    third = plan({}, dest=str(tmp_path), plan=str(tmp_path / "license_rightsize.json"), apply=True)
    assert not record(third, done(third, "unchanged"), dest=str(tmp_path))["changed"]


@pytest.mark.parametrize(
    "text", ["", "[1]", '{"kind": "license_result"}', '{"kind": "license_result", "customers": 1}']
)
def test_an_earlier_result_that_cannot_be_understood_is_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "license_rightsize.result.json").write_text(text, encoding="utf-8")
    planned = plan(sample_hosts(), dest=str(tmp_path), apply=True)
    assert record(planned, done(planned), dest=str(tmp_path))["summary"]["verdict"] == "ok"


def test_check_mode_of_a_result_writes_nothing(tmp_path: Path) -> None:
    planned = plan(sample_hosts(), dest=str(tmp_path), apply=True, check=True)
    result = record(planned, done(planned, "would_change"), dest=str(tmp_path), check=True)
    assert (result["summary"]["applied"], result["summary"]["results"]["would_change"]) == (False, 4)
    assert list(tmp_path.iterdir()) == []


# ---- documentation


@pytest.mark.parametrize(("module", "spec"), [(write_rightsize_plan, PLAN_SPEC), (write_rightsize_result, RESULT_SPEC)])
def test_the_documentation_and_the_specification_are_the_same(module: ModuleType, spec: dict[str, Any]) -> None:
    keys = ("type", "elements", "choices", "default", "required", "no_log")
    documented = options_of(module.DOCUMENTATION)
    assert {name: {k: option[k] for k in keys if k in option} for name, option in documented.items()} == {
        name: {k: option[k] for k in keys if k in option} for name, option in spec.items()
    }
    for name, option in spec.items():
        for variable in option.get("fallback", ((), ()))[1]:
            assert f"E({variable})" in " ".join(documented[name]["description"])


def test_every_format_has_a_renderer() -> None:
    assert list(FORMATS) == list(RENDERERS) == PLAN_SPEC["formats"]["choices"]


def test_the_result_is_documented(tmp_path: Path) -> None:
    returned = yaml.safe_load(write_rightsize_plan.RETURN)
    result = plan(sample_hosts(), dest=str(tmp_path), apply=True)
    assert list(result["summary"]) == list(returned["summary"]["contains"])
    assert set(returned) == set(result) - {"changed"}
    assert set(returned) == set(plan({}, groups="x")) - {"changed", "failed", "msg"}
    recorded = record(result, done(result), dest=str(tmp_path))
    assert set(yaml.safe_load(write_rightsize_result.RETURN)) == set(recorded) - {"changed"}


def test_role_variables_have_the_defaults_of_the_modules() -> None:
    """And the argument specification repeats them."""
    role = ROOT / "roles" / "license_rightsize"
    defaults = yaml.safe_load((role / "defaults" / "main.yml").read_text(encoding="utf-8"))
    specs = yaml.safe_load((role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    options = specs["argument_specs"]["main"]["options"]
    assert {name: option["default"] for name, option in options.items()} == defaults
    for name, option in PLAN_SPEC.items():
        if name not in ("platform", "factors", "preview"):
            # an empty list of what selects would select nobody
            nothing = [] if name in ("protect", "tier_rules") else ""
            expected = option.get("default", nothing)
            assert defaults[f"license_rightsize_{name}"] == expected, name
    of_module = options_of(customer_license.DOCUMENTATION)
    for name in ("parallel", "wait_timeout"):
        assert defaults[f"license_rightsize_{name}"] == of_module[name]["default"]
    tasks = (role / "tasks" / "main.yml").read_text(encoding="utf-8")
    readme = (role / "README.md").read_text(encoding="utf-8")
    for name in defaults:
        assert name in tasks
        assert f"| `{name}` |" in readme
