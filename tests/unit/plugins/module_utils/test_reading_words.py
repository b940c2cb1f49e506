# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far words are from each other, and the nearest one."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils import reading


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("error", "error", 0),
        ("eror", "error", 1),
        ("erorr", "error", 1),
        ("errors", "error", 1),
        ("arror", "error", 1),
        ("essentail", "essential", 1),
        ("wanrign", "warning", 2),
        ("", "ok", 2),
        ("oc_pro", "pro", 3),
        ("ca", "abc", 3),
    ],
)
def test_distance(one: str, other: str, letters: int) -> None:
    for first, second in ((one, other), (other, one)):
        assert reading.distance(first, second) == letters


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("eror", ["ok", "error"], "error"),
        ("erx", ["error", "ok"], None),
        # the nearest of several, and of equal ones always the same
        ("oc_prp", ["pro", "oc_pro", "oc_poor"], "oc_pro"),
        ("dx", ["dm", "oc", "da"], "da"),
        ("x", [], None),
    ],
)
def test_slip_of(word: str, known: list[str], meant: str | None) -> None:
    assert reading.slip_of(word, known) == meant


def test_did_you_mean() -> None:
    known = ["statuses", "minimum_hosts", "license_types"]
    assert reading.did_you_mean(["status", "qqq", "licence_types"], known) == (
        "status (did you mean statuses?), qqq, licence_types (did you mean license_types?)"
    )
