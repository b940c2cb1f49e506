# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of metrics: what they mean, and what is refused without showing a secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import FileOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.metrics_options import (
    MetricsOptions,
    metrics_options,
    metrics_spec,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import (
    validated,
    with_environment,
)

SPEC = metrics_spec(per_customer=True)
SECRET = "hunter2-and-more"
URL = "https://gateway.example.com:9091"
SIGNED = {"push_username": "reports", "push_password": SECRET}


def options(**given: Any) -> MetricsOptions:
    return metrics_options(validated({f"metrics_{name}": value for name, value in given.items()}, SPEC))


def test_by_default_everybody_may_read_the_file_and_nothing_is_sent(tmp_path: Path) -> None:
    found = options()
    assert (found.mode, found.per_customer, found.gateway) == (0o644, False, None)
    files = FileOptions(tmp_path, "licenses", 0o640)
    assert found.path(files) == tmp_path / "licenses.prom"
    assert options(dest=str(tmp_path / "x")).path(files, "-2026-11") == tmp_path / "x" / "licenses-2026-11.prom"


def test_a_gateway_has_what_was_given() -> None:
    gateway = options(push_url=URL, push_grouping='{"environment": "prod"}', **SIGNED, push_timeout="5").gateway
    assert gateway
    assert (gateway.url, gateway.job, gateway.grouping) == (URL, "live_platform", {"environment": "prod"})
    # as the standard says: name, colon, password, in base64
    assert gateway.headers == {"Authorization": "Basic cmVwb3J0czpodW50ZXIyLWFuZC1tb3Jl"}
    assert (gateway.verify, gateway.timeout, gateway.retries) == (True, 5.0, 3)
    assert SECRET not in repr(gateway)
    assert "cmVwb3J0" not in repr(gateway)


def test_certificates_are_verified_unless_somebody_says_otherwise() -> None:
    gateway = options(push_url=URL, push_validate_certs=False).gateway
    assert gateway
    assert gateway.verify is False


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mode": "0999"}, "metrics_mode '0999' is not an octal number"),
        ({"push_url": "ftp://x"}, "metrics_push_url is not a valid address"),
        ({"push_url": f"https://u:{SECRET}@x"}, "metrics_push_url holds credentials"),
        ({"push_url": f"https://x/?token={SECRET}"}, "metrics_push_url must not have a query"),
        ({"push_url": "http://gateway.example.com", **SIGNED}, "metrics_push_url must start with https"),
        ({"push_url": "http://x", "push_headers": {"X-Token": SECRET}}, "metrics_push_url must start with https"),
        (
            {"push_url": URL, "push_username": "a"},
            "metrics_push_username and metrics_push_password must be set together",
        ),
        ({"push_url": URL, "push_password": SECRET}, "metrics_push_username and metrics_push_password must be set"),
        ({"push_url": URL, **SIGNED, "push_headers": {"authorization": SECRET}}, "an Authorization beside it"),
        ({"push_url": URL, **SIGNED, "push_username": "a:b"}, "metrics_push_username has a colon"),
        ({"push_url": URL, "push_headers": {"X Y": SECRET}}, "metrics_push_headers must be names and texts"),
        ({"push_url": URL, "push_headers": {"X": f"{SECRET}\n"}}, "metrics_push_headers must be names and texts"),
        ({"push_url": URL, "push_grouping": {"platform": "x"}}, "metrics_push_grouping must not have platform"),
        ({"push_url": URL, "push_grouping": {"customer": "x"}}, "metrics_push_grouping must not have customer"),
        ({"push_url": URL, "push_grouping": {"job": "x"}}, "metrics_push_grouping must not have job"),
        ({"push_url": URL, "push_grouping": {"a-b": "x"}}, "metrics_push_grouping: 'a-b' must be the name of a label"),
        ({"push_url": URL, "push_grouping": {"__a": "x"}}, "must be the name of a label"),
        ({"push_url": URL, "push_grouping": {"a": ""}}, "with a text that is not empty"),
        ({"push_url": URL, "push_timeout": 0}, "metrics_push_timeout must be from 0.1 to 300, not 0.0"),
        ({"push_url": URL, "push_timeout": "nan"}, "metrics_push_timeout must be from 0.1 to 300"),
        ({"push_url": URL, "push_retries": 11}, "metrics_push_retries must be from 0 to 10, not 11"),
        ({"push_url": URL, "push_job": "a\nb"}, "metrics_push_job must be one line"),
        ({"push_url": URL, "push_ca_path": "/nowhere"}, "metrics_push_ca_path: there is no file /nowhere"),
    ],
)
def test_what_cannot_be_meant_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionError) as error:
        options(**given)
    assert said in str(error.value)
    assert SECRET not in str(error.value)


def test_a_machine_of_its_own_may_be_reached_without_tls() -> None:
    assert options(push_url="http://127.0.0.1:9091", **SIGNED).gateway
    assert options(push_url="http://gateway.example.com:9091").gateway


@pytest.mark.parametrize("environment", [{}, [{"LIVE_PLATFORM_METRICS_PUSH_PASSWORD": SECRET}]])
def test_a_password_comes_from_the_environment(environment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if not environment:
        monkeypatch.setenv("LIVE_PLATFORM_METRICS_PUSH_PASSWORD", SECRET)
    given = {"metrics_push_url": URL, "metrics_push_username": "reports"}
    gateway = metrics_options(validated(with_environment(given, environment, SPEC), SPEC)).gateway
    assert gateway
    assert gateway.secrets == (SECRET,)
