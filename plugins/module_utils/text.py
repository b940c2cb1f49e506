# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Text of the platform, made fit for messages and files."""

from __future__ import annotations

# characters of a line that says what happened
LONGEST_LINE = 300
# of a text that becomes a line
_LOOKED_AT = 65536
# the encoding in which two halves of a pair are one character
_OF_PAIRS = "utf-16"


def printable(text: str) -> str:
    """Return text that every writer can encode: half of a surrogate pair, which JSON allows, becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode(_OF_PAIRS, "surrogatepass").decode(_OF_PAIRS, "replace")


def one_line(text: str, width: int = LONGEST_LINE) -> str:
    """Return text as one printable line of at most `width` characters.

    What cannot be printed, or not be seen, becomes a blank, so that nothing that stood apart is joined.
    """
    shown = text[:_LOOKED_AT]
    if not shown.isprintable():
        shown = "".join(char if char.isprintable() else " " for char in shown)
    line = " ".join(shown.split())
    return line if len(line) <= width else line[: width - 3] + "..."
