# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks: what each poll says, when a task is over, and when its effect takes place."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
import requests

from simulator import Simulator, Task
from simulator.portal import TASKS
from simulator.spec import check_reply
from simulator.state import TaskPlan
from simulator.tasks import Tasks

Get = Callable[..., requests.Response]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def words(tasks: Tasks, ident: str, polls: int) -> list[str]:
    return [(tasks.poll(ident) or {})["status"] for _unused in range(polls)]


# --- errors


@pytest.mark.parametrize("ident", ["tsk_999", "tsk_0", "a%20b"])
def test_an_unknown_task(sim: Simulator, get: Get, ident: str) -> None:
    sim.task("tsk_1")
    answer = get(f"{TASKS}/{ident}")
    assert answer.status_code == 404
    assert "not found" in answer.json()
    assert check_reply(answer) == "getTask"


def test_a_field_that_no_task_has(sim: Simulator) -> None:
    with pytest.raises(TypeError, match="colour"):
        sim.task("tsk_1", colour="green")
    with pytest.raises(TypeError, match="colour"):
        sim.plan_tasks(colour="green")
    with pytest.raises(TypeError, match="effect"):
        sim.plan_tasks(effect=print)
    with pytest.raises(ValueError, match="unknown form of a task's start 'xml'"):
        sim.plan_tasks(form="xml")


# --- what is printed


def test_a_task_as_the_vendor_prints_it(sim: Simulator, get: Get) -> None:
    sim.task("tsk_185510")
    answer = get(f"{TASKS}/tsk_185510")
    assert list(answer.json().items()) == [
        ("id", "tsk_185510"),
        ("status", "CompletedSuccess"),
        ("details", [None]),
        ("executionMessages", []),
        ("outputData", {}),
        ("createTime", "0001-01-01T00:00:00"),
        ("completeTime", None),
        ("cancellationRequested", None),
    ]
    assert check_reply(answer) == "getTask"
    assert get(f"{TASKS}/tsk_185510/").json() == answer.json()


@pytest.mark.parametrize(
    "status",
    ["Completed Success", "completedsuccess", "In Progress", "InProgress", "Failed", "FAILED", "Zurückgestellt"],
)
def test_any_word(sim: Simulator, get: Get, status: str) -> None:
    sim.task("tsk_1", status)
    answer = get(f"{TASKS}/tsk_1")
    assert answer.json()["status"] == status
    check_reply(answer)


def test_every_field(sim: Simulator, get: Get) -> None:
    sim.task(
        "wst_1",
        "Failed",
        details="no license left",
        messages=[{"level": "Error", "message": "x"}],
        output={"UmpCustomerGuid": "g"},
        created="2026-03-01T10:00:00.123",
        completed="2026-03-01T10:05:00Z",
        cancellation=False,
        extra={"totalNumbersCount": 3},
    )
    assert get(f"{TASKS}/wst_1").json() == {
        "id": "wst_1",
        "status": "Failed",
        "details": "no license left",
        "executionMessages": [{"level": "Error", "message": "x"}],
        "outputData": {"UmpCustomerGuid": "g"},
        "createTime": "2026-03-01T10:00:00.123",
        "completeTime": "2026-03-01T10:05:00Z",
        "cancellationRequested": False,
        "totalNumbersCount": 3,
    }


def test_keys_of_other_types_or_left_out(sim: Simulator, get: Get) -> None:
    sim.task("tsk_1", extra={"status": 3}, omit=("createTime", "completeTime", "cancellationRequested"))
    body = get(f"{TASKS}/tsk_1").json()
    assert list(body) == ["id", "status", "details", "executionMessages", "outputData"]
    assert body["status"] == 3


def test_output_and_end_only_when_it_is_over(sim: Simulator, get: Get) -> None:
    sim.task("tsk_1", polls=1, output={"a": 1}, completed="2026-03-01T10:05:00Z")
    bodies = [get(f"{TASKS}/tsk_1").json() for _unused in range(2)]
    assert [(body["outputData"], body["completeTime"]) for body in bodies] == [
        ({}, None),
        ({"a": 1}, "2026-03-01T10:05:00Z"),
    ]


def test_one_id_again_is_another_task(sim: Simulator, get: Get) -> None:
    sim.task("tsk_1", "Failed")
    assert get(f"{TASKS}/tsk_1").json()["status"] == "Failed"
    sim.task("tsk_1")
    assert get(f"{TASKS}/tsk_1").json()["status"] == "CompletedSuccess"


# --- how it goes


def test_running_for_some_polls(sim: Simulator, get: Get) -> None:
    sim.task("tsk_1", "Completed Success", polls=2)
    found = [get(f"{TASKS}/tsk_1").json()["status"] for _unused in range(4)]
    assert found == ["In Progress", "In Progress", "Completed Success", "Completed Success"]


def test_a_script_of_words() -> None:
    tasks = Tasks()
    tasks.add(Task("a", "Failed", running=["Queued", "InProgress", "In Progress"]))
    assert words(tasks, "a", 5) == ["Queued", "InProgress", "In Progress", "Failed", "Failed"]
    tasks.add(Task("b", running=["Queued", "Working"], polls=3))
    assert words(tasks, "b", 4) == ["Queued", "Working", "Working", "CompletedSuccess"]


def test_running_for_some_seconds() -> None:
    clock = Clock()
    tasks = Tasks(clock)
    tasks.add(Task("a", seconds=5))
    assert words(tasks, "a", 3) == ["In Progress"] * 3
    clock.now += 5
    assert words(tasks, "a", 1) == ["CompletedSuccess"]


def test_it_never_ends() -> None:
    clock = Clock()
    tasks = Tasks(clock)
    tasks.add(Task("a", polls=math.inf))
    clock.now += 1e6
    assert set(words(tasks, "a", 1000)) == {"In Progress"}


# --- its effect


@pytest.mark.parametrize(
    ("status", "applies", "expected"),
    [
        ("CompletedSuccess", None, 1),
        ("Completed success", None, 1),
        ("Failed", None, 0),
        ("Done", None, 0),
        ("Failed", True, 1),
        ("CompletedSuccess", False, 0),
    ],
)
def test_the_effect_takes_place_once_and_on_success(status: str, applies: bool | None, expected: int) -> None:
    tasks, effects = Tasks(), []
    tasks.add(Task("a", status, polls=1, applies=applies, effect=lambda: effects.append(1)))
    tasks.poll("a")
    assert effects == []
    words(tasks, "a", 3)
    assert len(effects) == expected


def test_time_alone_brings_it_about() -> None:
    clock, effects = Clock(), []
    tasks = Tasks(clock)
    tasks.add(Task("a", seconds=5, effect=lambda: effects.append(1)))
    tasks.settle()
    assert effects == []
    clock.now += 5
    tasks.settle()
    tasks.settle()
    assert effects == [1]


def test_reads_of_its_subject_count_as_polls() -> None:
    tasks, effects = Tasks(), []
    tasks.add(Task("a", polls=2, subjects=("G", "site"), effect=lambda: effects.append(1)))
    tasks.seen("other")
    tasks.seen("g")
    tasks.seen("SITE")
    assert tasks.pending("g") == ["a"]
    assert effects == []
    tasks.seen("g")
    assert effects == [1]
    assert tasks.pending("g") == []


def test_ids_count_up_from_the_vendors_example() -> None:
    tasks = Tasks()
    assert [tasks.new_id(), tasks.new_id("wst_")] == ["tsk_185510", "wst_185511"]


def test_without_a_plan_a_task_takes_one_poll() -> None:
    fields: dict[str, Any] = TaskPlan().fields
    assert fields == {"polls": 1}
