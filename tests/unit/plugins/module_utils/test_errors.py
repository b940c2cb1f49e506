# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors that say more than the one that was caught, which stays as it was."""

from __future__ import annotations

import ast

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConnectError,
    LivePlatformError,
    PartialError,
)
from kits.harness import ROOT

LOST = ConnectError("no answer in time", method="PATCH", path="/api/v3/customer/1", hint="raise timeout")


def test_an_error_that_says_more_is_another_one() -> None:
    more = LOST.adding("read back instead: none").but(hint="look again", goes_on=True)
    assert str(more) == "PATCH /api/v3/customer/1: no answer in time; read back instead: none (look again)"
    assert (type(more), more.goes_on, more.args) == (
        ConnectError,
        True,
        ("no answer in time; read back instead: none",),
    )
    assert str(LOST) == "PATCH /api/v3/customer/1: no answer in time (raise timeout)"
    assert (LOST.goes_on, LOST.args) == (False, ("no answer in time",))


def test_an_error_keeps_what_is_not_changed() -> None:
    assert LOST.but(hint=None).as_result() == LOST.as_result()


def test_the_result_of_partial_work_stays_with_the_error() -> None:
    error = PartialError("1 customer failed", {"count": 2}, LOST).adding("the undo file could not be written")
    assert (error.result, error.cause) == ({"count": 2}, LOST)
    assert error.as_result() == LOST.as_result()


def test_nobody_changes_an_error_that_was_caught() -> None:
    """No file assigns to one of the attributes that an error has, but for the class itself."""
    names = {*vars(LOST), "concerns_all", "goes_on"}
    files = [path for path in sorted((ROOT / "plugins").rglob("*.py")) if path.name != "errors.py"]
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in names
        # C(path) is also what the client asked for last
        if not (node.attr == "path" and ast.unparse(node.value) == "self._latest")
    ]
    assert found == []


def test_the_base_of_the_family_can_say_more_as_well() -> None:
    with pytest.raises(LivePlatformError, match=r"^full; really$"):
        raise LivePlatformError("full").adding("really")
