# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of metrics as the actions write it, and what becomes of a task whose gateway takes nothing."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.action import write_compliance, write_report
from kits.metrics import gateway, read, values
from kits.report_data import GROUPS, group_of, sample_hosts

WHEN = {"write_report": {"generated_at": "2026-11-22T08:00:00Z"}, "write_compliance": {"reference_date": "2026-11-22"}}
ACTIONS = {"write_report": write_report.ActionModule, "write_compliance": write_compliance.ActionModule}
NAMES = {"write_report": "license_report", "write_compliance": "compliance"}
Run = Callable[..., dict[str, Any]]


class HostVars:
    """Stands for ansible-core's."""

    def __init__(self, hosts: Mapping[str, Mapping[str, Any]]) -> None:
        self.hosts = hosts

    def raw_get(self, host_name: str, /) -> Mapping[str, Any]:
        return self.hosts[host_name]


@pytest.fixture(params=list(ACTIONS))
def job(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def run(job: str, tmp_path: Path) -> Run:
    hosts = {name: variables | {"lp_platform": "lab"} for name, variables in sample_hosts().items()}
    names = {group: [name for name, item in hosts.items() if group_of(item) == group] for group in GROUPS}

    def started(*, check: bool = False, diff: bool = False, **options: Any) -> dict[str, Any]:
        given = {"formats": ["prometheus"], "dest": str(tmp_path / "out"), **WHEN[job], **options}
        task = SimpleNamespace(args=given, check_mode=check, diff=diff, async_val=0, action=job)
        connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
        action: Any = ACTIONS[job](task, connection, None, None, None, None)
        result: dict[str, Any] = action.run(task_vars={"hostvars": HostVars(hosts), "groups": names})
        return result

    return started


def test_everybody_may_read_the_file_and_only_the_file(job: str, run: Run, tmp_path: Path) -> None:
    result = run(formats="json,prometheus", mode="0600")
    assert result["changed"]
    assert result["summary"]["metrics_push"] == {"state": "off", "message": ""}
    path = tmp_path / "out" / f"{NAMES[job]}.prom"
    assert result["summary"]["files"]["prometheus"] == str(path)
    modes = {item.suffix: stat.S_IMODE(item.stat().st_mode) for item in path.parent.iterdir()}
    assert modes == {".json": 0o600, ".prom": 0o644}
    found = read(path.read_bytes())
    assert values(found, "read_timestamp_seconds", platform="lab", report=NAMES[job])
    assert not run(formats="json,prometheus", mode="0600")["changed"]
    run(formats="json,prometheus", mode="0600", metrics_mode="0640")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_file_may_be_in_the_folder_of_a_node_exporter(job: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "textfiles").mkdir()
    run(formats="json,prometheus", metrics_dest=str(tmp_path / "textfiles"), basename="emea")
    assert [path.name for path in (tmp_path / "textfiles").iterdir()] == ["emea.prom"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["emea.json"]


def test_check_mode_writes_and_sends_nothing_and_says_what_it_would(run: Run, tmp_path: Path) -> None:
    with gateway() as place:
        result = run(check=True, diff=True, metrics_push_url=place.url)
    assert (place.received, list(tmp_path.iterdir())) == ([], [])
    assert result["changed"]
    (entry,) = result["diff"]
    assert (entry["before"], entry["after"].partition(",")[0].endswith(" bytes")) == ("absent\n", True)
    assert result["summary"]["metrics_push"] == {"state": "would_send", "message": "would send: lab"}


def test_a_gateway_has_what_the_file_has(job: str, run: Run, tmp_path: Path) -> None:
    with gateway() as place:
        result = run(metrics_push_url=place.url)
        again = run(formats="json", metrics_push_url=place.url)
    assert result["summary"]["metrics_push"]["state"] == "sent"
    assert again["changed"]
    file = read((tmp_path / "out" / f"{NAMES[job]}.prom").read_bytes())
    for _method, group, _headers, text in place.received:
        assert group == {"job": "live_platform", "platform": "lab", "report": NAMES[job]}
        with_group = {
            (name, tuple(sorted((*labels, ("platform", "lab"), ("report", NAMES[job]))))): value
            for (name, labels), value in read(text).items()
        }
        assert with_group == file
    assert len(place.received) == 2


def test_what_is_not_delivered_fails_the_task_after_the_files_are_written(job: str, run: Run, tmp_path: Path) -> None:
    with gateway(400, "no") as place:
        result = run(metrics_push_url=place.url)
    message = "the metrics were not delivered to the gateway for lab: HTTP 400: no (attempts: 1)"
    assert (result["failed"], result["msg"], result["changed"]) == (True, message, True)
    assert result["summary"]["metrics_push"] == {"state": "undelivered", "message": message}
    assert (result["summary"]["written"], result["table"] != []) == (True, True)
    assert (tmp_path / "out" / f"{NAMES[job]}.prom").is_file()


def test_two_reports_in_one_folder_are_told_apart(run: Run, tmp_path: Path) -> None:
    """And their help texts are the same: of a file with other ones, a collector would drop the series."""
    run(basename="emea")
    run(basename="apac")
    texts = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "out").iterdir())]
    first, second = map(read, texts)
    assert len(first) == len(second) > 0
    assert not first.keys() & second.keys()
    comments = [[line for line in text.splitlines() if line.startswith("#")] for text in texts]
    assert comments[0] == comments[1]


def test_without_the_library_nothing_is_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    result = run(formats="json,prometheus")
    assert result["failed"]
    assert "metrics need the Python library prometheus_client, 0.16.0 or newer" in result["msg"]
    assert "\n" not in result["msg"]
    assert list(tmp_path.rglob("*.*")) == []
    assert not run(formats="json").get("failed")
