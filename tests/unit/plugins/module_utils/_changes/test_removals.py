# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard before a removal: a name, to the letter."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import removals
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError


@pytest.mark.parametrize("given", [None, "", " ", "contoso", "Contoso ", " Contoso", "Conto\u0455o", "*"])
def test_another_name(given: str | None) -> None:
    """Letters that only look the same are others."""
    with pytest.raises(OptionError) as failure:
        removals.check_name("confirm_name", given, "Contoso", "customer 1")
    assert str(failure.value) == "nothing was sent: confirm_name does not match the name of customer 1"


@pytest.mark.parametrize("nothing", ["", " ", "\u00a0", "\n"])
def test_no_name(nothing: str) -> None:
    """What has no name cannot be confirmed."""
    with pytest.raises(OptionError):
        removals.check_name("confirm_name", nothing, nothing, "customer 1")


@pytest.mark.parametrize("name", ["Contoso", "{{ 7*7 }}", "a b"])
def test_the_name(name: str) -> None:
    removals.check_name("confirm_name", name, name, "customer 1")
