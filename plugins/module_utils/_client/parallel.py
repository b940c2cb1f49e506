# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Doing the same for many objects at once, within bounds, without losing what went well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    LivePlatformError,
    OptionError,
)

# the most requests under way at once; the pacer decides how many may start
MOST_WORKERS = 32

Item = TypeVar("Item")
Result = TypeVar("Result")


def hopeless(error: LivePlatformError) -> bool:
    """Tell whether everything else would fail as well: the credentials are refused (401), or no token is to be had."""
    return error.concerns_all or error.status == 401


def each(
    items: Sequence[Item],
    work: Callable[[Item], Result],
    workers: int,
    stop: Callable[[LivePlatformError], bool] = hopeless,
) -> list[Result | LivePlatformError]:
    """Return what C(work) makes of every item, in the order of the items: its result, or the failure it raised.

    At most C(workers) run at a time. After a failure that C(stop) tells, nothing more is tried: the rest gets the same
    failure. Any other exception is a bug and is raised.
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
    with ThreadPoolExecutor(max_workers=min(workers, MOST_WORKERS)) as pool:
        return list(pool.map(one, items))
