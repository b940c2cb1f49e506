# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the layers' tests: the vendor's examples, a clock that nobody waits for, and an environment without ours."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import Settings, settings
from kits.harness import ROOT

# the same examples in every run, and no limit of time for one of them: a busy machine is no bug of the code
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
# for scripts/mutants.py, which asks only whether a test fails: the shortest example of it is not looked for
hypothesis.settings.register_profile(
    "first", hypothesis.settings.get_profile("same"), phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate)
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

SAMPLES = ROOT / "tests" / "simulator" / "data"
FOREIGN = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "requests_ca_bundle", "curl_ca_bundle", "netrc")


class FakeTime:
    """A clock (seconds) that moves only when somebody sleeps or a test says so; ``slept`` lists the waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the machine's own connection settings reaches a test, and no .netrc either."""
    for name in list(os.environ):
        if name.startswith("LIVE_PLATFORM_") or name.lower() in FOREIGN:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def fake_time() -> FakeTime:
    """See L(FakeTime)."""
    return FakeTime()


@pytest.fixture
def make_settings() -> Callable[..., Settings]:
    """Settings with a ready token, unless options say otherwise."""

    def make(**options: Any) -> Settings:
        given = {"url": "https://live.example.com", **options}
        if not {"access_token", "access_token_file", "client_id", "username"} & given.keys():
            given["access_token"] = "ready-token-1"
        return settings(given)

    return make


@pytest.fixture
def client_credentials() -> dict[str, str]:
    """Options of a way to authenticate: client credentials."""
    return {
        "tenant_id": "contoso.example",
        "client_id": "client-1",
        "client_secret": "s3cret+/&=",
        "scope": "api://live/.default",
    }


@pytest.fixture
def services_sample() -> Any:
    """The vendor's example of "Retrieve Services"."""
    return json.loads((SAMPLES / "services.json").read_text(encoding="utf-8"))


@pytest.fixture(params=["customers.json", "customers_all_details.json"])
def customers_sample(request: pytest.FixtureRequest) -> Any:
    """The vendor's examples of "Get Services Brief Details (V3)", without and with all details."""
    return json.loads((SAMPLES / request.param).read_text(encoding="utf-8"))


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """HTTP inside the process: a request that no test has announced fails like an unreachable server."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def log() -> list[str]:
    """The lines that clients log."""
    return []


@pytest.fixture
def make_client(
    make_settings: Callable[..., Settings], fake_time: FakeTime, log: list[str]
) -> Iterator[Callable[..., Client]]:
    """Clients on the fake clock, closed at the end; options as for make_settings."""
    with ExitStack() as stack:

        def make(**options: Any) -> Client:
            settings_ = make_settings(**options)
            return stack.enter_context(Client(settings_, log.append, fake_time.clock, fake_time.sleep, lambda: 0.0))

        yield make
