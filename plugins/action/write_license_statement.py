# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: read what customers acquired and used in a month, and write it. The module of this name documents it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import ENV_PREFIX
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_blank
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.connected import (
    connected,
    without_connection,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import told, write_all
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import (
    earlier,
    parts,
    places,
    reading,
    verify,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_text import (
    failure,
    render_checks,
    render_table,
    summarize,
    summarize_checks,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Frame
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.options import (
    StatementOptions,
    read_options,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction


class ActionModule(LocalAction):
    """See the module."""

    def failure(self, message: str) -> dict[str, Any]:
        """Return the keys of a statement that was not written."""
        return {"summary": failure(message), "table": [], "files": [], "restated": []}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return what was done, and the files."""
        folders = [Path(str.__str__(task_vars["playbook_dir"]))] if "playbook_dir" in task_vars else []
        options = read_options(without_connection(self._task.args), folders)
        if options.verify:
            return self._verified(options, options.verify)
        previous = earlier.read(options.previous, "previous", folders) if options.previous else None
        with connected(self._task) as connection:
            platform = connection.settings.platform
        if previous:
            earlier.check(previous, options.month, platform)
        found = self._read(options)
        frame = Frame(
            options.month,
            options.today,
            platform,
            certified_by=options.certified_by,
            pool=options.pool,
            resellers_from=options.resellers.source,
            accept_not_yet_counted=options.accept_not_yet_counted,
            warnings=[*found.warnings, *(earlier.remarks(previous, options.month) if previous else [])],
        )
        read = (found.customers, found.not_read, previous)
        statements = [("", parts.statement(frame, *read))]
        if options.per_reseller:
            statements += parts.of_resellers(frame, *read)
        warnings = [*connection.warnings, *frame.warnings]
        contents: dict[Path, bytes] = {}
        for place, (part, made) in enumerate(statements):
            document, remarks = places.settled(made, part, options)
            statements[place] = (part, document)
            warnings += remarks
            contents.update(places.contents(document, part, options))
        dry_run = bool(self._task.check_mode)
        written = write_all(contents, options.files.mode, dry_run=dry_run)
        whole = statements[0][1]
        files = {name: str(options.path(name)) for name in options.formats}
        result = told(written, with_diff=bool(self._task.diff)) | {
            "summary": summarize(whole, files, options.failing, written=not dry_run),
            "table": render_table(whole),
            "restated": [],
        }
        return result | ({"warnings": warnings} if warnings else {})

    def _verified(self, options: StatementOptions, path: Path) -> dict[str, Any]:
        """Return what became of a statement that was written before. Nothing is written."""
        document, checks = verify.of_files(path)
        restated: list[verify.Restated] | None = None
        asked = self._has_address() if options.verify_platform is None else options.verify_platform
        if document and asked:
            with connected(self._task) as connection:
                earlier.check_platform(document, connection.settings.platform, verify.OPTION)
            again = options.reading_again(document["month"], document["timezone"])
            found = self._read(again)
            days = [day.isoformat() for day in again.month.days_until(again.today)]
            check, restated = verify.of_platform(document, found.customers, found.not_read, days)
            checks.append(check)
        elif document:
            checks.append(verify.not_asked("nobody asked the platform: url is not set, or verify_platform is false"))
        return {
            **told([], with_diff=bool(self._task.diff)),
            "summary": summarize_checks(document, checks, restated),
            "table": render_checks(checks, restated or []),
            "restated": restated or [],
        }

    def _has_address(self) -> bool:
        """Tell whether the task or its environment says where the platform is."""
        name = f"{ENV_PREFIX}URL"
        given = getattr(self._task, "environment", None) or []
        parts = given if isinstance(given, list) else [given]
        values = [self._task.args.get("url"), os.environ.get(name), *(part.get(name) for part in parts if part)]
        return not all(map(is_blank, values))

    def _read(self, options: StatementOptions) -> reading.Found:
        """Return what was read of the platform. Raises `LivePlatformError`."""
        with connected(self._task) as connection:
            found = reading.read(connection.settings, options, self._display.vvv)
        if found.refused:
            raise found.refused
        return found
