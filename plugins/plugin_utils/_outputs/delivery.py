# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Delivers a message with a limited number of attempts."""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections.abc import Callable

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError

# longest wait between two attempts in seconds, whatever the other side asks for
LONGEST_DELAY = 60.0

sleep = time.sleep


class DeliveryError(LivePlatformError):
    """A message could not be delivered.

    `again`: another attempt could help; `after`: in how many seconds; `attempts`: how many there were, 0 if unknown.
    """

    def __init__(
        self, message: str, *, again: bool, after: float | None = None, status: int | None = None, attempts: int = 0
    ) -> None:
        super().__init__(message, status=status)
        self.again = again
        self.after = after
        self.attempts = attempts


def told_by_system(error: BaseException) -> str:
    """Return what the operating system says about a failed connection, such as `: Connection refused`; else "".

    A library's own text may hold an address or a secret, and the name of its exception tells people nothing.
    """
    seen: set[int] = set()
    todo = [error]
    while todo:
        item = todo.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, socket.gaierror):
            return ": the name of the host was not found"
        if isinstance(item, OSError) and not isinstance(item, ssl.SSLError) and item.errno:
            return f": {os.strerror(item.errno)}"
        inner = (getattr(item, "reason", None), *item.args, item.__cause__, item.__context__)
        todo += [found for found in inner if isinstance(found, BaseException)]
    return ""


def deliver(send: Callable[[], str], retries: int, delay: float) -> tuple[str, int]:
    """Call `send` until it succeeds. Return its message and the number of attempts.

    Waits `delay` seconds between attempts, twice as long each time, or as long as the other side asks for. Raises
    `DeliveryError`; its text holds the number of attempts.
    """
    for attempt in range(1, retries + 2):
        try:
            return send(), attempt
        except DeliveryError as error:
            if not error.again or attempt > retries:
                times = f" (attempts: {attempt})"
                raise DeliveryError(
                    f"{error.message}{times}", again=False, status=error.status, attempts=attempt
                ) from None
            # ignore a time in the past, which comes from clocks that differ
            sleep(min(error.after or delay * 2 ** (attempt - 1), LONGEST_DELAY))
    raise AssertionError("unreachable")
