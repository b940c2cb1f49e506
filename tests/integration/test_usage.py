# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Histories, secrets' ends and tasks against the simulator: pace, parallelism, and nothing read is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import timing
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection, environment
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError, PartialError
from ansible_collections.audiocodes.live_platform.plugins.modules import customer_info, license_usage_info
from kits import harness
from kits.playbook import Result, play
from simulator import Dataset, Fault, Limiter, Simulator
from simulator.state import Credentials

TOKEN = "/oauth2/v2.0/token"
USAGE = "audiocodes.live_platform.license_usage_info"
CUSTOMERS = "audiocodes.live_platform.customer_info"
TASKS = "audiocodes.live_platform.task_info"

MANY = 400
FEW = 24
UNPACED = {"rate_limit": 0, "retries": 0}

Work = Callable[[Any, Client], Result]
MODULES: dict[str, tuple[Work, str, dict[str, Any]]] = {
    "license_usage_info": (license_usage_info.usage, "usage", {"months": 1, "history": False}),
    "customer_info": (
        customer_info.customers,
        "customers",
        {"all_details": False, "labels": None, "include_raw": False, "secrets_expiry": True, "sbc_names": False},
    ),
}


def run(
    sim: Simulator,
    module: str,
    options: dict[str, Any] | None = None,
    warn: Callable[[str], object] = pytest.fail,
    **params: Any,
) -> tuple[Result, LivePlatformError | None, float]:
    """Return (result, failure, seconds) of what a module does between its options and its end, inside this process."""
    work, _key, more = MODULES[module]
    given = dict.fromkeys(("guids", "license_types", "names", "ignore_errors_for")) | {"parallel": 8, **more, **params}
    defaults = {option.name: option.default for option in connection.OPTIONS}
    prefix = environment.ENV_PREFIX
    env = {name.removeprefix(prefix).lower(): value for name, value in sim.env().items()}
    started = time.monotonic()
    failure: LivePlatformError | None = None
    result: Result = {}
    with Client(connection.settings({**defaults, **env, **(UNPACED if options is None else options)})) as client:
        try:
            result = work(SimpleNamespace(params=given, warn=warn), client)
        except PartialError as error:
            failure, result = error, error.result
        except LivePlatformError as error:
            failure = error
    return result, failure, time.monotonic() - started


def item_requests(sim: Simulator) -> list[Any]:
    """The requests for single customers."""
    return [entry for entry in sim.requests if "/api/v3/customer/" in entry.path]


# --- credentials in the middle of it


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize(
    "refusal",
    [
        Fault(status=401, skip=1),
        Fault(status=400, skip=1, body={"error": "unauthorized_client", "error_description": "AADSTS700016: gone"}),
        Fault(kind="html", skip=1),
        Fault(kind="cut", skip=1),
    ],
    ids=["401", "400", "html", "cut"],
)
def test_credentials_refused_for_good_end_it(module: str, refusal: Fault) -> None:
    """Whoever was under way is refused, nobody else asks again, and what was read until then is returned.

    The same holds where the token service is broken or gone: without a token there is nothing to ask.
    """
    with Simulator(Dataset.generate(0, MANY)) as sim:
        sim.fault("/api/v3/customer/", Fault(status=401, skip=50))
        sim.fault(TOKEN, refusal)
        result, failure, _seconds = run(sim, module)
        asked = item_requests(sim)
        tokens = sim.token_requests
    assert isinstance(failure, PartialError)
    assert failure.message.startswith("350 customers could not be read, beginning with ")
    assert len(result["failed_items"]) == MANY - 50
    if module == "license_usage_info":
        assert result["count"] == len(result["usage"]) == 50
    # 8 at a time may have been under way; each of them may have asked for a token
    assert len(asked) <= 50 + 8 + 1
    assert tokens <= 1 + 8


@pytest.mark.parametrize("module", MODULES)
def test_a_token_that_ends_in_the_middle_is_renewed(module: str) -> None:
    """Nobody notices: every customer is read, for one more token."""
    with Simulator(Dataset.generate(0, FEW), latency=0.01) as sim:
        sim.fault("/api/v3/customer/", Fault(kind="late", seconds=0.0, skip=FEW // 2, times=1))
        before = sim.state.take_fault

        def take(method: str, path: str) -> Fault | None:
            fault = before(method, path)
            if fault is not None and fault.kind == "late":
                sim.expire_tokens()
                return None
            return fault

        sim.state.take_fault = take  # type: ignore[method-assign]
        result, failure, _seconds = run(sim, module)
        statuses = [entry.status for entry in item_requests(sim)]
        tokens = sim.token_requests
    assert failure is None
    assert (result["count"], result["failed_items"]) == (FEW, [])
    assert (statuses.count(200), tokens) == (FEW, 2)
    assert 1 <= statuses.count(401) <= 8


# --- pace and parallelism


def test_a_paced_run_never_meets_the_limiter(monkeypatch: pytest.MonkeyPatch) -> None:
    """40 customers at 10 in a window, on a clock that runs 20 times as fast: no 429, and no slower than it must be."""
    # the slack is not shortened: how late a request arrives does not depend on the pace
    window, slack = timing.WINDOW / 20, 0.3
    monkeypatch.setattr(timing, "WINDOW", window)
    monkeypatch.setattr(timing, "SLACK", slack)
    with Simulator(Dataset.generate(0, 40), pacing=Limiter(10, window)) as sim:
        result, failure, seconds = run(sim, "license_usage_info", {"rate_limit": 10, "retries": 0})
        statuses = {entry.status for entry in sim.requests}
    assert failure is None
    assert result["count"] == 40
    assert statuses == {200}
    assert 4 * window <= seconds <= 4 * (window + slack) + 2


def test_several_at_once_are_faster_than_one_at_a_time() -> None:
    """The figures of a large platform are in tests/benchmarks/usage_pacing.py; this is a small one."""
    with Simulator(Dataset.generate(0, FEW), latency=0.05) as sim:
        one, _failure, slow = run(sim, "license_usage_info", parallel=1)
        assert sim.peak("/licenseinfo") == 1
        sim.clear_requests()
        several, _failure, fast = run(sim, "license_usage_info")
        assert 4 <= sim.peak("/licenseinfo") <= 8
    assert several == one
    assert slow / fast >= 3


# --- options, and failures that are to be ignored


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"months": 0}, "months must be 1 or more, not 0"),
        ({"parallel": 0}, "parallel must be 1 or more, not 0"),
        ({"guids": ["nobody", "nothing"]}, "no customer with GUID nobody, nothing"),
        ({"guids": ["nobody"]}, "HTTP 404: not found or belongs to another tenant: Customer with nobody not found"),
    ],
)
def test_what_cannot_be_asked_for(params: dict[str, Any], message: str) -> None:
    """One error, and nothing is asked of any customer that exists."""
    with Simulator() as sim:
        result, failure, _seconds = run(sim, "license_usage_info", **params)
        assert len(item_requests(sim)) <= 1
    assert message in str(failure)
    assert result == {}


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("how", ["500", "guid", "name", "pattern", "*"])
def test_failures_that_do_not_fail_the_task(module: str, how: str) -> None:
    """By status, GUID, name or pattern; another one's does not help, and the failure is told all the same."""
    data = Dataset.generate(0, 5)
    broken = data.customers[2]
    guid, name = broken["UmpCustomerGuid"], broken["CustomerShortName"]
    ignored = {"guid": guid.upper(), "name": name.title(), "pattern": f"{name[:3]}*{name[-2:]}"}.get(how, how)
    with Simulator(data) as sim:
        sim.fault(f"/api/v3/customer/{guid}", Fault(status=500))
        result, failure, _seconds = run(sim, module, ignore_errors_for=[ignored])
        warnings: list[str] = []
        others = ["404", "502", guid[:8], "nobody*"]
        _result, other, _seconds = run(sim, module, warn=warnings.append, ignore_errors_for=others)
    assert failure is None
    assert [(item["name"], item["status"]) for item in result["failed_items"]] == [(name, 500)]
    assert result["count"] == (5 if module == "customer_info" else 4)
    assert isinstance(other, PartialError)
    assert f"1 customer could not be read, beginning with {name}: " in str(other)
    assert warnings == [f"ignore_errors_for: no customer has the name or GUID {guid[:8]}, nobody*"]


# --- one of 400, through ansible


def dataset() -> Dataset:
    """400 customers; each has a secret that no output may show."""
    data = Dataset.generate(services=0, customers=MANY, seed=2)
    for number, row in enumerate(data.customers):
        secret = {"ApplicationClientSecret": f"real-secret-of-{number}"}
        data.items[row["UmpCustomerGuid"]] = {**secret, "ClientSecretExpirationDate": "2/8/2027 8:39:26 PM"}
    return data


STATES = {
    "tsk_1": ("CompletedSuccess", "succeeded"),
    "tsk_2": ("Completed Success", "succeeded"),
    "tsk_3": ("In Progress", "running"),
    "wst_4": ("InProgress", "running"),
    "tsk_5": ("Failed", "failed"),
    "tsk_msjob_6": ("Half way {{ 7*7 }}", "unknown"),
}


def test_one_customer_failing_among_400(core: harness.Core, tmp_path: Path) -> None:
    """The task fails, names it, and returns all others; ignored by status, GUID or name, it succeeds. No secret at -vvvv."""
    data = dataset()
    broken = data.customers[77]
    guid, name = broken["UmpCustomerGuid"], broken["CustomerShortName"]
    near = [row["UmpCustomerGuid"] for row in data.customers[70:80]]
    failing: dict[str, Any] = {"ignore_errors": True}
    options = {"secrets_expiry": True, "include_raw": True}
    tasks: list[dict[str, Any]] = [
        {"name": "usage", USAGE: {"history": False}, **failing},
        {"name": "secrets", CUSTOMERS: options, **failing},
        {"name": "by status", USAGE: {"guids": near, "ignore_errors_for": [404, 500]}},
        {"name": "by guid", CUSTOMERS: {**options, "guids": near, "ignore_errors_for": [guid.upper()]}},
        {"name": "one", CUSTOMERS: {**options, "guids": near[:1], "client_secret": Credentials().client_secret}},
        {"name": "tasks", TASKS: {"ids": list(STATES)}},
        {"name": "no task", TASKS: {"ids": ["tsk_1", "tsk_404"]}, **failing},
    ]
    with Simulator(data) as sim:
        sim.fault(f"/api/v3/customer/{guid}", Fault(status=500, body={"detail": "{{ 7*7 }} is broken"}))
        for ident, (status, _state) in STATES.items():
            sim.task(ident, status, created="0001-01-01T00:00:00", completed="2026-03-01T12:00:00Z")
        env = sim.env() | {"LIVE_PLATFORM_RATE_LIMIT": "0"}
        done = play(core, tmp_path, tasks, env, verbosity="-vvvv")
        assert sim.writes == []
        secrets = [*sim.secrets(), "real-secret-of"]
    assert done.status == 0, done.output[-5000:]
    for secret in secrets:
        assert secret not in done.output
    assert "Traceback" not in done.output

    failed = {"ump_customer_guid": guid, "name": name, "status": 500}
    for task, path in (("usage", "/licenseinfo"), ("secrets", "")):
        message = done.failure(task)
        assert message.startswith(
            f"1 customer could not be read, beginning with {name}: GET /tenantui/api/v3/customer/{guid}{path}: HTTP 500"
        )
        assert "{{ 7*7 }} is broken" in message
        assert done[task]["failure"]["error"] == "PartialError"
        (item,) = done[task]["failed_items"]
        assert {key: item[key] for key in failed} == failed
        assert item["msg"] in message
    assert done["usage"]["count"] == len(done["usage"]["usage"]) == MANY - 1
    assert done["secrets"]["count"] == len(done["secrets"]["customers"]) == MANY
    ends = {item["ump_customer_guid"]: item["client_secret_expires"] for item in done["secrets"]["customers"]}
    assert ends.pop(guid) is None
    assert set(ends.values()) == {"2027-02-08T20:39:26"}

    for task, key, count in (("by status", "usage", 9), ("by guid", "customers", 10)):
        assert done[task]["failed"] is False
        assert [item["ump_customer_guid"] for item in done[task]["failed_items"]] == [guid]
        assert [item["ump_customer_guid"] for item in done[task][key]] == [
            one for one in near if one != guid or count == 10
        ]
    (one,) = done["one"]["customers"]
    assert one["raw"]["ClientSecretExpirationDate"] == "2/8/2027 8:39:26 PM"
    assert "ApplicationClientSecret" not in one["raw"]
    assert_history(done["by status"]["usage"], data)
    assert_tasks(done["tasks"]["tasks"])
    assert "GET /tenantui/api/v2/task/tsk_404: HTTP 404" in done.failure("no task")


def assert_history(found: list[Result], data: Dataset) -> None:
    """The last day of every history is what the list says today, and the trend counts its days."""
    rows = {row["UmpCustomerGuid"]: row for row in data.customers}
    for item in found:
        row, days = rows[item["ump_customer_guid"]], item["history"]
        assert item["name"] == row["CustomerShortName"]
        assert (days[-1]["date"], days[-1]["active_users"]) == ("2026-03-01", row["ActiveUserCount"])
        assert [day["date"] for day in days] == sorted({day["date"] for day in days})
        assert item["trend"]["days"] == len(days) > 20
        assert item["trend"]["peak"] == max(day["active_users"] for day in days)


def assert_tasks(found: list[Result]) -> None:
    """In the order asked for, every loose state in one word, zero dates null."""
    assert [(item["id"], item["status"], item["state"]) for item in found] == [
        (ident, status, state) for ident, (status, state) in STATES.items()
    ]
    assert {item["created_at"] for item in found} == {None}
    assert {item["completed_at"] for item in found} == {"2026-03-01T12:00:00+00:00"}
