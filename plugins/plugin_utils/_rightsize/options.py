# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of `write_rightsize_plan` and `write_rightsize_result`: specifications, and checks that these cannot express."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import (
    ENV_PREFIX,
    env_unless_blank,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import CUSTOMER_LICENSES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.vocabularies import UNKNOWN_VALUES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import refuse_nobody
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import (
    FileOptions,
    HostOptions,
    file_options,
    file_spec,
    host_options,
    host_spec,
    instant,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.plan import DIRECTIONS, Seats

FORMATS = ("txt", "json", "csv")
FAMILIES = tuple(dict.fromkeys(license_.family for license_ in CUSTOMER_LICENSES.values()))

# the same as in the modules' documentation; a test compares them
PLAN_SPEC: dict[str, dict[str, Any]] = {
    "source": {"type": "str", "choices": ["inventory", "api"], "default": "inventory"},
    **host_spec(minimum=1),
    "platform": {"type": "str"},
    "factors": {"type": "str"},
    "preview": {"type": "bool", "default": False},
    "plan": {"type": "path"},
    "license_types": {"type": "list", "elements": "str"},
    "license_families": {"type": "list", "elements": "str", "choices": list(FAMILIES)},
    "names": {"type": "list", "elements": "str"},
    "unknown_values": {
        "type": "str",
        "choices": list(UNKNOWN_VALUES),
        "fallback": (env_unless_blank, [f"{ENV_PREFIX}UNKNOWN_VALUES"]),
    },
    "headroom_percent": {"type": "float", "default": 10.0},
    "headroom": {"type": "int", "default": 0},
    "round_to": {"type": "int", "default": 5},
    "floor": {"type": "int", "default": 5},
    "ceiling": {"type": "int"},
    "directions": {"type": "list", "elements": "str", "choices": list(DIRECTIONS), "default": list(DIRECTIONS)},
    "minimum_difference": {"type": "int", "default": 10},
    "tier_rules": {"type": "raw"},
    "waivers": {"type": "raw"},
    "protect": {"type": "list", "elements": "str"},
    "apply": {"type": "bool", "default": False},
    "max_changes": {"type": "int", "default": 10},
    **file_spec(basename="license_rightsize"),
    "formats": {"type": "list", "elements": "str", "choices": list(FORMATS), "default": list(FORMATS)},
    "csv_bom": {"type": "bool", "default": False},
    "reference_date": {"type": "str"},
}
RESULT_SPEC: dict[str, dict[str, Any]] = {
    "planned": {"type": "str", "required": True},
    "applied": {"type": "str", "required": True},
    **{name: PLAN_SPEC[name] for name in ("dest", "basename", "reference_date", "mode")},
}
# smallest value of each number
_LEAST = {
    **dict.fromkeys(("headroom_percent", "headroom", "floor", "ceiling", "minimum_difference", "max_changes"), 0),
    "round_to": 1,
}
# a larger number is a typing mistake: no platform has so many seats
MOST = 10_000_000


@dataclass(frozen=True)
class PlanOptions:
    """The checked options of a plan; `plan` is a path or ""."""

    hosts: HostOptions
    files: FileOptions
    source: str
    platform: str
    factors: str
    preview: bool
    plan: str
    selection: Selection
    unknown_values: str | None
    seats: Seats
    tier_rules: Any
    waivers: Any
    protect: list[str]
    apply: bool
    max_changes: int
    formats: list[str]
    csv_bom: bool
    today: dt.date


@dataclass(frozen=True)
class ResultOptions:
    """The checked options of a result: the names of two variables, and where to write files."""

    files: FileOptions
    planned: str
    applied: str
    today: dt.date


def read_plan_options(arguments: Mapping[str, Any]) -> PlanOptions:
    """Return the checked options from a task's arguments; a blank one has its default.

    Raises `OptionError`, which names the option.
    """
    options = validated(arguments, PLAN_SPEC)
    refuse_nobody(options)
    for name, least in _LEAST.items():
        if options[name] is not None and not least <= options[name] <= MOST:
            raise OptionError(f"{name} must be a number from {least} to {MOST}, not {options[name]}")
    if options["ceiling"] is not None and options["ceiling"] < options["floor"]:
        raise OptionError(f"ceiling ({options['ceiling']}) must not be below floor ({options['floor']})")
    return PlanOptions(
        hosts=host_options(options),
        files=file_options(options),
        source=clean_text(options["source"]),
        platform=clean_text(options["platform"] or ""),
        factors=clean_text(options["factors"] or ""),
        preview=options["preview"],
        plan=clean_text(options["plan"] or ""),
        selection=Selection.read(options.get, ("license_types", "license_families", "names")),
        unknown_values=options["unknown_values"],
        seats=Seats(
            headroom_percent=options["headroom_percent"],
            headroom=options["headroom"],
            round_to=options["round_to"],
            floor=options["floor"],
            ceiling=options["ceiling"],
            directions=tuple(name for name in DIRECTIONS if name in options["directions"]),
            minimum_difference=options["minimum_difference"],
        ),
        tier_rules=options["tier_rules"],
        waivers=options["waivers"],
        protect=list(dict.fromkeys(clean_text(entry).lower() for entry in options["protect"] or ())),
        apply=options["apply"],
        max_changes=options["max_changes"],
        formats=[name for name in FORMATS if name in options["formats"]],
        csv_bom=options["csv_bom"],
        today=instant(options["reference_date"]).date(),
    )


def read_result_options(arguments: Mapping[str, Any]) -> ResultOptions:
    """Return the checked options from a task's arguments. Raises `OptionError`, which names the option."""
    options = validated(arguments, RESULT_SPEC)
    return ResultOptions(
        files=file_options(options),
        planned=clean_text(options["planned"]),
        applied=clean_text(options["applied"]),
        today=instant(options["reference_date"]).date(),
    )
