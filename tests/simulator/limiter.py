# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documented rate: at most 10 requests in any 10 seconds ("Release Operator Connect Numbers")."""

from __future__ import annotations

import collections
import math
import time
from collections.abc import Callable


class Limiter:
    """A sliding window over accepted requests; refused ones do not count. ``clock`` returns seconds."""

    def __init__(self, limit: int = 10, window: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self.window = window
        self.clock = clock
        self._accepted: collections.deque[float] = collections.deque()

    def refuse(self) -> int:
        """Return 0 if the request is accepted, else the seconds (at least 1) until the next attempt."""
        now = self.clock()
        while self._accepted and self._accepted[0] <= now - self.window:
            self._accepted.popleft()
        if len(self._accepted) < self.limit:
            self._accepted.append(now)
            return 0
        return max(1, math.ceil(self._accepted[0] + self.window - now))
