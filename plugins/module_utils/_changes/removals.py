# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Removing things for good, behind the guard of a name that has to be given.

Whether a customer exists is told by the list of customers: a 404 can also mean a wrong path. A list that lacks it is not
believed where something speaks against it: services that belong to the customer, or to any where the list is empty, or other
customers that were in the list just before and are not there any more. Nothing is removed from a platform whose answers cannot
be read, or whose lists contradict each other: no other change is as final.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils import gather
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import tasks
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import Change, Snapshot, Step
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    DataError,
    LivePlatformError,
    OptionError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

_INCOMPLETE = "the list may be incomplete: run again; trust_list believes it all the same"
# the account may not read services
_NO_RIGHT = (403, 404)
# what of a customer is compared, and shown as a difference
FIELDS = ("ump_customer_guid", "name", "full_name", "license_type", "licensed_users")


def check_name(option: str, given: str | None, name: str, what: str) -> None:
    """Refuse, before anything is sent, a name that is not exactly the one of what would be removed.

    The true name is not told: whoever copied it from a message would have confirmed nothing.
    """
    if not given or not given.strip() or given != name:
        raise OptionError(f"nothing was sent: {option} does not match the name of {what}")


def prepare(
    client: Client, guid: str, confirm_name: str, trust_list: bool = False, minimum: int = 0
) -> tuple[Change, dict[str, Any] | None, list[str]]:
    """Return the removal of a customer, its record, None where it is gone already, and warnings. Two requests, both lists.

    Raises L(OptionError) where the name does not match, and where there is no GUID to look for, and L(DataError) where the
    lists are not to be believed, unless C(trust_list) says that they are, or have fewer customers than C(minimum).
    """
    guid = guid.strip()
    if not guid:
        raise OptionError("guid is empty")
    every = gather.customers(client, all_details=True)
    completeness.check_minimum("customers", len(every), minimum)
    record = _of(every, guid)
    if record is not None:
        # before anything else is asked
        check_name("confirm_name", confirm_name, record["name"], f"customer {guid}")
    warnings: list[str] = []
    if not trust_list:
        warnings = _doubts(client, every, guid) if record is None else _unlike(client, every, record)
    if record is None and any(other["name"] == confirm_name for other in every):
        warnings.append(
            f"no customer has GUID {one_line(guid)}, so it counts as removed, but a customer of the name in confirm_name "
            "exists: check guid if that one is meant"
        )
    if record is not None:
        guid = record["ump_customer_guid"]
    others = {other["ump_customer_guid"].lower() for other in every if other is not record}

    answers: list[str] = []

    def send() -> str:
        answers.append(client.delete_customer(guid))
        return answers[-1]

    def read() -> Snapshot:
        left = gather.customers(client, all_details=True)
        found = _of(left, guid)
        # a task of the platform says by itself that the customer is gone
        if found is None and not trust_list and not any(map(tasks.ids, answers)):
            _refuse_lost(client, others, left, guid, accepted=bool(answers))
        return Snapshot(_state(found))

    change = Change(
        what=f"customer {one_line(guid)}",
        before=_state(record),
        read=read,
        steps=(Step(send, wanted=None),),
        ident=guid,
    )
    return change, record, warnings


def _doubts(client: Client, every: Sequence[dict[str, Any]], guid: str) -> list[str]:
    """Return warnings about a list of customers that lacks one. Raises L(DataError) where a service speaks against it."""
    who = one_line(guid)
    if not every:
        refuse_empty(client)
        return [f"the platform has no customers at all, so that customer {who} counts as removed"]
    services, warnings = _services(client, every)
    owners = ("ump_customer_guid", "service_id")
    owned = [service for service in services if guid.lower() in (service[owner].lower() for owner in owners)]
    if owned:
        raise DataError(
            f"the list of customers lacks customer {who}, but service {one_line(str(owned[0]['id']))} belongs to it",
            hint=_INCOMPLETE,
        )
    return warnings


def _unlike(client: Client, every: Sequence[dict[str, Any]], record: dict[str, Any]) -> list[str]:
    """Return warnings about a platform that a customer is to be removed from. Raises L(DataError) for answers in doubt.

    An unread value of somebody else is none of this customer's business. A field that is unread everywhere is: the platform
    speaks in another way than the collection knows.
    """
    services, warnings = _services(client, every)
    unread = [*record["unread"], *(f"{name} of all services" for name in _unread(services))]
    if unread:
        raise DataError(
            f"nothing was sent: {', '.join(unread)} could not be read, and customer "
            f"{one_line(record['ump_customer_guid'])} would be gone for good",
            hint="look for a newer version of this collection; trust_list removes it all the same",
        )
    return warnings


def _services(client: Client, every: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the services beside these customers, and a warning where the account has no right to read them.

    Raises L(LivePlatformError) where they cannot be read for another reason, and where there is none at all.
    """
    try:
        services = gather.services(client)
    except LivePlatformError as error:
        if error.status not in _NO_RIGHT:
            raise
        return [], [f"only the list of customers could be looked at, services could not be read: {error}"]
    completeness.check(services, every, hint=_INCOMPLETE)
    return services, []


def _unread(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the fields that could be read of no row at all."""
    common = set.intersection(*(set(row["unread"]) for row in rows)) if rows else set()
    return sorted(common)


def refuse_empty(client: Client, hint: str = _INCOMPLETE) -> None:
    """Raise L(DataError) for a list of customers that is empty, unless all services are of Device Manager, which has none."""
    services = gather.services(client)
    if not services:
        raise DataError("the list of customers is empty, and so is that of services", hint=hint)
    completeness.check(services, [], hint=hint)


def _refuse_lost(
    client: Client, others: Collection[str], left: Sequence[dict[str, Any]], guid: str, accepted: bool
) -> None:
    """Raise L(DataError) for a list that lacks more than the customer that was to be removed.

    Somebody else may remove customers at the same time: one of few, a tenth of many.
    """
    lost = len(set(others) - {record["ump_customer_guid"].lower() for record in left})
    if lost > max(1, len(others) // 10):
        raise DataError(
            f"the list of customers does not show whether customer {one_line(guid)} is removed: it lacks {lost} of "
            f"{len(others)} others as well",
            hint=_INCOMPLETE,
        )
    if not left and not accepted:
        raise DataError("the request was not accepted, and now the list of customers is empty", hint=_INCOMPLETE)
    if not left:
        refuse_empty(client)


def _of(every: Sequence[dict[str, Any]], guid: str) -> dict[str, Any] | None:
    """Return the record of a customer from the list of all, None where it is not in there."""
    return next((record for record in every if record["ump_customer_guid"].lower() == guid.lower()), None)


def _state(record: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what is compared of a customer: a removal that stops halfway takes SIP connections away first."""
    if record is None:
        return None
    connections = [connection["name"] for connection in record["sip_connections"]]
    return {key: record[key] for key in FIELDS} | {"sip_connections": connections}
