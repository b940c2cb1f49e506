# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a function makes of values that nearly all repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


class Remembered(dict[Given, Made], Generic[Given, Made]):
    """Value -> what the function makes of it, to be asked with C([value]).

    It costs half of what C(functools.lru_cache) does, as it keeps no order: when it is full, it is emptied, and what
    repeats is soon met again. Not for values of several types: 1, 1.0 and true are equal.
    """

    def __init__(self, make: Callable[[Given], Made], most: int) -> None:
        self._make = make
        self._most = most

    def __missing__(self, given: Given) -> Made:
        made = self._make(given)
        if len(self) >= self._most:
            self.clear()
        self[given] = made
        return made
