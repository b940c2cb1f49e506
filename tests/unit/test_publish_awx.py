# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page about AWX by hand is what the role says, and what it has can be copied."""

from __future__ import annotations

import re

import yaml
from controller import rules
from controller.state import State

from kits import awx
from kits.harness import script


def test_the_page_is_up_to_date() -> None:
    writer = script("awx_objects")
    assert writer.page() == writer.PAGE.read_text(encoding="utf-8"), "run make generated"


def test_awx_takes_what_is_copied() -> None:
    """By its own rules: credential types, credentials, surveys and schedules."""
    objects = awx.objects()
    types = {fields["name"]: fields for title, fields in objects.items() if title.startswith("Credential type ")}
    for fields in types.values():
        assert rules.credential_type(fields) == ""
    credentials = [fields for title, fields in objects.items() if title.startswith("Credential Live")]
    assert len(credentials) == len(types) == 2
    for fields in credentials:
        assert rules.credential(fields, types[fields["credential_type"]]) == ""
    schedules = [fields for title, fields in objects.items() if title.startswith("Schedule ")]
    assert [rules.schedule(fields) for fields in schedules] == ["", ""]
    questions = [question for fields in objects.values() for question in fields.get("survey_spec", {}).get("spec", ())]
    assert {"compliance_fail_on": "high"}.items() <= {item["variable"]: item["default"] for item in questions}.items()
    assert "compliance_fail_on: high" in awx.BY_HAND.read_text(encoding="utf-8")


def test_nothing_on_the_page_is_a_secret() -> None:
    """In place of each secret it says what belongs there."""
    objects = awx.objects()
    hidden = {
        field["id"]
        for title, fields in objects.items()
        if title.startswith("Credential type ")
        for field in fields["inputs"]["fields"]
        if field.get("secret")
    }
    given = {
        name: value
        for title, fields in objects.items()
        if title.startswith("Credential Live")
        for name, value in fields["inputs"].items()
        if name in hidden
    }
    assert sorted(given) == ["client_secret", "mail_password", "webhook_url"]
    assert all(re.fullmatch(r"\(the .+\)", value) for value in given.values())


def test_the_second_platform_shares_what_is_not_its_own() -> None:
    """Its names are those of the objects that the first run made; everything else gets its own prefix."""
    first = {fields["name"] for fields in awx.objects().values()}
    second = yaml.safe_load(awx.blocks()["my_north.yml"])
    assert set(second["awx_configure_names"].values()) <= first
    assert second["awx_configure_prefix"] != yaml.safe_load(awx.blocks()["my_awx.yml"])["awx_configure_prefix"]
    assert second["awx_configure_source_vars"] == {"LIVE_PLATFORM_PLATFORM_NAME": "north"}


def test_the_simulated_awx_takes_a_name_of_digits_for_an_id_as_well() -> None:
    """As the true one does with the filters that awx.awx sends for such a name: a stranger's object is found."""
    state = State({})
    strangers = state.create("inventories", {"name": "of somebody else", "organization": 1})
    state.create("inventories", {"name": "another", "organization": 1})
    number = str(strangers["id"])

    def found(**query: str) -> list[str]:
        status, answer = state.answer("GET", "inventories/", query, None)
        assert status == 200
        return [row["name"] for row in answer["results"]]

    assert found(or__id=number, or__name=number) == ["of somebody else"]
    assert found(or__id=number, or__name="another", organization="1") == ["of somebody else", "another"]
    assert found(or__id=number, or__name="another", organization="2") == []
    assert state.answer("GET", "inventories/", {"or__nothing": "1"}, None)[0] == 400
