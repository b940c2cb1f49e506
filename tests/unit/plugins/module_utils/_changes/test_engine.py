# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One engine for all changes: what is sent and read, in which order, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import engine
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import (
    PAUSES,
    Change,
    Read,
    Snapshot,
    State,
    Step,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.outcomes import Outcome, predicted
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import Waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    ConnectError,
    LivePlatformError,
    NotFoundError,
    RequestError,
)

Make = Callable[..., Client]
Http = responses.RequestsMock
TASK = "https://live.example.com/tenantui/api/v2/task/tsk_1"
LOST = ConnectError("no answer")
REFUSED = RequestError("no", status=400)


class Thing:
    """An object of a platform: its seats, and everything that is done to it. Writes and reads that fail are given."""

    def __init__(self, *effects: int | Exception | None, unread: int = 0) -> None:
        self.seats: int | None = 1
        self.effects = list(effects)
        #: reads that fail, counted from the first write on
        self.unread = unread
        self.done: list[str] = []

    def read(self) -> Snapshot:
        self.done.append("read")
        if self.unread and any(entry != "read" for entry in self.done):
            self.unread -= 1
            raise ConnectError("no answer to a read")
        return Snapshot(None if self.seats is None else {"seats": self.seats})

    def send(self, answer: str = "") -> Callable[[], str]:
        def sending() -> str:
            self.done.append("write")
            effect = self.effects.pop(0)
            if isinstance(effect, Exception):
                raise effect
            self.seats = effect
            return answer

        return sending


def change(thing: Thing, *steps: Step) -> Change:
    return Change("thing 1", {"seats": 1}, thing.read, steps, ident="1")


def one(thing: Thing, wanted: State | None, **fields: Any) -> Change:
    return change(thing, Step(thing.send(), wanted, **fields))


def carried(client: Client, of: Change, **waiting: Any) -> Outcome:
    return engine.carry_out(client, of, Waiting(**waiting))


@pytest.mark.parametrize(
    ("effects", "wanted", "state", "changed", "uncertain"),
    [
        ([2], {"seats": 2}, "changed", True, False),
        ([None], None, "changed", True, False),
        # accepted, and nothing to be seen of it
        ([1], {"seats": 2}, "failed", True, True),
        # somebody else changed it as well
        ([3], {"seats": 2}, "failed", True, False),
        ([LOST], {"seats": 2}, "failed", True, True),
        ([REFUSED], {"seats": 2}, "failed", False, False),
        ([NotFoundError("gone", status=404)], {"seats": 2}, "failed", False, False),
        ([NotFoundError("gone", status=404)], None, "failed", False, False),
    ],
)
def test_what_is_said_of_one_request(
    make_client: Make, effects: list[Any], wanted: State | None, state: str, changed: bool, uncertain: bool
) -> None:
    outcome = carried(make_client(), one(Thing(*effects), wanted))
    assert (outcome.state, outcome.changed, outcome.uncertain) == (state, changed, uncertain)
    assert (outcome.failure is None) == (state == "changed")
    if uncertain:
        assert engine.MAY_FOLLOW in str(outcome.failure)


DENIED = json.dumps({"status": "error", "succeeded": False, "message": "no seats left"})


def test_an_answer_that_reports_a_failure_is_one_at_once_where_the_object_is_as_before(
    make_client: Make, fake_time: Any
) -> None:
    """Without the pauses of an accepted request. Uncertain all the same: what is in words is not a status."""
    thing = Thing(1)
    outcome = carried(make_client(), change(thing, Step(thing.send(DENIED), {"seats": 2})))
    assert (outcome.state, outcome.changed, outcome.uncertain) == ("failed", True, True)
    assert "the platform reports that the change failed, and read back: wanted seats 2, found seats 1" in str(
        outcome.failure
    )
    assert "no seats left" in str(outcome.failure)
    assert engine.MAY_FOLLOW in str(outcome.failure)
    assert fake_time.slept == []


def test_what_is_read_back_decides_whatever_the_answer_reports(make_client: Make) -> None:
    """The object is as wanted: a change, and what the platform said is not lost."""
    thing = Thing(2)
    outcome = carried(make_client(), change(thing, Step(thing.send(DENIED), {"seats": 2})))
    assert (outcome.state, outcome.changed, outcome.failure) == ("changed", True, None)
    assert outcome.as_result()["messages"] == ["the platform answered: no seats left"]


def test_an_answer_that_reports_a_failure_and_names_a_task(http: Http, make_client: Make) -> None:
    """The task decides; nothing that was said is lost."""
    http.get(TASK, json={"id": "tsk_1", "status": "CompletedSuccess", "executionMessages": ERRORS})
    thing = Thing(2)
    answer = json.dumps({"taskId": "tsk_1", "level": "Error", "message": "one number was refused"})
    outcome = carried(make_client(), change(thing, Step(thing.send(answer), {"seats": 2})))
    assert (outcome.state, outcome.tasks) == ("changed", ["tsk_1"])
    assert outcome.messages == ["the platform answered: one number was refused", "task tsk_1: mail not sent"]


ERRORS = [{"level": "Error", "message": "mail\nnot sent"}, {"level": "Information", "message": "done"}]


def test_errors_in_the_messages_of_a_task_that_succeeded(http: Http, make_client: Make) -> None:
    """The vendor calls the messages internal: they are told, and no failure."""
    http.get(TASK, json={"id": "tsk_1", "status": "Completed Success", "executionMessages": ERRORS})
    thing = Thing(2)
    outcome = carried(make_client(), change(thing, Step(thing.send('"tsk_1"'), {"seats": 2})))
    assert (outcome.state, outcome.failure, outcome.messages) == ("changed", None, ["task tsk_1: mail not sent"])


def test_a_lost_answer_is_no_failure_where_the_object_is_as_wanted(make_client: Make) -> None:
    thing = Thing(LOST)
    thing.read = lambda: Snapshot({"seats": 2})  # type: ignore[method-assign]
    outcome = carried(make_client(), one(thing, {"seats": 2}))
    assert (outcome.state, outcome.changed, thing.done) == ("changed", True, ["write"])


def test_an_error_that_was_caught_stays_as_it_was(make_client: Make) -> None:
    """Other threads may hold it."""
    error = ConnectError("no answer", hint="raise timeout")
    outcome = carried(make_client(), one(Thing(error), {"seats": 2}))
    assert str(error) == "no answer (raise timeout)"
    assert str(outcome.failure).startswith(
        "no answer; read back instead: wanted seats 2, found seats 1 (the platform may"
    )


@pytest.mark.parametrize("pauses", [PAUSES, (1.0,), ()])
def test_it_is_read_until_it_is_as_wanted_or_time_is_up(make_client: Make, fake_time: Any, pauses: Any) -> None:
    """A failure is followed by one more read, of what the object has in the end."""
    thing = Thing(1)
    carried(make_client(), one(thing, {"seats": 2}, pauses=pauses))
    assert thing.done == ["write", *["read"] * (len(pauses) + 2)]
    assert fake_time.slept == list(pauses)


def test_reading_until_it_is_so(make_client: Make, fake_time: Any) -> None:
    """What is read last is returned, whether it came true or not."""
    client = make_client()
    seen = iter([1, 2, 3, 4, 5])
    found = engine.read_until(client, lambda: Snapshot({"n": next(seen)}), lambda last: last.state == {"n": 3})
    assert found.state == {"n": 3}
    assert fake_time.slept == [1.0, 2.0]
    found = engine.read_until(client, lambda: Snapshot({"n": 9}), lambda last: last.state == {"n": 3}, (5.0,))
    assert found.state == {"n": 9}
    assert fake_time.slept == [1.0, 2.0, 5.0]


def test_what_cannot_be_read_back_is_unknown(make_client: Make) -> None:
    outcome = carried(make_client(), one(Thing(2, unread=9), {"seats": 2}))
    assert (outcome.state, outcome.changed, outcome.uncertain, outcome.after) == ("failed", True, True, None)
    assert str(outcome.failure).startswith("no answer to a read; the outcome for thing 1 could not be read (")
    assert outcome.diff["after"] == {"seats": 2}


def test_a_change_that_needs_no_request(make_client: Make) -> None:
    thing = Thing()
    outcome = carried(make_client(), one(thing, {"seats": 1}))
    assert (outcome.state, outcome.changed, outcome.after, thing.done) == ("unchanged", False, {"seats": 1}, [])


def test_a_request_that_no_read_shows(make_client: Make) -> None:
    """It is sent though the object is as wanted, and arrived for certain only with an answer."""
    lost = ("whether it arrived is not known", "run again")
    outcome = carried(make_client(), one(Thing(1), {"seats": 1}, unconfirmed=lost))
    assert (outcome.state, outcome.changed) == ("changed", True)
    outcome = carried(make_client(), one(Thing(LOST), {"seats": 1}, unconfirmed=lost))
    assert (outcome.state, outcome.changed, outcome.uncertain) == ("failed", True, True)
    assert str(outcome.failure).startswith("no answer; whether it arrived is not known (run again; ")


# --- tasks


@pytest.mark.parametrize(
    ("wait", "state", "done"), [(True, "changed", ["write", "read"]), (False, "started", ["write"])]
)
def test_a_task_is_waited_for_if_so_wanted(
    make_client: Make, http: Http, wait: bool, state: str, done: list[str]
) -> None:
    http.get(TASK, json={"id": "tsk_1", "status": "Completed Successfully"})
    http.assert_all_requests_are_fired = wait
    thing = Thing(2)
    step = Step(thing.send(json.dumps("tsk_1")), {"seats": 2})
    outcome = carried(make_client(), change(thing, step), wait=wait)
    assert (outcome.state, outcome.changed, outcome.tasks, thing.done) == (state, True, ["tsk_1"], done)
    assert outcome.diff["after"] == {"seats": 2}


# --- checks and several steps


def allow(read: Read) -> bool:
    return read().state != {"seats": 9}


def refuse(read: Read) -> bool:
    read()
    raise ConflictError("guarded")


def test_a_check_reads_just_before_its_request(make_client: Make, http: Http) -> None:
    """Two steps: after a task the check of the second reads what the first left."""
    http.get(TASK, json={"id": "tsk_1", "status": "Completed Successfully"})
    thing = Thing(2, 3)
    steps = (
        Step(thing.send('"tsk_1"'), {"seats": 2}, check=allow),
        Step(thing.send(), {"seats": 3}, check=allow),
    )
    outcome = carried(make_client(), change(thing, *steps))
    assert (outcome.state, outcome.after, outcome.tasks) == ("changed", {"seats": 3}, ["tsk_1"])
    assert thing.done == ["read", "write", "read", "write", "read"]


def test_what_came_true_by_itself_is_not_sent(make_client: Make) -> None:
    thing = Thing()
    thing.seats = 9
    outcome = carried(make_client(), one(thing, {"seats": 9}, check=allow))
    assert (outcome.state, outcome.changed, outcome.after, thing.done) == ("unchanged", False, {"seats": 9}, ["read"])


def test_a_refused_check_sends_nothing(make_client: Make) -> None:
    thing = Thing()
    thing.seats = 7
    outcome = carried(make_client(), one(thing, {"seats": 2}, check=refuse))
    assert (outcome.state, outcome.changed, outcome.after, str(outcome.failure)) == (
        "failed",
        False,
        {"seats": 7},
        "guarded",
    )
    assert thing.done == ["read"]


def test_a_refused_second_step_leaves_the_first(make_client: Make) -> None:
    thing = Thing(2)
    steps = (Step(thing.send(), {"seats": 2}, check=allow), Step(thing.send(), {"seats": 3}, check=refuse))
    outcome = carried(make_client(), change(thing, *steps))
    assert (outcome.state, outcome.changed, outcome.uncertain, outcome.after) == ("failed", True, False, {"seats": 2})
    assert thing.done == ["read", "write", "read", "read", "read"]


# --- several changes


@pytest.mark.parametrize(
    ("error", "stop", "states"),
    [
        (REFUSED, False, ["changed", "failed", "changed"]),
        (REFUSED, True, ["changed", "failed", "not_tried"]),
        (LivePlatformError("no token", status=401), False, ["changed", "failed", "not_tried"]),
    ],
)
def test_what_a_failure_stops(make_client: Make, error: LivePlatformError, stop: bool, states: list[str]) -> None:
    things = [Thing(2), Thing(error), Thing(2)]
    changes = [one(thing, {"seats": 2}, check=allow) for thing in things]
    outcomes = engine.carry_out_all(make_client(), changes, Waiting(), 1, stop)
    assert [outcome.state for outcome in outcomes] == states
    assert [bool(thing.done) for thing in things] == [state != "not_tried" for state in states]


@pytest.mark.parametrize(("stop", "other"), [(False, "would_change"), (True, "not_tried")])
def test_a_conflict_is_a_failure_before_anything_is_sent(make_client: Make, stop: bool, other: str) -> None:
    thing, step = Thing(2), Step(str, {"seats": 2}, check=allow)
    conflict = Change("thing 2", {"seats": 1}, thing.read, (step,), conflict="expected seats 5")
    expected = predicted([one(thing, {"seats": 2}, check=allow), conflict], stop)
    assert [outcome.state for outcome in expected] == [other, "failed"]
    outcomes = engine.carry_out_all(
        make_client(), [one(thing, {"seats": 2}, check=allow), conflict], Waiting(), 1, stop
    )
    assert [outcome.state for outcome in outcomes] == [other.replace("would_change", "changed"), "failed"]
    assert (outcomes[1].changed, str(outcomes[1].failure)) == (False, "expected seats 5")
