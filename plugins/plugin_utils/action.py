# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the actions of this collection are: work on the controller whose failure has the keys of its success. Private."""

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
        """Return the task's result; a failure has the same keys as a success, so that a role can publish it.

        That counts for a fault of the collection as well. Only the errors of ansible-core go on to it: an action that is
        to be skipped, or a variable that cannot be had, means to core more than a result could say. The arguments of
        the task are rendered before the action is made, so a template in them never gets here.
        """
        result: dict[str, Any] = super().run(tmp, task_vars)
        try:
            return {**result, **self.work(task_vars or {})}
        except LivePlatformError as error:
            message = str(error)
        except AnsibleError:
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours, whatever it is
            message = fault(error)
        return {**result, **self.failure(message), "failed": True, "changed": False, "msg": message}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return the action's own part of the result. Raises `LivePlatformError`."""
        raise NotImplementedError

    def failure(self, message: str) -> dict[str, Any]:
        """Return the same keys for a failure."""
        raise NotImplementedError


def fault(error: Exception) -> str:
    """Return one line about an error that nobody foresaw: what it is and where, never its text, which may hold a secret."""
    frames = [(frame.f_globals.get("__name__", ""), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [(name, line) for name, line in frames if name.startswith(f"{_COLLECTION}plugins.")]
    name, line = ours[-1] if ours else (__name__, 0)
    place = f"{name.removeprefix(_COLLECTION).replace('.', '/')}.py, line {line}"
    return (
        f"{type(error).__name__} in {place}: this is a fault of the collection audiocodes.live_platform {VERSION}; "
        "please report it with this line"
    )
