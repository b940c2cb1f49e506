# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory plugin's own options, checked and typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import KINDS, MINIMUMS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import DEFAULT_MATCH_BY, KEYS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.vocabularies import UNKNOWN_VALUES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import (
    as_day,
    as_dict,
    as_float,
    called,
    given_list,
    is_blank,
    looks_like_list,
    structured,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    GROUPINGS,
    STALE,
    Grouping,
    Limits,
    groupings_of,
    needs_channels,
    needs_details,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import exported_variables

NESTINGS = ("license_family", "ms_tenant")
DUPLICATES = ("suffix", "warn", "fail")


@dataclass(frozen=True)
class InventoryOptions:
    """The options from the source file and the environment."""

    include: list[str]
    all_details: bool
    channels: bool
    metering: bool
    metering_tiers: bool
    numbers: bool
    selection: Selection
    unknown_values: str | None
    filters: list[tuple[bool, Any]]
    match_by: list[str]
    labels: dict[str, str]
    include_raw: bool
    groupings: list[Grouping]
    nested_groups: list[str]
    limits: Limits
    group_prefix: str
    vars_prefix: str
    fields: list[str]
    exported: frozenset[str] | None
    hostnames: list[str]
    duplicates: str
    always_enabled: bool
    cache_stale_on_error: int
    allow_empty: bool
    minimum_hosts: int
    minimums: dict[str, int]
    maximum_drop_percent: float | None

    @classmethod
    def read(cls, get: Callable[[str], Any], today: Callable[[], date] | None = None) -> InventoryOptions:
        """Return the options that `get` returns by name. Raises `OptionError` for the first wrong one."""
        group_by = _choices(get, "group_by", GROUPINGS, ())
        vars_prefix = prefix(get("vars_prefix"), "vars_prefix")
        fields = given_list(get("fields"), "fields") or []
        return cls(
            include=_choices(get, "include", KINDS, KINDS),
            all_details=bool(get("all_details")) or needs_details(group_by),
            channels=bool(get("channels")) or needs_channels(group_by),
            metering=bool(get("metering")),
            metering_tiers=bool(get("metering_tiers")),
            numbers=bool(get("numbers")),
            selection=Selection.read(get, ("license_types", "statuses", "sources", "names", "enabled")),
            unknown_values=None
            if is_blank(get("unknown_values"))
            else _choices(get, "unknown_values", UNKNOWN_VALUES)[0],
            filters=_filters(get("filters")),
            match_by=_choices(get, "match_by", KEYS, DEFAULT_MATCH_BY),
            labels={key: str(value) for key, value in as_dict(get("labels"), "labels").items() if not is_blank(value)},
            include_raw=bool(get("include_raw")),
            groupings=groupings_of(group_by),
            nested_groups=_choices(get, "nested_groups", NESTINGS, ()),
            limits=_limits(get, today),
            group_prefix=prefix(get("group_prefix"), "group_prefix"),
            vars_prefix=vars_prefix,
            fields=fields,
            exported=exported_variables(fields, vars_prefix),
            hostnames=_templates(get("hostnames"), "hostnames"),
            duplicates=_choices(get, "duplicates", DUPLICATES, DUPLICATES[:1])[0],
            always_enabled=bool(get("always_enabled")),
            cache_stale_on_error=int(_at_least(get, "cache_stale_on_error", 0)),
            allow_empty=bool(get("allow_empty")),
            minimum_hosts=int(_at_least(get, "minimum_hosts", 0)),
            minimums={kind: int(_at_least(get, option, 0)) for kind, option in MINIMUMS.items()},
            maximum_drop_percent=None
            if get("maximum_drop_percent") is None
            else _at_least(get, "maximum_drop_percent", 0),
        )

    def idle(self) -> list[str]:
        """Return the names of minimums that are set for a list that is not read."""
        return [MINIMUMS[kind] for kind, least in self.minimums.items() if least and kind not in self.include]

    def always(self) -> list[str]:
        """Return the names of the groups that exist even without hosts."""
        names = [name for grouping in self.groupings for name in grouping.always()]
        return [self.group_prefix + name for name in [*names, *([STALE] if self.cache_stale_on_error else [])]]

    @property
    def guards(self) -> list[str]:
        """The options in use that need an earlier reading of the platform."""
        given = {
            "maximum_drop_percent": self.maximum_drop_percent is not None,
            "cache_stale_on_error": bool(self.cache_stale_on_error),
        }
        return [name for name, is_given in given.items() if is_given]

    @property
    def early(self) -> bool:
        """Whether the operator's templates use variables before hosts have names."""
        return bool(self.filters or self.hostnames)


def _choices(get: Callable[[str], Any], option: str, choices: Iterable[str], default: Iterable[str] = ()) -> list[str]:
    given = given_list(get(option), option)
    chosen = list(default) if given is None else given
    wrong = [item for item in chosen if item not in choices]
    if wrong:
        raise OptionError(f"{option}: {', '.join(wrong)} is not one of {', '.join(choices)}")
    return list(dict.fromkeys(chosen))


def prefix(value: Any, option: str) -> str:
    """Return a prefix of names, or "". Raises `OptionError`, which names the option."""
    text = "" if value is None else str(value)
    # with a name of at most 200 characters, it stays below the 512 that AWX can store
    if not re.fullmatch(r"([A-Za-z_][A-Za-z0-9_]{0,99})?", text):
        raise OptionError(f"{option} must have at most 100 letters, digits and underscores, and not start with a digit")
    return text


def _at_least(get: Callable[[str], Any], option: str, least: float) -> float:
    value = as_float(get(option) or 0)
    if not least <= value < float("inf"):
        raise OptionError(f"{option} must be {least:g} or more, not {value:g}")
    return value


def _limits(get: Callable[[str], Any], today: Callable[[], date] | None) -> Limits:
    text = get("reference_date")
    try:
        day = as_day(str(text)) if not is_blank(text) else (today or _utc_today)()
    except ValueError:
        raise OptionError(f"reference_date must be a date such as 2026-12-31, not {text}") from None
    warning, grace = _at_least(get, "usage_warning_percent", 0), _at_least(get, "usage_grace_percent", 0)
    if not warning <= 100 <= grace:
        raise OptionError("usage_warning_percent must be at most 100, and usage_grace_percent at least 100")
    return Limits(day, int(_at_least(get, "trial_expiring_days", 0)), warning, grace)


def _utc_today() -> date:
    return datetime.now(timezone.utc).date()


def _templates(value: Any, option: str) -> list[str]:
    """Return a list of templates or expressions. Text is one of them, or a JSON or YAML list, never comma-separated."""
    if is_blank(value):
        return []
    if isinstance(value, str):
        if not looks_like_list(value):
            return [value]
        try:
            value = structured(value.strip())
        except ValueError:
            raise OptionError(f"{option} looks like a list but cannot be read as JSON or YAML") from None
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise OptionError(f"{option} must be a list of text")
    return [item for item in value if not is_blank(item)]


def _filters(value: Any) -> list[tuple[bool, Any]]:
    """Return (is_include, condition) in order from a list of dictionaries with one key, `include` or `exclude`."""
    if is_blank(value):
        return []
    if isinstance(value, str):
        try:
            value = structured(value.strip())
        except ValueError:
            raise OptionError("filters must be a list; its text cannot be read as JSON or YAML") from None
    if not isinstance(value, (list, tuple)):
        raise OptionError(f"filters must be a list, not {called(value)}")
    result: list[tuple[bool, Any]] = []
    for number, entry in enumerate(value, 1):
        if not isinstance(entry, dict) or len(entry) != 1 or not set(entry) <= {"include", "exclude"}:
            raise OptionError(f"filters: entry {number} must be a dictionary with one key, include or exclude")
        verb, condition = next(iter(entry.items()))
        if not isinstance(condition, (str, bool)):
            raise OptionError(f"filters: the condition of entry {number} must be an expression or a boolean")
        result.append((verb == "include", condition))
    return result
