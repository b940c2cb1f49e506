# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids of tasks in the answers that start them, and waiting for their end on a clock that nobody waits for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import tasks
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    DataError,
    LivePlatformError,
    NotFoundError,
    TaskError,
)

Make = Callable[..., Client]
Http = responses.RequestsMock
URL = "https://live.example.com/tenantui/api/v2/task/tsk_1"


@pytest.mark.parametrize(
    ("answer", "ids"),
    [
        ("1", []),
        ("", []),
        ("true", []),
        ('"tsk_185510"', ["tsk_185510"]),
        ("tsk_185510", ["tsk_185510"]),
        ('{"status":true,"msg":"queued","sbcCleanupTaskId":"tsk_841026","o365CleanupTask":"tsk_0"}', ["tsk_841026"]),
        ('{"a": "tsk_2", "b": "tsk_1", "c": "tsk_2"}', ["tsk_2", "tsk_1"]),
        ('{ "tsk_msjob_0b6c7e0a-12" }', ["tsk_msjob_0b6c7e0a-12"]),
        ('"wst_77"', ["wst_77"]),
        ('"wup3"', ["wup3"]),
        ('{"taskId": "tsk_01"}', ["tsk_01"]),
        ('{"siteGuid": "0f1c2d3e-tsk"}', []),
        (" tsk_185510\n", ["tsk_185510"]),
        ('["tsk_1", {"id": "wst_2a-b"}, "tsk_0", 3, null]', ["tsk_1", "wst_2a-b"]),
        ('{"tsk_msjob_1": true, "tasks": {"first": "tsk_3"}}', ["tsk_msjob_1", "tsk_3"]),
    ],
)
def test_ids_in_answers(answer: str, ids: list[str]) -> None:
    """The forms of the vendor's examples; the id of no task is none."""
    assert tasks.ids(answer) == ids


# names that customers could have, some of them on purpose
NAMES = (
    "wstern-telecom",
    "wst",
    "tsk",
    "tsk_",
    "wst-1",
    "wst_ern",
    "tsk_1",
    "tskforce1",
    "wupper",
    "wupper-1",
    "wup 3",
    "Acme tsk_1",
    "tsk_1 GmbH",
    "tsk_1\n",
    'x" "tsk_1" "',
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", ["CustomerShortName", "customerFullName", "name"])
def test_a_customers_name_is_no_task(name: str, key: str) -> None:
    """A done change would be reported as failed: there is no such task."""
    assert tasks.ids(json.dumps({key: name})) == []
    assert tasks.ids(json.dumps({"customer": [{key: name}], "taskId": "tsk_7"})) == ["tsk_7"]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("wst_ern", "tsk_1")])
def test_what_only_looks_like_an_id_is_none_wherever_it_stands(name: str) -> None:
    assert tasks.ids(json.dumps(name)) == []
    assert tasks.ids(json.dumps({"msg": f"{name} was upgraded", "customer": name})) == []
    assert tasks.ids(f"{name} was upgraded") == []


def test_answers_that_are_nested_without_end_are_no_failure() -> None:
    assert tasks.ids("[" * 100_000 + "]" * 100_000) == []
    assert tasks.ids("[" * 900 + '"tsk_1"' + "]" * 900) == ["tsk_1"]


def say(http: Http, *statuses: str, **more: Any) -> None:
    for status in statuses:
        http.get(URL, json={"id": "tsk_1", "status": status, **more})


def test_success_after_a_while(http: Http, make_client: Make, fake_time: Any) -> None:
    """Pauses grow; a word that nobody knows is no end."""
    say(http, "Queued", "In Progress", "Contemplating", "Completed Success")
    assert tasks.wait_for(make_client(), "tsk_1", 60)["state"] == "succeeded"
    assert fake_time.slept == [1.0, 1.5, 2.25]


def test_pauses_have_a_bound(http: Http, make_client: Make, fake_time: Any) -> None:
    say(http, *["In Progress"] * 20, "CompletedSuccess")
    tasks.wait_for(make_client(rate_limit=0), "tsk_1", 600)
    assert max(fake_time.slept) == 15.0


def test_failure_is_told_in_the_platforms_words(http: Http, make_client: Make) -> None:
    say(
        http,
        "Failed",
        executionMessages=[{"level": "Error", "message": "No\nlicense left"}, {"Message": "Rolled back"}, "Odd", None],
    )
    with pytest.raises(
        TaskError, match=r"^task tsk_1 ended as Failed: No license left; Rolled back; Odd \(see the portal"
    ):
        tasks.wait_for(make_client(), "tsk_1", 60)
    assert len(http.calls) == 1


@pytest.mark.parametrize("status", ["In Progress", "Contemplating", ""])
def test_no_end_in_time(http: Http, make_client: Make, fake_time: Any, status: str) -> None:
    """The last look is at the end of the time, not before it."""
    say(http, status)
    client, began = make_client(rate_limit=0), fake_time.now
    with pytest.raises(TaskError, match=f"^task tsk_1 has not ended within 10 s: {status or 'no status'}"):
        tasks.wait_for(client, "tsk_1", 10)
    assert fake_time.now - began == pytest.approx(10)


def test_no_time_is_one_look(http: Http, make_client: Make, fake_time: Any) -> None:
    say(http, "In Progress")
    with pytest.raises(TaskError, match="within 0 s"):
        tasks.wait_for(make_client(), "tsk_1", 0)
    assert (len(http.calls), fake_time.slept) == (1, [])


def test_answer_that_is_no_task(http: Http, make_client: Make) -> None:
    http.get(URL, json={"status": "CompletedSuccess"})
    with pytest.raises(DataError, match=r"^GET /tenantui/api/v2/task/tsk_1: the answer is not a task"):
        tasks.wait_for(make_client(), "tsk_1", 60)


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 404, "json": "Task with tsk_1 not found"},
        {"status": 500, "json": {"description": "no communication"}},
        {"body": '{"id": "tsk_1", "sta', "content_type": "application/json"},
        {"body": "<html>", "content_type": "text/html"},
        {"body": "", "content_type": "application/json"},
    ],
)
def test_a_look_that_fails_does_not_end_the_wait(http: Http, make_client: Make, fake_time: Any, trouble: Any) -> None:
    """The task goes on all the same; some are not there at once."""
    for _look in range(tasks.MOST_FAILED):
        http.get(URL, **trouble)
    say(http, "In Progress")
    http.get(URL, **trouble)
    say(http, "CompletedSuccess")
    assert tasks.wait_for(make_client(rate_limit=0), "tsk_1", 600)["state"] == "succeeded"
    assert len(http.calls) == len(fake_time.slept) + 1 == tasks.MOST_FAILED + 3


def test_a_task_that_vanishes_is_looked_for_a_few_times(http: Http, make_client: Make, fake_time: Any) -> None:
    http.get(URL, status=404, json="Task with tsk_1 not found")
    with pytest.raises(NotFoundError, match=r"^GET /tenantui/api/v2/task/tsk_1: HTTP 404: .*Task with tsk_1 not found"):
        tasks.wait_for(make_client(rate_limit=0), "tsk_1", 600)
    assert (len(http.calls), sum(fake_time.slept) < 30) == (tasks.MOST_FAILED + 1, True)


@pytest.mark.parametrize(
    ("status", "seconds", "kind"),
    [(403, 600, AuthenticationError), (401, 600, AuthenticationError), (500, 0, Exception)],
)
def test_looks_that_are_not_worth_another(
    http: Http, make_client: Make, status: int, seconds: float, kind: type[LivePlatformError]
) -> None:
    http.get(URL, status=status)
    with pytest.raises(kind, match=f"HTTP {status}"):
        tasks.wait_for(make_client(rate_limit=0), "tsk_1", seconds)
    assert len(http.calls) == 1
