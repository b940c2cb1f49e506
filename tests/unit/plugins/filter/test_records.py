# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter plugin as ansible-core loads it: every filter documented as it works, every error one line."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleFilterError
from ansible.utils.display import Display

from ansible_collections.audiocodes.live_platform.plugins.filter.records import FilterModule
from kits.harness import ROOT

FILTERS = FilterModule().filters()
NAMES = sorted(FILTERS)
FOLDER = ROOT / "plugins" / "filter"
RECORD = {"kind": "service", "trial_status": "", "trial_expires": "soon", "name": "{{ 7*7 }}\n second line"}


def documentation(name: str) -> dict[str, Any]:
    """What the filter's own page says."""
    page: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return page


def test_every_filter_has_a_page() -> None:
    """And every page a filter."""
    assert sorted(path.stem for path in FOLDER.glob("*.yml")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_how_the_filter_is_called(name: str) -> None:
    """The same options in the same order, with the same defaults, and required where there is none."""
    page = documentation(name)["DOCUMENTATION"]
    assert page["name"] == name
    _input, *parameters = inspect.signature(FILTERS[name]).parameters.values()
    assert page["positional"].split(", ") == [item.name for item in parameters]
    assert set(page["options"]) == {"_input", *(item.name for item in parameters)}
    for item in parameters:
        option = page["options"][item.name]
        assert option.get("required", False) is (item.default is inspect.Parameter.empty), item.name
        if item.default is not inspect.Parameter.empty:
            assert option.get("default") == item.default, item.name


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("group_records", (5, "name"), "group_records: expected a list of records, not a number"),
        ("group_records", ([RECORD],), "group_records: group_records() missing 1 required positional argument: 'by'"),
        (
            "license_label",
            ("pro", "x"),
            "license_label: labels must be a dictionary of license types and labels, not text",
        ),
        ("usage_band", (RECORD, "x"), "usage_band: warning_percent must be a number, not x"),
        ("trial_state", (RECORD,), "trial_state: Invalid isoformat string: 'soon'"),
        (
            "trial_state",
            (RECORD, "a\nb"),
            "trial_state: expiring_days must be a number of days from 0 to 36525, not a b",
        ),
        ("expiring_within", ([RECORD], 5, "nope"), "expiring_within: no record has a field nope"),
        (
            "select_groups",
            ({}, "lp_x"),
            "select_groups: there is no group lp_x in the inventory; was the inventory source read?",
        ),
    ],
)
def test_errors_are_one_line_of_ours(name: str, args: tuple[Any, ...], message: str) -> None:
    """With the filter's name and without a chain of causes, whatever the value was that it could not take."""
    with pytest.raises(AnsibleFilterError) as failure:
        FILTERS[name](*args)
    assert str(failure.value) == message
    assert failure.value.__cause__ is None
    assert failure.value.__context__ is None


def test_a_pattern_that_fits_no_group_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(Display, "warning", lambda _self, text, *_more: told.append(text))
    assert FILTERS["select_groups"]({"lp_status_ok": []}, ["lp_status_*", "lp_statsu_*"]) == {"lp_status_ok": []}
    assert FILTERS["select_groups"]({"lp_status_ok": []}, []) == {}
    assert told == ["select_groups: no group matches lp_statsu_*"]


def test_text_of_the_platform_is_returned_as_it_is() -> None:
    """The very same objects, with whatever marks ansible-core has put on them."""

    class Marked(str):
        """Text that remembers where it comes from."""

        __slots__ = ()

    name = Marked("{{ 7*7 }}")
    record = {"kind": "service", "name": name, "status": "ok"}
    found = FILTERS["group_records"]([record], "status")
    assert found["ok"][0] is record
    (key,) = FILTERS["group_records"]([record], by="name")
    assert key == "{{ 7*7 }}"
