# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options of the event source, checked and typed. Pure.

A rulebook passes them untyped: values from its YAML, or the text that its own templates produced.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible.module_utils.common.validation import check_type_bool, check_type_float, check_type_int

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import (
    OPTIONS,
    Option,
    Settings,
    settings,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import KINDS, MINIMUMS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import DEFAULT_MATCH_BY, KEYS
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import (
    as_float,
    did_you_mean,
    given_list,
    is_blank,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import GROUPINGS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.options import NESTINGS, prefix
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.events import WATCHED, View

FIRST_RUNS = ("silent", "full")
# ansible-rulebook adds this argument to every source whose rulebook wants feedback
_NOT_OURS = frozenset({"eda_feedback_queue"})

_TYPES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "bool": (check_type_bool, "true or false"),
    "int": (check_type_int, "a whole number"),
    "float": (check_type_float, "a number"),
}

# option -> (default, choices), for lists and single choices
_CHOICES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "include": (KINDS, KINDS),
    "watch": (tuple(WATCHED), tuple(WATCHED)),
    "match_by": (DEFAULT_MATCH_BY, tuple(KEYS)),
    "group_by": ((), tuple(GROUPINGS)),
    "nested_groups": ((), NESTINGS),
}
# option -> (type, default, least), for numbers
_NUMBERS: dict[str, tuple[str, float, float]] = {
    "interval": ("float", 300.0, 1),
    "max_interval": ("float", 3600.0, 1),
    "trial_expiring_days": ("int", bands.EXPIRING_DAYS, 0),
    **dict.fromkeys(MINIMUMS.values(), ("int", 0, 0)),
    # Below half: half a list remains if one of two services behind the platform does not answer.
    "maximum_drop_percent": ("float", 40.0, 0),
}
_OTHERS = ("first_run", "allow_empty", "group_prefix")
OWN_OPTIONS: tuple[str, ...] = (*_CHOICES, *_NUMBERS, *_OTHERS)


@dataclass(frozen=True)
class WatchOptions:
    """The options of a rulebook. `interval` and `max_interval` are in seconds; `connection` is as given."""

    include: list[str]
    view: View
    first_run: str
    interval: float
    max_interval: float
    trial_expiring_days: int
    allow_empty: bool
    minimums: dict[str, int]
    maximum_drop_percent: float
    connection: dict[str, Any] = field(repr=False)

    @classmethod
    def read(cls, args: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> WatchOptions:
        """Return the options of a source. Connection options that are missing come from the environment.

        Raises `OptionError`, which names the option and never shows a secret value.
        """
        names = {option.name for option in OPTIONS}
        if unknown := sorted(str(name) for name in set(args) - names - set(OWN_OPTIONS) - _NOT_OURS):
            raise OptionError(f"unknown option of this event source: {did_you_mean(unknown, [*names, *OWN_OPTIONS])}")
        environ = os.environ if environ is None else environ
        lists = {name: _chosen(args.get(name), name) for name in _CHOICES}
        numbers = {name: _number(args.get(name), name) for name in _NUMBERS}
        first_run = FIRST_RUNS[0] if is_blank(args.get("first_run")) else str(args["first_run"])
        if first_run not in FIRST_RUNS:
            raise OptionError(f"first_run must be one of {', '.join(FIRST_RUNS)}, not {first_run}")
        given = args.get("group_prefix")
        group_prefix = prefix("lp_" if given is None else given, "group_prefix")
        connection = {option.name: _connection(option, args, environ) for option in OPTIONS}
        checked = settings(connection)
        return cls(
            include=lists["include"],
            view=View(
                watch=lists["watch"],
                match_by=lists["match_by"],
                group_by=lists["group_by"],
                nested_groups=lists["nested_groups"],
                group_prefix=group_prefix,
                platform=checked.platform,
                platform_name=checked.platform_name,
            ),
            first_run=first_run,
            interval=numbers["interval"],
            max_interval=max(numbers["interval"], numbers["max_interval"]),
            trial_expiring_days=int(numbers["trial_expiring_days"]),
            allow_empty=bool(_typed(args.get("allow_empty"), "bool", "allow_empty")),
            minimums={kind: int(numbers[option]) for kind, option in MINIMUMS.items()},
            maximum_drop_percent=numbers["maximum_drop_percent"],
            connection=connection,
        )

    def settings(self) -> Settings:
        """Return the checked connection options. Secret files are read again each time, so that secrets can be renewed."""
        return settings(self.connection)


def _typed(value: Any, type_: str, name: str) -> Any:
    """Return a value as its type; None if blank. Raises `OptionError` without the value, which may be secret."""
    if is_blank(value):
        return None
    if type_ not in _TYPES:
        return value
    convert, expected = _TYPES[type_]
    try:
        return convert(value)
    except (TypeError, ValueError, OverflowError):  # OverflowError: infinity as a whole number
        raise OptionError(f"{name} must be {expected}") from None


def _connection(option: Option, args: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    given = args.get(option.name)
    # an empty prefix is a choice, not a blank
    if option.name == "api_prefix" and given == "":
        return ""
    if is_blank(given):
        given = environ.get(option.env)
    if option.type in ("str", "path") and given is not None and not isinstance(given, str):
        given = str(given)
    return _typed(given, option.type, option.name)


def _chosen(value: Any, name: str) -> list[str]:
    default, choices = _CHOICES[name]
    given = given_list(value, name)
    chosen = list(default) if given is None else given
    if wrong := [item for item in chosen if item not in choices]:
        raise OptionError(f"{name}: {', '.join(wrong)} is not one of {', '.join(choices)}")
    return list(dict.fromkeys(chosen))


def _number(value: Any, name: str) -> float:
    type_, default, least = _NUMBERS[name]
    number = _typed(value, type_, name)
    if number is None:
        return default
    number = as_float(number)
    if not least <= number < float("inf"):
        raise OptionError(f"{name} must be {least:g} or more")
    return number
