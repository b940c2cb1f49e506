# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A person's regular expressions against the platform's text, with a bound on their time.

Each tick of processor time that finds an expression at work counts for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import processor_time

# for all records together; ordinary expressions take some milliseconds
MOST_SECONDS = processor_time.MOST_SECONDS


class TooSlowError(Exception):
    """An expression took too long; the text is the expression."""


class OtherThreadError(Exception):
    """The time of an expression (the text) can be bounded in the main thread alone: signals arrive nowhere else."""


def matches(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a whole text matches.

    Raises L(TooSlowError) inside L(bounded), and L(OtherThreadError) rather than to take a time without any bound.
    """
    if not processor_time.can_be_watched():
        raise OtherThreadError(pattern.pattern)
    return pattern.fullmatch(text) is not None


@contextmanager
def bounded() -> Iterator[None]:
    """Let no expression of L(matches) take more than L(MOST_SECONDS) of processor time, for all records together."""
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
