# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Removing things for good, behind the guard of a name that has to be given. Private to the collection.

Whether a customer exists is told by the list of customers alone: a 404 can also mean a wrong path.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils import failures, gather
from ansible_collections.audiocodes.live_platform.plugins.module_utils.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.one_change import Change, Seen, State

# what of a customer is compared, and shown as a difference
STATE = ("ump_customer_guid", "name", "full_name", "license_type", "licensed_users")


def guard(option: str, given: str | None, name: str, what: str) -> None:
    """Refuse, before anything is sent, a name that is not exactly the one of what would be removed.

    The true name is not told: whoever copied it from a message would have confirmed nothing.
    """
    if not given or not given.strip() or given != name:
        raise OptionError(f"nothing was sent: {option} does not match the name of {what}")


def customer(client: Client, guid: str, confirm_name: str) -> tuple[Change, dict[str, Any] | None, str]:
    """Return the removal of a customer, its record, None where it is gone already, and a warning or nothing. One request.

    Raises L(OptionError) where the name does not match, and where there is no GUID to look for.
    """
    guid = guid.strip()
    if not guid:
        raise OptionError("guid is empty")
    every = gather.customers(client, all_details=True)
    record = _of(every, guid)
    warning = ""
    if record is None and any(other["name"] == confirm_name for other in every):
        warning = (
            f"no customer has GUID {failures.clean(guid)}, so it counts as removed, but a customer of the name in confirm_name "
            "exists: check guid if that one is meant"
        )
    if record is not None:
        guard("confirm_name", confirm_name, record["name"], f"customer {guid}")
        guid = record["ump_customer_guid"]
    change = Change(
        what=f"customer {guid}",
        before=_state(record),
        wanted=None,
        read=lambda: Seen(_state(_of(gather.customers(client, all_details=True), guid))),
        write=lambda: client.delete_customer(guid),
    )
    return change, record, warning


def _of(every: Sequence[dict[str, Any]], guid: str) -> dict[str, Any] | None:
    """Return the record of a customer from the list of all, None where it is not in there."""
    return next((record for record in every if record["ump_customer_guid"].lower() == guid.lower()), None)


def _state(record: dict[str, Any] | None) -> State | None:
    """Return what is compared of a customer: a removal that stops halfway takes SIP connections away first."""
    if record is None:
        return None
    connections = [connection["name"] for connection in record["sip_connections"]]
    return {key: record[key] for key in STATE} | {"sip_connections": connections}
