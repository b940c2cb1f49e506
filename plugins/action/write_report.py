# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: count the hosts of inventory groups and write the report. The module of this name documents it."""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.as_text import render_table, summarize
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.files import diff_of, write
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.formats import RENDERERS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.model import SCHEMA, build_model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.options import ReportOptions, read_options
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.rows import Population, read_rows
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.values import some, untemplatable


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
            return {**result, **self._report(task_vars or {})}
        except LivePlatformError as error:
            message = str(error)
        summary = {"schema": SCHEMA, "status": "error", "message": message, "written": False}
        failure = {"status": "error", "summary": untemplatable(summary), "table": []}
        return {**result, **failure, "failed": True, "changed": False, "msg": message}

    def _report(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        options = read_options(self._task.args)
        population = read_rows(task_vars["hostvars"], task_vars["groups"], options.groups, options.vars_prefix)
        model = build_model(
            population.rows, population.group_sizes, options.title, options.generated_at, len(population.skipped)
        )
        dry_run = bool(self._task.check_mode)
        contents = {name: RENDERERS[name](model, options) for name in options.formats}
        files = {
            name: write(options.path(name), content, options.mode, dry_run=dry_run)
            for name, content in contents.items()
        }
        warnings = warnings_of(population, options.vars_prefix)
        status, message = verdict(population, options, warnings)
        summary = {
            **summarize(model),
            "status": status,
            "message": message,
            "files": {name: str(written.path) for name, written in files.items()},
            "written": not dry_run,
        }
        report: dict[str, Any] = {
            "changed": any(written.changed for written in files.values()),
            "files": [
                {"format": name, "path": str(written.path), "size": written.size, "changed": written.changed}
                for name, written in files.items()
            ],
            "status": status,
            "summary": untemplatable(summary),
            "table": render_table(model),
        }
        if warnings:
            report["warnings"] = warnings
        if self._task.diff:
            report["diff"] = [diff_of(written) for written in files.values() if written.changed]
        return report


def verdict(population: Population, options: ReportOptions, warnings: list[str]) -> tuple[str, str]:
    """Return the status of a report that was written, and a line about it that is empty when all is well."""
    found = len(population.rows)
    if found < options.minimum_population:
        return "critical", f"{found} services and customers found, at least {options.minimum_population} expected"
    return ("warning", "; ".join(warnings)) if warnings else ("ok", "")


def warnings_of(population: Population, prefix: str) -> list[str]:
    """Return at most one warning for each thing that makes a report less than complete, whatever the number of hosts."""
    warnings = []
    if population.skipped:
        total = len(population.skipped) + len(population.rows)
        warnings.append(
            f"{len(population.skipped)} of {total} hosts have no {prefix}kind and are left out of the report: "
            f"{some(population.skipped)}"
        )
    if population.lacking:
        warnings.append(
            f"hosts lack variables that the report counts: {some(population.lacking)} (does the inventory source "
            "choose fields?); they count as nothing"
        )
    return warnings
