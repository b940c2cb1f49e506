# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Carrying out planned changes of licenses, so that every customer ends as it was or as it was wanted, and is reported so.

Requests for one customer: a read just before the write, the write, a read after it; for an upgrade
a read and a write twice, and a task. The list that the plan was made from costs one more for all of them. What the read just
before a write shows decides whether it is sent, not what was true when the change was planned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils import gather
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    bodies,
    guards,
    license_plans,
    writes,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_outcomes import (
    Outcome,
    first,
    is_stopped,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.license_plans import Plan, State, Wish
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import parallel
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import CUSTOMER_LICENSES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    LivePlatformError,
    OptionError,
    TaskError,
    VerificationError,
)

_CODES = {item.slug: code for code, item in CUSTOMER_LICENSES.items()}


@dataclass(frozen=True)
class Keys:
    """The vendor's key names of both requests, those in doubt changed by options."""

    change: bodies.Keys = field(default_factory=lambda: bodies.CHANGE_KEYS)
    upgrade: bodies.Keys = field(default_factory=lambda: bodies.UPGRADE_KEYS)


def plans(client: Client, wishes: Sequence[Wish], workers: int, guard: guards.Guard = guards.NONE) -> list[Plan]:
    """Read all customers and return a plan for each wish, in their order; nothing is sent that changes anything.

    One request, and one more for every wish with an app registration. Raises L(NotFoundError) naming the customers that do
    not exist, and L(OptionError) naming every change that the platform does not know. Of several customers, one that is
    gone is a conflict of its own where the wish tells what it had: that GUID was right once, and holds up nobody else.
    """
    if not wishes:
        return []
    # any other GUID that the platform does not know fails here, for all of them
    found = gather.customers(
        client, [wish.guid for wish in wishes], may_lack=[wish.guid for wish in wishes if wish.had]
    )
    there = {record["ump_customer_guid"].lower(): record for record in found}
    registered = [wish for wish in wishes if wish.application_client_id and wish.guid.lower() in there]
    read = parallel.each(registered, lambda wish: _state(client, wish), workers)
    states: dict[str, State] = {}
    for wish, state in zip(registered, read, strict=True):
        if isinstance(state, LivePlatformError):
            raise state
        states[wish.guid] = state
    made: list[Plan] = []
    refused: list[str] = []
    for wish in wishes:
        record = there.get(wish.guid.lower())
        if record is None:
            made.append(license_plans.gone(wish))
            continue
        before = states.get(wish.guid) or {key: record[key] for key in license_plans.STATE}
        # the platform's own spelling of the GUID from here on
        exact = replace(wish, guid=record["ump_customer_guid"])
        try:
            made.append(_guarded(license_plans.plan(exact, record["name"], before), record, guard))
        except OptionError as error:
            refused.append(str(error))
    if refused:
        more = f" (and {len(refused) - 5} more)" if len(refused) > 5 else ""
        raise OptionError(f"nothing was changed: {'; '.join(refused[:5])}{more}")
    return made


def _guarded(plan: Plan, record: Mapping[str, Any], guard: guards.Guard) -> Plan:
    """Return a plan, as a conflict where it must not be sent."""
    return replace(plan, conflict=guards.objection(plan, record, guard)) if plan.changes else plan


def all_of(
    client: Client,
    made: Sequence[Plan],
    keys: Keys,
    waiting: writes.Waiting,
    workers: int,
    stop_on_failure: bool = False,
    guard: guards.Guard = guards.NONE,
) -> list[Outcome]:
    """Carry plans out, several at a time, and return what became of each, in their order.

    After refused credentials, or with C(stop_on_failure) after any failure, no other customer is begun.
    """
    outcomes = [first(plan) for plan in made]

    def begin(outcome: Outcome) -> None:
        _carry_out(client, outcome, keys, waiting, guard)
        if outcome.failure:
            raise outcome.failure

    if not is_stopped(outcomes, stop_on_failure):
        todo = [outcome for outcome in outcomes if outcome.plan.changes]
        parallel.each(todo, begin, workers, stop=lambda error: stop_on_failure or parallel.hopeless(error))
    return outcomes


def _carry_out(client: Client, outcome: Outcome, keys: Keys, waiting: writes.Waiting, guard: guards.Guard) -> None:
    """Carry one plan out; its failure is noted together with the state that the customer then has."""
    try:
        outcome.state = _steps(client, outcome, keys, waiting, guard)
    except LivePlatformError as error:
        outcome.state, outcome.failure = "failed", error
        if outcome.wrote:
            outcome.after = None
            try:
                outcome.after, _record = _read(client, outcome.plan.wish)
            except LivePlatformError as unread:
                reason = "" if str(unread) == str(error) else f": {unread}"
                outcome.failure = error.adding(f"what {outcome.plan.wish.guid} has now could not be read{reason}")
        if outcome.uncertain:
            outcome.failure = writes.may_follow(outcome.failure)


def _steps(client: Client, outcome: Outcome, keys: Keys, waiting: writes.Waiting, guard: guards.Guard) -> str:
    """Send what a plan takes; return the outcome's state. Raises where the customer does not end as wanted."""
    plan = outcome.plan
    wish, wanted = plan.wish, plan.wanted
    client.conceal([wish.application_client_secret] if wish.application_client_secret else [])
    now, record = _read(client, wish)
    outcome.after = now
    if license_plans.has(now, wanted):
        return "unchanged"
    if now != plan.before:
        raise ConflictError(
            f"somebody else changed the customer meanwhile: {license_plans.shown(plan.before)} when it was read, "
            f"{license_plans.shown(now)} just before the change",
            hint="nothing was sent; run again",
        )
    refusal = guards.objection(plan, record, guard)
    if refusal:
        raise ConflictError(refusal)
    values = {
        **wanted,
        "license_type": _CODES[wanted["license_type"]],
        # license type and seats go into every request, as in all of the vendor's examples; the rest where it is asked for
        "full_name": wish.full_name,
        "application_client_id": wish.application_client_id,
        "application_client_secret": wish.application_client_secret,
    }
    outcome.wrote = True
    if plan.is_upgrade:
        sent = writes.send(lambda: client.upgrade_customer(wish.guid, bodies.body(keys.upgrade, values)))
        outcome.tasks, outcome.open = sent.tasks, True
        if sent.tasks and not waiting.wait:
            outcome.after = None
            return "started"
        _wait(client, outcome, sent, waiting)
        if not sent.tasks:
            _verify(client, outcome, sent, ("license_type",), writes.TASK_PAUSES)
        _check_again(client, outcome, guard)
    sent = writes.send(lambda: client.change_customer(wish.guid, bodies.body(keys.change, values)))
    outcome.tasks, outcome.open = outcome.tasks + sent.tasks, True
    _wait(client, outcome, sent, waiting)
    _verify(client, outcome, sent, list(wanted))
    if sent.lost and plan.is_upgrade and not wish.application_client_id:
        lost = sent.lost.adding("the upgrade is done, whether it was confirmed cannot be read back")
        raise lost.but(hint="run again with application_client_id") from sent.lost
    return "changed"


def _wait(client: Client, outcome: Outcome, sent: writes.Sent, waiting: writes.Waiting) -> None:
    """Wait for the tasks of a write. One that has ended, and be it as a failure, leaves nothing open."""
    try:
        writes.wait_for(client, sent, waiting)
    except TaskError as error:
        outcome.open = error.goes_on
        raise


def _check_again(client: Client, outcome: Outcome, guard: guards.Guard) -> None:
    """Refuse to confirm an upgrade with fewer seats than came into use while its task was at work."""
    plan = outcome.plan
    outcome.open = False
    hint = "the upgrade is done, but not confirmed: run again with application_client_id"
    try:
        outcome.after, record = _read(client, plan.wish)
    except LivePlatformError as error:
        raise error.but(hint=hint) from error
    refusal = "" if guard.allow_below_use else guards.below_use(plan, record)
    if refusal:
        raise ConflictError(refusal, hint=hint)


def _verify(
    client: Client,
    outcome: Outcome,
    sent: writes.Sent,
    names: Sequence[str],
    pauses: Sequence[float] = writes.PAUSES,
) -> None:
    """Read the customer back until it has what was wanted. Raises L(VerificationError), or what swallowed the answer."""
    wanted = {name: outcome.plan.wanted[name] for name in names}

    def is_reached(now: State) -> bool:
        # a platform that does not say which app registration it has cannot be held to it
        return license_plans.has(
            now, {name: wanted[name] for name in wanted if now[name] or name != license_plans.REGISTRATION}
        )

    outcome.after = found = writes.settled(client, lambda: _state(client, outcome.plan.wish), is_reached, pauses)
    if is_reached(found):
        outcome.open = False
        return
    what = f"wanted {license_plans.shown(wanted)}, found {license_plans.shown(found)}"
    if sent.lost:
        raise sent.lost.adding(f"read back instead: {what}").but(hint=writes.MAY_FOLLOW) from sent.lost
    raise VerificationError(
        f"the platform accepted the change, but read back: {what}",
        server_message=sent.said(client.concealed),
        hint=writes.MAY_FOLLOW,
    )


def _state(client: Client, wish: Wish) -> State:
    """Read one customer and return its state."""
    return _read(client, wish)[0]


def _read(client: Client, wish: Wish) -> tuple[State, dict[str, Any]]:
    """Read one customer; return its state, with the id of its app registration where one is wanted, and its record."""
    with gather.naming(client):
        body = client.customer(wish.guid)
        record = lists.customer(lists.one(body, "customer", wish.guid))
        # checks also that it is the customer asked for
        details = lists.customer_details(body, wish.guid)
    state = {key: record[key] for key in license_plans.STATE}
    if wish.application_client_id:
        state[license_plans.REGISTRATION] = details[license_plans.REGISTRATION]
    return state, record
