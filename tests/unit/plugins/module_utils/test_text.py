# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of the platform that goes into messages and files."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line, printable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ud800", "\ufffd"),
        ("\udc00x", "\ufffdx"),
        ("a\ud83d\ude00b", "a\U0001f600b"),
        ("\ud83dx", "\ufffdx"),
        ("\ufeffbom", "\ufeffbom"),
        ("tab\tnul\x00", "tab\tnul\x00"),
    ],
)
def test_halves_of_pairs(text: str, expected: str) -> None:
    """JSON can spell them, UTF-8 cannot: a whole pair becomes its character, half of one the replacement character."""
    assert printable(text) == expected
    printable(text).encode("utf-8")


def test_one_line_for_a_terminal() -> None:
    assert one_line("a\n  b\tc\u202e\u200b\ud800", 20) == "a b c"
    assert one_line("x" * 50, 10) == "xxxxxxx..."
    assert one_line("x" * 10, 10) == "x" * 10


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  a\tb \u00e9 ", "a b \u00e9"),
        ("line\nbreak\x00and\x1b[31m colour", "line break and [31m colour"),
        ("a\u2028b\u00a0c\u0085d", "a b c d"),
        # joined, these would be the beginning of a template
        ("{\u200b{ x }}", "{ { x }}"),
        ("\u202eevil", "evil"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_becomes_a_blank(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_a_line_has_at_most_300_characters() -> None:
    assert one_line("x" * 1000) == "x" * 297 + "..."
    assert one_line("x" * 300) == "x" * 300
