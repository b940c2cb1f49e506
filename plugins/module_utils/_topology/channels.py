# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Channels (resellers): the filters for them, read once, and their totals. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import CHANNEL_INFO_FIELDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import (
    covered,
    folded,
    idle,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import totals
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import (
    Entries,
    Record,
    entries,
)


@dataclass(frozen=True)
class ChannelSelection:
    """Which channels are chosen: those that pass every filter that is set, in lower case. None is not set; an empty list passes nothing.

    `names` are names or shell patterns of names, `services` are codes of enabled services.
    """

    names: Entries | None = None
    services: Entries | None = None

    @classmethod
    def read(cls, get: Callable[[str], Any]) -> ChannelSelection:
        """Return the filters, read by name with `get`. Raises `OptionError` for a list of blanks."""
        return cls(**{name: entries(get(name), name) for name in ("names", "services")})

    def passing(self, channels: Sequence[Any]) -> list[Any]:
        """Return the channels that pass, in their order. An entry that is a channel's name is not read as a pattern."""
        found = list(channels)
        if self.names is not None:
            names = covered(self.names, (channel["name"] for channel in found))
            found = [channel for channel in found if folded(channel["name"]) in names]
        if self.services is not None:
            found = [channel for channel in found if not _enabled(channel).isdisjoint(self.services)]
        return found

    def warnings(self, channels: Sequence[Record]) -> list[str]:
        """Return likely mistakes: names and services that no channel has."""
        unused = idle(self.names or (), (channel["name"] for channel in channels))
        found = [f"names: no channel is called {', '.join(unused)}"] if unused else []
        known = {item["code"] for channel in channels for item in channel["services"]}
        unheard = [code for code in self.services or () if code not in known]
        return found + ([f"services: no channel has a service {', '.join(unheard)}"] if unheard else [])


def of_channels(channels: Sequence[Record]) -> dict[str, Any]:
    """Return the number of channels in all, by enabled service and by service with a metering tag, and what is unread."""
    tags = Counter(item["code"] for channel in channels for item in channel["services"] if item["metering_tag"].strip())
    return {
        "channels": len(channels),
        "services": dict(sorted(Counter(code for channel in channels for code in _enabled(channel)).items())),
        "metering_tags": dict(sorted(tags.items())),
        "unread": totals.unread(channels, [field.name for field in CHANNEL_INFO_FIELDS]),
    }


def _enabled(channel: Record) -> set[str]:
    services: Iterable[Record] = channel["services"]
    return {item["code"] for item in services if item["enabled"] is True}
