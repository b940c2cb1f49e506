# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The platform's tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import given, naming
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists

if TYPE_CHECKING:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

Record = dict[str, Any]


def read_tasks(client: Client, idents: Sequence[str]) -> list[Record]:
    """Return the records of the tasks with these ids, in their order. One request each."""
    with naming(client):
        return [lists.task(client.task(ident)) for ident in given(idents, "ids") or []]
