# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several jobs share: the hosts to read, the files to write, and the reference date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_day
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text

# pattern, and its meaning in a message
_BASENAME = (
    r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}",
    "a file name of at most 100 letters, digits, dots, dashes and underscores, and must not start with . or -",
)
_PREFIX = (
    r"[A-Za-z_][A-Za-z0-9_]*",
    "the beginning of a variable name: letters, digits and underscores, no digit first",
)


def file_spec(basename: str) -> dict[str, dict[str, Any]]:
    """Return the argument spec of `FileOptions`; `basename` is the default of that option."""
    return {
        "dest": {"type": "path", "default": "reports"},
        "basename": {"type": "str", "default": basename},
        "mode": {"type": "raw", "default": "0640"},
    }


def host_spec(minimum: int) -> dict[str, dict[str, Any]]:
    """Return the argument spec of `HostOptions`; `minimum` is the default of `minimum_population`."""
    return {
        "groups": {"type": "list", "elements": "str", "default": ["lp_services", "lp_customers"]},
        "vars_prefix": {"type": "str", "default": "lp_"},
        "minimum_population": {"type": "int", "default": minimum},
    }


@dataclass(frozen=True)
class FileOptions:
    """Where a job writes its files: the folder, the start of their names, and their permissions."""

    dest: Path
    basename: str
    mode: int

    def path(self, suffix: str) -> Path:
        """Return the absolute path of the file with this suffix, such as `html` or `junit.xml`."""
        return self.dest / f"{self.basename}.{suffix}"


@dataclass(frozen=True)
class HostOptions:
    """The inventory groups that a job reads, the prefix of the variables, and the minimum number of hosts."""

    groups: list[str]
    vars_prefix: str
    minimum_population: int


def file_options(options: Mapping[str, Any]) -> FileOptions:
    """Return the checked options from validated ones. Raises `OptionError`, which names the option."""
    return FileOptions(
        dest=directory("dest", options["dest"]),
        basename=_matching("basename", options["basename"], *_BASENAME),
        mode=permissions("mode", options["mode"]),
    )


def host_options(options: Mapping[str, Any]) -> HostOptions:
    """Return the checked options from validated ones. Raises `OptionError`, which names the option."""
    minimum = options["minimum_population"]
    if minimum < 0:
        raise OptionError(f"minimum_population must be 0 or more, not {minimum}")
    return HostOptions(
        groups=list(dict.fromkeys(map(clean_text, options["groups"]))),
        vars_prefix=_matching("vars_prefix", options["vars_prefix"], *_PREFIX),
        minimum_population=minimum,
    )


def instant(text: str | None) -> dt.datetime:
    """Return the start of the day (UTC) in `reference_date`, or the current time. Raises `OptionError`."""
    if text is None:
        return dt.datetime.now(dt.timezone.utc)
    try:
        return dt.datetime.combine(as_day(text.strip()), dt.time(), dt.timezone.utc)
    except ValueError:
        raise OptionError(f"reference_date must be a date such as 2026-12-31, not {text}") from None


def directory(name: str, text: str) -> Path:
    """Return the absolute path of an option for a folder. Raises `OptionError`, which names the option."""
    if "\0" in text:
        raise OptionError(f"{name} contains a character that is not allowed in a path")
    path = Path(clean_text(text)).absolute()
    try:
        taken = path.exists() and not path.is_dir()
    except OSError as error:  # a name that is too long, or a folder without permission
        raise OptionError(f"{name} {one_line(str(path), 200)!r} cannot be read: {error.strerror}") from None
    if taken:
        raise OptionError(f"{name} {str(path)!r} is not a directory")
    return path


def _matching(name: str, text: str, pattern: str, meaning: str) -> str:
    if not re.fullmatch(pattern, text):
        raise OptionError(f"{name} must be {meaning}, not {str.__str__(text)!r}")
    return clean_text(text)


def permissions(name: str, value: Any) -> int:
    """Return permissions from octal text, or from a number that YAML has already read as octal. Raises `OptionError`."""
    text = oct(value) if isinstance(value, int) and not isinstance(value, bool) else value
    # int() also accepts signs and underscores, which are not allowed here
    mode = int(text, 8) if isinstance(text, str) and re.fullmatch(r"\s*(0o)?[0-7]+\s*", text) else -1
    if not 0 <= mode <= 0o777:
        raise OptionError(f"{name} {value!r} is not an octal number of permissions, such as '0640'")
    return mode
