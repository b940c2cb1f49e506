# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Carrying out planned changes of licenses, so that every customer ends as it was or as it was wanted, and is reported so.

Private to the collection. Requests for one customer: a read just before the write, the write (two and a task for an upgrade),
a read after it. The list that the plan was made from costs one more for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ansible_collections.audiocodes.live_platform.plugins.module_utils import (
    bodies,
    changes,
    gather,
    parallel,
    records,
    writes,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.changes import Plan, State, Wish
from ansible_collections.audiocodes.live_platform.plugins.module_utils.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    LivePlatformError,
    OptionError,
    VerificationError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.licenses import CUSTOMER_LICENSES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.outcomes import Outcome, first, is_stopped

_CODES = {item.slug: code for code, item in CUSTOMER_LICENSES.items()}


@dataclass(frozen=True)
class Keys:
    """The vendor's key names of both requests, those in doubt changed by options."""

    change: bodies.Keys = field(default_factory=lambda: bodies.CHANGE_KEYS)
    upgrade: bodies.Keys = field(default_factory=lambda: bodies.UPGRADE_KEYS)


def plans(client: Client, wishes: Sequence[Wish], workers: int) -> list[Plan]:
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
            made.append(changes.gone(wish))
            continue
        before = states.get(wish.guid) or {key: record[key] for key in changes.STATE}
        # the platform's own spelling of the GUID from here on
        exact = replace(wish, guid=record["ump_customer_guid"])
        try:
            made.append(changes.plan(exact, record["name"], before))
        except OptionError as error:
            refused.append(str(error))
    if refused:
        more = f" (and {len(refused) - 5} more)" if len(refused) > 5 else ""
        raise OptionError(f"nothing was changed: {'; '.join(refused[:5])}{more}")
    return made


def all_of(
    client: Client,
    made: Sequence[Plan],
    keys: Keys,
    waiting: writes.Waiting,
    workers: int,
    stop_on_failure: bool = False,
) -> list[Outcome]:
    """Carry plans out, several at a time, and return what became of each, in their order.

    After refused credentials, or with C(stop_on_failure) after any failure, no other customer is begun.
    """
    outcomes = [first(plan) for plan in made]

    def begin(outcome: Outcome) -> None:
        _carry_out(client, outcome, keys, waiting)
        if outcome.failure:
            raise outcome.failure

    if not is_stopped(outcomes, stop_on_failure):
        todo = [outcome for outcome in outcomes if outcome.plan.changes]
        parallel.each(todo, begin, workers, stop=lambda error: stop_on_failure or parallel.hopeless(error))
    return outcomes


def _carry_out(client: Client, outcome: Outcome, keys: Keys, waiting: writes.Waiting) -> None:
    """Carry one plan out; its failure is noted together with the state that the customer then has."""
    try:
        outcome.state = _steps(client, outcome, keys, waiting)
    except LivePlatformError as error:
        outcome.state, outcome.failure = "failed", error
        if outcome.wrote:
            outcome.after = None
            try:
                outcome.after = _state(client, outcome.plan.wish)
            except LivePlatformError as unread:
                error.message += f"; what {outcome.plan.wish.guid} has now could not be read: {unread}"


def _steps(client: Client, outcome: Outcome, keys: Keys, waiting: writes.Waiting) -> str:
    """Send what a plan takes; return the outcome's state. Raises where the customer does not end as wanted."""
    plan = outcome.plan
    wish, wanted = plan.wish, plan.wanted
    client.conceal([wish.application_client_secret] if wish.application_client_secret else [])
    outcome.after = now = _state(client, wish)
    if changes.has(now, wanted):
        return "unchanged"
    if now != plan.before:
        raise ConflictError(
            f"somebody else changed the customer meanwhile: {changes.shown(plan.before)} when it was read, "
            f"{changes.shown(now)} just before the change",
            hint="nothing was sent; run again",
        )
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
        outcome.tasks = sent.tasks
        if sent.tasks and not waiting.wait:
            outcome.after = None
            return "started"
        writes.wait_for(client, sent, waiting)
        if not sent.tasks:
            _verify(client, outcome, sent, ("license_type",), writes.TASK_PAUSES)
    sent = writes.send(lambda: client.change_customer(wish.guid, bodies.body(keys.change, values)))
    outcome.tasks += sent.tasks
    writes.wait_for(client, sent, waiting)
    _verify(client, outcome, sent, list(wanted))
    if sent.lost and plan.is_upgrade and not wish.application_client_id:
        sent.lost.message += "; the upgrade is done, whether it was confirmed cannot be read back"
        sent.lost.hint = "run again with application_client_id"
        raise sent.lost
    return "changed"


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
        return changes.has(now, {name: wanted[name] for name in wanted if now[name] or name != changes.REGISTRATION})

    outcome.after = found = writes.settled(client, lambda: _state(client, outcome.plan.wish), is_reached, pauses)
    if is_reached(found):
        return
    what = f"wanted {changes.shown(wanted)}, found {changes.shown(found)}"
    if sent.lost:
        sent.lost.message += f"; read back instead: {what}"
        sent.lost.hint = "the platform may still carry it out: look again, then run again"
        raise sent.lost
    said = sent.said(client.concealed)
    raise VerificationError(f"the platform accepted the change, but read back: {what}", server_message=said)


def _state(client: Client, wish: Wish) -> State:
    """Read one customer and return its state, with the id of its app registration where one is wanted."""
    with gather.naming(client):
        body = client.customer(wish.guid)
        record = records.customer(records.one(body, "customer", wish.guid))
        # checks also that it is the customer asked for
        details = records.customer_details(body, wish.guid)
    state = {key: record[key] for key in changes.STATE}
    return state | ({changes.REGISTRATION: details[changes.REGISTRATION]} if wish.application_client_id else {})
