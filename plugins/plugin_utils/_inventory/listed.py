# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a job reads from the platform as the hosts that the inventory plugin makes of it with its default options. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    DEFAULT_GROUPINGS,
    Limits,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import (
    Host,
    host_of,
    instance_id,
    set_groups,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.naming import set_names, taken_names
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import COLUMNS, Hosts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import Row

# the default of group_prefix
_PREFIX = "lp_"


class Listed(NamedTuple):
    """The hosts of a report, and all groups of the platform with the names of their hosts."""

    hosts: Hosts
    groups: dict[str, list[str]]


def listed(population: Population, wanted: Sequence[str], named: str, today: date) -> Listed:
    """Return the hosts of a platform that are in the groups `wanted`; the records are taken over and completed in place.

    A customer that a service carries has no host of its own. `named` is the name that somebody gave the platform, if any.
    Raises `OptionError` for a group that the plugin does not make by itself.
    """
    records = [*population.services, *(record for record in population.customers if not record["matched"])]
    # names that collide get their suffixes in this order
    hosts = sorted(map(host_of, records), key=lambda host: host.identity)
    groupings, limits = list(DEFAULT_GROUPINGS.values()), Limits(today)
    set_groups(hosts, groupings, limits, _PREFIX)
    set_names(hosts, [None] * len(hosts), taken_names(hosts, groupings, (), limits, _PREFIX))
    groups: dict[str, list[str]] = {_PREFIX + name: [] for grouping in groupings for name in grouping.always()}
    for host in hosts:
        for group in host.groups:
            groups.setdefault(group, []).append(host.name)
    groups["all"] = [host.name for host in hosts]
    if missing := [name for name in wanted if name not in groups]:
        raise OptionError(
            f"groups: the source api has no {some(missing)}",
            hint="it has the groups that the inventory plugin makes by default: by kind, license type and status",
        )
    names = list(dict.fromkeys(wanted))
    rows = [
        Row(host=host.name, groups=belongs, record=_completed(host, named))
        for host in sorted(hosts, key=lambda host: host.name)
        if (belongs := [name for name in names if name == "all" or name in host.groups])
    ]
    return Listed(Hosts(rows, {name: len(groups[name]) for name in names}, [], [], population.origin), groups)


def _completed(host: Host, named: str) -> dict[str, object]:
    """Return the record with what every host has besides, in the order of all columns."""
    record = host.record
    known = {
        "status": "unknown",
        **record,
        "instance_id": instance_id(host.identity, named),
        "enabled": record.get("enabled") is not False,
    }
    record.clear()
    record.update({name: known[name] for name in COLUMNS if name in known})
    return record
