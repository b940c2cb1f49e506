# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: read what customers acquired and used in a month, and write it. The module of this name documents it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import ENV_PREFIX
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_blank
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.connected import (
    connected,
    without_connection,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import folders_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import arguments_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import parcels
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import prometheus, pushgateway
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import told, write_all
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import untemplatable
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import (
    as_prometheus,
    earlier,
    mailing,
    parts,
    places,
    reading,
    verify,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_text import (
    MOST_LINES,
    failure,
    render_checks,
    render_table,
    summarize,
    summarize_checks,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Frame
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.options import (
    SPEC,
    StatementOptions,
    read_options,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction


class ActionModule(LocalAction):
    """See the module."""

    def failure(self, message: str) -> dict[str, Any]:
        """Return the keys of a statement that was not written."""
        summary = failure(message) | {"metrics_push": pushgateway.outcome()}
        return {"summary": summary, "table": [], "files": [], "restated": [], "mails": []}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return what was done, and the files."""
        folders = folders_of(task_vars)
        given = without_connection(arguments_of(self._task, SPEC))
        options = read_options({name: value for name, value in given.items() if name not in parcels.SPEC}, folders)
        if options.verify:
            return self._verified(options, options.verify)
        courier = self._courier(options)
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
        done: list[mailing.Made] = []
        for part, made in statements:
            document, remarks = places.settled(made, part, options)
            warnings += remarks
            own = dict(places.contents(document, part, options))
            contents |= own
            done.append(mailing.Made(document, {path.name: content for path, content in own.items()}))
        whole, *others = done
        letters, kept = mailing.plan(others, options.mail_to, options.mailed) if courier else ([], [])
        dry_run = bool(self._task.check_mode)
        report = options.files.basename
        metrics = cache(
            partial(as_prometheus.samples, whole.document, report, per_customer=options.metrics.per_customer)
        )
        modes: dict[Path, int] = {}
        if prometheus.FORMAT in options.formats:
            # resellers are labels of the whole one: files of their own would count their customers again
            path = options.path(prometheus.FORMAT)
            contents[path] = prometheus.render(metrics())
            modes[path] = options.metrics.mode
        packed = parcels.prepare(courier, [_packed(letter) for letter in letters], dry_run=dry_run) if courier else None
        written = write_all(contents, options.files.mode, dry_run=dry_run, modes=modes)
        mails = [*_sent(letters, parcels.send(packed, dry_run=dry_run)), *kept] if packed else None
        pushed = pushgateway.push(options.metrics.gateway, metrics, report, dry_run=dry_run)
        files = {name: str(options.path(name)) for name in options.formats}
        summary = summarize(whole.document, files, options.failing, mails, written=not dry_run)
        result = pushgateway.with_outcome(told(written, with_diff=bool(self._task.diff)), pushed) | {
            "summary": summary | {"metrics_push": pushed},
            "table": [*render_table(whole.document), *([""] if mails else []), *mailing.lines(mails or (), MOST_LINES)],
            "restated": [],
            "mails": untemplatable([mail._asdict() for mail in mails or ()]),
        }
        result["changed"] |= any(mail.state in (parcels.SENT, parcels.WOULD_SEND) for mail in mails or ())
        warnings += mailing.remarks(mails or ())
        if any(mail.state == parcels.UNDELIVERED for mail in mails or ()):
            result |= {"failed": True, "msg": summary["message"]}
        return result | ({"warnings": warnings} if warnings else {})

    def _courier(self, options: StatementOptions) -> parcels.Courier | None:
        """Return who carries the mails, None if nobody wants any. Raises `OptionError`."""
        if not options.mail_to:
            return None
        every = arguments_of(self._task, parcels.SPEC)
        recipients = [address for addresses in options.mail_to.values() for address in addresses]
        return parcels.courier({name: value for name, value in every.items() if name in parcels.SPEC}, recipients)

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
            "summary": summarize_checks(document, checks, restated) | {"metrics_push": pushgateway.outcome()},
            "table": render_checks(checks, restated or []),
            "restated": restated or [],
            "mails": [],
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


def _packed(letter: mailing.Letter) -> parcels.Parcel:
    """Return the mail to a reseller, after a look at everything in it. Raises `LivePlatformError`."""
    mailing.check_own(letter)
    document = letter.document
    about = f"{document['platform']}/{document['month']}/{letter.reseller}"
    message = build(letter.title, letter.text, letter.facts, "", {})
    return parcels.Parcel(about, document["checksum"], message, letter.recipients, letter.files)


def _sent(letters: Sequence[mailing.Letter], deliveries: Sequence[parcels.Delivery]) -> list[mailing.Mail]:
    """Return what became of each mail."""
    return [
        mailing.Mail(letter.reseller, letter.recipients, [*letter.files], delivery.state, delivery.detail)
        for letter, delivery in zip(letters, deliveries, strict=True)
    ]
