# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of C(write_report): their specification, and the checks that a specification cannot say. Private."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_day
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.connected import without_connection
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import (
    FileOptions,
    HostOptions,
    file_options,
    file_spec,
    host_options,
    host_spec,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.metrics_options import (
    MetricsOptions,
    metrics_options,
    metrics_spec,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import prometheus
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text, read_instant
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import live
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.live import Wanted
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import (
    PoolOptions,
    pool_options,
    pool_spec,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import Limits

FORMATS = ("html", "csv", "json", "xlsx", "md", "pdf", prometheus.FORMAT)
_DEFAULT_FORMATS = ["html", "csv", "json"]
# the rows on paper and in PDF
ROWS = ("exceptions", "all")
# the word that stands for no policy at all
_NO_POLICY = "none"

# with those of the connection, which count only where the platform is read; the module's documentation says the same, and a
# test compares them
ARGUMENT_SPEC: dict[str, dict[str, Any]] = {
    "source": {"type": "str", "choices": ["inventory", "api"], "default": "inventory"},
    **host_spec(minimum=0),
    **pool_spec(),
    **file_spec(basename="license_report"),
    "hosts": {"type": "list", "elements": "str"},
    "formats": {"type": "list", "elements": "str", "choices": list(FORMATS), "default": _DEFAULT_FORMATS},
    "title": {"type": "str", "default": "License report"},
    "generated_at": {"type": "str"},
    "csv_bom": {"type": "bool", "default": False},
    "policy": {"type": "raw"},
    "policy_changes": {"type": "raw"},
    "waivers": {"type": "raw"},
    "previous": {"type": "path"},
    "usage_warning_percent": {"type": "float", "default": bands.WARNING_PERCENT},
    "usage_grace_percent": {"type": "float", "default": bands.GRACE_PERCENT},
    "rows": {"type": "str", "choices": list(ROWS), "default": "exceptions"},
    **live.SPEC,
    **metrics_spec(per_customer=True),
}


@dataclass(frozen=True)
class ReportOptions:
    """The checked options, but for those of the connection; `only` holds the names of the only hosts that count, null for all.

    `judges`: whether somebody is judged: by `policy`, or where that is blank by the default policy, with `policy_changes` and
    `waivers`. `previous`: an earlier report or a folder of them. `rows`: one of `ROWS`.
    """

    source: str
    wanted: Wanted
    hosts: HostOptions
    files: FileOptions
    only: frozenset[str] | None
    formats: list[str]
    title: str
    generated_at: dt.datetime
    csv_bom: bool
    judges: bool
    policy: Any
    policy_changes: Any
    waivers: Any
    previous: Path | None
    rows: str
    pool: PoolOptions
    limits: Limits
    metrics: MetricsOptions

    def path(self, name: str) -> Path:
        """Return the absolute path of a format's file."""
        return self.metrics.path(self.files) if name == prometheus.FORMAT else self.files.path(name)


def read_options(arguments: Mapping[str, Any]) -> ReportOptions:
    """Return the checked options of a task's arguments; a blank one has its default.

    Raises L(OptionError) with one line that names the option.
    """
    options = validated(without_connection(arguments), ARGUMENT_SPEC)
    return ReportOptions(
        source=clean_text(options["source"]),
        wanted=Wanted.of(options),
        hosts=host_options(options),
        files=file_options(options),
        only=_hosts(arguments.get("hosts"), options["hosts"]),
        formats=list(dict.fromkeys(map(clean_text, options["formats"]))),
        title=" ".join(clean_text(options["title"]).split()),
        generated_at=_instant(options["generated_at"]),
        csv_bom=options["csv_bom"],
        judges=not _is_no_policy(options["policy"]),
        policy=options["policy"],
        policy_changes=options["policy_changes"],
        waivers=options["waivers"],
        previous=Path(clean_text(options["previous"])).absolute() if options["previous"] else None,
        rows=clean_text(options["rows"]),
        pool=pool_options(options),
        limits=Limits(*bands.limits(options, "usage")),
        metrics=metrics_options(options),
    )


def _hosts(given: Any, checked: list[str] | None) -> frozenset[str] | None:
    """Return the names of the only hosts that count; None for all. A list with nobody in it is never everybody."""
    if isinstance(given, (list, tuple)) and not given:
        raise OptionError(
            "hosts is an empty list: there is nobody to report on", hint="leave it out, or blank, for all"
        )
    return None if checked is None else frozenset(map(clean_text, checked))


def _is_no_policy(given: Any) -> bool:
    return isinstance(given, str) and given.strip().lower() == _NO_POLICY


def _instant(text: str | None) -> dt.datetime:
    """Return a time in UTC, now if none is given. Raises `OptionError`."""
    if text is None:
        return dt.datetime.now(dt.timezone.utc)
    try:
        # the day in the form that every Python reads
        as_day(text.strip()[:10])
        return read_instant(text.strip())
    except ValueError:
        raise OptionError(f"generated_at {text!r} is no ISO 8601 date and time such as 2026-11-22T08:00:00Z") from None
