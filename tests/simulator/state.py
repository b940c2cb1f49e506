# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All state of a simulator: data, tasks, tokens, faults, logs. All methods are thread-safe."""

from __future__ import annotations

import copy
import dataclasses
import itertools
import math
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from .dataset import Dataset
from .faults import Fault
from .limiter import Limiter
from .tasks import Task, Tasks
from .writes import Write

# Headers of which the log keeps only the scheme ("Bearer").
CREDENTIAL_HEADERS = ("authorization", "proxy-authorization")
# Forms of the answer that starts a task: "tsk_1", an object with the id or ids, { "tsk_msjob_1" } (not JSON).
TASK_FORMS = ("string", "object", "invalid")


@dataclasses.dataclass(frozen=True)
class Credentials:
    """Credentials of the simulated platform, good only for loopback.

    The secrets contain characters that break a form or a Basic header if somebody forgets to encode them.
    """

    tenant_id: str = "0b7c3a52-6f1e-4a55-9d1f-51c0de000001"
    client_id: str = "7d2f9a16-1c38-4b0e-8a77-51c0de000002"
    client_secret: str = "Sim8Q~throw-away+secret/&%3D="
    scope: str = "api://51c0de00-3a4b-4c5d-8e6f-51c0de000003/.default"
    username: str = "sim.operator"
    password: str = "throw:away pass%word&"


@dataclasses.dataclass
class Request:
    """One request as it arrived: ``path`` and ``query`` as sent, header names in lower case.

    ``status`` is None until it is answered. ``at`` (arrival) and ``ended`` (answer sent, or connection closed) are
    seconds on a monotonic clock.
    """

    method: str
    path: str
    query: str
    headers: dict[str, str]
    status: int | None = None
    at: float = 0.0
    ended: float | None = None


@dataclasses.dataclass(frozen=True)
class TaskPlan:
    """A plan for tasks that requests start. ``form``: one of TASK_FORMS; ``fields``: as in Task."""

    form: str | None = None
    fields: dict[str, Any] = dataclasses.field(default_factory=lambda: {"polls": 1})

    def __post_init__(self) -> None:
        if self.form not in (None, *TASK_FORMS):
            raise ValueError(f"unknown form of a task's start {self.form!r}, known are: {', '.join(TASK_FORMS)}")
        # a plan cannot set the others: TypeError
        Task("", subjects=(), effect=None, **self.fields)


class State:
    """See the module's text."""

    def __init__(
        self, dataset: Dataset, limiter: Limiter | None = None, credentials: Credentials | None = None
    ) -> None:
        self.dataset = dataset
        self.limiter = limiter
        self.credentials = credentials or Credentials()
        self.tasks = Tasks()
        # seconds that every request takes, however many run
        self.latency = 0.0
        # the accepted spellings of a license change, see acting.SPELLINGS
        self.patch_spellings: tuple[str, ...] = ("examples",)
        # where a change of a SIP connection may name it, see acting.ID_PLACES
        self.connection_id_places: tuple[str, ...] = ("body", "query")
        # refuse a license change without an app registration
        self.registration_required = False
        # called in the server's thread when a write was accepted but has done nothing yet, and when it is done
        self.before_write: Callable[[Write], object] | None = None
        self.after_write: Callable[[Write], object] | None = None
        # ``expires_in`` of future tokens, in seconds
        self.token_lifetime = 3599
        self._lock = threading.Lock()
        self._log: list[Request] = []
        self._writes: list[Write] = []
        self._plans: dict[str, TaskPlan] = {}
        self._faults: list[tuple[str, Fault]] = []
        self._valid_until: dict[str, float] = {}

    # --- request log

    def log(self, request: Request) -> Request:
        for name in CREDENTIAL_HEADERS:
            if name in request.headers:
                request.headers[name] = request.headers[name].split(" ", 1)[0]
        request.at = time.monotonic()
        with self._lock:
            self._log.append(request)
        return request

    def requests(self) -> list[Request]:
        with self._lock:
            return copy.deepcopy(self._log)

    def peak(self, path_contains: str) -> int:
        """Return the largest number of requests for such paths that ran at the same time."""
        entries = [entry for entry in self.requests() if path_contains in entry.path]
        starts = [(entry.at, 1) for entry in entries]
        ends = [(math.inf if entry.ended is None else entry.ended, -1) for entry in entries]
        return max(itertools.accumulate(step for _time, step in sorted(starts + ends)), default=0)

    def log_write(self, write: Write) -> Write:
        with self._lock:
            self._writes.append(write)
        return write

    def writes(self) -> list[Write]:
        with self._lock:
            return copy.deepcopy(self._writes)

    def clear_requests(self) -> None:
        with self._lock:
            self._log.clear()
            self._writes.clear()

    # --- tasks to come

    def plan(self, guid: str, plan: TaskPlan) -> None:
        """Plan the tasks of a customer; of all customers if ``guid`` is empty."""
        with self._lock:
            self._plans[guid.lower()] = plan

    def plan_for(self, guid: str) -> TaskPlan:
        with self._lock:
            return self._plans.get(guid.lower()) or self._plans.get("") or TaskPlan()

    def clear_plans(self) -> None:
        with self._lock:
            self._plans.clear()

    # --- faults

    def add_fault(self, path_contains: str, fault: Fault) -> None:
        with self._lock:
            self._faults.append((path_contains, dataclasses.replace(fault)))

    def clear_faults(self) -> None:
        with self._lock:
            self._faults.clear()

    def take_fault(self, method: str, path: str) -> Fault | None:
        """Return the oldest fault for this request, and use it up once."""
        with self._lock:
            for index, (part, fault) in enumerate(self._faults):
                if part not in path or fault.method not in (None, method):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        del self._faults[index]
                return fault
        return None

    # --- tokens

    def issue_token(self) -> str:
        """Return a new access token in the shape of a JWT, valid for ``token_lifetime`` seconds."""
        token = f"eyJ0eXAiOiJKV1QifQ.{secrets.token_urlsafe(24)}.{secrets.token_urlsafe(24)}"
        with self._lock:
            self._valid_until[token] = time.monotonic() + self.token_lifetime
        return token

    def token_is_valid(self, token: str) -> bool:
        with self._lock:
            return time.monotonic() < self._valid_until.get(token, 0.0)

    def expire_tokens(self) -> None:
        with self._lock:
            self._valid_until = dict.fromkeys(self._valid_until, 0.0)

    def secrets(self) -> list[str]:
        """Return everything that no output may show: the made-up secrets and all tokens issued so far."""
        own = [self.credentials.client_secret, self.credentials.password, *self.dataset.carrier_passwords()]
        own += self.dataset.channel_secrets()
        with self._lock:
            return [*own, *self._valid_until]
