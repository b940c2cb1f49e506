# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the actions of this collection are: work on the controller whose failure has the keys of its success. Private."""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError


class LocalAction(ActionBase):
    """Runs on the controller and contacts no host of the inventory."""

    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the task's result; a failure has the same keys as a success, so that a role can publish it."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        try:
            return {**result, **self.work(task_vars or {})}
        except LivePlatformError as error:
            message = str(error)
        return {**result, **self.failure(message), "failed": True, "changed": False, "msg": message}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return the action's own part of the result. Raises L(LivePlatformError)."""
        raise NotImplementedError

    def failure(self, message: str) -> dict[str, Any]:
        """Return the same keys for a failure."""
        raise NotImplementedError
