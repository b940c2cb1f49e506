# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Values that arrive as text: surveys, environment variables, AWX source variables. Private to the collection."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError


def is_blank(value: Any) -> bool:
    """Tell whether an option value means "not set": nothing, or text without a visible character."""
    return value is None or (isinstance(value, str) and not value.strip())


def structured(text: str) -> Any:
    """Return the list or dictionary that C(text) spells as JSON or in Python's own notation.

    AWX hands dictionaries and lists of source variables on as Python's string form, so JSON alone will not do.
    Raises C(ValueError) where it is neither.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        try:
            return ast.literal_eval(text)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            raise ValueError("neither JSON nor a Python literal") from error


def as_list(value: Any, option: str) -> list[str]:
    """Return a list of stripped strings from a list, or from text that is JSON or separated by commas or newlines.

    Raises L(OptionError) naming the option for anything else.
    """
    if is_blank(value):
        return []
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            try:
                value = structured(value.strip())
            except ValueError:
                raise OptionError(f"{option} looks like a list but cannot be read as JSON") from None
        else:
            value = value.replace("\n", ",").split(",")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = [value]
    if not isinstance(value, (list, tuple)) or any(isinstance(item, (list, tuple, Mapping)) for item in value):
        raise OptionError(f"{option} must be a list of values, not {type(value).__name__}")
    return [str(item).strip() for item in value if not is_blank(item)]


def as_dict(value: Any, option: str) -> dict[str, Any]:
    """Return a dictionary from a dictionary or from its JSON text. Raises L(OptionError) naming the option."""
    if is_blank(value):
        return {}
    if isinstance(value, str):
        try:
            value = structured(value.strip())
        except ValueError:
            raise OptionError(f"{option} must be a dictionary; its text cannot be read as JSON") from None
    if not isinstance(value, Mapping):
        raise OptionError(f"{option} must be a dictionary, not {type(value).__name__}")
    return {str(key): item for key, item in value.items()}
