# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain Constructable on finished hosts, as inventory plugins use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ansible.plugins.inventory import BaseInventoryPlugin, Constructable

if TYPE_CHECKING:
    from ansible.inventory.data import InventoryData
    from ansible.parsing.dataloader import DataLoader

DOCUMENTATION = r"""
name: bench_constructed
short_description: What constructed expressions cost in ansible-core
description: For benchmarks only.
author: audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment: ansible.builtin.constructed
options:
  plugin:
    description: The name of this plugin.
    required: true
    choices: [bench_constructed]
  hosts_file:
    description: A file of a JSON object, host to variables.
    required: true
"""


class InventoryModule(BaseInventoryPlugin, Constructable):
    """Reads hosts from a file of the benchmark."""

    NAME = "bench_constructed"

    def verify_file(self, path: str) -> bool:
        """Accept only the benchmark's sources."""
        return path.endswith("constructed.yml")

    def parse(self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True) -> None:
        """Add every host and the results of the expressions."""
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        hosts = json.loads(Path(self.get_option("hosts_file")).read_text(encoding="utf-8"))
        for name, variables in hosts.items():
            inventory.add_host(name)
            inventory.get_host(name).vars.update(variables)
            self._set_composite_vars(self.get_option("compose"), variables, name, strict=True)
            self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict=True)
