# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The names of fields: those that a joined service has of its customer, and those by which options choose fields."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CHANNEL_FIELDS,
    CHANNEL_INFO_FIELDS,
    CUSTOMER_DETAIL_FIELDS,
    CUSTOMER_FIELDS,
    LICENSED_USER_FIELDS,
    METERING_FIELDS,
    NUMBER_CUSTOMER_FIELDS,
    NUMBER_FIELDS,
    REQUESTED_CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

# customer field -> its name on a joined service
CARRIED: dict[str, str] = {
    field.name: f"customer_{field.name}"
    for field in (*CUSTOMER_FIELDS, *REQUESTED_CUSTOMER_FIELDS)
    # the license type already says whether users count, and a service has no room for one more key
    if field.name not in ("kind", "platform", "seats_counted")
}

# all names that an option for field selection accepts: for joined records, and for those of one list
FIELD_NAMES: tuple[str, ...] = tuple(
    dict.fromkeys(
        [field.name for field in (*SERVICE_FIELDS, *METERING_FIELDS, *CUSTOMER_FIELDS, *REQUESTED_CUSTOMER_FIELDS)]
        + [*CARRIED.values(), "matched", "raw", "customer_raw", "instance_id"]
    )
)
FIELD_NAMES_OF: dict[str, tuple[str, ...]] = {
    "service": (*(field.name for field in (*SERVICE_FIELDS, *METERING_FIELDS)), "raw"),
    "customer": (*(field.name for field in (*CUSTOMER_FIELDS, *CHANNEL_FIELDS, *CUSTOMER_DETAIL_FIELDS)), "raw"),
    "number": (*(field.name for field in (*NUMBER_FIELDS, *NUMBER_CUSTOMER_FIELDS)), "raw"),
    "channel": (*(field.name for field in CHANNEL_INFO_FIELDS), "raw"),
    "licensed_user": (*(field.name for field in LICENSED_USER_FIELDS), "raw"),
}
# what a record always keeps: its identity, and which fields could not be read
IDENTITY = ("kind", "platform", "id", "ump_customer_guid", "unread")


def fields(patterns: Iterable[str], kind: str | None = None) -> set[str]:
    """Return the names of the record fields that are named or match a shell pattern.

    `kind` is a key of `FIELD_NAMES_OF` for the records of one list, None for joined ones. Raises `OptionError` for
    a pattern that matches no field: most often a spelling mistake.
    """
    known = FIELD_NAMES_OF[kind] if kind else FIELD_NAMES
    chosen: set[str] = set()
    for pattern in map(str.strip, patterns):
        found = [name for name in known if fnmatchcase(name, pattern)]
        if not found:
            raise OptionError(f"fields: {pattern} is not a field of a {kind or 'service or a customer'}")
        chosen.update(found)
    return chosen
