# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans that people have reviewed: what is refused before anything is sent, and what they may change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import reviewed
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import Document, build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.formats import RENDERERS
from kits.rightsize import TODAY, customer, planned

Edit = Callable[[dict[str, Any]], Any]


@pytest.fixture
def document() -> Document:
    """A plan: c1 shrinks, c2 stays, c3 is upgraded."""
    upgrade = {"from": "oc_essentials", "to_tier": "pro"}
    return build(
        planned(
            customer("c1"),
            customer("c2", seats=50),
            customer("c3", "oc_essentials", None, 7, name="x"),
            rules=[upgrade],
        ),
        TODAY,
        "api",
    )


def edited(document: Document, folder: Path, edit: Edit) -> str:
    """Write the plan after an edit (a new value, or the same one changed in place) and return its path."""
    data = json.loads(RENDERERS["json"](document))
    (folder / "plan.json").write_text(json.dumps(edit(data) or data), encoding="utf-8")
    return str(folder / "plan.json")


def as_it_is(data: dict[str, Any]) -> None:
    """Change nothing."""


def customers(number: int, key: str, value: Any) -> Edit:
    """Set a key of one customer; of its license where the key has a dot."""

    def edit(data: dict[str, Any]) -> None:
        part, _dot, inner = key.partition(".")
        target = data["customers"][number - 1]
        (target[part] if inner else target)[inner or part] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda data: [data], "is not a license plan of this version"),
        (lambda data: data | {"kind": "license_result"}, "is not a license plan of this version"),
        (lambda data: data | {"schema": 2}, "is not a license plan of this version"),
        (lambda data: data | {"apply": True}, "has the unknown key apply"),
        (lambda data: {**data, "source": "mail"}, "source must be one of inventory, api, undo"),
        (lambda data: {**data, "generated_on": "now"}, "generated_on must be a date"),
        (lambda data: {**data, "customers": {}}, "customers must be a list"),
        (lambda data: {key: data[key] for key in ("schema", "kind")}, "lacks generated_on, source, customers"),
        (lambda data: data["customers"].append(data["customers"][0]), "customer c1 occurs more than once"),
        (lambda data: data["customers"].append({**data["customers"][0], "guid": "C1"}), "C1 occurs more than once"),
        (lambda data: data["customers"][0].pop("expected") and None, "customer 1 lacks expected"),
        (customers(1, "seats", 9), "customer 1 has the unknown key seats"),
        (customers(1, "guid", "../x"), "customer 1: guid cannot be used in a request"),
        (customers(1, "guid", 7), "customer 1: guid must be text"),
        (customers(1, "action", "delete"), "customer 1 (c1): action must be one of change, "),
        (customers(1, "name", 7), "customer 1 (c1): name must be text"),
        (customers(1, "possible", "x"), "possible must be a list"),
        (customers(1, "expected", None), "customer 1 (c1): expected must be a dictionary"),
        (customers(1, "expected.license_type", None), "customer 1 (c1): expected: license_type must be text"),
        (customers(1, "wanted.licensed_users", "50"), "wanted: licensed_users must be a whole number from 0"),
        (customers(1, "wanted.licensed_users", -1), "wanted: licensed_users must be a whole number from 0"),
        (customers(1, "wanted.licensed_users", 10**9), "wanted: licensed_users must be a whole number from 0"),
        (customers(1, "wanted.licensed_users", True), "wanted: licensed_users must be a whole number from 0"),
        (customers(1, "wanted.licensed_users", 4.5), "wanted: licensed_users must be a whole number from 0"),
        (customers(3, "wanted.licensed_users", None), "customer 3 (c3): wanted: licensed_users must be a number"),
        (
            customers(1, "wanted.licensed_users", 49),
            "customer 1 (c1): wanted: licensed_users is less than the 50 in use",
        ),
        (
            customers(1, "wanted.licensed_users", 100),
            "customer 1 (c1): action is change, but wanted and expected are equal",
        ),
        (customers(1, "wanted.license_type", "oc_essentials"), "OC Pro cannot become OC Essentials: it can become"),
        (customers(1, "wanted.license_type", "{{ 1 }}"), "OC Pro cannot become {{ 1 }}"),
        (customers(1, "waiver", {"secret": "x"}), "waiver has the unknown key secret"),
    ],
)
def test_what_no_plan_says_is_refused(document: Document, tmp_path: Path, edit: Edit, said: str) -> None:
    path = edited(document, tmp_path, edit)
    with pytest.raises(OptionError) as error:
        reviewed.load(path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.json").write_bytes(content)
    with pytest.raises(OptionError, match="could not be read"):
        reviewed.load(str(tmp_path / "plan.json"))


def test_a_plan_that_is_not_there_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as error:
        reviewed.load("nowhere.json", folders=[tmp_path])
    assert f"plan: there is no file nowhere.json (looked in {Path.cwd()}, {tmp_path})" in str(error.value)


def test_a_change_of_a_protected_customer_is_refused(document: Document, tmp_path: Path) -> None:
    path = edited(document, tmp_path, as_it_is)
    with pytest.raises(OptionError, match="customer c3 is protected by x; take it out of the plan"):
        reviewed.load(path, ["x"])
    assert reviewed.load(path, ["c2"])["counts"]["change"] == 2


def test_what_was_written_is_read(document: Document, tmp_path: Path) -> None:
    assert reviewed.load(edited(document, tmp_path, as_it_is)) == document


def test_people_may_take_customers_out_and_change_seats(document: Document, tmp_path: Path) -> None:
    def edit(data: dict[str, Any]) -> None:
        del data["customers"][2]
        data["customers"][0]["wanted"]["licensed_users"] = 80

    read = reviewed.load(edited(document, tmp_path, edit))
    assert (read["counts"]["change"], read["seats"]) == (1, {"before": 100, "after": 80})


def test_a_plan_written_by_hand(tmp_path: Path) -> None:
    """What is for people may lack."""
    entry = {
        "guid": "c1",
        "action": "change",
        "expected": {"license_type": "oc_pro", "licensed_users": 9},
        "wanted": {"license_type": "oc_essentials_plus", "licensed_users": 9},
    }
    data = {"schema": 1, "kind": "license_plan", "generated_on": "2026-11-22", "source": "api", "customers": [entry]}
    (tmp_path / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    (read,) = reviewed.load("plan.json", folders=[tmp_path])["customers"]
    assert (read["name"], read["reason"], read["possible"], read["waiver"]) == ("", "", [], None)


def test_a_plan_that_an_editor_has_marked(document: Document, tmp_path: Path) -> None:
    """Some editors put a byte order mark before the text."""
    (tmp_path / "plan.json").write_text(json.dumps(document), encoding="utf-8-sig")
    assert reviewed.load(str(tmp_path / "plan.json"))["counts"]["change"] > 0
