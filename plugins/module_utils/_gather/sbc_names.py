# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The names of SBCs, on the SIP connections of customers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import naming
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import sbcs

if TYPE_CHECKING:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

Record = dict[str, Any]


def with_sbc_names(client: Client, customers_: Sequence[Record]) -> list[Record]:
    """Return customers whose SIP connections have the name of their SBC. One request, none if there are no connections."""
    if not any(customer["sip_connections"] for customer in customers_):
        return list(customers_)
    with naming(client):
        known = sbcs.names(client.calling_profiles())
    return [sbcs.with_names(customer, known) for customer in customers_]
