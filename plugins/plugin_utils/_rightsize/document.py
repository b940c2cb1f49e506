# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan as the one document behind every format. Pure: no clock, no files, no Ansible.

It has a day but no time, so the same data on the same day gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.waivers import Waiver
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.plan import ACTIONS, Entry, License

SCHEMA = 1
KIND = "license_plan"


class Document(TypedDict):
    """A plan as data, as in the JSON file. `schema` increases when a key changes or disappears.

    `platform` is the name of the customers' platform; the plan is valid for no other. `counts` are customers by action,
    `seats` the sums of the changing customers, before and after.
    """

    schema: int
    kind: str
    generated_on: str
    source: str
    platform: str
    stale: str
    counts: dict[str, int]
    seats: dict[str, int]
    warnings: list[str]
    expired_waivers: list[dict[str, Any]]
    customers: list[Entry]


def build(
    entries: Sequence[Entry],
    today: dt.date,
    source: str,
    warnings: Sequence[str] = (),
    expired: Sequence[Waiver] = (),
    platform: str = "",
    stale: str = "",
) -> Document:
    """Return the document for these entries. `source`: `inventory`, `api` or `undo`. `stale`: see `believed.stale`."""
    customers: list[Entry] = plain(entries)
    return {
        "schema": SCHEMA,
        "kind": KIND,
        "generated_on": today.isoformat(),
        "source": source,
        "platform": plain(platform),
        "stale": plain(stale),
        "counts": counts(customers),
        "seats": seats(customers),
        "warnings": plain(warnings),
        "expired_waivers": [{"scope": plain(waiver.scope), **plain(waiver.shown())} for waiver in expired],
        "customers": customers,
    }


def counts(entries: Sequence[Entry]) -> dict[str, int]:
    """Return the number of customers for each action, zero included."""
    found = dict.fromkeys(ACTIONS, 0)
    for entry in entries:
        found[entry["action"]] += 1
    return found


def seats(entries: Sequence[Entry]) -> dict[str, int]:
    """Return the seats of the changing customers, before and after; an unknown number counts as 0."""
    changing = to_change(entries)
    return {
        "before": sum(entry["expected"]["licensed_users"] or 0 for entry in changing),
        "after": sum(entry["wanted"]["licensed_users"] or 0 for entry in changing),
    }


def to_change(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries to apply."""
    return [entry for entry in entries if entry["action"] == "change"]


def request_of(entry: Entry) -> dict[str, Any]:
    """Return the request to the module `customer_license` for one customer: the wanted and the expected license.

    It holds only differences. Names are left out: they are untrusted, and a full name would ask for a change of name. A
    change of license type needs known use even without a rule, so it has the bound of at least 0 seats in use.
    """
    expected = _known(entry["expected"])
    if entry["wanted"]["license_type"] != entry["expected"]["license_type"]:
        expected["when"] = entry["when"] or {"active_users_min": 0}
    return {"guid": entry["guid"], **_known(entry["wanted"]), "expected": expected}


def _known(license_: License) -> dict[str, Any]:
    return {key: value for key, value in license_.items() if value is not None}


def license_of(state: Mapping[str, Any] | None) -> License | None:
    """Return license type and seats from a module's data about a customer; None without data."""
    if not state or not state.get("license_type"):
        return None
    return {"license_type": str(state["license_type"]), "licensed_users": state.get("licensed_users")}
