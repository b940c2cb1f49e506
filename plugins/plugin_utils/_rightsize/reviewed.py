# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads a plan that a person has reviewed and perhaps edited. Everything is checked before anything is sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import guards
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import values
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import find_file
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import as_written, plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import plan, tier_rules
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import (
    KIND,
    SCHEMA,
    Document,
    counts,
    seats,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.options import MOST

SOURCES = ("inventory", "api", "undo")
_NEEDED = ("schema", "kind", "generated_on", "source", "customers")
_ENTRY_NEEDED = ("guid", "action", "expected", "wanted")
_LICENSE = ("license_type", "licensed_users")


def load(path: str, protect: Sequence[str] = (), folders: Sequence[Path] = ()) -> Document:
    """Return the plan in a JSON file, with new sums, because people may have removed customers.

    A relative path is searched for in the current directory, then in `folders`. Raises `OptionError`, which names the
    customer, for anything that `write_rightsize_plan` would not write, and for a change of a protected customer.
    """
    found = find_file(path, "plan", folders)
    try:
        # some editors put a byte order mark first
        data = plain(json.loads(found.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, RecursionError) as error:
        raise OptionError(f"plan {found} could not be read: {error}") from error
    if not isinstance(data, dict) or data.get("kind") != KIND or data.get("schema") != SCHEMA:
        raise OptionError(f"plan {found} is not a license plan of this version")
    where = f"plan {found}"
    plan = values.keys(data, where, tuple(Document.__annotations__), required=_NEEDED)
    entries = [
        _entry(row, f"{where}: customer {number}")
        for number, row in enumerate(values.rows(plan["customers"], f"{where}: customers"), 1)
    ]
    _refuse_doubles(entries, where)
    protection = guards.Protected(protect)
    for entry in entries:
        protected = protection.by({**entry, "ump_customer_guid": entry["guid"]})
        if protected is not None and entry["action"] == "change":
            raise OptionError(f"{where}: customer {entry['guid']} is protected by {protected}; take it out of the plan")
    return {
        "schema": SCHEMA,
        "kind": KIND,
        "generated_on": values.day(plan["generated_on"], f"{where}: generated_on").isoformat(),
        "source": values.one_of(plan["source"], f"{where}: source", SOURCES),
        "platform": _any_text(plan.get("platform"), f"{where}: platform").strip(),
        # each change is checked against the platform's state when it is sent
        "stale": "",
        "counts": counts(entries),
        "seats": seats(entries),
        "warnings": [],
        "expired_waivers": [],
        "customers": entries,
    }


def refuse_nameless(plan: Document, path: str) -> None:
    """Raise `OptionError` for a plan without a platform's name: GUIDs alone do not identify the platform."""
    if not plan["platform"]:
        raise OptionError(f"plan {path} does not name its platform", hint="make a new plan")


def _refuse_doubles(entries: Sequence[plan.Entry], where: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        guid = entry["guid"].lower()
        if guid in seen:
            raise OptionError(f"{where}: customer {entry['guid']} occurs more than once")
        seen.add(guid)


def _entry(row: Any, where: str) -> plan.Entry:
    data = values.keys(row, where, tuple(plan.Entry.__annotations__), required=_ENTRY_NEEDED)
    guid = values.text(data["guid"], f"{where}: guid")
    if not plan.is_ordinary(guid):
        raise OptionError(f"{where}: guid cannot be used in a request")
    where = f"{where} ({guid})"
    checked: dict[str, Any] = {name: read(data.get(name), f"{where}: {name}") for name, read in _READERS.items()}
    entry: plan.Entry = {
        "guid": guid,
        "name": checked["name"],
        "full_name": checked["full_name"],
        "action": values.one_of(data["action"], f"{where}: action", plan.ACTIONS),
        "reason": checked["reason"],
        "active_users": checked["active_users"],
        "expected": _license(data["expected"], f"{where}: expected"),
        "wanted": _license(data["wanted"], f"{where}: wanted"),
        "when": checked["when"],
        "possible": checked["possible"],
        "waiver": checked["waiver"],
    }
    if entry["action"] == "change":
        _refuse_impossible(entry, where)
    return entry


def _refuse_impossible(entry: plan.Entry, where: str) -> None:
    expected, wanted = entry["expected"], entry["wanted"]
    obstacle = plan.impossible(expected["license_type"], wanted["license_type"])
    if obstacle:
        raise OptionError(f"{where}: {obstacle}")
    if wanted["licensed_users"] is None:
        raise OptionError(f"{where}: wanted: licensed_users must be a number")
    if entry["active_users"] is not None and wanted["licensed_users"] < entry["active_users"]:
        raise OptionError(f"{where}: wanted: licensed_users is less than the {entry['active_users']} in use")
    if wanted == expected:
        raise OptionError(f"{where}: action is change, but wanted and expected are equal")


def _license(value: Any, where: str) -> plan.License:
    data = values.keys(value, where, _LICENSE, required=_LICENSE)
    return {
        "license_type": values.text(data["license_type"], f"{where}: license_type"),
        "licensed_users": _count(data["licensed_users"], f"{where}: licensed_users"),
    }


def _count(value: Any, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise OptionError(f"{where} must be a whole number from 0 to {MOST} or null, not {as_written(value)}")
    return value


def _any_text(value: Any, where: str) -> str:
    if value is not None and not isinstance(value, str):
        raise OptionError(f"{where} must be text, not {as_written(value)}")
    return value or ""


def _texts(value: Any, where: str) -> list[str]:
    return [values.text(item, where) for item in values.rows(value or [], where)]


def _waiver(value: Any, where: str) -> dict[str, str] | None:
    if value is None:
        return None
    data: Mapping[str, Any] = values.keys(value, where, ("reason", "owner", "until"))
    return {key: values.text(item, f"{where}: {key}") for key, item in data.items()}


# optional keys for people
_READERS: dict[str, Callable[[Any, str], Any]] = {
    "name": _any_text,
    "full_name": _any_text,
    "reason": _any_text,
    "active_users": _count,
    "when": tier_rules.when,
    "possible": _texts,
    "waiver": _waiver,
}
