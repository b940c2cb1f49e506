# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Base of this collection's actions: they work on the controller, and a failure has the same keys as a success."""

from __future__ import annotations

import traceback
from typing import Any

from ansible.errors import AnsibleError
from ansible.plugins.action import ActionBase

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.version import VERSION
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError

_COLLECTION = "ansible_collections.audiocodes.live_platform."


class LocalAction(ActionBase):
    """Runs on the controller and contacts no host of the inventory."""

    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the task's result. A failure has the same keys as a success, so that a role can publish it.

        The same holds for a bug in the collection. Only ansible-core's own errors pass through, because they mean more
        to core than a result can say, such as an action to skip or an undefined variable. Core renders the task's
        arguments before it creates the action, so a template error in them never gets here.
        """
        result: dict[str, Any] = super().run(tmp, task_vars)
        try:
            return {**result, **self.work(task_vars or {})}
        except LivePlatformError as error:
            message = str(error)
        except AnsibleError:
            raise
        except Exception as error:  # noqa: BLE001  any bug of ours
            message = fault(error)
        return {**result, **self.failure(message), "failed": True, "changed": False, "msg": message}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return the action's own part of the result. Raises `LivePlatformError`."""
        raise NotImplementedError

    def failure(self, message: str) -> dict[str, Any]:
        """Return the same keys for a failure."""
        raise NotImplementedError


def fault(error: Exception) -> str:
    """Return one line about an unexpected error: its type and place, never its text, which may hold a secret."""
    frames = [(frame.f_globals.get("__name__", ""), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [(name, line) for name, line in frames if name.startswith(f"{_COLLECTION}plugins.")]
    name, line = ours[-1] if ours else (__name__, 0)
    place = f"{name.removeprefix(_COLLECTION).replace('.', '/')}.py, line {line}"
    return (
        f"{type(error).__name__} in {place}: this is a fault of the collection audiocodes.live_platform {VERSION}; "
        "please report it with this line"
    )
