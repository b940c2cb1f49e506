# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Values that arrive as text: surveys, environment variables, AWX source variables."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# types, and what they are called in messages: the same on every ansible-core, which has subclasses of its own
_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "a boolean"),
    (int, "a number"),
    (float, "a number"),
    (str, "text"),
    (Mapping, "a dictionary"),
    (Sequence, "a list"),
    (type(None), "null"),
)


def called(value: Any) -> str:
    """Return what a value is, in words that are the same on every ansible-core."""
    return next((words for type_, words in _TYPES if isinstance(value, type_)), type(value).__name__)


def is_blank(value: Any) -> bool:
    """Tell whether an option value means "not set": nothing, or text without a visible character."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_day(text: str) -> date:
    """Return the day that YYYY-MM-DD names. Raises C(ValueError) for anything else.

    From Python 3.11 on C(date.fromisoformat) reads other forms too, such as 20261231 and the week 2026-W53-4.
    """
    if not _DAY.fullmatch(text):
        raise ValueError("not YYYY-MM-DD")
    return date.fromisoformat(text)


def as_float(value: float | str) -> float:
    """Return a number as a float, a whole one of hundreds of digits as infinity. Raises C(ValueError), C(TypeError)."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def structured(text: str) -> Any:
    """Return the list or dictionary that C(text) spells as JSON, in Python's own notation or as YAML.

    AWX hands dictionaries and lists of source variables on as Python's string form, so JSON alone will not do.
    Raises C(ValueError) where it is none of them.
    """
    # "- 5" is a list of one to YAML, and to Python a negative number
    readers = (_from_yaml,) if text.lstrip().startswith("- ") else (json.loads, ast.literal_eval, _from_yaml)
    for read in readers:
        with suppress(SyntaxError, TypeError, ValueError, MemoryError, RecursionError):
            return read(text)
    raise ValueError("neither JSON, nor a Python literal, nor YAML")


def looks_like_list(text: str) -> bool:
    """Tell whether text is to be read as a list that is spelled out, not as its only item or items."""
    return text.lstrip().startswith(("[", "- "))


def _from_yaml(text: str) -> Any:
    """Return a list or dictionary written as YAML, everything in it as text. Raises C(ValueError)."""
    try:
        import yaml  # noqa: PLC0415  ansible-core brings it to where it runs, not to every Python of a module
    except ImportError as error:
        raise ValueError("YAML cannot be read here") from error
    try:
        # this loader makes nothing but text: 0012 stays as it is written
        value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError("no YAML") from error
    if not isinstance(value, (list, dict)):
        raise ValueError("neither a list nor a dictionary")
    if isinstance(value, dict) and any(":" in str(key) and item == "" for key, item in value.items()):
        # {pro:Gold} is one key to YAML
        raise ValueError("a colon without a blank after it")
    return value


def as_list(value: Any, option: str) -> list[str]:
    """Return a list of stripped strings from a list, or from text that is JSON, YAML or separated by commas or newlines.

    Raises L(OptionError) naming the option for anything else.
    """
    if is_blank(value):
        return []
    if isinstance(value, str):
        if looks_like_list(value):
            try:
                value = structured(value.strip())
            except ValueError:
                raise OptionError(f"{option} looks like a list but cannot be read as JSON or YAML") from None
        else:
            value = value.replace("\n", ",").split(",")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = [value]
    if not isinstance(value, (list, tuple)):
        raise OptionError(f"{option} must be a list, not {called(value)}")
    if wrong := [item for item in value if isinstance(item, (list, tuple, Mapping))]:
        raise OptionError(f"{option} must be a list of values, but one of them is {called(wrong[0])}")
    return [str(item).strip() for item in value if not is_blank(item)]


def as_dict(value: Any, option: str) -> dict[str, Any]:
    """Return a dictionary from a dictionary or from its text as JSON or YAML. Raises L(OptionError) naming the option."""
    if is_blank(value):
        return {}
    if isinstance(value, str):
        try:
            value = structured(value.strip())
        except ValueError:
            raise OptionError(f"{option} must be a dictionary; its text cannot be read as JSON or YAML") from None
    if not isinstance(value, Mapping):
        raise OptionError(f"{option} must be a dictionary, not {called(value)}")
    return {str(key): item for key, item in value.items()}
