# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The outcome of a plan: customers before and after, and the plan that restores the earlier state. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import license_plans
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import plan
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import (
    SCHEMA,
    Document,
    build,
    license_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.plan import Entry, License

KIND = "license_result"
# states of a customer after the module `customer_license`; `unknown` if the module was killed before it could report
STATES = ("changed", "would_change", "unchanged", "started", "failed", "not_tried", "unknown")
FAILED_STATES = ("failed", "not_tried", "unknown")
# the keys of the module's result that count; core adds others, in 2.19 even an object in a failure
_TOLD = ("customers", "uncertain", "msg", "failure")


class Item(TypedDict):
    """The outcome for one customer. `before` and `after` are None if unknown."""

    guid: str
    name: str
    state: str
    changed: bool
    before: License | None
    after: License | None
    wanted: License | None
    task: str | None
    error: str | None


class Outcome(TypedDict):
    """The outcome of a plan as data, as in the result file. `message` is empty if all went well.

    `platform` is the name of the platform. `uncertain` are the GUIDs of customers that the platform may still change,
    or may have changed.
    """

    schema: int
    kind: str
    generated_on: str
    platform: str
    message: str
    counts: dict[str, int]
    uncertain: list[str]
    customers: list[Item]


def outcome_of(requests: Sequence[Mapping[str, Any]], result: Any, today: dt.date, platform: str = "") -> Outcome:
    """Return the outcome of requests to the module `customer_license`, from its task's registered result.

    A customer that is missing in a failed result was not tried, because the module failed before it sent anything. If
    there is no result (the module was killed), the state is unknown.
    """
    said = {key: plain(result[key]) for key in _TOLD if key in result} if isinstance(result, Mapping) else {}
    found = {str(row.get("ump_customer_guid", "")).lower(): row for row in said.get("customers") or []}
    missing = "not_tried" if "failure" in said else "unknown"
    items = [_item(request, found.get(request["guid"].lower()), missing) for request in plain(requests)]
    uncertain = {str(guid).lower() for guid in said.get("uncertain") or []}
    counts = _counts(items)
    failed = any(counts[state] for state in FAILED_STATES)
    told = str(said.get("msg") or "the task that changes licenses ended without a result") if failed else ""
    return {
        "schema": SCHEMA,
        "kind": KIND,
        "generated_on": today.isoformat(),
        "platform": platform,
        "message": told,
        "counts": counts,
        "uncertain": [
            item["guid"] for item in items if item["state"] == "unknown" or item["guid"].lower() in uncertain
        ],
        "customers": items,
    }


def has_news(outcome: Outcome) -> bool:
    """Return whether anything was done or failed; if not, the file of an earlier run says more."""
    return any(item["state"] != "unchanged" for item in outcome["customers"])


def settled(outcome: Outcome, earlier: Any) -> Outcome:
    """Return the outcome. Customers that an earlier run left uncertain and that are now as wanted count as `changed`.

    `earlier` is the content of a result file, or any other value.
    """
    try:
        if earlier["kind"] != KIND or earlier["platform"] != outcome["platform"]:
            return outcome
        open_ = {str(guid).lower() for guid in earlier["uncertain"]}
        before = {str(row["guid"]).lower(): license_of(row["before"]) for row in earlier["customers"]}
    except (TypeError, KeyError, AttributeError):
        # an edited file, or one of an earlier version, settles nothing
        return outcome
    items: list[Item] = []
    for item in outcome["customers"]:
        guid = item["guid"].lower()
        late = item["state"] == "unchanged" and guid in open_ and before.get(guid) not in (None, item["after"])
        items.append({**item, "state": "changed", "changed": True, "before": before[guid]} if late else item)
    return {**outcome, "customers": items, "counts": _counts(items)}


def _counts(items: Sequence[Item]) -> dict[str, int]:
    """Return the number of customers for each state, zero included."""
    counts = dict.fromkeys(STATES, 0)
    for item in items:
        counts[item["state"]] += 1
    return counts


def undo_of(outcome: Outcome, today: dt.date) -> Document:
    """Return the plan that restores the earlier state; without customers if nothing changed.

    It has every changed customer and every customer with unknown state: restoring an unchanged one does nothing. A way
    back that the platform does not document is listed as not possible.
    """
    uncertain = frozenset(outcome["uncertain"])
    entries = [_way_back(item, item["guid"] in uncertain) for item in outcome["customers"]]
    return build([entry for entry in entries if entry], today, "undo", platform=outcome["platform"])


def before_apply(requests: Sequence[Mapping[str, Any]], today: dt.date, platform: str = "") -> Document:
    """Return the plan that would undo everything, in case the run is killed before it can write a better one."""
    return undo_of(outcome_of(requests, None, today, platform), today)


def _item(request: Mapping[str, Any], row: Mapping[str, Any] | None, missing: str) -> Item:
    expected = license_of({"licensed_users": None, **request["expected"]})
    wanted = license_of(request)
    if row is None:
        row = {"state": missing, "before": expected, "after": expected if missing == "not_tried" else None}
    state = str(row.get("state"))
    return {
        "guid": request["guid"],
        "name": str(row.get("name") or ""),
        "state": state if state in STATES else "unknown",
        "changed": bool(row.get("changed")),
        "before": license_of(row.get("before")),
        "after": license_of(row.get("after")),
        "wanted": wanted,
        "task": str(row["task"]) if row.get("task") else None,
        "error": str(row["error"]) if row.get("error") else None,
    }


def _way_back(item: Item, uncertain: bool) -> Entry | None:
    """Return the entry that restores a customer; None if certainly nothing was changed."""
    before, after, wanted = item["before"], item["after"], item["wanted"]
    # a task may end after everybody stopped waiting for it
    unseen = item["state"] in ("started", "unknown", "failed") and (after is None or item["task"] is not None)
    touched = item["changed"] or uncertain or unseen or (item["state"] == "failed" and after != before)
    if before is None or wanted is None or not touched or item["state"] == "would_change":
        return None
    held = after if after is not None and after != before else wanted
    obstacle = plan.impossible(held["license_type"], before["license_type"])
    if obstacle is None and before["licensed_users"] is None:
        obstacle = "its earlier seats are not known"
    return {
        "guid": item["guid"],
        "name": item["name"],
        "full_name": "",
        "action": "not_possible" if obstacle else "change",
        "reason": obstacle or "restores the earlier state",
        "active_users": None,
        "expected": held,
        "wanted": before,
        "when": {},
        "possible": list(license_plans.possible(held["license_type"])) if obstacle else [],
        "waiver": None,
    }
