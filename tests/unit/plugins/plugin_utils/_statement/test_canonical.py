# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The canonical JSON of RFC 8785, and the checksum that is made of it."""

from __future__ import annotations

import hashlib
import json
import random
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.canonical import (
    LARGEST,
    canonical,
    checksum,
)

# RFC 8785, section 3.2.3, in its order
NAMES = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_keys_are_ordered_by_utf_16_units() -> None:
    """The example of the RFC; by code points the last two would change places."""
    found = canonical(dict.fromkeys(sorted(NAMES), 1)).decode()
    assert [*json.loads(found)] == NAMES


def test_text_is_escaped_as_the_rfc_says() -> None:
    """Section 3.2.2.2: short forms, \\u00xx in lower case, and everything else as it is."""
    assert canonical('\u20ac$\x0f\nA\'B"\\\\"/') == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()
    assert canonical("\b\t\f\r\x1f\x7f\u2028\U0001f600") == '"\\b\\t\\f\\r\\u001f\x7f\u2028\U0001f600"'.encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-LARGEST, "-9007199254740991"),
        ([], "[]"),
        ({}, "{}"),
        ([1, [2, {}], "x"], '[1,[2,{}],"x"]'),
        ({"b": [None], "a": {"c": True}}, '{"a":{"c":true},"b":[null]}'),
    ],
)
def test_values(value: Any, text: str) -> None:
    assert canonical(value) == text.encode()


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), LARGEST + 1, -LARGEST - 1, {1: 2}, {"a": {3}}, (1,), b"x", "\ud800", {"\udc00": 1}]
)
def test_what_has_no_place_is_refused(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical([value])


def test_random_documents_agree_with_the_standard_library() -> None:
    """With keys of ASCII json.dumps makes the same of text and whole numbers."""
    draw = random.Random(8785)
    letters = 'aZ"\\/\b\n\x00\x7f\u00e9\u2028\U0001f600 '

    def value(depth: int) -> Any:
        kind = draw.randrange(7 if depth else 5)
        if kind < 3:
            return ("".join(draw.choices(letters, k=5)), draw.randint(-LARGEST, LARGEST), draw.randrange(9))[kind]
        if kind < 5:
            return draw.choice((True, False, None))
        if kind == 5:
            return [value(depth - 1) for _turn in range(draw.randrange(4))]
        return {"".join(draw.choices("abcXY_09", k=3)): value(depth - 1) for _turn in range(draw.randrange(4))}

    for _turn in range(2000):
        made = value(4)
        assert canonical(made) == json.dumps(made, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_the_checksum_leaves_itself_out_and_sees_every_digit() -> None:
    document = {"b": [1, None], "a": "x"}
    made = hashlib.sha256(b'{"a":"x","b":[1,null]}').hexdigest()
    assert checksum(document) == checksum({**document, "checksum": "whatever"}) == made
    assert checksum({"b": [2, None], "a": "x"}) != made
