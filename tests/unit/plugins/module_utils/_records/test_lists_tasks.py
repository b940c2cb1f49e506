# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asynchronous tasks: the vendor's loose states in four words, and zero dates that are none."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields, lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError

# what "Get Task" prints for a task that has ended
EXAMPLE: dict[str, Any] = {
    "id": "tsk_185510",
    "status": "CompletedSuccess",
    "details": [None],
    "executionMessages": [{"level": "Information", "message": "Upgrade started"}],
    "outputData": {"UmpCustomerGuid": "8f479a63-cf48-4f36-bbcd-65267a6f06cc"},
    "createTime": "0001-01-01T00:00:00",
    "completeTime": None,
    "cancellationRequested": False,
}

STATES = {
    "running": ("In Progress", "InProgress", "in progress", "Running", "Queued", "pending", "Started", "Waiting"),
    "succeeded": (
        "CompletedSuccess",
        "Completed Success",
        "completed_success",
        "COMPLETEDSUCCESS",
        "Completed-Success",
        " Completed  Success ",
        "Completed",
        "Succeeded",
        "Success",
    ),
    "failed": (
        "Failed",
        "FAILED",
        "CompletedFailed",
        "Completed Failure",
        "Error",
        "Cancelled",
        "Canceled",
        "Timed Out",
        "Timeout",
        "Aborted",
        "Completed with errors",
        "CompletedWithError",
        "Completed with failures",
        "CompletedError",
        "CompletedCanceled",
        "Completed Cancelled",
        "Partially completed",
        "Completed partially",
    ),
    "unknown": (
        "",
        None,
        3,
        True,
        "CompletedWithWarnings",
        "NotFailed",
        "no success",
        "{{ 7*7 }}",
        "\u0443\u0441\u043f\u0435\u0445",
    ),
}


@pytest.mark.parametrize("body", [{}, {"status": "Failed"}, {"id": None}, {"id": ""}, {"items": EXAMPLE}])
def test_no_task(body: Any) -> None:
    """What has no id is no task, and must not pass for one that is still running."""
    with pytest.raises(DataError, match="not a task"):
        lists.task(body)


@pytest.mark.parametrize("body", [[EXAMPLE], "tsk_185510", 1, None])
def test_no_object(body: Any) -> None:
    """The string that starts a task is not the task."""
    with pytest.raises(DataError, match="is not an object"):
        lists.task(body)


@pytest.mark.parametrize(("state", "status"), [(state, word) for state, words in STATES.items() for word in words])
def test_states(state: str, status: Any) -> None:
    """However the platform spells them; a word that nobody knows is not guessed at."""
    assert lists.task({**EXAMPLE, "status": status})["state"] == state


def test_status_in_the_platforms_own_words() -> None:
    """It stays, whatever it is taken to mean."""
    found = lists.task({**EXAMPLE, "status": "Completed Success"})
    assert (found["state"], found["status"]) == ("succeeded", "Completed Success")


def test_the_vendors_example() -> None:
    """Every key, under our names; its zero date is no date."""
    assert lists.task(EXAMPLE) == {
        "id": "tsk_185510",
        "state": "succeeded",
        "status": "CompletedSuccess",
        "details": [None],
        "messages": [{"level": "Information", "message": "Upgrade started"}],
        "errors": [],
        "output": {"UmpCustomerGuid": "8f479a63-cf48-4f36-bbcd-65267a6f06cc"},
        "created_at": None,
        "completed_at": None,
        "cancellation_requested": False,
    }


def test_messages_of_the_level_error() -> None:
    """However the level is spelled; a task that has some may have succeeded all the same."""
    messages = [
        {"level": "Error", "message": "number not released"},
        {"Level": " ERROR ", "Message": "no license left"},
        {"level": "Information", "message": "Error"},
        {"level": "Error", "message": None},
        {"message": "no level"},
        "plain text",
        None,
    ]
    found = lists.task({**EXAMPLE, "executionMessages": messages})
    assert (found["state"], found["errors"]) == ("succeeded", ["number not released", "no license left"])
    assert len(found["messages"]) == len(messages)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("0001-01-01T00:00:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00.0000000+00:00", None),
        ("0001-01-01", None),
        (None, None),
        ("", None),
        ("2026-03-01T12:00:05.1234567Z", "2026-03-01T12:00:05.123456+00:00"),
        ("3/1/2026 12:00:05 PM", "2026-03-01T12:00:05"),
    ],
)
def test_times(sent: Any, read: str | None) -> None:
    """Both are dates or null, never a date that means "none"."""
    found = lists.task({**EXAMPLE, "createTime": sent, "completeTime": sent})
    assert (found["created_at"], found["completed_at"]) == (read, read)


def test_least_that_a_task_can_hold() -> None:
    """Every key is there, missing ones by type."""
    found = lists.task({"ID": 5})
    assert list(found) == [field.name for field in fields.TASK_FIELDS]
    assert found == {
        "id": "5",
        "state": "unknown",
        "status": "",
        "details": [],
        "messages": [],
        "errors": [],
        "output": {},
        "created_at": None,
        "completed_at": None,
        "cancellation_requested": None,
    }


def test_secrets_in_what_a_task_left() -> None:
    """A task's output may repeat what the request sent."""
    pair = {"name": "CarrierUserPassword", "value": "secret-1"}
    body = {
        **EXAMPLE,
        "outputData": {"applicationClientSecret": "secret-1", "sbc": {"Password": "secret-1", "name": "x"}},
        "details": [pair],
        "executionMessages": [{"level": "Error", "message": "no", "clientSecret": "secret-1"}],
    }
    found = lists.task(body)
    assert "secret-1" not in str(found)
    assert found["output"] == {"sbc": {"name": "x"}}
