# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keeps secrets out of results, files, messages and logs. Pure, except `register`.

`redacted` copies the platform's data without secrets. `conceal` hides secrets in text that may repeat what was sent.
The functions after them find other secrets. Nothing else hides anything, except Ansible's own `no_log`.

The end is for ansible-core 2.22 and newer. Such a core masks every value of a `no_log` option in all that a run prints from
then on, in keys and numbers as well, and cannot be told to forget one. In a dictionary of headers or parameters most
values are no secrets: a header "en" or "1" would make "tenant 10" unreadable. So these options have no `no_log` there,
`register` gets what is likely to be a secret, and `masked` hides the rest in the result of the task itself, as every older
core does.
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

try:
    from ansible.module_utils.secrets import register_secrets
except ImportError:  # ansible-core before 2.22
    register_secrets = None

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line, printable

# stands in place of a secret; the short form is for deliveries, whose lines are short
REDACTED = "********"
SHORT = "***"

# The vendor's rows nest 5 levels deep. Deeper values could be decoded, but not walked or written safely.
DEEPEST = 50

# types that `redacted` returns as they are
_PLAIN = frozenset({int, bool, type(None)})
# shorter parts of an address are more often common words than secrets
_SHORTEST_PART = 6
# Fewest characters of a value that core masks in the whole run: shorter ones are parts of ordinary words and numbers.
_SHORTEST = 6
# types of options that hold values of many names
_MIXED = frozenset({"dict", "raw"})
# part of the name of a header that holds a secret, such as Authorization, Cookie, X-Api-Key, X-Auth-Token, X-Signature
_TELLING = re.compile("auth|cookie|credential|key|pass|secret|session|sign|token", re.IGNORECASE)
# whether this core masks what was registered, and nothing else
REGISTERS = register_secrets is not None


@lru_cache(maxsize=4096)
def is_secret(key: str) -> bool:
    """Return whether a key names a secret, such as `password`, `ApplicationClientSecret` or `CarrierUserPassword`."""
    return re.sub("[^a-z0-9]", "", key.lower()).endswith(("password", "secret"))


def redacted(value: Any, room: int = DEEPEST) -> Any:
    """Return a copy of a JSON value without secrets at any depth, neither as keys nor as `name`/`value` pairs.

    Text is made printable and non-finite numbers become text, so that the copy can be written as strict JSON. Raises
    `DataError` if the value is nested deeper than `room` levels.
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
    """Return text with a mark in place of every secret, also where JSON or Python has escaped it."""
    spellings = {form for secret in secrets for form in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]) if form}
    for spelling in sorted(spellings, key=len, reverse=True):
        text = text.replace(spelling, mark)
    return text


def safe_line(text: str, secrets: Iterable[str]) -> str:
    """Return a server's text as one short printable line without secrets, for a message."""
    return one_line(conceal(text, secrets))


def conceal_address(text: str, url: str, *secrets: str) -> str:
    """Return percent-decoded text without an address, its parts, and other secrets and their words.

    A server may echo the address decoded, or only the token of "Bearer TOKEN".
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
    """Return the secrets in proxy addresses: the accounts, as given and as sent, even in malformed addresses."""
    found: set[str] = set()
    for address in addresses:
        account = address.rpartition("@")[0].rpartition("://")[2]
        for form in (account, unquote(account)):
            # libraries report the text before the first of these characters as the host
            found |= {form, form.partition(":")[2], *re.split("[/?#]", form)}
            found.add(base64.b64encode(form.encode(errors="replace")).decode())
    return found - {""}


def texts_in(value: Any) -> Iterator[str]:
    """Yield all non-empty texts and numbers, as text, in a value that is secret as a whole."""
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
    """Yield the texts in a JSON value under keys for which `is_hidden` is true."""
    if isinstance(value, list):
        for item in value:
            yield from texts_under(item, is_hidden)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str) and item and is_hidden(key):
                yield item
            yield from texts_under(item, is_hidden)


def masked(value: Any, secrets: Iterable[str], mark: str = REDACTED) -> Any:
    """Return a copy of a result with a mark in place of every secret in its texts and numbers, at any depth.

    Keys, booleans and null stay as they are.
    """
    forms = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
    return _masked(value, re.compile("|".join(map(re.escape, forms))), mark) if forms else value


def _masked(value: Any, hidden: re.Pattern[str], mark: str) -> Any:
    if isinstance(value, str):
        return hidden.sub(mark, value)
    if isinstance(value, Mapping):
        return {key: _masked(item, hidden, mark) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(item, hidden, mark) for item in value]
    if is_number(value):
        return mark if hidden.search(str(value)) else value
    return value


def register(secrets: Iterable[str]) -> None:
    """Make core mask these secrets in the whole run, if it can do so; those of fewer than 6 characters never."""
    if register_secrets is not None:
        register_secrets([secret for secret in secrets if len(secret.strip()) >= _SHORTEST])


def secret_headers(headers: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values of headers whose names say that they are secrets, and the token of "Bearer TOKEN"."""
    for name, value in headers.items():
        if value is not None and _TELLING.search(str(name)):
            yield str(value)
            yield str(value).rpartition(" ")[2]


def mixed(spec: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names of secret options that hold values of many names, of which most may be harmless."""
    return tuple(name for name, option in spec.items() if option.get("no_log") and option.get("type") in _MIXED)


def without_mixed(spec: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return an argument spec for `REGISTERS`, with which core does not register the values of `mixed` options."""
    # false, not absent, for which core guesses from the name
    return {**spec, **({name: {**spec[name], "no_log": False} for name in mixed(spec)} if REGISTERS else {})}
