# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of C(write_report): their specification, and the checks that a specification cannot say. Private."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_day
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text, one_line

FORMATS = ("html", "csv", "json", "xlsx", "md")
_DEFAULT_FORMATS = ["html", "csv", "json"]

# the module's documentation says the same; a test compares them
ARGUMENT_SPEC: dict[str, dict[str, Any]] = {
    "groups": {"type": "list", "elements": "str", "default": ["lp_services", "lp_customers"]},
    "hosts": {"type": "list", "elements": "str"},
    "dest": {"type": "path", "default": "reports"},
    "basename": {"type": "str", "default": "license_report"},
    "formats": {"type": "list", "elements": "str", "choices": list(FORMATS), "default": _DEFAULT_FORMATS},
    "title": {"type": "str", "default": "License report"},
    "vars_prefix": {"type": "str", "default": "lp_"},
    "generated_at": {"type": "str"},
    "minimum_population": {"type": "int", "default": 0},
    "mode": {"type": "raw", "default": "0640"},
    "csv_bom": {"type": "bool", "default": False},
}

# pattern, and what it says to a person
_BASENAME = (
    r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}",
    "a file name of at most 100 letters, digits, dots, dashes and underscores, and start with none of . and -",
)
_PREFIX = (
    r"[A-Za-z_][A-Za-z0-9_]*",
    "the beginning of a variable name: letters, digits and underscores, no digit first",
)


@dataclass(frozen=True)
class ReportOptions:
    """The checked options."""

    groups: list[str]
    hosts: frozenset[str] | None
    dest: Path
    basename: str
    formats: list[str]
    title: str
    vars_prefix: str
    generated_at: dt.datetime
    minimum_population: int
    mode: int
    csv_bom: bool

    def path(self, file_format: str) -> Path:
        """Return the absolute path of the file of a format."""
        return self.dest / f"{self.basename}.{file_format}"


def read_options(arguments: Mapping[str, Any]) -> ReportOptions:
    """Return the checked options of a task's arguments; a blank one has its default.

    Raises L(OptionError) with one line that names the option.
    """
    options = validated(arguments, ARGUMENT_SPEC)
    return ReportOptions(
        groups=list(dict.fromkeys(map(clean_text, options["groups"]))),
        hosts=_hosts(arguments.get("hosts"), options["hosts"]),
        dest=_directory(options["dest"]),
        basename=_matching("basename", options["basename"], *_BASENAME),
        formats=list(dict.fromkeys(map(clean_text, options["formats"]))),
        title=" ".join(clean_text(options["title"]).split()),
        vars_prefix=_matching("vars_prefix", options["vars_prefix"], *_PREFIX),
        generated_at=_instant(options["generated_at"]),
        minimum_population=_not_negative("minimum_population", options["minimum_population"]),
        mode=_mode(options["mode"]),
        csv_bom=options["csv_bom"],
    )


def _hosts(given: Any, checked: list[str] | None) -> frozenset[str] | None:
    """Return the names of the only hosts that count; None for all. A list with nobody in it is never everybody."""
    if isinstance(given, (list, tuple)) and not given:
        raise OptionError(
            "hosts is an empty list: there is nobody to report on", hint="leave it out, or blank, for all"
        )
    return None if checked is None else frozenset(map(clean_text, checked))


def _directory(text: str) -> Path:
    if "\0" in text:
        raise OptionError("dest holds a character that no path can have")
    path = Path(clean_text(text)).absolute()
    try:
        taken = path.exists() and not path.is_dir()
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise OptionError(f"dest {one_line(str(path), 200)!r} cannot be looked at: {error.strerror}") from None
    if taken:
        raise OptionError(f"dest {str(path)!r} is not a directory")
    return path


def _matching(name: str, text: str, pattern: str, meaning: str) -> str:
    if not re.fullmatch(pattern, text):
        raise OptionError(f"{name} must be {meaning}; it is {str.__str__(text)!r}")
    return clean_text(text)


def _instant(text: str | None) -> dt.datetime:
    """Return a time in UTC. C(fromisoformat) of Python 3.10 does not know the Z."""
    if text is None:
        return dt.datetime.now(dt.timezone.utc)
    try:
        # the day in the form that every Python reads
        as_day(text.strip()[:10])
        instant = dt.datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", text.strip()))
        # in UTC the first and last hours of the calendar may be outside of it
        return instant.astimezone(dt.timezone.utc) if instant.tzinfo else instant.replace(tzinfo=dt.timezone.utc)
    except (ValueError, OverflowError):
        raise OptionError(f"generated_at {text!r} is no ISO 8601 date and time such as 2026-11-22T08:00:00Z") from None


def _not_negative(name: str, value: int) -> int:
    if value < 0:
        raise OptionError(f"{name} must not be negative, but is {value}")
    return value


def _mode(value: Any) -> int:
    """Return permissions from octal text, or from a number that YAML already read as octal."""
    text = oct(value) if isinstance(value, int) and not isinstance(value, bool) else value
    # what int() takes as well, signs and underscores, is no way to write permissions
    mode = int(text, 8) if isinstance(text, str) and re.fullmatch(r"\s*(0o)?[0-7]+\s*", text) else -1
    if not 0 <= mode <= 0o777:
        raise OptionError(f"mode {value!r} is no octal number of permissions such as '0640'")
    return mode
