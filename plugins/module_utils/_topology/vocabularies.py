# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds filter values that are not known: misspelled, or from a future platform. Pure Python.

The platform's vocabularies are open: a value in its data is always known. A value that is neither on the vendor's pages nor in
the data selects nothing, and next to a right value nobody would notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import (
    CUSTOMER_LICENSES,
    FAMILIES,
    LICENSE_TYPES,
    SOURCES,
    TIERS,
    by_slug,
    types_called,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Entries, Record
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import nearest, slip_of

# the vendor's four (page "Management Statuses"), and unknown
STATUSES = ("ok", "warning", "error", "unmonitored", "unknown")
# the portal's words for the signalling and media parts of voice quality (page "Service Provider Status"); the API's are inferred
QUALITY_PARTS = ("unmonitored", "clear", "major", "critical")
# all spellings except "deployed" are inferred (vendor page "Deploy Status and Status Indicators")
DEPLOY_STATUSES = ("deployed", "ready", "failed", "unknown")
# what a telephone number can be assigned to, according to the portal's page about number management
ASSIGNMENTS = ("unassigned", "user_assigned", "conference_assigned", "voice_app", "unknown")
# field of a service or customer -> its known values, from the vendor's pages or inferred from them
FIELD_VALUES: dict[str, tuple[str, ...]] = {
    "license_type": LICENSE_TYPES,
    "license_family": FAMILIES,
    "license_tier": TIERS,
    "source": SOURCES,
    **dict.fromkeys(("status", "management_status"), STATUSES),
    **dict.fromkeys(
        (f"{of}voice_quality_status" for of in ("", "alert_rule_")),
        STATUSES,
    ),
    **dict.fromkeys(
        ("teams_voice_quality_status", "sbc_voice_quality_status"),
        # the values of the whole, and those of its parts
        tuple(dict.fromkeys((*STATUSES[:-1], *QUALITY_PARTS, "unknown"))),
    ),
    "deploy_status": DEPLOY_STATUSES,
    "device_type": ("personal", "meeting", "personal_and_meeting", "unknown"),
    "trial_status": ("", "enabled", "disabled", "none"),
}
# choices of the option unknown_values; without it, a typing mistake is an error and any other unknown value a warning
UNKNOWN_VALUES = ("error", "warn")


class _Vocabulary(NamedTuple):
    fields: tuple[str, ...]
    known: tuple[str, ...]
    what: str


# filter -> its fields in a record, their known values, and what messages call them
_VOCABULARIES = {
    "license_types": _Vocabulary(("license_type", "customer_license_type"), LICENSE_TYPES, "license type"),
    "statuses": _Vocabulary(("status",), STATUSES, "status"),
    "sources": _Vocabulary(("source",), SOURCES, "source"),
    "assignment_statuses": _Vocabulary(("assignment_status",), ASSIGNMENTS, "assignment status"),
}


class Filters(Protocol):
    """Filters that are lists of words."""

    @property
    def given(self) -> Mapping[str, Entries]:
        """The lists that are set, by name of the filter."""


def check(records: Iterable[Record], selection: Filters, unknown_values: str | None = None) -> list[str]:
    """Return a warning for each unknown value.

    Raises `OptionError` if a value differs from a known one by at most two letters. `unknown_values` overrides
    that: `error` raises for every unknown value, `warn` for none.
    """
    records = list(records)
    warnings: list[str] = []
    errors: list[str] = []
    for name in _VOCABULARIES:
        for value, text, is_slip in _unknown(records, name, selection.given.get(name)):
            is_error = is_slip if unknown_values is None else unknown_values == "error"
            (errors if is_error else warnings).append(f"{name}: {value} {text}")
    if errors:
        raise OptionError("; ".join(errors), hint="if it is right, set unknown_values to warn")
    return warnings


def check_labels(records: Iterable[Record], labels: Mapping[str, Any] | None) -> list[str]:
    """Return a warning about labels of unknown license types: they are never shown."""
    unknown = set(by_slug(labels or {})) - set(LICENSE_TYPES)
    if unknown:
        unknown -= _in_data(records, _VOCABULARIES["license_types"])
    if not unknown:
        return []
    told = []
    for slug in sorted(unknown):
        code = CUSTOMER_LICENSES.get(int(slug)) if slug.isdecimal() and slug.isascii() else None
        near = code.slug if code else nearest(slug, LICENSE_TYPES)
        told.append(f"{slug} (did you mean {near}?)" if near else slug)
    known = f"known are {', '.join(LICENSE_TYPES)}"
    return [f"labels: no known license type, and no record has it: {', '.join(told)}; {known}"]


class Wanted(NamedTuple):
    """A value that a policy compares a field with. `where` names the rule and the parameter."""

    where: str
    kind: str
    field: str
    value: str


def check_policy(wanted: Iterable[Wanted], records: Mapping[str, Sequence[Record]]) -> list[str]:
    """Return a warning for each value of a policy that is not known for its field and that no record has.

    `records` maps each kind to its records. Raises `OptionError` if a value differs from a known one by at most two letters.
    """
    warnings: list[str] = []
    errors: list[str] = []
    for item in wanted:
        known = FIELD_VALUES.get(item.field.removeprefix("customer_"))
        if known is None or item.value in known:
            continue
        there = {str(record.get(item.field) or "").lower() for record in records.get(item.kind, ())}
        if item.value in there:
            continue
        values = sorted({*known, *there} - {""})
        slip = slip_of(item.value, values)
        # a word and its opposite, not a typing mistake
        is_slip = slip is not None and item.value != f"un{slip}"
        near = slip or nearest(item.value, values)
        hint = f"; did you mean {near}?" if near else ""
        said = f"{item.where}: {item.value} is not a known {item.field}, and no {item.kind} has it{hint}"
        (errors if is_slip else warnings).append(f"{said}; known are {', '.join(values)}")
    if errors:
        raise OptionError("; ".join(errors))
    return warnings


def unheard_of(records: Iterable[Record], wanted: Sequence[str] | None, name: str = "license_types") -> list[str]:
    """Return the values of a filter, in lower case, that are neither known nor in the data."""
    asked = set(wanted or ()) - set(_VOCABULARIES[name].known)
    return sorted(asked - _in_data(records, _VOCABULARIES[name])) if asked else []


def _in_data(records: Iterable[Record], vocabulary: _Vocabulary) -> set[Any]:
    return {record.get(field) for record in records for field in vocabulary.fields}


def _unknown(records: Sequence[Record], name: str, wanted: Sequence[str] | None) -> Iterable[tuple[str, str, bool]]:
    """Yield (value, what to say about it, whether it is a typing mistake) for each unknown value."""
    vocabulary = _VOCABULARIES[name]
    for value in unheard_of(records, wanted, name):
        known = sorted({*vocabulary.known, *(item for item in _in_data(records, vocabulary) if isinstance(item, str))})
        slip = slip_of(value, known)
        near = slip or nearest(value, known)
        parts = [f"is not a known {vocabulary.what}, and no record has it", f"did you mean {near}?" if near else ""]
        if name == "license_types":
            called = types_called(value)
            parts.append(f"the license types with this label or tier are {', '.join(called)}" if called else "")
            parts.append('a label such as "Essential Plus" is not a license type')
        parts.append(f"known are {', '.join(known)}")
        yield value, "; ".join(filter(None, parts)), slip is not None
