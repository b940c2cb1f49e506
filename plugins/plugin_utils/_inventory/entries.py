# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The rows of an inventory: from the cache, from the platform, or from a stale copy."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.both_lists import both_lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConnectError,
    DataError,
    RequestError,
    ServerError,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import entry_checks, store
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.messages import Messages
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.options import InventoryOptions

# Failures that a stale copy may cover: those of the platform, never a wrong option or a refused account.
_PASSING = (ConnectError, ServerError, DataError, RequestError)
_TOO_MANY_REQUESTS = 429


class Reading(NamedTuple):
    """The rows, and whether they are a stale copy because the platform could not be read."""

    entry: store.Entry
    is_stale: bool


@dataclass(frozen=True)
class Cache:
    """ansible-core's cache.

    `lifetime` is how many seconds an entry is used without asking the platform; 0 means forever. `is_memory`: nothing
    is kept between runs.
    """

    entries: MutableMapping[str, Any]
    lifetime: float
    is_memory: bool


class Source:
    """A platform and its cached rows. `now` returns seconds since the epoch."""

    def __init__(
        self,
        settings: Settings,
        options: InventoryOptions,
        cache: Cache | None,
        messages: Messages,
        now: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._options = options
        self._cache = cache
        self._messages = messages
        self._now = now
        choices: dict[str, Any] = {
            "platform": settings.platform,
            "include": sorted(options.include),
            "all_details": options.all_details,
            "channels": options.channels,
            "metering": options.metering,
            "metering_tiers": options.metering_tiers,
            "numbers": options.numbers,
            "include_raw": options.include_raw,
            "labels": options.labels,
        }
        self._key = store.key(settings, **choices)
        # only a token without an account may be different in each run
        noted = bool(options.guards and cache) and store.is_opaque(settings)
        self._last = store.last_key(settings, **choices) if noted else ""

    def reading(self, may_be_kept: bool) -> Reading:
        """Return the cached rows if they are fresh enough and `may_be_kept`, else the platform's rows.

        Raises errors of the `LivePlatformError` family. If the cache is used, nothing is sent, not even for a token.
        """
        kept = store.load(self._cache.entries, self._key) if self._cache else None
        if self._options.guards and (reason := self._why_no_guard(kept)):
            self._messages.warn(f"{' and '.join(self._options.guards)} cannot work: {reason}")
        age = self._age(kept)
        # the options may be stricter than when the entry was written
        usable = kept if kept is not None and self._is_good(kept) else None
        if usable is not None and may_be_kept and self._is_young(age):
            self._messages.trace(f"from the cache, {age:.0f} s old")
            return Reading(usable, False)
        try:
            entry = self._fetched()
            remark = entry_checks.check(entry, kept, self._options, self._now())
        except _PASSING as error:
            refused = isinstance(error, RequestError) and error.status != _TOO_MANY_REQUESTS
            longest = self._options.cache_stale_on_error
            if refused or usable is None or not longest or age > longest:
                raise
            self._messages.warn(f"STALE DATA, {age:.0f} s old, is used because the platform cannot be read: {error}")
            return Reading(usable, True)
        if remark:
            self._messages.note(remark)
        self._keep(entry, kept)
        return Reading(entry, False)

    def _age(self, kept: store.Entry | None) -> float:
        """Return the age of an entry in seconds; 0 if there is no entry."""
        age = self._now() - kept.written if kept is not None else 0.0
        # written in the future, because a clock was set back, so the age is unknown
        return age if age >= 0 else math.inf

    def _is_young(self, age: float) -> bool:
        return self._cache is not None and (not self._cache.lifetime or age <= self._cache.lifetime)

    def _is_good(self, kept: store.Entry) -> bool:
        """Return whether a cached copy passes the checks of a fresh reading."""
        try:
            entry_checks.check(kept, None, self._options, self._now())
        except DataError as error:
            self._messages.trace(f"the cached copy cannot be used: {error}")
            return False
        return True

    def _why_no_guard(self, kept: store.Entry | None) -> str:
        """Return why there is never an earlier reading; "" if there is one, or on the first run."""
        if self._cache is None:
            return "without cache: true nothing is kept between runs"
        if self._cache.is_memory:
            return "the cache plugin memory keeps nothing between runs"
        if kept is not None:
            return ""
        if self._last and store.noted(self._cache.entries, self._last) not in ("", self._key):
            return "the access token is different from the last run's and names no account, so nothing is kept for it"
        if "INVENTORY_UPDATE_ID" in os.environ:
            return "nothing is kept from an earlier run, because AWX runs each update in a new container: put the cache on a volume"
        return ""

    def _fetched(self) -> store.Entry:
        """Read the included lists, and leads if requested, with one request each.

        If tiers of metering are requested, there is one more request for each channel; if numbers are, one for each page of them.
        """
        # imported late: a cached inventory needs neither these nor `requests`
        from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client  # noqa: PLC0415

        options = self._options
        with paused(), Client(self._settings, log=self._messages.request) as client:
            services, customers = both_lists(
                client,
                options.include,
                all_details=options.all_details,
                channels=options.channels,
                metering=options.metering,
                metering_tiers=options.metering_tiers,
                numbers=options.numbers,
                labels=options.labels,
                include_raw=options.include_raw,
                warn=self._messages.warn,
            )
        return store.Entry(services, customers, self._now())

    def _keep(self, entry: store.Entry, kept: store.Entry | None) -> None:
        if self._cache is None:
            return
        marks = entry.marks_after(kept.marks) if kept is not None else entry.marks
        store.save(self._cache.entries, self._key, replace(entry, marks=marks))
        if self._last:
            self._cache.entries[self._last] = {"key": self._key}
