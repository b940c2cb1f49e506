# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Turns text from the platform into names that are safe as host names, group names and keys.

Names come from customers and must be treated as hostile. Nothing but ASCII letters, digits, `_` and `-` ever
leaves this file: no colon (host:port), no brace (a template), no `*` or `!` (a host pattern), no slash.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Container, Sequence
from functools import lru_cache

# AWX stores names of at most 512 characters; a suffix must still fit
LONGEST_NAME = 200

# host names with a meaning in Ansible
RESERVED = frozenset({"all", "ungrouped", "localhost", "_meta"})


_NOT_WORD = re.compile("[^a-z0-9]+")
# every ASCII character that a host name cannot contain -> a blank
_NOT_HOST = {code: " " for code in range(128) if not re.match("[a-z0-9_]", chr(code))}


@lru_cache(maxsize=4096)
def word(text: str) -> str:
    """Return text as part of an identifier: lower case letters, digits and underscores, never empty.

    Used for license types and all other values that become part of a group name. Text without any ASCII letter or
    digit becomes a checksum, so that two such values stay different.
    """
    slug = _NOT_WORD.sub("_", _ascii(text)).strip("_")[:LONGEST_NAME].rstrip("_")
    return slug or f"x{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def host_slug(text: str) -> str:
    """Return text as a host name: lower case letters, digits, dashes and underscores; may be empty."""
    text = _ascii(text)
    # most names are valid already
    if not text.replace("_", "").isalnum():
        text = "-".join(text.translate(_NOT_HOST).split())
    return text.strip("-_")[:LONGEST_NAME].rstrip("-_")


def _ascii(text: str) -> str:
    """Return text in lower case without accents. Letters of other scripts are dropped."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return text.lower()


def unique(names: Sequence[str], suffixes: Sequence[str], taken: Container[str] = RESERVED) -> list[str]:
    """Return unique names: every member of a collision, and every taken name, gets `-<suffix>`.

    Suffixes are ids and must be unique. The result for one object does not depend on the order of the others.
    A name that looks like a suffixed one collides as well and gets its own suffix.
    """
    result = list(names)
    while True:
        clashing_names = {name for name, count in Counter(result).items() if count > 1 or name in taken}
        if not clashing_names:
            return result
        clashing = [index for index, name in enumerate(result) if name in clashing_names]
        for index in clashing:
            result[index] = f"{result[index]}-{suffixes[index]}"
