# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: plan licenses and seats, or read a plan, and write it. The module of this name documents it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.compliance.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.files import Written, diff_of, write
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize import plans, summary
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.as_text import render_table
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.document import (
    Document,
    request_of,
    to_change,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.formats import RENDERERS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.options import (
    PlanOptions,
    read_plan_options,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.outcome import before_apply
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.planning import planned
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.rightsize.undo_files import put


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
            return {**result, **self._plan(task_vars or {})}
        except LivePlatformError as error:
            message = str(error)
        failed = {
            "summary": summary.failure(message),
            "table": [],
            "files": [],
            "customers": [],
            "apply": False,
            "max_changes": 0,
            "undo": "",
        }
        return {**result, **failed, "failed": True, "changed": False, "msg": message}

    def _plan(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        options = read_plan_options(self._task.args)
        folders = [Path(str.__str__(task_vars["playbook_dir"]))] if "playbook_dir" in task_vars else []
        document = (
            plans.load(options.plan, options.protect, folders) if options.plan else planned(options, task_vars, folders)
        )
        dry_run = bool(self._task.check_mode)
        paths = {} if options.plan else {name: options.files.path(name) for name in options.formats}
        written = [
            write(path, RENDERERS[name](document).encode(), options.files.mode, dry_run=dry_run)
            for name, path in paths.items()
        ]
        told = summary.of_plan(
            document,
            {name: str(path) for name, path in paths.items()},
            apply=options.apply,
            max_changes=options.max_changes,
            minimum=0 if options.plan else options.files.minimum_population,
            written=bool(paths) and not dry_run,
        )
        requests = [request_of(entry) for entry in to_change(document["customers"])]
        apply = options.apply and bool(requests) and told["verdict"] != "failed"
        # no change of its own: write_rightsize_result knows whether there is anything to undo
        undo = self._undo(options, requests) if apply else ""
        result: dict[str, Any] = {
            "changed": any(item.changed for item in written),
            "files": [{"path": str(item.path), "size": item.size, "changed": item.changed} for item in written],
            "summary": told,
            "table": render_table(document),
            "customers": requests,
            "apply": apply,
            "max_changes": options.max_changes,
            "undo": undo,
        }
        return {**result, **self._told(document, written)}

    def _undo(self, options: PlanOptions, requests: list[dict[str, Any]]) -> str:
        """Write how to undo everything before anything is done: whoever is killed in between leaves it behind."""
        content = render_json(before_apply(requests, options.today)).encode()
        files, dry_run = options.files, bool(self._task.check_mode)
        return str(put(files.dest, files.basename, content, files.mode, dry_run=dry_run))

    def _told(self, document: Document, written: list[Written]) -> dict[str, Any]:
        told: dict[str, Any] = {"warnings": document["warnings"]} if document["warnings"] else {}
        if self._task.diff:
            told["diff"] = [diff_of(item) for item in written if item.changed]
        return told
