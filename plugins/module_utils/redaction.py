# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything that keeps secrets out of results, files, messages and logs. Pure.

What the platform sends is copied without secrets (`redacted`); text that may repeat what was sent is searched for them
(`conceal`); and what else is secret is found by the functions at the end. Nothing else in the collection hides anything,
but for what Ansible masks by itself (`no_log`).
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line, printable

# what stands in place of a secret, and in deliveries, whose lines are short
REDACTED = "********"
SHORT = "***"

# the vendor's rows nest 5 levels deep; far more could be decoded, but neither walked nor written
DEEPEST = 50

# what a copy need not look into
_PLAIN = frozenset({int, bool, type(None)})
# a shorter part of an address is a common word more often than a secret
_SHORTEST_PART = 6


@lru_cache(maxsize=4096)
def is_secret(key: str) -> bool:
    """Tell whether a key names a secret, such as `password`, `ApplicationClientSecret` or `CarrierUserPassword`."""
    return re.sub("[^a-z0-9]", "", key.lower()).endswith(("password", "secret"))


def redacted(value: Any, room: int = DEEPEST) -> Any:
    """Return a copy of a JSON value without secrets: neither as keys nor as `name`/`value` pairs, at any depth.

    Text is made printable and numbers finite, so that the copy can be written as strict JSON. Raises `DataError`
    where the value is nested deeper than `room`.
    """
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, (Mapping, list)) and not room:
        raise too_deep()
    if isinstance(value, Mapping):
        pair = any(is_secret(item) for key, item in value.items() if key.lower() == "name" and isinstance(item, str))
        return {
            printable(key): redacted(item, room - 1)
            for key, item in value.items()
            if not is_secret(key) and not (pair and key.lower() == "value")
        }
    if isinstance(value, list):
        return [item if item.__class__ in _PLAIN else redacted(item, room - 1) for item in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def too_deep() -> DataError:
    return DataError(f"a row of the answer is nested more than {DEEPEST} levels deep")


def conceal(text: str, secrets: Iterable[str], mark: str = REDACTED) -> str:
    """Return text with a mark in place of every secret, also where it stands escaped, as JSON and Python write it."""
    spellings = {form for secret in secrets for form in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]) if form}
    for spelling in sorted(spellings, key=len, reverse=True):
        text = text.replace(spelling, mark)
    return text


def safe_line(text: str, secrets: Iterable[str]) -> str:
    """Return text of a server as one short printable line without secrets, for a message."""
    return one_line(conceal(text, secrets))


def conceal_address(text: str, url: str, *secrets: str) -> str:
    """Return text, percent-decoded, without an address, the parts of it, and other secrets and their words.

    A server may answer with an address decoded, or with the token of "Bearer TOKEN" alone.
    """
    parts = urlsplit(url)
    hidden = {
        url,
        f"{parts.path}?{parts.query}",
        parts.path,
        parts.query,
        *re.split(r"[/?&=]", f"{parts.path}/{parts.query}"),
        *secrets,
        *(word for secret in secrets for word in secret.split()),
    }
    return conceal(unquote(text), [part for part in map(unquote, hidden) if len(part) >= _SHORTEST_PART], SHORT)


def accounts(addresses: Iterable[str]) -> set[str]:
    """Return what is secret in addresses of proxies: the accounts, as given and as sent, also where such an address is broken."""
    found: set[str] = set()
    for address in addresses:
        account = address.rpartition("@")[0].rpartition("://")[2]
        for form in (account, unquote(account)):
            # a library's error shows what stands before the first of these marks as the host
            found |= {form, form.partition(":")[2], *re.split("[/?#]", form)}
            found.add(base64.b64encode(form.encode(errors="replace")).decode())
    return found - {""}


def texts_in(value: Any) -> Iterator[str]:
    """Yield the texts and numbers in dictionaries and lists that are secret as a whole, as text; none that is empty."""
    rest = [value]
    while rest:
        item = rest.pop()
        if isinstance(item, Mapping):
            rest.extend(item.values())
        elif isinstance(item, list):
            rest.extend(item)
        elif item is not None and not isinstance(item, bool) and str(item):
            yield str(item)


def texts_under(value: Any, is_hidden: Callable[[str], bool]) -> Iterator[str]:
    """Yield the texts in a JSON value that stand under a key which `is_hidden` names."""
    if isinstance(value, list):
        for item in value:
            yield from texts_under(item, is_hidden)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and item and is_hidden(key):
                yield item
            yield from texts_under(item, is_hidden)
