# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The names of SBCs. The lists show only their numbers; the platform's calling profiles have the names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CALLING_PROFILE_FIELDS,
    SBC_FIELDS,
    TRUNK_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.list_bodies import objects, rows_in
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.tables import Table

Record = dict[str, Any]

# from the outside to the inside, each with the field that holds the next one
_HOLDERS = ((Table(CALLING_PROFILE_FIELDS), "trunks"), (Table(TRUNK_FIELDS), "sbcs"))
_SBC = Table(SBC_FIELDS)


def names(body: Any) -> dict[int, str]:
    """Return id -> name of SBCs, from the body of the list of calling profiles.

    An SBC with two names there gets none here. Raises `DataError` for a body that is not a list of objects.
    """
    what = "calling profiles"
    found = list(objects(rows_in(body, what), what))
    for table, inner in _HOLDERS:
        found = [item for record in table.records(found) for item in record[inner] if isinstance(item, dict)]
    known: dict[int, set[str]] = {}
    for sbc in _SBC.records(found):
        if sbc["id"] is not None and sbc["name"]:
            known.setdefault(sbc["id"], set()).add(sbc["name"])
    return {ident: min(given) for ident, given in known.items() if len(given) == 1}


def with_names(customer: Record, known: Mapping[int, str]) -> Record:
    """Return a customer's record with the names of the SBCs of its SIP connections; null for an unknown one."""
    named = [{**item, "sbc_name": known.get(item["sbc_id"])} for item in customer["sip_connections"]]
    return {**customer, "sip_connections": named}
