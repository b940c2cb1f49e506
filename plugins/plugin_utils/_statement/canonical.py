# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""JSON in the one form that RFC 8785 gives a document, and its checksum. Pure.

A statement holds text, whole numbers up to 2^53-1, true, false, null, lists and objects; anything else is refused. So every reader
of JSON, whatever its language, makes the same bytes of the same statement. A checksum shows a change, it is no signature.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

# RFC 8785, section 3.2.2.3: beyond it, readers that use IEEE 754 numbers read another one
LARGEST = 2**53 - 1
CHECKSUM = "checksum"
# RFC 8785, section 3.2.2.2, is what this writes: short escapes, \u00xx in lower case, everything else as it is
_TEXT = json.JSONEncoder(ensure_ascii=False).encode


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of a value in UTF-8.

    Raises `TypeError` for a value of another type (a float, a key that is not text), `ValueError` for a number beyond 2^53-1
    and for text with half a surrogate pair.
    """
    return "".join(_parts(value)).encode()


def checksum(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 (lower case, hexadecimal) of the canonical JSON of a document without its key `checksum`."""
    return hashlib.sha256(canonical({key: value for key, value in document.items() if key != CHECKSUM})).hexdigest()


def _parts(value: Any) -> Iterator[str]:
    kind = value.__class__
    if kind is str:
        yield _TEXT(value)
    elif kind is int:
        yield _number(value)
    elif value is None or kind is bool:
        yield {None: "null", True: "true", False: "false"}[value]
    elif kind is list:
        yield "["
        for place, item in enumerate(value):
            if place:
                yield ","
            yield from _parts(item)
        yield "]"
    elif kind is dict:
        yield "{"
        for place, key in enumerate(sorted(value, key=_order)):
            yield f"{',' if place else ''}{_TEXT(key)}:"
            yield from _parts(value[key])
        yield "}"
    else:
        raise TypeError(f"{kind.__name__} has no place in a statement")


def _number(value: int) -> str:
    if not -LARGEST <= value <= LARGEST:
        raise ValueError("a number is beyond 2^53-1")
    return str(value)


def _order(key: Any) -> bytes:
    """Return what keys are ordered by: their UTF-16 code units (RFC 8785, section 3.2.3)."""
    if key.__class__ is not str:
        raise TypeError("a key is not text")
    return bytes(key.encode("utf-16-be", "surrogatepass"))
