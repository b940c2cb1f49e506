# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Types of the values that a person writes into a policy. Every error says where. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_day, called
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import as_written


def keys(data: Any, where: str, known: Sequence[str], required: Sequence[str] = ()) -> dict[str, Any]:
    """Return a dictionary with known keys only. Raises `OptionError`, which names the unknown or missing keys."""
    if not isinstance(data, Mapping):
        raise OptionError(f"{where} must be a dictionary, not {called(data)}")
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise OptionError(
            f"{where} has the unknown key{'s' * (len(unknown) > 1)} {', '.join(unknown)}; known are {', '.join(known)}"
        )
    missing = [key for key in required if key not in data]
    if missing:
        raise OptionError(f"{where} lacks {', '.join(missing)}")
    return dict(data)


def rows(value: Any, where: str) -> list[Any]:
    """Return a list. Raises `OptionError` for anything else."""
    if not isinstance(value, (list, tuple)):
        raise OptionError(f"{where} must be a list, not {called(value)}")
    return list(value)


def text(value: Any, where: str) -> str:
    """Return text with a visible character. Raises `OptionError` for anything else."""
    if not isinstance(value, str) or not value.strip():
        raise OptionError(f"{where} must be text, not {as_written(value)}")
    return value


def texts(value: Any, where: str) -> list[str]:
    """Return at least one text, from a list or a single text. Raises `OptionError` for anything else."""
    values = [value] if isinstance(value, str) else rows(value, where)
    if not values:
        raise OptionError(f"{where} must not be empty")
    return [text(item, where) for item in values]


def boolean(value: Any, where: str) -> bool:
    """Return a boolean. Raises `OptionError` for anything else."""
    if not isinstance(value, bool):
        raise OptionError(f"{where} must be true or false, not {as_written(value)}")
    return value


def one_of(value: Any, where: str, choices: Sequence[str]) -> str:
    """Return one of the choices. Raises `OptionError` for anything else."""
    if not isinstance(value, str) or value not in choices:
        raise OptionError(f"{where} must be one of {', '.join(choices)}, not {value}")
    return value


def day(value: Any, where: str) -> date:
    """Return a day from YAML's date or ISO text. Raises `OptionError` for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return as_day(value.strip())
    except (AttributeError, ValueError):
        raise OptionError(
            f"{where} must be a date such as 2026-12-31, not {value if isinstance(value, str) else as_written(value)}"
        ) from None
