# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: write what became of a plan, and how to undo it. The module of this name documents it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.compliance.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.files import diff_of, write
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.values import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize import summary
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.as_text import render_results
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.options import read_result_options
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.outcome import (
    has_news,
    outcome_of,
    undo_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.undo_files import remove


class ActionModule(ActionBase):
    """Runs on the controller and contacts no host."""

    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the task's result; a failure has the same keys as a success, so that a role can publish it."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        try:
            return {**result, **self._record(task_vars or {})}
        except LivePlatformError as error:
            message = str(error)
        failed = {"summary": summary.failure(message), "table": [], "files": []}
        return {**result, **failed, "failed": True, "changed": False, "msg": message}

    def _record(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        options = read_result_options(self._task.args)
        planned = task_vars.get(options.planned)
        if not isinstance(planned, Mapping) or "customers" not in planned or "summary" not in planned:
            raise LivePlatformError(f"{options.planned} holds no result of write_rightsize_plan")
        outcome = outcome_of(planned["customers"], task_vars.get(options.applied), options.today)
        undo = undo_of(outcome, options.today)
        dry_run = bool(self._task.check_mode)
        # the plan has put there what would undo everything
        undo_path = Path(str.__str__(planned["undo"])) if planned.get("undo") else None
        contents = {}
        if has_news(outcome):
            contents["result"] = (options.files.path("result.json"), render_json(outcome))
        if undo_path and undo["customers"]:
            contents["undo"] = (undo_path, render_json(undo))
        elif undo_path:
            remove(undo_path, dry_run=dry_run)
        written = {
            name: write(path, content.encode(), options.files.mode, dry_run=dry_run)
            for name, (path, content) in contents.items()
        }
        files = {name: str(item.path) for name, item in written.items()}
        recorded: dict[str, Any] = {
            # an undo file that stays is new, whether or not it says what the plan had put there
            "changed": "undo" in written or any(item.changed for item in written.values()),
            "files": [
                {"path": str(item.path), "size": item.size, "changed": item.changed} for item in written.values()
            ],
            "summary": summary.of_outcome(plain(planned["summary"]), outcome, files, dry_run=dry_run),
            "table": render_results(outcome),
        }
        if self._task.diff:
            recorded["diff"] = [diff_of(item) for item in written.values() if item.changed]
        return recorded
