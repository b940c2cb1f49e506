# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of the platform is data: not evaluated in expressions, variables or what is made of them, and clean in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import is_marked, trusted
from kits.inventory import HOSTILE_NAMES, FakePlatform, customer_row, parameter, service_row

Load = Callable[..., Any]

EVIL = "{{ 7*7 }}"
HEADER = "#jinja2:variable_start_string:'<<',variable_end_string:'>>'\n<< 7*7 >>"


def leaves(value: Any) -> list[Any]:
    """Every scalar and every key of a JSON value."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in [key, *leaves(item)]]
    return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]


def hostvars(result: Any) -> dict[str, dict[str, Any]]:
    """The variables of all hosts as exported."""
    found: dict[str, dict[str, Any]] = json.loads(result.export())["_meta"]["hostvars"]
    return found


@pytest.mark.parametrize("text", [EVIL, HEADER])
def test_a_template_in_any_field_of_any_row_is_never_evaluated(load: Load, platform: FakePlatform, text: str) -> None:
    states = {"managementStatus": text, "serviceDeployStatus": text}
    platform.holds(
        [
            service_row(
                1,
                name=text,
                fullName=text,
                description=text,
                licenseType=text,
                status=text,
                umpId="c1",
                url=text,
                applicationsStatus={"management": states},
                attachedDevices=[text, {"deep": [text]}],
                parameters=[parameter("email", text), parameter(text, text), parameter("Trial Status", text)],
                **{text: text},
            )
        ],
        [customer_row("c1", CustomerFullName=text, MsTenantId=text, SiteLocation=[{"name": text}])],
    )
    result = load({"include_raw": True, "all_details": True, "hostnames": ["lp_full_name"]})
    (name,) = result.names
    variables = result.vars(name)
    templar = Templar(loader=DataLoader(), variables=dict(variables))
    for variable, value in variables.items():
        rendered = templar.template(trusted("{{ " + variable + " }}"))
        assert rendered == value, variable
        assert Templar(loader=DataLoader(), variables={}).template(value) == value
    assert "49" not in result.export()
    assert result.names == ["7-7" if text == EVIL else "jinja2-variable_start_string-variable_end_string-7-7"]


@pytest.mark.parametrize("text", [EVIL, HEADER])
def test_a_template_is_never_evaluated_by_the_operators_expressions(
    load: Load, platform: FakePlatform, text: str
) -> None:
    platform.holds([service_row(1, name=text, status=text, description="{", fullName="{ 7*7 }}")])
    result = load(
        {
            "strict": True,
            "compose": {
                "same": "lp_name",
                "glued": "lp_name ~ '!'",
                "listed": "[lp_name, (lp_name, 1)]",
                "split": "lp_description ~ lp_full_name",
                "upper": "lp_name | upper",
            },
            "groups": {"seven": "'49' in lp_name", "marked": "'7*7' in lp_name"},
            "keyed_groups": [{"key": "lp_name", "prefix": "k"}, {"key": "split", "prefix": "s"}],
            "filters": [{"exclude": "lp_name == '49'"}],
            "hostnames": ["{{ lp_name }}"],
        }
    )
    (name,) = result.names
    assert "49" not in result.export()
    variables = result.vars(name)
    assert (variables["same"], variables["glued"]) == (text, f"{text}!")
    assert variables["split"] == "{{ 7*7 }}"
    assert variables["listed"] == [text, [text, 1]]
    templar = Templar(loader=DataLoader(), variables=dict(variables))
    for variable in ("same", "glued", "split", "listed", "upper"):
        assert templar.template(trusted("{{ " + variable + " }}")) == variables[variable]
    assert "marked" in result.of(name)
    assert "seven" not in result.groups
    assert [group for group in result.groups if "49" in group] == []


def test_a_label_of_the_operator_is_data_as_well(load: Load, platform: FakePlatform) -> None:
    platform.holds([service_row(1, licenseType="PRO")])
    assert load({"labels": {"pro": EVIL}}).vars("service-1")["lp_license_label"] == EVIL


def test_plain_text_has_no_mark_in_the_json(load: Load, platform: FakePlatform) -> None:
    rows = [
        service_row(number, name=text, umpId=text) for number, text in enumerate(HOSTILE_NAMES) if not is_marked(text)
    ]
    platform.holds(rows, [customer_row("c", CustomerShortName="plain { text }}")])
    result = load(
        {
            "include_raw": True,
            "strict": True,
            "compose": {"x": "lp_name ~ 'x'", "y": "[lp_name]", "z": "{'a': lp_name}"},
        }
    )
    assert len(result.names) == len(rows) + 1
    assert "__ansible_unsafe" not in result.export()


def test_only_text_with_a_mark_has_one_in_the_json_and_comes_back_unchanged(load: Load, platform: FakePlatform) -> None:
    platform.holds([service_row(number, name=text) for number, text in enumerate(HOSTILE_NAMES)])
    found = hostvars(load())
    assert len(found) == len(HOSTILE_NAMES)
    for variables in found.values():
        text = list(HOSTILE_NAMES)[int(variables["lp_instance_id"].removeprefix("service:"))]
        expected = {"__ansible_unsafe": text} if is_marked(text) else text
        assert variables["lp_name"] == expected
        assert [leaf for leaf in leaves(variables) if leaf == "__ansible_unsafe"] == (
            ["__ansible_unsafe"] if is_marked(text) else []
        )


@pytest.mark.parametrize("text", [EVIL, HEADER])
def test_what_awx_compares_is_always_plain(load: Load, platform: FakePlatform, text: str) -> None:
    """Identity, enabled and name would be a dictionary in AWX's eyes otherwise."""
    services = [service_row(text, name=text, isEnabled=text), service_row(2, isEnabled=True)]
    platform.holds(services, [customer_row(text, CustomerShortName=text)])
    exported = hostvars(load({"group_by": ["enabled", "ms_tenant", "source"]}))
    assert len(exported) == 3
    for name, variables in exported.items():
        assert not is_marked(name)
        assert isinstance(variables["lp_instance_id"], str)
        assert not is_marked(variables["lp_instance_id"])
        assert variables["lp_enabled"] is True
        assert variables["lp_kind"] in ("service", "customer")
        assert variables["ansible_connection"] == "local"
