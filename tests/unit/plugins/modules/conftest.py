# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules run inside the process of the test: options in, the JSON that they print out, HTTP by ``responses``."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import responses
from ansible.module_utils import basic

Result = dict[str, Any]
FOREIGN = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "requests_ca_bundle", "curl_ca_bundle", "netrc")
PACKAGE = "ansible_collections.audiocodes.live_platform.plugins.modules"
CONNECTION = {"url": "https://live.example.com", "access_token": "ready-token-1", "rate_limit": 0, "retries": 0}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own connection settings reaches a test."""
    for name in list(os.environ):
        if name.startswith("LIVE_PLATFORM_") or name.lower() in FOREIGN:
            monkeypatch.delenv(name)


@pytest.fixture
def http() -> Iterator[responses.RequestsMock]:
    """HTTP inside the process: a request that no test has announced fails like an unreachable server."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def run(
    http: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """run("service_info", option=value, ...) -> the module's result; ``check=True`` is check mode."""

    def run_module(name: str, /, *, check: bool = False, **options: Any) -> Result:
        arguments = {**CONNECTION, **options, "_ansible_check_mode": check}
        given = json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode()
        monkeypatch.setattr(basic, "_ANSIBLE_ARGS", given)
        # ansible-core 2.19 and newer choose how results are written down
        monkeypatch.setattr(basic, "_ANSIBLE_PROFILE", "legacy", raising=False)
        warnings: list[str] = []
        # inside the controller's process a warning would go to its display
        monkeypatch.setattr(basic.AnsibleModule, "warn", lambda _module, text: warnings.append(text))
        with pytest.raises(SystemExit):
            importlib.import_module(f"{PACKAGE}.{name}").main()
        result: Result = json.loads(capsys.readouterr().out)
        # what core 2.22 masks in the whole run; the controller takes it out of the result
        result.pop("_ansible_new_secrets", None)
        return {**result, "warnings": warnings}

    return run_module
