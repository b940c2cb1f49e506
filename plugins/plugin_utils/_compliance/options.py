# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of `write_compliance`: their specification, and checks that a specification cannot express."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import location
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.unjudged_entries import CHOICES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.connected import without_connection
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import (
    FileOptions,
    HostOptions,
    file_options,
    file_spec,
    host_options,
    host_spec,
    instant,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.metrics_options import (
    MetricsOptions,
    metrics_options,
    metrics_spec,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import prometheus
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.evaluate import FAIL_ON
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import live
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.live import Wanted
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import (
    PoolOptions,
    pool_options,
    pool_spec,
)

# format -> suffix of its file
SUFFIXES = {
    "html": "html",
    "csv": "csv",
    "json": "json",
    "junit": "junit.xml",
    "sarif": "sarif",
    "xlsx": "xlsx",
    prometheus.FORMAT: prometheus.SUFFIX,
}
# what a browser, a spreadsheet and a program of every site can read without a library
_DEFAULT_FORMATS = [name for name in SUFFIXES if name not in ("xlsx", prometheus.FORMAT)]

# includes the connection options, which are used only if the platform is read; the module's documentation says the same,
# and a test compares them
ARGUMENT_SPEC: dict[str, dict[str, Any]] = {
    "source": {"type": "str", "choices": ["inventory", "api"], "default": "inventory"},
    **host_spec(minimum=1),
    "platform": {"type": "str"},
    "registrations": {"type": "str"},
    "secrets_expiry": {"type": "bool", "default": False},
    **live.SPEC,
    "policy": {"type": "raw"},
    "policy_changes": {"type": "raw"},
    "waivers": {"type": "raw"},
    "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "never"},
    "unjudged": {"type": "str", "choices": list(CHOICES), "default": "fail"},
    "minimum_services": {"type": "int", "default": 0},
    "minimum_customers": {"type": "int", "default": 0},
    **pool_spec(),
    **file_spec(basename="compliance"),
    "formats": {"type": "list", "elements": "str", "choices": list(SUFFIXES), "default": _DEFAULT_FORMATS},
    "csv_bom": {"type": "bool", "default": False},
    "location": {"type": "str"},
    "baseline": {"type": "path"},
    "baseline_update": {"type": "bool", "default": True},
    "reference_date": {"type": "str"},
    **metrics_spec(per_customer=False),
}


@dataclass(frozen=True)
class ComplianceOptions:
    """The checked options, without those of the connection. `location` is "" if nobody set it."""

    hosts: HostOptions
    files: FileOptions
    source: str
    platform: str
    registrations: str
    wanted: Wanted
    policy: Any
    policy_changes: Any
    waivers: Any
    fail_on: str
    unjudged: str
    least: dict[str, int]
    pool: PoolOptions
    formats: list[str]
    location: str
    csv_bom: bool
    baseline: Path | None
    baseline_update: bool
    now: dt.datetime
    metrics: MetricsOptions

    def path(self, file_format: str) -> Path:
        """Return the absolute path of a format's file."""
        if file_format == prometheus.FORMAT:
            return self.metrics.path(self.files)
        return self.files.path(SUFFIXES[file_format])


def read_options(arguments: Mapping[str, Any]) -> ComplianceOptions:
    """Return the checked options of a task's arguments; a blank option has its default.

    Raises `OptionError` with one line that names the option.
    """
    options = validated(without_connection(arguments), ARGUMENT_SPEC)
    checked = ComplianceOptions(
        hosts=host_options(options),
        files=file_options(options),
        source=clean_text(options["source"]),
        platform=clean_text(options["platform"] or ""),
        registrations=clean_text(options["registrations"] or ""),
        wanted=Wanted.of(options),
        policy=options["policy"],
        policy_changes=options["policy_changes"],
        waivers=options["waivers"],
        fail_on=clean_text(options["fail_on"]),
        unjudged=clean_text(options["unjudged"]),
        least=completeness.minimums(options.get),
        pool=pool_options(options),
        formats=list(dict.fromkeys(map(clean_text, options["formats"]))),
        csv_bom=options["csv_bom"],
        location=location.checked(options["location"]) if options["location"] else "",
        baseline=Path(clean_text(options["baseline"])).absolute() if options["baseline"] else None,
        baseline_update=options["baseline_update"],
        now=instant(options["reference_date"]),
        metrics=metrics_options(options),
    )
    if checked.baseline and _place(checked.baseline) in [_place(checked.path(name)) for name in checked.formats]:
        raise OptionError(f"baseline must not be one of the report's files, but is {checked.baseline}")
    return checked


def _place(path: Path) -> Path:
    """Return the file's one true path, whatever detours and links lead to its folder."""
    return Path(os.path.realpath(path.parent), path.name)
