# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""License changes: reads every customer, compares it with what is wanted, and makes the requests for the difference.

Requests for one customer: a read just before the write, the write, a read after it. An upgrade needs a read and a write
twice, and a task. The list for planning costs one more request for all customers. The read just before the write
decides whether to send it, not the state at planning time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import bodies, guards, license_plans
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import (
    PAUSES,
    Change,
    Read,
    Snapshot,
    State,
    Step,
    shown,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_plans import (
    DesiredLicense,
    LicensePlan,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.outcomes import Outcome, uncertain
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import parallel
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import naming
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import CUSTOMER_LICENSES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    LivePlatformError,
    OptionError,
    PartialError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

# state of an outcome -> its name in the message of a failure
_STATES = {
    "changed": "changed",
    "started": "started",
    "would_change": "would change",
    "unchanged": "already as wanted",
    "not_tried": "not tried",
}
_CODES = {item.slug: code for code, item in CUSTOMER_LICENSES.items()}


@dataclass(frozen=True)
class Keys:
    """The vendor's key names in both requests, after the options that change them."""

    change: bodies.Keys = field(default_factory=lambda: bodies.CHANGE_KEYS)
    upgrade: bodies.Keys = field(default_factory=lambda: bodies.UPGRADE_KEYS)


def prepare(
    client: Client,
    licenses: Sequence[DesiredLicense],
    workers: int,
    guard: guards.Guard = guards.NONE,
    keys: Keys | None = None,
) -> list[Change]:
    """Read all customers and return one change for each desired license, in the same order. This sends no change.

    One request, and one more for each license with an app registration. Raises `NotFoundError` naming customers that do
    not exist, and `OptionError` naming changes that the platform does not support. A missing customer whose `expected`
    is given is a conflict of that customer alone: its GUID was right once, and must not stop the others.
    """
    if not licenses:
        return []
    client.conceal([one.application_client_secret for one in licenses if one.application_client_secret])
    # any other unknown GUID fails here, before any change
    found = topology.customers(
        client, [one.guid for one in licenses], may_lack=[one.guid for one in licenses if one.had]
    )
    records = {record["ump_customer_guid"].lower(): record for record in found}
    states = _registered(client, [one for one in licenses if one.guid.lower() in records], workers)
    changes: list[Change] = []
    refused: list[str] = []
    for desired in licenses:
        record = records.get(desired.guid.lower())
        if record is None:
            plan = license_plans.gone(desired)
        else:
            before = states.get(desired.guid) or {key: record[key] for key in license_plans.FIELDS}
            # from here on, the platform's own spelling of the GUID
            exact = replace(desired, guid=record["ump_customer_guid"])
            try:
                plan = license_plans.plan(exact, record["name"], before)
            except OptionError as error:
                refused.append(str(error))
                continue
            if plan.needed:
                plan = replace(plan, conflict=guards.objection(plan, record, guard))
        changes.append(_change(client, plan, guard, keys or Keys()))
    if refused:
        more = f" (and {len(refused) - 5} more)" if len(refused) > 5 else ""
        raise OptionError(f"nothing was changed: {'; '.join(refused[:5])}{more}")
    return changes


def _registered(client: Client, licenses: Sequence[DesiredLicense], workers: int) -> dict[str, State]:
    """Return states by GUID for customers whose app registration is to change: the list does not show it."""
    wanted = [desired for desired in licenses if desired.application_client_id]
    states: dict[str, State] = {}
    for desired, snapshot in zip(wanted, parallel.each(wanted, partial(_read, client), workers), strict=True):
        if isinstance(snapshot, LivePlatformError):
            raise snapshot
        states[desired.guid] = snapshot.state or {}
    return states


def _change(client: Client, plan: LicensePlan, guard: guards.Guard, keys: Keys) -> Change:
    """Return the change that carries out a plan."""
    desired = plan.desired
    return Change(
        what=one_line(f"{plan.name} ({desired.guid})"),
        ident=desired.guid,
        name=plan.name,
        before=plan.before,
        conflict=plan.conflict,
        read=partial(_read, client, desired),
        steps=_steps(client, plan, guard, keys) if plan.wanted != plan.before else (),
        holds=license_plans.has_all_shown,
    )


def _steps(client: Client, plan: LicensePlan, guard: guards.Guard, keys: Keys) -> tuple[Step, ...]:
    """Return the request that changes a license. For an upgrade, the upgrade comes first and this request confirms it."""
    desired, guid = plan.desired, plan.desired.guid
    values = {
        **plan.wanted,
        "license_type": _CODES[plan.wanted["license_type"]],
        # every request has license type and seats, as in all examples of the vendor; the rest only on demand
        "full_name": desired.full_name,
        "application_client_id": desired.application_client_id,
        "application_client_secret": desired.application_client_secret,
    }
    change = Step(
        send=lambda: client.change_customer(guid, bodies.body(keys.change, values)),
        wanted=plan.wanted,
        check=partial(_may_start, plan, guard),
        pauses=PAUSES,
        hint=_ignored("change_keys"),
    )
    if not plan.is_upgrade:
        return (change,)
    upgrade = Step(
        send=lambda: client.upgrade_customer(guid, bodies.body(keys.upgrade, values)),
        wanted={"license_type": plan.wanted["license_type"]},
        check=partial(_may_start, plan, guard),
        hint=_ignored("upgrade_keys"),
    )
    lost = "the upgrade is done, but no read shows whether it was confirmed", "run again with application_client_id"
    return upgrade, replace(
        change, check=partial(_may_confirm, plan, guard), unconfirmed=None if desired.application_client_id else lost
    )


def _ignored(option: str) -> str:
    """Return the hint for an accepted request without effect: the vendor's pages disagree about its keys."""
    return f"if that changes nothing, the platform probably ignores the keys of the request: see {option}"


def _may_start(plan: LicensePlan, guard: guards.Guard, read: Read) -> bool:
    """Return whether a change is still needed. Raises `ConflictError` if the customer has changed or is guarded."""
    now = read()
    state = now.state or {}
    if license_plans.has(state, plan.wanted):
        return False
    if state != plan.before:
        raise ConflictError(
            f"the customer was changed by somebody else: {shown(plan.before)} when it was read, "
            f"{shown(state)} just before the change",
            hint="nothing was sent; run again",
        )
    refusal = guards.objection(plan, now.record, guard)
    if refusal:
        raise ConflictError(refusal)
    return True


def _may_confirm(plan: LicensePlan, guard: guards.Guard, read: Read) -> bool:
    """Refuse to confirm an upgrade if more seats came into use while its task was running."""
    hint = "the upgrade is done, but not confirmed: run again with application_client_id"
    try:
        record = read().record
    except LivePlatformError as error:
        raise error.but(hint=hint) from error
    refusal = "" if guard.allow_below_use else guards.below_use(plan, record)
    if refusal:
        raise ConflictError(refusal, hint=hint)
    return True


def _read(client: Client, desired: DesiredLicense) -> Snapshot:
    """Read one customer. The state has the id of its app registration if a new one is wanted."""
    with naming(client):
        body = client.customer(desired.guid)
        record = lists.customer(lists.one(body, "customer", desired.guid))
        # also checks that this is the right customer
        details = lists.customer_details(body, desired.guid)
    state = {key: record[key] for key in license_plans.FIELDS}
    if desired.application_client_id:
        state[license_plans.REGISTRATION] = details[license_plans.REGISTRATION]
    return Snapshot(state, record=record)


def result(customers: Sequence[Outcome], with_diff: bool) -> dict[str, Any]:
    """Return a module's result. Raises `PartialError` with the same result, and numbers in its text, after a failure."""
    found: dict[str, Any] = {
        "changed": any(outcome.changed for outcome in customers),
        "count": len(customers),
        "changes": sum(outcome.changed for outcome in customers),
        "customers": [_row(outcome) for outcome in customers],
        "uncertain": uncertain(customers),
        "messages": [
            f"{one_line(it.change.name or it.change.ident)}: {text}" for it in customers for text in it.messages
        ],
    }
    if with_diff:
        found["diff"] = [outcome.diff for outcome in customers if outcome.changed]
    failed = [outcome for outcome in customers if outcome.failure]
    if not failed:
        return found
    states = Counter(outcome.state for outcome in customers)
    numbers = ", ".join(f"{states[state]} {words}" for state, words in _STATES.items() if states[state])
    earliest = failed[0]
    who = one_line(earliest.change.name or earliest.change.ident)
    message = f"{len(failed)} of {len(customers)} customers failed, beginning with {who}: {earliest.failure}"
    raise PartialError(f"{message} [{numbers}]" if numbers else message, found, earliest.failure)


def _row(outcome: Outcome) -> dict[str, Any]:
    change = outcome.change
    return {
        "ump_customer_guid": change.ident,
        "name": change.name,
        **outcome.as_result(),
        "before": change.before or None,
        "wanted": change.wanted or None,
        "after": outcome.after or None,
        "error": str(outcome.failure) if outcome.failure else None,
    }
