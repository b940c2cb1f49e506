# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide "Live Platform in AWX", the project in examples/awx and the role awx_configure say the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.version import VERSION
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS
from kits import awx
from kits.awx import GUIDE, PROJECT, ROLE, blocks, playbooks, role_file, table
from kits.harness import ROOT

FILES = sorted(path for path in PROJECT.rglob("*") if path.is_file())
SPECS: dict[str, Any] = role_file("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
VARS: dict[str, Any] = role_file("vars/main.yml")
# the lines of the guide's table: a demand is never dropped by accident
DEMANDS = 47


def test_every_demand_has_tests_and_they_exist() -> None:
    rows = table("Checklist", awx.FOR_DEVELOPERS)
    assert len(rows) == DEMANDS
    for demand, here, named in rows:
        names = re.findall(r"``(.+?)``", named)
        assert demand
        assert here
        assert names, demand
        assert [name for name in names if name not in awx.tests()] == [], demand


def test_a_test_that_is_gone_would_be_noticed() -> None:
    assert "test_awx_guide.py::test_that_nobody_wrote" not in awx.tests()
    assert "test_awx_guide.py::test_a_test_that_is_gone_would_be_noticed" in awx.tests()


def test_the_ten_failures_are_answered() -> None:
    rows = table("Troubleshooting")
    assert len(rows) == 10
    assert all(len(row) == 3 and all(row) for row in rows)
    said = " ".join(" ".join(row) for row in rows)
    for word in (
        "Overwrite",
        "SCM_INSTANCE_ID_VAR",
        "group_by",
        "requests",
        "enable_plugins",
        "origin",
        "Type the path",
    ):
        assert word in said
    for word in ("folder", "__ansible_unsafe", "Update on launch", "Enabled value"):
        assert word in said


def test_the_table_of_the_credential_type() -> None:
    """Every field, and by which variable a job gets it; each of them is an option of the collection."""
    inputs, injectors = VARS["awx_configure_credential_inputs"], VARS["awx_configure_credential_injectors"]
    options = {option.env for option in OPTIONS}
    rows = []
    for field in inputs["fields"]:
        (name,) = [name for name, text in injectors["env"].items() if re.search(rf"\b{field['id']}\b", text)]
        file = f"template.{field['id']}" in injectors["file"]
        assert name in options
        assert file == ("tower.filename" in injectors["env"][name])
        rows.append([f"``{field['id']}``", field["label"], f"{'a file, ' if file else ''}``{name}``"])
    assert table("The credential type") == rows
    assert len(injectors["env"]) == len(rows)
    assert inputs["required"] == ["url"]
    secrets = {field["id"] for field in inputs["fields"] if field.get("secret")}
    assert secrets == {"client_secret", "access_token", "password", "client_key"}


def test_the_source_leaves_the_connection_to_awx() -> None:
    """What the file says would beat the credential; and few groups cost little at import."""
    source = yaml.safe_load((PROJECT / "live_platform.yml").read_text(encoding="utf-8"))
    assert source == {"plugin": "audiocodes.live_platform.live_platform", "group_by": ["enabled", "trial", "usage"]}


def test_the_project_is_what_the_guide_shows() -> None:
    assert [str(path.relative_to(PROJECT)) for path in FILES] == blocks()["the project"].split()


@pytest.mark.parametrize("path", playbooks(), ids=lambda path: path.name)
def test_a_playbook_of_the_project_leads_to_the_collection(path: Any) -> None:
    """To one of its playbooks, or to a role of it."""
    (play,) = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.name == "notify.yml":
        target = play["tasks"][0]["ansible.builtin.import_role"]["name"]
        folder, name = "roles", target.removeprefix("audiocodes.live_platform.")
    else:
        folder, name = (
            "playbooks",
            play["ansible.builtin.import_playbook"].removeprefix("audiocodes.live_platform.") + ".yml",
        )
        assert name == path.name
    assert (ROOT / folder / name).exists()


def test_the_requirements_name_this_collection() -> None:
    (entry,) = yaml.safe_load((PROJECT / "collections/requirements.yml").read_text(encoding="utf-8"))["collections"]
    assert entry["name"] == "audiocodes.live_platform"
    least = entry["version"].removeprefix(">=").split(".")
    assert [int(part) for part in least] <= [int(part) for part in VERSION.split(".")]


def test_defaults_and_specification_are_the_same() -> None:
    defaults = role_file("defaults/main.yml")
    assert list(defaults) == list(SPECS)
    documented = {name: entry["default"] for name, entry in SPECS.items() if "default" in entry}
    rest = defaults.keys() - documented.keys()
    assert rest == {
        "awx_configure_scm_url",
        *(f"awx_configure_{job}_survey" for job in ("report", "compliance", "rightsize", "statement")),
    }
    assert documented == {name: defaults[name] for name in documented}
    readme = (ROLE / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(awx_configure_\w+)` \|", readme, re.MULTILINE) == list(SPECS)


def test_every_name_and_every_field_can_be_given() -> None:
    fields = [field["id"] for field in VARS["awx_configure_credential_inputs"]["fields"]]
    assert list(SPECS["awx_configure_names"]["options"]) == list(VARS["awx_configure_default_names"])
    assert list(SPECS["awx_configure_connection"]["options"]) == fields
    for name in VARS["awx_configure_default_names"].values():
        assert name.startswith("{{ awx_configure_prefix }} ")
    secrets = {"awx_configure_connection": "awx_configure_credential_inputs"}
    secrets["awx_configure_notification_secrets"] = "awx_configure_notification_credential_inputs"
    for option, inputs in secrets.items():
        hidden = {name for name, entry in SPECS[option]["options"].items() if entry.get("no_log")}
        assert hidden == {field["id"] for field in VARS[inputs]["fields"] if field.get("secret")}


def test_the_variables_that_the_guide_speaks_of_exist() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    spoken = set(re.findall(r"\bawx_configure_\w+", text))
    assert yaml.safe_load(blocks()["my_awx.yml"]).keys() <= spoken <= SPECS.keys()
