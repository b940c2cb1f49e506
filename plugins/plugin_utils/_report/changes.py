# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What has changed since an earlier report. Pure.

Objects are the same by platform, kind and id, so that a new name is a new name. What either report could not read, or left
out, is no change.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import by_people
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.objects import Key, Seen, objects
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.previous import Previous, Scope
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.totals import TOTALS, Total
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import day

# kinds of change, in the order in which they are shown
CHANGES = ("new", "gone", "license", "seats", "state", "trial_begun", "trial_ended", "renamed")
_DISABLED = "disabled"


class Change(TypedDict):
    """One thing that has changed: which, of what object, from what to what.

    `before` and `after` are labels of licenses, numbers of seats, states, dates on which a trial ends (null: none), or names;
    of a new object only `after` is there, of one that is gone only `before`: the license.
    """

    change: str
    kind: str
    platform: str
    id: Any
    subject: str
    name: str
    before: Any
    after: Any


class Changes(TypedDict):
    """What has changed since the time of an earlier report: totals, objects, and how many of each kind of change."""

    since: str
    totals: dict[str, float]
    items: list[Change]
    counts: dict[str, int]


class Now(NamedTuple):
    """What of a report is compared with an earlier one; `unread` as in the document."""

    rows: Any
    totals: Mapping[str, Any]
    unread: Mapping[str, int]
    scope: Scope
    today: dt.date
    many: bool


class _Pair(NamedTuple):
    """What two reports know of one object, each with the day of its report."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    then: dt.date
    today: dt.date

    def know(self, *fields: str) -> bool:
        """Tell whether both reports know these fields."""
        return all(field in self.before and field in self.after for field in fields)


# what was and what is, or nothing where that is no change
_Found = tuple[Any, Any] | None


def changes(now: Now, previous: Previous) -> Changes:
    """Return what has changed since an earlier report."""
    before, after = objects(previous.rows, many=now.many), objects(now.rows, many=now.many)
    items = [
        *_come_and_gone(before, after, previous.scope, now.scope),
        *_changed(before, after, previous.day, now.today),
    ]
    counts = Counter(item["change"] for item in items)
    return {
        "since": previous.generated_at,
        "totals": _totals(now, previous),
        "items": sorted(items, key=_order),
        "counts": {change: counts[change] for change in CHANGES},
    }


def _come_and_gone(before: Mapping[Key, Seen], after: Mapping[Key, Seen], then: Scope, now: Scope) -> Iterator[Change]:
    """Yield what only one report has, where the other one would have it."""
    if then.groups != now.groups:
        return
    for key, seen in after.items():
        if key not in before and then.has(key):
            yield _change("new", key, seen, None, _license(seen.known))
    for key, seen in before.items():
        if key not in after and now.has(key):
            yield _change("gone", key, seen, _license(seen.known), None)


def _changed(before: Mapping[Key, Seen], after: Mapping[Key, Seen], then: dt.date, today: dt.date) -> Iterator[Change]:
    for key, seen in after.items():
        if key in before:
            pair = _Pair(before[key].known, seen.known, then, today)
            for change, compare in _COMPARED.items():
                found = compare(pair)
                if found is not None:
                    yield _change(change, key, seen, *found)
            if _is_named_alike(pair) and before[key].name != seen.name:
                yield _change("renamed", key, seen, before[key].name, seen.name)


def _license(known: Mapping[str, Any]) -> Any:
    return known.get("license_label") or known.get("license_type")


def _of_license(pair: _Pair) -> _Found:
    if not pair.know("license_type") or pair.before["license_type"] == pair.after["license_type"]:
        return None
    return _license(pair.before), _license(pair.after)


def _of_seats(pair: _Pair) -> _Found:
    if not pair.know("licensed_users") or pair.before["licensed_users"] == pair.after["licensed_users"]:
        return None
    return pair.before["licensed_users"], pair.after["licensed_users"]


def _of_state(pair: _Pair) -> _Found:
    if not pair.know("status") or ("enabled" in pair.before) != ("enabled" in pair.after):
        return None
    before, after = _state(pair.before), _state(pair.after)
    return None if before == after else (before, after)


def _state(known: Mapping[str, Any]) -> Any:
    return _DISABLED if known.get("enabled") is False else known["status"]


def _of_trial(begun: bool) -> Callable[[_Pair], _Found]:
    """Return what tells whether a trial has begun, or ended."""

    def compare(pair: _Pair) -> _Found:
        if not pair.know("trial_status", "trial_expires"):
            return None
        was, is_ = _runs(pair.before, pair.then), _runs(pair.after, pair.today)
        if was == is_ or is_ is not begun:
            return None
        return day(pair.before["trial_expires"]), day(pair.after["trial_expires"])

    return compare


def _runs(known: Mapping[str, Any], today: dt.date) -> bool:
    """Tell whether a trial runs on a day."""
    state = bands.trial_state(str(known["trial_status"] or ""), day(known["trial_expires"]), today)
    return state in ("active", "expiring")


_COMPARED: dict[str, Callable[[_Pair], _Found]] = {
    "license": _of_license,
    "seats": _of_seats,
    "state": _of_state,
    "trial_begun": _of_trial(begun=True),
    "trial_ended": _of_trial(begun=False),
}


def _is_named_alike(pair: _Pair) -> bool:
    """Tell whether both reports know names of the same fields: else the shown name differs, and nobody has renamed anything."""
    names = [{field for field in ("full_name", "name") if field in known} for known in (pair.before, pair.after)]
    return bool(names[0]) and names[0] == names[1]


def _change(change: str, key: Key, seen: Seen, before: Any, after: Any) -> Change:
    platform, kind, _ident = key
    return {
        "change": change,
        "kind": kind,
        "platform": platform,
        "id": seen.ident,
        "subject": seen.subject,
        "name": seen.name,
        "before": before,
        "after": after,
    }


def _order(item: Change) -> tuple[Any, ...]:
    return CHANGES.index(item["change"]), by_people(item["name"]), item["platform"], item["subject"]


def _totals(now: Now, previous: Previous) -> dict[str, float]:
    """Return the differences of the totals that both reports have and that were counted from the same things."""
    if not now.scope.is_like(previous.scope):
        return {}
    found = {}
    for total in TOTALS:
        before, after = _number(previous.totals.get(total.name)), _number(now.totals.get(total.name))
        if before is not None and after is not None and _is_comparable(total, now, previous):
            found[total.name] = after - before
    return found


def _is_comparable(total: Total, now: Now, previous: Previous) -> bool:
    """Tell whether both reports read the kinds and all the fields that a total is counted from."""
    if any(field in unread for field in total.fields for unread in (now.unread, previous.unread)):
        return False
    return all(now.scope.kinds_of(kind) == previous.scope.kinds_of(kind) for kind in total.kinds)


def _number(value: Any) -> float | None:
    return value if is_number(value) else None
