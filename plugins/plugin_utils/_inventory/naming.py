# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names of hosts, for the inventory and for events about its hosts. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import ne
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.names import (
    LONGEST_NAME,
    RESERVED,
    host_slug,
    unique,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    MS_TENANTS,
    STALE,
    Grouping,
    Limits,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import Host, digest

# other names, beside those in `names`, that core takes for the machine it runs on
_LOCAL = frozenset({"127.0.0.1", "::1"})
# characters that a customer's name has only for a purpose
_ODD = re.compile(r"\{[{%#]|^#jinja2:|[\x00-\x1f\x7f-\x9f]")
_PLAIN_SUFFIX = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def taken_names(
    hosts: Iterable[Host], groupings: Sequence[Grouping], nested: Sequence[Grouping], limits: Limits, prefix: str
) -> set[str]:
    """Return the names of all built-in groups: a host with such a name would be mistaken for the group.

    The hosts must already have their groups. `nested` are the groupings whose groups are put into others.
    """
    names = {STALE, MS_TENANTS}
    names.update(name for grouping in (*groupings, *nested) for name in grouping.always())
    names.update(name for host in hosts for grouping in nested for name in grouping.names(host.record, limits))
    return {prefix + name for name in names}.union(name for host in hosts for name in host.groups)


def set_names(hosts: Sequence[Host], proposals: Sequence[str | None], taken: Iterable[str]) -> int:
    """Set a unique name for every host. Return how many names had to change.

    `proposals` are the wanted names; None means the default, a slug of the object's own name. An object without a
    usable name gets its identity. All hosts with the same name, or with the name of a group, get their id appended.
    """
    names = [
        proposal or host_slug(item.record["name"]) or host_slug(item.identity)
        for item, proposal in zip(hosts, proposals, strict=True)
    ]
    final = unique(names, _Suffixes(hosts), RESERVED.union(_LOCAL, taken))
    for item, name in zip(hosts, final, strict=True):
        item.name = name
    return sum(map(ne, final, names))


def changed_names(hosts: Sequence[Host], proposals: Sequence[str | None]) -> list[str]:
    """Return messages about names that were cut or cleaned, beyond lower case and dashes."""
    names = [item.record["name"] for item, proposal in zip(hosts, proposals, strict=True) if not proposal]
    said = []
    if cut := sum(len(name) > LONGEST_NAME for name in names):
        said.append(
            f"{cut} {'name is' if cut == 1 else 'names are'} longer than {LONGEST_NAME} characters, so the end was cut"
        )
    if odd := sum(1 for name in names if _ODD.search(name)):
        said.append(
            f"{odd} {'name holds' if odd == 1 else 'names hold'} template marks or control characters, which were removed"
        )
    return said


class _Suffixes(Sequence[str]):
    """Unique suffixes for the hosts: the id, with the kind if both kinds have that id."""

    def __init__(self, hosts: Sequence[Host]) -> None:
        self._hosts = hosts

    def __len__(self) -> int:
        return len(self._hosts)

    def __getitem__(self, index: Any) -> Any:
        ident, kind = _ident(self._hosts[index]), self._hosts[index].record["kind"]
        if not _PLAIN_SUFFIX.fullmatch(ident):
            # two underscores, one, or none: no two forms can be equal
            return f"{kind}__{digest(ident)}"
        return ident if self._owners[ident] == 1 else f"{kind}_{ident}"

    @cached_property
    def _owners(self) -> Counter[str]:
        return Counter(map(_ident, self._hosts))


def _ident(item: Host) -> str:
    return item.identity.partition(":")[2].lower()
