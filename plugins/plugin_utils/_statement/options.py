# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of `write_license_statement`: the specification, and what that cannot say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.timing import MOST_AT_ONCE
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_day, refuse_empty
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import (
    FileOptions,
    file_options,
    file_spec,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import find_file
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.metrics_options import (
    MetricsOptions,
    metrics_options,
    metrics_spec,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import prometheus
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import (
    PoolOptions,
    pool_options,
    pool_spec,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import mailing, resellers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import DRAFT, INCOMPLETE
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import (
    UTC,
    Month,
    month_of,
    zone_of,
)

FORMATS = ("json", "csv", "html", "xlsx", "pdf", prometheus.FORMAT)
# what takes no library beyond those of the collection
_DEFAULT_FORMATS = ("json", "csv", "html")
# what a person wants to fail on -> the verdicts that do
FAIL_ON = {"incomplete": (INCOMPLETE,), "draft": (INCOMPLETE, DRAFT), "none": ()}

# the module's documentation says the same; a test compares them
SPEC: dict[str, dict[str, Any]] = {
    "month": {"type": "str"},
    "timezone": {"type": "str", "default": UTC},
    "resellers": {"type": "raw"},
    "previous": {"type": "path"},
    "certified_by": {"type": "str"},
    "accept_not_yet_counted": {"type": "bool", "default": False},
    "per_reseller": {"type": "bool", "default": False},
    "mail_to": {"type": "raw"},
    "mail_on": {"type": "str", "choices": list(mailing.MAIL_ON), "default": "complete"},
    "verify": {"type": "path"},
    "verify_platform": {"type": "bool"},
    "minimum_customers": {"type": "int", "default": 1},
    "parallel": {"type": "int", "default": 8},
    **pool_spec(),
    **file_spec(basename="license_statement"),
    "formats": {"type": "list", "elements": "str", "choices": list(FORMATS), "default": list(_DEFAULT_FORMATS)},
    "csv_bom": {"type": "bool", "default": False},
    "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "incomplete"},
    "reference_date": {"type": "str"},
    **metrics_spec(per_customer=True),
}
# characters of the text about who certifies
_LONGEST_NAME = 200


@dataclass(frozen=True)
class StatementOptions:
    """The checked options; `today` is a day of the month's zone, `previous` a path or empty.

    `verify` is the path of the statement that is to be checked instead of writing one, null where one is to be written.
    `verify_platform` is null where the connection decides whether the platform is asked.
    """

    month: Month
    today: dt.date
    reference_date: str | None
    resellers: resellers.Wish
    previous: str
    certified_by: str
    accept_not_yet_counted: bool
    per_reseller: bool
    # reseller -> addresses
    mail_to: dict[str, list[str]]
    # verdicts of statements that are mailed
    mailed: tuple[str, ...]
    verify: Path | None
    verify_platform: bool | None
    pool: PoolOptions
    minimum_customers: int
    parallel: int
    # verdicts with which a job fails
    failing: tuple[str, ...]
    files: FileOptions
    formats: list[str]
    csv_bom: bool
    metrics: MetricsOptions

    def path(self, name: str, part: str = "") -> Path:
        """Return the absolute path of the file of a format; each month has files of its own, and so has each part of it."""
        if name == prometheus.FORMAT:
            return self.metrics.path(self.files, f"-{self.month}")
        return self.files.dest / f"{self.files.basename}-{self.month}{part and f'-{part}'}.{name}"

    def reading_again(self, month: str, timezone: str) -> StatementOptions:
        """Return what reads the month of an earlier statement once more, whatever its resellers. Raises `OptionError`."""
        today = today_in(self.reference_date, timezone)
        again = month_of(month, timezone, today)
        return replace(self, month=again, today=today, resellers=resellers.Wish(), mail_to={}, minimum_customers=0)


def read_options(arguments: Mapping[str, Any], folders: Sequence[Path]) -> StatementOptions:
    """Return the checked options of a task's arguments, those of the connection left out; a blank one has its default.

    Raises `OptionError` with one line that names the option.
    """
    options = validated(arguments, SPEC)
    refuse_empty("formats", options["formats"])
    for name, least, most in (("minimum_customers", 0, None), ("parallel", 1, MOST_AT_ONCE)):
        if options[name] < least or (most and options[name] > most):
            raise OptionError(
                f"{name} must be {least} or more{f' and at most {most}' if most else ''}, not {options[name]}"
            )
    timezone = clean_text(options["timezone"]).strip()
    today = today_in(options["reference_date"], timezone)
    mail_to = mailing.read(options["mail_to"], folders)
    if mail_to and set(options["formats"]) == {prometheus.FORMAT}:
        raise OptionError(f"{mailing.OPTION} needs a format that is attached, which {prometheus.FORMAT} is not")
    return StatementOptions(
        month=month_of(clean_text(options["month"] or "").strip(), timezone, today),
        today=today,
        reference_date=options["reference_date"],
        resellers=resellers.read(options["resellers"], folders),
        previous=clean_text(options["previous"] or ""),
        certified_by=_certified_by(options["certified_by"]),
        accept_not_yet_counted=options["accept_not_yet_counted"],
        # what is mailed to a reseller are files of its own
        per_reseller=options["per_reseller"] or bool(mail_to),
        mail_to=mail_to,
        mailed=mailing.MAIL_ON[options["mail_on"]],
        verify=find_file(clean_text(options["verify"]), "verify", folders) if options["verify"] else None,
        verify_platform=options["verify_platform"],
        pool=pool_options(options),
        minimum_customers=options["minimum_customers"],
        parallel=options["parallel"],
        failing=FAIL_ON[options["fail_on"]],
        files=file_options(options),
        formats=[name for name in FORMATS if name in options["formats"]],
        csv_bom=options["csv_bom"],
        metrics=metrics_options(options),
    )


def today_in(text: str | None, timezone: str) -> dt.date:
    """Return the day of `reference_date`, or the day that it is now in the zone. Raises `OptionError`."""
    zone = zone_of(timezone)
    if text is None:
        return dt.datetime.now(zone).date()
    try:
        return as_day(text.strip())
    except ValueError:
        raise OptionError(f"reference_date must be a date such as 2026-12-31, not {text}") from None


def _certified_by(text: str | None) -> str:
    name = clean_text(text or "").strip()
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise OptionError(f"certified_by must be one line of at most {_LONGEST_NAME} characters")
    return name
