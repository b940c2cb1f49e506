# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One statement for each reseller: its customers, its sums, its changes, and nothing of the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Document,
    Frame,
    not_read_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.parts import of_resellers, statement
from kits.statement import MONTH, TODAY, history, lines_of, record

FULL = ("2026-10-01", "2026-11-30")
NOVEMBER = month_of(MONTH, "UTC", TODAY)
FRAME = Frame(NOVEMBER, TODAY, "live.example.com", warnings=["resellers: row 9: no customer is called zeta"])


def read(resellers: Mapping[str, str]) -> tuple[Any, Any]:
    """Customers with their resellers, one of which could not be read: `lost`."""
    names = [name for name in resellers if name != "lost"]
    lines = lines_of(dict.fromkeys(names, history(*FULL)), NOVEMBER)
    for line in lines:
        line["reseller"] = resellers[line["guid"]]
    lost = (
        [not_read_of(record("lost"), {"status": 500, "msg": "no luck"}, resellers["lost"])]
        if "lost" in resellers
        else []
    )
    return lines, lost


def made(resellers: Mapping[str, str], previous: Document | None = None) -> dict[str, Document]:
    return dict(of_resellers(FRAME, *read(resellers), previous))


def test_each_reseller_sees_its_own_customers_and_nothing_of_others() -> None:
    found = made(
        {"anna": "North GmbH", "ben": "North GmbH", "carl": "S\u00fcd", "dora": "not assigned", "lost": "S\u00fcd"}
    )
    assert list(found) == ["north_gmbh", "sud"]
    north, south = found.values()
    assert (north["reseller"], north["verdict"], [item["name"] for item in north["customers"]]) == (
        "North GmbH",
        "complete",
        ["anna", "ben"],
    )
    assert (south["verdict"], south["reasons"]) == ("incomplete", ["1 customer could not be read: lost"])
    text = json.dumps(north)
    assert not [name for name in ("carl", "dora", "lost", "zeta", "S\\u00fcd", "not assigned") if name in text]
    assert north["checksum"] != south["checksum"]
    assert north["total"] == {key: value for key, value in north["by_reseller"][0].items() if key != "reseller"}


def test_names_of_files_are_safe_and_never_the_same() -> None:
    hostile = ["../../etc", "a/b", "A B", "\u0444", "{{ x }}", "x" * 300]
    found = made({f"c{place}": name for place, name in enumerate(hostile)})
    assert sorted(document["reseller"] or "" for document in found.values()) == sorted(hostile)
    assert len(found) == len(hostile)
    assert all(set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-") and len(slug) < 70 for slug in found)


def test_a_customer_that_came_from_another_reseller_is_new_to_this_one() -> None:
    previous = statement(FRAME, *read({"anna": "North", "ben": "North", "carl": "South"}), None)
    found: dict[str, Any] = dict(made({"anna": "North", "ben": "South", "carl": "South"}, previous))
    assert [item["guid"] for item in found["north"]["changes"]["removed"]] == ["ben"]
    assert [item["guid"] for item in found["south"]["changes"]["added"]] == ["ben"]
    assert found["south"]["changes"]["resellers"] == []
