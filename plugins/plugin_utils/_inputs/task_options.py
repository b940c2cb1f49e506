# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Checks the arguments of a task for all actions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_dict, given_list, is_blank
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import (
    mixed,
    register,
    secret_headers,
    without_mixed,
)


def validated(arguments: Mapping[str, Any], spec: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the arguments as their specification says; a blank one has its default.

    `reading` decides what an empty list means. Lists and dictionaries may be text, as from a survey or an AWX variable.
    Raises `OptionError`, which names the option but never shows a secret value.
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
    # Core registers secrets while it validates, and cannot be told to forget one.
    result = ArgumentSpecValidator(without_mixed(spec)).validate(given)
    for name in mixed(spec):
        found = result.validated_parameters.get(name)
        if isinstance(found, Mapping):
            register(secret_headers(found))
    if result.unsupported_parameters:
        unknown = ", ".join(sorted(map(str, result.unsupported_parameters)))
        raise OptionError(f"unknown option: {unknown}", hint=f"the options are {', '.join(spec)}")
    if result.error_messages:
        raise OptionError(result.error_messages[0])
    options: dict[str, Any] = result.validated_parameters
    return options


def arguments_of(task: Any, spec: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the arguments of an action's task, see `with_environment`."""
    return with_environment(task.args, getattr(task, "environment", None), spec)


def with_environment(
    arguments: Mapping[str, Any], environment: Any, spec: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    """Return the arguments, with missing ones that have a variable taken from the `environment` of task and play.

    Core passes that environment only to modules; an action runs in Ansible's own process.
    """
    found: dict[str, Any] = {}
    for part in environment if isinstance(environment, (list, tuple)) else [environment]:
        if isinstance(part, Mapping):
            # blank text means that nothing is set, as in the environment of the process
            found.update({name: value for name, value in part.items() if not is_blank(value)})
    given = {
        name: found[variable]
        for name, option in spec.items()
        if "fallback" in option
        for variable in option["fallback"][1]
        if variable in found and is_blank(arguments.get(name))
    }
    return {**arguments, **given}


def _is_infinite(value: Any) -> bool:
    """Return whether a number is infinite: from ansible-core 2.18 on, validation raises OverflowError for it."""
    try:
        return math.isinf(float(value))
    except (TypeError, ValueError, OverflowError):
        return False
