# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all actions do with the arguments of their task before they look at them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_dict, given_list, is_blank


def validated(arguments: Mapping[str, Any], spec: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the arguments by their specification; what is blank has its default.

    An empty list is one: what it means is in `reading`. Lists and dictionaries may be text, as a survey or a variable
    of AWX hands them on. Raises `OptionError` with one line that names the option, and never the value of a secret.
    """
    given = {name: value for name, value in arguments.items() if not is_blank(value)}
    for name in [name for name in spec if name in given]:
        if spec[name]["type"] == "list":
            found = given_list(given[name], name)
            if found is None:
                del given[name]
            else:
                given[name] = found
        elif spec[name]["type"] == "dict":
            given[name] = as_dict(given[name], name)
        elif spec[name]["type"] == "int" and _is_infinite(given[name]):
            raise OptionError(f"{name} must be a whole number, not {given[name]}")
    result = ArgumentSpecValidator(dict(spec)).validate(given)
    if result.unsupported_parameters:
        unknown = ", ".join(sorted(map(str, result.unsupported_parameters)))
        raise OptionError(f"unknown option: {unknown}", hint=f"the options are {', '.join(spec)}")
    if result.error_messages:
        raise OptionError(result.error_messages[0])
    options: dict[str, Any] = result.validated_parameters
    return options


def _is_infinite(value: Any) -> bool:
    """Tell whether a number has no end: from ansible-core 2.18 on its validation raises OverflowError for such a one."""
    try:
        return math.isinf(float(value))
    except (TypeError, ValueError, OverflowError):
        return False
