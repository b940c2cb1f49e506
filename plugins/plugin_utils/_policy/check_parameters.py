# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The parameters of a policy's checks: the values that each kind accepts. Pure Python."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES, FieldType
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_DETAIL_FIELDS,
    CUSTOMER_FIELDS,
    METERING_FIELDS,
    REQUESTED_CUSTOMER_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import (
    FAMILIES,
    LICENSE_TYPES,
    TIERS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import as_written

# kind of record -> its fields -> their types
FIELD_TYPES: dict[str, dict[str, str]] = {
    "service": {
        **{field.name: field.type for field in (*SERVICE_FIELDS, *METERING_FIELDS)},
        **{
            CARRIED[field.name]: field.type
            for field in (*CUSTOMER_FIELDS, *REQUESTED_CUSTOMER_FIELDS)
            if field.name in CARRIED
        },
        "matched": "bool",
    },
    "customer": {
        **{field.name: field.type for field in (*CUSTOMER_FIELDS, *REQUESTED_CUSTOMER_FIELDS, *CUSTOMER_DETAIL_FIELDS)},
        "matched": "bool",
    },
    # the fields that `plugin_utils/_population/pool.py` makes from the options pool_*
    "instance": {
        "name": "text",
        "platform": "text",
        "pool_users": "int",
        "users_acquired": "int",
        "users_used": "int",
        "users_percent": "float",
        "users_band": "text",
        "pool_tenants": "int",
        "tenants_used": "int",
        "tenants_percent": "float",
        "tenants_band": "text",
        "pool_expires": "date",
    },
}

# the parts of an instance's pool -> (what is used, the limit)
POOL_PARTS = {"users": ("users_acquired", "pool_users"), "tenants": ("tenants_used", "pool_tenants")}
POOL_BANDS = ("ok", "warning", "grace", "over")

# named lists of values, for checks on things that the collection itself knows
VOCABULARIES: dict[str, tuple[str, ...]] = {
    "known_license_types": tuple(slug for slug in LICENSE_TYPES if slug != "unknown"),
    "known_statuses": ("ok", "warning", "error", "unmonitored"),
    "known_families": FAMILIES[:-1],
    "known_tiers": TIERS[:-1],
}


# (where it is, value, kind of the records) -> the value in the form that its check uses; raises `OptionError`
Read = Callable[[str, Any, str], Any]


@dataclass(frozen=True)
class Param:
    """A parameter of a check: how its value is read, and whether it is required."""

    read: Read
    required: bool = False


def an(kind: str) -> str:
    """Return the name of a kind with its article."""
    return f"an {kind}" if kind == "instance" else f"a {kind}"


def any_field(where: str, value: Any, kind: str) -> str:
    return _field(where, value, kind, "field", lambda _type: True)


def plain_field(where: str, value: Any, kind: str) -> str:
    return _field(where, value, kind, "plain field", lambda type_: bool(type_.holds))


def text_field(where: str, value: Any, kind: str) -> str:
    return _field(where, value, kind, "text field", lambda type_: str in type_.holds)


def number_field(where: str, value: Any, kind: str) -> str:
    return _field(where, value, kind, "number field", lambda type_: float in type_.holds)


def list_field(where: str, value: Any, kind: str) -> str:
    return _field(where, value, kind, "list field", lambda type_: type_.returns == "list")


def date_field(where: str, value: Any, kind: str) -> str:
    return _field(where, value, kind, "date field", lambda type_: type_.sheet == "date")


def _field(where: str, value: Any, kind: str, wanted: str, fits: Callable[[FieldType], bool]) -> str:
    """Return the name of a field whose type fits. `wanted` describes such a field in messages."""
    type_ = FIELD_TYPES[kind].get(value) if isinstance(value, str) else None
    if type_ is None:
        raise OptionError(f"{where} must be the name of a field, and {an(kind)} has no field {value}")
    if not fits(TYPES[type_]):
        raise OptionError(f"{where} must be a {wanted}, but {value} is of type {type_}")
    return str(value)


def plain_fields(where: str, value: Any, kind: str) -> tuple[str, ...]:
    """Return the names of one or more fields."""
    names = list(value) if isinstance(value, (list, tuple)) else [value]
    if not names or len(set(map(str, names))) < len(names):
        raise OptionError(f"{where} must be the name of a field, or a list of different ones")
    return tuple(plain_field(where, name, kind) for name in names)


def number(where: str, value: Any, _kind: str) -> float:
    # compared with infinity, because math.isfinite cannot take a whole number with hundreds of digits
    if not is_number(value) or not -math.inf < value < math.inf:
        raise OptionError(f"{where} must be a number, not {as_written(value)}")
    return value


def days(where: str, value: Any, _kind: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= bands.MOST_DAYS:
        raise OptionError(
            f"{where} must be a whole number of days from 0 to {bands.MOST_DAYS}, not {as_written(value)}"
        )
    return value


def true(where: str, value: Any, _kind: str) -> bool:
    if value is not True:
        raise OptionError(f"{where} must be true, or left out")
    return True


def regex(where: str, value: Any, _kind: str) -> re.Pattern[str]:
    if not isinstance(value, str):
        raise OptionError(f"{where} must be text, not {value}")
    try:
        return re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        raise OptionError(f"{where} is not a regular expression: {error}") from None


def values(where: str, value: Any, _kind: str) -> tuple[Any, ...]:
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


def usage_bands(where: str, value: Any, _kind: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not value or not all(item in bands.USAGE_BANDS for item in value):
        raise OptionError(f"{where} must be a list of {', '.join(bands.USAGE_BANDS)}")
    return tuple(value)


def pool_bands(where: str, value: Any, kind: str) -> tuple[str, ...]:
    _for_instances(where, kind)
    if not isinstance(value, (list, tuple)) or not value or not all(item in POOL_BANDS for item in value):
        raise OptionError(f"{where} must be a list of {', '.join(POOL_BANDS)}")
    return tuple(value)


def pool_part(where: str, value: Any, kind: str) -> str:
    _for_instances(where, kind)
    if not isinstance(value, str) or value not in POOL_PARTS:
        raise OptionError(f"{where} must be one of {', '.join(POOL_PARTS)}, not {value}")
    return value


def _for_instances(where: str, kind: str) -> None:
    if kind != "instance":
        raise OptionError(f"{where}: the pool is that of an instance, so the scope must have the kind instance")
