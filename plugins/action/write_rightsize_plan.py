# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: plans licenses and seats, or reads a plan, and writes it. The module of this name documents it."""

from __future__ import annotations

from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import folders_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import without_bom
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import told, write_all
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import plan, reviewed, summary
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.as_text import render_table
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import (
    Document,
    request_of,
    to_change,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.formats import encoded
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.options import (
    FORMATS,
    PlanOptions,
    read_plan_options,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.outcome import before_apply
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.planning import planned
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.undo_files import remove, reserve
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction

# default of minimum_population
ANY = 1


class ActionModule(LocalAction):
    """See the module."""

    def failure(self, message: str) -> dict[str, Any]:
        """Return the keys of a plan that was not made."""
        nothing = {
            "table": [],
            "files": [],
            "customers": [],
            "platform": "",
            "apply": False,
            "max_changes": 0,
            "protect": [],
            "undo": "",
            "lowered": [],
        }
        return {"summary": summary.failure(message), **nothing}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return the result keys and write the files."""
        options = read_plan_options(self._task.args)
        folders = folders_of(task_vars)
        remark, minimum = "", 0
        if options.plan:
            document = reviewed.load(options.plan, options.protect, folders)
            reviewed.refuse_nameless(document, options.plan)
        else:
            document, remark = planned(options, task_vars, folders)
            # A platform without customers is fine by default, but not if the user set a minimum.
            minimum = options.hosts.minimum_population
            minimum = 0 if remark and minimum == ANY else minimum
        dry_run = bool(self._task.check_mode)
        lowered = plan.lowered(document["customers"])
        paths = {} if options.plan or options.preview else {name: options.files.path(name) for name in options.formats}
        contents = {paths[name]: encoded(name, document, csv_bom=options.csv_bom) for name in paths}
        if paths:
            _refuse_leftovers(options, document)
        summed_up = summary.of_plan(
            document,
            {name: str(path) for name, path in paths.items()},
            apply=options.apply,
            max_changes=options.max_changes,
            minimum=minimum,
            written=bool(paths) and not dry_run,
            reviewed=bool(options.plan),
        )
        requests = [request_of(entry) for entry in to_change(document["customers"])]
        if options.preview:
            return {**self.failure(""), "changed": False, "summary": summed_up, "lowered": lowered}
        apply = options.apply and bool(requests) and summed_up["verdict"] != "failed"
        undo = reserve(options.files.dest, options.files.basename, dry_run=dry_run) if apply else None
        if undo:
            # write how to undo everything before anything is done, so a killed run still leaves an undo file
            contents[undo] = render_json(before_apply(requests, options.today, document["platform"])).encode()
        try:
            written = write_all(contents, options.files.mode, dry_run=dry_run)
        except BaseException:
            if undo:
                remove(undo, dry_run=dry_run)
            raise
        # the undo file does not count as a change: write_rightsize_result knows whether there is anything to undo
        written = [item for item in written if item.path != undo]
        warnings = {"warnings": document["warnings"]} if document["warnings"] else {}
        return {
            **told(written, with_diff=bool(self._task.diff)),
            **warnings,
            "summary": summed_up,
            "table": [*render_table(document), *([remark] if remark else [])],
            "customers": requests,
            "platform": document["platform"],
            "apply": apply,
            "max_changes": options.max_changes,
            "protect": options.protect,
            "undo": str(undo or ""),
            "lowered": lowered,
        }


def _refuse_leftovers(options: PlanOptions, document: Document) -> None:
    """Refuse to write a plan beside the files of another plan: somebody may read one and apply the other.

    Raises `LivePlatformError`, which names the file.
    """
    for name in FORMATS:
        path = options.files.path(name)
        if name in options.formats or not path.is_file():
            continue
        if without_bom(path.read_bytes()) != encoded(name, document):
            raise LivePlatformError(
                f"{path} belongs to another plan than the one to be written",
                hint=f"add {name} to formats, remove the file, or choose another basename",
            )
