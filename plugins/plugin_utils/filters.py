# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The filters for playbooks. Pure.

Records may come from a module, from facts, or from host variables without the inventory's prefix. Errors are
`OptionError`, which the filter plugin turns into a filter's error.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timezone
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import licenses, name_patterns
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.names import word
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_day, as_float, called

Record = Mapping[str, Any]


def group_records(records: Iterable[Record], by: str) -> dict[str, list[Record]]:
    """Return value -> records with that value, for any field, sorted by value.

    A record belongs to the group of every item of a list. Null and empty values are `unknown`, booleans are `true` and
    `false`: keys are always text.
    """
    groups: dict[str, list[Record]] = {}
    for number, record in enumerate(_records(records), 1):
        if by not in record:
            raise OptionError(f"record {number} has no field {by}")
        value = record[by]
        for item in dict.fromkeys(_key(part) for part in (value if isinstance(value, list) and value else [value])):
            groups.setdefault(item, []).append(record)
    return dict(sorted(groups.items()))


def license_label(value: Any, labels: Mapping[str, str] | None = None) -> str:
    """Return the label of a license type: the site's label from `labels`, else the vendor's, else the type itself.

    `value` is a license type (slug), a customer's license code, or a record.
    """
    if labels and not isinstance(labels, Mapping):
        raise OptionError(f"labels must be a dictionary of license types and labels, not {called(labels)}")
    sites = licenses.by_slug(labels or {})
    if isinstance(value, Mapping):
        own = str(value.get("license_label") or "")
        value = value.get("license_type")
        if own and value not in sites:
            return own
    if isinstance(value, int) and not isinstance(value, bool):
        return licenses.label(licenses.customer_license(value), sites)
    if value is not None and not isinstance(value, str):
        raise OptionError(f"expected a license type, a license code or a record, not {called(value)}")
    given = str(value or licenses.UNKNOWN).lower()
    slug = word(given)
    return str(sites.get(slug) or licenses.LABELS.get(slug, given))


def usage_band(
    record: Record,
    warning_percent: float | str = bands.WARNING_PERCENT,
    grace_percent: float | str = bands.GRACE_PERCENT,
) -> str:
    """Return one of `bands.USAGE_BANDS` for a customer or a joined service, else `none`."""
    _a_record(record)
    warning, grace = _percent(warning_percent, "warning_percent"), _percent(grace_percent, "grace_percent")
    if not warning <= 100 <= grace:
        raise OptionError("warning_percent must be at most 100, and grace_percent at least 100")
    return bands.band_of(record, warning, grace) or "none"


def trial_state(record: Record, expiring_days: int | str = bands.EXPIRING_DAYS, today: str | None = None) -> str:
    """Return `active`, `expiring`, `expired` or `none` for the trial of a service."""
    _a_record(record)
    status, expires = record.get("trial_status") or "", record.get("trial_expires")
    return bands.trial_state(status, expires, _day(today), _days(expiring_days, "expiring_days"))


def expiring_within(
    records: Iterable[Record], days: int | str, field: str = "trial_expires", today: str | None = None
) -> list[Record]:
    """Return the records whose date in `field` is today or within the next `days` days, soonest first.

    Raises `OptionError` if no record has the field: it is probably misspelled, and nothing would ever expire.
    """
    first = _day(today)
    last = bands.day_after(first, _days(days, "days"))
    known = _records(records)
    if known and not any(field in record for record in known):
        raise OptionError(f"no record has a field {field}")
    dated = [(str(record.get(field) or "")[:10], record) for record in known]
    found = [(day, record) for day, record in dated if day and first.isoformat() <= day <= last.isoformat()]
    return [record for _day_, record in sorted(found, key=lambda pair: pair[0])]


def select_groups(groups: Mapping[str, Sequence[str]], patterns: Any) -> dict[str, list[str]]:
    """Return the groups (name -> hosts) that match a name or shell pattern, sorted by name; none for an empty list.

    Names are read as `name_patterns` says. The exact spelling comes first, because names of groups may differ in case
    only. Raises `OptionError` for a name without pattern characters that is not a group: the inventory was probably not
    read.
    """
    if not isinstance(groups, Mapping):
        raise OptionError(f"expected groups with their hosts, as in the variable groups, not {called(groups)}")
    wanted = [patterns] if isinstance(patterns, str) else patterns
    if not isinstance(wanted, Sequence) or not all(isinstance(pattern, str) for pattern in wanted):
        raise OptionError("patterns must be a name or shell pattern, or a list of them")
    found: dict[str, list[str]] = {}
    for pattern in map(str.strip, wanted):
        meant = name_patterns.covered([pattern], groups)
        names = [pattern] if pattern in groups else [name for name in groups if name_patterns.folded(name) in meant]
        if not names and not any(char in pattern for char in "*?["):
            raise OptionError(f"there is no group {pattern} in the inventory; was the inventory source read?")
        found.update((name, list(groups[name])) for name in names)
    return dict(sorted(found.items()))


def idle_patterns(groups: Mapping[str, Sequence[str]], patterns: Any) -> list[str]:
    """Return the patterns of `select_groups` that match no group; they are probably misspelled."""
    wanted = [patterns] if isinstance(patterns, str) else patterns
    return name_patterns.idle(wanted, groups)


def _records(records: Any) -> list[Record]:
    if isinstance(records, (str, Mapping)) or not isinstance(records, Iterable):
        raise OptionError(f"expected a list of records, not {called(records)}")
    found = list(records)
    for record in found:
        _a_record(record)
    return found


def _a_record(record: Any) -> None:
    if not isinstance(record, Mapping):
        raise OptionError(f"expected a record of a service or a customer, not {called(record)}")
    if "kind" not in record:
        raise OptionError("expected a record of a service or a customer, not a dictionary without kind")


def _key(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "unknown"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _day(today: str | None) -> date:
    """Return the day of an ISO date, or today (UTC)."""
    if not today:
        return datetime.now(timezone.utc).date()
    try:
        return as_day(str(today)[:10])
    except ValueError:
        raise OptionError(f"today must be a date such as 2026-12-31, not {today}") from None


def _days(value: Any, name: str) -> int:
    try:
        days = int(value)
    except (TypeError, ValueError, OverflowError):
        days = -1
    if not 0 <= days <= bands.MOST_DAYS:
        raise OptionError(f"{name} must be a number of days from 0 to {bands.MOST_DAYS}, not {value}")
    return days


def _percent(value: Any, name: str) -> float:
    try:
        percent = as_float(value)
    except (TypeError, ValueError):
        percent = math.nan
    if not math.isfinite(percent):
        raise OptionError(f"{name} must be a number, not {value}")
    return percent
