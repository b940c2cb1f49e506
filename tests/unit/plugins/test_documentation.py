# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written for people says the same as the tables that the code runs on."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.doc_fragments import connection as fragment
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.version import VERSION
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields, licenses
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import groups
from kits.harness import ROOT, script

MODULES = {path.stem: path for path in sorted((ROOT / "plugins" / "modules").glob("*.py"))}
CONNECTION = "audiocodes.live_platform.connection"


def constant(path: Path, name: str) -> Any:
    """The YAML in a string constant of a plugin's file, read without importing it, as Ansible does."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return yaml.safe_load(ast.literal_eval(node.value))
    raise AssertionError(f"{path.name} has no {name}")


def uses_connection(path: Path) -> bool:
    """Whether a plugin documents the connection options."""
    used = constant(path, "DOCUMENTATION").get("extends_documentation_fragment", [])
    return CONNECTION in ([used] if isinstance(used, str) else used)


def check_fields(documented: dict[str, Any], table: tuple[fields.Field, ...], returned: str) -> None:
    """Name, type, description and when it is returned, of exactly the table's fields, in its order."""
    own = {name: entry for name, entry in documented.items() if name in {field.name for field in table}}
    assert list(own) == [field.name for field in table]
    for field in table:
        entry = own[field.name]
        assert entry["type"] == TYPES[field.type].returns
        assert entry["returned"] == returned
        assert str(entry["description"]).startswith(field.description)
        if field.source and field.type != "ident":
            assert str(entry["description"]).endswith(f" Missing is {TYPES[field.type].absent}.")


@pytest.mark.parametrize(
    ("module", "key", "table"),
    [
        ("service_info", "services", fields.SERVICE_FIELDS),
        ("customer_info", "customers", fields.CUSTOMER_FIELDS),
        ("number_info", "numbers", fields.NUMBER_FIELDS),
        ("channel_info", "channels", fields.CHANNEL_INFO_FIELDS),
        ("licensed_user_info", "licensed_users", fields.LICENSED_USER_FIELDS),
    ],
)
def test_return_lists_every_field(module: str, key: str, table: tuple[fields.Field, ...]) -> None:
    """And nothing that is no field, but for what only an option adds."""
    returned = constant(MODULES[module], "RETURN")
    documented = returned[key]["contains"]
    check_fields(documented, table, "always")
    always = [name for name, entry in documented.items() if entry["returned"] == "always"]
    assert always == [field.name for field in table]
    assert documented["raw"]["returned"] == "when O(include_raw) is true"
    assert {"count", "failure", key} <= returned.keys()


@pytest.mark.parametrize(
    ("module", "key", "field", "table", "added"),
    [
        (
            "customer_info",
            "customers",
            "sip_connections",
            fields.SIP_CONNECTION_FIELDS,
            {"when O(sbc_names) is true": fields.SIP_CONNECTION_SBC_FIELDS},
        ),
        ("number_info", "numbers", "sbcs", fields.NUMBER_SBC_FIELDS, {}),
        ("channel_info", "channels", "services", fields.CHANNEL_SERVICE_FIELDS, {}),
    ],
)
def test_return_lists_every_field_of_inner_records(
    module: str,
    key: str,
    field: str,
    table: tuple[fields.Field, ...],
    added: dict[str, tuple[fields.Field, ...]],
) -> None:
    inner = constant(MODULES[module], "RETURN")[key]["contains"][field]
    assert (inner["type"], inner["elements"]) == ("list", "dict")
    check_fields(inner["contains"], table, "always")
    for returned, more in added.items():
        check_fields(inner["contains"], more, returned)
    assert len(inner["contains"]) == len(table) + sum(map(len, added.values()))


def test_generated_blocks_are_up_to_date() -> None:
    """scripts/return_docs.py would change no module; and it does find the blocks of both info modules."""
    writer = script("return_docs")
    blocks = {}
    for name, path in MODULES.items():
        source = path.read_text(encoding="utf-8")
        assert writer.written(source) == source, f"{name}: run scripts/return_docs.py"
        blocks[name] = re.findall(r"# fields: (\w+)", source)
    assert "SERVICE_FIELDS" in blocks["service_info"]
    assert "CUSTOMER_FIELDS" in blocks["customer_info"]


def test_the_totals_of_the_report_are_in_its_schema() -> None:
    """scripts/report_schema.py would not change it, and puts a total back that is missing."""
    writer = script("report_schema")
    source = writer.SCHEMA.read_text(encoding="utf-8")
    assert writer.written(source) == source, "run make generated"
    cut = source.replace('        "customers_over": {"type": "integer", "minimum": 0},\n', "")
    assert cut != source
    assert writer.written(cut) == source


def test_writer_notices_a_change() -> None:
    """A field that is missing from a block comes back; else the test above could not fail."""
    source = MODULES["service_info"].read_text(encoding="utf-8")
    cut = re.sub(r"    carrier_id:\n(      .*\n)+", "", source)
    assert cut != source
    assert script("return_docs").written(cut) == source


BLOCKS = {f"{path.relative_to(ROOT)}: {what}": (path, what, fill) for path, what, fill in script("generated").blocks()}


@pytest.mark.parametrize("place", BLOCKS)
def test_what_is_generated_is_up_to_date(place: str) -> None:
    path, what, fill = BLOCKS[place]
    source = path.read_text(encoding="utf-8")
    assert script("generated").written(source, what, fill()) == source, f"{place}: run make generated"


def test_a_change_of_what_is_generated_is_noticed() -> None:
    """A line that is missing from a block comes back, at its indentation; what is outside of the block stays."""
    path, what, fill = BLOCKS["roles/compliance/tasks/judge.yml: write_compliance"]
    source = path.read_text(encoding="utf-8")
    cut = source.replace('    fail_on: "{{ compliance_fail_on }}"\n', "")
    assert cut != source
    assert script("generated").written(cut, what, fill()) == source
    with pytest.raises(ValueError, match="no block named other"):
        script("generated").written(source, "other", "")


@pytest.mark.parametrize("guide", ["reference", "cookbook"])
def test_a_generated_guide_is_up_to_date(guide: str) -> None:
    writer = script(guide)
    assert writer.page() == writer.PAGE.read_text(encoding="utf-8"), "run make generated"


def test_the_reference_lists_every_license_type_and_group() -> None:
    """And explains each key of group_by; a key without an explanation is an error."""
    writer = script("reference")
    assert list(writer.MEMBERS) == list(groups.GROUPINGS)
    page = writer.page()
    for license_type in licenses.LICENSE_TYPES:
        assert f"   * - ``{license_type}``\n" in page
    for grouping in groups.GROUPINGS.values():
        assert [name for name in grouping.always() if f"``lp_{name}``" not in page] == []


def test_every_role_around_a_module_is_generated() -> None:
    """Save that of AWX, which is no module's."""
    roles = {path.name for path in (ROOT / "roles").iterdir()}
    assert set(script("generated").ROLES) == roles - {"awx_configure"}


def test_fragment_says_what_the_table_says() -> None:
    """Names, types and defaults of the connection options, in order."""
    documented = yaml.safe_load(fragment.ModuleDocFragment.DOCUMENTATION)["options"]
    assert {name: (entry["type"], entry.get("default")) for name, entry in documented.items()} == {
        option.name: (option.type, option.default) for option in OPTIONS
    }
    assert list(documented) == [option.name for option in OPTIONS]
    for option in OPTIONS:
        said = " ".join(documented[option.name]["description"])
        assert f"E({option.env})" in said
        assert "required" not in documented[option.name]


def test_fragment_names_the_variables_for_plugins() -> None:
    """One for each option, by one pattern."""
    documented = yaml.safe_load(fragment.ModuleDocFragment.PLUGIN)["options"]
    assert {name: entry["env"] for name, entry in documented.items()} == {
        option.name: [{"name": f"LIVE_PLATFORM_{option.name.upper()}"}] for option in OPTIONS
    }


def test_inventory_reads_every_variable() -> None:
    """It takes both parts of the fragment."""
    used = constant(ROOT / "plugins" / "inventory" / "live_platform.py", "DOCUMENTATION")
    assert {CONNECTION, f"{CONNECTION}.plugin"} <= set(used["extends_documentation_fragment"])


def test_action_group_holds_the_modules_that_connect() -> None:
    """module_defaults for the group sets connection options, which any other module would refuse."""
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    connecting = [name for name, path in MODULES.items() if uses_connection(path)]
    assert runtime["action_groups"] == {"live_platform": connecting}
    assert {"service_info", "customer_info", "write_compliance", "write_report"} <= set(connecting)
    assert "send_notification" not in connecting
    assert runtime["requires_ansible"] == ">=2.16.0"
    for name in connecting:
        used = constant(MODULES[name], "DOCUMENTATION")["extends_documentation_fragment"]
        assert "audiocodes.live_platform.attributes.actiongroup" in used


def test_one_version() -> None:
    """The User-Agent header names the version of the collection's archive."""
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    assert galaxy["version"] == VERSION
    assert (galaxy["namespace"], galaxy["name"]) == ("audiocodes", "live_platform")


# what is counted of results; tasks of the platform are no nodes, and neither are resellers; what reports read is in no result
QUERIES = yaml.safe_load((ROOT / "extensions" / "audit" / "event_query.yml").read_text(encoding="utf-8"))
NO_NODES = {"task_info", "channel_info", "write_compliance", "write_license_statement", "write_report"}


@pytest.mark.parametrize("module", MODULES)
def test_a_controller_counts_the_nodes_of_every_module_that_reaches_the_platform(module: str) -> None:
    wanted = uses_connection(MODULES[module]) and module not in NO_NODES
    assert (f"audiocodes.live_platform.{module}" in QUERIES) is wanted
