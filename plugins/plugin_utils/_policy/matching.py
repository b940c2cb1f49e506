# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs a user's regular expressions on the platform's text, with a limit on their time.

Each tick of processor time is charged to the expression that is running.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import processor_time

# for all records together; ordinary expressions take a few milliseconds
MOST_SECONDS = processor_time.MOST_SECONDS


class TooSlowError(Exception):
    """An expression took too long. The text is the expression."""


class OtherThreadError(Exception):
    """The time of an expression (the text) can be limited only in the main thread: signals arrive nowhere else."""


def matches(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether a pattern matches the whole text.

    Raises `TooSlowError` inside `bounded`, and `OtherThreadError` if the time cannot be limited.
    """
    if not processor_time.can_be_watched():
        raise OtherThreadError(pattern.pattern)
    return pattern.fullmatch(text) is not None


@contextmanager
def bounded() -> Iterator[None]:
    """Limit the expressions of `matches` to `MOST_SECONDS` of processor time for all records together."""
    if not processor_time.can_be_watched():
        yield
        return
    seen: Counter[re.Pattern[str]] = Counter()

    def look(frame: FrameType | None) -> None:
        if frame is None or frame.f_code is not matches.__code__:
            return
        pattern = frame.f_locals["pattern"]
        seen[pattern] += 1
        if seen[pattern] * processor_time.TICK >= MOST_SECONDS:
            raise TooSlowError(pattern.pattern)

    with processor_time.watched(look):
        yield
