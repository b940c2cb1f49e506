# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The garbage collector is left as it was found, whatever happens."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_is_off_inside_and_on_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="inside"), paused():
        assert not gc.isenabled()
        raise ValueError("inside")
    assert gc.isenabled()


def test_it_stays_off_for_whoever_switched_it_off() -> None:
    gc.disable()
    with paused():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_the_inner_of_two_does_not_switch_it_on() -> None:
    with paused():
        with paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_rows_that_cannot_be_read_do_not_leave_it_off() -> None:
    with pytest.raises(DataError, match="row 2"):
        lists.services([{"id": 1}, "no object"])
    assert gc.isenabled()
