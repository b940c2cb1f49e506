# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a change of a customer's license is, and whether the platform supports it. Pure.

The transitions are documented (vendor pages "Upgrade or Downgrade Service License" and "Upgrade Operator Connect
Customer License"). Only documented transitions are sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import State, shown
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

# license types that PATCH changes into each other; the same type again changes only the seats
_CHANGED = (("hosted_essentials_plus", "hosted_pro"), ("oc_essentials_plus", "oc_pro"))
# license type -> the type after the upgrade action
_UPGRADED = {"oc_essentials": ("oc_essentials_plus", "oc_pro")}

# the fields of a customer's state; a new app registration adds its id
FIELDS = ("license_type", "licensed_users", "full_name")
REGISTRATION = "application_client_id"
# names of the other fields in messages
_NAMES = {"licensed_users": "seats", "full_name": "full name", REGISTRATION: "app registration"}


def possible(license_type: str) -> tuple[str, ...]:
    """Return the license types that a customer of this type can get; its own type is included if its seats can change."""
    return next((kinds for kinds in _CHANGED if license_type in kinds), _UPGRADED.get(license_type, ()))


@dataclass(frozen=True)
class DesiredLicense:
    """The license that a customer should have; None leaves a value as it is. `expected`: the state it was decided on."""

    guid: str
    row: str = "guid"
    license_type: str | None = None
    licensed_users: int | None = None
    full_name: str | None = None
    application_client_id: str | None = None
    application_client_secret: str | None = field(default=None, repr=False)
    expected: Mapping[str, Any] | None = None

    @property
    def had(self) -> State:
        """The expected license type and seats, if given."""
        return {key: value for key, value in (self.expected or {}).items() if key in FIELDS and value is not None}

    @property
    def when(self) -> dict[str, float]:
        """The bounds that the customer must meet, if given."""
        return {key: bound for key, bound in ((self.expected or {}).get("when") or {}).items() if bound is not None}


@dataclass(frozen=True)
class LicensePlan:
    """A desired license and the present one; `conflict` says why the change must not be made.

    Both states are empty if the customer no longer exists.
    """

    desired: DesiredLicense
    name: str
    before: State
    wanted: State
    conflict: str = ""

    @property
    def needed(self) -> bool:
        """Whether anything has to be sent."""
        return self.wanted != self.before and not self.conflict

    @property
    def is_upgrade(self) -> bool:
        """Whether the change starts with the upgrade action and its task."""
        return self.before["license_type"] in _UPGRADED


def desired_licenses(rows: Sequence[Mapping[str, Any]], option: str = "customers") -> list[DesiredLicense]:
    """Return the desired licenses from the rows of an option. Raises `OptionError`, which names the wrong row."""
    found: dict[str, DesiredLicense] = {}
    for number, row in enumerate(rows):
        where = f"{option}[{number}]" if option else "the customer"
        guid = (row.get("guid") or "").strip()
        if not guid:
            raise OptionError(f"{where} has no guid")
        if guid.lower() in found:
            raise OptionError(f"{where} names customer {guid} a second time")
        seats = row.get("licensed_users")
        if seats is not None and seats < 0:
            raise OptionError(f"{where}: licensed_users must be 0 or more, not {seats}")
        given = {
            name: row.get(name) for name in ("license_type", REGISTRATION, "application_client_secret", "expected")
        }
        if given["application_client_secret"] and not given[REGISTRATION]:
            raise OptionError(f"{where}: application_client_secret needs {REGISTRATION}")
        name = (row.get("full_name") or "").strip() or None
        if not (given["license_type"] or given[REGISTRATION] or name or seats is not None):
            raise OptionError(
                f"{where} asks for nothing: give license_type, licensed_users, full_name or {REGISTRATION}"
            )
        found[guid.lower()] = DesiredLicense(
            guid=guid,
            row=where,
            licensed_users=seats,
            full_name=name,
            **{key: value or None for key, value in given.items()},
        )
    return list(found.values())


def plan(desired: DesiredLicense, name: str, before: State) -> LicensePlan:
    """Return the plan for a customer. Raises `OptionError`, with the possible types, if no request can make the change."""
    wanted = {key: value if getattr(desired, key) is None else getattr(desired, key) for key, value in before.items()}
    if REGISTRATION in before and wanted[REGISTRATION].lower() == before[REGISTRATION].lower():
        wanted[REGISTRATION] = before[REGISTRATION]
    expected = {key: value for key, value in desired.had.items() if key in before}
    if wanted != before and any(before[key] != value for key, value in expected.items()):
        return LicensePlan(desired, name, before, before, f"expected {shown(expected)}, found {shown(before)}")
    if wanted != before:
        _refuse_impossible(desired, name, before, wanted)
    return LicensePlan(desired, name, before, wanted)


def gone(desired: DesiredLicense) -> LicensePlan:
    """Return the plan for a customer that no longer exists: a conflict that says what it had at planning time."""
    conflict = f"expected {shown(desired.had)}, found no customer with GUID {one_line(desired.guid)}"
    return LicensePlan(desired, "", {}, {}, conflict)


def _refuse_impossible(desired: DesiredLicense, name: str, before: State, wanted: State) -> None:
    old, new = before["license_type"], wanted["license_type"]
    who = f"{desired.row} ({one_line(name or desired.guid)})"
    known = possible(old)
    if new not in known:
        named = " and ".join(_NAMES[key] for key, value in wanted.items() if key in _NAMES and before[key] != value)
        what = f"{old} cannot become {new}" if new != old else f"{named} of {old} cannot be changed"
        raise OptionError(f"{who}: {what}; possible from {old}: {', '.join(known) or 'nothing'}")
    if old in _UPGRADED and wanted["licensed_users"] is None:
        raise OptionError(f"{who}: licensed_users is needed to make {new} of {old}")


def has(state: State, wanted: State) -> bool:
    """Return whether a state has all wanted values. Platforms may spell the id of an app registration differently."""
    return all(_compared(name, state[name]) == _compared(name, value) for name, value in wanted.items())


def has_all_shown(state: State, wanted: State) -> bool:
    """Like `has`, but accept a state without app registration: not every platform shows it."""
    return has(state, {name: value for name, value in wanted.items() if state[name] or name != REGISTRATION})


def _compared(name: str, value: Any) -> Any:
    return value.lower() if name == REGISTRATION else value
