# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans, undo files and results against the schemas of the role license_rightsize."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import waivers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import outcome, reviewed
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.plan import Seats
from kits.compliance import sample_records
from kits.harness import ROOT
from kits.report_data import HOSTILE
from kits.rightsize import TODAY, customer, held, planned, request, row, waiver
from simulator import Dataset

RULES = [{"from": ["oc_pro", "hosted_essentials"], "to_tier": "essential_plus", "when": {"active_users_max": 9}}]


def validator(kind: str) -> Any:
    schema = json.loads((ROOT / f"roles/license_rightsize/files/license_{kind}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def samples() -> Any:
    _services, customers = sample_records()
    return planned(*customers, seats=Seats(), rules=RULES, waived=[waiver(scope={"name": "many*"})], protect=["two*"])


def generated() -> Any:
    data = Dataset.generate(services=0, customers=400, seed=3)
    return planned(*lists.customers(data.customers), seats=Seats(), rules=RULES)


def hostile() -> Any:
    return planned(*(customer(f"c{number}{name}", name=f"{name}\x00") for number, name in enumerate(HOSTILE)))


def empty() -> Any:
    return planned()


@pytest.mark.parametrize("make", [samples, generated, hostile, empty])
def test_a_plan_is_valid_and_can_be_read(make: Any, tmp_path: Path) -> None:
    expired = waivers.load([waiver(owner=HOSTILE[0], until="2026-01-01")], ["rightsize"])
    document = build(make(), TODAY, "inventory", [HOSTILE[3]], expired)
    text = render_json(document)
    validator("plan").validate(json.loads(text))
    if make is not hostile:  # its GUIDs are none that a plan may name
        (tmp_path / "plan.json").write_text(text, encoding="utf-8")
        assert reviewed.load(str(tmp_path / "plan.json"))["customers"] == document["customers"]


def test_results_and_undo_files_are_valid() -> None:
    old, new, none = held("oc_pro", 100), held("oc_essentials_plus", 50), held("oc_essentials", None)
    rows = [
        row("c1", "changed", old, new),
        row("c2", "failed", old, None, error="x", task="tsk_1"),
        row("c3", "failed", None, None, error="x"),
        row("c4", "changed", none, new),
    ]
    requests = [request(f"c{number}", none if number == 4 else old, new) for number in range(1, 6)]
    found = outcome.outcome_of(requests, {"customers": rows}, TODAY)
    validator("result").validate(json.loads(render_json(found)))
    undo = outcome.undo_of(found, TODAY)
    assert undo["counts"] == {**dict.fromkeys(undo["counts"], 0), "change": 3, "not_possible": 1}
    validator("plan").validate(json.loads(render_json(undo)))


def test_the_schema_of_plans_refuses_what_no_plan_has() -> None:
    """Else the tests above could not fail."""
    good = json.loads(render_json(build(samples(), TODAY, "api")))
    check = validator("plan")
    assert check.is_valid(good)
    for path, value in (
        (("schema",), 2),
        (("kind",), "license_result"),
        (("customers", 0, "action"), "delete"),
        (("customers", 0, "expected"), {"license_type": "oc_pro"}),
        (("customers", 0, "wanted", "licensed_users"), -1),
        (("counts", "other"), 1),
    ):
        bad = copy.deepcopy(good)
        target = bad
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = value
        assert not check.is_valid(bad), path
