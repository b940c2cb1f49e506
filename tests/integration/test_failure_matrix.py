# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user sees when the platform cannot be read: one message with what and where, a status, and no secret."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kits import harness
from simulator import Fault, Simulator

WRONG_SECRET = "wr0ng-s3cret-of-nobody"
FATAL = re.compile(r"^fatal: \[(\w+)\]: FAILED! => (\{.*\})$", re.MULTILINE)
# as AWX runs inventory updates
AWX = {
    "ANSIBLE_INVENTORY_UNPARSED_FAILED": "true",
    "ANSIBLE_INVENTORY_EXPORT": "true",
    "ANSIBLE_VERBOSE_TO_STDERR": "true",
}


@dataclass
class Case:
    """A platform in trouble: the options to reach it, and what the message must say and name."""

    simulator: Simulator
    options: dict[str, str]
    what: str
    where: str

    @property
    def env(self) -> dict[str, str]:
        """The options as environment variables."""
        return {f"LIVE_PLATFORM_{name.upper()}": value for name, value in self.options.items()}

    def assert_no_secret(self, output: str) -> None:
        """Neither what the user gave nor what the token service issued."""
        for secret in [*self.simulator.secrets(), WRONG_SECRET]:
            assert secret not in output


NAMES = ("wrong_secret", "unreachable", "tls", "html", "half_json", "http_500", "http_206", "next_page", "bomb")


@pytest.fixture(scope="module")
def cases() -> Iterator[dict[str, Case]]:
    """All cases; each has a simulator of its own, for they run at once."""
    with contextlib.ExitStack() as stack:

        def start(what: str, where: str, fault: Fault | None = None, tls: bool = False, **options: str) -> Case:
            sim = stack.enter_context(Simulator(tls=tls))
            if fault is not None:
                sim.fault("/tenantui/api/", fault)
            given = {name.removeprefix("LIVE_PLATFORM_").lower(): value for name, value in sim.env().items()}
            given.pop("ca_path", None)
            given |= {"retries": "0", "timeout": "10", "max_response_mb": "256", **options}
            token = f"POST {sim.url}/{given['tenant_id']}/oauth2/v2.0/token: "
            return Case(sim, given, what, where.replace("TOKEN", token).replace("HOST", sim.url.partition("//")[2]))

        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        yield {
            "wrong_secret": start("HTTP 401: no token was issued: invalid_client", "TOKEN", client_secret=WRONG_SECRET),
            "unreachable": start(
                "Connection refused", f"GET /tenantui/api/LIST: 127.0.0.1:{port}: ", url=f"http://127.0.0.1:{port}"
            ),
            "tls": start("CERTIFICATE_VERIFY_FAILED", "TOKENHOST: the TLS connection failed: ", tls=True),
            "html": start("the answer is an HTML page", "GET /tenantui/api/LIST: ", Fault(kind="html")),
            "half_json": start("is not complete, valid JSON", "GET /tenantui/api/LIST: ", Fault(kind="truncated")),
            "http_206": start(
                "HTTP 206: not the whole answer", "GET /tenantui/api/LIST: ", Fault("part", status=206, rows=1)
            ),
            "next_page": start(
                "a header says so: link: </x?page=2>; rel=next",
                "GET /tenantui/api/LIST: ",
                Fault("part", headers={"Link": "</x?page=2>; rel=next"}, rows=1),
            ),
            "bomb": start(
                "the answer has more than 4 MiB", "GET /tenantui/api/LIST: ", Fault("bomb"), max_response_mb="4"
            ),
            "http_500": start("HTTP 500: internal error", "GET /tenantui/api/LIST: ", Fault(status=500)),
        }


@pytest.fixture(scope="module")
def module_run(core: harness.Core, cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook in which every case is a host that asks for services and customers."""
    folder = tmp_path_factory.mktemp("matrix")
    options = {name: "{{ cases[inventory_hostname]." + name + " }}" for name in cases["tls"].options}
    play = {
        "name": "Matrix",
        "hosts": "all",
        "gather_facts": False,
        "connection": "local",
        "vars": {
            "cases": {name: case.options for name, case in cases.items()},
            "ansible_python_interpreter": "{{ ansible_playbook_python }}",
        },
        "tasks": [
            {"name": "Services", "audiocodes.live_platform.service_info": options, "ignore_errors": True},
            {"name": "Customers", "audiocodes.live_platform.customer_info": options},
        ],
    }
    (folder / "matrix.yml").write_text(json.dumps([play]), encoding="utf-8")
    return folder / "matrix.yml"


def run_modules(core: harness.Core, playbook: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """All cases at once."""
    return harness.run(core, ["ansible-playbook", "-i", f"{','.join(NAMES)},", "-f", str(len(NAMES)), playbook, *argv])


def squashed(text: str) -> str:
    """Text without white space: old cores break their warnings into lines at any place."""
    return "".join(text.split())


def test_modules(core: harness.Core, cases: dict[str, Case], module_run: Path) -> None:
    """Each task of each host fails with one line, and the run with it."""
    done = run_modules(core, module_run)
    output = done.stdout + done.stderr
    assert done.returncode == 2
    assert "Traceback" not in output
    found: dict[str, list[str]] = {name: [] for name in NAMES}
    for host, result in FATAL.findall(done.stdout):
        decoded = json.loads(result)
        assert "exception" not in decoded
        found[host].append(decoded["msg"])
        assert decoded["failure"]["error"].endswith("Error")
    for name, case in cases.items():
        assert re.search(rf"^{name} +: ok=1 .*unreachable=0 +failed=1 .*ignored=1", done.stdout, re.MULTILINE)
        assert len(found[name]) == 2, name
        for message, path in zip(found[name], ("ovoc/v1/topology/services/", "v3/customer"), strict=True):
            assert message.startswith(case.where.replace("LIST", path))
            assert case.what in message
            assert "\n" not in message
        case.assert_no_secret(output)


def test_modules_at_vvvv(core: harness.Core, cases: dict[str, Case], module_run: Path) -> None:
    """With everything that Ansible can print about a task."""
    done = run_modules(core, module_run, "-vvvv")
    output = done.stdout + done.stderr
    assert done.returncode == 2
    assert "module_args" in output or "Using module file" in output, "this was not -vvvv: it would prove nothing"
    assert "Traceback" not in output
    for case in cases.values():
        assert case.what in output
        case.assert_no_secret(output)


def run_inventory(core: harness.Core, case: Case, folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """One inventory update against a platform in trouble."""
    source = folder / "live_platform.yml"
    source.write_text("plugin: audiocodes.live_platform.live_platform\n", encoding="utf-8")
    return harness.run(core, ["ansible-inventory", "-i", source, "--list", *argv], {**AWX, **case.env})


def assert_said_once(output: str, case: Case) -> None:
    """One message of ours, with what and where; core's own remarks on other parsers do not count."""
    start = f"audiocodes.live_platform:{squashed(case.where).replace('LIST', 'ovoc/v1/topology/services/')}"
    text = squashed(output)
    assert len(re.findall(rf"'?auto'?plugin:{re.escape(start)}", text)) == 1
    assert len(re.findall(r"plugin:audiocodes\.live_platform:", text)) == 1
    assert squashed(case.what) in text


@pytest.mark.parametrize("name", NAMES)
def test_inventory(core: harness.Core, cases: dict[str, Case], tmp_path: Path, name: str) -> None:
    """No host, no group, no success; and at -vvvv still no secret."""
    case = cases[name]
    done = run_inventory(core, case, tmp_path)
    output = done.stdout + done.stderr
    assert done.returncode != 0
    assert done.stdout.strip() == ""
    assert_said_once(output, case)
    assert "Traceback" not in output
    case.assert_no_secret(output)

    done = run_inventory(core, case, tmp_path, "-vvvv")
    output = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Using inventory plugin" in output, "this was not -vvvv: it would prove nothing"
    assert_said_once(output, case)
    case.assert_no_secret(output)
