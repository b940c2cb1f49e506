# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Asynchronous tasks: their ids in the answer to a write, and waiting for their end.

Ids and states are from the vendor's page "Get Task" and from the examples of pages whose requests start tasks.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import naming
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    LivePlatformError,
    OptionError,
    TaskError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import safe_line
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

# the options of modules that wait for tasks
WAITING: dict[str, Any] = {
    "wait": {"type": "bool", "default": True},
    "wait_timeout": {"type": "float", "default": 600.0},
}
# seconds between two reads of a task: first, growth, longest
FIRST_WAIT = 1.0
GROWTH = 1.5
LONGEST_WAIT = 15.0
# Failed reads in a row before the wait fails: a task may not exist at once, and a failed read does not stop it.
MOST_FAILED = 5

# ids on the vendor's pages: tsk_185510, tsk_msjob_..., wst_..., wup...
_ID = re.compile(r"(?:(?:tsk|wst)_[A-Za-z0-9]|wup[_-]?[0-9])[A-Za-z0-9_-]*")
_QUOTED = re.compile(r'"([^"]*)"')
# the platform's placeholder if there was nothing to do
_NO_TASK = "tsk_0"


@dataclass(frozen=True)
class Waiting:
    """Whether to wait for tasks, and how many seconds each may take."""

    wait: bool = True
    timeout: float = 600.0


def waiting(params: Mapping[str, Any]) -> Waiting:
    """Return the options in WAITING as an object. Raises `OptionError`."""
    if not 0 <= params["wait_timeout"] < math.inf:
        raise OptionError(f"wait_timeout must be 0 or more seconds, not {params['wait_timeout']:g}")
    return Waiting(params["wait"], params["wait_timeout"])


def ids(answer: str) -> list[str]:
    """Return the task ids in the text of an answer, each once, without the placeholder `tsk_0`.

    Answers hold ids as a bare string, in one or several keys of an object, or in braces that are not JSON. Only a whole
    string is an id, and a customer's name never is: waiting for something that only looks like an id would report a
    false failure.
    """
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        value = [answer.strip(), *_QUOTED.findall(answer)]
    found = (text for text in _texts(value) if _ID.fullmatch(text))
    return [ident for ident in dict.fromkeys(found) if ident != _NO_TASK]


def _texts(value: Any) -> Iterator[str]:
    """Yield the strings of a JSON value in order, keys too, but nothing below a key for a name."""
    rest = [value]
    while rest:
        item = rest.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            rest.extend(reversed(item))
        elif isinstance(item, dict):
            parts = [part for key, held in item.items() if "name" not in key.lower() for part in (key, held)]
            rest.extend(reversed(parts))


def wait_for(client: Client, ident: str, timeout: float) -> dict[str, Any]:
    """Wait until a task has succeeded, for at most `timeout` seconds with growing pauses, and return its record.

    An unknown state counts as running. Raises `TaskError` if the task failed or did not end in time, or the error of
    the last read if the account has no access or too many reads in a row failed. `goes_on` is set unless the task has
    failed.
    """
    began, pause, failed = client.clock(), FIRST_WAIT, 0
    while True:
        found = _read(client, ident)
        left = began + timeout - client.clock()
        if isinstance(found, LivePlatformError):
            failed += 1
            if failed > MOST_FAILED or left <= 0 or found.concerns_all or isinstance(found, AuthenticationError):
                raise found.but(goes_on=True) from found
        elif found["state"] == "succeeded":
            return found
        else:
            failed = 0
            _refuse_end(client, ident, found)
            if left <= 0:
                late = f"task {ident} has not ended within {timeout:g} s: {one_line(found['status']) or 'no status'}"
                raise TaskError(late, hint="follow it with task_info, or raise wait_timeout").but(goes_on=True)
        client.sleep(min(pause, left))
        pause = min(pause * GROWTH, LONGEST_WAIT)


def _read(client: Client, ident: str) -> dict[str, Any] | LivePlatformError:
    """Return the record of a task, or the error of the read."""
    try:
        with naming(client):
            return lists.task(client.task(ident))
    except LivePlatformError as error:
        return error


def _refuse_end(client: Client, ident: str, record: dict[str, Any]) -> None:
    """Raise `TaskError`, in the platform's words, if a task failed."""
    if record["state"] == "failed":
        message = safe_line("; ".join(text for _level, text in lists.task_messages(record)), client.concealed)
        raise TaskError(
            f"task {ident} ended as {one_line(record['status'])}",
            server_message=message or None,
            hint="see the portal's task list",
        )
