# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The project in examples/awx put to use as AWX does: its source by a credential, its playbooks, the inventory of problems."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from controller import Row, inject

from kits import harness
from kits.awx import INJECTORS, INPUTS, PROJECT, blocks, playbooks, role_file
from kits.playbook import QUIET
from kits.receivers import SECRET as HOOK
from kits.receivers import webhook
from simulator import Dataset, Simulator

AWX_UPDATE = {
    "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True",
    "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "True",
    "ANSIBLE_INVENTORY_EXPORT": "True",
    "ANSIBLE_HOST_PATTERN_MISMATCH": "error",
}


def credential(sim: Simulator, folder: Path) -> dict[str, str]:
    """The environment of a job with the credential of this platform; loopback may do without TLS."""
    names = ("url", "tenant_id", "client_id", "client_secret", "scope", "authority")
    env = sim.env()
    given = {name: env[f"LIVE_PLATFORM_{name.upper()}"] for name in names}
    return {**inject(INPUTS, INJECTORS, given, folder), "LIVE_PLATFORM_RATE_LIMIT": "0"}


def as_awx_writes_it(inventory: Row, folder: Path) -> Path:
    """The script by which AWX hands an inventory on: groups with members as such, all groups below "all"."""
    hosts = inventory["_meta"]["hostvars"]
    groups = {name: group for name, group in inventory.items() if name not in ("_meta", "all")}
    whole = {
        "all": {"children": sorted({*groups, *inventory["all"]["children"]} - {"ungrouped"})},
        "_meta": {"hostvars": hosts},
    }
    path = folder / "hosts"
    text = json.dumps({**{name: group for name, group in groups.items() if group}, **whole})
    path.write_text(f"#! /usr/bin/env python3\nprint({text!r})\n", encoding="utf-8")
    path.chmod(0o700)
    return path


def imported(core: harness.Core, env: dict[str, str], *argv: str | Path) -> Row:
    """Run the command of an update."""
    done = harness.run(core, ["ansible-inventory", "--list", "--export", *argv], {**AWX_UPDATE, **env})
    assert done.returncode == 0, done.stderr
    found: Row = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("day", ["good", "bad"])
def test_the_inventory_of_problems(core: harness.Core, tmp_path: Path, day: str) -> None:
    """Also on a day without any: its limit is safe, that of a group which such a day does not have would fail."""
    data = Dataset.samples()
    if day == "good":
        for service in data.services:
            service["status"] = "OK"
    with Simulator(data) as sim:
        first = imported(core, credential(sim, tmp_path), "-i", PROJECT / "live_platform.yml")
    bad = first.get("lp_status_error", {}).get("hosts", [])
    (tmp_path / "constructed.yml").write_text(blocks()["zz_problems.yml"], encoding="utf-8")
    limit = ":".join(role_file("defaults/main.yml")["awx_configure_problems"])
    sources: list[str | Path] = [
        "-i",
        as_awx_writes_it(first, tmp_path),
        "-i",
        tmp_path / "constructed.yml",
        "--limit",
    ]
    found = imported(core, {}, *sources, limit)
    assert sorted(found["_meta"]["hostvars"]) == sorted(bad)
    assert sorted(found.get("lp_problems", {}).get("hosts", [])) == sorted(bad)
    assert len(bad) == (0 if day == "good" else 3)
    argv = ["ansible-inventory", "--list", "--export", *sources, "lp_problems"]
    unsafe = harness.run(core, argv, AWX_UPDATE)
    assert (unsafe.returncode != 0) is (day == "good")


def test_every_playbook_of_the_project_runs(core: harness.Core, tmp_path: Path) -> None:
    """With the variables of their templates; the notice tells what the compliance job found, and leaves the workflow red."""
    *others, notice = sorted(playbooks(), key=lambda path: path.name == "notify.yml")
    assert [path.name for path in others] == [
        "compliance_report.yml",
        "license_report.yml",
        "license_rightsize.yml",
        "license_statement.yml",
    ]
    job_vars = role_file("vars/main.yml")["awx_configure_job_vars"].values()
    variables = {name: value for part in job_vars for name, value in part.items()}
    assert {value for name, value in variables.items() if name.endswith("_dest")} == {"/tmp/reports"}
    variables |= {name: str(tmp_path / "reports") for name in variables if name.endswith("_dest")}
    # nothing was counted on this platform
    variables["license_statement_fail_on"] = "none"
    with Simulator() as sim:
        env = {**QUIET, **credential(sim, tmp_path), "ANSIBLE_SHOW_CUSTOM_STATS": "true"}
        argv: list[str | Path] = [
            "ansible-playbook",
            "-i",
            PROJECT / "live_platform.yml",
            *others,
            "-e",
            json.dumps(variables),
        ]
        done = harness.run(core, argv, env)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert sim.writes == []
    written = {path.name for path in (tmp_path / "reports").iterdir()}
    assert {"compliance.html", "license_report.html", "license_rightsize.txt"} <= written
    assert any(name.startswith("license_statement-") for name in written)

    stats = json.JSONDecoder().raw_decode(done.stdout.partition("CUSTOM STATS: ")[2].partition("RUN: ")[2])[0]
    artifact = {"compliance_result": stats["compliance_result"], "awx_workflow_job_id": 77, "notify_methods": "webhook"}
    with webhook() as hook:
        env = {**QUIET, "LIVE_PLATFORM_NOTIFY_WEBHOOK_URL": hook.url, "LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD": ""}
        told = harness.run(core, ["ansible-playbook", notice, "-e", json.dumps(artifact)], env)
    assert told.returncode != 0
    assert "see workflow job 77" in told.stdout
    (message,) = hook.received
    assert message["title"] == "Live Platform workflow failed"
    assert message["facts"]["Workflow job"] in (77, "77")
    assert message["result"]["total"] == stats["compliance_result"]["total"] > 0
    assert HOOK not in told.stdout + told.stderr


def test_the_collection_comes_from_git_while_it_is_on_no_server(cores: list[harness.Core], tmp_path: Path) -> None:
    """By the requirements of the guide, with a repository on this machine in place of that of the site."""
    (entry,) = yaml.safe_load(blocks()["collections/requirements.yml from git"])["collections"]
    site = tmp_path / "site"
    clone: list[str | Path] = ["git", "clone", "--quiet", "--depth", "1", harness.ROOT.as_uri(), site]
    assert harness.run(cores[-1], clone).returncode == 0
    assert harness.run(cores[-1], ["git", "-C", site, "branch", "--force", "-M", entry["version"]]).returncode == 0
    needed = tmp_path / "requirements.yml"
    needed.write_text(yaml.safe_dump({"collections": [{**entry, "name": site.as_uri()}]}), encoding="utf-8")
    argv: list[str | Path] = ["ansible-galaxy", "collection", "install", "-r", needed, "-p", tmp_path / "there"]
    done = harness.run(cores[-1], argv)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "there/ansible_collections/audiocodes/live_platform/plugins/modules/service_info.py").exists()


def test_reports_go_to_a_server_also_if_the_verdict_is_bad(cores: list[harness.Core], tmp_path: Path) -> None:
    """By the guide's playbook: every file arrives whole, and the job fails nevertheless."""
    arrived: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            arrived[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    play = tmp_path / "compliance_and_send.yml"
    play.write_text(blocks()["compliance_and_send.yml"], encoding="utf-8")
    written = tmp_path / "reports"
    with Simulator() as sim, ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        given = {
            "compliance_dest": str(written),
            "compliance_fail_on": "low",
            "reports_address": f"http://127.0.0.1:{server.server_address[1]}/reports",
        }
        env = {**QUIET, **credential(sim, tmp_path)}
        source = PROJECT / "live_platform.yml"
        done = harness.run(cores[-1], ["ansible-playbook", "-i", source, play, "-e", json.dumps(given)], env)
        server.shutdown()
    assert done.returncode == 2, done.stdout + done.stderr
    assert "compliance.html" in {path.name for path in written.iterdir()}
    assert arrived == {f"/reports/{path.name}": path.read_bytes() for path in written.iterdir()}
