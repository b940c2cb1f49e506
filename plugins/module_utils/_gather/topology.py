# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Services and customers, with as few requests as possible."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    DataError,
    LivePlatformError,
    NotFoundError,
    OptionError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import safe_line

if TYPE_CHECKING:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

Record = dict[str, Any]
Labels = Mapping[str, str]


@contextmanager
def naming(client: Client) -> Iterator[None]:
    """Add the request to errors about its answer, and hide secrets: who reads an answer knows neither requests nor secrets."""
    try:
        yield
    except (DataError, NotFoundError) as error:
        named = error if error.path is not None else error.but(method="GET", path=client.asked)
        said = safe_line(error.server_message, client.concealed) if error.server_message else None
        # from None: the first error holds the platform's words with their secrets
        raise named.but(server_message=said) from None


def services(
    client: Client, ids: Sequence[str] | None = None, labels: Labels | None = None, include_raw: bool = False
) -> list[Record]:
    """Return the records of all services, or of those with these ids, in the order of the ids.

    One id costs one item request, an empty list none, anything else one request for the list. Raises `NotFoundError` with all ids
    that do not exist.
    """
    ids = given(ids, "ids")
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
    guids = given(guids, "guids")
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


def given(idents: Sequence[str] | None, option: str) -> list[str] | None:
    """Return ids without surrounding blanks, which Ansible leaves if a list is given as text; None means all.

    Raises `OptionError` for a blank id, most often from a variable that is not set: its path would be that of the list.
    """
    if idents is None:
        return None
    found = [ident.strip() for ident in idents]
    if "" in found:
        raise OptionError(f"{option}: entry {found.index('') + 1} is empty")
    return found


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
