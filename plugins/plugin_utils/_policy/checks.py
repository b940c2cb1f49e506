# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The closed set of checks that a policy consists of. To add one: a function that makes it, and a row in `CHECKS`. Pure Python.

A check is data (a dictionary with `type`). It is validated completely when it is made, so its functions can be
short and fast.

A field whose value is not known never breaks a rule, except for `missing` and for `state` with `not_in`: missing
knowledge is a finding only if a rule asks for it. A field that the record does not even have (the source left it out,
or nobody read that detail) breaks no rule at all.

Testing a record is one cheap function, because it runs for every record and rule. The sentence about it is made only
for findings.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Remembered
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import as_written
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import matching, words
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.check_parameters import (
    FIELD_TYPES,
    POOL_PARTS,
    Param,
    any_field,
    date_field,
    days,
    list_field,
    number,
    number_field,
    plain_fields,
    pool_bands,
    pool_part,
    regex,
    text_field,
    true,
    usage_bands,
    values,
)

Record = Mapping[str, Any]
Test = Callable[[Record], bool]
Given = Mapping[str, Any]
Types = Mapping[str, str]

# values that a check of states remembers
_MOST_VALUES = 1000
EMPTY: tuple[Any, ...] = (None, "", [], {}, "unknown")


@dataclass(frozen=True)
class Check:
    """A check, ready for use: whether a record breaks it, what to say then, and the fields that it uses."""

    breaks: Test
    message: Callable[[Record], str]
    fields: tuple[str, ...]


# bound -> its comparison, and the words for it
_COMPARE: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "above": (operator.gt, "above"),
    "at_least": (operator.ge, "at least"),
    "below": (operator.lt, "below"),
    "at_most": (operator.le, "at most"),
}


def _threshold(given: Given, _types: Types, _today: date) -> Check:
    bound = next(name for name in _COMPARE if name in given)
    return (_share if "of" in given else _amount)(given, given[bound], *_COMPARE[bound])


def _amount(given: Given, limit: float, compare: Callable[[Any, Any], bool], bound: str) -> Check:
    field = given["field"]

    def breaks(record: Record) -> bool:
        value = record.get(field)
        return value is not None and compare(value, limit)

    return Check(
        breaks,
        lambda record: f"{words.field(field)}: {words.figure(record[field])}, {bound} {words.figure(limit)}",
        (field,),
    )


def _share(given: Given, limit: float, compare: Callable[[Any, Any], bool], bound: str) -> Check:
    field, of = given["field"], given["of"]

    def breaks(record: Record) -> bool:
        value, whole = record.get(field), record.get(of)
        if value is None or whole is None:
            return False
        # multiplied, because a rounded share may cross the bound; 0 of 0 has no share
        return compare(value * 100, whole * limit) and (value != 0 or whole != 0)

    def message(record: Record) -> str:
        value, whole = record[field], record[of]
        percent = f" ({value * 100 / whole:,.1f} %)" if whole else ""
        amount = f"{words.figure(value)} of {words.figure(whole)}{percent}"
        return f"{words.field(field)}: {amount}, {bound} {words.figure(limit)} %"

    return Check(breaks, message, (field, of))


def _band(given: Given, types: Types, _today: date) -> Check:
    if "active_users" not in types and "customer_active_users" not in types:
        raise OptionError("check band: an instance has no seats of its own; its license is judged by the check pool")
    wanted = frozenset(given["in"])
    warning = given.get("warning_percent", bands.WARNING_PERCENT)
    grace = given.get("grace_percent", bands.GRACE_PERCENT)
    # the same rule as in the inventory: otherwise more seats than acquired could be called ok
    if not given.get("warning_percent", 100) <= 100 <= given.get("grace_percent", 100):
        raise OptionError("check band: warning_percent must be at most 100, and grace_percent at least 100")
    # a service has no seats of its own, but carries those of its customer
    prefix = "" if "active_users" in types else "customer_"
    active, licensed = f"{prefix}active_users", f"{prefix}licensed_users"

    def breaks(record: Record) -> bool:
        return bands.band_of(record, warning, grace) in wanted

    def message(record: Record) -> str:
        used, acquired = record[active], record[licensed]
        share = f" ({used * 100 / acquired:,.1f} %)" if acquired else ""
        return f"{words.figure(used)} seats in use of {words.figure(acquired)} acquired{share}"

    return Check(breaks, message, (active, licensed))


def _pool(given: Given, _types: Types, _today: date) -> Check:
    part, wanted = given["of"], frozenset(given["in"])
    (taken, limit), band = POOL_PARTS[part], f"{part}_band"
    what = "users of the instance's license acquired by customers"
    if part == "tenants":
        what = "tenants of the instance's license in use"

    def message(record: Record) -> str:
        amount = f"{words.figure(record[taken])} of {words.figure(record[limit])}"
        return f"{amount} {what} ({record[f'{part}_percent']:,.1f} %)"

    return Check(lambda record: record.get(band) in wanted, message, (limit, taken, band))


def _expiry(given: Given, _types: Types, today: date) -> Check:
    field, within = given["field"], given.get("within_days")
    # dates are ISO 8601: text order is date order
    first, last = today.isoformat(), bands.day_after(today, within or 0).isoformat()

    def is_near(record: Record) -> bool:
        value: str = record.get(field) or ""
        return first <= value[:10] <= last

    def is_over(record: Record) -> bool:
        value: str = record.get(field) or ""
        return "" < value < first

    def message(record: Record) -> str:
        day = record[field][:10]
        left = (date.fromisoformat(day) - today).days
        when = "today" if left == 0 else f"in {_in_days(left)}" if left > 0 else f"{_in_days(-left)} ago"
        return f"{words.field(field)} {'ended' if left < 0 else 'ends'} {day}, {when}"

    return Check(is_over if within is None else is_near, message, (field,))


def _state(given: Given, types: Types, _today: date) -> Check:
    found = [_state_of(field, given, types) for field in given["field"]]
    if len(found) == 1:
        return found[0]
    tests = [check.breaks for check in found]

    # a plain loop: a generator for every record costs more than the tests
    def breaks(record: Record) -> bool:
        for test in tests:  # noqa: SIM110
            if test(record):
                return True
        return False

    return Check(
        breaks,
        lambda record: "; ".join(check.message(record) for check in found if check.breaks(record)),
        tuple(field for check in found for field in check.fields),
    )


def _state_of(field: str, given: Given, types: Types) -> Check:
    negative = "not_in" in given
    _refuse_unfitting(field, given, types[field])
    written = given["not_in" if negative else "in"]
    accepted = frozenset(item.strip().lower() if isinstance(item, str) else item for item in written)
    others = tuple(written) if negative else ()

    # null counts as empty text if records hold empty text instead of null
    of_text = TYPES[types[field]].missing() == ""

    def is_accepted(value: Any) -> bool:
        if of_text:
            return (value or "").strip().lower() in accepted
        return (value.lower() if isinstance(value, str) else value) in accepted

    # a handful of values, in however many records
    known = Remembered(is_accepted, _MOST_VALUES)

    def is_in(record: Record) -> bool:
        return field in record and known[record[field]]

    def is_not_in(record: Record) -> bool:
        return field in record and not known[record[field]]

    return Check(is_not_in if negative else is_in, lambda record: words.state(record, field, others), (field,))


def _refuse_unfitting(field: str, given: Given, type_: str) -> None:
    """Raise `OptionError` for a value that a field of this type never has: nothing would ever break such a rule."""
    wanted, held = TYPES[type_].holds, TYPES[type_].words
    name = "not_in" if "not_in" in given else "in"
    for item in given[name]:
        if not isinstance(item, wanted) or (isinstance(item, bool) and bool not in wanted):
            raise OptionError(f"check state: {name}: {field} is {held}, and never {as_written(item)}")


def _match(given: Given, _types: Types, _today: date) -> Check:
    field, other = given["field"], given["with"]

    def breaks(record: Record) -> bool:
        left, right = record.get(field), record.get(other)
        return left != right and left not in EMPTY and right not in EMPTY

    return Check(
        breaks,
        lambda record: (
            f"{words.field(field)} is {words.value(record[field])}, "
            f"but {words.field(other)} is {words.value(record[other])}"
        ),
        (field, other),
    )


def _regex(given: Given, _types: Types, _today: date) -> Check:
    field, negative = given["field"], "must_not_match" in given
    pattern: re.Pattern[str] = given["must_not_match" if negative else "must_match"]

    def breaks(record: Record) -> bool:
        value = record.get(field)
        return value not in EMPTY and matching.matches(pattern, str(value)) is negative

    does = "matches" if negative else "does not match"
    return Check(
        breaks,
        lambda record: f"{words.field(field)} is {words.value(record[field])}, which {does} {pattern.pattern}",
        (field,),
    )


def _count(given: Given, _types: Types, _today: date) -> Check:
    field = given["field"]
    bound = next(name for name in _COMPARE if name in given)
    compare, said = _COMPARE[bound]
    limit = given[bound]

    def breaks(record: Record) -> bool:
        entries = record.get(field)
        return isinstance(entries, (list, tuple)) and compare(len(entries), limit)

    def message(record: Record) -> str:
        entries = record[field]
        named = f" ({', '.join(entries)})" if entries and all(isinstance(entry, str) for entry in entries) else ""
        return f"{words.field(field)}: {words.figure(len(entries))}{named}, {said} {words.figure(limit)}"

    return Check(breaks, message, (field,))


def _missing(given: Given, _types: Types, _today: date) -> Check:
    field = given["field"]
    return Check(
        lambda record: field in record and record[field] in EMPTY,
        lambda _record: f"{words.field(field)} is not known",
        (field,),
    )


@dataclass(frozen=True)
class CheckType:
    """A type of check. `make` takes the parameters, the types of the record's fields, and today.

    Exactly one of the parameters in `one_of` must be given.
    """

    make: Callable[[Given, Types, date], Check]
    parameters: Mapping[str, Param]
    one_of: tuple[str, ...] = ()


CHECKS: dict[str, CheckType] = {
    # a number, or (with `of`) its percentage of another number, against one bound
    "threshold": CheckType(
        _threshold,
        {
            "field": Param(number_field, True),
            "of": Param(number_field),
            **dict.fromkeys(_COMPARE, Param(number)),
        },
        tuple(_COMPARE),
    ),
    # seats in use against seats acquired, as a usage band
    "band": CheckType(
        _band, {"in": Param(usage_bands, True), "warning_percent": Param(number), "grace_percent": Param(number)}
    ),
    # what customers take of the license of the whole instance, as one of its bands
    "pool": CheckType(_pool, {"of": Param(pool_part, True), "in": Param(pool_bands, True)}),
    # a date that is near (within_days, today included) or over (expired)
    "expiry": CheckType(
        _expiry,
        {"field": Param(date_field, True), "within_days": Param(days), "expired": Param(true)},
        ("within_days", "expired"),
    ),
    # a value that is, or is not, in a list or vocabulary; of several fields, one is enough to break the rule
    "state": CheckType(
        _state,
        {"field": Param(plain_fields, True), "in": Param(values), "not_in": Param(values)},
        ("in", "not_in"),
    ),
    # two fields that must be equal if both are known
    "match": CheckType(_match, {"field": Param(any_field, True), "with": Param(any_field, True)}),
    # text that must, or must not, completely match a regular expression
    "regex": CheckType(
        _regex,
        {"field": Param(text_field, True), "must_match": Param(regex), "must_not_match": Param(regex)},
        ("must_match", "must_not_match"),
    ),
    # the number of entries of a list, against one bound
    "count": CheckType(
        _count, {"field": Param(list_field, True), **dict.fromkeys(_COMPARE, Param(number))}, tuple(_COMPARE)
    ),
    # a field that must be known
    "missing": CheckType(_missing, {"field": Param(any_field, True)}),
}


def compiled(check: Any, kind: str, today: date) -> Check:
    """Return a check, ready for records of this kind.

    Raises `OptionError` for a type, parameter or field that does not exist or does not fit.
    """
    if not isinstance(check, Mapping):
        raise OptionError("a check must be a dictionary with a type")
    type_ = check.get("type")
    if not isinstance(type_, str) or type_ not in CHECKS:
        raise OptionError(f"a check cannot have the type {type_}; it must be one of {', '.join(CHECKS)}")
    known, one_of = CHECKS[type_].parameters, CHECKS[type_].one_of
    unknown = sorted(str(name) for name in check if name != "type" and name not in known)
    if unknown:
        raise OptionError(f"check {type_} has no parameter {', '.join(unknown)}; it takes {', '.join(known)}")
    missing = [name for name, param in known.items() if param.required and name not in check]
    if missing:
        raise OptionError(f"check {type_} needs the parameter {', '.join(missing)}")
    if one_of and sum(name in check for name in one_of) != 1:
        raise OptionError(f"check {type_} needs exactly one of {', '.join(one_of)}")
    given = {
        name: known[name].read(f"check {type_}: {name}", value, kind) for name, value in check.items() if name != "type"
    }
    return CHECKS[type_].make(given, FIELD_TYPES[kind], today)


def _in_days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
