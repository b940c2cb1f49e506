# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published schema of the JSON report: what is written keeps to it, and it lets nothing else pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import COLUMNS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from kits.report_data import default_policy, hostile_hosts, hosts_of, model_of, sample_hosts, trial

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[5] / "roles/license_report/files/license_report.schema.json").read_text(encoding="utf-8")
)


def document(hosts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_json(model_of(hosts, policy=default_policy())))
    return found


def check(data: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 2),
        (("generated_at",), "today"),
        (("totals", "hosts"), "16"),
        (("rows", 0, "kind"), "printer"),
        (("rows", 0, "client_secret"), "s"),
        (("rows", 0, "id"), [1]),
        (("trials", 0, "state"), "none"),
        (("attention", "rules", 0, "severity"), "bad"),
        (("attention", "rules", 0, "stake"), {"amount": 1, "unit": "euros"}),
        (("attention", "counts", "high"), -1),
        (("lapses", "lapsed", 0, "date"), "soon"),
        (("lapses", "next"), None),
        (("extra",), 1),
    ],
)
def test_what_is_no_report_does_not_pass(path: tuple[Any, ...], value: Any) -> None:
    data = document(sample_hosts())
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        check(data)


def test_the_schema_itself_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]["rows"]["items"]["properties"]) == {"inventory_hostname", "groups", *COLUMNS}


def test_every_report_passes() -> None:
    for hosts in (sample_hosts(), hostile_hosts(), hosts_of([trial(1, "01-12-2026")]), {}):
        check(document(hosts))
