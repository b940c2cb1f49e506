# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The voice quality that Teams, or the SBC, reports, in one word: the worst of the whole and its two parts. Pure Python.

The portal calls signalling (control) and media Unmonitored, Clear, Major or Critical (vendor page "Service Provider
Status"). That the API uses the same words for them is inferred; its examples show only UNMONITORED.
"""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Columns

SIDES = ("teams", "sbc")
PARTS = ("control", "media")
# the worst first; a word that is not listed never replaces the whole
WORST_FIRST = ("critical", "error", "major", "warning")
_RANKS = {word: rank for rank, word in enumerate(reversed(WORST_FIRST), start=1)}


def merge(columns: Columns, unread: Mapping[int, list[str]]) -> None:
    """Remove the columns of the parts, and set each status to the worst of itself and its parts.

    `unread` maps the place of a row to the fields that could not be read; a part there is renamed to its status.
    """
    for side in SIDES:
        field = f"{side}_voice_quality_status"
        parts = [f"{side}_voice_quality_{part}" for part in PARTS]
        together = list(zip(columns[field], *[columns.pop(part) for part in parts], strict=True))
        # there are only a few words, whatever the number of rows
        words = {of_one: worst(*of_one) for of_one in set(together)}
        columns[field] = [words[of_one] for of_one in together]
        for names in unread.values():
            names[:] = dict.fromkeys(field if name in parts else name for name in names)


def worst(whole: str, *parts: str) -> str:
    """Return the worst of these words: the whole unless a part is worse."""
    return max((whole, *parts), key=lambda word: _RANKS.get(word, 0))
