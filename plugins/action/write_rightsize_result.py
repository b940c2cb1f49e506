# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: writes the outcome of a plan, and how to undo it. The module of this name documents it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import told, write_all
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import summary
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.as_text import render_results
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.options import read_result_options
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.outcome import (
    has_news,
    outcome_of,
    settled,
    undo_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.undo_files import remove
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction


class ActionModule(LocalAction):
    """See the module."""

    def failure(self, message: str) -> dict[str, Any]:
        """Return the keys of a result that was not written."""
        return {"summary": summary.failure(message), "table": [], "files": []}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return the result keys and write the files."""
        options = read_result_options(self._task.args)
        planned = task_vars.get(options.planned)
        if not isinstance(planned, Mapping) or "customers" not in planned or "summary" not in planned:
            raise LivePlatformError(f"{options.planned} holds no result of write_rightsize_plan")
        platform = str(plain(planned.get("platform")) or "")
        outcome = outcome_of(planned["customers"], task_vars.get(options.applied), options.today, platform)
        undo = undo_of(outcome, options.today)
        dry_run = bool(self._task.check_mode)
        # the plan has already written there what would undo everything
        undo_path = Path(str.__str__(planned["undo"])) if planned.get("undo") else None
        contents = {}
        result_path = options.files.path("result.json")
        recorded = settled(outcome, _earlier(result_path))
        if has_news(recorded):
            contents["result"] = (result_path, render_json(recorded))
        if undo_path and undo["customers"]:
            contents["undo"] = (undo_path, render_json(undo))
        encoded = {path: content.encode() for path, content in contents.values()}
        written = dict(zip(contents, write_all(encoded, options.files.mode, dry_run=dry_run), strict=True))
        if undo_path and "undo" not in contents:
            remove(undo_path, dry_run=dry_run)
        files = {name: str(item.path) for name, item in written.items()}
        answer = told(list(written.values()), with_diff=bool(self._task.diff))
        return answer | {
            # an undo file that stays counts as new, even if the plan wrote the same content
            "changed": "undo" in written or answer["changed"],
            "summary": summary.of_outcome(plain(planned["summary"]), outcome, files, dry_run=dry_run),
            "table": render_results(outcome),
        }


def _earlier(path: Path) -> Any:
    """Return the content of an earlier run's result file; None if there is none or it cannot be read."""
    try:
        return plain(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return None
