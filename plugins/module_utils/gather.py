# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reading records from the platform with as few requests as possible."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import parallel
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import (
    channel_rows,
    lists,
    metering,
    name_patterns,
    number_counts,
    number_rows,
    pages,
    sbcs,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import KINDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.leads import add_channels
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.metering import add_fields
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import covered, folded
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    DataError,
    LivePlatformError,
    NotFoundError,
    OptionError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import safe_line

Record = dict[str, Any]
Labels = Mapping[str, str]
Read = TypeVar("Read")

# numbers of a page: what the platform sends by itself
NUMBERS_A_PAGE = 200
# what an HTTP status looks like
_STATUS = re.compile("[1-5][0-9][0-9]")


def topology(
    client: Client,
    include: Collection[str] = KINDS,
    *,
    all_details: bool = False,
    channels: bool = False,
    metering: bool = False,
    metering_tiers: bool = False,
    numbers: bool = False,
    labels: Labels | None = None,
    include_raw: bool = False,
    warn: Callable[[str], object] = str,
) -> tuple[list[Record], list[Record]]:
    """Return the records of all services and of all customers, not yet joined.

    `include` names the lists to read, one request each; a list that is not named is empty. `channels` takes one request for each page
    of leads, none if there are no customers. `metering_tiers` implies `channels` and `metering` and takes one more request for each
    channel; it has no effect on a single list. `numbers` takes one request for each page of numbers, none if there are no customers.
    `warn` receives each warning.
    """
    tiers = metering_tiers and set(KINDS) <= set(include)
    ours: list[Record] = []
    theirs: list[Record] = []
    if "services" in include:
        ours = services(client, labels=labels, include_raw=include_raw)
    if metering or tiers:
        add_fields(ours)
    if "customers" in include:
        theirs = customers(client, all_details=all_details, labels=labels, include_raw=include_raw)
    if channels or tiers:
        with_channels(client, theirs)
    for warning in add_metering_tiers(client, ours, theirs) if tiers else ():
        warn(warning)
    if numbers and theirs:
        number_counts.add_counts(theirs, all_numbers(client))
    return ours, theirs


def with_channels(client: Client, customers_: Sequence[Record]) -> None:
    """Set the channel of each customer, in place. One request for each page of leads, none if there are no customers."""
    if customers_:
        with naming(client):
            add_channels(customers_, client.leads)


def with_secrets_expiry(
    client: Client, customers_: Sequence[Record], workers: int
) -> tuple[list[Record], list[Record]]:
    """Return (customers with the expiry dates of their app registrations' secrets, failures). One request for each customer.

    A customer that could not be read has these fields without a value. For the failures, see `for_each_customer`.
    """
    read, failed = for_each_customer(
        client, customers_, lambda guid: lists.customer_details(client.customer(guid), guid), workers
    )
    details = {customer["ump_customer_guid"]: detail for customer, detail in read}
    nothing = lists.no_customer_details()
    return [item | details.get(item["ump_customer_guid"], nothing) for item in customers_], failed


def services(
    client: Client, ids: Sequence[str] | None = None, labels: Labels | None = None, include_raw: bool = False
) -> list[Record]:
    """Return the records of all services, or of those with these ids, in the order of the ids.

    One id costs one item request, an empty list none, anything else one request for the list. Raises `NotFoundError` with all ids
    that do not exist.
    """
    ids = _given(ids, "ids")
    if ids == []:
        return []
    with naming(client):
        if ids and len(ids) == 1:
            row = lists.one(client.service(ids[0]), "service", ids[0])
            found = [lists.service(row, labels, include_raw, client.platform)]
        else:
            found = lists.services(client.services(), labels, include_raw, client.platform)
        return _picked(found, "id", "service", ids)


def customers(
    client: Client,
    guids: Sequence[str] | None = None,
    all_details: bool = False,
    labels: Labels | None = None,
    include_raw: bool = False,
    may_lack: Collection[str] = (),
) -> list[Record]:
    """Return the records of all customers, or of those with these GUIDs; like `services`.

    GUIDs in `may_lack` that the list does not contain are left out. If the platform does not know a single GUID as it is spelled,
    the list is searched for it, regardless of case.
    """
    guids = _given(guids, "guids")
    if guids == []:
        return []
    with naming(client):
        if guids and len(guids) == 1:
            may_lack = ()
            try:
                row = lists.one(client.customer(guids[0], all_details), "customer", guids[0])
                found = [lists.customer(row, labels, include_raw, client.platform, all_details)]
            except NotFoundError as error:
                found = _spelled_otherwise(client, guids[0], all_details, labels, include_raw)
                if not found:
                    raise error from None
        else:
            # passed on at once, so that the rows free their memory as they are read
            found = lists.customers(client.customers(all_details), labels, include_raw, client.platform, all_details)
        return _picked(found, "ump_customer_guid", "customer", guids, may_lack)


def _spelled_otherwise(
    client: Client, guid: str, all_details: bool, labels: Labels | None, include_raw: bool
) -> list[Record]:
    """Return the record of a customer whose GUID the platform spells differently; None if the list cannot be read either."""
    try:
        every = lists.customers(client.customers(all_details), labels, include_raw, client.platform, all_details)
    except LivePlatformError:
        return []
    return [record for record in every if record["ump_customer_guid"].lower() == guid.lower()]


def with_sbc_names(client: Client, customers_: Sequence[Record]) -> list[Record]:
    """Return customers whose SIP connections have the name of their SBC. One request, none if there are no connections."""
    if not any(customer["sip_connections"] for customer in customers_):
        return list(customers_)
    with naming(client):
        known = sbcs.names(client.calling_profiles())
    return [sbcs.with_names(customer, known) for customer in customers_]


def tasks(client: Client, idents: Sequence[str]) -> list[Record]:
    """Return the records of the tasks with these ids, in their order. One request each."""
    with naming(client):
        return [lists.task(client.task(ident)) for ident in _given(idents, "ids") or []]


def channels(client: Client, include_raw: bool = False) -> list[Record]:
    """Return the records of all channels, with one request. The address of one channel is documented, that of the list is not."""
    with naming(client):
        return channel_rows.channels(client.channels(), include_raw, client.platform)


def channel(client: Client, ident: str, include_raw: bool = False) -> Record:
    """Return the record of one channel, with one request."""
    with naming(client):
        return channel_rows.channel(client.channel(ident), ident, include_raw, client.platform)


def each_channel(
    client: Client, idents: Sequence[str], include_raw: bool, workers: int
) -> tuple[list[Record], list[Record]]:
    """Return (the records of the channels with these ids, failures), both in the order of the ids, each id once.

    A failure is a record of `id`, `name` (empty: it could not be read), `status` (HTTP, or null) and `msg`.
    """
    wanted = list(dict.fromkeys(_given(idents, "ids") or ()))
    results = parallel.each(wanted, lambda ident: channel(client, ident, include_raw), workers)
    done: list[Record] = []
    failed: list[Record] = []
    for ident, result in zip(wanted, results, strict=True):
        if isinstance(result, LivePlatformError):
            failed.append({"id": ident, "name": "", "status": result.status, "msg": str(result)})
        else:
            done.append(result)
    return done, failed


def add_metering_tiers(client: Client, services_: Sequence[Record], customers_: Sequence[Record]) -> list[str]:
    """Set the metering tiers of customers, in place, and return warnings.

    Services must have their metering fields, and customers their channels. Each channel of a customer costs one
    request, whose address is documented; a channel that does not exist is unread.
    """
    idents = sorted({customer["channel_id"] for customer in customers_} - {None})
    found: dict[int, Record] = {}
    for ident in idents:
        with suppress(NotFoundError):
            found[ident] = channel(client, str(ident))
    metering.add_tiers(services_, customers_, found)
    without = sum(customer["channel_id"] is None for customer in customers_)
    lost = [str(ident) for ident in idents if ident not in found]
    said = [f"metering_tiers: the platform has no channel {', '.join(lost)}"] if lost else []
    if without:
        said.append(
            f"metering_tiers: no channel is known for {without} of {len(customers_)} customers; only their services are looked at"
        )
    return said


def all_numbers(
    client: Client, tenants: Iterable[str] = ("",), status: str = "", include_raw: bool = False
) -> list[Record]:
    """Return the records of the telephone numbers of Operator Connect, one request for each page of each tenant.

    `tenants` are ids of Microsoft tenants, and "" stands for all of them; `status` is spelled as the platform asks for it.
    """
    with naming(client):
        rows = {
            tenant: pages.counted(partial(client.numbers, size=NUMBERS_A_PAGE, tenant=tenant, status=status), "numbers")
            for tenant in tenants
        }
        return number_rows.numbers(rows, include_raw, client.platform)


def _given(idents: Sequence[str] | None, option: str) -> list[str] | None:
    """Return ids without surrounding blanks, which Ansible leaves if a list is given as text; None means all.

    Raises `OptionError` for a blank id, most often from a variable that is not set: its path would be that of the list.
    """
    if idents is None:
        return None
    found = [ident.strip() for ident in idents]
    if "" in found:
        raise OptionError(f"{option}: entry {found.index('') + 1} is empty")
    return found


@contextmanager
def naming(client: Client) -> Iterator[None]:
    """Add the request to errors about its answer, and hide secrets: `lists` knows neither requests nor secrets."""
    try:
        yield
    except (DataError, NotFoundError) as error:
        named = error if error.path is not None else error.but(method="GET", path=client.asked)
        said = safe_line(error.server_message, client.concealed) if error.server_message else None
        # from None: the first error holds the platform's words with their secrets
        raise named.but(server_message=said) from None


def for_each_customer(
    client: Client, customers_: Sequence[Record], read: Callable[[str], Read], workers: int
) -> tuple[list[tuple[Record, Read]], list[Record]]:
    """Return (customers with what was read of each, failures), both in the order of the customers.

    `read` takes a GUID. A failure is a record of `ump_customer_guid`, `name`, `status` (HTTP, or null) and `msg`.
    What was read of the other customers is kept.
    """

    def one(customer: Record) -> Read:
        with naming(client):
            return read(customer["ump_customer_guid"])

    results = parallel.each(customers_, one, workers)
    done: list[tuple[Record, Read]] = []
    failed: list[Record] = []
    for customer, result in zip(customers_, results, strict=True):
        if isinstance(result, LivePlatformError):
            who = {key: customer[key] for key in ("ump_customer_guid", "name")}
            failed.append({**who, "status": result.status, "msg": str(result)})
        else:
            done.append((customer, result))
    return done, failed


def serious(failed: Iterable[Record], ignored: Sequence[str], known: Iterable[Record] = ()) -> list[Record]:
    """Return the failures that are not ignored by HTTP status (such as 404), GUID, or a name or pattern of names.

    `known`: all requested customers; their names are not read as patterns.
    """
    failed = list(failed)
    wanted = set(map(folded, ignored)) - {""}
    names = covered(wanted, [folded(item["name"]) for item in (*known, *failed)])
    return [item for item in failed if not (_exact(item) & wanted or folded(item["name"]) in names)]


def idle(ignored: Sequence[str], known: Iterable[Record]) -> list[str]:
    """Return the entries of a list of errors to ignore that are neither a status nor about one of the customers."""
    known = list(known)
    guids = {folded(item["ump_customer_guid"]) for item in known}
    unused = name_patterns.idle(ignored, (item["name"] for item in known))
    return [entry for entry in unused if entry not in guids and not _STATUS.fullmatch(entry)]


def _exact(failure: Record) -> set[str]:
    return {str(failure["status"]), folded(failure.get("ump_customer_guid", failure.get("id")))}


def _picked(
    found: list[Record], key: str, what: str, wanted: Sequence[str] | None, may_lack: Collection[str] = ()
) -> list[Record]:
    """Return the records with the wanted ids, each once; all records if there are no ids."""
    if wanted is None:
        return found
    by_id = {str(record[key]).lower(): record for record in found}
    asked = list(dict.fromkeys(ident.lower() for ident in wanted))
    known = {*by_id, *map(str.lower, may_lack)}
    missing = [ident for ident in asked if ident not in known]
    if missing and len(wanted) == 1:
        raise DataError(f"the platform returned {what} {next(iter(by_id))} when asked for {missing[0]}")
    if missing:
        raise NotFoundError(f"no {what} with {'id' if key == 'id' else 'GUID'} {', '.join(missing)}")
    return [by_id[ident] for ident in asked if ident in by_id]
