# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of records that a job reads by itself: fit for every file, and without what is secret."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.live import make_plain
from kits.compliance import sample_records
from kits.report_data import HOSTILE

SECRET = "s3cret"


def test_records_in_order_stay_the_same_objects() -> None:
    services, customers = sample_records()
    before = copy.deepcopy([*services, *customers])
    nested = [service["parameters"] for service in services]
    make_plain([*services, *customers], {SECRET, ""})
    assert [*services, *customers] == before
    assert all(one is other for one, other in zip(nested, (item["parameters"] for item in services), strict=True))


@pytest.mark.parametrize("text", [*HOSTILE, "a\x00b\x1b[31m", "\ufffe", "\u00a0", ""])
def test_text_is_that_of_a_host_from_the_inventory(text: str) -> None:
    """Among many others, and at any depth."""
    record: dict[str, Any] = {"kind": "service", "name": text, "parameters": {text: [text, {"deep": text}]}, "id": 1}
    others: list[dict[str, Any]] = [{"name": f"n{number}"} for number in range(1000)]
    expected = [plain(record), *copy.deepcopy(others)]
    make_plain([record, *others], {SECRET})
    assert [record, *others] == expected


def test_a_secret_is_in_no_text_at_any_depth() -> None:
    record: dict[str, Any] = {
        "name": f"x {SECRET} y",
        "parameters": {f"k{SECRET}": [SECRET, {"a": f"{SECRET}{SECRET}"}]},
    }
    make_plain([record], {SECRET, "other"})
    assert record == {"name": "x ******** y", "parameters": {"k********": ["********", {"a": "****************"}]}}


def test_a_secret_that_two_texts_make_together_is_none() -> None:
    records = [{"name": "s3c"}, {"name": "ret"}]
    make_plain(records, {SECRET})
    assert [record["name"] for record in records] == ["s3c", "ret"]
