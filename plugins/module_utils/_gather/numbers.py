# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Telephone numbers of Operator Connect."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import naming
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import number_rows, pages

if TYPE_CHECKING:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

Record = dict[str, Any]

# numbers of a page: what the platform sends by itself
NUMBERS_A_PAGE = 200


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
