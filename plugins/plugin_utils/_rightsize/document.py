# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan as the one document that every format shows. Pure: no clock, no files, no Ansible. Private.

It bears a day and no time: the same data on the same day give the same bytes.
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
    """A plan as data; the JSON file shows it as it is. `schema` counts up when a key changes or goes.

    `platform` is the name of the platform whose customers these are: a plan is for no other. `counts` are customers by
    action, `seats` the sum of the customers that change, before and after.
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
    """Return the document of these entries. `source`: `inventory`, `api` or `undo`. `stale`: see `believed.stale`."""
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
    """Return the number of customers by action, every action included."""
    found = dict.fromkeys(ACTIONS, 0)
    for entry in entries:
        found[entry["action"]] += 1
    return found


def seats(entries: Sequence[Entry]) -> dict[str, int]:
    """Return the seats of the customers that change, before and after; a number that is not known counts as none."""
    changing = to_change(entries)
    return {
        "before": sum(entry["expected"]["licensed_users"] or 0 for entry in changing),
        "after": sum(entry["wanted"]["licensed_users"] or 0 for entry in changing),
    }


def to_change(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that are to be applied."""
    return [entry for entry in entries if entry["action"] == "change"]


def request_of(entry: Entry) -> dict[str, Any]:
    """Return what the module `customer_license` is asked for one customer: what is wanted, and what was expected.

    It sends only what differs. Names are left out: they are hostile, and a full name would be a wish to change it. A change of
    license type depends on the use even without a rule: of at least 0 seats, it must be known.
    """
    expected = _known(entry["expected"])
    if entry["wanted"]["license_type"] != entry["expected"]["license_type"]:
        expected["when"] = entry["when"] or {"active_users_min": 0}
    return {"guid": entry["guid"], **_known(entry["wanted"]), "expected": expected}


def _known(license_: License) -> dict[str, Any]:
    return {key: value for key, value in license_.items() if value is not None}


def license_of(state: Mapping[str, Any] | None) -> License | None:
    """Return license type and seats of what a module says about a customer, null where it says nothing."""
    if not state or not state.get("license_type"):
        return None
    return {"license_type": str(state["license_type"]), "licensed_users": state.get("licensed_users")}
