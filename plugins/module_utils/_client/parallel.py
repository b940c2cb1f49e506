# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Does the same work for many objects at once, with a limit, and keeps every result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.timing import MOST_AT_ONCE
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    LivePlatformError,
    OptionError,
)

Item = TypeVar("Item")
Result = TypeVar("Result")


def hopeless(error: LivePlatformError) -> bool:
    """Return whether all other requests would fail too: the credentials are refused (401), or no token can be obtained."""
    return error.concerns_all or error.status == 401


def each(
    items: Sequence[Item],
    work: Callable[[Item], Result],
    workers: int,
    stop: Callable[[LivePlatformError], bool] = hopeless,
) -> list[Result | LivePlatformError]:
    """Return the results of `work`, or the failures that it raised, in the order of the items.

    At most `workers` run at a time. After a failure for which `stop` is true, the remaining items get the same failure.
    Any other exception is a bug and is raised. Raises `OptionError` if `workers` is less than 1.
    """
    if workers < 1:
        raise OptionError(f"parallel must be 1 or more, not {workers}")
    given_up: list[LivePlatformError] = []

    def one(item: Item) -> Result | LivePlatformError:
        if given_up:
            return given_up[0]
        try:
            return work(item)
        except LivePlatformError as error:
            if stop(error):
                given_up.append(error)
            return error

    if workers == 1 or len(items) < 2:
        return [one(item) for item in items]
    with ThreadPoolExecutor(max_workers=min(workers, MOST_AT_ONCE)) as pool:
        return list(pool.map(one, items))
