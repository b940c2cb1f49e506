# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The closed set of checks that a policy is made of: their parameters. Pure Python.

A check is data (a dictionary with C(type)). Everything about it is tested here, once, so that the functions of
C(check_functions) can be short and fast.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES, FieldType
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_DETAIL_FIELDS,
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import (
    FAMILIES,
    LICENSE_TYPES,
    TIERS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.check_functions import MAKERS, Check

# kind of record -> its fields -> their types
FIELD_TYPES: dict[str, dict[str, str]] = {
    "service": {
        **{field.name: field.type for field in SERVICE_FIELDS},
        **{CARRIED[field.name]: field.type for field in CUSTOMER_FIELDS if field.name in CARRIED},
        "matched": "bool",
    },
    "customer": {
        **{field.name: field.type for field in (*CUSTOMER_FIELDS, *CUSTOMER_DETAIL_FIELDS)},
        "matched": "bool",
    },
}

# named lists of values, for checks on what the collection itself knows
VOCABULARIES: dict[str, tuple[str, ...]] = {
    "known_license_types": tuple(slug for slug in LICENSE_TYPES if slug != "unknown"),
    "known_statuses": ("ok", "warning", "error", "unmonitored"),
    "known_families": FAMILIES[:-1],
    "known_tiers": TIERS[:-1],
}


@dataclass(frozen=True)
class Param:
    """A parameter of a check: its type, and whether it must be given."""

    kind: str
    required: bool = False


# type of check -> its parameters
PARAMETERS: dict[str, dict[str, Param]] = {
    # a number, or (with of) its percentage of another one, against one bound
    "threshold": {
        "field": Param("number field", True),
        "of": Param("number field"),
        "above": Param("number"),
        "at_least": Param("number"),
        "below": Param("number"),
        "at_most": Param("number"),
    },
    # seats in use against seats acquired, in one of the words of usage bands
    "band": {"in": Param("bands", True), "warning_percent": Param("number"), "grace_percent": Param("number")},
    # a date that is near (within_days, today included) or over (expired)
    "expiry": {"field": Param("date field", True), "within_days": Param("days"), "expired": Param("true")},
    # a value that is, or is not, one of a list or of a vocabulary
    "state": {"field": Param("plain field", True), "in": Param("values"), "not_in": Param("values")},
    # two fields that must be equal where both are known
    "match": {"field": Param("field", True), "with": Param("field", True)},
    # text that must, or must not, match a regular expression as a whole
    "regex": {"field": Param("text field", True), "must_match": Param("regex"), "must_not_match": Param("regex")},
    # a field that must be known
    "missing": {"field": Param("field", True)},
}
# of these exactly one must be given
ONE_OF: dict[str, tuple[str, ...]] = {
    "threshold": ("above", "at_least", "below", "at_most"),
    "expiry": ("within_days", "expired"),
    "state": ("in", "not_in"),
    "regex": ("must_match", "must_not_match"),
}
# what a parameter may name -> whether a field of this type is one
_FIELD_KINDS: dict[str, Callable[[FieldType], bool]] = {
    "field": lambda _type: True,
    "plain field": lambda type_: bool(type_.holds),
    "text field": lambda type_: str in type_.holds,
    "number field": lambda type_: float in type_.holds,
    "date field": lambda type_: type_.sheet == "date",
}


def compiled(check: Any, kind: str, today: date) -> Check:
    """Return the function of a check on records of a kind.

    Raises L(OptionError) for a type, a parameter or a field that does not exist or fit.
    """
    if not isinstance(check, Mapping):
        raise OptionError("a check must be a dictionary with a type")
    type_ = check.get("type")
    if not isinstance(type_, str) or type_ not in PARAMETERS:
        raise OptionError(f"a check cannot have the type {type_}; it must be one of {', '.join(PARAMETERS)}")
    known = PARAMETERS[type_]
    unknown = sorted(str(name) for name in check if name != "type" and name not in known)
    if unknown:
        raise OptionError(f"check {type_} has no parameter {', '.join(unknown)}; it takes {', '.join(known)}")
    missing = [name for name, param in known.items() if param.required and name not in check]
    if missing:
        raise OptionError(f"check {type_} needs the parameter {', '.join(missing)}")
    alternatives = ONE_OF.get(type_)
    if alternatives and sum(name in check for name in alternatives) != 1:
        raise OptionError(f"check {type_} needs exactly one of {', '.join(alternatives)}")
    given = {
        name: _value(f"check {type_}: {name}", known[name].kind, value, kind)
        for name, value in check.items()
        if name != "type"
    }
    if type_ == "state":
        _fitting(given, FIELD_TYPES[kind][given["field"]])
    # the same rule as the inventory's: else more seats than acquired could be called ok
    if not given.get("warning_percent", 100) <= 100 <= given.get("grace_percent", 100):
        raise OptionError(f"check {type_}: warning_percent must be at most 100, and grace_percent at least 100")
    return MAKERS[type_](given, FIELD_TYPES[kind], today)


def _value(where: str, wanted: str, value: Any, kind: str) -> Any:
    """Return the value of a parameter in the form its check uses. Raises L(OptionError) where its type is wrong."""
    if wanted in _FIELD_KINDS:
        return _field(where, wanted, value, kind)
    return _VALUES[wanted](where, value)


def _field(where: str, wanted: str, value: Any, kind: str) -> str:
    type_ = FIELD_TYPES[kind].get(value) if isinstance(value, str) else None
    if type_ is None:
        raise OptionError(f"{where} must be the name of a field, and a {kind} has no field {value}")
    if not _FIELD_KINDS[wanted](TYPES[type_]):
        raise OptionError(f"{where} must be a {wanted}, but {value} is of type {type_}")
    return str(value)


def _number(where: str, value: Any) -> float:
    # compared, for math.isfinite cannot take a whole number of hundreds of digits
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -math.inf < value < math.inf:
        raise OptionError(f"{where} must be a number, not {value!r}")
    return value


def _days(where: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= bands.MOST_DAYS:
        raise OptionError(f"{where} must be a whole number of days from 0 to {bands.MOST_DAYS}, not {value!r}")
    return value


def _true(where: str, value: Any) -> bool:
    if value is not True:
        raise OptionError(f"{where} must be true, or left out")
    return True


def _regex(where: str, value: Any) -> re.Pattern[str]:
    if not isinstance(value, str):
        raise OptionError(f"{where} must be text, not {value}")
    try:
        return re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        raise OptionError(f"{where} is not a regular expression: {error}") from None


def _values(where: str, value: Any) -> tuple[Any, ...]:
    if isinstance(value, str):
        if value not in VOCABULARIES:
            raise OptionError(f"{where} must be a list, or one of {', '.join(VOCABULARIES)}")
        return VOCABULARIES[value]
    if (
        not isinstance(value, (list, tuple))
        or not value
        or not all(isinstance(item, (str, int, float)) for item in value)
    ):
        raise OptionError(f"{where} must be a list of at least one text, number or boolean")
    return tuple(value)


def _fitting(given: Mapping[str, Any], type_: str) -> None:
    """Raise L(OptionError) for a value that a field of this type never has: nothing would ever break such a rule."""
    wanted, words = TYPES[type_].holds, TYPES[type_].words
    name = "not_in" if "not_in" in given else "in"
    for item in given[name]:
        if not isinstance(item, wanted) or (isinstance(item, bool) and bool not in wanted):
            raise OptionError(f"check state: {name}: {given['field']} is {words}, and never {item!r}")


def _bands(where: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not value or not all(item in bands.USAGE_BANDS for item in value):
        raise OptionError(f"{where} must be a list of {', '.join(bands.USAGE_BANDS)}")
    return tuple(value)


_VALUES: dict[str, Any] = {
    "number": _number,
    "days": _days,
    "true": _true,
    "regex": _regex,
    "values": _values,
    "bands": _bands,
}
