# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Messages on ansible-core's display, each with the name of the collection."""

from __future__ import annotations

from typing import Any

_NAME = "audiocodes.live_platform"


class Messages:
    """The messages of an inventory under construction."""

    def __init__(self, display: Any) -> None:
        self._display = display

    def warn(self, text: str) -> None:
        """Show a warning."""
        self._display.warning(f"{_NAME}: {text}")

    def note(self, text: str) -> None:
        """Show a line with `-v`."""
        self._display.v(f"{_NAME}: {text}")

    def trace(self, text: str) -> None:
        """Show a line with `-vvv`."""
        self._display.vvv(f"{_NAME}: {text}")

    def request(self, text: str) -> None:
        """Show a line of the client with `-vvv`."""
        self._display.vvv(text)
