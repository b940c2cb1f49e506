# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What services say for metering. Pure Python.

These fields exist only where they are requested: a record has no more than 85 keys otherwise. Without the request the values
are among the parameters of the service, where they are found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import kinds_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import METERING_FIELDS, Field

Record = dict[str, Any]

NAMES = tuple(field.name for field in METERING_FIELDS)
# name of a parameter in lower case -> its field
_BY_PARAMETER = {field.source.removeprefix("#").lower(): field for field in METERING_FIELDS}


def add_fields(services: Iterable[Record]) -> None:
    """Move what services say for metering from their parameters into fields, in place.

    As with every parameter, a value that cannot be read stays where it is, and its field is unread.
    """
    for service in services:
        service.update({field.name: TYPES[field.type].missing() for field in METERING_FIELDS})
        given = {name: field for name in service["parameters"] if (field := _BY_PARAMETER.get(name.lower()))}
        if given:
            _move(service, given)


def _move(service: Record, given: Mapping[str, Field]) -> None:
    """Set the fields of a service from its parameters; C(given) maps the name of a parameter to its field."""
    parameters = dict(service["parameters"])
    unread = set(service["unread"])
    for name, field in given.items():
        values, type_ = [parameters[name]], TYPES[field.type]
        kinds = kinds_of(values)
        found = type_.readable(values, kinds)
        if type_.unreadable(values, kinds, found):
            unread.add(field.name)
        if found[0] is not None or values[0] in (None, ""):
            del parameters[name]
        service[field.name] = type_.filled(found)[0]
    service["parameters"], service["unread"] = parameters, sorted(unread)
