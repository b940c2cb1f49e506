# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Counts services and customers in each reading, and refuses a reading that lost too many. Pure."""

from __future__ import annotations

from collections import Counter

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import (
    KINDS,
    MEMORY,
    Earlier,
    Mark,
    check,
    check_drop,
    highest,
    is_drop,
    refused,
    remembered,
    some,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.events import Snapshot

# Two missing rows beside many that stay may be a defect; one missing row is always plausible.
_SUSPICIOUS_LOSS = 2
_WHERE = "the readings of the last 7 days"


class Sizes:
    """The counts of the readings so far. `most` is the largest loss of a list, in percent, that is accepted.

    A loss is measured against the highest count of the last seven days, as in the inventory. It is accepted after it
    has lasted for seven days. An empty list is never accepted, unless `allow_empty` is set.
    """

    def __init__(self, allow_empty: bool, most: float) -> None:
        self._allow_empty = allow_empty
        self._most = most
        self._marks: dict[str, list[Mark]] = {}
        # counts of the latest accepted reading
        self._believed: Counter[str] = Counter()

    def add(self, seen: Snapshot, now: float) -> str:
        """Add the counts of a reading. Return a remark if a loss is accepted because it lasted, else "".

        Raises `DataError` for a reading that lost too much.
        """
        counts = Counter(f"{item.kind}s" for item in seen.values())
        earlier = Earlier(_WHERE, {kind: highest(marks, now) for kind, marks in self._marks.items()})
        try:
            self._check(counts, earlier)
        except DataError:
            self._marks = {kind: self._refused(kind, counts[kind], earlier, now) for kind in self._marks}
            raise
        self._marks = {kind: remembered(self._marks.get(kind, ()), counts[kind], now) for kind in KINDS}
        lasted = [kind for kind in counts if self._is_lost(self._believed[kind], counts[kind])]
        parts = [f"{some(counts[kind], kind)}, instead of {self._believed[kind]}" for kind in lasted]
        self._believed = counts
        return f"the platform lists {' and '.join(parts)}" if parts else ""

    def _check(self, counts: Counter[str], earlier: Earlier) -> None:
        gone = [kind for kind in earlier.counts if not counts[kind]]
        hint = "set allow_empty, or start the event source again, if this is right"
        check((), (), gone, earlier=[earlier], allow_empty=self._allow_empty, hint=hint)
        hint = (
            "if this is right, raise it, or start the event source again; a loss that lasts is accepted after "
            f"{MEMORY / 86400:g} days"
        )
        check_drop(counts, earlier, self._most, hint, _SUSPICIOUS_LOSS)

    def _is_lost(self, before: int, rows: int) -> bool:
        return is_drop(before, rows, self._most, _SUSPICIOUS_LOSS)

    def _refused(self, kind: str, rows: int, earlier: Earlier, now: float) -> list[Mark]:
        """Return the marks of a list after a reading that is not accepted."""
        marks, before = self._marks[kind], earlier.counts[kind]
        if not rows:
            # waiting does not make this right
            return marks
        return refused(marks, before, rows, now) if self._is_lost(before, rows) else remembered(marks, rows, now)
