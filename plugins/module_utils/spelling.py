# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Words that people misspell: the nearest known one, and what to say about it. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

# so many letters wrong, missing, too many or in the wrong order are a slip of the finger
SLIP = 2


def distance(one: str, other: str) -> int:
    """Return the letters to add, drop, replace or swap with their neighbour (Damerau-Levenshtein, optimal alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                best = min(best, before[column - 2] + 1)
            current.append(best)
        before, last = last, current
    return last[-1]


def slip_of(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that differs by at most two letters, the nearest of several; None where there is none."""
    near = sorted((distance(word, item), item) for item in set(known) if item and abs(len(word) - len(item)) <= SLIP)
    return near[0][1] if near and near[0][0] <= SLIP else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that most looks like this one; None where none does."""
    found = get_close_matches(word, list(known), n=1)
    return found[0] if found else None


def did_you_mean(words: Iterable[str], known: Iterable[str]) -> str:
    """Return the words on one line, each with the known one that is nearest to it."""
    names = list(known)
    told = []
    for word in words:
        near = nearest(word, names)
        told.append(f"{word} (did you mean {near}?)" if near else word)
    return ", ".join(told)
