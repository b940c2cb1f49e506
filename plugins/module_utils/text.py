# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Makes the platform's text fit for messages and files."""

from __future__ import annotations

# most characters of one line of a message
LONGEST_LINE = 300
# most characters of a text to look at for one line
_LOOKED_AT = 65536
# the encoding that joins two surrogates into one character
_OF_PAIRS = "utf-16"


def printable(text: str) -> str:
    """Return text that every writer can encode: a lone surrogate, which JSON allows, becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode(_OF_PAIRS, "surrogatepass").decode(_OF_PAIRS, "replace")


def one_line(text: str, width: int = LONGEST_LINE) -> str:
    """Return text as one printable line of at most `width` characters.

    Unprintable and invisible characters become blanks, so that words stay apart.
    """
    shown = text[:_LOOKED_AT]
    if not shown.isprintable():
        shown = "".join(char if char.isprintable() else " " for char in shown)
    line = " ".join(shown.split())
    return line if len(line) <= width else line[: width - 3] + "..."
