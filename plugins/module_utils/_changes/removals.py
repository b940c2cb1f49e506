# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Permanent removals, which need the exact name of the object.

The list of customers says whether a customer exists, because a 404 can also mean a wrong path. A list without the
customer is not trusted if something contradicts it: a service that belongs to the customer (to any customer, if the
list is empty), or other customers that disappeared at the same time. Nothing is removed from a platform whose answers
cannot be read or whose lists contradict each other, because no other change is as final.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import tasks
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import Change, Snapshot, Step
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    DataError,
    LivePlatformError,
    OptionError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

_INCOMPLETE = "the list may be incomplete: run again, or set trust_list to accept it"
# the account may not read services
_NO_RIGHT = (403, 404)
# the fields of a customer's state, for the comparison and the diff
FIELDS = ("ump_customer_guid", "name", "full_name", "license_type", "licensed_users")


def check_name(option: str, given: str | None, name: str, what: str) -> None:
    """Refuse a name that is not exactly the name of the object to remove. Nothing has been sent yet.

    The message does not show the true name: a copied name would confirm nothing.
    """
    if not given or not given.strip() or given != name:
        raise OptionError(f"nothing was sent: {option} does not match the name of {what}")


def prepare(
    client: Client, guid: str, confirm_name: str, trust_list: bool = False, minimum: int = 0
) -> tuple[Change, dict[str, Any] | None, list[str]]:
    """Return (the removal of a customer, its record or None if it is gone already, warnings). Two requests, both lists.

    Raises `OptionError` if the name does not match or the GUID is empty. Raises `DataError` if there are fewer
    customers than `minimum`, or if the lists cannot be trusted and `trust_list` is not set.
    """
    guid = guid.strip()
    if not guid:
        raise OptionError("guid is empty")
    every = topology.customers(client, all_details=True)
    completeness.check_minimum("customers", len(every), minimum)
    record = _find(every, guid)
    if record is not None:
        # before anything else is read
        check_name("confirm_name", confirm_name, record["name"], f"customer {guid}")
    warnings: list[str] = []
    if not trust_list:
        warnings = _check_absence(client, every, guid) if record is None else _check_readable(client, every, record)
    if record is None and any(other["name"] == confirm_name for other in every):
        warnings.append(
            f"no customer has GUID {one_line(guid)}, so it counts as removed, but a customer with the name in confirm_name "
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
        left = topology.customers(client, all_details=True)
        found = _find(left, guid)
        # a finished task of the platform proves that the customer is gone
        if found is None and not trust_list and not any(map(tasks.ids, answers)):
            _refuse_incomplete(client, others, left, guid, accepted=bool(answers))
        return Snapshot(_state(found))

    change = Change(
        what=f"customer {one_line(guid)}",
        before=_state(record),
        read=read,
        steps=(Step(send, wanted=None),),
        ident=guid,
    )
    return change, record, warnings


def _check_absence(client: Client, every: Sequence[dict[str, Any]], guid: str) -> list[str]:
    """Return warnings about a list without the customer. Raises `DataError` if a service contradicts the list."""
    who = one_line(guid)
    if not every:
        refuse_empty(client)
        return [f"the platform has no customers at all, so customer {who} counts as removed"]
    services, warnings = _services(client, every)
    owners = ("ump_customer_guid", "service_id")
    owned = [service for service in services if guid.lower() in (service[owner].lower() for owner in owners)]
    if owned:
        raise DataError(
            f"customer {who} is not in the list of customers, but service {one_line(str(owned[0]['id']))} belongs to it",
            hint=_INCOMPLETE,
        )
    return warnings


def _check_readable(client: Client, every: Sequence[dict[str, Any]], record: dict[str, Any]) -> list[str]:
    """Return warnings about the platform before a removal. Raises `DataError` if its answers are in doubt.

    An unreadable value of another customer does not matter. A field that is unreadable everywhere does: the collection
    does not understand this platform.
    """
    services, warnings = _services(client, every)
    unread = [*record["unread"], *(f"{name} of all services" for name in _unread(services))]
    if unread:
        raise DataError(
            f"nothing was sent: {', '.join(unread)} could not be read, and customer "
            f"{one_line(record['ump_customer_guid'])} would be gone for good",
            hint="look for a newer version of this collection, or set trust_list to remove it anyway",
        )
    return warnings


def _services(client: Client, every: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return (the services of the platform, warnings). The only warning: the account may not read services.

    Raises `LivePlatformError` if they cannot be read for another reason, or do not match the customers.
    """
    try:
        services = topology.services(client)
    except LivePlatformError as error:
        if error.status not in _NO_RIGHT:
            raise
        return [], [f"only the list of customers was checked; services could not be read: {error}"]
    completeness.check(services, every, hint=_INCOMPLETE)
    return services, []


def _unread(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the fields that are unreadable in every row."""
    common = set.intersection(*(set(row["unread"]) for row in rows)) if rows else set()
    return sorted(common)


def refuse_empty(client: Client, hint: str = _INCOMPLETE) -> None:
    """Raise `DataError` for an empty list of customers. Only Device Manager services have no customers."""
    services = topology.services(client)
    if not services:
        raise DataError("the list of customers is empty, and so is the list of services", hint=hint)
    completeness.check(services, [], hint=hint)


def _refuse_incomplete(
    client: Client, others: Collection[str], left: Sequence[dict[str, Any]], guid: str, accepted: bool
) -> None:
    """Raise `DataError` if other customers than the removed one are missing too.

    Somebody else may remove customers at the same time: one if there are few, a tenth if there are many.
    """
    lost = len(set(others) - {record["ump_customer_guid"].lower() for record in left})
    if lost > max(1, len(others) // 10):
        raise DataError(
            f"the list of customers does not show whether customer {one_line(guid)} is removed: it lacks {lost} of "
            f"{len(others)} others as well",
            hint=_INCOMPLETE,
        )
    if not left and not accepted:
        raise DataError("the request was not accepted, and the list of customers is now empty", hint=_INCOMPLETE)
    if not left:
        refuse_empty(client)


def _find(every: Sequence[dict[str, Any]], guid: str) -> dict[str, Any] | None:
    """Return a customer's record from the list of all customers; None if it is not there."""
    return next((record for record in every if record["ump_customer_guid"].lower() == guid.lower()), None)


def _state(record: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the compared state of a customer: an unfinished removal takes its SIP connections away first."""
    if record is None:
        return None
    connections = [connection["name"] for connection in record["sip_connections"]]
    return {key: record[key] for key in FIELDS} | {"sip_connections": connections}
