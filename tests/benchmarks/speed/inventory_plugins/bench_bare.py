# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The minimum: passes finished hosts, variables and groups to core in the cheapest way of its public API.

The source is a pickle of (groups, hosts): {group: names of its hosts} and [(host, variables)].
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from ansible.plugins.inventory import BaseInventoryPlugin

if TYPE_CHECKING:
    from ansible.inventory.data import InventoryData
    from ansible.parsing.dataloader import DataLoader

DOCUMENTATION = r"""
name: bench_bare
short_description: What ansible-core itself costs
description: For benchmarks only.
author: audiocodes.live_platform contributors !UNKNOWN
options: {}
"""


class InventoryModule(BaseInventoryPlugin):
    """Reads a pickle from the benchmark."""

    NAME = "bench_bare"

    def verify_file(self, path: str) -> bool:
        """Accept only pickles."""
        return path.endswith(".pickle")

    def parse(self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True) -> None:
        """Pass the file's content to core."""
        super().parse(inventory, loader, path, cache)
        with open(path, "rb") as file:  # noqa: PTH123 - as cheap as can be
            groups, hosts = pickle.load(file)  # noqa: S301 - our own
        # frees each host's dictionary as soon as core has its copy
        hosts.reverse()
        while hosts:
            name, variables = hosts.pop()
            inventory.add_host(name)
            inventory.get_host(name).vars.update(variables)
        for group, members in groups.items():
            inventory.add_group(group)
            for name in members:
                inventory.add_child(group, name)
