# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads the platform in the job's own process. No record passes through a result or a variable of ansible-core."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.both_lists import both_lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.each_customer import with_secrets_expiry
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import KINDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join, vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import conceal
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population

if TYPE_CHECKING:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

Record = dict[str, Any]

# the options of all jobs that read the platform; the doc fragment `reading` says the same, and a test compares them
SPEC: dict[str, dict[str, Any]] = {
    "include": {"type": "list", "elements": "str", "choices": list(KINDS), "default": list(KINDS)},
    "all_details": {"type": "bool", "default": True},
    "channels": {"type": "bool", "default": False},
    "metering": {"type": "bool", "default": False},
    "metering_tiers": {"type": "bool", "default": False},
    "numbers": {"type": "bool", "default": False},
    "match_by": {
        "type": "list",
        "elements": "str",
        "choices": list(join.KEYS),
        "default": list(join.DEFAULT_MATCH_BY),
    },
    "labels": {"type": "dict"},
    "allow_empty": {"type": "bool", "default": False},
}
# how many customers are read at once if each is read by itself; `rate_limit` limits all of them together
_WORKERS = 8
# texts that are looked at together
_TOGETHER = 200
# what can hold text in its depth
_NESTED = (list, dict)


@dataclass(frozen=True)
class Wanted:
    """What to read, and which lists to trust: the options of `SPEC`.

    `secrets_expiry` takes one more request for each customer.
    """

    include: tuple[str, ...] = KINDS
    all_details: bool = True
    channels: bool = False
    metering: bool = False
    metering_tiers: bool = False
    numbers: bool = False
    match_by: tuple[str, ...] = join.DEFAULT_MATCH_BY
    labels: Mapping[str, str] | None = None
    allow_empty: bool = False
    secrets_expiry: bool = False

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Wanted:
        """Return it from validated options. Raises `OptionError` for options that contradict each other."""
        wanted = cls(
            include=tuple(kind for kind in KINDS if kind in options["include"]),
            all_details=options["all_details"],
            channels=options["channels"],
            metering=options["metering"],
            metering_tiers=options["metering_tiers"],
            numbers=options["numbers"],
            match_by=tuple(options["match_by"]),
            labels=options["labels"],
            allow_empty=options["allow_empty"],
            secrets_expiry=options.get("secrets_expiry", False),
        )
        if wanted.secrets_expiry and "customers" not in wanted.include:
            raise OptionError("secrets_expiry is about customers, which include leaves out")
        return wanted


def read_platform(
    settings: Settings, wanted: Wanted, log: Callable[[str], object], warn: Callable[[str], object] = str
) -> Population:
    """Return the services and customers of a platform, joined, with warnings about them.

    `log` receives one line for each request, without secrets; `warn` receives what does not concern the lists. Raises an error of
    the `LivePlatformError` family if the platform cannot be read completely, or if its lists contradict each other.
    """
    # imported late: a job that reads no platform needs no `requests`, and one that does reports a broken one as its own failure
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client  # noqa: PLC0415

    with paused(), Client(settings, log=log) as client:
        services, customers = both_lists(
            client,
            wanted.include,
            all_details=wanted.all_details,
            channels=wanted.channels,
            metering=wanted.metering,
            metering_tiers=wanted.metering_tiers,
            numbers=wanted.numbers,
            labels=wanted.labels,
            warn=warn,
        )
        completeness.check(services, customers, wanted.include, allow_empty=wanted.allow_empty)
        if wanted.secrets_expiry:
            customers = _with_secrets_expiry(client, customers)
        join.join(services, customers, wanted.match_by)
        warnings = vocabularies.check_labels([*services, *customers], wanted.labels)
        for records in (services, customers):
            make_plain(records, client.concealed)
    rows = {"services": len(services), "customers": len(customers)}
    # both lists were compared above, if both were read
    origin = Origin(read={settings.platform: wanted.include}, rows={settings.platform: rows})
    return Population(services, customers, {}, list(warnings), origin)


def _with_secrets_expiry(client: Client, customers: list[Record]) -> list[Record]:
    """Return the customers with the expiry dates of their secrets. Raises `LivePlatformError` if one cannot be read."""
    found, failed = with_secrets_expiry(client, customers, _WORKERS)
    if failed:
        first = failed[0]
        raise LivePlatformError(
            f"{completeness.some(len(failed), 'customers')} could not be read, beginning with "
            f"{first['name'] or first['ump_customer_guid']}: {first['msg']}"
        )
    return found


def make_plain(records: Iterable[Record], secrets: Collection[str]) -> None:
    """Make all text of records safe for every file, in place, and hide secrets that the platform sent back.

    Text that is in order, which is nearly all of it, is looked at together, once however often it repeats, and is not copied.
    """
    records = list(records)
    hidden = [secret for secret in secrets if secret]
    odd = {text: made for text in _suspects(_texts(records), hidden) if (made := _plain(text, hidden)) != text}
    for record in records if odd else ():
        for name, value in record.items():
            record[name] = _replaced(value, odd)


def _texts(records: Iterable[Record]) -> set[str]:
    """Return all text in records, at any depth, with the keys of dictionaries below the fields."""
    found: set[str] = set()
    rest: list[Any] = []
    for record in records:
        for value in record.values():
            if value.__class__ is str:
                found.add(value)
            elif value and value.__class__ in _NESTED:
                rest.append(value)
    while rest:
        nested = rest.pop()
        if nested.__class__ is dict:
            found.update(nested)
            nested = nested.values()
        for value in nested:
            if value.__class__ is str:
                found.add(value)
            elif value and value.__class__ in _NESTED:
                rest.append(value)
    return found


def _suspects(texts: Iterable[str], secrets: Collection[str]) -> Iterator[str]:
    """Yield the texts that may have to change, and their neighbors."""
    rest = iter(texts)
    while part := list(islice(rest, _TOGETHER)):
        together = "".join(part)
        if not together.isprintable() or any(secret in together for secret in secrets):
            yield from part


def _replaced(value: Any, odd: Mapping[str, str]) -> Any:
    if value.__class__ is str:
        return odd.get(value, value)
    if value.__class__ is list:
        return [_replaced(item, odd) for item in value]
    if value.__class__ is dict:
        return {odd.get(key, key): _replaced(item, odd) for key, item in value.items()}
    return value


def _plain(text: str, secrets: Collection[str]) -> str:
    """Return text that every file can carry, without secrets."""
    made: str = plain(text)
    return conceal(made, secrets) if any(secret in made for secret in secrets) else made
